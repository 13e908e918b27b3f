//! Themes: layers of templates and static files over the built-in theme. Turns views into HTML; knows no disk, computes no figures.
//!
//! A theme is a folder `themes/<name>/` with `theme.toml`, `templates/*.{html,xml}` and `static/`. `theme.toml` may say
//! `extends = "<theme>"` (the built-in theme `default` when it does not) and `name = "…"`, a name for people.
//! A site's theme replaces a template by a file of the same name, a block by `{% extends "default/project.html" %}`
//! and the block (with `super()` for what it had), a component by a `{% component %}` of the same name, and a static
//! file by one of the same path. Templates name a static file by `asset(name="…")`. Files of a folder `themes/default/` replace those of the built-in theme one by one.
//!
//! Static files of a theme are published in `static/<digest>/`, the digest being that of all of them: an address never
//! has other bytes, and files name one another as they stand in the theme. Templates ask for an address by
//! `asset(name="…")`, which knows the files that there are. Scripts and styles of the built-in theme are published without
//! their comments.

mod built_in;
mod comments;
mod functions;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::Range;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera, Value};

use built_in::{BUILT_IN, SHARE_IMAGE};

use crate::characters;
use crate::diag::{Finding, Severity};
use crate::filename;
use crate::lang::{Arg, Lang, Message};
use crate::manifest::{self, Digest, Entry};
use crate::site::views::Chrome;
use crate::source::{FileId, Located, Sources, Span};
use crate::syntax;
use crate::syntax::fields::{Fields, did_you_mean};

/// Name of the built-in theme, the weakest layer of every theme.
const DEFAULT: &str = "default";

/// A theme ready to render with.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    files: BTreeMap<String, FileId>,
    statics: BTreeMap<String, Cow<'static, [u8]>>,
    pictures: BTreeMap<String, String>,
}

/// The static files of a theme, in a folder that is named by what is in it: a file never changes under its address, so
/// that browsers may keep it for ever, and files name one another as they stand in the theme.
#[derive(Clone, Debug)]
struct Assets {
    folder: String,
    names: BTreeSet<String>,
}

impl Assets {
    /// `files`: path below `static/` and digest of each.
    fn of(files: impl Iterator<Item = (String, Digest)>) -> Assets {
        let mut entries: Vec<Entry> = files.map(|(path, sha256)| Entry { path, bytes: 0, sha256 }).collect();
        entries.sort_unstable();
        let digest = Digest::of(manifest::text(&entries, &[], None).as_bytes()).to_string();
        let names = entries.into_iter().map(|entry| entry.path).collect();
        Assets { folder: format!("static/{}/", &digest[..8]), names }
    }

    /// Where the file lies below the site's root.
    fn address(&self, name: &str) -> Option<String> {
        self.names.contains(name).then(|| format!("{}{name}", self.folder))
    }
}

impl Theme {
    /// The page that `template` makes of `view`.
    pub fn render(&self, template: &str, chrome: &Chrome, view: &impl Serialize) -> Result<String, TemplateError> {
        let mut context = Context::new();
        let rendered = Value::try_from_serializable(chrome).and_then(|chrome| {
            context.insert_value("chrome", chrome);
            context.insert_value("view", Value::try_from_serializable(view)?);
            self.tera.render(template, &context)
        });
        rendered.map(characters::publishable).map_err(|error| {
            let trouble = troubles(&error).swap_remove(0);
            let name = trouble.template.unwrap_or_else(|| template.to_owned());
            let span = self.files.get(&name).map(|file| match trouble.place {
                Some(Place::Bytes(range)) => Span::new(*file, range),
                _ => Span::start_of(*file),
            });
            TemplateError { template: name, detail: trouble.detail, span }
        })
    }

    /// Where the picture for links that are passed on lies below the site's root.
    pub fn share_image(&self) -> Option<&str> {
        let addresses = self.statics.keys().chain(self.pictures.keys());
        addresses.map(String::as_str).find(|address| address.ends_with(&format!("/{}", SHARE_IMAGE.0)))
    }

