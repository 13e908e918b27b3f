//! What the heads of columns and the labels of cells mean. Knows words of forms, not tables.

use crate::import::document::plain;

/// What a column of a table is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Names of indicators of a level; 1 the outermost.
    Level(u8),
    Weight,
    Score,
    /// Scores by one of several raters, by the rater's key.
    ScoreOf(&'static str),
    /// Scores as they count, beside those that each item has of a hundred.
    WeightedScore,
    /// The mean of the scores of several who are not told apart: 专家1, 专家2, 平均分.
    MeanScore,
    /// Scores by somebody who looked again, and whom the head does not name.
    ScoreAgain,
    /// Score and weight in one cell: `18/20`; whether the score stands first.
    ScoreAndWeight {
        score_first: bool,
    },
    Subtotal,
    Grade,
    Bands,
    Explanation,
    Standard,
    Basis,
    Target,
    Actual,
    Direction,
    Unit,
    Deviation,
    Reason,
    /// Names of a summary table.
    Summary,
    /// Names of what is rated, without groups.
    Item,
    /// An amount of the funds, by its key.
    Amount(&'static str),
    Rate,
    /// Names of persons.
    Person,
    Post,
    Organisation,
    PersonScore,
    /// Columns that are never published: signatures, running numbers.
    Dropped,
    ProblemKind,
    Problem,
    ProblemUnit,
    TargetKind,
    Ladder,
    GoalExpected,
    GoalActual,
}

/// The meaning of a head; `None` for other words.
pub(super) fn head(text: &str) -> Option<Head> {
    use Head::*;
    let word = bare(text);
    Some(match word.as_str() {
        "一级指标" | "一级指标名称" | "一级" => Level(1),
        "二级指标" | "二级指标名称" | "二级" => Level(2),
        "三级指标" | "三级指标名称" | "三级" | "绩效指标" | "指标名称" => Level(3),
        "四级指标" => Level(4),
        "分值" | "权重" | "标准分" | "标准分值" | "指标分值" | "分值权重" | "权重分值" | "满分" | "指标权重"
        | "标准分数" | "满分值" => Weight,
        "得分" | "评价得分" | "评分" | "实际得分" | "指标得分" | "考核得分" | "评估得分" | "最终得分" | "实得分"
        | "实得分值" | "得分值" => Score,
        "自评得分" | "自评分" | "自评分数" | "单位自评得分" | "单位自评分" | "单位自评" => {
            ScoreOf("self")
        }
        "部门评价得分"
        | "部门评价分"
        | "部门评分"
        | "主管部门评分"
        | "主管部门评价得分"
        | "部门复核得分"
        | "主管部门复核得分"
        | "主管部门审核得分" => ScoreOf("department"),
        "财政评价得分" | "财政评价分" | "财政评分" | "财政部门评分" | "财政部门评价得分" | "财政复核得分" => {
            ScoreOf("finance")
        }
        "第三方评价得分" | "第三方评分" | "第三方得分" => ScoreOf("third-party"),
        "平均分" | "平均得分" | "平均分值" | "专家平均分" | "评委平均分" => MeanScore,
        "复核得分" | "复核分" | "复核评分" | "复评得分" | "审核得分" => ScoreAgain,
        "加权得分" | "加权分" | "折算得分" | "权重得分" => WeightedScore,
        "得分/分值" | "得分/满分" | "得分/权重" => ScoreAndWeight { score_first: true },
        "分值/得分" | "满分/得分" | "权重/得分" => ScoreAndWeight { score_first: false },
        "小计" => Subtotal,
        "绩效等级" | "评价等级" | "等级" | "评价等次" => Grade,
        "绩效等级标准" | "等级标准" => Bands,
        "指标解释" | "指标说明" | "指标释义" | "指标内涵" | "指标含义" | "指标定义" => {
            Explanation
        }
        "评价标准" | "评分标准" | "评价要点" | "评分细则" | "评分办法" | "评分方法" | "评分规则" | "打分标准"
        | "计分标准" | "赋分标准" => Standard,
        "评价依据" | "得分依据" | "评价说明" | "评分依据" | "评分说明" | "得分说明" | "打分说明" | "打分依据"
        | "评分过程" | "评价过程" | "评分理由" => Basis,
        "年度指标值" | "年初目标值" | "指标值" | "目标值" | "预期指标值" | "年度目标值" | "绩效目标值"
        | "年初指标值" | "预期值" | "计划值" | "全年目标值" | "全年指标值" | "目标指标值" => {
            Target
        }
        "实际完成值"
        | "全年实际值"
        | "全年完成值"
        | "实际值"
        | "完成值"
        | "全年实际完成值"
        | "实际完成指标值"
        | "完成指标值"
        | "实际指标值"
        | "实际完成"
        | "完成情况" => Actual,
        "指标性质" | "性质" => Direction,
        "度量单位" | "计量单位" => Unit,
        "评价指标" => Summary,
        "评价内容" | "评价项目" | "考核内容" | "考核项目" | "考核指标" | "评分项目" | "评分内容" | "评分指标"
        | "自评内容" | "自评项目" | "评审内容" | "评审项目" => Item,
        "执行率" | "预算执行率" => Rate,
        "姓名" => Person,
        "职务/职称" | "职务" | "职称" | "职务或职称" => Post,
        "单位" | "工作单位" | "所在单位" => Organisation,
        "项目评分" => PersonScore,
        "签字" | "签名" | "序号" => Dropped,
        "问题分类" | "问题类别" => ProblemKind,
        "问题描述" => Problem,
        "项目责任单位" | "责任单位" => ProblemUnit,
        "指标类型" => TargetKind,
        "绩效标准" => Ladder,
        "预期目标" | "年初设定目标" | "年初预期目标" | "总体目标" => GoalExpected,
        "实际完成情况" | "目标实际完成情况" | "全年实际完成情况" => GoalActual,
        word if word.contains("偏差") && word.contains("原因") || word.starts_with("未完成原因") => Deviation,
        word if is_reason(word) => Reason,
        word => Amount(amount(word)?),
    })
}

/// The meaning of a head in a table without groups, where words are heads that are also said below others: 指标, 目标, 完成.
pub(super) fn head_of_items(text: &str) -> Option<Head> {
    match plain(text).as_str() {
        "指标" => Some(Head::Item),
        "目标" => Some(Head::Target),
        "完成" | "实际" => Some(Head::Actual),
        _ => head(text),
    }
}

/// Whether a cell below the head of a level is that of its names, beside that of its weights: 名称 and 分值 below 一级指标.
pub(super) fn is_of_names(text: &str) -> bool {
    ["名称", "指标名称", "指标", "内容", "指标内容"].contains(&plain(text).as_str())
}

/// Whether a head says why points were taken off.
fn is_reason(word: &str) -> bool {
    let what = ["扣分", "失分", "减分", "丢分"].iter().find_map(|points| word.strip_prefix(points));
    what.is_some_and(|what| ["原因", "说明", "理由", "依据", "情况"].iter().any(|why| what.starts_with(why)))
}

/// The key of the amount that a head or label names.
pub(super) fn amount(word: &str) -> Option<&'static str> {
    let word = word
        .strip_prefix("其中:")
        .unwrap_or(word)
        .trim_end_matches('数')
        .trim_end_matches("资金")
        .trim_end_matches("金额");
    Some(match word {
        "计划投资额" | "计划投资" | "项目总投资" => "planned",
        "年初预算" => "budget",
        "全年预算" | "调整后预算" | "全年(调整后)预算" | "调整预算" | "预算" => "adjusted",
        "实际到位" | "到位" | "资金到位" | "已到位" => "received",
        "实际使用" | "实际使用情况" | "实际支出" | "全年支出" | "全年实际支出" | "全年执行" | "执行" | "实际执行"
        | "支出" | "预算执行" => "spent",
        _ => return None,
    })
}

