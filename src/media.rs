//! Kinds of files that may be published as they are: their endings, their media types, and how their bytes begin. Reads no
//! files.

/// A kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    /// The ending of its name, in lower case.
    pub ending: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// What its bytes are like.
    pub bytes: Bytes,
    /// Whether it is published without a word of the publisher's: browsers show or save it, and never run it.
    pub is_usual: bool,
}

/// What the bytes of a kind of file are like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bytes {
    /// They begin with one of these.
    Begin(&'static [&'static [u8]]),
    /// These stand at this place.
    At(usize, &'static [u8]),
    /// They are text, in UTF-8 or GB 18030.
    Text,
}

/// Archives, and office documents since 2007, which are archives too.
pub const ZIP: Bytes = Bytes::Begin(&[b"PK\x03\x04", b"PK\x05\x06"]);
const JPEG: Bytes = Bytes::Begin(&[b"\xff\xd8\xff"]);
const TIFF: Bytes = Bytes::Begin(&[b"II*\0", b"MM\0*"]);
/// Office documents from before 2007, and those of WPS.
const COMPOUND: Bytes = Bytes::Begin(&[b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]);

const fn usual(ending: &'static str, media_type: &'static str, bytes: Bytes) -> Kind {
    Kind { ending, media_type, bytes, is_usual: true }
}

const fn on_request(ending: &'static str, media_type: &'static str, bytes: Bytes) -> Kind {
    Kind { ending, media_type, bytes, is_usual: false }
}

/// Every kind that may be published.
pub const KINDS: &[Kind] = &[
    usual("pdf", "application/pdf", Bytes::Begin(&[b"%PDF-", b"\xef\xbb\xbf%PDF-", b"\r\n%PDF-", b"\n%PDF-"])),
    usual("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ZIP),
    usual("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ZIP),
    usual("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation", ZIP),
    usual("odt", "application/vnd.oasis.opendocument.text", ZIP),
    usual("ods", "application/vnd.oasis.opendocument.spreadsheet", ZIP),
    usual("odp", "application/vnd.oasis.opendocument.presentation", ZIP),
    usual("csv", "text/csv", Bytes::Text),
    usual("txt", "text/plain", Bytes::Text),
    usual("png", "image/png", Bytes::Begin(&[b"\x89PNG\r\n\x1a\n"])),
    usual("jpg", "image/jpeg", JPEG),
    usual("jpeg", "image/jpeg", JPEG),
    usual("gif", "image/gif", Bytes::Begin(&[b"GIF87a", b"GIF89a"])),
    usual("webp", "image/webp", Bytes::At(8, b"WEBP")),
    usual("zip", "application/zip", ZIP),
    on_request("ofd", "application/ofd", ZIP),
    on_request("doc", "application/msword", COMPOUND),
    on_request("xls", "application/vnd.ms-excel", COMPOUND),
    on_request("ppt", "application/vnd.ms-powerpoint", COMPOUND),
    on_request("wps", "application/vnd.ms-works", COMPOUND),
    on_request("et", "application/octet-stream", COMPOUND),
    on_request("dps", "application/octet-stream", COMPOUND),
    on_request("rtf", "application/rtf", Bytes::Begin(&[b"{\\rtf"])),
    on_request("rar", "application/vnd.rar", Bytes::Begin(&[b"Rar!\x1a\x07"])),
    on_request("7z", "application/x-7z-compressed", Bytes::Begin(&[b"7z\xbc\xaf\x27\x1c"])),
    on_request("tif", "image/tiff", TIFF),
    on_request("tiff", "image/tiff", TIFF),
    on_request("bmp", "image/bmp", Bytes::Begin(&[b"BM"])),
    on_request("mp3", "audio/mpeg", Bytes::Begin(&[b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"])),
    on_request("mp4", "video/mp4", Bytes::At(4, b"ftyp")),
    on_request("dwg", "image/vnd.dwg", Bytes::Begin(&[b"AC10"])),
];

/// How many bytes from the beginning of a file tell its kind.
pub const HEAD: usize = 16;

impl Bytes {
    /// Whether a file that begins so may be of this kind. Text has no NUL; of more nothing is known yet.
    pub fn fit(self, head: &[u8]) -> bool {
        match self {
            Bytes::Begin(beginnings) => beginnings.iter().any(|beginning| head.starts_with(beginning)),
            Bytes::At(place, bytes) => head.get(place..).is_some_and(|rest| rest.starts_with(bytes)),
            Bytes::Text => !head.contains(&0),
        }
    }
}

/// The ending of a name, in lower case; empty where it has none.
pub fn ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase()
}

/// The kind of an ending.
pub fn kind(ending: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.ending == ending)
}

/// The ending in a name, be it the last or not, of files that run: browsers or servers do what they say.
pub fn runs(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    // Some servers look at every ending of a name, and end a name at a semicolon.
    let mut endings = name.split(['.', ';']).skip(1);
    endings.find_map(|ending| RUNNING.iter().find(|running| **running == ending).copied())
}

/// Endings of files that run in a browser, on a server or on a reader's machine. What may be published is told by
/// [`KINDS`]; these are named so that people are told why.
const RUNNING: &[&str] = &[
    "htm", "html", "xhtml", "xht", "shtml", "shtm", "stm", "mht", "mhtml", "svg", "svgz", "xml", "xsl", "xslt", "js",
    "mjs", "wasm", "css", "swf", "hta", "htc", "php", "php3", "php4", "php5", "php7", "phtml", "phar", "asp", "aspx",
    "ashx", "asmx", "asax", "ascx", "asa", "cer", "cdx", "jsp", "jspx", "jspf", "war", "jar", "class", "cgi", "pl",
    "py", "rb", "lua", "sh", "bash", "cfm", "config", "conf", "htaccess", "htpasswd", "ini", "exe", "dll", "com",
    "scr", "msi", "bat", "cmd", "ps1", "vbs", "vbe", "wsf", "lnk", "url", "reg", "apk", "docm", "xlsm", "pptm", "xlsb",
    "chm",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_runs_is_never_a_kind_to_publish() {
        for kind in KINDS {
            assert!(!RUNNING.contains(&kind.ending), "{}", kind.ending);
            assert_eq!(runs(&format!("a.{}", kind.ending)), None, "{}", kind.ending);
        }
        for (name, ending) in [
            ("files/notice.HTML", "html"),
            ("shell.php.jpg", "php"),
            ("a.asp;.jpg", "asp"),
            ("web.config", "config"),
            (".htaccess", "htaccess"),
        ] {
            assert_eq!(runs(name), Some(ending), "{name}");
        }
        assert_eq!(runs("files/php 说明.pdf"), None);
    }

    #[test]
    fn bytes_tell_kinds_apart() {
        let fits = |ending: &str, head: &[u8]| kind(ending).expect("a kind").bytes.fit(head);
        assert!(fits("pdf", b"%PDF-1.7") && fits("webp", b"RIFF\0\0\0\0WEBPVP8 ") && fits("docx", b"PK\x03\x04"));
        assert!(
            !fits("pdf", b"<html>") && !fits("webp", b"RIFF") && !fits("png", b"\xff\xd8\xff") && !fits("zip", b"")
        );
        assert_eq!((ending("files/A.PDF"), ending("files.d/a")), ("pdf".to_owned(), String::new()));
    }
}
