//! What makes Word documents hard to read, one thing each: what a reader of the document sees is what is read.

use gongshi::import::document::{Block, Document};
use gongshi::import::read;
use gongshi::lang::Lang;

use super::formats::{word, zipped};

fn document(body: &str, parts: &[(&str, &str)]) -> Document {
    let bytes = word(body, parts);
    read::read("a.docx", &bytes).unwrap_or_else(|message| panic!("{}", Lang::En.say(&message))).remove(0)
}

/// Paragraphs, and the cells of tables with their places, as lines.
fn lines(body: &str, parts: &[(&str, &str)]) -> Vec<String> {
    let mut lines = Vec::new();
    for block in document(body, parts).blocks {
        match block {
            Block::Paragraph(paragraph) => lines.push(paragraph.text),
            Block::Table(table) => {
                for cell in table.rows.iter().flatten() {
                    let spans = format!("{}x{}", cell.columns, cell.rows);
                    lines.push(format!("{}.{},{} {spans} {}", table.number, cell.row, cell.column, cell.text));
                }
            }
        }
    }
    lines
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

fn tc(properties: &str, words: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(words))
}

#[test]
fn merged_cells_have_their_spans() {
    let rows = [
        format!("<w:tr>{}{}</w:tr>", tc("<w:gridSpan w:val=\"2\"/>", "甲"), tc("<w:vMerge w:val=\"restart\"/>", "乙")),
        format!("<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>", tc("", "丙"), tc("<w:vMerge/>", "")),
        format!("<w:tr>{}{}{}</w:tr>", tc("<w:hMerge w:val=\"restart\"/>", "丁"), tc("<w:hMerge/>", ""), tc("", "戊")),
    ];
    let table = format!("<w:tbl>{}</w:tbl>", rows.concat());
    assert_eq!(lines(&table, &[]), ["1.1,0 2x1 甲", "1.1,2 1x2 乙", "1.2,1 1x1 丙", "1.3,0 2x1 丁", "1.3,2 1x1 戊"]);
}

#[test]
fn cells_merged_both_ways_cover_what_is_seen_of_them() {
    let both = |across: &str, down: &str, words: &str| tc(&format!("{across}{down}"), words);
    let (first, next) = ("<w:hMerge w:val=\"restart\"/>", "<w:hMerge/>");
    let (top, on) = ("<w:vMerge w:val=\"restart\"/>", "<w:vMerge/>");
    let rows = [
        format!("<w:tr>{}{}{}{}</w:tr>", tc("", "甲"), both(first, top, "乙"), both(next, top, ""), tc("", "丙")),
        format!("<w:tr>{}{}{}{}</w:tr>", tc("", "丁"), both(first, on, ""), both(next, on, ""), tc("", "戊")),
    ];
    let expected = ["1.1,0 1x1 甲", "1.1,1 2x2 乙", "1.1,3 1x1 丙", "1.2,0 1x1 丁", "1.2,3 1x1 戊"];
    assert_eq!(lines(&format!("<w:tbl>{}</w:tbl>", rows.concat()), &[]), expected);
}

#[test]
fn tables_in_cells_and_in_content_controls_are_tables() {
    let inner = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", tc("", "内"));
    let row = format!(
        "<w:sdt><w:sdtContent><w:tr><w:sdt><w:sdtContent><w:tc>{}{inner}</w:tc></w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>",
        p("外")
    );
    assert_eq!(lines(&format!("<w:tbl>{row}</w:tbl>"), &[]), ["1.1,0 1x1 外", "2.1,0 1x1 内"]);
}

#[test]
fn tracked_changes_are_taken_and_hidden_words_left_out() {
    let text = "<w:p><w:r><w:t>得</w:t></w:r><w:del><w:r><w:delText>80</w:delText></w:r></w:del>\
        <w:ins><w:r><w:t>90</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r><w:r><w:t>分</w:t></w:r></w:p>\
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前</w:t></w:r></w:p><w:p><w:r><w:t>后</w:t></w:r></w:p>";
    let rows =
        format!("<w:tbl><w:tr>{}</w:tr><w:tr><w:trPr><w:del/></w:trPr>{}</w:tr></w:tbl>", tc("", "留"), tc("", "删"));
    let body = format!("{text}{rows}");
    assert_eq!(lines(&body, &[]), ["得90分", "前后", "1.1,0 1x1 留"]);
    let notices = document(&body, &[]).notices;
    let said: Vec<String> = notices.iter().map(|notice| notice.said(Lang::En)).collect();
    assert_eq!(
        said,
        [
            "Tracked insertions were kept (1)",
            "Tracked deletions, of words and rows, were left out (3)",
            "Hidden words and rows were left out (1)",
        ]
    );
}

