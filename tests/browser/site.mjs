// The site under test: builds it with the real program, serves it as a column of a portal, reads its sources.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, relative, sep } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "smol-toml";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** The program; another one can be named to test it instead. */
export const GONGSHI =
  process.env.GONGSHI ?? join(process.env.CARGO_TARGET_DIR ?? join(ROOT, "target"), "debug", "gongshi");

/** The strictest policy that a published site must work under. */
export const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'";

/** A column of an existing portal: the site is never at the top of a host. */
const COLUMN = "/column/pingjia/";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".jsonld": "application/ld+json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".xml": "application/xml; charset=utf-8",
};

/** A new folder that goes when the tests of the file are over. */
export function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), "gongshi-browser-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Where sites that several files of tests look at lie, by name: once a run of `tests/run`, else once a file. */
const SITES = process.env.GONGSHI_TEST_SITES ?? temporaryFolder();

/** The folder of a site that nobody changes: `make` builds it where no test of the run has done so yet. */
function once(name, make) {
  const folder = join(SITES, name);
  if (existsSync(folder)) return folder;
  const made = make();
  try {
    renameSync(made, folder);
  } catch (error) {
    // Another file of tests was sooner.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}

/** Builds the repository's own content; returns the folder of the site. */
export const build = () => once("content", () => buildSite(ROOT));

/** Builds the repository's own content as a site that knows its path on the host: the page for wrong addresses has links. */
export const buildColumn = () =>
  once("column", () => {
    const root = temporaryFolder();
    cpSync(join(ROOT, "content"), join(root, "content"), { recursive: true });
    const settings = join(root, "content/site.toml");
    writeFileSync(settings, `base_path = "${COLUMN}"\n${readFileSync(settings, "utf8")}`);
    return buildSite(root);
  });

/** Builds the site at `root`; returns the folder of what was made. */
export function buildSite(root, environment = {}) {
  const out = join(temporaryFolder(), "public");
  const run = spawnSync(GONGSHI, ["build", "--root", root, "--out", out], {
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  assert.equal(run.status, 0, `${GONGSHI} build: ${run.error ?? run.stdout + run.stderr}`);
  return out;
}

/** Builds a site of fixtures, later ones over earlier ones; returns the folder of what was made. */
export const buildFixture = (...layers) =>
  once(layers.join("-"), () => {
    const root = temporaryFolder();
    for (const layer of layers) cpSync(join(ROOT, "tests/fixtures/sites", layer), root, { recursive: true });
    return buildSite(root);
  });

/** Builds a site of `count` generated reports, in every form that there is. */
export const buildGenerated = (count) => once(`generated-${count}`, () => buildGeneratedAs(count, () => {}));

/** The same after `change` has done something to the folder of its sources. */
export function buildGeneratedAs(count, change) {
  const folder = temporaryFolder();
  const run = spawnSync(join(dirname(GONGSHI), "examples/corpus"), [folder, String(count)], { encoding: "utf8" });
  assert.equal(run.status, 0, String(run.error ?? run.stderr));
  change(folder);
  return buildSite(folder);
}

/** The files below a folder, as sorted paths with slashes. */
export function filesOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join("/"))
    .sort();
}

/** Serves a site under a sub-path with the policy on every response; resolves to the address of its front page. */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const headers = { "Content-Security-Policy": POLICY, "Cache-Control": "no-cache" };
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    const file = path.startsWith(COLUMN) ? join(folder, path.slice(COLUMN.length)) : null;
    const found = file && existsSync(file) && statSync(file).isDirectory() ? join(file, "index.html") : file;
    const isThere = found?.startsWith(folder) && existsSync(found);
    const shown = isThere ? found : join(folder, "404.html");
    response.writeHead(isThere ? 200 : 404, { ...headers, "Content-Type": TYPES[extname(shown)] ?? "text/plain" });
    response.end(readFileSync(shown));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${server.address().port}${COLUMN}`;
}

/**
 * TOML as data in which every number is the author's own digits: a string, so that 397.80 is not 397.8. Strings and
 * comments are stepped over; dates have a hyphen after their first digits and stay dates.
 */
export function parseDigits(text) {
  const tokens = /"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\])*"|'[^'\n]*'|#.*|(?<=[=,[]\s*)[+-]?\d+(?:\.\d+)?(?=\s*[,\]}\n#])/g;
  return parse(text.replace(tokens, (token) => (/^["'#]/.test(token) ? token : `"${token}"`)));
}

/** A text as the report prints it, without the marks that say what its figures speak of. */
const withoutMarks = (text) => text.replace(/\[([^[\]\n]+)\]\{[^{}\n]+\}/g, "$1");

const readToml = (path) => parseDigits(withoutMarks(readFileSync(join(ROOT, "content", path), "utf8")));

/** The projects as their authors wrote them, `{id, ...project.toml}`. */
export function projects() {
  return filesOf(join(ROOT, "content", "projects"))
    .filter((path) => path.endsWith("/project.toml"))
    .map((path) => withRatesOfProse({ id: path.slice(0, -"/project.toml".length), ...readToml(`projects/${path}`) }));
}

/** The project with the rates of its report's prose, `[89.74%]{funds.spent÷funds.budget}`, added to the rows of its funds. */
function withRatesOfProse(project) {
  const report = readFileSync(join(ROOT, "content/projects", project.id, "report.md"), "utf8");
  const rate = /\[([^[\]\n]+)\]\{funds\.(\w+)(?::([^{}÷]+))?÷funds\.(\w+)(?::[^{}]+)?\}/g;
  for (const [, printed, of, name, to] of report.matchAll(rate)) {
    const { sources = [], items = [] } = project.funds;
    const row = name === undefined ? project.funds : [...sources, ...items].find((row) => row.name === name);
    (row.rates ??= []).push({ of, to, printed });
  }
  return project;
}

export const agencies = () => readToml("agencies.toml");
export const settings = () => readToml("site.toml");

/** Names of the content files of a kind, without their ending. */
export function namesIn(folder, ending) {
  return filesOf(join(ROOT, "content", folder)).filter((path) => path.endsWith(ending)).map((path) => path.slice(0, -ending.length));
}
