"use strict";
// Folds and unfolds; opens what a link leads to or what is printed.
(() => {
  const all = () => document.querySelectorAll("details.exchange");
  const tools = document.querySelector(".tools");
  if (tools && all().length) {
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      const how = event.target.dataset.fold;
      if (how) all().forEach((each) => { each.open = how === "open"; });
    });
  }
  const show = () => {
    const target = document.getElementById(location.hash.slice(1));
    const fold = target && target.closest("details");
    if (fold && !fold.open) {
      fold.open = true;
      target.scrollIntoView();
    }
  };
  addEventListener("hashchange", show);
  show();
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
})();
