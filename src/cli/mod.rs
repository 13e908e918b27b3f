//! The command layer: what can be typed, and what is printed. The only part that prints; it never ends the program itself.
//! One verb is one file.

mod build;
mod check;
mod explain;
mod import;
mod init;
mod new;
mod progress;
mod serve;
mod signals;
mod usage;
mod verify;

pub(crate) use signals::end_by;

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use gongshi::diag::{self, Held, Severity, human};
use gongshi::import::recognise::Given;
use gongshi::lang::{Arg, Lang, Message};
use gongshi::load::{self, LoadError, Loaded};
use gongshi::output::Refusal;
use gongshi::site::Site;
use gongshi::source::SETTINGS;
use gongshi::syntax::fields::did_you_mean;

/// 发布绩效评价结果：原文照录，并列核算
/// · publishes evaluation reports: as printed beside as recomputed
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(flatten)]
    common: Common,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Args)]
struct Common {
    /// content/ 所在的文件夹 · the folder that content/ is in
    #[arg(long, global = true, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// 内容里的符号链接还可以指向哪个文件夹，可以写几次 · another folder that links of the content may lead to; repeatable
    #[arg(long, global = true, value_name = "DIR")]
    allow_links: Vec<PathBuf>,
    /// 提示用的语言，默认随系统 · language of messages, by default the system's
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(["zh-CN", "en"]).map(|name| Lang::from_locale(&name)))]
    lang: Option<Lang>,
    /// 成功时什么也不说 · say nothing when all is well
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    quiet: bool,
    /// 说出每一步用了多久 · say how long each stage took
    #[arg(short, long, global = true)]
    verbose: bool,
}

#[derive(Subcommand)]
enum Verb {
    /// 核验并生成网站 · check, then make the site
    Build {
        #[command(flatten)]
        output: Output,
    },
    /// 只核验，不写文件 · check only, write nothing
    Check {
        /// 只核验这些项目：<年度>/<短名>，或者项目文件夹 · only these projects, by their addresses or folders
        #[arg(value_name = "YEAR/SLUG")]
        projects: Vec<String>,
        /// 输出格式 · how findings are printed
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
        /// 也列出已说明的 · show acknowledged findings too (machine formats always do)
        #[arg(long)]
        all: bool,
    },
    /// 边写边看：在本机预览，改动后自动刷新 · preview on this machine, reloaded when files change; writes nothing
    Serve {
        #[command(flatten)]
        output: Output,
        /// 端口，占用时用下一个 · port; when it is taken, the next free one
        #[arg(long, value_name = "N", default_value_t = 8000)]
        port: u16,
    },
    /// 新建一个网站的文件夹，带一个示例，马上可以生成 · start a site's folder, with an example, that builds at once
    Init {
        /// 放在哪个文件夹，不写就是这里 · the folder of the site, by default this one
        #[arg(value_name = "DIR")]
        folder: Option<PathBuf>,
    },
    /// 新建项目文件夹；在终端里，没有写的会问 · start a project's folder; on a terminal it asks for what is not given
    New {
        /// <年度>/<短名>，也是网址 · also the project's address
        #[arg(value_name = "YEAR/SLUG")]
        id: Option<String>,
        /// 实施单位在 agencies.toml 里的编号 · the agency's id
        #[arg(long, value_name = "ID")]
        agency: Option<String>,
        /// rubrics/ 下评分标准的文件名 · the rubric's id
        #[arg(long, value_name = "ID")]
        rubric: Option<String>,
        /// 项目名称，不写先用短名 · the project's title, for now the slug if not given
        #[arg(long)]
        title: Option<String>,
        /// 写成 Excel 表，给没有编辑器的同事填；已有的项目也可以，import 再读回来 · as a workbook to be filled in and imported again; of a project that exists, too
        #[arg(long)]
        xlsx: bool,
    },
    /// 把 Word、Excel、文本的报告变成项目文件夹的初稿 · make drafts of project folders from Word, Excel or text files
    Import {
        /// 文件或文件夹 · files or folders
        #[arg(value_name = "FILE|FOLDER", required = true)]
        paths: Vec<PathBuf>,
        /// 项目年度，报告没有写明时用 · the projects' year, where the reports do not say it
        #[arg(long, value_name = "Y", value_parser = clap::value_parser!(u32).range(1949..=2100))]
        year: Option<u32>,
        /// 实施单位在 agencies.toml 里的编号 · the agency's id
        #[arg(long, value_name = "ID")]
        agency: Option<String>,
        /// rubrics/ 下评分标准的文件名 · the rubric's id
        #[arg(long, value_name = "ID")]
        rubric: Option<String>,
        /// 初稿放在哪个文件夹，不写就是 content/projects · where drafts go, by default content/projects
        #[arg(long, value_name = "DIR")]
        into: Option<PathBuf>,
        /// 原件里有评价人员、项目负责人的全名的，也放进 files/ 公布 · publish originals too that name evaluators or leaders in full
        #[arg(long)]
        with_names: bool,
    },
    /// 解释一条规则，不写则列出全部 · explain a rule, or list all
    Explain {
        /// 规则名称，如 weight-sum · name of the rule
        rule: Option<String>,
    },
    /// 核对生成的网站与其清单 · compare the written site with its manifest
    Verify {
        #[command(flatten)]
        output: Output,
    },
}

