// search.js and what suggest.js finds, held to the fixtures that the Rust tests also read. Run with `node --test tests/browser/`.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const fixture = (name) => JSON.parse(read(`../fixtures/search/${name}.json`));

const context = vm.createContext({ TextDecoder, URLSearchParams });
for (const name of ["search", "suggest", "no-result", "search-filters", "search-csv"]) {
  vm.runInContext(read(`../../themes/default/static/${name}.js`), context, { filename: `${name}.js` });
}
const client = vm.runInContext("gongshiSearch", context);
const { find } = vm.runInContext("gongshiSuggest", context);
const { adviceFor, instead, nearPart } = vm.runInContext("gongshiNoResult", context);
const { allColumns, facets } = vm.runInContext("gongshiFilters", context);
const { idOf, recordsOf } = vm.runInContext("gongshiCsv", context);

/** Values made inside the context, as values of this one. */
const plain = (value) => JSON.parse(JSON.stringify(value));

/** An index of files as Rust built them; what is read of it is added to `requests`. */
function indexOf(files, requests = []) {
  return client.openIndex(async (path, version) => {
    requests.push([path, version]);
    const file = files[`index/${path}`];
    return { json: async () => JSON.parse(file), arrayBuffer: async () => new Uint8Array(Buffer.from(file, "hex")).buffer };
  });
}

/** The index that Rust built for site.json. */
async function site() {
  const requests = [];
  const index = await indexOf(fixture("index"), requests);
  const searched = async (parameters) => {
    const state = client.stateOf(new URLSearchParams(parameters));
    const words = await index.words(state.q);
    return { state, found: await client.search(index, words, state) };
  };
  const ids = async (parameters) => {
    const { found } = await searched(parameters);
    const ids = (await all(found)).map(({ text }) => text.id);
    assert.deepEqual(plain(found.count()), { count: ids.length, isExact: true });
    return ids;
  };
  /** What is searched in place of what nothing has: its results, and what is said of them. */
  const other = async (q) => {
    const { state, found } = await searched(`q=${q}`);
    assert.deepEqual(await all(found), []);
    const other = await instead(index, found.words, state);
    if (!other) return null;
    const results = await all(await client.search(index, other.words, state));
    return plain({ parts: other.parts, meant: other.meant, ids: results.map(({ text }) => text.id) });
  };
  return { index, searched, ids, other, requests };
}

/** Every result, in order. */
async function all(found) {
  const results = [];
  for (let result = await found.next(); result; result = await found.next()) results.push(result);
  return results;
}

const HOTLINE = "2023/baisha-bmrx";
const HALL = "2022/haikou-zwfw";
const DISEASE = "2021/haikou-jkzx";

test("folds as the publisher does", () => {
  const { pairs, cases } = fixture("folding");
  const table = client.addPairs(new Map(), pairs);
  for (const [text, folded] of cases) {
    assert.equal(client.fold(client.line(text), table), folded);
    const joined = client.pieces(client.line(text), [], table).map((piece) => piece.text).join("");
    assert.equal(joined, client.line(text));
  }
});

test("numbers the starts of windows as the publisher does", () => {
  assert.deepEqual(plain([..."厅9，㎡𠮷"].map(client.codeOf)), [2437, 57, 22796, 24481, 27063]);
  const starts = ["厅", "政务", "8."].map((start) => client.startOf(...[...start].map(client.codeOf)));
  assert.deepEqual(starts, [289883252, 1031743542, 729971009]);
});

test("reads of every window which pages have it, and in what place", async () => {
  const pages = fixture("windows").reverse();
  const index = await indexOf(fixture("windows-index"));
  const words = new Set(["务务", "热元线", "9.3分", "龘"]);
  for (const text of pages.flat().map(([, text]) => [...text])) {
    text.forEach((_, at) => [1, 2, 3, 4, 5, 6].forEach((length) => words.add(text.slice(at, at + length).join(""))));
  }
  const decided = [];
  for (const word of words) {
    const rank = (lines) => Math.max(0, ...lines.filter(([, text]) => text.includes(word)).map(([kind]) => 4 - kind));
    const [ranks, truth] = [[...(await index.find([client.plainWord(word)]))], pages.map(rank)];
    const count = ranks.filter(Boolean).length;
    assert.ok(truth.every((rank, page) => rank <= ranks[page]), word);
    if (!client.isExact([client.plainWord(word)], count)) continue;
    assert.deepEqual(ranks, truth, word);
    if (word.length > 2) decided.push(word);
  }
  assert.ok(decided.length > 10, `${decided.length} decided by longer windows`);
  // Nine pages have all windows of three, but five of these at different places.
  const found = await index.find([client.plainWord("服务中心万元")]);
  assert.equal(found.filter(Boolean).length, 4);
  // Twelve pages have six zeros between these characters, and twelve eight.
  const zeros = await index.find([client.plainWord("费46000000元")]);
  const many = await Promise.all(["费4600000", "费46000000", "费460000000"].map((word) => index.find([client.plainWord(word)])));
  assert.deepEqual([zeros, ...many].map((ranks) => ranks.filter(Boolean).length), [12, 24, 24, 12]);
});