    /// The static files that are made or built in (CSS, JavaScript, SVG): address below the site's root and bytes.
    pub fn statics(&self) -> &BTreeMap<String, Cow<'static, [u8]>> {
        &self.statics
    }

    /// Pictures and fonts: address below the site's root and path of the file they are.
    pub fn pictures(&self) -> &BTreeMap<String, String> {
        &self.pictures
    }
}

/// Why a template could not make a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The template's full name: `default/project.html`.
    pub template: String,
    /// What the template engine says.
    pub detail: String,
    /// The place, when the template is a site's own.
    pub span: Option<Span>,
}

impl TemplateError {
    /// The error as a finding; `elsewhere` is shown when the template is built in.
    pub fn into_finding(self, elsewhere: Span) -> Finding {
        match self.span {
            Some(span) => finding(span, self.detail),
            None => finding(elsewhere, format!("{}: {}", self.template, self.detail)),
        }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.template, self.detail)
    }
}

impl std::error::Error for TemplateError {}

/// Reads the theme that the site chose, or the built-in one. Every problem is added to `findings`; a template that
/// has one is left out, so that a weaker layer's stands in for it. `lang` is the language of the site.
pub fn load(sources: &Sources, chosen: Option<&Located<String>>, lang: Lang, findings: &mut Vec<Finding>) -> Theme {
    let layers = layers(sources, chosen, findings);
    let mut templates = BTreeMap::new();
    let mut statics = BTreeMap::new();
    statics.insert(SHARE_IMAGE.0.to_owned(), Cow::Borrowed(SHARE_IMAGE.1));
    for (path, text) in BUILT_IN {
        if let Some(name) = path.strip_prefix("templates/") {
            templates.insert(format!("{DEFAULT}/{name}"), Template { text, file: None });
        } else if let Some(name) = path.strip_prefix("static/") {
            statics.insert(name.to_owned(), Cow::Owned(without_comments(name, text)));
        }
    }
    let folders: Vec<(&String, String)> = layers.iter().map(|layer| (layer, format!("themes/{layer}/"))).collect();
    let own = folders.iter().rev().flat_map(|(layer, prefix)| {
        let files = sources.below(prefix);
        files.map(move |(file, source)| (layer, file, &source.path[prefix.len()..], sources.text(file)))
    });
    let own: Vec<_> = own.collect();
    for (layer, file, path, text) in &own {
        if let Some(name) =
            path.strip_prefix("templates/").filter(|name| name.ends_with(".html") || name.ends_with(".xml"))
        {
            templates.insert(format!("{layer}/{name}"), Template { text, file: Some(*file) });
        } else if let Some(name) = path.strip_prefix("static/") {
            let is_built_in = BUILT_IN.contains(&(path, text));
            let bytes = if is_built_in { without_comments(name, text) } else { text.as_bytes().into() };
            statics.insert(name.to_owned(), Cow::Owned(bytes));
        }
    }
    let mut pictures = BTreeMap::new();
    for (_, prefix) in folders.iter().rev() {
        let below = sources
            .attachments
            .keys()
            .filter_map(|path| Some((path, path.strip_prefix(prefix)?.strip_prefix("static/")?)));
        pictures.extend(below.map(|(path, name)| (name.to_owned(), path.clone())));
    }
    statics.retain(|name, _| !pictures.contains_key(name));
    let names: Vec<String> = statics.keys().chain(pictures.keys()).cloned().collect();
    for (name, chosen) in names.into_iter().filter_map(|name| Some((name, chosen?))) {
        if let Some(trouble) = filename::trouble(&name) {
            let unusable = Finding::new("unusable-file-name", Severity::Error, chosen.span);
            findings.push(Finding { message: trouble.message(&format!("static/{name}")), ..unusable });
            statics.remove(&name);
            pictures.remove(&name);
        }
    }
    let of_texts = statics.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes)));
    let of_pictures = pictures.iter().map(|(name, path)| (name.clone(), sources.attachments[path].sha256));
    let assets = Assets::of(of_texts.chain(of_pictures));
    let in_folder = |name: String| format!("{}{name}", assets.folder);
    let statics = statics.into_iter().map(|(name, bytes)| (in_folder(name), bytes)).collect();
    let pictures = pictures.into_iter().map(|(name, path)| (in_folder(name), path)).collect();
    let tera = compile(&layers, lang, &assets, &mut templates, findings);
    let files = templates.into_iter().filter_map(|(name, template)| Some((name, template.file?))).collect();
    Theme { tera, files, statics, pictures }
}

