// The data to take away, judged by a validator that is not ours: each project's data.json against the published schema.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { build, buildFixture, buildGenerated, filesOf } from "./site.mjs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));

/** The check of the schema that `site` publishes; in strict mode, so that no mistake of the schema goes unseen. */
function validator(site) {
  const ajv = new Ajv({ strict: true, strictRequired: true, allErrors: true });
  return ajv.compile(readJson(join(site, "data/project.schema.json")));
}

/** The check of one table's records, by the schema that `site` publishes of them. */
function tableValidator(site, table) {
  const ajv = new Ajv({ strict: true, strictRequired: true, allErrors: true });
  ajv.addSchema(readJson(join(site, "data/tables.schema.json")), "tables");
  return ajv.compile({ $ref: `tables#/$defs/${table}` });
}

/** The files that the schema is about. */
const projectFiles = (site) => filesOf(join(site, "projects")).filter((path) => path.endsWith("/data.json"));

for (const [name, least, make] of [
  ["the five reports", 5, () => build()],
  ["the smallest site", 1, () => buildFixture("clean")],
  ["a government site", 1, () => buildFixture("clean", "government")],
  ["a site in English", 1, () => buildFixture("languages")],
  ["generated reports", 60, () => buildGenerated(60)],
]) {
  test(`the data of every project has the form that is published: ${name}`, () => {
    const site = make();
    const validate = validator(site);
    const paths = projectFiles(site);
    assert.ok(paths.length >= least, `only ${paths.length} projects`);
    for (const path of paths) {
      const data = readJson(join(site, "projects", path));
      assert.ok(validate(data), `${path}: ${JSON.stringify(validate.errors, null, 1)}`);
      const schema = resolve(site, "projects", dirname(path), data.$schema);
      assert.equal(schema, join(site, "data/project.schema.json"), path);
    }
  });
}

test("every table has as JSON the form that is published", () => {
  for (const site of [build(), buildFixture("languages"), buildGenerated(60)]) {
    const tables = filesOf(join(site, "data")).filter((path) => path.endsWith(".csv"));
    assert.ok(tables.length > 10);
    for (const path of tables) {
      const table = path.replace(".csv", "");
      const validate = tableValidator(site, table);
      const records = readJson(join(site, `data/${table}.json`));
      assert.ok(validate(records), `${table}: ${JSON.stringify(validate.errors?.slice(0, 3))}`);
    }
  }
});

test("the schema of the tables refuses a number that is no text, and says why it is one", () => {
  const site = build();
  const records = readJson(join(site, "data/projects.json"));
  const validate = tableValidator(site, "projects");
  assert.ok(validate(records));
  records[0].spent_yuan = Number(records[0].spent_yuan);
  assert.ok(!validate(records));
  const { $defs } = readJson(join(site, "data/tables.schema.json"));
  assert.match($defs.figure.description, /写成文本/);
});

test("no file of data is blown up by indentation", () => {
  const site = build();
  const files = filesOf(site).filter((path) => /\.json(ld)?$/.test(path) && !path.startsWith("search/"));
  assert.ok(files.some((path) => path.endsWith("/data.json")));
  for (const path of files) assert.doesNotMatch(readFileSync(join(site, path), "utf8"), /\n[ \t]/, path);
});

test("the schema refuses what it does not describe", () => {
  const site = build();
  const validate = validator(site);
  const [path] = projectFiles(site);
  const broken = {
    "a property that is not described": (data) => (data.extra = "1"),
    "one that is missing": (data) => delete data.findings,
    "one deeper down that is not described": (data) => (data.evaluations[0].rubric.extra = null),
    "a figure that is a number, and so has lost its digits": (data) => (data.evaluations[0].score_printed = 83),
    "a figure with a unit": (data) => (data.funds.budget += "万元"),
    "a rater that there is not": (data) => (data.evaluations[0].rater = "nobody"),
    "nothing where there is always something": (data) => (data.title = null),
    "null where the report says nothing": (data) => (data.evaluations[0].cells_printed = null),
    "a count in words": (data) => (data.indicators[0].row = "一"),
  };
  for (const [what, spoil] of Object.entries(broken)) {
    const data = readJson(join(site, "projects", path));
    assert.ok(validate(data), what);
    spoil(data);
    assert.ok(!validate(data), what);
  }
});

test("every property is described, in the language of the site", () => {
  for (const [site, isSaid] of [
    [build(), /[一-鿿]/],
    [buildFixture("languages"), /^[^一-鿿]+$/],
  ]) {
    const look = (schema, path) => {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        assert.match(property.description ?? "", isSaid, `${path}.${name}`);
        look(property, `${path}.${name}`);
      }
      for (const below of [schema.items, ...(schema.anyOf ?? [])]) if (below) look(below, path);
    };
    look(readJson(join(site, "data/project.schema.json")), "");
  }
});
