// Every kind of page for people who see, point or read differently: no violation of WCAG 2.2 A and AA that axe can find,
// in each scheme and each setting of the display; and large text in which nothing is cut off, overlaps or needs scrolling.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { openBrowser, withPage } from "./browser.mjs";
import { KINDS, PROJECT, openPage } from "./kinds.mjs";
import { buildColumn, serveFolder } from "./site.mjs";

const folder = buildColumn();
const home = await serveFolder(folder);
const browser = await openBrowser();

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"];

// ---- Rules of WCAG ----

const DESK = { width: 1280, height: 720 };
const PHONE = { width: 320, height: 640 };

/** How a page can be looked at: what the browser is set to, and which buttons of the display are pressed. */
const LOOKS = {
  "light": { colorScheme: "light" },
  "dark": { colorScheme: "dark" },
  "more contrast asked of the browser": { contrast: "more" },
  "high contrast, light": { pressed: ["contrast"], colorScheme: "light" },
  "high contrast, dark": { pressed: ["contrast"], colorScheme: "dark" },
  "large text on a phone": { pressed: ["text"], size: PHONE },
};

async function look(page, { pressed = [], size = DESK, colorScheme = "light", contrast = "no-preference" }) {
  await page.emulateMedia({ colorScheme, contrast });
  await page.setViewportSize(size);
  for (const name of ["text", "contrast"]) await press(page, name, pressed.includes(name));
}

/** Presses a button of the display unless it already is as wanted. */
async function press(page, name, wanted) {
  const button = page.locator(`button[data-display=${name}]`);
  if ((await button.getAttribute("aria-pressed")) !== String(wanted)) {
    // On a narrow screen the buttons are in the menu.
    const menu = page.locator(".menu-button");
    const isInMenu = await menu.isVisible();
    if (isInMenu) await menu.click();
    await button.click();
    if (isInMenu) await page.keyboard.press("Escape");
  }
  assert.equal(await button.getAttribute("aria-pressed"), String(wanted));
}

/** Runs in the page, where axe is: what it finds, as rule and element. */
async function violations(tags) {
  // Target size is AA, but has to be asked for.
  const rules = { "target-size": { enabled: true } };
  const { violations, passes } = await axe.run({ runOnly: { type: "tag", values: tags }, rules, resultTypes: ["violations"] });
  if (passes.length < 10) throw new Error(`only ${passes.length} rules applied`);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}

for (const path of KINDS) {
  test(`${path}: no violation of WCAG 2.2 A and AA in any look`, () =>
    withPage(browser, home, async (page) => {
      await openPage(page, home, path);
      // By the debugger, which the policy of the page does not concern.
      await page.evaluate(AXE);
      const found = {};
      for (const [name, settings] of Object.entries(LOOKS)) {
        await look(page, settings);
        found[name] = await page.evaluate(violations, TAGS);
      }
      assert.deepEqual(found, Object.fromEntries(Object.keys(LOOKS).map((name) => [name, []])));
    }));
}

test("the suggestions of a search box: no violation of WCAG 2.2 A and AA in any look", () =>
  withPage(browser, home, async (page) => {
    await openPage(page, home, "index.html");
    await page.evaluate(AXE);
    for (const [name, settings] of Object.entries(LOOKS)) {
      await look(page, settings);
      await page.fill("#home-q", "");
      await page.locator("#home-q").pressSequentially("政务");
      await page.locator("[role=option]").first().waitFor();
      await page.keyboard.press("ArrowDown");
      assert.deepEqual(await page.evaluate(violations, TAGS), [], name);
    }
  }));

// ---- Large text ----

