//! The text of every file that was read, and places in it. Knows nothing of disks: texts are given to it.
//!
//! Personal data of private persons is masked when a text is taken in, so that nothing made from it can publish any.

mod text;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::characters;
use crate::manifest::Digest;
use crate::privacy::{self, Form, Found, Personal, Seen};
use text::{Last, Text};

pub use text::WholeText;

/// One text file of the content or of a theme, as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Path below the root, with `/` between its parts: `content/projects/2019/x/project.toml`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// A file that is published as it is (a scan, a spreadsheet): known by its digest, never held in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Path below the root, with `/` between its parts.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// What its content is known by.
    pub sha256: Digest,
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

/// Which of the [`Sources`] a span points into: its number, in the order of their paths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// A range of bytes in one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default)]
pub struct Sources {
    files: Vec<Arc<Taken>>,
    /// Their numbers, with gaps, so that a file which comes or goes leaves those of others as they are.
    numbers: Vec<u32>,
    /// The publisher's own domains, whose mailboxes are public.
    pub own_domains: Vec<String>,
    /// Files below `content/projects/…/files/`, and those below `themes/…/static/` that are no texts, by path.
    pub attachments: BTreeMap<String, Attachment>,
    last: Arc<Last>,
}

/// Whatever numbers the files have.
impl PartialEq for Sources {
    fn eq(&self, other: &Sources) -> bool {
        let Sources { files, numbers: _, own_domains, attachments, last: _ } = self;
        *files == other.files && *own_domains == other.own_domains && *attachments == other.attachments
    }
}

impl Eq for Sources {}

/// A file among [`Sources`], with all that was seen in it when it was taken in.
#[derive(Debug, PartialEq, Eq)]
pub struct Taken {
    /// Path below the root, with `/` between its parts.
    pub path: String,
    /// With personal data masked byte for byte.
    text: Text,
    /// Where personal data was masked.
    personal: Vec<(Personal, Range<usize>)>,
    /// Personal data in its path.
    in_path: Vec<Found>,
    /// Whether it may hold a character that nobody sees, as it is or as an escape.
    may_hold_unseen: bool,
    /// Numbers that are made like those of persons and are none where they stand, such as amounts.
    allowed_lookalikes: Vec<String>,
}

