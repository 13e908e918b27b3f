//! `site.toml`: what the publisher decides about the whole site.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::funds::read_percent;
use super::government::{self, Government};
use crate::diag::{Levels, Severity};
use crate::lang::Lang;
use crate::media;
use crate::source::Located;
use crate::syntax::fields::{Entries, Fields};

/// How names of people are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Names {
    /// Post and surname.
    #[default]
    Surname,
    /// Post and full name.
    Full,
    /// Post only.
    None,
}

/// The settings of a site.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Name of the site.
    pub title: String,
    /// One or two sentences about it.
    pub description: String,
    /// Language of the site and of published findings.
    pub language: Lang,
    /// Absolute address of the site's root, ending in `/`; only where an address must be absolute: `sitemap.xml`, `feed.xml`,
    /// citations, what search engines and catalogues read, the `Url` of government sites.
    pub base_url: Option<String>,
    /// Path of the site's root on its host, beginning and ending in `/`, that of `base_url` unless another is given; only
    /// for the page of wrong addresses.
    pub base_path: Option<String>,
    /// What rules for government sites ask to state.
    pub government: Option<Government>,
    /// The organisation that publishes (主办单位).
    pub publisher: Option<String>,
    /// How to reach it.
    pub contact: Option<String>,
    /// Name of the theme's folder below `themes/`; the built-in theme when absent.
    pub theme: Option<Located<String>>,
    /// How names of people are shown.
    pub names: Names,
    /// Licence of the data.
    pub licence: Option<Licence>,
    /// How a project is to be cited, with the names of [`CITED`] in braces; in the words of the catalogue when absent.
    pub citation: Option<String>,
    /// Levels set for rules on the whole site.
    pub levels: Levels,
    /// Levels set for rules in one project, by its id.
    pub project_levels: BTreeMap<String, Levels>,
    /// Where each level was set, for reporting a rule that does not exist.
    pub level_places: Vec<Located<String>>,
    /// The projects that levels were set for, for reporting one that does not exist.
    pub level_projects: Vec<Located<String>>,
    /// How many per cent of a target count as far beyond it, where the publisher says so.
    pub over_achievement: Option<Decimal>,
    /// What others put into the output folder and every build leaves there: paths below it.
    pub keep: Vec<String>,
    /// Folders beside the content that links of it may lead to, from the root.
    pub allow_links: Vec<String>,
    /// Endings of attachments that are published beside the usual ones.
    pub attachments: Vec<&'static str>,
    /// Abbreviation → what it stands for, for search.
    pub aliases: BTreeMap<String, Vec<String>>,
}

/// Terms under which the data may be used.
#[derive(Clone, Debug)]
pub struct Licence {
    /// Name of the licence.
    pub name: String,
    /// Where its text is.
    pub url: Option<String>,
}

/// What a citation can name: `{agency}：《{title}》`.
pub const CITED: [&str; 5] = ["agency", "title", "year", "site", "address"];

/// A citation with what it names filled in.
pub fn cite<'a>(form: &str, mut filled: impl FnMut(&str) -> &'a str) -> String {
    let mut parts = form.split('{');
    let mut citation = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').unwrap_or((part, ""));
        citation.push_str(filled(name));
        citation.push_str(rest);
    }
    citation
}

/// Whether every brace of a form stands around a name that can be filled in.
fn is_citation(form: &str) -> bool {
    let mut parts = form.split('{');
    let is_plain = |text: &str| !text.contains('}');
    parts.next().is_some_and(is_plain)
        && parts.all(|part| part.split_once('}').is_some_and(|(name, rest)| CITED.contains(&name) && is_plain(rest)))
}

/// The path of an absolute address that ends in `/`.
fn path_of(address: &str) -> &str {
    let host = address.find("://").map_or(0, |end| end + "://".len());
    address[host..].find('/').map_or("/", |start| &address[host + start..])
}

