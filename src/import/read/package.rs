//! The parts of a zipped document (.docx), each held to a length, and their XML as a tree. Opens nothing outside the file and
//! resolves no entity but those of XML itself.

use std::io::{Cursor, Read};

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;
use zip::ZipArchive;

use crate::lang::Message;
use crate::limits;

/// An opened package.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Package<'b>, Message> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
        Ok(Package { archive, left: limits::IMPORT_UNPACKED })
    }

    /// Names of the parts.
    pub(super) fn names(&self) -> Vec<String> {
        self.archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect()
    }

    /// Whether its parts can be read with a password only, as those of OpenDocument are.
    pub(super) fn is_locked(&mut self) -> bool {
        let is_locked = |file: &Element| file.child("encryption-data").is_some();
        let files = self.xml("META-INF/manifest.xml").ok().flatten();
        files.is_some_and(|files| files.elements().any(is_locked)) || self.archive.by_name("encrypted-package").is_ok()
    }

    /// The part that the package itself calls its document.
    pub(super) fn main_part(&mut self) -> Result<String, Message> {
        let relations = self.xml("_rels/.rels")?.ok_or_else(damaged)?;
        let mut relations = relations.elements();
        let main = relations.find(|one| one.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument")));
        let target = main.and_then(|main| main.attribute("Target")).ok_or_else(damaged)?;
        Ok(target.trim_start_matches('/').to_owned())
    }

    /// What a part says that it is related to.
    pub(super) fn related(&mut self, part: &str) -> Result<Vec<Related>, Message> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let relations = self.xml(&format!("{folder}/_rels/{name}.rels"))?;
        let related = relations.iter().flat_map(Element::elements).filter_map(|relation| {
            let (id, target) = (relation.attribute("Id")?, relation.attribute("Target")?);
            let kind = relation.attribute("Type").unwrap_or_default().rsplit('/').next().unwrap_or_default();
            Some(Related { id: id.to_owned(), kind: kind.to_owned(), part: path(folder, target) })
        });
        Ok(related.collect())
    }

    /// The root element of a part; `None` where there is no such part.
    pub(super) fn xml(&mut self, name: &str) -> Result<Option<Element>, Message> {
        let Ok(part) = self.archive.by_name(name) else { return Ok(None) };
        let mut text = Vec::new();
        part.take(self.left + 1).read_to_end(&mut text).map_err(|_| damaged())?;
        let length = text.len() as u64;
        if length > self.left {
            return Err(
                Message::new("import-too-large").with("most", (limits::IMPORT_UNPACKED / 1_000_000).to_string())
            );
        }
        self.left -= length;
        let text = String::from_utf8(text).map_err(|_| damaged())?;
        tree(text.trim_start_matches('\u{feff}')).map(Some)
    }
}

/// A part that another is related to.
pub(super) struct Related {
    /// What the other calls it.
    pub(super) id: String,
    /// The last word of the kind of relation.
    pub(super) kind: String,
    pub(super) part: String,
}

/// The path of a target that is told from a folder.
fn path(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for name in target.split('/') {
        match name {
            ".." => _ = path.pop(),
            "" | "." => {}
            name => path.push(name),
        }
    }
    path.join("/")
}

fn damaged() -> Message {
    Message::new("import-damaged")
}

/// An element, by its name without namespace: strict and transitional files are read alike.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub(super) children: Vec<Node>,
}

/// What an element holds.
#[derive(Debug)]
pub(super) enum Node {
    Element(Element),
    Text(String),
}

impl Element {
    pub(super) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.children.iter().filter_map(|child| match child {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|element| &*element.name == name)
    }

    /// The descendant that names lead to, one below the other.
    pub(super) fn at(&self, names: &[&str]) -> Option<&Element> {
        names.iter().try_fold(self, |element, name| element.child(name))
    }

    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| &**known == name).map(|(_, value)| &**value)
    }

    /// `val` of a child: how most properties are written.
    pub(super) fn value(&self, names: &[&str]) -> Option<&str> {
        self.at(names)?.attribute("val")
    }

    /// Whether a property that is on or off is on: it is there and does not say that it is off.
    pub(super) fn is_on(&self, names: &[&str]) -> bool {
        let off = ["0", "false", "off"];
        self.at(names).is_some_and(|property| property.attribute("val").is_none_or(|value| !off.contains(&value)))
    }
}

/// The tree of an XML text, at most so deep and so large.
fn tree(text: &str) -> Result<Element, Message> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Element> = vec![Element::default()];
    let mut count = 0;
    loop {
        let event = reader.read_event().map_err(|_| damaged())?;
        count += 1;
        if count > limits::IMPORT_NODES || open.len() > limits::IMPORT_DEPTH {
            return Err(Message::new("import-too-deep"));
        }
        match event {
            Event::Start(start) => open.push(element(&start)?),
            Event::Empty(start) => {
                let element = element(&start)?;
                add(&mut open, Node::Element(element));
            }
            Event::End(_) => {
                let Some(done) = open.pop() else { return Err(damaged()) };
                if open.is_empty() {
                    return Err(damaged());
                }
                add(&mut open, Node::Element(done));
            }
            Event::Text(words) => add_text(&mut open, &words.xml10_content()),
            Event::CData(words) => add_text(&mut open, &words.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(|_| damaged())? {
                Some(c) => add_text(&mut open, c.encode_utf8(&mut [0; 4])),
                None => {
                    let known = quick_xml::escape::resolve_predefined_entity(&reference.xml10_content());
                    add_text(&mut open, known.ok_or_else(damaged)?);
                }
            },
            // A document type could define entities that blow up; office files have none.
            Event::DocType(_) => return Err(damaged()),
            Event::Eof => break,
            _ => {}
        }
    }
    match (open.len(), open.pop().and_then(|document| document.children.into_iter().next_back())) {
        (1, Some(Node::Element(root))) => Ok(root),
        _ => Err(damaged()),
    }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(element) = open.last_mut() {
        element.children.push(node);
    }
}

fn add_text(open: &mut [Element], words: &str) {
    let Some(element) = open.last_mut() else { return };
    match element.children.last_mut() {
        Some(Node::Text(text)) => text.push_str(words),
        // White space between elements of the document says nothing.
        _ if element.name.is_empty() => {}
        _ => element.children.push(Node::Text(words.to_owned())),
    }
}

fn element(start: &BytesStart<'_>) -> Result<Element, Message> {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().into();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|_| damaged())?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|_| damaged())?;
        attributes.push((local(attribute.key.as_ref()), value.into()));
    }
    Ok(Element { name: local(start.name().as_ref()), attributes, children: Vec::new() })
}
