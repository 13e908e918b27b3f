//! `gongshi explain`: what a rule looks at, why, and what to do. Reads no content.

use std::io::{self, BufWriter, Write};

use gongshi::lang::{Lang, Message};
use gongshi::rules::{self, Example, FAMILIES, Rule};
use gongshi::syntax::fields::did_you_mean;

use super::{Failure, Outcome, Session};

pub(super) fn run(session: &Session, name: Option<&str>) -> Result<Outcome, Failure> {
    let mut to = BufWriter::new(io::stdout().lock());
    match name {
        None => list(&mut to, session.lang)?,
        Some(name) => match rules::find(name) {
            Some(rule) => explain(&mut to, session.lang, rule)?,
            None => return Err(Failure::Message(unknown(session.lang, name))),
        },
    }
    to.flush()?;
    Ok(Outcome::Done)
}

fn list(to: &mut impl Write, lang: Lang) -> io::Result<()> {
    let width = rules::all().map(|rule| rule.name.len()).max().unwrap_or(0);
    for (number, family) in FAMILIES.iter().enumerate() {
        let gap = if number > 0 { "\n" } else { "" };
        writeln!(to, "{gap}{}", lang.word(family.name))?;
        for rule in family.rules {
            let (level, title) = (lang.word(rule.severity.word()), lang.attribute(rule.name, "title"));
            writeln!(to, "  {:width$}  {level:7}  {title}", rule.name)?;
        }
    }
    Ok(())
}

fn explain(to: &mut impl Write, lang: Lang, rule: &Rule) -> io::Result<()> {
    writeln!(to, "{} · {} · {}", rule.name, lang.word(rule.severity.word()), lang.attribute(rule.name, "title"))?;
    for (heading, attribute) in [("explain-what", "what"), ("explain-why", "why"), ("explain-fix", "fix")] {
        writeln!(to, "\n{}\n  {}", lang.word(heading), lang.attribute(rule.name, attribute))?;
    }
    for (heading, example) in [("explain-bad", &rule.bad), ("explain-good", &rule.good)] {
        if let Some(Example { path, text }) = example {
            writeln!(to, "\n{}", lang.say(&Message::new(heading).with("path", *path)))?;
            for line in text.lines() {
                writeln!(to, "{}", format!("    {line}").trim_end())?;
            }
        }
    }
    Ok(())
}

fn unknown(lang: Lang, name: &str) -> Message {
    let nearest = did_you_mean(name, rules::all().map(|rule| rule.name));
    Message::new("cli-no-rule").with("rule", name).with("help", nearest.map_or(String::new(), |help| lang.say(&help)))
}
