// What to try when no page has the words as they are asked for: the parts of a word together, the name or title that is meant
// with one wrong character; then what else may help, with what each would find. Counts are never guessed.

"use strict";

const gongshiNoResult = (() => {
  const { addressOf, isExact, line, passes, plainWord, rankOf, search } = gongshiSearch;
  /** At most this many texts are read in order to verify one try. */
  const FEW = 10;
  /** At most this many words are tried, and this many names and titles named or looked at for a wrong character. */
  const TRIES = 6;
  const NAMES = 3;
  const NEAR = 12;
  /** A word of at most so many characters is taken for several words before it is taken for a slip of one. */
  const SHORT = 5;
  /** Longer words are not taken apart. */
  const LONG = 24;

  /**
   * What to search for in place of `words`, which no page has: `{words, parts}` where the parts of words are, `{words,
   * meant}` where a name was meant; null where neither finds anything.
   */
  async function instead(index, words, state) {
    const finds = async (tried) => tried && (await (await search(index, tried, { ...state, sort: "relevance" })).next()) !== null;
    const isShort = words.every(({ text }) => [...text].length <= SHORT);
    const ways = [partsFor, meantFor];
    for (const way of isShort ? ways : ways.reverse()) {
      const found = await way(index, words);
      if (found && (await finds(found.words))) return found;
    }
    return null;
  }

  /** The words with those in parts that no page has; where each is on some page, all in parts. */
  async function partsFor(index, words) {
    const isMissing = await Promise.all(words.map(async (word) => !(await index.find([word])).some(Boolean)));
    const taken = isMissing.includes(true) ? words.filter((_, at) => isMissing[at]) : words;
    const others = words.filter((word) => !taken.includes(word));
    const parts = await Promise.all(taken.map(({ text }) => partsOf(index, text, 3)));
    if (!taken.length || parts.every((found) => found?.length === 1) || parts.includes(null)) return null;
    return { words: [...others, ...parts.flat().map(plainWord)], parts: parts.flat() };
  }

  /** The fewest parts of a word, at most `most`, that some page has all; among those the ones in the best places. */
  async function partsOf(index, word, most) {
    const characters = [...word];
    if (characters.length > LONG) return null;
    const has = async (parts) => (await index.find(parts.map(plainWord))).reduce(([best, count], rank) =>
      [Math.max(best, rank), count + (rank > 0)], [0, 0]);
    if ((await has([word]))[1] > 0) return [word];
    const runs = word.match(/[\d.%]+|[a-z]+|[^\d.%a-z]+/g);
    if (runs.length > 1 && runs.length <= most && (await has(runs))[1] > 0) return runs;
    const least = characters.length < 4 ? 1 : 2;
    const isInside = (at) => /^[\d.]{2}$/.test(characters.slice(at - 1, at + 1).join(""));
    const places = characters.map((_, at) => at).filter((at) => at >= least && at + least <= characters.length && !isInside(at));
    const halves = places.map((at) => [characters.slice(0, at).join(""), characters.slice(at).join("")]);
    const tried = await Promise.all(halves.map(async (parts) => ({ parts, told: await has(parts) })));
    const found = tried.filter(({ told }) => told[1] > 0).sort((a, b) => b.told[0] - a.told[0] || b.told[1] - a.told[1]);
    if (found.length) return found[0].parts;
    if (most <= 2) return null;
    for (const [first, rest] of [...halves].reverse()) {
      if ((await has([first]))[1] === 0) continue;
      const parts = await partsOf(index, rest, most - 1);
      if (parts && (await has([first, ...parts]))[1] > 0) return [first, ...parts];
    }
    return null;
  }

  /** The words with one that no page has as a name or title has it, from which it differs in one character. */
  async function meantFor(index, words) {
    for (const [at, { text }] of words.entries()) {
      if ([...text].length < 4) continue;
      for await (const { spelling } of namesNear(index, text)) {
        const meant = nearPart([...spelling.folded], [...text]);
        if (meant) return { words: words.map((word, other) => (other === at ? plainWord(meant) : word)), meant };
      }
    }
    return null;
  }

  /** The part of a name that a word becomes by changing, adding, dropping or exchanging characters once, or null. */
  function nearPart(name, word) {
    for (const length of [word.length, word.length + 1, word.length - 1]) {
      for (let start = 0; start + length <= name.length; start++) {
        const part = name.slice(start, start + length);
        let before = 0;
        while (before < length && part[before] === word[before]) before++;
        let behind = 0;
        while (behind < length - before && part.at(-1 - behind) === word.at(-1 - behind)) behind++;
        const [was, is] = [word.slice(before, word.length - behind), part.slice(before, length - behind)];
        const isExchanged = was.length === 2 && is.length === 2 && was[0] === is[1] && was[1] === is[0];
        if (was.length + is.length > 0 && (Math.max(was.length, is.length) <= 1 || isExchanged)) return part.join("");
      }
    }
    return null;
  }

  /**
   * The names that share most pairs of characters with a word, at least half of its own, the nearest first: `{name, href,
   * spelling}`. Few are read at a time, as the first is nearly always meant.
   */
  async function* namesNear(index, word) {
    const characters = [...word];
    const pairs = [...new Set(characters.slice(1).map((c, at) => characters[at] + c))];
    const lists = await Promise.all(pairs.map((pair) => index.findNames([plainWord(pair)])));
    const shared = [];
    lists.forEach((list) => list.forEach((is, name) => is && (shared[name] = (shared[name] ?? 0) + 1)));
    const near = Object.keys(shared).filter((name) => shared[name] * 2 >= pairs.length);
    near.sort((a, b) => shared[b] - shared[a] || a - b);
    const has = ({ folded }) => pairs.filter((pair) => folded.includes(pair)).length;
    for (let read = 0; read < Math.min(NEAR, near.length); read += NAMES) {
      for (const name of await Promise.all(near.slice(read, read + NAMES).map((number) => index.name(Number(number))))) {
        yield { ...name, spelling: [...name.spellings].sort((a, b) => has(b) - has(a))[0] };
      }
    }
  }

  /** The `NAMES` names nearest to a word. */
  async function nearest(index, word) {
    const names = [];
    for await (const name of namesNear(index, word)) if (names.push(name) === NAMES) break;
    return names;
  }

  /**
   * What may help where nothing at all was found: the shorter `words` with their counts, `{text, count, isExact}`, under
   * the same filters or, where those leave nothing of any, under none (`isUnfiltered`); and the `names` that are most
   * like what was asked for, `{name, href}`.
   */
  async function adviceFor(index, state, columns) {
    const isFiltered = Object.keys(state.filters).length + Object.keys(state.ranges).length > 0;
    const under = (filters) => shorterWords(state.q, (text) => countOf(index, text, filters, columns));
    const words = await index.words(state.q);
    const [filtered, ...near] = await Promise.all([under(state), ...words.map(({ text }) => nearest(index, text))]);
    const isUnfiltered = isFiltered && filtered.every(({ count }) => count === 0);
    const shorter = isUnfiltered ? await under({ filters: {}, ranges: {} }) : filtered;
    const names = near.flat();
    const distinct = names.filter(({ href }, at) => names.findIndex((other) => other.href === href) === at);
    return { words: shorter.slice(0, TRIES), isUnfiltered, names: distinct.slice(0, TRIES) };
  }

  /** Each word of several, or, where that finds nothing either, its longest beginning and its longest end that do. */
  async function shorterWords(query, count) {
    const words = line(query).split(" ").filter(Boolean);
    const tries = words.map(async (word) => {
      const whole = { text: word, ...(words.length > 1 ? await count(word) : { count: 0, isExact: true }) };
      if (whole.count > 0) return [whole];
      const characters = [...word].slice(0, LONG);
      const lengths = characters.slice(2).map((_, at) => characters.length - 1 - at);
      const parts = await Promise.all([
        longest(lengths.map((length) => characters.slice(0, length).join("")), count),
        longest(lengths.map((length) => characters.slice(-length).join("")), count),
      ]);
      return [...(words.length > 1 ? [whole] : []), ...parts.flat()];
    });
    const all = (await Promise.all(tries)).flat();
    return all.filter(({ text }, at) => all.findIndex((other) => other.text === text) === at);
  }

  /** The first of `texts` that finds something, or nothing. */
  async function longest(texts, count) {
    for (const text of texts) {
      const found = await count(text);
      if (found.count > 0) return [{ text, ...found }];
    }
    return [];
  }

  /** How many pages have `text` and pass the filters: about so many unless it `isExact`. */
  async function countOf(index, text, filters, columns) {
    const words = await index.words(text);
    if (!words.length) return { count: 0, isExact: true };
    const pages = [];
    (await index.find(words)).forEach((rank, page) => rank && passes(page, filters, columns) && pages.push(page));
    if (isExact(words, pages.length)) return { count: pages.length, isExact: true };
    if (pages.length > FEW) return { count: pages.length, isExact: false };
    const texts = await Promise.all(pages.map(index.text));
    return { count: texts.filter((text) => rankOf(text, words)).length, isExact: true };
  }

  /**
   * Says that nothing was found, and what may help. `chosen` are the filters of the state with what it is without each;
   * `part`, `make` and `say` are those of the page.
   */
  async function show(index, state, { columns, pool, isSure }, { part, make, say, chosen, root, isStale }) {
    const join = (texts) => texts.join(say("between"));
    const words = state.q.split(" ").filter(Boolean).map((word) => say("quoted", { word }));
    const asked = words.length ? say("noneWords", { words: join(words) }) : "";
    const narrowed = chosen.length ? say("noneFilters", { filters: join(chosen.map(({ label }) => label)) }) : "";
    part("none-what").textContent = asked + narrowed;
    part("suggestions").hidden = part("like").hidden = true;
    part("none").hidden = false;

    const advice = await adviceFor(index, state, columns);
    if (isStale()) return;
    const tried = (text, changed, { count, isExact }) => {
      const href = addressOf({ ...state, ...changed, page: 1 });
      const note = make("span", { class: "label" }, say(isExact ? "found" : "foundAbout", { n: count }));
      return make("li", {}, count > 0 ? make("a", { href }, text) : text, " ", note);
    };
    const none = { filters: {}, ranges: {} };
    const without = chosen.map(({ label, without }) => ({ text: say("without", { filter: label }), ...without }));
    if (chosen.length > 1) without.push({ text: say("unfiltered"), ...none });
    const wider = without
      .map(({ text, filters, ranges }) => {
        const count = pool.filter((page) => passes(page, { filters, ranges }, columns)).length;
        return count > 0 ? tried(text, { filters, ranges }, { count, isExact: isSure }) : null;
      })
      .filter(Boolean);
    const shorter = advice.words.map((word) =>
      advice.isUnfiltered
        ? tried(say("onlyUnfiltered", { word: word.text }), { q: word.text, ...none }, word)
        : tried(say("only", { word: word.text }), { q: word.text }, word),
    );
    part("suggestions").replaceChildren(...wider, ...shorter);
    part("suggestions").hidden = wider.length + shorter.length === 0;
    part("names").replaceChildren(...advice.names.map(({ name, href }) => make("li", {}, make("a", { href: root + href }, name))));
    part("like").hidden = advice.names.length === 0;
  }

  return { adviceFor, instead, nearPart, show };
})();
