//! A text in few bytes, and those whole that were asked for last. Knows nothing of files.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError, Weak};

use lz4_flex::block::{compress_prepend_size, decompress_size_prepended};

/// A text, packed but for as long as somebody holds it whole.
#[derive(Debug)]
pub(super) struct Text {
    packed: Box<[u8]>,
    whole: Mutex<Weak<String>>,
}

impl Text {
    pub(super) fn of(text: &str) -> Text {
        // Copied, as the block is made for what cannot be packed.
        Text { packed: compress_prepend_size(text.as_bytes()).as_slice().into(), whole: Mutex::default() }
    }

    /// The whole text, which then is among the `last`.
    pub(super) fn whole(&self, last: &Last) -> Arc<String> {
        let mut whole = self.whole.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = whole.upgrade() {
            return text;
        }
        let bytes = decompress_size_prepended(&self.packed).expect("what was packed can be unpacked");
        let text = Arc::new(String::from_utf8(bytes).expect("it was a text"));
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
pub(super) struct Last(Mutex<VecDeque<Arc<String>>>);

/// How many these are: several projects for each thread of a large machine.
const LAST: usize = 256;

impl Last {
    fn add(&self, text: &Arc<String>) {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if last.len() == LAST {
            last.pop_front();
        }
        last.push_back(Arc::clone(text));
    }
}
