//! What stands on pages of several kinds: links, scores, grades, rates, rows of projects, roll-ups, pictures.

use serde::{Deserialize, Serialize};

use crate::lang::{Name, names};

/// A link within the site.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Address below the site's root: `agencies/x/index.html`.
    pub href: String,
}

/// A score as printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ScoreView {
    /// `itemised`, `partial`, `total-only` or `unscored`.
    #[serde(with = "names")]
    pub status: Name,
    /// The score's digits.
    pub text: Option<String>,
    /// For `aligned`: the most characters that a score of its column has after the whole part.
    pub fraction_width: usize,
    /// Full marks.
    pub maximum: String,
    /// What stands instead of, or beside, a score: 未评分, 未列分项, 只列部分分项, 未列总分, or 核算 where the report
    /// prints no total.
    pub label: Option<String>,
}

/// A grade as printed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GradeView {
    /// The word as printed, or 未评等次.
    pub text: String,
    /// What the word means in the language of the site, where that is another.
    pub gloss: Option<String>,
    /// `1` for the best of four grades, `2` for the next…, `5-1` for the best of five; `as-printed` for a
    /// grade that is none of the rubric's, `none` without one.
    pub rank: String,
    /// In which shape and colour it is shown: from `1` for the best of its rubric to `4` for the last, or as `rank` without
    /// one.
    #[serde(with = "names")]
    pub tone: Name,
    /// What the grade means: 总分 90 分及以上.
    pub meaning: Option<String>,
}

/// A rate with its numerator and denominator named.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct RateView {
    /// 实际支出 ÷ 年初预算.
    pub formula: String,
    /// As printed, where the report prints it.
    pub printed: Option<String>,
    /// Recomputed, rounded half up to two decimals: `89.74%`; 不适用 where the denominator is zero.
    pub recomputed: Option<String>,
    /// How the two compare, in a word.
    pub comparison: String,
    /// Whether they differ by more than a remark tells.
    pub differs: bool,
    /// The finding of the project's page that says how they compare, by number.
    pub finding: Option<usize>,
    /// What the report calls it and where it stands.
    pub place: Option<String>,
    /// For `aligned`.
    pub fraction_width: usize,
}

/// A project in a list.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProjectRow {
    /// `<year>/<slug>`.
    pub id: String,
    /// Its page.
    pub link: Link,
    /// Year.
    pub year: String,
    /// Agency.
    pub agency: Link,
    /// The name of the agency that the report prints, where that is an earlier one.
    pub earlier_name: Option<String>,
    /// Departments.
    pub departments: Vec<Link>,
    /// Region.
    pub region: Option<Link>,
    /// Who rated: 单位自评.
    pub rater: String,
    /// Score.
    pub score: ScoreView,
    /// Grade.
    pub grade: GradeView,
    /// Money stated: 年初预算 185 万元, one entry an amount.
    pub money: Vec<Pair>,
    /// Expenditure and what it is compared with, rounded half up to two decimals of a readable unit.
    pub brief: Vec<Pair>,
    /// The score on the scale of its rubric's grades, SVG for drawing only.
    pub scale: Option<String>,
    /// Execution rate, recomputed, with its denominator.
    pub rate: Option<RateView>,
    /// Expenditure in yuan, bare digits by which tables are sorted.
    pub spent: Option<String>,
    /// What the checks found.
    pub found: FoundView,
    /// Whether any of its figures was recomputed and holds.
    pub holds_any: bool,
}

/// How many findings there are of each level.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct FoundView {
    /// Contradictions.
    pub differences: usize,
    /// Doubts.
    pub doubts: usize,
    /// Remarks.
    pub remarks: usize,
    /// Of all these, with a published explanation.
    pub explained: usize,
    /// In words, every level that there is: 3 处不一致、2 处存疑. `None` where nothing was found.
    pub text: Option<String>,
}

/// A label and its value.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Pair {
    /// What.
    pub label: String,
    /// How much, or which.
    pub value: String,
}

/// Sums over the projects of a year that state both amounts, so that the two can be compared.
#[derive(Clone, Debug, Serialize)]
pub struct YearFunds {
    /// The year.
    pub year: String,
    /// How many projects state both.
    pub n: usize,
    /// How many of them were evaluated before all was done, so that their expenditure may not be that of the whole year.
    pub early: usize,
    /// How many do not.
    pub others: usize,
    /// What expenditure is compared with: 年初预算.
    pub basis: String,
    /// Whether that is the adjusted budget of some and the initial one of others.
    pub is_mixed: bool,
    /// The sum of that, rounded half up to two decimals of a readable unit: 1524.65 万元.
    pub whole: String,
    /// The sum of expenditure, likewise.
    pub spent: String,
    /// The sum of expenditure in yuan, bare digits by which tables are sorted.
    pub spent_yuan: String,
    /// Expenditure ÷ the other, rounded half up to two decimals.
    pub rate: String,
}

/// Figures of a group of projects. Never an average of scores.
#[derive(Clone, Debug, Serialize)]
pub struct RollUp {
    /// Number of projects.
    pub n: usize,
    /// Of them with the scores of all items.
    pub itemised: usize,
    /// Of them with the scores of some items.
    pub partial: usize,
    /// Of them with a total only.
    pub total_only: usize,
    /// Of them without a score.
    pub unscored: usize,
    /// What was to be spent and what was, newest year first. Years are not added together.
    pub funds: Vec<YearFunds>,
    /// Projects per grade, best first, without a grade last.
    pub grades: Vec<GradeCount>,
    /// Projects in which differences were found.
    pub with_differences: usize,
    /// What the checks found.
    pub found: FoundView,
    /// Whether any figure of any of them was recomputed and holds.
    pub holds_any: bool,
}

/// How many projects have a grade.
#[derive(Clone, Debug, Serialize)]
pub struct GradeCount {
    /// The grade: its words of all rubrics, 优 / 优秀.
    pub grade: GradeView,
    /// How many.
    pub n: usize,
    /// Its share of all as a bar, SVG for drawing only.
    pub bar: String,
}

/// A picture. What it shows stands in a table beside it.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// SVG that may stand in a page as it is.
    pub svg: String,
    /// What it shows.
    pub title: String,
}

/// A scale of grades.
#[derive(Clone, Debug, Serialize)]
pub struct ScaleView {
    /// The scale, SVG for drawing only.
    pub svg: String,
    /// Its grades, best first.
    pub bands: Vec<BandView>,
}

/// A grade of a scale.
#[derive(Clone, Debug, Serialize)]
pub struct BandView {
    /// Its word.
    pub grade: String,
    /// Its points: `≥ 90`.
    pub range: String,
    /// Whether it is the grade that the report states.
    pub is_printed: bool,
}

/// A fact, with a page where there is one.
#[derive(Clone, Debug, Serialize)]
pub struct Fact {
    /// What.
    pub label: String,
    /// Which.
    pub value: String,
    /// Address below the root.
    pub href: Option<String>,
}

/// A finding of the same page.
#[derive(Clone, Debug, Serialize)]
pub struct FoundLink {
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// Fragment of its address: `finding-1`.
    pub id: String,
    /// What it is: 不一致：分项得分与依据不符.
    pub text: String,
}
