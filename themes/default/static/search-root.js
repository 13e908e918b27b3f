// Asks for the root of the search index while the larger scripts of the search page are still on their way.

"use strict";

/** Resolves to the root as it is now, or to null where it cannot be had. */
const gongshiSearchRoot = location.protocol === "file:" ? null
  : fetch(`${document.currentScript.dataset.root}search/index/meta.json`, { cache: "no-cache" })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
