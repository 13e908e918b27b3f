// What a reader comes for, on the first screens of a phone: where each answer stands is measured on every project of the site.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, withPage } from "./browser.mjs";
import { build, projects, serveFolder } from "./site.mjs";

const home = await serveFolder(build());
const browser = await openBrowser();

const PHONE = { viewport: { width: 360, height: 740 } };
const SCREEN = PHONE.viewport.height;

/** Where each answer is looked for, and a word that it holds. */
const ANSWERS = {
  "how good": [".answer-score", /分|未评分/],
  "who rated": ["#answer-who", /单位自评|部门评价/],
  "do the figures agree": ["#answer-agree", /(共|另有) \d+ 处/],
  "what it cost": ["#answer-money", /实际支出\s*[\d.]+ 万元/],
  "what came of it": ["#answer-outcomes", /\d|没有单列/],
  "better than last year": ["#answer-change", /没有标明上一年（\d+ 年）的哪个项目与它对应/],
};

for (const { id, title } of projects()) {
  test(`${id}: every answer within a screen and a half of a phone`, (t) =>
    withPage(browser, home, async (page) => {
      await page.goto(`${home}projects/${id}/index.html`);
      const bottom = (selector) => page.locator(selector).first().evaluate((element) => element.getBoundingClientRect().bottom + scrollY);
      assert.match(await page.locator("h1").innerText(), new RegExp(title.slice(0, 4)));
      assert.match(await page.locator(".of-whom").innerText(), new RegExp(`${id.slice(0, 4)} 年`));
      assert.match(await page.title(), new RegExp(`${id.slice(0, 4)} 年`));
      const head = await bottom(".of-whom");
      assert.ok(head <= SCREEN / 4, `header and title take ${head} px`);
      for (const [question, [selector, words]] of Object.entries(ANSWERS)) {
        assert.match(await page.locator(selector).innerText(), words, question);
        const screens = (await bottom(selector)) / SCREEN;
        t.diagnostic(`${question}: ${screens.toFixed(2)} screens`);
        assert.ok(screens <= 1.5, `${question}: ${screens.toFixed(2)} screens`);
      }
    }, PHONE));
}

test("a rater who leads the project is named on the first screen", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/2019/haikou-zwfwzx-zhsw/index.html`);
    assert.match(await page.locator("#answer-who").innerText(), /局长（评价工作组组长）就是项目负责人/);
    assert.match(await page.locator("#answer-outcomes").innerText(), /办结率 99\.79%/);
  }, PHONE));

test("the menu opens without scripts, by key and by pointer, and holds search and ways", async () => {
  for (const javaScriptEnabled of [true, false]) {
    await withPage(browser, home, async (page) => {
      await page.goto(`${home}projects/index.html`);
      assert.equal(await page.locator(".site-nav a").first().isVisible(), false);
      await page.locator(".menu-button").press("Enter");
      await page.locator(".site-nav a", { hasText: "机构" }).click();
      await page.waitForURL(`${home}agencies/index.html`);
      await page.locator(".menu-button").click();
      assert.equal(await page.locator("#site-q").isVisible(), true);
      await page.locator(".menu-close").click();
      assert.equal(await page.locator("#site-q").isVisible(), false);
    }, { ...PHONE, javaScriptEnabled });
  }
});
