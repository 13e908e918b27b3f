//! What themes promise to those who write them: layers, places of errors, what is refused.

use super::*;
use crate::site::views::{EmptyView, IncludeView, Link, SiteView, TermsView, TextView};
use crate::source::Source;

fn chrome() -> Chrome {
    let site = SiteView {
        title: "公示".into(),
        description: String::new(),
        lang: "zh-CN",
        publisher: None,
        contact: None,
        licence: None,
        licence_url: None,
        pages: vec![Link { text: "关于".into(), href: "pages/about/index.html".into() }],
        footer: Vec::new(),
    };
    Chrome {
        root: "../".into(),
        kind: "page",
        title: "甲 & 乙".into(),
        description: String::new(),
        address: None,
        site,
        nav: Vec::new(),
        breadcrumbs: Vec::new(),
        meta: Vec::new(),
        terms: TermsView::default(),
        linked_data: None,
        share_image: None,
        include: IncludeView::default(),
    }
}

fn sources(files: &[(&str, &str)]) -> Sources {
    Sources::new(files.iter().map(|(path, text)| Source { path: (*path).into(), text: (*text).into() }))
}

/// The theme `mine` of these files (paths below `themes/mine/`) and what was found.
fn mine(files: &[(&str, &str)]) -> (Theme, Sources, Vec<Finding>) {
    let files: Vec<(String, &str)> = files.iter().map(|(path, text)| (format!("themes/mine/{path}"), *text)).collect();
    let mut all: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
    all.push(("content/site.toml", "theme = \"mine\"\n"));
    let sources = sources(&all);
    let mut findings = Vec::new();
    let theme = load(&sources, Some(&chosen(&sources, "mine")), Lang::ZhCn, &mut findings);
    (theme, sources, findings)
}

fn chosen(sources: &Sources, name: &str) -> Located<String> {
    let file = sources.find("content/site.toml").expect("given");
    Located { value: name.into(), span: Span::new(file, 8..8 + name.len()) }
}

/// The static file of this path below `static/` in the theme.
fn static_file<'a>(theme: &'a Theme, name: &str) -> Option<&'a [u8]> {
    let named = |address: &str| {
        address.split_once('/').and_then(|(_, rest)| rest.split_once('/')).map(|(_, rest)| rest == name)
    };
    theme.statics().iter().find(|(address, _)| named(address) == Some(true)).map(|(_, bytes)| bytes.as_ref())
}

fn page(theme: &Theme) -> String {
    theme.render("page.html", &chrome(), &TextView { html: "<p>正文</p>".into() }).expect("renders")
}

#[test]
fn the_list_of_built_in_files_is_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/themes/default");
    let mut found: Vec<String> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("readable"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/"))
        .collect();
    found.sort();
    let mut built_in: Vec<String> = BUILT_IN.iter().map(|(path, _)| (*path).to_owned()).collect();
    built_in.push(format!("static/{}", SHARE_IMAGE.0));
    built_in.sort();
    assert_eq!(found, built_in);
}

#[test]
fn the_built_in_theme_renders_and_escapes_and_has_nothing_inline() {
    let mut findings = Vec::new();
    let theme = load(&Sources::default(), None, Lang::ZhCn, &mut findings);
    assert_eq!(findings, []);
    let html = page(&theme);
    assert!(html.contains("<h1>甲 &amp; 乙</h1>") && html.contains("<p>正文</p>"), "{html}");
    assert!(html.contains("href=\"../pages/about/index.html\""), "{html}");
    assert!(static_file(&theme, "style.css").is_some());
    for (path, text) in BUILT_IN.iter().filter(|(path, _)| path.ends_with(".html")) {
        assert!(!text.contains(" style=\"") && !text.contains("<style"), "{path}");
        assert!(!text.contains(" onclick") && !text.contains("<script>"), "{path}");
    }
}

#[test]
fn comments_of_built_in_scripts_are_not_published_but_those_of_a_site_are() {
    let (_, text) = BUILT_IN.iter().find(|(path, _)| *path == "static/search.js").expect("built in");
    let copied = mine(&[("static/search.js", text)]).0;
    let changed = mine(&[("static/search.js", &format!("// 本站所改\n{text}"))]).0;
    let [built_in, copied, changed] =
        [&mine(&[]).0, &copied, &changed].map(|theme| static_file(theme, "search.js").map(<[u8]>::len));
    assert!(built_in == copied && built_in < Some(text.len()) && changed > Some(text.len()));
}

#[test]
fn a_theme_replaces_one_template() {
    let (theme, _, findings) = mine(&[("templates/page.html", "只有 {{ chrome.title }}")]);
    assert_eq!(findings, []);
    assert_eq!(page(&theme), "只有 甲 &amp; 乙");
    assert!(theme.render("404.html", &chrome(), &EmptyView {}).expect("built in").contains("网址可能写错了"));
}

