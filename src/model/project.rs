//! `project.toml` as a whole: one project in one year.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;

use rust_decimal::Decimal;

use super::attachments::Named;
use super::claims::{Claim, Texts};
use super::columns;
use super::evaluation::{self, Attainment, Evaluation};
use super::funds::{self, Funds};
use super::registry::YEARS;
use crate::source::{FileId, Located, Span};
use crate::syntax::cell::Cells;
use crate::syntax::fields::{Date, Fields, Time};

/// What of a project others ask for: what it is called, what it belongs to, what it names. Held of every project, while the
/// rest is read when it is asked for.
#[derive(Clone, Debug)]
pub struct Head {
    /// `<year>/<slug>`: its folder below `content/projects/` and its address below `projects/`.
    pub id: String,
    /// Its file.
    pub file: FileId,
    /// `report.md`, when there is one.
    pub report: Option<FileId>,
    /// Title.
    pub title: Located<String>,
    /// Year it is about.
    pub year: Located<u32>,
    /// Key of the agency that carried it out.
    pub agency: Located<String>,
    /// The agency's name as the report prints it, where that is not its present name.
    pub agency_printed: Option<Located<String>>,
    /// The departments that supervise it, in the report's order.
    pub departments: Vec<Department>,
    /// Code of the region, where it is not the agency's.
    pub region: Option<Located<String>>,
    /// What the same project is called in every year, within its agency.
    pub series: Option<Located<String>>,
    /// The rubrics of its evaluations, in the author's order.
    pub rubrics: Vec<Located<String>>,
    /// Original documents.
    pub originals: Vec<Original>,
    /// The files that this file and the report name, by what is written there.
    pub named: BTreeMap<String, Named>,
    /// Findings the agency has explained.
    pub acknowledged: Vec<Acknowledged>,
}

/// A project (项目) in one year, with its head.
#[derive(Clone, Debug)]
pub struct Project {
    /// What others ask for.
    pub head: Head,
    /// Kind of project: 经常性项目.
    pub kind: Option<String>,
    /// Code of the project.
    pub code: Option<String>,
    /// Days it covers.
    pub period: Option<Period>,
    /// Documents it rests on.
    pub basis: Vec<String>,
    /// Whom to ask, the first first.
    pub contacts: Vec<Contact>,
    /// Whether the narrative is a retelling shorter than the report.
    pub abridged: bool,
    /// Money.
    pub funds: Option<Funds>,
    /// Overall goals, expected and actual.
    pub goals: Vec<Goal>,
    /// Targets stated apart from the score table.
    pub targets: Vec<Target>,
    /// Evaluations, in the author's order.
    pub evaluations: Vec<Evaluation>,
    /// The texts of the project file.
    pub texts: Texts,
    /// Marked figures of the project file, then of the narrative.
    pub claims: Vec<Claim>,
    /// Disclosure record.
    pub disclosure: Disclosure,
    /// List of problems (问题清单).
    pub problems: Vec<Problem>,
    /// Changes after publication.
    pub revisions: Vec<Revision>,
}

impl Deref for Project {
    type Target = Head;

    fn deref(&self) -> &Head {
        &self.head
    }
}

/// A department that supervises a project (主管部门).
#[derive(Clone, Debug)]
pub struct Department {
    /// Its key.
    pub id: Located<String>,
    /// Its name as the report prints it.
    pub printed: Option<Located<String>>,
}

/// First and last day.
#[derive(Clone, Debug)]
pub struct Period {
    /// First day.
    pub from: Located<Date>,
    /// Last day.
    pub to: Located<Date>,
}

/// Whom to ask about a project.
#[derive(Clone, Debug)]
pub struct Contact {
    /// Post.
    pub post: Option<String>,
    /// Full name.
    pub name: Option<String>,
    /// Surname.
    pub surname: Option<String>,
    /// Office telephone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Postal code.
    pub postcode: Option<String>,
    /// Where it was written.
    pub span: Span,
}

/// An overall goal.
#[derive(Clone, Debug)]
pub struct Goal {
    /// What it is called, where there are several.
    pub name: Option<Located<String>>,
    /// Its own weight.
    pub weight: Option<Located<Decimal>>,
    /// Its own score.
    pub score: Option<Located<Decimal>>,
    /// Weight and score where they print something else than plain digits.
    pub cells: Cells,
    /// 预期目标.
    pub expected: Option<Located<String>>,
    /// 实际完成情况.
    pub actual: Option<Located<String>>,
}

/// A target stated apart from the score table.
#[derive(Clone, Debug)]
pub struct Target {
    /// Kind: 产出指标.
    pub kind: Option<Located<String>>,
    /// Name.
    pub name: Located<String>,
    /// Target, actual, ladder.
    pub attainment: Attainment,
}

