//! Compound files: streams in one file, as Word and Excel 97–2003 write them, and the numbers in them. Knows neither of the two.

use std::io::{Cursor, Read};

use crate::lang::Message;
use crate::limits;

/// An open compound file.
pub(super) struct Compound<'b>(cfb::CompoundFile<Cursor<&'b [u8]>>);

impl<'b> Compound<'b> {
    /// Opens a file.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Compound<'b>, Message> {
        cfb::CompoundFile::open(Cursor::new(bytes)).map(Compound).map_err(|_| Message::new("import-damaged"))
    }

    /// Whether there is a stream of this name at the top.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.is_stream(name)
    }

    /// The bytes of a stream.
    pub(super) fn stream(&mut self, name: &str) -> Result<Vec<u8>, Message> {
        let damaged = |_| Message::new("import-damaged");
        let stream = self.0.open_stream(name).map_err(damaged)?;
        if stream.len() > limits::IMPORT_UNPACKED {
            return Err(Message::new("import-too-deep"));
        }
        let mut bytes = Vec::new();
        stream.take(limits::IMPORT_UNPACKED).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }
}

/// A number in two bytes.
pub(super) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number with a sign in two bytes.
pub(super) fn i16_at(bytes: &[u8], at: usize) -> Option<i16> {
    u16_at(bytes, at).map(u16::cast_signed)
}

/// A number in four bytes.
pub(super) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number in four bytes that says a length or a place.
pub(super) fn size_at(bytes: &[u8], at: usize) -> Option<usize> {
    u32_at(bytes, at).map(|number| number as usize)
}

/// A float in eight bytes.
pub(super) fn f64_at(bytes: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}
