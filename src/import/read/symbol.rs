//! Characters that a font or their height on the line makes others: those of symbol fonts, by which forms are ticked, and small
//! ones above or below the line. Knows no file format.

/// A character of a symbol font, as what it shows; one that is not known by font and code.
pub(super) fn shown(font: &str, code: u32) -> String {
    let known = match (font, code & 0xff) {
        ("Wingdings", 0xfe) | ("Wingdings 2", 0x52) => "☑",
        ("Wingdings", 0xfc) | ("Wingdings 2", 0x50) => "√",
        ("Wingdings", 0xfd) | ("Wingdings 2", 0x53 | 0x54) => "☒",
        ("Wingdings", 0xfb) | ("Wingdings 2", 0x4f) => "×",
        ("Wingdings", 0x6f | 0xa8) | ("Wingdings 2", 0xa3 | 0x2a) => "□",
        ("Wingdings", 0x6e) => "■",
        ("Wingdings", 0x6c) => "●",
        ("Symbol", 0xd6) => "√",
        ("Symbol", 0xb0) => "°",
        ("Symbol", 0xb3) => "≥",
        ("Symbol", 0xa3) => "≤",
        ("Symbol", 0xb4) => "×",
        ("Symbol", 0xb8) => "÷",
        ("Symbol", 0xb1) => "±",
        ("Symbol", 0xb9) => "≠",
        _ => return format!("〔{font} {code:04X}〕"),
    };
    known.to_owned()
}

/// Where characters stand that are small.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Height {
    #[default]
    OnLine,
    Above,
    Below,
}

impl Height {
    /// A character as it is seen there: the number of a note behind a figure is no digit of it.
    pub(super) fn shown(self, c: char) -> char {
        let digits = match self {
            Height::OnLine => return c,
            Height::Above => ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'],
            Height::Below => ['₀', '₁', '₂', '₃', '₄', '₅', '₆', '₇', '₈', '₉'],
        };
        c.to_digit(10).map_or(c, |digit| digits[digit as usize])
    }
}
