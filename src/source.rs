//! The text of every file that was read, and places in it. Knows nothing of disks: texts are given to it.
//!
//! Personal data of private persons is masked when a text is taken in, so that nothing made from it can publish any.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::characters;
use crate::privacy::{self, Form, Found, Personal, Seen};

/// One text file of the content or of a theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the root, with `/` between its parts: `content/projects/2019/x/project.toml`.
    pub path: String,
    /// The whole text, as read; among [`Sources`], with personal data masked byte for byte.
    pub text: String,
}

/// A file that is published as it is (a scan, a spreadsheet): known by its digest, never held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Path below the root, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 of the content, 64 lower-case hexadecimal digits.
    pub sha256: String,
    /// What its bytes are.
    pub contents: Contents,
}

/// What the bytes of an attachment are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Contents {
    /// Those of its ending; with the personal data in its text, masked.
    Fitting(Vec<(Personal, String)>),
    /// Something else.
    Other,
    /// Those of its ending, with a text that cannot be looked through.
    NotLookedThrough,
}

/// Where themes lie.
const THEMES: &str = "themes/";

/// Which of the [`Sources`] a span points into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    // Four bytes each: half of what a project holds are places, and no text that is read is longer.
    start: u32,
    end: u32,
}

impl Span {
    /// The span of a byte range in a file; behind 4 GiB, its end.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let short = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
        Span { file, start: short(range.start), end: short(range.end) }
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One past the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// The bytes of its file.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The very beginning of a file, for what concerns the file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// Whether the beginning of another span stands in it.
    pub fn holds(self, other: Span) -> bool {
        self.file == other.file && (self.start..self.end).contains(&other.start)
    }
}

/// A value and the place where its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Located<T> {
    /// The same place with another value.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Located<U> {
        Located { value: convert(self.value), span: self.span }
    }
}

/// The value alone of what may have been written.
pub fn value_of<T: Clone>(located: &Option<Located<T>>) -> Option<T> {
    located.as_ref().map(|located| located.value.clone())
}

/// Every file of one run, sorted by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    files: Vec<Arc<Taken>>,
    /// The publisher's own domains, whose mailboxes are public.
    pub own_domains: Vec<String>,
    /// Files below `content/projects/…/files/`, and those below `themes/…/static/` that are no texts, by path.
    pub attachments: BTreeMap<String, Attachment>,
}

/// A text with all that was seen in it when it was taken in.
#[derive(Debug, PartialEq, Eq)]
struct Taken {
    source: Source,
    /// Where its lines begin, but for the first.
    lines: Box<[u32]>,
    /// Where personal data was masked.
    personal: Vec<(Personal, Range<usize>)>,
    /// Personal data in its path.
    in_path: Vec<Found>,
    /// Whether it may hold a character that nobody sees, as it is or as an escape.
    may_hold_unseen: bool,
    /// Numbers that are made like those of persons and are none where they stand, such as amounts.
    allowed_lookalikes: Vec<String>,
}

