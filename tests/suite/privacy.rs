//! Personal data that no source holds and a template puts together: the files as made are looked through once more.

use std::collections::BTreeSet;
use std::sync::Mutex;

use gongshi::lang::Lang;
use gongshi::manifest::Digest;
use gongshi::pipeline;
use gongshi::privacy::{self, Form};
use gongshi::site::Site;
use gongshi::source::{Attachment, Contents, Source, Sources};
use gongshi::syntax::markdown;
use unicode_normalization::UnicodeNormalization;

/// What is said of the files of a site whose theme makes `404.html` of a template for sites that do not know their path, and which has a project.
fn made(template: &str) -> Vec<(bool, String)> {
    let project = "title = \"热线\"\nyear = 2023\nagency = \"demo-center\"\n\n[disclosure]\nindex_number = \"000014349/13912345678\"\n\n\
                   [funds]\nunit = \"元\"\nbudget = 13912345678\nspent = 13912345678\n";
    let files = [
        ("content/site.toml", "title = \"示例\"\ntheme = \"mine\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
        ("content/projects/2023/demo/project.toml", project),
        ("themes/mine/templates/404-unlinked.html", template),
    ];
    let sources = Sources::new(files.map(|(path, text)| Source { path: path.into(), text: text.into() }));
    let site = pipeline::plan(sources, Vec::new());
    assert!(!site.findings().iter().any(|finding| finding.stops()), "{:?}", site.findings());
    let findings = pipeline::files(&site, &|_: &str, _: &[u8]| Ok(())).expect("nothing is written");
    findings.iter().map(|finding| (finding.stops(), Lang::ZhCn.say(&finding.message))).collect()
}

#[test]
fn a_number_that_a_template_puts_together_stops_the_build() {
    let said = "生成的 404.html 里有个人信息 139****4321，源文件里没有这样写";
    assert_eq!(made("联系电话：{{ \"139\" ~ \"8765\" ~ \"4321\" }}"), [(true, said.to_owned())]);
}

#[test]
fn a_home_address_that_a_template_puts_together_stops_the_build() {
    let said = "生成的 404.html 里有个人信息 示例县＊＊＊*＊，源文件里没有这样写";
    assert_eq!(made("家庭住址：{{ \"示例县\" }}和平路6号"), [(true, said.to_owned())]);
}

#[test]
fn amounts_codes_and_the_examples_of_the_rules_may_be_published() {
    assert_eq!(made("没有这个页面"), []);
}

#[test]
fn amounts_in_yuan_that_no_source_holds_and_their_sums_may_be_published() {
    let project = |number: usize, spent: &str| Source {
        path: format!("content/projects/{}/demo-{number}/project.toml", 2020 + number / 3),
        text: format!(
            "title = \"热线\"\nyear = {}\nagency = \"demo-center\"\n\n[funds]\nunit = \"万元\"\nbudget = {spent}\nspent = {spent}\n",
            2020 + number / 3
        ),
    };
    let shared = [
        ("content/site.toml", "title = \"示例\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
    ];
    let shared = shared.map(|(path, text)| Source { path: path.into(), text: text.into() });
    // 139.12345678 and 138.5 亿元, and two that come to 135.00000001 亿元.
    let projects = [project(0, "1391234.5678"), project(3, "1385000"), project(6, "700000"), project(7, "650000.0001")];
    let site = pipeline::plan(Sources::new(shared.into_iter().chain(projects)), Vec::new());
    assert_eq!(site.content.projects.len(), 4);
    let findings = pipeline::files(&site, &|_: &str, _: &[u8]| Ok(())).expect("nothing is written");
    let said: Vec<String> = findings.iter().map(|finding| Lang::ZhCn.say(&finding.message)).collect();
    assert!(said.is_empty(), "{said:?}");
}

/// An attachment that is what its ending says and has no text.
fn scan(path: String) -> Attachment {
    Attachment { path, bytes: 1, sha256: Digest::of(b""), contents: Contents::Fitting(Vec::new()) }
}

/// What is said of the name of a file that a project lists, and the line it is said of.
fn said_of_name(name: &str) -> Vec<(&'static str, usize, String)> {
    let project = format!(
        "title = \"热线\"\nyear = 2023\nagency = \"demo-center\"\n\n[[sources]]\ntitle = \"原件\"\nfile = \"files/{name}\"\n"
    );
    let folder = "content/projects/2023/demo";
    let files = [
        ("content/site.toml".to_owned(), "title = \"示例\"\n".to_owned()),
        ("content/agencies.toml".to_owned(), "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n".to_owned()),
        (format!("{folder}/project.toml"), project),
    ];
    let mut sources = Sources::new(files.map(|(path, text)| Source { path, text }));
    let path = format!("{folder}/files/{name}");
    sources.attachments.insert(path.clone(), scan(path));
    let site = pipeline::plan(sources, Vec::new());
    let stopping = site.findings().iter().filter(|finding| finding.stops());
    stopping
        .map(|held| held.finding())
        .map(|finding| (finding.rule, site.sources.position(finding.span).line, Lang::ZhCn.say(&finding.message)))
        .collect()
}

#[test]
fn a_report_without_a_project_is_told_of_too() {
    let path = "content/projects/2023/alone/report.md";
    let files = [("content/site.toml", "title = \"示例\"\n"), (path, "电话13912345678。\n")];
    let files = files.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() });
    let site = pipeline::plan(Sources::new(files), Vec::new());
    let told: Vec<&str> = site.findings().iter().map(|finding| finding.rule).collect();
    assert_eq!(told, ["missing-file", "mobile-number"]);
    assert_eq!(site.found_about("index.html").0.len(), 2, "no page but the first tells of what belongs to no project");
}

