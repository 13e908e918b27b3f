//! Files to import that could stall everybody or take all memory, for the benchmark. Each is at, or just above, what the readers
//! take. Measures nothing.

#![allow(unreachable_pub)]

use std::io::{Cursor, Write};

use super::word97::{Doc, P, p, plc, row, sprm};

/// A file by what is hostile in it: its name, and how it is made.
pub type Case = (&'static str, &'static str, fn() -> Vec<u8>);

/// All of them.
pub const IMPORTS: &[Case] = &[
    ("import docx: a bomb", "a.docx", || docx("<w:p><w:r><w:t>", " ", 3_000_000_000, "</w:t></w:r></w:p>")),
    ("import docx: entities", "a.docx", || {
        let entities = "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">";
        zipped(&[(
            "word/document.xml",
            &format!("<!DOCTYPE w [<!ENTITY a \"a\">{entities}]><w>"),
            "&b;",
            1_000_000,
            "</w>",
        )])
    }),
    ("import docx: nested tables", "a.docx", || {
        docx(&"<w:tbl><w:tr><w:tc>".repeat(20_000), "", 0, &"</w:tc></w:tr></w:tbl>".repeat(20_000))
    }),
    ("import docx: wide cells", "a.docx", || {
        let cell = "<w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"99999999\"/></w:tcPr></w:tc></w:tr>";
        docx("<w:tbl>", cell, 5_000_000, "</w:tbl>")
    }),
    ("import docx: a million rows", "a.docx", || docx("<w:tbl>", "<w:tr/>", 7_000_000, "</w:tbl>")),
    ("import docx: cells", "a.docx", || docx("<w:tbl>", &format!("<w:tr>{CELLS}</w:tr>"), 4_500_000, "</w:tbl>")),
    ("import docx: paragraphs", "a.docx", || docx("", "<w:p><w:r><w:t>甲</w:t></w:r></w:p>", 2_700_000, "")),
    ("import docx: one long text", "a.docx", || {
        docx("<w:p><w:r><w:t>", "支出9万元，", 29_000_000, "</w:t></w:r></w:p>")
    }),
    ("import docx: merged cells", "a.docx", || {
        let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc>";
        docx("<w:tbl>", &format!("<w:tr>{}</w:tr>", cell.repeat(20)), 4_000_000, "</w:tbl>")
    }),
    ("import docx: notes", "a.docx", || {
        let note = "<w:footnote w:id=\"1\"><w:p><w:r><w:t>一段很长的注解，到处都有</w:t></w:r></w:p></w:footnote>";
        let mark = "<w:r><w:footnoteReference w:id=\"1\"/></w:r>";
        let body = part("word/document.xml", "<w:p>", mark, 3_000_000, "</w:p>", "document");
        let notes = part("word/footnotes.xml", "", note, 3_000_000, "", "footnotes");
        zipped_parts(&[body, notes])
    }),
    ("import docx: headers", "a.docx", || {
        let lines: String = (0..60_000).map(|at| format!("<w:p><w:r><w:t>页眉{at}</w:t></w:r></w:p>")).collect();
        let header = part("word/header.xml", &lines, "", 0, "", "hdr");
        let body =
            part("word/document.xml", "<w:p><w:r><w:t>", "页眉的字，", 20_000_000, "</w:t></w:r></w:p>", "document");
        let related = "<r Id=\"a\" Type=\"/header\" Target=\"header.xml\"/>";
        let related = ("word/_rels/document.xml.rels", format!("<r>{related}"), "", 0, "</r>".to_owned());
        zipped_parts(&[body, header, related])
    }),
    ("import docx: formulas", "a.docx", || {
        let (open, close) = ("<m:sSup><m:e>".repeat(120), "</m:e><m:sup/></m:sSup>".repeat(120));
        docx(&format!("<w:p><m:oMath>{open}<m:t>"), "预算", 29_000_000, &format!("</m:t>{close}</m:oMath></w:p>"))
    }),
    ("import docx: styles of characters", "a.docx", || {
        let styles: String = (0..30)
            .map(|at| format!("<w:style w:styleId=\"{at}\"><w:basedOn w:val=\"{}\"/></w:style>", at + 1))
            .collect();
        let run = "<w:r><w:rPr><w:rStyle w:val=\"0\"/></w:rPr><w:t>甲</w:t></w:r>";
        let body = part("word/document.xml", "<w:p>", run, 3_500_000, "</w:p>", "document");
        zipped_parts(&[body, part("word/styles.xml", &styles, "", 0, "", "styles")])
    }),
    ("import docx: numbers", "a.docx", || {
        let level = "<w:lvl w:ilvl=\"0\"><w:lvlText w:val=\"";
        let list = "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
        let paragraph = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:p>";
        let body = part("word/document.xml", "", paragraph, 3_500_000, "", "document");
        let end = format!("\"/></w:lvl></w:abstractNum>{list}");
        let begin = format!("<w:abstractNum w:abstractNumId=\"0\">{level}");
        zipped_parts(&[body, part("word/numbering.xml", &begin, "%1", 9_000_000, &end, "numbering")])
    }),
    ("import xlsx: a bomb", "a.xlsx", || xlsx("<row r=\"1\"><c t=\"inlineStr\"><is><t>", " ", 3_000_000_000, "", "")),
    ("import xlsx: a far cell", "a.xlsx", || xlsx(FAR, "", 0, "", "")),
    ("import xlsx: a million rows", "a.xlsx", || xlsx("", "<row><c><v>1</v></c></row>", 26_000_000, "", "")),
    ("import xlsx: rows", "a.xlsx", || xlsx("", "<row><c><v>0.1</v></c></row>", 1_700_000, "", "")),
    ("import xlsx: merged ranges", "a.xlsx", || {
        let merged = "<mergeCell ref=\"A1:C1048576\"/>".repeat(90_000);
        xlsx("", "<row><c><v>0.1</v></c></row>", 900_000, "", &format!("<mergeCells>{merged}</mergeCells>"))
    }),
    ("import xlsx: a merged sheet", "a.xlsx", || {
        xlsx(FAR, "", 0, "", "<mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells>")
    }),
    ("import xls: rows", "a.xls", || xls(&rows(90_000), &[])),
    ("import xls: a million rows", "a.xls", || xls(&rows(1_000_000), &[])),
    ("import xls: merged ranges", "a.xls", || {
        let range = [0_u16, 0xffff, 0, 3].map(u16::to_le_bytes).concat();
        let merged = record(0xe5, &[1000_u16.to_le_bytes().as_slice(), &range.repeat(1000)].concat());
        xls(&[rows(65_000), merged.repeat(90)].concat(), &[])
    }),
    ("import xls: texts", "a.xls", || {
        let texts = [1_u32.to_le_bytes(), 1_u32.to_le_bytes()].concat();
        let more = record(0x3c, &[255_u16.to_le_bytes().as_slice(), &[0], &[b'a'; 255]].concat().repeat(31));
        xls(&rows(10), &[record(0xfc, &texts), more.repeat(3500)].concat())
    }),
    ("import ods: repeated cells", "a.ods", || {
        let cell = "<cell number-columns-repeated=\"999999\"><p>甲</p></cell>".replace("cell", "table-cell");
        ods(&format!("<table-row number-rows-repeated=\"1000000000\">{cell}</table-row>"), 1)
    }),
    ("import ods: rows", "a.ods", || ods("<table-row><table-cell><p>7.29</p></table-cell></table-row>", 70_000)),
    ("import ods: hidden columns", "a.ods", || {
        ods("<table-column visibility=\"collapse\" number-columns-repeated=\"999999999\"/>", 100_000)
    }),
    ("import doc: paragraphs", "a.doc", || text(vec![p("甲"); 240_000])),
    ("import doc: one long text", "a.doc", || text(vec![p(&"支出9万元，".repeat(2_100_000))])),
    ("import doc: nested tables", "a.doc", || text((1..=20_000).map(|depth| p("甲").cell(depth)).collect())),
    ("import doc: deep tables", "a.doc", || {
        let down = (1..=240).map(|depth| p("甲").inside(depth));
        let up = (1..=240).rev().flat_map(|depth| [p("乙").cell(depth), row(depth, &[0, 900], &[0])]);
        text(vec![down.chain(up).collect::<Vec<_>>(); 200].concat())
    }),
    ("import doc: rows", "a.doc", || {
        let edges: Vec<i16> = (0..=60).map(|at| at * 100).collect();
        let cells = vec![p("7.29").cell(1); 60];
        text(vec![[cells, vec![row(1, &edges, &[0x60; 60])]].concat(); 1_600].concat())
    }),
    ("import doc: edges", "a.doc", || {
        let line = |at: i16| vec![p("7.29").cell(1), p("甲").cell(1), row(1, &[0, at, 32_000], &[0, 0])];
        text((1..=30_000).flat_map(line).collect())
    }),
    ("import doc: fields", "a.doc", || text(vec![p(&"\u{13}".repeat(9_000_000))])),
    ("import doc: notes", "a.doc", || {
        let marks: Vec<u32> = (0..=100_000).collect();
        let whole: Vec<u32> = (0..=100_000).map(|at| at % 2 * 1_000_000).collect();
        let parts = vec![(2, plc(&marks, &vec![vec![1, 0]; 100_000]), Vec::new()), (3, plc(&whole, &[]), Vec::new())];
        let footnotes = vec![p(&"注".repeat(1_000_000))];
        Doc { main: vec![p(&"\u{2}".repeat(100_000))], footnotes, parts, ..Doc::default() }.file()
    }),
    ("import doc: modifiers", "a.doc", || {
        let insert = sprm(0x7621, &[0, 255, 1, 0]).repeat(2_700);
        let data = [&(insert.len() as u16).to_le_bytes(), insert.as_slice()].concat();
        let line = P { said: sprm(0x6646, &0_u32.to_le_bytes()), ..p("甲") };
        Doc { main: vec![line; 100_000], data, ..Doc::default() }.file()
    }),
    ("import html: nested tables", "a.xls", || ["<table><tr><td>"; 20_000].concat().into_bytes()),
    ("import html: wide cells", "a.xls", || {
        ["<table>", &"<tr><td colspan=999999999 rowspan=999999999>a</tr>".repeat(10_000)].concat().into_bytes()
    }),
    ("import html: a million rows", "a.xls", || ["<table>", &"<tr><td>1".repeat(1_000_000)].concat().into_bytes()),
    ("import html: rows", "a.xls", || ["<table>", &"<tr><td>1<td>甲".repeat(49_000)].concat().into_bytes()),
    ("import html: tags", "a.xls", || ["<html>", &"<a ".repeat(9_900_000)].concat().into_bytes()),
    ("import html: lists", "a.xls", || ["<html>", &"<ol><li>甲".repeat(600_000)].concat().into_bytes()),
    ("import md: links", "a.md", || "[](".repeat(3_300_000).into_bytes()),
    ("import md: emphasis", "a.md", || "**甲".repeat(1_900_000).into_bytes()),
    ("import csv: a million rows", "a.csv", || "1,2\n".repeat(1_000_000).into_bytes()),
    ("import csv: rows", "a.csv", || "1,2\n".repeat(49_000).into_bytes()),
    ("import txt: rows", "a.txt", || "甲\t1\n".repeat(49_000).into_bytes()),
    ("import txt: a million rows", "a.txt", || "甲\t1\n".repeat(1_000_000).into_bytes()),
    ("import txt: one long line", "a.txt", || "支出9万元，".repeat(1_800_000).into_bytes()),
    ("import txt: a form of many rows", "a.txt", || form(24_000, 1)),
    ("import txt: a form and its repetition", "a.txt", || form(12_000, 2)),
    ("import txt: one long cell", "a.txt", || ["\t甲\n", &"甲\n".repeat(490_000), "\t乙\n"].concat().into_bytes()),
    ("import txt: leftovers", "a.txt", || "[image:a]".repeat(3_300_000).into_bytes()),
    ("import txt: larger", "a.txt", || "甲".repeat(16_000_000).into_bytes()),
    ("import txt: lines", "a.txt", || "甲\n\n".repeat(249_000).into_bytes()),
];

