//! Misprints in every second report of a generated site, so that these contradict themselves as real ones do: that is the
//! dear way through checks, findings and pages. Knows only the keys that figures stand behind.

use gongshi::diag::Severity;
use gongshi::rules;
use gongshi::source::{SETTINGS, Source};
use rayon::prelude::*;

/// The keys behind which a figure is misprinted.
const KEYS: [&str; 4] = ["score = ", "weight = ", "spent = ", "budget = "];

/// How many figures of a report are misprinted, from its first to its last.
const MISPRINTS: usize = 10;

/// Misprints figures in the project file of every second report, and lets the site be published all the same: nobody has
/// explained the differences.
pub(crate) fn add(files: &mut [Source]) {
    let errors = rules::all().filter(|rule| rule.severity == Severity::Error);
    let levels: String = errors.map(|rule| format!("{} = \"warning\"\n", rule.name)).collect();
    if let Some(settings) = files.iter_mut().find(|file| file.path == SETTINGS) {
        settings.text += &format!("\n[rules]\n{levels}");
    }
    let mut projects: Vec<&mut Source> =
        files.iter_mut().filter(|file| file.path.ends_with("/project.toml")).step_by(2).collect();
    projects.par_iter_mut().for_each(|file| file.text = misprinted(&file.text));
}

fn misprinted(text: &str) -> String {
    let mut ends: Vec<usize> =
        KEYS.iter().flat_map(|key| text.match_indices(key)).map(|(at, key)| at + key.len()).collect();
    ends.sort_unstable();
    let mut bytes = text.as_bytes().to_vec();
    let apart = ends.len().div_ceil(MISPRINTS).max(1);
    for start in ends.into_iter().step_by(apart) {
        let figure = text[start..].bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'.').count();
        if let Some(last) = figure.checked_sub(1).map(|last| start + last).filter(|last| bytes[*last].is_ascii_digit())
        {
            bytes[last] = b'0' + (bytes[last] - b'0' + 3) % 10;
        }
    }
    String::from_utf8(bytes).unwrap_or_default()
}
