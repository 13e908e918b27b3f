//! What government sites must state: taken from `site.toml` and the reports through the real program, and nowhere else.

use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Site;
use snapbox::cmd::{Command, OutputAssert, cargo_bin};
use snapbox::str;

fn run(folder: &Path, arguments: &[&str]) -> OutputAssert {
    Command::new(cargo_bin!("gongshi")).current_dir(folder).args(arguments).assert()
}

fn built(case: &str) -> Site {
    let site = Site::new(case);
    run(site.path(), &["build"]).code(0);
    site
}

/// The meta tags of a page that are only those of government sites, in order.
fn tags(html: &str) -> Vec<(String, String)> {
    let lines = html.lines().filter_map(|line| line.strip_prefix("<meta name=\"")?.strip_suffix("\">"));
    let tags = lines.filter_map(|tag| tag.split_once("\" content=\""));
    let own = |name: &str| name.starts_with(|c: char| c.is_ascii_uppercase());
    tags.filter(|(name, _)| own(name)).map(|(name, content)| (name.to_owned(), content.to_owned())).collect()
}

fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => pages.extend(self::pages(&path)),
            false => pages.extend(path.extension().is_some_and(|end| end == "html").then_some(path)),
        }
    }
    pages
}

const OF_SITE: [(&str, &str); 3] =
    [("SiteName", "示例县人民政府门户网站"), ("SiteDomain", "www.example.gov.cn"), ("SiteIDCode", "4690250001")];
const OF_COLUMN: [(&str, &str); 4] = [
    ("ColumnName", "绩效评价"),
    ("ColumnDescription", "财政支出绩效评价结果公开栏目"),
    ("ColumnKeywords", "绩效评价,财政"),
    ("ColumnType", "信息公开"),
];

fn expected(parts: &[&[(&str, &str)]]) -> Vec<(String, String)> {
    parts.iter().flat_map(|part| part.iter()).map(|(name, content)| ((*name).into(), (*content).into())).collect()
}

#[test]
fn every_page_has_the_tags_of_its_kind() {
    let site = built("government");
    let of = |page: &str| tags(&site.read(&format!("public/{page}")));
    for list in ["index.html", "projects/index.html", "agencies/demo-center/index.html", "quality/index.html"] {
        assert_eq!(of(list), expected(&[&OF_SITE, &OF_COLUMN]), "{list}");
    }
    assert_eq!(of("404.html"), expected(&[&OF_SITE]));
    let page = site.read("public/projects/2023/hotline/index.html");
    let image = page.split('"').find(|part| part.ends_with("/share.png")).expect("a picture").to_owned();
    let below = image.strip_prefix("https://www.example.gov.cn/xxgk/pingjia/").expect("below the site's own address");
    assert!(fs::read(site.at(&format!("public/{below}"))).unwrap().starts_with(b"\x89PNG"));
    let article = [
        ("ArticleTitle", "便民热线工作经费"),
        ("PubDate", "2024-05-01 09:30"),
        ("ContentSource", "示例县财政局"),
        ("Keywords", "示例县政务服务中心,示例县财政局,财政、金融、审计"),
        ("Author", "示例会计师事务所"),
        ("Description", "示例县政务服务中心 2023 年“便民热线工作经费”公开的绩效信息和核验结果。"),
        ("Image", &image),
        ("Url", "https://www.example.gov.cn/xxgk/pingjia/projects/2023/hotline/"),
    ];
    assert_eq!(of("projects/2023/hotline/index.html"), expected(&[&OF_SITE, &OF_COLUMN, &article]));
    let text = [
        ("ArticleTitle", "关于本栏目"),
        ("ContentSource", "示例县人民政府"),
        ("Image", &image),
        ("Url", "https://www.example.gov.cn/xxgk/pingjia/pages/about/"),
    ];
    assert_eq!(of("pages/about/index.html"), expected(&[&OF_SITE, &OF_COLUMN, &text]));
    let all = pages(&site.at("public"));
    assert!(all.len() > 15, "{} pages", all.len());
    for page in all {
        let html = fs::read_to_string(&page).unwrap();
        assert_eq!(tags(&html)[..3], expected(&[&OF_SITE]), "{}", page.display());
        assert!(!html.contains("content=\"\""), "{}", page.display());
    }
}

