//! Hand-made projects written out as the forms they came from: paragraphs and tables with merged cells. `formats` makes files of them.

use gongshi::import::document::{Block, Cell, Paragraph, Table};
use gongshi::model::Content;
use gongshi::model::evaluation::{Evaluation, Indicator, NotApplicable, PrintedTable, Rater};
use gongshi::model::funds::FundRow;
use gongshi::model::project::Project;
use rust_decimal::Decimal;

/// The forms of a project.
pub(crate) fn blocks(project: &Project, content: &Content) -> Vec<Block> {
    let evaluation = &project.evaluations[0];
    let title = match evaluation.rater.value {
        Rater::SelfRated => "项目绩效自评报告",
        Rater::Department => "项目部门评价报告",
        _ => "项目绩效评价报告",
    };
    let mut form = Form::default();
    form.paragraph(title);
    form.paragraph(&format!("{}年度", project.year.value));
    form.paragraph("项目基本信息表");
    form.table(basics(project, content));
    if let Some(funds) = &project.funds {
        let unit = funds.unit.value.symbol();
        form.paragraph(&format!("单位：{unit}"));
        let rows = funds.sources.iter().map(|row| ("其中：", row));
        form.table(money(Some(&funds.total), rows, "项目资金"));
        if !funds.items.is_empty() {
            form.paragraph("支出明细表");
            form.table(money(None, funds.items.iter().map(|row| ("", row)), "项目支出明细内容"));
        }
    }
    if !project.targets.is_empty() {
        form.paragraph("项目绩效目标表");
        form.table(targets(project));
    }
    if let Some(place) = evaluation.place.as_ref().filter(|_| !evaluation.indicators.is_empty()) {
        form.paragraph(place);
        let own = evaluation.printed.iter().filter(|printed| printed.place.value == *place);
        let total = own.flat_map(|printed| &printed.rows).find(|row| row.of.value == "总分");
        if let Some(grade) = total.and_then(|row| row.grade.as_ref()) {
            form.paragraph(&format!("绩效等级：{}", grade.value));
        }
        form.table(scores(evaluation));
    }
    for printed in &evaluation.printed {
        let is_own = evaluation.place.as_ref() == Some(&printed.place.value);
        if !is_own && printed.rows.len() > 8 {
            form.paragraph(&printed.place.value);
            form.table(repeated(evaluation, printed));
        } else if !is_own {
            form.paragraph(&printed.place.value);
            form.table(summary(printed));
        }
    }
    if !evaluation.evaluators.is_empty() {
        form.paragraph("评价人员名单");
        form.table(people(evaluation));
    }
    if !project.problems.is_empty() {
        form.paragraph("问题清单");
        form.table(problems(project));
    }
    form.blocks
}

#[derive(Default)]
struct Form {
    blocks: Vec<Block>,
    tables: usize,
}

impl Form {
    fn paragraph(&mut self, text: &str) {
        self.blocks.push(Block::Paragraph(Paragraph { heading: None, text: text.to_owned() }));
    }

    fn table(&mut self, grid: Grid) {
        self.tables += 1;
        let rows = grid.rows;
        self.blocks.push(Block::Table(Table { number: self.tables, rows, has_columns: true, ..Table::default() }));
    }
}

/// Cells put down one after the other.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<Cell>>,
}

impl Grid {
    fn row(&mut self) {
        self.rows.push(Vec::new());
    }

    /// A cell in the last row; an empty text is an empty cell.
    fn cell(&mut self, column: usize, columns: usize, rows: usize, text: &str) {
        let row = self.rows.len();
        self.rows[row - 1].push(Cell { row, column, columns, rows, text: text.to_owned() });
    }

    fn cells(&mut self, texts: &[&str]) {
        self.row();
        texts.iter().enumerate().for_each(|(column, text)| self.cell(column, 1, 1, text));
    }
}

