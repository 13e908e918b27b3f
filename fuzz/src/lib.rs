//! What `cargo fuzz` runs: the targets, and a mutator that knows how content is written.

pub mod edits;
pub mod targets;

/// Every second time an edit that an author might make, otherwise what libFuzzer makes of the bytes.
pub fn mutated(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let text = std::str::from_utf8(&data[..size]).ok().filter(|_| seed % 2 == 0);
    let Some(edited) = text.map(|text| edits::edited(text, u64::from(seed))) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    };
    let end = edited.floor_char_boundary(most.min(data.len()));
    data[..end].copy_from_slice(&edited.as_bytes()[..end]);
    end
}
