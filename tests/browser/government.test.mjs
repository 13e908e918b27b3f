// A site with all that government sites state, in the frame of a portal, works under the strictest policy and on a phone.

import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, visibleText, withPage } from "./browser.mjs";
import { ROOT, buildSite, serveFolder, temporaryFolder } from "./site.mjs";

const root = temporaryFolder();
for (const layer of ["clean", "government"]) cpSync(join(ROOT, "tests/fixtures/sites", layer), root, { recursive: true });
const home = await serveFolder(buildSite(root));
const browser = await openBrowser();

for (const path of ["index.html", "projects/2023/hotline/index.html", "pages/about/index.html"]) {
  test(`${path} keeps the policy and fits every screen`, () =>
    withPage(browser, home, async (page) => {
      await page.goto(home + path);
      for (const width of [320, 768, 1440]) {
        await page.setViewportSize({ width, height: 800 });
        assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width, `${width} px`);
      }
      assert.match(await visibleText(page), /网站标识码：4690250001[^]*门户页脚/);
      const marks = await page.locator("a").evaluateAll((links) =>
        links.map((link) => [link.hostname !== location.hostname, getComputedStyle(link, "::after").content.includes("↗")]));
      assert.ok(marks.some(([leaves]) => leaves));
      for (const [leaves, marked] of marks) assert.equal(leaves, marked);
    }));
}

test("the page for wrong addresses finds its way home from any depth", () =>
  withPage(browser, home, async (page) => {
    // The fixture's path is not that of the test's host: what counts is where the links lead.
    await page.goto(`${home}projects/index.html`);
    const text = await (await fetch(`${home}404.html`)).text();
    const targets = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, "text/html");
      return [...parsed.querySelectorAll("main a")].map((link) => new URL(link.getAttribute("href"), location.href).pathname);
    }, text);
    assert.deepEqual(targets, ["search", "projects", null].map((name) => `/xxgk/pingjia/${name ? `${name}/` : ""}index.html`));
  }));
