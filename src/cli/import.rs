//! `gongshi import`: makes drafts of project folders from reports, and says what it was not sure of. Replaces nothing that exists.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use gongshi::import::draft::{Draft, Unplaced};
use gongshi::import::recognise::{Given, recognise};
use gongshi::import::workbook::{self, Filled};
use gongshi::import::{read, write};
use gongshi::lang::{Arg, Message};
use gongshi::load::is_bystander;
use gongshi::media;
use gongshi::model::{self, Content};
use gongshi::source::Sources;

use super::{Failure, Outcome, Session, cannot_write, load, why};

/// What is to be imported and where it goes.
pub(super) struct Order<'a> {
    pub(super) paths: &'a [PathBuf],
    pub(super) given: Given,
    pub(super) into: Option<&'a Path>,
    /// Whether originals with full names of evaluators are kept too.
    pub(super) with_names: bool,
}

pub(super) fn run(session: &Session, order: &Order<'_>) -> Result<Outcome, Failure> {
    let sources = load(session)?.sources;
    let (content, _) = model::read(&sources);
    let given = known(session, &content, &order.given)?;
    let mut to = BufWriter::new(io::stdout().lock());
    let mut files = Vec::new();
    for path in order.paths {
        let before = files.len();
        collect(path, &mut files).map_err(|error| cannot_read(path, &error))?;
        if files.len() == before {
            return Err(Failure::Message(
                Message::new("import-nothing-there").with("path", path.display().to_string()),
            ));
        }
    }
    let mut import = Import {
        session,
        sources: &sources,
        content: &content,
        order,
        given,
        drafts: 0,
        left: 0,
        proposed: 0,
        unsure: 0,
        unread: Vec::new(),
    };
    for file in &files {
        import.file(file, &mut to)?;
    }
    let done = Message::new("import-done")
        .with("drafts", import.drafts)
        .with("left", import.left)
        .with("proposed", import.proposed)
        .with("unsure", import.unsure)
        .with("refused", import.unread.len());
    writeln!(to, "\n{}", session.lang.say(&done))?;
    if files.len() > 1 && !import.unread.is_empty() {
        let unread =
            Message::new("import-unread-files").with("files", Arg::list(import.unread.iter().map(String::as_str)));
        writeln!(to, "{}", session.lang.say(&unread))?;
    }
    to.flush()?;
    Ok(if !import.unread.is_empty() { Outcome::Found } else { Outcome::Done })
}

/// What the clerk said, with the key of an agency that is given by its name.
fn known(session: &Session, content: &Content, given: &Given) -> Result<Given, Failure> {
    let agencies = || content.registry.agencies.iter();
    let mut given = given.clone();
    if let Some(agency) = given.agency.as_deref().filter(|id| content.registry.agency(id).is_none()) {
        let mut named = agencies().filter(|known| known.is_called(agency));
        let (Some(known), None) = (named.next(), named.next()) else {
            let ids = agencies().map(|known| known.id.value.as_str());
            return Err(Failure::Message(super::unknown(session.lang, "kind-agency", agency, ids)));
        };
        given.agency = Some(known.id.value.clone());
    }
    if let Some(rubric) = given.rubric.as_deref().filter(|id| !content.rubrics.contains_key(*id)) {
        let rubrics = content.rubrics.keys().map(String::as_str);
        return Err(Failure::Message(super::unknown(session.lang, "kind-rubric", rubric, rubrics)));
    }
    Ok(given)
}

fn cannot_read(path: &Path, error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::NotFound {
        return Failure::Message(Message::new("cli-not-there").with("path", path.display().to_string()));
    }
    let message = Message::new("cli-cannot-read").with("path", path.display().to_string());
    Failure::Message(message.with("detail", why(error)))
}

/// The files below a path, in order.
fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        // What does not exist is said when it is read.
        files.push(path.to_owned());
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    inside.sort();
    for path in inside.iter().filter(|path| !is_bystander(path)) {
        // A link may lead back to where it stands.
        if !path.is_symlink() || path.is_file() {
            collect(path, files)?;
        }
    }
    Ok(())
}