#[test]
fn what_is_struck_out_and_numbers_of_notes_are_no_part_of_a_figure() {
    let run = |properties: &str, words: &str| format!("<w:r><w:rPr>{properties}</w:rPr><w:t>{words}</w:t></w:r>");
    let text = [
        run("<w:strike/>", "98"),
        run("<w:dstrike/>", "97"),
        run("<w:strike w:val=\"0\"/>", "90"),
        run("<w:vertAlign w:val=\"superscript\"/>", "12"),
        run("<w:vertAlign w:val=\"subscript\"/>", "3"),
    ];
    let body = format!("<w:p>{}</w:p>", text.concat());
    assert_eq!(lines(&body, &[]), ["90¹²₃"]);
    assert_eq!(document(&body, &[]).notices[0].said(Lang::En), "Words that are struck out were left out (2)");
}

#[test]
fn words_that_ask_for_others_are_nobodys() {
    let control = |asks: &str, words: &str| {
        format!(
            "<w:p><w:sdt><w:sdtPr>{asks}</w:sdtPr><w:sdtContent><w:r><w:t>{words}</w:t></w:r></w:sdtContent></w:sdt></w:p>"
        )
    };
    let body = control("<w:showingPlcHdr/>", "单击此处输入文字。") + &control("<w:text/>", "92");
    assert_eq!(lines(&body, &[]), ["", "92"]);
}

#[test]
fn text_boxes_are_read_once_and_fields_by_their_result() {
    let boxed = format!("<w:txbxContent>{}</w:txbxContent>", p("框"));
    let alternate = format!(
        "<w:p><w:r><w:t>文</w:t><mc:AlternateContent xmlns:mc=\"m\"><mc:Choice><w:drawing>{boxed}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{boxed}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    );
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>92</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    assert_eq!(lines(&format!("{alternate}{field}"), &[]), ["文", "框", "92"]);
}

#[test]
fn fields_that_are_drawn_are_told() {
    let field = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> eq \\o\\ac(○,1)</w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"end\"/></w:r><w:r><w:t>一</w:t></w:r></w:p>";
    let document = document(field, &[]);
    assert!(document.notices[0].said(Lang::En).contains("fields"), "{:?}", document.notices);
}

#[test]
fn ticks_hyphens_and_breaks_are_what_is_seen() {
    let text = "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FE\"/><w:t>优</w:t><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/>\
        <w:t>良</w:t></w:r></w:p><w:p><w:r><w:t>0898</w:t><w:noBreakHyphen/><w:t>27715001</w:t><w:br/><w:t>&amp;&#8805;</w:t></w:r></w:p>\
        <w:p><w:r><w:fldChar><w:ffData><w:checkBox><w:default w:val=\"1\"/></w:checkBox></w:ffData></w:fldChar><w:t>中</w:t></w:r></w:p>";
    assert_eq!(lines(text, &[]), ["☑优□良", "0898-27715001\n&≥", "☑中"]);
}

#[test]
fn numbers_are_counted_from_lists_and_styles_and_begin_again() {
    let level = |at: usize, format: &str, text: &str, style: &str| {
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/>{style}<w:lvlText w:val=\"{text}\"/></w:lvl>"
        )
    };
    let numbering = format!(
        "<w:abstractNum w:abstractNumId=\"0\">{}{}</w:abstractNum><w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\
         <w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride></w:num>",
        level(0, "chineseCounting", "%1、", ""),
        level(1, "chineseCounting", "（%2）", "<w:pStyle w:val=\"b\"/>"),
    );
    let styles = "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style>";
    let listed = |number: usize, level: usize, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{number}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let styled =
        |words: &str| format!("<w:p><w:pPr><w:pStyle w:val=\"b\"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body =
        [listed(1, 0, "甲"), styled("乙"), styled("丙"), listed(1, 0, "丁"), listed(1, 1, "戊"), listed(2, 0, "己")];
    let parts = [("numbering", numbering.as_str()), ("styles", styles)];
    assert_eq!(lines(&body.concat(), &parts), ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "一、己"]);
}

#[test]
fn footnotes_stand_behind_the_text() {
    let text = "<w:p><w:r><w:t>甲</w:t><w:footnoteReference w:id=\"7\"/><w:endnoteReference w:id=\"7\"/></w:r></w:p>";
    let notes = "<w:footnote w:id=\"7\"><w:p><w:r><w:t>注解</w:t></w:r></w:p></w:footnote>";
    let behind = "<w:endnote w:id=\"7\"><w:p><w:r><w:t>尾注</w:t></w:r></w:p></w:endnote>";
    let parts = [("footnotes", notes), ("endnotes", behind)];
    assert_eq!(lines(text, &parts), ["甲〔注1〕〔注2〕", "〔注1〕注解", "〔注2〕尾注"]);
}

