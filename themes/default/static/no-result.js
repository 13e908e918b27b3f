// What to try when a search finds nothing, with what each try would find. Counts are those of the index, verified as far as
// a few pages allow, and never guessed. Shows nothing.

"use strict";

const gongshiNoResult = (() => {
  const { IN_TITLE, addressOfProject, fold, hasWords, isExact, line, passes, termsOf, wordsOf } = gongshiSearch;
  /** At most this many pages are read in order to verify one try. */
  const FEW = 10;
  /** At most this many words are tried, and this many names and titles named. */
  const TRIES = 6;
  const NAMES = 3;

  /**
   * After a search for `state` has found nothing: the shorter `words` with their counts, `{text, count, isExact}`, under
   * the same filters or, where those leave nothing of any, under none (`isUnfiltered`); and the `names` that are most
   * like what was asked for, `{name, href}`.
   */
  async function adviceFor(index, state, columns, read) {
    const under = (filters) => shorterWords(state.q, (text) => countOf(index, text, filters, columns, read));
    const [filtered, names] = await Promise.all([under(state.filters), namesLike(index, state.q)]);
    const isUnfiltered = Object.keys(state.filters).length > 0 && filtered.every(({ count }) => count === 0);
    const words = isUnfiltered ? await under({}) : filtered;
    return { words: words.slice(0, TRIES), isUnfiltered, names: names.slice(0, TRIES) };
  }

  /** Each word of several, or, where that finds nothing either, its longest beginning and its longest end that do. */
  async function shorterWords(query, count) {
    const words = query.split(" ").filter(Boolean);
    const tries = words.map(async (word) => {
      const whole = { text: word, ...(words.length > 1 ? await count(word) : { count: 0, isExact: true }) };
      if (whole.count > 0) return [whole];
      const characters = [...word];
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

  /** How many pages have `text` and pass the filters: an upper bound unless it `isExact`. */
  async function countOf(index, text, filters, columns, read) {
    const words = wordsOf(text, index.aliases, index.table);
    const pages = [];
    (await index.find(words)).forEach((flag, page) => flag && passes(page, filters, columns) && pages.push(page));
    if (isExact(words)) return { count: pages.length, isExact: true };
    if (pages.length > FEW) return { count: pages.length, isExact: false };
    const contents = await Promise.all(pages.map(read));
    const left = contents.filter((content) => !content || hasWords(content, words));
    return { count: left.length, isExact: left.every(Boolean) };
  }

  /** The names and titles most like one of the words. */
  async function namesLike(index, query) {
    const words = fold(line(query), index.table).split(" ");
    const names = (await Promise.all(words.map((word) => namesLikeWord(index, word)))).flat();
    return names.filter(({ href }, at) => names.findIndex((other) => other.href === href) === at);
  }

  /** The names and titles that share most pairs of characters with the word, at least half of its own. */
  async function namesLikeWord(index, word) {
    const terms = termsOf(word);
    if (terms.length < 2) return [];
    const isLike = ({ shared }) => shared * 2 >= terms.length;
    const best = (found) => found.filter(isLike).sort((a, b) => b.shared - a.shared).slice(0, NAMES);

    const names = (await index.names()).map(({ name, href, spellings }) => {
      const shares = spellings.map((spelling) => terms.filter((term) => spelling.folded.includes(term)).length);
      return { name, href, shared: Math.max(...shares) };
    });

    const shared = new Map();
    for (const term of terms) {
      const flags = await index.find([{ alternatives: [[term]] }]);
      flags.forEach((flag, page) => flag & IN_TITLE && shared.set(page, (shared.get(page) ?? 0) + 1));
    }
    const titles = best([...shared].reverse().map(([page, shared]) => ({ page, shared })));
    const cards = await Promise.all(titles.map(({ page }) => index.card(page)));
    return [...best(names), ...cards.map(({ id, title }) => ({ name: title, href: addressOfProject(id) }))];
  }

  return { adviceFor };
})();
