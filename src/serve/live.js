// Keeps a preview up to date: reloads the page when the site changes, and shows over it what is wrong with the files.
(() => {
  "use strict";
  const version = document.currentScript.dataset.version;
  const events = new EventSource(`/__gongshi/events?since=${version}`);
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

  events.addEventListener("changed", () => location.reload());

  // The plain page of a preview that has no good site yet lists the findings itself.
  events.addEventListener("findings", (event) => {
    const message = JSON.parse(event.data);
    if (document.body.classList.contains("gongshi-plain")) {
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
