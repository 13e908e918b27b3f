//! Where words stand in a text: for the many that most texts do not hold, which the standard library looks for byte by byte.
//! Knows no word.

use memchr::memmem;

/// Where a word begins that stands in a text, for the first time.
pub fn first(text: &str, word: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), word.as_bytes())
}

/// Where each of the words begins, word by word; the same words do not overlap. A word of no characters stands nowhere.
pub fn of<'t, 'w: 't>(
    text: &'t str,
    words: impl IntoIterator<Item = &'w str> + 't,
) -> impl Iterator<Item = (usize, &'w str)> + 't {
    let places =
        move |word: &'w str| memmem::find_iter(text.as_bytes(), word.as_bytes()).map(move |start| (start, word));
    words.into_iter().filter(|word| !word.is_empty()).flat_map(places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_the_standard_library_finds_them() {
        let text = "项目资金及时到位，资金到位不及时。aaa";
        for word in ["资金", "到位", "不", "。", "无", "aa", text] {
            let expected: Vec<_> = text.match_indices(word).collect();
            assert_eq!(of(text, [word]).collect::<Vec<_>>(), expected, "{word}");
            assert_eq!(first(text, word), text.find(word), "{word}");
        }
        assert_eq!(of(text, [""]).next(), None);
        assert_eq!(of(text, ["到位", "资金"]).map(|(_, word)| word).collect::<String>(), "到位到位资金资金");
    }
}
