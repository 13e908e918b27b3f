//! The preview: the site of the files as they are now, rendered when asked for, reloaded when they change.
//! Writes nothing to disk and prints nothing; what there is to say goes to the caller.
//!
//! The thread of [`run`] answers browsers; another one goes round: arm the watch, look, show, wait.

mod answer;
mod http;
mod page;
mod watch;

use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use tokio::sync::watch::Sender;

use crate::diag::Finding;
use crate::lang::Lang;
use crate::load::{self, LoadError};
use crate::pipeline;
use crate::site::Site;

/// What the person at the terminal is told.
pub enum Event<'a> {
    /// The preview can be opened.
    Listening {
        /// Where.
        address: SocketAddr,
        /// The port that was asked for, when it was taken.
        busy: Option<u16>,
    },
    /// The files were read. `shown` says whether this site is the one shown, or the last good one is.
    Read {
        /// The site of the files.
        site: &'a Site,
        /// Whether it is shown.
        shown: bool,
    },
    /// The files could not be read.
    Unreadable(&'a LoadError),
    /// Changes can no longer be watched for; the preview stays as it is.
    Blind(&'a io::Error),
}

/// Shows the site of `root` on a free port from `port` on, for as long as the program runs.
///
/// # Errors
/// When there is no free port, or the files cannot be watched.
pub fn run(root: &Path, port: u16, lang: Lang, tell: impl Fn(Event<'_>) + Send + 'static) -> io::Result<()> {
    let listener = listen(port)?;
    let address = listener.local_addr()?;
    // Not from 0, so that pages which an earlier preview left open are seen to be old.
    let shown = Shown { version: u64::from(std::process::id()) << 16, ..Shown::default() };
    let versions = Sender::new(shown.version);
    let preview = Arc::new(Preview { root: root.to_owned(), lang, shown: Mutex::new(shown), versions });
    let watch = watch::arm(root)?;
    let mut latest = look(&preview, None, &tell);
    tell(Event::Listening { address, busy: (port != 0 && address.port() != port).then_some(port) });
    let watched = Arc::clone(&preview);
    thread::spawn(move || {
        watch.wait();
        loop {
            // Armed before looking, so that no change falls between.
            match watch::arm(&watched.root) {
                Err(error) => return tell(Event::Blind(&error)),
                Ok(watch) => {
                    latest = look(&watched, latest.take(), &tell);
                    watch.wait();
                }
            }
        }
    });
    http::serve(listener, &preview)
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
    lang: Lang,
    shown: Mutex<Shown>,
    /// Tells which version is shown.
    versions: Sender<u64>,
}

/// What browsers see now.
#[derive(Clone, Default)]
struct Shown {
    /// Counts up with every change.
    version: u64,
    /// The last good site.
    site: Option<Arc<Site>>,
    /// What is wrong with the files as they are now.
    trouble: Vec<page::Trouble>,
}

impl Preview {
    fn shown(&self) -> Shown {
        self.lock().clone()
    }

    fn show(&self, site: Option<Arc<Site>>, trouble: Vec<page::Trouble>) {
        let mut shown = self.lock();
        shown.version += 1;
        shown.site = site.or_else(|| shown.site.take());
        shown.trouble = trouble;
        self.versions.send_replace(shown.version);
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The files as they were last read: the site planned from them and what loading found.
type Latest = Option<(Arc<Site>, Vec<Finding>)>;

/// Reads the files; when they are not what they were, plans their site and shows it, or what is wrong with it.
fn look(preview: &Preview, latest: Latest, tell: &impl Fn(Event<'_>)) -> Latest {
    let (sources, found) = match load::load(&preview.root) {
        Ok(loaded) => loaded,
        Err(error) => {
            preview.show(None, vec![page::Trouble::unreadable(&error)]);
            tell(Event::Unreadable(&error));
            return None;
        }
    };
    if latest.as_ref().is_some_and(|(site, before)| site.sources == sources && *before == found) {
        return latest;
    }
    let mut site = pipeline::plan(sources, found.clone());
    // Wherever the site will stand, here it stands at the top of its host.
    site.content.settings.base_path = Some("/".to_owned());
    let site = Arc::new(site);
    let stopping = site.findings.iter().filter(|finding| finding.stops());
    let trouble: Vec<page::Trouble> =
        stopping.map(|finding| page::Trouble::finding(&site.sources, preview.lang, finding)).collect();
    let good = trouble.is_empty();
    preview.show(good.then(|| Arc::clone(&site)), trouble);
    tell(Event::Read { site: &site, shown: good });
    Some((site, found))
}
