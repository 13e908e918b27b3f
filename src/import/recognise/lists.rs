//! Tables that are lists: goals, targets with a ladder, summaries of scores, evaluators, problems. Adds nothing up.

use super::heads::Head;
use super::scores;
use super::sheet::{Columns, Sheet};
use super::{Person, Recognised, Summary, clean, figure, head_row, is_end_of_part};
use crate::import::document::{Cell, one_line, plain};
use crate::import::draft::{Entry, Value};

/// Reads the list whose heads stand in a row; gives the first row behind it.
pub(super) fn read(sheet: &Sheet<'_>, row: usize, draft: &mut Recognised) -> Option<usize> {
    let columns = head_row(sheet, row);
    let has = |head: Head| columns.iter().any(|(known, _)| *known == head);
    let read: fn(&Sheet<'_>, usize, &[(Head, Columns)], &mut Recognised) =
        if has(Head::GoalExpected) && has(Head::GoalActual) {
            read_goal
        } else if has(Head::Ladder) && has(Head::Level(3)) {
            read_target
        } else if columns.iter().any(|(head, _)| is_of_group(*head)) && has(Head::Weight) && has(Head::Score) {
            draft.summaries.push(Summary { place: summary_name(&draft.place), rows: Vec::new() });
            read_summary
        } else if has(Head::Person) && (has(Head::Post) || has(Head::Organisation)) {
            read_person
        } else if has(Head::ProblemKind) && has(Head::Problem) {
            read_problem
        } else {
            return None;
        };
    sheet.row(row).iter().for_each(|cell| sheet.take(cell));
    let is_goal = has(Head::GoalExpected);
    let mut columns = columns;
    // 优 良 中 差 in a second row: the columns of the ladder.
    let ladder: Vec<&Cell> = sheet.written(row + 1).into_iter().filter(|cell| is_grade(&cell.text)).take(4).collect();
    let mut at = row + 1;
    if ladder.len() == 4 {
        columns.retain(|(head, _)| *head != Head::Ladder);
        columns.extend(ladder.iter().map(|cell| (Head::Ladder, Columns::of(cell))));
        ladder.iter().for_each(|cell| sheet.take(cell));
        at += 1;
    }
    while at < sheet.rows() {
        // 综合得分 is a label elsewhere, and the sum of a list here.
        let is_end = is_end_of_part(sheet, at) && !scores::is_sum(sheet.row(at));
        if is_end || head_row(sheet, at).len() >= 2 || is_goal && at > row + 1 {
            break;
        }
        let width = columns.iter().map(|(_, columns)| columns.to).max().unwrap_or_default();
        if !sheet.table.has_columns && sheet.row(at).len() < width {
            break;
        }
        read(sheet, at, &columns, draft);
        at += 1;
    }
    Some(at)
}

/// Whether a head stands over the names of groups of indicators.
fn is_of_group(head: Head) -> bool {
    matches!(head, Head::Summary | Head::Level(1))
}

fn summary_name(caption: &str) -> String {
    match caption.contains("汇总") {
        true => caption.to_owned(),
        false => "得分汇总表".to_owned(),
    }
}

/// Whether cells are the heads of a scale: 优, 良, 中, 差.
pub(super) fn are_grades(cells: &[&Cell]) -> bool {
    cells.iter().filter(|cell| is_grade(&cell.text)).count() >= 3
}

fn is_grade(text: &str) -> bool {
    ["优", "良", "中", "差", "优秀", "良好", "一般", "较差"].contains(&plain(text).as_str())
}

/// The cell below a head, taken.
fn taken<'t>(sheet: &Sheet<'t>, row: usize, columns: &[(Head, Columns)], head: Head) -> Option<&'t Cell> {
    let (_, columns) = columns.iter().find(|(known, _)| *known == head)?;
    let cell = sheet.below(row, *columns).filter(|cell| !cell.text.trim().is_empty())?;
    sheet.take(cell);
    Some(cell)
}

fn text_of(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], head: Head) -> String {
    taken(sheet, row, columns, head).map_or(String::new(), |cell| one_line(&cell.text))
}

fn read_goal(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], draft: &mut Recognised) {
    let mut goal = Entry::default();
    goal.text("expected", text_of(sheet, row, columns, Head::GoalExpected));
    goal.text("actual", text_of(sheet, row, columns, Head::GoalActual));
    if !goal.0.is_empty() {
        draft.goals.push(goal);
    }
}