#[derive(Args)]
struct Output {
    /// 网站输出到哪个文件夹 · the folder of the written site, relative to the root
    #[arg(long, value_name = "DIR", default_value = "public")]
    out: PathBuf,
}

/// How `check` prints findings.
#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Human,
    Json,
    Sarif,
    Github,
}

/// What every verb is told.
#[derive(Clone)]
struct Session {
    root: PathBuf,
    /// Where links of the content may lead beside the root.
    links: Vec<PathBuf>,
    lang: Lang,
    verbosity: Verbosity,
}

/// How much is said that is no finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verbosity {
    Quiet,
    Usual,
    Verbose,
}

impl Session {
    /// A path below the root, as short as can be said.
    fn at(&self, path: impl AsRef<Path>) -> PathBuf {
        match self.root == Path::new(".") {
            true => path.as_ref().to_owned(),
            false => self.root.join(path),
        }
    }
}

/// How a verb that could run ended.
enum Outcome {
    Done,
    /// Something is wrong with what it looked at.
    Found,
}

/// Why a verb could not run.
enum Failure {
    /// What to tell the person.
    Message(Message),
    /// Nothing can be printed any more.
    Printing(io::Error),
    /// A signal ends the program.
    Ended(i32),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Failure::Printing(error)
    }
}

/// How the program is to end.
pub(crate) enum End {
    /// With an exit status: 0 done, 1 findings, 2 could not run.
    Status(u8),
    /// As a signal ends programs.
    Signal(i32),
}

/// Does what the arguments say.
pub(crate) fn run() -> End {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help or a usage error; when it cannot be printed, there is nobody to tell.
            let _ = match usage::told(&error, language_of_environment()) {
                Some(text) => writeln!(io::stderr(), "{text}"),
                None => error.print(),
            };
            return End::Status(u8::from(error.use_stderr()) * 2);
        }
    };
    let Common { root, allow_links: links, lang, quiet, verbose } = arguments.common;
    let verbosity = match (quiet, verbose) {
        (true, _) => Verbosity::Quiet,
        (_, true) => Verbosity::Verbose,
        _ => Verbosity::Usual,
    };
    let session = Session { root, links, lang: lang.unwrap_or_else(language_of_environment), verbosity };
    match dispatch(&session, arguments.verb) {
        Ok(Outcome::Done) => End::Status(0),
        Ok(Outcome::Found) => End::Status(1),
        Err(Failure::Ended(signal)) => End::Signal(signal),
        // As in `gongshi check | head`: whoever read has seen enough.
        Err(Failure::Printing(error)) if error.kind() == io::ErrorKind::BrokenPipe => End::Status(0),
        Err(Failure::Printing(error)) => {
            could_not_run(&session, &Message::new("cli-cannot-print").with("detail", why(&error)))
        }
        Err(Failure::Message(message)) => could_not_run(&session, &message),
    }
}