/// Fields of a disclosure record (政府信息公开).
#[derive(Clone, Debug, Default)]
pub struct Disclosure {
    /// 索引号.
    pub index_number: Option<String>,
    /// 发文字号.
    pub document_number: Option<String>,
    /// 主题分类.
    pub topic: Option<String>,
    /// 批复日期: when the budget or the result was approved.
    pub approved: Option<Located<Date>>,
    /// 成文日期.
    pub issued: Option<Located<Date>>,
    /// 发布日期.
    pub published: Option<Located<Date>>,
    /// The time of that day, where it is stated.
    pub published_time: Option<Time>,
    /// 发布机构.
    pub publisher: Option<String>,
    /// 有效性.
    pub validity: Option<String>,
}

/// An original document published with the project.
#[derive(Clone, Debug)]
pub struct Original {
    /// Path below the project's folder, as it is written.
    pub file: Located<String>,
    /// Title.
    pub title: Option<String>,
}

/// An entry of the list of problems.
#[derive(Clone, Debug)]
pub struct Problem {
    /// Category.
    pub category: String,
    /// The unit responsible.
    pub unit: Option<String>,
    /// Description.
    pub text: Located<String>,
}

/// A change after publication.
#[derive(Clone, Debug)]
pub struct Revision {
    /// Day.
    pub date: Located<Date>,
    /// Reason.
    pub reason: String,
}

/// A finding that the agency explains (已说明).
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The rule.
    pub rule: Located<String>,
    /// The place, as the finding names it.
    pub at: Located<String>,
    /// The figure as printed that it explains, where the author pins it.
    pub printed: Option<Located<String>>,
    /// The published explanation.
    pub note: String,
    /// Where it was written.
    pub span: Span,
}

impl Head {
    /// The files that texts of the project name, each once, in the order in which they are first named.
    pub fn attachments_once(&self) -> Vec<&Named> {
        let mut named: Vec<&Named> = self.named.values().collect();
        named.sort_by_key(|named| named.span);
        let mut known = BTreeSet::new();
        named.retain(|named| known.insert(named.path.as_str()));
        named
    }

    /// The file that is published under what a text of the project writes.
    pub fn attachment(&self, written: &str) -> Option<&Named> {
        self.named.get(written).filter(|named| named.refusal.is_none())
    }

    /// The part of the id after the year.
    pub fn slug(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, slug)| slug)
    }
}

impl Project {
    /// The evaluation shown first: the most independent, of those the last.
    pub fn leading_evaluation(&self) -> Option<&Evaluation> {
        self.evaluations.iter().max_by_key(|evaluation| evaluation.rater.value)
    }

    /// The latest day on which the project states that it was evaluated, issued, published or revised.
    pub fn last_day(&self) -> Option<Date> {
        let evaluated = self.evaluations.iter().filter_map(|evaluation| evaluation.date.as_ref());
        let recorded = [&self.disclosure.issued, &self.disclosure.published].into_iter().flatten();
        let revised = self.revisions.iter().map(|revision| &revision.date);
        evaluated.chain(recorded).chain(revised).map(|date| date.value).max()
    }
}

