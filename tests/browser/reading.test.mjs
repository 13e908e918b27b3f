// The site where a browser can do less or something else: without scripts, from a disk, on paper, in the dark; and two
// or more projects side by side.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { openBrowser, tabTo, visibleText, withPage } from "./browser.mjs";
import { ROOT, build, buildSite, projects, serveFolder, temporaryFolder } from "./site.mjs";

const folder = build();
const home = await serveFolder(folder);
const disk = pathToFileURL(folder).href + "/";
const browser = await openBrowser();

const PROJECT = "projects/2023/baisha-zwfwzx-bmrx/index.html";
const AGENCY = "agencies/baisha-zwfwzx/index.html";
const PAGES = ["index.html", "projects/index.html", PROJECT, AGENCY, "quality/index.html", "rules/index.html"];

// ---- Without scripts ----

test("without scripts, pages have all their text", async () => {
  const read = async (options) => {
    const texts = {};
    await withPage(browser, home, async (page) => {
      for (const path of PAGES) {
        await page.goto(home + path);
        // The buttons of the display, those in the heads of tables and the filters are there for scripts only.
        const added = page.locator(".display, .list-form, .table-filter, thead button small");
        await added.evaluateAll((all) => all.forEach((element) => element.remove()));
        await page.locator("thead button").evaluateAll((all) => all.forEach((button) => button.replaceWith(...button.childNodes)));
        texts[path] = await visibleText(page);
      }
    }, options);
    return texts;
  };
  const [plain, scripted] = [await read({ javaScriptEnabled: false }), await read({})];
  assert.deepEqual(plain, scripted);
  for (const text of Object.values(plain)) assert.ok(text.length > 200);
});

test("without scripts, links work and the search page says what to do instead", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    await page.locator("nav a", { hasText: /^项目$/ }).click();
    await page.locator("main a", { hasText: "便民热线白沙分平台工作经费" }).first().click();
    await page.waitForURL(home + PROJECT);
    await page.locator("main a", { hasText: "白沙黎族自治县政务服务中心" }).first().click();
    await page.waitForURL(home + AGENCY);
    await page.fill("#site-q", "12345");
    await page.press("#site-q", "Enter");
    await page.waitForURL((address) => address.href.startsWith(`${home}search/index.html?q=12345`));
    assert.match(await visibleText(page, "main"), /搜索需要浏览器运行脚本/);
    assert.equal(await page.locator("main input >> visible=true").count(), 0);
    for (const list of ["agencies/index.html", "index.html#years", "projects/index.html"]) {
      await page.goto(`${home}search/index.html?q=12345`);
      await page.locator(`main noscript a[href$="${list}"]`).click();
      await page.waitForURL(home + list);
    }
    assert.ok((await page.locator("main a[href*='projects/2']").count()) > 0);
  }, { javaScriptEnabled: false }));

// ---- From a disk ----

test("from a disk, one can go to a project and back, with styles", () =>
  withPage(browser, disk, async (page) => {
    await page.goto(`${disk}index.html`);
    const styles = () => page.evaluate(() => document.styleSheets.length);
    assert.equal(await styles(), 1);
    await page.locator("#newest a", { hasText: "综合事务" }).first().click();
    await page.waitForURL(`${disk}projects/2019/haikou-zwfwzx-zhsw/index.html`);
    assert.equal(await styles(), 1);
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), "0px");
    await page.locator(".breadcrumbs a", { hasText: "首页" }).click();
    await page.waitForURL(`${disk}index.html`);
    await page.goto(`${disk}${PROJECT}`);
    await page.goBack();
    assert.equal(page.url(), `${disk}index.html`);
  }));

test("from a disk, search and comparison say why they cannot work", () =>
  withPage(browser, disk, async (page) => {
    await page.goto(`${disk}search/index.html?q=政务`);
    assert.match(await visibleText(page, "main"), /直接从磁盘打开的网页无法搜索/);
    assert.equal(await page.locator("[data-search-form]").isVisible(), false);
    await page.goto(`${disk}compare/index.html?p=2023/baisha-zwfwzx-bmrx`);
    assert.match(await visibleText(page, "main"), /直接从磁盘打开的网页无法读取数据/);
  }));

