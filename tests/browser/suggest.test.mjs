// Suggestions of every search box: names as they are typed, by keyboard, by touch and by input method; and nothing of them
// before a box is used.

import assert from "node:assert/strict";
import { test } from "node:test";
import { openBrowser, tabTo, withPage } from "./browser.mjs";
import { agencies, build, projects, serveFolder } from "./site.mjs";

const home = await serveFolder(build());
const browser = await openBrowser();
const all = projects();
const PROJECT = `${home}projects/2023/baisha-zwfwzx-bmrx/index.html`;
/** One box of each kind: the header's, the front page's, the search page's. */
const BOXES = [[PROJECT, "#site-q"], [`${home}index.html`, "#home-q"], [`${home}search/index.html`, "#search-q"]];

const OPTIONS = "[role=listbox]:not([hidden]) [role=option]";

/** Types `text` and reads what is suggested, each as its name and what it is. */
async function suggested(page, box, text) {
  await page.fill(box, "");
  await page.locator(box).pressSequentially(text);
  await page.waitForFunction(([selector, text]) => document.querySelector(`${selector}:last-child`)?.textContent.includes(text), [OPTIONS, text]);
  return page.locator(OPTIONS).evaluateAll((options) => options.map((option) => [...option.children].map((part) => part.textContent)));
}

const withBox = (use, options) => withPage(browser, home, async (page) => {
  await page.goto(PROJECT);
  await use(page);
}, options);

for (const [address, box] of BOXES) {
  test(`${box} suggests agencies and titles that have the words, and last the words`, () =>
    withPage(browser, home, async (page) => {
      await page.goto(address);
      const found = await suggested(page, box, "政务");
      const titles = all.filter(({ title }) => title.includes("政务")).map(({ title }) => title);
      const names = found.filter(([, kind]) => kind?.startsWith("项目")).map(([name]) => name);
      assert.deepEqual(names.sort(), titles.sort());
      assert.ok(found.some(([, kind]) => kind?.startsWith("实施单位")));
      assert.equal(found.at(-1).length, 1);
      for (const [name] of found) assert.ok(name.includes("政务"));
    }));
}

test("an agency is suggested by its short and its former names, with the number of its projects", () =>
  withBox(async (page) => {
    const named = agencies().agencies.filter(({ id }) => all.some(({ agency }) => agency === id));
    const others = named.flatMap(({ id, name, short_names = [], former_names = [] }) =>
      [...short_names, ...former_names.map((former) => former.name)].map((other) => ({ id, name, other })));
    assert.ok(others.length > 0);
    for (const { id, name, other } of others) {
      const found = await suggested(page, "#site-q", other);
      const count = all.filter(({ agency }) => agency === id).length;
      assert.ok(found.some(([text, kind]) => text.startsWith(name) && kind === `实施单位（${count}）`), `${other}: ${found}`);
    }
  }));

test("traditional characters and full-width digits find the same", () =>
  withBox(async (page) => {
    assert.deepEqual((await suggested(page, "#site-q", "政務服務")).slice(0, -1), (await suggested(page, "#site-q", "政务服务")).slice(0, -1));
    const [year] = await suggested(page, "#site-q", "２０２３");
    assert.equal(year[0], "2023");
  }));

