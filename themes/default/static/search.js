// What a search finds: pages in the index that the publisher wrote (its format is described in src/search/), verified on
// the pages themselves. Shows nothing and knows no window; `search-page.js` and `suggest.js` do.
//
// What this folds and cuts must be what the publisher folded and cut; fixtures that both read hold the two together
// (tests/browser/search.test.mjs).

"use strict";

const gongshiSearch = (() => {
  /** Results on one page of results. */
  const PAGE_SIZE = 20;
  /** At most this many project pages are read in order to verify one search. */
  const READ_LIMIT = 60;
  /** Requests at a time. */
  const PARALLEL = 6;
  /** At most this many snippets of one page. */
  const SNIPPETS = 3;
  /** Characters of a snippet, and how many of them stand before the first match. */
  const SNIPPET = 110;
  const SNIPPET_LEAD = 30;
  /** A sentence longer than this is pointed at by a clause of it. */
  const LONG_SENTENCE = 120;

  const CATEGORICAL = ["year", "agency", "department", "region", "grade", "rater"];
  const AMOUNTS = ["score", "budget"];
  const SORTS = ["relevance", "score", "budget", "year"];

  // ---- Text ----

  const WHITE_SPACE = /\p{White_Space}+/u;
  const INVISIBLE = /^[\u00ad\u200b-\u200d\u2060\ufeff\ufe00-\ufe0f]$/;
  const INLINE = new Set(
    ("a abbr b bdi cite code data del dfn em i ins kbd mark " +
      "q s small span strong sub sup time u var wbr").split(" "),
  );
  const SKIPPED = new Set(["noscript", "script", "style", "svg", "template"]);

  /** `text` as a line is shown and folded: composed, white space collapsed. */
  function line(text) {
    return text.split(WHITE_SPACE).filter(Boolean).join(" ").normalize("NFC");
  }

  /** The table of traditional and simplified characters, from the string that holds them in turn. */
  function simplifier(pairs) {
    const characters = [...pairs];
    const table = new Map();
    for (let i = 0; i < characters.length; i += 2) table.set(characters[i], characters[i + 1]);
    return table;
  }

  function foldCharacter(character, table) {
    if (character >= "\u4e00" && character <= "\u9fff") return table.get(character) ?? character;
    if (INVISIBLE.test(character)) return "";
    let folded = "";
    for (const part of character.normalize("NFKC")) {
      for (const lower of part.toLowerCase()) folded += table.get(lower) ?? lower;
    }
    return folded;
  }

  /** The folded spelling of a line. */
  function fold(text, table) {
    let folded = "";
    for (const character of text) folded += foldCharacter(character, table);
    return folded;
  }

  /**
   * `{lines, echoes}`: the lines of text in an element, as the publisher's `text::lines` reads them, each with the id
   * that last came before it, or none; and the texts of what only repeats words of the page.
   */
  function linesOf(element) {
    const lines = [];
    const echoes = [];
    let current = "";
    let id = "";
    const end = () => {
      const text = line(current);
      if (text) lines.push({ text, id });
      current = "";
    };
    const walk = (node) => {
      if (node.nodeType === 3) current += node.data;
      if (node.nodeType !== 1) return;
      const name = node.localName;
      if (!INLINE.has(name)) end();
      const isEcho = node.hasAttribute("data-search-echo");
      if (isEcho) echoes.push(node.textContent);
      if (node.id && !SKIPPED.has(name)) id = node.id;
      if (!SKIPPED.has(name) && !isEcho) node.childNodes.forEach(walk);
      if (!INLINE.has(name)) end();
    };
    walk(element);
    end();
    return { lines, echoes };
  }

  /** `text` in pieces, `{text, isMatch}`, where one of the folded `words` stands or does not. */
  function pieces(text, words, table) {
    const characters = [...text];
    let folded = "";
    const places = [];
    characters.forEach((character, place) => {
      folded += foldCharacter(character, table);
      while (places.length < folded.length) places.push(place);
    });
    const isMatch = new Array(characters.length).fill(false);
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
        isMatch.fill(true, places[at], places[at + word.length - 1] + 1);
      }
    }
    const found = [];
    characters.forEach((character, place) => {
      const last = found.at(-1);
      if (last?.isMatch === isMatch[place]) last.text += character;
      else found.push({ text: character, isMatch: isMatch[place] });
    });
    return found;
  }

  /**
   * What best shows why a page was found, best first: `{pieces, fragment}` of the line with the most words, then with
   * the most of the sentence around them; and of other sentences. The pieces are cut to size; the fragment is the
   * place in the page's address.
   */
  function snippets(page, words, table) {
    const isSentence = (text) => /[。；]/.test(text);
    const weightOf = ({ text, folded }) => {
      const count = text === page.title ? 0 : words.filter((word) => folded.includes(word)).length;
      return count && count * 2 * SNIPPET + Math.min(text.length, SNIPPET - 1) + (isSentence(text) ? SNIPPET : 0);
    };
    // What stands twice is best shown where it stands last: a table of contents comes before what it lists.
    const places = new Map(page.lines.map(({ text }, at) => [text, at]));
    const lines = [...places.values()].map((at) => ({ at, weight: weightOf(page.lines[at]) }));
    return lines
      .filter(({ weight }) => weight > 0)
      .sort((a, b) => b.weight - a.weight || a.at - b.at)
      .filter(({ at }, rank) => rank === 0 || (rank < SNIPPETS && isSentence(page.lines[at].text)))
      .map(({ at }) => {
        const found = pieces(page.lines[at].text, words, table);
        return { pieces: clip(found), fragment: fragmentOf(page, at, sentenceOf(found)) };
      });
  }

  /** The sentence in which the first match begins, or the clause of it when it is long. */
  function sentenceOf(found) {
    const text = found.map((piece) => piece.text).join("");
    const first = found.findIndex((piece) => piece.isMatch);
    const match = found.slice(0, first).reduce((length, piece) => length + piece.text.length, 0);
    const around = (marks) => {
      let end = 0;
      return text.split(marks).find((part) => (end += part.length) > match);
    };
    const sentence = around(/(?<=[。！？；])/);
    return sentence.length > LONG_SENTENCE ? around(/(?<=[。！？；，])/) : sentence;
  }

  /**
   * The fragment of the address by which a browser shows `passage`, which is in the line `at`: the last id before it,
   * and the text itself for browsers that look for text. Where another line has it earlier, what comes before tells;
   * where the page repeats it, browsers would find that.
   */
  function fragmentOf({ lines, echoes }, at, passage) {
    const id = `#${encodeURIComponent(lines[at].id)}`;
    if (echoes.some((echo) => echo.includes(passage.trim()))) return id;
    const isFirst = !lines.slice(0, at).some(({ text }) => text.includes(passage));
    const before = at > 0 && !isFirst ? `${escaped(lines[at - 1].text.split(/(?<=[。！？；])/).at(-1))}-,` : "";
    return `${id}:~:text=${before}${escaped(passage)}`;
  }

  /** `text` as it stands in a text directive, where a hyphen has a meaning of its own. */
  function escaped(text) {
    return encodeURIComponent(text.trim()).replaceAll("-", "%2D");
  }

  function clip(found) {
    const first = found.findIndex((piece) => piece.isMatch);
    const before = [...found.slice(0, first).map((piece) => piece.text).join("")];
    const lead = before.length > SNIPPET_LEAD ? "…" + before.slice(-SNIPPET_LEAD).join("") : before.join("");
    const clipped = lead ? [{ text: lead, isMatch: false }] : [];
    let room = SNIPPET - [...lead].length;
    for (const { text, isMatch } of found.slice(first)) {
      const characters = [...text];
      if (characters.length > room && !(isMatch && room > 0)) {
        clipped.push({ text: characters.slice(0, Math.max(room, 0)).join("") + "…", isMatch: false });
        break;
      }
      clipped.push({ text, isMatch });
      room -= characters.length;
    }
    return clipped;
  }

  // ---- Queries ----

  /**
   * The words of a query. A word is found by any of its `alternatives`, each a list of folded strings that all
   * have to be there: the word itself, and for each alias in it the word with the alias spelled out.
   */
  function wordsOf(query, aliases, table) {
    return split(fold(line(query), table)).map((word) => {
      const alternatives = [[word]];
      const expansions = [];
      for (const [alias, values] of Object.entries(aliases)) {
        const short = fold(line(alias), table);
        if (!short || !word.includes(short)) continue;
        for (const value of values) {
          const long = fold(line(value), table);
          if (word.includes(long)) continue;
          alternatives.push(split(word.replaceAll(short, () => long)));
          expansions.push(value);
        }
      }
      return { alternatives, expansions };
    });
  }

  function split(folded) {
    return folded.split(WHITE_SPACE).filter(Boolean);
  }

  /** The fewest terms that together say all the index knows of a folded word. */
  function termsOf(word) {
    const characters = [...word];
    if (characters.length === 1) return characters;
    const isWindow = (at) =>
      at >= 0 && at + 2 < characters.length && characters.slice(at, at + 3).every((c) => /^[0-9a-z.]$/.test(c));
    const terms = new Set();
    for (let at = 0; at + 1 < characters.length; at++) {
      if (isWindow(at)) terms.add(characters.slice(at, at + 3).join(""));
      else if (!isWindow(at - 1)) terms.add(characters[at] + characters[at + 1]);
    }
    return [...terms];
  }

  /** Whether the page's text has every word. */
  function hasWords(page, words) {
    const has = (part) => page.lines.some(({ folded }) => folded.includes(part));
    return words.every(({ alternatives }) => alternatives.some((parts) => parts.every(has)));
  }

  /** The state of a search, from the parameters of an address. */
  function stateOf(parameters) {
    const filters = {};
    for (const name of CATEGORICAL) if (parameters.get(name)) filters[name] = parameters.get(name);
    const sort = parameters.get("sort");
    const page = Number.parseInt(parameters.get("page"), 10);
    return {
      q: line(parameters.get("q") ?? ""),
      filters,
      sort: SORTS.includes(sort) ? sort : SORTS[0],
      page: page > 1 ? page : 1,
    };
  }

  /** The address of a search, relative to the search page. */
  function addressOf({ q, filters, sort, page }) {
    const parameters = new URLSearchParams();
    if (q) parameters.set("q", q);
    for (const name of CATEGORICAL) if (filters[name]) parameters.set(name, filters[name]);
    if (sort !== SORTS[0]) parameters.set("sort", sort);
    if (page > 1) parameters.set("page", page);
    return "?" + parameters;
  }

  /** The address of a project's page below the site's root. */
  function addressOfProject(id) {
    return `projects/${id.split("/").map(encodeURIComponent).join("/")}/index.html`;
  }

  // ---- Index ----

  /** The shard that holds a term. */
  function shardOf(term, count) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(term)) hash = Math.imul(hash ^ byte, 0x01000193);
    return ((hash ^ (hash >>> 16)) >>> 0) % count;
  }

  const PRESENT = 1;
  const IN_TITLE = 2;

  /** For each page, whether it and its title have `term`: a byte of `PRESENT` and `IN_TITLE`. */
  function flagsOf(shard, term, pages) {
    const flags = new Uint8Array(pages);
    const name = new TextEncoder().encode(term);
    let at = 0;
    const varint = () => {
      let value = 0;
      for (let shift = 0; ; shift += 7) {
        const byte = shard[at++];
        value |= (byte & 0x7f) << shift;
        if (byte < 0x80) return value >>> 0;
      }
    };
    while (at < shard.length) {
      const length = shard[at++];
      const isTerm = length === name.length && name.every((byte, i) => byte === shard[at + i]);
      at += length;
      const header = varint();
      const end = at + (header >>> 1);
      if (!isTerm) {
        at = end;
      } else if (header & 1) {
        let page = 0;
        for (let left = varint(); left > 0; left--) flags[(page += varint())] = IN_TITLE;
        for (let bits = at; bits < end; bits++) {
          for (let bit = 0; bit < 8; bit++) {
            if (shard[bits] & (1 << bit)) flags[(bits - at) * 8 + bit] |= PRESENT;
          }
        }
        break;
      } else {
        let page = 0;
        while (at < end) {
          const value = varint();
          flags[(page += value >>> 1)] = value & 1 ? PRESENT | IN_TITLE : PRESENT;
        }
        break;
      }
    }
    return flags;
  }

  /** Opens the index; `load(path, version)` resolves to a Response, without a version never to a cached one. */
  async function openIndex(load) {
    const meta = await (await load("meta.json")).json();
    const files = new Map();
    const file = (path, read) => {
      if (!files.has(path)) {
        const content = load(path, meta.version).then(read);
        content.catch(() => files.delete(path));
        files.set(path, content);
      }
      return files.get(path);
    };
    const json = (path) => file(path, (response) => response.json());
    const bytes = (path) => file(path, async (response) => new Uint8Array(await response.arrayBuffer()));
    const numbered = (number) => String(number).padStart(4, "0");

    const flags = async (term) =>
      flagsOf(await bytes(`shards/${numbered(shardOf(term, meta.shards))}.bin`), term, meta.pages);
    /** The lists combined byte by byte. */
    const combined = async (lists, combine) =>
      (await Promise.all(lists)).reduce((all, list) => all.map((flag, page) => combine(flag, list[page])));
    const table = simplifier(meta.folding);
    const all = (lists) => combined(lists, (a, b) => a & b);
    const any = (lists) => combined(lists, (a, b) => a | b);

    return {
      pages: meta.pages,
      aliases: meta.aliases,
      table,
      /** The flags of every page for `words`. */
      find: (words) =>
        all(
          words.map(({ alternatives }) =>
            any(alternatives.map((parts) => all(parts.flatMap(termsOf).map(flags)))),
          ),
        ),
      /** The columns by name; of the amounts only the one to sort by. */
      columns: async (sort) => {
        const names = [...CATEGORICAL, ...AMOUNTS.filter((name) => name === sort)];
        const columns = await Promise.all(names.map((name) => json(`columns/${name}.json`)));
        return Object.fromEntries(names.map((name, i) => [name, columns[i]]));
      },
      /** The id and the title of a page, and its amounts as text or null. */
      card: async (page) => {
        const block = await json(`pages/${numbered(Math.floor(page / meta.block))}.json`);
        const [id, title, score, budget] = block[page % meta.block];
        return { id, title, score, budget };
      },
      /** What can be found by its name: `{kind, href, name, count, spellings}`, each name it has or had a spelling. */
      names: () =>
        file("names.json", async (response) =>
          (await response.json()).map(([kind, href, name, count, others]) => {
            const spellings = [name, ...others].map((text) => ({ text, folded: fold(line(text), table) }));
            return { kind, href, name, count, spellings };
          }),
        ),
    };
  }

  /** Opens the index that is below an address. */
  function openIndexAt(address) {
    return openIndex(async (path, version) => {
      const file = new URL(path, address);
      const response = await (version ? fetch(`${file}?v=${version}`) : fetch(file, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      return response;
    });
  }

  /** Whether pages that have all terms of `words` are sure to have the words. */
  function isExact(words) {
    return words.every(({ alternatives }) =>
      alternatives.every((parts) => parts.every((part) => termsOf(part)[0] === part)),
    );
  }

  /** The places of a page's values in a categorical column and of all that these are part of. */
  function placesOf({ values, pages }, page) {
    const places = new Set();
    for (const first of [pages[page]].flat()) {
      for (let place = first; place !== undefined; place = values[place][2]) places.add(place);
    }
    return [...places];
  }

  /** Whether a page passes the filters, apart from the one named `except`. */
  function passes(page, filters, columns, except) {
    return Object.entries(filters).every(([name, key]) => {
      const column = columns[name];
      return name === except || placesOf(column, page).some((place) => column.values[place][0] === key);
    });
  }

  /** How pages are put in order: the newest number first where nothing else decides. */
  function comparison(sort, columns, flags) {
    const rank = {
      relevance: (page) => flags[page] & IN_TITLE,
      year: (page) => columns.year.pages[page],
      score: (page) => columns.score[page],
      budget: (page) => columns.budget[page],
    }[sort];
    return (a, b) => rank(b) - rank(a) || b - a;
  }

  /** The values of a categorical column among `pages`, `{key, label, count}`: years from the newest, others by count. */
  function countsOf(name, pages, columns) {
    const column = columns[name];
    const counts = new Map();
    for (const place of pages.flatMap((page) => placesOf(column, page))) counts.set(place, (counts.get(place) ?? 0) + 1);
    const order = name === "year" ? ([a], [b]) => b - a : ([a, m], [b, n]) => n - m || a - b;
    return [...counts].sort(order).map(([place, count]) => {
      const [key, label] = column.values[place];
      return { key, label, count };
    });
  }

  /** Calls `work` with every item, a few at a time. */
  async function inParallel(items, work) {
    const waiting = items.values();
    const worker = async () => {
      for (const item of waiting) await work(item);
    };
    await Promise.all(Array.from({ length: PARALLEL }, worker));
  }

  /**
   * Searches: `read(page)` resolves to `{title, lines}` of a project page, or to null if it cannot be read.
   * Resolves to the words, the page numbers to show, the count (`isExact` or an upper bound), the last page of
   * results, the values that each filter could take, how many pages there are without that filter and without any,
   * and whether those are all verified.
   */
  async function search(index, state, read) {
    const words = wordsOf(state.q, index.aliases, index.table);
    const [columns, flags] = await Promise.all([
      index.columns(state.sort),
      words.length ? index.find(words) : new Uint8Array(index.pages).fill(PRESENT),
    ]);
    const verdicts = new Map();
    const sure = isExact(words);
    const verify = (pages) =>
      inParallel(pages, async (page) => {
        if (sure || verdicts.has(page)) return;
        const content = await read(page);
        verdicts.set(page, content ? hasWords(content, words) : undefined);
      });
    const isLeft = (page) => verdicts.get(page) !== false;
    const isSettled = (page) => sure || verdicts.get(page) === true;

    let pool = [];
    flags.forEach((flag, page) => flag && pool.push(page));
    if (pool.length <= READ_LIMIT) await verify(pool);

    const order = comparison(state.sort, columns, flags);
    let found = pool.filter((page) => isLeft(page) && passes(page, state.filters, columns)).sort(order);
    if (found.length <= READ_LIMIT) await verify(found);
    const wanted = state.page * PAGE_SIZE;
    for (let walked = 0; !sure && walked < Math.min(found.length, READ_LIMIT); ) {
      const missing = wanted - found.slice(0, walked).filter(isLeft).length;
      if (missing <= 0) break;
      const next = Math.min(walked + missing, READ_LIMIT);
      await verify(found.slice(walked, next));
      walked = next;
    }
    found = found.filter(isLeft);
    const last = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
    const page = Math.min(state.page, last);
    const window = found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    await verify(window);
    found = found.filter(isLeft);
    pool = pool.filter(isLeft);

    const facets = {};
    const withoutFilter = {};
    for (const name of CATEGORICAL) {
      const others = pool.filter((page) => passes(page, state.filters, columns, name));
      withoutFilter[name] = others.length;
      facets[name] = countsOf(name, others, columns);
    }
    return {
      words,
      columns,
      facets,
      withoutFilter,
      page,
      last,
      pages: window.filter(isLeft),
      count: found.length,
      isExact: found.every(isSettled),
      unfiltered: pool.length,
      areFacetsExact: pool.every(isSettled),
    };
  }

  return {
    AMOUNTS,
    CATEGORICAL,
    IN_TITLE,
    PAGE_SIZE,
    addressOf,
    addressOfProject,
    flagsOf,
    fold,
    hasWords,
    inParallel,
    isExact,
    line,
    linesOf,
    openIndex,
    openIndexAt,
    passes,
    pieces,
    search,
    simplifier,
    snippets,
    stateOf,
    termsOf,
    wordsOf,
  };
})();