// ---- On paper ----

test("on paper there is the report without what is only for a screen", () =>
  withPage(browser, home, async (page) => {
    await page.goto(home + PROJECT);
    await page.emulateMedia({ media: "print" });
    for (const selector of [".site-nav", ".site-search", ".skip", ".on-page", ".display", ".more >> nth=0"]) {
      assert.equal(await page.locator(selector).isVisible(), false, selector);
    }
    for (const selector of ["h1", ".answer", "table.form", "article.finding >> nth=0", "#narrative .prose"]) {
      assert.equal(await page.locator(selector).isVisible(), true, selector);
    }
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    assert.ok(pdf.length > 20_000);
  }));

test("on paper a list has neither boxes to tick nor files to take away", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}years/2023/index.html`);
    for (const [media, isVisible] of [["screen", true], ["print", false]]) {
      await page.emulateMedia({ media });
      for (const selector of [".projects [type=checkbox] >> nth=0", "p.pick", "a[href$='projects.csv']"]) {
        assert.equal(await page.locator(selector).isVisible(), isVisible, `${selector} on ${media}`);
      }
    }
  }));

test("on paper no table is cut off at the right", () =>
  withPage(browser, home, async (page) => {
    for (const path of [...projects().map(({ id }) => `projects/${id}`), "projects", "agencies", "quality", "grades"]) {
      await page.goto(`${home}${path}/index.html`);
      await page.emulateMedia({ media: "print" });
      // A4 less the margins of the style sheet, 178 mm, at 96 pixels an inch.
      await page.setViewportSize({ width: 672, height: 1000 });
      const cut = await page.locator("main table").evaluateAll((tables) =>
        tables.filter((table) => table.getBoundingClientRect().right > innerWidth + 1).map((table) => table.caption.textContent));
      assert.deepEqual(cut, [], path);
    }
  }));

// ---- Colours ----

/** Runs in the page: texts whose colour is too close to what is behind them (WCAG 2.1, 1.4.3). */
function paleTexts(least) {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = ([red, green, blue]) => {
    const [r, g, b] = [red, green, blue].map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const pale = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let looked = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    looked++;
    const [front, back] = [rgba(getComputedStyle(element).color), behind(element)].map(luminance);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (contrast < least) pale.add(`${element.className || element.localName}: ${contrast.toFixed(2)}`);
  }
  return { looked, pale: [...pale] };
}

for (const colorScheme of ["light", "dark"]) {
  test(`in a ${colorScheme} scheme every text stands out from what is behind it`, () =>
    withPage(browser, home, async (page) => {
      for (const path of [...PAGES, "grades/index.html", "search/index.html?q=政务服务", "compare/index.html"]) {
        await page.goto(home + path, { waitUntil: "networkidle" });
        const { looked, pale } = await page.evaluate(paleTexts, 4.5);
        assert.ok(looked > 20, path);
        assert.deepEqual(pale, [], path);
      }
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const isDark = /\d+/.exec(background)[0] < 128;
      assert.equal(isDark, colorScheme === "dark");
    }, { colorScheme }));
}

// ---- Side by side ----

/** Opens the comparison of `ids` for `use`, with the table as rows of texts. */
const onComparison = (ids, use, site = home) =>
  withPage(browser, site, async (page) => {
    await page.goto(`${site}compare/index.html?${new URLSearchParams(ids.map((id) => ["p", id]))}`);
    await page.locator("table.compare").waitFor();
    const rows = await page.locator("table.compare tr").evaluateAll((rows) =>
      rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim())));
    await use(page, rows);
  });

const row = (rows, label) => rows.find(([first]) => first === label)?.slice(1);

test("two projects of one rubric stand side by side, part by part", () =>
  onComparison(["2019/haikou-zwfwzx-zhsw", "2023/baisha-zwfwzx-bmrx"], async (page, rows) => {
    assert.deepEqual(rows[0], ["项目", "综合事务", "便民热线白沙分平台工作经费"]);
    assert.deepEqual(row(rows, "得分（原文）"), ["92 / 100", "92 / 100"]);
    assert.deepEqual(row(rows, "得分（核算）"), ["92 / 100", "92 / 100"]);
    assert.deepEqual(row(rows, "评价等次（原文）"), ["优", "优秀"]);
    assert.deepEqual(row(rows, "项目决策"), ["20 / 20", "18 / 20"]);
    assert.deepEqual(row(rows, "项目管理"), ["22 / 25", "21 / 25"]);
    assert.deepEqual(row(rows, "项目绩效"), ["50 / 55", "53 / 55"]);
    assert.deepEqual(row(rows, "实际支出"), ["4544.448 万元", "166.02 万元"]);
    assert.deepEqual(row(rows, "年初预算"), ["未写", "185 万元"]);
    assert.deepEqual(row(rows, "发现不一致"), ["3 处", "5 处"]);
    const [first, second] = await page.locator("table.compare thead a").evaluateAll((links) => links.map(({ href }) => href));
    assert.deepEqual([first, second], [`${home}projects/2019/haikou-zwfwzx-zhsw/index.html`, home + PROJECT]);
    for (const link of [first, second]) assert.equal((await fetch(link)).status, 200);
  }));

test("on a phone two projects stand in two columns under their names, which are said once, with money in one unit", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}compare/index.html?p=2023/baisha-zwfwzx-bmrx&p=2023/haikou-zwfwzx-zwfw`);
    const table = page.locator("table.compare");
    await table.waitFor();
    const places = await table.locator("tr:has(td:nth-of-type(2)) td, thead a").evaluateAll((cells) => cells.map((cell) => cell.getBoundingClientRect().left));
    const [left, right] = [Math.min(...places), Math.max(...places)];
    assert.ok(right - left > 120 && right < 240, `${left}, ${right}`);
    assert.deepEqual(places.filter((place) => Math.min(place - left, right - place) > 1), []);
    const lines = (await table.innerText()).split("\n").map((line) => line.trim());
    for (const title of await table.locator("thead a").allTextContents()) {
      assert.ok(lines.filter((line) => line === title).length <= 1, title);
    }
    assert.equal(await table.locator("td[data-label]").count(), 0);
    const spent = table.locator("tr", { hasText: "实际支出" }).first().locator("td");
    assert.deepEqual((await spent.allInnerTexts()).map((cell) => cell.split(/\n+/)), [["166.02 万元"], ["1065.55 万元", "原文 10655546.85 元"]]);
  }, { viewport: { width: 360, height: 740 } }));

