// The search page in a real browser: finds exactly the pages that have the words, keeps its state in the address, and
// needs no mouse. What is true is read off the project pages themselves, without the code under test.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { openBrowser, openKeepingBrowser, tabTo, withPage } from "./browser.mjs";
import { randomFrom } from "./random.mjs";
import { agencies, build, buildGenerated, buildGeneratedAs, projects, serveFolder, settings } from "./site.mjs";

const home = await serveFolder(build());
const browser = await openBrowser();
const all = projects();
const SEARCH = `${home}search/index.html`;

/** What of a page is not its text: what stands elsewhere on it, on every page, or on those of other projects. */
const REPEATED = "svg, noscript, .excerpts, nav, summary, h2, h3, caption, thead, dt, label, .label, .mark, .small, .toc, .more, .holds, .checked, .citation, .picture-frame, .severity, #history, #others, #narrative > .note, .fund-head, .scale-bands, .money-flow, .explanation strong, .no-reason, .unit, .score-max, .differs, [data-label='比对']";
/** What a page says instead of a figure. */
const INSTEAD = ["不适用", "未列出"];
/** Text of each project page by id, compatibility forms folded. */
const texts = new Map();
/** Texts of each project page as the visitor sees them, without what is repeated. */
const lines = new Map();

before(() =>
  withPage(browser, home, async (page) => {
    for (const { id } of all) {
      await page.goto(`${home}projects/${id}/index.html`);
      const parts = await page.evaluate((repeated) => {
        const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        const found = [];
        while (walker.nextNode()) if (!walker.currentNode.parentElement.closest(repeated)) found.push(walker.currentNode.data);
        return found;
      }, REPEATED);
      texts.set(id, parts.join("").normalize("NFKC"));
      lines.set(id, parts.map((part) => part.trim()).filter((part) => part && !INSTEAD.includes(part)));
    }
  }));

const idsWith = (...words) => [...texts].filter(([, text]) => words.some((word) => text.includes(word))).map(([id]) => id).sort();

/** Waits for the search of the page's address and reads what it shows. */
async function shown(page) {
  await page.waitForFunction(() => {
    const asked = new URLSearchParams(location.search);
    const { q, sort } = document.querySelector("[data-search-form]").elements;
    const filters = [...asked.keys()].filter((name) => !["q", "sort", "page"].includes(name));
    return document.querySelector("[data-search-results]").getAttribute("aria-busy") === "false"
      && q.value === (asked.get("q") ?? "") && sort.value === (asked.get("sort") ?? "relevance")
      && document.querySelectorAll("[data-search-chips] li").length === filters.length;
  });
  return page.evaluate(() => {
    const text = (name) => document.querySelector(`[data-search-${name}]`).textContent;
    const isShown = (name) => !document.querySelector(`[data-search-${name}]`).hidden;
    return {
      ids: [...document.querySelectorAll("[data-project]")].map((item) => item.dataset.project),
      count: Number(/\d+/.exec(text("count"))?.[0] ?? Number.NaN),
      countText: text("count"),
      marks: [...document.querySelectorAll("[data-search-results] mark")].map((mark) => mark.textContent),
      chips: [...document.querySelectorAll("[data-search-chips] a")].map((chip) => chip.textContent.trim()),
      note: isShown("note") ? text("note") : "",
      isHelpShown: isShown("help"),
      isNoneShown: isShown("none"),
      isErrorShown: isShown("error"),
    };
  });
}

/** Goes on to the end of a page of results and reads what it shows. */
async function shownToTheEnd(page) {
  await shown(page);
  await page.locator("[data-project]").last().scrollIntoViewIfNeeded();
  await page.locator("[data-search-take]").waitFor();
  return shown(page);
}

/** Opens the search page with `parameters` for `use`. */
const onSearch = (parameters, use) =>
  withPage(browser, home, async (page) => {
    await page.goto(`${SEARCH}?${new URLSearchParams(parameters)}`);
    await use(page, await shown(page));
  });

// ---- What is found ----

