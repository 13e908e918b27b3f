//! What a template sees: plain values, already formatted, in the site's language. The contract with themes; computes nothing.
//!
//! Every template gets `chrome` ([`Chrome`]) and `view` (the struct named in its doc). Links are relative to the
//! site's root: a template writes `{{ chrome.root }}{{ link.href }}`.

use serde::Serialize;

/// What every page has around its content.
#[derive(Clone, Debug, Serialize)]
pub struct Chrome {
    /// Prefix from this page to the site's root: `../../`, or nothing on the home page.
    pub root: String,
    /// Which template this is, for the `class` of `body`: `project`.
    pub kind: &'static str,
    /// Title of the page, without the site's.
    pub title: String,
    /// One sentence about the page.
    pub description: String,
    /// Absolute address of the page, where that of the site is known.
    pub address: Option<String>,
    /// The site.
    pub site: SiteView,
    /// Main navigation.
    pub nav: Vec<NavItem>,
    /// The way from the home page, without the page itself.
    pub breadcrumbs: Vec<Link>,
    /// Meta tags of government sites.
    pub meta: Vec<MetaView>,
    /// Where the site's glossary explains words that readers stumble over.
    pub terms: TermsView,
    /// The absolute address of the picture for links that are passed on, where the site knows its own address.
    pub share_image: Option<String>,
    /// What the page says of itself to search engines: JSON-LD, to stand in its `script` element as it is.
    pub linked_data: Option<String>,
    /// What the publisher has inserted in every page.
    pub include: IncludeView,
}

/// Addresses of explanations, below the root; `None` where the site has no page `glossary` with such a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct TermsView {
    /// 执行率.
    pub execution_rate: Option<String>,
    /// 评分标准.
    pub rubric: Option<String>,
    /// 评价主体.
    pub rater: Option<String>,
    /// 核算.
    pub recomputed: Option<String>,
}

/// A meta tag.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetaView {
    /// `SiteName`.
    pub name: &'static str,
    /// Its content.
    pub content: String,
}

/// HTML of the publisher's own, inserted as it is: the frame of the portal that this site is a column of.
#[derive(Clone, Debug, Default, Serialize)]
pub struct IncludeView {
    /// At the end of `head`.
    pub head: Option<String>,
    /// Before the header.
    pub header: Option<String>,
    /// After the footer.
    pub footer: Option<String>,
}

/// The site, for headers and footers.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// Name.
    pub title: String,
    /// What it is.
    pub description: String,
    /// Language tag: `zh-CN`.
    pub lang: &'static str,
    /// Who publishes.
    pub publisher: Option<String>,
    /// How to reach the publisher.
    pub contact: Option<String>,
    /// Name of the licence.
    pub licence: Option<String>,
    /// Address of the licence's text.
    pub licence_url: Option<String>,
    /// Text pages, for the footer.
    pub pages: Vec<Link>,
    /// What government sites state in their footers.
    pub footer: Vec<FooterItem>,
}

/// An item of a government site's footer.
#[derive(Clone, Debug, Serialize)]
pub struct FooterItem {
    /// What it says.
    pub text: String,
    /// Absolute address of another site.
    pub href: Option<String>,
}

/// An entry of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// Where to.
    pub link: Link,
    /// Whether the page shown is there.
    pub current: bool,
}

/// A link within the site.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Link {
    /// What it says.
    pub text: String,
    /// Address below the site's root: `agencies/x/index.html`.
    pub href: String,
}

/// A score as printed.
#[derive(Clone, Debug, Serialize)]
pub struct ScoreView {
    /// `itemised`, `partial`, `total-only` or `unscored`.
    pub status: &'static str,
    /// The score's digits.
    pub text: Option<String>,
    /// For `aligned`: the most characters that a score of its column has after the whole part.
    pub room: usize,
    /// Full marks.
    pub maximum: String,
    /// What stands instead of, or beside, a score: 未评分, 未公布分项, 只公布部分分项, 未公布总分, or 核算 where the report
    /// prints no total.
    pub label: Option<String>,
}

/// A grade as printed.
#[derive(Clone, Debug, Serialize)]
pub struct GradeView {
    /// The word as printed, or 未评等次.
    pub text: String,
    /// What the word means in the language of the site, where that is another.
    pub gloss: Option<String>,
    /// `1` for the best of four grades, `2` for the next…, `5-1` for the best of five; `none` without a grade.
    pub rank: String,
    /// What the grade means: 总分 90 分及以上.
    pub meaning: Option<String>,
}

/// A rate with its numerator and denominator named.
#[derive(Clone, Debug, Serialize)]
pub struct RateView {
    /// 实际支出 ÷ 年初预算.
    pub formula: String,
    /// As printed, where the report prints it.
    pub printed: Option<String>,
    /// Recomputed, rounded half up to two decimals: `89.74%`; 不适用 where the denominator is zero.
    pub recomputed: Option<String>,
    /// Whether printed and recomputed differ.
    pub differs: bool,
    /// The finding of the project's page that is about it, by number.
    pub finding: Option<usize>,
    /// What the report calls it and where it stands.
    pub place: Option<String>,
    /// For `aligned`.
    pub room: usize,
}