/// The word of a head: in usual width, without spaces, letters of formulas, units and weights behind it.
pub(super) fn bare(text: &str) -> String {
    let mut word = plain(text);
    while let Some((before, inside)) = word.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        if before.is_empty() || inside.chars().count() > 8 {
            break;
        }
        word = before.to_owned();
    }
    // 预算数A, 分值10; but what stands behind a colon is no part of a head.
    let bare = word.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '%' | '/'));
    let is_field = word[bare.len()..].trim_end_matches(':').contains(':');
    if is_field { word } else { bare.to_owned() }
}

/// A name that carries its weight in brackets, and the weight: `产出指标（50分）`.
pub(super) fn weighted(text: &str) -> Option<(String, String)> {
    let word = plain(text);
    let brackets = [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕')];
    let (name, inside) = brackets.iter().find_map(|(open, close)| word.strip_suffix(*close)?.rsplit_once(*open))?;
    let weight = inside.strip_suffix('分')?;
    let is_figure = !weight.is_empty() && weight.chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_figure && !name.is_empty()).then(|| (name.to_owned(), weight.to_owned()))
}

/// The units of money, none of them the end of one before it.
pub(super) const MONEY: [&str; 4] = ["亿元", "万元", "千元", "元"];

/// The unit that a head or caption names: `项目资金（万元）`, `单位：元`, `附表（金额单位：人民币万元）`.
pub(super) fn unit(text: &str) -> Option<&'static str> {
    let word = plain(text);
    let is_named = |unit: &str| {
        [format!("({unit})"), format!("单位:{unit}"), format!("单位:人民币{unit}")]
            .iter()
            .any(|named| word.contains(named))
    };
    MONEY.into_iter().find(|unit| is_named(unit))
}

