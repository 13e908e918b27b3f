//! Reading and planning again after a change give just what reading and planning anew do, whatever was changed.

use std::collections::BTreeMap;
use std::fs;
use std::mem;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use gongshi::diag::{Held, human, machine};
use gongshi::lang::Lang;
use gongshi::load::{self, Loaded};
use gongshi::manifest::Digest;
use gongshi::pipeline::{self, Worked};
use gongshi::site::plan::outputs::Output;
use gongshi::site::{Page, Site};
use gongshi::source::{Attachment, Contents, Source, Sources};

use crate::common;

/// A site by path, as an author's hands leave it.
type Files = BTreeMap<String, String>;

type Change<'a> = Box<dyn Fn(&mut Files) + 'a>;

/// The sources of a site, as they are after others; what lies in `files/` is published as it is.
fn sources(files: &Files, before: Option<&Sources>) -> Sources {
    let (attached, texts): (Vec<_>, Vec<_>) = files.iter().partition(|(path, _)| path.contains("/files/"));
    let texts = texts.into_iter().map(|(path, text)| Source { path: path.clone(), text: text.clone() });
    let mut sources = match before {
        Some(before) => Sources::again(texts, [], before),
        None => Sources::new(texts),
    };
    let attached = attached.into_iter().map(|(path, text)| {
        let (bytes, contents) = (text.len() as u64, Contents::Fitting(Vec::new()));
        (path.clone(), Attachment { path: path.clone(), bytes, sha256: Digest::of(text.as_bytes()), contents })
    });
    sources.attachments = attached.collect();
    sources
}

/// All that a site says: the pages that readers open first, asked for before anything else was checked, findings, and what
/// tells of all of them.
fn told(site: &Site) -> Vec<String> {
    let of_projects = site.content.projects.iter().map(|project| format!("projects/{}/index.html", project.id));
    let pages = ["index.html", "quality/index.html", "quality/page-2/index.html", "rules/index.html", "sitemap.xml"];
    let made = of_projects.chain(pages.map(str::to_owned)).map(|path| {
        let bytes = pipeline::file(site, &path).map(|made| made.map_err(|finding| finding.message.clone()));
        format!("{path}: {:?}", bytes.map(|made| made.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())))
    });
    let said = |held: &Arc<Held>| {
        let (lang, finding) = (Lang::ZhCn, held.finding());
        machine::json(&site.sources, lang, &finding) + &human::finding(&site.sources, lang, &finding, false)
    };
    let findings = site.findings().iter().chain(site.for_staff()).map(said);
    made.chain(findings).collect()
}

fn change(files: &mut Files, ending: &str, from: &str, to: &str) {
    let (_, text) = files.iter_mut().find(|(path, text)| path.ends_with(ending) && text.contains(from)).expect(from);
    *text = text.replace(from, to);
}