#[test]
fn personal_data_in_the_name_of_a_file_stops_the_build_once() {
    for name in ["13912345678.pdf", "李某13912345678.pdf", "李某 13912345678.pdf", "扫描件_13912345678.pdf"] {
        let masked = name.replace("13912345678", "139****5678");
        let said = format!("文件名 content/projects/2023/demo/files/{masked} 里有个人信息 139****5678");
        assert_eq!(said_of_name(name), [("mobile-number", 7, said)], "{name}");
    }
    let said =
        "文件名 content/projects/2023/demo/files/李某 139****5678-身份证.pdf 里有个人信息 139****5678".to_owned();
    assert_eq!(said_of_name("李某 13912345678-身份证.pdf"), [("mobile-number", 7, said)]);
    let found = said_of_name("990000199001010009.pdf");
    assert_eq!(found.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), ["identity-number"]);
    assert_eq!(said_of_name("2023年度热线.pdf"), []);
}

/// The rows of a table of texts, `\n` and `\t` in them resolved.
fn rows(table: &str) -> Vec<Vec<String>> {
    let resolved = |cell: &str| {
        let (mut text, mut rest) = (String::new(), cell.chars());
        while let Some(c) = rest.next() {
            match (c, rest.clone().next()) {
                ('\\', Some(escaped @ ('n' | 't' | '\\'))) => {
                    rest.next();
                    text.push(match escaped {
                        'n' => '\n',
                        't' => '\t',
                        _ => '\\',
                    });
                }
                _ => text.push(c),
            }
        }
        text
    };
    table.lines().skip(1).map(|line| line.split('\t').map(resolved).collect()).collect()
}

