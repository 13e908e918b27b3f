//! Characters that nobody sees, in every kind of file: each is reported where it stands, and whatever a text holds, the feeds
//! and tables of the site are well formed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::sync::{Mutex, PoisonError};

use gongshi::diag::{Held, Severity};
use gongshi::pipeline;
use gongshi::site::Site;
use gongshi::source::{Source, Sources};

const PROJECT: &str = "content/projects/2023/demo/project.toml";
const REPORT: &str = "content/projects/2023/demo/report.md";
const SITE: [(&str, &str); 6] = [
    ("content/site.toml", "title = \"示例\"\nbase_url = \"https://example.gov.cn/\"\ntheme = \"mine\"\n"),
    ("content/agencies.toml", "[[agencies]]\nid = \"demo\"\nname = \"示例局\"\n"),
    ("content/rubrics/demo.toml", "name = \"示例评分标准\"\n"),
    (
        PROJECT,
        "title = \"示例项目\"\nyear = 2023\nagency = \"demo\"\n[disclosure]\nissued = 2023-05-06\n[funds]\nunit = \"万元\"\nspent = 166.02\n",
    ),
    (REPORT, "## 一、概况\n\n支出[166.02万元]{funds.spent}。\n"),
    ("themes/mine/theme.toml", "extends = \"default\"\n"),
];

/// The site with some files replaced.
fn site(files: &[(&str, &str)]) -> Site {
    let all =
        SITE.iter().chain(files).map(|(path, text)| Source { path: (*path).to_owned(), text: (*text).to_owned() });
    pipeline::plan(Sources::new(all), Vec::new())
}

/// What is found of unseen characters.
fn unseen(site: &Site) -> Vec<&Held> {
    let rules = ["control-character", "reordered-text", "invisible-character", "private-character"];
    let all = site.findings().iter().chain(site.for_staff()).map(AsRef::as_ref);
    all.filter(|finding: &&Held| rules.contains(&finding.rule)).collect()
}

#[test]
fn each_is_reported_where_it_stands_in_every_kind_of_file() {
    let project = SITE[3].1;
    let with = |from: &str, to: &str| project.replace(from, to);
    for (path, text, rule, written) in [
        (REPORT, "支出[\u{202e}166.02\u{202c}万元]{funds.spent}。\n".to_owned(), "reordered-text", "\u{202e}"),
        (REPORT, "支出&#x202E;166.02万元。\n".to_owned(), "reordered-text", "&#x202E;"),
        (REPORT, "支出&#8238;166.02万元。\n".to_owned(), "reordered-text", "&#8238;"),
        (REPORT, "示例&zwj;局支出。\n".to_owned(), "invisible-character", "&zwj;"),
        (REPORT, "示例\u{200b}局支出。\n".to_owned(), "invisible-character", "\u{200b}"),
        (REPORT, "示例\u{c}局支出。\n".to_owned(), "control-character", "\u{c}"),
        (REPORT, "示例\u{ffff}局支出。\n".to_owned(), "control-character", "\u{ffff}"),
        (REPORT, "\u{f0b7} 示例局支出。\n".to_owned(), "private-character", "\u{f0b7}"),
        (PROJECT, with("示例项目", "示例\u{202e}项目"), "reordered-text", "\u{202e}"),
        (PROJECT, with("示例项目", "示例\\u202e项目"), "reordered-text", "\\u202e"),
        (PROJECT, with("示例项目", "示例\\U0000202E项目"), "reordered-text", "\\U0000202E"),
        (PROJECT, with("示例项目", "示例\\x07项目"), "control-character", "\\x07"),
        (PROJECT, with("示例项目", "示例\\e项目"), "control-character", "\\e"),
        (PROJECT, with("166.02", "\"166.\u{200b}02\""), "invisible-character", "\u{200b}"),
        (PROJECT, with("示例项目", "示例\u{85}项目"), "control-character", "\u{85}"),
        ("content/agencies.toml", SITE[1].1.replace("示例局", "示例\u{feff}局"), "invisible-character", "\u{feff}"),
        ("content/rubrics/demo.toml", SITE[2].1.replace("标准", "标\u{ad}准"), "invisible-character", "\u{ad}"),
        ("content/site.toml", SITE[0].1.replace("示例", "示例\u{2066}"), "reordered-text", "\u{2066}"),
        (
            "content/site.toml",
            SITE[0].1.to_owned() + "[search.aliases]\n\"一\\u3164窗\" = \"综合\"\n",
            "invisible-character",
            "\\u3164",
        ),
        ("content/pages/about.md", "# 关于\u{200e}\n".to_owned(), "invisible-character", "\u{200e}"),
        ("content/include/head.html", "<p>\u{202d}甲</p>\n".to_owned(), "reordered-text", "\u{202d}"),
        ("themes/mine/theme.toml", SITE[5].1.to_owned() + "name = \"我\\u2060的\"\n", "invisible-character", "\\u2060"),
        ("themes/mine/templates/home.html", "甲\u{7}\n".to_owned(), "control-character", "\u{7}"),
    ] {
        let site = site(&[(path, &text)]);
        let found = unseen(&site);
        let first = found.iter().find(|finding| finding.rule == rule);
        let first = first.unwrap_or_else(|| panic!("{rule} not found in {path}: {text:?}"));
        let (source, text) = (site.sources.get(first.span.file), site.sources.text(first.span.file));
        assert_eq!((source.path.as_str(), &text[first.span.range()]), (path, written));
        let is_error = matches!(rule, "control-character" | "reordered-text");
        assert_eq!(first.severity == Severity::Error, is_error, "{rule}");
    }
}

