//! The files of the built-in theme, embedded in the program. Holds nothing else.

/// The built-in theme's files: path below `themes/default/` and text.
pub(super) const BUILT_IN: &[(&str, &str)] = &[
    ("static/compare.js", include_str!("../../../themes/default/static/compare.js")),
    ("static/display.js", include_str!("../../../themes/default/static/display.js")),
    ("static/favicon.svg", include_str!("../../../themes/default/static/favicon.svg")),
    ("static/no-result.js", include_str!("../../../themes/default/static/no-result.js")),
    ("static/reveal.js", include_str!("../../../themes/default/static/reveal.js")),
    ("static/scores.js", include_str!("../../../themes/default/static/scores.js")),
    ("static/search-box.js", include_str!("../../../themes/default/static/search-box.js")),
    ("static/search-csv.js", include_str!("../../../themes/default/static/search-csv.js")),
    ("static/search-filters.js", include_str!("../../../themes/default/static/search-filters.js")),
    ("static/search-page.js", include_str!("../../../themes/default/static/search-page.js")),
    ("static/search.js", include_str!("../../../themes/default/static/search.js")),
    ("static/style.css", include_str!("../../../themes/default/static/style.css")),
    ("static/suggest.js", include_str!("../../../themes/default/static/suggest.js")),
    ("static/tables.js", include_str!("../../../themes/default/static/tables.js")),
    ("templates/404-unlinked.html", include_str!("../../../themes/default/templates/404-unlinked.html")),
    ("templates/404.html", include_str!("../../../themes/default/templates/404.html")),
    ("templates/base.html", include_str!("../../../themes/default/templates/base.html")),
    ("templates/compare.html", include_str!("../../../themes/default/templates/compare.html")),
    ("templates/components.html", include_str!("../../../themes/default/templates/components.html")),
    ("templates/data.html", include_str!("../../../themes/default/templates/data.html")),
    ("templates/feed.xml", include_str!("../../../themes/default/templates/feed.xml")),
    ("templates/grades.html", include_str!("../../../themes/default/templates/grades.html")),
    ("templates/groups.html", include_str!("../../../themes/default/templates/groups.html")),
    ("templates/home.html", include_str!("../../../themes/default/templates/home.html")),
    ("templates/list.html", include_str!("../../../themes/default/templates/list.html")),
    ("templates/lost.html", include_str!("../../../themes/default/templates/lost.html")),
    ("templates/page.html", include_str!("../../../themes/default/templates/page.html")),
    ("templates/project.html", include_str!("../../../themes/default/templates/project.html")),
    ("templates/quality.html", include_str!("../../../themes/default/templates/quality.html")),
    ("templates/rubric.html", include_str!("../../../themes/default/templates/rubric.html")),
    ("templates/rules.html", include_str!("../../../themes/default/templates/rules.html")),
    ("templates/search.html", include_str!("../../../themes/default/templates/search.html")),
    ("templates/series.html", include_str!("../../../themes/default/templates/series.html")),
    ("templates/sitemap.html", include_str!("../../../themes/default/templates/sitemap.html")),
    ("templates/sitemap.xml", include_str!("../../../themes/default/templates/sitemap.xml")),
    ("theme.toml", include_str!("../../../themes/default/theme.toml")),
];

/// The built-in theme's picture for links that are passed on: path below `static/` and bytes.
pub(super) const SHARE_IMAGE: (&str, &[u8]) = ("share.png", include_bytes!("../../../themes/default/static/share.png"));
