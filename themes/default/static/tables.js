// Sorts a table by a column when its head is pressed, and shows of a long one the rows with the words that are typed. Only
// heads with `data-sort` sort: numbers by `data-value`, one or several of them, texts as they stand. Changes no cell.

"use strict";

{
  /** What is longer than this is not seen at a glance. */
  const SHORT = 10;
  /** The ways that presses go through, before the order that the page came with stands again. */
  const WAYS = { number: ["descending", "ascending"], text: ["ascending", "descending"] };

  /** Rows that say what those below them have in common. */
  const HEAD = ".part-head";

  const words = document.currentScript.dataset;
  const collator = new Intl.Collator("zh-CN", { numeric: true });

  for (const table of document.querySelectorAll("table:has(th[data-sort])")) {
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.matches(HEAD));
    if (rows.length < 2) continue;
    makeSortable(table, rows);
    if (rows.length > SHORT) addFilter(table, rows);
  }

  function makeSortable(table, rows) {
    const heads = headsOf(table);
    const homes = rows.map((row) => row.parentElement);
    table.classList.add("sortable");
    heads.forEach((head, column) => {
      const { sort: kind, sortedBy } = head.dataset;
      if (!kind) return;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      if (sortedBy) button.append(Object.assign(document.createElement("small"), { textContent: sortedBy }));
      button.addEventListener("click", () => {
        const way = WAYS[kind][WAYS[kind].indexOf(head.getAttribute("aria-sort")) + 1];
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        if (way) head.setAttribute("aria-sort", way);
        if (way) table.tBodies[0].append(...sorted(rows, column, kind, way));
        else rows.forEach((row, place) => homes[place].append(row));
        showHeads(table, rows);
      });
      head.append(button);
    });
  }

  /** Shows what rows have in common while all of them stand below it. */
  function showHeads(table, rows) {
    const isWhole = !table.querySelector("[aria-sort]") && rows.every((row) => !row.hidden);
    table.querySelectorAll(HEAD).forEach((head) => (head.hidden = !isWhole));
  }

  /** The rows in the order of a column; those whose cell is empty last. */
  function sorted(rows, column, kind, way) {
    const keys = new Map(rows.map((row) => [row, keyOf(row.cells[column], kind)]));
    const filled = rows.filter((row) => keys.get(row));
    const compare = kind === "number" ? compareNumbers : collator.compare;
    const turn = way === "ascending" ? 1 : -1;
    filled.sort((one, other) => turn * compare(keys.get(one), keys.get(other)));
    return [...filled, ...rows.filter((row) => !keys.get(row))];
  }

  /** What a cell is sorted by; nothing where it is empty. A name is that of its link, without what stands below it. */
  function keyOf(cell, kind) {
    if (kind === "number") return cell.dataset.value?.split(" ").map(Number);
    return (cell.querySelector("a") ?? cell).textContent.trim();
  }

  /** Compares by the first numbers that differ. */
  function compareNumbers(some, others) {
    return some.map((number, place) => number - others[place]).find((difference) => difference !== 0) ?? 0;
  }

  function addFilter(table, rows) {
    const columns = headsOf(table).flatMap(({ dataset }, column) => (dataset.sort === "text" ? [column] : []));
    const texts = rows.map((row) => fold(columns.map((column) => row.cells[column].textContent).join(" ")));
    const input = Object.assign(document.createElement("input"), { type: "search", autocomplete: "off" });
    const count = document.createElement("span");
    count.setAttribute("role", "status");
    const label = document.createElement("label");
    label.append(words.filter, input);
    const filter = document.createElement("p");
    filter.className = "table-filter on-screen";
    filter.append(label, count);
    input.addEventListener("input", () => {
      const wanted = fold(input.value).split(/\s+/).filter(Boolean);
      const isWanted = texts.map((text) => wanted.every((word) => text.includes(word)));
      rows.forEach((row, place) => (row.hidden = !isWanted[place]));
      showHeads(table, rows);
      const n = isWanted.filter(Boolean).length;
      count.textContent = wanted.length ? words.count.replace("{n}", n).replace("{total}", rows.length) : "";
    });
    // In a form, Enter would send it.
    (table.closest("form") ?? table.closest(".table-scroll") ?? table).before(filter);
  }

  function headsOf(table) {
    return [...table.tHead.rows[0].cells];
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }
}
