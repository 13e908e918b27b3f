//! `manifest.json`: every file of a site with its size and digest. Text in and out; touches no disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The file's name, at the top of a site. It does not list itself.
pub const NAME: &str = "manifest.json";
const GENERATOR: &str = "gongshi";

/// A file of a site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Path below the site's root.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256, 64 lower-case hexadecimal digits.
    pub sha256: String,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Entry { path: path.to_owned(), bytes: bytes.len() as u64, sha256: hexadecimal(&Sha256::digest(bytes)) }
    }
}

/// What a manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// The digest of all that the site was made of, where it is known.
    #[serde(default)]
    pub made_of: Option<String>,
    /// The files of the site, in path order.
    pub files: Vec<Entry>,
    /// What of others' is kept beside them: paths below the site's root.
    #[serde(default)]
    pub kept: Vec<String>,
}

/// About how long a line is but for its path.
const LINE: usize = 112;

/// The manifest's text: one file a line, in path order, and nothing that differs between two sites that one program made of
/// the same.
pub fn text(entries: &BTreeMap<String, Entry>, kept: &[String], made_of: Option<&str>) -> String {
    let made_of = made_of.map_or_else(String::new, |digest| format!("\"made_of\":\"{digest}\","));
    let kept = match kept {
        [] => String::new(),
        kept => format!("\"kept\":{},", serde_json::to_string(kept).unwrap_or_default()),
    };
    // Of a large site these are many megabytes, so they are written once.
    let mut text = String::with_capacity(entries.keys().map(|path| path.len() + LINE).sum());
    text += &format!("{{\"generator\":\"{GENERATOR}\",{made_of}{kept}\"files\":[");
    for (number, entry) in entries.values().enumerate() {
        text += if number == 0 { "\n" } else { ",\n" };
        text += &serde_json::to_string(entry).unwrap_or_default();
    }
    text + "\n]}\n"
}

/// SHA-256 of several texts in their order, each with its length, so that no other texts give the same.
pub fn digest_of<'a>(texts: impl IntoIterator<Item = Cow<'a, str>>) -> String {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hexadecimal(&hasher.finalize())
}

/// What a manifest says; `None` when it is none of ours.
pub fn parse(text: &[u8]) -> Option<Manifest> {
    #[derive(Deserialize)]
    struct Signed {
        generator: String,
        #[serde(flatten)]
        manifest: Manifest,
    }
    let signed = serde_json::from_slice::<Signed>(text).ok()?;
    (signed.generator == GENERATOR).then_some(signed.manifest)
}

/// Bytes as lower-case hexadecimal digits.
pub fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
