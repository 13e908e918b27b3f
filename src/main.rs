//! The `gongshi` program: parses arguments, calls the command layer, returns its exit code.
fn main() {}
