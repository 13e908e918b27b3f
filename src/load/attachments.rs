//! What the bytes of an attachment are: whether they are those of its ending, and whether there is personal data in its text.
//! Knows forms of files, not what may be published.

use std::fs::File;
use std::io::{self, Read, Seek};

use super::digest_of;
use super::look::{Look, Unreadable};
use super::office;
use crate::limits;
use crate::media::{self, Bytes};
use crate::source::{Attachment, Contents};

/// Reads an attachment: `name` is its path below the root, `own` are the domains of the publisher.
pub(super) fn read(mut file: File, name: String, own: &[String]) -> io::Result<Attachment> {
    let (bytes, sha256) = digest_of(&file)?;
    file.rewind()?;
    let contents = contents(&mut file, &name, own)?;
    Ok(Attachment { path: name, bytes, sha256, contents })
}

fn contents(file: &mut File, name: &str, own: &[String]) -> io::Result<Contents> {
    let mut head = Vec::with_capacity(media::HEAD);
    file.take(media::HEAD as u64).read_to_end(&mut head)?;
    file.rewind()?;
    let ending = media::ending(name);
    let Some(kind) = media::kind(&ending).filter(|kind| kind.bytes.fit(&head)) else { return Ok(Contents::Other) };
    let mut look = Look::new(own);
    let read = match kind.bytes {
        Bytes::Text => {
            let mut bytes = Vec::new();
            file.take(limits::ATTACHMENT_TEXT + 1).read_to_end(&mut bytes)?;
            look.through_text(&ending, &bytes)
        }
        _ => office::look_through(file, &ending, &mut look),
    };
    Ok(match read {
        _ if !look.found.is_empty() => Contents::Fitting(look.found.into_iter().collect()),
        Ok(()) => Contents::Fitting(Vec::new()),
        Err(Unreadable::Other) => Contents::Other,
        Err(Unreadable::TooLong) => Contents::NotLookedThrough,
    })
}