test("arrow keys go round, Enter opens, Escape closes, and the box keeps the focus", () =>
  withBox(async (page) => {
    const box = page.locator("#site-q");
    const active = () => page.evaluate(() => {
      const id = document.activeElement.getAttribute("aria-activedescendant");
      const option = id && document.getElementById(id);
      return option && { selected: option.getAttribute("aria-selected"), place: [...option.parentElement.children].indexOf(option) };
    });
    await tabTo(page, "#site-q");
    const { length } = await suggested(page, "#site-q", "政务");
    assert.equal(await box.getAttribute("aria-expanded"), "true");
    assert.match(await page.locator("#site-q ~ [role=status]").textContent(), new RegExp(`${length} 条建议`));
    assert.equal(await active(), null);
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await active(), { selected: "true", place: length - 1 });
    await page.keyboard.press("ArrowDown");
    assert.equal(await active(), null);
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await active(), { selected: "true", place: 0 });
    assert.equal(await page.locator("[role=option][aria-selected=true]").count(), 1);
    await page.keyboard.press("Escape");
    assert.deepEqual([await box.getAttribute("aria-expanded"), await box.inputValue()], ["false", "政务"]);
    assert.equal(await page.locator(OPTIONS).count(), 0);
    await page.keyboard.press("ArrowDown");
    await page.locator(OPTIONS).first().waitFor();
    await page.keyboard.press("ArrowDown");
    const href = await page.locator(OPTIONS).first().getAttribute("data-href");
    await page.keyboard.press("Enter");
    await page.waitForURL(home + href);
  }));

test("Enter without a choice searches, and so does the last suggestion", () =>
  withBox(async (page) => {
    for (const keys of [["Enter"], ["ArrowUp", "Enter"]]) {
      await page.goto(PROJECT);
      await suggested(page, "#site-q", "政务");
      for (const key of keys) await page.keyboard.press(key);
      await page.waitForURL((address) => address.pathname.endsWith("/search/index.html") && address.searchParams.get("q") === "政务");
    }
  }));

test("a suggestion is taken by touch, and fits a small phone", () =>
  withBox(async (page) => {
    const title = "便民热线白沙分平台工作经费";
    await page.goto(`${home}index.html`);
    await suggested(page, "#home-q", "便民热线");
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 360);
    const sizes = await page.locator(OPTIONS).evaluateAll((options) => options.map((option) => option.getBoundingClientRect().height));
    assert.ok(sizes.every((height) => height >= 44), sizes.join());
    await page.locator(OPTIONS).filter({ hasText: title }).first().tap();
    await page.waitForURL(PROJECT);
  }, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }));

test("leaving the box closes the list", () =>
  withBox(async (page) => {
    await suggested(page, "#site-q", "政务");
    await page.keyboard.press("Tab");
    assert.equal(await page.locator(OPTIONS).count(), 0);
  }));

test("while an input method composes nothing is suggested, and its Enter does not search", () =>
  withBox(async (page) => {
    await page.focus("#site-q");
    await page.waitForSelector("#site-q[role=combobox]");
    const client = await page.context().newCDPSession(page);
    for (const text of ["z", "zheng", "政", "政务"]) {
      await client.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await page.waitForTimeout(400);
    assert.equal(await page.locator(OPTIONS).count(), 0);
    await client.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
    await client.send("Input.insertText", { text: "政务" });
    await page.locator(OPTIONS).first().waitFor();
    assert.equal(page.url(), PROJECT);
    assert.equal(await page.inputValue("#site-q"), "政务");
  }));

test("nothing is loaded before a box is used", () =>
  withBox(async (page) => {
    const requested = [];
    page.on("request", (request) => requested.push(request.url()));
    await page.reload({ waitUntil: "networkidle" });
    assert.ok(requested.some((url) => url.endsWith("/search-box.js")));
    assert.deepEqual(requested.filter((url) => /suggest\.js|search\.js|\/search\/index\//.test(url)), []);
    await suggested(page, "#site-q", "政务");
    assert.ok(requested.some((url) => url.includes("/search/index/names/shards/")));
  }));

test("without an index the box still searches", async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route("**/search/index/**", (route) => route.fulfill({ status: 500, body: "" }));
  await page.goto(PROJECT);
  await page.locator("#site-q").pressSequentially("政务");
  await page.waitForResponse(/meta\.json/);
  assert.equal(await page.locator(OPTIONS).count(), 0);
  await page.keyboard.press("Enter");
  await page.waitForURL(/search\/index\.html\?q=/);
  await context.close();
});
