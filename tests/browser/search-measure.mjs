// How well a search finds and what it costs: queries of every kind through the real page in Chromium, against the texts of the
// site. `node tests/browser/search-measure.mjs PUBLIC [QUERIES [SLOW]]` prints a table for the site built in PUBLIC; SLOW of the
// queries are asked once more on a slow network and a slow processor. benches/README.md has what came out of it.

import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import vm from "node:vm";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";
import { randomFrom } from "./random.mjs";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
};
/** A phone on a slow line: 400 kbit/s, 400 ms there and back, a sixth of this processor. */
const SLOW = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
const SLOW_PROCESSOR = 6;

/** So many first keys are typed. */
const FIRST_KEYS = 20;

/** How many of a hundred queries are of each kind. */
const KINDS = { number: 30, pair: 6, three: 8, four: 14, long: 8, title: 7, name: 6, words: 9, spelled: 6, absent: 4, parts: 1, slip: 1 };

/** The folding and cutting of the theme's own script, which fixtures hold to that of the publisher. */
function theme() {
  const path = fileURLToPath(new URL("../../themes/default/static/search.js", import.meta.url));
  const context = vm.createContext({ TextDecoder, URLSearchParams });
  vm.runInContext(readFileSync(path, "utf8"), context);
  return vm.runInContext("gongshiSearch", context);
}

/** The texts of a built site, the newest first: `{id, title, lines}`, each line with its `text`, `folded` and `kind`. */
export function textsOf(folder) {
  const client = theme();
  const table = new Map();
  const pages = join(folder, "search/index/pages");
  const files = readdirSync(pages, { recursive: true }).filter((path) => path.endsWith(".json"));
  const number = (path) => Number(/(\d+)\.json$/.exec(path)[1]);
  return files.sort((a, b) => number(b) - number(a)).map((path) => {
    const { id, title, row, folding, lines } = JSON.parse(readFileSync(join(pages, path), "utf8"));
    client.addPairs(table, folding);
    const all = [[0, title], ...lines.flatMap(([, kind, text]) => text.split("\n").map((line) => [kind, line]))];
    return { id, title, row, lines: all.map(([kind, text]) => ({ kind, text, folded: client.fold(text, table) })) };
  });
}

/** So many queries of all kinds, `{kind, q, expected}`, where `expected` is a page that has to be shown whatever has the words. */
export function queriesFor(texts, count) {
  const random = randomFrom(20_190_414);
  const below = (limit) => Math.floor(random() * limit);
  const pick = (list) => list[below(list.length)];
  const piece = (text, least, most) => {
    const characters = [...text];
    const length = Math.min(characters.length, least + below(most - least + 1));
    const start = below(characters.length - length + 1);
    return characters.slice(start, start + length).join("");
  };
  const isHan = (text) => /^\p{Script=Han}+$/u.test(text);
  const prose = (text) => text.lines.filter(({ kind, text }) => kind === 3 && [...text].length >= 30);
  const han = (least, most) => () => {
    for (;;) {
      const lines = prose(pick(texts));
      const found = lines.length ? piece(pick(lines).text, least, most) : "";
      if ([...found].length >= least && isHan(found)) return { q: found };
    }
  };
  const number = () => {
    for (;;) {
      const { text } = pick(pick(texts).lines);
      const runs = [...text.matchAll(/\d[\d.,]*/g)].filter(([run]) => run.length >= 2);
      if (!runs.length) continue;
      const { 0: run, index } = pick(runs);
      const around = text.slice(Math.max(0, index - below(3)), index + run.length + below(4));
      if (around.length >= 3 && !/\s|[，。；、：,]$|^[，。；、：,]/.test(around)) return { q: around };
    }
  };
  const wide = (text) => text.replace(/[!-~]/g, (c) => String.fromCodePoint(c.codePointAt(0) + 0xfee0));
  const spelled = () => {
    const { q } = number();
    return { q: pick([wide, (text) => text.replace(/(\d)(?=\p{Script=Han})/u, "$1 "), (text) => `“${text}”`, (text) => text.replace(/\d{4,}/, (run) => `${run.slice(0, -3)},${run.slice(-3)}`)])(q) };
  };
  const words = () => {
    const text = pick(texts);
    const names = text.lines.filter(({ kind }) => kind === 1);
    const parts = [piece(pick(names).text, 2, 3), piece(text.title, 2, 3), han(2, 3)().q];
    const own = prose(text).map(({ text }) => piece(text, 2, 4)).filter(isHan);
    return { q: [...parts.slice(0, 2), ...own.slice(0, 1)].filter((part) => !/[\s，。]/.test(part)).join(" ") };
  };
  const absent = () => ({ q: han(4, 6)().q.replace(/.$/u, "龘") });
  const parts = () => {
    const { title, row, id } = pick(texts);
    return { q: row.names[0][0].slice(0, 2) + title.replace(/\P{Script=Han}/gu, "").slice(-4, -2), expected: id };
  };
  const slip = () => {
    const text = pick(texts);
    const title = [...text.title];
    const at = 1 + below(title.length - 2);
    return { q: title.map((c, place) => (place === at ? "龘" : c)).join(""), expected: text.id };
  };
  const makers = {
    number, spelled, words, absent, parts, slip,
    pair: han(2, 2), three: han(3, 3), four: han(4, 6), long: han(7, 14),
    title: () => ({ q: piece(pick(texts).title, 3, 8) }),
    name: () => ({ q: piece(pick(pick(texts).lines.filter(({ kind }) => kind === 1)).text, 3, 9) }),
  };
  return Object.entries(KINDS).flatMap(([kind, share]) =>
    Array.from({ length: Math.max(1, Math.round((share * count) / 100)) }, () => ({ kind, ...makers[kind]() })));
}