#[test]
fn a_day_stays_a_day_and_nothing_stands_where_nothing_is_known() {
    let site = built("government");
    let page = tags(&site.read("public/projects/2022/archive/index.html"));
    let value = |name: &str| page.iter().find(|(tag, _)| tag == name).map(|(_, content)| content.as_str());
    assert_eq!(value("PubDate"), Some("2023-05-01"));
    assert_eq!(value("ContentSource"), Some("示例县政务服务中心"));
    assert_eq!(value("Author"), None);

    let site = Site::new("government");
    site.write("content/site.toml", "title = \"示例\"\n[government]\n");
    run(site.path(), &["build"]).code(0);
    let page = site.read("public/projects/2022/archive/index.html");
    let names: Vec<String> = tags(&page).into_iter().map(|(name, _)| name).collect();
    let known = ["SiteName", "ColumnName", "ArticleTitle", "PubDate", "ContentSource", "Keywords", "Description"]
        .map(str::to_owned);
    assert_eq!(names, known);
    assert!(!page.contains("class=\"duties\""));
}

#[test]
fn a_site_that_is_none_of_a_government_has_nothing_of_it() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = Site::new("clean");
    let folder = out.at("example");
    run(examples, &["build", "--out", folder.to_str().unwrap()]).code(0);
    let all = pages(&folder);
    assert!(all.len() > 30);
    for page in all {
        let html = fs::read_to_string(&page).unwrap();
        assert_eq!(tags(&html), [], "{}", page.display());
        for mark in ["class=\"duties\"", "beian", "网站标识码", "<!--#"] {
            assert!(!html.contains(mark), "{}: {mark}", page.display());
        }
    }
}

#[test]
fn the_record_of_disclosure_is_a_table_in_the_usual_order() {
    let site = built("government");
    let html = site.read("public/projects/2023/hotline/index.html");
    let table = html.split_once("<table class=\"record\">").unwrap().1.split_once("</table>").unwrap().0;
    let rows: Vec<String> = table
        .lines()
        .map(str::trim_start)
        .filter(|line| line.starts_with("<tr>"))
        .map(|row| row.replace("<th scope=\"row\">", "|").replace("</th><td>", "=").replace("</td>", ""))
        .collect();
    assert_eq!(
        rows,
        [
            "<tr>|索引号=000014349/2024-00110|主题分类=财政、金融、审计</tr>",
            "<tr>|发布机构=示例县财政局|成文日期=2024-04-14</tr>",
            "<tr>|标题=便民热线工作经费|发文字号=示财绩〔2024〕3号</tr>",
            "<tr>|发布日期=2024-05-01 09:30|有效性=有效</tr>",
        ]
    );
    assert!(!built("clean").read("public/projects/2023/hotline/index.html").contains("class=\"record\""));
}

#[test]
fn the_footer_names_and_links_what_is_given() {
    let html = built("government").read("public/index.html");
    let footer = html.split_once("<footer class=\"site-footer\">").unwrap().1.split_once("</footer>").unwrap().0;
    let external = |text: &str, href: &str| format!("<a rel=\"noopener external\" href=\"{href}\">{text}</a>");
    for item in [
        "主办单位：示例县人民政府",
        "承办单位：示例县政务服务中心",
        "联系方式：0898-00000000",
        "政务服务便民热线：12345",
        "网站标识码：4690250001",
        "sitemap/index.html",
        &external("琼ICP备00000000号", "https://beian.miit.gov.cn/"),
        &external(
            "琼公网安备 46010602000000号",
            "http://www.beian.gov.cn/portal/registerSystemInfo?recordcode=46010602000000",
        ),
        &external("党政机关网站标识", "https://bszs.conac.cn/sitename?method=show&amp;id=EXAMPLE"),
        &external("我为政府网站找错", "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=4690250001"),
    ] {
        assert!(footer.contains(item), "{item}: {footer}");
    }
}

#[test]
fn links_that_leave_the_site_say_so() {
    let html = built("government").read("public/pages/about/index.html");
    assert!(html.contains("<a rel=\"noopener external\" href=\"https://www.mof.gov.cn/\">财政部网站</a>"));
    assert!(html.contains("<a href=\"../../projects/index.html\">列表</a>"));
    for page in pages(&built("government").at("public")) {
        let html = fs::read_to_string(&page).unwrap();
        for tag in html.split("<a ").skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
            let leaves = tag.contains("href=\"http:") || tag.contains("href=\"https:");
            assert_eq!(leaves, tag.contains("external"), "{}: {tag}", page.display());
        }
    }
}

