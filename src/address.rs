//! Addresses: those of files, made of their paths and read back, and those that authors give. Knows no sites and no disks.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::characters::{self, Unseen};

/// Where an address that an author gives leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// To a page of the web.
    Web,
    /// To a mailbox.
    Mail,
    /// To a telephone.
    Telephone,
    /// To something of the same site, or within the same page.
    Site,
    /// Nowhere that a link may lead: it would run something, or is made so that readers take it for another.
    Nowhere,
}

/// Where an address leads, as browsers read it: whatever the case of its scheme, and whatever they pass over in it.
pub fn target(address: &str) -> Target {
    if address.contains(is_hidden) || address.trim() != address {
        return Target::Nowhere;
    }
    let first = address.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let Some((scheme, _)) = first.split_once(':') else {
        let is_of_host = address.starts_with(['/', '\\']);
        return if is_of_host { Target::Nowhere } else { Target::Site };
    };
    let rest = &address[scheme.len() + 1..];
    let is_plain = !rest.contains(char::is_whitespace);
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" if rest.strip_prefix("//").is_some_and(begins_with_host) => Target::Web,
        "mailto" if is_plain && rest.contains('@') => Target::Mail,
        "tel" if !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || "+-().,;".contains(c)) => {
            Target::Telephone
        }
        _ => Target::Nowhere,
    }
}

/// Whether a character of an address is not what readers take it for.
fn is_hidden(c: char) -> bool {
    characters::unseen(c).is_some_and(|unseen| unseen != Unseen::Private)
}

/// Whether an address is the whole one of a page of the web, with nothing in it that would have to be encoded.
pub fn is_web(address: &str) -> bool {
    target(address) == Target::Web && !address.contains(|c: char| c.is_whitespace() || "\"<>\\^`{|}".contains(c))
}

/// Whether an address without its scheme begins with the name of a host. A name of a user before it would be taken for
/// the host: `https://www.gov.cn@example.org/`.
fn begins_with_host(rest: &str) -> bool {
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (name, port) = host.split_once(':').unwrap_or((host, ""));
    let is_part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    name.strip_suffix('.').unwrap_or(name).split('.').all(is_part) && port.bytes().all(|byte| byte.is_ascii_digit())
}

/// What stands in the path of an address as it is: letters, digits and the other unreserved characters (RFC 3986), and what
/// divides its parts.
const IN_PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// The address of a file, of its path.
pub fn of_path(path: &str) -> String {
    utf8_percent_encode(path, IN_PATH).to_string()
}

/// The path of a file, of its address, which ends before any `?` or `#`. `None` where what it encodes is no text.
pub fn path_of(address: &str) -> Option<String> {
    let is_encoded = |rest: &str| rest.len() >= 2 && rest.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
    address.split('%').skip(1).all(is_encoded).then_some(())?;
    percent_decode_str(address).decode_utf8().ok().map(|path| path.into_owned())
}

/// The path that one written in a folder means: without `.` and `..`. `None` where it leads out of the root.
pub fn resolve(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_run_something_lead_nowhere_however_they_are_written() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "javascript\u{200b}:alert(1)",
            "javascript :alert(1)",
            "vbscript:msgbox(1)",
            "data:text/html,<script>",
            "DATA:text/html;base64,AAAA",
            "blob:https://example.gov.cn/1",
            "file:///etc/passwd",
            "ftp://example.gov.cn/",
            "view-source:https://example.gov.cn/",
            "http:example.gov.cn",
            "http:/example.gov.cn",
            "https://",
            "https:///a",
            "https://www.gov.cn@example.org/",
            "https://www.gov.cn\\@example.org/",
            "https://www.gov.cn:80:80/",
            "https://www .gov.cn/",
            "//example.org/a",
            "/\\example.org/a",
            "\\\\example.org\\a",
            "/a.html",
            "mailto:",
            "tel:javascript",
            "附件:1.pdf",
        ] {
            assert_eq!(target(address), Target::Nowhere, "{address:?}");
            assert!(!is_web(address), "{address:?}");
        }
    }

    #[test]
    fn other_addresses_lead_where_they_say() {
        for address in [
            "https://www.example.gov.cn/",
            "HTTPS://www.example.gov.cn",
            "http://示例.政务.cn:8080/文件?a=b#c",
            "https://example.gov.cn/a:b@c",
        ] {
            assert_eq!(target(address), Target::Web, "{address:?}");
            assert!(is_web(address), "{address:?}");
        }
        assert_eq!(target("https://example.gov.cn/附件 1.pdf"), Target::Web);
        assert!(!is_web("https://example.gov.cn/附件 1.pdf"));
        assert_eq!(target("mailto:zwfw@example.gov.cn"), Target::Mail);
        assert_eq!(target("TEL:0898-27715001"), Target::Telephone);
        for address in ["", "#section-1", "?q=a:b", "files/a.pdf", "./files/附件 1.pdf", "../a/#b:c", "a/b:c"] {
            assert_eq!(target(address), Target::Site, "{address:?}");
        }
    }

    #[test]
    fn paths_are_encoded_and_read_back() {
        for (path, address) in [
            ("projects/2023/demo/files/a.pdf", "projects/2023/demo/files/a.pdf"),
            ("files/附件 1.pdf", "files/%E9%99%84%E4%BB%B6%201.pdf"),
            ("files/100%#?&\"<1>.pdf", "files/100%25%23%3F%26%22%3C1%3E.pdf"),
            ("a:b/%20", "a%3Ab/%2520"),
        ] {
            assert_eq!(of_path(path), address);
            assert_eq!(path_of(address).as_deref(), Some(path));
        }
        assert_eq!(path_of("%e9%99%84").as_deref(), Some("附"));
        for broken in ["%", "100%.pdf", "%4", "%zz", "%e9%99", "%+1"] {
            assert_eq!(path_of(broken), None, "{broken}");
        }
    }

    #[test]
    fn paths_stay_below_the_root() {
        assert_eq!(resolve("a/b", "./c//d/../e").as_deref(), Some("a/b/c/e"));
        assert_eq!(resolve("a/b", "../../c").as_deref(), Some("c"));
        assert_eq!(resolve("a/b", "../../../c"), None);
    }
}