/// A project in a list.
#[derive(Clone, Debug, Serialize)]
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
}

/// How many findings there are of each level.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
    /// How many do not.
    pub others: usize,
    /// What expenditure is compared with: 年初预算.
    pub basis: String,
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

/// The scores that projects got by one rubric, by who rated.
#[derive(Clone, Debug, Serialize)]
pub struct ScoresView {
    /// The rubric's id.
    pub id: String,
    /// The rubric.
    pub rubric: Link,
    /// What the pictures show.
    pub title: String,
    /// The points and the grades below the pictures, SVG for drawing only.
    pub axis: String,
    /// Who rated, with the scores that they gave: pictures and figures.
    pub raters: Vec<RaterRow>,
}

/// The scores that raters of one sort gave.
#[derive(Clone, Debug, Serialize)]
pub struct RaterRow {
    /// `self`.
    pub key: &'static str,
    /// 单位自评.
    pub rater: String,
    /// Every score as a dot, SVG with its words.
    pub dots: String,
    /// How many scores.
    pub n: usize,
    /// The lowest score.
    pub least: String,
    /// The middle score: as many are above it as below.
    pub median: String,
    /// The highest score.
    pub most: String,
}

/// `home.html`.
#[derive(Clone, Debug, Serialize)]
pub struct HomeView {
    /// The whole site.
    pub all: RollUp,
    /// Whether the newest are the last published; else they are those of the last years, as not all say when.
    pub by_publication: bool,
    /// Scores by the rubrics that most projects were scored by.
    pub scores: Vec<ScoresView>,
    /// Who rated by these rubrics, by key and word, where there is a choice.
    pub raters: Vec<Pair>,
    /// The newest projects.
    pub newest: Vec<ProjectRow>,
    /// The newest years, newest first.
    pub years: Vec<GroupRow>,
    /// How many years there are.
    pub n_years: usize,
    /// The agencies with the most projects.
    pub agencies: Vec<GroupRow>,
    /// How many agencies there are.
    pub n_agencies: usize,
    /// Rubrics, with where their pages show which points were lost.
    pub lost: Vec<Link>,
}

/// A picture. What it shows stands in a table beside it.
#[derive(Clone, Debug, Serialize)]
pub struct PictureView {
    /// SVG that may stand in a page as it is.
    pub svg: String,
    /// What it shows.
    pub title: String,
}

/// A group in a list of groups.
#[derive(Clone, Debug, Serialize)]
pub struct GroupRow {
    /// Its page.
    pub link: Link,
    /// Other names, or the group it belongs to.
    pub note: Option<String>,
    /// Its figures.
    pub all: RollUp,
    /// Its projects by grade as a bar to one scale with the other groups, SVG for drawing only; in lists of years.
    pub bar: Option<String>,
}

/// A value of a filter of the search page.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The filter.
    pub filter: &'static str,
    /// Its value.
    pub value: String,
}

/// `list.html`: all projects, or those of an agency, department, region or year.
#[derive(Clone, Debug, Serialize)]
pub struct ListView {
    /// What sort of group: `projects`, `agency`, `department`, `region`, `year`, `grade`, `rubric`.
    pub kind: &'static str,
    /// Facts about the group: its region.
    pub facts: Vec<Fact>,
    /// The names of an agency or department over the years, where it has had several.
    pub names: Vec<NameRow>,
    /// Related groups: departments of an agency, years.
    pub related: Vec<Link>,
    /// Figures, on the first page of the list.
    pub all: Option<RollUp>,
    /// Figures by year, newest first, on the first page of the list (not for a single year).
    pub by_year: Vec<GroupRow>,
    /// Scores over the years, a picture for each series and scale, on the first page of an agency's list.
    pub scores: Vec<PictureView>,
    /// The series of an agency, on the first page of its list.
    pub series: Vec<Link>,
    /// The projects of the whole list as a table in each form, where it is that of a group.
    pub downloads: Vec<Link>,
    /// Address of the list's own feed, where it has one.
    pub feed: Option<String>,
    /// The search page with this list chosen, where it can be searched and sorted there.
    pub search: Option<String>,
    /// What the search page is to choose to look through what these projects say, where the list is that of an agency, a
    /// department or a region with several.
    pub within: Option<Choice>,
    /// Which order it stands in: `newest`, `score`, `budget`.
    pub order: &'static str,
    /// The orders it can be read in; none where it is short.
    pub orders: Vec<OrderLink>,
    /// Whether the whole list stands on the page, in one piece, so that a script may put it in other orders there.
    pub sorts: bool,
    /// The projects of this page.
    pub parts: Vec<ListPart>,
    /// The pages of the list.
    pub pager: Pager,
}

/// An order of a list.
#[derive(Clone, Debug, Serialize)]
pub struct OrderLink {
    /// Its first page.
    pub link: Link,
    /// Whether the list stands in it.
    pub current: bool,
}

/// Projects of a list that belong together: of a year, or scored by one rubric.
#[derive(Clone, Debug, Serialize)]
pub struct ListPart {
    /// Fragment of its address: `year-2023`.
    pub id: Option<String>,
    /// What they have in common, where that must be said.
    pub heading: Option<Fact>,
    /// The projects.
    pub rows: Vec<ProjectRow>,
}

