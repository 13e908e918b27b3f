//! Names of this program's own, of messages, their variables and of rules, as numbers in what is packed, which nobody reads.
//! Knows no language.

use std::sync::{LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A name that stands in the program.
pub type Name = &'static str;

/// Every name that was packed so far. Its number is of this run alone and stands in no file.
#[derive(Default)]
struct Numbered {
    numbers: FxHashMap<Name, u16>,
    names: Vec<Name>,
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
    let number = known.unwrap_or_else(|| {
        let Numbered { numbers, names } = &mut *NUMBERED.write().unwrap_or_else(PoisonError::into_inner);
        *numbers.entry(name).or_insert_with(|| {
            names.push(name);
            (names.len() - 1) as u16
        })
    });
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