/** Queries, and the spelling under which a page has them where that is another one. */
const QUERIES = [["政务服务"], ["12345热线"], ["4599.877"], ["政務服務", "政务服务"], ["１２３４５", "12345"], ["厅"]];

for (const [query, spelling = query] of QUERIES) {
  test(`“${query}” finds exactly the projects whose page has it`, () =>
    onSearch({ q: query }, async (page, { ids, count, countText, marks, isErrorShown }) => {
      const expected = idsWith(spelling);
      assert.ok(expected.length > 0);
      assert.deepEqual([...ids].sort(), expected);
      assert.equal(count, ids.length);
      assert.match(countText, /^共/);
      assert.ok(marks.length > 0 && marks.every((mark) => mark.normalize("NFKC").length >= 1));
      assert.equal(isErrorShown, false);
    }));
}

/** The tries that the page offers, each `{text, count}`. */
const tries = (page) => page.locator("[data-search-suggestions] li").evaluateAll((items) =>
  items.map(({ textContent }) => ({ text: textContent, count: Number(/(\d+)/.exec(textContent.split(" ").at(-2))[1]) })));

/** Waits for the advice of the search of the page's address. */
const advised = async (page) => {
  await shown(page);
  await page.locator("[data-search-suggestions] li").first().waitFor();
};

test("what no page says is not found, and each word is counted alone", () =>
  onSearch({ q: "政务服务 不在任何报告里", year: "2023" }, async (page, { ids, count, isNoneShown }) => {
    assert.deepEqual([ids, count, isNoneShown], [[], 0, true]);
    await advised(page);
    const said = await page.locator("[data-search-none-what]").innerText();
    for (const part of ["“政务服务”", "“不在任何报告里”", "年度：2023"]) assert.ok(said.includes(part), said);
    const expected = idsWith("政务服务").filter((id) => id.startsWith("2023/"));
    const offered = await tries(page);
    assert.equal(offered.find(({ text }) => text.startsWith("只查“政务服务”")).count, expected.length);
    assert.equal(offered.find(({ text }) => text.startsWith("只查“不在任何报告里”")).count, 0);
    await page.locator("[data-search-suggestions] a").filter({ hasText: "只查“政务服务”" }).click();
    const after = await shown(page);
    assert.deepEqual(after.ids.sort(), expected);
  }));

test("when filters leave nothing, each can be taken away, with the count that it gives", () =>
  onSearch({ q: "12345热线", year: "2021", agency: "haikou-zwfwzx" }, async (page, { ids }) => {
    assert.deepEqual(ids, []);
    await advised(page);
    const found = idsWith("12345热线").map((id) => all.find((project) => project.id === id));
    const offered = await tries(page);
    const year = found.filter((project) => project.agency === "haikou-zwfwzx");
    assert.ok(year.length > 0 && !found.some((project) => String(project.year) === "2021"));
    // To take the agency away would find nothing either, so it is not offered.
    assert.deepEqual(offered.slice(0, 2).map(({ text, count }) => [text.slice(0, 2), count]), [["去掉", year.length], ["去掉", found.length]]);
    await page.locator("[data-search-suggestions] a").first().click();
    assert.deepEqual((await shown(page)).ids.sort(), year.map(({ id }) => id).sort());
  }));

test("of one word that is not found its beginning and its end are tried, and names like it are named", () =>
  onSearch({ q: "海口市政务服雾忠新" }, async (page, { ids }) => {
    assert.deepEqual(ids, []);
    await advised(page);
    const offered = await tries(page);
    assert.equal(offered[0].text.startsWith("只查“海口市政务服”"), true, offered[0].text);
    assert.equal(offered[0].count, idsWith("海口市政务服").length);
    const name = page.locator("[data-search-names] a").first();
    assert.equal(await name.innerText(), "海口市政务服务中心");
    await name.click();
    await page.waitForURL(/agencies\/haikou-zwfwzx\/index\.html$/);
  }));