/// A name of an agency.
#[derive(Clone, Debug, Serialize)]
pub struct NameRow {
    /// What it is to the agency (曾用名, 接续机构), the name, and the page of another agency.
    pub name: Fact,
    /// The years in which it was used, as far as they are known: 2018–2020 年.
    pub years: String,
    /// How many reports of this site print it.
    pub reports: usize,
}

/// The pages of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Pager {
    /// First entry on this page, from 1.
    pub from: usize,
    /// Last entry on this page.
    pub to: usize,
    /// Entries in all.
    pub total: usize,
    /// Links to the first, the last, and the nearby pages; empty when there is one page.
    pub links: Vec<PagerLink>,
}

/// A page of a list.
#[derive(Clone, Debug, Serialize)]
pub struct PagerLink {
    /// Its number, from 1.
    pub link: Link,
    /// Whether it is the one shown.
    pub current: bool,
    /// Whether pages are left out before it.
    pub after_gap: bool,
}

/// `groups.html`: the lists of agencies (with departments and regions).
#[derive(Clone, Debug, Serialize)]
pub struct GroupsView {
    /// Each list with its heading.
    pub sections: Vec<GroupSection>,
}

/// One list of groups.
#[derive(Clone, Debug, Serialize)]
pub struct GroupSection {
    /// Fragment of its address: `agencies`.
    pub id: &'static str,
    /// Heading.
    pub title: String,
    /// How many groups there are.
    pub n: usize,
    /// Those with the most projects, where there are many.
    pub largest: Vec<GroupRow>,
    /// The groups, by region where there are many.
    pub parts: Vec<GroupPart>,
    /// Groups that belong to one another as a tree, each after what it belongs to.
    pub tiles: Vec<Tile>,
}

/// Groups of one region.
#[derive(Clone, Debug, Serialize)]
pub struct GroupPart {
    /// The region; none over groups that are not told apart.
    pub heading: Option<String>,
    /// The groups.
    pub rows: Vec<GroupRow>,
}

/// A group in a tree.
#[derive(Clone, Debug, Serialize)]
pub struct Tile {
    /// 0 for what belongs to nothing.
    pub depth: usize,
    /// The group.
    pub row: GroupRow,
}

/// `grades.html`: projects by grade.
#[derive(Clone, Debug, Serialize)]
pub struct GradesView {
    /// The whole site.
    pub all: RollUp,
    /// Each grade with its projects.
    pub sections: Vec<GradeSection>,
}

/// One grade.
#[derive(Clone, Debug, Serialize)]
pub struct GradeSection {
    /// The grade.
    pub grade: GradeView,
    /// Fragment of its address.
    pub id: String,
    /// What each rubric means by it.
    pub meanings: Vec<Pair>,
    /// How many projects have it.
    pub n: usize,
    /// The newest of them.
    pub rows: Vec<ProjectRow>,
    /// Where all of them are, when there are more.
    pub more: Option<Link>,
}

/// `project.html`: everything about one project.
#[derive(Clone, Debug, Serialize)]
pub struct ProjectView {
    /// The card: who rated whom, score, grade, money, rate.
    pub row: ProjectRow,
    /// The first screen: what most readers come for.
    pub headline: HeadlineView,
    /// The answer in plain sentences.
    pub answer: Vec<String>,
    /// Facts: year, period, agency (and as printed), department, kind, code, address, documents it rests on.
    pub facts: Vec<Fact>,
    /// Whether the narrative is a retelling.
    pub abridged: bool,
    /// Evaluations, the leading one first.
    pub evaluations: Vec<EvaluationView>,
    /// Money.
    pub funds: Option<FundsView>,
    /// Overall goals.
    pub goals: Vec<GoalView>,
    /// Targets stated apart from the score table.
    pub targets: Option<TargetsView>,
    /// Checks.
    pub checks: ChecksView,
    /// The same project over the years, where the site has several.
    pub history: Option<HistoryView>,
    /// Headings of the narrative.
    pub headings: Vec<HeadingView>,
    /// The narrative, HTML.
    pub narrative: Option<String>,
    /// List of problems.
    pub problems: Vec<ProblemView>,
    /// Disclosure record, two entries a row.
    pub record: Vec<Vec<Pair>>,
    /// Original documents.
    pub originals: Vec<OriginalView>,
    /// Changes since publication, the last first: date and reason.
    pub revisions: Vec<Pair>,
    /// Other projects of the same agency, the newest.
    pub others: Vec<ProjectRow>,
    /// How to cite this page.
    pub citation: String,
    /// `data.json` beside the page, below the root.
    pub data: String,
}

