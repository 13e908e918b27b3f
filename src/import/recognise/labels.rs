//! Labels with what they are of behind them: 项目名称, 主管部门, 评价等次; in cells and on covers.

use super::days::{date, period, whole_year, year_of_form};
use super::heads;
use super::narrative;
use super::sheet::Sheet;
use super::signatures::{self, read_signatures, signature};
use super::ticks::{is_marked, ticked};
use super::{Recognised, Summary, figure};
use crate::import::document::{Block, Cell, Paragraph, Place, one_line, plain};
use crate::import::draft::{Entry, Unsure};
use crate::lang::Message;

/// What labels say of a project.
#[derive(Default)]
pub(super) struct Labels {
    pub(super) title: Option<String>,
    pub(super) agency: Option<String>,
    pub(super) department: Option<String>,
    pub(super) leader: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) address: Option<String>,
    pub(super) postcode: Option<String>,
    pub(super) kind: Option<String>,
    pub(super) code: Option<String>,
    pub(super) year: Option<u32>,
    pub(super) rater: Option<&'static str>,
    pub(super) period: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Label {
    Title,
    Agency,
    Department,
    Leader,
    Phone,
    Address,
    Postcode,
    Kind,
    Code,
    Year,
    Rater,
    Date,
    /// Somebody who filled the form in or signed it.
    Signer,
    Grade,
    Total,
    Goal,
    /// A paragraph of the narrative.
    Text,
}

/// The meaning of a label; 主管部门名称 is 主管部门.
fn label(text: &str) -> Option<Label> {
    let word = heads::bare(text);
    meaning(&word).or_else(|| meaning(word.strip_suffix("名称")?))
}

fn meaning(word: &str) -> Option<Label> {
    Some(match word {
        "项目名称" | "转移支付(项目)名称" | "专项名称" | "专项资金名称" => Label::Title,
        "项目实施单位"
        | "实施单位"
        | "项目单位"
        | "预算单位"
        | "项目承担单位"
        | "填报单位"
        | "编报单位"
        | "申报单位"
        | "自评单位"
        | "部门名称"
        | "单位名称"
        | "部门(单位)名称"
        | "被评价单位"
        | "资金使用单位" => Label::Agency,
        "主管部门" | "项目主管部门" | "主管单位" | "主管部门及代码" | "地方主管部门" => {
            Label::Department
        }
        "项目负责人" | "负责人" => Label::Leader,
        "联系电话" | "电话" => Label::Phone,
        "地址" | "单位地址" => Label::Address,
        "邮编" | "邮政编码" => Label::Postcode,
        "项目类型" | "项目类别" | "项目性质" => Label::Kind,
        "项目编码" | "项目代码" => Label::Code,
        "评价时间" | "项目年度" | "评价年度" | "预算年度" | "自评年度" | "所属年度" | "起止时间" | "项目起止时间"
        | "项目实施期限" | "实施期限" | "项目期限" => Label::Year,
        "评价日期" | "自评日期" | "填报日期" | "填表日期" | "填报时间" | "填表时间" => {
            Label::Date
        }
        word if signatures::is_part(word) => Label::Signer,
        "评价方式" | "评价类型" | "评价形式" => Label::Rater,
        "评价等次" | "评价等级" | "绩效等级" | "绩效等次" | "评价结果等级" | "自评等级" | "自评等次" | "评定等级" => {
            Label::Grade
        }
        "评价得分" | "自评总分" | "总得分" | "自评得分" | "综合得分" | "评价总得分" => {
            Label::Total
        }
        "年度总体目标" | "总体目标" | "年度目标" => Label::Goal,
        "问题和建议"
        | "存在问题"
        | "存在的问题"
        | "改进措施"
        | "项目概况"
        | "项目简介"
        | "项目基本概况"
        | "下一步改进措施"
        | "经验做法"
        | "有关建议"
        | "评价结论"
        | "评价意见"
        | "评审意见"
        | "专家意见"
        | "自评结论"
        | "其他需要说明的问题"
        | "说明"
        | "备注" => Label::Text,
        _ => return None,
    })
}

/// Whether words say only of which years a goal is: `中期目标（2022年—2024年）`.
fn is_kind_of_goal(text: &str) -> bool {
    let word = plain(text);
    let kind = word.split_once('(').map_or(word.as_str(), |(kind, _)| kind);
    kind.strip_suffix("目标").is_some_and(|of| of.chars().count() <= 4)
}

