//! Attachments: which files beside a project are published, under which addresses, and what is said of the others.

use std::fs;
use std::io::{Cursor, Write};
use std::process::Output;

use crate::common::Site;
use snapbox::cmd::cargo_bin;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const FOLDER: &str = "content/projects/2023/hotline";
const PDF: &[u8] = b"%PDF-1.7\n";
const DOC: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0";

/// The clean site with other files beside its project, which its `[[sources]]` and its report name.
fn site(files: &[(&str, &[u8])], sources: &[&str], report: &str) -> Site {
    let site = Site::new("clean");
    let project = site.read(&format!("{FOLDER}/project.toml"));
    let listed: String = sources.iter().map(|file| format!("[[sources]]\nfile = '{file}'\n\n")).collect();
    let own = "[[sources]]\nfile = \"files/scan.txt\"\ntitle = \"评价报告（扫描件）\"\n";
    site.write(&format!("{FOLDER}/project.toml"), &project.replace(own, &listed));
    site.write(&format!("{FOLDER}/report.md"), &format!("## 一、项目概况\n\n热线由政务服务中心承办。{report}\n"));
    fs::remove_file(site.at(&format!("{FOLDER}/files/scan.txt"))).unwrap();
    for (name, bytes) in files {
        let path = site.at(&format!("{FOLDER}/files/{name}"));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    site
}

fn gongshi(site: &Site, verb: &str) -> Output {
    let mut command = std::process::Command::new(cargo_bin!("gongshi"));
    command.args(verb.split_whitespace()).args(["--lang", "zh-CN"]).current_dir(site.path()).output().unwrap()
}

/// What `check` says, a line a finding: `rule line: message`.
fn said(site: &Site) -> Vec<String> {
    let output = gongshi(site, "check --format json");
    let lines = String::from_utf8(output.stdout).unwrap();
    let said = |line: &str| {
        let finding: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| finding[key].as_str().unwrap().to_owned();
        format!("{} {}: {}", text("rule"), finding["line"], text("message"))
    };
    lines.lines().map(said).collect()
}

/// The attachments that a build writes, after it has succeeded.
fn published(site: &Site) -> Vec<String> {
    let output = gongshi(site, "build");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let folder = site.at("public/projects/2023/hotline/files");
    let mut names: Vec<String> = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect(),
        Err(_) => Vec::new(),
    };
    names.sort();
    names
}

/// A build that errors stop before anything is written.
fn is_stopped(site: &Site) -> bool {
    let output = gongshi(site, "build");
    output.status.code() == Some(1) && !site.at("public").exists()
}

#[test]
fn what_nothing_names_is_a_notice_and_is_not_published() {
    let files: &[(&str, &[u8])] = &[
        ("a.pdf", PDF),
        ("b.png", b"\x89PNG\r\n\x1a\n"),
        ("草稿.docx", b"PK\x03\x04"),
        ("notice.html", b"<script src=x.js></script>"),
        ("x.js", b"alert(1)"),
        ("shell.php", b"<?php system($_GET[0]);"),
        ("web.config", b"<configuration/>"),
        ("李某13912345678.xlsx", b""),
    ];
    let site = site(files, &["files/a.pdf"], "见![图](files/b.png)");
    assert_eq!(
        said(&site),
        ["unused-attachment 1: files/ 里有 6 个文件没有被引用，不公布：files/notice.html、files/shell.php、\
             files/web.config、files/x.js、files/李某139****5678.xlsx"]
    );
    assert_eq!(published(&site), ["a.pdf", "b.png"]);
    let pages = site.read("public/quality/index.html") + &site.read("public/projects/2023/hotline/index.html");
    assert!(!pages.contains("草稿") && !pages.contains("notice.html"), "what is for staff is published");
}