/// The first screen of a project's page. What it cannot tell it says, or leaves out.
#[derive(Clone, Debug, Serialize)]
pub struct HeadlineView {
    /// Who rated, and who led that: sentences.
    pub who: Vec<String>,
    /// The grades on the scale of points, with the score on it.
    pub scale: Option<ScaleView>,
    /// The totals of the money as bars; none where there is nothing to compare.
    pub bars: Vec<MoneyBar>,
    /// Outcomes that the report marks, three at most.
    pub outcomes: Vec<OutcomeView>,
    /// How score and expenditure differ from those of the year before, or why nobody can tell: sentences.
    pub change: Vec<String>,
    /// The severest contradiction or doubt.
    pub worst: Option<WorstView>,
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

/// An outcome that a report marks.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeView {
    /// What: 办结率.
    pub label: String,
    /// As printed.
    pub value: String,
    /// The finding of the page that is about it, by number.
    pub finding: Option<usize>,
}

/// The severest finding.
#[derive(Clone, Debug, Serialize)]
pub struct WorstView {
    /// In one sentence.
    pub text: String,
    /// Fragment of its address.
    pub id: String,
}

/// `series.html`: the same project over the years.
#[derive(Clone, Debug, Serialize)]
pub struct SeriesView {
    /// Its title in the newest year.
    pub title: String,
    /// The agency.
    pub agency: Link,
    /// Which years there are: 2020–2022 年，3 个年度.
    pub span: String,
    /// Other titles that it had.
    pub earlier: Vec<String>,
    /// All its years.
    pub history: HistoryView,
}

/// Years of a project.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryView {
    /// The years, newest first.
    pub years: Vec<HistoryRow>,
    /// Whether the years were not all evaluated by one rubric.
    pub rubrics_differ: bool,
    /// Scores over the years, a picture for each scale that has more than one.
    pub scores: Vec<PictureView>,
    /// Outcomes that the reports of several years mark.
    pub outcomes: Vec<OutcomeYears>,
    /// Rules that found something in several years.
    pub repeated: Vec<RepeatedView>,
    /// The comparison of the newest years, below the root.
    pub comparison: String,
    /// The page of all years, elsewhere than on it.
    pub page: Option<Link>,
}

/// A year of a project.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryRow {
    /// The project in that year.
    pub row: ProjectRow,
    /// Whether it is the page's own year.
    pub current: bool,
    /// The rubric of its evaluation.
    pub rubric: Option<Link>,
    /// How the score differs from that of the year before it, or why the two are not compared.
    pub score_change: Option<String>,
    /// How expenditure differs from that of the year before it.
    pub money_change: Option<String>,
}

/// An outcome over the years.
#[derive(Clone, Debug, Serialize)]
pub struct OutcomeYears {
    /// What: 办结率.
    pub label: String,
    /// The years, with what the report prints; nothing where it marks none.
    pub values: Vec<(String, Option<String>)>,
}

/// A rule that found something in several years.
#[derive(Clone, Debug, Serialize)]
pub struct RepeatedView {
    /// The rule.
    pub rule: Link,
    /// `error`, `warning`, `notice`: the severest of the years.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// The checks of those years.
    pub years: Vec<Link>,
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

/// One evaluation.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluationView {
    /// Fragment of its address: `evaluation-1`.
    pub id: String,
    /// Who rated.
    pub rater: String,
    /// The organisation that rated.
    pub organisation: Option<String>,
    /// Day.
    pub date: Option<String>,
    /// Rubric.
    pub rubric: Link,
    /// Score.
    pub score: ScoreView,
    /// Grade.
    pub grade: GradeView,
    /// The report's own statement of its bands.
    pub bands_printed: Option<String>,
    /// The score table.
    pub table: Option<TableView>,
    /// Where points were lost.
    pub lost: Vec<LostView>,
    /// How many points were lost in all, or why nobody can tell.
    pub loss: String,
    /// Of what it cannot be told whether it lost points.
    pub loss_untold: Option<String>,
    /// Points gained per outermost group.
    pub groups: Vec<GroupScore>,
    /// Bonus and deduction lines.
    pub adjustments: Vec<Pair>,
    /// Who signed.
    pub evaluators: Vec<EvaluatorView>,
    /// The same scores in the several places of the report, beside the recomputed ones.
    pub statements: Option<StatementsView>,
}

/// A table with merged cells.
#[derive(Clone, Debug, Serialize)]
pub struct TableView {
    /// Caption.
    pub caption: String,
    /// Heads of the columns.
    pub columns: Vec<ColumnView>,
    /// Rows of cells; a cell merged over several rows stands in the first.
    pub rows: Vec<Vec<CellView>>,
    /// The row of totals.
    pub foot: Vec<CellView>,
}

/// A column.
#[derive(Clone, Debug, Serialize)]
pub struct ColumnView {
    /// Its head.
    pub text: String,
    /// `name`, `weight`, `score`, `text`: how its cells are set.
    pub kind: &'static str,
}

/// A cell.
#[derive(Clone, Debug, Default, Serialize)]
pub struct CellView {
    /// What it says; empty where the form is empty.
    pub text: String,
    /// For `aligned`; 0 where it is no number.
    pub room: usize,
    /// `name`, `weight`, `score`, `text`.
    pub kind: &'static str,
    /// Head of its column, for narrow screens.
    pub label: String,
    /// `row` or `rowgroup` for a head of its row(s).
    pub scope: Option<&'static str>,
    /// Whether it names an outermost group, which narrow screens show as a heading.
    pub outermost: bool,
    /// Rows it covers.
    pub rowspan: usize,
    /// Columns it covers.
    pub colspan: usize,
    /// `lost` for a score below its weight, `differs` for one that a finding is about.
    pub mark: Option<&'static str>,
    /// What the mark says in words: 扣 2 分.
    pub mark_text: Option<String>,
    /// The finding of the page that is about it, by number.
    pub finding: Option<usize>,
    /// Whether it is the first cell that this finding is about: where the finding leads back to.
    pub is_place: bool,
}