impl Taken {
    /// `own` are the publisher's own domains.
    fn of(Source { path, text }: Source, own: &[String]) -> Taken {
        let Seen { personal, allowed_lookalikes } = privacy::look(&text, Form::of(&path), own);
        let may_hold_unseen = text.contains(|c| matches!(c, '\\' | '&') || characters::unseen(c).is_some());
        let masked = (!personal.is_empty()).then(|| privacy::mask(&text, &personal));
        Taken {
            text: Text::of(masked.as_ref().unwrap_or(&text)),
            in_path: privacy::find_in_path(&path),
            personal: personal.into_iter().map(|one| (one.kind, one.range)).collect(),
            may_hold_unseen,
            allowed_lookalikes,
            path,
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
        let kept: Vec<Arc<Taken>> = kept.into_iter().map(|id| Arc::clone(before.taken(id))).collect();
        let own_domains = match (texts.get(SETTINGS), kept.iter().find(|taken| taken.path == SETTINGS)) {
            (Some(settings), _) => own_domains(settings),
            (None, Some(settings)) => own_domains(&settings.text.whole(&before.last)),
            (None, None) => Vec::new(),
        };
        let same_owner = before.own_domains == own_domains;
        let is_same = |known: &&Arc<Taken>, text: &String| {
            same_owner && known.personal.is_empty() && **known.text.whole(&before.last) == *text
        };
        let take = |(path, text): (String, String)| {
            let known = before.find(&path).map(|id| before.taken(id));
            match known.filter(|known| is_same(known, &text)) {
                Some(known) => Arc::clone(known),
                None => Arc::new(Taken::of(Source { path, text }, &own_domains)),
            }
        };
        let mut files: Vec<Arc<Taken>> = texts.into_par_iter().map(take).collect();
        files.extend(kept);
        files.sort_by(|a, b| a.path.cmp(&b.path));
        let numbers = numbers(&files, before).or_else(|| numbers(&files, &Sources::default()));
        let numbers = numbers.unwrap_or_else(|| (0..files.len() as u32).collect());
        Sources { files, numbers, own_domains, attachments: BTreeMap::new(), last: Arc::default() }
    }

    fn taken(&self, id: FileId) -> &Arc<Taken> {
        // Where nothing came or went, the place can be told from the number.
        let place = id.0 as usize / GAP as usize;
        let found = || self.numbers.partition_point(|number| *number < id.0);
        let place = Some(place).filter(|place| self.numbers.get(*place) == Some(&id.0)).unwrap_or_else(found);
        &self.files[place]
    }

    /// The id of the file of a place.
    fn id(&self, place: usize) -> FileId {
        FileId(self.numbers[place])
    }

    /// Whether a file may hold a character that nobody sees, as it is or as an escape.
    pub fn may_hold_unseen(&self, id: FileId) -> bool {
        self.taken(id).may_hold_unseen
    }

    /// The files that have personal data in their texts or names, in path order.
    pub fn with_personal(&self) -> impl Iterator<Item = (FileId, &Taken)> {
        let files = self.files.iter().enumerate();
        let with = files.filter(|(_, taken)| !taken.personal.is_empty() || !taken.in_path.is_empty());
        with.map(|(place, taken)| (self.id(place), &**taken))
    }

    /// Where personal data was masked in a file.
    pub fn personal_in(&self, id: FileId) -> &[(Personal, Range<usize>)] {
        &self.taken(id).personal
    }

    /// Personal data in the path of a file.
    pub fn personal_in_path(&self, id: FileId) -> &[Found] {
        &self.taken(id).in_path
    }

    /// Numbers that are made like those of persons and are none where they stand, by the folder of the project that they
    /// stand in; those of other files under an empty name. What is made from the texts may repeat them.
    pub fn allowed_lookalikes(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut allowed_lookalikes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for file in self.files.iter().filter(|file| !file.allowed_lookalikes.is_empty()) {
            let numbers = file.allowed_lookalikes.iter().map(String::as_str);
            allowed_lookalikes.entry(project_folder(&file.path)).or_default().extend(numbers);
        }
        allowed_lookalikes
    }

    /// The files that are not as they were `before`, by path: other texts or bytes, another number, and those that came or went.
    pub fn changed_since<'a>(&'a self, before: &'a Sources) -> Vec<&'a str> {
        let texts = |sources: &'a Sources| {
            let files = sources.files.iter().zip(&sources.numbers);
            files.map(|(file, number)| (file.path.as_str(), (file, number)))
        };
        let attached = |sources: &'a Sources| sources.attachments.iter().map(|(path, file)| (path.as_str(), file));
        let mut changed = differing(texts(self), texts(before));
        changed.extend(differing(attached(self), attached(before)));
        changed
    }

    /// All that was read and seen, as texts: paths, contents, what was masked, the digests of attachments.
    pub fn seen(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let texts = self.files.iter().flat_map(|taken| {
            let Taken { path, text, personal, in_path, allowed_lookalikes, .. } = &**taken;
            let masked = format!("{personal:?}{in_path:?}{allowed_lookalikes:?}");
            let text = text.whole(&self.last).to_string();
            [Cow::Borrowed(path.as_str()), Cow::Owned(text), Cow::Owned(masked)]
        });
        let attachments = self
            .attachments
            .iter()
            .flat_map(|(path, attachment)| [Cow::Borrowed(path.as_str()), Cow::Owned(format!("{attachment:?}"))]);
        texts.chain(attachments)
    }

    /// The file behind an id.
    pub fn get(&self, id: FileId) -> &Taken {
        self.taken(id)
    }

    /// The text of a file, with personal data masked byte for byte.
    pub fn text(&self, id: FileId) -> Arc<WholeText> {
        self.taken(id).text.whole(&self.last)
    }

    /// The id of a path, when there is such a file.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let place = self.files.binary_search_by(|file| file.path.as_str().cmp(path)).ok()?;
        Some(self.id(place))
    }

    /// Files whose path starts with `prefix`, in path order.
    pub fn below<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = (FileId, &'a Taken)> {
        let first = self.files.partition_point(|file| file.path.as_str() < prefix);
        let below = self.files[first..].iter().take_while(move |file| file.path.starts_with(prefix));
        below.enumerate().map(move |(number, file)| (self.id(first + number), &**file))
    }

    /// Line and column of both ends of a span, counted from 1, columns in characters.
    pub fn position(&self, span: Span) -> Position {
        let text = self.text(span.file);
        let (line, column) = text.line_and_column(span.start());
        let (end_line, end_column) = text.line_and_column(span.end().max(span.start()));
        Position { line, column, end_line, end_column }
    }
}

