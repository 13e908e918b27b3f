//! The structure of the source, held to what ARCHITECTURE.md says: who may import whom, and where each outside crate lives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Modules in layers: each may use only what stands above it, and itself.
const LAYERS: [&str; 23] = [
    "limits",
    "characters",
    "lang",
    "packed",
    "manifest",
    "emit",
    "privacy",
    "filename",
    "media",
    "address",
    "source",
    "diag",
    "syntax",
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
const HOMES: [(&str, &[&str]); 34] = [
    ("annotate_snippets", &["diag/human"]),
    ("cfb", &["import/read/compound"]),
    ("clap", &["cli"]),
    ("csv", &["import/read/separated", "load", "site/data"]),
    ("encoding_rs", &["filename", "import/read", "load", "search/folding"]),
    ("fluent_bundle", &["lang"]),
    ("html5gum", &["import/read/html"]),
    ("http_body_util", &["serve"]),
    ("hyper", &["serve"]),
    ("hyper_util", &["serve"]),
    ("indicatif", &["cli"]),
    ("lz4_flex", &["source/text"]),
    ("memchr", &["syntax/occurrences"]),
    ("mimalloc", &["main"]),
    ("notify", &["serve"]),
    ("percent_encoding", &["address"]),
    ("pinyin", &["search"]),
    ("postcard", &["packed"]),
    ("pulldown_cmark", &["syntax/commonmark", "syntax/markdown", "syntax/sections"]),
    ("quick_xml", &["import/read/package", "load"]),
    ("rust_xlsxwriter", &["import/workbook"]),
    ("rustc_hash", &["lang", "search", "site"]),
    ("rustix", &["load", "output", "serve"]),
    ("similar", &["cli/import"]),
    ("sha2", &["load", "manifest"]),
    ("signal_hook", &["cli"]),
    ("ssfmt", &["import/read/formats"]),
    ("strsim", &["syntax/fields"]),
    ("tera", &["site/theme"]),
    ("tokio", &["serve"]),
    ("toml", &["syntax"]),
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
        } else if path.extension().is_some_and(|ending| ending == "rs") && !path.ends_with("tests.rs") {
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

/// The paths of a use tree: `a::{b, c::{self, d}}` is `a::b`, `a::c::self`, `a::c::d`.
fn paths(tree: &str) -> Vec<String> {
    let tree = tree.trim();
    let Some((before, inside)) = tree.split_once('{') else {
        let path = tree.split(" as ").next().unwrap_or(tree).trim();
        return if path.is_empty() { Vec::new() } else { vec![path.to_owned()] };
    };
    let inside = &inside[..inside.rfind('}').unwrap_or(inside.len())];
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("a part").push(c);
    }
    parts.iter().flat_map(|part| paths(part)).map(|path| format!("{}{path}", before.trim())).collect()
}

/// The use declarations of a file: whether each hands on what it names, and its paths.
fn declarations(code: &str) -> Vec<(bool, Vec<String>)> {
    let mut declared = Vec::new();
    let mut rest = code;
    while let Some(at) = rest.find("use ") {
        let line = rest[..at].rsplit('\n').next().unwrap_or_default().trim_start();
        let body = &rest[at + "use ".len()..];
        let end = body.find(';').unwrap_or(body.len());
        if line.is_empty() || line.starts_with("pub") {
            declared.push((line.starts_with("pub"), paths(&body[..end])));
        }
        rest = &body[end..];
    }
    declared
}

/// What a path in a module names, from the root of the crate; `None` outside it.
fn from_root(module: &str, path: &str, modules: &BTreeMap<String, String>) -> Option<Vec<String>> {
    let own = || module.split('/').map(str::to_owned).collect::<Vec<_>>();
    let mut steps = path.split("::").map(str::trim).filter(|step| *step != "self").peekable();
    let mut whole = match *steps.peek()? {
        "crate" => {
            steps.next();
            Vec::new()
        }
        "super" => own(),
        _ if path.starts_with("self::") => own(),
        first if modules.contains_key(&format!("{module}/{first}")) => own(),
        _ => return None,
    };
    while steps.next_if_eq(&"super").is_some() {
        whole.pop();
    }
    whole.extend(steps.map(str::to_owned));
    Some(whole)
}

/// The module in which what a path names is written, through those that hand it on.
fn home(
    path: &[String],
    handed_on: &BTreeMap<(String, String), Vec<String>>,
    modules: &BTreeMap<String, String>,
) -> Option<String> {
    let length = (1..=path.len()).rev().find(|length| modules.contains_key(&path[..*length].join("/")))?;
    let module = path[..length].join("/");
    match path.get(length).and_then(|name| handed_on.get(&(module.clone(), name.clone()))) {
        Some(further) => home(&[further, &path[length + 1..]].concat(), handed_on, modules),
        None => Some(module),
    }
}

/// Which modules each uses, as `(module, used)`.
fn uses() -> BTreeSet<(String, String)> {
    let modules: BTreeMap<String, String> = files()
        .into_iter()
        .filter(|(module, _)| !["lib", "main"].contains(&module.as_str()) && !module.ends_with("tests"))
        .collect();
    let mut handed_on = BTreeMap::new();
    for (module, code) in &modules {
        for path in declarations(code).into_iter().filter(|(is_public, _)| *is_public).flat_map(|(_, paths)| paths) {
            if let Some(path) = from_root(module, &path, &modules)
                && let Some(name) = path.last().cloned()
            {
                handed_on.insert((module.clone(), name), path);
            }
        }
    }
    let mut uses = BTreeSet::new();
    for (module, code) in &modules {
        let declared: Vec<String> = declarations(code).into_iter().flat_map(|(_, paths)| paths).collect();
        // A path in the code begins at the root, above, in the module, or with a module that was declared.
        let named: BTreeMap<&str, Vec<String>> = declared
            .iter()
            .filter_map(|path| {
                let whole = from_root(module, path, &modules)?;
                Some((path.trim_end_matches("::self").rsplit("::").next()?, whole))
            })
            .collect();
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
        let written = code.split(|c: char| !is_path(c)).filter(|word| word.contains("::")).filter_map(|word| {
            let (first, rest) = word.split_once("::")?;
            let rest = rest.split("::").map(str::to_owned);
            match named.get(first) {
                Some(whole) => Some(whole.iter().cloned().chain(rest).collect()),
                None => from_root(module, word, &modules),
            }
        });
        let declared = declared.iter().filter_map(|path| from_root(module, path, &modules));
        let used = declared.chain(written).filter_map(|path: Vec<String>| home(&path, &handed_on, &modules));
        uses.extend(used.filter(|used| used != module).map(|used| (module.clone(), used)));
    }
    uses
}

/// A circle among `next`, if there is one.
fn circle<'a>(next: &BTreeMap<&'a str, BTreeSet<&'a str>>) -> Option<Vec<&'a str>> {
    let mut left = next.clone();
    // What uses none of those left is in no circle.
    while let Some(free) =
        left.iter().find(|(_, used)| used.iter().all(|used| !left.contains_key(used))).map(|(name, _)| *name)
    {
        left.remove(free);
    }
    (!left.is_empty()).then(|| left.into_keys().collect())
}

#[test]
fn the_files_of_a_folder_use_one_another_in_one_direction() {
    let uses = uses();
    assert!(uses.len() > 1000, "only {} uses seen: the test reads the wrong files", uses.len());
    // By folder: which of its files and folders use which. A file and what its own folder says above it are one room.
    let mut folders: BTreeMap<String, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for (module, used) in &uses {
        let (one, other): (Vec<&str>, Vec<&str>) = (module.split('/').collect(), used.split('/').collect());
        let common = one.iter().zip(&other).take_while(|(one, other)| one == other).count();
        if let (Some(from), Some(to)) = (one.get(common), other.get(common)) {
            let folder = folders.entry(one[..common].join("/")).or_default();
            folder.entry(from).or_default().insert(to);
            folder.entry(to).or_default();
        }
    }
    for (folder, next) in &folders {
        assert_eq!(circle(next), None, "in src/{folder} these use one another in a circle, or use such");
    }
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
