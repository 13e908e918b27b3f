// The results of a search as a file: the rows that the site's own table of projects has of them, as they stand there.

"use strict";

const gongshiCsv = (() => {
  /** Where words have to be verified, so many texts are read for it and no more. */
  const MOST = 500;

  /** Hands the visitor the rows of everything that was found; resolves to what there is to say of it. */
  async function take(index, state, found, address, say) {
    if (!found.isSure && found.passing.length > MOST) return say("takeLess", { n: MOST });
    const pages = found.isSure ? found.passing : await verified(index, found);
    const [ids, response] = await Promise.all([index.column("id"), fetch(address)]);
    if (!response.ok) return say("takeFailed");
    const [head, ...records] = recordsOf(await response.text());
    const wanted = new Set(pages.map((page) => ids[page]));
    const rows = records.filter((record) => wanted.has(idOf(record)));
    const file = new Blob([[head, ...rows].join("")], { type: "text/csv" });
    const link = document.createElement("a");
    link.href = URL.createObjectURL(file);
    link.download = `${state.q || "results"}.csv`.replace(/[/\\:*?"<>|]/g, "_");
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    return say("taken", { n: rows.length });
  }

  async function verified(index, { passing, words }) {
    const found = [];
    for (let at = 0; at < passing.length; at += 8) {
      const pages = passing.slice(at, at + 8);
      const texts = await Promise.all(pages.map(index.text));
      found.push(...pages.filter((_, place) => gongshiSearch.rankOf(texts[place], words)));
    }
    return found;
  }

  /** The records of a table, each with its line ending; one inside quotes ends nothing. */
  function recordsOf(text) {
    return text.match(/(?:"(?:[^"]|"")*"|[^"\n])+\n?/g) ?? [];
  }

  /** The first field of a record. */
  function idOf(record) {
    const [, quoted, bare] = /^\ufeff?(?:"((?:[^"]|"")*)"|([^,\r\n]*))/.exec(record);
    return quoted?.replaceAll('""', '"') ?? bare;
  }

  return { idOf, recordsOf, take };
})();