/// Reads `site.toml`.
pub fn read(fields: &mut Fields<'_, '_>) -> Settings {
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    let title = own(fields.text("title")).unwrap_or_default();
    let description = own(fields.text("description")).unwrap_or_default();
    let language = fields.one_of("language", &[("zh-CN", Lang::ZhCn), ("en", Lang::En)]);
    let folder = |address: String| if address.ends_with('/') { address } else { address + "/" };
    let base_url = government::address(fields, "base_url").map(folder);
    let base_path = fields.text("base_path");
    if let Some(path) = &base_path
        && (!path.value.starts_with('/') || path.value.starts_with("//"))
    {
        fields.invalid(path.span, "base_path", "expected-absolute-path");
    }
    let base_path = own(base_path).map(folder).or_else(|| Some(path_of(base_url.as_ref()?).to_owned()));
    let government = fields.table("government", government::read);
    let publisher = own(fields.text("publisher"));
    let contact = own(fields.text("contact"));
    let theme = fields.text("theme");
    let names = fields.one_of("names", &[("surname", Names::Surname), ("full", Names::Full), ("none", Names::None)]);
    let keep = read_keep(fields);
    let allow_links = fields.texts("allow_links").into_iter().map(|folder| folder.value).collect();
    let attachments = read_attachments(fields);
    // Read before all texts are, by the sources, which mask other mailboxes.
    fields.texts("mail_domains");
    let licence = fields.table("licence", |licence| {
        let (name, url) = (licence.text("name"), government::address(licence, "url"));
        licence.finish(&["name"]);
        name.map(|name| Licence { name: name.value, url })
    });
    let citation = fields.text("citation");
    if let Some(form) = citation.as_ref().filter(|form| !is_citation(&form.value)) {
        fields.invalid(form.span, "citation", "expected-citation");
    }
    let citation = own(citation.filter(|form| is_citation(&form.value)));
    let (of_site, of_projects) = fields.entries_and_groups("rules");
    let mut level_places = Vec::new();
    let levels = read_levels(fields, of_site, &mut level_places);
    let mut project_levels = BTreeMap::new();
    let mut level_projects = Vec::new();
    for (project, entries) in of_projects {
        project_levels.insert(project.value.clone(), read_levels(fields, entries, &mut level_places));
        level_projects.push(project);
    }
    let aliases = fields
        .table("search", |search| {
            let aliases = search.entries("aliases");
            search.finish(&[]);
            aliases
        })
        .unwrap_or_default()
        .into_iter()
        .map(|(name, meanings)| (name.value, meanings.into_iter().map(|meaning| meaning.value).collect()))
        .collect();
    let over_achievement = fields.table("thresholds", |thresholds| {
        let printed = thresholds.text("over_achievement");
        thresholds.finish(&[]);
        let printed = printed?;
        let percent = read_percent(thresholds, &printed, "over_achievement")?;
        if percent < Decimal::ONE_HUNDRED {
            thresholds.invalid(printed.span, "over_achievement", "expected-whole-or-more");
            return None;
        }
        Some(percent)
    });
    fields.finish(&["title"]);
    Settings {
        title,
        description,
        language: language.map(|language| language.value).unwrap_or_default(),
        base_url,
        base_path,
        government,
        publisher,
        contact,
        theme,
        names: names.map(|names| names.value).unwrap_or_default(),
        licence: licence.flatten(),
        citation,
        levels,
        project_levels,
        level_places,
        level_projects,
        over_achievement: over_achievement.flatten(),
        keep,
        allow_links,
        attachments,
        aliases,
    }
}

/// The paths below the output folder that others may fill: `CNAME`, `uploads/`.
fn read_keep(fields: &mut Fields<'_, '_>) -> Vec<String> {
    let mut paths = Vec::new();
    for path in fields.texts("keep") {
        let plain = path.value.strip_suffix('/').unwrap_or(&path.value);
        let is_below = |part: &str| !["", ".", ".."].contains(&part) && !part.contains('\\');
        match plain.split('/').all(is_below) {
            true => paths.push(plain.to_owned()),
            false => fields.invalid(path.span, "keep", "expected-path-below-output"),
        }
    }
    paths
}

/// The endings of attachments that are to be published beside the usual ones: `ofd`, `.doc`.
fn read_attachments(fields: &mut Fields<'_, '_>) -> Vec<&'static str> {
    let mut endings = Vec::new();
    for written in fields.texts("attachments") {
        let ending = written.value.trim_start_matches('.').to_ascii_lowercase();
        match media::kind(&ending) {
            Some(kind) => endings.push(kind.ending),
            None if media::runs(&format!(".{ending}")).is_some() => {
                fields.invalid(written.span, "attachments", "expected-ending-that-does-not-run");
            }
            None => fields.invalid(written.span, "attachments", "expected-known-ending"),
        }
    }
    endings
}

fn read_levels(fields: &mut Fields<'_, '_>, entries: Entries, places: &mut Vec<Located<String>>) -> Levels {
    let mut levels = Levels::new();
    for (rule, words) in entries {
        let Some(word) = words.first() else { continue };
        let level = match word.value.as_str() {
            "error" => Some(Severity::Error),
            "warning" => Some(Severity::Warning),
            "notice" => Some(Severity::Notice),
            "off" => None,
            _ => {
                fields.invalid(word.span, &rule.value, "expected-level");
                continue;
            }
        };
        levels.insert(rule.value.clone(), level);
        places.push(rule);
    }
    levels
}

impl Settings {
    /// How many per cent of a target count as far beyond it: 130, unless the publisher says otherwise.
    pub fn over_achievement(&self) -> Decimal {
        self.over_achievement.unwrap_or(Decimal::from(130))
    }

    /// What projects are read, checked and summed up by; the rest is for the pages alone.
    pub(super) fn of_projects(&self) -> (&[&'static str], Option<Decimal>, &Levels, &BTreeMap<String, Levels>, Lang) {
        (&self.attachments, self.over_achievement, &self.levels, &self.project_levels, self.language)
    }

    /// The level set for a rule: in the project, else on the site. `None` where none is set; an inner `None` is "off".
    pub fn level(&self, rule: &str, project: Option<&str>) -> Option<Option<Severity>> {
        let of_project = project.and_then(|id| self.project_levels.get(id)?.get(rule));
        of_project.or_else(|| self.levels.get(rule)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_what_is_known_and_nothing_else() {
        for form in ["{agency}：《{title}》（{year}年）", "{site} {address}", "照抄"] {
            assert!(is_citation(form), "{form}");
        }
        for form in ["{机构}", "{title", "title}", "{{title}}", "{}"] {
            assert!(!is_citation(form), "{form}");
        }
    }

    #[test]
    fn what_is_filled_in_is_not_filled_in_again() {
        let filled = |name: &str| if name == "title" { "{year}" } else { "2023" };
        assert_eq!(cite("《{title}》（{year}）", filled), "《{year}》（2023）");
    }
}