/// Whether words are a head beside 存在的问题, and not what is said of it: 整改措施.
fn is_of_problems(text: &str) -> bool {
    let word = plain(text);
    word.chars().count() <= 8
        && !word.starts_with(['无', '未', '暂', '不'])
        && ["措施", "建议", "时限", "责任人", "责任单位", "计划", "原因", "原因分析"]
            .iter()
            .any(|end| word.ends_with(end))
}

/// The label that a cell is, with what stands behind it: 年度 is one before a year, and else the head of a column.
fn label_of(text: &str, value: Option<&str>) -> Option<Label> {
    let is_year = || heads::bare(text) == "年度" && value.and_then(whole_year).is_some();
    label(text).or_else(|| is_year().then_some(Label::Year))
}

/// Whether a cell is a label that begins a part of its own.
pub(super) fn is_label(text: &str) -> bool {
    label(text).is_some() || signature(text).is_some()
}

/// Whether a cell is the label of the score of all.
pub(super) fn is_score(text: &str) -> bool {
    label(text) == Some(Label::Total)
}

/// Whether a cell is a label with what it is of, or with nothing, behind a colon.
pub(super) fn is_field(text: &str) -> bool {
    let line = one_line(text);
    field(&line).is_some() || is_empty_field(&line)
}

/// Whether a line is a label of somebody who fills forms in, with nothing behind it: `填表人：`.
fn is_empty_field(line: &str) -> bool {
    let label = line.strip_suffix(['：', ':']).filter(|label| label.chars().count() <= 10);
    label.is_some_and(|label| ["人", "电话", "日期", "时间", "章", "签字"].iter().any(|end| label.ends_with(end)))
}

/// Whether a cell is the title of a part of a form.
pub(super) fn is_part(text: &str) -> bool {
    ["评价人员", "评价工作组成员", "项目基本信息", "项目基本情况", "绩效评价指标评分"]
        .contains(&heads::bare(text).as_str())
}

/// A title without its number.
pub(super) fn without_number(text: &str) -> String {
    let line = one_line(text);
    match line.split_once('、') {
        Some((number, rest)) if !number.is_empty() && number.chars().all(heads::is_chinese_digit) => rest.to_owned(),
        _ => line,
    }
}

/// Reads a row of labels and what they are of; gives the next row.
pub(super) fn read_row(sheet: &Sheet<'_>, row: usize, draft: &mut Recognised) -> usize {
    let cells = sheet.row(row);
    let mut end = row + 1;
    if let [line] = sheet.written(row).as_slice()
        && (sheet.is_line(line) || heads::is_note(&line.text))
        && label(&line.text).is_none()
        && !read_line_of_cell(line, &sheet.place(line), draft)
        && !read_signatures(&line.text, draft)
        && sheet.is_known()
    {
        // A note among the rows of a form: 注：….
        sheet.take(line);
        let lines = line.text.lines().map(str::trim).filter(|text| !text.is_empty());
        draft.body.extend(lines.map(|text| Block::Paragraph(Paragraph { heading: None, text: text.to_owned() })));
        return end;
    }
    for (at, cell) in cells.iter().enumerate() {
        if sheet.is_taken(cell) || cell.text.trim().is_empty() {
            continue;
        }
        if read_signatures(&cell.text, draft) {
            sheet.take(cell);
            continue;
        }
        let years = cells[at + 1..].iter().filter(|value| whole_year(&value.text).is_some()).count();
        let Some(label) = label_of(&cell.text, cells.get(at + 1).map(|value| value.text.as_str())) else {
            if read_line_of_cell(cell, &sheet.place(cell), draft) {
                sheet.take(cell);
            }
            continue;
        };
        let is_value = |value: &&Cell| {
            let is_head = heads::head(&value.text).is_some() || label == Label::Goal && is_kind_of_goal(&value.text);
            let is_beside = label == Label::Text && is_of_problems(&value.text);
            self::label(&value.text).is_none() && !is_field(&value.text) && !is_head && !is_beside
        };
        let value = cells.get(at + 1).filter(is_value);
        let Some(value) = value else {
            let is_alone = cells.len() == 1 || at + 1 == cells.len() && sheet.is_known();
            if is_alone || is_empty_field(&one_line(&cell.text)) {
                sheet.take(cell);
            }
            continue;
        };
        // Of several years behind it nobody knows which is that of the report, and of several figures which is the score.
        if label == Label::Year && years > 1 {
            continue;
        }
        if label == Label::Total && cells[at + 1..].iter().filter(|cell| figure(&cell.text).is_some()).count() > 1 {
            continue;
        }
        if label == Label::Grade {
            end = end.max(read_bands(sheet, row + 1, draft));
        }
        if read(label, cell, &value.text, &sheet.place(value), draft) {
            sheet.take(cell);
            sheet.take(value);
        }
    }
    end
}