/// A site with these files beside its settings and its registry.
fn site(files: impl IntoIterator<Item = (String, String)>) -> Site {
    let usual = [
        ("content/site.toml", "title = \"示例\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
    ];
    let usual = usual.map(|(path, text)| (path.to_owned(), text.to_owned()));
    let sources = usual.into_iter().chain(files).map(|(path, text)| Source { path, text });
    pipeline::plan(Sources::new(sources), Vec::new())
}

/// A site with a project for each row of a table, its last cell being the project's report.
fn reports(table: &[Vec<String>]) -> Site {
    let files = table.iter().enumerate().flat_map(|(number, row)| {
        let folder = format!("content/projects/2023/row-{number}");
        let project = format!("title = \"第{number}行\"\nyear = 2023\nagency = \"demo-center\"\n");
        let report = format!("## 一、概况\n\n{}\n", row.last().expect("a text"));
        [(format!("{folder}/project.toml"), project), (format!("{folder}/report.md"), report)]
    });
    site(files)
}

/// The rules that look for personal data.
const RULES: [&str; 6] =
    ["mobile-number", "identity-number", "passport-number", "bank-card", "private-mailbox", "home-address"];

/// Which of them say something of a row's project.
fn said_of(site: &Site, number: usize) -> Vec<&'static str> {
    let project = format!("2023/row-{number}");
    let of_project = site.findings().iter().filter(|finding| finding.project.as_deref() == Some(project.as_str()));
    let mut said: Vec<&str> = of_project.map(|finding| finding.rule).filter(|rule| RULES.contains(rule)).collect();
    said.dedup();
    said
}

/// Letters and digits alone, those of other shapes as plain ones, without the tags of HTML.
fn squeezed(text: &str) -> String {
    let mut shown = String::new();
    let mut is_tag = false;
    for c in text.nfkc() {
        is_tag = c == '<' || (is_tag && c != '>');
        let numeral = "〇一二三四五六七八九".chars().position(|numeral| numeral == c);
        let c = numeral.and_then(|digit| char::from_digit(digit as u32, 10)).unwrap_or(c);
        if !is_tag && c.is_alphanumeric() {
            shown.push(c);
        }
    }
    shown
}

/// Which of the secrets stand in a file made of a site, with its name. The rules' own examples may show some.
fn published(site: &Site) -> Vec<String> {
    let found = Mutex::new(BTreeSet::new());
    pipeline::files(site, &|path: &str, bytes: &[u8]| {
        let is_text = [".html", ".json", ".csv", ".xml", ".jsonld"].iter().any(|ending| path.ends_with(ending));
        let text = squeezed(&format!("{path} {}", if is_text { String::from_utf8_lossy(bytes) } else { "".into() }));
        let shown = SECRETS.iter().filter(|secret| !path.starts_with("rules/") && text.contains(**secret));
        found.lock().expect("no thread panics").extend(shown.map(|secret| format!("{secret} in {path}")));
        Ok(())
    })
    .expect("nothing is written");
    found.into_inner().expect("no thread panics").into_iter().collect()
}

/// Whoever reads a page must not read these.
const SECRETS: [&str; 9] = [
    "13912345678",
    "990000199001010009",
    "990000199001010001",
    "E12345678",
    "C12345678",
    "6200000000000000001",
    "zhangqqcom",
    "liqqcom",
    "牙港路12号",
];

#[test]
fn every_spelling_is_found_in_a_report_and_published_nowhere() {
    let table = rows(include_str!("../fixtures/privacy/found.tsv"));
    let site = reports(&table);
    let is_missed = |(number, row): &(usize, &Vec<String>)| said_of(&site, *number) != [row[0].as_str()];
    let missed: Vec<String> = table
        .iter()
        .enumerate()
        .filter(is_missed)
        .map(|(number, row)| format!("{row:?}: found {:?}", said_of(&site, number)))
        .collect();
    println!("{} of {} spellings in a report", table.len() - missed.len(), table.len());
    assert!(missed.is_empty() && table.len() >= 127, "{}", missed.join("\n"));
    assert_eq!(published(&site), [""; 0]);
}