test("one wrong character in a name is forgiven, and said", () =>
  onSearch({ q: "海口市政务服务忠心" }, async (page, { ids, note }) => {
    assert.deepEqual(ids.sort(), idsWith("海口市政务服务中心"));
    assert.ok(note.includes("“海口市政务服务中心”"), note);
    const href = await page.locator("[data-search-agency] a").getAttribute("href");
    assert.match(href, /agencies\/haikou-zwfwzx\/index\.html$/);
  }));

test("what no report has in one piece is searched in parts, and said", () =>
  onSearch({ q: "白沙热线" }, async (page, { ids, note }) => {
    assert.deepEqual(idsWith("白沙热线"), []);
    assert.deepEqual(ids, ["2023/baisha-zwfwzx-bmrx"]);
    assert.ok(note.includes("“白沙”、“热线”"), note);
  }));

test("a short name finds the long one, and says so", () =>
  onSearch({ q: "营商局" }, async (page, { ids, note }) => {
    const long = settings().search.aliases["营商局"];
    assert.deepEqual(ids.sort(), idsWith("营商局", ...long));
    assert.ok(ids.length > 0 && !idsWith("营商局").includes(ids[0]));
    for (const name of long) assert.ok(note.includes(name), note);
  }));

test("any piece of any page finds that page", () =>
  withPage(browser, home, async (page) => {
    const random = randomFrom(20190414);
    const pick = (list) => list[Math.floor(random() * list.length)];
    await page.goto(SEARCH);
    await shown(page);
    const missed = [];
    for (let round = 0; round < 60; round++) {
      const id = pick([...lines.keys()]);
      const line = [...pick(lines.get(id).filter((text) => [...text].length >= 2))];
      const length = Math.min(line.length, 2 + Math.floor(random() * 11));
      const start = Math.floor(random() * (line.length - length + 1));
      const query = line.slice(start, start + length).join("").trim();
      if (!query) continue;
      await page.fill("#search-q", query);
      await page.press("#search-q", "Enter");
      const { ids, count, isErrorShown } = await shown(page);
      if (!ids.includes(id) || count !== ids.length || isErrorShown) missed.push({ query, id, ids, count });
    }
    assert.deepEqual(missed, []);
  }));

// ---- Passages ----

/** Pixels in the window of the browser's own highlight of a passage, about which no script can ask. */
async function highlighted(page) {
  await page.addStyleTag({ content: "::target-text { background: rgb(255, 0, 254) !important }" });
  const picture = await page.screenshot();
  return page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let count = 0;
    for (let at = 0; at < data.length; at += 4) if (data[at] === 255 && data[at + 1] === 0 && data[at + 2] === 254) count++;
    return count;
  }, picture.toString("base64"));
}

