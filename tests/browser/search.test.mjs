// search.js and what suggest.js finds, held to the fixtures that the Rust tests also read. Run with `node --test tests/browser/`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const fixture = (name) => JSON.parse(read(`../fixtures/search/${name}.json`));

const context = vm.createContext({ TextEncoder, URLSearchParams });
vm.runInContext(read("../../themes/default/static/search.js"), context, { filename: "search.js" });
vm.runInContext(read("../../themes/default/static/suggest.js"), context, { filename: "suggest.js" });
const client = vm.runInContext("gongshiSearch", context);
const { find } = vm.runInContext("gongshiSuggest", context);

/** Values made inside the context, as values of this one. */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** A page as the client keeps it; the fixtures' pages have one element per line. */
function pageOf({ title, html }, table) {
  const texts = html.split(/<[^>]*>/).map(client.line).filter(Boolean);
  return { title, lines: texts.map((text) => ({ text, folded: client.fold(text, table) })), echoes: [] };
}

/** The index that Rust built for site.json, and its pages from the highest number to the lowest. */
async function site() {
  const files = fixture("index");
  const requests = [];
  const load = async (path, version) => {
    requests.push([path, version]);
    const file = files[`index/${path}`];
    return { json: async () => JSON.parse(file), arrayBuffer: async () => Buffer.from(file, "hex") };
  };
  const index = await client.openIndex(load);
  const pages = fixture("site").pages.map((page) => pageOf(page, index.table)).reverse();
  const ids = async (parameters) => {
    const state = client.stateOf(new URLSearchParams(parameters));
    const found = await client.search(index, state, async (page) => pages[page]);
    assert.equal(found.isExact, true);
    assert.equal(found.count, found.pages.length);
    return (await Promise.all(found.pages.map(index.card))).map(({ id }) => id);
  };
  return { index, pages, ids, requests };
}

const HOTLINE = "2023/baisha-bmrx";
const HALL = "2022/haikou-zwfw";
const DISEASE = "2021/haikou-jkzx";

test("folds as the publisher does", () => {
  const { pairs, cases } = fixture("folding");
  const table = client.simplifier(pairs);
  for (const [text, folded] of cases) assert.equal(client.fold(client.line(text), table), folded);
});

test("cuts a query into the fewest terms", () => {
  const terms = (word) => plain(client.termsOf(word));
  assert.deepEqual(terms("厅"), ["厅"]);
  assert.deepEqual(terms("政务服务"), ["政务", "务服", "服务"]);
  assert.deepEqual(terms("12345热线"), ["123", "234", "345", "5热", "热线"]);
  assert.deepEqual(terms("a级"), ["a级"]);
  assert.deepEqual(terms("9.5"), ["9.5"]);
  assert.deepEqual(terms("哈哈哈"), ["哈哈"]);
});

test("finds what the pages say", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids("q=12345热线"), [HOTLINE]);
  assert.deepEqual(await ids("q=１２３４５"), [HOTLINE]);
  assert.deepEqual(await ids("q=4599.877"), [HALL]);
  assert.deepEqual(await ids("q=4599.8"), [HALL, DISEASE]);
  assert.deepEqual(await ids("q=厅"), [HALL]);
  assert.deepEqual(await ids("q=萬"), [HOTLINE, HALL]);
  assert.deepEqual(await ids("q=哈哈"), [HALL]);
  assert.deepEqual(await ids("q=哈哈哈"), []);
  assert.deepEqual(await ids("q=没有"), []);
});

test("puts titles first, and needs every word", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids("q=平台"), [HOTLINE, DISEASE]);
  assert.deepEqual(await ids("q=政務服務"), [HALL, DISEASE]);
  assert.deepEqual(await ids("q=服务 平台"), [DISEASE]);
  assert.deepEqual(await ids("q=预防 服务"), [DISEASE]);
});

test("spells aliases out", async () => {
  const { ids, index } = await site();
  assert.deepEqual(await ids("q=海口市衛健局"), [DISEASE]);
  const [word] = client.wordsOf("海口市衛健局", index.aliases, index.table);
  assert.deepEqual(plain(word.expansions), ["卫生健康局"]);
  const [long] = client.wordsOf("卫生健康局", index.aliases, index.table);
  assert.deepEqual(plain(long), { alternatives: [["卫生健康局"]], expansions: [] });
});

