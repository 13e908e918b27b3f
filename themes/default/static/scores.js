// Shows of the pictures of scores those by one rubric, or those of raters of one sort. Without it all of them stand there.

"use strict";

{
  const form = document.querySelector(".scores-filter");
  form?.addEventListener("change", show);
  form?.addEventListener("submit", (event) => event.preventDefault());

  function show() {
    const { rater, rubric } = Object.fromEntries(new FormData(form));
    let shown = 0;
    for (const scores of document.querySelectorAll(".scores")) {
      let rows = 0;
      for (const row of scores.querySelectorAll("[data-rater]")) {
        row.hidden = Boolean(rater) && row.dataset.rater !== rater;
        rows += row.hidden ? 0 : 1;
      }
      scores.hidden = rows === 0 || (Boolean(rubric) && scores.dataset.rubric !== rubric);
      shown += scores.hidden ? 0 : 1;
    }
    form.querySelector("[role=status]").hidden = shown > 0;
  }
}
