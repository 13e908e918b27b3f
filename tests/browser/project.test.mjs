// Project pages, figure by figure: what they show is what the author wrote, digit for digit, and nothing is made up.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";
import { ROOT, build, projects, serveFolder } from "./site.mjs";

const home = await serveFolder(build());
const browser = await openBrowser();
const all = projects();

const HOTLINE = "2023/baisha-zwfwzx-bmrx";
const AFFAIRS = "2019/haikou-zwfwzx-zhsw";
const TEXT_ONLY = "2023/haikou-zwfwzx-zwfw";
const DISTRICT = "2023/wuhua-zwfwj-zwfwzx";
const TOTAL_ONLY = "2021/quannan-zwfwzx-dtyx";

const addressOf = (id) => `${home}projects/${id}/index.html`;

/** Opens a project's page for `use`. */
const onPage = (id, use) =>
  withPage(browser, home, async (page) => {
    await page.goto(addressOf(id));
    await use(page);
  });

/**
 * The rows of a table's head, body and foot, each place of the grid with the text of the cell that covers it. A place
 * that no cell or more than one covers is a hole or an overlap, and fails. Marks that the site adds are left out.
 */
const gridOf = (page, selector) =>
  page.locator(selector).evaluate((table) => {
    const textOf = (cell) => {
      const copy = cell.cloneNode(true);
      copy.querySelectorAll(".mark").forEach((mark) => mark.remove());
      return copy.textContent.trim();
    };
    const gridOfSection = (section) => {
      const rows = [...(section?.rows ?? [])];
      const grid = rows.map(() => []);
      rows.forEach((row, y) => {
        for (const cell of row.cells) {
          let x = 0;
          while (grid[y][x] !== undefined) x++;
          for (let down = 0; down < cell.rowSpan; down++) {
            for (let right = 0; right < cell.colSpan; right++) {
              if (!grid[y + down] || grid[y + down][x + right] !== undefined) throw new Error(`${textOf(cell)}: cells overlap`);
              grid[y + down][x + right] = textOf(cell);
            }
          }
        }
      });
      return grid;
    };
    const grid = { head: gridOfSection(table.tHead), body: [...table.tBodies].flatMap(gridOfSection), foot: gridOfSection(table.tFoot) };
    const width = grid.head[0].length;
    for (const row of [...grid.head, ...grid.body, ...grid.foot]) {
      if (row.length !== width || row.includes(undefined)) throw new Error(`not ${width} places: ${row}`);
    }
    return grid;
  });

// ---- The score table ----

const TEXT_COLUMNS = [
  ["target", "年度指标值"],
  ["actual", "实际完成值"],
  ["explanation", "指标解释"],
  ["standard", "评价标准"],
  ["basis", "评价依据"],
  ["deviation", "偏差原因"],
];

/** The grid that an evaluation's indicators make: each leaf a row, what stands on a group repeated beside all below. */
function scoreGrid({ indicators, score }) {
  const levels = [...new Set(indicators.map(({ level }) => Number(level)))].sort();
  const columns = levels.flatMap((level) => {
    const has = (key) => indicators.some((row) => Number(row.level) === level && row[key] !== undefined);
    return ["name", has("weight") && "weight", has("score") && "score"].filter(Boolean).map((key) => ({ level, key }));
  });
  columns.push(...TEXT_COLUMNS.filter(([key]) => indicators.some((row) => row[key])).map(([key, head]) => ({ key, head })));

  const body = [];
  const open = [];
  let shared = null;
  indicators.forEach((row, at) => {
    const level = Number(row.level);
    open.length = level - 1;
    // A weight over several groups stands beside each of them.
    if (row.weight_over) shared = { level, weight: row.weight, left: Number(row.weight_over) };
    const isCovered = shared?.level === level && shared.left-- > 0;
    open[level - 1] = isCovered ? { ...row, weight: shared.weight } : row;
    const isLeaf = Number(indicators[at + 1]?.level ?? 0) <= level;
    if (!isLeaf) return;
    body.push(columns.map(({ level: column, key }) => {
      if (column === undefined) return row[key] ?? "";
      if (column > level) return row.not_applicable_printed ?? "";
      return open[column - 1][key] ?? "";
    }));
  });

  const words = { name: "指标", weight: "分值", score: "得分" };
  const isAlone = (key) => columns.filter((column) => column.key === key).length === 1;
  const named = (level, key) => (key !== "name" && isAlone(key) ? words[key] : `${" 一二三四"[level]}级${words[key]}`);
  const head = [columns.map(({ level, key, head }) => head ?? named(level, key))];
  const lastScore = columns.findLastIndex(({ key }) => key === "score");
  return { columns, head, body, total: score, lastScore };
}