#[test]
fn planning_again_says_what_planning_anew_says() {
    let mut files: Files = crate::corpus::site(3).into_iter().map(|file| (file.path, file.text)).collect();
    let report = files.keys().find(|path| path.ends_with("/report.md")).expect("a report").clone();
    let project = report.replace("report.md", "project.toml");
    let (report, project) = (report.as_str(), project.as_str());
    let changes: Vec<(&str, Change<'_>)> = vec![
        ("nothing", Box::new(|_| {})),
        ("a title", Box::new(|files| change(files, project, "title = \"", "title = \"新"))),
        ("a text", Box::new(|files| change(files, report, "。", "。支出[1万元]{funds.spent}。"))),
        ("a telephone", Box::new(|files| change(files, report, "。", "，电话13912345678。"))),
        ("another telephone", Box::new(|files| change(files, report, "13912345678", "13912340000"))),
        ("a figure", Box::new(|files| change(files, project, "spent = ", "spent = 9"))),
        ("broken syntax", Box::new(|files| change(files, project, "year = ", "year == "))),
        ("mended syntax", Box::new(|files| change(files, project, "year == ", "year = "))),
        ("the name of an agency", Box::new(|files| change(files, "agencies.toml", "name = \"", "name = \"新"))),
        ("a line above the registry", Box::new(|files| change(files, "agencies.toml", "[[regions]]", "\n[[regions]]"))),
        (
            "a name that a report writes with a slip",
            Box::new(|files| change(files, report, "## ", "## 示范政务服务务中心\n\n## ")),
        ),
        (
            "an agency of that name",
            Box::new(|files| {
                let text = "\n[[agencies]]\nid = \"other\"\nname = \"示范政务服务务中心\"\n\n[[agencies]]\nid = \"slip\"\nname = \"示范政务服务中心\"\n";
                files.get_mut("content/agencies.toml").expect("registry").push_str(text)
            }),
        ),
        (
            "the agency of a project",
            Box::new(|files| {
                let (_, text) = files.iter_mut().find(|(path, _)| path.as_str() == project).expect("a project");
                let at = text.find("agency = \"").expect("an agency") + 10;
                let end = at + text[at..].find('"').expect("a quotation mark");
                text.replace_range(at..end, "slip");
            }),
        ),
        (
            "the other agency's name",
            Box::new(|files| change(files, "agencies.toml", "\"示范政务服务务中心\"", "\"别的中心\"")),
        ),
        (
            "a short name of it",
            Box::new(|files| {
                change(files, "agencies.toml", "\"别的中心\"", "\"别的中心\"\nshort_names = [\"示范政务服务务中心\"]")
            }),
        ),
        (
            "a former name",
            Box::new(|files| {
                change(
                    files,
                    "agencies.toml",
                    "\"示范政务服务中心\"",
                    "\"新政务服务中心\"\nformer_names = [{ name = \"示范政务服务中心\", to = 2000 }]",
                )
            }),
        ),
        (
            "the region of an agency",
            Box::new(|files| change(files, "agencies.toml", "id = \"slip\"", "id = \"slip\"\nregion = \"460000\"")),
        ),
        ("the title of the site", Box::new(|files| change(files, "content/site.toml", "title = \"", "title = \"新"))),
        (
            "what counts as far beyond a target",
            Box::new(|files| {
                let text = files.get_mut("content/site.toml").expect("settings");
                text.push_str("\n[thresholds]\nover_achievement = \"101%\"\n");
            }),
        ),
        ("a template", Box::new(|files| drop(files.insert("themes/own/templates/page.html".into(), "甲".into())))),
        ("the template again", Box::new(|files| change(files, "page.html", "甲", "乙"))),
        ("a weight of a rubric", Box::new(|files| change(files, ".toml", "weight = ", "weight = 1"))),
        (
            "a level",
            Box::new(|files| {
                files.get_mut("content/site.toml").expect("settings").push_str("\n[rules]\nfunds-total = \"off\"\n")
            }),
        ),
        (
            "a page",
            Box::new(|files| drop(files.insert("content/pages/about.md".into(), "# 关于\n\n[甲](x.pdf)\n".into()))),
        ),
        (
            "a new project",
            Box::new(|files| {
                let text = "title = \"新\"\nyear = 2023\nagency = \"none\"\n";
                files.insert("content/projects/2023/new/project.toml".into(), text.into());
            }),
        ),
        (
            "another between others",
            Box::new(|files| {
                let text = "title = \"又一\"\nyear = 2024\nagency = \"none\"\n[[sources]]\ntitle = \"原件\"\nfile = \"files/a.pdf\"\n";
                files.insert("content/projects/2023/between/project.toml".into(), text.into());
            }),
        ),
        (
            "its original",
            Box::new(|files| {
                files.insert("content/projects/2023/between/files/a.pdf".into(), "1".into());
            }),
        ),
        (
            "its report",
            Box::new(|files| {
                files.insert(
                    "content/projects/2023/between/report.md".into(),
                    "## 一、甲\n\n见[附表](files/b.pdf)。\n".into(),
                );
            }),
        ),
        (
            "a file beside it that nothing names",
            Box::new(|files| {
                files.insert("content/projects/2023/between/files/c.pdf".into(), "1".into());
            }),
        ),
        ("its original that goes", Box::new(|files| drop(files.remove("content/projects/2023/between/files/a.pdf")))),
        ("a project that goes", Box::new(|files| files.retain(|path, _| !path.contains("/2023/new/")))),
        (
            "a project that lies too deep",
            Box::new(|files| {
                let text = "title = \"深\"\nyear = 2023\nagency = \"none\"\n";
                files.insert("content/projects/2023/between/deep/project.toml".into(), text.into());
            }),
        ),
        ("its title", Box::new(|files| change(files, "deep/project.toml", "深", "更深"))),
        ("it goes", Box::new(|files| drop(files.remove("content/projects/2023/between/deep/project.toml")))),
        (
            "a rubric that comes",
            Box::new(|files| {
                files.insert("content/rubrics/other.toml".into(), "name = \"另一\"\nmaximum = 100\n".into());
            }),
        ),
        (
            "a file before all others",
            Box::new(|files| {
                files.insert("content/.toml".into(), "甲".into());
            }),
        ),
        ("a report that goes", Box::new(|files| drop(files.remove(report)))),
        (
            "a rubric that projects name goes",
            Box::new(|files| {
                files.retain(|path, _| !path.starts_with("content/rubrics/") || path.ends_with("/other.toml"));
            }),
        ),
        ("the registry goes", Box::new(|files| drop(files.remove("content/agencies.toml")))),
    ];
    let mut before: Option<(Site, Worked)> = None;
    let mut said = Vec::new();
    for (name, change) in changes {
        change(&mut files);
        let anew = pipeline::plan(sources(&files, None), Vec::new());
        let again = sources(&files, before.as_ref().map(|(site, _)| &site.sources));
        assert!(again == anew.sources, "the sources after {name}");
        let (known, worked) = before.unzip();
        let (site, worked) = pipeline::plan_again(again, Vec::new(), known.as_ref().zip(worked));
        let now = told(&site);
        for (again, anew) in now.iter().zip(told(&anew)) {
            assert!(*again == anew, "after {name}:\n{again}\n{anew}");
        }
        // Otherwise nothing would be proved by it.
        let has_no_effect = ["a line above the registry", "an agency of that name", "a template", "the template again"];
        assert_eq!(now == said, has_no_effect.contains(&name), "{name}");
        said = now;
        assert_eq!(site.findings().len(), anew.findings().len(), "after {name}");
        before = Some((site, worked));
    }
}

