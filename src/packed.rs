//! Values in few bytes, for as long as nobody looks at them. Knows nothing of what they are.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A value that is written out and read back when it is asked for: texts by their lengths, names of the program by numbers.
#[derive(Clone, PartialEq, Eq)]
pub struct Packed<T> {
    bytes: Box<[u8]>,
    of: PhantomData<fn() -> T>,
}

impl<T: Serialize + DeserializeOwned> Packed<T> {
    /// Packs a value.
    pub fn of(value: &T) -> Packed<T> {
        let bytes = postcard::to_extend(value, Vec::new()).expect("plain values can be written");
        // Copied, as a block that was made for more would be held whole.
        Packed { bytes: bytes.as_slice().into(), of: PhantomData }
    }

    /// The value again.
    pub fn unpack(&self) -> T {
        postcard::from_bytes(&self.bytes).expect("what was packed can be read")
    }
}

impl<T: Serialize + DeserializeOwned + fmt::Debug> fmt::Debug for Packed<T> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.unpack().fmt(to)
    }
}