#[test]
fn hostile_and_broken_files_are_refused_with_a_message() {
    let refused = |bytes: &[u8]| Lang::En.say(&read::read("a.docx", bytes).expect_err("refused"));
    let nested = "<w:tbl><w:tr><w:tc>".repeat(20_000) + &"</w:tc></w:tr></w:tbl>".repeat(20_000);
    assert!(refused(&word(&nested, &[])).contains("deeper"), "nested tables");
    let bomb = word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", " ".repeat(40_000_000)), &[]);
    assert!(bomb.len() < 1_000_000 && refused(&bomb).contains("too large"), "a bomb");
    let wide = format!(
        "<w:tbl>{}</w:tbl>",
        format!("<w:tr>{}</w:tr>", tc("<w:gridSpan w:val=\"99999999\"/>", "")).repeat(3000)
    );
    assert!(refused(&word(&wide, &[])).contains("too many cells"), "wide cells");
    let relations =
        "<Relationships><Relationship Type=\"/officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>"
            .to_owned();
    let outside = zipped(&[("_rels/.rels".into(), relations), ("word/a.xml".into(), String::new())]);
    assert!(refused(&outside).contains("damaged"), "outside");
    let typed = "<!DOCTYPE a [<!ENTITY b \"c\">]><w:document xmlns:w=\"w\"><w:body/></w:document>".to_owned();
    let relations =
        "<Relationships><Relationship Type=\"/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            .to_owned();
    let entities = zipped(&[("_rels/.rels".into(), relations), ("word/document.xml".into(), typed)]);
    assert!(refused(&entities).contains("damaged"), "entities");
    assert!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 ...").contains("damaged"));
    assert!(refused(&zipped(&[("content.xml".into(), "<x/>".into())])).contains(".odt"));
    let whole = word("<w:p/>", &[]);
    assert!(refused(&whole[..whole.len() / 2]).contains("damaged"));
    let picture = "<w:p><w:r><w:drawing><pic:pic xmlns:pic=\"p\"/></w:drawing></w:r></w:p>";
    assert!(refused(&word(picture, &[])).contains("scan"));
}

/// The drafts of a document with one score table of these rows.
fn draft(rows: &[String]) -> gongshi::import::draft::Draft {
    let body = format!("{}<w:tbl>{}</w:tbl>", p("2023年度示例项目自评表"), rows.concat());
    super::drafts("a.docx", &word(&body, &[]), &super::content()).remove(0)
}

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn span(columns: usize, words: &str) -> String {
    tc(&format!("<w:gridSpan w:val=\"{columns}\"/>"), words)
}

#[test]
fn a_row_whose_cells_stand_across_the_heads_is_listed_and_never_guessed() {
    let heads = tr(&[span(2, "一级指标"), span(2, "二级指标"), span(2, "分值"), span(2, "得分")]);
    let straight = tr(&[span(2, "决策"), span(2, "立项"), span(2, "40"), span(2, "39")]);
    let crooked = tr(&[span(1, "产出"), span(2, "数量"), span(2, "60"), span(3, "58")]);
    let draft = draft(&[heads, straight, crooked]);
    assert_eq!(draft.indicators.len(), 3, "{:?}", draft.indicators);
    assert!(draft.indicators.iter().all(|row| row.get("weight") != Some("60") && row.get("score") != Some("58")));
    let left: Vec<String> = draft.unplaced.iter().map(|left| Lang::En.say(&left.what)).collect();
    assert!(left.iter().any(|left| left.contains("\"数量 | 60 | 58\"")), "{left:?}");
}

#[test]
fn heads_in_two_rows_and_one_column_of_weights_merged_over_groups_are_read() {
    let below = |words: &str| tc("<w:vMerge w:val=\"restart\"/>", words);
    let on = || tc("<w:vMerge/>", "");
    let rows = [
        tr(&[below("一级指标"), below("二级指标"), below("三级指标"), span(2, "评分情况")]),
        tr(&[on(), on(), on(), tc("", "分值"), tc("", "得分")]),
        tr(&[below("决策"), below("立项"), tc("", "依据"), below("40"), tc("", "20")]),
        tr(&[on(), on(), tc("", "程序"), on(), tc("", "19")]),
        tr(&[tc("", "一级指标"), tc("", "二级指标"), tc("", "三级指标"), tc("", "分值"), tc("", "得分")]),
        tr(&[tc("", "产出"), tc("", "数量"), tc("", "完成率"), tc("", "60"), tc("", "58.50")]),
        tr(&[span(3, "合计"), tc("", "100"), tc("", "97.50")]),
    ];
    let draft = draft(&rows);
    let said: Vec<_> =
        draft.indicators.iter().map(|row| (row.get("name").unwrap(), row.get("weight"), row.get("score"))).collect();
    let expected = [
        ("决策", None, None),
        ("立项", Some("40"), None),
        ("依据", None, Some("20")),
        ("程序", None, Some("19")),
        ("产出", None, None),
        ("数量", None, None),
        ("完成率", Some("60"), Some("58.50")),
    ];
    assert_eq!(said, expected);
    assert_eq!(draft.evaluation.get("score"), Some("97.50"));
    assert!(draft.unplaced.iter().all(|left| left.place.table == 0), "{:?}", draft.unplaced);
}
