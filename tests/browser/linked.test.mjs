// What pages and the data say of themselves to search engines and catalogues: JSON-LD by schema.org and by DCAT, of a site
// that knows its own address and of one that does not. Every term is one of theirs, and every address is there.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { ROOT, build, buildFixture, buildSite, filesOf, temporaryFolder } from "./site.mjs";

const BASE = "https://www.example.gov.cn/xxgk/pingjia/";
const SITES = [
  { name: "the five reports", site: build(), base: null, projects: 5 },
  { name: "a government site", site: buildFixture("clean", "government"), base: BASE, projects: 2 },
  { name: "a site in English", site: buildFixture("languages"), base: null, projects: 3 },
];

/** Properties by type: [those that must be there, those that may be], as schema.org defines them for the type. */
const SCHEMA_ORG = {
  Report: [
    ["name", "url", "inLanguage", "about", "temporalCoverage", "description", "encoding"],
    ["author", "publisher", "datePublished", "dateModified", "identifier", "license", "isBasedOn"],
  ],
  Dataset: [["name", "url", "inLanguage", "temporalCoverage", "description", "distribution"], ["publisher", "license"]],
  DataDownload: [["name", "description", "contentUrl", "encodingFormat"], []],
  MediaObject: [["contentUrl"], ["name", "encodingFormat", "sha256"]],
  Organization: [["name"], []],
  CreativeWork: [["name"], []],
  BreadcrumbList: [["itemListElement"], []],
  ListItem: [["position", "name", "item"], []],
};
const ADDRESSES = ["url", "contentUrl", "item"];

/** The same for DCAT and what it borrows, by DCAT-AP; a publisher and a licence only where they are known. */
const DCAT = {
  "dcat:Catalog": [["@id", "dct:title", "dct:description", "dct:language", "dcat:dataset", "foaf:homepage"], ["dct:publisher"]],
  "dcat:Dataset": [
    ["@id", "dct:title", "dct:description", "dct:language", "dct:temporal", "dcat:distribution"],
    ["dct:publisher", "dct:hasPart"],
  ],
  "dcat:Distribution": [
    ["dct:title", "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType", "dcat:byteSize", "spdx:checksum"],
    ["dct:license"],
  ],
  "dct:PeriodOfTime": [["dcat:startDate", "dcat:endDate"], []],
  "dct:LicenseDocument": [["dct:title"], ["@id"]],
  "dct:LinguisticSystem": [["@id"], []],
  "dct:MediaType": [["@id"], []],
  "foaf:Document": [["@id"], []],
  "foaf:Agent": [["foaf:name"], []],
  "spdx:Checksum": [["spdx:algorithm", "spdx:checksumValue"], []],
};

/** Holds every object with a type in `value` to `terms`. */
function hold(value, terms, place) {
  if (Array.isArray(value)) return value.forEach((one, at) => hold(one, terms, `${place}[${at}]`));
  if (value === null || typeof value !== "object") return assert.ok(value !== null && value !== "", place);
  const { "@type": type, ...properties } = value;
  if (!("@id" in value && Object.keys(value).length === 1) && !("@value" in value)) {
    assert.ok(terms[type], `${place}: no such type: ${type}`);
    const [required, allowed] = terms[type];
    const names = Object.keys(properties);
    assert.deepEqual(required.filter((name) => !names.includes(name)), [], `${place} (${type}) lacks these`);
    assert.deepEqual(names.filter((name) => !required.includes(name) && !allowed.includes(name)), [], `${place} (${type})`);
  }
  for (const [name, below] of Object.entries(properties)) hold(below, terms, `${place}.${name}`);
}

/** The blocks of JSON-LD of a page. */
function blocks(html) {
  return [...html.matchAll(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/g)].map(([, text]) => JSON.parse(text));
}

/** The file of the site that an address on the page or file `from` leads to. */
function fileOf(address, from, base) {
  const root = base ?? "http://host/";
  const { href } = new URL(address, root + from);
  assert.ok(href.startsWith(root), `${from}: ${address} leads out of the site`);
  assert.equal(/^https?:/.test(address), base !== null, `${from}: ${address}`);
  const path = decodeURIComponent(href.slice(root.length));
  return path === "" || path.endsWith("/") ? `${path}index.html` : path;
}

