// The search page. The state of a search is its address; this script asks `search.js` for what is found, and shows it.

"use strict";

{
  const { AMOUNTS, CATEGORICAL, PAGE_SIZE } = gongshiSearch;
  const { addressOf, fold, inParallel, linesOf, openIndexAt, pieces, search, snippets, stateOf } = gongshiSearch;
  /** So many pages are kept in memory for the next search. */
  const PAGES_KEPT = 400;

  const part = (name) => document.querySelector(`[data-search-${name}]`);

  function sayOffline() {
    part("offline").hidden = false;
    part("form").hidden = true;
    part("help").hidden = true;
  }

  function start() {
    const results = document.querySelector("[data-search-results]");
    const root = results.dataset.root;
    const form = part("form");
    const selects = CATEGORICAL.map((name) => form.elements[name]);
    const title = document.title;
    /** A word of the page, in its language, with `values` in the places of their names in braces. */
    const say = (word, values = {}) =>
      (results.dataset[word] ?? word).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const pages = new Map();
    let opened = null;
    let turn = 0;

    // On a phone the results come first; there the filters wait to be asked for.
    part("filters").open = matchMedia("(min-width: 46rem)").matches;

    const addressOfProject = (id) => root + gongshiSearch.addressOfProject(id);

    /** The title and the lines of a project page; null if it cannot be read. */
    const readPage = async (index, page) => {
      try {
        const { id, title } = await index.card(page);
        const response = await fetch(addressOfProject(id));
        if (!response.ok) return null;
        const parsed = new DOMParser().parseFromString(await response.text(), "text/html");
        const main = parsed.querySelector("main[data-search-body]");
        const { lines, echoes } = linesOf(main);
        return { title, lines: lines.map((line) => ({ ...line, folded: fold(line.text, index.table) })), echoes };
      } catch {
        return null;
      }
    };
    const read = (index) => (page) => {
      if (!pages.has(page)) {
        if (pages.size >= PAGES_KEPT) pages.clear();
        const content = readPage(index, page);
        content.then((content) => content ?? pages.delete(page));
        pages.set(page, content);
      }
      return pages.get(page);
    };

    const run = async () => {
      const state = stateOf(new URLSearchParams(location.search));
      const mine = ++turn;
      const isStale = () => mine !== turn;
      results.setAttribute("aria-busy", "true");
      part("error").hidden = true;
      fillForm(state);
      document.title = state.q ? `${state.q} · ${title}` : title;
      try {
        opened ??= openIndexAt(new URL(`${root}search/index/`, location.href));
        const index = await opened;
        const isAsked = state.q !== "" || Object.keys(state.filters).length > 0;
        const found = await search(index, state, read(index));
        const items = isAsked ? await itemsOf(index, found) : [];
        if (isStale()) return;
        show(state, found, items, isAsked);
        if (isAsked && found.count === 0) {
          const advice = await gongshiNoResult.adviceFor(index, state, found.columns, read(index));
          if (isStale()) return;
          showAdvice(state, found, advice);
        }
      } catch {
        if (isStale()) return;
        opened = null;
        pages.clear();
        results.replaceChildren();
        part("count").textContent = "";
        part("error").hidden = false;
      }
      results.setAttribute("aria-busy", "false");
    };

    const fillForm = (state) => {
      form.elements.q.value = state.q;
      form.elements.sort.value = state.sort;
      part("scores").hidden = state.sort !== "score";
      selects.forEach((select) => {
        const key = state.filters[select.name] ?? "";
        if (![...select.options].some((option) => option.value === key)) select.append(new Option(key, key));
        select.value = key;
      });
    };

    const go = (address) => {
      remember();
      if (new URL(address, location.href).search !== location.search) history.pushState(null, "", address);
      return run();
    };

    /** Keeps with the address where on the page the visitor is, for the way back. */
    const remember = () => {
      if (results.getAttribute("aria-busy") === "true") return;
      const { id } = document.activeElement;
      history.replaceState({ top: scrollY, id, href: document.activeElement.getAttribute("href") }, "");
    };

    /** Searches again for an address that the visitor comes back to, and goes to where he was. */
    const comeBack = async () => {
      const { state } = history;
      await run();
      if (!state || state !== history.state) return;
      const links = [...part("page").querySelectorAll("a[href]")];
      const focused = state.id ? document.getElementById(state.id) : links.find((link) => link.getAttribute("href") === state.href);
      focused?.focus({ preventScroll: true });
      scrollTo({ top: state.top, behavior: "instant" });
    };

    const show = (state, found, items, isAsked) => {
      const { count, isExact, facets, last, page, words } = found;
      results.replaceChildren(...items);
      results.start = (page - 1) * PAGE_SIZE + 1;
      part("count").textContent = isAsked ? say(isExact ? "found" : "foundAtMost", { n: count }) : "";
      part("help").hidden = isAsked;
      part("heading").hidden = !isAsked;
      part("none").hidden = !isAsked || count > 0;
      selects.forEach((select) => showValues(select, facets[select.name], state));
      showChips(state, found.columns);
      showAliases(words);
      showPages(state, page, last);
    };

    const itemsOf = async (index, { pages: shown, words, columns }) => {
      await inParallel(shown, read(index));
      const parts = words.flatMap(({ alternatives }) => alternatives.flat());
      return Promise.all(
        shown.map(async (page) => {
          const card = await index.card(page);
          const { id, title } = card;
          const content = (await read(index)(page)) ?? { title, lines: [], echoes: [] };
          const link = make("a", { href: addressOfProject(id) });
          link.append(...marked(pieces(title, parts, index.table)));
          const heading = make("h3", { class: "search-result-title" }, link);
          const item = make("li", { class: "search-result", "data-project": id }, heading);
          for (const { pieces, fragment } of snippets(content, parts, index.table)) {
            const passage = make("a", { href: addressOfProject(id) + fragment }, ...marked(pieces));
            item.append(make("p", { class: "search-snippet" }, passage));
          }
          item.append(factsOf(columns, page, card));
          return item;
        }),
      );
    };

    const factsOf = (columns, page, card) => {
      const facts = make("dl", { class: "search-facts" });
      for (const name of ["year", "agency", "grade", "score", "budget", "rater"]) {
        const text = AMOUNTS.includes(name) ? card[name] : columns[name].values[columns[name].pages[page]][1];
        if (!text) continue;
        const term = make("dt", {}, say(name));
        facts.append(make("div", { class: `search-fact search-fact-${name}` }, term, make("dd", {}, text)));
      }
      return facts;
    };

    const marked = (found) => found.map(({ text, isMatch }) => (isMatch ? make("mark", {}, text) : text));

    const showValues = (select, values, state) => {
      const key = state.filters[select.name] ?? "";
      const options = values.map(({ key, label, count }) => new Option(say("value", { name: label, n: count }), key));
      if (key && !values.some((value) => value.key === key)) options.push(new Option(say("value", { name: key, n: 0 }), key));
      select.replaceChildren(select.options[0], ...options);
      select.value = key;
    };

    const showChips = (state, columns) => {
      const chips = Object.entries(state.filters).map(([name, key]) => {
        const { [name]: _, ...filters } = state.filters;
        const text = labelOf(columns, name, key);
        const close = make("span", { "aria-hidden": "true" }, "×");
        const address = addressOf({ ...state, filters, page: 1 });
        const attributes = { class: "search-chip", href: address, "aria-label": say("remove", { filter: text }) };
        return make("li", {}, make("a", attributes, text, " ", close));
      });
      part("chips").replaceChildren(...chips);
      part("chips").hidden = chips.length === 0;
    };

    const showAliases = (words) => {
      const expansions = words.flatMap((word) => word.expansions);
      part("aliases").hidden = expansions.length === 0;
      part("aliases").textContent = expansions.length
        ? say("aliases", { names: expansions.join(say("between")) })
        : "";
    };

    /** The label of the value that a filter has. */
    const labelOf = (columns, name, key) =>
      say("filter", { name: say(name), value: columns[name].values.find(([other]) => other === key)?.[1] ?? key });

    const showAdvice = (state, { columns, withoutFilter, unfiltered, areFacetsExact }, { words, isUnfiltered, names }) => {
      const filters = Object.entries(state.filters).map(([name, key]) => ({ name, label: labelOf(columns, name, key) }));
      const join = (texts) => texts.join(say("between"));
      const quoted = state.q.split(" ").filter(Boolean).map((word) => say("quoted", { word }));
      const asked = quoted.length ? say("noneWords", { words: join(quoted) }) : "";
      const narrowed = filters.length ? say("noneFilters", { filters: join(filters.map(({ label }) => label)) }) : "";
      part("none-what").textContent = asked + narrowed;

      const counted = (text, changes, { count, isExact }) => {
        const href = addressOf({ ...state, ...changes, page: 1 });
        const note = make("span", { class: "label" }, say(isExact ? "found" : "foundAtMost", { n: count }));
        return make("li", {}, count > 0 ? make("a", { href }, text) : text, " ", note);
      };
      const without = filters.map(({ name, label }) => {
        const { [name]: _, ...others } = state.filters;
        return { text: say("without", { filter: label }), filters: others, count: withoutFilter[name] };
      });
      if (filters.length > 1) without.push({ text: say("unfiltered"), filters: {}, count: unfiltered });
      const wider = without
        .filter(({ count }) => count > 0)
        .map(({ text, filters, count }) => counted(text, { filters }, { count, isExact: areFacetsExact }));
      const shorter = words.map((word) =>
        isUnfiltered
          ? counted(say("onlyUnfiltered", { word: word.text }), { q: word.text, filters: {} }, word)
          : counted(say("only", { word: word.text }), { q: word.text }, word),
      );
      part("suggestions").replaceChildren(...wider, ...shorter);
      part("suggestions").hidden = wider.length + shorter.length === 0;
      part("names").replaceChildren(...names.map(({ name, href }) => make("li", {}, make("a", { href: root + href }, name))));
      part("like").hidden = names.length === 0;
    };

    const showPages = (state, page, last) => {
      const link = (text, page, rel) => make("a", { href: addressOf({ ...state, page }), rel }, text);
      const links = [];
      if (page > 1) links.push(link(say("previous"), page - 1, "prev"));
      links.push(make("span", { class: "search-page-number" }, say("place", { page, last })));
      if (page < last) links.push(link(say("next"), page + 1, "next"));
      part("pages").replaceChildren(...links);
      part("pages").hidden = last === 1;
    };

    const make = (name, attributes, ...children) => {
      const element = document.createElement(name);
      for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
      element.append(...children);
      return element;
    };

    const submit = () => {
      const parameters = new URLSearchParams(new FormData(form));
      return go(addressOf(stateOf(parameters)));
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    form.addEventListener("change", (event) => {
      if (event.target.localName === "select") submit();
    });
    part("page").addEventListener("click", async (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      await go(link.getAttribute("href"));
      part("heading").focus();
    });
    // The results come after the page, so the browser would go back to a place that is not there yet.
    history.scrollRestoration = "manual";
    let pause = 0;
    addEventListener("scroll", () => {
      clearTimeout(pause);
      pause = setTimeout(remember, 150);
    });
    addEventListener("pagehide", remember);
    addEventListener("popstate", () => {
      clearTimeout(pause);
      comeBack();
    });
    comeBack();
  }

  if (location.protocol === "file:") sayOffline();
  else start();
}
