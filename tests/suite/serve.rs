//! The preview as a browser meets it: pages, what happens when files change, and what is refused.

#[cfg(target_os = "linux")]
mod load;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::serve;
use gongshi::source::{Source, Sources};
use hyper::Request;

use crate::common::Site;
use snapbox::cmd::cargo_bin;

/// A running preview, ended with the test.
struct Preview {
    child: Child,
    port: u16,
    printed: Receiver<String>,
    /// What it printed up to its address.
    greeting: String,
}

impl Preview {
    fn of(site: &Site) -> Preview {
        Preview::on(site, 0)
    }

    fn on(site: &Site, port: u16) -> Preview {
        Preview::started(Command::new(cargo_bin!("gongshi")), site, port)
    }

    /// A preview that a command starts, which hands its arguments to the program.
    fn started(mut command: Command, site: &Site, port: u16) -> Preview {
        let mut child = command
            .args(["serve", "--lang", "en", "--port", &port.to_string()])
            .current_dir(site.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let printed = lines_of(child.stdout.take().unwrap());
        let greeting = until(&printed, "preview: http://127.0.0.1:");
        let (_, port) = greeting.rsplit_once("http://127.0.0.1:").unwrap();
        let port = port.split('/').next().unwrap().parse().unwrap();
        Preview { child, port, printed, greeting }
    }

    /// What it prints up to a line that begins so.
    fn until(&self, beginning: &str) -> String {
        until(&self.printed, beginning)
    }

    /// Sends a request head, which may be any; gives the whole answer.
    fn send(&self, head: &str) -> String {
        let mut answer = Vec::new();
        self.open(head).read_to_end(&mut answer).unwrap();
        String::from_utf8(answer).unwrap()
    }

    fn get(&self, path: &str) -> String {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    fn open(&self, head: &str) -> TcpStream {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        stream
    }

    /// Listens for events as a page of this version does.
    fn events(&self, page: &str) -> Events {
        let version = page.split("data-version=\"").nth(1).unwrap().split('"').next().unwrap();
        let head = format!("GET /__gongshi/events?since={version} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let mut lines = BufReader::new(self.open(&head));
        let mut line = String::new();
        while line != "\r\n" {
            line.clear();
            assert_ne!(lines.read_line(&mut line).unwrap(), 0);
        }
        Events(lines)
    }
}

/// The lines that a program prints, as it prints them.
fn lines_of(printed: ChildStdout) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || BufReader::new(printed).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    lines
}

/// What is printed up to a line that begins so. A line that never comes is told of, not waited for without end.
fn until(lines: &Receiver<String>, beginning: &str) -> String {
    let mut printed = String::new();
    loop {
        let line = lines.recv_timeout(PATIENCE);
        let line = line.unwrap_or_else(|error| panic!("no line begins with {beginning:?} ({error}):\n{printed}"));
        printed += &format!("{line}\n");
        if line.starts_with(beginning) {
            return printed;
        }
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct Events(BufReader<TcpStream>);

impl Events {
    /// Name and data of the next event.
    fn next(&mut self) -> (String, String) {
        let (mut name, mut data) = (String::new(), String::new());
        loop {
            let mut line = String::new();
            assert_ne!(self.0.read_line(&mut line).unwrap(), 0, "the stream ended");
            match line.trim_end().split_once(": ") {
                Some(("event", text)) => name = text.to_owned(),
                Some(("data", text)) => data = text.to_owned(),
                // That a folder could not be watched for a moment comes when it comes.
                None if line == "\n" && name == "watch" => (name, data) = (String::new(), String::new()),
                None if line == "\n" && !name.is_empty() => return (name, data),
                _ => {}
            }
        }
    }
}

const PATIENCE: Duration = Duration::from_secs(60);
const SETTINGS: &str = "content/site.toml";

fn body(answer: &str) -> &str {
    answer.split_once("\r\n\r\n").unwrap().1
}

#[test]
fn pages_come_with_their_type_the_policy_and_the_live_script() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 200 OK\r\n"), "{page}");
    assert!(page.contains("\r\nContent-Type: text/html; charset=utf-8\r\n"));
    assert!(page.contains(
        "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; \
         img-src 'self' data:; connect-src 'self'\r\n"
    ));
    assert!(page.contains("示例县绩效评价结果"));
    assert!(page.contains("<script defer src=\"/__gongshi/live.js\" data-version="));
    assert!(preview.get("/__gongshi/live.js").contains("\r\nContent-Type: text/javascript; charset=utf-8\r\n"));
    assert!(preview.get("/__gongshi/live.css").contains("\r\nContent-Type: text/css; charset=utf-8\r\n"));
    assert!(preview.get("/index.html?x=1").starts_with("HTTP/1.1 200"));
    assert!(!site.at("public").exists());
}

#[test]
fn attachments_come_from_disk_and_nothing_else_does() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let attachment = preview.get("/projects/2023/hotline/files/scan.txt");
    assert!(attachment.starts_with("HTTP/1.1 200 OK\r\n"), "{attachment}");
    assert_eq!(body(&attachment), "附件\n");
    assert!(attachment.contains("\r\nContent-Disposition: attachment\r\n"), "{attachment}");
    assert!(attachment.contains("\r\nContent-Type: text/plain\r\n"), "{attachment}");
    assert!(preview.get("/nowhere/").starts_with("HTTP/1.1 404 Not Found\r\n"));
    for outside in [
        "/../content/site.toml",
        "/projects/2023/hotline/files/../../../../site.toml",
        "/projects/2023/hotline/files/%2e%2e/project.toml",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/content/site.toml",
        "/projects/2023/hotline/project.toml",
    ] {
        let answer = preview.get(outside);
        assert!(answer.starts_with("HTTP/1.1 40"), "{outside}: {answer}");
        assert!(!answer.contains("title ="), "{outside}: {answer}");
    }
}

#[test]
fn attachments_are_found_under_the_addresses_that_pages_give_them() {
    let site = Site::new("clean");
    let folder = "content/projects/2023/hotline";
    let project = site.read(&format!("{folder}/project.toml"));
    site.write(&format!("{folder}/project.toml"), &project.replace("files/scan.txt", "files/附件 #1 100%.txt"));
    site.write(&format!("{folder}/files/附件 #1 100%.txt"), "附件\n");
    let preview = Preview::of(&site);
    let page = preview.get("/projects/2023/hotline/");
    let address = page.split("href=\"").find_map(|rest| rest.split('"').next().filter(|href| href.contains("files/")));
    let address = address.unwrap().rsplit_once("files/").unwrap().1;
    assert_eq!(address, "%E9%99%84%E4%BB%B6%20%231%20100%25.txt");
    assert_eq!(body(&preview.get(&format!("/projects/2023/hotline/files/{address}"))), "附件\n");
    // What nothing names is not there.
    assert!(preview.get("/projects/2023/hotline/files/scan.txt").starts_with("HTTP/1.1 404"));
}

#[test]
fn a_head_request_gets_the_head_alone() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let answer = preview.send("HEAD / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains("\r\nContent-Length: "), "{answer}");
    assert_eq!(body(&answer), "");
}

#[test]
fn foreign_hosts_and_writing_are_refused() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    for host in ["Host: example.org", "Host: 127.0.0.1.example.org", "X: y"] {
        for path in ["/", "/__gongshi/events"] {
            let answer = preview.send(&format!("GET {path} HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n"));
            assert!(answer.starts_with("HTTP/1.1 403 Forbidden\r\n"), "{answer}");
            assert!(!answer.contains("示例县"));
        }
    }
    let answer = preview.send("DELETE / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 405 Method Not Allowed\r\n"), "{answer}");
}