/** Whether the browser points at a passage, which it does a moment after the page is there. */
async function isHighlighted(page) {
  for (let tries = 0; tries < 20; tries++) {
    if ((await highlighted(page)) >= 50) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

/** Words for which pages have passages of every kind: in tables, in prose, in lists, in a closed part of the page. */
const PASSAGES = ["政务服务", "12345热线", "满意度", "4599.877", "预算 执行率", "核对"];

for (const width of [360, 1440]) {
  for (const query of PASSAGES) {
    test(`a snippet for “${query}” opens its page at the passage, ${width} px`, () =>
      withPage(browser, home, async (page) => {
        await page.goto(`${SEARCH}?${new URLSearchParams({ q: query })}`);
        await shown(page);
        const links = await page.locator(".search-snippet a").evaluateAll((links) => links.map((link) => link.href));
        assert.ok(links.length > 0);
        const missed = [];
        for (let at = 0; at < links.length; at++) {
          await page.locator(".search-snippet a").nth(at).click();
          await page.waitForSelector("main h1 ~ .answer");
          // What the page repeats elsewhere is not pointed at by its text: its part of the page comes into sight.
          const isShown = links[at].includes(":~:text=")
            ? await isHighlighted(page)
            : await page.evaluate(() => {
                const { top } = document.querySelector(":target").getBoundingClientRect();
                return top >= -1 && top < innerHeight;
              });
          if (!isShown) missed.push(decodeURIComponent(links[at]));
          await page.goBack();
          await shown(page);
        }
        assert.deepEqual(missed, []);
      }, { viewport: { width, height: 800 }, bypassCSP: true }));
  }
}

// ---- Filters, sorting, state ----

test("who sorts by score is told that scores of different rubrics cannot be compared", () =>
  withPage(browser, home, async (page) => {
    await page.goto(SEARCH);
    await shown(page);
    const note = page.locator("[data-search-scores]");
    assert.equal(await note.isVisible(), false);
    await page.selectOption("#search-sort", "score");
    await note.waitFor({ state: "visible" });
    await page.selectOption("#search-sort", "year");
    await note.waitFor({ state: "hidden" });
  }));

/** Opens the filters and waits for what they may take. */
async function openFilters(page) {
  const isOpen = await page.locator("[data-search-filters]").evaluate((filters) => filters.open);
  if (!isOpen) await page.click("[data-search-filters] summary");
  await page.locator("[data-facet=year] li").first().waitFor();
}

/** What a value of a filter with many is called. */
const nameOf = async (code) => agencies().regions.find((region) => region.code === code)?.name ?? code;

test("every filter keeps what it says, as counted beside its value", () =>
  withPage(browser, home, async (page) => {
    await page.goto(SEARCH);
    await shown(page);
    const regionOf = new Map(agencies().agencies.map(({ id, region }) => [id, region]));
    const parentOf = new Map(agencies().regions.map(({ code, parent }) => [code, parent]));
    const withParents = (code) => (code ? [code, ...withParents(parentOf.get(code))] : []);
    const keysOf = {
      year: ({ year }) => [year],
      agency: ({ agency }) => [agency],
      department: ({ department }) => (department ? [department] : []),
      // A province has the projects of its cities.
      region: ({ agency }) => withParents(regionOf.get(agency)),
      // All that these reports are graded is the best grade of their rubric.
      grade: ({ evaluations }) => [evaluations[0].grade ? "1" : "none"],
      rater: ({ evaluations }) => [evaluations[0].rater],
    };
    for (const [name, keys] of Object.entries(keysOf)) {
      await page.goto(SEARCH);
      await shown(page);
      await openFilters(page);
      const find = page.locator(`[data-facet=${name}] [data-facet-find]`);
      const told = new Set(all.flatMap((project) => (keys(project).length ? keys(project) : ["-"])));
      for (const value of told) {
        await page.goto(SEARCH);
        await shown(page);
        await openFilters(page);
        const option = page.locator(`[data-facet=${name}] li`).filter({ has: page.locator(`input[value="${value}"]`) });
        if (!(await option.count())) await find.fill(await nameOf(value));
        if (value === "-") assert.match(await option.textContent(), name === "department" ? /^\s*未列主管部门（1）$/ : /\S（\d+）$/);
        const count = Number(/（(\d+)）$/.exec(await option.textContent())[1]);
        await option.locator("input").check();
        const { ids, chips } = await shown(page);
        const expected = all.filter((project) => (value === "-" ? !keys(project).length : keys(project).includes(value)));
        assert.deepEqual([...ids].sort(), expected.map(({ id }) => id).sort(), `${name}=${value}`);
        assert.deepEqual([count, chips.length], [ids.length, 1], `${name}=${value}`);
      }
    }
  }));

test("several values of a filter, ranges of years and of budgets", () =>
  withPage(browser, home, async (page) => {
    await page.goto(SEARCH);
    await shown(page);
    await openFilters(page);
    for (const year of ["2019", "2021"]) {
      await page.check(`[data-facet=year] input[value="${year}"]`);
      await shown(page);
      assert.equal(await page.evaluate(() => document.activeElement.value), year);
    }
    const years = all.filter(({ year }) => ["2019", "2021"].includes(year)).map(({ id }) => id);
    assert.deepEqual((await shown(page)).ids.sort(), years.sort());
    await page.goto(SEARCH);
    await shown(page);
    await openFilters(page);
    await page.fill("[name=from]", "2020");
    await page.press("[name=from]", "Enter");
    await shown(page);
    await page.fill("[name=most]", "400");
    await page.press("[name=most]", "Enter");
    const { ids, chips } = await shown(page);
    const expected = all.filter((project) => Number(project.year) >= 2020 && inYuan(project) <= 4_000_000);
    assert.ok(expected.length > 0 && expected.length < all.length);
    assert.deepEqual(ids.sort(), expected.map(({ id }) => id).sort());
    assert.deepEqual(chips.map((chip) => chip.replace(/ ×$/, "")), ["年度：2020 年起", "预算：400 万元以下"]);
  }));

test("the results are taken away as rows of the table of projects", () =>
  onSearch({ q: "政务服务", year: "2023" }, async (page, { ids }) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("[data-search-take] button")]);
    const text = readFileSync(await download.path(), "utf8");
    for (const { id } of all) assert.equal(text.includes(`\n${id},`), ids.includes(id), id);
    assert.ok(text.replace("\ufeff", "").startsWith("project,year,title"), text.slice(0, 60));
    await page.locator("[data-search-take-note]").filter({ hasText: String(ids.length) }).waitFor();
  }));

