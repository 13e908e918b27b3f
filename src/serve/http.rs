//! HTTP on this machine: connections, their limits and their ends. What is answered comes from `answer`.
//!
//! The only part that is asynchronous: a thousand open pages wait without a thousand threads. Pages are rendered on a few
//! threads of their own.

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use http_body_util::channel::{Channel, Sender};
use http_body_util::combinators::BoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio::runtime::Builder;
use tokio::sync::{Semaphore, watch};
use tokio::time::{sleep, timeout};

use super::answer::{self, Answer, Body};
use super::{News, Preview, page};

/// Answers browsers for as long as the program runs.
///
/// # Errors
/// When the system gives no threads, or the socket cannot be listened on.
pub(super) fn serve(listener: TcpListener, preview: &Arc<Preview>) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let renderers = std::thread::available_parallelism().map_or(2, usize::from) * 2;
    let runtime = Builder::new_multi_thread().enable_all().max_blocking_threads(renderers).build()?;
    runtime.block_on(accept(listener, preview))
}

async fn accept(listener: TcpListener, preview: &Arc<Preview>) -> io::Result<()> {
    lengthen_queue(&listener);
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let most = most_connections();
    let (places, connections) = (Arc::new(Semaphore::new(most)), Arc::new(Connections::default()));
    loop {
        // A place first: a connection that is not taken yet waits in the system's queue.
        let place = loop {
            match Arc::clone(&places).try_acquire_owned() {
                Ok(place) => break place,
                Err(_) => connections.end_oldest(),
            }
            sleep(Duration::from_millis(2)).await;
        };
        let Ok((stream, _)) = listener.accept().await else {
            // Out of descriptors, or a connection that was over before it was taken.
            sleep(Duration::from_millis(20)).await;
            continue;
        };
        let (preview, connections) = (Arc::clone(preview), Arc::clone(&connections));
        tokio::spawn(async move {
            let (number, connection) = connections.add();
            converse(stream, &preview, &connection).await;
            connections.lock().remove(&number);
            drop(place);
        });
    }
}

/// Lets so many connections wait to be taken. Of more, browsers try again, a second later and ever more slowly.
#[cfg(unix)]
fn lengthen_queue(listener: &TcpListener) {
    // What the system does not allow stays as it is.
    let _ = rustix::net::listen(listener, 4096);
}

#[cfg(not(unix))]
fn lengthen_queue(_: &TcpListener) {}

/// As many connections as there are descriptors for, up to a limit. Others wait.
fn most_connections() -> usize {
    descriptors().saturating_sub(OTHER_DESCRIPTORS).clamp(16, MOST_CONNECTIONS)
}

const MOST_CONNECTIONS: usize = 4096;
/// For content, themes, attachments and the watch.
const OTHER_DESCRIPTORS: usize = 128;

/// How many descriptors the program may have: all that the system lets it ask for.
#[cfg(unix)]
fn descriptors() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, maximum: limit.maximum };
    let current = if setrlimit(Resource::Nofile, raised).is_ok() { limit.maximum } else { limit.current };
    current.map_or(MOST_CONNECTIONS, |current| usize::try_from(current).unwrap_or(MOST_CONNECTIONS))
}

#[cfg(not(unix))]
fn descriptors() -> usize {
    MOST_CONNECTIONS
}

/// The open connections, by number.
#[derive(Default)]
struct Connections {
    open: Mutex<HashMap<u64, Arc<Connection>>>,
    taken: AtomicU64,
}

/// A connection of a browser.
struct Connection {
    /// Turns true when it is to end.
    is_over: watch::Sender<bool>,
}

impl Connections {
    fn add(&self) -> (u64, Arc<Connection>) {
        let number = self.taken.fetch_add(1, Ordering::Relaxed);
        let connection = Arc::new(Connection { is_over: watch::Sender::new(false) });
        self.lock().insert(number, Arc::clone(&connection));
        (number, connection)
    }

