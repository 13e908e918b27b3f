//! What is found of one project and what holds, worked out when somebody first asks. Decides nothing; the rules do.

use std::sync::{Arc, OnceLock};

use super::check::{Settled, settle};
use super::find;
use crate::diag::{Finding, Held};
use crate::lang::{Lang, Message, Name};
use crate::model::Content;
use crate::model::project::{Head, Project};
use crate::packed::Packed;
use crate::source::Sources;

/// The verdict on one project: a pure function of its files, of what all projects share, and of what the rules on the whole
/// site say of it. Whoever asks first works it out, from whichever sources they are that it is so of.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What was found while it was read.
    read: Vec<Arc<Held>>,
    /// What the rules on the whole site found.
    of_site: Vec<Finding>,
    told: OnceLock<Told>,
}

/// What a verdict says.
#[derive(Debug)]
pub struct Told {
    /// What differs, sorted by place, as everybody is told.
    pub public: Box<[Arc<Held>]>,
    /// What is for the clerks alone.
    pub for_staff: Box<[Arc<Held>]>,
    /// How much was recomputed and holds.
    pub n_holds: usize,
    holds: Packed<Vec<Message>>,
}

impl Told {
    /// What was recomputed and holds, in sentences.
    pub fn holds(&self, lang: Lang) -> Vec<String> {
        self.holds.unpack().iter().map(|message| lang.say(message)).collect()
    }
}

impl Verdict {
    /// One that nobody asked for yet.
    pub fn new(read: Vec<Arc<Held>>, of_site: Vec<Finding>) -> Verdict {
        Verdict { read, of_site, told: OnceLock::new() }
    }

    /// The same with what the rules on the whole site find now; `None` where that is what they found before.
    pub fn with(&self, of_site: Vec<Finding>) -> Option<Verdict> {
        (self.of_site != of_site).then(|| Verdict::new(self.read.clone(), of_site))
    }

    /// What was found while the project was read, which is known at once.
    pub fn read(&self) -> &[Arc<Held>] {
        &self.read
    }

    /// What it says, where it was worked out.
    pub fn told(&self) -> Option<&Told> {
        self.told.get()
    }

    /// What it says of the project of this head, which is read for it.
    pub fn tell(&self, sources: &Sources, content: &Content, head: &Head) -> &Told {
        self.told.get_or_init(|| self.work_out(sources, content, &content.project(sources, head)))
    }

    /// What it says of this project.
    pub fn tell_of(&self, sources: &Sources, content: &Content, project: &Project) -> &Told {
        self.told.get_or_init(|| self.work_out(sources, content, project))
    }

    fn work_out(&self, sources: &Sources, content: &Content, project: &Project) -> Told {
        let Settled { findings, holds } = settle(sources, content, project, &self.of_site);
        let settled = findings.iter().map(|finding| Arc::new(Held::of(finding)));
        let mut all: Vec<Arc<Held>> = self.read.iter().cloned().chain(settled).collect();
        all.sort_by_key(|finding| finding.order());
        let (for_staff, public): (Vec<_>, Vec<_>) = all.into_iter().partition(|finding| is_for_staff(finding.rule));
        Told { public: public.into(), for_staff: for_staff.into(), n_holds: holds.len(), holds: Packed::of(&holds) }
    }
}

/// Whether the findings of a rule are for the clerks alone.
pub fn is_for_staff(rule: Name) -> bool {
    find(rule).is_some_and(|rule| rule.is_for_staff)
}
