//! Score tables that add up, of every form of `content/rubrics`. Keeps the exact figures; prints nothing.

use rust_decimal::Decimal;

use super::draw::{Draw, rounded};

/// A form: its rubric, the weights that its outermost groups can have, and its groups.
pub(crate) struct Form {
    pub(crate) rubric: &'static str,
    weights: &'static [[u32; 4]],
    groups: &'static [Branch],
    /// From this level on a report chooses its own rows and names.
    pub(crate) own_from: u32,
    pub(crate) bands: [Band; 4],
}

/// The words for a grade and what earns it: from here to there, or (`Err`) to just below.
pub(crate) type Band = ([&'static str; 2], i64, Result<i64, i64>);

struct Branch {
    name: &'static str,
    weight: Option<u32>,
    below: &'static [Branch],
    bands: Option<[Band; 4]>,
}

const fn group(name: &'static str, below: &'static [Branch]) -> Branch {
    Branch { name, weight: None, below, bands: None }
}

const fn item(name: &'static str) -> Branch {
    group(name, &[])
}

const fn weighed(name: &'static str, weight: u32, below: &'static [Branch]) -> Branch {
    Branch { name, weight: Some(weight), below, bands: None }
}

const fn whole_bands(grades: [i64; 4], maximum: i64) -> [Band; 4] {
    [
        (["优秀", "优"], grades[0], Ok(maximum)),
        (["良好", "良"], grades[1], Ok(grades[0] - 1)),
        (["一般", "中"], grades[2], Ok(grades[1] - 1)),
        (["较差", "差"], 0, Ok(grades[2] - 1)),
    ]
}

const CONTINUOUS: [Band; 4] = [
    (["优", "优秀"], 90, Ok(100)),
    (["良", "良好"], 80, Err(90)),
    (["中", "一般"], 60, Err(80)),
    (["差", "较差"], 0, Err(60)),
];

static HAINAN: [Branch; 3] = [
    Branch {
        name: "项目决策",
        weight: Some(20),
        bands: Some(whole_bands([18, 16, 14, 0], 20)),
        below: &[
            weighed("项目目标", 4, &[item("目标内容")]),
            weighed("决策过程", 8, &[item("决策依据"), item("决策程序")]),
            weighed("资金分配", 8, &[item("分配办法"), item("分配结果")]),
        ],
    },
    Branch {
        name: "项目管理",
        weight: Some(25),
        bands: Some(whole_bands([22, 20, 17, 0], 25)),
        below: &[
            weighed("资金到位", 5, &[item("到位率"), item("到位时效")]),
            weighed("资金管理", 10, &[item("资金使用"), item("财务管理")]),
            weighed("组织实施", 10, &[item("组织机构"), item("管理制度")]),
        ],
    },
    Branch {
        name: "项目绩效",
        weight: Some(55),
        bands: Some(whole_bands([49, 44, 38, 0], 55)),
        below: &[
            group("项目产出", &[item("产出数量"), item("产出质量"), item("产出时效"), item("产出成本")]),
            group(
                "项目效益",
                &[item("经济效益"), item("社会效益"), item("环境效益"), item("可持续影响"), item("服务对象满意度")],
            ),
        ],
    },
];
static OPEN: &[Branch] = &[
    item("检修里程"),
    item("培训场次"),
    item("验收合格率"),
    item("按期完工率"),
    item("单位造价"),
    item("受益户数"),
    item("问卷满意率"),
];
static FRAMEWORK: [Branch; 4] = [
    group(
        "决策",
        &[
            group("项目立项", &[item("立项依据充分性"), item("立项程序规范性")]),
            group("绩效目标", &[item("绩效目标合理性"), item("绩效指标明确性")]),
            group("资金投入", &[item("预算编制科学性"), item("资金分配合理性")]),
        ],
    ),
    group(
        "过程",
        &[
            group("资金管理", &[item("资金到位率"), item("预算执行率")]),
            group("资金管理", &[item("资金使用合规性")]),
            group("组织实施", &[item("管理制度健全性"), item("制度执行有效性")]),
        ],
    ),
    group(
        "产出",
        &[group("产出数量", OPEN), group("产出质量", OPEN), group("产出时效", OPEN), group("产出成本", OPEN)],
    ),
    group("效益", &[group("项目效益", OPEN), group("社会影响", OPEN)]),
];
static SELF: [Branch; 4] = [
    weighed(
        "产出指标",
        50,
        &[group("数量指标", OPEN), group("质量指标", OPEN), group("时效指标", OPEN), group("成本指标", OPEN)],
    ),
    weighed(
        "效益指标",
        30,
        &[
            group("经济效益指标", OPEN),
            group("社会效益指标", OPEN),
            group("生态效益指标", OPEN),
            group("可持续影响指标", OPEN),
        ],
    ),
    weighed("满意度指标", 10, &[group("服务对象满意度指标", &[item("服务对象满意度"), item("经办人员满意度")])]),
    weighed("执行率指标", 10, &[group("执行率指标", &[item("预算执行率")])]),
];

/// The forms that give scores.
pub(crate) static FORMS: [Form; 3] = [
    Form {
        rubric: "hainan-2011",
        weights: &[[20, 25, 55, 0]],
        groups: &HAINAN,
        own_from: 9,
        bands: whole_bands([90, 80, 60, 0], 100),
    },
    Form {
        rubric: "mof2020-eval",
        weights: &[[15, 25, 35, 25], [20, 20, 30, 30], [10, 20, 40, 30]],
        groups: &FRAMEWORK,
        own_from: 2,
        bands: CONTINUOUS,
    },
    Form { rubric: "mof2020-selfeval", weights: &[[50, 30, 10, 10]], groups: &SELF, own_from: 2, bands: CONTINUOUS },
];

/// How a row that does not apply is treated.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Treatment {
    NoWeight,
    FullMarks,
    Renormalised,
}

/// A row of a score table with everything below it.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    /// `过程/资金管理#2`.
    pub(crate) path: String,
    pub(crate) weight: Decimal,
    pub(crate) score: Decimal,
    /// How many groups its weight's merged cell covers; none where another group's cell covers it.
    pub(crate) over: usize,
    pub(crate) treatment: Option<Treatment>,
    pub(crate) bands: Option<[Band; 4]>,
    /// Whether the report publishes its score.
    pub(crate) is_told: bool,
    pub(crate) below: Vec<Row>,
}

