// What scripts put on a page is in the language of the page: search and comparison of a site without Chinese content.

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { openBrowser, visibleText, withPage } from "./browser.mjs";
import { ROOT, buildSite, filesOf, serveFolder, temporaryFolder } from "./site.mjs";

const browser = await openBrowser();

/** The fixture in a language, served. */
async function homeIn(language) {
  const root = temporaryFolder();
  cpSync(join(ROOT, "tests/fixtures/sites/languages"), root, { recursive: true });
  const settings = join(root, "content/site.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace('"en"', `"${language}"`));
  return serveFolder(buildSite(root));
}

const homes = { en: await homeIn("en"), "zh-CN": await homeIn("zh-CN") };

/** Pages on which scripts speak, each with something that must be seen before the script is done. */
const SPOKEN = [
  ["search/index.html?q=PROJECT", ".search-result"],
  ["search/index.html?q=SC&year=2023", ".search-chip"],
  ["search/index.html?q=NOWHERE+NOTHING&year=2023", "[data-search-none]:not([hidden])"],
  ["compare/index.html?p=2023/hotline&p=2022/archive", ".compare"],
  ["compare/index.html?p=2023/library&p=2022/archive", ".compare"],
  ["compare/index.html?p=2023/library&p=nonsense&p=2023/missing", ".compare"],
];

/** The text of the page and the names that it gives to those who do not see it. */
async function everything(page) {
  const names = await page.locator("[aria-label], [title], [placeholder]").evaluateAll((elements) =>
    elements.map((element) => ["aria-label", "title", "placeholder"].map((name) => element.getAttribute(name)).join(" ")));
  const options = await page.locator("option").allTextContents();
  return [await page.title(), await visibleText(page), ...names, ...options].join("\n");
}

for (const [language, stray] of [
  ["en", /[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]/u],
  // Content is in capitals; addresses in small letters are what the visitor asked for.
  ["zh-CN", /\b(?!nonsense|missing|projects|hotline|library|archive|xmmc|null)[A-Za-z]*[a-z]{2,}\b/u],
]) {
  for (const [path, done] of SPOKEN) {
    test(`${language}: ${path}`, async () => {
      const context = await browser.newContext();
      try {
        const page = await context.newPage();
        await page.goto(homes[language] + path);
        await page.locator(done).first().waitFor();
        const text = await everything(page);
        const lines = text.split("\n").filter((line) => stray.test(line));
        assert.deepEqual(lines, []);
        assert.doesNotMatch(text, /undefined|\{\w+\}|⟨/);
      } finally {
        await context.close();
      }
    });
  }
}

test("on a site in English, what reports say in Chinese is told to be Chinese, and amounts are written as English writes them", async () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const settings = join(root, "content/site.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace('language = "zh-CN"', 'language = "en"'));
  const english = await serveFolder(buildSite(root));
  await withPage(browser, english, async (page) => {
    await page.goto(`${english}projects/2023/baisha-zwfwzx-bmrx/index.html`);
    const parts = "h1, .of-whom a, .prose p, .form tbody th, .form .cell-text, .lost-item span, .excerpts mark, .answer-grade .grade";
    const untold = await page.locator(parts).evaluateAll((all) =>
      all.filter((element) => /\p{Script=Han}/u.test(element.textContent) && !element.closest("[lang='zh-CN']")).map((element) => element.outerHTML.slice(0, 100)));
    assert.deepEqual(untold, []);
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.match(await page.locator(".answer-grade .grade").innerText(), /^优秀\s*\(excellent\)$/);
    assert.match(await page.locator("#answer-money").innerText(), /initial budget ¥1\.85 million/i);
    assert.doesNotMatch(await page.locator("main").innerText(), /× 10,000 yuan/);
  });
});

test("Chinese in English pages says that it is Chinese", async () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const settings = join(root, "content/site.toml");
  writeFileSync(settings, readFileSync(settings, "utf8").replace('language = "zh-CN"', 'language = "en"'));
  const site = buildSite(root);
  const home = await serveFolder(site);
  await withPage(browser, home, async (page) => {
    const unsaid = {};
    // The page for wrong addresses names no icon, so that the browser looks for one where none is.
    for (const path of filesOf(site).filter((path) => path.endsWith(".html") && path !== "404.html")) {
      await page.goto(home + path, { waitUntil: "domcontentloaded" });
      const [marked, bare] = await page.evaluate(() => {
        const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const counts = [0, []];
        while (texts.nextNode()) {
          const { data, parentElement } = texts.currentNode;
          // In a picture and in a choice no element can stand around a word.
          if (!/[一-鿿]/.test(data) || parentElement.closest("script, style, svg, option, textarea")) continue;
          if (parentElement.closest("[lang]").lang === "zh-CN") counts[0] += 1;
          else counts[1].push(data.trim());
        }
        return counts;
      });
      assert.ok(marked > 0, path);
      if (bare.length) unsaid[path] = bare;
    }
    assert.deepEqual(unsaid, {});
  });
});

test("a sentence with Chinese in it stays one sentence: no part of it stands in a column of its own", async () => {
  const root = temporaryFolder();
  cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
  const settings = join(root, "content/site.toml");
  writeFileSync(settings, `language = "en"\n${readFileSync(settings, "utf8").replace(/^language = .*\n/m, "")}`);
  const site = buildSite(root);
  const home = await serveFolder(site);
  await withPage(browser, home, async (page) => {
    let marked = 0;
    for (const path of filesOf(site).filter((path) => path.endsWith("index.html"))) {
      await page.goto(home + path);
      const { n, torn } = await page.evaluate(() => {
        const isText = (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== "";
        const all = [...document.querySelectorAll("main span[lang^=zh]:not([class])")];
        // A grade or a count is a row of a shape, a word and a number.
        const isRow = (part) => part.parentElement.matches(".grade, .count");
        const inSentence = all.filter((part) => !isRow(part) && [...part.parentElement.childNodes].some(isText));
        const isTorn = (part) => /flex|grid/.test(getComputedStyle(part.parentElement).display);
        return { n: inSentence.length, torn: inSentence.filter(isTorn).map((part) => part.parentElement.outerHTML.slice(0, 200)) };
      });
      assert.deepEqual(torn, [], path);
      marked += n;
    }
    assert.ok(marked > 100, `${marked}`);
  }, { viewport: { width: 360, height: 740 } });
});