/// Of what was made only the parts are looked through that hold something like personal data.
#[test]
fn what_is_found_in_a_text_is_found_in_a_long_one_that_was_made() {
    let filler = "本项目按计划完成，群众较为满意。".repeat(20);
    let (mut compared, mut differing) = (0, Vec::new());
    for row in rows(include_str!("../fixtures/privacy/found.tsv")) {
        let text = format!("{filler}\n\n{}\n\n{filler}", row[1]);
        for (made, form) in [(markdown::render(&text).html, Form::Marked), (text, Form::Plain)] {
            let [whole, parts] = [privacy::find, privacy::find_in_made].map(|find| find(&made, form, &[]));
            compared += whole.len();
            if whole != parts {
                differing.push(row[1].clone());
            }
        }
    }
    // Mark-up of Markdown that was left standing in a page is read as it stands.
    assert_eq!(differing, ["电话 139[1234][甲]5678"]);
    assert!(compared >= 200, "{compared}");
}

#[test]
fn what_is_no_personal_data_can_be_published() {
    let table = rows(include_str!("../fixtures/privacy/innocent.tsv"));
    let site = reports(&table);
    let said = |(number, row): (usize, &Vec<String>)| {
        let rules = said_of(&site, number);
        (!rules.is_empty()).then(|| format!("{row:?}: {rules:?}"))
    };
    let alarms: Vec<String> = table.iter().enumerate().filter_map(said).collect();
    println!("{} of {} innocent texts", table.len() - alarms.len(), table.len());
    assert!(alarms.is_empty() && table.len() >= 124, "{}", alarms.join("\n"));
    let made = pipeline::files(&site, &|_: &str, _: &[u8]| Ok(())).expect("nothing is written");
    assert_eq!(made.iter().map(|finding| Lang::ZhCn.say(&finding.message)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_other_place_is_looked_through_and_published_nowhere() {
    let table = rows(include_str!("../fixtures/privacy/elsewhere.tsv"));
    let mut missed = Vec::new();
    for row in &table {
        let [rule, path, text] = &row[..] else { panic!("{row:?}") };
        let site = site([(path.clone(), text.clone())]);
        let mut said: Vec<&str> =
            site.findings().iter().map(|finding| finding.rule).filter(|rule| RULES.contains(rule)).collect();
        said.dedup();
        let shown = site.sources.below("").filter(|(file, _)| {
            let text = squeezed(&site.sources.text(*file));
            SECRETS.iter().any(|secret| text.contains(secret))
        });
        let shown: Vec<&str> = shown.map(|(_, source)| source.path.as_str()).collect();
        if said != [rule.as_str()] || !shown.is_empty() {
            missed.push(format!("{row:?}: found {said:?}, left in {shown:?}"));
        }
    }
    println!("{} of {} places elsewhere", table.len() - missed.len(), table.len());
    assert!(missed.is_empty() && table.len() >= 57, "{}", missed.join("\n"));
}

#[test]
fn a_rule_switched_off_or_acknowledged_publishes_nothing() {
    let off: String = RULES.map(|rule| format!("{rule} = \"off\"\n")).concat();
    let project = "title = \"热线13912345678\"\nyear = 2023\nagency = \"demo-center\"\n\n[[sources]]\nfile = \"files/13912345678.pdf\"\n\n\
                   [[acknowledged]]\nrule = \"mobile-number\"\nat = \"139****5678\"\nnote = \"同意公开\"\n";
    let made = |settings: &str, folder: &str| {
        let files = [
            ("content/site.toml".to_owned(), format!("title = \"示例\"\n{settings}")),
            (format!("content/projects/2023/{folder}/project.toml"), project.to_owned()),
        ];
        let mut site = site(files);
        let path = format!("content/projects/2023/{folder}/files/13912345678.pdf");
        site.sources.attachments.insert(path.clone(), scan(path));
        assert_eq!(pipeline::attachments(&site).count(), 0);
        site
    };
    assert_eq!(published(&made("", "demo")), [""; 0]);
    assert_eq!(published(&made(&format!("[rules]\n{off}"), "demo")), [""; 0]);
    // An address cannot be masked: such a site is not published at all.
    let site = made(&format!("[rules]\n{off}"), "13912345678");
    assert!(!pipeline::files(&site, &|_: &str, _: &[u8]| Ok(())).expect("nothing is written").is_empty());
}
