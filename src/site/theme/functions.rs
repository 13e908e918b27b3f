//! What templates can call: `t` for words in the site's language, `asset` for addresses of static files, `thousands` and
//! `aligned` for digits, `lang_of` for the language of a text. Knows no page.

use tera::{Error, Kwargs, State, StringInput, Tera, TeraResult, Value};

use super::Assets;
use crate::lang::{Arg, Lang};
use crate::syntax::number;

/// Gives the templates of `tera` their functions and filters; `lang` is the language of the site.
pub(super) fn register(tera: &mut Tera, lang: Lang, assets: &Assets) {
    tera.register_filter("thousands", thousands);
    tera.register_filter("aligned", aligned);
    tera.register_filter("lang_of", move |text: StringInput<'_>, _: Kwargs, state: &State<'_>| {
        Ok::<_, Error>(Value::safe_string(foreign(lang, &text.rendered(state)?)))
    });
    let assets = assets.clone();
    tera.register_function("asset", move |arguments: Kwargs, _: &State<'_>| {
        let name = arguments.must_get::<&str>("name")?;
        let address = assets.address(name).ok_or_else(|| Error::message(format!("no static file `{name}`")))?;
        Ok(Value::normal_string(&address))
    });
    tera.register_function("t", move |arguments: Kwargs, _: &State<'_>| say(lang, &arguments));
}

/// The function `t`: the message named `key` in the catalogues, its variables filled in with the other arguments. A text
/// stands as it is; of a whole number the catalogue may say one in another way than several.
fn say(lang: Lang, arguments: &Kwargs) -> TeraResult<Value> {
    let id = arguments.must_get::<&str>("key")?;
    let mut args = Vec::new();
    for (name, value) in arguments.iter() {
        let Some(name) = name.as_str().filter(|name| *name != "key") else { continue };
        let count = value.as_u64().and_then(|count| usize::try_from(count).ok());
        let Some(value) = value.as_str().map(Arg::from).or(count.map(Arg::from)) else {
            let detail = format!("message `{id}`: `{name}` must be a text or a whole number");
            return Err(Error::message(detail));
        };
        args.push((name, value));
    }
    lang.try_say(id, &args).map(|text| Value::normal_string(&text)).map_err(Error::message)
}

/// The filter `lang_of`: the attribute that tells that a text is Chinese, where the page is not.
fn foreign(lang: Lang, text: &str) -> &'static str {
    let is_chinese = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}');
    match lang {
        Lang::En if text.contains(is_chinese) => " lang=\"zh-CN\"",
        _ => "",
    }
}

/// The filter `thousands`: sets digits apart in threes for the eye only. The text stays digit for digit what it was, so
/// that it can be copied, searched and read aloud as printed.
fn thousands(text: StringInput<'_>, _: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    Ok(Value::safe_string(&set_apart(&text.rendered(state)?)))
}

/// The filter `aligned`: like `thousands`, with as much room after the whole part as `fraction_width` says, so that the points of a
/// column stand one below the other. A text that is no number, and a column of whole numbers, have no such room. What it gives
/// is in pieces: a box that lays them out puts one element around all.
fn aligned(text: StringInput<'_>, arguments: Kwargs, state: &State<'_>) -> TeraResult<Value> {
    let fraction_width = arguments.must_get::<usize>("fraction_width")?;
    let escaped = text.rendered(state)?;
    let (whole, rest) = number::whole(&escaped);
    let html = match (whole, fraction_width) {
        ("", _) => escaped.into_owned(),
        (_, 0) => set_apart(&escaped),
        _ => {
            let width = fraction_width.min(WIDEST);
            format!("{}<span class=\"fraction-{width}\">{rest}</span>", set_apart(whole))
        }
    };
    Ok(Value::safe_string(&html))
}

/// The style sheet has no classes for more.
const WIDEST: usize = 10;

fn set_apart(escaped: &str) -> String {
    let mut html = String::new();
    let mut rest = escaped;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, digits) = rest.split_at(start);
        let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        let (digits, after) = digits.split_at(end);
        html.push_str(before);
        match before.ends_with(['.', '#', ';']) {
            true => html.push_str(digits),
            false => html.push_str(&in_threes(digits)),
        }
        rest = after;
    }
    html.push_str(rest);
    html
}

fn in_threes(digits: &str) -> String {
    let first = match digits.len() % 3 {
        0 => 3.min(digits.len()),
        first => first,
    };
    let (head, tail) = digits.split_at(first);
    let groups = tail.as_bytes().chunks(3).map(String::from_utf8_lossy);
    groups.fold(head.to_owned(), |html, group| format!("{html}<span class=\"thousands\">{group}</span>"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_told_on_pages_in_english_alone() {
        assert_eq!(foreign(Lang::En, "Score of 热线"), " lang=\"zh-CN\"");
        assert_eq!(foreign(Lang::En, "Score of the hotline"), "");
        assert_eq!(foreign(Lang::ZhCn, "热线"), "");
    }

    #[test]
    fn thousands_are_set_apart_without_changing_the_digits() {
        let apart = |digits: &str| in_threes(digits).replace("<span class=\"thousands\">", "|").replace("</span>", "");
        for (digits, shown) in [("185", "185"), ("4599", "4|599"), ("10655546", "10|655|546"), ("100000", "100|000")] {
            assert_eq!(apart(digits), shown);
        }
    }
}