/// A static file of the built-in theme as it is published.
fn without_comments(name: &str, text: &str) -> Vec<u8> {
    let has_comments = name.ends_with(".js") || name.ends_with(".css");
    if has_comments { comments::left_out(text) } else { text.to_owned() }.into_bytes()
}

/// The layers' names, strongest first; the last is always the built-in theme.
fn layers(sources: &Sources, chosen: Option<&Located<String>>, findings: &mut Vec<Finding>) -> Vec<String> {
    let folders =
        sources.below("themes/").filter_map(|(_, source)| Some(source.path["themes/".len()..].split_once('/')?.0));
    let known: BTreeSet<&str> = folders.chain([DEFAULT]).collect();
    let mut layers: Vec<String> = Vec::new();
    let mut next = chosen.cloned();
    while let Some(Located { value: name, span }) = next.take().filter(|name| name.value != DEFAULT) {
        if layers.contains(&name) {
            findings.push(finding(span, format!("extends: {} → {name}", layers.join(" → "))));
            break;
        }
        if !known.contains(name.as_str()) {
            let mut unknown = Finding::new("unknown-reference", Severity::Error, span);
            unknown.message =
                Message::new("unknown-reference").with("kind", Arg::Word("kind-theme")).with("name", name.as_str());
            unknown.help.extend(did_you_mean(&name, known.iter().copied()));
            findings.push(unknown);
            break;
        }
        if let Some(file) = sources.find(&format!("themes/{name}/theme.toml")) {
            next = syntax::toml(sources, file, findings, read);
        }
        layers.push(name);
    }
    layers.push(DEFAULT.to_owned());
    layers
}

/// Reads a `theme.toml`: the theme that this one builds on.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Option<Located<String>> {
    let extends = fields.text("extends");
    fields.text("name");
    fields.finish(&[]);
    extends
}

/// A template's text and, when it is a site's own, its file.
#[derive(Clone, Copy)]
struct Template<'a> {
    text: &'a str,
    file: Option<FileId>,
}

/// Puts the templates together; one that cannot be used is reported and taken out of `templates`.
fn compile(
    layers: &[String],
    lang: Lang,
    assets: &Assets,
    templates: &mut BTreeMap<String, Template<'_>>,
    findings: &mut Vec<Finding>,
) -> Tera {
    let mut broken = Vec::new();
    for (name, template) in templates.iter().filter(|(_, template)| template.file.is_some()) {
        let alone = Tera::new().add_raw_template(name, template.text);
        if let Err(error) = alone
            && matches!(error.kind(), ErrorKind::SyntaxError(_))
        {
            broken.extend(troubles(&error));
        }
    }
    let is_whole = broken.is_empty();
    for trouble in broken {
        drop_template(templates, &trouble, findings);
    }
    loop {
        let mut tera = Tera::new();
        functions::register(&mut tera, lang, assets);
        let added = tera
            .set_fallback_prefixes(layers.iter().map(|layer| format!("{layer}/")))
            .and_then(|()| tera.add_raw_templates(templates.iter().map(|(name, template)| (name, template.text))));
        let Err(error) = added else { return tera };
        let mut found = Vec::new();
        let mut has_dropped = false;
        for trouble in troubles(&error) {
            has_dropped |= drop_template(templates, &trouble, &mut found);
        }
        if !has_dropped {
            let own: Vec<String> = templates
                .iter()
                .filter(|(_, template)| template.file.is_some())
                .map(|(name, _)| name.clone())
                .collect();
            let Some(first) = own.first() else { return Tera::new() };
            let file = templates.get(first).and_then(|template| template.file);
            found.extend(file.map(|file| finding(Span::start_of(file), error.to_string())));
            own.iter().for_each(|name| restore(templates, name));
        }
        // After a syntax error the rest may only follow from the template left out.
        if is_whole {
            findings.extend(found);
        }
    }
}

