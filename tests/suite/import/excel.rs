//! What makes workbooks hard to read, one thing each: what a reader of the sheet sees is what is read.

use gongshi::import::document::{Block, Document};
use gongshi::import::read;
use gongshi::lang::Lang;

use super::formats::excel;
use super::{content, drafts};

fn documents(bytes: &[u8]) -> Vec<Document> {
    read::read("a.xlsx", bytes).unwrap_or_else(|message| panic!("{}", Lang::En.say(&message)))
}

fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text.clone()),
            Block::Table(table) => {
                let cells = table.rows.iter().flatten();
                lines.extend(
                    cells.map(|cell| {
                        format!("{},{} {}x{} {}", cell.row, cell.column, cell.columns, cell.rows, cell.text)
                    }),
                );
            }
        }
    }
    lines
}

fn text(at: &str, words: &str) -> String {
    format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>")
}

#[test]
fn merged_cells_formulas_and_strings_are_as_they_are_seen() {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}</row>\
         <row r=\"3\"><c r=\"A3\" t=\"s\"><v>0</v></c><c r=\"B3\" s=\"3\"><f>1/3</f><v>0.33333333333333331</v></c></row>\
         <row r=\"4\"><c r=\"B4\" t=\"str\"><f>A1</f><v>甲乙</v></c><c r=\"C4\" t=\"e\"><v>#DIV/0!</v></c></row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:D1\"/><mergeCell ref=\"A3:A4\"/></mergeCells></worksheet>",
        text("A1", "标题")
    );
    let strings = "<si><r><t>项目</t></r><rPh><t>xiangmu</t></rPh><r><t>名称</t></r></si>";
    let documents = documents(&excel(&[("表", "", &sheet)], strings));
    assert_eq!(lines(&documents[0]), ["标题", "3,0 1x2 项目名称", "3,1 1x1 0.33", "4,1 1x1 甲乙", "4,2 1x1 #DIV/0!"]);
}

#[test]
fn hidden_rows_columns_and_sheets_are_left_out_with_a_notice() {
    let sheet = format!(
        "<worksheet><cols><col min=\"2\" max=\"2\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}</row>\
         <row r=\"2\" hidden=\"1\">{}</row><row r=\"3\">{}{}</row></sheetData></worksheet>",
        text("A1", "甲"),
        text("B1", "藏"),
        text("C1", "乙"),
        text("A2", "藏"),
        text("A3", "丙"),
        text("C3", "丁"),
    );
    let documents = documents(&excel(&[("表", "", &sheet), ("底稿", "state=\"hidden\"", &sheet)], ""));
    assert_eq!(documents.len(), 1);
    assert_eq!(lines(&documents[0]), ["1,0 1x1 甲", "1,1 1x1 乙", "3,0 1x1 丙", "3,1 1x1 丁"]);
    let said: Vec<String> = documents[0].notices.iter().map(|notice| notice.said(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "Hidden rows were left out (1: 2)",
            "Hidden columns were left out (1: B)",
            "Hidden sheets were not read: 底稿"
        ]
    );
}

#[test]
fn what_is_struck_out_and_numbers_of_notes_are_no_part_of_a_figure() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c></row>\
        </sheetData></worksheet>";
    let strings = "<si><r><rPr><strike/></rPr><t>98</t></r><r><t>90</t></r></si>\
        <si><r><t>90</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></si>";
    let documents = documents(&excel(&[("表", "", sheet)], strings));
    assert_eq!(lines(&documents[0]), ["1,0 1x1 90", "1,1 1x1 90¹"]);
    assert_eq!(documents[0].notices[0].said(Lang::En), "Words that are struck out were left out (1)");
}

