// Suggestions while a visitor types into a search box: agencies, departments, regions, years and projects by their names,
// and last the words as they are. Only helps to type: the box works as well without, and the search is not done here.

"use strict";

const gongshiSuggest = (() => {
  const { IN_TITLE, addressOfProject, fold, hasWords, line, openIndexAt, pieces, wordsOf } = gongshiSearch;
  /** So many names, and so many titles, are suggested. */
  const NAMES = 4;
  const TITLES = 5;
  /** At most this many titles are looked at. */
  const CANDIDATES = 15;
  /** Milliseconds without a key before suggestions are looked up. */
  const PAUSE = 120;

  /**
   * What `text` may be the name of: `{kind, href, name, other, detail}`, where `href` is below the site's root, `other`
   * the name that was found if it is not today's, and `detail` how many projects a group has or a project's year.
   */
  async function find(index, text) {
    const words = wordsOf(text, index.aliases, index.table);
    if (words.length === 0) return [];
    const typed = fold(line(text), index.table).split(" ");
    const [names, titles] = await Promise.all([namesWith(index, typed), titlesWith(index, words)]);
    return [...names, ...titles];
  }

  /** The groups one of whose names has all words; those whose name begins so first, then the largest. */
  async function namesWith(index, words) {
    const found = [];
    for (const { kind, href, name, count, spellings } of await index.names()) {
      const spelling = spellings.find(({ folded }) => words.every((word) => folded.includes(word)));
      if (!spelling) continue;
      const other = spelling.text === name ? "" : spelling.text;
      found.push({ kind, href, name, other, detail: count, isStart: spelling.folded.startsWith(words[0]) });
    }
    return found.sort((a, b) => b.isStart - a.isStart || b.detail - a.detail).slice(0, NAMES);
  }

  /** The newest projects whose title has all words. */
  async function titlesWith(index, words) {
    const flags = await index.find(words);
    const pages = [];
    for (let page = flags.length - 1; page >= 0 && pages.length < CANDIDATES; page--) {
      if (flags[page] & IN_TITLE) pages.push(page);
    }
    const isFound = ({ title }) => hasWords({ lines: [{ folded: fold(title, index.table) }] }, words);
    const found = [];
    // Most have the words, and every further one may cost a request.
    while (pages.length > 0 && found.length < TITLES) {
      const cards = await Promise.all(pages.splice(0, TITLES - found.length).map(index.card));
      found.push(...cards.filter(isFound));
    }
    return found.map(({ id, title }) => ({
      kind: "title",
      href: addressOfProject(id),
      name: title,
      other: "",
      detail: id.split("/")[0],
    }));
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