/// A file of the sources.
#[derive(PartialEq)]
enum Part<'a> {
    Text(&'a Arc<Taken>),
    Attachment(&'a Attachment),
}

impl Taken {
    /// `own` are the publisher's own domains.
    fn of(mut source: Source, own: &[String]) -> Taken {
        let Seen { personal, allowed_lookalikes } = privacy::look(&source.text, Form::of(&source.path), own);
        let may_hold_unseen = source.text.contains(|c| matches!(c, '\\' | '&') || characters::unseen(c).is_some());
        if !personal.is_empty() {
            source.text = privacy::mask(&source.text, &personal);
        }
        Taken {
            lines: line_starts(&source.text),
            in_path: privacy::find_in_path(&source.path),
            personal: personal.into_iter().map(|one| (one.kind, one.range)).collect(),
            may_hold_unseen,
            allowed_lookalikes,
            source,
        }
    }
}

impl Sources {
    /// Takes texts in any order; of two texts with one path the later wins.
    pub fn new(texts: impl IntoIterator<Item = Source>) -> Self {
        Self::again(texts, [], &Sources::default())
    }

    /// As [`Sources::new`], taking over what was seen `before` in those texts that are the same. The files that are `kept`
    /// are there as they were; none may be where the publisher's domains are others.
    pub fn again(
        texts: impl IntoIterator<Item = Source>,
        kept: impl IntoIterator<Item = FileId>,
        before: &Sources,
    ) -> Self {
        let texts: BTreeMap<String, String> = texts.into_iter().map(|file| (file.path, file.text)).collect();
        let kept: Vec<Arc<Taken>> = kept.into_iter().map(|id| Arc::clone(&before.files[id.0 as usize])).collect();
        let settings = kept.iter().map(|taken| &taken.source).find(|source| source.path == SETTINGS);
        let settings = texts.get(SETTINGS).or(settings.map(|source| &source.text));
        let own_domains = settings.map_or_else(Vec::new, |settings| own_domains(settings));
        let same_owner = before.own_domains == own_domains;
        let is_same =
            |known: &&Arc<Taken>, text: &str| same_owner && known.personal.is_empty() && known.source.text == text;
        let take = |(path, text): (String, String)| {
            let known = before.find(&path).map(|id| &before.files[id.0 as usize]);
            match known.filter(|known| is_same(known, &text)) {
                Some(known) => Arc::clone(known),
                None => Arc::new(Taken::of(Source { path, text }, &own_domains)),
            }
        };
        let mut files: Vec<Arc<Taken>> = texts.into_par_iter().map(take).collect();
        files.extend(kept);
        files.sort_by(|a, b| a.source.path.cmp(&b.source.path));
        Sources { files, own_domains, attachments: BTreeMap::new() }
    }

    /// Whether a file may hold a character that nobody sees, as it is or as an escape.
    pub fn may_hold_unseen(&self, id: FileId) -> bool {
        self.files[id.0 as usize].may_hold_unseen
    }

    /// The files that have personal data in their texts or names, in path order.
    pub fn with_personal(&self) -> impl Iterator<Item = (FileId, &Source)> {
        let files = self.files.iter().enumerate();
        let with = files.filter(|(_, taken)| !taken.personal.is_empty() || !taken.in_path.is_empty());
        with.map(|(index, taken)| (FileId(index as u32), &taken.source))
    }

    /// Where personal data was masked in a file.
    pub fn personal_in(&self, id: FileId) -> &[(Personal, Range<usize>)] {
        &self.files[id.0 as usize].personal
    }

    /// Personal data in the path of a file.
    pub fn personal_in_path(&self, id: FileId) -> &[Found] {
        &self.files[id.0 as usize].in_path
    }

    /// Numbers that are made like those of persons and are none where they stand, by the folder of the project that they
    /// stand in; those of other files under an empty name. What is made from the texts may repeat them.
    pub fn allowed_lookalikes(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut allowed_lookalikes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for file in self.files.iter().filter(|file| !file.allowed_lookalikes.is_empty()) {
            let numbers = file.allowed_lookalikes.iter().map(String::as_str);
            allowed_lookalikes.entry(project_folder(&file.source.path)).or_default().extend(numbers);
        }
        allowed_lookalikes
    }

    /// The files that are not as they were `before`, by path; `None` where the content has other files, so that neither ids
    /// nor addresses mean the same. Themes come behind the content, so other files of theirs move no ids: their folder stands
    /// for them.
    pub fn changed_since<'a>(&'a self, before: &'a Sources) -> Option<Vec<&'a str>> {
        let mut changed = Vec::new();
        for is_theme in [false, true] {
            let [now, then] = [self, before].map(|sources| sources.parts(is_theme));
            match (now.iter().map(|(path, _)| path).eq(then.iter().map(|(path, _)| path)), is_theme) {
                (true, _) => changed
                    .extend(now.into_iter().zip(then).filter(|(now, then)| now != then).map(|((path, _), _)| path)),
                (false, true) => changed.push(THEMES),
                (false, false) => return None,
            }
        }
        Some(changed)
    }

    /// The texts and attachments of the content or of the themes, with their paths.
    fn parts(&self, of_themes: bool) -> Vec<(&str, Part<'_>)> {
        let texts = self.files.iter().map(|file| (file.source.path.as_str(), Part::Text(file)));
        let attached = self.attachments.iter().map(|(path, attachment)| (path.as_str(), Part::Attachment(attachment)));
        texts.chain(attached).filter(|(path, _)| path.starts_with(THEMES) == of_themes).collect()
    }

    /// All that was read and seen, as texts: paths, contents, what was masked, the digests of attachments.
    pub fn seen(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let texts = self.files.iter().flat_map(|taken| {
            let Taken { source: Source { path, text }, personal, in_path, allowed_lookalikes, .. } = &**taken;
            let masked = format!("{personal:?}{in_path:?}{allowed_lookalikes:?}");
            [Cow::Borrowed(path.as_str()), Cow::Borrowed(text.as_str()), Cow::Owned(masked)]
        });
        let attachments = self
            .attachments
            .iter()
            .flat_map(|(path, attachment)| [Cow::Borrowed(path.as_str()), Cow::Owned(format!("{attachment:?}"))]);
        texts.chain(attachments)
    }

    /// The file behind an id.
    pub fn get(&self, id: FileId) -> &Source {
        &self.files[id.0 as usize].source
    }

    /// The id of a path, when there is such a file.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let index = self.files.binary_search_by(|file| file.source.path.as_str().cmp(path)).ok()?;
        Some(FileId(index as u32))
    }

    /// Files whose path starts with `prefix`, in path order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (FileId, &'a Source)> {
        let first = self.files.partition_point(|file| file.source.path.as_str() < prefix);
        let files = self.files[first..].iter().map(|file| &file.source);
        let below = files.take_while(move |source| source.path.starts_with(prefix));
        below.enumerate().map(move |(number, source)| (FileId((first + number) as u32), source))
    }

    /// Line and column of both ends of a span, counted from 1, columns in characters.
    pub fn position(&self, span: Span) -> Position {
        let Taken { source: Source { text, .. }, lines, .. } = &*self.files[span.file.0 as usize];
        let (line, column) = line_and_column(text, lines, span.start());
        let (end_line, end_column) = line_and_column(text, lines, span.end().max(span.start()));
        Position { line, column, end_line, end_column }
    }
}