#[test]
fn every_sheet_with_a_project_is_one_and_others_go_with_the_one_before() {
    let form = |title: &str| {
        format!(
            "<worksheet><sheetData><row r=\"1\">{}</row><row r=\"2\">{}{}{}{}</row><row r=\"3\">{}{}{}{}</row><row r=\"4\">{}{}<c r=\"C4\"><v>100</v></c><c r=\"D4\"><v>90</v></c></row></sheetData></worksheet>",
            text("A1", "2023年度"),
            text("A2", "项目名称"),
            text("B2", title),
            text("C2", "实施单位"),
            text("D2", "海口市政务服务中心"),
            text("A3", "一级指标"),
            text("B3", "二级指标"),
            text("C3", "分值"),
            text("D3", "得分"),
            text("A4", "产出"),
            text("B4", "数量"),
        )
    };
    let problems = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"2\">{}{}</row></sheetData></worksheet>",
        text("A1", "问题分类"),
        text("B1", "问题描述"),
        text("A2", "资金管理"),
        text("B2", "支付慢"),
    );
    let (one, two) = (form("甲项目"), form("乙项目"));
    let bytes = excel(&[("一", "", &one), ("问题", "", &problems), ("二", "", &two)], "");
    let drafts = drafts("a.xlsx", &bytes, &content());
    let said: Vec<_> = drafts.iter().map(|draft| (draft.head.get("title").unwrap(), draft.problems.len())).collect();
    assert_eq!(said, [("甲项目", 1), ("乙项目", 0)]);
}

#[test]
fn a_cell_far_away_and_a_merged_sheet_cost_nothing() {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}{}</row><row r=\"1048576\">{}</row></sheetData>\
         <mergeCells><mergeCell ref=\"A1:A1048576\"/><mergeCell ref=\"D1:XFD1048576\"/></mergeCells></worksheet>",
        text("A1", "甲"),
        text("B1", "乙"),
        text("B1048576", "丙"),
    );
    let documents = documents(&excel(&[("表", "", &sheet)], ""));
    assert_eq!(lines(&documents[0]), ["1,0 1x2 甲", "1,1 1x1 乙", "1048576,1 1x1 丙"]);
    let wide = format!("<worksheet><sheetData><row r=\"1\">{}</row></sheetData></worksheet>", text("XFD1", "远"));
    assert!(read::read("a.xlsx", &excel(&[("表", "", &wide)], "")).is_err());
}

#[test]
fn an_open_document_shows_its_cells_and_hides_what_it_hides() {
    let cell = |more: &str, words: &str| format!("<t:table-cell {more}><x:p>{words}</x:p></t:table-cell>");
    let sheet = format!(
        "<t:table t:name=\"表\"><t:table-column t:number-columns-repeated=\"2\"/><t:table-column t:visibility=\"collapse\"/>\
         <t:table-row>{}<t:covered-table-cell/>{}{}</t:table-row>\
         <t:table-row t:visibility=\"filter\">{}</t:table-row>\
         <t:table-row t:number-rows-repeated=\"1048000\"><t:table-cell t:number-columns-repeated=\"16384\"/></t:table-row>\
         <t:table-row>{}<t:table-cell><o:annotation xmlns:o=\"o\"><x:p>批注</x:p></o:annotation><x:p>7<x:span>.29</x:span></x:p></t:table-cell></t:table-row></t:table>",
        cell("t:number-columns-spanned=\"2\" t:number-rows-spanned=\"1\"", "甲"),
        cell("", "藏"),
        cell("", "乙"),
        cell("", "藏"),
        cell("", "丙"),
    );
    let hidden = "<t:table t:name=\"底稿\" t:style-name=\"h\"><t:table-row/></t:table>";
    let styles = "<s:style s:name=\"h\"><s:table-properties t:display=\"false\"/></s:style>";
    let xml = format!(
        "<o:document xmlns:o=\"o\" xmlns:t=\"t\" xmlns:x=\"x\" xmlns:s=\"s\"><o:automatic-styles>{styles}</o:automatic-styles>\
         <o:body><o:spreadsheet>{sheet}{hidden}</o:spreadsheet></o:body></o:document>"
    );
    let bytes = super::formats::zipped(&[("content.xml".to_owned(), xml)]);
    let documents = read::read("a.ods", &bytes).unwrap();
    assert_eq!(lines(&documents[0]), ["1,0 2x1 甲", "1,2 1x1 乙", "1048003,0 1x1 丙", "1048003,1 1x1 7.29"]);
    let said: Vec<String> = documents[0].notices.iter().map(|notice| notice.said(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "Hidden rows were left out (1: 2)",
            "Hidden columns were left out (1: C)",
            "Comments were left out (1: B1048003): what of them belongs to the report, write where it belongs",
            "Hidden sheets were not read: 底稿"
        ]
    );
}