/// An item that lost points.
#[derive(Clone, Debug, Serialize)]
pub struct LostView {
    /// Its groups and name: 项目管理 › 资金管理 › 资金使用.
    pub path: String,
    /// Weight.
    pub weight: String,
    /// Score.
    pub score: String,
    /// Points lost.
    pub lost: String,
    /// What the report says about it, with what that is: 偏差原因, 扣分原因 or only 评价依据.
    pub said: Vec<Pair>,
    /// What was found of this row.
    pub found: Vec<FoundLink>,
}

/// The shares of points lost by a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct LossesView {
    /// By year, by agency.
    pub tables: Vec<LossTable>,
    /// Where all lost points are listed, where there are any.
    pub all: Option<String>,
}

/// What share of each block's points was lost, a row a year or an agency.
#[derive(Clone, Debug, Serialize)]
pub struct LossTable {
    /// 按年度, 按实施单位.
    pub title: String,
    /// What a row is.
    pub head: String,
    /// The outermost groups of the rubric.
    pub blocks: Vec<String>,
    /// Its rows.
    pub rows: Vec<LossRow>,
    /// How many more there are than stand in it.
    pub others: usize,
}

/// A year or an agency.
#[derive(Clone, Debug, Serialize)]
pub struct LossRow {
    /// Its page.
    pub link: Link,
    /// A cell a block.
    pub cells: Vec<LossCell>,
    /// Items that lost points.
    pub items: usize,
    /// Those of them of which no report says why.
    pub unexplained: usize,
}

/// What of a block was lost.
#[derive(Clone, Debug, Serialize)]
pub struct LossCell {
    /// The block.
    pub block: String,
    /// The share, half up to one decimal; nothing where nobody can tell.
    pub text: Option<String>,
    /// The points of which it is the share.
    pub points: Option<String>,
    /// The share as a bar, the table's largest as long as the cell; SVG for drawing only.
    pub bar: Option<String>,
    /// Where the projects and their reasons stand, where points were lost.
    pub href: Option<String>,
}

/// `lost.html`: the projects that lost points by a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct LostListView {
    /// The rubric.
    pub rubric: Link,
    /// The orders of the list.
    pub orders: Vec<OrderLink>,
    /// The projects of this page.
    pub parts: Vec<LossPart>,
    /// The pages of the list.
    pub pager: Pager,
}

/// The projects of a year or an agency that lost points in a block.
#[derive(Clone, Debug, Serialize)]
pub struct LossPart {
    /// Fragment of its address.
    pub id: String,
    /// The block.
    pub block: String,
    /// The year or agency.
    pub group: Link,
    /// The projects.
    pub entries: Vec<LossEntry>,
}

/// A project that lost points in a block.
#[derive(Clone, Debug, Serialize)]
pub struct LossEntry {
    /// The project.
    pub project: Link,
    /// Its agency.
    pub agency: Link,
    /// Its year.
    pub year: String,
    /// Where it lost them.
    pub items: Vec<LostItem>,
}

