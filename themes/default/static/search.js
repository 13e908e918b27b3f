// What a search finds: pages in the index that the publisher wrote (its format is described in src/search/), verified in
// their texts. Shows nothing and knows no window; `search-page.js` and `suggest.js` do.
//
// What this folds, cuts and hashes must be what the publisher did; fixtures that both read hold the two together
// (tests/browser/search.test.mjs).

"use strict";

const gongshiSearch = (() => {
  /** Results on one page of results. */
  const PAGE_SIZE = 10;
  /** Texts that are read at a time, before the first result so many that it comes soon; and kept for the next search. */
  const PARALLEL = 6;
  const PARALLEL_FIRST = 1;
  const TEXTS_KEPT = 400;
  /** Who jumps over more results than this does not wait until they are verified. */
  const JUMP = 3 * PAGE_SIZE;
  /** A word is looked up by at most so many windows; the text decides the rest. */
  const WINDOWS = 6;
  /** At most this many snippets of one page. */
  const SNIPPETS = 3;
  /** Characters of a snippet, and how many of them stand before the first match. */
  const SNIPPET = 110;
  const SNIPPET_LEAD = 30;
  /** Characters on each side of where a match begins by which two snippets are told apart. */
  const AROUND = 12;
  /** A sentence longer than this is pointed at by a clause of it. */
  const LONG_SENTENCE = 120;

  const CATEGORICAL = ["year", "agency", "department", "region", "grade", "rater", "rubric"];
  const RANGES = ["from", "to", "least", "most"];
  const SORTS = ["relevance", "score", "score-up", "budget", "budget-up", "rate", "rate-up", "year", "year-up"];
  /** The key of the pages that have no value in a column. */
  const NONE = "-";

  /** How good the place is in which a page has a word: 0 if it has not. The publisher counts kinds from the best. */
  const TITLE = 4;
  const NAME = 3;
  const OUTCOME = 2;

  // ---- Text ----

  const WHITE_SPACE = /\p{White_Space}+/u;
  const INVISIBLE = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f]/;
  const BRACKETS = /["'()[\]{}«»‹›\u2018-\u201f〈-】〔-〛〝-〟]/;
  const EDGES = /^[,。.;:、!?·…—~/-]+|[,。.;:、!?·…—~/-]+$/g;
  const isLetter = (c) => c >= "a" && c <= "z" && c.length === 1;
  const isDigit = (c) => c >= "0" && c <= "9" && c.length === 1;

  /** `text` as a line is shown and folded: composed, white space collapsed. */
  function line(text) {
    return text.split(WHITE_SPACE).filter(Boolean).join(" ").normalize("NFC");
  }

  /** The Han characters of GB 2312, the common set of simplified ones, which GBK keeps in rows 16 to 87 of 94 characters. */
  const commonCharacters = () => {
    common ??= new TextDecoder("gbk").decode(Uint8Array.from({ length: 72 * 94 * 2 }, (_, at) =>
      at % 2 ? 0xa1 + (((at - 1) / 2) % 94) : 0xb0 + Math.floor(at / 2 / 94)));
    return common;
  };
  let common = null;

  /** Adds pairs of traditional and simplified characters to the table of them. */
  function addPairs(table, pairs) {
    const characters = [...pairs];
    for (let i = 0; i < characters.length; i += 2) table.set(characters[i], characters[i + 1]);
    return table;
  }

  function foldCharacter(character, table) {
    if (character >= "\u4e00" && character <= "\u9fff") return table.get(character) ?? character;
    if (INVISIBLE.test(character)) return "";
    let folded = "";
    for (const part of character.normalize("NFKC")) {
      for (const lower of part.toLowerCase()) {
        if (lower === "×") folded += "x";
        else if (lower === "\u2010") folded += "-";
        else if (!BRACKETS.test(lower)) folded += table.get(lower) ?? lower;
      }
    }
    return folded;
  }

  /** The characters of a folded line with the place in `text` of each, as `keep` changes or drops them by their neighbours. */
  function retain(characters, keep) {
    const kept = [];
    characters.forEach(([c, place], at) => {
      const now = keep(kept.at(-1)?.[0] ?? "", c, characters[at + 1]?.[0] ?? "");
      if (now) kept.push([now, place]);
    });
    return kept;
  }

  /** The folded characters of a line, each with the number of the character that it was. */
  function foldedCharacters(characters, table) {
    const all = [];
    characters.forEach((character, place) => {
      for (const c of foldCharacter(character, table)) all.push([c, place]);
    });
    const are = (is, before, after) => is(before) && is(after);
    const spaced = retain(all, (before, c, after) =>
      c !== " " || are(isLetter, before, after) || are(isDigit, before, after) ? c : "");
    return retain(spaced, (before, c, after) => {
      if (c === "," || c === "。") return are(isDigit, before, after) ? (c === "," ? "" : ".") : c;
      return c === "-" && are(isLetter, before, after) ? "" : c;
    });
  }

  /** The folded spelling of a line. */
  function fold(text, table) {
    return foldedCharacters([...text], table).map(([c]) => c).join("");
  }

  /** `text` in pieces, `{text, isMatch}`, where one of the folded `words` stands or does not. */
  function pieces(text, words, table) {
    const characters = [...text];
    const isMatch = new Array(characters.length).fill(false);
    let folded = "";
    const places = [];
    for (const [c, place] of foldedCharacters(characters, table)) {
      folded += c;
      while (places.length < folded.length) places.push(place);
    }
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
   * the most of the sentence around them; and of sentences that say something else. The pieces are cut to size; the fragment is the
   * place in the page's address. What the row shows anyway is none of it.
   */
  function snippets(text, words, table) {
    const isSentence = (text) => /[。；]/.test(text);
    const isShown = new Set([text.title, ...text.row.names.map(([name]) => name)]);
    const weightOf = ({ text, folded }) => {
      const count = isShown.has(text) ? 0 : words.filter((word) => folded.includes(word)).length;
      return count && count * 2 * SNIPPET + Math.min(text.length, SNIPPET - 1) + (isSentence(text) ? SNIPPET : 0);
    };
    // What stands twice is best shown where it stands last: the summary comes before what it sums up.
    const places = new Map(text.lines.map(({ text }, at) => [text, at]));
    const lines = [...places.values()].map((at) => ({ at, weight: weightOf(text.lines[at]) }));
    const chosen = new Map();
    for (const { at } of lines.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight || a.at - b.at)) {
      if (chosen.size === SNIPPETS) break;
      if (chosen.size > 0 && !isSentence(text.lines[at].text)) continue;
      const found = pieces(text.lines[at].text, words, table);
      const around = aroundMatch(found);
      if (!chosen.has(around)) chosen.set(around, { pieces: clip(found), fragment: fragmentOf(text.lines, at, sentenceOf(found)) });
    }
    return [...chosen.values()];
  }

  /** The letters and digits around the first match: what has the same says the same once more. */
  function aroundMatch(found) {
    const first = found.findIndex((piece) => piece.isMatch);
    const said = (pieces) => [...pieces.map(({ text }) => text).join("").replace(/[^\p{L}\p{N}]/gu, "")];
    return [...said(found.slice(0, first)).slice(-AROUND), ...said(found.slice(first)).slice(0, AROUND)].join("");
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
   * The fragment of the address by which a browser shows `passage`, which is in the line `at`: the id above it, and the
   * text itself for browsers that look for text. Where another line has it earlier, what comes before tells. Of a
   * heading the id is enough, and a table of contents has the same words.
   */
  function fragmentOf(lines, at, passage) {
    const { id, kind } = lines[at];
    const fragment = `#${encodeURIComponent(id)}`;
    if (kind === OUTCOME) return fragment;
    const isFirst = !lines.slice(0, at).some(({ text }) => text.includes(passage));
    const before = at > 0 && !isFirst ? `${escaped(lines[at - 1].text.split(/(?<=[。！？；])/).at(-1))}-,` : "";
    return `${fragment}:~:text=${before}${escaped(passage)}`;
  }

  /** `text` as it stands in a text directive, where a hyphen has a meaning of its own. */
  function escaped(text) {
    return encodeURIComponent(text.trim()).replaceAll("-", "%2D");
  }

  function clip(found) {
    const first = found.findIndex((piece) => piece.isMatch);
    const before = [...found.slice(0, first).map((piece) => piece.text).join("")];
    const cut = before.slice(-SNIPPET_LEAD).join("").replace(/^[，。；：、！？]+/u, "");
    const lead = before.length > SNIPPET_LEAD ? "…" + cut : before.join("");
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
   * have to be there: the word itself, and for each alias in it the word with the alias spelled out. A space before a
   * unit separates nothing.
   */
  function wordsOf(query, aliases, table) {
    const joined = line(query).replace(/(?<=\p{Nd}) (?=[亿億万萬千百元个個人次年月日号號項项％%℃])/gu, "");
    return joined.split(" ").flatMap((text) =>
      fold(text, table).split(" ").map((folded) => wordOf(folded.replace(EDGES, ""), aliases, table)).filter(Boolean));
  }

  function wordOf(word, aliases, table) {
    if (!word) return null;
    const alternatives = [[word]];
    const expansions = [];
    for (const [alias, values] of Object.entries(aliases)) {
      const short = fold(line(alias), table);
      if (!short || !word.includes(short)) continue;
      for (const value of values) {
        const long = fold(line(value), table);
        if (word.includes(long)) continue;
        alternatives.push(word.replaceAll(short, () => long).split(" "));
        expansions.push(value);
      }
    }
    return { text: word, alternatives, expansions };
  }

  /** A word that is nothing but what it says. */
  const plainWord = (text) => ({ text, alternatives: [[text]], expansions: [] });

  /**
   * The windows by which the index is asked for a folded word, spread over it where they are many: those that tell how many
   * zeros stand one behind the other, and each longest one, with the character that stands behind it in the word.
   */
  function windowsOf(word) {
    const characters = [...word];
    const hasDigit = (at) => at >= 0 && at + 4 <= characters.length && characters.slice(at, at + 4).some(isDigit);
    const windowAt = (at, length) => ({ text: characters.slice(at, at + length).join(""), next: characters[at + length] ?? "" });
    if (characters.length < 3) return [windowAt(0, characters.length)];
    const windows = new Map();
    for (const [, before, zeros, after] of word.matchAll(/(?<=([^0]))(0{4,})([^0]?)/gu)) {
      const text = before + String.fromCharCode(ZEROS + Math.min(zeros.length, MOST_ZEROS)) + after;
      windows.set(text, { text, next: "" });
    }
    for (let at = 0; at + 3 <= characters.length; at++) {
      if (!hasDigit(at) && hasDigit(at - 1)) continue;
      const window = windowAt(at, hasDigit(at) ? 4 : 3);
      windows.set(window.text + window.next, window);
    }
    const distinct = [...windows.values()];
    if (distinct.length <= WINDOWS) return distinct;
    return Array.from({ length: WINDOWS }, (_, at) => distinct[Math.round((at * (distinct.length - 1)) / (WINDOWS - 1))]);
  }

  /** Whether so many pages, which have all windows of `words`, are sure to have the words. */
  function isExact(words, count) {
    const isSure = (part) => windowsOf(part)[0].text === part && ([...part].length <= 2 || count > FEW);
    return words.every(({ alternatives }) => alternatives.length === 1 && alternatives[0].every(isSure));
  }

  /** How well a text has every word: the sum of how good the best place of each is, or 0 where one is missing. */
  function rankOf({ lines }, words) {
    const rankOfPart = (part) => lines.reduce((best, { folded, rank }) => (rank > best && folded.includes(part) ? rank : best), 0);
    const ranks = words.map(({ alternatives }) => Math.max(...alternatives.map((parts) => Math.min(...parts.map(rankOfPart)))));
    return ranks.includes(0) ? 0 : ranks.reduce((sum, rank) => sum + rank, 0);
  }

  /** The state of a search, from the parameters of an address. */
  function stateOf(parameters) {
    const filters = {};
    for (const name of CATEGORICAL) {
      const keys = [...new Set(parameters.getAll(name).filter(Boolean))];
      if (keys.length) filters[name] = keys;
    }
    const ranges = {};
    for (const name of RANGES) {
      const value = Number.parseFloat(parameters.get(name));
      if (Number.isFinite(value)) ranges[name] = value;
    }
    const sort = parameters.get("sort");
    const page = Number.parseInt(parameters.get("page"), 10);
    return {
      q: line(parameters.get("q") ?? ""),
      filters,
      ranges,
      sort: SORTS.includes(sort) ? sort : SORTS[0],
      page: page > 1 ? page : 1,
    };
  }

  /** The address of a search, relative to the search page. */
  function addressOf({ q, filters, ranges, sort, page }) {
    const parameters = new URLSearchParams();
    if (q) parameters.set("q", q);
    for (const name of CATEGORICAL) for (const key of filters[name] ?? []) parameters.append(name, key);
    for (const name of RANGES) if (name in ranges) parameters.set(name, ranges[name]);
    if (sort !== SORTS[0]) parameters.set("sort", sort);
    if (page > 1) parameters.set("page", page);
    return "?" + parameters;
  }

  /** Whether a state asks for anything. */
  const isAsked = ({ q, filters, ranges }) => q !== "" || Object.keys(filters).length + Object.keys(ranges).length > 0;

  /** The address of a project's page below the site's root. */
  function addressOfProject(id) {
    return `projects/${id.split("/").map(encodeURIComponent).join("/")}/index.html`;
  }

  // ---- Index ----

  /** Windows begin with numbers of 30 bits, made of codes of 15; those of so few pages have no longer ones in the index. */
  const STARTS = 2 ** 30;
  const CODES = 2 ** 15;
  const FEW = 8;
  /** The code of many zeros in a window is this with their number, of which more than the most are not told apart. */
  const ZEROS = 0x10;
  const MOST_ZEROS = 15;
  /** Of windows of more pages than these it is told in which of the classes the character behind them is. */
  const MANY = 24;
  const CLASSES = 2 ** 4;

  function codeOf(character) {
    const point = character.codePointAt(0);
    if (point < 0x400) return point;
    return point >= 0x4e00 && point < 0xa000 ? point - 0x4e00 + 0x400 : 0x5600 + (point % 0x2a00);
  }

  /** The class of a character that stands behind a window. */
  const classOf = (character) => 1 + (codeOf(character) % (CLASSES - 1));

  /** The number of the first two characters of a window, given their codes; of its only one. */
  function startOf(first, second = 0) {
    let start = first * CODES + second;
    start = Math.imul(start ^ (start >>> 15), 0x2c1b3c6d) & (STARTS - 1);
    start = Math.imul(start ^ (start >>> 12), 0x297a2d39) & (STARTS - 1);
    return start ^ (start >>> 15);
  }

  /** Reads counts and sets of numbers as the publisher wrote them bit by bit. */
  function readerOf(bytes) {
    let at = 0;
    const bit = () => {
      if (at >= bytes.length * 8) throw new RangeError("a shard ends too early");
      const is = (bytes[at >>> 3] >>> (7 - (at & 7))) & 1;
      at++;
      return is;
    };
    const bits = (width) => {
      let value = 0;
      for (; width > 0; width--) value = value * 2 + bit();
      return value;
    };
    const zeros = () => {
      let count = 0;
      while (!bit()) count++;
      return count;
    };
    const count = () => {
      const width = zeros();
      return 2 ** width + bits(width) - 1;
    };
    const set = (count, limit) => {
      const numbers = [];
      if (count * 2 > limit) {
        const others = set(limit - count, limit);
        for (let number = 0, at = 0; number < limit; number++) if (number === others[at]) at++; else numbers.push(number);
        return numbers;
      }
      const power = count && Math.floor(Math.log2(Math.max(1, Math.floor(Math.floor((limit * 2) / 3) / count))));
      for (let next = 0; numbers.length < count; next++) {
        next += zeros() * 2 ** power + bits(power);
        numbers.push(next);
      }
      return numbers;
    };
    return { bit, count, set };
  }

  /**
   * For each of `count` pages how good the place is in which it has a window, from the bytes of a file that has its tree
   * under one of so many `keys`, at a `depth` behind its start, and the codes of what stands `behind` that, before a
   * character of the class `next`. Where few pages have the beginning of a window, what is told is that.
   */
  function ranksOf(bytes, { key, keys, depth, behind }, next, count) {
    const read = readerOf(bytes);
    const several = (limit) => read.set(read.count() + 1, limit);
    const tree = (limit, depth) => {
      const places = several(limit);
      const ranks = places.map(() => 1);
      for (let rank = read.bit() ? TITLE : 1; rank > 1; rank--) {
        for (const place of read.set(read.count(), places.length)) ranks[place] = rank;
      }
      return { depth, places, ranks, longer: places.length > FEW ? read.set(read.count(), CODES) : [] };
    };
    /** Reads to the end of a tree: of each class the places of the pages where a character of it comes next, if it is told. */
    const rest = ({ depth, places, longer }) => {
      for (let left = longer.length; left > 0; left--) rest(tree(places.length, depth + 1));
      const isTold = depth > 0 && places.length > MANY;
      return isTold && new Map(read.set(read.count(), CLASSES).map((next) => [next, several(places.length)]));
    };
    /** The tree of a key, which is one of those whose trees come next, or null. */
    const find = (key, keys, limit, depth) => {
      const at = keys.indexOf(key);
      for (let before = 0; before < at; before++) rest(tree(limit, depth));
      return at < 0 ? null : tree(limit, depth);
    };
    const ranks = new Uint8Array(count);
    let found = find(key, read.set(read.count(), keys), count, depth);
    let pages = found?.places;
    for (const code of behind) {
      if (!found) break;
      if (pages.length <= FEW) {
        next = 0;
        break;
      }
      found = find(code, found.longer, pages.length, found.depth + 1);
      pages = found?.places.map((place) => pages[place]);
    }
    const before = next && found && rest(found);
    const places = before ? (before.get(next) ?? []) : (found?.places.keys() ?? []);
    for (const at of places) ranks[pages[at]] = found.ranks[at];
    return ranks;
  }

  /**
   * Opens the index; `load(path, version)` resolves to a Response, without a version never to a cached one. `root`
   * resolves to what `meta.json` holds, or to null where nobody could tell.
   */
  async function openIndex(load, root = null) {
    const meta = (await root) ?? (await (await load("meta.json")).json());
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

    const lists = (folder, { count: shards, heavy }, count) => {
      const parts = new Map();
      let first = shards;
      for (const [codes, count] of heavy) {
        parts.set(codes, { first, count });
        first += count;
      }
      /** In which file the tree of a window is, or of its beginning, and how it is found there. */
      const placeOf = (codes) => {
        for (let length = codes.length - 1; length > 1; length--) {
          const part = parts.get(String.fromCharCode(...codes.slice(0, length)));
          const key = codes[length];
          if (part) return { file: part.first + (key % part.count), key, keys: CODES, depth: length - 1, behind: codes.slice(length + 1) };
        }
        const [start, keys] = [startOf(codes[0], codes[1]), STARTS / shards];
        return { file: Math.floor(start / keys), key: start % keys, keys, depth: 0, behind: codes.slice(2) };
      };
      return async ({ text, next }) => {
        const place = placeOf([...text].map(codeOf));
        return ranksOf(await bytes(`${folder}/${numbered(place.file)}.bin`), place, next && classOf(next), count);
      };
    };
    const listOf = lists("shards", meta.shards, meta.pages);
    const namesOf = lists("names/shards", meta.name_shards, meta.names);
    /** The lists combined entry by entry. */
    const combined = async (lists, combine) =>
      (await Promise.all(lists)).reduce((all, list) => all.map((rank, page) => combine(rank, list[page])));
    const table = new Map();
    const all = (lists) => combined(lists, Math.min);
    const any = (lists) => combined(lists, Math.max);
    const found = (words, listOf) =>
      words.map(({ alternatives }) => any(alternatives.map((parts) => all(parts.flatMap(windowsOf).map(listOf)))));

    const mayBeTraditional = (c) => /\p{Script=Han}/u.test(c) && (meta.traditional.includes(c) || !commonCharacters().includes(c));
    const texts = new Map();
    const textOf = async (page) => {
      const response = await load(`pages/${Math.floor(page / meta.folder)}/${page}.json`, meta.version);
      const text = await response.json();
      addPairs(table, text.folding);
      const title = { id: "", kind: TITLE, rank: TITLE, text: text.title };
      const lines = text.lines.flatMap(([id, kind, lines]) =>
        lines.split("\n").map((text) => ({ id, kind: TITLE - kind, rank: TITLE - kind, text })));
      return { ...text, lines: [title, ...lines].map((line) => ({ ...line, folded: fold(line.text, table) })) };
    };

    return {
      pages: meta.pages,
      groups: meta.groups,
      table,
      /** The words of a query; loads what folds traditional characters when one may be there. */
      words: async (query) => {
        const characters = [...query.normalize("NFKC")];
        if (characters.some((c) => mayBeTraditional(c) && !table.has(c))) addPairs(table, await json("folding.json"));
        return wordsOf(query, meta.aliases, table);
      },
      /** How well each page may have all `words`; 0 where it has not. */
      find: (words) => combined(found(words, listOf), (a, b) => a && b && a + b),
      /** Which names may have all `words`, the likeliest first. */
      findNames: (words) => all(found(words, namesOf)),
      /** The column of a name. */
      column: (name) => json(`columns/${name}.json`),
      /** The text of a page: `{id, title, row, lines}`, each line with its `text`, `folded`, `id`, `kind` and `rank`. */
      text: (page) => {
        if (!texts.has(page)) {
          if (texts.size >= TEXTS_KEPT) texts.clear();
          const text = textOf(page);
          text.catch(() => texts.delete(page));
          texts.set(page, text);
        }
        return texts.get(page);
      },
      /** What can be found by the name of a number: `{kind, href, name, detail, spellings}`. */
      name: async (number) => {
        const [pairs, block] = await json(`names/${numbered(Math.floor(number / meta.block))}.json`);
        const [kind, address, name, detail, others, initials] = block[number % meta.block];
        addPairs(table, pairs);
        const spellings = [name, ...others].map((text) => ({ text, folded: fold(line(text), table) }));
        if (initials) spellings.push({ text: name, folded: initials });
        return { kind, href: kind === "title" ? addressOfProject(address) : address, name, detail, spellings };
      },
    };
  }

  /** Opens the index that is below an address, whose `root` may have been asked for before. */
  function openIndexAt(address, root) {
    return openIndex(async (path, version) => {
      const file = new URL(path, address);
      const response = await (version ? fetch(`${file}?v=${version}`) : fetch(file, { cache: "no-cache" }));
      if (!response.ok) throw new Error(`${file}: ${response.status}`);
      return response;
    }, root);
  }

  // ---- Filters and order ----

  /** The places of a page's values in a categorical column and of all that these are part of. */
  function placesOf({ values, pages }, page) {
    const places = new Set();
    for (const first of [pages[page]].flat()) {
      for (let place = first; place !== undefined; place = values[place][2]) places.add(place);
    }
    return [...places];
  }

  /** The columns that a state needs to filter and sort by. */
  async function columnsFor(index, { filters, ranges, sort }) {
    const sorted = sort.replace("-up", "");
    const names = new Set(Object.keys(filters));
    if ("from" in ranges || "to" in ranges || sorted === "year") names.add("year");
    if ("least" in ranges || "most" in ranges) names.add("budget");
    if (sorted !== "relevance") names.add(sorted);
    if (sorted === "score") names.add("rubric");
    const columns = await Promise.all([...names].map(async (name) => [name, await index.column(name)]));
    return Object.fromEntries(columns);
  }

  const yearOf = (columns, page) => Number(columns.year.values[columns.year.pages[page]]?.[0]);

  /** Whether a page passes the filters and the ranges, apart from the filter named `except`. */
  function passes(page, { filters, ranges }, columns, except) {
    const { from = -Infinity, to = Infinity, least = -Infinity, most = Infinity } = ranges;
    const isWithin = (value, least, most) => value !== null && value >= least && value <= most;
    if (("from" in ranges || "to" in ranges) && !isWithin(yearOf(columns, page), from, to)) return false;
    if (("least" in ranges || "most" in ranges) && !isWithin(columns.budget[page], least * 10_000, most * 10_000)) return false;
    return Object.entries(filters).every(([name, keys]) => {
      if (name === except) return true;
      const places = placesOf(columns[name], page);
      return places.some((place) => keys.includes(columns[name].values[place][0])) || (!places.length && keys.includes(NONE));
    });
  }

  /** How pages are put in order; the newest number first where nothing else decides. Scores of one rubric stay together. */
  function comparison(sort, columns, pool) {
    const [name, up] = sort.split("-");
    if (name === "relevance") return (a, b) => b - a;
    const direction = up ? 1 : -1;
    const value = name === "year" ? (page) => yearOf(columns, page) : (page) => columns[name][page];
    const rubric = ([place]) => place ?? -1;
    const sizes = new Map();
    const rubricOf = (page) => rubric(placesOf(columns.rubric, page));
    if (name === "score") for (const page of pool) sizes.set(rubricOf(page), (sizes.get(rubricOf(page)) ?? 0) + 1);
    return (a, b) => {
      const [x, y] = [value(a), value(b)];
      if (x === null || y === null) return (x === null) - (y === null) || b - a;
      const [r, s] = name === "score" ? [rubricOf(a), rubricOf(b)] : [0, 0];
      return (r !== s && (sizes.get(s) - sizes.get(r) || r - s)) || direction * (x - y) || b - a;
    };
  }

  // ---- Searching ----

  /**
   * Searches for `words` under a state. Resolves to the candidates and what was found of them so far: `next()` resolves
   * to the next result in order, `{page, text}`, or to null after the last, and reads ahead for as many as are wanted;
   * `skip(count)` goes past results;
   * `count()` says how many there are, `{count, isExact}`, an estimate unless it is exact.
   */
  async function search(index, words, state) {
    const [columns, ranks] = await Promise.all([
      columnsFor(index, state),
      words.length ? index.find(words) : new Uint8Array(index.pages).fill(1),
    ]);
    const pool = [];
    ranks.forEach((rank, page) => rank && pool.push(page));
    const passing = pool.filter((page) => passes(page, state, columns));
    passing.sort(comparison(state.sort, columns, passing));
    const isSure = isExact(words, pool.length);
    const isRanked = state.sort === "relevance" && words.length > 0;
    // One queue for each rank: what turns out to be of a lower one than its windows let hope waits in that of its own.
    const queues = [];
    for (const page of passing) (queues[isRanked ? ranks[page] : 0] ??= []).push(page);
    const settled = new Set();
    let [right, wrong, skipped] = [0, 0, 0];

    const filled = () => [...queues].reverse().filter((queue) => queue?.length);
    const best = () => filled()[0];
    const upcoming = (count) => filled().flatMap((queue) => queue.slice(0, count)).slice(0, count);
    const next = async (wanted = PARALLEL) => {
      for (let queue = best(); queue; queue = best()) {
        // What is read ahead fails again when its turn comes.
        const parallel = right + wrong > 0 ? PARALLEL : PARALLEL_FIRST;
        for (const page of upcoming(Math.min(wanted, parallel))) index.text(page).catch(() => {});
        const page = queue[0];
        const text = await index.text(page);
        const rank = words.length ? rankOf(text, words) : 1;
        queue.shift();
        if (rank === 0) {
          wrong++;
        } else if (!settled.delete(page) && isRanked && rank < queues.indexOf(queue)) {
          const lower = (queues[rank] ??= []);
          const place = lower.findIndex((other) => other < page);
          lower.splice(place < 0 ? lower.length : place, 0, page);
          settled.add(page);
        } else {
          right++;
          return { page, text };
        }
      }
      return null;
    };
    const skip = async (count) => {
      if (isSure || count > JUMP) {
        for (let queue = best(); queue && count > 0; queue = best()) {
          const past = queue.splice(0, count);
          skipped += past.length;
          count -= past.length;
        }
      }
      for (; count > 0 && (await next()); count--);
    };
    const count = () => {
      const left = passing.length - right - wrong - settled.size;
      if (isSure || left === 0) return { count: passing.length - wrong, isExact: skipped === 0 || isSure };
      const known = right + settled.size;
      const estimate = known + left * (known ? known / (known + wrong) : 1);
      const unit = estimate < 100 ? 1 : 10 ** (Math.floor(Math.log10(estimate)) - 1);
      return { count: Math.max(known, Math.round(estimate / unit) * unit), isExact: false };
    };
    return { words, columns, ranks, pool, passing, isSure, next, skip, count };
  }

  return {
    CATEGORICAL,
    NAME,
    NONE,
    PAGE_SIZE,
    RANGES,
    TITLE,
    addPairs,
    addressOf,
    addressOfProject,
    codeOf,
    columnsFor,
    fold,
    isAsked,
    isExact,
    line,
    openIndex,
    openIndexAt,
    passes,
    pieces,
    placesOf,
    plainWord,
    rankOf,
    search,
    snippets,
    startOf,
    stateOf,
    windowsOf,
    wordsOf,
  };
})();
