//! Where the files of a site go as they are made, so that none is kept: whole, or piece by piece. Knows no file and no disk.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use crate::manifest::Entry;

/// Takes the files of a site as they are made, by their paths below its root. Called from several threads.
pub trait Emit: Sync {
    /// Takes a whole file.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()>;

    /// Takes a file that is too large to be held.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn grow<'a>(&'a self, path: &str) -> io::Result<Box<dyn Grow + 'a>>;
}

/// A file that grows, and can be read until it is done.
pub trait Grow: Read + Write + Seek {
    /// Ends it.
    ///
    /// # Errors
    /// When it cannot be taken.
    fn done(self: Box<Self>) -> io::Result<Entry>;
}

/// What takes whole files alone gets those that grow when they are done.
impl<F: Fn(&str, &[u8]) -> io::Result<()> + Sync> Emit for F {
    fn put(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self(path, bytes)
    }

    fn grow<'a>(&'a self, path: &str) -> io::Result<Box<dyn Grow + 'a>> {
        Ok(Box::new(Held { emit: self, path: path.to_owned(), bytes: Cursor::default() }))
    }
}

/// A file that grows in memory.
struct Held<'a> {
    emit: &'a dyn Emit,
    path: String,
    bytes: Cursor<Vec<u8>>,
}

impl Read for Held<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.bytes.read(buffer)
    }
}

impl Write for Held<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.bytes.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Held<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.bytes.seek(to)
    }
}

impl Grow for Held<'_> {
    fn done(self: Box<Self>) -> io::Result<Entry> {
        self.emit.put(&self.path, self.bytes.get_ref())?;
        Ok(Entry::of(&self.path, self.bytes.get_ref()))
    }
}
