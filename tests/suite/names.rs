//! Agencies that were renamed or merged, as the real program shows them: every name leads to the others.

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};

fn built() -> Site {
    let site = Site::new("names");
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    site
}

/// The rows of the table of names: name, what it is, years, reports; without markup.
fn names(page: &str) -> Vec<Vec<String>> {
    let table = page.split("<section id=\"names\">").nth(1).unwrap().split("</tbody>").next().unwrap();
    let rows = table.split("<tr>").skip(2);
    rows.map(|row| row.split("</t").map(text).take(4).collect()).collect()
}

fn text(html: &str) -> String {
    html.split('<').map(|part| part.split_once('>').map_or("", |(_, text)| text)).collect::<String>().trim().to_owned()
}

#[test]
fn a_renamed_agency_lists_its_names_with_years_and_reports() {
    let page = built().read("public/agencies/demo-center/index.html");
    assert_eq!(
        names(&page),
        [
            ["示例县政务服务中心", "现用名称", "", "2 份报告"],
            ["示例县行政服务大厅", "曾用名", "2015–2020 年", "1 份报告"],
            ["示例县档案服务所", "由本单位接续", "", "1 份报告"],
        ]
    );
    assert!(page.contains("<a href=\"../../agencies/demo-archive/index.html\">示例县档案服务所</a>"));
}

#[test]
fn a_merged_agency_leads_to_the_one_that_took_over() {
    let site = built();
    let page = site.read("public/agencies/demo-archive/index.html");
    assert_eq!(
        names(&page),
        [["示例县政务服务中心", "接续机构", "", "3 份报告"], ["示例县档案服务所", "接续前的名称", "", "1 份报告"]]
    );
    assert!(page.contains("<a href=\"../../agencies/demo-center/index.html\">示例县政务服务中心</a>"));
    assert!(site.read("public/agencies/index.html").contains("已由示例县政务服务中心接续"));
}

#[test]
fn an_agency_of_one_name_has_no_table_of_names() {
    let site = Site::new("clean");
    let agencies = site.read("content/agencies.toml").replace("\n\n", "\nshort_names = [\"政务中心\"]\n\n");
    site.write("content/agencies.toml", &agencies);
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    assert!(!site.read("public/agencies/demo-center/index.html").contains("id=\"names\""));
}

#[test]
fn a_report_under_an_earlier_name_says_so_wherever_it_is_listed() {
    let site = built();
    let said = "报告上的名称：示例县行政服务大厅";
    for path in ["projects/2019/hall", "agencies/demo-center", "years/2019", "projects"] {
        assert!(site.read(&format!("public/{path}/index.html")).contains(said), "{path}");
    }
    for path in ["projects/2023/centre", "years/2023"] {
        assert!(!site.read(&format!("public/{path}/index.html")).contains(said), "{path}");
    }
}