/// How far apart files are numbered that are numbered together, and behind which file others come that come later: most
/// often the next one comes behind them.
const GAP: i64 = 1 << 12;
const NEAR: i64 = 1 << 4;

/// Numbers of files in the order of their paths: those that were there `before` keep theirs, others stand in the gap between.
/// `None` where one has no room.
fn numbers(files: &[Arc<Taken>], before: &Sources) -> Option<Vec<u32>> {
    let mut then = before.files.iter().map(|file| &file.path).zip(&before.numbers).peekable();
    let number = |file: &Arc<Taken>| {
        let path = &file.path;
        while then.next_if(|(earlier, _)| *earlier < path).is_some() {}
        then.next_if(|(same, _)| *same == path).map(|(_, number)| i64::from(*number))
    };
    let known: Vec<Option<i64>> = files.iter().map(number).collect();
    let mut numbers: Vec<i64> = Vec::with_capacity(files.len());
    let mut low = -1;
    while let rest = &known[numbers.len()..]
        && !rest.is_empty()
    {
        let new = rest.iter().take_while(|number| number.is_none()).count();
        let next = rest.get(new).copied().flatten();
        let parts = new as i64 + 1;
        let step = next.map_or(GAP, |high| ((high - low) / parts).min(NEAR));
        if step == 0 {
            return None;
        }
        numbers.extend((1..parts).map(|part| low + step * part));
        numbers.extend(next);
        low = numbers.last().copied().unwrap_or(low);
    }
    numbers.into_iter().map(|number| u32::try_from(number).ok()).collect()
}

/// The names under which there is not the same now as then, both sorted by name.
fn differing<'a, T: PartialEq>(
    now: impl Iterator<Item = (&'a str, T)>,
    then: impl Iterator<Item = (&'a str, T)>,
) -> Vec<&'a str> {
    let (mut now, mut then) = (now.peekable(), then.peekable());
    let mut names = Vec::new();
    while let Some((name, _)) = [now.peek(), then.peek()].into_iter().flatten().min_by_key(|(name, _)| *name) {
        let name = *name;
        let is_named = |one: &(&str, T)| one.0 == name;
        if now.next_if(is_named).map(|(_, one)| one) != then.next_if(is_named).map(|(_, one)| one) {
            names.push(name);
        }
    }
    names
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_and_go_leave_others_their_numbers_until_there_is_no_room() {
        let of = |names: &[String], before: &Sources| {
            let texts = names.iter().map(|name| Source { path: name.clone(), text: name.clone() });
            Sources::again(texts, [], before)
        };
        let mut names = ["a", "b", "c"].map(str::to_owned).to_vec();
        let mut sources = of(&names, &Sources::default());
        let (mut kept, mut renumbered) = (0, 0);
        // Each behind the last, then each before the last, which halves what is between.
        for number in (40..80).chain((0..40).rev()) {
            let new = format!("a{number:02}");
            names.push(new.clone());
            names.sort();
            let now = of(&names, &sources);
            match now.changed_since(&sources) {
                changed if changed == [new.as_str()] => kept += 1,
                // The first may come to the same number again.
                changed if number < 40 && changed.len() + 1 >= names.len() => renumbered += 1,
                changed => panic!("{new}: {changed:?}"),
            }
            let below: Vec<FileId> = now.below("").map(|(file, _)| file).collect();
            assert!(below.is_sorted(), "{below:?}");
            for name in &names {
                let file = now.find(name).expect("a file");
                assert_eq!((&now.get(file).path, &**now.text(file)), (name, name));
            }
            assert!(now == of(&names, &Sources::default()), "as read anew");
            sources = now;
        }
        assert!(kept > 40 && renumbered > 0, "{kept} {renumbered}");
        names.retain(|name| name != "b");
        let gone = of(&names, &sources);
        assert_eq!(gone.changed_since(&sources), ["b"]);
        assert_eq!((gone.find("b"), gone.find("c")), (None, sources.find("c")));
    }

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
