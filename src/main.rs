//! The `gongshi` program: hands over to the command layer and returns its exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(cli::run())
}