const CELLS: &str = "<w:tc><w:p><w:r><w:t>7.29</w:t></w:r></w:p></w:tc><w:tc/>";
const FAR: &str =
    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";

fn text(main: Vec<P>) -> Vec<u8> {
    Doc { main, ..Doc::default() }.file()
}

/// A form whose score table has so many rows, so many times.
fn form(rows: usize, times: usize) -> Vec<u8> {
    let rows = (0..rows).map(|at| format!("产出{}\t数量{at}\t1\t0.5\n", at / 10)).collect::<String>();
    let table = format!("一级指标\t二级指标\t分值\t得分\n{rows}\n");
    format!("2023年度示例项目自评表\n项目名称\t示例\n{}", table.repeat(times)).into_bytes()
}

/// A part of a package: its name, what stands before, a piece repeated to so many bytes, and what stands behind.
type Part<'p> = (&'p str, String, &'p str, usize, String);

fn part<'p>(name: &'p str, before: &str, piece: &'p str, size: usize, behind: &str, root: &str) -> Part<'p> {
    let inside = if root == "document" { ("<w:body>", "</w:body>") } else { ("", "") };
    (
        name,
        format!("<w:{root} xmlns:w=\"w\">{}{before}", inside.0),
        piece,
        size,
        format!("{behind}{}</w:{root}>", inside.1),
    )
}

