//! What is found of one project and what holds, worked out when somebody first asks. Decides nothing; the rules do.

use std::sync::{Arc, OnceLock};

use super::check::{Settled, settle};
use super::find;
use crate::diag::{self, Finding};
use crate::model::Content;
use crate::model::project::{Head, Project};
use crate::source::Sources;

/// The verdict on one project: a pure function of its files, of what all projects share, and of what the rules on the whole
/// site say of it. Whoever asks first works it out, from whichever sources they are that it is so of.
#[derive(Debug, Default)]
pub struct Verdict {
    /// What was found while it was read.
    read: Vec<Arc<Finding>>,
    /// What the rules on the whole site found.
    of_site: Vec<Finding>,
    told: OnceLock<Told>,
}

/// What a verdict says.
#[derive(Debug, Default)]
pub struct Told {
    /// What differs, sorted by place, as everybody is told.
    pub public: Vec<Arc<Finding>>,
    /// What is for the clerks alone.
    pub for_staff: Vec<Arc<Finding>>,
    /// What was recomputed and holds, in sentences of the site's language.
    pub holds: Box<[Box<str>]>,
}

impl Verdict {
    /// One that nobody asked for yet.
    pub fn new(read: Vec<Arc<Finding>>, of_site: Vec<Finding>) -> Verdict {
        Verdict { read, of_site, told: OnceLock::new() }
    }

    /// The same with what the rules on the whole site find now; `None` where that is what they found before.
    pub fn with(&self, of_site: Vec<Finding>) -> Option<Verdict> {
        (self.of_site != of_site).then(|| Verdict::new(self.read.clone(), of_site))
    }

    /// What was found while the project was read, which is known at once.
    pub fn read(&self) -> &[Arc<Finding>] {
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
        let mut public: Vec<Arc<Finding>> =
            self.read.iter().cloned().chain(findings.into_iter().map(Arc::new)).collect();
        diag::sort(&mut public);
        let for_staff = public.extract_if(.., |finding| is_for_staff(finding)).collect();
        public.shrink_to_fit();
        Told { public, for_staff, holds }
    }
}

/// Whether a finding is for the clerks alone.
pub fn is_for_staff(finding: &Finding) -> bool {
    find(finding.rule).is_some_and(|rule| rule.is_for_staff)
}
