//! The index against plain substring search, on pages made up from a fixed seed.

use super::windows::Seen;
use super::*;
use std::collections::BTreeSet;

/// A small generator of numbers (xorshift): the same on every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const WORDS: &[&str] = &[
    "政务服务",
    "便民热线",
    "12345",
    "项目支出",
    "绩效评价",
    "资金",
    "到位率",
    "89.74%",
    "万元",
    "4599.877",
    "，",
    "。",
    "（一）",
    "預算執行",
    "ＰＤＦ",
    "Ｗｏｒｄ",
    "10000.5",
    "46000000",
    "2022",
    "㎡",
    "县",
    "气象局",
    "A级",
    "‘十四五’",
    " ",
    "《办法》",
    "…",
    "養老服務",
    "损坏",
    "３",
    "卫生健康局",
    "、",
    "&",
    "“好差评”",
    "Wi-Fi",
    "1,126,140.70",
    "〔2018〕45",
    " 6 ",
    "×",
    "4599。8",
    "café",
    "≥90",
];

struct Project {
    id: String,
    title: String,
    lines: Vec<String>,
}

fn projects(count: usize) -> Vec<Project> {
    let mut random = Random(20_261_121);
    let phrase = |random: &mut Random, words: usize| -> String { (0..words).map(|_| random.pick(WORDS)).collect() };
    (0..count)
        .map(|number| {
            let title = line(&phrase(&mut random, 3));
            let lines = 1 + random.below(5);
            Project {
                id: format!("20{:02}/p{number}", number % 5),
                lines: (0..lines).map(|_| line(&phrase(&mut random, 7))).filter(|line| !line.is_empty()).collect(),
                title,
            }
        })
        .collect()
}

fn page(project: &Project) -> Page {
    let field = |key: &str| vec![Field { key: key.to_owned(), label: format!("{key}（名）"), within: None }];
    let digits = project.lines.concat().len() as i64;
    let passage = |text: &String| Passage::new("", Kind::Text, text).expect("a line");
    Page {
        id: project.id.clone(),
        title: project.title.clone(),
        passages: project.lines.iter().map(passage).collect(),
        fields: [&project.id[..4], &project.id[5..6], "d", "460000", "优", "self", "r"].map(field),
        amounts: [(digits % 3 != 0).then(|| Decimal::new(digits, 2)), None, None],
        row: row(),
    }
}