/// How many projects are the ones that were read before, and how many findings of theirs those that were found.
fn kept(again: &Site, before: &Site) -> (usize, usize) {
    let projects = &again.content.projects;
    let of_projects =
        |site: &Site| site.findings().iter().filter(|one| one.project.is_some()).cloned().collect::<Vec<_>>();
    let known = of_projects(before);
    let is_known = |one: &Arc<Held>| known.iter().any(|known| Arc::ptr_eq(one, known));
    (
        projects.iter().filter(|again| before.content.projects.iter().any(|one| Arc::ptr_eq(again, one))).count(),
        of_projects(again).iter().filter(|one| is_known(one)).count(),
    )
}

/// The page of a project and what the clerks are told beside it.
fn page_of(site: &Site, number: usize) -> (Vec<u8>, String) {
    let path = format!("projects/{}/index.html", site.content.projects[number].id);
    let page = pipeline::file(site, &path).expect("a page").expect("no trouble");
    (page, format!("{:?}", site.found_about(&path)))
}

#[test]
fn a_page_of_a_project_waits_for_no_other_projects_than_it_shows() {
    let (site, _) = pipeline::plan_again(Sources::new(crate::corpus::site(12)), Vec::new(), None);
    assert_eq!(site.unchecked(), 12);
    let shown: Vec<_> = (0..12)
        .map(|number| {
            let before = site.unchecked();
            let years = site.years_of(&site.content.projects[number]).len().max(1);
            let page = page_of(&site, number);
            assert!(before - site.unchecked() <= years, "{number}: {before} to {}, {years} years", site.unchecked());
            page
        })
        .collect();
    let whole = pipeline::plan(Sources::new(crate::corpus::site(12)), Vec::new());
    assert_eq!(whole.unchecked(), 0);
    for (number, shown) in shown.into_iter().enumerate() {
        assert!(shown == page_of(&whole, number), "{number} was shown otherwise while others were not checked");
    }
}