test("columns are loaded when the filters are opened, and not before", () =>
  withPage(browser, home, async (page) => {
    const requested = [];
    page.on("request", (request) => requested.push(request.url()));
    await page.goto(`${SEARCH}?q=政务服务`);
    await shown(page);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(requested.filter((url) => /columns|names\/|folding|projects\/|search-filters|no-result|search-csv/.test(url)), []);
    await openFilters(page);
    assert.ok(requested.some((url) => url.includes("/columns/agency.json?v=")));
  }));

test("the page of a region leads to a search that has all its projects, and those of what belongs to it", async () => {
  const province = '[[regions]]\ncode = "990000"\nname = "示例省"\n';
  const many = await serveFolder(
    buildGeneratedAs(60, (root) => {
      const path = join(root, "content/agencies.toml");
      const counties = readFileSync(path, "utf8").replace(/(?<=^\[\[regions\]\]\n)/gm, 'parent = "990000"\n');
      writeFileSync(path, province + counties);
    }),
  );
  await withPage(browser, many, async (page) => {
    await page.goto(`${many}agencies/index.html`);
    await page.locator("#regions").getByRole("link", { name: "示例省" }).click();
    const count = Number(/^\d+/.exec(await page.locator("#figures .figures dd").first().innerText())[0]);
    assert.equal(count, 60);
    await page.locator("nav.orders a[href*='region=']").click();
    const { ids, chips } = await shownToTheEnd(page);
    assert.equal(await page.locator("[data-search-count]").innerText(), `共 ${count} 条结果`);
    assert.deepEqual([ids.length, chips.length], [Math.min(count, 10), 1]);
  });
});

/** The budget to sort by, in yuan: the first of these amounts that a report states. */
const inYuan = ({ funds: { budget, adjusted, planned, received, unit } }) =>
  Number(budget ?? adjusted ?? planned ?? received) * (unit === "万元" ? 10_000 : 1);
const SORTS = {
  score: { has: ({ evaluations }) => evaluations[0].score !== undefined, value: ({ evaluations }) => Number(evaluations[0].score), apart: ({ evaluations }) => evaluations[0].rubric },
  budget: { has: () => true, value: inYuan },
  year: { has: () => true, value: ({ year }) => Number(year) },
};

for (const [sort, { has, value, apart = () => "" }] of Object.entries(SORTS)) {
  for (const direction of ["", "-up"]) {
    test(`sorted by ${sort}${direction}, what is not stated comes last`, () =>
      onSearch({ q: "政务", sort: sort + direction }, async (page, { ids }) => {
        assert.deepEqual([...ids].sort(), idsWith("政务"));
        const found = ids.map((id) => all.find((project) => project.id === id));
        const stated = found.filter(has);
        assert.deepEqual(found.slice(0, stated.length), stated);
        const parts = stated.map(apart).filter((part, at, all) => part !== all[at - 1]);
        assert.equal(new Set(parts).size, parts.length);
        for (const part of parts) {
          const values = stated.filter((project) => apart(project) === part).map(value);
          assert.deepEqual(values, [...values].sort((a, b) => (direction ? a - b : b - a)));
        }
        assert.ok(new Set(stated.map(value)).size > 1);
      }));
  }
}

