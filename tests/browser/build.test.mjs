// The same sources make the same bytes, however many threads there are and however often they are made.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, build, buildSite, filesOf } from "./site.mjs";

function digests(folder) {
  const digest = (path) => createHash("sha256").update(readFileSync(join(folder, path))).digest("hex");
  return Object.fromEntries(filesOf(folder).map((path) => [path, digest(path)]));
}

test("builds with one thread and with two are the same to the byte", () => {
  const [one, two] = ["1", "2"].map((threads) => digests(buildSite(ROOT, { RAYON_NUM_THREADS: threads })));
  assert.ok(Object.keys(one).length > 60);
  assert.deepEqual(one, two);
});

test("the language and the time zone of the machine leave no trace", () => {
  const here = digests(build());
  const there = digests(buildSite(ROOT, { LANG: "en_US.UTF-8", LC_ALL: "C", TZ: "Asia/Shanghai" }));
  assert.deepEqual(here, there);
});