/// An item that lost points, and whether the report says why.
#[derive(Clone, Debug, Serialize)]
pub struct LostItem {
    /// The item.
    pub view: LostView,
    /// Whether a reason is stated.
    pub is_explained: bool,
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

/// Points of an outermost group.
#[derive(Clone, Debug, Serialize)]
pub struct GroupScore {
    /// Name.
    pub name: String,
    /// Weight.
    pub weight: Option<String>,
    /// Score, recomputed from the items.
    pub score: Option<String>,
    /// Score as a bar of the weight's length, SVG for drawing only.
    pub bar: Option<String>,
    /// For `aligned`.
    pub room: usize,
}

/// A person who rated.
#[derive(Clone, Debug, Serialize)]
pub struct EvaluatorView {
    /// Post, with the surname where the site shows it: 吴（局长）.
    pub name: String,
    /// Organisation.
    pub unit: Option<String>,
    /// Part in the evaluation.
    pub role: Option<String>,
    /// The score given.
    pub score: Option<String>,
    /// For `aligned`.
    pub room: usize,
}

/// One quantity in the several places of a report.
#[derive(Clone, Debug, Serialize)]
pub struct StatementsView {
    /// Names of the places.
    pub places: Vec<String>,
    /// A row for each group or total that is stated more than once.
    pub rows: Vec<StatementRow>,
}

/// One quantity.
#[derive(Clone, Debug, Serialize)]
pub struct StatementRow {
    /// Name of the group, or 总分.
    pub name: String,
    /// Recomputed from the items.
    pub recomputed: Option<String>,
    /// The grade that the recomputed score earns.
    pub recomputed_grade: Option<String>,
    /// What each place prints, in the order of the places.
    pub cells: Vec<StatementCell>,
}

/// What one place prints.
#[derive(Clone, Debug, Default, Serialize)]
pub struct StatementCell {
    /// Score.
    pub score: Option<String>,
    /// Grade.
    pub grade: Option<String>,
    /// Whether the score differs from the recomputed one.
    pub score_differs: bool,
    /// Whether the grade is not the one of the score printed beside it.
    pub grade_differs: bool,
    /// The finding of the page that is about either, by number.
    pub finding: Option<usize>,
}

/// Money of a project.
#[derive(Clone, Debug, Serialize)]
pub struct FundsView {
    /// 万元.
    pub unit: String,
    /// Names of the amounts stated anywhere.
    pub columns: Vec<String>,
    /// For `aligned`, of each column.
    pub rooms: Vec<usize>,
    /// Whether a cell is empty because the report leaves it so.
    pub has_blank: bool,
    /// Totals, then sources, then items.
    pub sections: Vec<FundSection>,
    /// Every printed rate beside the recomputed one.
    pub rates: Vec<RateView>,
    /// How the money went, step by step; none where there is nothing to compare.
    pub flow: Vec<FlowStep>,
}

/// A step of the money: planned, received, spent, left.
#[derive(Clone, Debug, Serialize)]
pub struct FlowStep {
    /// What it is.
    pub label: String,
    /// How much; nothing where the report leaves it blank.
    pub amount: Option<String>,
    /// Its parts as a bar to one scale with the other steps, SVG for drawing only.
    pub bar: String,
    /// The parts, where the report tells them.
    pub parts: Vec<FlowPart>,
}

/// A part of a step.
#[derive(Clone, Debug, Serialize)]
pub struct FlowPart {
    /// What it is drawn as, SVG for drawing only.
    pub swatch: Option<String>,
    /// Source or item.
    pub name: String,
    /// How much.
    pub amount: String,
}

/// An amount as a bar.
#[derive(Clone, Debug, Serialize)]
pub struct MoneyBar {
    /// What it is.
    pub label: String,
    /// The amount as printed, with its unit.
    pub printed: String,
    /// The amount rounded half up to two decimals of a readable unit, where that is written otherwise.
    pub readable: Option<String>,
    /// What share of it was spent.
    pub share: Option<String>,
    /// The bar, SVG for drawing only.
    pub bar: String,
}

/// Rows of money of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct FundSection {
    /// Heading: 按资金来源; none over the totals.
    pub heading: Option<String>,
    /// Its rows.
    pub rows: Vec<FundRowView>,
}

/// A row of money.
#[derive(Clone, Debug, Serialize)]
pub struct FundRowView {
    /// `total`, `source` or `item`.
    pub kind: &'static str,
    /// Name, with code.
    pub name: String,
    /// Whether it is a part of another row.
    pub is_part: bool,
    /// Amounts in the order of the columns; empty where the cell is empty.
    pub cells: Vec<String>,
}

/// An overall goal.
#[derive(Clone, Debug, Serialize)]
pub struct GoalView {
    /// What it is called, where there are several.
    pub name: Option<String>,
    /// Its own weight.
    pub weight: Option<String>,
    /// Its own score.
    pub score: Option<String>,
    /// Expected.
    pub expected: Option<String>,
    /// Actual.
    pub actual: Option<String>,
}

/// Targets stated apart from the score table.
#[derive(Clone, Debug, Serialize)]
pub struct TargetsView {
    /// Whether any has an actual.
    pub has_actual: bool,
    /// Heads of the ladder's columns, where any target has one: 优, 良, 中, 差.
    pub ladder: Vec<String>,
    /// The targets.
    pub rows: Vec<TargetRow>,
}

/// One target.
#[derive(Clone, Debug, Serialize)]
pub struct TargetRow {
    /// Kind.
    pub kind: Option<String>,
    /// Name.
    pub name: String,
    /// Target.
    pub target: String,
    /// Actual.
    pub actual: String,
    /// What would earn each grade.
    pub ladder: Vec<String>,
}

/// What was checked.
#[derive(Clone, Debug, Serialize)]
pub struct ChecksView {
    /// What holds, each with its computation.
    pub holds: Vec<String>,
    /// What differs.
    pub findings: Vec<FindingView>,
}

/// A finding in a citizen's words.
#[derive(Clone, Debug, Serialize)]
pub struct FindingView {
    /// Fragment of its address: `finding-1`.
    pub id: String,
    /// Rule, with the page that explains it.
    pub rule: Link,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// The project, where the list is of several.
    pub project: Option<Link>,
    /// Place in the report.
    pub place: String,
    /// Fragment of the cell of the score table that it is about, on the project's page.
    pub cell: Option<String>,
    /// What differs, in one sentence.
    pub message: String,
    /// The computation written out.
    pub help: Vec<String>,
    /// As printed.
    pub printed: Option<String>,
    /// As recomputed.
    pub recomputed: Option<String>,
    /// The words of the report that it speaks of, its own place first.
    pub excerpts: Vec<ExcerptView>,
    /// How many more places there are, in words.
    pub more_places: Option<String>,
    /// The agency's explanation.
    pub note: Option<String>,
}