fn read_target(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], draft: &mut Recognised) {
    let Some(name) = taken(sheet, row, columns, Head::Level(3)) else { return };
    let mut target = Entry::default();
    let kind = columns.iter().find(|(head, _)| *head == Head::TargetKind);
    let kind = kind.and_then(|(_, columns)| sheet.below(row, *columns)).filter(|cell| !cell.text.trim().is_empty());
    kind.inspect(|cell| sheet.take(cell));
    let before = || draft.targets.last().and_then(|target| target.get("kind")).map(str::to_owned);
    target.text("kind", kind.map(|cell| one_line(&cell.text)).or_else(before).unwrap_or_default());
    target.text("name", clean(&name.text).0);
    // 绩效目标 has no head of its own elsewhere: it stands between the names and the ladder.
    let first_step = columns.iter().find(|(head, _)| *head == Head::Ladder).map_or(0, |(_, columns)| columns.from);
    let between = sheet.row(row).iter().filter(|cell| cell.column > name.column && cell.column < first_step);
    for cell in between.filter(|cell| !cell.text.trim().is_empty()) {
        if !target.has("target") {
            target.text("target", one_line(&cell.text));
            sheet.take(cell);
        }
    }
    let ladder: Vec<&Cell> = columns
        .iter()
        .filter(|(head, _)| *head == Head::Ladder)
        .filter_map(|(_, columns)| sheet.below(row, *columns))
        .filter(|cell| !cell.text.trim().is_empty())
        .collect();
    if ladder.len() == 4 {
        ladder.iter().for_each(|cell| sheet.take(cell));
        target.value("ladder", Value::Texts(ladder.iter().map(|cell| one_line(&cell.text)).collect()));
    }
    draft.targets.push(target);
}

fn read_summary(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], draft: &mut Recognised) {
    let group = columns.iter().map(|(head, _)| *head).find(|head| is_of_group(*head));
    let Some(name) = group.and_then(|group| taken(sheet, row, columns, group)) else { return };
    let is_total = scores::is_sum(sheet.row(row));
    let mut entry = Entry::default();
    let label = one_line(&name.text);
    entry.text("of", if is_total { "总分".to_owned() } else { clean(&name.text).0 });
    if is_total && plain(&label) != "总分" {
        entry.text("label", label);
    }
    for (head, key) in [(Head::Weight, "weight"), (Head::Score, "score")] {
        let cell = columns.iter().find(|(known, _)| *known == head).and_then(|(_, columns)| sheet.below(row, *columns));
        if let Some((cell, printed)) = cell.and_then(|cell| Some((cell, figure(&cell.text)?))) {
            entry.figure(key, printed);
            sheet.take(cell);
        }
    }
    entry.text("grade", text_of(sheet, row, columns, Head::Grade));
    let bands = text_of(sheet, row, columns, Head::Bands);
    if !bands.is_empty() {
        let said = format!("{}：{bands}", one_line(&name.text));
        draft.bands = Some(match draft.bands.take() {
            Some(others) if is_total => format!("{said}；{others}"),
            Some(others) => format!("{others}；{said}"),
            None => said,
        });
    }
    if let Some(summary) = draft.summaries.last_mut() {
        summary.rows.push((sheet.place(name), entry));
    }
}

fn read_person(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], draft: &mut Recognised) {
    let Some(name) = taken(sheet, row, columns, Head::Person) else { return };
    let name = plain(&name.text);
    let mut entry = Entry::default();
    entry.text("post", text_of(sheet, row, columns, Head::Post));
    entry.text("unit", text_of(sheet, row, columns, Head::Organisation));
    let score = columns.iter().find(|(head, _)| matches!(head, Head::PersonScore | Head::Score));
    let score = score.and_then(|(_, columns)| sheet.below(row, *columns));
    if let Some((cell, printed)) = score.and_then(|cell| Some((cell, figure(&cell.text)?))) {
        entry.figure("score", printed);
        sheet.take(cell);
    }
    taken(sheet, row, columns, Head::Dropped);
    draft.evaluators.push(Person { name, entry });
}

fn read_problem(sheet: &Sheet<'_>, row: usize, columns: &[(Head, Columns)], draft: &mut Recognised) {
    let category = text_of(sheet, row, columns, Head::ProblemKind);
    if !category.is_empty() {
        draft.problem_kind = category;
    }
    taken(sheet, row, columns, Head::Dropped);
    let unit = text_of(sheet, row, columns, Head::ProblemUnit);
    let text = text_of(sheet, row, columns, Head::Problem);
    if text.is_empty() && unit.is_empty() {
        return;
    }
    let mut problem = Entry::default();
    problem.text("category", draft.problem_kind.clone());
    problem.text("unit", unit);
    problem.text("text", text);
    draft.problems.push(problem);
}