#[test]
fn a_theme_replaces_one_block() {
    let template = "{% extends \"default/page.html\" %}{% block main %}<p>前</p>{{ super() }}<p>后</p>{% endblock %}";
    let (theme, _, findings) = mine(&[("templates/page.html", template)]);
    assert_eq!(findings, []);
    let html = page(&theme);
    let places: Vec<Option<usize>> = ["<p>前</p>", "<h1>", "<p>后</p>"].iter().map(|part| html.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{html}");
}

#[test]
fn a_theme_replaces_one_component_and_one_static_file() {
    let component = "{% component link_to(to) %}〔{{ to.text }}〕{% endcomponent link_to %}";
    let (theme, _, findings) =
        mine(&[("templates/parts.html", component), ("static/style.css", "body{}"), ("static/a/b.svg", "<svg/>")]);
    assert_eq!(findings, []);
    assert!(page(&theme).contains("〔关于〕"));
    assert_eq!(static_file(&theme, "style.css"), Some(&b"body{}"[..]));
    assert_eq!(static_file(&theme, "a/b.svg"), Some(&b"<svg/>"[..]));
    assert!(static_file(&theme, "favicon.svg").is_some());
}

#[test]
fn the_address_of_static_files_changes_with_any_of_them_and_with_nothing_else() {
    let address = |files: &[(&str, &str)]| {
        let (theme, _, findings) = mine(files);
        assert_eq!(findings, []);
        let html = page(&theme);
        let address = html.split('"').find(|part| part.ends_with("/style.css")).expect("linked").to_owned();
        let below_root = address.strip_prefix("../").expect("relative");
        assert!(theme.statics().contains_key(below_root), "{address}");
        address
    };
    let plain = address(&[("templates/404.html", "没有")]);
    let digest = plain.strip_prefix("../static/").and_then(|rest| rest.strip_suffix("/style.css"));
    assert!(digest.is_some_and(|digest| digest.len() == 8), "{plain}");
    assert_eq!(address(&[("templates/404.html", "没有这一页")]), plain);
    let mut addresses = BTreeSet::from([plain]);
    for files in [
        [("static/style.css", "body{}")],
        [("static/style.css", "body{ }")],
        [("static/a.css", "body{}")],
        [("static/b.css", "body{}")],
    ] {
        assert!(addresses.insert(address(&files)), "{files:?}");
    }
}

#[test]
fn a_static_file_that_is_not_there_is_an_error_at_its_place() {
    let (theme, sources, _) = mine(&[("templates/page.html", "甲\n{{ asset(name=\"logo.png\") }}")]);
    let error = theme.render("page.html", &chrome(), &EmptyView {}).expect_err("no such file");
    assert!(error.detail.contains("logo.png"), "{error}");
    assert_eq!(sources.position(error.into_finding(chosen(&sources, "mine").span).span).line, 2);
}

#[test]
fn a_theme_extends_another_of_the_site_and_a_folder_default_replaces_the_built_in_files() {
    let sources = sources(&[
        ("content/site.toml", "theme = \"mine\"\n"),
        ("themes/mine/theme.toml", "extends = \"theirs\"\n"),
        ("themes/theirs/templates/page.html", "他们的"),
        ("themes/default/templates/404.html", "没有"),
    ]);
    let mut findings = Vec::new();
    let theme = load(&sources, Some(&chosen(&sources, "mine")), Lang::ZhCn, &mut findings);
    assert_eq!(findings, []);
    assert_eq!(page(&theme), "他们的");
    assert_eq!(theme.render("404.html", &chrome(), &EmptyView {}).expect("renders"), "没有");
}

#[test]
fn broken_templates_are_reported_with_their_lines_and_the_weaker_layer_stands_in() {
    let (theme, sources, findings) =
        mine(&[("templates/page.html", "标题\n{% if 甲 %}"), ("templates/404.html", "{{ chrome.title }\n")]);
    let lines: Vec<(&str, usize)> = findings
        .iter()
        .map(|finding| (sources.get(finding.span.file).path.as_str(), sources.position(finding.span).line))
        .collect();
    assert_eq!(lines, [("themes/mine/templates/404.html", 1), ("themes/mine/templates/page.html", 2)]);
    assert!(findings.iter().all(|finding| finding.rule == "template-error"));
    assert!(page(&theme).contains("<p>正文</p>"));
}

#[test]
fn unknown_filters_blocks_and_parents_are_reported_at_their_places() {
    let filter = "甲\n乙 {{ chrome.title | shorten }}";
    let block = "{% extends \"default/page.html\" %}\n{% block aside %}{% endblock %}";
    let (theme, sources, findings) = mine(&[
        ("templates/page.html", filter),
        ("static/suggest.js", include_str!("../../../themes/default/static/suggest.js")),
        ("templates/404.html", block),
        ("templates/home.html", "{% extends \"nowhere.html\" %}"),
    ]);
    let mut found: Vec<String> = findings
        .iter()
        .map(|Finding { span, .. }| {
            format!("{}: {}", sources.get(span.file).path, &sources.text(span.file)[span.range()])
        })
        .collect();
    found.sort_unstable();
    let at = ["templates/404.html: aside", "templates/home.html: ", "templates/page.html: shorten"];
    assert_eq!(found, at.map(|at| format!("themes/mine/{at}")));
    assert!(page(&theme).contains("<p>正文</p>"));
}

#[test]
fn a_base_without_the_blocks_that_built_in_pages_fill_is_reported() {
    let (theme, sources, findings) = mine(&[("templates/base.html", "{% block main %}{% endblock %}")]);
    assert!(findings.iter().all(|finding| {
        finding.rule == "template-error" && sources.get(finding.span.file).path == "themes/mine/templates/base.html"
    }));
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert!(page(&theme).contains("<main id=\"main\">"));
}

#[test]
fn a_failure_while_rendering_points_into_the_sites_template() {
    let (theme, sources, findings) = mine(&[("templates/page.html", "甲\n{{ view.text }}")]);
    assert_eq!(findings, []);
    let error = theme.render("page.html", &chrome(), &EmptyView {}).expect_err("no such field");
    assert_eq!(error.template, "mine/page.html");
    let finding = error.into_finding(chosen(&sources, "mine").span);
    assert_eq!(finding.rule, "template-error");
    assert_eq!(sources.position(finding.span).line, 2);
}

#[test]
fn a_failure_in_a_built_in_template_is_shown_elsewhere() {
    let mut findings = Vec::new();
    let theme = load(&Sources::default(), None, Lang::ZhCn, &mut findings);
    let error = theme.render("sitemap.html", &chrome(), &EmptyView {}).expect_err("no such field");
    assert_eq!((error.template.as_str(), error.span), ("default/sitemap.html", None));
}

#[test]
fn templates_speak_the_language_of_the_site() {
    let sources = Sources::default();
    let said = |lang: Lang| {
        let theme = load(&sources, None, lang, &mut Vec::new());
        theme.render("404.html", &chrome(), &EmptyView {}).expect("built in")
    };
    assert!(said(Lang::ZhCn).contains("跳到正文") && said(Lang::En).contains("Skip to the content"));
}

#[test]
fn every_word_that_a_built_in_template_asks_for_is_there_with_its_variables() {
    let mut asked = 0;
    for (path, text) in BUILT_IN.iter().filter(|(path, _)| path.starts_with("templates/")) {
        for call in text.split("t(key=\"").skip(1) {
            let (key, rest) = call.split_once('"').expect("a quote after the key");
            // The arguments' names: what stands before each `=` up to the bracket that closes the call.
            let arguments = &rest[..rest.find(")").expect("a bracket")];
            let names = arguments.split(", ").filter_map(|argument| argument.split_once('='));
            let args: Vec<(&str, Arg)> = names.map(|(name, _)| (name, Arg::from("1"))).collect();
            for lang in [Lang::ZhCn, Lang::En] {
                assert_eq!(lang.try_say(key, &args).err(), None, "{path}: {key}");
            }
            asked += 1;
        }
    }
    assert!(asked > 200, "only {asked} calls seen");
}

#[test]
fn a_word_that_is_missing_or_lacks_a_value_is_an_error_at_its_place() {
    for (call, detail) in [
        ("t(key=\"no-such-word\")", "no-such-word"),
        ("t(key=\"n-projects\")", "n-projects"),
        ("t(key=\"n-projects\", n=chrome.site)", "n-projects"),
        ("t()", "key"),
    ] {
        let (theme, sources, findings) = mine(&[("templates/page.html", &format!("甲\n乙 {{{{ {call} }}}}"))]);
        assert_eq!(findings, []);
        let error = theme.render("page.html", &chrome(), &EmptyView {}).expect_err("must not render");
        assert!(error.detail.contains(detail), "{call}: {error}");
        let finding = error.into_finding(chosen(&sources, "mine").span);
        assert_eq!(sources.get(finding.span.file).path, "themes/mine/templates/page.html");
        assert_eq!(sources.position(finding.span).line, 2, "{call}");
    }
}

#[test]
fn an_unknown_theme_is_reported_with_the_nearest_name() {
    let sources = sources(&[("content/site.toml", "theme = \"mime\"\n"), ("themes/mine/templates/page.html", "甲")]);
    let mut findings = Vec::new();
    let theme = load(&sources, Some(&chosen(&sources, "mime")), Lang::ZhCn, &mut findings);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].rule, "unknown-reference");
    assert_eq!(findings[0].help, [Message::new("did-you-mean").with("word", "mine")]);
    assert!(page(&theme).contains("<p>正文</p>"));
}

#[test]
fn themes_that_extend_each_other_are_reported() {
    let sources = sources(&[
        ("content/site.toml", "theme = \"mine\"\n"),
        ("themes/mine/theme.toml", "extends = \"theirs\"\n"),
        ("themes/theirs/theme.toml", "extends = \"mine\"\n"),
    ]);
    let mut findings = Vec::new();
    load(&sources, Some(&chosen(&sources, "mine")), Lang::ZhCn, &mut findings);
    assert_eq!(findings.iter().map(|finding| finding.rule).collect::<Vec<_>>(), ["template-error"]);
}
