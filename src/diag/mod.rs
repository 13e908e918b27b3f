//! Findings: what is wrong, where, and what was printed and recomputed. Plain data; never prints.

pub mod human;
pub mod machine;
pub mod place;

use std::borrow::Borrow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::characters::visible;
use crate::lang::{Lang, Message, Name, names};
use crate::limits;
use crate::packed::Packed;
use crate::source::Span;

pub use place::Place;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// A weakness of definition.
    Notice,
    /// A conflict that a reader must judge.
    Warning,
    /// A definite contradiction, or content that cannot be read.
    Error,
}

impl Severity {
    /// The word used in files, options and machine formats.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Notice => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// The catalogue's word for it, as clerks read it.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Notice => "severity-notice",
            Severity::Warning => "severity-warning",
            Severity::Error => "severity-error",
        }
    }
}

/// A message as it is printed: visible, and no longer than anybody reads.
fn said(lang: Lang, message: &Message) -> String {
    let said = lang.say(message);
    let end = said.char_indices().nth(limits::MESSAGE).map(|(end, _)| end);
    let shown = visible(&said[..end.unwrap_or(said.len())]).into_owned();
    if end.is_some() { shown + "…" } else { shown }
}

/// One finding (核验结果).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Name of the rule that found it.
    #[serde(with = "names")]
    pub rule: Name,
    /// Its level, after the publisher's settings.
    pub severity: Severity,
    /// The project it is about, as `<year>/<slug>`.
    pub project: Option<String>,
    /// Where it is shown.
    pub span: Span,
    /// Other places that explain it, each with a label.
    pub related: Vec<(Span, Message)>,
    /// What is wrong, in one sentence.
    pub message: Message,
    /// The computation written out, or other help, each a sentence.
    pub help: Vec<Message>,
    /// The place in the report, which an acknowledgement names; nowhere where nothing can be acknowledged.
    pub at: Place,
    /// The figure as printed.
    pub printed: Option<String>,
    /// The figure as recomputed.
    pub recomputed: Option<String>,
    /// The agency's published explanation, when it has acknowledged the finding.
    pub note: Option<String>,
    /// Where several findings have one cause: each as it would stand alone. Empty for a finding that stands alone.
    pub also: Vec<Finding>,
}

impl Finding {
    /// A finding with the message named like its rule and nothing else yet.
    pub fn new(rule: Name, severity: Severity, span: Span) -> Self {
        Finding {
            rule,
            severity,
            project: None,
            span,
            related: Vec::new(),
            message: Message::new(rule),
            help: Vec::new(),
            at: Place::default(),
            printed: None,
            recomputed: None,
            note: None,
            also: Vec::new(),
        }
    }

    /// Every place that this finding is about: its own, and those of the findings that have the same cause.
    pub fn places(&self) -> impl Iterator<Item = Span> {
        std::iter::once(self.span).chain(self.also.iter().map(|also| also.span))
    }

    /// Whether this finding stops a build.
    pub fn stops(&self) -> bool {
        self.severity == Severity::Error && self.note.is_none()
    }

    /// The path, place and rule: findings are shown everywhere in the order of these.
    pub fn order(&self) -> (Span, Name) {
        // Files are numbered in the order of their paths.
        (self.span, self.rule)
    }
}

/// A finding as it is held until it is shown: what lists and counts ask for at hand, all that it says packed. Whole it takes
/// several times as much, and a site has as many as ten of each project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Name of the rule that found it.
    pub rule: Name,
    /// Its level.
    pub severity: Severity,
    /// The project it is about.
    pub project: Option<Box<str>>,
    /// Where it is shown.
    pub span: Span,
    /// Whether the agency has published an explanation.
    pub is_explained: bool,
    whole: Packed<Finding>,
}

impl Held {
    /// Packs a finding.
    pub fn of(finding: &Finding) -> Held {
        Held {
            rule: finding.rule,
            severity: finding.severity,
            project: finding.project.as_deref().map(Box::from),
            span: finding.span,
            is_explained: finding.note.is_some(),
            whole: Packed::of(finding),
        }
    }

    /// All that it says.
    pub fn finding(&self) -> Finding {
        self.whole.unpack()
    }

    /// As [`Finding::order`].
    pub fn order(&self) -> (Span, Name) {
        (self.span, self.rule)
    }

    /// As [`Finding::stops`].
    pub fn stops(&self) -> bool {
        self.severity == Severity::Error && !self.is_explained
    }
}

/// How many findings there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Errors nobody has acknowledged.
    pub errors: usize,
    /// Warnings nobody has acknowledged.
    pub warnings: usize,
    /// Notices nobody has acknowledged.
    pub notices: usize,
    /// Findings of any level that are acknowledged.
    pub acknowledged: usize,
}

/// Counts findings.
pub fn count<'a, F: Borrow<Held> + 'a>(findings: impl IntoIterator<Item = &'a F>) -> Counts {
    let mut counts = Counts::default();
    for finding in findings {
        let finding: &Held = finding.borrow();
        match finding.severity {
            _ if finding.is_explained => counts.acknowledged += 1,
            Severity::Error => counts.errors += 1,
            Severity::Warning => counts.warnings += 1,
            Severity::Notice => counts.notices += 1,
        }
    }
    counts
}

/// Levels that the publisher sets for rules, by rule name; `None` switches a rule off.
pub type Levels = BTreeMap<String, Option<Severity>>;
