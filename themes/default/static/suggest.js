// Suggestions while a visitor types into a search box: agencies, departments, regions, years and projects by their names,
// and last the words as they are. Only helps to type: the box works as well without, and the search is not done here.

"use strict";

const gongshiSuggest = (() => {
  const { fold, line, openIndexAt, pieces, plainWord } = gongshiSearch;
  /** So many names, and so many titles, are suggested. */
  const NAMES = 4;
  const TITLES = 5;
  /** Milliseconds without a key before suggestions are looked up. */
  const PAUSE = 120;
  /** Stands before every name in the index. */
  const BEGINNING = "\u0001";

  /**
   * What `text` may be the name of: `{kind, href, name, other, detail}`, where `href` is below the site's root, `other`
   * the name that was found if it is not today's, and `detail` how many projects a group has or a project's year. Groups
   * come first, of them those whose name begins so; then titles, the newest first.
   */
  async function find(index, text) {
    const words = await index.words(text);
    if (words.length === 0) return [];
    const [starts, all] = await Promise.all([index.findNames([plainWord(BEGINNING + words[0].text)]), index.findNames(words)]);
    const numbers = [...all.keys()].filter((number) => all[number]);
    const groups = numbers.filter((number) => number < index.groups);
    groups.sort((a, b) => starts[b] - starts[a] || a - b);
    const [names, titles] = await Promise.all([
      chosen(index, groups, words, NAMES),
      chosen(index, numbers.filter((number) => number >= index.groups), words, TITLES),
    ]);
    return [...names, ...titles];
  }

  /** The first `most` of what is numbered that have all words. */
  async function chosen(index, numbers, words, most) {
    const found = [];
    // Most have the words, and every further one may cost a request.
    while (numbers.length > 0 && found.length < most) {
      const names = await Promise.all(numbers.splice(0, most - found.length).map(index.name));
      for (const { kind, href, name, detail, spellings } of names) {
        const has = ({ folded }) =>
          words.every(({ alternatives }) => alternatives.some((parts) => parts.every((part) => folded.includes(part))));
        const spelling = spellings.find(has);
        if (spelling) found.push({ kind, href, name, other: spelling.text === name ? "" : spelling.text, detail });
      }
    }
    return found;
  }

  /** Gives `input` a list of suggestions; `root` is the address of the site, `words` the words of the page. */
  function attach(input, root, words) {
    const { form } = input;
    const say = (word, values) => words[word].replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const list = make("ul", { class: "suggestions", role: "listbox", id: `${input.id}-suggestions`, "aria-label": words.suggestions });
    const status = make("span", { class: "visually-hidden", role: "status" });
    list.hidden = true;
    input.after(list, status);
    const attributes = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
    for (const [name, value] of Object.entries(attributes)) input.setAttribute(name, value);

    let opened = null;
    let turn = 0;
    let timer = 0;

    const options = () => [...list.children];
    const active = () => options().findIndex((option) => option.id === input.getAttribute("aria-activedescendant"));

    const close = () => {
      turn++;
      clearTimeout(timer);
      list.hidden = true;
      status.textContent = "";
      input.setAttribute("aria-expanded", "false");
      activate(-1);
    };

    const activate = (place) => {
      options().forEach((option, at) => option.setAttribute("aria-selected", at === place));
      input.removeAttribute("aria-activedescendant");
      if (place < 0) return;
      const option = options()[place];
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    };

    const show = (found, folded, table) => {
      const marked = (text) =>
        pieces(text, folded, table).map((piece) => (piece.isMatch ? make("mark", {}, piece.text) : piece.text));
      const asIs = make("span", { class: "suggestion-name" }, say("asIs", { text: line(input.value) }));
      const rows = found.map(({ kind, name, other, detail, href }) => {
        const title = make("span", { class: "suggestion-name" }, ...marked(name));
        if (other) title.append(" ", make("small", {}, ...marked(other)));
        const note = make("span", { class: "suggestion-kind" }, say("value", { name: words[kind], n: detail }));
        return make("li", { "data-href": href }, title, " ", note);
      });
      rows.push(make("li", {}, asIs));
      rows.forEach((row, at) => {
        row.id = `${list.id}-${at}`;
        row.setAttribute("role", "option");
      });
      list.replaceChildren(...rows);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      activate(-1);
      status.textContent = say("count", { n: rows.length });
    };

    const suggest = async () => {
      const mine = ++turn;
      const text = line(input.value);
      if (!text) return close();
      try {
        opened ??= openIndexAt(new URL("search/index/", root));
        const index = await opened;
        const found = await find(index, text);
        if (mine !== turn) return;
        if (found.length === 0) close();
        else show(found, fold(text, index.table).split(" "), index.table);
      } catch {
        // Without suggestions the box still searches; the next key tries again.
        opened = null;
        close();
      }
    };

    const choose = (option) => {
      const { href } = option.dataset;
      close();
      if (href) location.assign(new URL(href, root));
      else form.requestSubmit();
    };

    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(suggest, PAUSE);
    };

    const keys = {
      ArrowDown: () => (list.hidden ? suggest() : activate(active() + 1 < options().length ? active() + 1 : -1)),
      ArrowUp: () => activate(active() < 0 ? options().length - 1 : active() - 1),
      Enter: () => choose(options()[active()]),
      Escape: close,
    };
    input.addEventListener("keydown", (event) => {
      // 229: the key belongs to the input method, also the one that ends a composition.
      if (event.isComposing || event.keyCode === 229 || event.altKey || event.ctrlKey || event.metaKey) return;
      const isForList = event.key === "ArrowDown" || (!list.hidden && (event.key !== "Enter" || active() >= 0));
      if (!keys[event.key] || !isForList) return;
      event.preventDefault();
      keys[event.key]();
    });
    input.addEventListener("input", (event) => event.isComposing || later());
    input.addEventListener("compositionstart", () => clearTimeout(timer));
    input.addEventListener("compositionend", later);
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
    // Pressing in the list leaves the focus in the box.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => choose(event.target.closest("[role=option]")));
    // The visitor may have typed while this was on its way.
    if (document.activeElement === input && input.value) later();
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  return { attach, find };
})();
