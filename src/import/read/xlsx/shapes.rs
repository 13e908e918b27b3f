//! What lies on a sheet of Excel and in none of its cells: shapes and the boxes of forms by what they say, pictures, charts,
//! objects and comments counted. Knows no cells.

use std::collections::BTreeMap;

use super::super::beside::Beside;
use super::super::drawing::{self, Drawn};
use super::super::package::{Element, Package};
use super::super::sheet::Shape;
use super::words;
use crate::lang::Message;

/// What lies on a sheet, and what of it says nothing that is read.
pub(super) fn read(package: &mut Package<'_>, part: &str, root: &Element) -> Result<(Vec<Shape>, Beside), Message> {
    let (mut shapes, mut beside) = (Vec::new(), Beside::default());
    for related in package.related(part)? {
        match related.kind.as_str() {
            "drawing" => drawn(package, &related.part, &mut shapes, &mut beside)?,
            // Programs write these as browsers read them, not always as XML.
            "vmlDrawing" => {
                if let Ok(Some(root)) = package.xml(&related.part) {
                    shapes.extend(boxes(&root, &mut beside));
                }
            }
            "comments" => {
                let root = package.xml(&related.part)?;
                let comments = root.iter().filter_map(|root| root.child("commentList")).flat_map(Element::elements);
                beside.comments.extend(comments.filter_map(|comment| comment.attribute("ref")).map(str::to_owned));
            }
            _ => {}
        }
    }
    if &*root.name == "chartsheet" {
        beside.charts = beside.charts.max(1);
    }
    objects(root, &mut beside);
    Ok((shapes, beside))
}

/// What other programs made, of a sheet.
fn objects(root: &Element, beside: &mut Beside) {
    for element in root.elements() {
        match &*element.name {
            "oleObject" => beside.objects.push(element.attribute("progId").unwrap_or("OLE").to_owned()),
            "oleObjects" => objects(element, beside),
            "AlternateContent" => {
                if let Some(branch) = drawing::branch(element) {
                    objects(branch, beside);
                }
            }
            _ => {}
        }
    }
}

fn drawn(package: &mut Package<'_>, part: &str, shapes: &mut Vec<Shape>, beside: &mut Beside) -> Result<(), Message> {
    let Some(root) = package.xml(part)? else { return Ok(()) };
    let mut diagrams: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for related in package.related(part)?.into_iter().filter(|related| related.kind == "diagramData") {
        if let Some(data) = package.xml(&related.part)? {
            diagrams.insert(related.id, drawing::diagram(&data));
        }
    }
    for anchor in root.elements() {
        // The boxes of forms, which stand in another part too.
        if &*anchor.name == "AlternateContent" && anchor.child("Choice").is_some_and(is_control) {
            continue;
        }
        let mut drawn = Vec::new();
        drawing::look(anchor, beside, &mut drawn);
        let anchor = drawing::branch(anchor).and_then(|branch| branch.elements().next()).unwrap_or(anchor);
        let corner = |name: &str| {
            let at = anchor.at(&["from", name]).into_iter().flat_map(words).collect::<String>();
            at.trim().parse::<usize>().unwrap_or_default()
        };
        let (row, column) = (corner("row").saturating_add(1), corner("col"));
        for one in drawn {
            let texts = match one {
                Drawn::Text(text) => vec![text],
                Drawn::Diagram(id) => diagrams.remove(id).unwrap_or_default(),
                Drawn::Box(_) => Vec::new(),
            };
            let texts = texts.into_iter().filter(|text| !text.trim().is_empty());
            shapes.extend(texts.map(|text| Shape { row, column, text }));
        }
    }
    Ok(())
}

/// Whether a branch is for programs that know the boxes of forms as drawings.
fn is_control(choice: &Element) -> bool {
    choice.attribute("Requires") == Some("a14")
}

/// The boxes of forms with their ticks, those of a row in one line.
fn boxes(root: &Element, beside: &mut Beside) -> Vec<Shape> {
    let mut rows: BTreeMap<usize, Vec<(usize, String)>> = BTreeMap::new();
    for shape in root.elements().filter(|element| &*element.name == "shape") {
        let Some(data) = shape.child("ClientData") else { continue };
        let said = |name: &str| data.child(name).into_iter().flat_map(words).collect::<String>();
        let mut text = String::new();
        shape.child("textbox").into_iter().for_each(|inside| all_words(inside, &mut text));
        let tick = match data.attribute("ObjectType") {
            Some("Checkbox" | "Radio") if said("Checked").trim() == "1" => "☑",
            Some("Checkbox" | "Radio") => "□",
            Some("Label" | "GBox") => "",
            Some("Drop" | "List" | "Edit" | "Spin" | "Scroll") => {
                beside.unread_fields += 1;
                continue;
            }
            _ => continue,
        };
        let anchor = said("Anchor");
        let mut anchor = anchor.split(',').map(|at| at.trim().parse::<usize>().unwrap_or_default());
        let (column, row) = (anchor.next().unwrap_or_default(), anchor.nth(1).unwrap_or_default());
        rows.entry(row.saturating_add(1)).or_default().push((column, format!("{tick}{}", text.trim())));
    }
    let lines = rows.into_iter().map(|(row, mut boxes)| {
        boxes.sort_by_key(|(column, _)| *column);
        let column = boxes.first().map_or(0, |(column, _)| *column);
        let text = boxes.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join(" ");
        Shape { row, column, text }
    });
    lines.filter(|line| !line.text.trim().is_empty()).collect()
}

fn all_words(element: &Element, text: &mut String) {
    text.extend(words(element).map(str::trim));
    element.elements().for_each(|child| all_words(child, text));
}
