//! `manifest.json`: every file of a site with its size and digest. Text in and out; touches no disk.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest as _, Sha256};

/// The file's name, at the top of a site. It does not list itself.
pub const NAME: &str = "manifest.json";
const GENERATOR: &str = "gongshi";

/// SHA-256 of bytes, written as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of these bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Sha256::new_with_prefix(bytes).into()
    }
}

impl From<Sha256> for Digest {
    fn from(hasher: Sha256) -> Digest {
        Digest(hasher.finalize().into())
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(to, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, to)
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Digest, D::Error> {
        let digits = String::deserialize(from)?;
        let byte = |place: usize| digits.get(2 * place..2 * place + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let mut bytes = [0; 32];
        for (place, told) in bytes.iter_mut().enumerate() {
            *told = byte(place).ok_or_else(|| D::Error::custom("no SHA-256"))?;
        }
        let digest = Digest(bytes);
        // Each has one spelling.
        (digest.to_string() == digits).then_some(digest).ok_or_else(|| D::Error::custom("no SHA-256"))
    }
}

/// A file of a site. In their order these stand by path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Entry {
    /// Path below the site's root.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What its bytes are known by.
    pub sha256: Digest,
}

impl Entry {
    /// The entry of a file with these bytes.
    pub fn of(path: &str, bytes: &[u8]) -> Self {
        Entry { path: path.to_owned(), bytes: bytes.len() as u64, sha256: Digest::of(bytes) }
    }
}

/// What a manifest says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Manifest {
    /// The digest of all that the site was made of, where it is known.
    #[serde(default)]
    pub made_of: Option<Digest>,
    /// The files of the site, in path order.
    pub files: Vec<Entry>,
    /// What of others' is kept beside them: paths below the site's root.
    #[serde(default)]
    pub kept: Vec<String>,
}

/// About how long a line is but for its path.
const LINE: usize = 112;

/// The manifest's text of files in path order: one a line, and nothing that differs between two sites that one program made of
/// the same.
pub fn text(entries: &[Entry], kept: &[String], made_of: Option<Digest>) -> String {
    let made_of = made_of.map_or_else(String::new, |digest| format!("\"made_of\":\"{digest}\","));
    let kept = match kept {
        [] => String::new(),
        kept => format!("\"kept\":{},", serde_json::to_string(kept).unwrap_or_default()),
    };
    // Of a large site these are many megabytes, so they are written once.
    let mut text = String::with_capacity(entries.iter().map(|entry| entry.path.len() + LINE).sum());
    text += &format!("{{\"generator\":\"{GENERATOR}\",{made_of}{kept}\"files\":[");
    for (number, entry) in entries.iter().enumerate() {
        text += if number == 0 { "\n" } else { ",\n" };
        text += &serde_json::to_string(entry).unwrap_or_default();
    }
    text + "\n]}\n"
}

/// SHA-256 of several texts in their order, each with its length, so that no other texts give the same.
pub fn digest_of<'a>(texts: impl IntoIterator<Item = Cow<'a, str>>) -> Digest {
    let mut hasher = Sha256::new();
    for text in texts {
        hasher.update(text.len().to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.into()
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