/** The ids of the pages whose folded text has every folded word of the query. */
export function truthOf(texts, q) {
  const client = theme();
  const words = client.wordsOf(q, {}, new Map()).map(({ text }) => text);
  const has = ({ lines }) => words.every((word) => lines.some(({ folded }) => folded.includes(word)));
  return new Set(words.length ? texts.filter(has).map(({ id }) => id) : []);
}

/** Serves a folder, compressed as servers do, and counts; resolves to `{home, counted, close}`. */
export async function serveCounted(folder) {
  const files = new Map();
  const counted = { bytes: 0, requests: 0, kinds: {} };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    if (!files.has(path)) {
      const file = join(folder, path);
      const isThere = existsSync(file) && statSync(file).isFile();
      files.set(path, isThere ? gzipSync(readFileSync(file), { level: 6 }) : null);
    }
    const body = files.get(path);
    if (!body) return void response.writeHead(404).end();
    const kind = /search\/index\/(meta|\w+)/.exec(path)?.[1] ?? extname(path).slice(1);
    const { bytes = 0, requests = 0 } = counted.kinds[kind] ?? {};
    counted.kinds[kind] = { bytes: bytes + body.length, requests: requests + 1 };
    counted.bytes += body.length;
    counted.requests++;
    const type = TYPES[extname(path)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Encoding": "gzip", "Content-Length": body.length, "Content-Security-Policy": POLICY, "Cache-Control": "no-cache" });
    response.end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const reset = () => Object.assign(counted, { bytes: 0, requests: 0, kinds: {} });
  return { home: `http://127.0.0.1:${server.address().port}/`, counted, reset, close: () => (server.closeAllConnections(), server.close()) };
}

/**
 * Asks one query in a browser of a phone that has nothing of the site yet: what is shown of it, after how long, and what it
 * cost until the first screen stood there; then goes on to the end of the page, for its `ids` and the `count` there.
 */
export async function ask(browser, { home, counted, reset }, q, isSlow = false) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  if (isSlow) {
    const session = await context.newCDPSession(page);
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", SLOW);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOW_PROCESSOR });
  }
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(".search-result, [data-search-none]:not([hidden])")) return;
      window.firstSeen ??= performance.now();
    });
    seen.observe(document, { subtree: true, childList: true, attributes: true });
  });
  reset();
  await page.goto(`${home}search/index.html?${new URLSearchParams({ q })}`);
  const isIdle = () => document.querySelector("[data-search-results]").getAttribute("aria-busy") === "false" && window.firstSeen;
  await page.waitForFunction(isIdle);
  const read = () => page.evaluate(() => ({
    ids: [...document.querySelectorAll("[data-project]")].map((item) => item.dataset.project),
    count: document.querySelector("[data-search-count]").textContent,
    note: document.querySelector("[data-search-note]").innerText,
    milliseconds: window.firstSeen,
  }));
  const first = await read();
  const cost = structuredClone(counted);
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await page.waitForFunction(() => document.querySelector("[data-search-take]:not([hidden]), [data-search-none]:not([hidden])"));
  await page.waitForFunction(isIdle);
  const whole = await read();
  await context.close();
  return { ...whole, ...cost, firstCount: first.count, ofFirst: first.ids.length, whole: { bytes: counted.bytes, requests: counted.requests } };
}