fn could_not_run(session: &Session, message: &Message) -> End {
    let _ = writeln!(io::stderr(), "{}", session.lang.say(message).trim_end());
    End::Status(2)
}

fn dispatch(session: &Session, verb: Verb) -> Result<Outcome, Failure> {
    match verb {
        Verb::Build { output } => build::run(session, &output.out),
        Verb::Check { projects, format, all } => check::run(session, check::Order { projects: &projects, format, all }),
        // Where a build would write is accepted, as the two are run with the same options; a preview writes nothing.
        Verb::Serve { output: _, port } => serve::run(session, port),
        Verb::Init { folder } => {
            let root = folder.map_or_else(|| session.root.clone(), |folder| session.at(folder));
            init::run(&Session { root, ..session.clone() })
        }
        Verb::New { id, agency, rubric, title, xlsx } => {
            let given = new::Given { id, agency, rubric, title };
            if xlsx { new::workbook(session, given) } else { new::run(session, given) }
        }
        Verb::Import { paths, year, agency, rubric, into, with_names } => {
            let given = Given { year, agency, rubric };
            import::run(session, &import::Order { paths: &paths, given, into: into.as_deref(), with_names })
        }
        Verb::Explain { rule } => explain::run(session, rule.as_deref()),
        Verb::Verify { output } => verify::run(session, &output.out),
    }
}

/// That an id is of nothing known, and the nearest that is.
fn unknown<'a>(lang: Lang, kind: &'static str, name: &str, known: impl Iterator<Item = &'a str>) -> Message {
    let nearest = did_you_mean(name, known);
    Message::new("cli-unknown")
        .with("kind", Arg::Word(kind))
        .with("name", name)
        .with("help", nearest.map_or(String::new(), |help| lang.say(&help)))
}

fn language_of_environment() -> Lang {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"];
    let locale = names.iter().filter_map(|name| env::var(name).ok()).find(|locale| !locale.is_empty());
    locale.map_or(Lang::default(), |locale| Lang::from_locale(&locale))
}

/// Reads all files below the root.
fn load(session: &Session) -> Result<Loaded, Failure> {
    load::load(&session.root, &session.links).map_err(|error| Failure::Message(unreadable(session, &error)))
}

fn unreadable(session: &Session, error: &LoadError) -> Message {
    let content = session.root.join("content");
    let is_missing = error.error.kind() == io::ErrorKind::NotFound && error.path.starts_with(&content);
    if is_missing && !content.is_dir() {
        return no_content(session);
    }
    if is_missing && error.path == session.root.join(SETTINGS) {
        return Message::new("cli-no-settings").with("path", session.at(SETTINGS).display().to_string());
    }
    let path = error.path.display().to_string();
    Message::new("cli-cannot-read").with("path", path).with("detail", why(&error.error))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    let shown = path.display().to_string();
    Failure::Message(match error.kind() {
        io::ErrorKind::AlreadyExists => Message::new("cli-exists").with("path", shown),
        _ => Message::new("cli-cannot-write").with("path", shown).with("detail", why(error)),
    })
}

/// Why the system could not read or write, in words of ours where it is what people meet.
fn why(error: &io::Error) -> Arg {
    let id = match error.kind() {
        _ if error.get_ref().is_some() => return Arg::from(error.to_string()),
        io::ErrorKind::NotFound => "io-not-found",
        io::ErrorKind::PermissionDenied => "io-permission-denied",
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "io-storage-full",
        io::ErrorKind::ReadOnlyFilesystem => "io-read-only",
        io::ErrorKind::IsADirectory => "io-is-a-folder",
        io::ErrorKind::NotADirectory => "io-not-a-folder",
        io::ErrorKind::InvalidFilename => "io-invalid-name",
        io::ErrorKind::AddrInUse => "io-port-taken",
        _ => return Arg::from(error.to_string()),
    };
    Arg::Word(id)
}