for (const { name, site, base, projects } of SITES) {
  test(`what pages say of themselves is in the words of schema.org, and leads somewhere: ${name}`, () => {
    const types = {};
    for (const path of filesOf(site).filter((path) => path.endsWith(".html"))) {
      for (const block of blocks(readFileSync(join(site, path), "utf8"))) {
        assert.equal(block["@context"], "https://schema.org", path);
        hold(block["@graph"], SCHEMA_ORG, path);
        const [subject, trail] = block["@graph"];
        types[subject["@type"]] = (types[subject["@type"]] ?? 0) + 1;
        assert.equal(fileOf(subject.url, path, base), path);
        const steps = trail.itemListElement;
        assert.deepEqual(steps.map(({ position }) => position), steps.map((_, at) => at + 1), path);
        assert.equal(fileOf(steps.at(-1).item, path, base), path);
        JSON.stringify(block, (key, value) => {
          if (ADDRESSES.includes(key)) assert.ok(existsSync(join(site, fileOf(value, path, base))), `${path}: ${value}`);
          return value;
        });
      }
    }
    assert.deepEqual(types, { Report: projects, Dataset: 1 });
  });

  test(`the catalogue is in the words of DCAT, and its files are there with the bytes it tells: ${name}`, () => {
    const text = readFileSync(join(site, "data/catalog.jsonld"), "utf8");
    const catalog = JSON.parse(text);
    const prefixes = Object.keys(catalog["@context"]);
    for (const [, prefix] of text.matchAll(/"(\w+):\w+"/g)) assert.ok(prefixes.includes(prefix), prefix);
    hold(catalog["@graph"], DCAT, "catalog");
    const [root, ...datasets] = catalog["@graph"];
    assert.equal(root["@type"], "dcat:Catalog");
    assert.deepEqual(root["dcat:dataset"].map((dataset) => dataset["@id"]), datasets.map((dataset) => dataset["@id"]));
    const told = datasets.flatMap((dataset) => dataset["dcat:distribution"]).map((file) => {
      const path = fileOf(file["dcat:downloadURL"]["@id"], "data/catalog.jsonld", base);
      const bytes = readFileSync(join(site, path));
      assert.equal(file["dcat:byteSize"]["@value"], String(bytes.length), path);
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      assert.equal(file["spdx:checksum"]["spdx:checksumValue"]["@value"], sha256, path);
      assert.ok(existsSync(join(site, fileOf(file["dcat:accessURL"]["@id"], "data/catalog.jsonld", base))), path);
      return path;
    });
    const held = filesOf(join(site, "data")).filter((path) => /^[a-z]+\.(csv|json|xlsx|zip)$/.test(path) && path !== "datapackage.json");
    assert.deepEqual(told.sort(), held.map((path) => `data/${path}`));
  });
}

test("what the publisher and the report state is told, and nothing else", () => {
  const subject = (at, path) => blocks(readFileSync(join(SITES[at].site, path), "utf8"))[0]["@graph"][0];
  const told = subject(1, "projects/2023/hotline/index.html");
  assert.equal(told.author.name, "示例会计师事务所");
  assert.equal(told.publisher.name, "示例县财政局");
  assert.equal(told.datePublished, "2024-05-01");
  assert.equal(told.identifier, "示财绩〔2024〕3号");
  assert.equal(told.url, `${BASE}projects/2023/hotline/`);
  assert.equal(subject(2, "data/index.html").license, "https://licence.example/");
  for (const path of filesOf(SITES[0].site).filter((path) => /^projects\/\d+\/[^/]+\/index.html$/.test(path))) {
    for (const name of ["datePublished", "license"]) assert.ok(!(name in subject(0, path)), `${path}: ${name}`);
  }
});

test("no text can end the block that it stands in", () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "tests/fixtures/sites/clean"), root, { recursive: true });
  const project = join(root, "content/projects/2023/hotline/project.toml");
  const title = "</script><b>热线</b><!--";
  writeFileSync(project, readFileSync(project, "utf8").replace(/^title = .*$/m, `title = ${JSON.stringify(title)}`));
  const [block] = blocks(readFileSync(join(buildSite(root), "projects/2023/hotline/index.html"), "utf8"));
  assert.equal(block["@graph"][0].name, title);
});
