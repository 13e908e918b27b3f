//! The settings for web servers in `deploy/`: they send what the preview sends.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::common::Site;
use gongshi::media;
use snapbox::cmd::cargo_bin;

const PROGRAM: &str = "projects/2023/hotline/files/x.php";
const ATTACHMENT: &str = "projects/2023/hotline/files/scan.txt";

fn settings(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deploy").join(name)).unwrap()
}

/// What is said of an address that never has other bytes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// A server, ended with the test.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The headers by which an answer is held to what it is, in order; none when nobody answers.
fn headers(port: u16, path: &str) -> Vec<(String, String)> {
    let of_interest = ["content-security-policy", "x-content-type-options", "content-disposition"];
    let mut headers = all_headers(port, path);
    headers.retain(|(name, _)| of_interest.contains(&name.as_str()));
    headers.sort();
    headers
}

fn all_headers(port: u16, path: &str) -> Vec<(String, String)> {
    let Ok(mut stream) = TcpStream::connect(("127.0.0.1", port)) else { return Vec::new() };
    let request = format!("HEAD /{path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut head = String::new();
    stream.read_to_string(&mut head).unwrap();
    let headers = head.lines().filter_map(|line| line.split_once(": "));
    headers.map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned())).collect()
}

/// What the preview sends with a page and with an attachment.
fn of_preview(site: &Site) -> [Vec<(String, String)>; 2] {
    let mut command = Command::new(cargo_bin!("gongshi"));
    command.args(["serve", "--lang", "en", "--port", "0"]).current_dir(site.path()).stdout(Stdio::piped());
    let mut server = Server(command.spawn().unwrap());
    let mut printed = BufReader::new(server.0.stdout.take().unwrap());
    let mut greeting = String::new();
    while !greeting.contains("http://127.0.0.1:") {
        assert_ne!(printed.read_line(&mut greeting).unwrap(), 0, "{greeting}");
    }
    let port = greeting.split("http://127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
    ["", ATTACHMENT].map(|path| headers(port, path))
}

fn value<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    &headers.iter().find(|(other, _)| other == name).unwrap().1
}

#[test]
fn the_settings_name_the_headers_that_the_preview_sends() {
    let [page, attachment] = of_preview(&Site::new("clean"));
    assert_eq!((page.len(), attachment.len()), (2, 3), "{page:?} {attachment:?}");
    let policy = value(&page, "content-security-policy");
    assert_eq!(value(&attachment, "content-security-policy"), policy);
    assert_eq!(value(&attachment, "content-disposition"), "attachment");
    // nginx forgets the headers of an outer block where an inner one adds any.
    let nginx = settings("nginx.conf");
    let blocks = nginx.matches("location ").count();
    assert_eq!(blocks, 4);
    assert_eq!(nginx.matches(&format!("add_header Content-Security-Policy \"{policy}\" always;")).count(), blocks);
    assert_eq!(nginx.matches("add_header X-Content-Type-Options \"nosniff\" always;").count(), blocks);
    let of_files = nginx.rsplit_once("location ~ ^/pingjia/projects/[0-9]+/[^/]+/files/ {").unwrap().1;
    assert!(of_files.contains("add_header Content-Disposition \"attachment\";"));
    let apache = settings("apache.htaccess");
    assert!(apache.contains(&format!("\nHeader always set Content-Security-Policy \"{policy}\"\n")));
    assert!(apache.contains("\nHeader always set X-Content-Type-Options \"nosniff\"\n"));
    let of_files = apache.split_once("=~ m#/projects/[0-9]+/[^/]+/files/#\">").unwrap().1;
    assert!(of_files.contains("\n    Header set Content-Disposition \"attachment\"\n"));
    let text = settings("web.config");
    let iis = roxmltree::Document::parse(&text).unwrap();
    let attribute = |tag: &str, key: (&str, &str), name: &str| {
        let mut nodes = iis.descendants().filter(|node| node.has_tag_name(tag));
        nodes.find(|node| node.attribute(key.0) == Some(key.1)).unwrap().attribute(name).unwrap().to_owned()
    };
    assert_eq!(attribute("add", ("name", "Content-Security-Policy"), "value"), policy);
    assert_eq!(attribute("add", ("name", "X-Content-Type-Options"), "value"), "nosniff");
    assert_eq!(attribute("match", ("serverVariable", "RESPONSE_Content-Disposition"), "pattern"), ".*");
    assert_eq!(attribute("action", ("type", "Rewrite"), "value"), "attachment");
    assert_eq!(attribute("add", ("input", "{REQUEST_URI}"), "pattern"), "/projects/[0-9]+/[^/]+/files/");
    for kind in media::KINDS {
        let ending = format!(".{}", kind.ending);
        assert_eq!(attribute("mimeMap", ("fileExtension", &ending), "mimeType"), kind.media_type, "{ending}");
    }
}

