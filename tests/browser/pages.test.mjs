// Every page of the site: reachable, sound, self-contained, and no wider than the screen.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";
import { agencies, build, buildColumn, filesOf, namesIn, projects, serveFolder } from "./site.mjs";

const WIDTHS = [320, 360, 768, 1440];

const folder = build();
const home = await serveFolder(folder);
const browser = await openBrowser();

/** What the browser saw of each page: address below `home` → survey. */
const pages = new Map();
before(() => withPage(browser, home, crawl));

/** Visits every page that links lead to, starting from the front page. */
async function crawl(page) {
  const waiting = ["index.html"];
  const seen = new Set(waiting);
  for (const path of waiting) {
    const response = await page.goto(home + path);
    assert.equal(response.status(), 200, path);
    const found = await page.evaluate(survey);
    found.overflows = [];
    for (const text of ["normal", "large"]) {
      await page.evaluate((text) => (document.documentElement.dataset.text = text), text);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 800 });
        const scroll = await page.evaluate(() => document.documentElement.scrollWidth);
        if (scroll > width) found.overflows.push(`${text} text: ${scroll} of ${width} px`);
      }
    }
    pages.set(path, found);
    for (const link of found.links.filter(isInternal)) {
      const target = targetOf(path, link).path;
      if (!target.endsWith(".html") || seen.has(target)) continue;
      seen.add(target);
      waiting.push(target);
    }
  }
}

/** Runs in the page. */
function survey() {
  const all = (selector, read) => [...document.querySelectorAll(selector)].map(read);
  const ids = all("[id]", (element) => element.id);
  const inline = all("*", (element) => {
    const names = element.getAttributeNames().filter((name) => name === "style" || name.startsWith("on"));
    // Linked data is a block that no browser runs.
    const isScript = element.localName === "script" && element.type !== "application/ld+json";
    const isInline = element.localName === "style" || (isScript && !element.src);
    return names.length || isInline ? element.outerHTML.slice(0, 200) : null;
  }).filter(Boolean);
  return {
    title: document.title,
    lang: document.documentElement.lang,
    charset: document.characterSet,
    headings: all("h1, h2, h3, h4, h5, h6", (heading) => Number(heading.localName[1])),
    links: all("a[href], link[href], area[href]", (element) => element.getAttribute("href")),
    resources: all("[src]", (element) => element.getAttribute("src")),
    forms: all("form", (form) => form.getAttribute("action")).filter((action) => action !== null),
    styles: document.styleSheets.length,
    ids,
    repeatedIds: ids.filter((id, at) => ids.indexOf(id) !== at),
    inline,
  };
}

const isInternal = (address) => !/^[a-z][a-z0-9+.-]*:/i.test(address);

/** Where a link on the page at `path` leads: a path of the site's folder and a fragment. */
function targetOf(path, link) {
  const base = "http://host/site/";
  const { pathname, hash } = new URL(link, base + path);
  assert.ok(pathname.startsWith("/site/"), `${path} links out of the site: ${link}`);
  return { path: decodeURIComponent(pathname.slice("/site/".length)), fragment: decodeURIComponent(hash.slice(1)) };
}

/** Fails with every page of which `complaint` has something to say. */
function everyPage(complaint) {
  const complaints = [...pages].map(([path, page]) => [path, complaint(page, path)]);
  const wrong = complaints.filter(([, said]) => (Array.isArray(said) ? said.length : said));
  assert.deepEqual(Object.fromEntries(wrong), {});
}

/** The pages that the address scheme promises for the content in this repository. */
function promisedPages() {
  const all = projects();
  const { regions } = agencies();
  const folders = [
    "", "projects", "agencies", "grades", "rules", "quality", "search", "compare", "data", "sitemap", "quality/page-2",
    ...all.flatMap(({ id, year, agency, department }) =>
      [`projects/${id}`, `years/${year}`, `agencies/${agency}`, department && `departments/${department}`]),
    ...regions.map(({ code }) => `regions/${code}`),
    ...namesIn("rubrics", ".toml").map((id) => `rubrics/${id}`),
    ...["hainan-2011", "mof2020-eval"].flatMap((id) => [`rubrics/${id}/lost`, `rubrics/${id}/lost/by-agency`]),
    ...namesIn("pages", ".md").map((name) => `pages/${name}`),
  ];
  return [...new Set(folders.filter((name) => name !== undefined))].map((name) => (name ? `${name}/index.html` : "index.html"));
}

test("every promised page is there, linked, and there is no other", () => {
  assert.deepEqual([...pages.keys()].sort(), promisedPages().sort());
  const written = filesOf(folder).filter((path) => path.endsWith(".html") && path !== "404.html");
  assert.deepEqual([...pages.keys()].sort(), written);
});

/** Without an address of the site in its settings, a feed links as seen from itself. */
async function assertLinksOfFeed(address, text) {
  for (const [, href] of text.matchAll(/<link rel="(?:self|alternate)"[^>]*href="([^"]*)"/g)) {
    assert.equal((await fetch(new URL(href, address))).status, 200, `${address}: ${href}`);
  }
}