/// A score table with its total.
pub(crate) struct Scores {
    pub(crate) rows: Vec<Row>,
    pub(crate) maximum: Decimal,
    pub(crate) adjustments: Vec<(&'static str, Decimal)>,
    pub(crate) total: Decimal,
}

impl Row {
    /// The row and all below it, each with its level.
    pub(crate) fn walk(&self, level: u32) -> Vec<(u32, &Row)> {
        let below = self.below.iter().flat_map(|row| row.walk(level + 1));
        std::iter::once((level, self)).chain(below).collect()
    }

    /// Whether a row below it is left out and others are scaled up for it.
    pub(crate) fn is_scaled(&self) -> bool {
        self.treatment == Some(Treatment::Renormalised) || self.below.iter().any(Row::is_scaled)
    }

    /// Whether its score and all below it are published.
    pub(crate) fn is_told(&self) -> bool {
        self.is_told && self.below.iter().all(Row::is_told)
    }

    fn is_merged(&self) -> bool {
        self.over != 1 || self.below.iter().any(Row::is_merged)
    }

    fn items(&mut self) -> Vec<&mut Row> {
        if self.below.is_empty() { vec![self] } else { self.below.iter_mut().flat_map(Row::items).collect() }
    }

    /// Adds up; a group whose row is left out is scaled up to its weight where `within` says so.
    fn add_up(&mut self, within: bool) {
        if self.below.is_empty() {
            return;
        }
        self.below.iter_mut().for_each(|row| row.add_up(within));
        self.score = self.below.iter().map(|row| row.score).sum();
        let left_out = self.below.iter().find(|row| row.treatment == Some(Treatment::Renormalised));
        if let Some(left_out) = left_out.filter(|_| within) {
            self.score = rounded(self.score * self.weight / (self.weight - left_out.weight), 2).normalize();
        }
    }
}

impl Scores {
    /// Leaves rows out, as a report does that publishes only a part; the total and the groups keep what they had.
    pub(crate) fn leave_out(&mut self, draw: &mut Draw) {
        if draw.chance(60) {
            self.rows.pop();
        }
        self.rows.iter_mut().for_each(|row| row.leave_out(draw));
    }

