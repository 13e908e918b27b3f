//! Generated sites of any size for benchmarks: consistent reports, the same for the same count. No randomness but its own.

use gongshi::source::Source;

/// Numbers that look random and are always the same (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }
}

const PLACES: [&str; 12] =
    ["青山", "白水", "石桥", "东川", "南浦", "西岭", "北塘", "金沙", "银滩", "云溪", "长湖", "古城"];
const OFFICES: [&str; 8] =
    ["教育局", "卫生健康局", "农业农村局", "交通运输局", "民政局", "水务局", "文化旅游局", "政务服务中心"];
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
/// An item and its weight.
type Item = (&'static str, u64);
/// Second-level groups with their items.
type Groups = &'static [(&'static str, &'static [Item])];

const ITEMS: [(&str, Groups); 3] = [
    (
        "项目决策",
        &[
            ("项目目标", &[("目标内容", 4)]),
            ("决策过程", &[("决策依据", 3), ("决策程序", 5)]),
            ("资金分配", &[("分配办法", 4), ("分配结果", 4)]),
        ],
    ),
    (
        "项目管理",
        &[
            ("资金到位", &[("到位率", 3), ("到位时效", 2)]),
            ("资金管理", &[("资金使用", 7), ("财务管理", 3)]),
            ("组织实施", &[("组织机构", 1), ("管理制度", 9)]),
        ],
    ),
    (
        "项目绩效",
        &[
            ("项目产出", &[("产出数量", 11), ("产出质量", 6), ("产出时效", 4), ("产出成本", 4)]),
            (
                "项目效益",
                &[("经济效益", 6), ("社会效益", 6), ("环境效益", 6), ("可持续影响", 6), ("服务对象满意度", 6)],
            ),
        ],
    ),
];

/// A site of `count` projects.
pub(crate) fn site(count: usize) -> Vec<Source> {
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15);
    let mut files = vec![
        file("content/site.toml", "title = \"基准测试\"\n".to_owned()),
        file("content/agencies.toml", registry()),
        file("content/rubrics/form.toml", rubric()),
    ];
    for number in 0..count {
        let folder = format!("content/projects/{}/p{number:06}", 2015 + number % 10);
        files.push(file(&format!("{folder}/project.toml"), project(number, &mut numbers)));
        files.push(file(&format!("{folder}/report.md"), report(&mut numbers)));
    }
    files
}

fn file(path: &str, text: String) -> Source {
    Source { path: path.to_owned(), text }
}

fn registry() -> String {
    let mut text = String::new();
    for (place, name) in PLACES.iter().enumerate() {
        text += &format!("[[regions]]\ncode = \"46{place:04}\"\nname = \"{name}县\"\n");
        for (office, title) in OFFICES.iter().enumerate() {
            text += &format!(
                "[[agencies]]\nid = \"a{place}-{office}\"\nname = \"{name}县{title}\"\nregion = \"46{place:04}\"\n"
            );
        }
    }
    text
}

fn rubric() -> String {
    "name = \"项目支出绩效评价表\"\nbands = [\n  { grade = \"优秀\", from = 90, to = 100 },\n  { grade = \"良好\", from = 80, below = 90 },\n  \
     { grade = \"一般\", from = 60, below = 80 },\n  { grade = \"较差\", below = 60 },\n]\n"
        .to_owned()
}

fn project(number: usize, numbers: &mut Numbers) -> String {
    let (place, office) = (numbers.below(12) as usize, numbers.below(8));
    let subject = numbers.pick(&SUBJECTS);
    let budget = 10_000 + numbers.below(90_000_000);
    let spent = budget - numbers.below(budget / 3);
    let mut rows = String::new();
    let mut summary = String::new();
    let mut total = 0;
    for (group, parts) in ITEMS {
        let mut scored = 0;
        let mut below = String::new();
        for (part, items) in parts {
            let weight: u64 = items.iter().map(|(_, weight)| weight).sum();
            below += &format!("  {{ level = 2, name = \"{part}\", weight = {weight} }},\n");
            for (item, weight) in *items {
                let score = weight - numbers.below(2).min(*weight);
                scored += score;
                below += &format!(
                    "  {{ level = 3, name = \"{item}\", weight = {weight}, score = {score}, basis = \"{}，{}。\" }},\n",
                    numbers.pick(&PHRASES),
                    numbers.pick(&PHRASES)
                );
            }
        }
        let weight: u64 = parts.iter().flat_map(|(_, items)| items.iter()).map(|(_, weight)| weight).sum();
        rows += &format!("  {{ level = 1, name = \"{group}\", weight = {weight} }},\n{below}");
        summary += &format!("  {{ of = \"{group}\", weight = {weight}, score = {scored} }},\n");
        total += scored;
    }
    let grade = match total {
        90.. => "优秀",
        80.. => "良好",
        60.. => "一般",
        _ => "较差",
    };
    let hundredths = (spent * 20_000 + budget) / (2 * budget);
    let rate = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    format!(
        "title = \"{}{subject}（{number}）\"\nyear = {}\nagency = \"a{place}-{office}\"\n\n[funds]\nunit = \"元\"\nbudget = {budget}.00\n\
         spent = {spent}.00\nrates = [{{ of = \"spent\", to = \"budget\", printed = \"{rate}%\" }}]\n\n[[evaluations]]\nrater = \"self\"\n\
         rubric = \"form\"\nscore = {total}\ngrade = \"{grade}\"\nindicators = [\n{rows}]\n\n[[evaluations.printed]]\nplace = \"得分汇总表\"\n\
         rows = [\n{summary}  {{ of = \"总分\", weight = 100, score = {total}, grade = \"{grade}\" }},\n]\n",
        PLACES[place],
        2015 + number % 10,
    )
}

fn report(numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for heading in ["一、项目概况", "二、资金情况", "三、组织实施", "四、绩效情况", "五、评价结论", "六、问题和建议"]
    {
        text += &format!("## {heading}\n\n");
        for _ in 0..3 {
            for _ in 0..6 {
                text += &format!("{}，{}{}项，", numbers.pick(&SUBJECTS), numbers.pick(&PHRASES), numbers.below(9_999));
            }
            text += "按期完成。\n\n";
        }
    }
    text
}
