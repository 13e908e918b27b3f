//! A file of the site that is written piece by piece, and read until it is done. Publishes nothing.

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use super::{Stage, plain_length};
use crate::emit::Grow;
use crate::load;
use crate::manifest::Entry;

/// A file that grows where the new site is made.
pub(super) struct Growing<'a> {
    pub(super) stage: &'a Stage,
    /// Below the site's root.
    pub(super) path: String,
    pub(super) to: PathBuf,
    pub(super) file: File,
}

impl Read for Growing<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Write for Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Growing<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

impl Grow for Growing<'_> {
    /// Where the old file has the same bytes, it takes the place of the new one.
    fn done(self: Box<Self>) -> io::Result<Entry> {
        let Growing { stage, path, to, file } = *self;
        drop(file);
        let (bytes, sha256) = load::digest(&to)?;
        let old = stage.out.join(&path);
        let unchanged = plain_length(&old) == Some(bytes) && load::digest(&old)?.1 == sha256;
        if unchanged {
            fs::remove_file(&to)?;
            stage.keep_file(&old, &to)?;
        }
        let entry = Entry { path, bytes, sha256 };
        stage.record(entry.clone(), unchanged);
        Ok(entry)
    }
}
