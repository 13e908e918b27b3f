//! The preview: the site of the files as they are now, rendered when asked for, reloaded when they change.
//! Writes nothing to disk and prints nothing; what there is to say goes to the caller.
//!
//! The thread of [`run`] answers browsers; another one goes round: arm the watch where another is needed, or wait, look, show.

mod answer;
mod http;
mod page;
mod watch;

use std::collections::BTreeSet;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use hyper::header::LOCATION;
use hyper::{Request, Response};
use tokio::sync::watch::Sender;

use crate::lang::Lang;
use crate::load::{self, Layout, LoadError, Loaded};
use crate::model::project::Head;
use crate::model::project_of;
use crate::pipeline::{self, Worked};
use crate::site::Site;
use watch::Watch;

/// What the person at the terminal is told.
pub enum Event<'a> {
    /// The preview can be opened.
    Listening {
        /// Where.
        address: SocketAddr,
        /// The port that was asked for, when it was taken.
        busy: Option<u16>,
    },
    /// The files were read; where nothing is known that stops their site, it is shown.
    Read {
        /// The site of the files.
        site: &'a Site,
        /// What changed; nothing the first time.
        change: Option<Change<'a>>,
        /// How many projects are still to be checked.
        unchecked: usize,
    },
    /// All projects are checked.
    Checked {
        /// The site of the files.
        site: &'a Site,
        /// Whether it is the one shown, or the last good one is.
        shown: bool,
        /// What was not told of yet.
        of: &'a Untold,
    },
    /// The files could not be read.
    Unreadable(&'a LoadError),
    /// Changes cannot be watched for; until they can, the files are read again every second.
    Blind(&'a io::Error),
    /// Changes are watched for again.
    Watching,
}

/// Of which files it is still to be told what was found.
pub enum Untold {
    /// Of all.
    All,
    /// Of these that changed, by path.
    Changed(BTreeSet<String>),
}

impl Untold {
    /// And of these.
    fn and(self, paths: &[&str]) -> Untold {
        match self {
            Untold::All => Untold::All,
            Untold::Changed(mut changed) => {
                changed.extend(paths.iter().map(|path| (*path).to_owned()));
                Untold::Changed(changed)
            }
        }
    }
}

/// What is otherwise than when the files were read before.
pub struct Change<'a> {
    /// The files that changed, came or went.
    pub paths: Vec<&'a str>,
    /// From reading them to the site that is shown.
    pub took: Duration,
}

/// Shows the site of `root`, whose links may also lead to the folders `links`, on a free port from `port` on, for as long as
/// the program runs.
///
/// # Errors
/// When there is no free port, or the system gives no threads.
pub fn run(
    root: &Path,
    links: &[PathBuf],
    port: u16,
    lang: Lang,
    tell: impl Fn(Event<'_>) + Send + 'static,
) -> io::Result<()> {
    let listener = listen(port)?;
    let address = listener.local_addr()?;
    // Not from 0, so that pages which an earlier preview left open are seen to be old.
    let first = u64::from(std::process::id()) << 16;
    let shown = Shown { version: first, styled_since: first, ..Shown::default() };
    let news = Sender::new(News { version: shown.version, is_blind: false });
    let preview =
        Arc::new(Preview { root: root.to_owned(), links: links.to_owned(), lang, shown: Mutex::new(shown), news });
    let latest = look(&preview, Latest::default(), &tell);
    tell(Event::Listening { address, busy: (port != 0 && address.port() != port).then_some(port) });
    let watched = Arc::clone(&preview);
    thread::spawn(move || follow(&watched, watch::arm, latest, &tell));
    http::serve(listener, &preview)
}

/// Shows every change of the files, for ever. Where they cannot be watched it says so and reads them every second, until
/// they can: a folder may be without permission, or go away while it is looked at.
fn follow(
    preview: &Preview,
    mut arm: impl FnMut(&Path, &Layout) -> io::Result<Watch>,
    mut latest: Latest,
    tell: &impl Fn(Event<'_>),
) -> ! {
    let mut watch: Option<Watch> = None;
    loop {
        let layout = &latest.loaded.layout;
        match watch.as_ref().filter(|watch| watch.is_of(&preview.root, layout)) {
            Some(watch) if latest.is_whole => {
                check(preview, &mut latest, |_| !watch.hints.has_come(), tell);
                watch.wait();
            }
            // What makes it readable again need not happen where anything is watched.
            Some(_) => thread::sleep(UNWATCHED),
            // Armed before looking, so that no change falls between.
            None => match arm(&preview.root, layout) {
                Ok(armed) => {
                    watch = Some(armed);
                    if preview.set_blind(false) {
                        tell(Event::Watching);
                    }
                }
                Err(error) => {
                    watch = None;
                    if preview.set_blind(true) {
                        tell(Event::Blind(&error));
                    }
                    let again = Instant::now() + UNWATCHED;
                    check(preview, &mut latest, |_| Instant::now() < again, tell);
                    thread::sleep(again.saturating_duration_since(Instant::now()));
                }
            },
        }
        latest = look(preview, latest, tell);
    }
}

/// How long nothing is noticed of files that cannot be watched.
const UNWATCHED: Duration = Duration::from_secs(1);

/// What the preview of a site answers a request with, told without a socket: the status, where it leads, and the bytes.
/// `None` for the stream of changes and for attachments.
pub fn answer<T>(site: &Arc<Site>, lang: Lang, request: &Request<T>) -> Option<Response<Vec<u8>>> {
    let shown = Shown { site: Some(Arc::clone(site)), ..Shown::default() };
    let news = Sender::new(News { version: shown.version, is_blind: false });
    let preview = Preview { root: PathBuf::new(), links: Vec::new(), lang, shown: Mutex::new(shown), news };
    let answer::Answer::Response(answer) = answer::answer(&preview, request) else { return None };
    let answer::Body::Bytes(bytes) = answer.body else { return None };
    let mut response = Response::builder().status(answer.status);
    if let Some(location) = answer.location {
        response = response.header(LOCATION, location);
    }
    response.body(bytes).ok()
}

/// Listens on loopback, on `port` or the next free one; 0 takes any.
fn listen(port: u16) -> io::Result<TcpListener> {
    let mut candidates = (port..=u16::MAX).take(PORTS_TRIED);
    loop {
        let candidate = candidates.next().ok_or(io::ErrorKind::AddrInUse)?;
        match TcpListener::bind((Ipv4Addr::LOCALHOST, candidate)) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {}
            result => return result,
        }
    }
}

const PORTS_TRIED: usize = 100;

/// What the threads share.
struct Preview {
    root: PathBuf,
    links: Vec<PathBuf>,
    lang: Lang,
    shown: Mutex<Shown>,
    /// What open pages are told of at once.
    news: Sender<News>,
}

/// What changes about a preview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct News {
    /// The version shown.
    version: u64,
    /// Whether changes of files are noticed only by reading them every second.
    is_blind: bool,
}