/// Reports a trouble and takes the site's template behind it out; false when there is none.
fn drop_template(
    templates: &mut BTreeMap<String, Template<'_>>,
    trouble: &Trouble,
    findings: &mut Vec<Finding>,
) -> bool {
    let Some(name) = &trouble.template else { return false };
    let Some(template) = templates.get(name) else { return false };
    if let Some(file) = template.file {
        let range = match &trouble.place {
            None => 0..0,
            Some(Place::Bytes(range)) => range.clone(),
            Some(Place::Line { line, column, width }) => bytes(template.text, *line, *column, *width),
        };
        findings.push(finding(Span::new(file, range), trouble.detail.clone()));
        restore(templates, name);
        return true;
    }
    // A built-in template that fails does so because of the site's template that it extends.
    let parent = template.text.split_once("{% extends \"").and_then(|(_, rest)| rest.split('"').next());
    let Some(parent) = parent else { return false };
    let culprit = templates
        .iter()
        .find(|(name, template)| template.file.is_some() && name.ends_with(&format!("/{parent}")))
        .map(|(name, template)| (name.clone(), template.file));
    let Some((culprit, Some(file))) = culprit else { return false };
    findings.push(finding(Span::start_of(file), format!("{name}: {}", trouble.detail)));
    restore(templates, &culprit);
    true
}

/// Takes a site's template out; one of a folder `themes/default/` gives way to the built-in one again.
fn restore(templates: &mut BTreeMap<String, Template<'_>>, name: &str) {
    templates.remove(name);
    let built_in = BUILT_IN
        .iter()
        .find(|(path, _)| path.strip_prefix("templates/").is_some_and(|path| name == format!("{DEFAULT}/{path}")));
    if let Some((_, text)) = built_in {
        templates.insert(name.to_owned(), Template { text, file: None });
    }
}

fn finding(span: Span, detail: String) -> Finding {
    let mut finding = Finding::new("template-error", Severity::Error, span);
    finding.message = Message::new("template-error").with("detail", detail);
    finding
}

/// What the engine complains about.
struct Trouble {
    template: Option<String>,
    detail: String,
    place: Option<Place>,
}

/// Where in a template: the engine's structured errors know bytes, its printed ones a line and a column.
enum Place {
    Bytes(Range<usize>),
    Line { line: usize, column: usize, width: usize },
}

/// The complaints in one error of the engine; at least one.
fn troubles(error: &tera::Error) -> Vec<Trouble> {
    let whole = |template: Option<&String>| {
        vec![Trouble { template: template.cloned(), detail: error.to_string(), place: None }]
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![Trouble {
            template: Some(report.filename().to_owned()),
            detail: report.message().to_owned(),
            place: Some(Place::Bytes(report.span().range.clone())),
        }],
        ErrorKind::MissingParent { current, .. } => whole(Some(current)),
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => whole(Some(tpl)),
        ErrorKind::Msg(text) => {
            let found: Vec<Trouble> = text.split("\n\n").filter_map(printed).collect();
            if found.is_empty() { whole(None) } else { found }
        }
        _ => whole(None),
    }
}

/// Reads back a complaint that the engine has printed: `error: …`, then ` --> template:line:column` and an excerpt.
fn printed(report: &str) -> Option<Trouble> {
    let mut lines = report.lines();
    let detail = lines.next()?.strip_prefix("error: ")?.to_owned();
    let mut place = lines.next()?.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
    let template = place.next()?.to_owned();
    let width = lines.last().map_or(0, |marks| marks.matches('^').count());
    Some(Trouble { template: Some(template), detail, place: Some(Place::Line { line, column, width }) })
}

/// The bytes of `width` characters from a line and a column, both counted from 1.
fn bytes(text: &str, line: usize, column: usize, width: usize) -> Range<usize> {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[before..];
    let after = |count: usize| rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
    let start = column.saturating_sub(1);
    before + after(start)..before + after(start + width)
}