#[test]
fn what_runs_or_is_not_what_it_says_stops_the_build() {
    for (name, bytes, message) in [
        (
            "notice.html",
            &b"<p>"[..],
            "附件 files/notice.html 不能公布：.html 文件会在浏览器、服务器或者读者的电脑上运行",
        ),
        ("shell.php", b"<?php", "附件 files/shell.php 不能公布：.php 文件会在浏览器、服务器或者读者的电脑上运行"),
        ("shell.PHP.pdf", PDF, "附件 files/shell.PHP.pdf 不能公布：.php 文件会在浏览器、服务器或者读者的电脑上运行"),
        (
            "web.config",
            b"<configuration/>",
            "附件 files/web.config 不能公布：.config 文件会在浏览器、服务器或者读者的电脑上运行",
        ),
        (
            ".htaccess",
            b"AddHandler",
            "附件 files/.htaccess 不能公布：.htaccess 文件会在浏览器、服务器或者读者的电脑上运行",
        ),
        ("a.svg", b"<svg/>", "附件 files/a.svg 不能公布：.svg 文件会在浏览器、服务器或者读者的电脑上运行"),
        ("a.exe", b"MZ", "附件 files/a.exe 不能公布：.exe 文件会在浏览器、服务器或者读者的电脑上运行"),
        (
            "a.pdf",
            b"<html><script>alert(1)</script>",
            "附件 files/a.pdf 的内容不是它的扩展名所说的类型，没有公布；用原来的软件打开，另存一次",
        ),
        (
            "a.csv",
            b"a,b\n1,\0\n",
            "附件 files/a.csv 的内容不是它的扩展名所说的类型，没有公布；用原来的软件打开，另存一次",
        ),
        (
            "a.txt",
            b"\xff\xfe\x2d\x4e",
            "附件 files/a.txt 的内容不是它的扩展名所说的类型，没有公布；用原来的软件打开，另存一次",
        ),
        (
            "a.docx",
            b"PK\x03\x04 and no more",
            "附件 files/a.docx 的内容不是它的扩展名所说的类型，没有公布；用原来的软件打开，另存一次",
        ),
        ("a.doc", DOC, "附件 files/a.doc 没有公布：.doc 文件要在 site.toml 写上 attachments = [\"doc\"] 才公布"),
        (
            "a.xyz",
            b"?",
            "附件 files/a.xyz 不能公布：这种文件不在可以公布的类型里（pdf、docx、xlsx、pptx、odt、ods、odp、csv、txt、png、jpg、gif、webp、zip）",
        ),
        (
            "README",
            b"?",
            "附件 files/README 不能公布：这种文件不在可以公布的类型里（pdf、docx、xlsx、pptx、odt、ods、odp、csv、txt、png、jpg、gif、webp、zip）",
        ),
    ] {
        let path = format!("files/{name}");
        let listed = site(&[(name, bytes)], &[&path], "");
        assert_eq!(said(&listed), [format!("refused-attachment 6: {message}")], "{name}");
        assert!(is_stopped(&listed), "{name}");
        let linked = site(&[(name, bytes)], &[], &format!("见[附件]({path})"));
        assert_eq!(said(&linked), [format!("refused-attachment 3: {message}")], "{name}");
        // Nor does switching the rule off publish it.
        linked.write(
            "content/site.toml",
            &(linked.read("content/site.toml") + "\n[rules]\nrefused-attachment = \"off\"\n"),
        );
        assert_eq!(published(&linked), [""; 0], "{name}");
        let page = linked.read("public/projects/2023/hotline/index.html");
        assert!(page.contains("见附件") && !page.contains(name), "{name}");
    }
}

#[test]
fn other_kinds_are_published_on_request_and_what_runs_never() {
    let settings = "content/site.toml";
    let doc = site(&[("a.doc", DOC), ("b.et", DOC)], &["files/a.doc", "files/b.et"], "");
    let usual = doc.read(settings);
    doc.write(settings, &format!("attachments = [\".DOC\", \"et\"]\n{usual}"));
    assert_eq!(said(&doc), [""; 0]);
    assert_eq!(published(&doc), ["a.doc", "b.et"]);
    for ending in ["html", "svg", "xml", "php", "js", "config", "htaccess"] {
        doc.write(settings, &format!("attachments = [\"doc\", \"et\", \"{ending}\"]\n{usual}"));
        let expected =
            "invalid-value 1: “attachments”的值不对：这种文件会在浏览器、服务器或者读者的电脑上运行，不能公布";
        assert_eq!(said(&doc), [expected], "{ending}");
    }
    doc.write(settings, &format!("attachments = [\"doc\", \"et\", \"xyz\"]\n{usual}"));
    assert!(said(&doc)[0].starts_with("invalid-value 1: “attachments”的值不对：只能加这些类型：ofd、doc、"));
}

#[test]
fn the_kinds_on_request_are_those_that_the_message_names() {
    let kinds = gongshi::media::KINDS.iter().filter(|kind| !kind.is_usual).map(|kind| kind.ending).collect::<Vec<_>>();
    for (lang, comma) in [(gongshi::lang::Lang::ZhCn, "、"), (gongshi::lang::Lang::En, ", ")] {
        let message = lang.word("expected-known-ending");
        assert!(message.contains(&kinds.join(comma)), "{message}");
    }
}