#[test]
fn what_is_hidden_any_number_of_times_is_bounded() {
    let hidden = |what: &str| {
        let one = format!("<t:table-{what} t:visibility=\"collapse\" t:number-{what}s-repeated=\"999999999\"/>");
        let sheet = format!("<t:table t:name=\"表\">{}</t:table>", one.repeat(5_000));
        let xml = format!(
            "<o:document xmlns:o=\"o\" xmlns:t=\"t\"><o:body><o:spreadsheet>{sheet}</o:spreadsheet></o:body></o:document>"
        );
        read::read("a.ods", &super::formats::zipped(&[("content.xml".to_owned(), xml)]))
    };
    assert_eq!(hidden("column"), Ok(Vec::new()));
    assert!(Lang::En.say(&hidden("row").unwrap_err()).contains("deeper"));
}

#[test]
fn a_text_takes_a_time_that_grows_with_its_length() {
    let start = std::time::Instant::now();
    let cell = format!("\t甲\n{}\t乙\n", "甲\n".repeat(400_000));
    assert_eq!(read::read("a.txt", cell.as_bytes()).unwrap()[0].blocks.len(), 1);
    let marks = "[image:a]".repeat(1_000_000);
    assert_eq!(read::read("a.txt", marks.as_bytes()).unwrap()[0].notices.len(), 1);
    assert!(read::read("a.txt", "甲\n\n".repeat(300_000).as_bytes()).is_err());
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

#[test]
fn formulas_without_what_they_come_to_are_told() {
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{}<c r=\"B1\"><f>1+1</f></c><c r=\"C1\"><f>1+1</f><v></v></c>\
         <c r=\"D1\" t=\"str\"><f>\"\"</f><v></v></c></row></sheetData></worksheet>",
        text("A1", "合计"),
    );
    let documents = documents(&excel(&[("表", "", &sheet)], ""));
    let said: Vec<String> = documents[0].notices.iter().map(|notice| notice.said(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "2 cells hold formulas without what they come to, which were left out (B1, C1): open the file in Excel or WPS, save it, and import it again"
        ]
    );
}

#[test]
fn a_cover_goes_with_the_sheets_behind_it() {
    let sheet = |rows: &[&[&str]]| {
        let rows: String = rows
            .iter()
            .enumerate()
            .map(|(row, cells)| {
                let cells = cells.iter().zip(["A", "B", "C", "D"]);
                let cells: String = cells.map(|(words, column)| text(&format!("{column}{}", row + 1), words)).collect();
                format!("<row r=\"{}\">{cells}</row>", row + 1)
            })
            .collect();
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")
    };
    let cover = sheet(&[&["（2023年度）"], &["项目名称：甲项目"], &["项目单位：海口市政务服务中心"]]);
    let scores = sheet(&[&["一级指标", "二级指标", "分值", "得分"], &["产出", "数量", "100", "90"]]);
    let drafts = drafts("a.xlsx", &excel(&[("封面", "", &cover), ("评分", "", &scores)], ""), &content());
    let said: Vec<_> =
        drafts.iter().map(|draft| (draft.head.get("title").unwrap(), draft.year, draft.indicators.len())).collect();
    assert_eq!(said, [("甲项目", Some(2023), 2)]);
}