/// Reads a cell that is a line of its own, label and all: `单位：万元`, `联系电话：…`, a label with nothing behind it.
fn read_line_of_cell(cell: &Cell, place: &Place, draft: &mut Recognised) -> bool {
    let line = one_line(&cell.text);
    if let Some(unit) = heads::unit(&line).filter(|_| heads::is_unit(&line)) {
        draft.set_unit(unit, place);
        return true;
    }
    if let Some(year) = year_of_form(&line) {
        return *draft.labels.year.get_or_insert(year) == year;
    }
    match field(&line) {
        Some((label, name, value)) => {
            let cell = Cell { text: name.to_owned(), ..cell.clone() };
            read(label, &cell, value, place, draft)
        }
        None => is_empty_field(&line),
    }
}

/// The line below a grade that tells which scores earn which.
fn read_bands(sheet: &Sheet<'_>, row: usize, draft: &mut Recognised) -> usize {
    match sheet.written(row).as_slice() {
        [bands] if heads::are_bands(&bands.text) => {
            sheet.take(bands);
            draft.bands = Some(one_line(&bands.text));
            row + 1
        }
        _ => row,
    }
}

/// Reads a line of the text that is a label and what it is of; whether it was one.
pub(super) fn read_line(text: &str, draft: &mut Recognised) -> bool {
    if read_signatures(text, draft) {
        return true;
    }
    let line = one_line(text);
    if !draft.signatures.is_empty()
        && let Some(date) = date(&line)
        && plain(&line).chars().count() <= "2020年12月31日".chars().count()
    {
        draft.signed = Some(date);
        return true;
    }
    if let Some(year) = year_of_form(&line) {
        draft.labels.year = Some(year);
        return true;
    }
    // What sentences say after a colon is no field: only what stands on covers and above tables is.
    let fields: Vec<Option<(Label, &str, &str)>> = pieces(text).into_iter().map(field).collect();
    // Beside a label that nobody knows the line stays in the text.
    let mut is_read = fields.iter().all(Option::is_some);
    for (label, name, value) in fields.into_iter().flatten() {
        let cell = Cell { row: 0, column: 0, columns: 1, rows: 1, text: name.to_owned() };
        is_read &= read(label, &cell, value, &Place::default(), draft);
    }
    is_read
}

/// Whether a line is made of labels, each with what it is of behind a colon, and names no table.
pub(super) fn is_line_of_fields(text: &str) -> bool {
    pieces(text).len() > 1 || text.contains(['：', ':']) && !text.contains('表')
}

/// The parts of a line that gaps set apart, where each is a label with a colon of its own: `实施单位：某中心 主管部门：某局`.
fn pieces(line: &str) -> Vec<&str> {
    let is_label = |name: &str| !name.is_empty() && !name.contains(|c: char| c.is_ascii_digit());
    let is_field = |piece: &&str| piece.split_once(['：', ':']).is_some_and(|(name, _)| is_label(name));
    // A wide space is as wide as two.
    let wide = |gap: &str| gap.chars().map(|c| if c == ' ' { 1 } else { 2 }).sum::<usize>();
    let apart = |least: usize| {
        let (mut pieces, mut start, mut at) = (Vec::new(), 0, 0);
        while let Some(gap) = line[at..].find(char::is_whitespace).map(|gap| at + gap) {
            let rest = line[gap..].trim_start();
            at = line.len() - rest.len();
            if wide(&line[gap..at]) >= least {
                pieces.push(line[start..gap].trim());
                start = at;
            }
        }
        pieces.push(line[start..].trim());
        pieces.retain(|piece| !piece.is_empty());
        (pieces.len() > 1 && pieces.iter().all(is_field)).then_some(pieces)
    };
    [2, 1].into_iter().find_map(apart).unwrap_or_else(|| vec![line.trim()])
}

/// Label and value of a line such as `主管部门：某局`.
fn field(piece: &str) -> Option<(Label, &str, &str)> {
    let (name, value) = piece.split_once(['：', ':'])?;
    let name = name.trim().trim_end_matches(['为', '是']);
    let word = plain(name);
    let length = value.trim().chars().count();
    let label = match word.as_str() {
        "单位" => Label::Agency,
        word => label_of(word, Some(value))?,
    };
    let is_field = match label {
        Label::Text | Label::Goal | Label::Total => false,
        Label::Grade => length <= 3 || is_marked(value),
        _ => length <= 60,
    };
    (is_field && length > 0 && word.chars().count() <= 8).then_some((label, name, value))
}

