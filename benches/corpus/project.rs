//! Project files: everything that `project.toml` can say, of figures that agree.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::draw::{Draw, rounded};
use super::money::{self, Money};
use super::scores::{self, FORMS, Form, Row, Scores, Treatment};
use super::{OFFICES, PLACES};

const SUBJECTS: [&str; 10] = [
    "村级道路养护",
    "校舍维修",
    "慢性病筛查",
    "河道清淤",
    "养老服务补贴",
    "农田水利维护",
    "图书馆免费开放",
    "便民热线运行",
    "困难群众救助",
    "垃圾分类",
];
const REASONS: [&str; 5] = ["雨季影响工期", "招标启动较晚", "资料归档不及时", "个别点位返工", "服务对象参与不足"];
const SURNAMES: [&str; 7] = ["陈", "林", "黄", "周", "郑", "何", "罗"];

/// A project with its exact figures.
pub(crate) struct Project {
    pub(crate) title: String,
    pub(crate) year: usize,
    place: usize,
    office: u64,
    pub(crate) money: Option<Money>,
    pub(crate) targets: Vec<Target>,
    pub(crate) evaluations: Vec<Evaluation>,
    pub(crate) counts: Counts,
}

/// What only the prose tells of.
pub(crate) struct Counts {
    pub(crate) received: u64,
    pub(crate) handled: u64,
    /// One year of the contract, in yuan.
    pub(crate) contract: Decimal,
    pub(crate) years: u64,
    /// The price of one, in yuan, and how many.
    pub(crate) price: Decimal,
    pub(crate) copies: u64,
}

/// What was to be reached, and what was.
pub(crate) struct Target {
    pub(crate) name: String,
    pub(crate) direction: &'static str,
    pub(crate) value: Decimal,
    pub(crate) actual: Decimal,
    pub(crate) unit: &'static str,
    pub(crate) is_met: bool,
}

/// An evaluation; without scores where its form gives none.
pub(crate) struct Evaluation {
    rater: &'static str,
    pub(crate) form: Option<&'static Form>,
    pub(crate) scores: Option<Scores>,
    /// Whether the scores of its items are published.
    pub(crate) itemised: bool,
    /// Whether rows of its table are left out.
    pub(crate) is_partial: bool,
    /// Whether the evaluation states its total as its result.
    pub(crate) states_total: bool,
    /// Which of the two words for each grade it uses.
    pub(crate) words: usize,
}

/// Draws a project.
pub(crate) fn draw(draw: &mut Draw, number: usize) -> Project {
    let subject = draw.pick(&SUBJECTS);
    let place = draw.below(PLACES.len() as u64) as usize;
    let office = draw.below(OFFICES.len() as u64);
    let form = FORMS.get(number % 4);
    let mut evaluations = Vec::new();
    let others = if draw.chance(20) { 40 } else { 0 };
    let raters = draw.some(&["self", "department", "finance", "third-party"], others);
    let words = draw.below(2) as usize;
    for rater in raters.into_iter().take(2) {
        let decimals = draw.below(4) as u32;
        let mut scores = form.map(|form| scores::draw(draw, form, decimals));
        let known = scores.as_ref().is_some_and(|scores| scores.rows.iter().all(|row| !row.is_scaled()));
        let itemised = !known || draw.chance(90);
        let states_total = !itemised || draw.chance(95);
        let is_partial = itemised && scores.as_ref().is_some_and(Scores::is_plain) && draw.chance(6);
        match &mut scores {
            Some(scores) if is_partial => scores.leave_out(draw),
            Some(scores) if itemised && draw.chance(6) => scores.keep_back(draw),
            _ => {}
        }
        evaluations.push(Evaluation { rater, form, scores, itemised, is_partial, states_total, words });
    }
    let targets = (0..draw.below(4)).map(|at| target(draw, at)).collect();
    let money = (form.is_none() || draw.chance(95)).then(|| money::draw(draw));
    let received = draw.between(100, 90_000);
    let counts = Counts {
        received,
        handled: received - draw.below(received / 3),
        contract: Decimal::new(draw.between(1_000_000, 900_000_000) as i64, 2),
        years: draw.between(2, 5),
        price: Decimal::new(draw.between(100, 90_000) as i64, 2),
        copies: draw.between(10, 3_000),
    };
    Project {
        counts,
        title: format!("{}{subject}（{number}）", PLACES[place]),
        year: 2015 + number % 10,
        place,
        office,
        money,
        targets,
        evaluations,
    }
}