/** What the first key costs in the box of the front page: everything that is loaded until suggestions are shown. */
export async function firstKey(browser, { home, counted, reset }, key) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${home}index.html`, { waitUntil: "networkidle" });
  reset();
  await page.locator("#home-q").pressSequentially(key);
  await page.locator("[role=listbox]:not([hidden])").waitFor();
  await context.close();
  return structuredClone(counted);
}

/** What came of a query: `share` of the first ten hits that are shown, whether all that is shown is right, what was expected. */
export function judge(texts, { kind, q, expected }, asked) {
  const truth = truthOf(texts, q);
  const wanted = Math.min(10, truth.size);
  const right = asked.ids.slice(0, 10).filter((id) => truth.has(id)).length;
  // An exact count is that; another is of the right size.
  const isHonest = (count) => {
    const told = Number(/\d+/.exec(count)?.[0]);
    return /约|about/.test(count) ? told <= truth.size * 2 && told >= truth.size / 2 : told === truth.size;
  };
  return {
    kind,
    q,
    truth: truth.size,
    share: wanted ? right / wanted : 1,
    isEmpty: truth.size > 0 && asked.ids.length === 0,
    wrong: truth.size && !asked.note ? asked.ids.filter((id) => !truth.has(id)).length : 0,
    isHelped: truth.size || !expected ? true : asked.ids.includes(expected),
    isHonest: truth.size === 0 || (isHonest(asked.count) && isHonest(asked.firstCount)),
  };
}

const sorted = (values) => [...values].sort((a, b) => a - b);
const quantile = (values, share) => sorted(values)[Math.min(values.length - 1, Math.floor(values.length * share))];
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The bytes and files of the index a page, compressed. */
function sizes(folder, pages) {
  const bytesOf = (below) => {
    const path = join(folder, "search/index", below);
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return { files: files.length, bytes: files.reduce((sum, entry) => sum + gzipSync(readFileSync(join(entry.parentPath ?? entry.path, entry.name)), { level: 6 }).length, 0) };
  };
  return ["shards", "pages", "columns", "names"].map((below) => {
    const { files, bytes } = bytesOf(below);
    return `${below} ${(bytes / pages / 1000).toFixed(2)} KB a page in ${files} files`;
  });
}

async function main([folder, count = "450", slow = "40"]) {
  const texts = textsOf(folder);
  const queries = queriesFor(texts, Number(count));
  const server = await serveCounted(folder);
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--disable-gpu"] });
  const rows = [];
  for (const query of queries) {
    const asked = await ask(browser, server, query.q);
    rows.push({ ...judge(texts, query, asked), ...asked });
  }
  const found = rows.filter(({ truth }) => truth > 0);
  const numbers = found.filter(({ kind }) => kind === "number" || kind === "spelled");
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  const kilobytes = (bytes) => Math.round(bytes / 1000);
  const index = ({ kinds }) => Object.entries(kinds).filter(([kind]) => !["html", "js", "css", "svg"].includes(kind));
  const ofIndex = (key) => rows.map((row) => index(row).reduce((sum, [, told]) => sum + told[key], 0));
  console.log(`${texts.length} pages, ${rows.length} queries, ${numbers.length} of them numbers; ${mean(texts.slice(0, 200).map(({ lines }) => lines.reduce((sum, { text }) => sum + text.length, 0))).toFixed(0)} characters a page`);
  console.log(`hits among the first 10 shown: ${percent(mean(found.map(({ share }) => share)))}, numbers ${percent(mean(numbers.map(({ share }) => share)))}`);
  console.log(`shown without the words: ${rows.reduce((sum, { wrong }) => sum + wrong, 0)}; first page empty though pages match: ${rows.filter(({ isEmpty }) => isEmpty).length} of ${found.length}`);
  console.log(`parts and slips that showed what was meant: ${rows.filter(({ kind, truth, isHelped }) => /parts|slip/.test(kind) && !truth && isHelped).length} of ${rows.filter(({ kind, truth }) => /parts|slip/.test(kind) && !truth).length}; counts that are not honest: ${rows.filter(({ isHonest }) => !isHonest).length}`);
  console.log(`cold KB, to the first screen: p50 ${kilobytes(quantile(rows.map(({ bytes }) => bytes), 0.5))}, p90 ${kilobytes(quantile(rows.map(({ bytes }) => bytes), 0.9))}, max ${kilobytes(Math.max(...rows.map(({ bytes }) => bytes)))}; of it the index: p50 ${kilobytes(quantile(ofIndex("bytes"), 0.5))}, max ${kilobytes(Math.max(...ofIndex("bytes")))}`);
  const ofWhole = (key) => rows.map(({ whole }) => whole[key]);
  console.log(`to the end of the first ten: KB p50 ${kilobytes(quantile(ofWhole("bytes"), 0.5))}, max ${kilobytes(Math.max(...ofWhole("bytes")))}; requests p50 ${quantile(ofWhole("requests"), 0.5)}, max ${Math.max(...ofWhole("requests"))}`);
  console.log(`requests, to the first screen: p50 ${quantile(rows.map(({ requests }) => requests), 0.5)}, max ${Math.max(...rows.map(({ requests }) => requests))}; of it the index: p50 ${quantile(ofIndex("requests"), 0.5)}, max ${Math.max(...ofIndex("requests"))}`);
  for (const kind of ["shards", "pages", "meta", "names", "js"]) {
    console.log(`  ${kind}: p50 ${kilobytes(quantile(rows.map(({ kinds }) => kinds[kind]?.bytes ?? 0), 0.5))} KB in ${quantile(rows.map(({ kinds }) => kinds[kind]?.requests ?? 0), 0.5)}`);
  }
  console.log(`first results, loopback: p50 ${Math.round(quantile(rows.map(({ milliseconds }) => milliseconds), 0.5))} ms, p90 ${Math.round(quantile(rows.map(({ milliseconds }) => milliseconds), 0.9))} ms`);
  const keys = [...new Set(texts.flatMap(({ title, row }) => [[...title][0], [...row.names[0][0]][0]]))].slice(0, FIRST_KEYS);
  const typed = [];
  for (const key of keys) typed.push(await firstKey(browser, server, key));
  const ofTyped = typed.map((row) => index(row).reduce((sum, [, { bytes }]) => sum + bytes, 0));
  console.log(`first key, ${keys.length} of them: KB p50 ${kilobytes(quantile(typed.map(({ bytes }) => bytes), 0.5))}, max ${kilobytes(Math.max(...typed.map(({ bytes }) => bytes)))}; of it the index: p50 ${kilobytes(quantile(ofTyped, 0.5))}, max ${kilobytes(Math.max(...ofTyped))}`);
  const some = found.filter((_, at) => at % Math.ceil(found.length / Number(slow)) === 0);
  const waits = [];
  for (const { q } of some) waits.push((await ask(browser, server, q, true)).milliseconds / 1000);
  console.log(`first results, slow network and processor, ${waits.length} queries: p50 ${quantile(waits, 0.5).toFixed(1)} s, p90 ${quantile(waits, 0.9).toFixed(1)} s`);
  console.log(sizes(folder, texts.length).join("; "));
  for (const { kind, q, truth, share, wrong, isHonest, isHelped, count, ids } of rows) {
    if (share < 1 || wrong || !isHonest || !isHelped) console.log(`- ${kind} ${JSON.stringify(q)}: ${truth} true, ${count}, ${ids.length} shown, share ${share.toFixed(2)}`);
  }
  for (const { kind, q, bytes, requests } of [...rows].sort((a, b) => b.bytes - a.bytes).slice(0, 5)) console.log(`  dear: ${kind} ${q} ${kilobytes(bytes)} KB ${requests} requests`);
  await browser.close();
  server.close();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