test("cuts a word into the longest windows, a few of which are asked for", () => {
  const windows = (word) => client.windowsOf(word).map(({ text, next }) => text + (next && `|${next}`));
  assert.deepEqual(plain(windows("厅")), ["厅"]);
  assert.deepEqual(plain(windows("政务")), ["政务"]);
  assert.deepEqual(plain(windows("政务服务")), ["政务服|务", "务服务"]);
  assert.deepEqual(plain(windows("12345热线")), ["1234|5", "2345|热", "345热|线", "45热线"]);
  assert.deepEqual(plain(windows("a级")), ["a级"]);
  assert.deepEqual(plain(windows("9.5")), ["9.5"]);
  assert.deepEqual(plain(windows("98.3分")), ["98.3|分", "8.3分"]);
  assert.deepEqual(plain(windows("支出98分")), ["支出98|分", "出98分"]);
  assert.deepEqual(plain(windows("哈哈哈哈")), ["哈哈哈|哈", "哈哈哈"]);
  assert.deepEqual(plain(windows("60000/")), ["6\u0014/", "6000|0", "0000|/", "000/"]);
  assert.deepEqual(plain(windows("60000")), ["6\u0014", "6000|0", "0000"]);
  assert.deepEqual(plain(windows(`1${"0".repeat(20)}元`))[0], "1\u001f元");
  const long = windows("一二三四五六七八九十甲乙丙丁");
  assert.deepEqual([long.length, long[0], long.at(-1)], [6, "一二三|四", "乙丙丁"]);
});

test("cuts a query into words, in which nothing but what is looked up is left", () => {
  const words = (query) => client.wordsOf(query, {}, new Map()).map(({ text }) => text);
  assert.deepEqual(plain(words("  1202 万元 支出 ")), ["1202万元", "支出"]);
  assert.deepEqual(plain(words("“好差评”制度。 ，")), ["好差评制度"]);
  assert.deepEqual(plain(words("2023 报告")), ["2023", "报告"]);
  assert.deepEqual(plain(words("1,126,140.70；")), ["1126140.70"]);
  assert.deepEqual(plain(words("（ ）")), []);
});

test("finds what the pages say", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids("q=12345热线"), [HOTLINE]);
  assert.deepEqual(await ids("q=１２３４５"), [HOTLINE]);
  assert.deepEqual(await ids("q=4599.877"), [HALL]);
  assert.deepEqual(await ids("q=4,599.877万元"), [HALL]);
  assert.deepEqual(await ids("q=4599.877 万元"), [HALL]);
  assert.deepEqual(await ids("q=4599.8"), [HALL, DISEASE]);
  assert.deepEqual(await ids("q=厅"), [HALL]);
  assert.deepEqual(await ids("q=萬"), [HOTLINE, HALL]);
  assert.deepEqual(await ids("q=哈哈"), [HALL]);
  assert.deepEqual(await ids("q=哈哈哈"), []);
  assert.deepEqual(await ids("q=没有"), []);
});

test("puts titles first, then names, then text, and needs every word", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids("q=平台"), [HOTLINE, DISEASE]);
  assert.deepEqual(await ids("q=政務服務"), [HALL, HOTLINE, DISEASE]);
  assert.deepEqual(await ids("q=服务 平台"), [HOTLINE, DISEASE]);
  assert.deepEqual(await ids("q=预防 服务"), [DISEASE]);
  assert.deepEqual(await ids("q=海口 政务 预算"), [HALL]);
});