fn target(draw: &mut Draw, number: u64) -> Target {
    let (name, unit, most) = draw.pick(&[
        ("服务", "人次", 20_000),
        ("检修", "处", 900),
        ("办结率", "%", 95),
        ("单价", "元", 300),
        ("面积", "平方米", 5_000),
    ]);
    // A price is never to be passed.
    let direction =
        if unit == "元" { draw.pick(&["≤", "=", "<"]) } else { draw.pick(&["≥", "≤", "=", ">", "<"]) };
    let decimals = if unit == "%" { 2 } else { 0 };
    let value = rounded(Decimal::from(draw.between(most / 2, most)), decimals);
    let is_met = draw.chance(70);
    let step = Decimal::new(draw.between(1, 40) as i64, decimals);
    let actual = match (direction, is_met) {
        ("=", true) => value,
        ("≥" | ">", true) | ("≤" | "<", false) => value + step,
        ("≥" | ">" | "=", false) | ("≤" | "<", true) => value - step,
        _ => unreachable!("{direction} is one of those above"),
    };
    Target {
        name: format!("{name}{}", ["甲", "乙", "丙", "丁"][number as usize]),
        direction,
        value,
        actual,
        unit,
        is_met,
    }
}

/// A figure as one or another clerk would print it: with zeros at its end, or without.
pub(crate) fn shown(draw: &mut Draw, figure: Decimal) -> String {
    let bare = figure.normalize();
    let more = if draw.chance(15) { draw.below(3) as u32 } else { 0 };
    let mut padded = bare;
    padded.rescale((bare.scale() + more).min(3).max(bare.scale()));
    padded.to_string()
}

impl Project {
    /// The project file.
    pub(crate) fn write(&self, draw: &mut Draw) -> String {
        let mut text = String::new();
        self.write_head(draw, &mut text);
        if let Some(money) = &self.money {
            money.write(&mut text);
        }
        let handled = &self.counts.handled;
        for _ in 0..draw.below(3) {
            let _ = writeln!(
                text,
                "\n[[goals]]\nexpected = \"按计划完成全年任务。\"\nactual = \"全年任务如期完成，办结[{handled}件]{{办结}}。\""
            );
        }
        for target in &self.targets {
            let _ = writeln!(text, "\n[[targets]]\nkind = \"产出指标\"\nname = \"{}\"", target.name);
            for line in target.keys() {
                text += &line;
                text.push('\n');
            }
        }
        for evaluation in &self.evaluations {
            evaluation.write(draw, self.year, &mut text);
        }
        self.write_disclosure(draw, &mut text);
        text
    }

    fn write_head(&self, draw: &mut Draw, text: &mut String) {
        let Project { title, year, place, office, .. } = self;
        let _ = writeln!(text, "title = \"{title}\"\nyear = {year}\nagency = \"a{place}-{office}\"");
        if draw.chance(20) {
            let _ = writeln!(text, "agency_printed = \"{}乡{}\"", PLACES[*place], OFFICES[*office as usize]);
        }
        if draw.chance(30) {
            let _ = writeln!(text, "department = \"a{place}-{}\"", draw.below(8));
        }
        if draw.chance(50) {
            let _ = writeln!(text, "kind = \"经常性项目\"\nperiod = {{ from = {year}-01-01, to = {year}-12-31 }}");
        }
        if draw.chance(40) {
            let _ = writeln!(text, "basis = [\"青府办〔{year}〕{}号\"]", draw.between(1, 90));
        }
        if draw.chance(30) {
            let _ = writeln!(
                text,
                "contact = {{ post = \"项目负责人\", surname = \"吴\", phone = \"0898-2771{:04}\" }}",
                draw.below(10_000)
            );
        }
    }

