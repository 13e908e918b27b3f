//! `catalog.jsonld`: the data for catalogues of open data (DCAT 3, w3.org/TR/vocab-dcat-3, in the form of DCAT-AP). States
//! nothing that the publisher does not.

use serde_json::{Value, json};

use super::table::Table;
use super::{media_type, years};
use crate::lang::{Arg, Lang};
use crate::manifest::Entry;
use crate::site::Site;

/// The name of the file.
pub(super) const NAME: &str = "catalog.jsonld";

/// Fragment of the dataset that the tables are parts of.
const WHOLE: &str = "whole";

/// The catalogue of these tables, each with its files, and of the files that hold all of them.
pub(super) fn catalog(site: &Site, tables: &[(&Table, [Entry; 2])], whole: &[Entry]) -> Value {
    let settings = &site.content.settings;
    let address = address(site);
    let id = |name: &str| json!({ "@id": format!("{address}{NAME}#{name}") });
    let parts: Vec<Value> = tables.iter().map(|(table, _)| id(table.name)).collect();
    let datasets: Vec<Value> = std::iter::once(id(WHOLE)).chain(parts.clone()).collect();
    let mut of_all = dataset(site, WHOLE, &settings.title, &settings.description, whole);
    of_all["dct:hasPart"] = json!(parts);
    let mut graph = vec![
        with_publisher(
            site,
            json!({
                "@id": format!("{address}{NAME}"),
                "@type": "dcat:Catalog",
                "dct:title": said(site, &settings.title),
                "dct:description": said(site, &settings.description),
                "dct:language": typed("dct:LinguisticSystem", language(site.lang())),
                "foaf:homepage": typed("foaf:Document", &format!("{address}index.html")),
                "dcat:dataset": datasets,
            }),
        ),
        of_all,
    ];
    graph.extend(tables.iter().map(|(table, files)| {
        let columns = Arg::list(table.columns.iter().map(|column| column.title(site.lang())));
        let title = table.title(site.lang());
        dataset(site, table.name, &title, &site.lang().value(&columns), files)
    }));
    json!({
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dct": "http://purl.org/dc/terms/",
            "foaf": "http://xmlns.com/foaf/0.1/",
            "spdx": "http://spdx.org/rdf/terms#",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@graph": graph,
    })
}

/// What stands before the name of a file beside the catalogue: nothing where the site does not know its own address.
fn address(site: &Site) -> String {
    site.content.settings.base_url.as_ref().map_or_else(String::new, |base| format!("{base}data/"))
}

fn dataset(site: &Site, name: &str, title: &str, description: &str, files: &[Entry]) -> Value {
    let files: Vec<Value> = files.iter().map(|file| distribution(site, file)).collect();
    let mut dataset = json!({
        "@id": format!("{}{NAME}#{name}", address(site)),
        "@type": "dcat:Dataset",
        "dct:title": said(site, title),
        "dct:description": said(site, description),
        "dct:language": typed("dct:LinguisticSystem", language(site.lang())),
        "dcat:distribution": files,
    });
    if let Some((first, last)) = years(site) {
        let year = |year: u32| json!({ "@value": year.to_string(), "@type": "xsd:gYear" });
        dataset["dct:temporal"] =
            json!({ "@type": "dct:PeriodOfTime", "dcat:startDate": year(first), "dcat:endDate": year(last) });
    }
    with_publisher(site, dataset)
}

fn distribution(site: &Site, file: &Entry) -> Value {
    let address = address(site);
    let mut distribution = json!({
        "@type": "dcat:Distribution",
        "dct:title": file.path,
        "dcat:accessURL": { "@id": format!("{address}index.html") },
        "dcat:downloadURL": { "@id": format!("{address}{}", file.path) },
        "dcat:mediaType": typed("dct:MediaType", &format!("{MEDIA_TYPES}{}", media_type(&file.path))),
        "dcat:byteSize": { "@value": file.bytes.to_string(), "@type": "xsd:nonNegativeInteger" },
        "spdx:checksum": {
            "@type": "spdx:Checksum",
            "spdx:algorithm": { "@id": "spdx:checksumAlgorithm_sha256" },
            "spdx:checksumValue": { "@value": file.sha256, "@type": "xsd:hexBinary" },
        },
    });
    if let Some(licence) = &site.content.settings.licence {
        let mut document = json!({ "@type": "dct:LicenseDocument", "dct:title": said(site, &licence.name) });
        if let Some(url) = &licence.url {
            document["@id"] = json!(url);
        }
        distribution["dct:license"] = document;
    }
    distribution
}

/// Something elsewhere, and what it is.
fn typed(kind: &str, address: &str) -> Value {
    json!({ "@id": address, "@type": kind })
}

/// The register of media types, each with an address of its own.
const MEDIA_TYPES: &str = "https://www.iana.org/assignments/media-types/";

fn with_publisher(site: &Site, mut resource: Value) -> Value {
    if let Some(publisher) = &site.content.settings.publisher {
        resource["dct:publisher"] = json!({ "@type": "foaf:Agent", "foaf:name": said(site, publisher) });
    }
    resource
}

/// A text in the language of the site.
fn said(site: &Site, text: &str) -> Value {
    json!({ "@value": text, "@language": site.lang().tag() })
}

/// The language in the European list of languages, which DCAT-AP asks for.
fn language(lang: Lang) -> &'static str {
    match lang {
        Lang::ZhCn => "http://publications.europa.eu/resource/authority/language/ZHO",
        Lang::En => "http://publications.europa.eu/resource/authority/language/ENG",
    }
}