/// The paths of files that the addresses in a page lead to, below the project's folder.
fn linked(page: &str) -> Vec<String> {
    let attributes = page.split("href=\"").skip(1).chain(page.split("src=\"").skip(1));
    let addresses = attributes.map(|rest| rest.split('"').next().unwrap());
    let of_files =
        addresses.filter_map(|address| address.rsplit_once("files/").map(|(_, name)| format!("files/{name}")));
    let mut paths: Vec<String> = of_files
        .map(|address| {
            let path = address.split(['#', '?']).next().unwrap().to_owned();
            percent_encoding::percent_decode_str(&path).decode_utf8().unwrap().into_owned()
        })
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

#[test]
fn names_and_addresses_are_one_whatever_is_in_them() {
    let names = ["附件 1.pdf", "a#b.pdf", "100%.pdf", "a%20b.pdf", "a&b;c='d'.pdf", "（终稿）[1].pdf", "c d.pdf"];
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, PDF)).collect();
    let sources = [
        "files/附件 1.pdf",
        "files/a#b.pdf",
        "./files/100%.pdf",
        "files/a%20b.pdf",
        "files/../files/a&b;c=\\u0027d\\u0027.pdf",
    ];
    let report = "[甲](files/附件 1.pdf)[乙](files/a#b.pdf)[丙](files/100%25.pdf)[丁](./files/%E9%99%84%E4%BB%B6%201.pdf#page=2)\
                  [戊](<files/（终稿）[1].pdf>)[己](../hotline/files/c%20d.pdf)![庚](files/100%.pdf)";
    let site = site(&files, &[], report);
    let project = site.read(&format!("{FOLDER}/project.toml"));
    let listed: String = sources.iter().map(|file| format!("[[sources]]\nfile = \"{file}\"\n\n")).collect();
    site.write(&format!("{FOLDER}/project.toml"), &project.replace("[[evaluations]]", &(listed + "[[evaluations]]")));
    assert_eq!(said(&site), [""; 0]);
    let mut all = names.map(str::to_owned).to_vec();
    all.sort();
    assert_eq!(published(&site), all);
    let page = site.read("public/projects/2023/hotline/index.html");
    assert_eq!(linked(&page), all.iter().map(|name| format!("files/{name}")).collect::<Vec<_>>());
    assert!(page.contains("files/%E9%99%84%E4%BB%B6%201.pdf#page=2\""), "{page}");
    let data: serde_json::Value = serde_json::from_str(&site.read("public/projects/2023/hotline/data.json")).unwrap();
    assert_eq!(data["sources"][1]["address"], "files/a%23b.pdf");
    assert_eq!(data["sources"][1]["file"], "files/a#b.pdf");
    assert!(page.contains("files/a%2520b.pdf\",\"name\""), "JSON-LD: {page}");
}

#[test]
fn what_cannot_be_found_is_told_with_how_to_write_it() {
    let site = site(
        &[("附件 1.pdf", PDF)],
        &["files\\附件 1.pdf", "../other/files/a.pdf", "files/附件1.pdf"],
        "[甲](files/附件1.pdf)[乙](../x/index.html)",
    );
    assert_eq!(
        said(&site),
        [
            "unused-attachment 1: files/ 里有 1 个文件没有被引用，不公布：files/附件 1.pdf",
            "unusable-file-name 6: files\\附件 1.pdf：文件夹与文件名之间写 /，不写 \\",
            "unknown-reference 9: 项目文件夹里没有原件 ../other/files/a.pdf",
            "unknown-reference 12: 项目文件夹里没有原件 files/附件1.pdf",
            "broken-link 3: 项目文件夹里没有链接所指的文件：files/附件1.pdf",
            "broken-link 3: 项目文件夹里没有链接所指的文件：../x/index.html",
        ]
    );
    let shown = String::from_utf8(gongshi(&site, "check").stdout).unwrap();
    assert!(shown.contains("是不是想写 files/附件 1.pdf？"), "{shown}");
    assert!(shown.contains("链接写成 [名称](files/文件名)"), "{shown}");
}

