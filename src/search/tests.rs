//! The index against plain substring search, on pages made up from a fixed seed.

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
    "&amp;",
    "café",
    "≥90",
];

struct Project {
    id: String,
    title: String,
    html: String,
}

fn projects(count: usize) -> Vec<Project> {
    let mut random = Random(20_261_121);
    let phrase = |random: &mut Random, words: usize| -> String { (0..words).map(|_| random.pick(WORDS)).collect() };
    (0..count)
        .map(|number| {
            let title = phrase(&mut random, 3).replace("&amp;", "和");
            let lines = 1 + random.below(5);
            let paragraphs: String = (0..lines)
                .map(|_| format!("<p>{}<b>{}</b></p>", phrase(&mut random, 4), phrase(&mut random, 3)))
                .collect();
            Project {
                id: format!("20{:02}/p{number}", number % 5),
                html: format!("<nav>导航</nav><main data-search-body><h1>{title}</h1>{paragraphs}</main>"),
                title,
            }
        })
        .collect()
}

fn page(project: &Project) -> Page<'_> {
    let field = |key: &str| Field { key: key.to_owned(), label: format!("{key}（名）"), within: None };
    let digits = project.html.len() as i64;
    Page {
        id: &project.id,
        title: &project.title,
        html: &project.html,
        year: field(&project.id[..4]),
        agency: field(&project.id[5..6]),
        departments: vec![field("d")],
        region: field("460000"),
        grade: field("优"),
        rater: field("self"),
        score: (digits % 3 != 0)
            .then(|| Amount { value: Decimal::new(digits, 2), text: Decimal::new(digits, 2).to_string() }),
        budget: None,
    }
}

type Files = BTreeMap<String, Vec<u8>>;

fn build(projects: &[Project], order: impl IntoIterator<Item = usize>) -> Files {
    let index = Index::new();
    for number in order {
        index.add(number as u32, &page(&projects[number]));
    }
    finish(index, &BTreeMap::new(), &[]).into_iter().collect()
}

/// A reader of shards, after the description in [`shards`].
struct Reader {
    lists: HashMap<String, BTreeSet<Posting>>,
}

impl Reader {
    fn new(files: &Files) -> Self {
        let shards = files.iter().filter(|(path, _)| path.ends_with(".bin"));
        let lists = shards.flat_map(|(_, bytes)| Self::lists(bytes)).collect();
        Self { lists }
    }

    fn lists(mut bytes: &[u8]) -> Vec<(String, BTreeSet<Posting>)> {
        let mut lists = Vec::new();
        while let Some((&length, rest)) = bytes.split_first() {
            let (term, rest) = rest.split_at(length as usize);
            bytes = rest;
            let header = varint(&mut bytes);
            let (list, rest) = bytes.split_at((header >> 1) as usize);
            bytes = rest;
            let list = if header & 1 == 1 { bitmap(list) } else { distances(list) };
            lists.push((String::from_utf8(term.to_vec()).expect("a term is UTF-8"), list));
        }
        lists
    }

    /// The pages that contain every term of `folded`.
    fn candidates(&self, folded: &str) -> BTreeSet<u32> {
        terms(folded)
            .map(|term| {
                let list = self.lists.get(&term.to_string());
                list.into_iter().flatten().map(|posting| posting.page()).collect::<BTreeSet<_>>()
            })
            .reduce(|all, list| &all & &list)
            .unwrap_or_default()
    }
}

fn varint(bytes: &mut &[u8]) -> u32 {
    let mut value = 0;
    for shift in (0..).step_by(7) {
        let byte = bytes[0];
        *bytes = &bytes[1..];
        value |= u32::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            break;
        }
    }
    value
}

fn distances(mut bytes: &[u8]) -> BTreeSet<Posting> {
    let mut list = BTreeSet::new();
    let mut page = 0;
    while !bytes.is_empty() {
        let value = varint(&mut bytes);
        page += value >> 1;
        list.insert(Posting::new(page, value & 1 == 1));
    }
    list
}

fn bitmap(mut bytes: &[u8]) -> BTreeSet<Posting> {
    let mut title = BTreeSet::new();
    let mut page = 0;
    for _ in 0..varint(&mut bytes) {
        page += varint(&mut bytes);
        title.insert(page);
    }
    let has = |page: u32| bytes[page as usize / 8] >> (page % 8) & 1 == 1;
    let pages = (0..bytes.len() as u32 * 8).filter(|&page| has(page));
    pages.map(|page| Posting::new(page, title.contains(&page))).collect()
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
    let reader = Reader::new(&build(&projects, 0..projects.len()));
    let folding = Folding::new();
    let texts: Vec<Vec<String>> = projects
        .iter()
        .map(|project| text::lines(&project.html).iter().map(|line| folding.fold(line)).collect())
        .collect();
    let mut random = Random(7);
    let (mut found, mut absent) = (0, 0);
    for _ in 0..4000 {
        let query = query(&mut random, &texts);
        let folded = folding.fold(&line(&query));
        if folded.is_empty() {
            continue;
        }
        let truth: BTreeSet<u32> = (0..projects.len())
            .filter(|&number| texts[number].iter().any(|line| line.contains(&folded)))
            .map(|number| (projects.len() - 1 - number) as u32)
            .collect();
        let candidates = reader.candidates(&folded);
        assert!(candidates.is_superset(&truth), "{query:?}: {truth:?} but found {candidates:?}");
        if folded.chars().count() <= 2 {
            assert_eq!(candidates, truth, "{query:?}");
        }
        if truth.is_empty() { absent += 1 } else { found += 1 }
    }
    assert!(found > 2000 && absent > 100, "{found} queries found something, {absent} nothing");
}

