//! The command itself: what it writes, what it leaves alone, what it says.

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};

pub(crate) fn gongshi(site: &Site, arguments: &[&str]) -> (Option<i32>, String) {
    let done = Command::new(cargo_bin!("gongshi"))
        .current_dir(site.path())
        .args(["--lang", "en"])
        .args(arguments)
        .output()
        .unwrap();
    (done.status.code(), String::from_utf8_lossy(&done.stdout).into_owned() + &String::from_utf8_lossy(&done.stderr))
}

const FORM: &str = "\
2023年度示例补助项目自评表
项目名称\t示例补助
项目实施单位\t示例县政务服务中心\t联系电话\t13800000000
一级指标\t二级指标\t分值\t得分
决策\t立项依据\t40\t40
产出\t数量\t60\t55
";

#[test]
fn a_draft_is_written_once_and_never_over_what_is_there() {
    let site = Site::new("clean");
    site.write("form.txt", FORM);
    let (code, said) = gongshi(&site, &["import", "form.txt"]);
    assert_eq!(code, Some(0), "{said}");
    let folder = "content/projects/2023/demo-center-slbz";
    let project = site.read(&format!("{folder}/project.toml"));
    assert!(project.starts_with("#:schema ../../../../public/"), "{project}");
    assert!(project.contains("138****0000") && !project.contains("13800000000"), "{project}");
    assert!(said.contains("1 pieces of personal data"), "{said}");
    assert!(!site.at(&format!("{folder}/files")).exists(), "the original would publish the number");
    let (_, again) = gongshi(&site, &["import", "form.txt"]);
    assert!(again.contains("left alone"), "{again}");
    assert!(!site.at(&format!("{folder}~")).exists());
    site.write(&format!("{folder}/project.toml"), "# mine\n");
    let (_, beside) = gongshi(&site, &["import", "form.txt"]);
    assert!(beside.contains("never published"), "{beside}");
    assert_eq!(site.read(&format!("{folder}/project.toml")), "# mine\n");
    assert_eq!(site.read(&format!("{folder}~/project.toml")), project);
    assert!(site.read(&format!("{folder}~/changes.diff")).contains("-# mine"));
    let (_, checked) = gongshi(&site, &["check"]);
    assert!(!checked.contains("slbz~"), "{checked}");
}

#[test]
fn an_original_with_the_full_names_of_evaluators_is_left_out_unless_it_is_asked_for() {
    let site = Site::new("clean");
    let folder = "content/projects/2023/demo-center-slbz";
    let with =
        |people: &str| format!("{}\n评价人员\n姓名\t职务\t单位\n{people}", FORM.replace("13800000000", "68522066"));
    site.write("form.txt", &with("吴某\t局长\t甲局\n欧阳××\t科员\t甲局\n"));
    let (_, said) = gongshi(&site, &["import", "form.txt"]);
    assert!(site.at(&format!("{folder}/files/original.txt")).exists(), "{said}");
    std::fs::remove_dir_all(site.at(folder)).unwrap();
    site.write("form.txt", &with("吴明远\t局长\t甲局\n欧阳春\t科员\t甲局\n"));
    let (_, said) = gongshi(&site, &["import", "form.txt"]);
    assert!(said.contains("full names of 2 evaluators"), "{said}");
    assert!(!site.at(&format!("{folder}/files")).exists());
    assert!(!site.read(&format!("{folder}/project.toml")).contains("明远"));
    std::fs::remove_dir_all(site.at(folder)).unwrap();
    gongshi(&site, &["import", "form.txt", "--with-names"]);
    assert!(site.at(&format!("{folder}/files/original.txt")).exists());
}

#[test]
fn an_agency_may_be_given_by_its_name() {
    let site = Site::new("clean");
    site.write("form.txt", &FORM.replace("示例县政务服务中心", "某中心"));
    let (code, said) = gongshi(&site, &["import", "form.txt", "--agency", "示例县政务服务中心"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(site.read("content/projects/2023/demo-center-slbz/project.toml").contains("agency = \"demo-center\""));
    let (code, said) = gongshi(&site, &["import", "form.txt", "--agency", "demo-centre"]);
    assert!(code == Some(2) && said.contains("demo-center"), "{said}");
}

#[test]
fn what_is_not_placed_stops_the_site_until_it_is_dealt_with() {
    let site = Site::new("clean");
    site.write("form.txt", &FORM.replace("产出\t数量\t60\t55", "产出\t数量\t60\t五十多分"));
    let (_, said) = gongshi(&site, &["import", "form.txt"]);
    assert!(said.contains("× table 1, row 5, column 4: \"五十多分\""), "{said}");
    let (code, checked) = gongshi(&site, &["check"]);
    assert_eq!(code, Some(1));
    assert!(checked.contains("import-unfinished"), "{checked}");
}

#[test]
fn files_that_hold_no_report_are_told_and_nothing_is_written() {
    let site = Site::new("clean");
    for (name, bytes, message) in [
        ("a.pdf", b"%PDF-1.7 ...".as_slice(), "fixed pages"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "picture"),
        ("a.txt", b"\xff\x00\x01\x02", "no text"),
        ("a.exe", b"MZ", "not known"),
        ("a.docx", b"", "empty"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "No report"),
        ("ledger.txt", "序号\t项目名称\t自评得分\n1\t甲\t90\n2\t乙\t91\n".as_bytes(), "No report"),
    ] {
        std::fs::write(site.at(name), bytes).unwrap();
        let (code, said) = gongshi(&site, &["import", name]);
        assert_eq!(code, Some(1), "{said}");
        assert!(said.contains(message), "{name}: {said}");
    }
    let (code, said) = gongshi(&site, &["import", "报到"]);
    assert!(code == Some(2) && said.contains("no 报到"), "{said}");
    std::fs::create_dir(site.at("none")).unwrap();
    let (code, said) = gongshi(&site, &["import", "none"]);
    assert!(code == Some(2) && said.contains("no file to import in none"), "{said}");
    assert_eq!(std::fs::read_dir(site.at("content/projects/2023")).unwrap().count(), 1);
}

#[test]
fn a_heading_over_a_table_that_went_elsewhere_is_not_left_empty() {
    let site = Site::new("clean");
    let form = include_str!("../../fixtures/import/columns-nobody-knows.html").replace("海口市", "示例县");
    site.write("form", &form);
    let (_, said) = gongshi(&site, &["import", "form"]);
    assert!(said.contains("does not say what kind of file it is") && !said.contains(" . "), "{said}");
    let (_, checked) = gongshi(&site, &["check"]);
    assert!(!checked.contains("empty-section"), "{checked}");
}

#[test]
fn text_in_the_national_encoding_is_read_as_in_utf8() {
    let site = Site::new("clean");
    let (bytes, _, _) = encoding_rs::GB18030.encode(FORM);
    std::fs::write(site.at("form.txt"), bytes).unwrap();
    let (code, said) = gongshi(&site, &["import", "form.txt"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(site.read("content/projects/2023/demo-center-slbz/project.toml").contains("name = \"立项依据\""));
}
