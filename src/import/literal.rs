//! Values as TOML writes them.

use crate::syntax::number;

/// A figure as TOML has numbers, where its digits are such a number; in quotation marks otherwise.
pub(in crate::import) fn figure(printed: &str) -> String {
    let unsigned = printed.strip_prefix('-').unwrap_or(printed);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let are_digits = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = are_digits(whole) && are_digits(fraction) && (whole == "0" || !whole.starts_with('0'));
    if is_number && number::parse(printed).is_some() { printed.to_owned() } else { quoted(printed) }
}

/// Text as a TOML string. JSON escapes everything that TOML must, except for one control character.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f")
}