/** Runs in the page: what is seen of each text, with its size on the screen; and what is cut off or on top of something else. */
function texts() {
  const isClipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || isClipped(element.parentElement));
  const nameOf = (element) => `${element.localName}.${element.className.baseVal ?? element.className}`;
  const sizes = [];
  const boxes = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility() || isClipped(element)) continue;
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize) * (element.ownerSVGElement ? element.getScreenCTM().a : 1);
    sizes.push({ name: nameOf(element), size, lines: parseFloat(style.lineHeight) / parseFloat(style.fontSize) });
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const { left, right, top, bottom } of range.getClientRects()) {
      // The signs themselves, without the room that a face has above and below them.
      const spare = (bottom - top) * 0.2;
      boxes.push({ element, left: left + 1, right: right - 1, top: top + spare, bottom: bottom - spare });
    }
  }
  boxes.sort((one, other) => one.top - other.top);
  const overlaps = [];
  boxes.forEach((one, at) => {
    for (let next = at + 1; boxes[next]?.top < one.bottom; next++) {
      const other = boxes[next];
      if (one.element !== other.element && one.left < other.right && other.left < one.right) {
        overlaps.push(`${nameOf(one.element)} “${one.element.textContent}” ${nameOf(other.element)} “${other.element.textContent}”`);
      }
    }
  });
  // What is typed into a field moves along in it.
  const cut = [...document.querySelectorAll("body :not(input)")]
    .filter((element) => element.checkVisibility() && !isClipped(element) && ["hidden", "clip"].includes(getComputedStyle(element).overflowX))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
  return { sizes, overlaps, cut: cut.map(nameOf), width: document.documentElement.scrollWidth };
}

for (const path of KINDS) {
  test(`${path}: large text is larger everywhere, whole, and in no need of scrolling sideways`, () =>
    withPage(browser, home, async (page) => {
      await openPage(page, home, path);
      for (const width of [320, 360, 1440]) {
        await look(page, { size: { width, height: 800 } });
        const before = await page.evaluate(texts);
        await press(page, "text", true);
        const after = await page.evaluate(texts);
        assert.ok(before.sizes.length > 20);
        assert.equal(after.sizes.length, before.sizes.length);
        const small = after.sizes.filter(({ size }, at) => size < before.sizes[at].size * 1.35).map(({ name, size }) => `${name} ${size}`);
        assert.deepEqual([...new Set(small)], [], `${width} px`);
        const tight = after.sizes.filter(({ lines }, at) => lines < before.sizes[at].lines - 0.01).map(({ name }) => name);
        assert.deepEqual(tight, [], `${width} px`);
        assert.deepEqual([after.cut, after.overlaps, Math.max(after.width, width)], [[], [], width], `${width} px`);
      }
    }));
}

// ---- Fingers ----

/** Runs in the page: what is pressed and is smaller than `least`. Links within a sentence are as large as its words (WCAG 2.5.8). */
function smallTargets(least) {
  const isClipped = (element) => element && (getComputedStyle(element).clipPath !== "none" || isClipped(element.parentElement));
  const isInline = (element) => getComputedStyle(element).display === "inline";
  const isInSentence = (link) => {
    let block = link.parentElement;
    while (isInline(block)) block = block.parentElement;
    const others = block.textContent.replace(link.textContent, "").replace(/[·|\s]/g, "");
    return link.localName === "a" && isInline(link) && others.length > 0;
  };
  // A card is pressed wherever its first link reaches.
  const reached = (element) => {
    const after = getComputedStyle(element, "::after");
    const reaches = after.position === "absolute" && after.content !== "none" && after.inset === "0px";
    return (reaches && element.localName === "a" ? element.closest("tr") : element.closest("label") ?? element).getBoundingClientRect();
  };
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((element) => element.checkVisibility() && !isClipped(element) && getComputedStyle(element).pointerEvents !== "none")
    .filter((element) => !isInSentence(element))
    .map((element) => ({ element, box: reached(element) }))
    .filter(({ box }) => box.width < least - 0.5 || box.height < least - 0.5)
    .map(({ element, box }) => `${element.outerHTML.slice(0, 90)} ${box.width} × ${box.height}`);
}

