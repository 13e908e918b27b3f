//! Problems met while files are read: raised by the readers, described here.

use crate::diag::Severity;
use crate::rules::{Check, Example, Rule};

const fn reading(name: &'static str, bad: Option<Example>, good: Option<Example>) -> Rule {
    Rule { name, severity: Severity::Error, check: Check::Reading, bad, good, ..Rule::PLAIN }
}

const fn project(text: &'static str) -> Option<Example> {
    Some(Example { path: "project.toml", text })
}

/// A file that is not TOML.
pub(super) static SYNTAX_ERROR: Rule =
    reading("syntax-error", project("title = \"便民热线\n#       ^ syntax-error\n"), project("title = \"便民热线\"\n"));

/// A text file in another encoding. No example: it could not be shown.
pub(super) static NOT_UTF8: Rule = reading("not-utf8", None, None);

/// A link that leads to where nothing may be read, to nothing, or in a circle.
pub(super) static LINK_NOT_FOLLOWED: Rule = reading("link-not-followed", None, None);

/// What is neither file nor folder.
pub(super) static NOT_A_FILE: Rule = reading("not-a-file", None, None);

/// A key that the format does not have.
pub(super) static UNKNOWN_KEY: Rule = reading(
    "unknown-key",
    project("titel = \"便民热线\"\n^^^^^ unknown-key\ntitle = \"便民热线\"\n"),
    project("title = \"便民热线\"\n"),
);

/// A key without which there is nothing to publish.
pub(super) static MISSING_KEY: Rule = reading(
    "missing-key",
    project("[[goals]]\nexpected = \"办结工单\"\n\n[[targets]]\n^^^^^^^^^^^ missing-key\ntarget = \"40 条\"\n"),
    project("[[targets]]\nname = \"专线\"\ntarget = \"40 条\"\n"),
);

/// A value of another type.
pub(super) static WRONG_TYPE: Rule = reading(
    "wrong-type",
    project("[disclosure]\nissued = \"2020-04-14\"\n#        ^^^^^^^^^^^^ wrong-type\n"),
    project("[disclosure]\nissued = 2020-04-14\n"),
);

/// A value that cannot be meant.
pub(super) static INVALID_VALUE: Rule = reading(
    "invalid-value",
    project("[funds]\nunit = \"万圆\"\n#      ^^^^^^ invalid-value\n"),
    project("[funds]\nunit = \"万元\"\n"),
);

/// A file that must stand beside another.
pub(super) static MISSING_FILE: Rule = reading("missing-file", None, None);

/// A template of the site's theme that cannot be rendered.
pub(super) static TEMPLATE_ERROR: Rule = reading("template-error", None, None);

/// Personal data in a file made for publication, which no text it was made from holds.
pub(super) static PERSONAL_IN_OUTPUT: Rule = reading("personal-in-output", None, None);

/// More of something than is read or listed.
pub(super) static LIMIT_EXCEEDED: Rule = reading("limit-exceeded", None, None);
