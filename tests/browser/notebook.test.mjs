// The example on the data page, run as it is published by Python with pandas and DuckDB: what it says is what the reports say.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ROOT, build, buildGenerated, filesOf } from "./site.mjs";

/** Where `tests/run` puts the packages of Python. */
const PACKAGES = join(ROOT, "target/tools/notebook");

/** Runs the example and then tells its three tables. */
const RUN = `
import json
exec(open("example.py.txt", encoding="utf-8").read())
rows = lambda table: json.loads(table.astype(str).to_json(orient="records"))
print("\\n" + json.dumps([rows(lost), rows(money.df()), rows(found.df())]))
`;

/** The tables of the example, run in the data folder of a site without any way to the network. */
function answers(site) {
  const run = spawnSync("python3", ["-c", RUN], {
    cwd: join(site, "data"),
    encoding: "utf8",
    env: { ...process.env, PYTHONPATH: PACKAGES, http_proxy: "http://127.0.0.1:9", https_proxy: "http://127.0.0.1:9" },
  });
  assert.equal(run.status, 0, `tests/run installs pandas and DuckDB in ${PACKAGES}: ${run.error ?? run.stderr}`);
  return JSON.parse(run.stdout.trim().split("\n").at(-1));
}

/** A decimal as a whole number of hundred-millionths, so that sums are exact. */
function units(decimal) {
  const [whole, fraction = ""] = decimal.replace("-", "").split(".");
  return BigInt(whole + fraction.padEnd(8, "0")) * (decimal.startsWith("-") ? -1n : 1n);
}

/** The sum of several, by key; each of `entries` is a key and decimals. */
function sums(entries) {
  const of = {};
  for (const [key, ...decimals] of entries) {
    of[key] ??= decimals.map(() => 0n);
    decimals.forEach((decimal, place) => (of[key][place] += units(decimal)));
  }
  return of;
}

const projectsOf = (site) =>
  filesOf(join(site, "projects"))
    .filter((path) => path.endsWith("/data.json"))
    .map((path) => JSON.parse(readFileSync(join(site, "projects", path), "utf8")));

for (const [name, make] of [["the five reports", build], ["generated reports", () => buildGenerated(60)]]) {
  test(`the example answers what the reports say: ${name}`, () => {
    const site = make();
    const projects = projectsOf(site);
    const [lost, money, found] = answers(site);

    const items = projects.flatMap(({ leading, evaluations, indicators }) =>
      indicators
        .filter((row) => Number(row.evaluation) - 1 === leading && row.is_leaf && row.weight && row.score)
        .map((row) => [`${evaluations[leading].rubric.id} ${row.path.split("/")[0]}`, row.weight, row.score]),
    );
    assert.ok(items.length > 20);
    assert.deepEqual(sums(lost.map((row) => [`${row.rubric} ${row.group}`, row.weight, row.score])), sums(items));
    for (const row of lost) assert.equal(units(row.lost), units(row.weight) - units(row.score), row.group);

    const pairs = projects.filter(({ funds }) => funds?.budget && funds.spent);
    const wanted = sums(pairs.map(({ year, funds }) => [year, "1", funds.budget_yuan, funds.spent_yuan]));
    assert.ok(Object.keys(wanted).length > 0);
    assert.deepEqual(sums(money.map((row) => [row.year, row.projects, row.budget, row.spent])), wanted);

    const findings = projects.flatMap((project) => project.findings);
    const total = (column) => found.reduce((sum, row) => sum + Number(row[column]), 0);
    assert.equal(total("found"), findings.length);
    assert.equal(total("explained"), findings.filter(({ note }) => note !== undefined).length);
  });
}

test("the page shows the program that is published", () => {
  const site = build();
  const page = readFileSync(join(site, "data/index.html"), "utf8");
  const shown = /<pre[^>]*><code[^>]*>([\s\S]*?)<\/code><\/pre>/.exec(page)[1];
  const text = shown.replace(/&(lt|gt|quot|#x27|#39|amp);/g, (_, name) => ({ lt: "<", gt: ">", quot: '"', amp: "&" })[name] ?? "'");
  assert.equal(text, readFileSync(join(site, "data/example.py.txt"), "utf8"));
});