test("spells aliases out, those of the site and those that everybody knows", async () => {
  const { ids, index } = await site();
  // What is responsible for the hall in its name comes before it.
  assert.deepEqual(await ids("q=海口市衛健局"), [HALL, DISEASE]);
  assert.deepEqual(await ids("q=疾控"), []);
  const [word] = await index.words("海口市衛健局");
  assert.deepEqual(plain(word.expansions), ["卫生健康局"]);
  const [long] = await index.words("卫生健康局");
  assert.deepEqual(plain(long), { text: "卫生健康局", alternatives: [["卫生健康局"]], expansions: [] });
  const [common] = await index.words("海口残联");
  assert.deepEqual(plain(common.expansions), ["残疾人联合会"]);
});

test("takes a word apart where nothing has it whole, and says into what", async () => {
  const { other } = await site();
  assert.deepEqual(await other("白沙热线"), { parts: ["白沙", "热线"], ids: [HOTLINE] });
  assert.deepEqual(await other("白沙12345"), { parts: ["白沙", "12345"], ids: [HOTLINE] });
  assert.deepEqual(await other("海口大厅"), { parts: ["海口", "大厅"], ids: [HALL] });
  assert.deepEqual(await other("海口预防 平台"), { parts: ["海口", "预防"], ids: [DISEASE] });
  assert.equal(await other("甲乙丙丁"), null);
});

test("forgives one wrong character of a name or a title, and says what is meant", async () => {
  const { other } = await site();
  assert.deepEqual(await other("海口市政务服务忠心"), { meant: "海口市政务服务中心", ids: [HALL] });
  assert.deepEqual(await other("疾病預妨控制"), { meant: "疾病预防控制", ids: [DISEASE] });
  const near = (word) => nearPart([..."海口市政务服务中心"], [...word])?.toString() ?? null;
  assert.equal(near("政务服务种心"), "政务服务中心");
  assert.equal(near("政务服中心"), "政务服务中心");
  assert.equal(near("政务务服务中心"), "政务服务中心");
  assert.equal(near("政务服务心中"), "政务服务中心");
  assert.equal(near("政务管理中心"), null);
});

test("says what may help where nothing is found", async () => {
  const { index, searched } = await site();
  const { state, found } = await searched("q=政务服务 不在任何报告里&year=2023");
  const { words, isUnfiltered } = await adviceFor(index, state, found.columns);
  assert.deepEqual(plain(words.map(({ text, count }) => [text, count])), [["政务服务", 1], ["不在任何报告里", 0]]);
  assert.equal(isUnfiltered, false);
});

test("filters and sorts by the columns", async () => {
  const { ids } = await site();
  assert.deepEqual(await ids(""), [HOTLINE, HALL, DISEASE]);
  assert.deepEqual(await ids("region=460100"), [HALL, DISEASE]);
  assert.deepEqual(await ids("region=460100&rater=finance"), [DISEASE]);
  assert.deepEqual(await ids("region=460000"), [HOTLINE, HALL, DISEASE]);
  assert.deepEqual(await ids("region=000000"), []);
  assert.deepEqual(await ids("year=2021&year=2023"), [HOTLINE, DISEASE]);
  assert.deepEqual(await ids("from=2022"), [HOTLINE, HALL]);
  assert.deepEqual(await ids("from=2022&to=2022"), [HALL]);
  assert.deepEqual(await ids("least=0.01"), [HOTLINE, HALL]);
  assert.deepEqual(await ids("least=0.01&most=0.02"), [HOTLINE]);
  // A page of two departments is found by both.
  assert.deepEqual(await ids("department=haikou-ysj"), [HALL]);
  assert.deepEqual(await ids("department=haikou-wjj"), [HALL, DISEASE]);
  // Scores of one rubric stay together; the rubric of more results comes first.
  assert.deepEqual(await ids("sort=score"), [HALL, HOTLINE, DISEASE]);
  assert.deepEqual(await ids("sort=budget"), [HALL, HOTLINE, DISEASE]);
  assert.deepEqual(await ids("sort=budget-up"), [DISEASE, HOTLINE, HALL]);
  assert.deepEqual(await ids("sort=year-up"), [DISEASE, HALL, HOTLINE]);
  assert.deepEqual(await ids("q=平台&sort=year&rater=self"), [HOTLINE]);
});

test("counts the values that each filter could take", async () => {
  const { index, searched } = await site();
  const counted = async (parameters) => {
    const { state, found } = await searched(parameters);
    return facets(state, found, await allColumns(index, state), (name) => `没有${name}`);
  };
  const some = await counted("q=政务服务&year=2021");
  assert.deepEqual(plain(some.year).map(({ key, count }) => [key, count]), [["2023", 1], ["2022", 1], ["2021", 1]]);
  assert.deepEqual(plain(some.rater), [{ key: "finance", label: "财政评价", count: 1 }]);
  const every = await counted("");
  assert.deepEqual(plain(every.department).map(({ key, count }) => [key, count]), [["haikou-wjj", 2], ["baisha-yshjj", 1], ["haikou-ysj", 1]]);
  assert.deepEqual(plain(every.region).map(({ label, count }) => [label, count]), [["海南省", 3], ["海口市", 2], ["白沙县", 1]]);
});

