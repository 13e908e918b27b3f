//! Drawings of Office: the texts of their shapes and diagrams, and how much of them is no text. Knows neither Word nor Excel.

use super::beside::Beside;
use super::package::{Element, Node};

/// What a drawing holds, in its order.
pub(super) enum Drawn<'d> {
    /// Paragraphs of Word.
    Box(&'d Element),
    /// The text of a shape.
    Text(String),
    /// A diagram, by the name of its part for the drawing.
    Diagram(&'d str),
}

/// Puts down what stands below an element of a drawing, and counts what is no text.
pub(super) fn look<'d>(element: &'d Element, beside: &mut Beside, drawn: &mut Vec<Drawn<'d>>) {
    match &*element.name {
        _ if is_hidden(element) => {}
        "txbxContent" => drawn.push(Drawn::Box(element)),
        "txBody" => drawn.push(Drawn::Text(text(element))),
        "textpath" => drawn.extend(element.attribute("string").map(|words| Drawn::Text(words.to_owned()))),
        "relIds" => drawn.extend(element.attribute("dm").map(Drawn::Diagram)),
        "pic" | "imagedata" => beside.pictures += 1,
        "chart" => beside.charts += 1,
        "control" => beside.unread_fields += 1,
        // The picture in it shows how it looks.
        "object" if element.child("OLEObject").is_some() => {
            let kind = element.child("OLEObject").and_then(|object| object.attribute("ProgID"));
            beside.objects.push(kind.unwrap_or("OLE").to_owned());
        }
        "AlternateContent" => {
            if let Some(branch) = branch(element) {
                look(branch, beside, drawn);
            }
        }
        _ => element.elements().for_each(|child| look(child, beside, drawn)),
    }
}

/// Whether readers do not see a shape.
fn is_hidden(element: &Element) -> bool {
    let says_so = |own: &Element| {
        matches!(&*own.name, "cNvPr" | "docPr") && matches!(own.attribute("hidden"), Some("1" | "true"))
    };
    let of_shape = element.elements().filter(|own| own.name.starts_with("nv")).flat_map(Element::elements);
    element.elements().chain(of_shape).any(says_so)
}

/// The one branch of alternatives that is read: the first, or else the fallback.
pub(super) fn branch(element: &Element) -> Option<&Element> {
    element.child("Choice").or_else(|| element.child("Fallback"))
}

/// The texts of a diagram, one a shape, from its data.
pub(super) fn diagram(data: &Element) -> Vec<String> {
    let points = data.child("ptLst").into_iter().flat_map(Element::elements);
    let shapes = points.filter(|point| matches!(point.attribute("type"), None | Some("node" | "asst" | "doc")));
    shapes.filter_map(|point| point.child("t")).map(text).filter(|text| !text.trim().is_empty()).collect()
}

/// The paragraphs of a shape as lines.
fn text(body: &Element) -> String {
    let paragraphs = body.elements().filter(|element| &*element.name == "p").map(|paragraph| {
        let mut line = String::new();
        for run in paragraph.elements() {
            match &*run.name {
                "br" => line.push('\n'),
                _ if matches!(
                    run.child("rPr").and_then(|said| said.attribute("strike")),
                    Some("sngStrike" | "dblStrike")
                ) => {}
                _ => {
                    let words = run.child("t").into_iter().flat_map(|words| &words.children);
                    words.for_each(|words| {
                        if let Node::Text(words) = words {
                            line.push_str(words);
                        }
                    });
                }
            }
        }
        line
    });
    paragraphs.collect::<Vec<_>>().join("\n").trim().to_owned()
}
