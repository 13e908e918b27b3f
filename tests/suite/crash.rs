//! Builds that are killed or told to end, at any moment: the site is whole, the old one or the new one, at all times.
//!
//! `cargo test --test suite crash::` kills ten builds; `GONGSHI_KILLS=200 cargo test --test suite crash::` as many as are named.
//! `cargo test --test suite crash:: -- --ignored` kills builds at each system call of the swap; it needs `strace` and minutes.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::ExitStatusExt;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::common::Site;
use gongshi::output;

fn build(site: &Site) -> Command {
    let mut command = Command::new(snapbox::cmd::cargo_bin!("gongshi"));
    command.arg("build").current_dir(site.path()).stdout(Stdio::null()).stderr(Stdio::null());
    command
}

fn finished(site: &Site) {
    assert!(build(site).status().unwrap().success());
}

/// Gives the site another name, so that every page is another; returns what its first page then says.
fn rename(site: &Site, number: usize) -> String {
    site.write("content/site.toml", &format!("title = \"第{number}版\"\n"));
    format!("第{number}版")
}

/// That the site is whole, and one of those named.
fn assert_whole(site: &Site, titles: &[String], when: &str) {
    let verified = output::verify(&site.at("public")).unwrap().expect(when);
    assert_eq!(verified.differences, [], "{when}");
    let first = site.read("public/index.html");
    assert!(titles.iter().any(|title| first.contains(title)), "{when}: neither the old nor the new site");
}

/// What lies beside the content once nobody builds.
fn assert_tidy(site: &Site, when: &str) {
    let names = fs::read_dir(site.path()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let litter: BTreeSet<String> = names.filter(|name| name.contains(".gongshi")).collect();
    assert!(litter.is_empty(), "{when}: {litter:?}");
}

/// How long an undisturbed build takes.
fn duration(site: &Site) -> Duration {
    let start = Instant::now();
    finished(site);
    start.elapsed()
}

/// A moment somewhere within a build and a little behind it; spread evenly, and never the same twice.
fn moment(number: usize, whole: Duration) -> Duration {
    let golden = (number as f64 * 0.618_034).fract();
    whole.mul_f64(golden * 1.1)
}

#[test]
fn a_killed_build_leaves_the_old_or_the_new_site() {
    let kills = std::env::var("GONGSHI_KILLS").map_or(10, |number| number.parse().expect("a number of kills"));
    let site = Site::new("clean");
    let mut titles = vec![rename(&site, 0)];
    finished(&site);
    let whole = duration(&site);
    let (reads, is_over) = (AtomicUsize::new(0), AtomicBool::new(false));
    thread::scope(|scope| {
        // A reader that never stops reading never finds nothing.
        scope.spawn(|| {
            while !is_over.load(Ordering::Relaxed) {
                assert!(site.at("public/index.html").exists(), "a moment without a site");
                reads.fetch_add(1, Ordering::Relaxed);
            }
        });
        for number in 1..=kills {
            titles.push(rename(&site, number));
            let mut child: Child = build(&site).spawn().unwrap();
            thread::sleep(moment(number, whole));
            child.kill().unwrap();
            child.wait().unwrap();
            assert_whole(&site, &titles, &format!("kill {number}"));
            titles = vec![titles.pop().unwrap(), current(&site)];
        }
        is_over.store(true, Ordering::Relaxed);
    });
    assert!(reads.load(Ordering::Relaxed) > 1_000);
    // What the killed left is put right, be the content as it may.
    site.write("content/site.toml", "title = [\n");
    assert_eq!(build(&site).status().unwrap().code(), Some(1));
    assert_tidy(&site, "a build of broken content");
    let last = rename(&site, kills + 1);
    finished(&site);
    assert_whole(&site, &[last], "the last build");
    assert_tidy(&site, "the last build");
}

fn current(site: &Site) -> String {
    let first = site.read("public/index.html");
    let start = first.find('第').unwrap();
    first[start..=start + first[start..].find('版').unwrap() + 2].to_owned()
}

#[test]
fn a_build_that_is_told_to_end_tidies_up_and_ends_by_the_signal() {
    let site = Site::new("clean");
    let mut titles = vec![rename(&site, 0)];
    finished(&site);
    let whole = duration(&site);
    let mut ended = 0;
    for (number, signal) in ["INT", "TERM", "HUP"].iter().cycle().take(12).enumerate() {
        titles.push(rename(&site, number + 1));
        let mut child = build(&site).spawn().unwrap();
        thread::sleep(moment(number, whole));
        let _ = Command::new("kill").args([&format!("-{signal}"), &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        let expected = match *signal {
            "HUP" => 1,
            "INT" => 2,
            _ => 15,
        };
        assert!(status.success() || status.signal() == Some(expected), "{signal}: {status}");
        ended += usize::from(!status.success());
        assert_whole(&site, &titles, signal);
        assert_tidy(&site, signal);
    }
    assert!(ended > 0, "every build was over before its signal came");
}

#[test]
fn a_site_is_readable_whatever_the_umask() {
    let site = Site::new("clean");
    let program = snapbox::cmd::cargo_bin!("gongshi");
    // As after a clone under the same umask: the folder is there, with nothing of ours in it.
    fs::create_dir(site.at("public")).unwrap();
    fs::set_permissions(site.at("public"), fs::Permissions::from_mode(0o700)).unwrap();
    fs::write(site.at("public/.gitignore"), "*\n").unwrap();
    let build = || {
        let script = format!("umask 077; exec {} build", program.display());
        let mut command = Command::new("sh");
        command.args(["-c", &script]).current_dir(site.path()).stdout(Stdio::null());
        assert!(command.status().unwrap().success());
    };
    let mode = |path: &str| fs::metadata(site.at(path)).unwrap().permissions().mode() & 0o777;
    build();
    assert_eq!([mode("public"), mode("public/projects")], [0o755; 2]);
    assert_eq!([mode("public/index.html"), mode("public/projects/2023/hotline/files/scan.txt")], [0o644; 2]);
    // A published folder that its owner restricts stays restricted.
    fs::set_permissions(site.at("public"), fs::Permissions::from_mode(0o750)).unwrap();
    build();
    assert_eq!([mode("public"), mode("public/projects"), mode("public/index.html")], [0o750, 0o755, 0o644]);
}

/// System calls of which the swap and the tidying consist.
const CALLS: [&str; 8] = ["renameat2", "rename", "syncfs", "fsync", "linkat", "unlinkat", "rmdir", "mkdir"];

#[test]
#[ignore = "needs strace, and minutes"]
fn a_build_killed_at_any_system_call_of_the_swap_leaves_the_old_or_the_new_site() {
    let site = Site::new("clean");
    let mut titles = vec![rename(&site, 0)];
    finished(&site);
    let mut kills = 0;
    for call in CALLS {
        for count in 1.. {
            titles.push(rename(&site, kills + 1));
            let inject = format!("inject={call}:signal=KILL:when={count}");
            let program = snapbox::cmd::cargo_bin!("gongshi");
            let mut traced = Command::new("strace");
            traced.args(["-f", "-o", "/dev/null", "-e", &format!("trace={call}"), "-e", &inject]);
            traced.arg(program).arg("build").current_dir(site.path());
            let status = traced.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
            assert_whole(&site, &titles, &inject);
            titles = vec![titles.pop().unwrap(), current(&site)];
            if status.success() {
                break;
            }
            kills += 1;
        }
    }
    finished(&site);
    assert_tidy(&site, "the last build");
    assert!(kills > CALLS.len(), "{kills} kills");
}