struct Import<'a> {
    session: &'a Session,
    sources: &'a Sources,
    content: &'a Content,
    order: &'a Order<'a>,
    given: Given,
    drafts: usize,
    left: usize,
    proposed: usize,
    unsure: usize,
    /// Files of which nothing was made.
    unread: Vec<String>,
}

impl Import<'_> {
    fn file(&mut self, path: &Path, to: &mut impl Write) -> Result<(), Failure> {
        let lang = self.session.lang;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let bytes = fs::read(path).map_err(|error| cannot_read(path, &error))?;
        writeln!(to, "{}", path.display())?;
        if let Some(read) = workbook::read(&bytes) {
            return self.workbook(path, &name, read, to);
        }
        let documents = match read::read(&name, &bytes) {
            Ok(documents) => documents,
            Err(message) => {
                self.unread.push(path.display().to_string());
                writeln!(to, "  {}", lang.say(&message))?;
                return Ok(());
            }
        };
        let drafts = recognise(&documents, &name, self.content, &self.given);
        if drafts.is_empty() {
            self.unread.push(path.display().to_string());
            writeln!(to, "  {}", lang.word("import-no-project"))?;
            for notice in documents.iter().flat_map(|document| &document.notices) {
                writeln!(to, "  · {}", self.shown(&notice.said(lang)))?;
            }
        }
        for draft in &drafts {
            self.draft(draft, path, &name, &bytes, to)?;
        }
        Ok(())
    }

    /// A project that `gongshi new --xlsx` wrote.
    fn workbook(
        &mut self,
        path: &Path,
        name: &str,
        read: Result<Filled, Message>,
        to: &mut impl Write,
    ) -> Result<(), Failure> {
        let lang = self.session.lang;
        let refused = match &read {
            Err(message) => Some(message.clone()),
            Ok(filled) => super::new::address(&filled.id)
                .is_none()
                .then(|| Message::new("cli-bad-id").with("id", filled.id.as_str())),
        };
        let (Ok(filled), None) = (read, &refused) else {
            self.unread.push(path.display().to_string());
            let message = refused.unwrap_or_else(|| Message::new("import-damaged"));
            return Ok(writeln!(to, "  {}", self.shown(&lang.say(&message)))?);
        };
        let (text, personal) = write::filled(lang, &filled, name, &self.sources.own_domains);
        let folder = self.top().join(&filled.id);
        self.put(&folder, &[("project.toml".to_owned(), self.with_schema(text))], personal, to)?;
        self.unplaced(&filled.unplaced, to)
    }

    /// Whether the site publishes a file of this ending with these bytes, once a text names it.
    fn may_be_published(&self, ending: &str, bytes: &[u8]) -> bool {
        let is_chosen = |kind: &media::Kind| kind.is_usual || self.content.settings.attachments.contains(&kind.ending);
        media::kind(ending).is_some_and(|kind| is_chosen(kind) && kind.bytes.fit(bytes))
    }

    /// The text of a project file, naming its schema where it lies below the root.
    fn with_schema(&self, project: String) -> Vec<u8> {
        match self.order.into {
            None => super::new::SCHEMA.to_owned() + &project,
            Some(_) => project,
        }
        .into_bytes()
    }

    /// Where drafts go.
    fn top(&self) -> PathBuf {
        self.order.into.map_or_else(|| self.session.at(model::PROJECTS), Path::to_owned)
    }

    /// Writes a draft, and says where.
    fn put(
        &mut self,
        folder: &Path,
        files: &[(String, Vec<u8>)],
        personal: usize,
        to: &mut impl Write,
    ) -> Result<(), Failure> {
        let lang = self.session.lang;
        let (folder, outcome) = put(folder, files).map_err(|error| cannot_write(folder, &error))?;
        self.drafts += 1;
        let path = folder.display().to_string();
        writeln!(to, "  {}", lang.say(&Message::new(outcome).with("path", path)))?;
        if personal > 0 {
            writeln!(to, "  {}", lang.say(&Message::new("import-masked").with("count", personal)))?;
        }
        Ok(())
    }

    fn unplaced(&mut self, unplaced: &[Unplaced], to: &mut impl Write) -> Result<(), Failure> {
        self.left += unplaced.len();
        for unplaced in unplaced {
            writeln!(to, "  × {}", self.shown(&write::said(self.session.lang, unplaced)))?;
        }
        Ok(())
    }

    fn draft(
        &mut self,
        draft: &Draft,
        path: &Path,
        name: &str,
        bytes: &[u8],
        to: &mut impl Write,
    ) -> Result<(), Failure> {
        let lang = self.session.lang;
        let Some(year) = draft.year else {
            self.unread.push(path.display().to_string());
            writeln!(to, "  {}", lang.word("import-no-year"))?;
            return Ok(());
        };
        let own = &self.sources.own_domains;
        let (report, masked_in_report) = write::report(draft, own);
        let without = write::project(lang, draft, name, None, own);
        let personal = masked_in_report + without.1;
        let names = if self.order.with_names { 0 } else { draft.full_names.len() };
        let is_kept = personal == 0 && names == 0;
        let ending = media::ending(name);
        let may_be_published = self.may_be_published(&ending, bytes);
        let original = (is_kept && may_be_published).then(|| format!("files/original.{ending}"));
        let (project, _) = write::project(lang, draft, name, original.as_deref(), own);
        let mut files =
            vec![("project.toml".to_owned(), self.with_schema(project)), ("report.md".to_owned(), report.into_bytes())];
        files.extend(original.map(|path| (path, bytes.to_vec())));
        let folder = self.top().join(year.to_string()).join(&draft.slug);
        self.put(&folder, &files, personal, to)?;
        if is_kept && !may_be_published {
            let id = if ending.is_empty() { "import-without-ending" } else { "import-not-published" };
            writeln!(to, "  {}", lang.say(&Message::new(id).with("ending", ending)))?;
        }
        if names > 0 {
            writeln!(to, "  {}", lang.say(&Message::new("import-named").with("count", names)))?;
        }
        for notice in &draft.notices {
            writeln!(to, "  · {}", self.shown(&notice.said(lang)))?;
        }
        self.proposed += draft.proposed.len();
        for proposed in &draft.proposed {
            writeln!(to, "  + {}", self.shown(&write::said(lang, proposed)))?;
        }
        self.unplaced(&draft.unplaced, to)?;
        self.unsure += draft.unsure.len();
        for unsure in &draft.unsure {
            let place = match unsure.place.table {
                0 => String::new(),
                _ => lang.say(&unsure.place.message()),
            };
            writeln!(to, "  ? {}", self.shown(&format!("{place}{}", lang.say(&unsure.readings))))?;
        }
        Ok(())
    }

    /// Words of the report as a terminal may show them.
    fn shown(&self, text: &str) -> String {
        let plain: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let found = gongshi::privacy::find(&plain, gongshi::privacy::Form::Plain, &self.sources.own_domains);
        gongshi::privacy::mask(&plain, &found)
    }
}