for (const { id, evaluations } of all.filter((project) => project.evaluations[0].indicators)) {
  test(`${id}: the score table is the form, cell by cell`, () =>
    onPage(id, async (page) => {
      assert.equal(evaluations.length, 1);
      const expected = scoreGrid(evaluations[0]);
      const shown = await gridOf(page, "#evaluation-1 table.form");
      assert.deepEqual(shown.head, expected.head);
      assert.deepEqual(shown.body, expected.body);
      assert.ok(shown.body.length >= 10);
      // The total, as the evaluation states it, stands under the scores.
      assert.equal(shown.foot.length, 1);
      assert.equal(shown.foot[0][0], "总分");
      if (expected.lastScore >= 0) assert.equal(shown.foot[0][expected.lastScore], expected.total);
      else assert.ok(shown.foot[0].includes(expected.total));
    }));
}

test("cells are really merged, not repeated", () =>
  onPage(HOTLINE, async (page) => {
    const names = await page.locator("table.form tbody th", { hasText: /^项目绩效$/ }).all();
    assert.equal(names.length, 1);
    assert.equal(await names[0].getAttribute("rowspan"), "9");
  }));

test("one weight over two groups is one cell beside both", () =>
  onPage(DISTRICT, async (page) => {
    const cells = await page.locator("table.form tbody td.cell-weight", { hasText: /^40/ }).all();
    assert.equal(cells.length, 1);
    const spans = await page.locator("table.form tbody th[scope=rowgroup]").evaluateAll((heads) =>
      heads.filter((head) => ["决策", "过程"].includes(head.textContent)).map((head) => head.rowSpan));
    assert.equal(Number(await cells[0].getAttribute("rowspan")), spans[0] + spans[1]);
    assert.match(await cells[0].innerText(), /过程/);
  }));

// ---- Money ----

const FUND_COLUMNS = [["planned", "计划投资"], ["budget", "年初预算"], ["adjusted", "全年预算"], ["received", "实际到位"], ["spent", "实际支出"]];