test("every promised file answers and is what it says", async () => {
  const tables = [
    "projects", "indicators", "evaluations", "statements", "targets", "funds", "rates", "claims", "findings",
    "rubrics", "grades", "rules",
  ].flatMap((name) => [`${name}.csv`, `${name}.json`]);
  const linked = new Set([...pages].flatMap(([path, { links }]) => links.filter(isInternal).map((link) => targetOf(path, link).path)));
  const toTakeAway = [
    ...projects().map(({ id }) => `projects/${id}/data.json`),
    ...tables.map((name) => `data/${name}`),
    "data/datapackage.json", "data/project.schema.json", "data/tables.schema.json", "data/example.py.txt", "data/catalog.jsonld", "data/gongshi.xlsx", "data/gongshi.zip", "feed.xml",
    ...projects().flatMap(({ agency, year }) =>
      [`agencies/${agency}`, `years/${year}`].flatMap((group) => [`${group}/projects.csv`, `${group}/feed.xml`])),
  ];
  for (const path of toTakeAway) assert.ok(linked.has(path), `no page links to ${path}`);
  for (const path of [...toTakeAway, "sitemap.xml", "manifest.json"]) {
    const response = await fetch(home + path);
    assert.equal(response.status, 200, path);
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.ok(bytes.length > 0, path);
    if (path.endsWith(".json")) JSON.parse(bytes);
    if (path.endsWith(".xml")) await assertLinksOfFeed(home + path, bytes.toString());
    if (/\.(zip|xlsx)$/.test(path)) assert.equal(bytes.toString("latin1", 0, 2), "PK");
  }
});

test("the addresses of folders answer too, as the scheme writes them", async () => {
  for (const path of pages.keys()) {
    const response = await fetch(home + path.slice(0, -"index.html".length));
    assert.equal(response.status, 200, path);
  }
});

test("the site map and the manifest list what is there", () => {
  const read = (name) => readFileSync(join(folder, name), "utf8");
  const listed = [...read("sitemap.xml").matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address]) => address);
  const wanted = [...pages.keys()].map((path) => path.slice(0, -"index.html".length)).sort();
  // Pages that only answer a visitor's own question are not for search engines.
  const ownQuestions = ["compare/", "search/"];
  // Nor are other orders and further pages of a list that is there already.
  const isAnother = (path) => ownQuestions.includes(path) || /\/(by-agency|page-\d+)\/$/.test(path);
  const without = (list) => list.filter((path) => !isAnother(path)).sort();
  assert.deepEqual(without(listed), without(wanted));
  const manifest = JSON.parse(read("manifest.json")).files.map(({ path }) => path).sort();
  assert.deepEqual(manifest, filesOf(folder).filter((path) => path !== "manifest.json"));
});

test("every internal link leads to a file, and to a place on its page", () => {
  const files = new Set(filesOf(folder));
  everyPage(({ links, resources, forms }, path) =>
    [...links, ...resources, ...forms].filter(isInternal).filter((link) => {
      const target = targetOf(path, link);
      // A folder would do on a server, but from a disk it is a listing.
      if (!files.has(target.path)) return true;
      return target.fragment && !pages.get(target.path)?.ids.includes(target.fragment);
    }));
});

test("every word of the theme is in the catalogue", () => {
  for (const path of filesOf(folder).filter((path) => path.endsWith(".html"))) {
    assert.doesNotMatch(readFileSync(join(folder, path), "utf8"), /⟨[a-z-]+⟩/, path);
  }
});

test("every link inside the site is relative, and nothing is loaded from elsewhere", () => {
  everyPage(({ links, resources, forms }) => [...links, ...resources, ...forms].filter((link) => link.startsWith("/")));
  everyPage(({ resources, forms }) => [...resources, ...forms].filter((link) => !isInternal(link) && !link.startsWith("data:")));
});

test("static files lie in a folder that is named by what is in it, and no page names them by another address", () => {
  const pattern = /^static\/[0-9a-f]{8}\//;
  const files = filesOf(folder).filter((path) => path.startsWith("static/"));
  assert.ok(files.length >= 5);
  assert.deepEqual(files.filter((path) => !pattern.test(path)), []);
  assert.equal(new Set(files.map((path) => path.match(pattern)[0])).size, 1);
  everyPage(({ links, resources }, path) =>
    [...links, ...resources].filter(isInternal).map((link) => targetOf(path, link).path).filter((target) => target.startsWith("static/") && !pattern.test(target)));
});

test("every page has a title of its own, a language, one h1 and headings in order", () => {
  everyPage(({ title, lang, charset }) => !title.trim() || lang !== "zh-CN" || charset !== "UTF-8");
  const titles = [...pages.values()].map(({ title }) => title);
  assert.deepEqual(titles.filter((title, at) => titles.indexOf(title) !== at), []);
  everyPage(({ headings }) => headings.filter((level) => level === 1).length !== 1 && "not one h1");
  everyPage(({ headings }) => headings.some((level, at) => level > (headings[at - 1] ?? 0) + 1) && headings.join(" "));
});

test("no page has inline styles, scripts or handlers, or an id twice", () => {
  everyPage(({ inline }) => inline);
  everyPage(({ repeatedIds }) => repeatedIds);
});

test("no page scrolls sideways, from a small phone to a desk", () => {
  everyPage(({ overflows }) => overflows);
});

test("the page for a wrong address can be read at any depth, and leads back where the site knows its path", async () => {
  const knowing = await serveFolder(buildColumn());
  const page = await browser.newPage();
  for (const site of [home, knowing]) {
    const response = await page.goto(`${site}projects/1999/no/such/page/`);
    assert.equal(response.status(), 404);
    assert.equal(await page.locator("h1").innerText(), "没有这个页面");
    const [links, styles] = await page.evaluate(() => [document.links.length, document.styleSheets.length]);
    assert.deepEqual([links > 0, styles > 0], [site === knowing, site === knowing]);
  }
  await page.locator("main a", { hasText: "首页" }).click();
  await page.waitForURL(`${knowing}index.html`);
  await page.close();
});
