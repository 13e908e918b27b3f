//! Sites for tests that run the real program: a copy of the clean fixture, with another fixture's files laid over it.

use std::fs;
use std::path::{Path, PathBuf};

use snapbox::dir::DirRoot;

/// A site in a folder of its own, removed at the end.
pub(crate) struct Site(DirRoot);

impl Site {
    /// The clean site with the files of `tests/fixtures/sites/<case>` over it.
    pub(crate) fn new(case: &str) -> Site {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/sites");
        let root = DirRoot::mutable_temp().unwrap();
        let site = Site(root.with_template(&fixtures.join("clean")).unwrap());
        if case != "clean" {
            overlay(&fixtures.join(case), site.path());
        }
        site
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path().unwrap()
    }

    pub(crate) fn at(&self, path: &str) -> PathBuf {
        self.path().join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap()
    }

    /// Puts a file in the place of another, as editors save: a preview that looks meanwhile never reads half of it.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = fs::canonicalize(self.at(path)).unwrap_or_else(|_| self.at(path));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        let beside = path.with_file_name(".being-written");
        fs::write(&beside, text).unwrap();
        fs::rename(beside, path).unwrap();
    }
}

fn overlay(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let (from, to) = (entry.as_ref().unwrap().path(), to.join(entry.unwrap().file_name()));
        if from.is_dir() {
            overlay(&from, &to);
        } else {
            fs::copy(from, to).unwrap();
        }
    }
}