/// Writes the files of a draft to a folder, or beside it where there is another; the folder, and what was done.
fn put(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<(PathBuf, &'static str)> {
    let is_same = |folder: &Path| {
        files.iter().all(|(name, bytes)| fs::read(folder.join(name)).is_ok_and(|there| there == *bytes))
    };
    for number in 0.. {
        // What ends in `~` is read by no build.
        let candidate = match number {
            0 => folder.to_owned(),
            1 => beside(folder, "~"),
            number => beside(folder, &format!("-{number}~")),
        };
        if candidate.exists() {
            if is_same(&candidate) {
                return Ok((candidate, "import-same"));
            }
            continue;
        }
        for (name, bytes) in files {
            let path = candidate.join(name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, bytes)?;
        }
        if number == 0 {
            return Ok((candidate, "import-written"));
        }
        let changes = differences(folder, files);
        fs::write(candidate.join("changes.diff"), changes)?;
        return Ok((candidate, "import-beside"));
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

fn beside(folder: &Path, ending: &str) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(ending);
    folder.with_file_name(name)
}

/// How the texts of a draft differ from those that are there.
fn differences(folder: &Path, files: &[(String, Vec<u8>)]) -> String {
    let mut changes = String::new();
    for (name, bytes) in files {
        let there = fs::read_to_string(folder.join(name)).unwrap_or_default();
        let Ok(draft) = std::str::from_utf8(bytes) else { continue };
        let diff = similar::TextDiff::from_lines(there.as_str(), draft);
        changes += &diff.unified_diff().header(name, name).to_string();
    }
    changes
}
