//! The `gongshi` program: hands over to the command layer and returns its exit code.

mod cli;

use std::process::ExitCode;

/// Reading, checking and rendering make and drop many small texts on all cores at once.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match cli::run() {
        cli::End::Status(status) => ExitCode::from(status),
        cli::End::Signal(signal) => {
            cli::end_by(signal);
            ExitCode::from(2)
        }
    }
}
