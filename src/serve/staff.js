// The clerk's panel beside a previewed page: what was found about what the page shows, with places to copy, and what only
// staff see. One click shows the page as the public sees it. Changes nothing of the page itself.
(async () => {
  "use strict";
  if (document.body.classList.contains("gongshi-plain")) return;
  const answer = await fetch(`/__gongshi/findings?page=${encodeURIComponent(location.pathname)}`);
  if (!answer.ok) return;
  const { words, findings } = await answer.json();

  const element = (name, parent, text) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    parent.append(made);
    return made;
  };
  const button = (parent, text, act) => {
    const made = element("button", parent, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  };

  // Where the page is too narrow for both, it is the page that is shown first.
  const CHOICE = "gongshi-staff";
  const isWanted = () => (localStorage.getItem(CHOICE) ?? (matchMedia("(width >= 75rem)").matches ? "open" : "")) === "open";
  const choose = (isOpen) => {
    localStorage.setItem(CHOICE, isOpen ? "open" : "closed");
    draw();
    document.querySelector(isOpen ? "#gongshi-staff button" : "#gongshi-staff-open").focus();
  };

  const copy = async (place, shown) => {
    try {
      await navigator.clipboard.writeText(place);
      shown.textContent = words.copied;
    } catch {
      // Where nothing may be copied, it is marked for the reader to copy.
      getSelection().selectAllChildren(shown);
      return;
    }
    setTimeout(() => (shown.textContent = place), 1500);
  };

  const list = (panel, title, them) => {
    if (them.length === 0) return;
    element("h3", panel, title);
    const items = element("ol", panel);
    for (const { level, rule, message, note, place } of them) {
      const item = element("li", items);
      const first = element("p", item);
      element("strong", first, level);
      first.append(` ${message}`);
      if (note) element("p", item, `${words.note}${note}`);
      const of = element("a", element("p", item), rule);
      of.href = `/rules/#${rule}`;
      const shown = button(item, place, () => copy(place, shown));
      shown.title = words.copy;
    }
  };

  const draw = () => {
    document.querySelectorAll("#gongshi-staff, #gongshi-staff-open").forEach((old) => old.remove());
    const isOpen = isWanted();
    document.documentElement.classList.toggle("gongshi-staff", isOpen);
    if (!isOpen) {
      button(document.body, `${words.open} ${findings.length}`, () => choose(true)).id = "gongshi-staff-open";
      return;
    }
    const panel = element("aside", document.body);
    panel.id = "gongshi-staff";
    panel.setAttribute("aria-labelledby", "gongshi-staff-title");
    element("h2", panel, words.title).id = "gongshi-staff-title";
    button(panel, words.public, () => choose(false));
    if (findings.length === 0) element("p", panel, words.none);
    list(panel, words.shown, findings.filter((finding) => !finding.isForStaff));
    list(panel, words.staff, findings.filter((finding) => finding.isForStaff));
  };
  draw();
})();
