// The schemas for editors, judged by others: a validator over every TOML file of the content, and a language server of TOML.

import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import taplo from "@taplo/lsp";
import Ajv from "ajv";
import { TomlDate, parse } from "smol-toml";
import { ROOT, build, buildFixture, filesOf, temporaryFolder } from "./site.mjs";

/** A TOML file as editors give it to a schema: dates are texts. */
const plain = (text) =>
  JSON.parse(JSON.stringify(parse(text), (_, value) => (value instanceof TomlDate ? value.toISOString() : value)));

const readToml = (path) => plain(readFileSync(path, "utf8"));

/** Which schema a file is to keep to, by where it lies. */
function kindOf(path) {
  if (path.startsWith("rubrics/")) return "rubric";
  return path.split("/").pop().replace(".toml", "");
}

function validator(site, kind) {
  const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
  ajv.addFormat("date", /^\d{4}-\d{2}-\d{2}$/);
  return ajv.compile(JSON.parse(readFileSync(join(site, `data/schemas/${kind}.json`), "utf8")));
}

for (const [name, site, content, least] of [
  ["the example site", () => build(), "content", 11],
  ["a government site", () => buildFixture("clean", "government"), "tests/fixtures/sites/government/content", 2],
  ["forms of every kind", () => build(), "tests/fixtures/sites/consistent/content", 5],
]) {
  test(`every file keeps to the schema of its kind: ${name}`, () => {
    const published = site();
    const paths = filesOf(join(ROOT, content)).filter((path) => path.endsWith(".toml"));
    assert.ok(paths.length >= least, `only ${paths.length} files`);
    for (const path of paths) {
      const validate = validator(published, kindOf(path));
      assert.ok(validate(readToml(join(ROOT, content, path))), `${path}: ${JSON.stringify(validate.errors, null, 1)}`);
    }
  });
}

test("a schema refuses what the reader refuses", () => {
  const site = build();
  const text = readFileSync(join(ROOT, "content/projects/2019/haikou-zwfwzx-zhsw/project.toml"), "utf8");
  const validate = validator(site, "project");
  assert.ok(validate(plain(text)));
  const broken = {
    "a key that there is not": (project) => (project.titel = "…"),
    "one deep down": (project) => (project.evaluations[0].indicators[0].wieght = 4),
    "a key that is missing": (project) => delete project.agency,
    "a word that is not of the list": (project) => (project.funds.unit = "美元"),
    "a year in words": (project) => (project.year = "二〇一九"),
    "a level that there is not": (project) => (project.evaluations[0].indicators[0].level = 0),
    "a table where a list of tables stands": (project) => (project.evaluations = project.evaluations[0]),
    "a day that is none": (project) => (project.period.from = "2019年1月1日"),
  };
  for (const [what, spoil] of Object.entries(broken)) {
    const project = plain(text);
    spoil(project);
    assert.ok(!validate(project), what);
  }
});

/** What the language server of TOML may see of this machine: files that it is led to. */
const environment = (cwd) => ({
  now: () => new Date(),
  envVar: () => undefined,
  envVars: () => [],
  stdErrAtty: () => false,
  stdin: () => Promise.reject(new Error("nothing to read")),
  stdout: (bytes) => Promise.resolve(bytes.length),
  stderr: (bytes) => Promise.resolve(bytes.length),
  urlToFilePath: (url) => fileURLToPath(url),
  isAbsolute,
  cwd: () => cwd,
  glob: () => [],
  readFile: (path) => Promise.resolve(readFileSync(path)),
  writeFile: () => Promise.reject(new Error("nothing to write")),
  findConfigFile: () => undefined,
  // It would ask for a list of everybody's schemas.
  fetch: { fetch: () => Promise.reject(new Error("no network")), Headers, Request, Response },
});

/** A conversation with the language server: questions, and what it says of itself. */
async function converse(cwd) {
  const waiting = new Map();
  const heard = [];
  const onMessage = (message) => {
    if (message.method && message.id !== undefined) {
      // It asks for the settings of the editor, which has none.
      server.send({ jsonrpc: "2.0", id: message.id, result: (message.params?.items ?? []).map(() => null) });
    } else if (message.id !== undefined) {
      waiting.get(message.id)?.(message.result);
    } else {
      heard.push(message);
    }
  };
  const server = await taplo.TaploLsp.initialize(environment(cwd), { onMessage });
  const ask = (method, params) =>
    new Promise((resolve) => {
      const id = waiting.size + 1;
      waiting.set(id, resolve);
      server.send({ jsonrpc: "2.0", id, method, params });
    });
  const tell = (method, params) => server.send({ jsonrpc: "2.0", method, params });
  return { ask, tell, heard, end: () => server.dispose() };
}

test("a language server finds the schema that a file names, explains keys and completes them", { timeout: 60_000 }, async () => {
  const root = temporaryFolder();
  cpSync(build(), join(root, "public"), { recursive: true });
  const file = join(root, "content/projects/2023/x/project.toml");
  mkdirSync(dirname(file), { recursive: true });
  const text = [
    "#:schema ../../../../public/data/schemas/project.json",
    'title = "热线"',
    "year = 2023",
    'agency = "a"',
    "[[evaluations]]",
    'rater = "nobody"',
    'rubric = "demo"',
    "",
  ].join("\n");
  writeFileSync(file, text);
  const server = await converse(root);
  try {
    const workspace = pathToFileURL(root).href;
    const uri = pathToFileURL(file).href;
    await server.ask("initialize", {
      processId: process.pid,
      rootUri: workspace,
      workspaceFolders: [{ uri: workspace, name: "site" }],
      capabilities: {},
      initializationOptions: { configurationSection: "evenBetterToml" },
    });
    server.tell("initialized", {});
    server.tell("textDocument/didOpen", { textDocument: { uri, languageId: "toml", version: 1, text } });
    const at = (line, character) => ({ textDocument: { uri }, position: { line, character } });
    const isSaid = (one) => one.method === "textDocument/publishDiagnostics" && JSON.stringify(one).includes("nobody");
    const last = Date.now() + 30_000;
    while (!server.heard.some(isSaid)) {
      assert.ok(Date.now() < last, "nothing is said of the wrong word");
      // It works on while it is asked.
      server.ask("textDocument/hover", at(1, 2));
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const hover = await server.ask("textDocument/hover", at(1, 2));
    assert.match(JSON.stringify(hover), /项目名称/);
    const labels = async (line, character) =>
      (await server.ask("textDocument/completion", at(line, character))).map((item) => item.label);
    assert.ok((await labels(7, 0)).includes("grade"));
    assert.deepEqual(await labels(5, 9), ['"self"', '"department"', '"finance"', '"third-party"']);
  } finally {
    server.end();
  }
});
