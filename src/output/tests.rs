//! What must hold whatever happens to a build: it ends well, is dropped, is killed, or is not alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::source::Contents;

/// A root with content, in a folder of its own that is removed at the end.
struct Root(PathBuf);

impl Root {
    fn new(name: &str) -> Root {
        let root = std::env::temp_dir().join(format!("gongshi-output-{}-{name}", std::process::id()));
        fs::create_dir_all(root.join("content")).unwrap();
        Root(root)
    }

    fn out(&self) -> PathBuf {
        self.0.join("public")
    }

    fn stage(&self) -> Stage {
        Stage::begin(&self.0, &self.out(), &[]).unwrap()
    }

    fn build(&self, files: &[(&str, &str)]) -> Written {
        let stage = self.stage();
        for (path, text) in files {
            stage.put(path, text.as_bytes()).unwrap();
        }
        stage.commit(None).unwrap()
    }

    /// Every file below the root but content: path → text.
    fn files(&self) -> BTreeMap<String, String> {
        verify::files(&self.0)
            .unwrap()
            .into_iter()
            .map(|path| (path.clone(), fs::read_to_string(self.0.join(&path)).unwrap()))
            .collect()
    }

    fn paths(&self) -> Vec<String> {
        self.files().into_keys().collect()
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_build_replaces_the_site_and_keeps_what_did_not_change() {
    let root = Root::new("replaces");
    let first = root.build(&[("index.html", "1"), ("a/index.html", "same"), ("gone/index.html", "x")]);
    assert_eq!(first, Written { written: 3, unchanged: 0, removed: 0, kept: Vec::new() });
    let time = |path: &str| fs::metadata(root.out().join(path)).unwrap().modified().unwrap();
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    for path in ["a/index.html", "index.html"] {
        File::options().write(true).open(root.out().join(path)).unwrap().set_modified(long_ago).unwrap();
    }
    let second = root.build(&[("index.html", "2"), ("a/index.html", "same")]);
    assert_eq!(second, Written { written: 1, unchanged: 1, removed: 1, kept: Vec::new() });
    assert_eq!(root.paths(), ["public/a/index.html", "public/index.html", "public/manifest.json"]);
    assert_eq!(time("a/index.html"), long_ago);
    assert_ne!(time("index.html"), long_ago);
    assert_eq!(verify(&root.out()).unwrap(), Some(Verified { files: 2, differences: Vec::new() }));
}

#[test]
fn a_file_that_grew_is_kept_where_it_did_not_change_and_can_be_read_until_it_is_done() {
    let root = Root::new("grows");
    let build = |last: &str| {
        let stage = root.stage();
        let mut file = stage.grow("data/a.csv").unwrap();
        for piece in ["1\n", last] {
            file.write_all(piece.as_bytes()).unwrap();
        }
        file.rewind().unwrap();
        let mut read = String::new();
        file.read_to_string(&mut read).unwrap();
        assert_eq!(file.done().unwrap(), Entry::of("data/a.csv", read.as_bytes()));
        (read, stage.commit(None).unwrap())
    };
    let written = |written, unchanged| Written { written, unchanged, removed: 0, kept: Vec::new() };
    for (last, expected) in [("2\n", written(1, 0)), ("2\n", written(0, 1)), ("3\n", written(1, 0))] {
        assert_eq!(build(last), (format!("1\n{last}"), expected));
        assert_eq!(root.paths(), ["public/data/a.csv", "public/manifest.json"]);
    }
}

#[test]
fn the_manifest_depends_on_the_files_alone() {
    let root = Root::new("manifest");
    root.build(&[("b.txt", "b"), ("a.txt", "")]);
    let text = r#"{"generator":"gongshi","files":[
{"path":"a.txt","bytes":0,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
{"path":"b.txt","bytes":1,"sha256":"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d"}
]}
"#;
    assert_eq!(root.files()["public/manifest.json"], text);
    root.build(&[("a.txt", ""), ("b.txt", "b")]);
    assert_eq!(root.files()["public/manifest.json"], text);
}

#[test]
fn dot_entries_of_others_stay_and_our_own_do_not() {
    let root = Root::new("dots");
    root.build(&[(".ours", "1"), ("index.html", "1")]);
    fs::create_dir_all(root.out().join(".well-known/deep")).unwrap();
    fs::write(root.out().join(".well-known/deep/x"), "theirs").unwrap();
    fs::write(root.out().join(".htaccess"), "theirs").unwrap();
    root.build(&[("index.html", "1")]);
    let expected = ["public/.htaccess", "public/.well-known/deep/x", "public/index.html", "public/manifest.json"];
    assert_eq!(root.paths(), expected);
    assert_eq!(verify(&root.out()).unwrap(), Some(Verified { files: 1, differences: Vec::new() }));
}

#[test]
fn a_dropped_build_changes_nothing() {
    let root = Root::new("dropped");
    root.build(&[("index.html", "1")]);
    let before = root.files();
    let stage = root.stage();
    stage.put("index.html", b"2").unwrap();
    drop(stage);
    assert_eq!(root.files(), before);
    assert_eq!(fs::read_dir(&root.0).unwrap().count(), 2);
}

#[test]
fn what_a_killed_build_left_is_put_right() {
    let root = Root::new("killed");
    root.build(&[("index.html", "1"), ("a.txt", "a")]);
    fs::write(root.out().join(".htaccess"), "theirs").unwrap();
    let work = root.0.join(".public.gongshi");
    let leave = |new: &str| {
        fs::create_dir_all(work.join("new")).unwrap();
        fs::write(work.join("lock"), "").unwrap();
        fs::write(work.join("new/index.html"), new).unwrap();
    };
    let expected = ["public/.htaccess", "public/a.txt", "public/index.html", "public/manifest.json"];
    // As after a kill while the site was made.
    leave("half");
    recover(&root.out()).unwrap();
    assert_eq!(root.paths(), expected);
    // As after a kill between the two renames of a system that cannot exchange folders.
    leave("new");
    fs::rename(root.out(), work.join("old")).unwrap();
    recover(&root.out()).unwrap();
    assert_eq!(root.paths(), expected);
    assert_eq!(root.files()["public/index.html"], "1");
    // As after a kill behind the exchange, when others had just put something into the old site.
    root.build(&[("index.html", "2"), ("a.txt", "a")]);
    fs::create_dir_all(&work).unwrap();
    fs::write(work.join("lock"), "").unwrap();
    fs::create_dir(work.join("old")).unwrap();
    fs::copy(root.out().join("manifest.json"), work.join("old/manifest.json")).unwrap();
    fs::write(work.join("old/index.html"), "1").unwrap();
    fs::write(work.join("old/CNAME"), "theirs").unwrap();
    recover(&root.out()).unwrap();
    assert_eq!(root.files()["public/index.html"], "2");
    assert_eq!(root.files()["public/CNAME"], "theirs");
    assert!(!work.exists());
}

#[test]
fn a_site_is_swapped_in_where_folders_cannot_be_exchanged() {
    let root = Root::new("aside");
    root.build(&[("index.html", "1")]);
    let (new, old) = (root.0.join("new"), root.0.join("old"));
    fs::create_dir(&new).unwrap();
    fs::write(new.join("index.html"), "2").unwrap();
    swap::move_aside(&new, &root.out(), &old).unwrap();
    assert_eq!(root.paths(), ["old/index.html", "old/manifest.json", "public/index.html"]);
    // The old one stays where the new one cannot be moved.
    assert!(swap::move_aside(&new, &root.out(), &root.0.join("older")).is_err());
    assert_eq!(root.files()["public/index.html"], "2");
}

#[test]
fn what_others_put_there_is_kept_or_refused_never_lost() {
    let root = Root::new("others");
    root.build(&[("index.html", "1"), ("a/index.html", "1")]);
    fs::create_dir_all(root.out().join("a/uploads/deep")).unwrap();
    fs::create_dir(root.out().join("empty")).unwrap();
    fs::write(root.out().join("a/uploads/deep/x"), "theirs").unwrap();
    fs::write(root.out().join("a/uploads/y"), "theirs").unwrap();
    fs::write(root.out().join("CNAME"), "theirs").unwrap();
    let begin = |keep: &[&str]| {
        let keep: Vec<String> = keep.iter().map(|path| (*path).to_owned()).collect();
        Stage::begin(&root.0, &root.out(), &keep)
    };
    let unknown = |keep: &[&str]| match begin(keep) {
        Err(Refusal::Unknown(mut paths)) => {
            paths.sort();
            paths
        }
        other => panic!("{other:?}"),
    };
    let before = root.files();
    assert_eq!(unknown(&[]), ["CNAME", "a/uploads/", "empty/"]);
    assert_eq!(unknown(&["CNAME", "empty", "a/uploads/deep"]), ["a/uploads/y"]);
    assert_eq!(root.files(), before);
    let keep = ["CNAME", "empty", "a/uploads", "not-there"];
    let stage = begin(&keep).unwrap();
    stage.put("index.html", b"2").unwrap();
    // Somebody goes on while the site is made.
    fs::write(root.out().join("a/uploads/z"), "late").unwrap();
    let written = stage.commit(None).unwrap();
    assert_eq!((written.written, written.removed), (1, 1));
    assert_eq!(written.kept, ["CNAME", "a/uploads/", "empty/"]);
    let theirs = ["CNAME", "a/uploads/deep/x", "a/uploads/y", "a/uploads/z"];
    let expected: Vec<String> =
        theirs.iter().chain(&["index.html", "manifest.json"]).map(|path| format!("public/{path}")).collect();
    assert_eq!(root.paths(), expected);
    assert!(root.out().join("empty").is_dir());
    assert_eq!(verify(&root.out()).unwrap(), Some(Verified { files: 1, differences: Vec::new() }));
    // A file of the site is not somebody else's.
    let stage = begin(&keep).unwrap();
    stage.put("CNAME", b"ours").unwrap();
    assert!(matches!(stage.commit(None), Err(Refusal::Ours(path)) if path == "CNAME"));
    assert_eq!(root.paths(), expected);
}

#[test]
fn what_comes_while_sites_are_exchanged_is_moved_to_the_new_one() {
    let root = Root::new("rescue");
    root.build(&[("index.html", "1"), ("a/index.html", "1")]);
    let before = read_manifest(&root.out()).unwrap().unwrap();
    let old = root.0.join("old");
    fs::rename(root.out(), &old).unwrap();
    fs::create_dir_all(root.out().join("uploads")).unwrap();
    fs::write(root.out().join("uploads/x"), "linked").unwrap();
    for (path, text) in [("uploads/x", "linked"), ("uploads/y", "late"), ("a/z", "late"), ("new/deep/x", "late")] {
        fs::create_dir_all(old.join(path).parent().unwrap()).unwrap();
        fs::write(old.join(path), text).unwrap();
    }
    let mut moved = others::rescue(&old, &root.out(), &before).unwrap();
    moved.sort();
    assert_eq!(moved, ["a/z", "new/", "uploads/y"]);
    let at_new: Vec<String> = root.paths().into_iter().filter(|path| path.starts_with("public/")).collect();
    assert_eq!(at_new, ["public/a/z", "public/new/deep/x", "public/uploads/x", "public/uploads/y"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_mounted_folder_is_known() {
    let root = Root::new("mounted");
    assert!(others::is_mounted(Path::new("/proc")).unwrap());
    assert!(!others::is_mounted(&root.0).unwrap());
    let survey = others::survey(Path::new("/proc"), &Manifest::default(), &[]);
    assert!(matches!(survey, Err(Refusal::Mounted(folder)) if folder == Path::new("/proc")));
}

#[test]
fn two_builds_at_once_are_one_build() {
    let root = Root::new("two");
    let first = root.stage();
    assert!(matches!(Stage::begin(&root.0, &root.out(), &[]), Err(Refusal::Busy)));
    first.put("index.html", b"1").unwrap();
    first.commit(None).unwrap();
    assert_eq!(root.paths(), ["public/index.html", "public/manifest.json"]);
}

#[test]
fn many_builds_from_many_threads_leave_one_whole_site() {
    let root = Root::new("many");
    std::thread::scope(|scope| {
        for builder in 0..4 {
            let root = &root;
            scope.spawn(move || {
                for _ in 0..20 {
                    let stage = match Stage::begin(&root.0, &root.out(), &[]) {
                        Ok(stage) => stage,
                        Err(Refusal::Busy) => continue,
                        Err(refusal) => panic!("{refusal:?}"),
                    };
                    for file in 0..5 {
                        stage.put(&format!("{file}.txt"), format!("{builder}").as_bytes()).unwrap();
                    }
                    stage.commit(None).unwrap();
                }
            });
        }
    });
    assert_eq!(verify(&root.out()).unwrap(), Some(Verified { files: 5, differences: Vec::new() }));
    assert_eq!(fs::read_dir(&root.0).unwrap().count(), 2);
}

#[test]
fn only_folders_of_our_own_are_replaced() {
    let root = Root::new("foreign");
    for (inside, out) in [("content", ""), ("content", "content"), ("content", "content/x"), ("content", "..")] {
        assert!(root.0.join(inside).is_dir());
        assert!(matches!(Stage::begin(&root.0, &root.0.join(out), &[]), Err(Refusal::Sources)), "{out}");
    }
    let begin = || Stage::begin(&root.0, &root.out(), &[]);
    fs::create_dir(root.out()).unwrap();
    fs::write(root.out().join(".gitignore"), "*").unwrap();
    assert!(begin().is_ok());
    fs::write(root.out().join("thesis.doc"), "x").unwrap();
    assert!(matches!(begin(), Err(Refusal::Foreign)));
    fs::write(root.out().join(manifest::NAME), r#"{"name":"an app"}"#).unwrap();
    assert!(matches!(begin(), Err(Refusal::Foreign)));
    assert_eq!(root.paths(), ["public/.gitignore", "public/manifest.json", "public/thesis.doc"]);
    let file = Stage::begin(&root.0, &root.out().join("thesis.doc"), &[]);
    assert!(matches!(file, Err(Refusal::Foreign)));
}

#[test]
fn paths_stay_inside_and_are_used_once() {
    let root = Root::new("paths");
    let stage = root.stage();
    for path in ["", "/a", "../a", "a/../../b", "a//b", "./a", "a/.", "a\\b", "manifest.json", "a/"] {
        assert!(stage.put(path, b"").is_err(), "{path}");
    }
    stage.put("a", b"1").unwrap();
    assert!(stage.put("a", b"2").is_err());
    stage.commit(None).unwrap();
    let stage = root.stage();
    stage.put("a", b"1").unwrap();
    assert!(stage.put("a", b"1").is_err());
}

#[test]
fn attachments_are_copied_once_and_kept_after() {
    let root = Root::new("attachments");
    let scan = root.0.join("content/scan.pdf");
    let build = |bytes: &str| {
        fs::write(&scan, bytes).unwrap();
        let stage = root.stage();
        stage.copy("files/scan.pdf", &scan, &attachment(&scan)).unwrap();
        stage.commit(None).unwrap()
    };
    assert_eq!(build("one").written, 1);
    assert_eq!(build("one").unchanged, 1);
    assert_eq!(build("two").written, 1);
    assert_eq!(root.files()["public/files/scan.pdf"], "two");
}

fn attachment(file: &Path) -> Attachment {
    let (bytes, sha256) = load::digest(file).unwrap();
    Attachment { path: "content/scan.pdf".to_owned(), bytes, sha256, contents: Contents::Fitting(Vec::new()) }
}

#[test]
fn what_was_put_in_the_place_of_an_attachment_meanwhile_is_not_published() {
    let root = Root::new("meanwhile");
    let scan = root.0.join("content/scan.pdf");
    fs::write(&scan, "one").unwrap();
    let read = attachment(&scan);
    fs::write(&scan, "two").unwrap();
    let stage = root.stage();
    let refused = stage.copy("files/scan.pdf", &scan, &read);
    assert!(matches!(refused, Err(Refusal::Changed(path)) if path == "content/scan.pdf"));
    fs::remove_file(&scan).unwrap();
    fs::create_dir(&scan).unwrap();
    assert!(matches!(stage.copy("files/folder.pdf", &scan, &read), Err(Refusal::Failed(_))));
}

#[test]
fn what_was_tampered_with_is_told() {
    let root = Root::new("verify");
    assert_eq!(verify(&root.out()).unwrap(), None);
    root.build(&[("a", "a"), ("b", "b"), ("c", "c")]);
    fs::write(root.out().join("a"), "b").unwrap();
    fs::remove_file(root.out().join("b")).unwrap();
    fs::write(root.out().join("d"), "d").unwrap();
    fs::write(root.out().join(".htaccess"), "theirs").unwrap();
    let expected = [("a", Difference::Changed), ("b", Difference::Missing), ("d", Difference::Extra)];
    let expected = expected.map(|(path, difference)| (path.to_owned(), difference)).to_vec();
    assert_eq!(verify(&root.out()).unwrap(), Some(Verified { files: 3, differences: expected }));
}

#[cfg(unix)]
#[test]
fn a_linked_output_folder_stays_a_link() {
    let root = Root::new("linked");
    fs::create_dir(root.0.join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(root.0.join("elsewhere"), root.out()).unwrap();
    root.build(&[("index.html", "1")]);
    root.build(&[("index.html", "2")]);
    assert!(root.out().is_symlink());
    assert_eq!(fs::read_to_string(root.0.join("elsewhere/index.html")).unwrap(), "2");
}
