//! Tables of funds: amounts under their heads, or labels each with its amount behind it. Never decides which of two different
//! amounts is meant.

use super::days::whole_year;
use super::heads::{self, Head};
use super::sheet::{Columns, Sheet};
use super::{Recognised, figure, head_row, is_end_of_part};
use crate::import::document::{Cell, one_line, plain};
use crate::import::draft::{Entry, Unsure, Value};
use crate::lang::{Arg, Message};
use crate::syntax::figure::Share;
use crate::syntax::number;

/// The columns of a table of funds whose heads stand in a row.
pub(super) fn columns(sheet: &Sheet<'_>, row: usize) -> Option<Vec<(Head, Columns)>> {
    let mut columns = head_row(sheet, row);
    columns.iter_mut().filter(|(_, of)| is_of_rates(sheet, row, *of)).for_each(|(head, _)| *head = Head::Rate);
    let amounts = columns.iter().filter(|(head, _)| matches!(head, Head::Amount(_))).count();
    let has_level = columns.iter().any(|(head, _)| matches!(head, Head::Level(_)));
    // Labels with their amounts are no heads: there a figure stands beside each.
    let has_figures = sheet.written(row).iter().any(|cell| number::leading(&cell.text).is_some());
    // A column of names of projects is a ledger of several.
    let is_ledger = sheet.written(row).iter().any(|cell| heads::bare(&cell.text) == "项目名称");
    (amounts >= 2 && !has_level && !has_figures && !is_ledger && !is_over_years(sheet, row)).then_some(columns)
}

/// Whether the rows below heads are those of several years, and their sum is of none.
fn is_over_years(sheet: &Sheet<'_>, row: usize) -> bool {
    let below = (row + 1..sheet.rows()).take_while(|row| head_row(sheet, *row).len() < 2);
    let is_of_year = |row: &usize| sheet.written(*row).first().is_some_and(|name| whole_year(&name.text).is_some());
    below.filter(is_of_year).count() > 1
}

/// Whether a column that is called 预算执行 has rates: every figure below it is printed as so many per cent.
fn is_of_rates(sheet: &Sheet<'_>, row: usize, of: Columns) -> bool {
    let is_called = sheet.below(row, of).is_some_and(|head| heads::bare(&head.text) == "预算执行");
    let below = (row + 1..sheet.rows()).take_while(|row| head_row(sheet, *row).len() < 2);
    let cells: Vec<&str> = below.filter_map(|row| sheet.below(row, of)).map(|cell| cell.text.trim()).collect();
    let mut figures = cells.iter().filter(|text| number::leading(text).is_some()).peekable();
    is_called && figures.peek().is_some() && figures.all(|text| text.ends_with(['%', '％']))
}

/// The columns of a table of funds, and whether the head of the rates says that they are per cent.
struct Heads<'h> {
    columns: &'h [(Head, Columns)],
    rates_in_percent: bool,
}

