//! What rules look at: a project with its rubrics and its narrative. Judges nothing.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use rust_decimal::Decimal;

use crate::diag::{Place, place};
use crate::lang::Arg;
use crate::model::Content;
use crate::model::claims::{Claim, Places};
use crate::model::evaluation::{Evaluation, PrintedTable};
use crate::model::project::Project;
use crate::model::rubric::Rubric;
use crate::rules::Tables;
use crate::source::{FileId, Sources, Span, WholeText};
use crate::syntax::markdown::{self, Markdown};
use crate::syntax::sections::{Kind, Section};

/// What a project rule looks at.
pub struct Subject<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// All content.
    pub content: &'a Content,
    /// The project.
    pub project: &'a Project,
    /// Its narrative, when there is one.
    pub narrative: Option<&'a Narrative<'a>>,
    /// What its report states without marks, once it was asked for: no figure of the project changes its words.
    pub(super) statements: Arc<OnceLock<Vec<Statement>>>,
    /// Of each marked figure, whether it differs from what it comes to by the figures as they are printed, once that was
    /// compared.
    pub(super) differing: Arc<OnceLock<Vec<bool>>>,
    /// The tables in which figures are tried.
    pub(super) tried: Option<Tables>,
    /// Stands in for a rubric that does not exist, so that sums are checked all the same.
    nothing_known: Rubric,
}

impl Subject<'_> {
    /// The evaluations with their rubrics. A rubric that does not exist is reported elsewhere.
    pub(super) fn evaluations(&self) -> impl Iterator<Item = RatedEvaluation<'_>> {
        self.project.evaluations.iter().enumerate().map(|(index, evaluation)| {
            let rubric = self.content.rubrics.get(&evaluation.rubric.value);
            let is_alone = self.project.evaluations.len() == 1;
            let tables = self.project.evaluations.iter().filter(|other| other.table_of.is_none()).count();
            let rubric = rubric.unwrap_or(&self.nothing_known);
            RatedEvaluation { index, evaluation, rubric, is_alone, is_of_one_table: tables == 1 }
        })
    }
}

/// What a report states in words that need no mark.
pub(super) struct Statement {
    pub(super) claim: Claim,
    /// Of the score of an item, its row.
    pub(super) row: Option<usize>,
    /// Where the name begins that it is told by; of a rate, none.
    pub(super) name: Option<usize>,
    /// The full marks that were told last before it in its sentence.
    pub(super) scale: Option<Decimal>,
    /// The list that it is one of, where nothing else says what it is.
    pub(super) list: Option<Arc<List>>,
}

/// Points of every outermost group, told one after another in one sentence.
pub(super) struct List {
    pub(super) kind: Points,
    /// Each with its row.
    pub(super) points: Vec<(usize, Decimal)>,
}

/// What the points of a list can be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Points {
    Given,
    /// Behind 扣.
    TakenOff,
}

/// A passage of a narrative that tells of lost points.
pub(super) struct PassageOnLosses {
    /// Its number among the passages.
    pub(super) number: usize,
    /// Those of its sentences that tell of them, each with the points that it says were taken off.
    pub(super) sentences: Vec<(Range<usize>, Vec<Decimal>)>,
}

/// What a rule about Markdown looks at.
pub struct Narrative<'a> {
    /// All texts.
    pub sources: &'a Sources,
    /// All content.
    pub content: &'a Content,
    /// The file.
    pub file: FileId,
    /// The project that it tells of; `None` for a page.
    pub project: Option<&'a Project>,
    /// The text.
    pub text: Arc<WholeText>,
    /// It, rendered.
    pub markdown: Markdown,
    /// It by its headings.
    pub sections: Vec<Section>,
    /// What its places are called.
    pub places: Places,
    /// Those of its passages that tell of lost points, once they were asked for.
    pub(super) on_losses: OnceLock<Vec<PassageOnLosses>>,
}

