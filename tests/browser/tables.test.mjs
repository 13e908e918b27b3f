// Tables that sort at the press of a head and show only the rows with some words: by pointer and by keyboard, on a desk and on
// a phone. The order that is expected is worked out from what a reader sees.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, tabTo, visibleText, withPage } from "./browser.mjs";
import { build, buildFixture, buildGenerated, filesOf, serveFolder } from "./site.mjs";

const folder = build();
const home = await serveFolder(folder);
const many = await serveFolder(buildGenerated(60));
const browser = await openBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PHONE = { viewport: { width: 320, height: 640 } };

const AGENCIES = "#agencies table";
/** Where there are many, all of them stand below the largest, and are opened. */
const ALL_AGENCIES = "#agencies details table";
const openAgencies = async (page) => {
  await page.goto(`${many}agencies/index.html`);
  await page.locator("#agencies summary").click();
};
const head = (page, table, name) => page.locator(`${table} thead th`, { hasText: name });
const press = (page, table, name) => head(page, table, name).getByRole("button").click();
const wayOf = (page, table, name) => head(page, table, name).getAttribute("aria-sort");
const cells = (page, table, column) => page.locator(`${table} tbody tr:not(.part-head) > :nth-child(${column})`).allInnerTexts();
const names = async (page, table) => (await cells(page, table, 1)).map((text) => text.split("\n")[0]);

const UNITS = { 元: 1, 万元: 1e4, 亿元: 1e8 };

/** The amount called `name` in a cell, in yuan; undefined where the cell does not tell it. */
const amountIn = (name) => (text) => {
  const [, digits, unit] = text.match(new RegExp(`${name}\\s*([\\d.]+)\\s*([亿万]?元)`)) ?? [];
  return digits === undefined ? undefined : String(Number(digits) * UNITS[unit]);
};

/** Holds `values`, undefined for an empty cell, to going up or down, the empty ones last. */
function holdOrder(values, way) {
  const numbers = values.filter((value) => value !== undefined).map(Number);
  const sorted = numbers.toSorted((one, other) => (way === "ascending" ? one - other : other - one));
  assert.deepEqual(values, [...sorted.map((n) => values.find((value) => Number(value) === n)), ...values.slice(numbers.length)], way);
  assert.ok(values.slice(numbers.length).every((value) => value === undefined), "an empty cell is not among the last");
}

test("sums sort by value, not by their digits, with empty cells last both ways, and a third press gives the order back", () =>
  withPage(browser, many, async (page) => {
    await openAgencies(page);
    const before = await names(page, ALL_AGENCIES);
    const spent = async () => (await cells(page, ALL_AGENCIES, 4)).map(amountIn("实际支出"));
    assert.ok((await spent()).includes(undefined) && new Set((await spent()).map((sum) => sum?.length)).size > 2, "nothing to tell");
    for (const way of ["descending", "ascending"]) {
      await press(page, ALL_AGENCIES, "资金");
      assert.equal(await wayOf(page, ALL_AGENCIES, "资金"), way);
      holdOrder(await spent(), way);
      assert.deepEqual((await names(page, ALL_AGENCIES)).toSorted(), before.toSorted());
    }
    await press(page, ALL_AGENCIES, "资金");
    assert.equal(await wayOf(page, ALL_AGENCIES, "资金"), null);
    assert.deepEqual(await names(page, ALL_AGENCIES), before);
  }));

test("names sort as Chinese dictionaries do, and one column at a time", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/index.html`);
    await press(page, AGENCIES, "名称");
    const sorted = ["白沙黎族自治县政务服务中心", "海口市政务服务中心", "昆明市五华区政务服务管理局", "全南县政务服务中心大厅"];
    assert.deepEqual(await names(page, AGENCIES), sorted);
    await press(page, AGENCIES, "名称");
    assert.deepEqual(await names(page, AGENCIES), sorted.toReversed());
    await press(page, AGENCIES, "项目");
    assert.equal((await names(page, AGENCIES))[0], "海口市政务服务中心");
    assert.equal(await page.locator("[aria-sort]").count(), 1);
    assert.equal(await page.locator("#departments [aria-sort]").count(), 0);
  }));

test("findings sort by the severest first", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/index.html`);
    await press(page, AGENCIES, "核验");
    const found = (await cells(page, AGENCIES, 5)).map((text) =>
      ["不一致", "存疑", "提示"].map((level) => Number(text.match(new RegExp(`(\\d+) 处${level}`))?.[1] ?? 0)),
    );
    const inOrder = found.toSorted((some, others) => some.map((n, place) => others[place] - n).find(Boolean) ?? 0);
    assert.deepEqual(found, inOrder);
    assert.notDeepEqual(found[0], found.at(-1));
  }));

test("by keyboard: a head has the focus that is seen, sorts, and keeps the focus", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}quality/index.html`);
    await page.getByText("按规则统计").click();
    await tabTo(page, "#by-rule thead th:nth-child(3) button");
    await page.keyboard.press("Enter");
    const times = async () => (await cells(page, "#by-rule table", 3)).map(String);
    assert.equal(await wayOf(page, "#by-rule table", "次数"), "descending");
    holdOrder(await times(), "descending");
    await page.keyboard.press("Space");
    holdOrder(await times(), "ascending");
    assert.ok(await page.evaluate(() => document.activeElement.matches("#by-rule thead th:nth-child(3) button")));
    const names = await page.locator("#by-rule").getByRole("columnheader").evaluateAll((heads) => heads.map((head) => head.textContent));
    assert.deepEqual(names.slice(0, 3), ["规则", "级别", "次数"]);
  }));

test("a list that goes on on other pages, or is not whole, cannot be sorted; nor one by scores", () =>
  withPage(browser, many, async (page) => {
    await page.goto(`${many}projects/index.html`);
    assert.ok((await page.locator("#projects nav.pages").count()) > 0);
    assert.equal(await page.locator("#projects thead button").count(), 0);
    assert.ok((await page.locator("#years thead button").count()) > 0);
    await page.goto(`${many}index.html`);
    assert.equal(await page.locator("#newest thead button").count(), 0);
    await page.goto(`${many}rubrics/mof2020-eval/projects/by-score/index.html`);
    assert.equal(await page.locator("thead button").count(), 0);
  }));

test("a list of projects that is whole sorts by all but score and grade", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/index.html`);
    assert.deepEqual(await page.locator("#projects thead button").allInnerTexts(), ["项目", "年度", "实施单位", "评价主体", "资金\n按实际支出", "核验"]);
  }));

