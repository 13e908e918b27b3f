//! What clerks write that TOML allows and the format does not, and that no word of the TOML reader reaches them.

use std::collections::BTreeSet;

use gongshi::diag::Finding;
use gongshi::lang::Lang;
use gongshi::source::{Source, Sources};
use gongshi::{model, pipeline};
use rayon::prelude::*;
use toml::de::DeTable;

const MISTAKES: &str = include_str!("../fixtures/mistakes.txt");
const SLIPS: &str = include_str!("../fixtures/slips.txt");

const PROJECT: &str = "content/projects/2022/demo/project.toml";
const SITE: [(&str, &str); 4] = [
    ("content/site.toml", "title = \"示例\"\ntheme = \"mine\"\n"),
    ("content/agencies.toml", "[[agencies]]\nid = \"demo-center\"\nname = \"示例政务服务中心\"\n"),
    ("content/rubrics/demo.toml", "name = \"示例评分标准\"\n"),
    ("themes/mine/theme.toml", "name = \"我的\"\n"),
];

/// What reading a site gives in which one file is replaced.
fn read(path: &str, text: &str) -> Vec<Finding> {
    let given = || Source { path: path.to_owned(), text: text.to_owned() };
    let all = SITE.map(|(path, text)| Source { path: path.to_owned(), text: text.to_owned() });
    let site = pipeline::plan(Sources::new(all.into_iter().chain([given()])), Vec::new());
    let file = site.sources.find(path).expect("the file given");
    site.findings().iter().filter(|finding| finding.span.file == file).map(|held| held.finding()).collect()
}

/// The lines that a `project.toml` must have and `text` has not.
fn missing(text: &str) -> String {
    let required = [("title", "\"示例\""), ("year", "2022"), ("agency", "\"demo-center\"")];
    let absent = required.iter().filter(|(key, _)| !text.lines().any(|line| line.starts_with(&format!("{key} ="))));
    absent.map(|(key, value)| format!("{key} = {value}\n")).collect()
}

/// The sentence of a finding and its help.
fn said(lang: Lang, finding: &Finding) -> String {
    let help = finding.help.iter().map(|help| lang.say(help));
    std::iter::once(lang.say(&finding.message)).chain(help).collect::<Vec<_>>().join("\n")
}

#[test]
fn each_mistake_is_one_finding_that_names_it_and_shows_how_to_write_it() {
    const READING: [&str; 6] =
        ["syntax-error", "unknown-key", "missing-key", "wrong-type", "invalid-value", "limit-exceeded"];
    let mut wrong = Vec::new();
    for case in MISTAKES.split("\n=== ").skip(1) {
        let (head, marked) = case.split_once('\n').expect("a file below its head");
        let parts: Vec<&str> = head.split(" | ").collect();
        let [name, id, shown] = parts[..] else { panic!("{head}") };
        let path = match name {
            "project.toml" => PROJECT.to_owned(),
            theme if theme.starts_with("themes/") => theme.to_owned(),
            other => format!("content/{other}"),
        };
        let marked =
            if name == "project.toml" { missing(&marked.replace('⟦', "")) + marked } else { marked.to_owned() };
        let marked = if name == "site.toml" { marked.replacen('\n', "\ntheme = \"mine\"\n", 1) } else { marked };
        let start = marked.find('⟦').expect("a place");
        let end = marked.find('⟧').expect("an end") - '⟦'.len_utf8();
        let findings = read(&path, &marked.replace(['⟦', '⟧'], ""));
        let findings: Vec<&Finding> = findings.iter().filter(|finding| READING.contains(&finding.rule)).collect();
        let is_right = |finding: &Finding| {
            let (chinese, english) = (said(Lang::ZhCn, finding), said(Lang::En, finding));
            // A place at the top is told in words, which are Chinese in the table.
            let is_shown = chinese.contains(shown) && (english.contains(shown) || id.ends_with("from-top"));
            (finding.span.start(), finding.span.end()) == (start, end)
                && (finding.message.id == id)
                && is_shown
                && !english.contains('⟨')
        };
        if !matches!(&findings[..], [one] if is_right(one)) {
            let told = findings.iter().map(|one| format!("    {:?} {}", one.span, said(Lang::ZhCn, one)));
            wrong.push(format!("{case}\n{start}..{end}\n{}", told.collect::<Vec<_>>().join("\n")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n\n"));
}

/// The words of Latin letters in a text.
fn latin_words(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 1).collect()
}

/// Whether two Latin words stand side by side in a sentence that are not written so in the file.
fn is_english(sentence: &str, file: &str) -> bool {
    let letters = |c: char| c.is_ascii_alphabetic();
    let words: Vec<&str> = sentence.split_inclusive(' ').collect();
    words.windows(2).any(|pair| {
        let (one, other) = (pair[0].trim_end(), pair[1].trim_end_matches(|c: char| !c.is_ascii_alphabetic()));
        let is_pair = !one.is_empty() && !other.is_empty() && one.chars().all(letters) && other.chars().all(letters);
        is_pair && !file.contains(&format!("{one} {other}"))
    })
}

#[test]
fn no_word_of_the_parser_reaches_a_chinese_message() {
    let cases = [MISTAKES, SLIPS].into_iter().flat_map(|file| file.split("\n=== ").skip(1));
    let files: Vec<String> = cases.filter_map(|case| Some(case.split_once('\n')?.1.replace(['⟦', '⟧'], ""))).collect();
    let edited = |text: &str| -> Vec<String> {
        const PUT_IN: [&str; 14] = ["\"", "'", "[", "]", "{", "}", "=", ",", "#", "\\", "\n", "：", "“", "1"];
        let places = text.char_indices().map(|(at, c)| (at, at + c.len_utf8())).enumerate();
        let all = places.flat_map(|(number, (start, end))| {
            let put_in = PUT_IN[number % PUT_IN.len()];
            [format!("{}{}", &text[..start], &text[end..]), format!("{}{put_in}{}", &text[..start], &text[start..])]
        });
        all.collect()
    };
    let complained: usize = files
        .par_iter()
        .flat_map_iter(|file| edited(file))
        .map(|text| {
            let errors = DeTable::parse_recoverable(&text).1;
            let of_parser: BTreeSet<&str> = errors.iter().flat_map(|error| latin_words(error.message())).collect();
            let source = Source { path: PROJECT.to_owned(), text: text.clone() };
            for finding in model::read(&Sources::new([source])).1 {
                let said = said(Lang::ZhCn, &finding);
                let own = latin_words(&text);
                let of_ours: BTreeSet<&str> = ["true", "false"].into();
                let leaked = latin_words(&said).into_iter().filter(|word| of_parser.contains(word));
                let leaked: Vec<&str> = leaked.filter(|word| !own.contains(word) && !of_ours.contains(word)).collect();
                assert!(leaked.is_empty() && !is_english(&said, &text), "{text}\n{said}\n{leaked:?}");
            }
            errors.len()
        })
        .sum();
    assert!(complained > 5_000, "the parser complained {complained} times only");
}
