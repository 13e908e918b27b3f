//! What makes old Word documents hard to read, one thing each: what a reader of the document sees is what is read.

use gongshi::import::document::{Block, Document};
use gongshi::import::read;
use gongshi::lang::Lang;

use super::word97::{DELETED, Doc, HIDDEN, INSERTED, P, SPECIAL, p, plc, row, sprm};

fn document(doc: Doc) -> Document {
    read::read("a.doc", &doc.file()).unwrap_or_else(|message| panic!("{}", Lang::En.say(&message))).remove(0)
}

fn text(main: Vec<P>) -> Doc {
    Doc { main, ..Doc::default() }
}

fn refused(bytes: &[u8]) -> String {
    Lang::En.say(&read::read("a.doc", bytes).expect_err("refused"))
}

fn notices(document: &Document) -> Vec<String> {
    document.notices.iter().map(|notice| notice.said(Lang::En)).collect()
}

/// Paragraphs with the level of headings, and the cells of tables with their places, as lines.
fn lines(document: &Document) -> Vec<String> {
    let mut lines = Vec::new();
    for block in &document.blocks {
        match block {
            Block::Paragraph(paragraph) => {
                let level = paragraph.heading.map_or(String::new(), |level| format!("{level} "));
                lines.push(level + &paragraph.text);
            }
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

fn cells(texts: &[&str]) -> Vec<P> {
    texts.iter().map(|text| p(text).cell(1)).collect()
}

#[test]
fn text_in_pieces_of_one_and_two_bytes_is_one_text() {
    let text = text(vec![p("Plan 90.50"), p("得分90.50分“优”"), p("total").end('\r', &[])]);
    assert_eq!(lines(&document(text)), ["Plan 90.50", "得分90.50分“优”", "total"]);
}

#[test]
fn cells_have_the_columns_that_their_edges_say() {
    let main = [
        cells(&["甲", "乙"]),
        vec![row(1, &[0, 2000, 3000], &[0, 0x60])],
        // Edges that are a little off stand below one another; a row may begin further right.
        cells(&["丙", ""]),
        vec![row(1, &[1010, 1995, 3000], &[0, 0x20])],
        cells(&["丁", "藏", "戊"]),
        vec![row(1, &[0, 1000, 2000, 3003], &[1, 2, 0])],
        // The other of the two ways to say it.
        cells(&["己", "藏", "庚"]),
        vec![row(1, &[0, 1000, 2000, 3000], &[2, 1, 0])],
        vec![p("后")],
    ];
    let said = lines(&document(text(main.concat())));
    let expected = [
        "1.1,0 2x1 甲",
        "1.1,2 1x2 乙",
        "1.2,1 1x1 丙",
        "1.3,0 2x1 丁",
        "1.3,2 1x1 戊",
        "1.4,0 2x1 己",
        "1.4,2 1x1 庚",
        "后",
    ];
    assert_eq!(said, expected);
}

#[test]
fn rows_that_were_changed_after_they_were_made_are_as_they_became() {
    let changed = |change: &[u8]| row(1, &[0, 1000, 2000, 3000], &[0, 0, 0]).said(change);
    let main = [
        cells(&["甲", "乙", "丙"]),
        vec![changed(&sprm(0xd62b, &[2, 2, 3]))],
        cells(&["丁", "藏", ""]),
        vec![changed(&[sprm(0x5624, &[0, 2]), sprm(0xd62b, &[2, 2, 1])].concat())],
        cells(&["戊", "己"]),
        vec![changed(&[sprm(0x5622, &[0, 1]), sprm(0x7623, &[0, 1, 0xd0, 0x07])].concat())],
        cells(&["一", "二", "三", "四"]),
        vec![row(1, &[0, 1000, 2000, 3000], &[0; 3]).said(&sprm(0x7621, &[1, 1, 100, 0]))],
        vec![p("后")],
    ];
    let said = lines(&document(text(main.concat())));
    let expected = [
        "1.1,0 1x1 甲",
        "1.1,1 2x1 乙",
        "1.1,3 2x2 丙",
        "1.2,0 3x1 丁",
        "1.3,0 3x1 戊",
        "1.3,3 2x1 己",
        "1.4,0 1x1 一",
    ];
    assert_eq!(said[..7], expected, "{said:#?}");
}

#[test]
fn tables_in_cells_are_tables_behind_the_one_around_them() {
    let main = vec![
        p("外").inside(1),
        p("内").cell(2),
        p("里").cell(2),
        row(2, &[0, 500, 900], &[0, 0]),
        p("后").cell(1),
        row(1, &[0, 3000], &[0]),
        p("完"),
    ];
    let said = lines(&document(text(main)));
    assert_eq!(said, ["1.1,0 1x1 外\n后", "2.1,0 1x1 内", "2.1,1 1x1 里", "完"]);
}

#[test]
fn what_is_struck_out_and_numbers_of_notes_are_no_part_of_a_figure() {
    let line = p("90").and("98", &sprm(0x0837, &[1])).and("97", &sprm(0x2a53, &[1])).and("12", &sprm(0x2a48, &[1]));
    let document = document(text(vec![line.and("3", &sprm(0x2a48, &[2])).and("分", &sprm(0x0837, &[0]))]));
    assert_eq!(lines(&document), ["90¹²₃分"]);
    assert_eq!(document.notices[0].said(Lang::En), "Words that are struck out were left out (1)");
}

#[test]
fn tracked_changes_are_taken_and_hidden_words_left_out() {
    let main = [
        vec![p("得").and("80", &DELETED).and("90", &INSERTED).and("密", &HIDDEN).and("分", &[])],
        vec![p("前").end('\r', &DELETED), p("后")],
        cells(&["留"]),
        vec![row(1, &[0, 900], &[0])],
        cells(&["删"]),
        vec![row(1, &[0, 900], &[0]).end('\u{7}', &DELETED)],
        vec![p("完")],
    ];
    let document = document(text(main.concat()));
    assert_eq!(lines(&document), ["得90分", "前后", "1.1,0 1x1 留", "完"]);
    let said = [
        "Tracked insertions were kept (1)",
        "Tracked deletions, of words and rows, were left out (3)",
        "Hidden words and rows were left out (1)",
    ];
    assert_eq!(notices(&document), said);
}

#[test]
fn what_a_fast_save_says_of_a_piece_is_said_of_its_words() {
    let deleted = P { piece: 0x41 << 1 | 1 << 8, ..p("删") };
    let hidden = P { piece: 1, ..p("藏") };
    let main = vec![p("甲"), deleted, p("乙"), hidden];
    let document = document(Doc { main, lists: vec![HIDDEN.to_vec()], ..Doc::default() });
    assert_eq!(lines(&document), ["甲", "乙", ""]);
    assert_eq!(notices(&document).len(), 2);
}

#[test]
fn fields_are_what_they_show_and_those_that_cannot_be_read_are_told() {
    let field = p("").and("\u{13} =SUM(ABOVE) \u{14}92\u{15}", &SPECIAL).and("分", &[]);
    let within = p("\u{13} IF \u{13} PAGE \u{14}3\u{15} = 1 \u{14}有\u{13} REF a \u{14}二\u{15}\u{15}完");
    let lost = p("\u{13} EQ \\o\\ac(○,1) \u{15}一");
    let document = document(text(vec![field, within, lost]));
    assert_eq!(lines(&document), ["92分", "有二完", "一"]);
    assert!(notices(&document)[0].contains("fields"), "{:?}", notices(&document));
    // All behind it would be taken for what the field is to do.
    assert!(refused(&text(vec![p("甲\u{13} REF a 乙"), p("丙")]).file()).contains("damaged"));
}

#[test]
fn ticks_hyphens_breaks_and_notes_are_what_is_seen() {
    let symbol = |code: u16| [sprm(0x6a09, &[0, 0, code as u8, (code >> 8) as u8]), SPECIAL.to_vec()].concat();
    let name: Vec<u8> = "Wingdings\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let fonts = [&[1, 0, 0, 0, 39 + name.len() as u8], [0; 39].as_slice(), &name].concat();
    // A box of a form that is ticked, and one that is as it was made: not.
    let form = |bits: u16, default: u8| {
        let form = [&[255; 4], bits.to_le_bytes().as_slice(), &[0; 8], &[default, 0]].concat();
        [&(68 + form.len() as u32).to_le_bytes(), [68, 0].as_slice(), &[0; 62], &form].concat()
    };
    let (ticked, unticked) = (form(1 | 1 << 2, 0), form(1 | 25 << 2, 0));
    let data = |at: usize| [sprm(0x6a03, &(at as u32).to_le_bytes()), sprm(0x0806, &[1]), SPECIAL.to_vec()].concat();
    let boxes = p("\u{13} FORMCHECKBOX ").and("\u{1}", &data(0)).and("\u{14}\u{15}是\u{13} FORMCHECKBOX ", &[]);
    let main = vec![
        p("").and("(", &symbol(0xf0fe)).and("优", &[]).and("(", &symbol(0xf0a8)).and("良", &[]),
        p("0898\u{1e}27715001\u{b}\u{1f}≥"),
        boxes.and("\u{1}", &data(ticked.len())).and("\u{15}否", &[]),
        p("甲").and("\u{2}", &SPECIAL).and("乙", &[]),
        p("完"),
    ];
    let at: u32 = main[..3].iter().flat_map(|p| &p.runs).map(|(words, _)| words.encode_utf16().count() as u32).sum();
    let parts = vec![
        (15, fonts, Vec::new()),
        (2, plc(&[at + 3 + 1, 9999], &[vec![1, 0]]), Vec::new()),
        (3, plc(&[0, 4, 5], &[]), Vec::new()),
    ];
    let footnotes = vec![p("").and("\u{2}", &SPECIAL).and("注解", &[]), p("")];
    let doc = Doc { main, footnotes, parts, data: [ticked, unticked].concat(), ..Doc::default() };
    assert_eq!(lines(&document(doc)), ["☑优□良", "0898-27715001\n≥", "☑是□否", "甲〔注1〕乙", "完", "〔注1〕注解"]);
}

/// A list of two levels, （一） below 一、.
fn numbered(main: Vec<P>) -> Doc {
    let level = |text: &str| {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut level = vec![0; 28];
        (level[0], level[4]) = (1, 39);
        level.extend((text.len() as u16 / 2).to_le_bytes());
        level.extend(text);
        level
    };
    let list = [&1_u16.to_le_bytes(), 7_u32.to_le_bytes().as_slice(), &[0; 24]].concat();
    let levels = [level("\0、"), level("（\u{1}）"), level("").repeat(7)].concat();
    let mut uses = 2_u32.to_le_bytes().to_vec();
    for begins_again in [0, 1] {
        uses.extend([&7_u32.to_le_bytes(), [0; 8].as_slice(), &[begins_again, 0, 0, 0]].concat());
    }
    uses.extend([[255; 8].as_slice(), &1_u32.to_le_bytes(), &0x10_u32.to_le_bytes()].concat());
    // A heading, whose level is built in, and a style that stands in the list.
    let style = |kind: u16, said: &[u8]| {
        let papx = [&(said.len() as u16 + 2).to_le_bytes(), [0, 0].as_slice(), said].concat();
        let papx = [papx.as_slice(), &vec![0; papx.len() % 2], &[0, 0]].concat();
        let style = [&kind.to_le_bytes(), [1, 0xff].as_slice(), &[0; 6], &[0, 0, 0, 0], &papx].concat();
        [&(style.len() as u16).to_le_bytes(), style.as_slice()].concat()
    };
    let head = [&18_u16.to_le_bytes(), [0, 0, 10, 0].as_slice(), &[0; 14]].concat();
    let listed = [sprm(0x460b, &[1, 0]), sprm(0x260a, &[1])].concat();
    let styles = [head, style(0, &[]), style(2, &[]), style(0xffe, &listed)].concat();
    Doc { main, parts: vec![(1, styles, Vec::new()), (73, list, levels), (74, uses, Vec::new())], ..Doc::default() }
}

#[test]
fn numbers_are_counted_from_lists_and_styles_and_begin_again() {
    let listed = |list: u16, level: u8, words: &str| {
        p(words).said(&[sprm(0x460b, &list.to_le_bytes()), sprm(0x260a, &[level])].concat())
    };
    let styled = |style: u8, words: &str| p(words).said(&sprm(0x4600, &[style, 0]));
    let main = vec![
        listed(1, 0, "甲"),
        styled(2, "乙"),
        styled(2, "丙"),
        listed(1, 0, "丁"),
        styled(2, "戊"),
        listed(2, 0, "己"),
        styled(1, "题"),
        listed(9, 0, "庚"),
    ];
    let document = document(numbered(main));
    assert_eq!(lines(&document), ["一、甲", "（一）乙", "（二）丙", "二、丁", "（一）戊", "一、己", "2 题", "庚"]);
    assert!(notices(&document)[0].contains("numbers of lists"), "{:?}", notices(&document));
}

#[test]
fn a_table_whose_rows_do_not_say_where_cells_stand_is_told() {
    let main = [cells(&["甲", "乙"]), vec![row(1, &[0, 900], &[0])], vec![p("后")]].concat();
    let document = document(text(main));
    let Block::Table(table) = &document.blocks[0] else { panic!("a table") };
    assert!(!table.has_columns);
    assert!(notices(&document)[0].contains("columns"), "{:?}", notices(&document));
}

#[test]
fn locked_older_and_broken_documents_are_refused_with_a_message() {
    let whole = text([cells(&["甲"]), vec![row(1, &[0, 900], &[0])], vec![p("后")]].concat()).file();
    assert!(refused(&Doc { main: vec![p("甲")], flags: 0x100, ..Doc::default() }.file()).contains("password"));
    assert!(refused(&whole[..whole.len() / 2]).contains("damaged"));
    assert!(refused(&text(cells(&["甲"])).file()).contains("damaged"), "a row without an end");
    let deep = p("甲").inside(20_000);
    assert!(refused(&text(vec![deep]).file()).contains("deeper"));
    let picture = text(vec![p("").and("\u{1}", &SPECIAL)]);
    assert!(refused(&picture.file()).contains("scan"));
    let older = |stream: &str| {
        let mut file = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
        std::io::Write::write_all(&mut file.create_stream(stream).unwrap(), &[0xdc, 0xa5, 0x65, 0]).unwrap();
        refused(&file.into_inner().into_inner())
    };
    assert!(older("/WordDocument").contains("95") && older("/Book").contains("95"));
    assert!(older("/EncryptedPackage").contains("password") && older("/PowerPoint Document").contains("not known"));
}
