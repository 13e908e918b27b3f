//! What styles of a Word document say of paragraphs and characters, those that they are based on with them.

use std::collections::BTreeMap;

use super::super::package::Element;

/// The styles of a document.
#[derive(Default)]
pub(super) struct Styles {
    named: BTreeMap<String, Style>,
    /// The style of paragraphs that name none.
    default: Option<String>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    number: Option<String>,
    level: Option<usize>,
    outline: Option<String>,
    is_hidden: Option<bool>,
    is_struck: Option<bool>,
}

impl Styles {
    pub(super) fn read(root: &Element) -> Styles {
        let mut styles = Styles::default();
        for style in root.elements().filter(|element| &*element.name == "style") {
            let Some(id) = style.attribute("styleId") else { continue };
            let own = |names: &[&str]| style.value(names).map(str::to_owned);
            if style.attribute("default") == Some("1") && style.attribute("type") == Some("paragraph") {
                styles.default = Some(id.to_owned());
            }
            let characters = style.child("rPr");
            let read = Style {
                based_on: own(&["basedOn"]),
                number: own(&["pPr", "numPr", "numId"]),
                level: own(&["pPr", "numPr", "ilvl"]).and_then(|level| level.parse().ok()),
                outline: own(&["pPr", "outlineLvl"]),
                is_hidden: characters.and_then(is_hidden),
                is_struck: characters.and_then(is_struck),
            };
            styles.named.insert(id.to_owned(), read);
        }
        styles
    }

    /// What the style, or the nearest that it is based on, says; and which style that is.
    fn inherited<'s, T>(&'s self, style: Option<&'s str>, says: fn(&'s Style) -> Option<T>) -> Option<(T, &'s str)> {
        let mut id = style.or(self.default.as_deref())?;
        // Styles that are based on one another in a circle are left at some point.
        for _ in 0..20 {
            let style = self.named.get(id)?;
            if let Some(said) = says(style) {
                return Some((said, id));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }

    /// The list that numbers paragraphs of a style, and the style that says so.
    pub(super) fn number(&self, style: Option<&str>) -> Option<(String, String)> {
        let (number, style) = self.inherited(style, |style| style.number.as_ref())?;
        Some((number.clone(), style.to_owned()))
    }

    /// The level that a style itself says.
    pub(super) fn level(&self, style: &str) -> Option<usize> {
        self.named.get(style)?.level
    }

    pub(super) fn outline(&self, style: Option<&str>) -> Option<String> {
        self.inherited(style, |style| style.outline.clone()).map(|(outline, _)| outline)
    }

    /// Whether characters are hidden, and whether they are struck out: as they say, or as their style or that of their paragraph does.
    pub(super) fn unseen(&self, characters: Option<&Element>, paragraph: Option<&str>) -> (bool, bool) {
        let own = characters.and_then(|said| said.value(&["rStyle"]));
        let says = |own_says: fn(&Element) -> Option<bool>, says: fn(&Style) -> Option<bool>| {
            let of = |style| self.inherited(style, says).map(|(said, _)| said);
            characters.and_then(own_says).or_else(|| of(Some(own?))).or_else(|| of(paragraph)).unwrap_or_default()
        };
        (says(is_hidden, |style| style.is_hidden), says(is_struck, |style| style.is_struck))
    }
}

/// Whether properties of characters say that they are hidden.
fn is_hidden(characters: &Element) -> Option<bool> {
    says(characters, ["vanish", "webHidden"])
}

fn is_struck(characters: &Element) -> Option<bool> {
    says(characters, ["strike", "dstrike"])
}

/// Whether one of two properties is on; nothing where neither is there.
fn says(characters: &Element, names: [&str; 2]) -> Option<bool> {
    let is_said = names.iter().any(|name| characters.child(name).is_some());
    is_said.then(|| names.iter().any(|name| characters.is_on(&[name])))
}
