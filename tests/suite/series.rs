//! One project over the years, its revisions and its original documents, as the real program shows them.

use crate::common::Site;
use serde_json::{Value, json};
use snapbox::cmd::{Command, cargo_bin};

fn built(site: &Site) {
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
}

/// The table of years on a project's page, a text a row.
fn years(page: &str) -> Vec<String> {
    let Some(section) = page.split("<section id=\"history\">").nth(1) else { return Vec::new() };
    let rows = section.split("</tbody>").next().unwrap().split("<tr>").skip(2);
    rows.map(|row| {
        let text: String = row.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    })
    .collect()
}

#[test]
fn the_years_of_a_project_stand_side_by_side_and_a_change_of_rubric_is_said() {
    let site = Site::new("series");
    built(&site);
    let page = site.read("public/projects/2021/line/index.html");
    let rows = years(&page);
    assert_eq!(rows.len(), 3, "{rows:?}");
    assert!(rows[0].starts_with("2022 单位自评 90 / 100"), "{}", rows[0]);
    assert!(rows[0].contains("后来的评分标准") && rows[0].contains("占年初预算 80%"), "{}", rows[0]);
    assert!(rows[1].starts_with("2021 本页 单位自评 91.5 / 100"), "{}", rows[1]);
    assert!(rows[2].starts_with("2020 单位自评 85 / 100"), "{}", rows[2]);
    assert!(page.contains("各年度用的评分标准不尽相同，评分标准不同的，得分不能直接比较。"));
    assert!(page.contains("compare/index.html?p=2022/line&amp;p=2021/line&amp;p=2020/line"));
    // The same word at another agency is another project, and a series of one year has no history.
    assert!(years(&site.read("public/projects/2022/other/index.html")).is_empty());
}

#[test]
fn years_by_one_rubric_need_no_warning() {
    let site = Site::new("series");
    let project = site.read("content/projects/2022/line/project.toml").replace("\"later\"", "\"simple\"");
    site.write("content/projects/2022/line/project.toml", &project);
    built(&site);
    let page = site.read("public/projects/2022/line/index.html");
    assert_eq!(years(&page).len(), 3);
    assert!(!page.contains("评分标准不同，得分不能直接比较"));
}

/// What stands beside 比上一年, without blanks.
fn change(page: &str) -> String {
    let part = page.split("<div id=\"answer-change\">").nth(1).unwrap().split("</div>").next().unwrap();
    let text: String = part.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
    text.split_whitespace().collect()
}

#[test]
fn the_change_on_the_year_before_is_told_where_it_can_be() {
    let site = Site::new("series");
    built(&site);
    let of = |year: &str| change(&site.read(&format!("public/projects/{year}/line/index.html")));
    assert!(of("2021").contains("得分比2020年高6.5分（85→91.5，同一评分标准）。"), "{}", of("2021"));
    assert!(of("2022").contains("与2021年用的评分标准不同，得分不能比较。"), "{}", of("2022"));
    assert!(of("2020").contains("没有标明上一年（2019年）的哪个项目与它对应，不作比较。"), "{}", of("2020"));
    let project = site.read("content/projects/2021/line/project.toml");
    site.write("content/projects/2021/line/project.toml", &project.replace("score = 91.5", "score = 80"));
    site.write(
        "content/site.toml",
        &format!(
            "{}\n[rules]\nsubtotal-mismatch = \"warning\"\ngrade-mismatch = \"warning\"\n",
            site.read("content/site.toml")
        ),
    );
    built(&site);
    assert!(change(&site.read("public/projects/2021/line/index.html")).contains("得分比2020年低5分（85→80，"));
    // A year of which a grade alone is published was rated.
    let graded = project.lines().filter(|line| !line.starts_with("score")).collect::<Vec<_>>().join("\n");
    site.write("content/projects/2021/line/project.toml", &graded);
    built(&site);
    let page = site.read("public/projects/2021/line/index.html");
    assert!(change(&page).contains("这一年和2020年不是都列有总分，得分不作比较。"), "{}", change(&page));
    assert!(!text_of(&page).contains("未评分"), "{}", text_of(&page));
}

/// The text of a part of a page, without blanks.
fn text_of(part: &str) -> String {
    let text: String = part.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect();
    text.split_whitespace().collect()
}