test("on a phone everything that is pressed is 44 px large, and 60 px with large text", () =>
  withPage(browser, home, async (page) => {
    for (const path of KINDS) {
      await openPage(page, home, path);
      assert.ok((await page.evaluate(smallTargets, 400)).length > 5, path);
      assert.deepEqual(await page.evaluate(smallTargets, 44), [], path);
      await page.evaluate(() => (document.documentElement.dataset.text = "large"));
      assert.deepEqual(await page.evaluate(smallTargets, 60), [], `${path}, large text`);
    }
  }, { viewport: { width: 360, height: 740 } }));

test("enlarged four times on a desk, a page goes one way only, but for its tables", () =>
  withPage(browser, home, async (page) => {
    for (const path of KINDS) {
      await openPage(page, home, path);
      // 1280 px at 400 % are 320 px.
      const sideways = await page.evaluate(() => [...document.querySelectorAll("body, body *")]
        .filter((element) => !element.closest(".table-scroll, pre, .on-page") && !["visible", "hidden", "clip"].includes(getComputedStyle(element).overflowX))
        .filter((element) => element.localName !== "input" && element.scrollWidth > element.clientWidth + 1)
        .map((element) => element.outerHTML.slice(0, 80)));
      assert.deepEqual(sideways, [], path);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, path);
    }
  }, { viewport: { width: 320, height: 256 } }));

// ---- The buttons of the display ----

const OFF = { text: undefined, contrast: undefined };
const BOTH = { text: "large", contrast: "high" };

const setting = (page) => page.evaluate(() => {
  const { text, contrast } = document.documentElement.dataset;
  return { text, contrast };
});

test("a table is a stop of the keyboard only where it goes on sideways; on a desk its heads stay, and so do the ways within a project", () =>
  withPage(browser, home, async (page) => {
    const regions = () => page.locator(".table-scroll").evaluateAll((all) =>
      all.filter((region) => region.checkVisibility()).map((region) => [region.hasAttribute("tabindex"), region.scrollWidth > region.clientWidth]));
    for (const width of [1440, 768, 360]) {
      await page.setViewportSize({ width, height: 800 });
      for (const path of ["projects/index.html", PROJECT]) {
        await page.goto(home + path);
        await page.waitForFunction(() => document.readyState === "complete");
        const stops = await regions();
        assert.ok(stops.length > 0, path);
        assert.deepEqual(stops.filter(([stops, scrolls]) => stops !== scrolls), [], `${path} at ${width} px`);
      }
      const bar = page.locator(".on-page");
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight / 2));
      assert.equal(Math.round((await bar.boundingBox()).y), 0, `${width} px`);
    }
    await page.setViewportSize({ width: 1440, height: 500 });
    await page.goto(`${home}projects/index.html`);
    await page.locator(".list-form button").click();
    const head = page.locator(".projects thead th").first();
    await page.locator(".projects tbody tr").last().evaluate((row) => scrollTo(0, scrollY + row.getBoundingClientRect().top - 200));
    const { y } = await head.boundingBox();
    assert.ok(y >= 0 && y < 10, `${y}`);
  }));

test("what is chosen holds on other pages and after a reload, without cookies, and is undone as easily", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    assert.deepEqual(await setting(page), OFF);
    for (const name of ["text", "contrast"]) await press(page, name, true);
    assert.deepEqual(await setting(page), BOTH);
    await page.goto(home + PROJECT);
    assert.deepEqual(await setting(page), BOTH);
    await page.reload();
    assert.deepEqual(await setting(page), BOTH);
    assert.equal(await page.locator("button[data-display][aria-pressed=true]").count(), 2);
    assert.deepEqual(await page.context().cookies(), []);
    for (const name of ["text", "contrast"]) await press(page, name, false);
    assert.deepEqual(await setting(page), OFF);
    await page.goBack();
    assert.deepEqual(await setting(page), OFF);
  }));