test("projects of different rubrics are shown with the reason why scores are not compared", () =>
  onComparison(["2023/baisha-zwfwzx-bmrx", "2023/wuhua-zwfwj-zwfwzx", "2023/haikou-zwfwzx-zwfw"], async (page, rows) => {
    assert.ok(rows.some((cells) => cells.length === 1 && /评分标准不同.*不能互相比较/.test(cells[0])));
    assert.equal(row(rows, "项目决策"), undefined);
    assert.equal(row(rows, "决策"), undefined);
    assert.deepEqual(row(rows, "得分（原文）"), ["92 / 100", "91 / 100", "未评分"]);
    assert.deepEqual(row(rows, "评价等次（原文）").at(2), "未评等次");
    assert.deepEqual(row(rows, "得分（核算）").at(2), "无从核算");
  }));

test("beside another project a report that states little is said to state little, and not to agree", async () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const add = (name, scores) => {
    const project = join(root, "content/projects/2024", name);
    mkdirSync(project, { recursive: true });
    const evaluation = `[[evaluations]]\nrater = "self"\nrubric = "hainan-2011"\n${scores}\n`;
    writeFileSync(join(project, "project.toml"), `title = "${name}"\nyear = 2024\nagency = "haikou-zwfwzx"\n\n${evaluation}`);
  };
  add("total", "score = 90");
  add("part", 'indicators_partial = true\nindicators = [{ level = 1, name = "项目决策", weight = 20 }]');
  const site = await serveFolder(buildSite(root));
  await onComparison(["2024/total", "2024/part", "2019/haikou-zwfwzx-zhsw"], async (page, rows) => {
    assert.deepEqual(row(rows, "项目决策"), ["未列出", "未列出", "20 / 20"]);
    assert.deepEqual(row(rows, "项目管理"), ["未列出", "未列出", "22 / 25"]);
    assert.deepEqual(row(rows, "得分（核算）"), ["无从核算", "无从核算", "92 / 100"]);
    assert.equal(row(rows, "发现不一致").at(0), "数字没有核对");
  }, site);
});

