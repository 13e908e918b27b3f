//! Narratives: prose in the manner of reports.

use super::draw::Draw;
use super::project::Project;

const PHRASES: [&str; 12] = [
    "按年初计划组织实施",
    "由业务科室负责日常管理",
    "资金拨付经过集体研究",
    "群众反映总体较好",
    "部分工程因雨季推迟",
    "验收资料已经归档",
    "预算编制还不够细",
    "绩效目标设置偏低",
    "下一年将提前开展招标",
    "服务对象问卷发放三百份",
    "与上年相比有所改善",
    "超支部分由单位自筹",
];

/// The narrative of a project.
pub(crate) fn write(draw: &mut Draw, project: &Project) -> String {
    let mut text = format!("{}{}年度绩效评价报告。\n\n", project.title, project.year);
    for heading in ["一、项目概况", "二、资金情况", "三、组织实施", "四、绩效情况", "五、评价结论", "六、问题和建议"]
    {
        text += &format!("## {heading}\n\n");
        for _ in 0..3 {
            for _ in 0..6 {
                text += &format!("{}，{}{}项，", draw.pick(&PHRASES), draw.pick(&PHRASES), draw.below(9_999));
            }
            text += "按期完成。\n\n";
        }
    }
    text
}
