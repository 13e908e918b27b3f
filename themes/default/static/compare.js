// The comparison page. Which projects are compared is in the address (?p=2023/a&p=2019/b); their figures come from the
// data.json beside each project's page. Figures are shown as they stand there: nothing is computed here.

"use strict";

{
  const MOST = 4;
  const STORED = "gongshi-compare";

  const page = document.querySelector("[data-compare]");
  if (page) start(page);

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
    const ids = [...new Set(asked.map(idOf).filter(Boolean))].slice(0, MOST);
    const notes = asked.filter((text) => !idOf(text)).map((text) => `没有看懂“${text}”，请填项目页面的网址或编号。`);
    const earlier = recall().filter((id) => !ids.includes(id)).slice(0, MOST - 1);

    [...form.querySelectorAll("input[name=p]")].forEach((input, place) => {
      input.value = ids[place] ?? "";
    });
    if (ids.length > 0) remember(ids);
    if (ids.length === 0) return tell(notes);

    const folder = (id) => `${root}projects/${id.split("/").map(encodeURIComponent).join("/")}/`;
    const read = async (id) => {
      try {
        const response = await fetch(`${folder(id)}data.json`);
        return response.ok ? await response.json() : null;
      } catch {
        return null;
      }
    };

    tell(["正在读取…"]);
    Promise.all(ids.map(read)).then((all) => {
      const projects = [];
      all.forEach((project, place) => {
        if (project) projects.push({ ...project, href: `${folder(ids[place])}index.html` });
        else notes.push(`没有读到项目 ${ids[place]}，请检查编号。`);
      });
      if (projects.length === 1) notes.push("再选一个项目，就可以并排比较。");
      tell(notes);
      const shown = projects.length > 0 ? [tableOf(projects)] : [];
      if (projects.length === 1 && earlier.length > 0) shown.unshift(offer(ids, earlier));
      part("result").replaceChildren(...shown);
    });

    function tell(lines) {
      status.hidden = lines.length === 0;
      status.textContent = lines.join("");
    }
  }

  /** A link that adds the projects looked at before. */
  function offer(ids, earlier) {
    const parameters = new URLSearchParams([...earlier, ...ids].slice(-MOST).map((id) => ["p", id]));
    const link = make("a", { href: `?${parameters}` }, `与先前选的 ${earlier.join("、")} 一起比较`);
    return make("p", {}, link);
  }

  function recall() {
    try {
      const ids = JSON.parse(sessionStorage.getItem(STORED) ?? "[]");
      return Array.isArray(ids) ? ids.filter((id) => typeof id === "string" && idOf(id) === id) : [];
    } catch {
      return [];
    }
  }

  function remember(ids) {
    try {
      sessionStorage.setItem(STORED, JSON.stringify(ids));
    } catch {
      // Storage may be forbidden; the comparison works without.
    }
  }

  /** The lines of the comparison: a label and a cell for each project. */
  function tableOf(projects) {
    const first = projects.map((project) => project.evaluations[0] ?? null);
    const rubrics = new Set(first.map((evaluation) => evaluation?.rubric?.id ?? ""));
    const isComparable = projects.length > 1 && rubrics.size === 1 && !rubrics.has("");
    const body = make("tbody", {});
    const add = (label, cells, kind) => {
      const row = make("tr", {}, make("th", { scope: "row" }, label));
      cells.forEach((cell, place) => {
        const td = make("td", { "data-label": projects[place].title, class: kind ?? null });
        td.append(...(cell === null || cell === undefined || cell === "" ? [missing("未公布")] : [cell]));
        row.append(td);
      });
      body.append(row);
    };
    const missing = (text) => make("span", { class: "label" }, text);
    const section = (text) =>
      body.append(make("tr", {}, make("th", { scope: "colgroup", colspan: String(projects.length + 1), class: "section" }, text)));

    add("年度", projects.map((project) => String(project.year)));
    add("实施单位", projects.map((project) => project.agency?.name));
    add("主管部门", projects.map((project) => project.department?.name));
    add("评价主体", first.map((evaluation) => evaluation?.rater_text));
    add("评分标准", first.map((evaluation) => evaluation?.rubric?.name));
    add("得分（原文）", first.map((evaluation) => scoreOf(evaluation, "score_printed") ?? missing("未评分")), "figure printed");
    add("得分（核算）", first.map((evaluation) => scoreOf(evaluation, "score_recomputed") ?? missing("不适用")), "figure");
    add("评价等次（原文）", first.map((evaluation) => evaluation?.grade_printed ?? missing("未评等次")));

    if (projects.length > 1) {
      section("各部分得分");
      if (isComparable) {
        const names = [...new Set(first.flatMap((evaluation) => evaluation.groups.map((group) => group.name)))];
        for (const name of names) {
          const groups = first.map((evaluation) => evaluation.groups.find((group) => group.name === name));
          add(name, groups.map((group) => (group?.score ? outOf(group.score, group.weight) : missing("未公布分项"))), "figure");
        }
      } else {
        const why = "这些项目的评分标准不同，各部分的内容和分值不一样，分数不能互相比较，因此这里不列。";
        body.append(make("tr", {}, make("td", { colspan: String(projects.length + 1) }, why)));
      }
    }

    section("资金");
    const amounts = { planned: "计划投资", budget: "年初预算", adjusted: "全年预算", received: "实际到位", spent: "实际支出" };
    for (const [key, label] of Object.entries(amounts)) {
      if (!projects.some((project) => project.funds?.[key])) continue;
      add(label, projects.map(({ funds }) => (funds?.[key] ? `${funds[key]} ${funds.unit}` : null)), "figure");
    }
    if (projects.some((project) => project.rate)) {
      add("执行率（核算）", projects.map(({ rate }) => (rate ? `${rate.recomputed ?? rate.printed}（${rate.formula}）` : null)), "figure");
    }
    section("核验");
    add("发现不一致", projects.map((project) => {
      const count = project.findings?.length ?? 0;
      return count ? make("a", { class: "differs", href: `${project.href}#checks` }, `${count} 处`) : "未发现";
    }));

    const head = make("tr", {}, make("th", { scope: "col" }, "项目"));
    for (const project of projects) {
      head.append(make("th", { scope: "col" }, make("a", { href: project.href }, project.title)));
    }
    const caption = make("caption", { class: "visually-hidden" }, "项目比较");
    const table = make("table", { class: "compare stack" }, caption, make("thead", {}, head), body);
    return make("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "项目比较" }, table);
  }

  function scoreOf(evaluation, key) {
    const score = evaluation?.[key];
    return score === null || score === undefined ? null : outOf(score, evaluation.maximum);
  }

  function outOf(score, maximum) {
    return maximum ? `${score} / ${maximum}` : score;
  }
}
