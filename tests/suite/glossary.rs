//! Words on pages lead to the site's own glossary, to the heading that explains them, and only where there is one.

use crate::common::Site;
use snapbox::cmd::{Command, cargo_bin};

/// The project page of the clean site with a glossary.
fn page(glossary: &str) -> String {
    let site = Site::new("clean");
    site.write("content/pages/glossary.md", glossary);
    Command::new(cargo_bin!("gongshi")).current_dir(site.path()).arg("build").assert().code(0);
    site.read("public/projects/2023/hotline/index.html")
}

#[test]
fn words_lead_to_their_headings() {
    let page = page(
        "# 名词解释\n\n## 分数\n\n### 评分标准\n\n打分用的表。\n\n### 得分\n\n报告给的分。\n\n### 评价主体\n\n谁评的。\n",
    );
    let link = |section: u32, word: &str| {
        format!("<a class=\"term\" href=\"../../../pages/glossary/index.html#section-{section}\">{word}</a>")
    };
    assert!(page.contains(&link(2, "评分标准")) && page.contains(&link(4, "评价主体")));
    assert_eq!(
        page.matches("class=\"term\"").count(),
        2,
        "only words that readers stumble over, and only explained ones"
    );
}

#[test]
fn without_an_explanation_a_word_is_just_a_word() {
    let page = page("# 名词解释\n\n## 机构\n\n这里没有解释别的词。\n");
    assert!(page.contains("<dt>评分标准</dt>") && !page.contains("class=\"term\""));
}
