// The search page. The state of a search is its address; this script asks `search.js` for what is found, shows it as it
// comes, and loads what only some searches need: `no-result.js`, `search-filters.js`, `search-csv.js`.

"use strict";

{
  const { CATEGORICAL, NAME, NONE, PAGE_SIZE, RANGES } = gongshiSearch;
  const { addressOf, isAsked, openIndexAt, pieces, search, snippets, stateOf } = gongshiSearch;
  /** Results that are read at once; the others of a page when what is seen comes near them. */
  const FIRST_RESULTS = 5;
  /** How many pages beside the one shown are named. */
  const NEARBY = 2;

  const { src } = document.currentScript;
  const part = (name) => document.querySelector(`[data-search-${name}]`);

  function sayOffline() {
    part("offline").hidden = false;
    part("form").hidden = true;
    part("help").hidden = true;
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  function start() {
    const results = part("results");
    const root = results.dataset.root;
    const form = part("form");
    const title = document.title;
    /** A word of the page, in its language, with `values` in the places of their names in braces. */
    const say = (word, values = {}) =>
      (results.dataset[word] ?? word).replace(/\{(\w+)\}/g, (_, name) => values[name]);
    const quoted = (texts) => texts.map((word) => say("quoted", { word })).join(say("between"));
    const scripts = new Map();
    let opened = null;
    /** For the first search, where `search-root.js` was quicker. */
    let indexRoot = typeof gongshiSearchRoot === "undefined" ? null : gongshiSearchRoot;
    let turn = 0;
    /** The last search, for its further pages and its filters. */
    let last = null;

    /** Loads a script of the theme once; resolves to what it defines as `global`. */
    const load = (name, global) => {
      if (!scripts.has(name)) {
        const loaded = new Promise((resolve, reject) => {
          const script = make("script", { src: new URL(name, src) });
          script.onload = () => resolve(global());
          script.onerror = reject;
          document.head.append(script);
        });
        loaded.catch(() => scripts.delete(name));
        scripts.set(name, loaded);
      }
      return scripts.get(name);
    };
    const noResult = () => load("no-result.js", () => gongshiNoResult);

    const addressOfProject = (id) => root + gongshiSearch.addressOfProject(id);

    const sayFailed = () => {
      [opened, last] = [null, null];
      part("error").hidden = false;
    };

    /** Searches for what the address asks; shows all results of the page at once if it `isWhole`. */
    const run = async (isWhole = false) => {
      const state = stateOf(new URLSearchParams(location.search));
      const mine = ++turn;
      const isStale = () => mine !== turn;
      results.setAttribute("aria-busy", "true");
      for (const name of ["error", "none", "note", "agency", "pages", "take"]) part(name).hidden = true;
      fillForm(state);
      document.title = state.q ? `${state.q} · ${title}` : title;
      part("help").hidden = isAsked(state);
      part("heading").hidden = !isAsked(state);
      part("count").textContent = isAsked(state) ? say("searching") : "";
      try {
        opened ??= openIndexAt(new URL(`${root}search/index/`, location.href), indexRoot);
        indexRoot = null;
        const index = await opened;
        const found = await searched(index, state);
        if (isStale()) return;
        last = { index, state, found };
        showChips(state, found.columns);
        const isShown = isAsked(state) && (await show(index, state, found, isWhole ? PAGE_SIZE : FIRST_RESULTS, isStale));
        if (isStale()) return;
        await showFilters();
        if (!isShown) results.replaceChildren();
        if (isAsked(state) && !isShown) {
          part("count").textContent = say("found", { n: 0 });
          await (await noResult()).show(index, state, found, { part, make, say, chosen: chosen(state, found.columns), root, isStale });
          if (isStale()) return;
        }
      } catch {
        if (isStale()) return;
        results.replaceChildren();
        part("count").textContent = "";
        sayFailed();
      }
      results.setAttribute("aria-busy", "false");
    };

    /** A search with its `first` result; where it has none, one for what is like what was asked for. */
    const searched = async (index, state) => {
      const begun = async (words) => {
        const found = await search(index, words, state);
        const named = state.page === 1 ? pageOfName(found) : -1;
        // It is wanted with the first result, and fails again when its turn comes.
        if (named >= 0) index.text(named).catch(() => {});
        await found.skip((state.page - 1) * PAGE_SIZE);
        return { ...found, first: await found.next(PAGE_SIZE) };
      };
      const found = await begun(await index.words(state.q));
      const isMissing = !found.first && found.words.length > 0 && (found.passing.length > 0 || found.pool.length === 0);
      const other = isMissing && (await (await noResult()).instead(index, found.words, state));
      return other ? { ...(await begun(other.words)), other } : found;
    };

    /** Shows the first `wanted` results of one page as they come, the others when near; whether there are any. */
    const show = async (index, state, found, wanted, isStale) => {
      const parts = found.words.flatMap(({ alternatives }) => alternatives.flat());
      const start = (state.page - 1) * PAGE_SIZE + 1;
      const agency = found.first && state.page === 1 ? await namedIn(index, found, found.first) : null;
      if (isStale()) return false;
      results.replaceChildren();
      results.start = start;
      showNote(found);
      showAgency(agency);
      /** Shows results until there are `most`, and of how many; whether the page may have more of them. */
      const append = async (first, most) => {
        for (let result = first; result && !isStale(); ) {
          results.append(itemOf(result, parts, state, index.table));
          const left = most - results.childElementCount;
          result = left > 0 && (await found.next(left));
        }
        if (isStale()) return false;
        const { count, isExact } = found.count();
        const shown = results.childElementCount;
        part("count").textContent = say(isExact ? "found" : "foundAbout", { n: count });
        if (shown === most && most < PAGE_SIZE && !(isExact && count < start + shown)) return true;
        showPages(state, Math.max(Math.ceil(count / PAGE_SIZE), state.page));
        part("take").hidden = count === 0;
        return false;
      };
      if (await append(found.first, wanted)) whenNear(results.lastElementChild, async () => {
        if (isStale()) return;
        results.setAttribute("aria-busy", "true");
        try {
          await append(await found.next(PAGE_SIZE - wanted), PAGE_SIZE);
        } catch {
          if (!isStale()) sayFailed();
        }
        if (!isStale()) results.setAttribute("aria-busy", "false");
      });
      return results.childElementCount > 0;
    };

    const whenNear = (element, act) => {
      const watch = new IntersectionObserver(([{ isIntersecting }]) => {
        if (!isIntersecting) return;
        watch.disconnect();
        act();
      }, { rootMargin: "0% 0% 50%" });
      watch.observe(element);
    };

    // ---- The form ----

    const hiddenFields = ({ filters, ranges }) => [
      ...Object.entries(filters).flatMap(([name, keys]) => keys.map((value) => make("input", { type: "hidden", name, value }))),
      ...Object.entries(ranges).map(([name, value]) => make("input", { type: "hidden", name, value })),
    ];

    const fillForm = (state) => {
      form.elements.q.value = state.q;
      form.elements.sort.value = state.sort;
      part("scores").hidden = !state.sort.startsWith("score");
      // Where the filters have not been opened, what they have chosen is kept in fields that nobody sees.
      part("kept").replaceChildren(...(part("filters").open && last ? [] : hiddenFields(state)));
    };

    const showFilters = async () => {
      if (!part("filters").open || !last) return;
      const { index, state, found } = last;
      const filters = await load("search-filters.js", () => gongshiFilters);
      await filters.show(part("facets"), index, state, found, say);
      part("kept").replaceChildren();
    };

    // ---- Results ----

    const marked = (found) => found.map(({ text, isMatch }) => (isMatch ? make("mark", {}, text) : text));

    const itemOf = ({ text }, parts, state, table) => {
      const { id, title, row } = text;
      const address = addressOfProject(id);
      const link = make("a", { href: address }, ...marked(pieces(title, parts, table)));
      const heading = make("h3", { class: "search-result-title" }, link);
      const item = make("li", { class: "search-result", "data-project": id }, heading, factsOf(row, parts, state, table));
      for (const { pieces, fragment } of snippets(text, parts, table)) {
        const passage = make("a", { href: address + fragment }, ...marked(pieces));
        item.append(make("p", { class: "search-snippet" }, passage));
      }
      return item;
    };

    const factsOf = (row, parts, { sort }, table) => {
      const [score, maximum, label] = row.score;
      const [[agency]] = row.names;
      const facts = [
        ["agency", say("agency"), marked(pieces(agency, parts, table))],
        ["year", say("year"), [row.year]],
        ["score", say("score"), score ? [make("b", {}, score), ` / ${maximum}`, label ? ` ${label}` : ""] : [label ?? ""]],
        ["grade", say("grade"), [make("span", { class: `grade grade-${row.grade[1]}` }, row.grade[0])]],
        ["rater", say("rater"), [row.rater]],
        ["amount", row.amount?.[0], [row.amount?.[1] ?? ""]],
      ];
      if (sort.startsWith("rate") && row.rate) facts.push(["rate", row.rate[1], [row.rate[0]]]);
      if (sort.startsWith("score") && row.rubric) facts.push(["rubric", say("rubric"), [row.rubric]]);
      const list = make("dl", { class: "search-facts" });
      for (const [name, term, values] of facts) {
        if (values.join("") === "") continue;
        list.append(make("div", { class: `search-fact search-fact-${name}` }, make("dt", {}, term), make("dd", {}, ...values)));
      }
      return list;
    };

    /** What stands above the results: that parts of the words were searched, or a name that was meant, or long names. */
    const showNote = ({ words, other }) => {
      const expansions = words.flatMap((word) => word.expansions);
      const asked = quoted(stateOf(new URLSearchParams(location.search)).q.split(" "));
      const notes = [];
      if (other?.parts) notes.push(say("parts", { words: asked, parts: quoted(other.words.map(({ text }) => text)) }));
      if (other?.meant) notes.push(say("meant", { words: asked, meant: other.meant }));
      if (expansions.length) notes.push(say("aliases", { names: expansions.join(say("between")) }));
      part("note").replaceChildren(...notes.map((note) => make("p", {}, note)));
      part("note").hidden = notes.length === 0;
    };

    /** The newest page that may have the one word of a search in the name of an agency, department or region; -1 if none. */
    const pageOfName = ({ words, ranks }) => (words.length === 1 && [...words[0].text].length >= 2 ? ranks.lastIndexOf(NAME) : -1);

    /** The agency, department or region whose name has the one word of a search: of the first result, or of the newest that has it so. */
    const namedIn = async (index, found, first) => {
      const { words } = found;
      if (words.length !== 1 || [...words[0].text].length < 2) return null;
      const named = pageOfName(found);
      const texts = [first.text, ...(named >= 0 ? [await index.text(named)] : [])];
      const parts = words[0].alternatives.flat();
      for (const { row } of texts) {
        // Less than half of a name may be that of many.
        const isMeant = ([name]) => parts.some((part) => part.length * 2 >= name.length && gongshiSearch.fold(name, index.table).includes(part));
        const found = row.names.find(isMeant);
        if (found) return found;
      }
      return null;
    };

    const showAgency = (found) => {
      part("agency").hidden = !found;
      if (!found) return;
      const [name, href] = found;
      part("agency").replaceChildren(make("p", {}, say("itsPage"), make("a", { href: root + href }, name)));
    };

    const nameOf = (columns, name, key) => {
      const value = columns[name]?.values.find(([other]) => other === key);
      return value?.[1] ?? (key === NONE ? say(`none-${name}`.replace(/-(\w)/, (_, c) => c.toUpperCase())) : key);
    };
    /** What is chosen: for each value of a filter and each range its label, and the state without it. */
    const chosen = (state, columns) => [
      ...Object.entries(state.filters).flatMap(([name, keys]) => keys.map((key) => {
        const rest = keys.filter((other) => other !== key);
        const { [name]: _, ...filters } = state.filters;
        if (rest.length) filters[name] = rest;
        return { label: say("filter", { name: say(name), value: nameOf(columns, name, key) }), without: { ...state, filters } };
      })),
      ...RANGES.filter((name) => name in state.ranges).map((name) => {
        const { [name]: value, ...ranges } = state.ranges;
        return { label: say(name, { value }), without: { ...state, ranges } };
      }),
    ];

    const showChips = (state, columns) => {
      const chips = chosen(state, columns).map(({ label, without }) => {
        const close = make("span", { "aria-hidden": "true" }, "×");
        const attributes = { class: "search-chip", href: addressOf({ ...without, page: 1 }), "aria-label": say("remove", { filter: label }) };
        return make("li", {}, make("a", attributes, label, " ", close));
      });
      part("chips").replaceChildren(...chips);
      part("chips").hidden = chips.length === 0;
    };

    const showPages = (state, count) => {
      const numbers = Array.from({ length: count }, (_, at) => at + 1);
      const shown = numbers.filter((page) => page === 1 || page === count || Math.abs(page - state.page) <= NEARBY);
      const link = (text, page, attributes) => make("a", { href: addressOf({ ...state, page }), ...attributes }, text);
      const items = shown.map((page, at) => {
        const item = make("li", {});
        if (at > 0 && shown[at - 1] + 1 < page) item.append(make("span", { "aria-hidden": "true" }, "… "));
        const isCurrent = page === state.page ? { "aria-current": "page" } : {};
        item.append(link(String(page), page, { "aria-label": say("page", { page }), ...isCurrent }));
        return item;
      });
      if (state.page > 1) items.unshift(make("li", {}, link(say("previous"), state.page - 1, { rel: "prev" })));
      if (state.page < count) items.push(make("li", {}, link(say("next"), state.page + 1, { rel: "next" })));
      part("pages").replaceChildren(make("ol", {}, ...items));
      part("pages").hidden = count < 2;
    };

    // ---- Coming and going ----

    const go = (address) => {
      remember();
      if (new URL(address, location.href).search !== location.search) history.pushState(null, "", address);
      return run();
    };

    /** Keeps with the address where on the page the visitor is, for the way back. */
    const remember = () => {
      if (results.getAttribute("aria-busy") === "true") return;
      const { id } = document.activeElement;
      const isWhole = results.childElementCount > FIRST_RESULTS;
      history.replaceState({ top: scrollY, id, href: document.activeElement.getAttribute("href"), isWhole }, "");
    };

    /** Searches again for an address that the visitor comes back to, and goes to where he was. */
    const comeBack = async () => {
      const { state } = history;
      await run(state?.isWhole);
      if (!state || state !== history.state) return;
      const links = [...part("page").querySelectorAll("a[href]")];
      const focused = state.id ? document.getElementById(state.id) : links.find((link) => link.getAttribute("href") === state.href);
      focused?.focus({ preventScroll: true });
      scrollTo({ top: state.top, behavior: "instant" });
    };

    const submit = () => go(addressOf(stateOf(new URLSearchParams(new FormData(form)))));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      submit();
    });
    form.addEventListener("change", (event) => {
      if (event.target.name && event.target.name !== "q") submit();
    });
    part("filters").addEventListener("toggle", () => showFilters().catch(() => {}));
    part("take").addEventListener("click", async () => {
      const { index, state, found } = last;
      const csv = await load("search-csv.js", () => gongshiCsv);
      part("take-note").textContent = await csv.take(index, state, found, new URL(`${root}data/projects.csv`, location.href), say);
    });
    part("page").addEventListener("click", async (event) => {
      const link = event.target.closest("a[href^='?']");
      if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const gone = go(link.getAttribute("href"));
      // Before the results are there, which would be looked at from where the link was.
      part("heading").scrollIntoView({ behavior: "instant" });
      part("heading").focus();
      await gone;
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