fn docx(before: &str, piece: &str, size: usize, behind: &str) -> Vec<u8> {
    zipped_parts(&[part("word/document.xml", before, piece, size, behind, "document")])
}

fn xlsx(before: &str, piece: &str, size: usize, behind: &str, more: &str) -> Vec<u8> {
    let before = format!("<w><sheetData>{before}");
    let behind = format!("{behind}</sheetData>{more}</w>");
    zipped(&[
        ("xl/book.xml", "<w><sheets><sheet name=\"a\" id=\"a\"/></sheets></w>", "", 0, ""),
        ("xl/_rels/book.xml.rels", "<r><r Id=\"a\" Target=\"sheet.xml\"/></r>", "", 0, ""),
        ("xl/sheet.xml", &before, piece, size, &behind),
    ])
}

fn ods(piece: &str, count: usize) -> Vec<u8> {
    let before = "<d><body><spreadsheet><table>";
    zipped(&[("content.xml", before, piece, count * piece.len(), "</table></spreadsheet></body></d>")])
}

fn zipped(parts: &[(&str, &str, &str, usize, &str)]) -> Vec<u8> {
    let parts: Vec<Part<'_>> = parts
        .iter()
        .map(|(name, before, piece, size, behind)| (*name, (*before).to_owned(), *piece, *size, (*behind).to_owned()))
        .collect();
    zipped_parts(&parts)
}

