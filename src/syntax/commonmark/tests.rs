//! What is shown of a text, and what is known not to be.

use super::copy::is_opening;
use super::*;

/// Every text that ends up on the page, and every character that does not.
fn shown(text: &str) -> String {
    let parsed = parse(text);
    assert_eq!(parsed.lost, Vec::<Range<usize>>::new(), "{text}");
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, parsed.events.into_iter().map(|(event, _)| event));
    html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
}

#[test]
fn emphasis_works_beside_chinese_punctuation() {
    let punctuation = "，。、；：？！“”‘’（）【】《》〈〉「」『』〔〕—…·～％";
    for mark in punctuation.chars() {
        for (delimiter, open, close) in [("**", "<strong>", "</strong>"), ("~~", "<del>", "</del>")] {
            let inner = if is_opening(mark) { format!("甲{mark}乙") } else { format!("甲{mark}") };
            let text = format!("前{delimiter}{inner}{delimiter}她");
            assert_eq!(shown(&text), format!("前{open}{inner}{close}她"), "{text}");
            let inner = if is_opening(mark) { format!("{mark}乙") } else { "乙".to_owned() };
            let text = format!("{delimiter}{inner}{delimiter}{mark}丙");
            assert_eq!(shown(&text), format!("{open}{inner}{close}{mark}丙"), "{text}");
        }
    }
}

#[test]
fn what_is_written_is_shown() {
    for (text, html) in [
        ("**（一）组织领导。**成立专班", "<strong>（一）组织领导。</strong>成立专班"),
        ("甲**（乙）**丙", "甲<strong>（乙）</strong>丙"),
        ("甲**“乙”**丙", "甲<strong>“乙”</strong>丙"),
        ("甲**\"乙\"**丙", "甲<strong>\"乙\"</strong>丙"),
        ("甲**`乙`**丙", "甲<strong><code>乙</code></strong>丙"),
        ("**[甲](a.html)**乙", "<strong><a href=\"a.html\">甲</a></strong>乙"),
        ("甲**[92分]{score}**乙", "甲<strong>92分</strong>乙"),
        ("甲[**1700**万元]{funds.spent}乙", "甲<strong>1700</strong>万元乙"),
        ("**甲**，**乙**（**丙**）", "<strong>甲</strong>，<strong>乙</strong>（<strong>丙</strong>）"),
        ("***甲。***乙", "<em><strong>甲。</strong></em>乙"),
        ("**甲：**100%", "<strong>甲：</strong>100%"),
        ("**100%**的", "<strong>100%</strong>的"),
        ("**Wi-Fi.**覆盖", "<strong>Wi-Fi.</strong>覆盖"),
        ("*甲* 乙", "<em>甲</em> 乙"),
        ("分值*完成率*100%", "分值*完成率*100%"),
        ("12*30*2元", "12*30*2元"),
        ("*为必填项，*为核心项；注：*号", "*为必填项，*为核心项；注：*号"),
        ("**1.**2022年 **5℃**了", "<strong>1.</strong>2022年 <strong>5℃</strong>了"),
        (
            "**（盖章）**____ ____（签字）____，____年__月（__）__、",
            "<strong>（盖章）</strong>____ ____（签字）____，____年__月（__）__、",
        ),
        ("[**92**分]{score}，~~[92分]{score}。~~共", "<strong>92</strong>分，<del>92分。</del>共"),
        ("[&lt;5*2%]{甲}和\\*3*4", "&lt;5*2%和*3*4"),
        ("138****0000和139****0000", "138****0000和139****0000"),
        ("（甲+乙）*丙*丁", "（甲+乙）*丙*丁"),
        ("5%*3*（2+1）", "5%*3*（2+1）"),
        ("（1）~（3）项和（5）~（7）项", "（1）~（3）项和（5）~（7）项"),
        ("3~5天，~~删去。~~共7~9天", "3~5天，<del>删去。</del>共7~9天"),
        ("`a*b*c` 与 `**`", "<code>a*b*c</code> 与 <code>**</code>"),
        ("\\*甲\\*", "*甲*"),
        ("[附件](files/附件 1.pdf)", "<a href=\"files/%E9%99%84%E4%BB%B6%201.pdf\">附件</a>"),
        ("a_b_c", "a_b_c"),
        ("&lt;甲&gt;", "&lt;甲&gt;"),
    ] {
        assert_eq!(shown(text), html, "{text}");
    }
}