fn row() -> Row {
    Row {
        year: "2023".to_owned(),
        names: Vec::new(),
        score: (Some("92".to_owned()), "100".to_owned(), None),
        grade: ("优秀".to_owned(), "1".to_owned()),
        rater: "单位自评".to_owned(),
        amount: None,
        rate: None,
        rubric: None,
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn build(projects: &[Project], order: impl IntoIterator<Item = usize>) -> Files {
    let index = Index::new(projects.len());
    let mut files: Vec<_> = order.into_iter().map(|number| index.add(number as u32, page(&projects[number]))).collect();
    files.extend(finish(index, &BTreeMap::new(), &[]));
    files.into_iter().collect()
}

/// A reader of the lists, after the descriptions in [`postings`] and [`bits`].
struct Reader {
    shards: usize,
    trees: BTreeMap<(usize, u32), Tree>,
    heavy: usize,
}

/// The pages that have a window, and what is told of longer ones.
#[derive(Clone, Default)]
struct Tree {
    pages: BTreeMap<u32, Kind>,
    longer: BTreeMap<u16, Tree>,
    /// The pages where a character of a class comes next.
    next: Option<BTreeMap<u16, BTreeSet<u32>>>,
}

impl Reader {
    fn new(files: &Files, pages: usize) -> Self {
        let meta: serde_json::Value = serde_json::from_slice(&files["index/meta.json"]).expect("the root is JSON");
        let shards = meta["shards"]["count"].as_u64().expect("a count") as usize;
        let limit = (1 << windows::START_BITS) / shards as u32;
        let all: Vec<u32> = (0..pages as u32).collect();
        let read = |number: usize, keys: u32, behind: usize| -> Vec<(u32, Tree)> {
            let bytes = &files[&format!("index/shards/{number:04}.bin")];
            let mut bits = Unread { bytes, at: 0 };
            let count = bits.count();
            let keys = bits.set(count, keys);
            let trees = keys.into_iter().map(|key| (key, bits.tree(&all, behind))).collect();
            assert!(bits.bytes.len() - bits.at.div_ceil(8) == 0, "bits are left in {number}");
            trees
        };
        let mut trees: BTreeMap<(usize, u32), Tree> = (0..shards)
            .flat_map(|number| read(number, limit, 0).into_iter().map(move |(key, tree)| ((number, key), tree)))
            .collect();
        let mut first = shards;
        let mut heavy = Vec::new();
        for told in meta["shards"]["heavy"].as_array().expect("a list") {
            let codes: Vec<u16> = told[0].as_str().expect("codes").chars().map(|c| u32::from(c) as u16).collect();
            let parts = told[1].as_u64().expect("a count") as usize;
            let part = |part| {
                let longer = read(first + part, 1 << windows::CODE_BITS, 1);
                assert!(longer.iter().all(|(code, _)| *code as usize % parts == part));
                longer
            };
            heavy.push((codes, (0..parts).flat_map(part).collect::<Vec<_>>()));
            first += parts;
        }
        // The shorter first: the longer ones stand in them.
        heavy.sort_by_key(|(codes, _)| codes.len());
        let count = heavy.len();
        for (codes, longer) in heavy {
            let start = windows::start([codes[0], codes[1]]);
            let mut tree =
                trees.get_mut(&((start / limit) as usize, start % limit)).expect("a heavy window has a tree");
            for code in &codes[2..] {
                tree = tree.longer.get_mut(code).expect("so has each beginning of it");
            }
            assert!(tree.longer.is_empty());
            tree.longer = longer.into_iter().map(|(code, tree)| (code as u16, tree)).collect();
        }
        Self { shards, trees, heavy: count }
    }

    /// The pages that have a window, or the longest beginning of it of which few pages do.
    fn list(&self, window: windows::Window) -> BTreeMap<u32, Kind> {
        let start = window.start();
        let limit = (1 << windows::START_BITS) / self.shards as u32;
        let Some(mut tree) = self.trees.get(&((start / limit) as usize, start % limit)) else { return BTreeMap::new() };
        for code in [0, 1].map(|place| window.code(place)) {
            if tree.pages.len() <= postings::FEW {
                return tree.pages.clone();
            }
            if code == windows::NONE {
                break;
            }
            let Some(longer) = tree.longer.get(&code) else { return BTreeMap::new() };
            tree = longer;
        }
        let class = window.next();
        match (&tree.next, class) {
            (Some(next), 1..) => {
                let pages = next.get(&class).cloned().unwrap_or_default();
                tree.pages.iter().filter(|(page, _)| pages.contains(page)).map(|(page, kind)| (*page, *kind)).collect()
            }
            _ => tree.pages.clone(),
        }
    }

    /// The pages that contain every window of `folded`.
    fn candidates(&self, folded: &str) -> BTreeSet<u32> {
        let mut all: Option<BTreeSet<u32>> = None;
        windows::windows(&folded.chars().collect::<Vec<_>>(), &mut Seen::default(), |window| {
            let pages: BTreeSet<u32> = self.list(window).into_keys().collect();
            all = Some(all.take().map_or_else(|| pages.clone(), |all| &all & &pages));
        });
        all.unwrap_or_default()
    }
}

/// Bits that are read from the first.
struct Unread<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Unread<'_> {
    fn bit(&mut self) -> bool {
        let bit = self.bytes[self.at / 8] >> (7 - self.at % 8) & 1;
        self.at += 1;
        bit == 1
    }

    fn bits(&mut self, width: u32) -> u32 {
        (0..width).fold(0, |value, _| value << 1 | u32::from(self.bit()))
    }

    fn zeros(&mut self) -> u32 {
        (0..).find(|_| self.bit()).expect("a one")
    }

    fn count(&mut self) -> usize {
        let width = self.zeros();
        ((1 << width | self.bits(width)) - 1) as usize
    }

    fn set(&mut self, count: usize, limit: u32) -> Vec<u32> {
        let missing = limit as usize - count;
        if count > missing {
            let others = self.set(missing, limit);
            return (0..limit).filter(|number| !others.contains(number)).collect();
        }
        let mut next = 0;
        let number = |_| {
            let power = (u64::from(limit) * 2 / 3 / count as u64).max(1).ilog2();
            let number = next + (self.zeros() << power | self.bits(power));
            next = number + 1;
            number
        };
        (0..count).map(number).collect()
    }

    fn tree(&mut self, among: &[u32], behind: usize) -> Tree {
        let count = self.count() + 1;
        let pages: Vec<u32> =
            self.set(count, among.len() as u32).into_iter().map(|place| among[place as usize]).collect();
        let mut kinds: BTreeMap<u32, Kind> = pages.iter().map(|page| (*page, Kind::Text)).collect();
        if self.bit() {
            for kind in [Kind::Title, Kind::Name, Kind::Outcome] {
                let count = self.count();
                for place in self.set(count, pages.len() as u32) {
                    kinds.insert(pages[place as usize], kind);
                }
            }
        }
        let mut longer = BTreeMap::new();
        if pages.len() > postings::FEW {
            let count = self.count();
            for code in self.set(count, 1 << windows::CODE_BITS) {
                longer.insert(code as u16, self.tree(&pages, behind + 1));
            }
        }
        let next = (behind > 0 && pages.len() > postings::MANY).then(|| {
            let count = self.count();
            let classes = self.set(count, 1 << windows::CLASS_BITS);
            let class = |class: u32| {
                let count = self.count() + 1;
                let places = self.set(count, pages.len() as u32);
                (class as u16, places.into_iter().map(|place| pages[place as usize]).collect())
            };
            classes.into_iter().map(class).collect()
        });
        Tree { pages: kinds, longer, next }
    }
}

/// A query as a visitor may type it: a piece of some page, or of no page, some of it in another spelling.
fn query(random: &mut Random, texts: &[Vec<String>]) -> String {
    let lines = &texts[random.below(texts.len())];
    let characters: Vec<char> = lines[random.below(lines.len())].chars().collect();
    let length = 1 + random.below(8);
    let start = random.below(characters.len());
    let mut piece: Vec<char> = characters.into_iter().skip(start).take(length).collect();
    if random.below(4) == 0 {
        let place = random.below(piece.len());
        piece[place] = random.pick(&["万", "5", "，", "z", "服"]).chars().next().unwrap_or('万');
    }
    let spelling = random.below(3);
    piece
        .into_iter()
        .map(|c| match (spelling, c) {
            (1, '!'..='~') => char::from_u32(u32::from(c) + 0xfee0).unwrap_or(c),
            (2, '务') => '務',
            (2, '万') => '萬',
            (2, '热') => '熱',
            (2, '评') => '評',
            (2, '坏') => '壞',
            _ => c,
        })
        .filter(|c| !c.is_whitespace())
        .collect()
}

#[test]
fn finds_every_substring() {
    let projects = projects(300);
    let reader = Reader::new(&build(&projects, 0..projects.len()), projects.len());
    let folding = Folding::new();
    let lines = |project: &Project| -> Vec<String> {
        std::iter::once(&project.title).chain(&project.lines).map(|line| folding.fold(line)).collect()
    };
    let texts: Vec<Vec<String>> = projects.iter().map(lines).collect();
    let mut random = Random(7);
    let (mut found, mut absent) = (0, 0);
    for _ in 0..4000 {
        let query = query(&mut random, &texts);
        let folded = folding.fold(&line(&query));
        if folded.is_empty() || folded.contains(' ') {
            continue;
        }
        let truth: BTreeSet<u32> = (0..projects.len())
            .filter(|&number| texts[number].iter().any(|line| line.contains(&folded)))
            .map(|number| (projects.len() - 1 - number) as u32)
            .collect();
        let candidates = reader.candidates(&folded);
        assert!(candidates.is_superset(&truth), "{query:?}: {truth:?} but found {candidates:?}");
        let length = folded.chars().count();
        let is_window = length <= 3 || length == 4 && folded.contains(|c: char| c.is_ascii_digit());
        if length <= 2 || is_window && candidates.len() > postings::FEW {
            assert_eq!(candidates, truth, "{query:?}");
        }
        if truth.is_empty() { absent += 1 } else { found += 1 }
    }
    assert!(found > 2000 && absent > 100, "{found} queries found something, {absent} nothing");
    assert!(reader.heavy > 10, "{} windows are heavy", reader.heavy);
}

#[test]
fn tells_in_what_sort_of_place_a_page_has_a_window() {
    let said = [(Kind::Text, "预算一二三"), (Kind::Outcome, "预算一二"), (Kind::Name, "预算一"), (Kind::Title, "预算")];
    let count = 40;
    let index = Index::new(count);
    for number in 0..count {
        let (kind, text) = said[number % 4];
        let project = Project { id: format!("2023/p{number}"), title: "题".to_owned(), lines: Vec::new() };
        let mut page = page(&project);
        match kind {
            Kind::Title => page.title = text.to_owned(),
            kind => page.passages.extend(Passage::new("x", kind, text)),
        }
        // What stands in a better place too is told of that.
        page.passages.extend(Passage::new("", Kind::Text, "预算一二三"));
        index.add(number as u32, page);
    }
    let reader = Reader::new(&finish(index, &BTreeMap::new(), &[]).into_iter().collect(), count);
    let mut found = Vec::new();
    windows::windows(&['预', '算'], &mut Seen::default(), |window| found.push(window));
    let list = reader.list(found[1]);
    for number in 0..count as u32 {
        assert_eq!(list[&(count as u32 - 1 - number)], said[number as usize % 4].0, "{number}");
    }
}

#[test]
fn bytes_do_not_depend_on_the_order_of_adding() {
    let projects = projects(120);
    let forward = build(&projects, 0..projects.len());
    let backward = build(&projects, (0..projects.len()).rev());
    assert!(forward == backward);
}

#[test]
fn a_new_page_at_the_top_leaves_other_lists_and_texts_alone() {
    let projects = projects(60);
    let (new, old) = (build(&projects, 0..60), build(&projects[1..], 0..59));
    for (path, bytes) in old.iter().filter(|(path, _)| path.starts_with("index/pages/")) {
        assert!(new[path] == *bytes, "{path}");
    }
    let (new, old) = (Reader::new(&new, 60), Reader::new(&old, 59));
    assert_eq!(new.shards, old.shards);
    for (start, tree) in &old.trees {
        assert!(tree.pages.keys().all(|page| new.trees[start].pages.contains_key(page)), "{start:?}");
    }
}

#[test]
fn columns_hold_values_once_and_amounts_by_their_digits() {
    let amount = |text: &str| Some(text.parse().expect("a number"));
    let pages = [amount("90.0"), None, amount("9.5"), amount("0.12345678")];
    assert_eq!(String::from_utf8(columns::amount(&pages)).expect("JSON is UTF-8"), "[90,null,9.5,0.123457]");
    let field = |key: &str| Field { key: key.to_owned(), label: key.to_uppercase(), within: None };
    let fields = |keys: &[&str]| keys.iter().map(|key| field(key)).collect();
    let pages = [fields(&["b"]), fields(&["a"]), fields(&[]), fields(&["b", "a"])];
    assert_eq!(
        String::from_utf8(columns::categorical(&pages)).expect("JSON is UTF-8"),
        r#"{"values":[["a","A"],["b","B"]],"pages":[1,0,[],[1,0]]}"#
    );
}

#[test]
fn a_site_without_projects_has_an_index() {
    let files = finish(Index::new(0), &BTreeMap::new(), &[]);
    assert!(files.iter().any(|(path, _)| path == "index/meta.json"));
    assert!(files.is_sorted());
}

/// The site of which `search.test.mjs` reads the index.
#[derive(serde::Deserialize)]
struct Fixture {
    aliases: BTreeMap<String, Vec<String>>,
    names: Vec<(String, String, Vec<String>)>,
    pages: Vec<FixturePage>,
}

#[derive(serde::Deserialize)]
struct FixturePage {
    id: String,
    title: String,
    /// The fragment, the kind and the text of each line.
    lines: Vec<(String, usize, String)>,
    agency: (String, String),
    departments: Vec<(String, String)>,
    /// The smallest first.
    regions: Vec<(String, String)>,
    grade: (String, String),
    rater: (String, String),
    rubric: (String, String),
    score: Option<String>,
    budget: Option<String>,
}

#[test]
fn the_client_is_tested_with_the_index_as_built() {
    let fixture = include_str!("../../tests/fixtures/search/site.json");
    let fixture: Fixture = serde_json::from_str(fixture).expect("the fixture is JSON");
    let field = |(key, label): &(String, String)| Field { key: key.clone(), label: label.clone(), within: None };
    let within = |whole: Option<Box<Field>>, region| Some(Box::new(Field { within: whole, ..field(region) }));
    let amount = |text: &Option<String>| text.as_ref().map(|text| text.parse().expect("a number"));
    let index = Index::new(fixture.pages.len());
    let mut built = Vec::new();
    for (number, page) in fixture.pages.iter().enumerate() {
        let region = page.regions.iter().rev().fold(None, within);
        let year = page.id.split('/').next().expect("a year");
        let passage = |(id, kind, text): &(String, usize, String)| Passage::new(id, Kind::ALL[*kind], text);
        let page = Page {
            id: page.id.clone(),
            title: page.title.clone(),
            passages: page.lines.iter().filter_map(passage).collect(),
            fields: [
                vec![field(&(year.to_owned(), format!("{year}年")))],
                vec![field(&page.agency)],
                page.departments.iter().map(field).collect(),
                region.map(|region| *region).into_iter().collect(),
                vec![field(&page.grade)],
                vec![field(&page.rater)],
                vec![field(&page.rubric)],
            ],
            amounts: [amount(&page.score), amount(&page.budget), None],
            row: Row {
                year: year.to_owned(),
                names: vec![(page.agency.1.clone(), format!("agencies/{}/index.html", page.agency.0))],
                score: (page.score.clone(), "100".to_owned(), None),
                grade: page.grade.clone(),
                rater: page.rater.1.clone(),
                amount: page.budget.clone().map(|budget| ("预算".to_owned(), format!("{budget} 万元"))),
                rate: None,
                rubric: Some(page.rubric.1.clone()),
            },
        };
        built.push(index.add(number as u32, page));
    }
    let names: Vec<Name> = fixture
        .names
        .into_iter()
        .map(|(address, name, others)| Name { kind: "agency", address, name, count: 2, others })
        .collect();
    is_fixture("index", finish(index, &fixture.aliases, &names).into_iter().chain(built));
}

#[test]
fn the_client_is_tested_with_windows_of_many_pages() {
    let fixture = include_str!("../../tests/fixtures/search/windows.json");
    let pages: Vec<Vec<(usize, String)>> = serde_json::from_str(fixture).expect("the fixture is JSON");
    let index = Index::new(pages.len());
    for (number, lines) in pages.iter().enumerate() {
        let ((_, title), others) = lines.split_first().expect("a title");
        let project = Project { id: format!("2023/p{number}"), title: title.clone(), lines: Vec::new() };
        let passages = others.iter().filter_map(|(kind, text)| Passage::new("", Kind::ALL[*kind], text));
        index.add(number as u32, Page { passages: passages.collect(), ..page(&project) });
    }
    let files = finish(index, &BTreeMap::new(), &[]).into_iter();
    is_fixture("windows-index", files.filter(|(path, _)| path.contains("/shards/") || path.contains("/meta")));
}

/// Compares files as built with those that `search.test.mjs` reads; the bytes that are no text in hexadecimal.
fn is_fixture(name: &str, files: impl Iterator<Item = (String, Vec<u8>)>) {
    let hexadecimal = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let files: BTreeMap<String, String> = files
        .map(|(path, bytes)| {
            let is_text = path.ends_with(".json");
            let text = is_text.then(|| String::from_utf8_lossy(&bytes).into_owned());
            (path, text.unwrap_or_else(|| hexadecimal(&bytes)))
        })
        .collect();
    let built = serde_json::to_string_pretty(&files).expect("text is JSON") + "\n";
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/search");
    let expected = folder.join(name).with_extension("json");
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(built, snapbox::Data::read_from(&expected, Some(snapbox::data::DataFormat::Text)));
}
