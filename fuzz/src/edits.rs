//! Random edits of a text, as hurried and as hostile authors make them. The same seed gives the same edits.

// Public for the targets, and read in by a test, where nothing can be reached from outside.
#![allow(unreachable_pub)]

/// What is put in: forms that readers of texts trip over.
const SNIPPETS: [&str; 34] = [
    " = [95%]{满意度}",
    "[95%]{a÷b}",
    "[1]{",
    "]{score}",
    "[[",
    "]]",
    "{",
    "}",
    "\"",
    "\"\"\"",
    "'''",
    "\\u0000",
    " = ",
    "= 1,234.5",
    "99999999999999999999999999",
    "-0",
    "1e999",
    "0.000000000000000001",
    "１６６０．９９万元",
    "899.84‰",
    "负0.30万元",
    "nan",
    "\u{202e}",
    "\u{200b}",
    "\u{feff}",
    "\u{0}",
    "\u{fffe}",
    "\u{1f600}",
    "e\u{301}",
    "\r\n",
    "\r",
    "<script>",
    "| a | b |\n|---|---|\n",
    "[^1]: [^1]\n",
];

/// The text with one to four edits.
pub fn edited(text: &str, seed: u64) -> String {
    let mut random = Random(seed);
    let mut tokens = tokens(text);
    for _ in 0..=random.below(4) {
        let (one, other) = (random.below(tokens.len()), random.below(tokens.len()));
        let snippet = SNIPPETS[random.below(SNIPPETS.len())];
        match random.below(7) {
            _ if tokens.is_empty() => tokens.push(snippet),
            0 => drop(tokens.remove(one)),
            1 => tokens.insert(other, tokens[one]),
            2 => tokens.swap(one, other),
            3 => tokens[one] = snippet,
            4 => {
                let times = 1 << random.below(8);
                tokens.splice(one..one, std::iter::repeat_n(snippet, times));
            }
            5 => drop(tokens.drain(one..tokens.len().min(one + 40))),
            _ => tokens.insert(one, snippet),
        }
    }
    tokens.concat()
}

/// Words, numbers, and every other character by itself.
fn tokens(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let in_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
        let end = if in_word(first) { rest.find(|c| !in_word(c)).unwrap_or(rest.len()) } else { first.len_utf8() };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

/// SplitMix64: numbers that follow from the seed.
struct Random(u64);

impl Random {
    /// A number below `end`; 0 where there is none.
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) as usize % end.max(1)
    }
}