/// Whether a line stands in brackets from end to end, and tells more of the one above it: `（2023年1—7月）`.
pub(super) fn is_in_brackets(text: &str) -> bool {
    let word = plain(text);
    word.strip_prefix('(').and_then(|word| word.strip_suffix(')')).is_some_and(|inside| !inside.contains(['(', ')']))
}

/// Whether words name a unit of money and nothing else: `单位：万元`.
pub(super) fn is_unit(text: &str) -> bool {
    let word = plain(text);
    let word = word.trim_matches(['(', ')']);
    unit(text).is_some()
        && word.split_once("单位:").is_some_and(|(of, named)| of.chars().count() <= 2 && !named.contains('('))
}

/// Whether a name stands for the sum of a table.
pub(super) fn is_total(text: &str) -> bool {
    let total = [
        "总分",
        "合计",
        "总计",
        "综合得分",
        "总得分",
        "总分值",
        "综合绩效",
        "合计得分",
        "得分合计",
        "得分总计",
        "分值合计",
        "合计分值",
    ];
    total.contains(&bare(text).as_str())
}

/// Whether a name stands for the sum of a part of a table: `小计`, `产出小计`.
pub(super) fn is_subtotal(text: &str) -> bool {
    bare(text).ends_with("小计")
}

/// Whether a name stands for points beside the indicators, added or taken off.
pub(super) fn is_adjustment(text: &str) -> bool {
    let word = bare(text);
    let points = word.strip_suffix(['项', '分']).unwrap_or(&word);
    ["加分", "扣分", "减分", "加减分", "附加", "附加分", "附加加分", "创新加分"].contains(&points)
        || ["加分", "扣分", "减分"].contains(&word.as_str())
}

/// Whether words say that an indicator does not apply.
pub(super) fn is_not_applicable(text: &str) -> bool {
    ["不涉及", "不适用", "未设置", "无此项"].contains(&plain(text).as_str())
}

/// Whether a row of a template was left unused: `指标2`, `……`.
pub(super) fn is_unused(text: &str) -> bool {
    let word = plain(text);
    let word = word.trim_end_matches([':', '.', '…', '。']);
    word.is_empty() || word.strip_prefix("指标").is_some_and(|number| number.chars().all(|c| c.is_ascii_digit()))
}

/// A title of a part of a form: `三、评价人员`.
pub(super) fn is_part_title(text: &str) -> bool {
    let word = plain(text);
    word.split_once('、').is_some_and(|(number, _)| !number.is_empty() && number.chars().all(is_chinese_digit))
}

pub(super) fn is_chinese_digit(c: char) -> bool {
    "一二三四五六七八九十".contains(c)
}

/// Whether words are a note to a table: `注：…`, `备注：无`.
pub(super) fn is_note(text: &str) -> bool {
    let word = plain(text);
    let kind = word.split_once(':').filter(|(_, note)| !note.is_empty());
    let kind = kind.map(|(kind, _)| kind.trim_end_matches(|c: char| c.is_ascii_digit()));
    kind.is_some_and(|kind| ["注", "备注", "说明", "填表说明"].contains(&kind))
}

/// Whether words tell the grades and their scores.
pub(super) fn are_bands(text: &str) -> bool {
    let word = plain(text);
    word.contains(|c: char| c.is_ascii_digit())
        && word.contains('优')
        && word.contains('良')
        && (word.contains('中') || word.contains("一般"))
        && word.contains('差')
        && word.contains("为优") | word.contains("优秀(") | word.contains("优(") | word.contains("分")
}