    fn write_disclosure(&self, draw: &mut Draw, text: &mut String) {
        let next = self.year + 1;
        if draw.chance(50) {
            let _ = writeln!(
                text,
                "\n[disclosure]\nindex_number = \"46{:06}/{next}-{:05}\"\nissued = {next}-07-{:02}\npublished = {next}-08-{:02}\npublisher = \"{}县{}\"\nvalidity = \"有效\"",
                self.place,
                draw.below(99_999),
                draw.between(1, 31),
                draw.between(1, 31),
                PLACES[self.place],
                OFFICES[self.office as usize],
            );
        }
        if draw.chance(20) {
            let _ = writeln!(text, "\n[[problems]]\ncategory = \"资金管理存在的问题\"\ntext = \"部分资金拨付较慢\"");
        }
        if draw.chance(10) {
            let _ =
                writeln!(text, "\n[[revisions]]\ndate = {next}-09-{:02}\nreason = \"补充附件\"", draw.between(1, 30));
        }
    }
}

impl Target {
    /// The keys of what was to be reached and what was.
    fn keys(&self) -> [String; 6] {
        let Target { direction, value, actual, unit, .. } = self;
        [
            format!("target = \"{direction}{value}{unit}\""),
            format!("actual = \"{actual}{unit}\""),
            format!("direction = \"{direction}\""),
            format!("value = {value}"),
            format!("actual_value = {actual}"),
            format!("unit = \"{unit}\""),
        ]
    }
}

impl Evaluation {
    fn write(&self, draw: &mut Draw, year: usize, text: &mut String) {
        let rubric = self.form.map_or("freeform", |form| form.rubric);
        let _ = writeln!(text, "\n[[evaluations]]\nrater = \"{}\"\nrubric = \"{rubric}\"", self.rater);
        if draw.chance(50) {
            let _ = writeln!(text, "date = {}-{:02}-{:02}", year + 1, draw.between(1, 6), draw.between(1, 28));
        }
        if draw.chance(20) {
            let _ = writeln!(text, "organisation = \"青山会计师事务所\"");
        }
        let (Some(form), Some(scores)) = (self.form, &self.scores) else { return };
        if draw.chance(50) {
            let _ = writeln!(text, "place = \"绩效评价指标评分表\"");
        }
        let total = shown(draw, scores.total);
        if self.states_total {
            let _ = writeln!(text, "score = {total}");
            if let Some(words) = self.grade().filter(|_| draw.chance(90)) {
                let _ = writeln!(text, "grade = \"{}\"", words[self.words]);
            }
        }
        if scores.maximum != Decimal::ONE_HUNDRED {
            let _ = writeln!(text, "maximum = {}", scores.maximum);
        }
        if self.is_partial {
            text.push_str("indicators_partial = true\n");
        }
        if !scores.adjustments.is_empty() {
            let lines: Vec<String> = scores
                .adjustments
                .iter()
                .map(|(name, score)| format!("{{ name = \"{name}\", score = {score} }}"))
                .collect();
            let _ = writeln!(text, "adjustments = [{}]", lines.join(", "));
        }
        self.write_rows(draw, form, scores, text);
        for (place, detail) in [("基本信息表", false), ("绩效评价指标体系表", true), ("得分汇总表", false)]
        {
            if draw.chance(50) {
                self.write_printed(draw, scores, place, detail, text);
            }
        }
        if self.states_total && draw.chance(30) && scores.total < scores.maximum {
            write_evaluators(draw, scores.total, scores.maximum, text);
        }
    }

