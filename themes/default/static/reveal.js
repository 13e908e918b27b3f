// Opens the row that the fragment of the address leads into, where the browser does not do so itself.

"use strict";

{
  reveal();
  addEventListener("hashchange", reveal);

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    const closed = target?.closest("details:not([open])");
    if (!closed) return;
    closed.open = true;
    target.scrollIntoView();
  }
}