test("the address is the state: filters, chips, back, forward and reload", () =>
  onSearch({ q: "政务服务" }, async (page, first) => {
    const [hotline] = idsWith("便民热线白沙分平台工作经费");
    await openFilters(page);
    await page.check('[data-facet=year] input[value="2023"]');
    const second = await shown(page);
    assert.ok(second.ids.length < first.ids.length);
    assert.equal(second.chips.length, 1);
    await page.check('[data-facet=agency] input[value="baisha-zwfwzx"]');
    const third = await shown(page);
    assert.deepEqual(third.ids, [hotline]);
    assert.match(decodeURIComponent(page.url()), /q=政务服务&year=2023&agency=baisha-zwfwzx$/);

    const states = [first, second, third].map(({ ids }) => ids);
    await page.goBack();
    assert.deepEqual((await shown(page)).ids, states[1]);
    const chosen = () => page.locator("[data-search-facets] :checked").evaluateAll((boxes) => boxes.map(({ value }) => value));
    assert.deepEqual(await chosen(), ["2023"]);
    await page.goBack();
    assert.deepEqual((await shown(page)).ids, states[0]);
    assert.deepEqual(await chosen(), []);
    await page.goForward();
    await page.goForward();
    assert.deepEqual((await shown(page)).ids, states[2]);
    await page.reload();
    assert.deepEqual((await shown(page)).ids, states[2]);

    // Chips are in the order of the filters; without the year the agency stays, also where the filters are closed.
    await page.locator("[data-search-chips] a").first().click();
    const fourth = await shown(page);
    assert.deepEqual(fourth.chips.length, 1);
    assert.ok(fourth.chips[0].startsWith("实施单位"));
    assert.equal(await page.inputValue("#search-q"), "政务服务");

    // From a result and back, everything is as it was.
    await page.locator("[data-project] a").first().click();
    await page.waitForSelector("main h1 ~ .answer");
    await page.goBack();
    assert.deepEqual((await shown(page)).ids, fourth.ids);
  }));

/** Where the visitor is: how far down, on what, and since which load of the page. */
const whereabouts = (page) => page.evaluate(() => ({
  top: Math.round(scrollY),
  focus: document.activeElement.getAttribute("href"),
  load: (window.load ??= Math.random()),
}));

/** From the fourth result to its page and back: both times where the visitor is. */
async function thereAndBack(page) {
  await page.goto(`${SEARCH}?q=政务`);
  await shown(page);
  await page.locator("[data-project] h3 a").nth(3).scrollIntoViewIfNeeded();
  await page.evaluate(() => document.querySelectorAll("[data-project] h3 a")[3].focus());
  const before = await whereabouts(page);
  assert.ok(before.top > 300);
  await page.keyboard.press("Enter");
  await page.waitForSelector("main h1 ~ .answer");
  // A page that the browser kept is not loaded again.
  await page.goBack({ waitUntil: "commit" });
  await shown(page);
  await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, before.top);
  return [before, await whereabouts(page)];
}

const PHONE = { viewport: { width: 360, height: 740 } };

test("back from a project the list is where it was, read anew", () =>
  withPage(browser, home, async (page) => {
    const [before, after] = await thereAndBack(page);
    assert.notEqual(before.load, after.load);
    assert.equal(after.focus, before.focus);
  }, PHONE));

test("back from a project the list is where it was, kept by the browser", async () => {
  const keeping = await openKeepingBrowser();
  await withPage(keeping, home, async (page) => {
    const [before, after] = await thereAndBack(page);
    assert.deepEqual(after, before);
  }, PHONE);
});