for (const { id, funds } of all) {
  test(`${id}: the table of funds has every amount and leaves blanks blank`, () =>
    onPage(id, async (page) => {
      const { sources = [], items = [] } = funds;
      const rows = [{ ...funds, name: "总额" }, ...sources, ...items];
      const columns = FUND_COLUMNS.filter(([key]) => rows.some((row) => row[key] !== undefined));
      const shown = await gridOf(page, "#funds table.funds");
      assert.deepEqual(shown.head, [["项目", ...columns.map(([, head]) => head)]]);
      const amounts = (row) => columns.map(([key]) => row[key] ?? "");
      const name = ({ code, name }) => (code ? `${code} ${name}` : name);
      const shownRow = (row) => [name(row), ...amounts(row)];
      const section = (heading, below) =>
        below.length ? [Array(columns.length + 1).fill(heading), ...below.map(shownRow)] : [];
      assert.deepEqual(shown.body, [shownRow(rows[0]), ...section("按资金来源", sources), ...section("按支出内容", items)]);
      const caption = await page.locator("#funds table.funds caption").innerText();
      assert.match(caption, new RegExp(`单位：${funds.unit}`));
      assert.equal(caption.includes("空格：原文没有"), rows.some((row) => amounts(row).includes("")));
    }));

  test(`${id}: on a phone a row of the funds without any figure is one line`, () =>
    onPage(id, async (page) => {
      await page.setViewportSize({ width: 360, height: 740 });
      const rows = await page.locator("#funds table.funds tbody tr:has(td)").evaluateAll((rows) =>
        rows.map((row) => {
          const cells = [...row.querySelectorAll("td")];
          return { isBlank: cells.every((cell) => !cell.textContent.trim()), shown: cells.filter((cell) => cell.getClientRects().length).length, all: cells.length };
        }));
      const { sources = [], items = [] } = funds;
      const hasNone = (row) => FUND_COLUMNS.every(([key]) => row[key] === undefined);
      assert.equal(rows.filter(({ isBlank }) => isBlank).length, [...sources, ...items].filter(hasNone).length);
      for (const { isBlank, shown, all } of rows) assert.equal(shown, isBlank ? 1 : all);
    }));

  test(`${id}: every rate stands as printed, with what it divides`, () =>
    onPage(id, async (page) => {
      const heads = Object.fromEntries(FUND_COLUMNS);
      const rows = [funds, ...(funds.sources ?? []), ...(funds.items ?? [])];
      const rates = rows.flatMap((row) => (row.rates ?? []).map((rate) => ({ ...rate, row })));
      const shown = (await gridOf(page, "#funds table.rates")).body;
      assert.deepEqual(
        shown.map(([formula, , printed]) => [formula, printed]),
        rates.map(({ of, to, printed }) => [`${heads[of]} ÷ ${heads[to]}`, printed]),
      );
      shown.forEach(([, , printed, recomputed, compared], at) => {
        const { row, of, to } = rates[at];
        const isDefined = Number(row[to]) !== 0;
        if (!isDefined) return assert.deepEqual([recomputed, compared], ["不适用", "无从比对"]);
        const expected = Number(percentOf(row[of], row[to]));
        assert.match(recomputed, /^\d+(\.\d{1,2})?%$/);
        assert.equal(Number.parseFloat(recomputed), expected);
        assert.equal(compared, Number.parseFloat(printed) === expected ? "一致" : "不一致");
      });
    }));
}

