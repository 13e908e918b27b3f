// Where points are lost, where figures do not agree, and the tree of regions: what is shown is counted again from the data.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";
import { GONGSHI, build, buildFixture, buildGeneratedAs, filesOf, serveFolder } from "./site.mjs";

const real = build();
const generated = buildGeneratedAs(60, misprint);
const [home, many, english] = await Promise.all([real, generated, buildFixture("languages")].map(serveFolder));
const browser = await openBrowser();

/** Prints some totals a point too low, and explains every difference that this makes. */
function misprint(root) {
  for (const path of filesOf(join(root, "content/projects")).filter((path) => /[02468]\/project\.toml$/.test(path))) {
    const file = join(root, "content/projects", path);
    writeFileSync(file, readFileSync(file, "utf8").replace(/^score = (\d+)/m, (_, points) => `score = ${points - 1}`));
  }
  const { stdout } = spawnSync(GONGSHI, ["check", "--root", root, "--lang", "zh-CN"], { encoding: "utf8" });
  for (const found of stdout.split(/\n(?=错误\[)/)) {
    const [, project] = /--> (content\/projects\/\S+?)\/[^/]+:\d/.exec(found) ?? [];
    const [advice] = /\[\[acknowledged\]\][\s\S]*?note = "……"/.exec(found) ?? [];
    if (advice) appendFileSync(join(root, project, "project.toml"), `\n${advice.replace(/^ +/gm, "")}\n`);
  }
}

const PHONE = { viewport: { width: 360, height: 740 } };
const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const SITES = [["the five reports", real, home], ["generated reports", generated, many]];
const rubrics = (site) => readJson(join(site, "data/rubrics.json")).map(({ rubric }) => rubric);

/** The text of an element in one line. */
const line = (text) => text.replace(/\s+/g, " ").trim();

/** The rows of a table of cells: the head of each, the words below it, and the cells with their links. */
const rowsOf = (table) =>
  table.locator("tbody tr").evaluateAll((rows) =>
    rows.map((row) => ({
      name: row.querySelector("th a").textContent,
      below: row.querySelector("th small")?.textContent ?? "",
      cells: [...row.querySelectorAll("td")].map((cell) => ({
        of: cell.dataset.label,
        text: cell.textContent,
        href: cell.querySelector("a")?.href,
        bar: cell.querySelector(".bar rect")?.getAttribute("width"),
      })),
    })),
  );

/** The rows by what `keyOf` says of each. */
function grouped(rows, keyOf) {
  const groups = {};
  for (const row of rows) (groups[keyOf(row)] ??= []).push(row);
  return groups;
}

/** Fails unless `href` is where an agency's projects of a year begin, with some of `projects` below. */
async function checkLeadsTo(page, href, year, projects) {
  const context = page.context();
  const list = await context.newPage();
  await list.goto(href);
  const part = list.locator(`tbody:has(> #year-${year})`);
  assert.deepEqual([...new Set(await part.locator("td[data-label=年度]").allInnerTexts())], [String(year)], href);
  const shown = await part.locator("th a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(projects.some((project) => shown.some((link) => link.includes(`projects/${project}/`))), href);
  await list.close();
}

/** What stands below a year or an agency that lost points by some items, and by some of them without a reason. */
const lossesOf = (items, untold) => `扣分 ${items} 项，${untold ? `${untold} 项打分表没有写原因或依据` : "打分表都写了原因或依据"}`;

/** A share in per cent, half up to one decimal, from decimals with at most eight decimals. */
function share(part, whole) {
  const units = (text) => BigInt(Math.round(Number(text) * 1e8));
  const tenths = (2000n * units(part) + units(whole)) / (2n * units(whole));
  return `${tenths / 10n}${tenths % 10n ? `.${tenths % 10n}` : ""}%`;
}

test("the shares of points lost are those of the items that the reports print", async () => {
  // By the rubric of 2011 the two projects have one evaluation each, whose items all have a weight and a score.
  const items = readJson(join(real, "data/indicators.json"));
  const projects = readJson(join(real, "data/projects.json")).filter(({ rubric }) => rubric === "hainan-2011");
  assert.equal(projects.length, 2);
  await withPage(browser, home, async (page) => {
    await page.goto(`${home}rubrics/hainan-2011/index.html`);
    const rows = await rowsOf(page.locator("#lost table").first());
    assert.deepEqual(rows.map(({ name }) => name), ["2023", "2019"]);
    for (const { name, cells, below } of rows) {
      const { project } = projects.find(({ year }) => year === name);
      const own = items.filter((item) => item.project === project && item.is_leaf && item.weight && item.score);
      assert.deepEqual(cells.map(({ of }) => of), ["项目决策", "项目管理", "项目绩效"]);
      for (const { of, text } of cells) {
        const inBlock = own.filter(({ path }) => path.startsWith(`${of}/`));
        const sum = (of) => inBlock.reduce((all, item) => all + of(item), 0);
        const [weight, lost] = [sum((item) => Number(item.weight)), sum((item) => item.weight - item.score)];
        assert.equal(line(text), `${share(lost, weight)} 扣 ${lost} / ${weight} 分`, `${name} ${of}`);
      }
      const lost = own.filter((item) => Number(item.score) < Number(item.weight));
      const untold = lost.filter(({ deviation, reason, basis }) => !deviation && !reason && !basis);
      assert.equal(below, lossesOf(lost.length, untold.length), name);
    }
  });
});

for (const [name, site, address] of SITES) {
  test(`each cell of lost points leads to the projects, the points and the reasons that it counts: ${name}`, async () => {
    let followed = 0;
    await withPage(browser, address, async (page) => {
      for (const rubric of rubrics(site)) {
        await page.goto(`${address}rubrics/${rubric}/index.html`);
        const tables = await page.locator("#lost table").all();
        if (!tables.length) continue;
        const byTable = await Promise.all(tables.map(rowsOf));
        for (const [place, rows] of byTable.entries()) {
          const folder = `rubrics/${rubric}/lost/${place ? "by-agency/" : ""}`;
          const lists = filesOf(site).filter((path) => path.startsWith(folder) && (place || !path.includes("by-agency")));
          const sections = {};
          for (const path of lists.sort()) {
            await page.goto(address + path);
            const there = await page.locator("main section[id]").evaluateAll((all) =>
              all.map((section) => ({
                id: section.id,
                points: [...section.querySelectorAll(".lost-item b")].map((of) => Number(of.textContent.replace(/[^\d.]/g, ""))),
                untold: [...section.querySelectorAll(".lost-item ~ p .label")].length,
              })),
            );
            for (const { id, points, untold } of there) {
              sections[id] ??= { points: [], untold: 0 };
              sections[id].points.push(...points);
              sections[id].untold += untold;
            }
          }
          for (const { below, cells } of rows) {
            let [items, untold] = [0, 0];
            for (const { text, href } of cells.filter(({ href }) => href)) {
              const [path, id] = href.slice(address.length).split("#");
              assert.match(readFileSync(join(site, path), "utf8"), new RegExp(`<section id="${id}"`), href);
              const { points, untold: own } = sections[id];
              const lost = Number(/扣 ([\d.]+) \//.exec(text)[1]);
              assert.ok(Math.abs(points.reduce((all, one) => all + one, 0) - lost) < 1e-6, `${href}: ${text}`);
              items += points.length;
              untold += own;
              followed += 1;
            }
            assert.equal(below, items ? lossesOf(items, untold) : "", `${rubric}`);
          }
          for (const { text, bar } of rows.flatMap(({ cells }) => cells).filter(({ href }) => href)) {
            const shares = rows.flatMap(({ cells }) => cells).map(({ text }) => parseFloat(text)).filter((share) => share >= 0);
            const wanted = (100 * parseFloat(text)) / Math.max(...shares);
            assert.ok(Math.abs(parseFloat(bar) - wanted) <= 100 * (0.2 / Math.max(...shares)) + 0.01, `${text}: ${bar}`);
          }
        }
      }
    });
    assert.ok(followed > 5, `only ${followed} cells`);
  });

  test(`the differences of each agency and year, their kinds and how many are explained are those of the data: ${name}`, async () => {
    const projects = Object.fromEntries(readJson(join(site, "data/projects.json")).map((row) => [row.project, row]));
    const family = Object.fromEntries(readJson(join(site, "data/rules.json")).map((row) => [row.rule, row.family]));
    const found = readJson(join(site, "data/findings.json"))
      .filter((row) => row.project && row.severity === "difference")
      .map((row) => ({ ...projects[row.project], isExplained: Boolean(row.note), kind: family[row.rule] }));
    assert.ok(found.length > 5);
    const toldOf = (of) => of.filter(({ isExplained }) => isExplained).length;
    const kindsOf = (of) => Object.entries(grouped(of, ({ kind }) => kind)).map(([kind, all]) => `${kind} ${all.length}`).sort();
    await withPage(browser, address, async (page) => {
      await page.goto(`${address}quality/index.html`);
      const all = await page.locator("main > .bars tbody tr").evaluateAll((rows) => rows.map((row) => [row.cells[0].textContent, parseInt(row.cells[1].textContent)]));
      assert.deepEqual(all.map(([kind, n]) => `${kind} ${n}`).sort(), kindsOf(found));
      assert.deepEqual(all.map(([, n]) => n), all.map(([, n]) => n).toSorted((one, other) => other - one));
      assert.match(await page.locator("main > .bars caption").innerText(), new RegExp(`^${found.length} 处不一致，公布时已说明 ${toldOf(found)} 处`));
      const rows = await rowsOf(page.locator("#differences table"));
      const agencies = grouped(found, ({ agency_name }) => agency_name);
      assert.equal(rows.length, Math.min(Object.keys(agencies).length, 10));
      const years = [...new Set(found.map(({ year }) => year))].sort().reverse();
      const heads = (await page.locator("#differences thead th").allInnerTexts()).slice(1, -1);
      assert.deepEqual(heads.slice(0, 5), years.slice(0, 5));
      assert.deepEqual(heads.slice(5), years.length > 5 ? [`${years[4]} 年以前`] : []);
      for (const { name, cells } of rows) {
        const own = agencies[name];
        assert.match(line(cells.at(-1).text), new RegExp(`^${toldOf(own)} / ${own.length} 处（`), name);
        for (const [place, { of, text, href }] of cells.slice(0, -1).entries()) {
          const ofCell = own.filter(({ year }) => (place < 5 ? year === years[place] : year < years[4]));
          if (!ofCell.length) {
            assert.equal(text, "", `${name} ${heads[place]}`);
            continue;
          }
          assert.equal(of, heads[place]);
          const [, n, kinds, untold = "0"] = /^(\d+) 处 (.+?)(?: (\d+) 处没有说明)?$/.exec(line(text));
          assert.equal(Number(n), ofCell.length, `${name} ${of}`);
          assert.deepEqual(kinds.split("、").sort(), kindsOf(ofCell), `${name} ${of}`);
          assert.equal(ofCell.length - untold, toldOf(ofCell), `${name} ${of}`);
          await checkLeadsTo(page, href, Math.max(...ofCell.map(({ year }) => Number(year))), ofCell.map(({ project }) => project));
        }
      }
    });
  });

  test(`regions stand below those they belong to, each in a tile of one size: ${name}`, async () => {
    await withPage(
      browser,
      address,
      async (page) => {
        await page.goto(`${address}agencies/index.html`);
        const tiles = await page.locator(".region-tree > li").evaluateAll((all) =>
          all.map((tile) => ({
            depth: Number(tile.className.replace("depth-", "")),
            name: tile.querySelector("a").textContent,
            code: /regions\/(\d+)\//.exec(tile.querySelector("a").href)[1],
            n: Number(/\d+/.exec(tile.querySelector(".label").textContent)[0]),
            grades: [...tile.querySelectorAll(".count")].map((of) => Number(of.textContent.trim().split(/\s/).at(-1))),
            box: tile.getBoundingClientRect().toJSON(),
          })),
        );
        assert.ok(tiles.length > 1 && tiles.length <= 24, `${tiles.length}`);
        for (const [place, tile] of tiles.entries()) {
          const listed = readFileSync(join(site, `regions/${tile.code}/projects.csv`), "utf8");
          assert.equal(tile.n, listed.trim().split("\n").length - 1, tile.name);
          assert.equal(tile.grades.reduce((all, n) => all + n, 0), tile.n, tile.name);
          assert.ok(place ? tile.depth <= tiles[place - 1].depth + 1 : tile.depth === 0, tile.name);
          assert.ok(Math.abs(tile.box.width - tiles[0].box.width) < 1 && Math.abs(tile.box.height - tiles[0].box.height) < 1, tile.name);
          assert.equal(tile.box.left > tiles[0].box.left, tile.depth > 0, tile.name);
        }
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
      },
      PHONE,
    );
  });
}

test("the front page leads to where points are lost by the rubrics that most lost points by", () =>
  withPage(browser, many, async (page) => {
    await page.goto(`${many}index.html`);
    const links = await page.locator("#ways a", { hasText: "扣分在哪里" }).evaluateAll((all) => all.map((link) => link.href));
    assert.ok(links.length > 0 && links.length <= 3, links.join());
    for (const link of links) {
      await page.goto(link);
      assert.ok((await page.locator("#lost td a").count()) > 0, link);
    }
    const lost = (rubric) => filesOf(generated).filter((path) => path.startsWith(`rubrics/${rubric}/lost/`)).length;
    const all = rubrics(generated).filter((rubric) => lost(rubric) > 0);
    assert.equal(links.length, Math.min(all.length, 3));
  }));

test("on a phone every cell says what it is of, and nothing goes beyond the screen", async () => {
  await withPage(
    browser,
    many,
    async (page) => {
      for (const path of ["quality/index.html#differences", `rubrics/${rubrics(generated)[0]}/index.html#lost`, "agencies/index.html"]) {
        await page.goto(many + path);
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), path);
        const label = page.locator("table.cells td:not(:empty)").first();
        if (!(await label.count())) continue;
        const shown = await label.evaluate((cell) => getComputedStyle(cell, "::before").content);
        assert.match(shown, /[一-鿿]|\d{4}/, path);
      }
    },
    PHONE,
  );
});

test("an English site says all of it in English", async () => {
  await withPage(browser, english, async (page) => {
    for (const rubric of ["simple", "other"]) {
      await page.goto(`${english}rubrics/${rubric}/index.html`);
      if (await page.locator("#lost").count()) assert.doesNotMatch(await page.locator("#lost").textContent(), /[一-鿿]/);
    }
    await page.goto(`${english}agencies/index.html`);
    assert.doesNotMatch(await page.locator("main").textContent(), /[一-鿿]/);
  });
});