#[test]
fn names_that_some_system_cannot_hold_are_told_before_anything_is_written() {
    for (name, message) in [
        ("a:b.pdf", "文件名 files/a:b.pdf 里有“:”，Windows 的文件名里不能有"),
        ("什么?.pdf", "文件名 files/什么?.pdf 里有“?”，Windows 的文件名里不能有"),
        ("a|b<c>*\".pdf", "文件名 files/a|b<c>*\".pdf 里有“|”，Windows 的文件名里不能有"),
        ("a\\b.pdf", "files/a\\b.pdf：文件夹与文件名之间写 /，不写 \\"),
        ("𠮷祥.pdf", "文件名 files/𠮷祥.pdf 里的“𠮷”不在 GBK 字符集里，有的服务器存不下"),
        ("con.pdf", "文件名 files/con.pdf 里有 Windows 的设备名（con、nul、com1 等），不能作文件名"),
        ("COM1/a.pdf", "文件名 files/COM1/a.pdf 里有 Windows 的设备名（con、nul、com1 等），不能作文件名"),
        ("附件./a.pdf", "文件名 files/附件./a.pdf 里，文件或文件夹的名称以点或空格开头、结尾，有的系统会去掉"),
    ] {
        let path = format!("files/{name}");
        let site = site(&[(name, PDF)], &[&path], "");
        assert_eq!(said(&site), [format!("unusable-file-name 6: {message}")], "{name}");
        assert!(is_stopped(&site), "{name}");
    }
    let twins = site(&[("a.pdf", PDF), ("A.PDF", PDF)], &["files/a.pdf", "files/A.PDF"], "");
    assert_eq!(
        said(&twins),
        ["unusable-file-name 9: 文件名 files/A.PDF 与 files/a.pdf 只差大小写，有的系统里是同一个文件"]
    );
    assert!(is_stopped(&twins));
}

#[test]
fn keys_and_folders_that_some_system_cannot_hold_are_told_too() {
    let site = Site::new("clean");
    let long = "a".repeat(256);
    let agencies = site.read("content/agencies.toml");
    for id in ["con", "nul", "com1", &long] {
        site.write(
            "content/agencies.toml",
            &format!("{agencies}\n[[agencies]]\nid = \"{id}\"\nname = \"另一个单位\"\n"),
        );
        let found = said(&site);
        assert!(found.len() == 1 && found[0].starts_with("invalid-address "), "{found:?}");
    }
}

#[test]
fn files_of_a_theme_that_some_system_cannot_hold_are_told_at_the_theme() {
    for (name, bytes, message) in [
        ("a:b.css", &b"p {}"[..], "文件名 static/a:b.css 里有“:”，Windows 的文件名里不能有"),
        ("a\\b.png", b"\x89PNG", "static/a\\b.png：文件夹与文件名之间写 /，不写 \\"),
    ] {
        let site = Site::new("clean");
        site.write("content/site.toml", &format!("theme = \"own\"\n{}", site.read("content/site.toml")));
        site.write("themes/own/theme.toml", "");
        fs::create_dir_all(site.at("themes/own/static")).unwrap();
        fs::write(site.at("themes/own/static").join(name), bytes).unwrap();
        assert_eq!(said(&site), [format!("unusable-file-name 1: {message}")]);
        assert!(is_stopped(&site));
    }
}

/// An archive of texts.
fn archive(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    archive(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &text)])
}

