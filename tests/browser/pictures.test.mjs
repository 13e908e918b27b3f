// Pictures and sums that must not mislead: what is drawn is measured and held to the figures that it stands for, and what
// adds up on one page adds up to the same on another.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";
import { PROJECT } from "./kinds.mjs";
import { ROOT, build, buildGeneratedAs, buildSite, filesOf, serveFolder, temporaryFolder } from "./site.mjs";

const home = await serveFolder(build());
const generated = buildGeneratedAs(60, addRubricWithGap);
const many = await serveFolder(generated);
const browser = await openBrowser();

const PHONE = { viewport: { width: 360, height: 740 } };

/** Adds a rubric of which something is found, which belongs to no project. */
function addRubricWithGap(root) {
  const gap = '[{ grade = "优", from = 90, to = 100 }, { grade = "良", from = 80, to = 89 }, { grade = "中", from = 60, to = 79 }, { grade = "差", from = 0, to = 59 }]';
  writeFileSync(join(root, "content/rubrics/with-a-gap.toml"), `name = "有空档的标准"\ndescription = "示例"\nmaximum = 100\nbands = ${gap}\n`);
}

/** A site of the fixture of a project over three years, and a fourth in which it has no score. */
function buildSeries() {
  const root = temporaryFolder();
  for (const layer of ["clean", "series"]) cpSync(join(ROOT, "tests/fixtures/sites", layer), root, { recursive: true });
  const folder = join(root, "content/projects/2023/line");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "project.toml"), `title = "热线运行"\nyear = 2023\nagency = "demo-center"\nseries = "hotline"\n[[evaluations]]\nrater = "self"\nrubric = "simple"\n`);
  writeFileSync(join(folder, "report.md"), "## 一、概况\n\n按计划实施。\n");
  return buildSite(root);
}

// ---- Scores over the years ----

test("a year without a score stands off the scale, and scores of two rubrics or two projects share none", async () => {
  const series = await serveFolder(buildSeries());
  await withPage(browser, series, async (page) => {
    await page.goto(`${series}agencies/demo-center/index.html`);
    // Three years by one rubric, one of them without a score, make a picture; the year by another rubric makes none.
    assert.equal(await page.locator("#scores .picture").count(), 1);
    const drawn = await page.locator("#scores .picture").evaluate((svg) => {
      const middle = (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return (top + bottom) / 2;
      };
      const all = (selector) => [...svg.querySelectorAll(selector)];
      return {
        scores: all(".picture-dot").map(middle),
        none: all(".picture-none").map(middle),
        axis: Math.max(...all(".picture-grid").map(middle)),
        top: Math.min(...all(".picture-grid").map(middle)),
        lines: all(".picture-line").length,
        words: svg.getAttribute("aria-label"),
      };
    });
    const height = (share) => drawn.axis - share * (drawn.axis - drawn.top);
    assert.deepEqual([drawn.scores.length, drawn.none.length, drawn.lines], [2, 1, 1]);
    [0.85, 0.915].forEach((share, at) => assert.ok(Math.abs(drawn.scores[at] - height(share)) < 1, `${drawn.scores[at]}`));
    assert.ok(drawn.none[0] > drawn.axis + 5, "a year without a score is drawn on the scale");
    assert.match(drawn.words, /2020：85；2021：91\.5；2023：未列总分/);
  });
});

