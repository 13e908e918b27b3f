// The comparison page. Which projects are compared is in the address (?p=2023/a&p=2019/b); their figures come from the
// data.json beside each project's page. Figures are shown as they stand there; an amount of money that is printed in another
// unit stands in the common one too, rounded half up to two decimals.

"use strict";

{
  const MOST = 4;
  const STORED = "gongshi-compare";

  const page = document.querySelector("[data-compare]");
  if (page) start(page);

  /** By how many places the point moves from a unit to yuan. */
  const PLACES = { 元: 0, 万元: 4 };

  /** A word of the page, in its language, with `values` in the places of their names in braces. */
  function say(word, values = {}) {
    return (page.dataset[word] ?? word).replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** The project that someone named by its id or by the address of its page; null if it is neither. */
  function idOf(text) {
    const match = /(?:^|\/)(\d{4}\/[^/?#\s.]+)(?:\/|\/index\.html|\/data\.json)?(?:[?#].*)?$/u.exec(text.trim());
    return match ? match[1] : null;
  }

  function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null) element.setAttribute(key, value);
    }
    element.append(...children);
    return element;
  }

  function start(page) {
    const part = (name) => page.querySelector(`[data-compare-${name}]`);
    const root = page.dataset.root;
    const form = part("form");
    const status = part("status");

    if (location.protocol === "file:") {
      part("offline").hidden = false;
      form.hidden = true;
      return;
    }

    const asked = new URLSearchParams(location.search).getAll("p").map((text) => text.trim()).filter(Boolean);
    const named = [...new Set(asked.map(idOf).filter(Boolean))];
    const ids = named.slice(0, MOST);
    const notes = asked.filter((text) => !idOf(text)).map((text) => say("notUnderstood", { text }));
    if (named.length > MOST) notes.push(say("tooMany"));
    const earlier = recall().filter(({ id }) => !ids.includes(id)).slice(0, MOST - 1);

    [...form.querySelectorAll("input[name=p]")].forEach((input, place) => {
      input.value = ids[place] ?? "";
    });
    if (ids.length === 0) return tell(notes);
    // What is compared comes above the form: the form waits, so that nothing on the screen moves.
    form.hidden = true;

    const folder = (id) => `${root}projects/${id.split("/").map(encodeURIComponent).join("/")}/`;
    const read = async (id) => {
      try {
        const response = await fetch(`${folder(id)}data.json`);
        return response.ok ? await response.json() : null;
      } catch {
        return null;
      }
    };

    tell([say("reading")]);
    Promise.all(ids.map(read)).then((all) => {
      const projects = [];
      all.forEach((project, place) => {
        if (project) projects.push({ ...project, href: `${folder(ids[place])}index.html` });
        else notes.push(say("notRead", { id: ids[place] }));
      });
      if (projects.length === 1) notes.push(say("oneMore"));
      tell(notes);
      if (projects.length > 0) remember(projects.map(({ id, title }) => ({ id, title })));
      const shown = projects.length > 0 ? [tableOf(projects)] : [];
      if (projects.length === 1) shown.unshift(...offers(projects[0], earlier));
      part("result").replaceChildren(...shown);
      form.hidden = false;
    });

    function tell(lines) {
      status.hidden = lines.length === 0;
      status.textContent = lines.join(" ");
    }
  }

  /** Links to what a project can be compared with: the projects looked at before, and those of its rubric. */
  function offers(project, earlier) {
    const links = [];
    if (earlier.length > 0) {
      const parameters = new URLSearchParams([...earlier, project].map(({ id }) => ["p", id]));
      const titles = earlier.map(({ title }) => title).join(say("between"));
      links.push(make("a", { href: `?${parameters}` }, say("withEarlier", { titles })));
    }
    const rubric = leading(project)?.rubric?.id;
    if (rubric) links.push(make("a", { href: `${page.dataset.root}rubrics/${rubric}/index.html#projects` }, say("sameRubric")));
    return links.map((link) => make("p", {}, link));
  }

  /** The evaluation that a project's page shows first. */
  function leading(project) {
    return project.evaluations[project.leading] ?? null;
  }

  function recall() {
    try {
      const stored = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
      return Array.isArray(stored) ? stored.filter((one) => typeof one?.title === "string" && idOf(`${one.id}`) === one.id) : [];
    } catch {
      return [];
    }
  }

  function remember(projects) {
    try {
      sessionStorage.setItem(STORED, JSON.stringify(projects));
    } catch {
      // Storage may be forbidden; the comparison works without.
    }
  }

  /** The lines of the comparison: a label and a cell for each project. */
  function tableOf(projects) {
    const first = projects.map(leading);
    const rubrics = new Set(first.map((evaluation) => evaluation?.rubric?.id ?? ""));
    const isComparable = projects.length > 1 && rubrics.size === 1 && !rubrics.has("");
    const body = make("tbody", {});
    const add = (label, cells, kind) => {
      const row = make("tr", {}, make("th", { scope: "row" }, label));
      cells.forEach((cell) => {
        const td = make("td", { class: kind ?? null });
        td.append(...(cell === null || cell === undefined || cell === "" ? [missing(say("notPublished"))] : [cell].flat()));
        row.append(td);
      });
      body.append(row);
    };
    const missing = (text) => make("span", { class: "label" }, text);
    const section = (text) =>
      body.append(make("tr", {}, make("th", { scope: "colgroup", colspan: String(projects.length + 1), class: "section" }, text)));

    add(say("year"), projects.map((project) => String(project.year)));
    add(say("agency"), projects.map((project) => project.agency?.name));
    add(say("department"), projects.map(({ department, other_departments: others }) =>
      [department, ...(others ?? [])].flatMap((one) => one?.name ?? []).join(say("between"))));
    add(say("rater"), first.map((evaluation) => evaluation?.rater_text));
    add(say("rubric"), first.map((evaluation) => evaluation?.rubric?.name));
    add(say("scorePrinted"), first.map((evaluation) => scoreOf(evaluation, "score_printed") ?? missing(say(isScored(evaluation) ? "noTotal" : "unscored"))), "figure printed");
    add(say("scoreRecomputed"), first.map((evaluation) => scoreOf(evaluation, "score_recomputed") ?? missing(say("notRecomputed"))), "figure");
    add(say("gradePrinted"), first.map((evaluation) => evaluation?.grade_printed ?? missing(say("noGrade"))));

    if (projects.length > 1) {
      section(say("parts"));
      if (isComparable) {
        const names = [...new Set(first.flatMap((evaluation) => evaluation.groups.map((group) => group.name)))];
        for (const name of names) {
          const groups = first.map((evaluation) => evaluation.groups.find((group) => group.name === name));
          const without = (at) => say(first[at].groups.length && !first[at].indicators_partial ? "noSuchPart" : "partNotListed");
          add(name, groups.map((group, at) => (group?.score ? outOf(group.score, group.weight) : missing(group?.instead_of_score ?? without(at)))), "figure");
        }
      } else {
        const why = make("td", { colspan: String(projects.length + 1) }, say("notComparable"));
        body.append(make("tr", {}, why));
      }
    }

    section(say("funds"));
    for (const key of ["planned", "budget", "adjusted", "received", "spent"]) {
      if (!projects.some((project) => project.funds?.[key])) continue;
      add(say(key), projects.map(({ funds }) => (funds?.[key] ? moneyOf(funds[key], funds.unit) : null)), "figure");
    }
    if (projects.some((project) => project.rate)) {
      add(say("rate"), projects.map(({ rate }) => rateOf(rate) ?? missing(say("notRecomputed"))), "figure");
    }
    section(say("checks"));
    add(say("found"), projects.map((project) => {
      const count = project.findings?.filter(({ severity }) => severity === "difference").length ?? 0;
      if (count) return make("a", { class: "differs", href: `${project.href}#checks` }, say("differences", { n: count }));
      return say(project.checks_that_hold || project.findings?.some(({ recomputed }) => recomputed) ? "noneFound" : "nothingChecked");
    }));

    const head = make("tr", {}, make("th", { scope: "col" }, say("project")));
    for (const project of projects) {
      head.append(make("th", { scope: "col" }, make("a", { href: project.href }, project.title)));
    }
    const caption = make("caption", { class: "visually-hidden" }, say("caption"));
    const table = make("table", { class: `compare of-${projects.length}` }, caption, make("thead", {}, head), body);
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": say("caption") }, table);
  }

  function isScored(evaluation) {
    return Boolean(evaluation) && evaluation.scoring !== "unscored";
  }

  function scoreOf(evaluation, key) {
    const score = evaluation?.[key];
    return score === null || score === undefined ? null : outOf(score, evaluation.maximum);
  }

  /** An amount in the common unit, and below it as it is printed where that is another. */
  function moneyOf(amount, unit) {
    const printed = say(unit === "元" ? "inYuan" : "inTenThousandYuan", { amount });
    const common = Number(page.dataset.places);
    if (PLACES[unit] === common) return printed;
    const shown = say("inCommonUnit", { amount: moved(amount, PLACES[unit] - common) });
    return [shown, make("small", {}, say("printedAs", { amount: printed }))];
  }

  /** A decimal with its point moved to the right by `places`, rounded half up to two decimals. */
  function moved(decimal, places) {
    const [, sign, whole, fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal);
    const scale = 10n ** BigInt(Math.max(fraction.length - places - 2, 0));
    const digits = BigInt(whole + fraction) * 10n ** BigInt(Math.max(places + 2 - fraction.length, 0));
    const hundredths = String((digits + scale / 2n) / scale).padStart(3, "0");
    return `${sign}${hundredths.slice(0, -2)}.${hundredths.slice(-2)}`.replace(/\.?0+$/, "");
  }

  function rateOf(rate) {
    return rate ? `${rate.recomputed ?? rate.printed}${say("inBrackets", { text: rate.formula })}` : null;
  }

  function outOf(score, maximum) {
    return maximum ? `${score} / ${maximum}` : score;
  }
}