test("projects are cards side by side, until a table is asked for on a desk", () =>
  withPage(browser, home, async (page) => {
    const rows = () => page.locator(".projects tbody tr").evaluateAll((all) => all.map((row) => row.getBoundingClientRect().toJSON()));
    const areCards = (all) => all.some(({ top }) => all.filter((other) => other.top === top).length > 1);
    const button = page.locator(".list-form button");
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.goto(`${home}projects/index.html`);
    assert.ok(areCards(await rows()));
    await button.click();
    assert.ok(!areCards(await rows()));
    assert.ok(await page.locator(".projects thead").isVisible());
    await page.goto(`${home}index.html`);
    assert.equal(await button.first().getAttribute("aria-pressed"), "true");
    assert.ok(!areCards(await rows()));
    // On a phone there is no room for one, and nothing to choose.
    await page.setViewportSize({ width: 360, height: 640 });
    assert.equal(await button.first().isVisible(), false);
    assert.ok((await rows()).every(({ width }) => width <= 360));
    await page.setViewportSize({ width: 768, height: 900 });
    await button.first().click();
    assert.ok(areCards(await rows()));
    assert.ok(await page.locator(".projects").first().evaluate((table) => table.scrollWidth <= table.parentElement.clientWidth));
  }));

test("where storage is blocked, what is chosen holds for the page", () =>
  withPage(browser, home, async (page) => {
    await page.addInitScript(() =>
      Object.defineProperty(window, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } }));
    await page.goto(home + PROJECT);
    for (const name of ["text", "contrast"]) await press(page, name, true);
    assert.deepEqual(await setting(page), BOTH);
    await page.reload();
    assert.deepEqual(await setting(page), OFF);
  }));

test("from a disk the buttons work too", () => {
  const disk = `${pathToFileURL(folder).href}/`;
  return withPage(browser, disk, async (page) => {
    await page.goto(disk + PROJECT);
    for (const name of ["text", "contrast"]) await press(page, name, true);
    assert.deepEqual(await setting(page), BOTH);
  });
});

test("without scripts there is no button that does nothing", () =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}index.html`);
    assert.equal(await page.locator("button[data-display]").count(), 3);
    assert.equal(await page.locator("button[data-display] >> visible=true").count(), 0);
  }, { javaScriptEnabled: false }));

for (const colorScheme of ["light", "dark"]) {
  test(`high contrast is black and white with strong lines in a ${colorScheme} scheme`, () =>
    withPage(browser, home, async (page) => {
      await openPage(page, home, PROJECT);
      await look(page, { colorScheme, pressed: ["contrast"] });
      const seen = await page.evaluate(() => {
        const style = (selector) => getComputedStyle(document.querySelector(selector));
        const { color, backgroundColor } = style("body");
        return { color, backgroundColor, line: style("#site-q").borderTopWidth, box: style(".answer").borderTopWidth };
      });
      const [front, back] = ["rgb(0, 0, 0)", "rgb(255, 255, 255)"];
      const colours = colorScheme === "light" ? { color: front, backgroundColor: back } : { color: back, backgroundColor: front };
      assert.deepEqual(seen, { ...colours, line: "2px", box: "2px" });
    }));
}

test("on paper everything is as without the buttons", () =>
  withPage(browser, home, async (page) => {
    const paper = async () => {
      await page.emulateMedia({ media: "print" });
      const styles = await page.locator("body, h1, .answer, table.form td, .finding").evaluateAll((elements) =>
        elements.map((element) => [...getComputedStyle(element)].map((name) => getComputedStyle(element).getPropertyValue(name)).join()));
      assert.equal(await page.locator("button[data-display] >> visible=true").count(), 0);
      await page.emulateMedia({ media: "screen" });
      return styles;
    };
    await page.goto(home + PROJECT);
    const plain = await paper();
    for (const name of ["text", "contrast"]) await press(page, name, true);
    assert.deepEqual(await paper(), plain);
  }));
