//! Small files that could stall everybody, for the benchmark and `tests/suite/limits.rs`. Measures, and judges nothing.

#![allow(unreachable_pub)]

use std::time::Instant;

use gongshi::diag::{human, machine};
use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::source::{Source, Sources};

const REPORT: &str = "content/projects/2023/demo/report.md";
pub const PROJECT: &str = "content/projects/2023/demo/project.toml";
pub const HEAD: &str = "title = \"热线\"\nyear = 2023\nagency = \"demo\"\n";
const EVALUATION: &str = "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\nscore = 90\n";

/// Files that a piece is repeated in: name, path, what stands before, the piece, what stands behind.
pub const CASES: &[(&str, &str, &str, &str, &str)] = &[
    ("a mark without end", REPORT, "[1]", "{", ""),
    ("marks without ends", REPORT, "", "[1]{", ""),
    ("a rate of marks", REPORT, "", "[i%]{a÷b}", ""),
    ("marks of one name", REPORT, "", "[1]{a}", ""),
    ("marks in lines", REPORT, "", "甲[1件]{a}。\n\n", ""),
    ("marks of funds", REPORT, "", "支出[1万元]{funds.spent}，", ""),
    ("dwellings", REPORT, "", "住 ", ""),
    ("mobiles", REPORT, "", "13912345678 ", ""),
    ("mobiles in a list", REPORT, "电话：", "13912345678，", ""),
    ("mobiles in lines", REPORT, "", "电话13912345678\n\n", ""),
    ("mobiles in a table", REPORT, "| 电话 |\n|---|\n", "| 13912345678 |\n", ""),
    ("digits", REPORT, "", "1 ", ""),
    ("digits without space", REPORT, "", "1", ""),
    ("mailboxes", REPORT, "", "a@b.com ", ""),
    ("addresses", REPORT, "", "家庭住址：", ""),
    ("asterisks", REPORT, "", "*", ""),
    ("words and asterisks", REPORT, "", "a**", ""),
    ("brackets", REPORT, "", "[", ""),
    ("brackets of links", REPORT, "", "[a](", ""),
    ("quotations", REPORT, "", "> ", "a"),
    ("quotations in lines", REPORT, "", "> a\n", ""),
    ("nested lists", REPORT, "", "- ", "a"),
    ("backticks", REPORT, "", "`a", ""),
    ("tags", REPORT, "", "<a ", ""),
    ("entities", REPORT, "", "&#4", ""),
    ("headings", REPORT, "", "# 甲\n", ""),
    ("second headings", REPORT, "", "## 一、甲\n\n乙。\n\n", ""),
    ("footnotes", REPORT, "", "[^1]", "\n\n[^1]: a\n"),
    ("table rows", REPORT, "| a |\n|---|\n", "| b |\n", ""),
    ("table cells", REPORT, "", "| a ", "|\n|---|\n"),
    (
        "tables of numbers",
        REPORT,
        "",
        "| a | b | c | d | e | f |\n|---|---|---|---|---|---|\n| 合计 | 2 | 4 | 6 | 8 | 10 |\n| 甲 | 1 | 2 | 3 | 4 | 5 |\n| 乙 | 1 | 2 | 3 | 4 | 5 |\n\n",
        "",
    ),
    (
        "a table of numbers",
        REPORT,
        "| a | b | c | d | e | f | g |\n|---|---|---|---|---|---|---|\n",
        "| 甲 | 1 | 2 | 3 | 4 | 5 | 6 |\n",
        "",
    ),
    ("equations", REPORT, "", "1+1=2，", ""),
    ("an equation without end", REPORT, "", "1+", ""),
    ("shares of a paragraph", REPORT, "回收9份，", "满意1份，占11.1%；", ""),
    ("paragraphs of shares", REPORT, "", "回收9份，满意1份，占11.1%，乙2份，占22.2%，丙3份，占30%\n\n", ""),
    ("changes", REPORT, "", "由1个提高到2个，提高1个，", ""),
    ("a change without end", REPORT, "由1个提高到2个", "，提高1个", ""),
    ("brackets of an equation", REPORT, "", "（", "1=1"),
    ("one paragraph", REPORT, "", "项目按计划完成，受理办件484件，办结432件。", ""),
    ("paragraphs", REPORT, "", "项目按计划完成，受理办件484件，办结432件。\n\n", ""),
    ("differing paragraphs", REPORT, "", "综合得分91分。受理484件，办结432件，办结率99%。\n\n", ""),
    ("invisible characters", REPORT, "", "\u{200b}", ""),
    ("lines", REPORT, "", "\n", ""),
    ("lines without sense", PROJECT, "", "a b\n", ""),
    ("a line without sense", PROJECT, "", "a b ", ""),
    ("slips", PROJECT, "", "a = “b”\n", ""),
    ("a line of full-width quotes", PROJECT, "a = ", "“", ""),
    ("a line of full-width colons", PROJECT, "", "a：", ""),
    ("an array of slips", PROJECT, "a = [", "1,234.5万 ", "]"),
    ("arrays that are not closed", PROJECT, "", "a = [\n", ""),
    ("long texts", PROJECT, "", "a = \"\"\"", ""),
    ("nested arrays", PROJECT, "title = ", "[", ""),
    ("nested tables", PROJECT, "title = ", "{ a = ", ""),
    ("dotted keys", PROJECT, "", "a.", "b = 1\n"),
    ("unknown keys", PROJECT, "title = \"a\"\n", "aa = 1\n", ""),
    ("acknowledgements", PROJECT, HEAD, "[[acknowledged]]\nrule = \"weight-sum\"\nat = \"a\"\nnote = \"b\"\n", ""),
    ("evaluations", PROJECT, HEAD, EVALUATION, ""),
    ("goals", PROJECT, HEAD, "[[goals]]\nexpected = \"[1]{a}\"\nactual = \"受理484件\"\n", ""),
    ("targets", PROJECT, HEAD, "[[targets]]\nname = \"甲\"\ntarget = \"≥10场\"\nactual = \"20场\"\n", ""),
    ("problems", PROJECT, HEAD, "[[problems]]\ncategory = \"a\"\ntext = \"b\"\n", ""),
    ("a long title", PROJECT, "year = 2023\nagency = \"demo\"\ntitle = \"", "长", "\"\n"),
];