impl Narrative<'_> {
    /// Whether anything stands below its headings; the outline of a new project is no report yet.
    pub(super) fn is_written(&self) -> bool {
        self.sections.iter().any(|section| !section.blocks.is_empty())
    }

    /// What the report itself says, passage by passage; a quotation is said by others, mostly by the site.
    pub(super) fn passages(&self) -> impl Iterator<Item = &str> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        blocks.filter(|block| block.kind != Kind::Quote).map(|block| block.text.as_str())
    }
}

/// An evaluation with its rubric.
pub(super) struct RatedEvaluation<'a> {
    pub(super) index: usize,
    pub(super) evaluation: &'a Evaluation,
    pub(super) rubric: &'a Rubric,
    /// Whether the project has no other.
    pub(super) is_alone: bool,
    /// Whether all evaluations of the project have one table together.
    pub(super) is_of_one_table: bool,
}

impl RatedEvaluation<'_> {
    /// The place of a finding as an acknowledgement names it: `得分汇总表/项目管理`; for a second evaluation `2:得分汇总表/…`.
    pub(super) fn at(&self, place: &str, of: &str) -> Place {
        Place::of([place, of]).in_evaluation(self.index)
    }

    /// A place of the evaluation, as it is said to people: of one of several with who rated, unless it says so itself: 单位自评表.
    pub(super) fn named(&self, place: &str) -> Arg {
        match self.is_alone || self.evaluation.rater.value.is_named_in(place) {
            true => place::named(place),
            false => Arg::run([
                Arg::Word(self.evaluation.rater.value.word()),
                Arg::Word("between-name-and-quantity"),
                place::named(place),
            ]),
        }
    }

    /// Whether its table is its own, and not one column of another's.
    pub(super) fn has_own_table(&self) -> bool {
        self.evaluation.table_of.is_none()
    }

    /// Full marks, where they are stated by the report or a known rubric.
    pub(super) fn maximum(&self) -> Option<Decimal> {
        self.evaluation.full_marks()
    }

    /// The scores that a table prints for all outermost groups, in its order; none where some are scaled up for the total.
    pub(super) fn rows_of(&self, table: &PrintedTable) -> Option<Vec<Decimal>> {
        if self.evaluation.is_scaled(None) || self.evaluation.leaves_out_rows() {
            return None;
        }
        self.evaluation
            .children(None)
            .filter(|group| self.evaluation.indicators[*group].not_applicable.is_none())
            .filter(|group| !self.evaluation.adds_nothing(*group))
            .map(|group| {
                let path = &self.evaluation.indicators[group].path;
                let row = table.rows.iter().find(|row| row.of.value == *path)?;
                row.score.as_ref().map(|score| score.value)
            })
            .collect()
    }

    /// What the score table is called in messages and places.
    pub(super) fn table(&self) -> &str {
        self.evaluation.place.as_deref().unwrap_or(place::SCORE_TABLE)
    }
}

impl<'a> Subject<'a> {
    pub(super) fn new(
        sources: &'a Sources,
        content: &'a Content,
        project: &'a Project,
        narrative: Option<&'a Narrative<'a>>,
    ) -> Self {
        let nothing_known = Rubric::unknown(Span::start_of(project.file));
        let (statements, differing) = Default::default();
        Subject { sources, content, project, narrative, statements, differing, tried: None, nothing_known }
    }

    /// The same with other figures in some tables.
    pub(super) fn with_figures_of(&self, project: &'a Project, tables: Tables) -> Subject<'a> {
        let (statements, differing) = (Arc::clone(&self.statements), Arc::clone(&self.differing));
        let tried = Some(tables);
        Subject { statements, differing, tried, ..Subject::new(self.sources, self.content, project, self.narrative) }
    }
}

impl<'a> Narrative<'a> {
    pub(super) fn new(sources: &'a Sources, content: &'a Content, file: FileId, project: Option<&'a Project>) -> Self {
        let text = sources.text(file);
        let (markdown, sections) = markdown::document(&text);
        Narrative {
            sources,
            content,
            file,
            project,
            markdown,
            sections,
            places: Places::of(&text),
            text,
            on_losses: OnceLock::new(),
        }
    }
}
