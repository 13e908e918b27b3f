//! The `gongshi` program: hands over to the command layer and returns its exit code.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run() {
        cli::End::Status(status) => ExitCode::from(status),
        cli::End::Signal(signal) => {
            cli::end_by(signal);
            ExitCode::from(2)
        }
    }
}
