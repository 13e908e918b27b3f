//! The structure of the source, held to what ARCHITECTURE.md says: who may import whom, and where each outside crate lives.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in layers: each may use only what stands above it, and itself.
const LAYERS: [&str; 21] = [
    "limits",
    "characters",
    "lang",
    "manifest",
    "privacy",
    "filename",
    "media",
    "address",
    "source",
    "diag",
    "doc",
    "model",
    "rules",
    "search",
    "site",
    "load",
    "import",
    "pipeline",
    "output",
    "serve",
    "cli",
];

/// Outside crates and the only modules that name them.
const HOMES: [(&str, &[&str]); 32] = [
    ("annotate_snippets", &["diag/human"]),
    ("cfb", &["import/read/compound"]),
    ("clap", &["cli"]),
    ("csv", &["import/read/separated", "load", "site/data"]),
    ("encoding_rs", &["filename", "import/read", "load"]),
    ("fluent_bundle", &["lang"]),
    ("html5gum", &["import/read/html"]),
    ("http_body_util", &["serve"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("indicatif", &["cli"]),
    ("memchr", &["doc/occurrences"]),
    ("mimalloc", &["main"]),
    ("notify", &["serve"]),
    ("percent_encoding", &["address"]),
    ("pinyin", &["search"]),
    ("pulldown_cmark", &["doc/commonmark", "doc/markdown", "doc/sections"]),
    ("quick_xml", &["import/read/package", "load"]),
    ("rust_xlsxwriter", &["import/workbook"]),
    ("rustc_hash", &["search", "site"]),
    ("rustix", &["load", "output", "serve"]),
    ("similar", &["cli/import"]),
    ("sha2", &["load", "manifest"]),
    ("signal_hook", &["cli"]),
    ("ssfmt", &["import/read/xlsx"]),
    ("strsim", &["doc/fields"]),
    ("tera", &["site/theme"]),
    ("tokio", &["serve"]),
    ("toml", &["doc"]),
    ("unicode_normalization", &["import/document", "privacy/rendered", "search"]),
    ("walkdir", &["load"]),
    ("zip", &["import/read/package", "load", "site/data"]),
];

/// Every source file as (module path such as `site/data`, text without comments and tests).
fn files() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    let mut files: Vec<(String, String)> = found
        .iter()
        .map(|path| {
            let below = path.strip_prefix(&root).expect("a file below src").with_extension("");
            let name = below.to_string_lossy().replace('\\', "/");
            let text = fs::read_to_string(path).expect("a source file");
            let tests = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
            let code: Vec<&str> = text[..tests].lines().filter(|line| !line.trim_start().starts_with("//")).collect();
            (name.trim_end_matches("/mod").to_owned(), code.join("\n"))
        })
        .collect();
    files.sort();
    files
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a source folder") {
        let path = entry.expect("a folder entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|name| module.split('/').next() == Some(name))
}

#[test]
fn no_module_uses_one_of_a_later_layer() {
    let mut checked = 0;
    for (module, code) in files() {
        if ["lib", "main"].contains(&module.as_str()) || module.ends_with("tests") {
            continue;
        }
        let own = layer(&module).unwrap_or_else(|| panic!("{module} is in no layer"));
        for used in code.split("crate::").chain(code.split("gongshi::")).skip(1) {
            let name: String = used.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
            if let Some(layer) = layer(&name) {
                assert!(layer <= own, "{module} uses {name}, which stands below it");
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "only {checked} uses seen: the test reads the wrong files");
}

#[test]
fn no_rule_uses_another_rule() {
    let files = files();
    let folder = |module: &str| Some(module.strip_prefix("rules/")?.split_once('/')?.0.to_owned());
    let families: BTreeSet<String> = files
        .iter()
        .filter(|(_, code)| code.contains("static RULE: Rule"))
        .filter_map(|(module, _)| folder(module))
        .collect();
    let mut rules = 0;
    for (module, code) in &files {
        let Some(folder) = folder(module) else { continue };
        let used = families.iter().find(|family| code.contains(&format!("rules::{family}::")));
        assert_eq!(used, None, "{module} uses a rule; what several need stands in rules/shared");
        if families.contains(&folder) {
            assert!(!code.contains("super::"), "{module} names modules from its own place, which may be rules");
            rules += 1;
        }
    }
    assert!(rules > 80, "only {rules} rules seen: the test reads the wrong files");
}

#[test]
fn places_of_findings_are_named_by_one_module_and_by_no_catalogue() {
    let mut places = 0;
    for (module, code) in files() {
        if !module.starts_with("rules") || module.ends_with("tests") {
            continue;
        }
        places += code.matches("place::").count();
        for by_hand in ["Lang::", ".at = \"", ".at = format!", " at: \"", " at: format!", "judged.at(\""] {
            assert!(!code.contains(by_hand), "{module} has `{by_hand}`: what a place is called, diag/place says");
        }
    }
    assert!(places > 80, "only {places} names of places seen: the test reads the wrong files");
}

#[test]
fn every_outside_crate_has_one_home() {
    for (module, code) in files() {
        for (name, homes) in HOMES {
            let at_home = homes.iter().any(|home| module == *home || module.starts_with(&format!("{home}/")));
            let used = code.lines().any(|line| {
                line.contains(&format!("{name}::"))
                    && !line.contains(&format!("_{name}::"))
                    && !line.contains(&format!(":{name}::"))
            });
            assert!(!used || at_home, "{module} uses {name}, which belongs to {homes:?}");
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    collect(&root, &mut found);
    for path in found {
        let text = fs::read_to_string(&path).expect("a source file");
        assert!(text.starts_with("//!"), "{} has no opening line", path.display());
    }
}
