//! The two languages of gongshi: every message it prints or publishes, from one catalogue per language.

pub mod names;

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use serde::{Deserialize, Serialize};
use unic_langid::LanguageIdentifier;

pub use names::Name;

/// A language that messages exist in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    ZhCn,
    /// English.
    En,
}

impl Lang {
    /// The language an environment value such as `en_US.UTF-8` asks for; anything but English is Chinese.
    pub fn from_locale(locale: &str) -> Lang {
        if locale.starts_with("en") { Lang::En } else { Lang::ZhCn }
    }

    fn catalogue(self) -> &'static FluentBundle<FluentResource> {
        static ZH_CN: LazyLock<FluentBundle<FluentResource>> =
            LazyLock::new(|| bundle("zh-CN", include_str!("zh-CN.ftl")));
        static EN: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| bundle("en", include_str!("en.ftl")));
        match self {
            Lang::ZhCn => &ZH_CN,
            Lang::En => &EN,
        }
    }

    /// The tag of the language, as HTML and settings write it.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::ZhCn => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The sentence of a message, its arguments filled in.
    pub fn say(self, message: &Message) -> String {
        self.format(message.id, None, self.filled(message.args.iter().map(|Filled { name, value }| (*name, value))))
    }

    /// The sentence of a message that others than this program ask for, by its name in the catalogues and the values of its variables.
    ///
    /// # Errors
    /// What is wrong, when there is no such message or one of its variables has no value.
    pub fn try_say(self, id: &str, args: &[(&str, Arg)]) -> Result<String, String> {
        let Some(pattern) = self.catalogue().get_message(id).and_then(|found| found.value()) else {
            return Err(format!("no message `{id}`"));
        };
        let mut errors = Vec::new();
        let args = self.filled(args.iter().map(|(name, value)| (*name, value)));
        let text = self.catalogue().format_pattern(pattern, Some(&args), &mut errors);
        match errors.first() {
            Some(error) => Err(format!("message `{id}`: {error}")),
            None => Ok(text.into_owned()),
        }
    }

    /// A word or sentence that takes no arguments.
    pub fn word(self, id: &str) -> String {
        self.format(id, None, FluentArgs::new())
    }

    /// An attribute of a message (`title`, `why`, `fix`), which takes no arguments.
    pub fn attribute(self, id: &str, name: &str) -> String {
        self.format(id, Some(name), FluentArgs::new())
    }

    fn format(self, id: &str, attribute: Option<&str>, args: FluentArgs<'_>) -> String {
        let catalogue = self.catalogue();
        let pattern = catalogue.get_message(id).and_then(|message| match attribute {
            None => message.value(),
            Some(name) => message.get_attribute(name).map(|attribute| attribute.value()),
        });
        let Some(pattern) = pattern else {
            return format!("⟨{id}{}⟩", attribute.map_or(String::new(), |name| format!(".{name}")));
        };
        catalogue.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }

    /// A value as it stands in a message.
    pub fn value(self, arg: &Arg) -> String {
        match arg {
            Arg::Text(text) => text.to_string(),
            Arg::Word(id) => self.word(id),
            Arg::Count(count) => count.to_string(),
            Arg::Run(args) => args.iter().map(|arg| self.value(arg)).collect(),
        }
    }

    fn filled<'a>(self, args: impl Iterator<Item = (&'a str, &'a Arg)>) -> FluentArgs<'a> {
        let value = |arg: &'a Arg| match arg {
            Arg::Count(count) => FluentValue::from(*count),
            Arg::Text(text) => FluentValue::from(text.as_ref()),
            other => FluentValue::from(self.value(other)),
        };
        args.map(|(name, arg)| (name, value(arg))).collect()
    }
}

/// A sentence still to be said in some language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its name in the catalogues.
    #[serde(with = "names")]
    pub id: Name,
    /// Values for the sentence's variables.
    pub args: Vec<Filled>,
}

/// A variable of a sentence with its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filled {
    /// The variable.
    #[serde(with = "names")]
    pub name: Name,
    /// What stands in its place.
    pub value: Arg,
}

impl Message {
    /// The message `id`, without arguments yet.
    pub fn new(id: Name) -> Self {
        Message { id, args: Vec::new() }
    }

    /// With one more argument.
    pub fn with(mut self, name: Name, value: impl Into<Arg>) -> Self {
        self.args.push(Filled { name, value: value.into() });
        self
    }
}

/// A value in a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arg {
    /// Text of the author, the same in every language.
    Text(Box<str>),
    /// A word of ours, looked up in the catalogue.
    Word(#[serde(with = "names")] Name),
    /// A number of things; a language may say one of them in another way than several.
    Count(usize),
    /// Several, one after the other.
    Run(Box<[Arg]>),
}