fn xlsx(shared: &str, rows: &str) -> Vec<u8> {
    archive(&[
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
        ("xl/sharedStrings.xml", &format!("<sst>{shared}</sst>")),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    archive(&[("content.xml", &format!("<office:spreadsheet><table:table>{rows}</table:table></office:spreadsheet>"))])
}

/// Cells of a table of a text document, of a spreadsheet.
fn cells(cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|text| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>")).collect();
    format!("<w:tr>{cells}</w:tr>")
}

fn table_cells(cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|text| format!("<table:table-cell><text:p>{text}</text:p></table:table-cell>")).collect();
    format!("<table:table-row>{cells}</table:table-row>")
}

#[test]
fn personal_data_in_the_text_of_an_attachment_stops_the_build() {
    let gbk = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let split =
        "<w:p><w:r><w:t>联系电话：139</w:t></w:r><w:r><w:rPr/><w:t>1234</w:t></w:r><w:r><w:t>5678</w:t></w:r></w:p>";
    let inside =
        "<w:tbl>".to_owned() + &cells(&["姓名", "银行账号"]) + &cells(&["李某", "6200000000000000001"]) + "</w:tbl>";
    let shared = "<si><t>单位</t></si><si><t>联系电话</t></si><si><r><t>139</t></r><r><t>12345678</t></r></si>";
    let numbers = "<row><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
                   <row><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"B2\"><v>13912345678</v></c></row>";
    let scientific = "<row><c r=\"A1\" t=\"s\"><v>0</v></c></row><row><c r=\"A2\"><v>1.3912345678E10</v></c></row>";
    let of_shared = "<row><c r=\"A1\" t=\"s\"><v>2</v></c></row>";
    let accounts = table_cells(&["姓名", "账号"]) + &table_cells(&["李某", "6200000000000000001"]);
    for (name, bytes, rule, masked) in [
        ("a.csv", "姓名,电话\n李某,13912345678\n".as_bytes().to_vec(), "mobile-number", "139****5678"),
        ("b.csv", gbk("姓名,电话\r\n李某,13912345678\r\n"), "mobile-number", "139****5678"),
        ("c.csv", "姓名,银行账号\n李某,6200000000000000001\n".as_bytes().to_vec(), "bank-card", "6200***********0001"),
        (
            "d.csv",
            "\u{feff}姓名,住址\n李某,白沙县牙叉镇牙港路12号\n".as_bytes().to_vec(),
            "home-address",
            "白沙县＊＊＊＊＊＊**＊",
        ),
        ("a.txt", gbk("身份证号：990000199001010009"), "identity-number", "990000************"),
        ("b.txt", "邮箱 someone@qq.com\n".as_bytes().to_vec(), "private-mailbox", "s******@qq.com"),
        ("a.docx", docx(split), "mobile-number", "139****5678"),
        ("b.docx", docx(&inside), "bank-card", "6200***********0001"),
        ("a.xlsx", xlsx(shared, numbers), "mobile-number", "139****5678"),
        ("b.xlsx", xlsx(shared, scientific), "mobile-number", "139****5678"),
        ("c.xlsx", xlsx(shared, of_shared), "mobile-number", "139****5678"),
        ("a.ods", ods(&accounts), "bank-card", "6200***********0001"),
        ("a.zip", archive(&[("名单/a.txt", "电话13912345678")]), "mobile-number", "139****5678"),
    ] {
        let path = format!("files/{name}");
        let site = site(&[(name, &bytes)], &[&path], "");
        let message =
            format!("附件 {FOLDER}/{path} 的文字里有个人信息 {masked}，没有公布；在附件里删去或者遮盖，再放进来");
        assert_eq!(said(&site), [format!("{rule} 6: {message}")], "{name}");
        assert!(is_stopped(&site), "{name}");
        // Neither an acknowledgement nor a rule switched off publishes it.
        site.write("content/site.toml", &(site.read("content/site.toml") + &format!("\n[rules]\n{rule} = \"off\"\n")));
        assert_eq!(published(&site), [""; 0], "{name}");
    }
}

#[test]
fn what_is_no_personal_data_in_an_attachment_is_published() {
    let amounts = "<si><t>项目</t></si><si><t>金额（元）</t></si>";
    let rows = "<row><c r=\"A1\" t=\"s\"><v>0</v></c></row>\
                <row><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>\
                <row><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"C3\"><v>13912345678</v></c></row>";
    let codes = "<w:tbl>".to_owned() + &cells(&["单位", "合同编号"]) + &cells(&["某局", "13912345678"]) + "</w:tbl>";
    let mut many = "单位,工单号\n".to_owned();
    (0..5000).for_each(|row| many += &format!("热线,139{row:08}\n"));
    let wide = format!("{}金额（元）\n{}13912345678\n", "单位名称（全称）,".repeat(30), "某某某某某某局,".repeat(30));
    let innocent: [(&str, Vec<u8>); 9] = [
        ("wide.csv", wide.into()),
        ("a.csv", "项目,金额（元）\n热线,13912345678\n".into()),
        ("b.csv", many.into()),
        ("c.csv", "".into()),
        ("a.txt", "办公电话：0898-27715001，统一社会信用代码：11469025008182375K\n".into()),
        ("a.docx", docx(&codes)),
        ("a.xlsx", xlsx(amounts, rows)),
        ("a.ods", ods(&(table_cells(&["项目", "支出（元）"]) + &table_cells(&["热线", "13912345678"])))),
        ("a.zip", archive(&[("a.bin", "13912345678"), ("b.txt", "支出13912345678元")])),
    ];
    for (name, bytes) in &innocent {
        let path = format!("files/{name}");
        let site = site(&[(name, bytes)], &[&path], "");
        assert_eq!(said(&site), [""; 0], "{name}");
        assert_eq!(published(&site), [*name]);
    }
}

#[test]
fn an_archive_that_unpacks_to_more_than_the_limit_is_refused_and_soon() {
    let bomb = archive(&[("word/document.xml", &"a".repeat(25_000_000))]);
    assert!(bomb.len() < 100_000);
    let start = std::time::Instant::now();
    let site = site(&[("a.docx", &bomb)], &["files/a.docx"], "");
    assert_eq!(
        said(&site),
        [
            "refused-attachment 6: 附件 files/a.docx 的文字超过 20000000 字节或者加了密，没有查过有没有个人信息，不能公布"
        ]
    );
    assert!(start.elapsed().as_secs() < 60);
}

/// Addresses that must become no link, as they are written in Markdown.
const UNSAFE: [&str; 12] = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "&#1;javascript:alert(1)",
    "java&Tab;script:alert(1)",
    "javascript&colon;alert(1)",
    "vbscript:msgbox(1)",
    "data:text/html;base64,PHNjcmlwdD4=",
    "DATA:text/html,x",
    "//example.org/",
    "/\\example.org/",
    "https://www.gov.cn@www.example.gov.cn/",
];