    /// Whether it follows the framework of 2020, which has sections of its own.
    pub(crate) fn is_framework(&self) -> bool {
        self.form.is_some_and(|form| form.rubric == "mof2020-eval")
    }

    /// The words for the grade of the total; none where the report has full marks of its own.
    pub(crate) fn grade(&self) -> Option<[&'static str; 2]> {
        let (form, scores) = (self.form?, self.scores.as_ref()?);
        let applies = scores.maximum == Decimal::ONE_HUNDRED;
        scores::grade(&form.bands, scores.total, scores.maximum).filter(|_| applies)
    }

    fn write_rows(&self, draw: &mut Draw, form: &Form, scores: &Scores, text: &mut String) {
        // Outermost weights, those of groups within, and those of items: each column may be missing from a table.
        let weights = draw.pick(&[
            [true; 3],
            [true; 3],
            [true, false, true],
            [false, true, true],
            [false, false, true],
            [true, false, false],
        ]);
        let subtotals = draw.chance(30);
        let said = draw.below(4);
        text.push_str("indicators = [\n");
        for (level, row) in scores.rows.iter().flat_map(|row| row.walk(1)) {
            let is_item = row.below.is_empty();
            let _ = write!(text, "  {{ level = {level}, name = \"{}\"", row.name);
            let shows =
                if is_item { weights[2] || (level == 1 && weights[0]) } else { weights[usize::from(level > 1)] };
            if shows && row.over > 0 && row.treatment != Some(Treatment::NoWeight) {
                let _ = write!(text, ", weight = {}", shown(draw, weight_of_cell(&scores.rows, row)));
                if row.over > 1 {
                    let _ = write!(text, ", weight_over = {}", row.over);
                }
            }
            match row.treatment {
                Some(treatment) => {
                    let (key, printed) = match treatment {
                        Treatment::NoWeight => ("no-weight", "不涉及"),
                        Treatment::FullMarks => ("full-marks", "未设置，按满分计"),
                        Treatment::Renormalised => ("renormalised", "不涉及，其余按比例折算"),
                    };
                    let _ = write!(text, ", not_applicable = \"{key}\", not_applicable_printed = \"{printed}\"");
                    if treatment == Treatment::FullMarks && (!shows || draw.chance(50)) {
                        let _ = write!(text, ", score = {}", row.score);
                    }
                }
                None if (self.itemised && is_item && row.is_told) || (subtotals && !is_item) => {
                    let _ = write!(text, ", score = {}", shown(draw, row.score));
                }
                None => {}
            }
            if is_item && row.treatment.is_none() {
                self.write_item(draw, form, row, said, text);
            }
            text.push_str(" },\n");
            // Below a group that may have rows of its own, a row of the template that stayed empty.
            let is_open = form.own_from == 2 && !["决策", "过程"].iter().any(|closed| row.path.starts_with(closed));
            if is_open && level == 2 && !is_item && draw.chance(8) {
                text.push_str("  { level = 3, name = \"其他指标\" },\n");
            }
        }
        text.push_str("]\n");
    }

    /// What else a table says of an item: what was to be reached, why it got its score, why it lost points.
    fn write_item(&self, draw: &mut Draw, form: &Form, row: &Row, said: u64, text: &mut String) {
        let lost = row.score < row.weight;
        let is_told = self.itemised && row.is_told;
        if said == 0 && is_told {
            let why = if lost { draw.pick(&REASONS) } else { "达到要求" };
            let _ = write!(text, ", basis = \"{why}，该指标得{}分\"", shown(draw, row.score));
        } else if lost {
            let _ = write!(text, ", {} = \"{}\"", draw.pick(&["deviation", "reason"]), draw.pick(&REASONS));
        }
        if said == 1 && form.rubric != "hainan-2011" {
            let target = target(draw, 0);
            if target.is_met || (lost && is_told) {
                let _ = write!(text, ", {}", target.keys().join(", "));
            }
        }
        // Full marks for a rate of the funds, which may be below 100 %, are what the standard gives.
        let is_rate = ["到位率", "执行率", "执行率指标"].iter().any(|rate| row.name.ends_with(rate));
        if is_rate && !lost {
            text.push_str(", standard = \"不低于1%得满分\"");
        } else if said == 2 {
            let _ = write!(text, ", explanation = \"是否按要求完成\", standard = \"按完成程度计分\"");
        }
    }