#[test]
fn a_change_reaches_open_pages() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let page = preview.get("/");
    let mut events = preview.events(&page);
    site.write(SETTINGS, "title = \"改过的标题\"\n");
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/").contains("改过的标题"));
    // A page that was opened before the change and asks only now.
    assert_eq!(preview.events(&page).next().0, "changed");
}

#[test]
fn a_mistake_is_shown_over_the_last_good_site() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let mut events = preview.events(&preview.get("/"));
    let good = site.read(SETTINGS);
    site.write(SETTINGS, "titel = \"改过的标题\"\n");
    let (name, data) = events.next();
    assert_eq!(name, "findings");
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let findings = data["findings"].as_array().unwrap();
    assert_eq!((&findings[0]["rule"], &findings[0]["place"]), (&"missing-key".into(), &"content/site.toml:1:1".into()));
    let page = preview.get("/");
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("示例县绩效评价结果"), "{page}");
    assert_eq!(preview.events(&page).next().0, "findings", "a page opened meanwhile is told too");
    site.write(SETTINGS, &good.replace("示例县", "示例市"));
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/").contains("示例市"));
}

#[test]
fn without_a_good_site_the_page_lists_what_is_wrong() {
    let site = Site::new("problems");
    let preview = Preview::of(&site);
    let page = preview.get("/projects/");
    assert!(page.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{page}");
    assert!(page.contains("<strong>unknown-key</strong> <code>content/projects/2023/hotline/project.toml:4:1</code>"));
    assert!(preview.greeting.contains("error[unknown-key]"), "{}", preview.greeting);
    let mut events = preview.events(&page);
    assert_eq!(events.next().0, "findings");
    let clean = Site::new("clean");
    let project = "content/projects/2023/hotline/project.toml";
    site.write(project, &clean.read(project));
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
}

/// A score table whose sum is another than is printed: nothing that reading finds.
fn with_a_wrong_sum(project: &str) -> String {
    project.replace("weight = 60, score = 54", "weight = 60, score = 50")
}

const PROJECT: &str = "content/projects/2023/hotline/project.toml";
const REPORT: &str = "content/projects/2023/hotline/report.md";

#[test]
fn what_checks_find_wrong_at_the_start_takes_the_site_back_and_a_correction_shows_it() {
    let site = Site::new("clean");
    let right = site.read(PROJECT);
    site.write(PROJECT, &with_a_wrong_sum(&right));
    let preview = Preview::of(&site);
    preview.until("there are errors; the preview still shows the last good content");
    let page = preview.get("/projects/");
    assert!(page.starts_with("HTTP/1.1 503 Service Unavailable\r\n"), "{page}");
    let mut events = preview.events(&page);
    assert_eq!(events.next().0, "findings");
    site.write(PROJECT, &right);
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
}

#[test]
fn what_checks_find_wrong_of_a_change_is_known_before_it_is_shown() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    preview.until("1 project checked");
    let mut events = preview.events(&preview.get("/projects/2023/hotline/"));
    let right = site.read(PROJECT);
    site.write(PROJECT, &with_a_wrong_sum(&right).replace("便民热线", "改过的"));
    assert_eq!(events.next().0, "findings");
    assert!(preview.get("/projects/2023/hotline/").contains("便民热线"));
    site.write(PROJECT, &right.replace("便民热线", "改对的"));
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/projects/2023/hotline/").contains("改对的"));
}

