//! Names of this program's own, of messages, their variables and of rules, as numbers in what is packed, which nobody reads.
//! Knows no language.

use std::sync::{LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

/// A name that stands in the program.
pub type Name = &'static str;

/// Every name that was packed so far. Its number is of this run alone and stands in no file.
#[derive(Default)]
struct Numbered {
    numbers: FxHashMap<Name, u16>,
    names: Vec<Name>,
}

impl Numbered {
    /// The number of a name, which it has from now on; `None` when all are taken.
    fn number(&mut self, name: Name) -> Option<u16> {
        if let Some(number) = self.numbers.get(name) {
            return Some(*number);
        }
        let number = u16::try_from(self.names.len()).ok()?;
        self.names.push(name);
        self.numbers.insert(name, number);
        Some(number)
    }
}

static NUMBERED: LazyLock<RwLock<Numbered>> = LazyLock::new(RwLock::default);

/// Writes a name; where nobody reads it, as its number.
///
/// # Errors
/// When there are more names than numbers.
pub fn serialize<S: Serializer>(name: &Name, to: S) -> Result<S::Ok, S::Error> {
    if to.is_human_readable() {
        return name.serialize(to);
    }
    let known = NUMBERED.read().unwrap_or_else(PoisonError::into_inner).numbers.get(name).copied();
    let number = known.or_else(|| NUMBERED.write().unwrap_or_else(PoisonError::into_inner).number(name));
    let number = number.ok_or_else(|| ser::Error::custom("more names than numbers"))?;
    number.serialize(to)
}

/// Reads the name of a number.
///
/// # Errors
/// When no name has it.
pub fn deserialize<'a, D: Deserializer<'a>>(from: D) -> Result<Name, D::Error> {
    let number = u16::deserialize(from)?;
    let numbered = NUMBERED.read().unwrap_or_else(PoisonError::into_inner);
    numbered.names.get(usize::from(number)).copied().ok_or_else(|| de::Error::custom("a number without a name"))
}