/// Reads the rows below the heads; gives the first row behind them.
pub(super) fn read(sheet: &Sheet<'_>, start: usize, columns: &[(Head, Columns)], draft: &mut Recognised) -> usize {
    let rows_before = draft.sources.len();
    let heads = sheet.row(start);
    // Amounts may be in another unit than the others; what else names one says it of all.
    let of_amounts = |head: &&Cell| matches!(heads::head(&head.text), Some(Head::Amount(_)));
    let (amounts, others): (Vec<&Cell>, Vec<&Cell>) = heads.iter().partition(of_amounts);
    take_unit(sheet, others.into_iter(), draft);
    if draft.unit.is_none() {
        take_unit(sheet, amounts.into_iter().filter(|head| heads::unit(&head.text).is_some()).take(1), draft);
    }
    heads.iter().for_each(|cell| sheet.take(cell));
    let first_amount = columns.iter().find(|(head, _)| matches!(head, Head::Amount(_)));
    let first_amount = first_amount.map_or(0, |(_, columns)| columns.from);
    // Items of expenditure are named under a head of their own; sources stand under the label of the part.
    let is_of_items = |cell: &Cell| {
        ["明细", "支出内容", "支出项目", "开支内容", "费用"].iter().any(|word| plain(&cell.text).contains(word))
    };
    let names_items = heads.iter().any(|cell| cell.column < first_amount && is_of_items(cell));
    let is_in_percent = |(head, of): &(Head, Columns)| {
        *head == Head::Rate && sheet.below(start, *of).is_some_and(|head| head.text.contains(['%', '％']))
    };
    let named = Heads { columns, rates_in_percent: columns.iter().any(is_in_percent) };
    let width = heads.len();
    let mut row = start + 1;
    while row < sheet.rows() {
        let cells = sheet.row(row);
        let is_other = head_row(sheet, row).len() >= 2 || is_end_of_part(sheet, row);
        let shift = match sheet.table.has_columns {
            true => 0,
            false => width.wrapping_sub(cells.len()),
        };
        if is_other || shift > 1 {
            break;
        }
        let at = |columns: Columns| match shift {
            0 => sheet.below(row, columns).filter(|cell| sheet.begins(cell, row)),
            _ => columns.from.checked_sub(1).and_then(|column| cells.get(column)),
        };
        // A figure before the amounts is one of a column that nobody knows: 上年结转.
        let is_name = |cell: &&Cell| !cell.text.trim().is_empty() && figure(&cell.text).is_none();
        let name = cells.iter().filter(|cell| cell.column + shift < first_amount).rfind(is_name);
        let printed =
            |head: Head| columns.iter().find(|(known, _)| *known == head).and_then(|(_, columns)| at(*columns));
        let Some(name) = name else {
            row += 1;
            continue;
        };
        if !is_fund_row(&name.text, names_items && shift == 0, columns, &at) {
            break;
        }
        let word = plain(&name.text);
        if heads::is_subtotal(&word) {
            // Of which rows it is nobody knows.
            row += 1;
            continue;
        }
        let is_total = ["年度资金总额", "资金总额", "总额", "年度总额", "项目资金总额", "年度支出总额", "支出总额"]
            .contains(&heads::bare(&word).as_str())
            || !names_items && heads::is_total(&word);
        if is_total && draft.has_totals() {
            // Totals printed twice are for a person to compare.
            row += 1;
            continue;
        }
        let mut entry = Entry::default();
        if !is_total {
            entry.text("name", source_name(&name.text));
        }
        // 项目支出, 其中：上级转移支付: behind other rows it is a part of the one above; behind the total all are parts.
        let whole =
            draft.sources[rows_before..].iter().rfind(|row| !row.has("part_of")).and_then(|row| row.get("name"));
        let whole = whole.filter(|_| word.starts_with("其中")).map(str::to_owned);
        if let Some(whole) = whole {
            let readings = Message::new("import-part-of").with("name", source_name(&name.text)).with("whole", &*whole);
            draft.unsure.push(Unsure { place: sheet.place(name), readings });
            entry.text("part_of", whole);
        }
        for (head, of) in columns {
            let Head::Amount(key) = head else { continue };
            let Some(cell) = at(*of).filter(|cell| !cell.text.trim().is_empty()) else { continue };
            let unit = sheet.below(start, *of).and_then(|head| heads::unit(&head.text));
            let Some(printed) = amount(sheet, cell, unit, draft) else { continue };
            if entry.has(key) {
                continue;
            }
            entry.figure(key, printed);
            sheet.take(cell);
        }
        sheet.take(name);
        printed(Head::Dropped).into_iter().for_each(|cell| sheet.take(cell));
        let rate = printed(Head::Rate).filter(|cell| !cell.text.trim().is_empty());
        let score = printed(Head::Score);
        let weight = printed(Head::Weight);
        if is_total {
            draft.funds.0.extend(entry.0.clone());
            if let Some(weight) = weight.and_then(|cell| Some((cell, figure(&cell.text)?))) {
                rate_row(sheet, weight, score, rate, &entry, &named, draft);
            } else if let Some(rate) = rate {
                let printed = rate_of(sheet, rate, &entry, &named, draft);
                draft.rates.extend(printed);
            }
        } else {
            if let Some(rate) = rate
                && let Some(printed) = rate_of(sheet, rate, &entry, &named, draft)
            {
                entry.value("rates", Value::Entries(vec![printed]));
            }
            for cell in [weight, score].into_iter().flatten() {
                if figure(&cell.text).is_none_or(|printed| number::parse(&printed).is_none()) {
                    sheet.take(cell);
                }
            }
            let is_item =
                names_items && shift == 0 && !word.starts_with("其中") || names_items && heads::is_total(&word);
            match is_item {
                true => draft.items.push(entry),
                false => draft.sources.push(entry),
            }
        }
        row += 1;
    }
    if !draft.has_totals() {
        total_of_only_row(sheet, start, draft);
    }
    row
}

