// What a visit costs: bytes, requests and scripts within a fixed budget, nothing from elsewhere, and a page that keeps still
// while it loads.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { openBrowser, withPage } from "./browser.mjs";
import { PROJECT, SEARCH, openPage } from "./kinds.mjs";
import { build, filesOf, projects, serveFolder } from "./site.mjs";

const KIB = 1024;
const MOST_FOR_A_PROJECT = 60 * KIB;
const MOST_REQUESTS = 5;
const MOST_SCRIPT = 15 * KIB;

const folder = build();
const home = await serveFolder(folder);
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

test("all scripts of the site", (t) => {
  const scripts = filesOf(folder).filter((path) => path.endsWith(".js"));
  const sizes = scripts.map((path) => [path, compressed(readFileSync(join(folder, path)))]);
  const size = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  t.diagnostic(`${size} bytes compressed: ${sizes.map(([path, bytes]) => `${path} ${bytes}`).join(", ")}`);
  assert.ok(scripts.length >= 3 && size <= MOST_SCRIPT, `${size} bytes`);
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
