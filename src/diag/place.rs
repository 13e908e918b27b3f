//! What the places of findings are called, in acknowledgements and to people. Knows names only, no reports.
//!
//! An acknowledgement is published content, and finds what it explains by its place. So the names that this program gives to
//! places are part of its public contract: they are Chinese whatever the language of a site, stand here and in no catalogue,
//! and are never reworded. What people read is worded by the catalogues.

use serde::{Deserialize, Serialize};

use crate::lang::Arg;

/// Names of places: what each is called in acknowledgements, and its word in the catalogues.
macro_rules! names {
    ($($name:ident = $written:literal, $word:literal;)+) => {
        $(#[doc = $written] pub const $name: &str = $written;)+
        const NAMES: &[(&str, &str)] = &[$(($name, $word)),+];
    };
}

names! {
    TOTAL = "总分", "total";
    RESULT = "评价结果", "place-result";
    SCORE_TABLE = "评分表", "place-score-table";
    ADJUSTMENTS = "加分、扣分", "key-rubric-adjustments";
    FUNDS = "资金", "funds";
    SOURCES = "各资金来源", "funds-sources";
    ITEMS = "各项支出内容", "funds-items";
    UNIT = "金额单位", "data-unit";
    SPENT_MORE = "支出高于到位", "place-spent-more";
    PLANNED = "计划投资", "basis-planned";
    BUDGET = "年初预算", "basis-budget";
    ADJUSTED = "全年预算", "basis-adjusted";
    RECEIVED = "实际到位", "basis-received";
    SPENT = "实际支出", "basis-spent";
    SCORE = "得分", "quantity-score";
    TOTAL_SCORE = "总得分", "quantity-total-score";
    WEIGHT = "分值", "quantity-weight";
    GRADE = "评价等次", "quantity-grade";
    GRADE_WORDS = "等次用词", "place-grade-words";
    TARGETS = "指标值", "place-target";
    TARGET_OF_YEAR = "年度指标值", "column-target";
    ACTUAL_VALUES = "实际完成值", "column-actual";
    ACTUAL = "实际完成情况", "goal-actual";
    EXPECTED = "预期目标", "place-expected";
    STANDARD = "评价标准", "column-standard";
    BASIS = "评价依据", "column-basis";
    DEVIATION = "偏差原因", "place-deviation";
    REASON = "扣分原因", "place-reason";
    PROBLEMS = "问题清单", "problems";
    NOTHING = "无", "place-nothing";
    UNEXPLAINED = "扣分没有写原因", "place-unexplained";
    NO_FAULT = "评价依据没有说差在哪里", "place-no-fault";
    FAULT = "评价依据写有不足", "place-fault";
    WITHOUT_ACTUAL = "满分却没有完成值", "place-without-actual";
    DONE = "写了完成情况却得0分", "place-done";
    GOALS = "绩效目标", "place-goals";
    GOALS_OF_YEAR = "年度总体目标", "key-goals";
    OVERALL_GOALS = "总体目标", "overall-goal";
    UNANSWERED = "没有写完成情况", "place-unanswered";
    ANSWERED_OTHERWISE = "实际完成情况没有说到", "place-answered-otherwise";
    NAMES_WRITTEN = "名称", "name";
    AGENCY = "实施单位", "fact-agency";
    DEPARTMENT = "主管部门", "fact-department";
    EVALUATORS = "评价人员", "evaluators";
    DATES = "日期", "place-dates";
    EVALUATED = "评价日期", "evaluation-date";
    ISSUED = "成文日期", "date-issued";
    PUBLISHED = "发布日期", "date-published";
    REVISED = "修订日期", "date-revised";
    PERIOD = "评价期间", "place-period";
    TIME_LIMIT = "公开时限", "place-time-limit";
    NARRATIVE = "正文", "place-narrative";
    SECTIONS = "章节", "place-sections";
    LAST_MONTH = "数字的截止月份", "place-last-month";
    MONTHS = "月数", "place-months";
    UNFILLED = "没有填写的地方", "place-unfilled";
    PAGE_NUMBERS = "页码", "place-page-numbers";
    MARKS_LEFT = "记号", "place-marks-left";
    STATEMENTS = "前后说法", "place-statements";
    MONEY_IN_TIME = "资金到位", "place-money-in-time";
    MONEY_IN_FULL = "资金足额", "place-money-in-full";
    MONEY_PAID = "资金支付", "place-money-paid";
    WORK_DONE = "工作完成", "place-work-done";
    OWN_WORDS = "原话", "place-own-words";
}

/// Where in a report a finding stands: names, the wider first, perhaps in one of several evaluations. Nowhere by default.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// The number of the evaluation, where it is not the first, and the names: `2:得分汇总表/项目管理`.
    written: String,
    /// The evaluation by its number from 0.
    evaluation: usize,
}

