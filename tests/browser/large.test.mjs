// A site of many projects on a phone: pages stay as long as they are, cards are small, and pictures show every project.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parse } from "smol-toml";
import { openBrowser, withPage } from "./browser.mjs";
import { ROOT, build, buildGenerated, filesOf, serveFolder } from "./site.mjs";

const folder = buildGenerated(60);
const real = build();
const [home, few] = await Promise.all([folder, real].map(serveFolder));
const SITES = [[home, folder], [few, real]];
const browser = await openBrowser();

const PHONE = { viewport: { width: 360, height: 740 } };
const SCREEN = PHONE.viewport.height;

const screens = (page) => page.evaluate((screen) => document.documentElement.scrollHeight / screen, SCREEN);

test("the front page takes eight screens at most, and says what it leaves out", (t) =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    t.diagnostic(`${(await screens(page)).toFixed(1)} screens`);
    assert.ok((await screens(page)) <= 8);
    assert.equal(await page.locator("#newest tbody tr").count(), 5);
    assert.equal(await page.locator("#agencies tbody tr").count(), 10);
    assert.match(await page.locator("#agencies").innerText(), /项目最多的 10 个，共 \d+ 个/);
    const more = page.locator("#years a.more");
    await more.click();
    await page.waitForURL(`${home}projects/index.html#years`);
  }, PHONE));

/** Fails unless the rows of a page, which say what they hold, are closed, to be hit by a finger, and open without scripts. */
async function checkRows(page, rows) {
  const heights = await rows.locator("> summary").evaluateAll((all) => all.map((row) => row.getBoundingClientRect().height));
  assert.ok(heights.length > 0);
  assert.deepEqual(heights.filter((height) => height < 44 || height > SCREEN / 4), []);
  assert.equal(await rows.evaluateAll((all) => all.filter((row) => row.open).length), 0);
  const inside = rows.first().locator("> :nth-child(2)");
  assert.equal(await inside.isVisible(), false);
  await rows.first().locator("> summary").click();
  assert.equal(await inside.isVisible(), true);
}

test("what was found stands in rows that open at a press, without scripts too; eight screens at most", async (t) => {
  for (const address of [home, few]) {
    await withPage(browser, address, async (page) => {
      await page.goto(`${address}quality/index.html`);
      t.diagnostic(`${(await screens(page)).toFixed(1)} screens`);
      assert.ok((await screens(page)) <= 8, `${await screens(page)} screens`);
      assert.equal(await page.locator("#findings .finding-row").count(), 30);
      await checkRows(page, page.locator("#findings .row"));
    }, { ...PHONE, javaScriptEnabled: false });
  }
});

const ROWS = [
  ["lists of lost points", /^rubrics\/[^/]+\/lost\/(by-agency\/)?index/, 8],
  ["columns of the data", /^data\/index/, 8],
  // More than eighty of them, on sites of any size.
  ["rules", /^rules\/index/, 9],
];
for (const [kind, pattern, most] of ROWS) {
  test(`${kind} stand in rows that open at a press, without scripts too; ${most} screens at most`, async (t) => {
    for (const [address, site] of SITES) {
      for (const path of filesOf(site).filter((path) => pattern.test(path))) {
        await withPage(browser, address, async (page) => {
          await page.goto(address + path);
          t.diagnostic(`${path}: ${(await screens(page)).toFixed(1)} screens`);
          assert.ok((await screens(page)) <= most, `${path}: ${await screens(page)} screens`);
          await checkRows(page, page.locator("main .row"));
        }, { ...PHONE, javaScriptEnabled: false });
      }
    }
  });
}

test("the address of a rule opens it and shows its title, without scripts and in browsers that open nothing themselves; on paper all stand open", async () => {
  const opened = (page) => page.locator(".rule[open] .rule-body").evaluateAll((all) => all.map(({ id }) => id));
  await withPage(browser, few, async (page) => {
    await page.goto(`${few}rules/index.html#rate-mismatch`);
    assert.deepEqual(await opened(page), ["rate-mismatch"]);
    const { y, height } = await page.locator(".rule[open] > summary").boundingBox();
    assert.ok(y >= 0 && y + height < SCREEN / 2, `${y}`);
    await page.emulateMedia({ media: "print" });
    const parts = page.locator(".rule-body dl, .rule-body pre");
    const heights = await parts.evaluateAll((all) => all.map((part) => part.getBoundingClientRect().height));
    assert.ok(heights.length > 100);
    assert.deepEqual(heights.filter((height) => height === 0), []);
  }, { ...PHONE, javaScriptEnabled: false });
  await withPage(browser, few, async (page) => {
    await page.goto(`${few}rules/index.html`);
    // As if the browser had gone there and opened nothing.
    await page.evaluate(() => {
      history.replaceState(null, "", "#grade-mismatch");
      dispatchEvent(new HashChangeEvent("hashchange"));
    });
    assert.deepEqual(await opened(page), ["grade-mismatch"]);
    assert.ok((await page.locator("#grade-mismatch").boundingBox()).y < SCREEN / 2);
  }, PHONE);
});

