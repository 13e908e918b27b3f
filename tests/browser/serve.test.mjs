// The preview: the real program on a copy of the content, changed as a clerk would change it while looking at the page.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { createInterface } from "node:readline";
import { openBrowser, visibleText, withPage } from "./browser.mjs";
import { GONGSHI, POLICY, ROOT, temporaryFolder } from "./site.mjs";

const ID = "2023/baisha-zwfwzx-bmrx";
const TITLE = "便民热线白沙分平台工作经费";

const root = temporaryFolder();
cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
const home = await preview();
const browser = await openBrowser();

/** Starts the preview on a free port; resolves to the address it says. */
async function preview() {
  const program = spawn(GONGSHI, ["serve", "--root", root, "--port", "0"], { stdio: ["ignore", "pipe", "inherit"] });
  after(() => program.kill());
  const late = setTimeout(() => program.kill(), 20_000);
  for await (const line of createInterface({ input: program.stdout })) {
    const address = /http:\/\/127\.0\.0\.1:\d+\//.exec(line)?.[0];
    if (!address) continue;
    clearTimeout(late);
    program.stdout.resume();
    return address;
  }
  throw new Error("the preview ended, or did not say its address within 20 seconds");
}

/** Replaces `from`, which is there, by `to` in a file of the content. */
function edit(path, from, to) {
  const file = join(root, "content", path);
  const text = readFileSync(file, "utf8");
  assert.ok(text.includes(from), `${path} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

const project = `projects/${ID}/project.toml`;
const panel = "#gongshi-live";

/** Opens the project's page in the preview for `use`; the stream of changes ends with the page. */
const onPreview = (use) =>
  withPage(browser, home, async (page) => {
    await page.goto(`${home}projects/${ID}/`);
    await page.locator("h1").waitFor();
    await use(page);
  });

test("the preview answers with the policy that the site must work under", async () => {
  const [style] = /static\/[^"]+\.css/.exec(await (await fetch(home)).text());
  for (const path of ["", `projects/${ID}/`, style, "search/index/meta.json", "no/such/page/"]) {
    const response = await fetch(home + path);
    assert.equal(response.headers.get("content-security-policy"), POLICY, path);
    assert.equal(response.status, path.startsWith("no/") ? 404 : 200, path);
  }
});

test("a page reloads by itself when its project changes", () =>
  onPreview(async (page) => {
    const heading = (text) => page.locator("h1", { hasText: text });
    edit(project, TITLE, `${TITLE}（改）`);
    await heading(`${TITLE}（改）`).waitFor();
    edit(project, `${TITLE}（改）`, TITLE);
    await heading(/经费$/).waitFor();
    assert.equal(await page.locator(panel).count(), 0);
  }));

test("a mistake is shown over the last good page, and is gone when it is put right", () =>
  onPreview(async (page) => {
    const wrong = 'score = 92x';
    edit(project, "score = 92\n", `${wrong}\n`);
    await page.locator(panel).waitFor();
    const line = readFileSync(join(root, "content", project), "utf8").split("\n").indexOf(wrong) + 1;
    const said = await visibleText(page, panel);
    assert.ok(said.includes(`content/${project}:${line}:`), said);
    assert.equal(await page.locator("h1").innerText(), TITLE);
    assert.ok((await page.locator("article.finding").count()) > 0);

    // The panel can be put aside, and it is there again for who comes later.
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(panel).count(), 0);
    await page.reload();
    await page.locator(panel).waitFor();

    edit(project, `${wrong}\n`, "score = 92\n");
    await page.locator(panel).waitFor({ state: "detached" });
    assert.equal(await page.locator("h1").innerText(), TITLE);
  }));

test("a figure that does not add up is said with both figures", () =>
  onPreview(async (page) => {
    edit(project, 'name = "目标内容"\nweight = 4\nscore = 4', 'name = "目标内容"\nweight = 4\nscore = 5');
    await page.locator(panel).waitFor();
    const said = await visibleText(page, panel);
    assert.match(said, /score-over-weight/);
    assert.match(said, /目标内容.*5.*4/);
    edit(project, 'name = "目标内容"\nweight = 4\nscore = 5', 'name = "目标内容"\nweight = 4\nscore = 4');
    await page.locator(panel).waitFor({ state: "detached" });
  }));

test("a new page of text is there without a restart", () =>
  onPreview(async (page) => {
    writeFileSync(join(root, "content", "pages", "xin.md"), "# 新的一页\n\n刚写好。\n");
    await page.locator("footer a", { hasText: "新的一页" }).waitFor();
    await page.locator("footer a", { hasText: "新的一页" }).click();
    await page.waitForURL(/\/pages\/xin\//);
    assert.match(await visibleText(page, "main"), /刚写好/);
  }));

test("a reload after a change leaves the reader where he was, with the same sections open", () =>
  onPreview(async (page) => {
    const section = page.locator("main details").last();
    await section.evaluate((details) => (details.open = true));
    await section.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => Math.round(scrollY));
    assert.ok(before > 500, `${before}`);
    edit(project, TITLE, `${TITLE}（再改）`);
    await page.locator("h1", { hasText: "（再改）" }).waitFor();
    assert.equal(await section.evaluate((details) => details.open), true);
    // The title is longer now; the place is the same to a few lines.
    await page.waitForFunction((y) => Math.abs(scrollY - y) < 100, before, { timeout: 10_000 });
    edit(project, `${TITLE}（再改）`, TITLE);
    await page.locator("h1", { hasText: /经费$/ }).waitFor();
  }));

test("a change of style is shown without a reload, and scripts that are loaded later are still found", () =>
  onPreview(async (page) => {
    const settings = join(root, "content", "site.toml");
    const text = readFileSync(settings, "utf8");
    const style = join(root, "themes", "own", "static", "style.css");
    mkdirSync(join(root, "themes", "own", "static"), { recursive: true });
    writeFileSync(join(root, "themes", "own", "theme.toml"), 'extends = "default"\n');
    writeFileSync(style, "h1 { color: rgb(1, 2, 3); }\n");
    writeFileSync(settings, text.replace(/^theme = .*$/m, "").replace(/^title = /m, 'theme = "own"\ntitle = '));
    const isColoured = (colour) =>
      page.waitForFunction((wanted) => getComputedStyle(document.querySelector("h1")).color === wanted, colour);
    await isColoured("rgb(1, 2, 3)");
    await page.evaluate(() => (document.body.dataset.same = "yes"));
    writeFileSync(style, "h1 { color: rgb(4, 5, 6); }\n");
    await isColoured("rgb(4, 5, 6)");
    assert.equal(await page.locator("body").getAttribute("data-same"), "yes");
    const [script] = await page.$$eval("script[src*='static/']", (scripts) => scripts.map(({ src }) => src));
    assert.equal((await fetch(script)).status, 200);
    writeFileSync(settings, text);
    await page.waitForFunction(() => !document.body.dataset.same);
  }));

test("findings of the page stand beside it with places to copy, those for staff too, and one click shows what all see", () =>
  onPreview(async (page) => {
    const beside = page.locator("#gongshi-staff");
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.reload();
    await beside.waitFor();
    const said = await beside.innerText();
    assert.match(said, /公众也看得到/);
    assert.equal(await beside.locator("li").count(), await page.locator("main article.finding").count());
    // Nothing of the page lies under the panel.
    const edges = await page.evaluate(() => [
      document.querySelector("main").getBoundingClientRect().right,
      document.getElementById("gongshi-staff").getBoundingClientRect().left,
    ]);
    assert.ok(edges[0] <= edges[1], `${edges}`);

    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const place = beside.locator("li button").first();
    const text = await place.innerText();
    assert.match(text, /^content\/projects\/.+:\d+:\d+$/);
    await place.click();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);

    const disclosure = "\n[disclosure]\napproved = 2024-04-15\npublished = 2024-05-06\n";
    const file = join(root, "content", project);
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before + disclosure);
    await beside.locator("h3", { hasText: "只有工作人员看得到" }).waitFor();
    assert.match(await beside.innerText(), /disclosure-late/);
    assert.doesNotMatch(await page.locator("main").innerText(), /disclosure-late/);

    await beside.getByRole("button", { name: "按公众看到的显示" }).click();
    assert.equal(await beside.count(), 0);
    await page.reload();
    await page.locator("#gongshi-staff-open").waitFor();
    assert.equal(await beside.count(), 0);
    await page.locator("#gongshi-staff-open").click();
    await beside.waitFor();
    writeFileSync(file, before);
    await beside.locator("h3", { hasText: "只有工作人员看得到" }).waitFor({ state: "detached" });
  }));

test("on a phone the page comes first, and the findings when they are asked for", () =>
  onPreview(async (page) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.reload();
    await page.locator("#gongshi-staff-open").click();
    await page.locator("#gongshi-staff").waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(width, 360);
  }));