#[test]
fn no_address_of_an_author_becomes_a_link_that_runs_or_lies() {
    let forms = |address: &str, number: usize| {
        [format!("[甲]({address})"), format!("![甲]({address})"), format!("[甲][{number}]\n\n[{number}]: {address}")]
    };
    let links: Vec<String> = UNSAFE.iter().enumerate().flat_map(|(number, address)| forms(address, number)).collect();
    let site = site(&[], &[], &format!("\n\n{}", links.join("\n\n")));
    let found = said(&site);
    let refused = found.iter().filter(|one| one.starts_with("broken-link ") && one.contains(": 不能链接到 "));
    assert_eq!(refused.count(), links.len(), "{found:#?}");
    assert!(is_stopped(&site));
    let off = "\n[rules]\nbroken-link = \"off\"\nlost-text = \"off\"\n";
    site.write("content/site.toml", &(site.read("content/site.toml") + off));
    published(&site);
    let page = site.read("public/projects/2023/hotline/index.html");
    assert_eq!(page.matches("<p>甲</p>").count(), links.len(), "{page}");
    let site = Site::new("clean");
    site.write("content/pages/about.md", &format!("# 关于\n\n[甲]({})\n", UNSAFE[1]));
    assert_eq!(
        said(&site),
        [
            "broken-link 3: 不能链接到 JaVaScRiPt:alert(1)：只能是 files/ 里的文件、完整的网址（http://、https://）、mailto: 或 tel:"
        ]
    );
}

#[test]
fn addresses_of_settings_are_of_the_web() {
    let plain = Site::new("clean").read("content/site.toml");
    for address in [
        "javascript:alert(1)",
        " https://example.gov.cn/",
        "https://www.gov.cn@www.example.gov.cn/",
        "https://a b/",
        "data:,x",
        "//example.org/",
        "https:/x",
    ] {
        for key in [
            "licence = { name = \"许可\", url = URL }",
            "government = { identity_link = URL }",
            "government = { error_report_link = URL }",
            "base_url = URL",
        ] {
            let site = Site::new("clean");
            site.write("content/site.toml", &format!("{}\n{plain}", key.replace("URL", &format!("\"{address}\""))));
            let found = said(&site);
            assert!(found.len() == 1 && found[0].starts_with("invalid-value 1: "), "{key} {address}: {found:?}");
        }
    }
}

#[test]
fn a_page_links_to_attachments_that_are_published_alone() {
    let site = site(&[("a.pdf", PDF), ("b.pdf", PDF)], &["files/a.pdf"], "");
    let link = |name: &str| format!("[甲](../../projects/2023/hotline/files/{name})");
    site.write(
        "content/pages/about.md",
        &format!("# 关于\n\n{}{}[栏目](../../../index.html)\n", link("a.pdf"), link("b.pdf")),
    );
    let found = said(&site);
    assert!(
        found[0].starts_with("broken-link 3: 链接所指的附件没有公布：../../projects/2023/hotline/files/b.pdf；"),
        "{found:?}"
    );
}