test("an agency of two projects that are not the same has no line between them", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}agencies/haikou-zwfwzx/index.html`);
    assert.equal(await page.locator(".picture-line, .picture-dot, #scores").count(), 0);
  }));

// ---- Sums of money ----

const UNITS = { 元: 1n, 万元: 10_000n, 亿元: 100_000_000n };

/** An amount of the page in hundredths of its unit, and the unit. */
function amountIn(text, label) {
  const [, digits, unit] = text.match(new RegExp(`${label}\\s*(-?[\\d.]+)\\s*(亿元|万元|元)`)) ?? assert.fail(`no ${label} in ${text}`);
  const [whole, decimals = ""] = digits.split(".");
  return { hundredths: BigInt(whole + decimals.padEnd(2, "0")), unit };
}

/** Digits of yuan, at most 10 after the point, in ten-billionths. */
function fine(digits) {
  const [whole, decimals = ""] = digits.split(".");
  return BigInt(whole + decimals.padEnd(10, "0"));
}

/** The fields of the data behind a word; 预算 is the adjusted budget where there is one. The longest words first. */
const FIELDS = { 全年预算: ["adjusted"], 年初预算: ["budget"], 实际到位: ["received"], 计划投资: ["planned"], 预算: ["adjusted", "budget"] };

test("money is added up over projects of one year that state both amounts, and no figure breaks across lines", async () => {
  const projects = JSON.parse(readFileSync(join(generated, "data/projects.json"), "utf8"));
  const inYuan = (project, field) => project[field] && fine(String(project[field])) * UNITS[project.unit];
  await withPage(browser, many, async (page) => {
    await page.goto(`${many}index.html`);
    const rows = await page.locator("#years tbody tr").evaluateAll((rows) => rows.map((row) => [row.cells[0], row.querySelector(".money")].map((cell) => cell.textContent)));
    assert.ok(rows.length > 2);
    for (const [year, money] of rows) {
      const [, n] = money.match(/(\d+) 个项目/);
      const [basis] = Object.keys(FIELDS).filter((word) => money.includes(word));
      const pairs = projects
        .filter((project) => String(project.year) === year.trim())
        .map((project) => [inYuan(project, FIELDS[basis].find((field) => project[field])), inYuan(project, "spent")])
        .filter(([whole, spent]) => whole !== undefined && whole !== "" && whole !== null && spent);
      assert.equal(pairs.length, Number(n), `${year}: ${money}`);
      for (const [at, label] of [basis, "实际支出"].entries()) {
        const sum = pairs.reduce((sum, pair) => sum + pair[at], 0n);
        const { hundredths, unit } = amountIn(money, label);
        const size = UNITS[unit] * 10n ** 8n;
        assert.equal(hundredths, (sum + size / 2n) / size, `${year} ${label}: ${money}`);
      }
    }
    assert.ok((await page.locator(".figures > div").count()) <= 3);
    assert.doesNotMatch(await page.locator("main").innerText(), /合计/);
    for (const size of [PHONE.viewport, { width: 1440, height: 900 }]) {
      await page.setViewportSize(size);
      for (const text of ["normal", "large"]) {
        await page.evaluate((text) => (document.documentElement.dataset.text = text), text);
        const broken = await page.locator(".amount b, .figures b").evaluateAll((all) =>
          all.filter((element) => new Set([...element.getClientRects()].map(({ top }) => Math.round(top))).size > 1).map((element) => element.textContent));
        assert.deepEqual(broken, []);
      }
    }
  });
});

// ---- What adds up ----

const LEVELS = ["不一致", "存疑", "提示"];
const counts = (text) => LEVELS.map((level) => Number(text.match(new RegExp(`(\\d+) 处${level}`))?.[1] ?? 0));
const plus = (some, others) => some.map((n, at) => n + others[at]);

test("findings add up to the same on the front page, by year, by agency, by rule and on the pages of projects", async () => {
  await withPage(browser, many, async (page) => {
    const textOf = async (path, selector) => {
      await page.goto(many + path);
      return (await page.locator(selector).allInnerTexts()).join(" ");
    };
    const whole = counts(await textOf("index.html", ".figures"));
    assert.ok(whole[2] > 0);
    const lead = await textOf("quality/index.html", "main .lead");
    const [ofProjects, elsewhere] = lead.split("另有");
    assert.deepEqual(counts(ofProjects), whole);
    assert.ok(counts(elsewhere)[2] > 0);
    assert.ok((await page.locator("#by-agency tbody tr").count()) <= 11);
    const sums = (selector) => page.locator(selector).evaluateAll((rows) =>
      [1, 2, 3].map((column) => rows.reduce((sum, row) => sum + Number(row.cells[column].textContent), 0)));
    assert.deepEqual(await sums("#by-agency tbody tr"), whole);
    assert.deepEqual(await sums("#by-year tbody tr"), whole);
    const byRule = await page.locator("#by-rule tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].slice(1).map((cell) => cell.textContent.trim())));
    const ofLevel = (column) => LEVELS.map((level) => byRule.filter(([name]) => name === level).reduce((sum, row) => sum + Number(row[column]), 0));
    assert.deepEqual(ofLevel(1), whole);
    assert.deepEqual(ofLevel(2), counts(elsewhere));
    const paths = filesOf(generated).filter((path) => /^projects\/\d{4}\/[^/]+\/index\.html$/.test(path));
    let onPages = [0, 0, 0];
    for (const path of paths) {
      const html = readFileSync(join(generated, path), "utf8");
      onPages = plus(onPages, ["error", "warning", "notice"].map((level) => html.split(`class="finding finding-${level}"`).length - 1));
    }
    assert.deepEqual(onPages, whole);
  });
});

// ---- Bars ----

/** Runs on bars: how much of its picture each is wide. */
const shares = (list) => [...list.querySelectorAll(".bar rect")].map((bar) =>
  bar.getBoundingClientRect().width / bar.ownerSVGElement.getBoundingClientRect().width);

for (const text of ["normal", "large"]) {
  test(`the bars of a project's money are as long as their amounts, on a phone with ${text} text`, () =>
    withPage(browser, home, async (page) => {
      await page.goto(home + PROJECT);
      await page.evaluate((text) => (document.documentElement.dataset.text = text), text);
      const list = page.locator("#answer-money .money-bars");
      const drawn = await list.evaluate(shares);
      [185, 166.02, 166.02].forEach((amount, at) => assert.ok(Math.abs(drawn[at] - amount / 185) < 0.005, `${drawn}`));
      const [right, labels] = await list.evaluate((list) => [
        Math.max(...[...list.querySelectorAll("svg, p, b")].map((element) => element.getBoundingClientRect().right)),
        [...list.querySelectorAll("li p")].map((label) => label.innerText.trim()),
      ]);
      assert.ok(right <= 360, `${right}`);
      ["年初预算 185 万元", "实际到位 166.02 万元", "实际支出 166.02 万元"].forEach((words, at) => assert.ok(labels[at].startsWith(words), labels[at]));
    }, PHONE));
}

