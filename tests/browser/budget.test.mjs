// What a visit costs: bytes, requests and scripts within a fixed budget, nothing from elsewhere, and a page that keeps still
// while it loads.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openBrowser, withPage } from "./browser.mjs";
import { KINDS, PROJECT, SEARCH, openPage } from "./kinds.mjs";
import { build, buildColumn, buildFixture, buildGenerated, filesOf, projects, serveFolder } from "./site.mjs";

const KIB = 1024;
const MOST_FOR_A_PROJECT = 60 * KIB;
const MOST_REQUESTS = 5;
const MOST_SCRIPT = 5 * KIB;
const MOST_SCRIPT_WITH_SUGGESTIONS = 15 * KIB;
/** The search page, with what it loads for filters and where nothing is found. */
const MOST_SCRIPT_OF_SEARCH = 20 * KIB;

const folder = build();
const home = await serveFolder(folder);
const [many, column, english, series] = await Promise.all(
  [buildGenerated(60), buildColumn(), buildFixture("languages"), buildFixture("clean", "series")].map(serveFolder));
const browser = await openBrowser();

const compressed = (bytes) => gzipSync(bytes, { level: 9 }).length;

test("the first view of a project", async (t) => {
  for (const { id } of projects()) {
    await withPage(browser, home, async (page) => {
      const responses = [];
      page.on("response", (response) => responses.push(response));
      await page.goto(`${home}projects/${id}/index.html`, { waitUntil: "networkidle" });
      const addresses = responses.map((response) => response.url());
      // A browser without a window may not ask for the icon; a visitor's does.
      const icon = await page.evaluate(() => document.querySelector("link[rel=icon]").href);
      const bodies = await Promise.all(responses.map((response) => response.body()));
      if (!addresses.includes(icon)) {
        addresses.push(icon);
        bodies.push(readFileSync(join(folder, icon.slice(home.length))));
      }
      const size = bodies.map(compressed).reduce((sum, bytes) => sum + bytes, 0);
      t.diagnostic(`${id}: ${size} bytes compressed in ${addresses.length} requests`);
      assert.ok(size <= MOST_FOR_A_PROJECT, `${id}: ${size} bytes`);
      assert.ok(addresses.length >= 3 && addresses.length <= MOST_REQUESTS, addresses.join(" "));
      assert.deepEqual(addresses.filter((address) => !address.startsWith(home)), []);
    });
  }
});

test("the scripts of any page, and then those of its search box", async (t) => {
  const files = filesOf(folder).filter((path) => path.endsWith(".js"));
  const used = new Set();
  // The page for wrong addresses cannot know where scripts are.
  for (const path of KINDS.filter((path) => path !== "404.html")) {
    await withPage(browser, home, async (page) => {
      const sizeOfScripts = async () => {
        const addresses = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
        const scripts = files.filter((file) => addresses.includes(home + file));
        scripts.forEach((file) => used.add(file));
        return scripts.reduce((sum, file) => sum + compressed(readFileSync(join(folder, file))), 0);
      };
      await openPage(page, home, path);
      const first = await sizeOfScripts();
      await page.focus("[data-suggest]");
      await page.waitForSelector("[data-suggest][role=combobox]");
      const then = await sizeOfScripts();
      t.diagnostic(`${path}: ${first} bytes compressed, then ${then}`);
      const isSearch = path.startsWith("search/");
      const [least, most] = isSearch ? [MOST_SCRIPT_OF_SEARCH, MOST_SCRIPT_OF_SEARCH] : [MOST_SCRIPT, MOST_SCRIPT_WITH_SUGGESTIONS];
      assert.ok(first > 0 && first <= least && then <= most, `${path}: ${first}, ${then} bytes`);
    });
  }
  // What the search page loads when a visitor asks for it, and a front page that draws many scores.
  const asked = files.filter((file) => /(search-(csv|filters)|scores)\.js$/.test(file));
  assert.equal(asked.length, 3);
  assert.deepEqual([...used, ...asked].sort(), files);
});

for (const viewport of [{ width: 360, height: 740 }, { width: 1440, height: 900 }]) {
  for (const choice of ["", "text contrast"]) {
    test(`nothing moves while a page loads: ${viewport.width} px, ${choice || "nothing"} chosen`, () =>
      withPage(browser, home, async (page) => {
        await page.addInitScript((choice) => {
          localStorage.setItem("gongshi-display", choice);
          window.shifts = [];
          new PerformanceObserver((list) => {
            for (const { value, sources } of list.getEntries()) {
              window.shifts.push(`${value} ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80))}`);
            }
          }).observe({ type: "layout-shift", buffered: true });
        }, choice);
        for (const path of ["index.html", PROJECT, "search/index.html", SEARCH]) {
          await openPage(page, home, path);
          await page.evaluate(() => document.fonts.ready);
          await page.waitForTimeout(200);
          assert.deepEqual(await page.evaluate(() => window.shifts), [], path);
        }
      }, { viewport }));
  }
}

/** A line of half a megabit a second, with a quarter of a second each way. */
const SLOW = { offline: false, latency: 250, downloadThroughput: 64 * KIB, uploadThroughput: 64 * KIB };
const MOST_SHIFT = 0.02;

/** Runs in the page before anything else of it: adds up how much moves that nobody has touched. */
function watchShifts() {
  window.shifted = 0;
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput, sources } of list.getEntries()) {
      if (hadRecentInput) continue;
      window.shifted += value;
      window.shifts.push(`${value.toFixed(3)} ${sources.map(({ node }) => node?.outerHTML?.slice(0, 80))}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

// On a slow line most of the time is spent waiting, so several pages load at once, each on a line of its own.
test("on a slow line no kind of page moves more than can be borne", { concurrency: 4 }, async (t) => {
  // The page for wrong addresses has styles where the site knows its path on the host.
  const pages = [...KINDS.map((path) => [home, path]), [column, "404.html"], [series, "series/demo-center/hotline/index.html"]];
  const folders = ["", "projects/", "projects/page-2/", "projects/by-budget/", "agencies/", "grades/", "quality/", "rubrics/mof2020-eval/", "rubrics/mof2020-eval/lost/", "sitemap/"];
  pages.push(...folders.map((path) => [many, `${path}index.html`]));
  pages.push(...["", "projects/2023/hotline/", "quality/", "rules/", "data/"].map((path) => [english, `${path}index.html`]));
  const loaded = pages.map(([home, path]) =>
    t.test(path, (t) =>
      withPage(browser, home, async (page) => {
        await page.addInitScript(watchShifts);
        const line = await page.context().newCDPSession(page);
        await line.send("Network.emulateNetworkConditions", SLOW);
        await openPage(page, home, path);
        await page.waitForTimeout(300);
        const { shifted, shifts } = await page.evaluate(() => ({ shifted: window.shifted, shifts: window.shifts }));
        t.diagnostic(shifted.toFixed(4));
        assert.ok(shifted <= MOST_SHIFT, `${shifted} ${shifts.join("; ")}`);
      }, { viewport: { width: 360, height: 740 } })));
  await Promise.all(loaded);
});
