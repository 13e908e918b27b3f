//! Names of files that not every system can hold. Judges names alone; touches no disk.

use encoding_rs::GBK;

use crate::lang::Message;

/// Why a system cannot hold a file of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It has a character that means something else there: `:`.
    Forbidden(char),
    /// It has a character that GBK, in which many servers keep names, does not have.
    NotInGbk(char),
    /// It ends with a point or a space, which some systems take off.
    End,
    /// It is the name of a device: `con`, `nul`.
    Device,
    /// It is longer than [`LONGEST`] bytes.
    Length,
}

impl Trouble {
    /// What is told of a path.
    pub fn message(self, path: &str) -> Message {
        let message = match self {
            Trouble::Forbidden('\\') => Message::new("file-name-with-backslash"),
            Trouble::Forbidden(c) => {
                Message::new("file-name-forbidden").with("character", c.escape_default().to_string())
            }
            Trouble::NotInGbk(c) => Message::new("file-name-not-in-gbk").with("character", c.to_string()),
            Trouble::End => Message::new("file-name-ends"),
            Trouble::Device => Message::new("file-name-of-device"),
            Trouble::Length => Message::new("file-name-too-long").with("most", LONGEST),
        };
        message.with("path", path)
    }
}

/// How long the name of a file may be on most systems, in bytes.
pub const LONGEST: usize = 255;

/// Why a name, or one of those of the folders before it, cannot be held everywhere.
pub fn trouble(path: &str) -> Option<Trouble> {
    path.split('/').find_map(trouble_of_one)
}

fn trouble_of_one(name: &str) -> Option<Trouble> {
    let forbidden = |c: &char| c.is_control() || "\\:*?\"<>|".contains(*c);
    if let Some(c) = name.chars().find(forbidden) {
        return Some(Trouble::Forbidden(c));
    }
    let is_in_gbk = |c: &char| !GBK.encode(c.encode_utf8(&mut [0; 4])).2;
    if let Some(c) = name.chars().find(|c| !is_in_gbk(c)) {
        return Some(Trouble::NotInGbk(c));
    }
    if name.ends_with(['.', ' ']) || name.starts_with(' ') {
        return Some(Trouble::End);
    }
    if is_device(name) {
        return Some(Trouble::Device);
    }
    (name.len() > LONGEST).then_some(Trouble::Length)
}

/// Whether Windows takes a name for a device, whatever ending it has (learn.microsoft.com, "Naming Files, Paths, and
/// Namespaces").
pub fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end().to_lowercase();
    let is_port = |rest: &str| rest.chars().count() == 1 && rest.contains(|c: char| "0123456789¹²³".contains(c));
    ["con", "prn", "aux", "nul", "conin$", "conout$"].contains(&stem.as_str())
        || ["com", "lpt"].iter().any(|port| stem.strip_prefix(port).is_some_and(is_port))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_system_cannot_hold_are_known() {
        let long = "长".repeat(86);
        for (path, expected) in [
            ("files/a:b.pdf", Trouble::Forbidden(':')),
            ("files/a\\b.pdf", Trouble::Forbidden('\\')),
            ("files/什么?.pdf", Trouble::Forbidden('?')),
            ("files/a\nb.pdf", Trouble::Forbidden('\n')),
            ("files/𠮷.pdf", Trouble::NotInGbk('𠮷')),
            ("files/😀/a.pdf", Trouble::NotInGbk('😀')),
            ("files/a\u{fffd}.pdf", Trouble::NotInGbk('\u{fffd}')),
            ("files/a.", Trouble::End),
            ("files/附件 /a.pdf", Trouble::End),
            ("files/ a.pdf", Trouble::End),
            ("files/con", Trouble::Device),
            ("files/NUL.pdf", Trouble::Device),
            ("files/com1.tar.gz", Trouble::Device),
            ("files/aux/a.pdf", Trouble::Device),
            (long.as_str(), Trouble::Length),
        ] {
            assert_eq!(trouble(path), Some(expected), "{path}");
        }
    }

    #[test]
    fn other_names_are_held() {
        let long = "长".repeat(85);
        for path in
            ["files/附件 1（终稿）.pdf", "files/100%#&+,;=@[]{}~'!$^`.pdf", "a.b..c", "console", "com", "com10", &long]
        {
            assert_eq!(trouble(path), None, "{path}");
        }
    }
}
