//! Of what more is better, by what it is called and counted in. Reports nothing itself.
//!
//! A target that is a number alone does not say whether more or less is wanted: 培训10场 is, 会议10次 may be a limit.

use super::targets::Reached;
use crate::model::direction::Direction;
use crate::syntax::figure::Measure;
use rust_decimal::Decimal;

/// Units in which is counted what is made, held or handed out, and nothing that is to be kept low.
const OF_WORK: [&str; 32] = [
    "公里", "千米", "km", "米", "亩", "公顷", "场", "期", "班次", "课时", "学时", "台", "套", "栋", "幢", "座", "间",
    "盏", "株", "棵", "册", "本", "篇", "幅", "节", "趟", "架", "眼", "口", "所", "页", "学位",
];
/// Words of what is done for its own sake.
const DEEDS: [&str; 53] = [
    "新建", "建设", "建成", "改造", "修复", "维修", "维护", "养护", "安装", "更新", "购置", "采购", "配备", "种植",
    "造林", "绿化", "培训", "参训", "举办", "开展", "宣传", "宣讲", "演出", "活动", "发放", "发布", "印制", "制作",
    "资助", "补助", "慰问", "服务", "受益", "惠及", "覆盖", "参保", "就业", "招聘", "引进", "培养", "选派", "体检",
    "筛查", "接种", "随访", "监测", "检测", "抽检", "巡查", "督导", "完成", "接入", "上线",
];
/// Words of what is to be kept low.
const TO_BE_LOW: [&str; 66] = [
    "成本",
    "支出",
    "费用",
    "经费",
    "价",
    "控制",
    "投诉",
    "事故",
    "差错",
    "失误",
    "超期",
    "逾期",
    "下降",
    "降低",
    "减少",
    "节",
    "耗",
    "压减",
    "压缩",
    "精简",
    "缩减",
    "削减",
    "浓度",
    "排放",
    "污染",
    "噪声",
    "死亡",
    "伤亡",
    "受伤",
    "病例",
    "发病",
    "患者",
    "发案",
    "案件",
    "警情",
    "违法",
    "违规",
    "纠纷",
    "信访",
    "舆情",
    "欠薪",
    "欠费",
    "债务",
    "缺编",
    "缺口",
    "空编",
    "空置",
    "闲置",
    "等候",
    "等待",
    "漏损",
    "漏水",
    "损失",
    "损毁",
    "故障",
    "停机",
    "停电",
    "停水",
    "退件",
    "库存",
    "存量",
    "班额",
    "编制数",
    "公车",
    "公务",
    "会议",
];

/// Whether something is called by a word of what is to be kept low.
pub(crate) fn is_kept_low(path: &str) -> bool {
    TO_BE_LOW.iter().any(|word| path.contains(word))
}

/// Whether less than its target leaves something missed. A sign before a target says so; without one it may be a limit.
pub(crate) fn is_more_wanted(reached: &Reached<'_>, path: &str) -> bool {
    let is_work = || match Measure::read(reached.unit) {
        Measure::Percent => reached.target.value == Decimal::ONE_HUNDRED,
        Measure::Parts(_) | Measure::Money(_) => false,
        Measure::Count(unit) => {
            let is_of_time = unit.contains(|c| "天日时分秒周月年".contains(c)) && !OF_WORK.contains(&unit.as_str());
            let is_ratio = unit.contains(['/', '每']);
            let is_done = || OF_WORK.contains(&unit.as_str()) || DEEDS.iter().any(|deed| path.contains(deed));
            !is_of_time && !is_ratio && is_done()
        }
    };
    match reached.direction {
        Some(Direction::AtLeast | Direction::MoreThan) => true,
        Some(Direction::Equal) => !is_kept_low(path) && is_work(),
        _ => false,
    }
}