/// Rows of tables, numbered so that they differ.
pub fn rows(kind: &str, count: usize) -> String {
    let numbered = |row: &dyn Fn(usize) -> String| (0..count).map(row).collect::<String>();
    match kind {
        "indicators" => {
            let rows = numbered(&|n| format!("{{ level = 1, name = \"指标{n}\", weight = 1, score = 0.5 }},\n"));
            format!("{HEAD}{EVALUATION}indicators = [\n{rows}]\n")
        }
        "nested indicators" => {
            let rows = numbered(&|n| format!("{{ level = {}, name = \"甲\", weight = 2, score = 1 }},\n", n % 9 + 1));
            format!("{HEAD}{EVALUATION}indicators = [\n{rows}]\n")
        }
        "printed rows" => {
            let items = numbered(&|n| format!("{{ level = 1, name = \"指标{n}\", weight = 1, score = 0.5 }},\n"));
            let rows = numbered(&|n| format!("{{ of = \"指标{n}\", score = 0.75 }},\n"));
            format!(
                "{HEAD}{EVALUATION}indicators = [\n{items}]\n[[evaluations.printed]]\nplace = \"表\"\nrows = [\n{rows}]\n"
            )
        }
        "differing printed rows" => {
            let items = numbered(&|n| format!("{{ level = 1, name = \"指标{n}\", weight = 900, score = {n}.5 }},\n"));
            let rows = numbered(&|n| format!("{{ of = \"指标{n}\", score = {} }},\n", n * n % 701));
            format!(
                "{HEAD}{EVALUATION}indicators = [\n{items}]\n[[evaluations.printed]]\nplace = \"表\"\nrows = [\n{rows}]\n"
            )
        }
        "printed totals" => {
            let rows = numbered(&|n| format!("{{ of = \"总分\", label = \"第{n}\", score = 91 }},\n"));
            format!(
                "{HEAD}{EVALUATION}indicators = [{{ level = 1, name = \"甲\", weight = 100, score = 90 }}]\n\
                 [[evaluations.printed]]\nplace = \"表\"\nrows = [\n{rows}]\n"
            )
        }
        "sources of funds" => {
            let rows = numbered(&|n| {
                format!(
                    "{{ name = \"来源{n}\", spent = 1, rates = [{{ of = \"spent\", to = \"budget\", printed = \"86%\" }}], budget = 2 }},\n"
                )
            });
            format!("{HEAD}[funds]\nunit = \"元\"\nspent = 7\nsources = [\n{rows}]\n")
        }
        _ => {
            let rows = numbered(&|n| format!("{{ post = \"职务{n}\", score = {n} }},\n"));
            format!("{HEAD}{EVALUATION}evaluators = [\n{rows}]\n")
        }
    }
}

/// Kinds of [`rows`].
pub const ROWS: [&str; 7] = [
    "indicators",
    "nested indicators",
    "printed rows",
    "differing printed rows",
    "printed totals",
    "sources of funds",
    "evaluators",
];

/// How long a site with such a file takes, and how much is printed of it in bytes.
pub fn seconds(path: &str, text: String) -> (f64, usize) {
    let usual = [
        ("content/site.toml", "title = \"示例\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo\"\nname = \"示例中心\"\n"),
        ("content/rubrics/demo.toml", "name = \"示例\"\ndescription = \"示例\"\nmaximum = 100\n"),
        (PROJECT, HEAD),
    ];
    let files = usual.map(|(path, text)| Source { path: path.into(), text: text.into() });
    let start = Instant::now();
    let site = pipeline::plan(Sources::new(files.into_iter().chain([Source { path: path.into(), text }])), Vec::new());
    let mut printed = 0;
    for finding in site.findings() {
        printed += human::finding(&site.sources, Lang::ZhCn, &finding.finding(), false).len();
    }
    let lines =
        site.findings().iter().map(|finding| machine::json(&site.sources, Lang::ZhCn, &finding.finding()).len());
    printed = printed.max(lines.sum());
    // As a build does.
    if !site.findings().iter().any(|finding| finding.stops()) {
        pipeline::files(&site, &|_: &str, _: &[u8]| Ok(())).expect("nothing is written");
    }
    (start.elapsed().as_secs_f64(), printed)
}