#[test]
fn lines_join_within_chinese_text_and_words_keep_their_space() {
    assert_eq!(shown("第一行，\n第二行"), "第一行，第二行");
    assert_eq!(shown("共\n12件"), "共12件");
    assert_eq!(shown("**甲**\n乙"), "<strong>甲</strong>乙");
    assert_eq!(shown("one\ntwo"), "one\ntwo");
    assert_eq!(shown("甲  \n乙"), "甲<br />\n乙");
}

#[test]
fn lines_that_begin_as_items_or_indented_stay_lines() {
    let lines = "投入5<br />\n2.产出6<br />\n（3）甲<br />\n二、乙<br />\n①丙<br />\n-丁";
    assert_eq!(shown(&lines.replace("<br />", "")), lines);
    assert_eq!(shown("共计\n12.5万元，\n2022年"), "共计12.5万元，2022年");
    assert_eq!(shown("　　甲。\n　　乙。\n丙"), "　　甲。<br />\n　　乙。丙");
    for indentation in ["    ", "\t", "      "] {
        let text = format!("{indentation}**（一）甲。**乙[9分]{{score}}\n{indentation}丙\n丁");
        assert_eq!(shown(&text), "<strong>（一）甲。</strong>乙9分<br />\n丙丁", "{text:?}");
    }
    assert!(shown("1. 甲\n\n        乙\n").contains("<p>乙</p>\n</li>"));
    assert_eq!(shown("```\n    a*b\n```"), "<pre><code>    a*b\n</code></pre>");
}

#[test]
fn characters_stand_where_they_were_written() {
    let text = "**甲。**乙[9*2分]{score}\n丙&lt;\\*`丁*`";
    let shown: String = parse_with_characters(text).1.into_iter().map(|(_, c)| c).collect();
    assert_eq!(shown, "甲。乙9*2分丙<*丁*");
    for (at, c) in parse_with_characters(text).1.into_iter().filter(|(_, c)| *c != '<') {
        assert!(text[at..].starts_with(c), "{c}");
    }
}

#[test]
fn code_in_a_table_is_one_cell() {
    assert!(shown("| 甲 | 乙 |\n|---|---|\n| `a|b` | 丙 |\n").contains("<td><code>a|b</code></td><td>丙</td>"));
}

#[test]
fn what_is_not_shown_is_known() {
    let lost =
        |text: &str| -> Vec<String> { parse(text).lost.into_iter().map(|range| text[range].to_owned()).collect() };
    assert_eq!(lost("| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 | 戊 |\n"), ["戊"]);
    assert_eq!(lost("甲\n\n[注]: 另行说明\n"), ["注]: 另行说明"]);
    assert_eq!(lost("[甲][注]\n\n[注]: https://example.gov.cn/\n"), [""; 0]);
    assert_eq!(lost("## 甲 ##\n\n1. 乙\n2) 丙\n\n- 丁\n\n> 戊\n\n```text\n己\n```\n\n甲[^1]\n\n[^1]: 庚\n"), [""; 0]);
}

#[test]
fn of_any_text_every_character_is_shown_or_known_to_be_lost() {
    let pieces = [
        "甲",
        "乙",
        "丙",
        "，",
        "。",
        "（",
        "）",
        "“",
        "**",
        "*",
        "~~",
        "~",
        "`",
        "[",
        "]",
        "](a.html)",
        "[^1]",
        "[^1]: ",
        "|",
        "|---|---|\n",
        "\n",
        "\n\n",
        "- ",
        "3. ",
        "> ",
        "12",
        "%",
        "_",
        "\\",
        "![",
        "## ",
        "{丁}",
        "]{丁}",
        "<",
        ">",
        "&amp;",
        "    ",
        "\t",
        "\r\n",
        "\n===\n",
        "____",
        "　　",
        "℃",
        " ",
        "]: ",
        "---\n",
        "```",
    ];
    let mut seed: u64 = 1;
    for _ in 0..20_000 {
        let mut text = String::new();
        for _ in 0..14 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
        }
        let parsed = parse(&text);
        let words = parsed.events.iter().map(|(event, _)| match event {
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                words.to_string()
            }
            _ => String::new(),
        });
        let words: String = words.collect();
        assert!(!words.contains(['x', ',', '字', 'ß', '\u{c}']), "of the copy, not of {text:?}: {words:?}");
        let lost: String = parsed.lost.iter().map(|range| &text[range.clone()]).collect();
        for c in ['甲', '乙', '丙', '，', '。', '（', '）', '“'] {
            let count = |text: &str| text.matches(c).count();
            assert_eq!(count(&words) + count(&lost), count(&text), "{c} of {text:?}: {words:?}, lost {lost:?}");
        }
    }
}
