// One address of every kind of page, below the front page, for tests that look at all kinds. Says nothing of what is on them.

import { projects } from "./site.mjs";

export const PROJECT = "projects/2023/baisha-zwfwzx-bmrx/index.html";
export const SEARCH = "search/index.html?q=政务服务&year=2023";
const NOTHING_FOUND = "search/index.html?q=政务服雾忠新&year=2021";
export const COMPARISON = "compare/index.html?p=2019/haikou-zwfwzx-zhsw&p=2023/baisha-zwfwzx-bmrx";

/** Each of the repository's projects has a form of its own. */
export const KINDS = [
  "index.html",
  ...projects().map(({ id }) => `projects/${id}/index.html`),
  "projects/index.html",
  "agencies/index.html",
  "agencies/haikou-zwfwzx/index.html",
  "departments/haikou-zwglj/index.html",
  "regions/460000/index.html",
  "years/2023/index.html",
  "grades/index.html",
  "rubrics/hainan-2011/index.html",
  "rubrics/hainan-2011/lost/index.html",
  "rules/index.html",
  "quality/index.html",
  "search/index.html",
  SEARCH,
  NOTHING_FOUND,
  "compare/index.html",
  COMPARISON,
  "data/index.html",
  "pages/how-to-read/index.html",
  "sitemap/index.html",
  "404.html",
];

/** What scripts have put on a page when they are done with it. */
const DONE = { [SEARCH]: ".search-result", [NOTHING_FOUND]: ".search-suggestions li", [COMPARISON]: "table.compare" };

/** Opens the page at `path` below `home` and waits until scripts have filled it. */
export async function openPage(page, home, path) {
  await page.goto(home + path);
  if (DONE[path]) await page.locator(DONE[path]).first().waitFor();
}
