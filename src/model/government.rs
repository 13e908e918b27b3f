//! `[government]` of `site.toml`: what rules for government sites ask a publisher to state. Reads it; shows nothing.

use crate::address;
use crate::source::{Located, value_of};
use crate::syntax::fields::Fields;

/// What a government site states about itself. Nothing is made up: what is not given is not shown.
#[derive(Clone, Debug, Default)]
pub struct Government {
    /// Name of the whole government site that this one is a column of (网站名称).
    pub site_name: Option<String>,
    /// Its domain, without scheme (网站域名).
    pub domain: Option<String>,
    /// Its code in the national register (网站标识码).
    pub site_id_code: Option<String>,
    /// The organisation that runs it for the publisher (承办单位).
    pub organizer: Option<String>,
    /// Number of its ICP record (ICP 备案号).
    pub icp: Option<String>,
    /// Number of its record with the public security organs (公安备案号).
    pub police_record: Option<String>,
    /// Address of its mark of a party or government body (党政机关网站标识).
    pub identity_link: Option<String>,
    /// Address where errors of government sites are reported (我为政府网站找错).
    pub error_report_link: Option<String>,
    /// Number of the government's hotline.
    pub hotline: Option<String>,
    /// The column that this site is.
    pub column: Column,
}

/// A column (栏目) of a government site.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// Name; the site's title when absent.
    pub name: Option<String>,
    /// Description; the site's when absent.
    pub description: Option<String>,
    /// Keywords.
    pub keywords: Vec<String>,
    /// Category: 信息公开.
    pub kind: Option<String>,
}

/// Reads the table.
pub(super) fn read(fields: &mut Fields<'_, '_>) -> Government {
    let site_id_code = fields.text("site_id_code");
    if let Some(code) = &site_id_code
        && !is_site_id_code(&code.value)
    {
        fields.doubtful(code.span, "site_id_code", "expected-site-id-code");
    }
    let domain = fields.text("domain");
    if let Some(domain) = &domain
        && domain.value.contains(['/', ':'])
    {
        fields.doubtful(domain.span, "domain", "expected-domain");
    }
    let government = Government {
        site_name: value_of(&fields.text("site_name")),
        domain: value_of(&domain),
        site_id_code: value_of(&site_id_code),
        organizer: value_of(&fields.text("organizer")),
        icp: value_of(&fields.text("icp")),
        police_record: value_of(&fields.text("police_record")),
        identity_link: address(fields, "identity_link"),
        error_report_link: address(fields, "error_report_link"),
        hotline: value_of(&fields.text("hotline")),
        column: fields.table("column", read_column).unwrap_or_default(),
    };
    fields.finish(&[]);
    government
}

fn read_column(fields: &mut Fields<'_, '_>) -> Column {
    let column = Column {
        name: value_of(&fields.text("name")),
        description: value_of(&fields.text("description")),
        keywords: fields.texts("keywords").into_iter().map(|word| word.value).collect(),
        kind: value_of(&fields.text("type")),
    };
    fields.finish(&[]);
    column
}

/// The whole address of a page of the web.
pub(super) fn address(fields: &mut Fields<'_, '_>, key: &'static str) -> Option<String> {
    let Located { value, span } = fields.text(key)?;
    if !address::is_web(&value) {
        fields.invalid(span, key, "expected-absolute-url");
        return None;
    }
    Some(value)
}

/// Ten digits; `bm` and eight digits for ministries; `N` and nine for others that the register holds.
fn is_site_id_code(code: &str) -> bool {
    let all_digits = |text: &str, count: usize| text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    match (code.strip_prefix("bm"), code.strip_prefix('N')) {
        (Some(digits), _) => all_digits(digits, 8),
        (_, Some(digits)) => all_digits(digits, 9),
        _ => all_digits(code, 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn site_id_codes_have_one_of_three_forms() {
        for code in ["4690250001", "bm07000001", "N123456789"] {
            assert!(is_site_id_code(code), "{code}");
        }
        for code in
            ["", "469025001", "46902500011", "bm0700001", "N12345678", "n123456789", "469025000１", "469025000x"]
        {
            assert!(!is_site_id_code(code), "{code}");
        }
    }
}