test("the money of a project is drawn step by step to one scale, and what is blank is hatched", async () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "tests/fixtures/sites/clean"), root, { recursive: true });
  const folder = join(root, "content/projects/2023/money");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "project.toml"), `title = "路灯"\nyear = 2023\nagency = "demo-center"
[funds]\nunit = "万元"\nbudget = 200\nreceived = 160\nspent = 120
sources = [{ name = "县级", budget = 150 }, { name = "乡级" }]
items = [{ name = "灯具", spent = 90 }, { name = "安装", spent = 30 }]\nsources_partial = true\n`);
  const home = await serveFolder(buildSite(root));
  await withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/2023/money/index.html`);
    const steps = await page.locator(".money-flow ol > li").evaluateAll((steps) => steps.map((step) => ({
      said: step.querySelector("p").innerText.split(/\s+/).join(" "),
      drawn: [...step.querySelector(":scope > svg").querySelectorAll("rect")].map((piece) =>
        [piece.getAttribute("class").split(" ")[0], Math.round((piece.getBoundingClientRect().width / piece.ownerSVGElement.getBoundingClientRect().width) * 1000) / 10]),
      hatches: step.querySelectorAll(":scope > svg line").length > 0,
      parts: [...step.querySelectorAll("ul li")].map((part) => part.innerText.split(/\s+/).join(" ")),
    })));
    assert.deepEqual(steps, [
      { said: "年初预算 200 万元", drawn: [["money-part", 75], ["money-blank", 25]], hatches: true, parts: ["县级 150 万元", "没有列明 50 万元"] },
      { said: "实际到位 160 万元", drawn: [["money-part", 80]], hatches: false, parts: [] },
      { said: "实际支出 120 万元", drawn: [["money-part", 45], ["money-part", 15]], hatches: false, parts: ["灯具 90 万元", "安装 30 万元"] },
      { said: "未支出（实际到位减实际支出） 40 万元", drawn: [["money-left", 20]], hatches: false, parts: [] },
    ]);
  }, PHONE);
});

test("bars of grades have one scale, every part is told from its neighbours and has its number beside it", async () => {
  await withPage(browser, many, async (page) => {
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${many}index.html`);
      const rows = await page.locator("#years tbody tr").evaluateAll((rows) => rows.map((row) => ({
        n: Number(row.querySelector("[data-value]").dataset.value),
        widths: [...row.querySelectorAll(".stacked rect")].map((part) => part.getBoundingClientRect().width / part.ownerSVGElement.getBoundingClientRect().width),
        fills: [...row.querySelectorAll(".stacked rect")].map((part) => getComputedStyle(part).fill + getComputedStyle(part).strokeDasharray),
        swatches: [...row.querySelectorAll(".swatch rect")].map((part) => getComputedStyle(part).fill + getComputedStyle(part).strokeDasharray),
        counts: [...row.querySelectorAll(".count")].map((count) => Number(count.textContent.match(/\d+\s*$/)[0])),
      })));
      const most = Math.max(...rows.map(({ n }) => n));
      const fills = new Map();
      for (const { n, widths, counts, fills: ofParts, swatches } of rows) {
        assert.equal(counts.reduce((sum, count) => sum + count, 0), n);
        widths.forEach((width, at) => assert.ok(Math.abs(width - counts[at] / most) < 0.005, `${width} of ${counts[at]} / ${most}`));
        assert.deepEqual(swatches, ofParts);
        assert.equal(new Set(ofParts).size, ofParts.length, "two parts look alike");
        ofParts.forEach((fill, at) => fills.set(fill, at));
      }
      assert.ok(fills.size >= 3);
    }
  });
});

// ---- Where points were lost ----

test("a lost point is told with what the report gives, reason or basis, and leads to its finding and back", () =>
  withPage(browser, home, async (page) => {
    await page.goto(home + PROJECT);
    const items = page.locator("#lost .lost li");
    const texts = await items.allInnerTexts();
    assert.ok(texts.length >= 4 && texts.every((text) => /(评价依据|扣分原因|偏差原因)：|没有写扣分的原因/.test(text)), texts.join("\n"));
    const disputed = items.filter({ hasText: "产出时效" });
    const link = disputed.locator("a[href^='#finding-']").first();
    assert.match(await link.innerText(), /^(不一致|存疑|提示)：/);
    const target = (await link.getAttribute("href")).slice(1);
    await link.click();
    assert.match(await page.locator(`#${target}`).innerText(), /产出时效/);
    const marks = await page.locator(".form .mark a").evaluateAll((links) => links.map((link) => [link.getAttribute("href"), link.id]));
    assert.ok(marks.length >= 3);
    for (const [href, id] of marks.filter(([, id]) => id)) assert.equal(`#${id.slice("at-".length)}`, href);
    const back = page.locator("article.finding a[href^='#at-finding-']");
    assert.deepEqual((await back.evaluateAll((links) => links.map((link) => link.getAttribute("href").slice(1)))).sort(), marks.map(([, id]) => id).filter(Boolean).sort());
  }));
