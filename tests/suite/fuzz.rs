//! The small corpus of the fuzz targets, and random edits of the five reports: nothing that anybody writes ends the program or
//! makes a page that is not well formed. `fuzz/README.md` says how to look for more.

#[path = "../../fuzz/src/edits.rs"]
mod edits;
#[path = "../../fuzz/src/targets.rs"]
mod targets;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gongshi::diag::human;
use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::source::{Source, Sources};
use rayon::prelude::*;

fn at(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn names(folder: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(at(folder)).expect("a folder of the repository");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn the_corpus_of_every_target_holds() {
    let corpus = "tests/fixtures/fuzz";
    assert_eq!(names(corpus), targets::TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect());
    for (name, target) in targets::TARGETS {
        let files = names(&format!("{corpus}/{name}"));
        assert!(!files.is_empty(), "{name} has no corpus");
        for file in files {
            target(&fs::read(at(&format!("{corpus}/{name}/{file}"))).expect("a file of the corpus"));
        }
    }
}

/// How many random changes of bytes are tried on each old document and workbook.
const CHANGES: u64 = 40;

#[test]
fn random_bytes_in_old_documents_and_workbooks_are_read_or_refused() {
    let read = |name: &str| fs::read(at(&format!("tests/fixtures/{name}"))).expect("a file of the corpus");
    let (_, target) = targets::TARGETS.into_iter().find(|(name, _)| *name == "import").expect("a target");
    for file in ["fuzz/import/old-word", "import/old-workbook.xls"].map(read) {
        assert!(gongshi::import::read::read("a", &file).is_ok());
        (0..CHANGES).into_par_iter().for_each(|seed| {
            let mut changed = file.clone();
            let mut number = seed;
            // The first block says where the others lie; without it nothing is read.
            for _ in 0..=seed % 6 {
                number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let place = 512 + (number >> 24) as usize % (changed.len() - 512);
                changed[place] = (number >> 16) as u8;
            }
            target(&changed);
        });
    }
}

/// How many random edits are tried: each takes a tenth of a second without optimisation.
const EDITS: u64 = 100;

const REPORTS: [&str; 5] = [
    "projects/2019/haikou-zwfwzx-zhsw",
    "projects/2021/quannan-zwfwzx-dtyx",
    "projects/2023/baisha-zwfwzx-bmrx",
    "projects/2023/haikou-zwfwzx-zwfw",
    "projects/2023/wuhua-zwfwj-zwfwzx",
];

#[test]
fn random_edits_of_the_five_reports_are_planned_and_shown() {
    let read = |path: String| {
        let text = fs::read_to_string(at(&path)).expect("a file of the content");
        Source { path, text }
    };
    let rubrics = names("content/rubrics").into_iter().map(|name| format!("content/rubrics/{name}"));
    let shared = rubrics.chain(["content/site.toml", "content/agencies.toml"].map(str::to_owned));
    let shared: Vec<Source> = shared.map(read).collect();
    let reports = REPORTS.map(|id| ["project.toml", "report.md"].map(|name| read(format!("content/{id}/{name}"))));
    (0..EDITS).into_par_iter().for_each(|seed| {
        let number = seed as usize;
        let id = REPORTS[number % 5];
        let mut files = reports[number % 5].clone();
        let edited = &mut files[number / 5 % 2];
        edited.text = edits::edited(&edited.text, seed);
        let site = pipeline::plan(Sources::new(shared.iter().cloned().chain(files)), Vec::new());
        for finding in site.findings() {
            human::finding(&site.sources, Lang::ZhCn, &finding.finding(), false);
        }
        if let Some(Err(finding)) = pipeline::file(&site, &format!("{id}/index.html")) {
            panic!("edit {seed} of {id}: {finding:?}");
        }
    });
}