#[test]
fn texts_without_them_and_escapes_of_other_characters_are_left_alone() {
    let project = SITE[3].1.replace("示例项目", "示例\\u4e00项目\\t“甲”\\\\u202e");
    let project = project.replace("[funds]", "# 写成 \"\\\\u202e\" 的\n[funds]");
    let report =
        "## 一、概况\n\n支出[166.02万元]{funds.spent}👨\u{200d}👩\u{200d}👧&nbsp;&amp;&#20013;，葛\u{e0100}城。\r\n";
    let script = ("themes/mine/static/icons.css", ".a::before { content: \"\u{e001}\" }\n");
    let site = site(&[(PROJECT, &project), (REPORT, report), script]);
    let found: Vec<_> = unseen(&site).iter().map(|finding| (finding.rule, finding.span)).collect();
    assert_eq!(found, []);
}

/// Every file of the site, by path.
fn made(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let files = Mutex::new(BTreeMap::new());
    let emit = |path: &str, bytes: &[u8]| {
        files.lock().unwrap_or_else(PoisonError::into_inner).insert(path.to_owned(), bytes.to_vec());
        Ok(())
    };
    let findings = pipeline::files(site, &emit).expect("no file is refused");
    assert!(findings.is_empty(), "{findings:?}");
    files.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[test]
fn every_feed_and_table_is_well_formed_whatever_a_text_holds() {
    const ALL: &str = "\\u0001\\u0008\\u000b\\u000c\\u001f\\u007f\\u0085\\u009f\\u200b\\u202e\\ufdd0\\ufffe\\uffff\\U0001FFFE\\ue000]]><&\\\"'";
    let put = |text: &str, name: &str| text.replacen(name, &format!("{name}{ALL}"), 1);
    let settings = put(SITE[0].1, "示例")
        + &format!(
            "description = \"{ALL}\"\npublisher = \"{ALL}\"\n[rules]\ncontrol-character = \"off\"\nreordered-text = \"off\"\n"
        );
    let project = put(SITE[3].1, "示例项目")
        + &format!("[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\ngrade = \"{ALL}\"\n");
    let report = "## 一、概况\u{1}\n\n支出[166.02万元]{funds.spent}\u{fffe}\u{b}&#xFFFF;。\n";
    let agencies = put(SITE[1].1, "示例局");
    let site = site(&[
        ("content/site.toml", &settings),
        ("content/agencies.toml", &agencies),
        (PROJECT, &project),
        (REPORT, report),
    ]);
    let mut parsed = 0;
    for (path, bytes) in made(&site) {
        match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "xml" | "svg" => {
                let text = String::from_utf8(bytes).expect(&path);
                roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
                parsed += 1;
            }
            "xlsx" => {
                let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect(&path);
                for number in 0..archive.len() {
                    let mut file = archive.by_index(number).expect(&path);
                    let mut text = String::new();
                    file.read_to_string(&mut text).expect(&path);
                    roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{path}, part {number}: {error}"));
                    parsed += 1;
                }
            }
            "html" => {
                let text = String::from_utf8(bytes).expect(&path);
                let is_lost = |c: char| c.is_control() && !c.is_whitespace() || u32::from(c) & 0xfffe == 0xfffe;
                assert!(!text.contains(is_lost), "{path}");
            }
            _ => {}
        }
    }
    assert!(parsed >= 10, "only {parsed} files of XML");
}