fn basics(project: &Project, content: &Content) -> Grid {
    let name = |id: &str| content.registry.agency(id).map_or(String::new(), |agency| agency.name.clone());
    let mut grid = Grid::default();
    grid.row();
    grid.cell(0, 1, 1, "项目名称");
    grid.cell(1, 3, 1, &project.title.value);
    let agency = project.agency_printed.as_ref().map_or_else(|| name(&project.agency.value), |name| name.value.clone());
    let department = project.departments.first().map_or(String::new(), |department| name(&department.id.value));
    grid.cells(&["项目实施单位", &agency, "主管部门", &department]);
    if let Some(contact) = project.contacts.first() {
        let leader = contact.surname.as_ref().map_or(String::new(), |surname| format!("{surname}某"));
        grid.cells(&["项目负责人", &leader, "联系电话", contact.phone.as_deref().unwrap_or_default()]);
    }
    if let Some(kind) = &project.kind {
        grid.row();
        grid.cell(0, 1, 1, "项目类型");
        grid.cell(1, 3, 1, &format!("{kind}（√）  另一种项目（  ）"));
    }
    if let Some(grade) = &project.evaluations[0].grade {
        grid.row();
        grid.cell(0, 1, 1, "评价等次");
        grid.cell(1, 3, 1, &grade.value);
    }
    grid
}

/// Heads of the amounts, in the order of the format.
const AMOUNTS: [&str; 5] = ["计划投资额", "年初预算数", "全年预算数", "实际到位数", "实际支出数"];

fn money<'p>(total: Option<&FundRow>, rows: impl Iterator<Item = (&'static str, &'p FundRow)>, head: &str) -> Grid {
    let mut grid = Grid::default();
    grid.row();
    grid.cell(0, 1, 1, head);
    AMOUNTS.iter().enumerate().for_each(|(at, head)| grid.cell(at + 1, 1, 1, head));
    let mut write = |name: &str, row: &FundRow| {
        grid.row();
        grid.cell(0, 1, 1, name);
        for (at, amount) in row.amounts.iter().enumerate() {
            grid.cell(at + 1, 1, 1, &digits(amount.as_ref().map(|amount| amount.value)));
        }
    };
    total.into_iter().for_each(|row| write("年度资金总额", row));
    rows.for_each(|(before, row)| write(&format!("{before}{}", row.name.as_ref().map_or("", |name| &name.value)), row));
    grid
}

fn targets(project: &Project) -> Grid {
    let mut grid = Grid::default();
    grid.row();
    for (column, head) in ["指标类型", "绩效指标", "绩效目标"].into_iter().enumerate() {
        grid.cell(column, 1, 2, head);
    }
    grid.cell(3, 4, 1, "绩效标准");
    grid.row();
    ["优", "良", "中", "差"].iter().enumerate().for_each(|(at, grade)| grid.cell(3 + at, 1, 1, grade));
    let kind = |at: usize| project.targets[at].kind.as_ref().map_or("", |kind| kind.value.as_str());
    for (at, target) in project.targets.iter().enumerate() {
        grid.row();
        if at == 0 || kind(at - 1) != kind(at) {
            let same = (at..project.targets.len()).take_while(|other| kind(*other) == kind(at)).count();
            grid.cell(0, 1, same, kind(at));
        }
        grid.cell(1, 1, 1, &format!("指标{}：{}", at + 1, target.name.value));
        let words = target.attainment.target.as_ref().map_or("", |target| target.value.as_str());
        grid.cell(2, 1, 1, words);
        for step in 0..4 {
            grid.cell(3 + step, 1, 1, target.attainment.ladder.get(step).map_or("", |step| step.value.as_str()));
        }
    }
    grid
}

