//! Texts in the records of a workbook of Excel 97–2003. Knows no records.

/// A text in the form of UTF-16, and from where on it has which font.
#[derive(Default)]
pub(super) struct Rich {
    pub(super) units: Vec<u16>,
    pub(super) runs: Vec<(usize, usize)>,
}

/// Texts in the pieces of a record: where a piece ends within characters, the next says anew how wide they are.
pub(super) struct Text<'p, 'b> {
    pieces: &'p [&'b [u8]],
    at: usize,
}

impl<'p, 'b> Text<'p, 'b> {
    pub(super) fn of(pieces: &'p [&'b [u8]], at: usize) -> Text<'p, 'b> {
        Text { pieces, at }
    }

    fn byte(&mut self) -> Option<u8> {
        while self.at >= self.pieces.first()?.len() {
            self.at -= self.pieces[0].len();
            self.pieces = &self.pieces[1..];
        }
        self.at += 1;
        self.pieces[0].get(self.at - 1).copied()
    }

    fn number(&mut self, bytes: u32) -> Option<usize> {
        (0..bytes).try_fold(0, |number, place| Some(number | usize::from(self.byte()?) << (8 * place)))
    }

    /// A text with its length in two bytes.
    pub(super) fn long(&mut self) -> Option<String> {
        let length = self.number(2)?;
        self.characters(length)
    }

    /// A text with its length in one byte.
    pub(super) fn short(&mut self) -> Option<String> {
        let length = self.number(1)?;
        self.characters(length)
    }

    /// A text with its length in two bytes and with its fonts.
    pub(super) fn rich(&mut self) -> Option<Rich> {
        let length = self.number(2)?;
        self.units(length)
    }

    /// A text of so many characters, with nothing between what says how wide they are and the characters.
    pub(super) fn plain(&mut self, length: usize) -> Option<String> {
        let is_wide = self.byte()? & 1 != 0;
        Some(String::from_utf16_lossy(&self.run(length, is_wide)?))
    }

    fn run(&mut self, length: usize, mut is_wide: bool) -> Option<Vec<u16>> {
        let mut units: Vec<u16> = Vec::new();
        for _ in 0..length {
            if self.at == self.pieces.first()?.len() && self.pieces.len() > 1 {
                is_wide = self.byte()? & 1 != 0;
            }
            units.push(self.number(if is_wide { 2 } else { 1 })? as u16);
        }
        Some(units)
    }

    fn characters(&mut self, length: usize) -> Option<String> {
        Some(String::from_utf16_lossy(&self.units(length)?.units))
    }

    fn units(&mut self, length: usize) -> Option<Rich> {
        let flags = self.byte()?;
        let count = if flags & 8 != 0 { self.number(2)? } else { 0 };
        let extra = if flags & 4 != 0 { self.number(4)? } else { 0 };
        let units = self.run(length, flags & 1 != 0)?;
        let mut runs = Vec::new();
        for _ in 0..count {
            runs.push((self.number(2)?, self.number(2)?));
        }
        // Phonetic signs.
        self.at = self.at.checked_add(extra)?;
        Some(Rich { units, runs })
    }
}
