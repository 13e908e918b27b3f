// Chromium for the tests: Debian's own, with no way out; and pages that keep an account of everything that goes wrong.

import assert from "node:assert/strict";
import { after } from "node:test";
import { chromium } from "playwright-core";

/** Without the windows that nobody sees: opening a page costs a fifth. */
const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell";
/** With them, for what the other one lacks: it keeps no pages that one may go back to. */
const WITH_WINDOWS = process.env.CHROMIUM ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts a browser that is closed when the tests of the file are over. */
export async function openBrowser(options = {}) {
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: FLAGS, ...options });
  after(() => browser.close());
  return browser;
}

/** Starts one that keeps pages as they were left, for those who go back to them. */
export const openKeepingBrowser = () =>
  openBrowser({ executablePath: WITH_WINDOWS, ignoreDefaultArgs: ["--disable-back-forward-cache"] });

/**
 * Calls `use` with a new page of `browser`, and fails when anything went wrong on it meanwhile: a word on the
 * console, an error, a request that failed, or one that left `home` (the address of the site, or its folder).
 */
export async function withPage(browser, home, use, options = {}) {
  const context = await browser.newContext({ locale: "zh-CN", ...options });
  const problems = [];
  context.on("console", (message) => problems.push(`console: ${message.text()} (${message.location().url})`));
  context.on("weberror", (error) => problems.push(`error: ${error.error().message}`));
  context.on("request", (request) => {
    const isHere = request.url().startsWith(home) || request.url().startsWith("data:");
    if (!isHere) problems.push(`left the site: ${request.url()}`);
  });
  context.on("requestfailed", (request) => problems.push(`failed: ${request.url()} ${request.failure()?.errorText}`));
  context.on("response", (response) => {
    if (response.status() >= 400) problems.push(`status ${response.status()}: ${response.url()}`);
  });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await use(page);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
  }
}

/** Goes on by Tab until `selector` has the focus, which has to be seen all the way. */
export async function tabTo(page, selector) {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press("Tab");
    // The page may still be gliding to the place.
    const isSeen = () => {
      const style = getComputedStyle(document.activeElement);
      const box = document.activeElement.getBoundingClientRect();
      const isOnScreen = box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
      return isOnScreen && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && box.width > 1 && box.height > 1;
    };
    await page.waitForFunction(isSeen, null, { timeout: 3000 }).catch(async () => {
      const focused = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120));
      assert.fail(`the focus is not seen on the way to ${selector}: ${focused}`);
    });
    const isThere = await page.evaluate((selector) => document.activeElement.matches(selector), selector);
    if (isThere) return;
  }
  assert.fail(`no way to ${selector} by keyboard`);
}

/** What a visitor can read on the page. */
export const visibleText = (page, selector = "body") => page.locator(selector).innerText();