#[test]
fn a_series_has_a_page_with_its_changes_its_outcomes_and_what_was_found_again() {
    let site = Site::new("series");
    site.write(
        "content/site.toml",
        &format!("{}\n[rules]\nrate-mismatch = \"warning\"\n", site.read("content/site.toml")),
    );
    for (year, rate, printed) in [("2020", "93.5%", "70%"), ("2021", "95%", "70%"), ("2022", "96%", "80%")] {
        let path = format!("content/projects/{year}/line/project.toml");
        let project = site.read(&path);
        let rates =
            format!("rates = [{{ of = \"spent\", to = \"budget\", printed = \"{printed}\" }}]\n\n[[evaluations]]");
        site.write(&path, &project.replacen("[[evaluations]]", &rates, 1));
        let report = format!("## 一、成效\n\n办结率 [{rate}]{{办结率}}。\n\n全年办结率 [{rate}]{{办结率}}。\n");
        site.write(&format!("content/projects/{year}/line/report.md"), &report);
    }
    built(&site);
    let page = site.read("public/series/demo-center/hotline/index.html");
    assert!(text_of(&page).contains("2020–2022年，共3个年度"));
    let rows = years(&page);
    assert!(
        rows[0].contains("与 2021 年评分标准不同，不比较") && rows[0].contains("支出与 2021 年相同"),
        "{}",
        rows[0]
    );
    assert!(rows[1].contains("比 2020 年高 6.5 分") && rows[1].contains("支出比 2020 年多 40 万元"), "{}", rows[1]);
    assert!(!rows[2].contains("比 20"), "{}", rows[2]);
    let outcomes = text_of(page.split("outcomes-of-years").nth(1).unwrap().split("</ul>").next().unwrap());
    assert!(outcomes.contains("办结率2022年96%2021年95%2020年93.5%"), "{outcomes}");
    // Two years print a rate that their figures do not give; the third prints the right one.
    let repeated = page.split("class=\"repeated\"").nth(1).unwrap().split("</ul>").next().unwrap();
    let rate = repeated.split("<li").find(|part| part.contains("#rate-mismatch")).unwrap();
    assert!(
        rate.contains("projects/2021/line/index.html#checks") && rate.contains("projects/2020/line/index.html#checks")
    );
    assert!(!rate.contains("projects/2022/"), "{rate}");
    // Projects of the series, their agency, both site maps and the search lead to it.
    for path in ["projects/2020/line", "agencies/demo-center", "sitemap"] {
        let page = site.read(&format!("public/{path}/index.html"));
        assert!(page.contains("series/demo-center/hotline/index.html\""), "{path}");
    }
    assert!(site.read("public/sitemap.xml").contains("series/demo-center/hotline/<"));
    assert!(!site.at("public/series/demo-finance").exists());
}

#[test]
fn what_was_spent_is_compared_only_with_as_long_a_time() {
    let site = Site::new("series");
    let path = "content/projects/2021/line/project.toml";
    let project = site.read(path);
    let told = |changed: String| {
        site.write(path, &changed);
        built(&site);
        change(&site.read("public/projects/2021/line/index.html"))
    };
    let two_years = "series = \"hotline\"\nperiod = { from = 2020-01-01, to = 2021-12-31 }";
    let part = "series = \"hotline\"\nperiod = { from = 2021-03-01, to = 2021-11-30 }";
    for other in [
        project.replace("series = \"hotline\"", two_years),
        project.replace("series = \"hotline\"", part),
        project.replace("rater = \"self\"", "rater = \"self\"\nplace = \"绩效运行监控表\""),
    ] {
        let told = told(other);
        assert!(told.contains("与2020年的期间不一样长，支出不作比较。") && !told.contains("实际支出比"), "{told}");
    }
    let year = "series = \"hotline\"\nperiod = { from = 2021-01-15, to = 2021-12-20 }";
    assert!(told(project.replace("series = \"hotline\"", year)).contains("实际支出比2020年多"));
}

#[test]
fn scores_of_other_raters_and_of_other_full_marks_are_not_compared() {
    for (from, to, said) in [
        ("rater = \"self\"", "rater = \"finance\"", "评价主体不同"),
        ("score = 91.5", "score = 91.5\nmaximum = 120", "满分不同"),
    ] {
        let site = Site::new("series");
        let path = "content/projects/2021/line/project.toml";
        site.write(path, &site.read(path).replace(from, to));
        site.write(
            "content/site.toml",
            &format!(
                "{}\n[rules]\ngrade-mismatch = \"warning\"\nweight-sum = \"warning\"\n",
                site.read("content/site.toml")
            ),
        );
        built(&site);
        let page = site.read("public/projects/2021/line/index.html");
        assert!(change(&page).contains(said), "{}", change(&page));
        assert!(years(&page)[1].contains(said) && !years(&page)[1].contains("比 2020 年高"), "{}", years(&page)[1]);
        assert!(!page.contains("picture-line"), "{said}");
    }
}

#[test]
fn revisions_and_digests_stand_on_the_page_and_in_its_data() {
    let site = Site::new("series");
    built(&site);
    let digest = "6e6f1d74ceff237758079b265657b3f1b8a576b5ff8e799f722306e7592054db";
    let page = site.read("public/projects/2022/line/index.html");
    assert!(page.contains("公布后修订过 2 次，最近一次是 2024-03-02"));
    assert!(page.contains("<dt>2023-06-01</dt><dd>补登附件</dd>"));
    assert!(page.contains(digest));
    let data: Value = serde_json::from_str(&site.read("public/projects/2022/line/data.json")).unwrap();
    assert_eq!(data["years"], json!(["2022/line", "2021/line", "2020/line"]));
    assert_eq!(
        data["sources"],
        json!([{ "file": "files/report.txt", "address": "files/report.txt", "title": "评价报告", "sha256": digest }])
    );
    assert_eq!(
        data["revisions"],
        json!([
            { "date": "2023-06-01", "reason": "补登附件" },
            { "date": "2024-03-02", "reason": "录入的支出数有误，照原件更正" },
        ])
    );
}
