//! The five hand-made projects written out as forms and imported again: every cell is compared with the hand-made one.

use std::collections::BTreeSet;
use std::path::Path;

use gongshi::model::Content;
use gongshi::model::evaluation::PrintedRow;
use gongshi::model::project::Project;
use gongshi::source::{Located, Source, Sources};

use super::{content, drafts, formats, forms, hand_made, project, read_back};

/// What the tables of a project say, cell by cell: table, place, value.
fn facts(project: &Project) -> BTreeSet<(&'static str, String, String)> {
    let mut facts = BTreeSet::new();
    let mut add = |table, place: String, value: Option<String>| {
        facts.extend(value.map(|value| (table, place, value)));
    };
    fn text(text: Option<&Located<String>>) -> Option<String> {
        text.map(|text| text.value.clone())
    }
    add("head", "title".into(), Some(project.title.value.clone()));
    add("head", "year".into(), Some(project.year.value.to_string()));
    add("head", "agency".into(), Some(project.agency.value.clone()));
    add("head", "department".into(), project.departments.first().map(|department| department.id.value.clone()));
    add("head", "kind".into(), project.kind.clone());
    if let Some(funds) = &project.funds {
        add("funds", "unit".into(), Some(funds.unit.value.symbol().to_owned()));
        let rows = std::iter::once(("total", &funds.total));
        let rows = rows.chain(funds.sources.iter().map(|row| ("source", row)));
        for (at, (kind, row)) in rows.chain(funds.items.iter().map(|row| ("item", row))).enumerate() {
            add("funds", format!("{kind} {at} name"), text(row.name.as_ref()));
            for (basis, amount) in row.amounts.iter().enumerate() {
                let amount = amount.as_ref().map(|amount| amount.value.to_string());
                add("funds", format!("{kind} {at} {basis}"), amount);
            }
        }
    }
    for (at, target) in project.targets.iter().enumerate() {
        add("targets", format!("{at} kind"), text(target.kind.as_ref()));
        add("targets", format!("{at} name"), Some(target.name.value.clone()));
        add("targets", format!("{at} target"), text(target.attainment.target.as_ref()));
        for (step, words) in target.attainment.ladder.iter().enumerate() {
            add("targets", format!("{at} step {step}"), Some(words.value.clone()));
        }
    }
    let evaluation = &project.evaluations[0];
    add("evaluation", "score".into(), evaluation.score.as_ref().map(|score| score.value.to_string()));
    add("evaluation", "grade".into(), text(evaluation.grade.as_ref()));
    add("evaluation", "rubric".into(), Some(evaluation.rubric.value.clone()));
    add("evaluation", "rater".into(), Some(evaluation.rater.value.key().to_owned()));
    for (at, row) in evaluation.indicators.iter().enumerate() {
        let mut add = |key: &str, value: Option<String>| add("scores", format!("{at} {key}"), value);
        add("row", Some(format!("{} {}", row.level, row.name.value)));
        add("weight", row.weight.as_ref().map(|weight| weight.value.to_string()));
        add("weight over", Some(row.weight_over.to_string()));
        add("score", row.score.as_ref().map(|score| score.value.to_string()));
        add("not applicable", row.not_applicable.map(|none| format!("{none:?}")));
        add("explanation", text(row.explanation.as_ref()));
        add("standard", text(row.standard.as_ref()));
        add("basis", text(row.basis.as_ref()));
        add("target", text(row.attainment().target.as_ref()));
        add("actual", text(row.attainment().actual.as_ref()));
    }
    for printed in &evaluation.printed {
        let is_own = evaluation.place.as_ref() == Some(&printed.place.value);
        for row in
            printed.rows.iter().filter(|row| !is_own || row.label.as_ref().is_some_and(|label| label.value == "小计"))
        {
            let PrintedRow { label, weight, score, grade, .. } = row;
            let place = format!("{} of {}", printed.place.value, row.of.value);
            add("printed", format!("{place}: label"), text(label.as_ref()));
            add("printed", format!("{place}: weight"), weight.as_ref().map(|weight| weight.value.to_string()));
            add("printed", format!("{place}: score"), score.as_ref().map(|score| score.value.to_string()));
            // Of other tables the form prints no line for the grade of all.
            let grade = text(grade.as_ref()).filter(|_| printed.rows.len() <= 8);
            add("printed", format!("{place}: grade"), grade);
        }
    }
    for (at, person) in evaluation.evaluators.iter().enumerate() {
        add("evaluators", format!("{at} surname"), person.surname.clone());
        add("evaluators", format!("{at} post"), Some(person.post.clone()));
        add("evaluators", format!("{at} unit"), person.unit.clone());
        add("evaluators", format!("{at} score"), person.score.as_ref().map(|score| score.value.to_string()));
    }
    for (at, problem) in project.problems.iter().enumerate() {
        add("problems", format!("{at} category"), Some(problem.category.clone()));
        add("problems", format!("{at} unit"), problem.unit.clone());
        add("problems", format!("{at} text"), Some(problem.text.value.clone()));
    }
    facts
}

