//! Personal data of private persons: in texts and in names of files. It is masked in everything made; here it is reported.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diag::{Place, Severity};
use crate::lang::Message;
use crate::model::{Content, PROJECTS, project_of};
use crate::privacy::{self, Personal};
use crate::rules::{Check, Example, Found, Rule};
use crate::source::{Attachment, Contents, FileId, Sources, Span};

const fn rule(name: &'static str, check: Check, bad: &'static str, good: &'static str) -> Rule {
    Rule {
        name,
        severity: Severity::Error,
        check,
        bad: Some(Example { path: "report.md", text: bad }),
        good: Some(Example { path: "report.md", text: good }),
        ..Rule::PLAIN
    }
}

/// 政府信息公开条例 art. 15; the number of a private telephone is personal data.
pub(super) static MOBILE: Rule = rule(
    "mobile-number",
    Check::Site(|sources, content, found| report(Personal::Mobile, sources, content, found)),
    "联系电话：13800000000\n          ^^^^^^^^^^^ mobile-number\n",
    "联系电话：0898-27715001\n",
);

/// GB 11643.
pub(super) static IDENTITY: Rule = rule(
    "identity-number",
    Check::Site(|sources, content, found| report(Personal::Identity, sources, content, found)),
    "领取人 990000199001010009\n       ^^^^^^^^^^^^^^^^^^ identity-number\n",
    "领取人 35 名\n",
);

/// 个人信息保护法 art. 28: a number of a document of identity.
pub(super) static PASSPORT: Rule = rule(
    "passport-number",
    Check::Site(|sources, content, found| report(Personal::Passport, sources, content, found)),
    "护照号 E12345678\n       ^^^^^^^^^ passport-number\n",
    "护照号见申请表，设备编号E12345678\n",
);

/// ISO/IEC 7812.
pub(super) static BANK_CARD: Rule = rule(
    "bank-card",
    Check::Site(|sources, content, found| report(Personal::BankCard, sources, content, found)),
    "账号 6200000000000000000\n     ^^^^^^^^^^^^^^^^^^^ bank-card\n",
    "账号见合同\n",
);

/// Mail providers for private persons; an office's own mailbox may be published.
pub(super) static MAILBOX: Rule = rule(
    "private-mailbox",
    Check::Site(|sources, content, found| report(Personal::Mailbox, sources, content, found)),
    "来信请寄 someone@qq.com\n         ^^^^^^^^^^^^^^ private-mailbox\n",
    "来信请寄 zwfw@example.gov.cn\n",
);

/// 民法典 art. 1034: where a person lives. An office's address may be published.
pub(super) static HOME_ADDRESS: Rule = rule(
    "home-address",
    Check::Site(|sources, content, found| report(Personal::HomeAddress, sources, content, found)),
    "家庭住址：示例县示例镇和平路6号\n          ^^^^^^^^^^^^^^^^^^^^^ home-address\n",
    "办公地址：示例县示例镇和平路6号\n",
);

/// What texts hold where they hold it; what the name of a file holds where the project lists that file, or at its start.
fn report(kind: Personal, sources: &Sources, content: &Content, found: &mut Found<'_>) {
    let mut listed: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
    for (span, _) in attached(sources, content) {
        listed.entry(span.file).or_default().push(span);
    }
    for (file, source) in sources.with_personal() {
        let is_of_kind = |(other, _): &&(Personal, Range<usize>)| *other == kind;
        let listed = listed.get(&file).map_or(&[][..], Vec::as_slice);
        for (_, range) in sources.personal_in(file).iter().filter(is_of_kind) {
            let span = Span::new(file, range.clone());
            // The name of a file that is listed is told as that.
            if listed.iter().any(|name| name.holds(span)) {
                continue;
            }
            let masked = sources.text(file)[range.clone()].replace(['\r', '\n'], "");
            let message = Message::new(found.rule.name).with("masked", masked.as_str());
            report_one(message, masked, span, &source.path, found);
        }
        report_in_name(kind, Span::start_of(file), &source.path, sources.personal_in_path(file), found);
    }
    for (span, file) in attached(sources, content) {
        report_in_name(kind, span, &file.path, &privacy::find_in_path(&file.path), found);
    }
    report_in_attachments(kind, sources, content, found);
}

/// What was found in the name of a file.
fn report_in_name(kind: Personal, span: Span, path: &str, inside: &[privacy::Found], found: &mut Found<'_>) {
    for one in inside.iter().filter(|one| one.kind == kind) {
        let name = privacy::mask(path, inside);
        let masked = name[one.range.clone()].to_owned();
        let message = Message::new("personal-in-name").with("masked", masked.as_str()).with("path", name.as_str());
        report_one(message, masked, span, path, found);
    }
}

/// What the attachments hold that are named, where they are named.
fn report_in_attachments(kind: Personal, sources: &Sources, content: &Content, found: &mut Found<'_>) {
    for (span, file) in attached(sources, content) {
        let Contents::Fitting(personal) = &file.contents else { continue };
        for (_, masked) in personal.iter().filter(|(other, _)| *other == kind) {
            let path = privacy::mask(&file.path, &privacy::find_in_path(&file.path));
            let message = Message::new("personal-in-attachment").with("masked", masked.as_str()).with("path", path);
            report_one(message, masked.clone(), span, &file.path, found);
        }
    }
}

fn report_one(message: Message, masked: String, span: Span, path: &str, found: &mut Found<'_>) {
    let mut finding = found.finding(span);
    finding.project = project_of(path).map(str::to_owned);
    finding.message = message;
    finding.at = Place::of([&masked]);
    found.report(finding);
}

/// The attachments that projects name, where they name them first. Others are not published.
fn attached<'a>(sources: &'a Sources, content: &'a Content) -> impl Iterator<Item = (Span, &'a Attachment)> {
    content.projects.iter().filter(|project| !project.named.is_empty()).flat_map(move |project| {
        let file = |path: &str| sources.attachments.get(&format!("{PROJECTS}{}/{path}", project.id));
        project.attachments_once().into_iter().filter_map(move |named| Some((named.span, file(&named.path)?)))
    })
}