/// The folder of a project that a file lies in, below the content: `projects/2023/x`, which is also the project's address.
/// Of other files, nothing.
pub fn project_folder(path: &str) -> &str {
    let below = path.strip_prefix("content/").unwrap_or(path);
    let end = below.match_indices('/').nth(2).map(|(slash, _)| slash).filter(|_| below.starts_with("projects/"));
    end.map_or("", |end| &below[..end])
}

/// The settings of the site, which say how the rest is read.
pub const SETTINGS: &str = "content/site.toml";

/// The domains that `site.toml` names as the publisher's own: the hosts of `base_url`, `domain` and
/// `mail_domains`, each on one line, without `www.`. They are
/// needed before any text may be read for what it means.
pub fn own_domains(settings: &str) -> Vec<String> {
    let values = settings.lines().filter_map(|line| line.split_once('=')).flat_map(|(key, value)| {
        let is_own = ["base_url", "domain", "mail_domains"].contains(&key.trim());
        value.split('"').skip(1).step_by(2).filter(move |_| is_own)
    });
    let host = |address: &str| {
        let host = address.split_once("://").map_or(address, |(_, rest)| rest);
        let host = host.split(['/', ':', '?']).next().unwrap_or_default().trim_start_matches("www.");
        host.contains('.').then(|| host.to_ascii_lowercase())
    };
    values.filter_map(host).collect()
}

/// Both ends of a span as editors count them: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// Line of the first character.
    pub line: usize,
    /// Column of the first character.
    pub column: usize,
    /// Line of the end.
    pub end_line: usize,
    /// Column just after the last character.
    pub end_column: usize,
}

fn line_starts(text: &str) -> Box<[u32]> {
    text.match_indices('\n').map_while(|(newline, _)| u32::try_from(newline + 1).ok()).collect()
}

fn line_and_column(text: &str, lines: &[u32], offset: usize) -> (usize, usize) {
    let offset = text.floor_char_boundary(offset.min(text.len()));
    let before = lines.partition_point(|start| *start as usize <= offset);
    let start = before.checked_sub(1).map_or(0, |last| lines[last] as usize);
    (before + 1, text[start..offset].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let sources = Sources::new([Source { path: "a.toml".into(), text: "标题 = 1\r\n得分 = 92\n".into() }]);
        let file = sources.find("a.toml").expect("the file given");
        let start = "标题 = 1\r\n得分 = ".len();
        let position = sources.position(Span::new(file, start..start + 2));
        assert_eq!((position.line, position.column), (2, 6));
        assert_eq!((position.end_line, position.end_column), (2, 8));
    }
}