/** `part` of `whole` in percent, half up to two decimals, in whole numbers so that nothing is lost. */
function percentOf(part, whole) {
  const scaled = (digits) => {
    const [units, decimals = ""] = digits.split(".");
    return BigInt(units + decimals.padEnd(6, "0"));
  };
  if (scaled(whole) === 0n) return "";
  const hundredths = (scaled(part) * 100_000n / scaled(whole) + 5n) / 10n;
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}`;
}

// ---- As printed beside as recomputed ----

/** What was read off the reports by hand: the same list that `check` is held to. */
const listed = readFileSync(join(ROOT, "tests/suite/five_reports.tsv"), "utf8").trim().split("\n").slice(1).map((line) => {
  const [project, , rule, place, printed, recomputed] = line.split("\t").map((cell) => (cell === "-" ? undefined : cell));
  return { project, rule, place, printed, recomputed };
});

/** A listed finding as a page shows it: both figures where something was recomputed, else neither. */
const shownAs = ({ place, printed, recomputed }) => (recomputed ? [place, printed, recomputed] : [place, undefined, undefined]);

const findingsOf = (page) =>
  page.locator(".finding, .finding-row").evaluateAll((articles) =>
    articles.map((article) => {
      const text = (selector) => article.querySelector(selector)?.textContent.trim();
      const note = text(".explanation")?.replace(/^[^：]*：/, "");
      const [printed, recomputed] = [...article.querySelectorAll(".beside dd, .finding-figures b")].map((figure) => figure.textContent.trim());
      return { place: text(".place"), printed, recomputed, note, href: article.querySelector("a[href*='#finding-']")?.href };
    }));

const sorted = (rows) => rows.map((row) => row.join(" | ")).sort();

for (const { id, acknowledged = [] } of all) {
  test(`${id}: each difference is shown as printed, beside as recomputed, with the note of the agency`, () =>
    onPage(id, async (page) => {
      const found = await findingsOf(page);
      assert.deepEqual(sorted(found.map(({ place, printed, recomputed }) => [place, printed, recomputed])), sorted(listed.filter(({ project }) => project === id).map(shownAs)));
      const explained = found.filter(({ note }) => note);
      assert.deepEqual(sorted(explained.map(({ place, note }) => [place, note])), sorted(acknowledged.map(({ at, note }) => [at, note])));
    }));
}

for (const width of [768, 1440]) {
  test(`amounts of a column have their points one below the other, and their digits as printed, at ${width} px`, () =>
    onPage(AFFAIRS, async (page) => {
      await page.setViewportSize({ width, height: 900 });
      const columns = await page.locator("table.funds").evaluate((table) => {
        const cells = [...table.querySelectorAll("tbody td:last-child:not(.blank)")];
        const ends = (cell) => cell.querySelector("[class^=fraction-]").getBoundingClientRect().left;
        return { texts: cells.map((cell) => cell.innerText), points: [...new Set(cells.map((cell) => Math.round(ends(cell))))] };
      });
      assert.deepEqual(columns.texts, ["4544.448", "4103.222", "355.023", "3.85", "82.353"]);
      assert.equal(columns.points.length, 1);
    }));
}

test("the pages of all findings have those of every project", () =>
  withPage(browser, home, async (page) => {
    const found = [];
    for (const part of ["quality/index.html", "quality/page-2/index.html"]) {
      await page.goto(home + part);
      found.push(...(await findingsOf(page)));
    }
    const ofRubrics = ({ project, rule }) => !project && rule === "band-gap";
    const expected = listed.map((finding) => (ofRubrics(finding) ? ["content/rubrics/hainan-2011.toml"] : shownAs(finding)));
    assert.deepEqual(sorted(found.map(({ place, printed, recomputed }) => (recomputed ? [place, printed, recomputed] : [place]))), sorted(expected.map((row) => row.filter(Boolean))));
    // Each leads to itself among the words of its report.
    const told = found.filter(({ href }) => href);
    assert.equal(told.length, listed.filter(({ project }) => project).length);
    for (const { place, printed, recomputed, href } of told) {
      if (!page.url().startsWith(href.split("#")[0])) await page.goto(href);
      const [there] = (await findingsOf(page)).filter((_, at) => `finding-${at + 1}` === new URL(href).hash.slice(1));
      assert.deepEqual([there.place, there.printed, there.recomputed], [place, printed, recomputed], href);
    }
  }));

// ---- What is not there is said, never shown as 0 ----

test("a report without scores is 未评分 wherever it stands", () =>
  onPage(TEXT_ONLY, async (page) => {
    assert.equal(await page.locator(".answer-figure").innerText(), "未评分");
    assert.equal(await page.locator(".answer-grade").innerText(), "未评等次");
    assert.equal(await page.locator("main > :not(#others) .score").count(), 0);
    assert.match(await page.locator("#evaluation-1").innerText(), /未评分不等于 0 分/);
    for (const list of ["index.html", "projects/index.html", "agencies/haikou-zwfwzx/index.html", "years/2023/index.html"]) {
      await page.goto(home + list);
      const row = page.locator("table.projects tbody tr").filter({ has: page.locator(`a[href$="projects/${TEXT_ONLY}/index.html"]`) });
      assert.equal(await row.locator("[data-label=得分]").first().innerText(), "未评分", list);
    }
  }));

test("a report with a total only says 未列分项, and has no score on any item", () =>
  onPage(TOTAL_ONLY, async (page) => {
    assert.match(await page.locator(".answer-score").innerText(), /100\s*\/ 100\s*分\s*未列分项/);
    assert.equal(await page.locator("table.form tbody .cell-score").count(), 0);
    assert.equal(await page.locator("#lost .lost").count(), 0);
    const groups = await page.locator(".groups-score tbody .num").allInnerTexts();
    assert.ok(groups.every((text) => text.startsWith("未列出")), groups.join());
  }));

test("a group that does not apply says so in the words of the report", () =>
  onPage(DISTRICT, async (page) => {
    const { body } = await gridOf(page, "table.form");
    for (const name of ["经济效益", "环境效益"]) {
      const row = body.find((cells) => cells.includes(name));
      assert.deepEqual(row.slice(row.indexOf(name) + 1), ["", "不涉及", "不涉及", "不涉及"], name);
    }
    // These are scores of 0 that the report prints; they stay.
    assert.equal(body.filter((cells) => cells.at(-1) === "0").length, 6);
  }));