fn zipped_parts(parts: &[Part<'_>]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let relations = format!("<r><r Type=\"/officeDocument\" Target=\"{}\"/></r>", parts[0].0);
    let options = zip::write::SimpleFileOptions::default();
    writer.start_file("_rels/.rels", options).expect("memory to write to");
    writer.write_all(relations.as_bytes()).expect("memory to write to");
    for (name, before, piece, size, behind) in parts {
        writer.start_file(*name, options).expect("memory to write to");
        writer.write_all(before.as_bytes()).expect("memory to write to");
        // Of short pieces many at once.
        let many = piece.repeat((100_000 / piece.len().max(1)).max(1));
        for _ in 0..size / many.len().max(1) {
            writer.write_all(many.as_bytes()).expect("memory to write to");
        }
        writer.write_all(behind.as_bytes()).expect("memory to write to");
    }
    writer.finish().expect("memory to write to").into_inner()
}

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    [kind.to_le_bytes().as_slice(), &(data.len() as u16).to_le_bytes(), data].concat()
}

/// Rows of one number each.
fn rows(count: usize) -> Vec<u8> {
    let row = |at: usize| {
        let cell = [at as u16, 0, 0].map(u16::to_le_bytes).concat();
        record(0x203, &[cell.as_slice(), &7.29_f64.to_le_bytes()].concat())
    };
    (0..count).flat_map(row).collect()
}

/// A workbook of one sheet with these records, and more among those of all sheets.
fn xls(sheet: &[u8], more: &[u8]) -> Vec<u8> {
    let begin = record(0x809, &[0, 6, 5, 0]);
    let end = record(0x0a, &[]);
    let named = |at: u32| record(0x85, &[at.to_le_bytes().as_slice(), &[0, 0, 1, 0, b'a']].concat());
    let head = begin.len() + named(0).len() + more.len() + end.len();
    let book = [&begin, named(head as u32).as_slice(), more, &end, &begin, sheet, &end].concat();
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory to write to");
    let mut stream = file.create_stream("/Workbook").expect("memory to write to");
    stream.write_all(&book).expect("memory to write to");
    drop(stream);
    file.into_inner().into_inner()
}
