//! What files hold beside the words and cells of their text: read, or told; never lost in silence.

use gongshi::import::document::{Block, Document};
use gongshi::import::read;
use gongshi::lang::Lang;

use super::formats::zipped;

fn documents(name: &str, bytes: &[u8]) -> Vec<Document> {
    read::read(name, bytes).unwrap_or_else(|message| panic!("{name}: {}", Lang::En.say(&message)))
}

/// The words of paragraphs and cells.
fn words(document: &Document) -> Vec<String> {
    let mut words = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => words.push(paragraph.text.clone()),
            Block::Table(table) => words.extend(table.rows.iter().flatten().map(|cell| format!("| {}", cell.text))),
        }
    }
    words
}

fn said(document: &Document) -> Vec<String> {
    document.notices.iter().map(|notice| notice.said(Lang::En)).collect()
}

/// Each notice begins as is expected.
fn starts(document: &Document, expected: &[&str]) {
    let said = said(document);
    assert_eq!(said.len(), expected.len(), "{said:?}");
    assert!(said.iter().zip(expected).all(|(line, start)| line.starts_with(start)), "{said:?}");
}

/// A Word document with parts that it is related to: kind, name, XML.
fn word(body: &str, parts: &[(&str, &str, &str)]) -> Document {
    let mut files = vec![
        ("_rels/.rels".to_owned(), "<r><r Type=\"/officeDocument\" Target=\"word/document.xml\"/></r>".to_owned()),
        ("word/document.xml".to_owned(), format!("<w:document><w:body>{body}</w:body></w:document>")),
    ];
    let related =
        parts.iter().map(|(kind, name, _)| format!("<r Id=\"{name}\" Type=\"a/{kind}\" Target=\"{name}.xml\"/>"));
    files.push(("word/_rels/document.xml.rels".to_owned(), format!("<r>{}</r>", related.collect::<String>())));
    files.extend(parts.iter().map(|(_, name, xml)| (format!("word/{name}.xml"), (*xml).to_owned())));
    documents("a.docx", &zipped(&files)).remove(0)
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

/// A workbook of one sheet, with parts that the sheet is related to.
fn excel(rows: &str, more: &str, parts: &[(&str, &str, &str)]) -> Vec<Document> {
    let mut files = vec![
        ("_rels/.rels".to_owned(), "<r><r Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></r>".to_owned()),
        ("xl/workbook.xml".to_owned(), "<w><sheets><sheet name=\"表\" r:id=\"r\"/></sheets></w>".to_owned()),
        ("xl/_rels/workbook.xml.rels".to_owned(), "<r><r Id=\"r\" Target=\"/xl/worksheets/a.xml\"/></r>".to_owned()),
        ("xl/worksheets/a.xml".to_owned(), format!("<worksheet><sheetData>{rows}</sheetData>{more}</worksheet>")),
    ];
    let related =
        parts.iter().map(|(kind, name, _)| format!("<r Id=\"{name}\" Type=\"a/{kind}\" Target=\"../b/{name}.xml\"/>"));
    files.push(("xl/worksheets/_rels/a.xml.rels".to_owned(), format!("<r>{}</r>", related.collect::<String>())));
    files.extend(parts.iter().map(|(_, name, xml)| (format!("xl/b/{name}.xml"), (*xml).to_owned())));
    documents("a.xlsx", &zipped(&files))
}

const ROWS: &str = "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>产出</t></is></c><c r=\"B3\"><v>50</v></c></row>\
    <row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>效益</t></is></c><c r=\"B4\"><v>30</v></c></row>";

fn anchor(row: usize, inside: &str) -> String {
    format!("<x:twoCellAnchor><x:from><x:col>1</x:col><x:row>{row}</x:row></x:from>{inside}</x:twoCellAnchor>")
}

fn shape(words: &str) -> String {
    format!(
        "<x:sp><x:nvSpPr><x:cNvPr id=\"1\"/></x:nvSpPr><x:txBody><a:p><a:r><a:t>{words}</a:t></a:r></a:p></x:txBody></x:sp>"
    )
}

#[test]
fn headers_and_footers_are_told_where_they_say_something_of_their_own() {
    let number = "<w:p><w:r><w:t>第</w:t></w:r><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>壹</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>\
        <w:r><w:t>页 共</w:t></w:r><w:fldSimple w:instr=\"NUMPAGES\"><w:r><w:t>九</w:t></w:r></w:fldSimple><w:r><w:t>页</w:t></w:r></w:p>";
    let footer = format!("<w:ftr>{number}{}</w:ftr>", p("— 12 —"));
    let title = format!("<w:hdr>{}</w:hdr>", p("示例项目  自评报告"));
    let own = format!("<w:hdr>{}</w:hdr>", p("2023年度，金额单位：万元"));
    let body = p("示例项目自评报告");
    let silent = word(&body, &[("footer", "f1", &footer), ("header", "h1", &title)]);
    assert!(said(&silent).is_empty(), "{:?}", said(&silent));
    let telling = word(&body, &[("footer", "f1", &footer), ("header", "h1", &own), ("header", "h2", &own)]);
    assert_eq!(words(&telling), ["示例项目自评报告"]);
    assert_eq!(said(&telling), ["Words of headers and footers were left out: “2023年度，金额单位：万元”"]);
}

#[test]
fn comments_charts_and_objects_of_word_are_told() {
    let comments = format!(
        "<w:comments><w:comment w:id=\"1\">{}</w:comment></w:comments>",
        p("这里的得分请再核对一遍，应为九十分")
    );
    let body = "<w:p><w:r><w:t>甲</w:t></w:r><w:r><w:drawing><c:chart r:id=\"c\"/></w:drawing></w:r>\
        <w:r><w:object><v:shape><v:imagedata/></v:shape><o:OLEObject ProgID=\"Excel.Sheet.12\"/></w:object></w:r></w:p><w:altChunk r:id=\"z\"/>";
    let document = word(body, &[("comments", "comments", &comments)]);
    starts(
        &document,
        &[
            "Charts were not imported (1)",
            "Embedded objects were not read (2: Excel.Sheet.12, Word)",
            "Comments were left out (1: “这里的得分请再核对一遍，应为九…”)",
        ],
    );
    assert_eq!(words(&document), ["甲"]);
}

#[test]
fn diagrams_shapes_and_word_art_of_word_are_read() {
    let data = "<dgm:dataModel><dgm:ptLst><dgm:pt type=\"doc\"/><dgm:pt><dgm:t><a:p><a:r><a:t>申报</a:t></a:r></a:p></dgm:t></dgm:pt>\
        <dgm:pt type=\"pres\"><dgm:t><a:p><a:r><a:t>无</a:t></a:r></a:p></dgm:t></dgm:pt>\
        <dgm:pt type=\"node\"><dgm:t><a:p><a:r><a:t>审批</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>";
    let body = "<w:p><w:r><w:drawing><dgm:relIds r:dm=\"d1\"/></w:drawing><w:pict><v:shape><v:textpath string=\"艺术字\"/></v:shape></w:pict></w:r></w:p>";
    let document = word(body, &[("diagramData", "d1", data)]);
    assert_eq!(words(&document), ["", "申报", "审批", "艺术字"]);
    assert!(said(&document).is_empty());
}

#[test]
fn formulas_lists_of_forms_and_styles_of_characters_are_read_as_they_are_seen() {
    let formula = "<w:p><w:r><w:t>执行率=</w:t></w:r><m:oMath><m:f><m:num><m:r><m:t>支出</m:t></m:r></m:num><m:den><m:r><m:t>预算+结转</m:t></m:r></m:den></m:f>\
        <m:r><m:t>×100%</m:t></m:r><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></w:p>";
    let list = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:ddList><w:result w:val=\"1\"/><w:listEntry w:val=\"优\"/>\
        <w:listEntry w:val=\"良\"/></w:ddList></w:ffData></w:fldChar></w:r></w:p>";
    let styled = "<w:p><w:r><w:rPr><w:rStyle w:val=\"c\"/></w:rPr><w:t>98</w:t></w:r><w:r><w:t>90</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"q\"/></w:pPr><w:r><w:t>密</w:t></w:r><w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>见</w:t></w:r></w:p>";
    let styles = "<w:styles><w:style w:styleId=\"b\"><w:rPr><w:strike/></w:rPr></w:style><w:style w:styleId=\"c\"><w:basedOn w:val=\"b\"/></w:style>\
        <w:style w:styleId=\"q\"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>";
    let document = word(&format!("{formula}{list}{styled}"), &[("styles", "styles", styles)]);
    assert_eq!(words(&document), ["执行率=支出/(预算+结转)×100%x²", "良", "90", "见"]);
    assert_eq!(
        said(&document),
        ["Hidden words and rows were left out (1)", "Words that are struck out were left out (1)"]
    );
}

#[test]
fn shapes_on_sheets_stand_where_they_lie_and_ticks_of_forms_are_seen() {
    let drawing = format!(
        "<x:wsDr>{}{}{}</x:wsDr>",
        anchor(0, &shape("2023年度自评表")),
        anchor(3, &shape("注：以上为自评")),
        anchor(
            2,
            "<x:sp><x:nvSpPr><x:cNvPr hidden=\"1\"/></x:nvSpPr><x:txBody><a:p><a:r><a:t>藏</a:t></a:r></a:p></x:txBody></x:sp>"
        )
    );
    let tick = |kind: &str, column: usize, checked: &str, words: &str| {
        format!(
            "<v:shape><v:textbox><div><font>{words}</font></div></v:textbox><x:ClientData ObjectType=\"{kind}\"><x:Anchor>{column}, 1, 5, 2, 3, 4, 6, 1</x:Anchor>{checked}</x:ClientData></v:shape>"
        )
    };
    let boxes = format!(
        "<xml>{}{}{}</xml>",
        tick("Checkbox", 2, "", "良"),
        tick("Checkbox", 1, "<x:Checked>1</x:Checked>", "优"),
        tick("Note", 1, "", "批注")
    );
    let documents = excel(ROWS, "", &[("drawing", "d", &drawing), ("vmlDrawing", "v", &boxes)]);
    assert_eq!(
        words(&documents[0]),
        ["2023年度自评表", "| 产出", "| 50", "| 效益", "| 30", "注：以上为自评", "☑优 □良"]
    );
    assert!(said(&documents[0]).is_empty());
}

#[test]
fn pictures_charts_comments_and_edges_of_sheets_are_told() {
    let drawing = format!(
        "<x:wsDr>{}{}</x:wsDr>",
        anchor(1, "<x:pic/>"),
        anchor(2, "<x:graphicFrame><c:chart/></x:graphicFrame>")
    );
    let comments = "<comments><commentList><comment ref=\"B3\"/></commentList></comments>";
    let more = "<mergeCells><mergeCell ref=\"A3:B4\"/></mergeCells>\
        <headerFooter><oddHeader>&amp;C&amp;\"宋体,加粗\"&amp;14附件2&amp;R&amp;A</oddHeader><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>\
        <oleObjects><oleObject progId=\"Word.Document.12\"/></oleObjects>";
    let documents = excel(ROWS, more, &[("drawing", "d", &drawing), ("comments", "c", comments)]);
    starts(
        &documents[0],
        &[
            "Pictures were not imported (1)",
            "Charts were not imported (1)",
            "Embedded objects were not read (1: Word.Document.12)",
            "Comments were left out (1: B3)",
            "What merged cells cover is not seen and was left out (3 cells: B3, A4, B4)",
            "Words of headers and footers were left out: “附件2”",
        ],
    );
}

#[test]
fn a_workbook_of_pictures_is_a_scan() {
    let drawing = format!("<x:wsDr>{}</x:wsDr>", anchor(1, "<x:pic/>"));
    let mut files = vec![
        ("_rels/.rels".to_owned(), "<r><r Type=\"/officeDocument\" Target=\"xl/workbook.xml\"/></r>".to_owned()),
        ("xl/workbook.xml".to_owned(), "<w><sheets><sheet name=\"表\" r:id=\"r\"/></sheets></w>".to_owned()),
        ("xl/_rels/workbook.xml.rels".to_owned(), "<r><r Id=\"r\" Target=\"worksheets/a.xml\"/></r>".to_owned()),
        ("xl/worksheets/a.xml".to_owned(), "<worksheet><sheetData/></worksheet>".to_owned()),
    ];
    files.push((
        "xl/worksheets/_rels/a.xml.rels".to_owned(),
        "<r><r Id=\"d\" Type=\"a/drawing\" Target=\"../d.xml\"/></r>".to_owned(),
    ));
    files.push(("xl/d.xml".to_owned(), drawing));
    let message = read::read("a.xlsx", &zipped(&files)).expect_err("a scan");
    assert!(Lang::En.say(&message).contains("scan"));
}

fn ods(styles: &str, table: &str) -> Document {
    let xml = format!(
        "<o><office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>\
         <table:table table:name=\"表\">{table}</table:table></office:spreadsheet></office:body></o>"
    );
    let masters = "<s><office:master-styles><style:master-page><style:header><text:p><text:sheet-name>表</text:sheet-name></text:p></style:header>\
        <style:footer><text:p>第<text:page-number>1</text:page-number>页</text:p><text:p>内部资料</text:p></style:footer></style:master-page></office:master-styles></s>";
    let files = [("content.xml".to_owned(), xml), ("styles.xml".to_owned(), masters.to_owned())];
    documents("a.ods", &zipped(&files)).remove(0)
}

#[test]
fn sheets_of_libre_office_hold_no_more_in_silence_than_those_of_excel() {
    let styles = "<style:style style:name=\"x\"><style:text-properties style:text-line-through-style=\"solid\"/></style:style>\
        <style:style style:name=\"y\"><style:text-properties style:text-position=\"33% 58%\"/></style:style>";
    let table = "<table:shapes><draw:frame><draw:image/></draw:frame><draw:frame><draw:object draw:notify-on-update-of-ranges=\"a\"/><draw:image/></draw:frame></table:shapes>\
        <table:table-row><table:table-cell><text:p>得分</text:p></table:table-cell>\
        <table:table-cell><office:annotation><text:p>批</text:p></office:annotation><text:p><text:span text:style-name=\"x\">98</text:span>90<text:span text:style-name=\"y\">1</text:span></text:p></table:table-cell></table:table-row>\
        <table:table-row><table:table-cell table:style-name=\"x\"><text:p>85</text:p></table:table-cell>\
        <table:table-cell><text:p>92</text:p><draw:custom-shape><text:p>注：已核</text:p></draw:custom-shape></table:table-cell></table:table-row>";
    let document = ods(styles, table);
    assert_eq!(words(&document), ["| 得分", "| 90¹", "| 92", "注：已核"]);
    starts(
        &document,
        &[
            "Words that are struck out were left out (2)",
            "Pictures were not imported (1)",
            "Charts were not imported (1)",
            "Comments were left out (1: B1)",
            "Words of headers and footers were left out: “内部资料”",
        ],
    );
}

#[test]
fn files_that_need_a_password_or_another_program_say_so() {
    let refused = |name: &str, files: &[(&str, &str)]| {
        let files: Vec<_> = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Lang::En.say(&read::read(name, &zipped(&files)).expect_err("refused"))
    };
    let manifest = "<manifest><file-entry full-path=\"content.xml\"><encryption-data/></file-entry></manifest>";
    let locked = refused("a.ods", &[("content.xml", "\u{1}x"), ("META-INF/manifest.xml", manifest)]);
    assert!(locked.contains("password"), "{locked}");
    assert!(refused("a.ods", &[("encrypted-package", "x"), ("META-INF/manifest.xml", "<m/>")]).contains("password"));
    assert!(refused("a.xlsb", &[("xl/workbook.bin", "x")]).contains(".xlsb"));
    assert!(refused("a.odt", &[("content.xml", "<o><body><text/></body></o>")]).contains(".odt"));
}

/// A file as LibreOffice writes it.
fn fixture(name: &str) -> Document {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import").join(name);
    documents(name, &std::fs::read(path).unwrap()).remove(0)
}

#[test]
fn sheets_of_excel_97_hold_no_more_in_silence() {
    let document = fixture("shapes.xls");
    let words = words(&document);
    assert_eq!(words.first().map(String::as_str), Some("2023年度项目支出绩效自评表"));
    assert_eq!(words.last().map(String::as_str), Some("注：满意度得分以问卷为准。"));
    assert!(words.contains(&"| 新的²".to_owned()) && !words.contains(&"| 98".to_owned()), "{words:?}");
    starts(
        &document,
        &[
            "Sheet \"自评表\": Words that are struck out were left out (2)",
            "Sheet \"自评表\": Pictures were not imported (1)",
            "Sheet \"自评表\": Charts were not imported (1)",
            "Sheet \"自评表\": Hidden rows were left out (1: 13)",
            "Sheet \"自评表\": Comments were left out (1: D5)",
            "Sheet \"自评表\": Words of headers and footers were left out: “附件3”",
            "Sheet \"图\": Charts were not imported (1)",
            "Hidden sheets were not read: 底稿",
        ],
    );
}

#[test]
fn documents_of_word_97_hold_no_more_in_silence() {
    starts(
        &fixture("margins.doc"),
        &[
            "Words that are struck out were left out (1)",
            "Comments were left out (1: “请核对得分”)",
            "Words of headers and footers were left out: “内部资料注意保存”",
        ],
    );
}