type Text = (&'static str, fn(&Indicator) -> Option<&str>);

const TEXTS: [Text; 6] = [
    ("指标解释", |row| row.explanation.as_ref().map(|text| text.value.as_str())),
    ("评价标准", |row| row.standard.as_ref().map(|text| text.value.as_str())),
    ("评价依据", |row| row.basis.as_ref().map(|text| text.value.as_str())),
    ("年度指标值", |row| row.attainment().target.as_ref().map(|text| text.value.as_str())),
    ("实际完成值", |row| row.attainment().actual.as_ref().map(|text| text.value.as_str())),
    ("偏差原因分析及改进措施", |row| row.deviation.as_ref().map(|text| text.value.as_str())),
];

fn digits(figure: Option<Decimal>) -> String {
    figure.map_or(String::new(), |figure| figure.to_string())
}

/// The score table with names and weights merged over their rows, a weight for each level, the texts that any row has,
/// subtotals and the total.
fn scores(evaluation: &Evaluation) -> Grid {
    let own: Vec<&PrintedTable> =
        evaluation.printed.iter().filter(|printed| Some(&printed.place.value) == evaluation.place.as_ref()).collect();
    let subtotal = |path: &str| {
        let mut rows = own.iter().flat_map(|printed| &printed.rows);
        rows.find(|row| row.of.value == path).and_then(|row| row.score.as_ref()).map(|score| score.value)
    };
    let rows: Vec<Line> = evaluation.indicators.iter().map(Line::of).collect();
    let texts: Vec<&Text> =
        TEXTS.iter().filter(|(_, text)| evaluation.indicators.iter().any(|row| text(row).is_some())).collect();
    let has_subtotals = !own.is_empty();
    let total = (evaluation.score.as_ref().map(|score| score.value), Some(Decimal::ONE_HUNDRED));
    table(
        &rows,
        total,
        |heads| {
            heads.extend(texts.iter().map(|(head, _)| *head));
            heads.push("得分");
            if has_subtotals {
                heads.push("小计");
            }
        },
        |grid, at, column, leaf_rows, first_rows| {
            let row = &evaluation.indicators[at];
            for (step, (_, text)) in texts.iter().enumerate() {
                grid.cell(column + step, 1, leaf_rows, text(row).unwrap_or_default());
            }
            grid.cell(column + texts.len(), 1, leaf_rows, &digits(row.score.as_ref().map(|score| score.value)));
            if let Some((group, rows)) = first_rows.filter(|_| has_subtotals) {
                grid.cell(
                    column + texts.len() + 1,
                    1,
                    rows,
                    &digits(subtotal(&evaluation.indicators[group].name.value)),
                );
            }
        },
    )
}

/// A table that repeats names, weights and scores of another.
fn repeated(evaluation: &Evaluation, printed: &PrintedTable) -> Grid {
    let of = |row: &Indicator| {
        let said = printed.rows.iter().find(|said| said.of.value == row.path)?;
        let mut line = Line::of(row);
        line.name = said.label.as_ref().map_or(line.name, |label| label.value.clone());
        line.weight = said.weight.as_ref().map(|weight| weight.value);
        line.score = said.score.as_ref().map(|score| score.value);
        Some(line)
    };
    let rows: Vec<Line> = evaluation.indicators.iter().filter_map(of).collect();
    let total = printed.rows.iter().find(|row| row.of.value == "总分");
    let total = total.map_or((None, None), |row| {
        (row.score.as_ref().map(|score| score.value), row.weight.as_ref().map(|weight| weight.value))
    });
    table(
        &rows,
        total,
        |heads| heads.push("得分"),
        |grid, at, column, leaf_rows, _| {
            grid.cell(column, 1, leaf_rows, &digits(rows[at].score));
        },
    )
}

/// A row of a score table.
#[derive(Clone)]
struct Line {
    level: usize,
    name: String,
    weight: Option<Decimal>,
    weight_over: usize,
    score: Option<Decimal>,
    /// What stands in the place of an item.
    instead: String,
}

impl Line {
    fn of(row: &Indicator) -> Line {
        let is_none = row.not_applicable == Some(NotApplicable::NoWeight);
        Line {
            level: row.level as usize,
            name: row.name.value.clone(),
            weight: row.weight.as_ref().map(|weight| weight.value),
            weight_over: row.weight_over.max(1),
            score: row.score.as_ref().map(|score| score.value),
            instead: row
                .not_applicable_printed
                .as_ref()
                .filter(|_| is_none)
                .map_or(String::new(), |said| said.value.clone()),
        }
    }
}

/// One row for each item; names and weights of groups cover theirs.
fn table(
    rows: &[Line],
    (score, weight): (Option<Decimal>, Option<Decimal>),
    heads_behind: impl Fn(&mut Vec<&'static str>),
    behind: impl Fn(&mut Grid, usize, usize, usize, Option<(usize, usize)>),
) -> Grid {
    let depth = rows.iter().map(|row| row.level).max().unwrap_or(1);
    let names = ["一级指标", "二级指标", "三级指标"];
    let is_leaf = |at: usize| rows.get(at + 1).is_none_or(|next| next.level <= rows[at].level);
    let end = |at: usize| (at + 1..rows.len()).find(|other| rows[*other].level <= rows[at].level).unwrap_or(rows.len());
    let height = |from: usize, to: usize| (from..to).filter(|at| is_leaf(*at)).count().max(1);
    let mut heads: Vec<&str> = (0..depth).flat_map(|level| [names[level], "分值"]).collect();
    heads_behind(&mut heads);
    let mut grid = Grid::default();
    grid.cells(&heads);
    let mut open = Vec::new();
    for at in 0..rows.len() {
        open.push(at);
        if !is_leaf(at) {
            continue;
        }
        grid.row();
        let group = open.iter().copied().find(|at| rows[*at].level == 1);
        for of in open.drain(..) {
            let (column, rows_of) = ((rows[of].level - 1) * 2, height(of, end(of)));
            grid.cell(column, 1, rows_of, &rows[of].name);
            let over = (0..rows[of].weight_over).try_fold(of, |last, step| match step {
                0 => Some(last),
                _ => Some(end(last)).filter(|next| *next < rows.len()),
            });
            let is_covered = (0..of).any(|before| {
                rows[before].level == rows[of].level && rows[before].weight_over > 1 && end(before) == of
            });
            if !is_covered {
                let rows_over = over.map_or(rows_of, |last| height(of, end(last)));
                grid.cell(column + 1, 1, rows_over, &digits(rows[of].weight));
            }
            for below in rows[of].level..depth {
                if of == at {
                    grid.cell(below * 2, 1, 1, &rows[of].instead);
                    grid.cell(below * 2 + 1, 1, 1, "");
                }
            }
        }
        let first = group.map(|group| (group, height(group, end(group))));
        behind(&mut grid, at, depth * 2, 1, first);
    }
    if score.is_some() {
        grid.row();
        grid.cell(0, 1, 1, "总分");
        grid.cell(1, 1, 1, &digits(weight));
        for (column, head) in heads.iter().enumerate().skip(2) {
            let is_score = ["得分", "小计"].contains(head);
            grid.cell(column, 1, 1, &if is_score { digits(score) } else { String::new() });
        }
    }
    grid
}

fn summary(printed: &PrintedTable) -> Grid {
    let mut grid = Grid::default();
    grid.cells(&["评价指标", "分值", "得分", "绩效等级"]);
    for row in &printed.rows {
        let name = row.label.as_ref().map_or(&row.of.value, |label| &label.value);
        let (weight, score) =
            (row.weight.as_ref().map(|weight| weight.value), row.score.as_ref().map(|score| score.value));
        let grade = row.grade.as_ref().map_or("", |grade| grade.value.as_str());
        grid.cells(&[name, &digits(weight), &digits(score), grade]);
    }
    grid
}

fn people(evaluation: &Evaluation) -> Grid {
    let mut grid = Grid::default();
    grid.cells(&["姓  名", "职务/职称", "单   位", "项目评分", "签 字"]);
    for person in &evaluation.evaluators {
        let name = format!("{}某", person.surname.as_deref().unwrap_or_default());
        let score = digits(person.score.as_ref().map(|score| score.value));
        grid.cells(&[&name, &person.post, person.unit.as_deref().unwrap_or_default(), &score, &name]);
    }
    grid
}

fn problems(project: &Project) -> Grid {
    let mut grid = Grid::default();
    grid.cells(&["问题分类", "序号", "项目责任单位", "问题描述"]);
    for problem in &project.problems {
        grid.cells(&[&problem.category, "1", problem.unit.as_deref().unwrap_or_default(), &problem.text.value]);
    }
    grid
}