test("a list of projects sorts without its picks being lost, and its years can still be led to", () =>
  withPage(browser, home, async (page) => {
    const list = "#projects table";
    await page.goto(`${home}regions/460000/index.html`);
    const before = await names(page, list);
    const picked = page.locator(`${list} tbody tr`).nth(2).getByRole("checkbox");
    const value = await picked.getAttribute("value");
    await picked.check();
    await press(page, list, "年度");
    await press(page, list, "年度");
    holdOrder(await cells(page, list, 2), "ascending");
    assert.deepEqual(await page.locator(".projects :checked").evaluateAll((picks) => picks.map((pick) => pick.value)), [value]);
    await page.locator("#years a", { hasText: "2023" }).click();
    assert.match(await page.locator(":target").innerText(), /2023/);
    await press(page, list, "年度");
    assert.deepEqual(await names(page, list), before);
  }));

test("a long table shows only the rows with the words that are typed, and says how many", () =>
  withPage(browser, many, async (page) => {
    await openAgencies(page);
    const all = await names(page, ALL_AGENCIES);
    const filter = page.locator("#agencies").getByRole("searchbox", { name: "筛选本表" });
    const status = page.locator("#agencies [role=status]");
    assert.equal(await status.innerText(), "");
    const shown = () => page.locator(`${ALL_AGENCIES} tbody tr:visible th a`).allInnerTexts();
    const regions = () => page.locator(`${ALL_AGENCIES} .part-head:visible`).count();
    assert.ok((await regions()) > 2);
    await filter.fill("  水　局");
    assert.equal(await regions(), 0);
    const wanted = all.filter((name) => name.includes("水") && name.includes("局"));
    assert.ok(wanted.length > 0 && wanted.length < all.length);
    assert.deepEqual(await shown(), wanted);
    assert.equal(await status.innerText(), `显示 ${wanted.length} / ${all.length}`);
    await press(page, ALL_AGENCIES, "名称");
    assert.deepEqual((await shown()).toSorted(), wanted.toSorted());
    await filter.fill("没有这个单位");
    assert.equal(await status.innerText(), `显示 0 / ${all.length}`);
    await filter.fill("");
    assert.deepEqual([await status.innerText(), (await shown()).length], ["", all.length]);
    // Sorted they stand below no region; a third press gives the order and the regions back.
    assert.equal(await regions(), 0);
    for (let presses = 0; presses < 2; presses++) await press(page, ALL_AGENCIES, "名称");
    assert.ok((await regions()) > 2);
  }));

test("a short table has no filter", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/index.html`);
    assert.equal(await page.locator(".table-filter").count(), 0);
  }));

test("without scripts nothing is there to press or to fill in, and everything is there to read", () =>
  withPage(browser, many, async (page) => {
    await openAgencies(page);
    assert.equal(await page.locator("thead button, .table-filter").count(), 0);
    assert.match(await visibleText(page, ALL_AGENCIES), /实际支出/);
  }, { javaScriptEnabled: false }));

for (const [name, options] of [["a desk", {}], ["a phone", PHONE]]) {
  test(`a sorted and filtered table on ${name}: no violation of WCAG 2.2 A and AA, and nothing to scroll to`, () =>
    withPage(browser, many, async (page) => {
      await openAgencies(page);
      await press(page, ALL_AGENCIES, "项目");
      await page.locator("#agencies").getByRole("searchbox").fill("局");
      await page.evaluate(AXE);
      const found = await page.evaluate(async () => {
        const values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
        const rules = { "target-size": { enabled: true } };
        const { violations } = await axe.run("main", { runOnly: { type: "tag", values }, rules });
        return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
      });
      assert.deepEqual(found, []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
    }, options));
}

test("on a phone the heads that sort are seen above the cards", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/index.html`);
    await tabTo(page, "#agencies thead th:nth-child(2) button");
    await page.keyboard.press("Enter");
    assert.equal((await names(page, AGENCIES))[0], "海口市政务服务中心");
  }, PHONE));

test("a site in English speaks English, and only pages with such tables load the script", () => {
  const site = buildFixture("languages");
  const tag = /<script [^>]*tables\.js[^>]*>/;
  const html = readFileSync(join(site, "agencies/index.html"), "utf8");
  assert.match(html.match(tag)[0], /data-filter="Filter this table" data-count="Showing \{n\} of \{total\}"/);
  for (const path of filesOf(folder).filter((path) => path.endsWith(".html"))) {
    const text = readFileSync(join(folder, path), "utf8");
    const tables = (text.match(/<table[\s\S]*?<\/table>/g) ?? []).filter((table) => table.includes("data-sort="));
    const isNeeded = tables.some((table) => table.match(/<tr/g).length > 2);
    assert.ok(!isNeeded || tag.test(text), `${path} lacks the script`);
    assert.ok(tables.length > 0 || !tag.test(text), `${path} has no use for the script`);
  }
});