/// A sentence of the report or a row of a table.
#[derive(Clone, Debug, Serialize)]
pub struct ExcerptView {
    /// Where it stands: a heading, or a table and its row. May be empty.
    pub place: String,
    /// Fragment of that place on the project's page, where it has one.
    pub fragment: Option<String>,
    /// What it has to do with the finding; nothing at the finding's own place.
    pub label: Option<String>,
    /// Its words: one part for a sentence, one a cell for a row.
    pub parts: Vec<PartView>,
}

/// A sentence or a cell.
#[derive(Clone, Debug, Serialize)]
pub struct PartView {
    /// What the cell is: 得分.
    pub name: Option<String>,
    /// Its words, in runs.
    pub runs: Vec<RunView>,
}

/// Words in a row, all or none of which are meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RunView {
    /// The words.
    pub text: String,
    /// Whether the finding is about these words.
    pub marked: bool,
}

/// A heading of the narrative.
#[derive(Clone, Debug, Serialize)]
pub struct HeadingView {
    /// 2 or more.
    pub level: u8,
    /// Fragment.
    pub id: String,
    /// Text.
    pub text: String,
}

/// An entry of the list of problems.
#[derive(Clone, Debug, Serialize)]
pub struct ProblemView {
    /// Category.
    pub category: String,
    /// Unit responsible.
    pub unit: Option<String>,
    /// Description.
    pub text: String,
}

/// An original document.
#[derive(Clone, Debug, Serialize)]
pub struct OriginalView {
    /// Title and address below the root.
    pub link: Link,
    /// Size: 1024 字节.
    pub size: String,
    /// SHA-256.
    pub sha256: String,
}

/// `rubric.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RubricView {
    /// Document it comes from.
    pub source: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Full marks.
    pub maximum: String,
    /// Grades of the total.
    pub bands: Vec<Pair>,
    /// Its indicators with their levels.
    pub indicators: Vec<RubricRow>,
    /// Bonuses and deductions, with the most points of each.
    pub adjustments: Vec<Pair>,
    /// The scores by it.
    pub scores: Option<ScoresView>,
    /// Where points were lost.
    pub losses: Option<LossesView>,
    /// How many projects were evaluated by it.
    pub n: usize,
    /// The newest of them.
    pub rows: Vec<ProjectRow>,
    /// All of them, where they are more.
    pub more: Option<Link>,
}

/// An indicator of a rubric.
#[derive(Clone, Debug, Serialize)]
pub struct RubricRow {
    /// 1 for the outermost groups.
    pub level: u32,
    /// Name, with other names in brackets.
    pub name: String,
    /// Weight, where the rubric fixes it.
    pub weight: Option<String>,
    /// For `aligned`.
    pub room: usize,
    /// Grades of the group.
    pub bands: Vec<Pair>,
    /// What it is about, its standard, its unit.
    pub texts: Vec<Pair>,
}

/// `rules.html`.
#[derive(Clone, Debug, Serialize)]
pub struct RulesView {
    /// The rules: those about reports, then those about how files are written.
    pub sections: Vec<RuleSection>,
}

/// Rules of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct RuleSection {
    /// Heading.
    pub title: String,
    /// The rules.
    pub rules: Vec<RuleView>,
}

/// A rule.
#[derive(Clone, Debug, Serialize)]
pub struct RuleView {
    /// Its name, also the fragment of its address.
    pub name: &'static str,
    /// Its title.
    pub title: String,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// What it finds.
    pub what: String,
    /// Why that matters.
    pub why: String,
    /// What to do.
    pub fix: String,
    /// Example that breaks it.
    pub bad: Option<String>,
    /// Example that keeps it.
    pub good: Option<String>,
    /// How often it speaks on this site.
    pub n: usize,
}

/// `quality.html`: every finding of the site.
#[derive(Clone, Debug, Serialize)]
pub struct QualityView {
    /// Projects checked.
    pub n: usize,
    /// Of them with differences.
    pub with_differences: usize,
    /// What was found of projects.
    pub found: FoundView,
    /// What was found of other files, such as rubrics, in words.
    pub elsewhere: Option<String>,
    /// Kinds of difference by agency and year, on the first page.
    pub differences: Option<DifferencesView>,
    /// Rules that found something, the severest first, on the first page.
    pub by_rule: Vec<RuleCount>,
    /// Agencies with what was found of theirs, those with the most first, then all others in one; on the first page.
    pub by_agency: Vec<FoundRow>,
    /// Years with what was found of theirs, on the first page.
    pub by_year: Vec<FoundRow>,
    /// The findings of this page, of the whole list the severest first.
    pub levels: Vec<FoundLevel>,
    /// The pages of the list.
    pub pager: Pager,
}

/// A group, or several, with what was found of its projects.
#[derive(Clone, Debug, Serialize)]
pub struct FoundRow {
    /// Its page.
    pub link: Link,
    /// What was found.
    pub found: FoundView,
}

/// Findings of a level.
#[derive(Clone, Debug, Serialize)]
pub struct FoundLevel {
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// Project by project.
    pub parts: Vec<FoundPart>,
}