test("asks for files of one version, and only for those it needs", async () => {
  const { ids, requests } = await site();
  await ids("q=政务服务");
  await ids("q=政务服务");
  const paths = requests.map(([path]) => path);
  assert.deepEqual(requests[0], ["meta.json", undefined]);
  assert.equal(new Set(paths).size, paths.length);
  assert.equal(new Set(requests.slice(1).map(([, version]) => version)).size, 1);
  assert.deepEqual(paths.filter((path) => /columns|names|folding/.test(path)), []);
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
  assert.deepEqual((await suggested("hkszw")).map(([name, other]) => [name, other]), [[haikou[0], ""]]);
  assert.deepEqual((await suggested("ZWFWZX")).map(([name]) => name), [haikou[0], baisha[0]]);
  assert.deepEqual(await suggested("没有的名称"), []);
  assert.deepEqual(await suggested(" "), []);
});

/** An index in which every one of `count` pages may have the words, and every third has not. */
function doubtful(count) {
  const seen = new Set();
  const text = async (page) => {
    seen.add(page);
    const folded = page % 3 ? "政务服务" : "政务,服务";
    return { title: "", row: { names: [] }, lines: [{ text: folded, folded, id: "", kind: 1, rank: 1 }] };
  };
  const index = { pages: count, table: new Map(), find: async () => new Uint8Array(count).fill(1), text };
  const search = (parameters) =>
    client.search(index, [client.plainWord("政务服务")], client.stateOf(new URLSearchParams(parameters)));
  return { search, seen };
}

test("goes on until the window is full, and never shows what has not the words", async () => {
  const { search, seen } = doubtful(600);
  const found = await search("q=政务服务");
  const first = [];
  while (first.length < 10) first.push((await found.next()).page);
  assert.ok(first.every((page) => page % 3) && seen.size <= 25, `${seen.size} read`);
  const { count, isExact } = found.count();
  assert.equal(isExact, false);
  assert.ok(count > 350 && count < 450, `about ${count}`);
});

test("further pages go on where the last ended, and a far one does not read what it passes", async () => {
  const { search, seen } = doubtful(600);
  const pages = async (parameters, skipped) => {
    const found = await search(parameters);
    await found.skip(skipped);
    const pages = [];
    while (pages.length < 10) pages.push((await found.next()).page);
    return pages;
  };
  const [first, second] = [await pages("", 0), await pages("page=2", 10)];
  assert.equal(new Set([...first, ...second]).size, 20);
  assert.ok(Math.max(...second) < Math.min(...first));
  seen.clear();
  const far = await pages("page=21", 200);
  assert.ok(far.every((page) => page % 3) && seen.size < 40, `${seen.size} read`);
});

test("counts exactly once every candidate is read", async () => {
  const { search } = doubtful(9);
  const found = await search("q=政务服务");
  assert.equal((await all(found)).length, 6);
  assert.deepEqual(plain(found.count()), { count: 6, isExact: true });
});

test("what has a word in a lower place than hoped for waits for its turn", async () => {
  const ranks = [4, 1, 4, 2, 4];
  const real = [1, 1, 4, 2, 2];
  const text = async (page) => ({ page, title: "", row: { names: [] }, lines: [{ folded: "政务服务", rank: real[page] }] });
  const index = { pages: 5, table: new Map(), find: async () => Uint8Array.from(ranks), text };
  const found = await client.search(index, [client.plainWord("政务服务")], client.stateOf(new URLSearchParams("q=政务服务")));
  assert.deepEqual((await all(found)).map(({ page }) => page), [2, 4, 3, 1, 0]);
});

test("a text that cannot be read is no result that is left out in silence", async () => {
  const { search } = doubtful(3);
  const found = await search("q=政务服务");
  const index = { pages: 3, table: new Map(), find: async () => new Uint8Array(3).fill(1), text: async () => { throw new Error("gone"); } };
  const broken = await client.search(index, found.words, client.stateOf(new URLSearchParams("q=政务服务")));
  await assert.rejects(broken.next(), /gone/);
});