impl Place {
    /// A place of several names: `资金/实际支出`.
    pub fn of<const N: usize>(names: [&str; N]) -> Place {
        Place { written: names.join("/"), evaluation: 0 }
    }

    /// It in an evaluation by its number from 0, which leaves the first unsaid.
    pub fn in_evaluation(self, evaluation: usize) -> Place {
        match evaluation {
            0 => self,
            _ => Place { written: format!("{}:{}", evaluation + 1, self.written), evaluation },
        }
    }

    /// A place in this one.
    pub fn within(&self, name: &str) -> Place {
        Place { written: format!("{}/{name}", self.written), evaluation: self.evaluation }
    }

    /// As acknowledgements and data name it.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// Whether it is none, so that nothing there can be acknowledged.
    pub fn is_nowhere(&self) -> bool {
        self.written.is_empty()
    }

    /// The evaluation by its number from 0, unless it is the first.
    pub fn later_evaluation(&self) -> Option<usize> {
        (self.evaluation > 0).then_some(self.evaluation)
    }

    /// Its names, as they are said to people.
    pub fn said(&self) -> Arg {
        let numbered = self.written.split_once(':').filter(|_| self.evaluation > 0);
        said(numbered.map_or(&self.written, |(_, names)| names))
    }
}

/// One name of a place, or an indicator, as it is said to people.
pub fn named(name: &str) -> Arg {
    match NAMES.iter().find(|(own, _)| *own == name) {
        Some((_, word)) => Arg::Word(word),
        None => Arg::from(name),
    }
}

/// Several names, `资金/实际支出÷年初预算`, as they are said to people.
pub fn said(names: &str) -> Arg {
    let mut run = Vec::new();
    for part in names.split_inclusive(BETWEEN_NAMES) {
        let name = part.trim_end_matches(BETWEEN_NAMES);
        run.extend([named(name), between(&part[name.len()..])]);
    }
    Arg::Run(run.into())
}

/// What stands between two names: an operator with the room that a language gives it.
pub fn between(operator: &str) -> Arg {
    match operator {
        "÷" => Arg::Word("between-divided"),
        "×" => Arg::Word("between-multiplied"),
        "−" => Arg::Word("between-taken-off"),
        "+" => Arg::Word("between-added"),
        _ => operator.into(),
    }
}

const BETWEEN_NAMES: [char; 5] = ['/', '÷', '×', '+', '−'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn operators_have_the_room_of_the_language() {
        let place = Place::of(["资金", "实际支出÷年初预算"]);
        assert_eq!(Lang::ZhCn.value(&place.said()), "资金/实际支出÷年初预算");
        assert_eq!(Lang::En.value(&place.said()), "Funds/expenditure ÷ initial budget");
    }

    #[test]
    fn no_name_is_ever_reworded() {
        // Acknowledgements of published sites name these: add to them, but change and remove none.
        let kept = "总分 评价结果 评分表 加分、扣分 资金 各资金来源 各项支出内容 金额单位 支出高于到位 计划投资 年初预算 全年预算 \
            实际到位 实际支出 得分 总得分 分值 评价等次 等次用词 指标值 年度指标值 实际完成值 实际完成情况 预期目标 评价标准 评价依据 \
            偏差原因 扣分原因 问题清单 无 扣分没有写原因 评价依据没有说差在哪里 评价依据写有不足 满分却没有完成值 写了完成情况却得0分 \
            绩效目标 年度总体目标 总体目标 没有写完成情况 实际完成情况没有说到 名称 实施单位 主管部门 评价人员 日期 评价日期 成文日期 \
            发布日期 修订日期 评价期间 公开时限 正文 章节 数字的截止月份 月数 没有填写的地方 页码 记号 前后说法 资金到位 资金足额 资金支付 \
            工作完成 原话";
        let names: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, kept.split_whitespace().collect::<Vec<_>>());
    }
}
