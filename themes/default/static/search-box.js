// Gives the search boxes of a page their suggestions when one is first used, so that nobody else pays for them.
// From a disk there are none: nothing can be looked up there.

"use strict";

{
  const { src, dataset } = document.currentScript;

  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, src);
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    });

  const start = async () => {
    if (!document.activeElement.matches("[data-suggest]")) return;
    removeEventListener("focusin", start);
    // The search page has it already.
    if (typeof gongshiSearch === "undefined") await load("search.js");
    await load("suggest.js");
    const root = new URL(dataset.root, location.href);
    document.querySelectorAll("[data-suggest]").forEach((input) => gongshiSuggest.attach(input, root, dataset));
  };

  if (location.protocol !== "file:") {
    addEventListener("focusin", start);
    addEventListener("DOMContentLoaded", start);
  }
}
