//! What is said of a command line that cannot be read, in the language of the environment. Knows no verb.

use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use gongshi::lang::{Arg, Lang, Message};

/// What is wrong with the command line, and how it is written; `None` of what clap says itself, as help.
pub(super) fn told(error: &Error, lang: Lang) -> Option<String> {
    let message = message(error, lang)?;
    let usage = texts(error, ContextKind::Usage).pop().unwrap_or_default();
    let usage = usage.trim().trim_start_matches("Usage: ").to_owned();
    let how = Message::new(if usage.is_empty() { "usage-help" } else { "usage" }).with("usage", usage);
    Some(format!("{}\n{}", lang.say(&message).trim_end(), lang.say(&how)))
}

fn message(error: &Error, lang: Lang) -> Option<Message> {
    let [argument, command, value] =
        [ContextKind::InvalidArg, ContextKind::InvalidSubcommand, ContextKind::InvalidValue]
            .map(|kind| texts(error, kind));
    let suggested = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let nearest = suggested.into_iter().find_map(|kind| texts(error, kind).into_iter().next());
    let help = nearest.map_or(String::new(), |word| lang.say(&Message::new("did-you-mean").with("word", word)));
    let of = |id: &'static str, names: &[String]| Message::new(id).with("names", Arg::list(names.iter().cloned()));
    Some(match error.kind() {
        ErrorKind::InvalidSubcommand => of("usage-unknown-command", &command).with("help", help),
        ErrorKind::UnknownArgument => of("usage-unknown", &argument).with("help", help),
        ErrorKind::MissingRequiredArgument => of("usage-missing", &argument),
        ErrorKind::ArgumentConflict => {
            let prior = texts(error, ContextKind::PriorArg);
            let id = if prior.is_empty() || prior == argument { "usage-twice" } else { "usage-conflict" };
            of(id, &argument).with("others", Arg::list(prior))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let given = value.concat();
            let known = texts(error, ContextKind::ValidValue);
            let id = match (given.is_empty(), known.is_empty()) {
                (true, _) => "usage-no-value",
                (_, true) => "usage-value",
                _ => "usage-value-of",
            };
            let detail = std::error::Error::source(error).map_or(String::new(), ToString::to_string);
            let message = of(id, &argument).with("value", given).with("known", Arg::list(known));
            message.with("detail", detail).with("help", help)
        }
        _ => return None,
    })
}

/// What clap tells in one kind of context, a piece of text each.
fn texts(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
