//! `verify`: what was changed in a site, or put into it.

use std::fs;

use super::run;
use crate::common::Site;
use snapbox::str;

#[test]
fn verify_tells_what_was_tampered_with() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    run(&site, "verify").code(0).stdout_eq("public 与清单一致：[..] 个文件\n");
    fs::remove_file(site.at("public/projects/2023/hotline/files/scan.txt")).unwrap();
    site.write("public/index.html", "hacked");
    site.write("public/zz.html", "extra");
    site.write("public/.htaccess", "theirs");
    run(&site, "verify").code(1).stdout_eq(str![[r#"
已被改动：index.html
缺少：projects/2023/hotline/files/scan.txt
多出：zz.html
public 与清单不一致：清单上 [..] 个文件，3 处不同

"#]]);
    run(&site, "verify --lang en").code(1).stdout_eq(str![[r#"
changed: index.html
missing: projects/2023/hotline/files/scan.txt
extra: zz.html
public is not as its manifest says: [..] files listed, 3 differences

"#]]);
    fs::remove_file(site.at("public/zz.html")).unwrap();
    run(&site, "build").code(0);
    run(&site, "verify").code(0);
}

#[test]
fn what_others_put_into_the_site_is_kept_where_the_publisher_says_so_and_refused_elsewhere() {
    let site = Site::new("clean");
    run(&site, "build").code(0);
    site.write("public/CNAME", "www.example.gov.cn");
    site.write("public/uploads/2023/a.txt", "theirs");
    run(&site, "build").code(2).stderr_eq(str![[r#"
不能输出到 public：那里除了本站，还有 2 处别人放进去的：[..]。要保留，就写进 content/site.toml 的 keep，如 keep = ["CNAME", "uploads/"]；不要的，先移走

"#]]);
    site.write("content/site.toml", "title = \"示例\"\nkeep = [\"CNAME\", \"uploads/\"]\n");
    run(&site, "build").code(0).stdout_eq(str![[r#"
保留了别人放在那里的：CNAME、uploads/
网站已生成：共 [..]，删去 0；在 public，用时 [..] 秒

"#]]);
    assert_eq!(site.read("public/uploads/2023/a.txt"), "theirs");
    run(&site, "verify").code(0);
    site.write("content/site.toml", "title = \"示例\"\nkeep = [\"../CNAME\"]\n");
    run(&site, "build").code(1);
    assert_eq!(site.read("public/CNAME"), "www.example.gov.cn");
}
