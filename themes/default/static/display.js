// Large text and high contrast, switched by the buttons of the header, and projects as rows of a table instead of cards, by
// the button above them; the style sheet does the rest. Runs before the page
// is drawn, so that nothing moves. The choice stays in this browser (localStorage); where that is blocked, it is for this page.
// And tables are stops of the Tab key only while they have more columns than room.

"use strict";

{
  const STORED = "gongshi-display";
  const CHOICES = { text: "large", contrast: "high", lists: "table" };
  const root = document.documentElement;

  let chosen = recall();
  show();
  document.addEventListener("DOMContentLoaded", start);
  // A page that the browser kept, or one in another tab, may be older than the choice.
  addEventListener("pageshow", ({ persisted }) => persisted && update(recall()));
  addEventListener("storage", ({ key }) => key === STORED && update(recall()));

  function start() {
    for (const button of buttons()) {
      const name = button.dataset.display;
      button.addEventListener("click", () => {
        update(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
        remember();
      });
    }
    show();
    const watch = new ResizeObserver((entries) => entries.forEach(({ target }) => stopAt(target)));
    document.querySelectorAll(".table-scroll").forEach((region) => watch.observe(region));
  }

  /** Makes a region a stop of the Tab key where it scrolls. */
  function stopAt(region) {
    if (region.scrollWidth > region.clientWidth) region.tabIndex = 0;
    else region.removeAttribute("tabindex");
  }

  function update(names) {
    chosen = names;
    show();
  }

  function show() {
    root.dataset.display = "";
    for (const [name, value] of Object.entries(CHOICES)) {
      if (chosen.includes(name)) root.dataset[name] = value;
      else delete root.dataset[name];
    }
    for (const button of buttons()) button.setAttribute("aria-pressed", chosen.includes(button.dataset.display));
  }

  function buttons() {
    return document.querySelectorAll("button[data-display]");
  }

  function recall() {
    try {
      return (localStorage.getItem(STORED) ?? "").split(" ").filter((name) => Object.hasOwn(CHOICES, name));
    } catch {
      return [];
    }
  }

  function remember() {
    try {
      localStorage.setItem(STORED, chosen.join(" "));
    } catch {
      // Storage may be forbidden; the choice holds for this page.
    }
  }
}