#[test]
fn the_frame_of_the_portal_is_inserted_as_it_is() {
    let site = built("government");
    for page in ["index.html", "projects/2023/hotline/index.html", "404.html"] {
        let html = site.read(&format!("public/{page}"));
        let places: Vec<Option<usize>> = [
            "<!--#include virtual=\"/common/head.html\" -->",
            "</head>",
            "<!--#include virtual=\"/common/header.html\" -->",
            "<header class=\"site-header\">",
            "</footer>",
            "<div class=\"portal-footer\">门户页脚</div>",
            "</body>",
        ]
        .iter()
        .map(|part| html.find(part))
        .collect();
        assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{page}: {places:?}");
    }
    site.write("content/include/haeder.html", "");
    run(site.path(), &["check", "--lang", "en"]).code(1).stdout_eq(str![[r#"
error[unused-file]: nothing reads this file: content/include/haeder.html
...
  = did you mean header.html?
...
"#]]);
}

#[test]
fn the_page_for_wrong_addresses_links_from_the_root_of_the_host_where_that_is_known() {
    let page = built("government").read("public/404.html");
    assert!(page.contains("href=\"/xxgk/pingjia/index.html\"") && page.contains("href=\"/xxgk/pingjia/static/"));
    let relative = page.split(" href=\"").skip(1).chain(page.split(" action=\"").skip(1));
    let at_root = |href: &str| ["/xxgk/pingjia/", "http", "#"].iter().any(|start| href.starts_with(start));
    assert!(relative.clone().count() > 10);
    assert!(relative.clone().all(at_root), "{:?}", relative.filter(|href| !at_root(href)).collect::<Vec<_>>());
    let derived = Site::new("clean");
    let settings = derived.read("content/site.toml");
    derived.write("content/site.toml", &format!("base_url = \"https://www.example.gov.cn/a/b\"\n{settings}"));
    run(derived.path(), &["build"]).code(0);
    assert!(derived.read("public/404.html").contains("href=\"/a/b/index.html\""));
    let unknown = built("clean").read("public/404.html");
    assert!(unknown.contains("<h1>没有这个页面</h1>"));
    let unknown = unknown.replace("<link rel=\"icon\" href=\"data:,\">", "");
    assert!(!unknown.contains(" href=") && !unknown.contains(" src=") && !unknown.contains(" action="), "{unknown}");
}

#[test]
fn what_has_not_the_form_of_its_kind_is_pointed_at() {
    let site = Site::new("clean");
    site.write(
        "content/site.toml",
        "title = \"示例\"\nbase_path = \"xxgk\"\ncitation = \"《{题目}》\"\n[government]\nsite_id_code = \"12\"\ndomain = \"http://a.gov.cn\"\nidentity_link = \"conac\"\n",
    );
    run(site.path(), &["check", "--format", "github"]).code(1).stdout_eq(str![[r#"
::error file=content/site.toml,line=2,col=13,[..]
::error file=content/site.toml,line=3,col=12,[..]花括号里只能写[..]
::warning file=content/site.toml,line=5,col=16,[..]网站标识码是 10 位数字[..]
::warning file=content/site.toml,line=6,col=10,[..]
::error file=content/site.toml,line=7,col=17,[..]

"#]]);
    site.write("content/site.toml", "title = \"示例\"\n[government]\nsite_id_code = \"12\"\n");
    run(site.path(), &["build"]).code(0);
    assert!(site.read("public/index.html").contains("<meta name=\"SiteIDCode\" content=\"12\">"));
}

#[test]
fn a_project_is_cited_in_the_form_that_the_site_gives() {
    let page = built("government").read("public/projects/2023/hotline/index.html");
    let address = "https://www.example.gov.cn/xxgk/pingjia/projects/2023/hotline/";
    let title = page.split("<h1>").nth(1).and_then(|rest| rest.split('<').next()).unwrap();
    assert!(page.contains(&format!(".{title}[R/OL].2023.{address}</p>")), "{title}");
}

#[cfg(unix)]
#[test]
fn several_sites_share_their_content_through_links() {
    let site = Site::new("government");
    let bureau = site.at("sites/bureau/content");
    fs::create_dir_all(bureau.join("projects/2023")).unwrap();
    fs::write(bureau.join("site.toml"), "title = \"单位站\"\n").unwrap();
    for shared in ["agencies.toml", "rubrics", "projects/2023/hotline"] {
        std::os::unix::fs::symlink(site.at("content").join(shared), bureau.join(shared)).unwrap();
    }
    run(site.path(), &["build", "--root", "sites/bureau", "--out", "bureau"]).code(0);
    let public =
        ["sites/bureau/bureau", "bureau"].map(|folder| site.at(folder)).into_iter().find(|folder| folder.exists());
    let public = public.unwrap();
    assert!(public.join("projects/2023/hotline/index.html").exists());
    assert!(!public.join("projects/2022").exists());
}

#[test]
fn on_paper_a_page_says_where_it_stands_when_that_is_known() {
    let site = built("government");
    let page = site.read("public/projects/2023/hotline/index.html");
    let address = "https://www.example.gov.cn/xxgk/pingjia/projects/2023/hotline/";
    assert!(page.contains(&format!("<p class=\"on-paper\">{address}</p>")));
    assert!(!built("clean").read("public/projects/2023/hotline/index.html").contains("on-paper"));
}