/** Many reports, the texts of which are counted as they are read, on a phone. */
async function onMany(use) {
  const many = await serveFolder(buildGenerated(60));
  await withPage(browser, many, async (page) => {
    const read = [];
    page.on("request", (request) => request.url().includes("search/index/pages/") && read.push(request.url()));
    await page.goto(`${many}search/index.html?q=项目`);
    await use(page, read, await shown(page));
  }, PHONE);
}

test("results below the screen are read when one comes near them, with the keyboard too", () =>
  onMany(async (page, read, first) => {
    assert.deepEqual([first.ids.length, read.length, first.count], [5, 5, 60]);
    const further = page.locator(".search-further");
    assert.deepEqual([await page.locator("[data-search-pages]").isVisible(), await further.isVisible()], [false, true]);
    await page.locator("[data-project] h3 a").last().focus();
    await page.locator("[data-search-pages]").waitFor();
    const whole = await shown(page);
    assert.equal(await further.isVisible(), false);
    assert.deepEqual([whole.ids.length, read.length, whole.count], [10, 10, 60]);
    assert.deepEqual(whole.ids.slice(0, 5), first.ids);
    // The next page begins with its own first screen.
    await page.locator("[data-search-pages] [rel=next]").click();
    const next = await shown(page);
    assert.deepEqual([next.ids.length, next.ids.filter((id) => whole.ids.includes(id))], [5, []]);
  }));

test("back from a result below the first screen the list is as long as it was", () =>
  onMany(async (page) => {
    const whole = await shownToTheEnd(page);
    const link = page.locator("[data-project] h3 a").nth(8);
    await link.scrollIntoViewIfNeeded();
    await link.focus();
    const before = await whereabouts(page);
    await page.keyboard.press("Enter");
    await page.waitForSelector("main h1 ~ .answer");
    await page.goBack({ waitUntil: "commit" });
    assert.deepEqual((await shown(page)).ids, whole.ids);
    await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, before.top);
  }));

