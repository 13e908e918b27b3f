//! Generated sites of any size: reports of every form that contradict nothing, the same for the same count.
//!
//! Whatever a report prints is rounded half up from exact figures that agree, at a precision of its own.

pub(crate) mod draw;
mod money;
mod project;
mod report;
mod scores;
mod written;

use draw::Draw;
use gongshi::source::Source;
use rayon::prelude::*;

const PLACES: [&str; 12] =
    ["青山", "白水", "石桥", "东川", "南浦", "西岭", "北塘", "金沙", "银滩", "云溪", "长湖", "古城"];
const OFFICES: [&str; 8] =
    ["教育局", "卫生健康局", "农业农村局", "交通运输局", "民政局", "水务局", "文化旅游局", "政务服务中心"];
const RUBRICS: [(&str, &str); 4] = [
    ("hainan-2011", include_str!("../../content/rubrics/hainan-2011.toml")),
    ("mof2020-eval", include_str!("../../content/rubrics/mof2020-eval.toml")),
    ("mof2020-selfeval", include_str!("../../content/rubrics/mof2020-selfeval.toml")),
    ("freeform", include_str!("../../content/rubrics/freeform.toml")),
];

/// A site of `count` projects.
pub(crate) fn site(count: usize) -> Vec<Source> {
    let mut files = vec![
        file("content/site.toml", "title = \"生成的报告\"\n".to_owned()),
        file("content/agencies.toml", registry()),
    ];
    files.extend(RUBRICS.map(|(id, text)| file(&format!("content/rubrics/{id}.toml"), text.to_owned())));
    files.par_extend((0..count).into_par_iter().flat_map_iter(|number| {
        let mut draw = Draw::new(number as u64);
        let project = project::draw(&mut draw, number);
        let folder = format!("content/projects/{}/p{number:06}", project.year);
        [
            file(&format!("{folder}/project.toml"), project.write(&mut draw)),
            file(&format!("{folder}/report.md"), report::write(&mut draw, &project)),
        ]
    }));
    files
}

fn file(path: &str, text: String) -> Source {
    Source { path: path.to_owned(), text }
}

fn registry() -> String {
    let mut text = String::new();
    for (place, name) in PLACES.iter().enumerate() {
        text += &format!("[[regions]]\ncode = \"46{place:04}\"\nname = \"{name}县\"\n");
        for (office, title) in OFFICES.iter().enumerate() {
            text += &format!(
                "[[agencies]]\nid = \"a{place}-{office}\"\nname = \"{name}县{title}\"\nregion = \"46{place:04}\"\nformer_names = [{{ name = \"{name}乡{title}\" }}]\n"
            );
        }
    }
    text
}