test("a project is added to a comparison from its own page", () =>
  withPage(browser, home, async (page) => {
    await page.goto(home + PROJECT);
    await page.locator("a", { hasText: "加入比较" }).click();
    await page.locator("table.compare").waitFor();
    assert.match(await visibleText(page, "[data-compare-status]"), /再选一个项目/);
    await page.fill("#compare-2", `${home}projects/2019/haikou-zwfwzx-zhsw/index.html`);
    await page.press("#compare-2", "Enter");
    await page.locator("table.compare thead th >> nth=2").waitFor();
    assert.equal(await page.locator("table.compare thead a").count(), 2);
  }));

test("projects are picked in a list and compared", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}rubrics/hainan-2011/index.html`);
    for (const box of await page.locator(".projects [type=checkbox]").all()) await box.check();
    await page.locator("p.pick button").click();
    await page.locator("table.compare thead th >> nth=2").waitFor();
    assert.equal(await page.locator("table.compare thead a").count(), 2);
  }));

test("a single project offers those looked at before, by title, and those of its rubric", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}compare/index.html?p=2019/haikou-zwfwzx-zhsw`);
    await page.locator("table.compare").waitFor();
    await page.goto(`${home}compare/index.html?p=2023/baisha-zwfwzx-bmrx`);
    const offers = page.locator("[data-compare-result] > p a");
    await offers.first().waitFor();
    assert.deepEqual(await offers.allTextContents(), ["与先前选的“综合事务”一起比较", "选一个用同一评分标准的项目"]);
    assert.equal((await fetch(await offers.nth(1).evaluate(({ href }) => href))).status, 200);
    await offers.first().click();
    await page.locator("table.compare thead th >> nth=2").waitFor();
  }));

test("of more than four projects the first four are compared, and it is said", () =>
  withPage(browser, home, async (page) => {
    const ids = projects().map(({ id }) => id);
    assert.ok(ids.length > 4);
    await page.goto(`${home}compare/index.html?${new URLSearchParams(ids.map((id) => ["p", id]))}`);
    await page.locator("table.compare").waitFor();
    assert.equal(await page.locator("table.compare thead a").count(), 4);
    assert.match(await visibleText(page, "[data-compare-status]"), /最多并排四个/);
  }));

test("two projects are chosen and compared with the keyboard only", () =>
  withPage(browser, home, async (page) => {
    const [first, second] = ["2019/haikou-zwfwzx-zhsw", "2023/baisha-zwfwzx-bmrx"];
    await page.goto(`${home}projects/${first}/index.html`);
    await tabTo(page, "a[href*='compare/']");
    await page.keyboard.press("Enter");
    await page.locator("table.compare").waitFor();
    await tabTo(page, "#compare-2");
    await page.keyboard.type(second);
    await tabTo(page, ".compare-form button");
    await page.keyboard.press("Space");
    await page.locator("table.compare thead th >> nth=2").waitFor();
    const shown = await page.locator("table.compare thead a").evaluateAll((links) => links.map(({ href }) => href));
    assert.deepEqual(shown, [first, second].map((id) => `${home}projects/${id}/index.html`));
  }));

test("what is no project is said to be none", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}compare/index.html?p=什么`);
    assert.match(await visibleText(page, "[data-compare-status]"), /没有看懂“什么”/);
    assert.equal(await page.locator("table.compare").count(), 0);
  }));

test("two projects of one agency are offered to each other", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/2023/haikou-zwfwzx-zwfw/index.html`);
    await page.locator("#others a[href*='compare']").click();
    await page.locator("table.compare").waitFor();
    assert.equal(await page.locator("table.compare thead a").count(), 2);
  }));