#[test]
fn a_page_asks_for_no_more_checks_than_is_said_beforehand() {
    let sources = Sources::new(crate::corpus::site(40));
    let fresh = || pipeline::plan_again(sources.clone(), Vec::new(), None).0;
    // One page of each kind.
    let mut kinds = BTreeMap::new();
    for (path, output) in fresh().outputs() {
        if let Output::Page(page) = output {
            let group = if let Page::Group(group, _) = page { Some(mem::discriminant(group)) } else { None };
            kinds.entry(format!("{:?} {group:?}", mem::discriminant(page))).or_insert_with(|| path.to_owned());
        }
    }
    assert!(kinds.len() > 15, "{kinds:?}");
    for path in kinds.values() {
        let site = fresh();
        let (all, said) = (site.unchecked(), site.unchecked_for(path));
        pipeline::file(&site, path).expect("a page").expect("no trouble");
        let asked = all - site.unchecked();
        // Few are left out: the years of a project, the newest that a page shows.
        assert!(asked <= said.max(10), "{path}: {asked} checks, {said} said");
    }
}

#[test]
fn a_change_while_checks_go_on_takes_over_what_is_checked_and_mixes_nothing() {
    let mut files: Files = crate::corpus::site(6).into_iter().map(|file| (file.path, file.text)).collect();
    let project = files.keys().find(|path| path.ends_with("/project.toml")).expect("a project").clone();
    let (before, worked) = pipeline::plan_again(sources(&files, None), Vec::new(), None);
    let changed = before.index_of(&project["content/projects/".len()..project.len() - "/project.toml".len()]);
    let other = (0..6).find(|number| Some(*number) != changed).expect("another");
    page_of(&before, other);
    let known = 6 - before.unchecked();
    change(&mut files, &project, "title = \"", "title = \"新");
    let again = sources(&files, Some(&before.sources));
    let (after, _) = pipeline::plan_again(again, Vec::new(), Some((&before, worked)));
    assert_eq!(after.unchecked(), 6 - known, "what was checked is taken over");
    // Who still looks at the site before the change asks for what both share.
    before.check(|_| true);
    assert_eq!(after.unchecked(), 1, "what is still so is shared, what changed is not");
    let anew = pipeline::plan(sources(&files, None), Vec::new());
    assert!(told(&after) == told(&anew));
    change(&mut files, &project, "title = \"新", "title = \"");
    assert!(told(&before) == told(&pipeline::plan(sources(&files, None), Vec::new())));
}

#[test]
fn a_change_is_worked_out_again_only_for_the_projects_that_it_concerns() {
    let mut files: Files = crate::corpus::site(12).into_iter().map(|file| (file.path, file.text)).collect();
    let project = files.keys().find(|path| path.ends_with("/project.toml")).expect("a project").clone();
    let agency =
        files[&project].split("agency = \"").nth(1).and_then(|rest| rest.split('"').next()).expect("its agency");
    let named = format!("id = \"{agency}\"\nname = \"");
    let theirs = format!("agency = \"{agency}\"");
    let of_agency = files.values().filter(|text| text.contains(&theirs)).count();
    let new = "content/projects/2023/new/project.toml";
    let renamed = |files: &mut Files| change(files, "agencies.toml", &named, &format!("{named}新"));
    let changes: Vec<(Change<'_>, usize, bool)> = vec![
        (Box::new(|files| change(files, "content/site.toml", "title = \"", "title = \"新")), 12, true),
        (Box::new(|files| drop(files.insert("themes/own/templates/page.html".into(), "甲".into()))), 12, true),
        (Box::new(|files| change(files, "agencies.toml", "[[regions]]", "\n[[regions]]")), 12, true),
        (Box::new(renamed), 12 - of_agency, false),
        (Box::new(|files| change(files, &project, "title = \"", "title = \"新")), 11, false),
        (Box::new(|files| drop(files.insert(new.into(), files[&project].clone()))), 12, false),
        (Box::new(|files| drop(files.insert(new.replace("project.toml", "files/a.pdf"), "1".into()))), 12, false),
        (Box::new(|files| files.retain(|path, _| !path.contains("/2023/new/"))), 12, true),
        (
            Box::new(|files| {
                change(files, "content/site.toml", "title = \"", "rules = { funds-total = \"off\" }\ntitle = \"")
            }),
            0,
            false,
        ),
    ];
    let mut before = pipeline::plan_again(sources(&files, None), Vec::new(), None);
    let of_project = before.0.findings().iter().filter(|one| one.project.is_some()).count();
    assert!(of_agency < 12 && of_project > 12, "{of_agency} {of_project}");
    for (number, (change, read, all_checks)) in changes.into_iter().enumerate() {
        change(&mut files);
        let sources = sources(&files, Some(&before.0.sources));
        let (site, worked) = before;
        let after = pipeline::plan_again(sources, Vec::new(), Some((&site, worked)));
        let (projects, findings) = kept(&after.0, &site);
        let all = after.0.findings().iter().filter(|one| one.project.is_some()).count();
        assert_eq!((projects, findings == all), (read, all_checks), "change {number}: {findings} of {all}");
        assert!(findings > 0 || read == 0, "change {number}");
        before = after;
    }
}