#[test]
fn the_settings_let_browsers_keep_what_never_changes_under_its_address() {
    for name in ["nginx.conf", "apache.htaccess"] {
        assert_eq!(settings(name).matches(&format!("\"{FOR_EVER}\"")).count(), 2, "{name}");
    }
    let text = settings("web.config");
    let iis = roxmltree::Document::parse(&text).unwrap();
    let mut rules = iis.descendants().filter(|node| node.has_tag_name("rule"));
    let rule = rules.find(|rule| rule.attribute("name") == Some("gongshi-cache")).unwrap();
    let value = |tag: &str, name: &str| {
        rule.descendants().filter(|node| node.has_tag_name(tag)).find_map(|node| node.attribute(name)).unwrap()
    };
    assert_eq!(value("match", "serverVariable"), "RESPONSE_Cache-Control");
    assert_eq!(value("add", "pattern"), r"/static/[0-9a-f]+/|/search/index/.*\?v=[0-9a-f]+$");
    assert_eq!(value("action", "value"), FOR_EVER);
}

/// The clean site, built, below a folder that servers send; with a program among its attachments, as if one had got there.
fn built() -> (Site, PathBuf) {
    let site = Site::new("clean");
    let run =
        Command::new(cargo_bin!("gongshi")).args(["build", "--out", "www/pingjia"]).current_dir(site.path()).output();
    assert!(run.unwrap().status.success());
    let www = site.at("www");
    assert!(site.read("www/pingjia/index.html").contains("示例县绩效评价结果"));
    site.write(&format!("www/pingjia/{PROGRAM}"), "<?php system($_GET[0]);");
    (site, www)
}

/// Waits until a server answers, and compares what it sends.
fn sends_the_same(site: &Site, port: u16) {
    let at = |path: &str| headers(port, &format!("pingjia/{path}"));
    for _ in 0..100 {
        if !at("").is_empty() {
            break;
        }
        thread::sleep(Duration::from_millis(100));
    }
    let [page, attachment] = of_preview(site);
    let style = fs::read_dir(site.at("www/pingjia/static")).unwrap().next().unwrap().unwrap().file_name();
    let style = format!("static/{}/style.css", style.to_string_lossy());
    for path in [
        "",
        "index.html",
        "projects/2023/hotline/",
        "data/catalog.jsonld",
        "nowhere.html",
        "projects/2023/hotline/files/nowhere.pdf",
        &style,
    ] {
        assert_eq!(at(path), page, "{path}");
    }
    for path in [ATTACHMENT, PROGRAM] {
        assert_eq!(at(path), attachment, "{path}");
    }
    for (path, cache) in [
        ("", "no-cache"),
        ("search/index/meta.json", "no-cache"),
        ("search/index/shards/0000.bin?v=0123456789abcdef", FOR_EVER),
        ("search/index/pages/0/0.json?v=0123456789abcdef", FOR_EVER),
        (&style, FOR_EVER),
    ] {
        let headers = all_headers(port, &format!("pingjia/{path}"));
        assert_eq!(value(&headers, "cache-control"), cache, "{path}");
    }
}

#[test]
#[ignore = "needs nginx"]
fn nginx_sends_what_the_preview_sends() {
    let (site, www) = built();
    let included = settings("nginx.conf").replace("root /srv/www;", &format!("root {};", www.display()));
    let at = |name: &str| site.at(name).display().to_string();
    let whole = format!(
        "daemon off; master_process off; pid {}; error_log stderr; events {{}} user root;\n\
         http {{ include /etc/nginx/mime.types; access_log off; client_body_temp_path {};\n\
         server {{ listen 127.0.0.1:18091;\n{included}\nlocation ~ \\.php$ {{ return 500; }} }} }}\n",
        at("pid"),
        at("temp"),
    );
    site.write("nginx.conf", &whole);
    let _server = Server(Command::new("nginx").args(["-c", &at("nginx.conf")]).spawn().unwrap());
    sends_the_same(&site, 18091);
}

#[test]
#[ignore = "needs apache2"]
fn apache_sends_what_the_preview_sends() {
    let (site, www) = built();
    let modules = ["mpm_prefork", "authz_core", "cgi", "dir", "mime", "headers"];
    let modules =
        modules.map(|name| format!("LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n")).concat();
    fs::write(www.join("pingjia/.htaccess"), settings("apache.htaccess")).unwrap();
    let (folder, www) = (site.path().display(), www.display());
    let whole = format!(
        "{modules}ServerName localhost\nListen 127.0.0.1:18092\nPidFile {folder}/pid\nErrorLog {folder}/errors\n\
         TypesConfig /etc/mime.types\nDocumentRoot {www}\n\
         <Directory {www}>\nRequire all granted\nAllowOverride FileInfo Indexes\n\
         Options +ExecCGI\nAddHandler cgi-script .php\n</Directory>\n"
    );
    site.write("apache.conf", &whole);
    let conf = site.at("apache.conf").display().to_string();
    let _server = Server(Command::new("apache2").args(["-X", "-f", &conf]).spawn().unwrap());
    sends_the_same(&site, 18092);
}
