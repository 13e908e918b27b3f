// A small set of what `search-measure.mjs` measures on large sites: queries of every kind on generated reports with varied prose.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { openBrowser } from "./browser.mjs";
import { ask, judge, queriesFor, serveCounted, textsOf } from "./search-measure.mjs";
import { GONGSHI, buildSite, temporaryFolder } from "./site.mjs";

const PAGES = 40;
const PROSE = 1500;
const QUERIES = 24;
const MOST_BYTES = 200_000;

test("what pages say is on the first screen of results, for little", async (t) => {
  const root = temporaryFolder();
  const run = spawnSync(join(dirname(GONGSHI), "examples/corpus"), [root, String(PAGES), String(PROSE)], { encoding: "utf8" });
  assert.equal(run.status, 0, String(run.error ?? run.stderr));
  const folder = buildSite(root);
  const texts = textsOf(folder);
  assert.equal(texts.length, PAGES);
  const server = await serveCounted(folder);
  t.after(server.close);
  const browser = await openBrowser();
  const wrong = [];
  for (const query of queriesFor(texts, QUERIES)) {
    const asked = await ask(browser, server, query.q);
    const judged = judge(texts, query, asked);
    const isRight = judged.share === 1 && judged.wrong === 0 && judged.isHonest && judged.isHelped;
    if (!isRight || asked.bytes > MOST_BYTES) wrong.push({ ...judged, bytes: asked.bytes });
  }
  assert.deepEqual(wrong, []);
});
