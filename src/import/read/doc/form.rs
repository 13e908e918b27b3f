//! What is described outside the text of a Word document: fields of forms, and how many pictures were drawn. Knows no text.

use super::super::compound::{size_at, u16_at};

/// What a field of a form shows: a box with or without a tick, or what was chosen from a list. That of a text stands in the text.
pub(super) fn shown(data: &[u8]) -> Option<String> {
    let form = data.get(usize::from(u16_at(data, 4)?)..size_at(data, 0)?)?;
    let flags = u16_at(form, 4)?;
    // The name.
    let at = behind(form, 10)?;
    let chosen = match flags >> 2 & 0x1f {
        25 => u16_at(form, at)?,
        chosen => chosen,
    };
    match flags & 3 {
        1 => Some(if chosen == 0 { "□" } else { "☑" }.to_owned()),
        2 => {
            // Format, help, status, and two macros.
            let list = (0..5).try_fold(at + 2, |at, _| behind(form, at))?;
            let first = list + if u16_at(form, list)? == 0xffff { 6 } else { 4 };
            let entry = (0..chosen).try_fold(first, |at, _| Some(at + 2 + 2 * usize::from(u16_at(form, at)?)))?;
            let length = usize::from(u16_at(form, entry)?);
            let units = form.get(entry + 2..entry + 2 + 2 * length)?.chunks_exact(2);
            Some(String::from_utf16_lossy(
                &units.map(|unit| u16::from_le_bytes([unit[0], unit[1]])).collect::<Vec<_>>(),
            ))
        }
        _ => None,
    }
}

/// Where the text with its length and an end ends that begins at a place.
fn behind(form: &[u8], at: usize) -> Option<usize> {
    Some(at + 2 + 2 * usize::from(u16_at(form, at)?) + 2)
}

/// How many pictures stand beside the text, of the drawings of the document.
pub(super) fn pictures(drawings: &[u8]) -> usize {
    const FRAME_OF_PICTURE: u16 = 75;
    let mut pictures = 0;
    let mut at = 0;
    let mut is_header = false;
    while let (Some(kind), Some(length)) = (u16_at(drawings, at + 2), size_at(drawings, at + 4)) {
        let head = u16_at(drawings, at).unwrap_or_default();
        match kind {
            // A drawing: what a byte before it says whose it is.
            0xf002 => is_header = at > 0 && drawings[at - 1] == 1,
            0xf00a => pictures += usize::from(!is_header && head >> 4 == FRAME_OF_PICTURE),
            _ => {}
        }
        // Records that hold others are looked into.
        at = if head & 0xf == 0xf { at + 8 } else { at.saturating_add(8).saturating_add(length) };
        if kind == 0xf000 {
            at = at.saturating_add(length);
        }
        // Drawings stand behind a byte that says whose they are.
        if u16_at(drawings, at + 2) != Some(0xf002) && u16_at(drawings, at + 3) == Some(0xf002) {
            at += 1;
        }
    }
    pictures
}