#[test]
fn marks_the_terms_of_titles() {
    let projects = projects(40);
    let reader = Reader::new(&build(&projects, 0..projects.len()));
    let folding = Folding::new();
    for (number, project) in projects.iter().enumerate() {
        let number = (projects.len() - 1 - number) as u32;
        let title: BTreeSet<String> =
            terms(&folding.fold(&line(&project.title))).map(|term| term.to_string()).collect();
        for (term, list) in &reader.lists {
            let posting = list.iter().find(|posting| posting.page() == number);
            let in_title = posting.is_some_and(|posting| posting.in_title());
            assert_eq!(in_title, title.contains(term), "{term} in {}", project.title);
        }
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
fn a_new_page_at_the_top_leaves_other_lists_alone() {
    let projects = projects(60);
    let (new, old) = (Reader::new(&build(&projects, 0..60)), Reader::new(&build(&projects[1..], 0..59)));
    for (term, list) in &old.lists {
        assert!(new.lists[term].is_superset(list), "{term}");
    }
}

#[test]
fn columns_hold_values_once_and_amounts_by_rank() {
    let amount = |text: &str| Amount { value: text.parse().expect("a number"), text: text.to_owned() };
    let amounts = [amount("90"), amount("9.5"), amount("90.0")];
    let pages = [Some(&amounts[0]), None, Some(&amounts[1]), Some(&amounts[2])];
    assert_eq!(String::from_utf8(columns::amount(&pages)).expect("JSON is UTF-8"), "[1,-1,0,1]");
    let field = |key: &str| Field { key: key.to_owned(), label: key.to_uppercase(), within: None };
    let (a, b) = ([field("a")], [field("b")]);
    let both = [field("b"), field("a")];
    assert_eq!(
        String::from_utf8(columns::categorical(&[&b, &a, &[], &both])).expect("JSON is UTF-8"),
        r#"{"values":[["a","A"],["b","B"]],"pages":[1,0,[],[1,0]]}"#
    );
}

#[test]
fn a_site_without_projects_has_an_index() {
    let files = finish(Index::new(), &BTreeMap::new(), &[]);
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
    html: String,
    year: (String, String),
    agency: (String, String),
    departments: Vec<(String, String)>,
    /// The smallest first.
    regions: Vec<(String, String)>,
    grade: (String, String),
    rater: (String, String),
    score: Option<String>,
    budget: Option<String>,
}

#[test]
fn the_client_is_tested_with_the_index_as_built() {
    let fixture = include_str!("../../tests/fixtures/search/site.json");
    let fixture: Fixture = serde_json::from_str(fixture).expect("the fixture is JSON");
    let field = |(key, label): &(String, String)| Field { key: key.clone(), label: label.clone(), within: None };
    let within = |whole: Option<Box<Field>>, region| Some(Box::new(Field { within: whole, ..field(region) }));
    let amount = |text: &Option<String>| {
        text.as_ref().map(|text| Amount { value: text.parse().expect("a number"), text: text.clone() })
    };
    let index = Index::new();
    for (number, page) in fixture.pages.iter().enumerate() {
        let page = Page {
            id: &page.id,
            title: &page.title,
            html: &page.html,
            year: field(&page.year),
            agency: field(&page.agency),
            departments: page.departments.iter().map(field).collect(),
            region: *page.regions.iter().rev().fold(None, within).expect("a region"),
            grade: field(&page.grade),
            rater: field(&page.rater),
            score: amount(&page.score),
            budget: amount(&page.budget),
        };
        index.add(number as u32, &page);
    }
    let names: Vec<Name> = fixture
        .names
        .into_iter()
        .map(|(address, name, others)| Name { kind: "agency", address, name, count: 2, others })
        .collect();
    let hexadecimal = |bytes: &[u8]| -> String { bytes.iter().map(|byte| format!("{byte:02x}")).collect() };
    let files: BTreeMap<String, String> = finish(index, &fixture.aliases, &names)
        .into_iter()
        .map(|(path, bytes)| {
            let is_text = path.ends_with(".json");
            let text = is_text.then(|| String::from_utf8_lossy(&bytes).into_owned());
            (path, text.unwrap_or_else(|| hexadecimal(&bytes)))
        })
        .collect();
    let built = serde_json::to_string_pretty(&files).expect("text is JSON") + "\n";
    let expected = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/search/index.json");
    snapbox::Assert::new()
        .action_env("SNAPSHOTS")
        .normalize_paths(false)
        .eq(built, snapbox::Data::read_from(&expected, Some(snapbox::data::DataFormat::Text)));
}