/// Findings of a project, or of files that belong to none.
#[derive(Clone, Debug, Serialize)]
pub struct FoundPart {
    /// The project.
    pub project: Option<FoundProject>,
    /// The findings.
    pub findings: Vec<FindingView>,
}

/// A project of which something was found.
#[derive(Clone, Debug, Serialize)]
pub struct FoundProject {
    /// Its page.
    pub link: Link,
    /// Its agency.
    pub agency: Link,
    /// Its year.
    pub year: String,
}

/// Where reports contradict themselves.
#[derive(Clone, Debug, Serialize)]
pub struct DifferencesView {
    /// How many differences there are.
    pub n: usize,
    /// How many of them are explained.
    pub explained: usize,
    /// Which share that is.
    pub share: String,
    /// The kinds, the most frequent first.
    pub kinds: Vec<DifferenceKind>,
    /// Years, the newest first; the last may stand for all earlier ones.
    pub years: Vec<String>,
    /// Agencies, those with the most first.
    pub rows: Vec<DifferenceRow>,
    /// How many more agencies there are.
    pub others: usize,
}

/// A kind of difference.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceKind {
    /// 得分与分值.
    pub kind: String,
    /// How many.
    pub n: usize,
    /// Those explained and those that are not as a bar, all kinds to one scale; SVG for drawing only.
    pub bar: String,
}

/// An agency.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceRow {
    /// Its page.
    pub link: Link,
    /// A cell a year; `None` where it has no difference.
    pub cells: Vec<Option<DifferenceCell>>,
    /// How many of its differences are explained, and which share that is.
    pub explained: String,
}

/// Differences of an agency in a year.
#[derive(Clone, Debug, Serialize)]
pub struct DifferenceCell {
    /// The year.
    pub year: String,
    /// How many, and where the projects stand.
    pub link: Link,
    /// How many of each kind.
    pub kinds: String,
    /// How many of them are not explained, where there are any.
    pub unexplained: Option<String>,
    /// Those explained and those that are not as a bar, all of a table to one scale; SVG for drawing only.
    pub bar: String,
}

/// How often a rule speaks.
#[derive(Clone, Debug, Serialize)]
pub struct RuleCount {
    /// Rule.
    pub rule: Link,
    /// `error`, `warning`, `notice`.
    pub severity: &'static str,
    /// The level in words.
    pub severity_text: String,
    /// The level as a number by which tables are sorted, the severest the highest.
    pub level: u8,
    /// How often, of projects.
    pub n: usize,
    /// How often of other files.
    pub elsewhere: usize,
}

/// `data.html`: what can be taken away.
#[derive(Clone, Debug, Serialize)]
pub struct DataView {
    /// The files.
    pub files: Vec<DataFile>,
    /// The columns of each table.
    pub tables: Vec<DataTable>,
    /// A program that asks them something.
    pub example: String,
}

/// A file to take away.
#[derive(Clone, Debug, Serialize)]
pub struct DataFile {
    /// Name and address below the root.
    pub link: Link,
    /// What it holds.
    pub description: String,
}

/// A table and its columns.
#[derive(Clone, Debug, Serialize)]
pub struct DataTable {
    /// Title.
    pub title: String,
    /// Name and meaning of each column.
    pub columns: Vec<Pair>,
}

/// `page.html`: a page of text.
#[derive(Clone, Debug, Serialize)]
pub struct TextView {
    /// HTML.
    pub html: String,
}

/// `sitemap.html`.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapView {
    /// Each part of the site with its pages.
    pub sections: Vec<SitemapSection>,
}

/// A part of the site.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapSection {
    /// Heading.
    pub title: String,
    /// Pages.
    pub links: Vec<Link>,
}

/// `feed.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct FeedView {
    /// Identifier of the site; the feed and its entries add theirs.
    pub site_id: String,
    /// Identifier of the feed, after the site's.
    pub id: String,
    /// Title of the feed.
    pub title: String,
    /// Address of the feed: absolute where that is known, else as seen from it.
    pub itself: String,
    /// Address of the page that lists the same.
    pub page: String,
    /// Latest day of any entry; 1970-01-01 where there is none.
    pub updated: String,
    /// The newest projects.
    pub entries: Vec<FeedEntry>,
}

/// An entry of the feed.
#[derive(Clone, Debug, Serialize)]
pub struct FeedEntry {
    /// Identifier, after the site's.
    pub id: String,
    /// Title, and address as the feed's own.
    pub link: Link,
    /// Day.
    pub updated: String,
    /// One sentence.
    pub summary: String,
}

/// `sitemap.xml`.
#[derive(Clone, Debug, Serialize)]
pub struct SitemapXmlView {
    /// Absolute address of the site's root, where it is known.
    pub base: Option<String>,
    /// Addresses of all pages, without `index.html`.
    pub pages: Vec<String>,
    /// Site maps that list them, where they are too many for one.
    pub parts: Vec<String>,
}

/// `search.html`, `compare.html`, `404.html`: pages that need nothing but their chrome.
#[derive(Clone, Debug, Serialize)]
pub struct EmptyView {}
