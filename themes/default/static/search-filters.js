// The filters of the search page: the values that each may take, with how many pages have each, several of which can be chosen;
// long lists are looked through by typing. Loaded, with the columns it counts in, when the filters are opened.

"use strict";

const gongshiFilters = (() => {
  const { CATEGORICAL, NONE, RANGES, columnsFor, fold, line, passes, placesOf } = gongshiSearch;
  /** So many values of a filter are shown at once. */
  const VALUES = 8;

  /** The values of a categorical column among `pages`, `{key, label, count}`: years from the newest, others by count. */
  function countsOf(name, pages, column, none) {
    const counts = new Map();
    for (const page of pages) {
      const places = placesOf(column, page);
      for (const place of places.length ? places : [-1]) counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    const order = name === "year" ? ([a], [b]) => b - a : ([a, m], [b, n]) => (a < 0) - (b < 0) || n - m || a - b;
    return [...counts].sort(order).map(([place, count]) => {
      const [key, label] = place < 0 ? [NONE, none] : column.values[place];
      return { key, label, count };
    });
  }

  /** Every column that a filter has values of, with those that the state needs. */
  async function allColumns(index, state) {
    const columns = await Promise.all(CATEGORICAL.map(async (name) => [name, await index.column(name)]));
    return { ...Object.fromEntries(columns), ...(await columnsFor(index, state)) };
  }

  /** The values that each filter could take after a search: `{name: [{key, label, count}]}`. */
  function facets(state, { pool }, columns, none) {
    const values = CATEGORICAL.map((name) => {
      const others = pool.filter((page) => passes(page, state, columns, name));
      return [name, countsOf(name, others, columns[name], none(name))];
    });
    return Object.fromEntries(values);
  }

  /** Fills the fields of `box`; those that have the focus or a text keep it. */
  async function show(box, index, state, found, say) {
    const columns = await allColumns(index, state);
    const none = (name) => say(`none${name[0].toUpperCase()}${name.slice(1)}`);
    const all = facets(state, found, columns, none);
    const focused = box.contains(document.activeElement) ? document.activeElement : null;
    const isFocused = (field) => focused && field.name === focused.name && field.value === focused.value;
    for (const name of CATEGORICAL) {
      const facet = box.querySelector(`[data-facet="${name}"]`);
      const list = facet.querySelector("ul");
      const typed = facet.querySelector("[data-facet-find]");
      const chosen = state.filters[name] ?? [];
      const known = new Set(all[name].map(({ key }) => key));
      const labels = new Map(columns[name].values);
      const missing = chosen.filter((key) => !known.has(key)).map((key) => ({ key, label: labels.get(key) ?? key, count: 0 }));
      const values = [...all[name], ...missing];
      const fill = () => {
        const words = fold(line(typed.value), index.table).split(" ").filter(Boolean);
        const has = ({ label }) => words.every((word) => fold(label, index.table).includes(word));
        const isChosen = ({ key }) => chosen.includes(key);
        const matching = values.filter((value) => isChosen(value) || has(value));
        const shown = new Set([...matching.filter(isChosen), ...matching].slice(0, Math.max(VALUES, chosen.length)));
        list.replaceChildren(...[...shown].map((value) => optionOf(name, value, isChosen(value), found.isSure, say)));
        const left = matching.length - shown.size;
        facet.querySelector("[data-facet-more]").textContent = left > 0 ? say("facetMore", { n: left }) : "";
      };
      typed.parentElement.hidden = values.length <= VALUES;
      typed.oninput = fill;
      facet.hidden = values.length === 0 || (values.length === 1 && chosen.length === 0 && values[0].key === NONE);
      fill();
    }
    for (const name of RANGES) {
      const field = box.querySelector(`[name="${name}"]`);
      if (field !== focused) field.value = state.ranges[name] ?? "";
    }
    if (focused && !focused.isConnected) [...box.querySelectorAll("input")].find(isFocused)?.focus();
  }

  function optionOf(name, { key, label, count }, isChosen, isSure, say) {
    const box = document.createElement("input");
    Object.assign(box, { type: "checkbox", name, value: key, checked: isChosen });
    const option = document.createElement("label");
    option.append(box, " ", say(isSure ? "value" : "valueAbout", { name: label, n: count }));
    const item = document.createElement("li");
    item.append(option);
    return item;
  }

  return { allColumns, facets, show };
})();