impl Arg {
    /// Several values, one after the other.
    pub fn run<const COUNT: usize>(args: [Arg; COUNT]) -> Arg {
        Arg::Run(Box::new(args))
    }

    /// Several names, with what stands between names.
    pub fn list(names: impl IntoIterator<Item = impl Into<Arg>>) -> Arg {
        Arg::joined("between-names", names)
    }

    /// Several clauses, with what stands between clauses.
    pub fn clauses(clauses: impl IntoIterator<Item = impl Into<Arg>>) -> Arg {
        Arg::joined("between-clauses", clauses)
    }

    fn joined(between: &'static str, args: impl IntoIterator<Item = impl Into<Arg>>) -> Arg {
        let mut run = Vec::new();
        for arg in args {
            if !run.is_empty() {
                run.push(Arg::Word(between));
            }
            run.push(arg.into());
        }
        Arg::Run(run.into())
    }

    /// Words of the author in quotation marks.
    pub fn quoted(words: impl Into<Arg>) -> Arg {
        Arg::run([Arg::Word("quote-opens"), words.into(), Arg::Word("quote-closes")])
    }

    /// Words with a note in brackets behind them.
    pub fn noted(words: impl Into<Arg>, note: impl Into<Arg>) -> Arg {
        Arg::run([words.into(), Arg::Word("note-opens"), note.into(), Arg::Word("note-closes")])
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Arg::Text(text.into())
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Arg::Text(text.into())
    }
}

impl From<usize> for Arg {
    fn from(count: usize) -> Self {
        Arg::Count(count)
    }
}

fn bundle(language: &str, text: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(partial, _)| partial);
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Message or attribute name → the variables it uses.
    fn shape(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let (_, errors) = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => (resource, Vec::new()),
            Err(broken) => broken,
        };
        assert!(errors.is_empty(), "{errors:?}");
        let mut shape = BTreeMap::new();
        let mut message = String::new();
        let mut key = String::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            if let Some((name, _)) = line.split_once('=').filter(|_| !line.starts_with(' ')) {
                message = name.trim().to_owned();
                assert!(!shape.contains_key(&message), "`{message}` stands twice");
                key.clone_from(&message);
            } else if let Some((name, _)) = line.trim_start().strip_prefix('.').and_then(|rest| rest.split_once('=')) {
                key = format!("{message}.{}", name.trim());
            }
            let variables = line
                .split('$')
                .skip(1)
                .map(|rest| rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect::<String>());
            let all: &mut BTreeSet<String> = shape.entry(key.clone()).or_default();
            all.extend(variables);
        }
        shape
    }

    #[test]
    fn one_is_said_in_another_way_than_several() {
        let projects = |lang: Lang, count: usize| lang.say(&Message::new("n-projects").with("n", count));
        assert_eq!([projects(Lang::En, 1), projects(Lang::En, 2)], ["1 project", "2 projects"]);
        assert_eq!([projects(Lang::ZhCn, 1), projects(Lang::ZhCn, 2)], ["1 个项目", "2 个项目"]);
    }

    #[test]
    fn both_catalogues_have_the_same_messages_with_the_same_variables() {
        let (zh, en) = (shape(include_str!("zh-CN.ftl")), shape(include_str!("en.ftl")));
        assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
        for (key, variables) in &zh {
            assert_eq!(Some(variables), en.get(key), "variables of {key}");
        }
    }

    /// The texts of the program and of its theme.
    fn written() -> String {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
        let files =
            ["src", "themes/default/templates"].into_iter().flat_map(|below| walkdir::WalkDir::new(root.join(below)));
        let paths = files.map(|entry| entry.expect("readable").into_path());
        let texts = paths.filter(|path| path.is_file() && path.extension().is_none_or(|ending| ending != "ftl"));
        texts.map(|path| std::fs::read_to_string(path).expect("a text")).collect()
    }

    #[test]
    fn every_message_that_is_asked_for_is_there_and_every_one_that_is_there_is_asked_for() {
        let (text, known) = (written(), shape(include_str!("zh-CN.ftl")));
        let asked = ["Message::new(\"", ".word(\"", "Arg::Word(\"", "t(key=\""]
            .into_iter()
            .flat_map(|before| text.split(before).skip(1).filter_map(|rest| rest.split_once('"')).map(|(key, _)| key));
        let missing: BTreeSet<&str> = asked.filter(|key| !known.contains_key(*key)).collect();
        assert_eq!(missing, BTreeSet::new());
        // Those of columns, tables and keys of files are put together from their names.
        let is_put_together =
            |key: &str| ["data-", "table-", "key-"].iter().any(|beginning| key.starts_with(beginning));
        let unused = known
            .keys()
            .filter(|key| !key.contains('.') && !is_put_together(key) && !text.contains(&format!("\"{key}\"")));
        assert_eq!(unused.collect::<Vec<_>>(), Vec::<&String>::new());
    }
}