fn read(label: Label, cell: &Cell, value: &str, place: &Place, draft: &mut Recognised) -> bool {
    let text = match label {
        Label::Agency | Label::Department => organisation(value),
        _ => one_line(value),
    };
    if text.is_empty() {
        return true;
    }
    let labels = &mut draft.labels;
    let field = match label {
        Label::Title => &mut labels.title,
        Label::Agency => &mut labels.agency,
        Label::Department => &mut labels.department,
        Label::Leader => &mut labels.leader,
        Label::Phone => &mut labels.phone,
        Label::Address => &mut labels.address,
        Label::Postcode => &mut labels.postcode,
        Label::Code => &mut labels.code,
        Label::Signer => {
            let is_read = signatures::is_name(&text);
            if is_read {
                draft.signatures.push((plain(&cell.text), plain(&text)));
            }
            return is_read;
        }
        Label::Kind => {
            let Some(kind) = ticked(value) else { return false };
            if !kind.is_sure {
                unsure_tick(&kind.option, &text, place, draft);
            }
            draft.labels.kind.get_or_insert(kind.option);
            return true;
        }
        Label::Year => {
            let year = whole_year(&text);
            return match (period(&text), year) {
                (Some(_), _) => *labels.period.get_or_insert(text.clone()) == text,
                (None, Some(year)) => *labels.year.get_or_insert(year) == year,
                (None, None) => false,
            };
        }
        Label::Date => {
            let Some(day) = date(&text) else { return false };
            return *draft.signed.get_or_insert_with(|| day.clone()) == day;
        }
        Label::Rater => {
            let Some((rater, chosen)) =
                ticked(value).and_then(|chosen| Some((narrative::rater_named(&chosen.option)?, chosen)))
            else {
                return false;
            };
            if !chosen.is_sure {
                unsure_tick(&chosen.option, &text, place, draft);
            }
            return *draft.labels.rater.get_or_insert(rater) == rater;
        }
        Label::Grade => {
            let Some(grade) = ticked(value) else { return false };
            if !grade.is_sure {
                unsure_tick(&grade.option, &text, place, draft);
            }
            draft.grades.push((draft.place.clone(), place.clone(), grade.option));
            return true;
        }
        Label::Total => {
            let Some(score) = figure(&text) else { return false };
            let mut row = Entry::default();
            row.text("of", "总分");
            row.figure("score", score);
            draft.summaries.push(Summary { place: one_line(&cell.text), rows: vec![(place.clone(), row)] });
            return true;
        }
        Label::Goal => {
            let mut goal = Entry::default();
            goal.text("expected", text);
            draft.goals.push(goal);
            return true;
        }
        Label::Text => {
            let heading = Paragraph { heading: Some(1), text: one_line(&cell.text) };
            draft.body.push(Block::Paragraph(heading));
            for line in value.lines().map(str::trim).filter(|line| !line.is_empty()) {
                draft.body.push(Block::Paragraph(Paragraph { heading: None, text: line.to_owned() }));
            }
            return true;
        }
    };
    match field {
        None => {
            *field = Some(text);
            true
        }
        // Said twice alike, or by somebody else.
        Some(known) => plain(known) == plain(&text),
    }
}

fn unsure_tick(option: &str, text: &str, place: &Place, draft: &mut Recognised) {
    let readings = Message::new("import-tick").with("option", option).with("text", text);
    draft.unsure.push(Unsure { place: place.clone(), readings });
}

/// The name of an organisation, without the code before it and the mark for its seal behind it: `[201]某局（盖章）`.
fn organisation(text: &str) -> String {
    let line = one_line(text);
    let coded =
        line.strip_prefix(['[', '［', '【', '(', '（']).and_then(|rest| rest.split_once([']', '］', '】', ')', '）']));
    let is_code = |code: &str| !code.is_empty() && code.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let name =
        coded.filter(|(code, name)| is_code(code) && !name.is_empty()).map_or(line.as_str(), |(_, name)| name).trim();
    let behind = name.strip_suffix([']', '］', '】']).and_then(|rest| rest.rsplit_once(['[', '［', '【']));
    let name = behind.filter(|(name, code)| is_code(code) && !name.is_empty()).map_or(name, |(name, _)| name).trim();
    let sealed = ["（盖章）", "(盖章)", "（公章）", "(公章)", "（章）"].iter().find_map(|seal| name.strip_suffix(seal));
    sealed.unwrap_or(name).trim().to_owned()
}