/// Imports the five written out by `write` as files called `name`, prints the rates and holds them to what is asked for.
fn measure(name: &str, write: impl Fn(&Project, &Content) -> Vec<u8>) {
    let content = content();
    let (mut right, mut all) = (0, 0);
    let mut differences = Vec::new();
    for hand_made in &hand_made() {
        let drafts = drafts(name, &write(hand_made, &content), &content);
        assert_eq!(drafts.len(), 1, "{}", hand_made.id);
        let (imported, findings) = read_back(&project(name, &drafts[0]));
        assert_eq!(findings, Vec::<String>::new(), "{}", hand_made.id);
        let (expected, found) = (facts(hand_made), facts(&imported));
        let mut tables: Vec<&str> = expected.iter().map(|(table, ..)| *table).collect();
        tables.dedup();
        for table in tables {
            let of = expected.iter().filter(|(of, ..)| *of == table);
            let (same, count) = (of.clone().filter(|fact| found.contains(fact)).count(), of.count());
            println!("{name}\t{}\t{table}\t{same}/{count}", hand_made.id);
        }
        right += expected.intersection(&found).count();
        all += expected.len();
        differences.extend(expected.difference(&found).map(|fact| format!("{} lacks {fact:?}", hand_made.id)));
        differences.extend(found.difference(&expected).map(|fact| format!("{} has {fact:?}", hand_made.id)));
    }
    println!("{name}\t{right}/{all}");
    let wrong = differences.iter().filter(|difference| difference.contains(" has ")).count();
    assert!(right * 100 >= all * 99 && wrong == 0, "{right} of {all}, {wrong} wrong:\n{}", differences.join("\n"));
}

/// What the checks of sums and grades say of a `project.toml`.
fn sums(toml: &str) -> BTreeSet<(String, Option<String>, Option<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let mut files = vec![Source { path: "content/projects/2023/draft/project.toml".into(), text: toml.into() }];
    let mut shared = vec![root.join("agencies.toml"), root.join("site.toml")];
    shared.extend(std::fs::read_dir(root.join("rubrics")).unwrap().map(|entry| entry.unwrap().path()));
    for path in shared {
        let below = path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap().to_string_lossy().into_owned();
        files.push(Source { path: below, text: std::fs::read_to_string(path).unwrap() });
    }
    let sources = Sources::new(files);
    let (content, _) = gongshi::model::read(&sources);
    let findings = gongshi::rules::check(&sources, &content).into_iter();
    let of_sums = ["subtotal-mismatch", "grade-mismatch", "basis-score-mismatch", "weight-sum", "weight-mismatch"];
    let findings = findings.filter(|finding| of_sums.contains(&finding.rule));
    findings.map(|finding| (finding.rule.to_owned(), finding.printed, finding.recomputed)).collect()
}

#[test]
fn what_does_not_add_up_is_found_in_drafts_as_in_what_was_made_by_hand() {
    let content = content();
    let mut found = 0;
    for hand_made in &hand_made() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/projects").join(&hand_made.id);
        let expected = sums(&std::fs::read_to_string(path.join("project.toml")).unwrap());
        for (name, bytes) in [
            ("form.txt", formats::text(&forms::blocks(hand_made, &content)).into_bytes()),
            ("form.docx", formats::docx(&forms::blocks(hand_made, &content))),
            ("form.doc", formats::doc(&forms::blocks(hand_made, &content))),
            ("form.xlsx", formats::xlsx(&forms::blocks(hand_made, &content))),
        ] {
            let draft = &drafts(name, &bytes, &content)[0];
            assert_eq!(sums(&project(name, draft)), expected, "{name} {}", hand_made.id);
        }
        found += expected.len();
    }
    assert!(found >= 6, "{found}");
}

#[test]
fn forms_as_text_are_imported_as_they_were_made_by_hand() {
    measure("form.txt", |project, content| formats::text(&forms::blocks(project, content)).into_bytes());
}

#[test]
fn forms_of_word_are_imported_as_they_were_made_by_hand() {
    measure("form.docx", |project, content| formats::docx(&forms::blocks(project, content)));
}

#[test]
fn forms_of_old_word_are_imported_as_they_were_made_by_hand() {
    measure("form.doc", |project, content| formats::doc(&forms::blocks(project, content)));
}

#[test]
fn forms_of_excel_are_imported_as_they_were_made_by_hand() {
    measure("form.xlsx", |project, content| formats::xlsx(&forms::blocks(project, content)));
}
