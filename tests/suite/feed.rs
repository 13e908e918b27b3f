//! The feeds: only days that a project states, the newest first.

use gongshi::pipeline;
use gongshi::source::{Source, Sources};

/// The feed at an address of a site with these projects: the end of each one's folder, and the rest of its file.
fn feed(path: &str, projects: &[(&str, &str)]) -> String {
    let shared = [
        ("content/site.toml".to_owned(), "title = \"示例\"\n".to_owned()),
        ("content/agencies.toml".to_owned(), "[[agencies]]\nid = \"demo\"\nname = \"示例局\"\n".to_owned()),
        ("content/rubrics/demo.toml".to_owned(), "name = \"示例标准\"\n".to_owned()),
    ];
    let own = projects.iter().map(|(slug, rest)| {
        let text = format!("title = \"{slug}\"\nyear = 2099\nagency = \"demo\"\n{rest}");
        (format!("content/projects/2099/{slug}/project.toml"), text)
    });
    let files = shared.into_iter().chain(own).map(|(path, text)| Source { path, text });
    let site = pipeline::plan(Sources::new(files), Vec::new());
    let bytes = pipeline::file(&site, path).expect("a feed").expect("a feed that can be made");
    String::from_utf8(bytes).expect("UTF-8")
}

/// Title and day of each entry, and the day of the feed before them.
fn days(feed: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse(feed).expect("a well-formed feed");
    let text = |node: roxmltree::Node<'_, '_>, name: &str| {
        let child = node.children().find(|child| child.has_tag_name(("http://www.w3.org/2005/Atom", name)));
        child.and_then(|child| child.text().map(str::to_owned)).unwrap_or_default()
    };
    let root = document.root_element();
    let entries = root.children().filter(|child| child.tag_name().name() == "entry");
    std::iter::once(root).chain(entries).map(|node| (text(node, "title"), text(node, "updated"))).collect()
}

fn expected(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter().map(|(title, day)| ((*title).to_owned(), format!("{day}T00:00:00+08:00"))).collect()
}

#[test]
fn a_project_without_a_day_is_left_out_and_the_newest_stands_first() {
    let projects = [
        ("undated", "period = { from = 2099-01-01, to = 2099-12-31 }\n"),
        ("evaluated", "[[evaluations]]\nrater = \"self\"\nrubric = \"demo\"\ndate = 2024-03-02\n"),
        ("published", "[disclosure]\nissued = 2024-05-01\npublished = 2024-06-01\n"),
        ("revised", "[disclosure]\npublished = 2024-01-01\n[[revisions]]\ndate = 2024-07-01\nreason = \"更正\"\n"),
    ];
    let all =
        [("示例", "2024-07-01"), ("revised", "2024-07-01"), ("published", "2024-06-01"), ("evaluated", "2024-03-02")];
    assert_eq!(days(&feed("feed.xml", &projects)), expected(&all));
    let of_agency = days(&feed("agencies/demo/feed.xml", &projects));
    assert_eq!(of_agency[1..], expected(&all)[1..]);
}

#[test]
fn a_feed_of_undated_projects_has_no_entry_and_no_day_of_theirs() {
    let projects = [("undated", "")];
    for path in ["feed.xml", "agencies/demo/feed.xml", "years/2099/feed.xml"] {
        let days = days(&feed(path, &projects));
        assert_eq!(days.len(), 1, "{path}");
        assert!(days[0].1.starts_with("1970-01-01"), "{path}: {days:?}");
    }
}