/// A change of files below a folder.
type Edit<'a> = (&'static str, Box<dyn Fn(&Path) + 'a>);

#[test]
fn reading_again_gives_what_reading_anew_gives() {
    let site = common::Site::new("clean");
    let root = site.path();
    let report = fs::read_dir(root.join("content/projects/2023")).unwrap().next().unwrap().unwrap().path();
    let report = report.join("report.md");
    let write = |path: &Path, text: &str| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let attachment = report.with_file_name("files").join("a.txt");
    let settings = root.join("content/site.toml");
    let edits: Vec<Edit<'_>> = vec![
        ("nothing", Box::new(|_| {})),
        ("a text", Box::new(|_| write(&report, "## 一、甲\n\n信箱 a@example.org。\n"))),
        ("a text of the same length", Box::new(|_| write(&report, "## 一、乙\n\n信箱 b@example.org。\n"))),
        (
            "a text of the same length and time",
            Box::new(|_| {
                let time = fs::metadata(&report).unwrap().modified().unwrap();
                write(&report, "## 一、丙\n\n信箱 c@example.org。\n");
                fs::File::options().write(true).open(&report).unwrap().set_modified(time).unwrap();
            }),
        ),
        ("whose mailboxes are public", Box::new(|_| write(&settings, "title = \"站\"\ndomain = \"example.org\"\n"))),
        ("an attachment", Box::new(|_| write(&attachment, "甲\n"))),
        ("an attachment of the same length", Box::new(|_| write(&attachment, "乙\n"))),
        ("a file that is not UTF-8", Box::new(|_| fs::write(&report, [0xff, 0xfe]).unwrap())),
        ("a file that is UTF-8 again", Box::new(|_| write(&report, "## 一、丁\n"))),
        ("a page", Box::new(|root| write(&root.join("content/pages/about.md"), "# 关于\n"))),
        ("a page that goes", Box::new(|root| fs::remove_file(root.join("content/pages/about.md")).unwrap())),
        (
            "a file put in the place of another",
            Box::new(|root| {
                write(&root.join("report.md"), "## 一、戊\n");
                fs::rename(root.join("report.md"), &report).unwrap();
            }),
        ),
        (
            "a project",
            Box::new(|root| {
                write(&root.join("content/projects/2024/new/project.toml"), "title = \"新\"\nyear = 2024\n")
            }),
        ),
        (
            "a project in a folder of another name",
            Box::new(|root| {
                fs::rename(root.join("content/projects/2024/new"), root.join("content/projects/2024/old")).unwrap()
            }),
        ),
        ("a theme", Box::new(|root| write(&root.join("themes/own/static/own.css"), "a { color: red }\n"))),
        (
            "a link to a file",
            Box::new(|root| {
                std::os::unix::fs::symlink(root.join("content/site.toml"), root.join("content/pages/link.md")).unwrap()
            }),
        ),
        ("a text beside a link", Box::new(|_| write(&report, "## 一、己\n"))),
        ("a link that goes", Box::new(|root| fs::remove_file(root.join("content/pages/link.md")).unwrap())),
        ("a project that goes", Box::new(|root| fs::remove_dir_all(root.join("content/projects/2024")).unwrap())),
        ("a theme that goes", Box::new(|root| fs::remove_dir_all(root.join("themes")).unwrap())),
    ];
    // Long enough ago that files are known by their times, and a moment ago, when they are not.
    for pause in [Duration::from_millis(2100), Duration::ZERO] {
        let mut latest = Loaded::default();
        for (name, edit) in &edits {
            edit(root);
            thread::sleep(pause);
            latest = load::load_again(root, &[], &latest).unwrap();
            let anew = load::load(root, &[]).unwrap();
            assert!(latest.sources == anew.sources, "the sources after {name}");
            assert_eq!(latest.findings, anew.findings, "after {name}");
            assert_eq!(latest.layout, anew.layout, "after {name}");
        }
    }
}