/// Reads a `project.toml`. What it must have and has not is reported, and stands in as the folder's name or as nothing.
pub fn read(fields: &mut Fields<'_, '_>, id: &str, file: FileId, report: Option<FileId>) -> Project {
    let span = fields.span();
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    let title = fields.text("title");
    let year = fields.integer("year", YEARS);
    let agency = fields.text("agency");
    let agency_printed = fields.text("agency_printed");
    let departments = read_departments(fields);
    let region = fields.text("region");
    let (kind, code) = (own(fields.text("kind")), own(fields.text("code")));
    let series = fields.text("series");
    let period = fields.table("period", |period| {
        let (from, to) = (period.date("from"), period.date("to"));
        period.finish(&["from", "to"]);
        if let (Some(from), Some(to)) = (&from, &to)
            && from.value > to.value
        {
            period.invalid(to.span, "to", "expected-dates-in-order");
        }
        Some(Period { from: from?, to: to? })
    });
    let basis = fields.texts("basis").into_iter().map(|document| document.value).collect();
    let mut contacts: Vec<Contact> = fields.table("contact", read_contact).into_iter().collect();
    contacts.extend(fields.tables("contacts", |contact| Some(read_contact(contact))));
    let abridged = fields.flag("abridged");
    let funds = fields.table("funds", funds::read);
    let goals = fields.tables("goals", |goal| {
        let (name, weight, score) = (goal.text("name"), goal.cell("weight"), goal.cell("score"));
        let (expected, actual) = (goal.text("expected"), goal.text("actual"));
        goal.finish(&[]);
        Some(Goal { name, weight, score, cells: goal.cells(), expected, actual })
    });
    let targets = fields.tables("targets", |target| {
        let (kind, name) = (target.text("kind"), target.text("name"));
        let attainment = evaluation::read_attainment(target);
        target.finish(&["name"]);
        Some(Target { kind, name: name?, attainment })
    });
    let mut evaluations = fields.tables("evaluations", evaluation::read);
    columns::give(fields, &mut evaluations);
    let disclosure = fields.table("disclosure", read_disclosure).unwrap_or_default();
    let originals = fields.tables("sources", |original| {
        let (file, title) = (original.text("file"), own(original.text("title")));
        original.finish(&["file"]);
        Some(Original { file: file?, title })
    });
    let problems = fields.tables("problems", |problem| {
        let (category, unit, text) = (own(problem.text("category")), own(problem.text("unit")), problem.text("text"));
        problem.finish(&["category", "text"]);
        Some(Problem { category: category?, unit, text: text? })
    });
    let revisions = fields.tables("revisions", |revision| {
        let (date, reason) = (revision.date("date"), own(revision.text("reason")));
        revision.finish(&["date", "reason"]);
        Some(Revision { date: date?, reason: reason? })
    });
    let acknowledged = fields.tables("acknowledged", |entry| {
        let span = entry.span();
        let (rule, at, note) = (entry.text("rule"), entry.text("at"), own(entry.text("note")));
        let printed = entry.text("printed");
        entry.finish(&["rule", "at", "note"]);
        Some(Acknowledged { rule: rule?, at: at?, printed, note: note?, span })
    });
    fields.finish(&["title", "year", "agency"]);
    let folder_year = id.split('/').next().and_then(|year| year.parse().ok()).unwrap_or_default();
    let head = Head {
        id: id.to_owned(),
        file,
        report,
        title: title.unwrap_or(Located { value: id.to_owned(), span }),
        year: year.unwrap_or(Located { value: folder_year, span }),
        agency: agency.unwrap_or(Located { value: String::new(), span }),
        agency_printed,
        departments,
        region,
        series,
        rubrics: evaluations.iter().map(|evaluation| evaluation.rubric.clone()).collect(),
        originals,
        named: BTreeMap::new(),
        acknowledged,
    };
    Project {
        head,
        kind,
        code,
        period: period.flatten(),
        basis,
        contacts,
        abridged,
        funds: funds.flatten(),
        goals,
        targets,
        evaluations,
        claims: Vec::new(),
        disclosure,
        texts: Texts::default(),
        problems,
        revisions,
    }
}

/// `department` and `department_printed`: one each, or lists in the same order.
fn read_departments(fields: &mut Fields<'_, '_>) -> Vec<Department> {
    let ids = fields.text_or_texts("department");
    let printed = fields.text_or_texts("department_printed");
    if let Some(first) = printed.first().filter(|_| printed.len() != ids.len()) {
        let expected = if ids.is_empty() { "expected-department" } else { "expected-departments-printed" };
        fields.invalid(first.span, "department_printed", expected);
    }
    let mut departments: Vec<Department> = Vec::new();
    for (place, id) in ids.into_iter().enumerate() {
        if departments.iter().any(|known| known.id.value == id.value) {
            fields.invalid(id.span, "department", "expected-departments-once");
            continue;
        }
        departments.push(Department { id, printed: printed.get(place).cloned() });
    }
    departments
}

fn read_contact(fields: &mut Fields<'_, '_>) -> Contact {
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    let contact = Contact {
        post: own(fields.text("post")),
        name: own(fields.text("name")),
        surname: own(fields.text("surname")),
        phone: own(fields.text("phone")),
        address: own(fields.text("address")),
        postcode: own(fields.text("postcode")),
        span: fields.span(),
    };
    fields.finish(&[]);
    contact
}

fn read_disclosure(fields: &mut Fields<'_, '_>) -> Disclosure {
    let own = |text: Option<Located<String>>| text.map(|text| text.value);
    let (published, published_time) = fields.day_and_time("published");
    let disclosure = Disclosure {
        index_number: own(fields.text("index_number")),
        document_number: own(fields.text("document_number")),
        topic: own(fields.text("topic")),
        approved: fields.date("approved"),
        issued: fields.date("issued"),
        published,
        published_time,
        publisher: own(fields.text("publisher")),
        validity: own(fields.text("validity")),
    };
    fields.finish(&[]);
    disclosure
}