    /// Whether rows can be left out without changing what others are called or weigh.
    pub(crate) fn is_plain(&self) -> bool {
        !self.rows.iter().any(|row| row.is_scaled() || row.is_merged())
    }

    /// Leaves the scores of some items unpublished.
    pub(crate) fn keep_back(&mut self, draw: &mut Draw) {
        let items = self.rows.iter_mut().flat_map(Row::items).filter(|row| row.treatment.is_none());
        items.for_each(|item| item.is_told = draw.chance(80));
    }
}

impl Row {
    fn leave_out(&mut self, draw: &mut Draw) {
        self.below.iter_mut().for_each(|row| row.leave_out(draw));
        if self.below.iter().all(|row| row.below.is_empty()) {
            let kept = draw.below(self.below.len().max(1) as u64) as usize;
            let mut at = 0..;
            self.below.retain(|_| at.next() == Some(kept) || draw.chance(60));
        }
    }
}

/// Draws a table. `decimals` is how fine its scores are.
pub(crate) fn draw(draw: &mut Draw, form: &Form, decimals: u32) -> Scores {
    let other_maximum = form.weights.len() > 1 && draw.chance(15);
    let factor =
        if other_maximum { draw.pick(&[Decimal::new(5, 1), Decimal::new(12, 1), Decimal::TWO]) } else { Decimal::ONE };
    let weights = draw.pick(form.weights);
    let mut rows: Vec<Row> = form
        .groups
        .iter()
        .zip(weights)
        .map(|(branch, weight)| grow(draw, form, branch, (Decimal::from(weight) * factor).normalize(), 1))
        .collect();
    name_paths(&mut rows, "");
    merge(draw, &mut rows);
    let (loses, most) = (draw.pick(&[10, 30, 60, 95]), draw.pick(&[20, 50, 100]));
    let whole = Decimal::ONE_HUNDRED * factor;
    let special = draw.below(10);
    let mut items: Vec<&mut Row> = rows.iter_mut().flat_map(Row::items).filter(|row| row.treatment.is_none()).collect();
    for item in &mut items {
        item.score = item.weight;
        let units = u64::try_from(
            (item.weight * Decimal::from(most) * Decimal::from(10_u64.pow(decimals)) / Decimal::ONE_HUNDRED).floor(),
        );
        if let Some(units) = units.ok().filter(|units| *units > 0 && draw.chance(loses)) {
            item.score = (item.weight - Decimal::new(draw.between(1, units) as i64, decimals)).normalize();
        }
    }
    let chosen = draw.below(items.len() as u64) as usize;
    if special < 2 {
        items[chosen].treatment = Some(Treatment::FullMarks);
        items[chosen].score = items[chosen].weight;
    }
    let left_out = (special == 2).then(|| {
        items[chosen].treatment = Some(Treatment::Renormalised);
        items[chosen].score = Decimal::ZERO;
        items[chosen].weight
    });
    // Where the row left out has others beside it, these may be scaled up to the weight of their group; else all are.
    let has_others = |row: &Row| row.below.iter().filter(|row| row.weight > Decimal::ZERO).count() > 1;
    let beside = rows
        .iter()
        .flat_map(|row| row.walk(1))
        .any(|(_, row)| has_others(row) && row.below.iter().any(|row| row.treatment == Some(Treatment::Renormalised)));
    let within = beside && draw.chance(50);
    rows.iter_mut().for_each(|row| row.add_up(within));
    let mut total: Decimal = rows.iter().map(|row| row.score).sum();
    if let Some(weight) = left_out.filter(|_| !within) {
        let finest = draw.below(3) as u32;
        total = rounded(total * whole / (whole - weight), finest);
    }
    let mut adjustments = Vec::new();
    if draw.chance(20) {
        adjustments.push(("创新工作加分", Decimal::new(draw.between(1, 30) as i64, 1).normalize()));
    }
    if draw.chance(15) && total > Decimal::TEN {
        adjustments.push(("报送不及时扣分", -Decimal::new(draw.between(1, 20) as i64, 1).normalize()));
    }
    total += adjustments.iter().map(|(_, points)| points).sum::<Decimal>();
    Scores { rows, maximum: whole.normalize(), adjustments, total: total.normalize() }
}

fn grow(draw: &mut Draw, form: &Form, branch: &Branch, weight: Decimal, level: u32) -> Row {
    let own = level >= form.own_from;
    let mut chosen: Vec<&Branch> = branch.below.iter().collect();
    if own && !chosen.is_empty() {
        let some = if std::ptr::eq(branch.below, OPEN) { 30 } else { 60 };
        chosen = draw.some(&chosen, some);
        // A group may be an item of its own, and an item may have parts.
        if draw.chance(10) {
            chosen.clear();
        }
    } else if form.own_from == 2 && level == 1 {
        chosen = draw.some(&chosen, 80);
    }
    let mut below = Vec::new();
    if !chosen.is_empty() {
        let without_weight = chosen.len() > 1 && chosen[0].weight.is_none() && draw.chance(4);
        let idle = without_weight.then(|| draw.below(chosen.len() as u64) as usize);
        let weights = match chosen.iter().map(|branch| branch.weight.map(Decimal::from)).collect::<Option<Vec<_>>>() {
            Some(fixed) => fixed,
            None => draw.shares(weight, chosen.len() - usize::from(idle.is_some())),
        };
        let mut weights = weights.into_iter();
        for (at, branch) in chosen.into_iter().enumerate() {
            below.push(match idle == Some(at) {
                true => Row { treatment: Some(Treatment::NoWeight), ..leaf(branch, Decimal::ZERO) },
                false => grow(draw, form, branch, weights.next().expect("a weight for each"), level + 1),
            });
        }
    } else if own && level == 3 && draw.chance(5) {
        let parts = draw.shares(weight, 2);
        below =
            [item("上半年"), item("下半年")].iter().zip(parts).map(|(branch, weight)| leaf(branch, weight)).collect();
    }
    Row { below, ..leaf(branch, weight) }
}

fn leaf(branch: &Branch, weight: Decimal) -> Row {
    Row {
        name: branch.name,
        path: String::new(),
        weight,
        score: Decimal::ZERO,
        over: 1,
        treatment: None,
        bands: branch.bands,
        is_told: true,
        below: Vec::new(),
    }
}

fn name_paths(rows: &mut [Row], above: &str) {
    for at in 0..rows.len() {
        let before = rows[..at].iter().filter(|row| row.name == rows[at].name).count();
        let number = if before > 0 { format!("#{}", before + 1) } else { String::new() };
        let path = format!("{above}{}{number}", rows[at].name);
        name_paths(&mut rows[at].below, &format!("{path}/"));
        rows[at].path = path;
    }
}

/// Prints the weights of two or more neighbours in one cell.
fn merge(draw: &mut Draw, rows: &mut [Row]) {
    if rows.len() > 1 && draw.chance(10) {
        let first = draw.below(rows.len() as u64 - 1) as usize;
        let count = draw.between(2, (rows.len() - first) as u64) as usize;
        if rows[first..first + count].iter().all(|row| row.treatment.is_none()) {
            rows[first..first + count].iter_mut().for_each(|row| row.over = 0);
            rows[first].over = count;
        }
    }
    rows.iter_mut()
        .filter(|row| row.below.iter().any(|row| !row.below.is_empty()))
        .for_each(|row| merge(draw, &mut row.below));
}

/// The words for the grade that a score earns; none in a gap between whole bands.
pub(crate) fn grade(bands: &[Band; 4], score: Decimal, maximum: Decimal) -> Option<[&'static str; 2]> {
    let score = score.min(maximum);
    let earned = bands.iter().find(|(_, from, until)| {
        let below = until.map_or_else(|limit| score < limit.into(), |to| score <= to.into());
        score >= (*from).into() && below
    });
    earned.map(|(words, ..)| *words)
}
