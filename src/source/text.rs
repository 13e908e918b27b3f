//! A text in few bytes, and those whole that were asked for last, which know their lines. Knows nothing of files.

use std::collections::VecDeque;
use std::ops::Deref;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, Weak};

use lz4_flex::block::{compress_prepend_size, decompress_size_prepended};

/// A text, packed but for as long as somebody holds it whole.
#[derive(Debug)]
pub(super) struct Text {
    packed: Box<[u8]>,
    whole: Mutex<Weak<WholeText>>,
}

/// A text as it was read. It is used as the string that it is.
#[derive(Debug, Default)]
pub struct WholeText {
    text: String,
    /// Where its lines begin, once somebody asks for the line of a place.
    line_starts: OnceLock<Vec<u32>>,
}

impl Deref for WholeText {
    type Target = String;

    fn deref(&self) -> &String {
        &self.text
    }
}

impl WholeText {
    /// Line and column of a byte, counted from 1, columns in characters; behind the end, those of the end.
    pub(super) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let byte = self.text.floor_char_boundary(byte);
        let line_starts = self.line_starts.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            // Places have four bytes each; no text that is read is longer.
            std::iter::once(0).chain(ends.map(|(end, _)| end as u32 + 1)).collect()
        });
        let line = line_starts.partition_point(|start| *start as usize <= byte);
        let start = line_starts[line - 1] as usize;
        (line, self.text[start..byte].chars().count() + 1)
    }
}

impl Text {
    pub(super) fn of(text: &str) -> Text {
        // Copied, as the block is made for what cannot be packed.
        Text { packed: compress_prepend_size(text.as_bytes()).as_slice().into(), whole: Mutex::default() }
    }

    /// The whole text, which then is among the `last`.
    pub(super) fn whole(&self, last: &Last) -> Arc<WholeText> {
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = whole.upgrade() {
            return text;
        }
        let bytes = decompress_size_prepended(&self.packed).expect("what was packed can be unpacked");
        let text = String::from_utf8(bytes).expect("it was a text");
        let text = Arc::new(WholeText { text, line_starts: OnceLock::new() });
        *whole = Arc::downgrade(&text);
        last.add(&text);
        text
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.packed == other.packed
    }
}

impl Eq for Text {}

/// The texts that were asked for last, held whole: whoever reads one asks for it many times.
#[derive(Debug, Default)]
pub(super) struct Last(Mutex<VecDeque<Arc<WholeText>>>);

/// How many these are: several projects for each thread of a large machine.
const LAST: usize = 256;

impl Last {
    fn add(&self, text: &Arc<WholeText>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() == LAST {
            last.pop_front();
        }
        last.push_back(Arc::clone(text));
    }
}
