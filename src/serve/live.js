// Keeps a preview up to date: reloads the page where it was read when the site changes, takes over new styles without, and
// shows over it what is wrong with the files. What is beside the page stands in `staff.js`.
(() => {
  "use strict";
  const version = document.currentScript.dataset.version;
  const events = new EventSource(`/__gongshi/events?since=${version}`);
  const isPlain = document.body.classList.contains("gongshi-plain");
  let panel = null;

  const element = (name, parent, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };

  const close = () => {
    if (panel) panel.remove();
    panel = null;
  };

  const show = ({ title, close: closeLabel, findings }) => {
    close();
    panel = element("section", document.body);
    panel.id = "gongshi-live";
    panel.setAttribute("role", "alert");
    panel.setAttribute("aria-labelledby", "gongshi-live-title");
    const heading = element("h2", panel, title);
    heading.id = "gongshi-live-title";
    const button = element("button", panel, closeLabel);
    button.type = "button";
    button.addEventListener("click", close);
    const list = element("ol", panel);
    for (const finding of findings) {
      const item = element("li", list);
      const place = element("p", item);
      element("strong", place, finding.rule);
      place.append(" ");
      element("code", place, finding.place);
      element("p", item, finding.message);
    }
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });

  // Where the reader was, for the page that comes after a change: how far down, and which sections stood open.
  const KEPT = "gongshi-place";
  const sections = () => {
    const seen = new Map();
    return [...document.querySelectorAll("main details")].map((section) => {
      const name = section.querySelector("summary")?.textContent ?? "";
      const number = seen.get(name) ?? 0;
      seen.set(name, number + 1);
      return { section, key: `${name}#${number}` };
    });
  };
  let isReloading = false;
  const reload = () => {
    isReloading = true;
    const open = sections().filter(({ section }) => section.open).map(({ key }) => key);
    sessionStorage.setItem(KEPT, JSON.stringify({ path: location.pathname, y: scrollY, open }));
    history.scrollRestoration = "manual";
    location.reload();
  };
  const goBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    sessionStorage.removeItem(KEPT);
    if (kept?.path !== location.pathname) return;
    for (const { section, key } of sections()) section.open = kept.open.includes(key);
    scrollTo(0, kept.y);
  };
  goBack();
  // Given back only when the reader leaves: a browser that restores places itself would do so after `goBack`, with an older one.
  addEventListener("beforeunload", () => {
    if (!isReloading) history.scrollRestoration = "auto";
  });

  events.addEventListener("changed", reload);

  // Only styles changed: the page takes over their new addresses, each once it is there.
  events.addEventListener("styled", async () => {
    const text = await (await fetch(location.href)).text();
    const fresh = new DOMParser().parseFromString(text, "text/html");
    const nameOf = (link) => link.getAttribute("href").split("/").at(-1);
    for (const link of document.querySelectorAll('link[rel="stylesheet"]:not([href^="/__gongshi/"])')) {
      const next = [...fresh.querySelectorAll('link[rel="stylesheet"]')].find((other) => nameOf(other) === nameOf(link));
      if (!next || next.getAttribute("href") === link.getAttribute("href")) continue;
      const swapped = link.cloneNode();
      swapped.href = next.getAttribute("href");
      swapped.addEventListener("load", () => link.remove());
      link.after(swapped);
    }
    close();
  });

  // The plain page of a preview that has no good site yet lists the findings itself.
  events.addEventListener("findings", (event) => {
    const message = JSON.parse(event.data);
    if (isPlain) {
      if (event.lastEventId && event.lastEventId !== version) location.reload();
      return;
    }
    show(message);
  });

  // Whether changes are noticed at once, or only by reading the files every second.
  events.addEventListener("watch", (event) => {
    document.getElementById("gongshi-live-watch")?.remove();
    if (!event.data) return;
    const line = element("p", document.body, event.data);
    line.id = "gongshi-live-watch";
    line.setAttribute("role", "status");
  });

  // Browsers keep only a few connections to one place; pages left behind must not hold theirs.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });

  const style = element("link", document.head);
  style.rel = "stylesheet";
  style.href = "/__gongshi/live.css";
})();
