//! `explain`: what rules say of themselves.

use super::run;
use crate::common::Site;
use snapbox::str;

#[test]
fn rules_are_explained() {
    let site = Site::new("clean");
    run(&site, "explain weight-sum").code(0).stdout_eq(str![[r#"
weight-sum · 错误 · 分值相加不等

查什么
  下级指标的分值相加，不等于上级印的分值；或者全部分值相加，不等于满分（报告没有印满分的，看评分标准）。写明只公布了一部分的打分表（indicators_partial），只查加起来超过的。

为什么
  分值相加不等，得分就没有共同的尺度。

怎么办
  对照原表看是否抄错；只公布了一部分的打分表，写 indicators_partial = true；原文如此的，写一条说明。

不对的写法（project.toml）
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
    #                                      ^^ weight-sum
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 10 },
      { level = 1, name = "产出", weight = 60 },
    ]

对的写法（project.toml）
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 20 },
      { level = 1, name = "产出", weight = 60 },
    ]

"#]]);
    run(&site, "explain weight-sum --lang en").code(0).stdout_eq(str![[r#"
weight-sum · error · weights do not add up

What it looks at
  The weights below a group do not add up to its own, or all weights not to full marks (those of the rubric, where the report prints none). Of a score table said to be only partly published (indicators_partial), only sums above the whole count.

Why
  Without weights that add up, scores have no common scale.

What to do
  Compare with the report; if only a part of the score table is published, write indicators_partial = true; if the report really says so, acknowledge it.

Wrong (project.toml)
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
    #                                      ^^ weight-sum
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 10 },
      { level = 1, name = "产出", weight = 60 },
    ]

Right (project.toml)
    [[evaluations]]
    rater = "self"
    rubric = "demo"
    indicators = [
      { level = 1, name = "决策", weight = 40 },
      { level = 2, name = "目标", weight = 20 },
      { level = 2, name = "程序", weight = 20 },
      { level = 1, name = "产出", weight = 60 },
    ]

"#]]);
    run(&site, "explain weigth-sum").code(2).stdout_eq("").stderr_eq(str![[r#"
没有“weigth-sum”这条规则；gongshi explain 列出全部规则。是不是想写 weight-sum？

"#]]);
    let list = run(&site, "explain").code(0);
    let list = String::from_utf8(list.get_output().stdout.clone()).unwrap();
    let rules = list.lines().filter(|line| line.starts_with("  "));
    assert_eq!(rules.count(), gongshi::rules::all().count());
}