/// What browsers see now.
#[derive(Clone, Default)]
struct Shown {
    /// Counts up with every change.
    version: u64,
    /// The first version that looks otherwise than this by styles alone.
    styled_since: u64,
    /// The last site that nothing stops by what is known of it.
    site: Option<Arc<Site>>,
    /// What is wrong with the files as they are now.
    trouble: Vec<page::Trouble>,
}

impl Preview {
    fn shown(&self) -> Shown {
        self.lock().clone()
    }

    /// Shows a site, and what is wrong, unless that is shown already. `is_restyled` says that only styles are others.
    fn show(&self, site: Option<Arc<Site>>, trouble: Vec<page::Trouble>, is_restyled: bool) {
        let mut shown = self.lock();
        if shown.site.as_ref().map(Arc::as_ptr) == site.as_ref().map(Arc::as_ptr) && shown.trouble == trouble {
            return;
        }
        shown.version += 1;
        if !is_restyled || !shown.trouble.is_empty() {
            shown.styled_since = shown.version;
        }
        shown.site = site;
        shown.trouble = trouble;
        self.news.send_modify(|news| news.version = shown.version);
    }

    /// Says whether changes are watched for; returns whether that is new.
    fn set_blind(&self, is_blind: bool) -> bool {
        self.news.send_if_modified(|news| std::mem::replace(&mut news.is_blind, is_blind) != is_blind)
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files as they were last read.
#[derive(Default)]
struct Latest {
    loaded: Loaded,
    /// Whether all could be read.
    is_whole: bool,
    /// The site planned from them, and what was worked out for it.
    planned: Option<(Arc<Site>, Worked)>,
    /// What is to be told once all its projects are checked.
    untold: Option<Untold>,
    /// The last site that was checked and that nothing stops.
    good: Option<Arc<Site>>,
}

/// Reads the files; when they are not what they were, plans their site and shows it, or what is wrong with it. What changed
/// itself is checked before; the rest is left to [`check`], so that nobody waits for it who does not ask for it.
fn look(preview: &Preview, latest: Latest, tell: &impl Fn(Event<'_>)) -> Latest {
    let start = Instant::now();
    let loaded = match load::load_again(&preview.root, &preview.links, &latest.loaded) {
        Ok(loaded) => loaded,
        Err(error) => {
            preview.show(preview.shown().site, vec![page::Trouble::unreadable(&error)], false);
            tell(Event::Unreadable(&error));
            return Latest { is_whole: false, ..latest };
        }
    };
    let is_same = loaded.sources == latest.loaded.sources && loaded.findings == latest.loaded.findings;
    if latest.is_whole && is_same {
        return Latest { loaded, ..latest };
    }
    let paths = loaded.sources.changed_since(&latest.loaded.sources);
    let is_style = |path: &&str| path.starts_with("themes/") && path.ends_with(".css");
    let is_there = |path: &&str| loaded.sources.find(path).is_some() && latest.loaded.sources.find(path).is_some();
    let is_restyled = !paths.is_empty() && paths.iter().all(|path| is_style(path) && is_there(path));
    let (before, worked) = latest.planned.unzip();
    let known = before.as_deref().zip(worked);
    let (mut site, worked) = pipeline::plan_again(loaded.sources.clone(), loaded.findings.clone(), known);
    // Wherever the site will stand, here it stands at the top of its host.
    site.content.settings.base_path = Some("/".to_owned());
    let site = Arc::new(site);
    let own: BTreeSet<&str> = paths.iter().filter_map(|path| project_of(path)).collect();
    // At the start all files came, and nobody waits for the checks of all.
    site.check(|project| before.is_some() && own.contains(project.id.as_str()));
    let trouble = trouble(preview, &site);
    let shown = if trouble.is_empty() { Some(Arc::clone(&site)) } else { preview.shown().site };
    preview.show(shown, trouble, is_restyled);
    let untold = match &before {
        None => Untold::All,
        Some(_) => latest.untold.unwrap_or(Untold::Changed(BTreeSet::new())).and(&paths),
    };
    let change = before.is_some().then(|| Change { paths, took: start.elapsed() });
    tell(Event::Read { site: &site, change, unchecked: site.unchecked() });
    let planned = Some((site, worked));
    let mut latest = Latest { loaded, is_whole: true, planned, untold: Some(untold), good: latest.good };
    // As long as there is nothing to show, nobody is kept waiting.
    let is_shown = preview.shown().site.is_some();
    check(preview, &mut latest, |_| !is_shown, tell);
    latest
}

/// Checks what is still to be checked, for as long as it is `wanted`; once nothing is, says what was found, and takes the site
/// back where something stops it.
fn check(preview: &Preview, latest: &mut Latest, wanted: impl Fn(&Head) -> bool + Sync, tell: &impl Fn(Event<'_>)) {
    let Some(((site, _), of)) = latest.planned.as_ref().zip(latest.untold.as_ref()) else { return };
    site.check(wanted);
    if site.unchecked() > 0 {
        return;
    }
    let trouble = trouble(preview, site);
    let is_good = trouble.is_empty();
    if is_good {
        latest.good = Some(Arc::clone(site));
    }
    let is_shown = |shown: &Arc<Site>| Arc::ptr_eq(shown, site);
    let shown =
        if preview.shown().site.as_ref().is_some_and(is_shown) { latest.good.clone() } else { preview.shown().site };
    preview.show(shown, trouble, false);
    tell(Event::Checked { site, shown: is_good, of });
    latest.untold = None;
}

/// What is known by now that stops a site.
fn trouble(preview: &Preview, site: &Site) -> Vec<page::Trouble> {
    let stopping = site.stopping().into_iter();
    stopping.map(|held| page::Trouble::finding(&site.sources, preview.lang, &held.finding())).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::fs;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn files_that_cannot_be_watched_for_a_while_are_read_meanwhile_and_watched_again() {
        let root = std::env::temp_dir().join(format!("gongshi-serve-{}", std::process::id()));
        fs::create_dir_all(root.join("content")).unwrap();
        let write = |title: &str| fs::write(root.join("content/site.toml"), format!("title = \"{title}\"\n")).unwrap();
        write("甲");
        let shown = Shown { version: 0, ..Shown::default() };
        let news = Sender::new(News { version: 0, is_blind: false });
        let (lang, shown) = (Lang::ZhCn, Mutex::new(shown));
        let preview = Arc::new(Preview { root: root.clone(), links: Vec::new(), lang, shown, news });
        let told = Arc::new(Mutex::new(Vec::new()));
        let tried = Arc::new(AtomicUsize::new(0));
        let (watched, listening, counted) = (Arc::clone(&preview), Arc::clone(&told), Arc::clone(&tried));
        thread::spawn(move || {
            let tell = |event: Event<'_>| match event {
                Event::Blind(_) => listening.lock().unwrap().push("blind"),
                Event::Watching => listening.lock().unwrap().push("watching"),
                _ => {}
            };
            let arm = |root: &Path, layout: &Layout| match counted.fetch_add(1, Ordering::Relaxed) {
                0..3 => Err(io::ErrorKind::PermissionDenied.into()),
                _ => watch::arm(root, layout),
            };
            follow(&watched, arm, Latest::default(), &tell)
        });
        let until = |what: &dyn Fn() -> bool| {
            let start = Instant::now();
            while !what() {
                assert!(start.elapsed() < Duration::from_secs(30));
                thread::sleep(Duration::from_millis(10));
            }
        };
        let title = || preview.shown().site.map(|site| site.content.settings.title.clone());
        until(&|| title().as_deref() == Some("甲"));
        assert!(preview.news.borrow().is_blind);
        write("乙");
        until(&|| title().as_deref() == Some("乙"));
        until(&|| !preview.news.borrow().is_blind);
        write("丙");
        until(&|| title().as_deref() == Some("丙"));
        assert_eq!(*told.lock().unwrap(), ["blind", "watching"]);
        fs::remove_dir_all(root).unwrap();
    }
}