test("filters and sorts by the columns", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids(""), [HOTLINE, HALL, DISEASE]);
  assert.deepEqual(await ids("region=460100"), [HALL, DISEASE]);
  assert.deepEqual(await ids("region=460100&rater=finance"), [DISEASE]);
  assert.deepEqual(await ids("region=460000"), [HOTLINE, HALL, DISEASE]);
  assert.deepEqual(await ids("region=000000"), []);
  // A page of two departments is found by both.
  assert.deepEqual(await ids("department=haikou-ysj"), [HALL]);
  assert.deepEqual(await ids("department=haikou-wjj"), [HALL, DISEASE]);
  assert.deepEqual(await ids("sort=score"), [HOTLINE, HALL, DISEASE]);
  assert.deepEqual(await ids("sort=budget"), [HALL, HOTLINE, DISEASE]);
  assert.deepEqual(await ids("q=平台&sort=year&rater=self"), [HOTLINE]);
});

test("counts the values that each filter could take", async () => {
  const { index, pages } = await site();
  const state = client.stateOf(new URLSearchParams("q=政务服务&year=2021"));
  const { facets } = await client.search(index, state, async (page) => pages[page]);
  assert.deepEqual(plain(facets.year).map(({ key, count }) => [key, count]), [["2022", 1], ["2021", 1]]);
  assert.deepEqual(plain(facets.rater), [{ key: "finance", label: "财政评价", count: 1 }]);
  const { facets: all } = await client.search(index, client.stateOf(new URLSearchParams("")), async (page) => pages[page]);
  assert.deepEqual(plain(all.department).map(({ key, count }) => [key, count]), [["haikou-wjj", 2], ["baisha-yshjj", 1], ["haikou-ysj", 1]]);
  assert.deepEqual(plain(all.region).map(({ label, count }) => [label, count]), [["海南省", 3], ["海口市", 2], ["白沙县", 1]]);
});

test("asks for files of one version, and only for those it needs", async () => {
  const { ids, requests } = await site();
  await ids("q=政务服务");
  await ids("q=政务服务");
  const paths = requests.map(([path]) => path);
  assert.deepEqual(requests[0], ["meta.json", undefined]);
  assert.equal(new Set(paths).size, paths.length);
  assert.equal(new Set(requests.slice(1).map(([, version]) => version)).size, 1);
});

test("suggests names under any spelling, and titles that have the words", async () => {
  const { index } = await site();
  const suggested = async (text) => plain(await find(index, text)).map(({ name, other, href }) => [name, other, href]);
  const [baisha, haikou] = [["白沙县政务服务中心", "agencies/baisha-zwfwzx/index.html"], ["海口市政务服务中心", "agencies/haikou-zwfwzx/index.html"]];
  const title = ["便民热线白沙分平台工作经费", "", `projects/${HOTLINE}/index.html`];
  assert.deepEqual(await suggested("白沙中"), [[baisha[0], "白沙中心", baisha[1]]]);
  assert.deepEqual(await suggested("政务服务局"), [[baisha[0], "白沙县政务服務局", baisha[1]]]);
  assert.deepEqual(await suggested("白沙"), [[baisha[0], "", baisha[1]], title]);
  assert.deepEqual((await suggested("政務 中心")).map(([name]) => name), [haikou[0], baisha[0]]);
  assert.deepEqual(await suggested("工作 便民"), [title]);
  assert.deepEqual(await suggested("没有的名称"), []);
  assert.deepEqual(await suggested(" "), []);
});

/** An index in which every one of `count` pages may have the words, and a reader by which every third has not. */
function doubtful(count) {
  const column = { values: [["k", "名"]], pages: new Array(count).fill(0) };
  const names = ["year", "agency", "department", "region", "grade", "rater"];
  const index = {
    pages: count,
    aliases: {},
    table: new Map(),
    find: async () => new Uint8Array(count).fill(1),
    columns: async () => Object.fromEntries(names.map((name) => [name, column])),
  };
  const seen = new Set();
  const readPage = async (page) => {
    seen.add(page);
    return { title: "", lines: [{ text: "", folded: page % 3 ? "政务服务" : "政务，服务" }] };
  };
  return { index, readPage, seen };
}

test("verifies all of a few candidates and counts them exactly", async () => {
  const { index, readPage } = doubtful(60);
  const found = await client.search(index, client.stateOf(new URLSearchParams("q=政务服务")), readPage);
  assert.deepEqual([found.count, found.isExact, found.last, found.pages.length], [40, true, 2, 20]);
  assert.equal(found.facets.year[0].count, 40);
});

