//! What `gongshi import` makes of files: every figure of a form in its place, or listed as not placed; never a wrong one.

mod accuracy;
mod beside;
mod command;
mod excel;
mod formats;
mod forms;
mod old_word;
mod pages;
mod traps;
mod walk;
mod word;
mod word97;
mod workbook;

use gongshi::import::draft::Draft;
use gongshi::import::recognise::{Given, recognise};
use gongshi::import::{read, write};
use gongshi::lang::Lang;
use gongshi::model::{self, Content};
use gongshi::source::{Source, Sources};

/// The drafts of a file, with the registry and rubrics of `content`.
fn drafts(name: &str, bytes: &[u8], content: &Content) -> Vec<Draft> {
    let documents = read::read(name, bytes).unwrap_or_else(|message| panic!("{name}: {}", Lang::ZhCn.say(&message)));
    recognise(&documents, name, content, &Given::default())
}

/// The text of a draft's `project.toml`.
fn project(name: &str, draft: &Draft) -> String {
    write::project(Lang::ZhCn, draft, name, None, &[]).0
}

/// The registry and rubrics of the example site.
fn content() -> Content {
    model::read(&sources()).0
}

/// The projects of the example site.
fn hand_made() -> Vec<model::project::Project> {
    let (sources, content) = (sources(), content());
    content.projects.iter().map(|head| content.project(&sources, head)).collect()
}

fn sources() -> Sources {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    gongshi::load::load(root, &[]).expect("the content can be read").sources
}

/// A project file read back by the reader of the format.
fn read_back(toml: &str) -> (model::project::Project, Vec<String>) {
    let path = "content/projects/2023/draft/project.toml";
    let sources = Sources::new([Source { path: path.to_owned(), text: toml.to_owned() }]);
    let (content, findings) = model::read(&sources);
    let said = findings.iter().map(|finding| format!("{}: {}", finding.rule, Lang::En.say(&finding.message)));
    (content.project(&sources, &content.projects[0]), said.collect())
}
