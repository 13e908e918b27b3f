//! The guide for theme authors, `themes/README.md`: its example is built by the real program, its lists are those of the default
//! theme.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use snapbox::cmd::{Command, OutputAssert, cargo_bin};

use crate::common::Site;

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn guide() -> String {
    fs::read_to_string(here("themes/README.md")).unwrap()
}

/// What stands in a guide below a heading.
fn section<'t>(guide: &'t str, heading: &str) -> &'t str {
    let (_, below) = guide.split_once(&format!("\n## {heading}\n")).expect("a heading");
    below.split("\n## ").next().unwrap_or_default()
}

/// The files that the guide shows, each with its text: a path in a line of its own, and a fence below.
fn shown<'t>(guide: &'t str) -> Vec<(&'t str, &'t str)> {
    let befores = guide.split("`:\n\n```");
    let belows = befores.clone().skip(1);
    let text = |fence: &'t str| fence.split_once('\n')?.1.split("```").next();
    befores.zip(belows).filter_map(|(before, below)| Some((before.rsplit('`').next()?, text(below)?))).collect()
}

/// What stands between two texts, wherever the first stands.
fn between(text: &str, before: &str, after: char) -> BTreeSet<String> {
    text.split(before).skip(1).filter_map(|rest| rest.split(after).next()).map(str::to_owned).collect()
}

fn run(site: &Site, arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).args(arguments).assert()
}

#[test]
fn the_example_of_the_guide_makes_the_pages_that_it_promises() {
    let (site, guide) = (Site::new("clean"), guide());
    let files = shown(&guide);
    assert_eq!(files.len(), 6, "five files and the line that chooses them");
    for (path, text) in files {
        let before = if path == "content/site.toml" { site.read(path) } else { String::new() };
        site.write(path, &(before + text));
    }
    run(&site, &["check"]).code(0);
    run(&site, &["build"]).code(0);
    let pages = ["index.html", "projects/index.html", "data/index.html", "projects/2023/hotline/index.html"];
    for page in pages.map(|page| site.read(&format!("public/{page}"))) {
        let style =
            page.split("href=\"").find_map(|rest| rest.split('"').next().filter(|it| it.ends_with("county.css")));
        let below = style.expect("the style sheet of the theme").trim_start_matches("../").to_owned();
        assert!(site.read(&format!("public/{below}")).contains("url(emblem.svg)"));
        assert!(site.at(&format!("public/{}", below.replace("county.css", "emblem.svg"))).is_file());
        assert!(page.contains("style.css") && page.contains("<p class=\"county\">") && page.contains("site-header"));
    }
    let project = site.read("public/projects/2023/hotline/index.html");
    assert!(project.contains("<b aria-hidden=\"true\">1</b></span>") && !project.contains("class=\"grade "));
}

#[test]
fn the_guide_names_just_what_the_default_theme_and_the_program_offer() {
    let guide = guide();
    let offered = section(&guide, "What the default theme offers");
    let listed: BTreeSet<String> = offered.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    let mut offers = BTreeSet::new();
    for entry in fs::read_dir(here("themes/default/templates")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        offers.insert(path.file_name().unwrap().to_str().unwrap().to_owned());
        offers.extend(between(&text, "{% block ", ' '));
        offers.extend(between(&text, "{% component ", '('));
    }
    assert_eq!(listed, offers);
    let functions = fs::read_to_string(here("src/site/theme/functions.rs")).unwrap();
    let registered = ["register_filter(\"", "register_function(\""].map(|call| between(&functions, call, '"'));
    for name in registered.into_iter().flatten() {
        assert!(section(&guide, "What templates see").contains(&format!("\n| `{name}")), "no row for {name}");
    }
}

#[test]
fn a_file_beside_the_themes_is_neither_a_theme_nor_published() {
    let site = Site::new("clean");
    site.write("themes/README.md", &guide());
    run(&site, &["build"]).code(0).stderr_eq("核验了 1 个项目：错误 0，警告 0，提示 0，已说明 0\n");
    assert!(!site.read("public/manifest.json").contains("README"));
    site.write("content/site.toml", "title = \"甲\"\ntheme = \"README.md\"\n");
    let told = String::from_utf8(run(&site, &["check"]).code(1).get_output().stdout.clone()).unwrap();
    assert!(told.contains("unknown-reference"), "{told}");
}