test("records of a table end where their lines do, but not inside quotes", () => {
  const records = recordsOf('\ufeffproject,title\r\n2023/a,"甲\n乙,""丙"""\r\n"2023/b",丁\r\n');
  assert.deepEqual(plain(records).map(idOf), ["project", "2023/a", "2023/b"]);
  assert.equal(records.join("").length, '\ufeffproject,title\r\n2023/a,"甲\n乙,""丙"""\r\n"2023/b",丁\r\n'.length);
});

test("reads and writes addresses", () => {
  const round = (parameters) => client.addressOf(client.stateOf(new URLSearchParams(parameters)));
  const written = decodeURIComponent(round("q=%20政务%20&year=2019&year=2021&year=2019&x=1&sort=score&page=2&from=2018&most=12.5&least=x"));
  assert.equal(written, "?q=政务&year=2019&year=2021&from=2018&most=12.5&sort=score&page=2");
  assert.equal(round("sort=constructor&page=-1"), "?");
});

test("marks the words in another spelling, and nothing else", () => {
  const table = client.addPairs(new Map(), "務务");
  const marks = (text, words) =>
    client.pieces(text, words, table).map(({ text, isMatch }) => (isMatch ? `[${text}]` : text)).join("");
  assert.equal(marks("海口政務服務", ["政务"]), "海口[政務]服務");
  assert.equal(marks("面积 4300 ㎡。", ["m2"]), "面积 4300 [㎡]。");
  assert.equal(marks("𠮷１２３𠮷", ["123"]), "𠮷[１２３]𠮷");
  assert.equal(marks("<b>", ["b"]), "<[b]>");
  assert.equal(marks("无关", ["政务"]), "无关");
});

/** A text as the client keeps it, of lines `[text, id, kind]`. */
function textOf(lines, table = new Map()) {
  const rows = lines.map(([text, id = "", kind = 1]) => ({ text, id, kind, rank: kind, folded: client.fold(text, table) }));
  return { title: "政务", row: { names: [["政务中心", ""]] }, lines: rows };
}

test("cuts a snippet around the first match of the best line", () => {
  const long = "前".repeat(200) + "政务服务" + "后".repeat(200);
  const text = textOf([["政务"], ["政务中心"], ["政务在此"], [long]]);
  const found = plain(client.snippets(text, ["政务", "服务"], new Map()));
  assert.equal(found.length, 1);
  const [{ pieces }] = found;
  assert.equal(pieces[0].text, "…" + "前".repeat(30));
  assert.deepEqual(pieces[1], { text: "政务服务", isMatch: true });
  assert.ok(pieces[2].text.endsWith("后…"));
  assert.ok(pieces.map(({ text }) => text).join("").length < 120);
  assert.deepEqual(plain(client.snippets(text, ["不在"], new Map())), []);
});

test("no snippet says what another says, and none begins with a mark", () => {
  const said = `${"前".repeat(9)}，${"办".repeat(27)}回访满意度98.12%`;
  const lines = [`${said}。`, `${said.replace("98", "，98")}；`, `${"别".repeat(40)}满意度另有所说。`];
  const found = plain(client.snippets(textOf(lines.map((line) => [line])), ["满意度"], new Map()));
  assert.deepEqual(found.map(({ pieces }) => pieces[0].text.slice(0, 2)), ["…办", "…别"]);
});

test("points at the sentence of a match, as it is written, below the last id before it", () => {
  const table = client.addPairs(new Map(), "務务");
  const text = textOf([
    ["政務，A-1,B&C。", "目录 1"],
    ["别的。政務，A-1,B&C。还有政务。", "目录 1"],
    [`${"长".repeat(130)}，政务在后，${"长".repeat(9)}。`, ""],
    ["没有。", "x"],
  ], table);
  const fragments = client.snippets(text, ["政务"], table).map(({ fragment }) => decodeURIComponent(fragment));
  assert.deepEqual(plain(fragments), [
    "#:~:text=政务在后，",
    "#目录 1:~:text=政務，A-1,B&C。-,政務，A-1,B&C。",
    "#目录 1:~:text=政務，A-1,B&C。",
  ]);
  const [{ fragment }] = client.snippets(textOf([["政務，A-1,B&C。", "目录 1"]], table), ["政务"], table);
  assert.match(fragment, /A%2D1%2CB%26C/);
  const [heading] = client.snippets(textOf([["一、政務服务", "section-1", 2]], table), ["政务"], table);
  assert.equal(heading.fragment, "#section-1");
});