fn no_content(session: &Session) -> Message {
    Message::new("cli-no-content").with("path", session.at("content").display().to_string())
}

fn refused(out: &Path, refusal: Refusal) -> Failure {
    let told = |id: &'static str| Message::new(id).with("path", out.display().to_string());
    Failure::Message(match refusal {
        Refusal::Sources => told("cli-out-sources"),
        Refusal::Foreign => told("cli-out-foreign"),
        Refusal::Busy => told("cli-out-busy"),
        Refusal::Changed(source) => Message::new("cli-changed-meanwhile").with("path", source),
        Refusal::Ours(kept) => told("cli-out-ours").with("kept", kept),
        Refusal::Mounted(folder) => told("cli-out-mounted").with("folder", folder.display().to_string()),
        Refusal::Unknown(paths) => {
            let shown = paths.iter().take(UNKNOWN_SHOWN).map(String::as_str);
            told("cli-out-unknown").with("count", paths.len()).with("paths", Arg::list(shown))
        }
        Refusal::Failed(error) => told("cli-cannot-write").with("detail", why(&error)),
    })
}

/// How many files of others in the output folder are named.
const UNKNOWN_SHOWN: usize = 10;

/// How many warnings are printed beside other work, a line each.
const WARNINGS_SHOWN: usize = 50;

/// Prints what is worth showing beside other work: in full what stops it, warnings that nobody has acknowledged in a line.
fn print_serious(
    to: &mut (impl Write + IsTerminal),
    session: &Session,
    site: &Site,
    findings: &[Arc<Held>],
) -> io::Result<()> {
    print_of(to, session, site, findings, |_| true)
}

/// As [`print_serious`], but of the warnings only those that are `wanted`.
fn print_of(
    to: &mut (impl Write + IsTerminal),
    session: &Session,
    site: &Site,
    findings: &[Arc<Held>],
    wanted: impl Fn(&&Arc<Held>) -> bool,
) -> io::Result<()> {
    let is_warning =
        |finding: &&Arc<Held>| finding.severity == Severity::Warning && !finding.is_explained && wanted(finding);
    let warnings: Vec<&Arc<Held>> = findings.iter().filter(is_warning).collect();
    for warning in warnings.iter().take(WARNINGS_SHOWN) {
        write!(to, "{}", human::line(&site.sources, session.lang, &warning.finding()))?;
    }
    if let Some(more) = warnings.len().checked_sub(WARNINGS_SHOWN).filter(|more| *more > 0) {
        writeln!(to, "{}", session.lang.say(&Message::new("cli-more-warnings").with("n", more)))?;
    }
    if !warnings.is_empty() {
        writeln!(to, "{}\n", session.lang.word("cli-see-check"))?;
    }
    print_findings(to, session, site, (findings, site.content.projects.len()), |finding| finding.stops())
}

/// Prints those findings of so many projects for a person that are `wanted`, then how many of each kind there are.
fn print_findings(
    to: &mut (impl Write + IsTerminal),
    session: &Session,
    site: &Site,
    (findings, projects): (&[Arc<Held>], usize),
    wanted: impl Fn(&Held) -> bool,
) -> io::Result<()> {
    let colour = to.is_terminal() && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    for finding in findings.iter().filter(|finding| wanted(finding)) {
        write!(to, "{}", human::finding(&site.sources, session.lang, &finding.finding(), colour))?;
    }
    let counts = diag::count(findings);
    writeln!(to, "{}", human::summary(session.lang, projects, counts))
}