    /// Another place that tells the scores again: all rows, or only the outermost, or some of them.
    fn write_printed(&self, draw: &mut Draw, scores: &Scores, place: &str, detail: bool, text: &mut String) {
        let (all, weights, grades) = (draw.chance(70), draw.chance(70), draw.chance(70));
        let mut rows = Vec::new();
        for (level, row) in scores.rows.iter().flat_map(|row| row.walk(1)) {
            if !(detail || level == 1) || row.treatment.is_some() || !(all || draw.chance(60)) {
                continue;
            }
            let is_told = (self.itemised && row.is_told) || !row.below.is_empty();
            let mut said = format!("of = \"{}\"", row.path);
            if weights && (row.over == 1 || draw.chance(50)) {
                let _ = write!(said, ", weight = {}", shown(draw, row.weight));
            }
            if is_told {
                let _ = write!(said, ", score = {}", shown(draw, row.score));
            }
            let words = row.bands.as_ref().and_then(|bands| scores::grade(bands, row.score, row.weight));
            if let Some(words) = words.filter(|_| grades && is_told) {
                let _ = write!(said, ", grade = \"{}\"", words[self.words]);
            }
            rows.push(said);
        }
        if draw.chance(80) {
            let mut said = "of = \"总分\", label = \"综合绩效\"".to_owned();
            if weights {
                let _ = write!(said, ", weight = {}", scores.maximum);
            }
            if draw.chance(90) {
                let _ = write!(said, ", score = {}", shown(draw, scores.total));
            }
            if let Some(words) = self.grade().filter(|_| grades) {
                let _ = write!(said, ", grade = \"{}\"", words[self.words]);
            }
            rows.push(said);
        }
        if !rows.is_empty() {
            let _ = writeln!(text, "\n[[evaluations.printed]]\nplace = \"{place}\"\nrows = [");
            rows.iter().for_each(|row| {
                let _ = writeln!(text, "  {{ {row} }},");
            });
            text.push_str("]\n");
        }
    }
}

/// What is printed in a row's weight cell: also the weights of the neighbours that it covers.
fn weight_of_cell(rows: &[Row], row: &Row) -> Decimal {
    let within = |rows: &[Row]| {
        let first = rows.iter().position(|other| std::ptr::eq(other, row))?;
        Some(rows[first..first + row.over].iter().map(|row| row.weight).sum())
    };
    within(rows)
        .or_else(|| rows.iter().flat_map(|row| row.walk(1)).find_map(|(_, row)| within(&row.below)))
        .unwrap_or(row.weight)
}

/// Raters whose scores come to the total: their mean, and that of all but the highest and lowest.
fn write_evaluators(draw: &mut Draw, total: Decimal, maximum: Decimal, text: &mut String) {
    let pairs = draw.between(1, 3);
    let mut scores = vec![total; usize::from(draw.chance(50))];
    for pair in 1..=pairs {
        let apart = Decimal::from(pair).min(maximum - total).min(total).max(Decimal::ZERO);
        scores.extend([total + apart, total - apart]);
    }
    for (at, score) in scores.iter().enumerate() {
        let _ = writeln!(
            text,
            "\n[[evaluations.evaluators]]\nsurname = \"{}\"\npost = \"{}\"\nunit = \"县财政局\"\nscore = {}",
            SURNAMES[at],
            if at == 0 { "局长" } else { "科员" },
            score.normalize()
        );
    }
}
