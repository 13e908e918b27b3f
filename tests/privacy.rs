//! Personal data that no source holds and a template puts together: the files as made are looked through once more.

use gongshi::diag::Finding;
use gongshi::lang::Lang;
use gongshi::pipeline;
use gongshi::source::{Attachment, Source, Sources};

/// What is said of the files of a site whose theme makes `404.html` of a template for sites that do not know their path, and which has a project.
fn made(template: &str) -> Vec<(bool, String)> {
    let project = "title = \"热线\"\nyear = 2023\nagency = \"demo-center\"\n\n[disclosure]\nindex_number = \"000014349/13912345678\"\n\n\
                   [funds]\nunit = \"元\"\nbudget = 13912345678\nspent = 13912345678\n";
    let files = [
        ("content/site.toml", "title = \"示例\"\ntheme = \"mine\"\n"),
        ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n"),
        ("content/projects/2023/demo/project.toml", project),
        ("themes/mine/templates/404-unlinked.html", template),
    ];
    let sources = Sources::new(files.map(|(path, text)| Source { path: path.into(), text: text.into() }));
    let site = pipeline::plan(sources, Vec::new());
    assert!(!site.findings.iter().any(Finding::stops), "{:?}", site.findings);
    let findings = pipeline::files(&site, &|_, _| Ok(())).expect("nothing is written");
    findings.iter().map(|finding| (finding.stops(), Lang::ZhCn.say(&finding.message))).collect()
}

#[test]
fn a_number_that_a_template_puts_together_stops_the_build() {
    let said = "生成的 404.html 里有个人信息 139****4321，源文件里没有这样写";
    assert_eq!(made("联系电话：{{ \"139\" ~ \"8765\" ~ \"4321\" }}"), [(true, said.to_owned())]);
}

#[test]
fn a_home_address_that_a_template_puts_together_stops_the_build() {
    let said = "生成的 404.html 里有个人信息 示例县＊＊＊*＊，源文件里没有这样写";
    assert_eq!(made("家庭住址：{{ \"示例县\" }}和平路6号"), [(true, said.to_owned())]);
}

#[test]
fn amounts_codes_and_the_examples_of_the_rules_may_be_published() {
    assert_eq!(made("没有这个页面"), []);
}

/// What is said of the name of a file that a project lists, and the line it is said of.
fn said_of_name(name: &str) -> Vec<(&'static str, usize, String)> {
    let project = format!(
        "title = \"热线\"\nyear = 2023\nagency = \"demo-center\"\n\n[[sources]]\ntitle = \"原件\"\nfile = \"files/{name}\"\n"
    );
    let folder = "content/projects/2023/demo";
    let files = [
        ("content/site.toml".to_owned(), "title = \"示例\"\n".to_owned()),
        ("content/agencies.toml".to_owned(), "[[agencies]]\nid = \"demo-center\"\nname = \"示例中心\"\n".to_owned()),
        (format!("{folder}/project.toml"), project),
    ];
    let mut sources = Sources::new(files.map(|(path, text)| Source { path, text }));
    let path = format!("{folder}/files/{name}");
    sources.attachments.insert(path.clone(), Attachment { path, bytes: 1, sha256: "0".repeat(64) });
    let site = pipeline::plan(sources, Vec::new());
    let stopping = site.findings.iter().filter(|finding| finding.stops());
    stopping
        .map(|finding| (finding.rule, site.sources.position(finding.span).line, Lang::ZhCn.say(&finding.message)))
        .collect()
}

#[test]
fn personal_data_in_the_name_of_a_file_stops_the_build_once() {
    for name in ["13912345678.pdf", "李某13912345678.pdf", "李某 13912345678.pdf", "扫描件_13912345678.pdf"] {
        let masked = name.replace("13912345678", "139****5678");
        let said = format!("文件名 content/projects/2023/demo/files/{masked} 里有个人信息 139****5678");
        assert_eq!(said_of_name(name), [("mobile-number", 7, said)], "{name}");
    }
    assert_eq!(said_of_name("李某 13912345678-身份证.pdf"), [("mobile-number", 7, "有手机号 139****5678".to_owned())]);
    let found = said_of_name("990000199001010009.pdf");
    assert_eq!(found.iter().map(|(rule, ..)| *rule).collect::<Vec<_>>(), ["identity-number"]);
    assert_eq!(said_of_name("2023年度热线.pdf"), []);
}