#[test]
fn the_terminal_is_told_when_pages_can_be_opened_what_changed_and_what_checks_found() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    assert!(preview.greeting.contains("still to be checked: 1 of 1 projects\n"), "{}", preview.greeting);
    preview.until("1 project checked: 0 errors");
    let right = site.read(PROJECT);
    site.write(PROJECT, &right.replace("便民热线", "改过的"));
    let told = preview.until("1 project checked: 0 errors");
    assert!(told.starts_with("updated (") && told.contains(&format!("s): {PROJECT}\n")), "{told}");
    assert!(!told.contains("still to be checked"), "a change is checked before it is shown: {told}");
    site.write(PROJECT, &with_a_wrong_sum(&right));
    let told = preview.until("there are errors");
    assert!(told.contains(&format!("--> {PROJECT}:")), "{told}");
    assert!(told.contains("1 project checked: "), "{told}");
}

#[test]
fn folders_that_come_and_go_are_noticed() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let mut events = preview.events(&preview.get("/"));
    site.write("themes/own/theme.toml", "");
    assert_eq!(events.next().0, "changed");
    site.write("content/projects/2024/deep/project.toml", "title = \"新\"\nyear = 2024\nagency = \"demo-center\"\n");
    assert_eq!(events.next().0, "changed");
    fs::rename(site.at("content"), site.at("away")).unwrap();
    assert_eq!(events.next().0, "findings");
    fs::rename(site.at("away"), site.at("content")).unwrap();
    assert_eq!(events.next().0, "changed");
    site.write(SETTINGS, "title = \"又改\"\n");
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/").contains("又改"));
}

