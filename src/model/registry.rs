//! `agencies.toml`: agencies under every name they have had, and regions. An agency is its id, whatever it was called.

use std::collections::BTreeMap;

use crate::filename;
use crate::source::Located;
use crate::syntax::fields::Fields;

/// All agencies and regions, in the author's order.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// Agencies and departments.
    pub agencies: Vec<Agency>,
    /// Administrative regions.
    pub regions: Vec<Region>,
    /// Places in these lists, by id and by code.
    by_id: BTreeMap<String, usize>,
    by_code: BTreeMap<String, usize>,
}

/// An organisation: one that carries out projects, one that supervises, or both.
#[derive(Clone, Debug)]
pub struct Agency {
    /// Its key, also its address.
    pub id: Located<String>,
    /// Its present name.
    pub name: String,
    /// Key of its region.
    pub region: Option<Located<String>>,
    /// Its codes as a budget unit: reports print them before its name.
    pub codes: Vec<String>,
    /// Shorter names, for search.
    pub short_names: Vec<String>,
    /// Names it had before.
    pub former_names: Vec<FormerName>,
    /// Key of the agency that took over from it.
    pub successor: Option<Located<String>>,
}

/// A name an agency had, with the years it is known to have been used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// First year.
    pub from: Option<u32>,
    /// Last year.
    pub to: Option<u32>,
}

/// An administrative region.
#[derive(Clone, Debug)]
pub struct Region {
    /// Six digits (GB/T 2260).
    pub code: Located<String>,
    /// Its name.
    pub name: String,
    /// Code of the region it belongs to.
    pub parent: Option<Located<String>>,
}

impl Registry {
    /// The agency with this id.
    pub fn agency(&self, id: &str) -> Option<&Agency> {
        self.by_id.get(id).map(|number| &self.agencies[*number])
    }

    /// The region with this code.
    pub fn region(&self, code: &str) -> Option<&Region> {
        self.by_code.get(code).map(|number| &self.regions[*number])
    }
}

impl Agency {
    /// A printed name without the code before it, where that is one of the agency's: `219001-某局`.
    pub fn without_code<'a>(&self, printed: &'a str) -> &'a str {
        let after = |code: &String| printed.strip_prefix(code.as_str());
        self.codes.iter().find_map(after).map_or(printed, |name| {
            name.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '–' | '_'))
        })
    }

    /// All that it is and was called, in full and for short.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former_names.iter().map(|former| &former.name);
        std::iter::once(&self.name).chain(former).chain(&self.short_names).map(String::as_str)
    }

    /// All by which it is known, wherever in the registry it stands.
    pub(super) fn known_by(&self) -> (&str, &[String], &[String], &[FormerName]) {
        (&self.name, &self.codes, &self.short_names, &self.former_names)
    }

    /// Whether `name`, with or without a code of the agency, is or was its name.
    pub fn is_called(&self, name: &str) -> bool {
        let name = self.without_code(name);
        self.name == name || self.former_names.iter().any(|former| former.name == name)
    }
}

/// Reads `agencies.toml`.
pub fn read(fields: &mut Fields<'_, '_>) -> Registry {
    let regions = fields.all_tables("regions", |region| {
        let (code, name, parent) = (region.text("code"), region.text("name"), region.text("parent"));
        region.finish(&["code", "name"]);
        let code = code?;
        if code.value.len() != 6 || !code.value.bytes().all(|byte| byte.is_ascii_digit()) {
            region.invalid(code.span, "code", "expected-region-code");
        }
        Some(Region { code, name: name?.value, parent })
    });
    let agencies = fields.all_tables("agencies", |agency| {
        let id = agency.text("id");
        let name = agency.text("name");
        let region = agency.text("region");
        let codes = agency.texts("codes").into_iter().map(|code| code.value).collect();
        let short_names = agency.texts("short_names").into_iter().map(|name| name.value).collect();
        let former_names = agency.tables("former_names", |former| {
            let name = former.text("name");
            let (from, to) = (former.integer("from", YEARS), former.integer("to", YEARS));
            former.finish(&["name"]);
            Some(FormerName { name: name?.value, from: from.map(|year| year.value), to: to.map(|year| year.value) })
        });
        let successor = agency.text("successor");
        agency.finish(&["id", "name"]);
        Some(Agency { id: id?, name: name?.value, region, codes, short_names, former_names, successor })
    });
    fields.finish(&[]);
    // Of two with one name the first counts: from the last to the first, the first is the one that stays.
    let by_id = agencies.iter().map(|agency| &agency.id.value).enumerate().rev();
    let by_code = regions.iter().map(|region| &region.code.value).enumerate().rev();
    Registry {
        by_id: by_id.map(|(number, id)| (id.clone(), number)).collect(),
        by_code: by_code.map(|(number, code)| (code.clone(), number)).collect(),
        agencies,
        regions,
    }
}

/// Years that a report can be about or a name can date from.
pub const YEARS: std::ops::RangeInclusive<u32> = 1949..=2100;

/// What may stand in an address: lower-case letters, digits and single hyphens, where every system can hold it as a folder.
pub fn is_address(text: &str) -> bool {
    !text.is_empty()
        && filename::trouble(text).is_none()
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
}
