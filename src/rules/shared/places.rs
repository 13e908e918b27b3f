//! What the places of findings are called, in acknowledgements and to people. Knows names only, no reports.

use crate::lang::Arg;
use crate::model::evaluation::TOTAL;

/// A place or an indicator as it is said to people. Those that this program names are Chinese in places, so that an
/// acknowledgement meets its finding in any language; they are words of the catalogues here.
pub fn named(name: &str) -> Arg {
    match OWN_NAMES.iter().find(|(own, _)| *own == name) {
        Some((_, word)) => Arg::Word(word),
        None => Arg::from(name),
    }
}

/// A place of several names, `资金/实际支出÷年初预算`, as it is said to people.
pub fn said(place: &str) -> Arg {
    let mut run = Vec::new();
    for part in place.split_inclusive(BETWEEN_NAMES) {
        let name = part.trim_end_matches(BETWEEN_NAMES);
        run.extend([named(name), Arg::from(&part[name.len()..])]);
    }
    Arg::Run(run)
}

const BETWEEN_NAMES: [char; 2] = ['/', '÷'];

/// What this program calls places and indicators, each with its word in the catalogues.
const OWN_NAMES: &[(&str, &str)] = &[
    (TOTAL, "total"),
    (RESULT, "place-result"),
    (SCORE_TABLE, "place-score-table"),
    ("资金", "funds"),
    ("各资金来源", "funds-sources"),
    ("各项支出内容", "funds-items"),
    ("正文", "place-narrative"),
    ("预期目标", "place-expected"),
    ("实际完成情况", "goal-actual"),
    ("实际完成值", "column-actual"),
    ("指标值", "place-target"),
    ("评价标准", "column-standard"),
    ("评价依据", "column-basis"),
    ("偏差原因", "place-deviation"),
    ("扣分原因", "place-reason"),
    ("问题清单", "problems"),
    ("计划投资", "basis-planned"),
    ("年初预算", "basis-budget"),
    ("全年预算", "basis-adjusted"),
    ("实际到位", "basis-received"),
    ("实际支出", "basis-spent"),
    ("得分", "quantity-score"),
    ("总得分", "quantity-total-score"),
    ("名称", "name"),
    ("实施单位", "fact-agency"),
    ("主管部门", "fact-department"),
    ("日期", "place-dates"),
    ("评价日期", "evaluation-date"),
    ("评价期间", "place-period"),
    ("公开时限", "place-time-limit"),
    ("评价人员", "evaluators"),
    ("章节", "place-sections"),
    ("前后说法", "place-statements"),
    ("数字的截止月份", "place-last-month"),
    ("绩效目标", "place-goals"),
    ("没有写完成情况", "place-unanswered"),
    ("实际完成情况没有说到", "place-answered-otherwise"),
    ("扣分没有写原因", "place-unexplained"),
    ("满分却没有完成值", "place-without-actual"),
    ("写了完成情况却得0分", "place-done"),
    ("等次用词", "place-grade-words"),
    ("资金到位", "place-money-in-time"),
    ("资金足额", "place-money-in-full"),
    ("资金支付", "place-money-paid"),
    ("工作完成", "place-work-done"),
    ("原话", "place-own-words"),
    ("无", "place-nothing"),
    ("月数", "place-months"),
    ("支出高于到位", "place-spent-more"),
    ("评价依据没有说差在哪里", "place-no-fault"),
    ("评价依据写有不足", "place-fault"),
    ("金额单位", "data-unit"),
    ("没有填写的地方", "place-unfilled"),
    ("页码", "place-page-numbers"),
    ("记号", "place-marks-left"),
];

/// The place of a finding about evaluation number `index`.
pub(crate) fn at(index: usize, place: &str, of: &str) -> String {
    match index {
        0 => format!("{place}/{of}"),
        index => format!("{}:{place}/{of}", index + 1),
    }
}

/// The score table's name where the report gives it none.
pub(crate) const SCORE_TABLE: &str = "评分表";
/// The place of the total score and grade that an evaluation states as its result.
pub(crate) const RESULT: &str = "评价结果";