fn is_fund_row<'t>(
    name: &str,
    is_item: bool,
    columns: &[(Head, Columns)],
    at: &impl Fn(Columns) -> Option<&'t Cell>,
) -> bool {
    let word = heads::bare(name);
    let has_amount = columns.iter().any(|(head, columns)| {
        let cell = at(*columns).filter(|_| matches!(head, Head::Amount(_)));
        cell.is_some_and(|cell| money(&cell.text).is_some())
    });
    // Words where amounts stand are those of another part of the form.
    let has_words = columns.iter().filter(|(head, _)| matches!(head, Head::Amount(_))).any(|(_, columns)| {
        let text = at(*columns).map_or("", |cell| cell.text.trim());
        !text.is_empty() && money(text).is_none()
    });
    let fund_words = ["资金", "财政", "总额", "其他", "合计", "拨款", "专户", "结转", "单位"];
    is_item || has_amount || !has_words && fund_words.iter().any(|fund| word.contains(fund))
}

fn source_name(text: &str) -> String {
    let line = one_line(text);
    let name = line.strip_prefix("其中：").or_else(|| line.strip_prefix("其中:")).unwrap_or(&line);
    match plain(name) {
        word if heads::is_total(&word) => word,
        _ => name.trim().to_owned(),
    }
}

/// The figure of a cell of money, without the unit behind it; where no unit is known yet, that is the one. `named` is the unit
/// that its head or label names. What is in another unit than the funds is left.
fn amount(sheet: &Sheet<'_>, cell: &Cell, named: Option<&'static str>, draft: &mut Recognised) -> Option<String> {
    let (printed, unit) = money(&cell.text)?;
    let Some(unit) = unit.or(named) else { return draft.other_unit.is_none().then_some(printed) };
    if draft.unit.is_none() {
        draft.set_unit(unit, &sheet.place(cell));
    }
    (draft.unit.as_deref() == Some(unit)).then_some(printed)
}

/// The figure that a cell of money prints, and the unit behind it, if any; the sign of the currency says nothing.
fn money(text: &str) -> Option<(String, Option<&'static str>)> {
    let text = text.trim().trim_start_matches(['￥', '¥']).trim_start();
    if let Some(printed) = figure(text) {
        return Some((printed, None));
    }
    let (bare, unit) = heads::MONEY.into_iter().find_map(|unit| Some((text.strip_suffix(unit)?.trim_end(), unit)))?;
    let printed = figure(bare).filter(|printed| number::leading(printed).is_some())?;
    Some((printed, Some(unit)))
}

fn take_unit<'t>(sheet: &Sheet<'_>, cells: impl Iterator<Item = &'t Cell>, draft: &mut Recognised) {
    for cell in cells {
        if let Some(unit) = heads::unit(&cell.text) {
            draft.set_unit(unit, &sheet.place(cell));
        }
    }
}

/// The row of the score table that the total's rate, weight and score are.
fn rate_row(
    sheet: &Sheet<'_>,
    (weight_cell, weight): (&Cell, String),
    score: Option<&Cell>,
    rate: Option<&Cell>,
    total: &Entry,
    heads: &Heads<'_>,
    draft: &mut Recognised,
) {
    let mut row = Entry::default();
    row.value("level", Value::Plain("1".to_owned()));
    row.text("name", "执行率");
    row.figure("weight", weight);
    sheet.take(weight_cell);
    if let Some((cell, score)) = score.and_then(|cell| Some((cell, figure(&cell.text)?))) {
        row.figure("score", score);
        sheet.take(cell);
    }
    if let Some(rate) = rate.and_then(|rate| rate_of(sheet, rate, total, heads, draft)) {
        let rate = Entry(rate.0.into_iter().filter(|(key, _)| *key != "label" && *key != "place").collect());
        row.value("rate", Value::Entry(rate));
    }
    draft.rate_row = Some(row);
}