    /// Ends the connection that has been open for longest, once what it was asked is answered. A browser opens another
    /// when it needs one.
    fn end_oldest(&self) {
        let mut open = self.lock();
        let Some(oldest) = open.keys().min().copied() else { return };
        if let Some(connection) = open.remove(&oldest) {
            connection.is_over.send_replace(true);
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<u64, Arc<Connection>>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Answers what is asked over one connection until either side ends it. A browser that has left is no error.
async fn converse(stream: TcpStream, preview: &Arc<Preview>, connection: &Connection) {
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| respond(Arc::clone(preview), request, connection.is_over.subscribe()));
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(PATIENCE).max_buf_size(LONGEST_HEAD).title_case_headers(true);
    let served = http.serve_connection(TokioIo::new(stream), service);
    tokio::pin!(served);
    let mut is_over = connection.is_over.subscribe();
    tokio::select! {
        _ = served.as_mut() => return,
        _ = is_over.wait_for(|is_over| *is_over) => served.as_mut().graceful_shutdown(),
    }
    let _ = timeout(PATIENCE, served).await;
}

/// How long a browser may take to say what it wants, and to read the answer when its connection is to end.
const PATIENCE: Duration = Duration::from_secs(30);
/// Of a request, in bytes.
const LONGEST_HEAD: usize = 16 * 1024;
/// How often a browser that listens for changes is written to, so that one that has left is noticed.
const HEARTBEAT: Duration = Duration::from_secs(5);

type Sent = BoxBody<Bytes, io::Error>;

async fn respond(
    preview: Arc<Preview>,
    request: Request<Incoming>,
    is_over: watch::Receiver<bool>,
) -> Result<Response<Sent>, Infallible> {
    let is_head = request.method() == Method::HEAD;
    let asked = Arc::clone(&preview);
    let answered = tokio::task::spawn_blocking(move || answer::answer(&asked, &request)).await;
    Ok(match answered {
        Ok(Answer::Response(answer)) => response(answer, is_head),
        Ok(Answer::Events(since)) => {
            let (sender, body) = Channel::new(1);
            tokio::spawn(tell_changes(preview, since, sender, is_over));
            with_head(StatusCode::OK, "text/event-stream", body.boxed())
        }
        // A page that could not be made must not end the preview.
        Err(_) => with_head(StatusCode::INTERNAL_SERVER_ERROR, answer::TEXT, empty()),
    })
}

fn response(answer: answer::Response, is_head: bool) -> Response<Sent> {
    let (length, body) = match answer.body {
        Body::Bytes(bytes) => (bytes.len() as u64, if is_head { empty() } else { whole(bytes) }),
        Body::File(_, length) if is_head => (length, empty()),
        Body::File(file, length) => {
            let (sender, body) = Channel::new(1);
            tokio::spawn(send_file(tokio::fs::File::from_std(file), length, sender));
            (length, body.boxed())
        }
    };
    let mut response = with_head(answer.status, answer.kind, body);
    response.headers_mut().insert(header::CONTENT_LENGTH, length.into());
    if answer.is_saved {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    }
    if let Some(location) = answer.location.and_then(|location| HeaderValue::try_from(location).ok()) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

fn with_head(status: StatusCode, kind: &'static str, body: Sent) -> Response<Sent> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, answer::POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    response.headers_mut().extend(headers.map(|(name, value)| (name, HeaderValue::from_static(value))));
    response
}

fn whole(bytes: Vec<u8>) -> Sent {
    Full::new(Bytes::from(bytes)).map_err(|never| match never {}).boxed()
}

fn empty() -> Sent {
    whole(Vec::new())
}

/// Sends a file; not more than was announced, should it grow meanwhile. One that shrank ends the connection.
async fn send_file(file: tokio::fs::File, length: u64, mut sender: Sender<Bytes, io::Error>) {
    let mut file = file.take(length);
    let mut sent = 0;
    loop {
        let mut piece = Vec::with_capacity(64 * 1024);
        match file.read_buf(&mut piece).await {
            Ok(0) if sent == length => return,
            Ok(0) => return sender.abort(io::ErrorKind::UnexpectedEof.into()),
            Ok(count) => sent += count as u64,
            Err(error) => return sender.abort(error),
        }
        if sender.send_data(piece.into()).await.is_err() {
            return;
        }
    }
}

/// Tells a browser what changes, until it leaves or its connection is to end.
async fn tell_changes(
    preview: Arc<Preview>,
    since: Option<u64>,
    mut sender: Sender<Bytes, io::Error>,
    mut is_over: watch::Receiver<bool>,
) {
    let mut news = preview.news.subscribe();
    let mut latest = *news.borrow_and_update();
    // The version of the page, but for its styles.
    let shows = since.unwrap_or(latest.version);
    // A browser that shows this version has missed nothing but what is wrong now.
    let is_told = shows == latest.version && preview.shown().trouble.is_empty();
    let mut told = News { version: if is_told { latest.version } else { u64::MAX }, is_blind: false };
    loop {
        let mut events = String::new();
        if latest.version != told.version {
            events += &changed(&preview, shows);
        }
        if latest.is_blind != told.is_blind {
            let message = if latest.is_blind { preview.lang.word("serve-blind") } else { String::new() };
            events += &format!("event: watch\ndata: {message}\n\n");
        }
        if events.is_empty() {
            events += ":\n\n";
        }
        if sender.send_data(events.into()).await.is_err() {
            return;
        }
        told = latest;
        tokio::select! {
            _ = news.changed() => {}
            () = sleep(HEARTBEAT) => {}
            _ = is_over.wait_for(|is_over| *is_over) => return,
        }
        latest = *news.borrow_and_update();
    }
}

/// The event that there is another version than a page shows, in other styles or as a whole, or that something is wrong.
fn changed(preview: &Preview, shows: u64) -> String {
    let shown = preview.shown();
    let id = shown.version;
    let name = if shows >= shown.styled_since { "styled" } else { "changed" };
    match shown.trouble.is_empty() {
        true => format!("event: {name}\nid: {id}\ndata: {id}\n\n"),
        false => format!("event: findings\nid: {id}\ndata: {}\n\n", page::overlay(preview.lang, &shown.trouble)),
    }
}
