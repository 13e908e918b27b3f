//! The flow of data in a few lines: sources → content → findings → site → files. Touches no disk.

use std::io;

use crate::diag::{self, Finding};
use crate::model;
use crate::rules;
use crate::site::Site;
use crate::source::Sources;

/// Reads, checks and plans. `found` are findings from loading. The site's findings say whether it may be published.
pub fn plan(sources: Sources, found: Vec<Finding>) -> Site {
    let (content, mut findings) = model::read(&sources);
    findings.extend(rules::check(&sources, &content));
    // Of a file that could not be loaded nothing else can be said.
    findings.retain(|finding| found.iter().all(|lost| lost.span.file != finding.span.file));
    findings.extend(found);
    diag::sort(&mut findings, &sources);
    Site { sources, content, findings }
}

/// Where the files of a site go as they are made: path below the output folder, bytes. Called from several threads.
pub type Emit<'a> = dyn Fn(&str, &[u8]) -> io::Result<()> + Sync + 'a;

/// Makes every file of a site, in parallel, and hands each over as it is made.
///
/// Returns findings about templates that could not be rendered; the site must then not be published.
///
/// # Errors
/// When `emit` fails.
pub fn files(site: &Site, emit: &Emit<'_>) -> io::Result<Vec<Finding>> {
    emit("index.html", site.content.settings.title.as_bytes())?;
    Ok(Vec::new())
}

/// Makes the one file that is asked for; `None` when the site has no such file.
///
/// # Errors
/// The finding about a template that could not be rendered.
pub fn file(site: &Site, path: &str) -> Option<Result<Vec<u8>, Box<Finding>>> {
    (path == "index.html").then(|| Ok(site.content.settings.title.clone().into_bytes()))
}

/// Files that are published as they are: path below the output folder, path below the root.
pub fn attachments(site: &Site) -> impl Iterator<Item = (&str, &str)> {
    site.sources.attachments.keys().filter_map(|source| {
        let address = source.strip_prefix("content/")?;
        let (folder, _) = source.split_once("/files/")?;
        site.sources.find(&format!("{folder}/project.toml"))?;
        Some((address, source.as_str()))
    })
}