/// A printed rate with what it is of. The denominator is the one that gives it, or else the one that the form has.
fn rate_of(sheet: &Sheet<'_>, cell: &Cell, row: &Entry, heads: &Heads<'_>, draft: &mut Recognised) -> Option<Entry> {
    let printed = one_line(&cell.text);
    let share = match Share::read(&printed) {
        Share::Unreadable => return None,
        Share::Bare(rate) if heads.rates_in_percent => Share::Percent(rate),
        share => share,
    };
    let has = |key| heads.columns.iter().any(|(head, _)| *head == Head::Amount(key));
    let possible: Vec<&'static str> =
        ["adjusted", "budget", "received", "planned"].into_iter().filter(|key| has(*key)).collect();
    let amount = |key: &str| row.get(key).and_then(number::leading).map(|(value, _)| value);
    let fits = |key: &str| match (amount("spent"), amount(key), &share) {
        (Some(spent), Some(of), Share::Percent(rate)) => {
            number::percent(spent, of).is_some_and(|exact| number::round(exact, rate.scale()) == *rate)
        }
        _ => false,
    };
    let fitting: Vec<&'static str> = possible.iter().copied().filter(|key| fits(key)).collect();
    let to = fitting.first().or(possible.first()).copied()?;
    has("spent").then_some(())?;
    if fitting.len() != 1 && possible.len() > 1 && amount("spent").is_some() && share != Share::Nothing {
        let others = possible.iter().filter(|key| **key != to && (fitting.is_empty() || fitting.contains(key)));
        let readings = Message::new("import-rate-of")
            .with("printed", printed.as_str())
            .with("to", Arg::Word(basis_word(to)))
            .with("others", Arg::list(others.map(|key| Arg::Word(basis_word(key)))));
        draft.unsure.push(Unsure { place: sheet.place(cell), readings });
    }
    sheet.take(cell);
    let mut rate = Entry::default();
    rate.text("place", draft.place.clone());
    rate.text("label", "执行率");
    rate.text("of", "spent");
    rate.text("to", to);
    rate.text("printed", printed);
    Some(rate)
}

pub(super) fn basis_word(key: &str) -> &'static str {
    match key {
        "planned" => "basis-planned",
        "budget" => "basis-budget",
        "adjusted" => "basis-adjusted",
        "received" => "basis-received",
        _ => "basis-spent",
    }
}

/// A form whose row of totals is empty has one all the same where only one row says amounts.
fn total_of_only_row(sheet: &Sheet<'_>, start: usize, draft: &mut Recognised) {
    let filled = |rows: &[Entry]| -> Vec<Entry> {
        let amounts = |row: &Entry| {
            Entry(row.0.iter().filter(|(key, _)| !["name", "rates", "code"].contains(key)).cloned().collect())
        };
        rows.iter().map(amounts).filter(|row| !row.0.is_empty()).collect()
    };
    let (sources, items) = (filled(&draft.sources), filled(&draft.items));
    let only = match (sources.as_slice(), items.as_slice()) {
        ([one], []) | ([], [one]) => one,
        ([one], [other]) if one == other => one,
        _ => return,
    };
    let place = sheet.row(start).first().map(|cell| sheet.place(cell)).unwrap_or_default();
    draft.unsure.push(Unsure { place, readings: Message::new("import-total-of-only-row") });
    draft.funds.0.extend(only.0.clone());
}