test("the address of a finding opens its row in the list of all", async () => {
  await withPage(browser, few, async (page) => {
    await page.goto(`${few}quality/index.html`);
    const id = await page.locator(".finding-row").last().getAttribute("id");
    await page.goto(`${few}quality/index.html#${id}`);
    await page.reload();
    await page.locator(`#${id}[open]`).waitFor();
    assert.deepEqual(await page.locator(".finding-row[open]").evaluateAll((all) => all.map(({ id }) => id)), [id]);
  }, PHONE);
});

test("the site map stays short, names every page that stands for itself, and leads to all others by one more page", async (t) => {
  for (const [address, site] of SITES) {
    const linksOf = (path) =>
      [...readFileSync(join(site, path), "utf8").matchAll(/<a [^>]*?href="([^"#]+)/g)]
        .map(([, href]) => new URL(href, new URL(path, "http://site/")))
        .filter(({ host }) => host === "site")
        .map(({ pathname }) => pathname.slice(1));
    const main = readFileSync(join(site, "sitemap/index.html"), "utf8").split("<main")[1].split("</main>")[0];
    const named = [...main.matchAll(/href="\.\.\/([^"#]+)/g)].map(([, path]) => path);
    const listed = [...readFileSync(join(site, "sitemap.xml"), "utf8").matchAll(/<loc>(.*?)<\/loc>/g)].map(([, path]) => `${path}index.html`);
    const isOfMany = (path) => /^(projects|agencies|departments|regions|years|series)\/./.test(path) && path !== `${path.split("/")[0]}/index.html`;
    assert.deepEqual(listed.filter((path) => !isOfMany(path) && !named.includes(path)), []);
    const reached = new Set(named.flatMap((path) => [path, ...linksOf(path)]));
    assert.deepEqual(listed.filter((path) => !reached.has(path)), []);
    await withPage(browser, address, async (page) => {
      await page.goto(`${address}sitemap/index.html`);
      t.diagnostic(`${(await screens(page)).toFixed(1)} screens`);
      assert.ok((await screens(page)) <= 8, `${await screens(page)} screens`);
      const sections = await page.locator("main section").evaluateAll((all) => all.map((one) => [one.querySelectorAll("li").length, one.querySelector(".more")?.textContent]));
      const cut = sections.filter(([, more]) => more);
      assert.ok(cut.every(([shown]) => shown === 10), JSON.stringify(sections));
      assert.equal(cut.length > 0, address === home);
    }, PHONE);
  }
});

test("a project of a list takes a fifth of a screen at most, and most take less", (t) =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/index.html`);
    const heights = await page.locator("#projects tbody tr").evaluateAll((rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.equal(heights.length, 50);
    t.diagnostic(`${Math.max(...heights)} px at most`);
    assert.deepEqual(heights.filter((height) => height > SCREEN / 5), []);
  }, PHONE));

test("in the lines of a score table no weight or score stands beside the name of another, and each is whole", () =>
  withPage(browser, home, async (page) => {
    const pages = JSON.parse(readFileSync(join(folder, "data/projects.json"), "utf8")).slice(0, 30);
    let compared = 0;
    for (const { project } of pages) {
      await page.goto(`${home}projects/${project}/index.html`);
      for (const text of ["", "large"]) {
        await page.evaluate((text) => (document.documentElement.dataset.text = text), text);
        const lines = await page.locator("table.form tbody tr").evaluateAll((rows) =>
          rows.flatMap((row) => {
            const cells = [...row.cells].filter((cell) => cell.checkVisibility());
            const isOf = (cell) => cell.matches(".cell-weight, .cell-score");
            const nameOf = (cell) => cells.slice(0, cells.indexOf(cell)).findLast((other) => other.matches("th"));
            const areBeside = (one, other) => {
              const [a, b] = [one, other].map((cell) => cell.getBoundingClientRect());
              return a.top < b.bottom && b.top < a.bottom;
            };
            return cells.filter(isOf).map((cell) => {
              const others = cells.filter((other) => other.matches("th") && other !== nameOf(cell));
              return [cell.textContent, !others.some((other) => areBeside(other, cell)) && cell.scrollWidth <= cell.clientWidth];
            });
          }));
        assert.deepEqual(lines.filter(([, isRight]) => !isRight), [], `${project} ${text}`);
        compared += lines.length;
      }
    }
    assert.ok(compared > 1000, `${compared}`);
  }, PHONE));

test("of many agencies the largest stand first, and all of them open at a press, without scripts too", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await withPage(browser, home, async (page) => {
      await page.goto(`${home}agencies/index.html`);
      const sizes = (await page.locator("#agencies table >> nth=0 >> tbody td:nth-child(2)").allInnerTexts()).map((text) => parseInt(text, 10));
      assert.equal(sizes.length, 10);
      assert.deepEqual(sizes, sizes.toSorted((one, other) => other - one));
      assert.ok((await screens(page)) <= 8, `${await screens(page)} screens`);
      const all = page.locator("#agencies details tbody tr");
      assert.equal(await all.first().isVisible(), false);
      await page.locator("#agencies summary").click();
      assert.equal(await all.first().isVisible(), true);
      // Every agency stands once, below its region.
      const regions = await page.locator("#agencies details tbody").evaluateAll((parts) => parts.map((part) =>
        [part.querySelector(".part-head").innerText, [...part.querySelectorAll("th a")].map((link) => link.textContent)]));
      assert.ok(regions.length > 2);
      for (const [region, names] of regions) assert.deepEqual(names.filter((name) => !name.startsWith(region)), []);
      const names = regions.flatMap(([, names]) => names);
      assert.equal(new Set(names).size, names.length);
      assert.equal(names.length, Number((await page.locator("#agencies").innerText()).match(/共 (\d+) 个/)[1]));
    }, { ...PHONE, javaScriptEnabled });
  }
});

test("every score by a rubric is a dot at its place, and the figures below say the same", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    const projects = JSON.parse(readFileSync(join(folder, "data/projects.json"), "utf8"));
    const pictures = await page.locator("#scores .scores").evaluateAll((all) => all.map((one) => ({
      rubric: one.querySelector("caption a").getAttribute("href").match(/rubrics\/([^/]+)\//)[1],
      least: Number([...one.querySelectorAll(".picture-scale")].find((text) => text.getAttribute("x") === "0%").textContent),
      dots: [...one.querySelectorAll("circle")].map((dot) => parseFloat(dot.getAttribute("cx"))),
      bands: [...one.querySelector(".picture-dots").querySelectorAll(".picture-band")].map((band) => ["x", "width"].map((name) => parseFloat(band.getAttribute(name)))),
      rows: [...one.querySelectorAll("tbody tr")].map((row) => [...row.cells].slice(1).map((cell) => Number(cell.textContent))),
    })));
    assert.ok(pictures.length > 0);
    for (const { rubric, least, dots, bands, rows } of pictures) {
      const scores = projects
        .filter((project) => project.rubric === rubric && (project.score_printed ?? project.score_recomputed) !== undefined)
        .filter((project) => project.scoring !== "unscored" && Number(project.maximum) === 100)
        .map((project) => Number(project.score_printed ?? project.score_recomputed));
      const sorted = (numbers) => numbers.toSorted((one, other) => one - other);
      assert.deepEqual(sorted(dots), sorted(scores.map((score) => Math.round(((score - least) / (100 - least)) * 100))), rubric);
      const toPoints = ([x, width]) => [x, x + width].map((share) => Math.round(least + (share / 100) * (100 - least)));
      const grades = parse(readFileSync(join(ROOT, "content/rubrics", `${rubric}.toml`), "utf8")).bands
        .map(({ from = 0, to, below }) => [Math.max(from, least), to ?? below ?? 100])
        .filter(([from, to]) => to > from)
        .sort(([one], [other]) => one - other);
      assert.deepEqual(bands.map(toPoints), grades, rubric);
      assert.equal(rows.reduce((sum, [n]) => sum + n, 0), scores.length);
      assert.equal(Math.min(...rows.map(([, lowest]) => lowest)), Math.min(...scores));
      assert.equal(Math.max(...rows.map(([, , , highest]) => highest)), Math.max(...scores));
    }
  }, PHONE));

test("scores are shown by who rated and by rubric; without scripts all of them stand there and nothing asks", async () => {
  const rows = (page) => page.locator("#scores .dots-of >> visible=true").evaluateAll((rows) =>
    rows.map((row) => [row.closest(".scores").dataset.rubric, row.dataset.rater]));
  let all = [];
  await withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    all = await rows(page);
    assert.ok(new Set(all.map(([rubric]) => rubric)).size > 1 && new Set(all.map(([, rater]) => rater)).size > 1);
    for (const [name, at] of [["rater", 1], ["rubric", 0]]) {
      for (const value of new Set(all.map((row) => row[at]))) {
        await page.selectOption(`[name=${name}]`, value);
        assert.deepEqual(await rows(page), all.filter((row) => row[at] === value));
      }
      await page.selectOption(`[name=${name}]`, "");
      assert.deepEqual(await rows(page), all);
    }
  }, PHONE);
  await withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    assert.deepEqual(await rows(page), all);
    assert.equal(await page.locator(".scores-filter").isVisible(), false);
  }, { ...PHONE, javaScriptEnabled: false });
});
