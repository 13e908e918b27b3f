//! Personal data of private persons: in texts and in names of files. It is masked in everything made; here it is reported.

use super::{Check, Example, Found, Rule};
use crate::diag::Severity;
use crate::lang::Message;
use crate::model::project_of;
use crate::privacy::{self, Personal};
use crate::source::{Sources, Span};

const fn rule(name: &'static str, check: Check, bad: &'static str, good: &'static str) -> Rule {
    Rule {
        name,
        severity: Severity::Error,
        check,
        bad: Some(Example { path: "report.md", text: bad }),
        good: Some(Example { path: "report.md", text: good }),
    }
}

/// 政府信息公开条例 art. 15; the number of a private telephone is personal data.
pub(super) static MOBILE: Rule = rule(
    "mobile-number",
    Check::Site(|sources, _, found| report(Personal::Mobile, sources, found)),
    "联系电话：13800000000\n          ^^^^^^^^^^^ mobile-number\n",
    "联系电话：0898-27715001\n",
);

/// GB 11643.
pub(super) static IDENTITY: Rule = rule(
    "identity-number",
    Check::Site(|sources, _, found| report(Personal::Identity, sources, found)),
    "领取人 990000199001010009\n       ^^^^^^^^^^^^^^^^^^ identity-number\n",
    "领取人 35 名\n",
);

/// ISO/IEC 7812.
pub(super) static BANK_CARD: Rule = rule(
    "bank-card",
    Check::Site(|sources, _, found| report(Personal::BankCard, sources, found)),
    "账号 6200000000000000000\n     ^^^^^^^^^^^^^^^^^^^ bank-card\n",
    "账号见合同\n",
);

/// Mail providers for private persons; an office's own mailbox may be published.
pub(super) static MAILBOX: Rule = rule(
    "private-mailbox",
    Check::Site(|sources, _, found| report(Personal::Mailbox, sources, found)),
    "来信请寄 someone@qq.com\n         ^^^^^^^^^^^^^^ private-mailbox\n",
    "来信请寄 zwfw@example.gov.cn\n",
);

/// 民法典 art. 1034: where a person lives. An office's address may be published.
pub(super) static HOME_ADDRESS: Rule = rule(
    "home-address",
    Check::Site(|sources, _, found| report(Personal::HomeAddress, sources, found)),
    "家庭住址：示例县示例镇和平路6号\n          ^^^^^^^^^^^^^^^^^^^^^ home-address\n",
    "办公地址：示例县示例镇和平路6号\n",
);

fn report(kind: Personal, sources: &Sources, found: &mut Found<'_>) {
    let texts = sources.personal.iter().filter(|(other, _)| *other == kind).map(|(_, span)| {
        let source = sources.get(span.file);
        (*span, source.path.as_str(), source.text[span.start..span.end].to_owned())
    });
    let paths = sources.below("").map(|(file, source)| (Span::start_of(file), source.path.as_str()));
    let names = paths.flat_map(|(span, path)| {
        let inside = privacy::find(path);
        let masked = privacy::mask(path, &inside);
        inside
            .into_iter()
            .filter(|(other, _)| *other == kind)
            .map(move |(_, range)| (span, path, masked[range].to_owned()))
            .collect::<Vec<_>>()
    });
    for (span, path, masked) in texts.chain(names) {
        let mut finding = found.finding(span);
        finding.project = project_of(path).map(str::to_owned);
        finding.message = Message::new(finding.rule).with("masked", masked.as_str());
        finding.at = masked;
        found.report(finding);
    }
}
