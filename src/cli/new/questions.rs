//! What `gongshi new` asks on a terminal for what no argument says. Asks again where an answer cannot be meant; writes no file.

use std::io::{self, BufRead, Write};

use gongshi::import::recognise::initials;
use gongshi::lang::{Lang, Message};
use gongshi::model::Content;
use gongshi::syntax::fields::did_you_mean;

use super::{Given, address, is_year};

/// Fills in what is missing. An empty answer leaves a thing open, where it can be; so does the end of the answers.
pub(super) fn ask(
    from: &mut impl BufRead,
    to: &mut impl Write,
    lang: Lang,
    content: &Content,
    given: &mut Given,
) -> io::Result<()> {
    if given.title.is_none() {
        write!(to, "{}", lang.word("ask-title"))?;
        given.title = answer(from, to)?;
    }
    if given.agency.is_none() {
        let agencies: Vec<Choice<'_>> = content
            .registry
            .agencies
            .iter()
            .map(|agency| Choice {
                id: &agency.id.value,
                name: &agency.name,
                is_called: Box::new(|said| {
                    agency.is_called(said) || agency.short_names.iter().any(|name| name == said)
                }),
            })
            .collect();
        given.agency = choose(from, to, lang, "ask-agency", &agencies)?;
    }
    if given.rubric.is_none() {
        let rubrics: Vec<Choice<'_>> = content
            .rubrics
            .values()
            .map(|rubric| Choice {
                id: &rubric.id,
                name: &rubric.name,
                is_called: Box::new(|said| rubric.name == said),
            })
            .collect();
        given.rubric = choose(from, to, lang, "ask-rubric", &rubrics)?;
    }
    if given.id.is_none() {
        given.id = ask_address(from, to, lang, given)?;
    }
    Ok(())
}

/// Year and slug: the slug may be left to what is proposed.
fn ask_address(from: &mut impl BufRead, to: &mut impl Write, lang: Lang, given: &Given) -> io::Result<Option<String>> {
    let year = loop {
        write!(to, "{}", lang.word("ask-year"))?;
        match answer(from, to)? {
            None => return Ok(None),
            Some(year) if is_year(year.trim_end_matches("年度").trim_end_matches('年')) => {
                break year[..4].to_owned();
            }
            Some(_) => writeln!(to, "{}", lang.word("ask-year-again"))?,
        }
    };
    let title = initials(given.title.as_deref().unwrap_or_default(), 16);
    let parts = [given.agency.as_deref().unwrap_or_default(), &title];
    let proposed = parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("-");
    loop {
        write!(to, "{}", lang.say(&Message::new("ask-slug").with("proposed", proposed.as_str())))?;
        let said = answer(from, to)?;
        let is_end = said.is_none() && proposed.is_empty();
        let id = format!("{year}/{}", said.unwrap_or_else(|| proposed.clone()));
        match address(&id) {
            Some(_) => return Ok(Some(id)),
            None if is_end => return Ok(None),
            None => writeln!(to, "{}", lang.say(&Message::new("cli-bad-id").with("id", id)))?,
        }
    }
}

/// Something that one of may be chosen.
struct Choice<'a> {
    id: &'a str,
    name: &'a str,
    is_called: Box<dyn Fn(&str) -> bool + 'a>,
}

/// The id of what was named by number, id or name.
fn choose(
    from: &mut impl BufRead,
    to: &mut impl Write,
    lang: Lang,
    question: &'static str,
    choices: &[Choice<'_>],
) -> io::Result<Option<String>> {
    if choices.is_empty() {
        return Ok(None);
    }
    for (number, choice) in (1..).zip(choices) {
        writeln!(to, "  {number:>2}  {}  {}", choice.id, choice.name)?;
    }
    loop {
        write!(to, "{}", lang.word(question))?;
        let Some(said) = answer(from, to)? else { return Ok(None) };
        let by_number = said.parse::<usize>().ok().and_then(|number| choices.get(number.checked_sub(1)?));
        let found = by_number.or_else(|| choices.iter().find(|choice| choice.id == said || (choice.is_called)(&said)));
        match found {
            Some(choice) => return Ok(Some(choice.id.to_owned())),
            None => {
                let nearest = did_you_mean(&said, choices.iter().flat_map(|choice| [choice.id, choice.name]));
                let help = nearest.map_or(String::new(), |help| lang.say(&help));
                let again = Message::new("ask-again").with("said", said).with("help", help);
                writeln!(to, "{}", lang.say(&again))?;
            }
        }
    }
}

/// The next line that was typed; `None` for an empty one.
fn answer(from: &mut impl BufRead, to: &mut impl Write) -> io::Result<Option<String>> {
    to.flush()?;
    let mut line = String::new();
    from.read_line(&mut line)?;
    let line = line.trim();
    Ok((!line.is_empty()).then(|| line.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use gongshi::model;
    use gongshi::source::{Source, Sources};

    fn asked(given: &mut Given, answers: &str) -> String {
        let file = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
        let sources = Sources::new([
            file(
                "content/agencies.toml",
                "[[agencies]]\nid = \"zx\"\nname = \"示例县政务服务中心\"\nshort_names = [\"政务中心\"]\n",
            ),
            file("content/rubrics/simple.toml", "name = \"简表\"\n"),
            file("content/rubrics/whole.toml", "name = \"全表\"\n"),
        ]);
        let mut said = Vec::new();
        ask(&mut answers.as_bytes(), &mut said, Lang::ZhCn, &model::read(&sources).0, given).expect("to memory");
        String::from_utf8(said).expect("text")
    }

    #[test]
    fn what_is_missing_is_asked_for_and_slips_are_asked_about_again() {
        let mut given = Given::default();
        let said = asked(&mut given, "热线经费\n政务中兴\n政务中心\n2\n二四年\n2024年\n\n");
        assert_eq!(given.title.as_deref(), Some("热线经费"));
        assert_eq!(given.agency.as_deref(), Some("zx"));
        assert_eq!(given.rubric.as_deref(), Some("whole"));
        assert_eq!(given.id.as_deref(), Some("2024/zx-rxjf"));
        assert!(said.contains("没有“政务中兴”") && said.contains("2  whole  全表"), "{said}");
    }

    #[test]
    fn what_was_given_is_not_asked_for_and_no_answer_leaves_things_open() {
        let mut given = Given { id: Some("2024/a".into()), title: Some("甲".into()), ..Given::default() };
        let said = asked(&mut given, "");
        assert_eq!((given.agency, given.rubric), (None, None));
        assert!(!said.contains("年度"), "{said}");
    }
}