/// Labels of amounts, each with its amount behind it: `年初预算（万元） | 185 | 实际到位（万元） | 166.02`. Gives the first row
/// behind them.
pub(super) fn read_pairs(sheet: &Sheet<'_>, start: usize, draft: &mut Recognised) -> Option<usize> {
    let cells = sheet.row(start);
    let labels: Vec<(usize, &'static str)> = cells
        .iter()
        .enumerate()
        .filter_map(|(at, cell)| Some((at, heads::amount(&heads::bare(&cell.text))?)))
        .collect();
    let is_pair = |(at, _): &(usize, &str)| {
        cells.get(at + 1).is_some_and(|cell| cell.text.trim().is_empty() || money(&cell.text).is_some())
    };
    // One label alone is no head of a column where one figure alone stands behind it.
    let is_alone = |(at, _): &(usize, &str)| {
        let behind: Vec<&Cell> = cells[at + 1..].iter().filter(|cell| !cell.text.trim().is_empty()).collect();
        let is_whole = heads::bare(&cells[*at].text).chars().count() >= "年初预算".chars().count();
        is_whole && matches!(behind.as_slice(), [value] if money(&value.text).is_some())
    };
    let is_enough = labels.len() >= 2 || labels.first().is_some_and(is_alone);
    if !is_enough || !labels.iter().all(is_pair) {
        return None;
    }
    // What stands before the labels, beside rows above too, says which part of the form they are of, and its unit.
    let part = (0..cells[labels[0].0].column).filter_map(|column| sheet.covering(start, column));
    let part: Vec<&Cell> = part.chain(&cells[..labels[0].0]).collect();
    take_unit(sheet, part.iter().copied(), draft);
    if draft.unit.is_none() {
        take_unit(sheet, cells.iter().filter(|cell| heads::unit(&cell.text).is_some()).take(1), draft);
    }
    part.iter().for_each(|cell| sheet.take(cell));
    let mut funds = std::mem::take(&mut draft.funds);
    for (at, key) in &labels {
        sheet.take(&cells[*at]);
        put(sheet, &cells[at + 1], heads::unit(&cells[*at].text), key, &mut funds, draft);
    }
    draft.funds.0.extend(funds.0);
    let columns: Vec<(usize, &'static str)> = labels.iter().map(|(at, key)| (cells[*at].column, *key)).collect();
    let units: Vec<Option<&'static str>> = labels.iter().map(|(at, _)| heads::unit(&cells[*at].text)).collect();
    let mut row = start + 1;
    while let Some(pairs) = pairs_at(sheet, row, &columns)
        && !is_end_of_part(sheet, row)
        && head_row(sheet, row).len() < 2
    {
        let first = pairs[0].0;
        let word = plain(&first.text);
        if !["财政", "资金", "其他", "专户", "单位"].iter().any(|fund| word.contains(fund)) {
            break;
        }
        let mut entry = Entry::default();
        entry.text("name", source_name(&first.text));
        let name = entry.get("name").unwrap_or_default().to_owned();
        for (((label, value), (_, key)), unit) in pairs.iter().zip(&columns).zip(&units) {
            // A label of another source, or none, in the middle of a row is for a person to see.
            if source_name(&label.text) == name || label.text.trim().is_empty() && value.text.trim().is_empty() {
                sheet.take(label);
                put(sheet, value, *unit, key, &mut entry, draft);
            }
        }
        draft.sources.push(entry);
        row += 1;
    }
    Some(row)
}

/// The cells of a row that stand below labels, each with the one behind it.
fn pairs_at<'t>(sheet: &Sheet<'t>, row: usize, columns: &[(usize, &str)]) -> Option<Vec<(&'t Cell, &'t Cell)>> {
    let cells = sheet.row(row);
    let pair = |(column, _): &(usize, &str)| {
        let at = cells.iter().position(|cell| cell.column == *column)?;
        Some((&cells[at], cells.get(at + 1)?))
    };
    columns.iter().map(pair).collect()
}

fn put(
    sheet: &Sheet<'_>,
    cell: &Cell,
    unit: Option<&'static str>,
    key: &'static str,
    entry: &mut Entry,
    draft: &mut Recognised,
) {
    if !entry.has(key)
        && let Some(printed) = amount(sheet, cell, unit, draft)
    {
        entry.figure(key, printed);
        sheet.take(cell);
    }
}