test("each search that one goes back to is where it was left", () =>
  withPage(browser, home, async (page) => {
    const settle = async (top) => {
      await page.evaluate((top) => scrollTo({ top, behavior: "instant" }), top);
      await page.waitForFunction((top) => history.state?.top === top, top);
    };
    const isAt = (top) => page.waitForFunction((top) => scrollY === top, top);
    await page.goto(`${SEARCH}?q=政务`);
    await shown(page);
    await settle(700);
    // A mouse would have to scroll to the filters.
    await page.evaluate(() => {
      const sort = document.querySelector("#search-sort");
      sort.value = "year";
      sort.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await shown(page);
    await settle(400);
    await page.goBack();
    await shown(page);
    await isAt(700);
    await page.goForward();
    await shown(page);
    await isAt(400);
    await page.reload();
    await shown(page);
    await isAt(400);
  }, PHONE));

test("without a question the page explains itself", () =>
  onSearch({}, async (page, { ids, isHelpShown, countText }) => {
    assert.deepEqual([ids, isHelpShown, countText], [[], true, ""]);
    const example = page.locator(".search-examples a").first();
    const query = await example.innerText();
    await example.click();
    assert.deepEqual((await shown(page)).ids.sort(), idsWith(query));
  }));

test("the search box of any page leads here", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/wuhua-zwfwj/index.html`);
    await page.fill("#site-q", "12345热线");
    await page.press("#site-q", "Enter");
    await page.waitForURL(/search\/index\.html\?q=/);
    assert.deepEqual((await shown(page)).ids.sort(), idsWith("12345热线"));
  }));

// ---- Keyboard ----

for (const [group, filter] of [["agencies/haikou-zwfwzx", "agency"], ["regions/460100", "region"]]) {
  test(`from ${group} what its projects say is searched, and nothing else`, () =>
    withPage(browser, home, async (page) => {
      await page.goto(`${home}${group}/index.html`);
      const own = await page.locator("#projects a[href*='projects/']").evaluateAll((links) =>
        links.map((link) => /projects\/(\d+\/[^/]+)\//.exec(link.href)?.[1]).filter(Boolean));
      const expected = idsWith("政务").filter((id) => own.includes(id));
      assert.ok(expected.length > 1 && expected.length < idsWith("政务").length);
      await page.fill("#list-q", "政务");
      await page.press("#list-q", "Enter");
      await page.waitForURL(/search\/index\.html/);
      assert.deepEqual([...(await shown(page)).ids].sort(), expected);
      assert.equal(new URL(page.url()).searchParams.get(filter), group.split("/")[1]);
    }));
}

test("from the front page to a report with the keyboard only, always seeing where one is", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    await tabTo(page, ".skip");
    await tabTo(page, "button[data-display=text]");
    for (const pressed of ["true", "false"]) {
      await page.keyboard.press("Space");
      assert.equal(await page.locator("button[data-display=text]").getAttribute("aria-pressed"), pressed);
    }
    await tabTo(page, "#home-q");
    await page.keyboard.type("４５９９.877");
    await page.keyboard.press("Enter");
    await page.waitForURL(/search\/index\.html\?q=/);
    const { ids } = await shown(page);
    assert.deepEqual(ids, ["2019/haikou-zwfwzx-zhsw"]);
    await tabTo(page, "[data-project] a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/projects\/2019\/haikou-zwfwzx-zhsw\/index\.html$/);
    assert.equal(await page.locator("h1").innerText(), "综合事务");
  }));

test("filters are opened, chosen and taken away with the keyboard only", () =>
  withPage(browser, home, async (page) => {
    await page.goto(SEARCH);
    await tabTo(page, "#search-q");
    await page.keyboard.type("政务服务");
    await page.keyboard.press("Enter");
    const { ids } = await shown(page);
    await tabTo(page, "[data-search-filters] summary");
    await page.keyboard.press("Enter");
    await page.locator("[data-facet=year] li").first().waitFor();
    await tabTo(page, "[data-facet=year] input[type=checkbox]");
    await page.keyboard.press("Space");
    await page.waitForURL(/year=\d{4}/);
    const filtered = await shown(page);
    assert.ok(filtered.ids.length > 0 && filtered.ids.length < ids.length);
    assert.equal(filtered.chips.length, 1);
    await tabTo(page, "[data-search-chips] a");
    await page.keyboard.press("Enter");
    await page.waitForURL((address) => !/year=\d/.test(address));
    assert.deepEqual((await shown(page)).ids.sort(), [...ids].sort());
    await tabTo(page, "[data-project] a");
    const target = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press("Enter");
    await page.waitForURL(target);
  }, { viewport: { width: 360, height: 740 } }));

test("the skip link moves on past the navigation", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/index.html`);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), true);
  }));

// ---- Failure ----

test("a broken index is said to be broken, with a way on", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/search/index/meta.json", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(`${SEARCH}?q=政务`);
  await page.locator("[data-search-error]").waitFor({ state: "visible" });
  assert.match(await page.locator("[data-search-error]").innerText(), /没有完成/);
  await page.unroute("**/search/index/meta.json");
  await page.press("#search-q", "Enter");
  assert.deepEqual((await shown(page)).ids.sort(), idsWith("政务"));
  await context.close();
});

test("when further results cannot be read, those that are there stay, and it is said below them", async () => {
  const many = await serveFolder(buildGenerated(60));
  const context = await browser.newContext(PHONE);
  const page = await context.newPage();
  await page.goto(`${many}search/index.html?q=项目`);
  const first = await shown(page);
  await page.route("**/search/index/pages/**", (route) => route.abort());
  await page.locator("[data-project]").last().scrollIntoViewIfNeeded();
  await page.locator("[data-search-error]").waitFor();
  assert.deepEqual((await shown(page)).ids, first.ids);
  assert.equal(await page.locator(".search-further").isVisible(), false);
  await page.unroute("**/search/index/pages/**");
  await page.press("#search-q", "Enter");
  assert.equal((await shownToTheEnd(page)).ids.length, 10);
  await context.close();
});
