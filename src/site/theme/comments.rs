//! Leaves the comments out of the built-in theme's scripts and styles, which every visitor would load. Knows only how these
//! files are written: a comment has lines of its own, and no literal goes over several lines.

/// The lines of a script or style sheet that are neither comments nor empty.
pub(super) fn left_out(text: &str) -> String {
    let mut is_within = false;
    let is_code = |line: &&str| {
        let line = line.trim();
        let is_of_block = is_within || line.starts_with("/*");
        is_within = is_of_block && !line.ends_with("*/");
        !is_of_block && !line.starts_with("//") && !line.is_empty()
    };
    text.split_inclusive('\n').filter(is_code).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::theme::built_in::BUILT_IN;

    #[test]
    fn code_stays_as_it_is() {
        let text = "// One.\n\n/** Two\n * three // four\n */\nlet a = \"// five\"; // six\n  /* seven */\n  b /* eight */ = 9;\n";
        assert_eq!(left_out(text), "let a = \"// five\"; // six\n  b /* eight */ = 9;\n");
    }

    #[test]
    fn built_in_files_are_written_as_is_expected_here() {
        let files = BUILT_IN.iter().filter(|(path, _)| path.ends_with(".js") || path.ends_with(".css"));
        for (path, text) in files {
            for line in text.lines() {
                assert!(
                    line.trim_end().ends_with("*/") || !line.contains("*/"),
                    "{path}: code behind a comment: {line}"
                );
            }
            for line in left_out(text).lines() {
                assert!(line.matches('`').count() % 2 == 0, "{path}: a literal over several lines: {line}");
                assert!(!line.contains("/*"), "{path}: a comment behind code: {line}");
            }
        }
    }
}
