// Every page, style sheet and picture of the theme is sound by the checker of the standard (the Nu Html Checker), as the
// program writes them: of the repository's own site, of one in English, and of one with all that government sites state.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { test } from "node:test";
import { build, buildFixture, filesOf } from "./site.mjs";

const CHECKER = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");

test("no page of any site has an error of HTML, CSS or SVG", () => {
  const sites = [build(), buildFixture("languages"), buildFixture("clean", "government")];
  const written = sites.flatMap((site) => filesOf(site).filter((path) => /\.(html|css|svg)$/.test(path)));
  assert.ok(written.length > 60);
  const options = ["-jar", CHECKER, "--also-check-css", "--also-check-svg", "--skip-non-html", "--format", "json", "--exit-zero-always"];
  const run = spawnSync("java", [...options, ...sites], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
  assert.equal(run.status, 0, `java: ${run.error ?? run.stderr}`);
  const errors = JSON.parse(run.stderr).messages.filter(({ type }) => type !== "info");
  assert.deepEqual(errors.map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`), []);
});
