//! The rules (核验规则): families of them, a folder each; a rule is a file of its own and one line in the `RULES` of its family.
//! Rules judge content; they never read disks or know pages, and never use one another: what several need is in `shared`.

mod check;
mod dates;
mod files;
mod folding;
mod funds;
mod lost;
mod markdown;
mod names;
mod prose;
mod reasons;
mod rubric;
mod run;
mod scores;
mod shared;
mod subject;
mod targets;
mod verdict;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::diag::{Finding, Severity};
use crate::model::Content;
use crate::source::Sources;

pub use check::{OfSite, apply_levels, check, check_site};
pub use lost::Lost;
pub(crate) use markdown::is_marked as is_page_number;
use run::SHOWN;
pub use run::{Found, limit};
pub(crate) use shared::fund_rates::showing;
pub(crate) use shared::losses::is_shown;
pub(crate) use shared::timing::months_covered;
pub(crate) use shared::whose::tells_of_another_year;
use subject::RatedEvaluation;
pub use subject::{Narrative, Subject};
pub use verdict::{Told, Verdict, is_for_staff};

/// Rules about one subject, as they stand on the page of rules and in `explain`.
pub struct Family {
    /// Its name, under which its heading stands in the catalogues.
    pub name: &'static str,
    /// Its rules.
    pub rules: &'static [&'static Rule],
}

/// Every family, in the order in which rules are shown and run.
pub const FAMILIES: &[Family] = &[
    Family { name: "family-scores", rules: scores::RULES },
    Family { name: "family-reasons", rules: reasons::RULES },
    Family { name: "family-targets", rules: targets::RULES },
    Family { name: "family-funds", rules: funds::RULES },
    Family { name: "family-prose", rules: prose::RULES },
    Family { name: "family-dates", rules: dates::RULES },
    Family { name: "family-names", rules: names::RULES },
    Family { name: "family-rubric", rules: rubric::RULES },
    Family { name: "family-markdown", rules: markdown::RULES },
    Family { name: "family-files", rules: files::RULES },
];

/// Every rule.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().flat_map(|family| family.rules).copied()
}

/// A rule. Its title, explanation and messages are in the catalogues under its name.
pub struct Rule {
    /// Its name, used in files, addresses and machine formats; never reused for another rule.
    pub name: &'static str,
    /// Its level unless the publisher sets another.
    pub severity: Severity,
    /// What it looks at.
    pub check: Check,
    /// A text that breaks it, with carets under what is reported.
    pub bad: Option<Example>,
    /// The text put right.
    pub good: Option<Example>,
    /// Whether its findings are for the clerks alone: `check` prints them, the public site and its data never show them.
    pub is_for_staff: bool,
    /// Whether a wrong figure elsewhere can make it speak.
    pub hangs_on: HangsOn,
    /// Of which tables the figures decide what it says, where it hangs on others.
    pub tables: Tables,
}

impl Rule {
    /// What most rules are.
    const PLAIN: Rule = Rule {
        name: "",
        severity: Severity::Error,
        check: Check::Reading,
        bad: None,
        good: None,
        is_for_staff: false,
        hangs_on: HangsOn::Itself,
        tables: Tables::All,
    };

    /// Whether it compares figures with each other.
    fn compares(&self) -> bool {
        matches!(self.hangs_on, HangsOn::Figures | HangsOn::Items)
    }
}

/// Whether one wrong figure can make a rule speak of others too, so that `folding` tries what it says of other figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HangsOn {
    /// What it finds has no cause elsewhere.
    Itself,
    /// It compares figures with each other.
    Figures,
    /// It compares a statement with what the items of the score table give: a wrong item and all that was made up from it
    /// differ by the same amount.
    Items,
    /// It takes a score or weight as it stands: where that was misprinted, what it says follows from that.
    Misprints,
}

/// Tables of a project, by what their figures are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tables {
    /// All of them.
    All,
    /// Those with scores and weights.
    Scores,
    /// Those of the funds.
    Funds,
}

impl Tables {
    /// Whether some tables are among both.
    fn meet(self, others: Tables) -> bool {
        self == others || self == Tables::All || others == Tables::All
    }
}

/// What a rule looks at.
#[derive(Clone, Copy)]
pub enum Check {
    /// Raised while files are read; there is nothing to run.
    Reading,
    /// One project.
    Project(fn(&Subject<'_>, &mut Found<'_>)),
    /// A text in Markdown: the narrative of a project, or a page.
    Narrative(fn(&Narrative<'_>, &mut Found<'_>)),
    /// The whole content.
    Site(fn(&Sources, &Content, &mut Found<'_>)),
}

/// An example: a file of a small site and its text. Lines of carets name the rule that reports what stands above them.
pub struct Example {
    /// Path below `content/`; `project.toml` and `report.md` are those of a project.
    pub path: &'static str,
    /// The text. Of a `project.toml` title, year and agency may be left out.
    pub text: &'static str,
}

/// The rule of a name.
pub fn find(name: &str) -> Option<&'static Rule> {
    BY_NAME.get(name).map(|(_, rule)| *rule)
}

/// Whether a finding is of a rule that compares figures with each other.
pub fn compares(finding: &Finding) -> bool {
    find(finding.rule).is_some_and(Rule::compares)
}

/// The place of the family of a rule among [`FAMILIES`].
pub fn family_of(name: &str) -> Option<usize> {
    BY_NAME.get(name).map(|(family, _)| *family)
}

/// Every rule with the place of its family.
static BY_NAME: LazyLock<HashMap<&str, (usize, &Rule)>> = LazyLock::new(|| {
    let of = |(place, family): (usize, &Family)| family.rules.iter().map(move |rule| (rule.name, (place, *rule)));
    FAMILIES.iter().enumerate().flat_map(of).collect()
});

#[cfg(test)]
mod tests;