#[cfg(unix)]
#[test]
fn what_is_read_through_links_is_watched_too() {
    let site = Site::new("clean");
    site.write("sites/a/content/site.toml", "title = \"甲站\"\n");
    fs::create_dir_all(site.at("sites/a/content/projects/2023")).unwrap();
    for shared in ["agencies.toml", "rubrics", "projects/2023/hotline"] {
        std::os::unix::fs::symlink(site.at("content").join(shared), site.at("sites/a/content").join(shared)).unwrap();
    }
    let mut command = Command::new(cargo_bin!("gongshi"));
    command.args(["--root", "sites/a"]);
    let preview = Preview::started(command, &site, 0);
    let mut events = preview.events(&preview.get("/"));
    let project = "content/projects/2023/hotline/project.toml";
    site.write(project, &site.read(project).replace("便民热线工作经费", "改过的项目"));
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/projects/2023/hotline/").contains("改过的项目"));
    let agencies = site.read("content/agencies.toml");
    // As editors save: another file in the place of the old one.
    site.write("content/new", &agencies.replace("示例县政务服务中心", "改过的中心"));
    fs::rename(site.at("content/new"), site.at("content/agencies.toml")).unwrap();
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/projects/2023/hotline/").contains("改过的中心"));
    fs::remove_file(site.at("content/agencies.toml")).unwrap();
    assert_eq!(events.next().0, "findings");
    site.write("content/agencies.toml", &agencies);
    assert_eq!(events.next().0, "changed");
}

#[cfg(unix)]
#[test]
fn a_link_between_two_links_is_watched_too() {
    use std::os::unix::fs::symlink;
    let site = Site::new("clean");
    site.write("themes/shared/old.md", "# 旧页\n");
    site.write("themes/shared/new.md", "# 新页\n");
    fs::create_dir_all(site.at("content/pages")).unwrap();
    fs::create_dir_all(site.at("elsewhere")).unwrap();
    symlink(site.at("themes/shared/old.md"), site.at("elsewhere/between.md")).unwrap();
    symlink(site.at("elsewhere/between.md"), site.at("content/pages/about.md")).unwrap();
    let preview = Preview::of(&site);
    let page = preview.get("/pages/about/");
    assert!(page.contains("旧页"));
    let mut events = preview.events(&page);
    symlink(site.at("themes/shared/new.md"), site.at("elsewhere/next.md")).unwrap();
    fs::rename(site.at("elsewhere/next.md"), site.at("elsewhere/between.md")).unwrap();
    assert_eq!(events.next().0, "changed");
    assert!(preview.get("/pages/about/").contains("新页"));
}

#[test]
fn many_open_pages_do_not_keep_others_waiting() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    let page = preview.get("/");
    let mut open: Vec<Events> = (0..30).map(|_| preview.events(&page)).collect();
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
    site.write(SETTINGS, "title = \"改过的标题\"\n");
    for events in &mut open {
        assert_eq!(events.next().0, "changed");
    }
}

#[test]
fn a_busy_port_gives_the_next_free_one_and_says_so() {
    let site = Site::new("clean");
    let taken = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port();
    let preview = Preview::on(&site, port);
    assert!(preview.port > port, "{}", preview.greeting);
    assert!(preview.greeting.contains(&format!("port {port} is taken")), "{}", preview.greeting);
    assert!(preview.get("/").starts_with("HTTP/1.1 200"));
}