test("reads no more than it may, shows only verified pages, and says at most", async () => {
  const { index, readPage, seen } = doubtful(600);
  const search = (page) =>
    client.search(index, client.stateOf(new URLSearchParams(`q=政务服务&page=${page}`)), readPage);
  const first = await search(1);
  assert.equal(first.isExact, false);
  assert.equal(first.pages.length, 20);
  assert.ok(first.pages.every((page) => page % 3));
  assert.ok(first.count < 600 && first.count >= 400);
  assert.ok(seen.size <= 60);
  const second = await search(2);
  assert.equal(second.pages.length, 20);
  assert.ok(second.pages.every((page) => page % 3 && !first.pages.includes(page)));
  seen.clear();
  const late = await search(9);
  assert.ok(late.pages.length > 0 && late.pages.every((page) => page % 3));
  assert.ok(seen.size <= 80);
});

test("keeps a page that cannot be read, and then does not call the count exact", async () => {
  const { index } = doubtful(3);
  const found = await client.search(index, client.stateOf(new URLSearchParams("q=政务服务")), async () => null);
  assert.deepEqual([found.count, found.isExact], [3, false]);
});

test("reads and writes addresses", () => {
  const round = (parameters) => client.addressOf(client.stateOf(new URLSearchParams(parameters)));
  const written = decodeURIComponent(round("q=%20政务%20&year=2019&x=1&sort=score&page=2"));
  assert.equal(written, "?q=政务&year=2019&sort=score&page=2");
  assert.equal(round("sort=constructor&page=-1"), "?");
});

test("marks the words in another spelling, and nothing else", () => {
  const table = client.simplifier("務务");
  const marks = (text, words) =>
    client.pieces(text, words, table).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");
  assert.equal(marks("海口政務服務", ["政务"]), "海口[政務]服務");
  assert.equal(marks("面积 4300 ㎡。", ["m2"]), "面积 4300 [㎡]。");
  assert.equal(marks("𠮷１２３𠮷", ["123"]), "𠮷[１２３]𠮷");
  assert.equal(marks("<b>", ["b"]), "<[b]>");
  assert.equal(marks("无关", ["政务"]), "无关");
});

test("cuts a snippet around the first match of the best line", () => {
  const long = "前".repeat(200) + "政务服务" + "后".repeat(200);
  const page = pageOf({ title: "政务", html: `<h1>政务</h1><p>政务在此</p><p>${long}</p>` }, new Map());
  const found = plain(client.snippets(page, ["政务", "服务"], new Map()));
  assert.equal(found.length, 1);
  const [{ pieces }] = found;
  assert.equal(pieces[0].text, "…" + "前".repeat(30));
  assert.deepEqual(pieces[1], { text: "政务服务", isMatch: true });
  assert.ok(pieces[2].text.endsWith("后…"));
  assert.ok(pieces.map(({ text }) => text).join("").length < 120);
  assert.deepEqual(plain(client.snippets(page, ["不在"], new Map())), []);
});

test("points at the sentence of a match, as it is written, below the last id before it", () => {
  const table = client.simplifier("務务");
  const lines = [
    ["政務，A-1,B&C。", "目录 1"],
    ["别的。政務，A-1,B&C。还有政务。", "目录 1"],
    [`${"长".repeat(130)}，政务在后，${"长".repeat(9)}。`, ""],
    ["没有。", "x"],
  ].map(([text, id]) => ({ text, id, folded: client.fold(text, table) }));
  const fragments = client.snippets({ title: "题", lines, echoes: [] }, ["政务"], table).map(({ fragment }) => decodeURIComponent(fragment));
  assert.deepEqual(plain(fragments), [
    "#:~:text=政务在后，",
    "#目录 1:~:text=政務，A-1,B&C。-,政務，A-1,B&C。",
    "#目录 1:~:text=政務，A-1,B&C。",
  ]);
  const [{ fragment }] = client.snippets({ title: "题", lines: lines.slice(0, 1), echoes: [] }, ["政务"], table);
  assert.match(fragment, /A%2D1%2CB%26C/);
  const [repeated] = client.snippets({ title: "题", lines: lines.slice(0, 1), echoes: ["引：政務，A-1,B&C。"] }, ["政务"], table);
  assert.equal(decodeURIComponent(repeated.fragment), "#目录 1");
});
