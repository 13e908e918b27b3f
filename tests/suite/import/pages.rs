//! What pages of the web and Markdown hold beside paragraphs and tables of plain words: what a reader sees of it is what is read.

use gongshi::import::document::{Block, Document};
use gongshi::import::read;
use gongshi::lang::Lang;

fn document(name: &str, text: &str) -> Document {
    read::read(name, text.as_bytes()).unwrap_or_else(|message| panic!("{}", Lang::En.say(&message))).remove(0)
}

/// Paragraphs with the level of their heading, and rows.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let level = paragraph.heading.map_or(String::new(), |level| format!("h{level} "));
                lines.push(level + &paragraph.text);
            }
            Block::Table(table) => lines.extend(table.rows.iter().map(|row| {
                let cells: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
                format!("| {}", cells.join(" | "))
            })),
        }
    }
    lines
}

fn said(document: &Document) -> Vec<String> {
    document.notices.iter().map(|notice| notice.said(Lang::En)).collect()
}

#[test]
fn headings_lists_and_what_stands_in_a_table_but_in_no_cell_are_read() {
    let page = "<html><h1>报告</h1><h2>一、概况</h2><h4>（一）背景</h4><section>甲</section><aside>乙</aside>\
        <ol><li>子</li><li>丑<ol type=\"a\"><li>寅</li></ol></li></ol><ol start=\"3\"><li>卯</li></ol><ul><li>辰</li></ul>\
        <table><caption>得分表</caption><tr>单位：分<td>产出</td><td>9</td></tr></table></html>";
    assert_eq!(
        lines(&document("a.html", page)),
        [
            "报告",
            "h1 一、概况",
            "h3 （一）背景",
            "甲",
            "乙",
            "1. 子",
            "2. 丑",
            "a. 寅",
            "3. 卯",
            "辰",
            "得分表单位：分",
            "| 产出 | 9"
        ]
    );
}

#[test]
fn fields_of_forms_are_read_as_they_are_filled_in() {
    let page = "<html><table><tr><td>等次</td><td><input type=radio checked>优<input type=radio>良</td>\
        <td><input value=\"92.50\"><input type=hidden value=7></td>\
        <td><select><option>自评<option selected>财政评价<option>第三方</select></td>\
        <td><select><option>是</option><option>否</option></select></td><td><textarea>说明</textarea></td></tr></table></html>";
    assert_eq!(lines(&document("a.html", page)), ["| 等次 | ☑优□良 | 92.50 | 财政评价 | 是 | 说明"]);
}

#[test]
fn pictures_and_pages_within_pages_are_told() {
    let page = "<html><p>甲<img src=a.png><img src=b.png></p><iframe src=c.html></iframe><canvas></canvas></html>";
    let document = document("a.html", page);
    assert_eq!(lines(&document), ["甲"]);
    let starts = [
        "Pictures were not imported (2)",
        "Charts were not imported (1)",
        "Embedded objects were not read (1: iframe)",
    ];
    let said = said(&document);
    assert!(said.len() == 3 && said.iter().zip(starts).all(|(line, start)| line.starts_with(start)), "{said:?}");
}

#[test]
fn mark_up_of_markdown_is_left_out_and_signs_that_are_none_stay() {
    let text = "手机138****0000，**服务**[公报](https://example.com/a)~~98~~90分\n\n**注：未结对\n\n甲\\*乙![图](a.png)<br>丙\n\n\
        | 产出 | **得分** |\n|--|--|\n| a\\|b | ~~9~~8 |\n";
    let document = document("a.md", text);
    assert_eq!(
        lines(&document),
        ["手机138****0000，服务公报90分", "**注：未结对", "甲*乙 丙", "| 产出 | 得分", "| a|b | 8"]
    );
    assert_eq!(said(&document), ["Words that are struck out were left out (2)", "Pictures were not imported (1)"]);
}

#[test]
fn documents_kept_as_text_say_what_to_do() {
    let refused = |name: &str, text: &str| Lang::En.say(&read::read(name, text.as_bytes()).expect_err("refused"));
    assert!(refused("a.mht", "MIME-Version: 1.0\nContent-Type: multipart/related;\n\n<html>").contains(".mht"));
    assert!(
        refused("a.doc", "From: <Saved by WPS>\nMIME-Version: 1.0\nContent-Type: multipart/related\n").contains(".mht")
    );
    let sheet = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Table><Row/></Table></Workbook>";
    assert!(refused("a.xls", sheet).contains("XML"));
    let word =
        "<?xml version=\"1.0\"?><w:wordDocument xmlns:w=\"http://schemas.microsoft.com/office/word/2003/wordml\"/>";
    assert!(refused("a.doc", word).contains("XML"));
}