#[test]
fn the_address_is_told_again_behind_what_the_first_checks_found() {
    let site = Site::new("clean");
    site.write(REPORT, &format!("{}\n支出待补充万元。\n", site.read(REPORT)));
    let preview = Preview::of(&site);
    let told = preview.until("preview: ");
    let address = format!("preview: http://127.0.0.1:{}/ ", preview.port);
    let found = told.find("warning[placeholder]").unwrap();
    assert!(found < told.find("1 project checked: 0 errors, 1 warning").unwrap(), "{told}");
    assert!(told.lines().next_back().unwrap().starts_with(&address), "{told}");
    site.write(SETTINGS, &site.read(SETTINGS).replace("示例县", "改名县"));
    let told = preview.until("1 project checked: 0 errors, 1 warning");
    assert!(!told.contains("preview: "), "a change moves nothing out of sight: {told}");
}

#[test]
fn the_address_is_told_once_where_nothing_is_found_and_not_of_what_is_not_shown() {
    let site = Site::new("clean");
    let right = site.read(PROJECT);
    let preview = Preview::of(&site);
    preview.until("1 project checked: 0 errors");
    site.write(PROJECT, &with_a_wrong_sum(&right));
    let told = preview.until("there are errors");
    assert!(!told.contains("preview: "), "{told}");
}

#[test]
fn the_terminal_is_told_what_is_wrong() {
    let site = Site::new("clean");
    let preview = Preview::of(&site);
    site.write(SETTINGS, "titel = 1\n");
    preview.until("there are errors; the preview still shows the last good content");
}

/// The status and the text of what a preview of a site answers, told without a socket.
fn answered(site: &Arc<gongshi::site::Site>, path: &str) -> (u16, String) {
    let request = Request::get(path).header("host", "localhost").body(()).unwrap();
    let response = serve::answer(site, Lang::En, &request).expect("an answer");
    (response.status().as_u16(), String::from_utf8(response.into_body()).unwrap())
}

#[test]
fn a_page_of_very_many_projects_says_how_many_are_still_to_be_checked() {
    let agencies = "[[agencies]]\nid = \"a\"\nname = \"甲局\"\n\n[[agencies]]\nid = \"b\"\nname = \"乙局\"\n";
    let project = |number: usize| {
        let agency = if number == 0 { "b" } else { "a" };
        let text = format!("title = \"项目{number}\"\nyear = 2023\nagency = \"{agency}\"\nrubric = \"r\"\n");
        Source { path: format!("content/projects/2023/p{number}/project.toml"), text }
    };
    let file = |path: &str, text: &str| Source { path: path.to_owned(), text: text.to_owned() };
    let shared = [file("content/site.toml", "title = \"公示\"\n"), file("content/agencies.toml", agencies)];
    let sources = Sources::new(shared.into_iter().chain((0..1002).map(project)));
    let (site, _) = pipeline::plan_again(sources, Vec::new(), None);
    let site = Arc::new(site);
    assert_eq!(site.content.projects.len(), 1002);
    for path in ["/", "/projects/", "/quality/", "/quality/page-2/", "/agencies/a/", "/years/2023/", "/rules/"] {
        let (status, text) = answered(&site, path);
        let left = if path == "/agencies/a/" { "1001" } else { "1002" };
        assert_eq!(status, 503, "{path}");
        assert!(text.contains(&format!("Checking, {left} projects to go")), "{path}: {text}");
        assert!(text.contains("<meta http-equiv=\"refresh\" content=\"1\">"), "{path}");
        assert_eq!(text.matches("<li><a href=\"/projects/2023/p").count(), 20, "{path}");
    }
    for path in ["/projects/2023/p5/", "/agencies/b/", "/search/", "/404.html"] {
        assert_eq!(answered(&site, path).0, 200, "{path}");
    }
    assert!((1..=1000).contains(&site.unchecked()));
    assert_eq!(answered(&site, "/").0, 200);
    assert_eq!(site.unchecked(), 0);
}
