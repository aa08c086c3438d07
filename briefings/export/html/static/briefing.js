"use strict";
// Folds and unfolds; opens what a link leads to or what is printed; copies a reference.
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
    folded = [...document.querySelectorAll("details:not([open], .cite)")];
    folded.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => folded.forEach((each) => { each.open = false; }));
  // Without a script a click selects the whole reference; with one a button copies it.
  document.addEventListener("toggle", ({ target }) => {
    if (!target.matches("details.cite[open]") || target.querySelector("button")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = "Copy";
    button.addEventListener("click", async () => {
      const reference = target.querySelector(".reference");
      getSelection().selectAllChildren(reference);
      // Some browsers let no page from a disk write to the clipboard: what is selected can be copied by hand.
      try {
        await navigator.clipboard.writeText(reference.textContent);
        button.textContent = "Copied";
      } catch {
        button.textContent = "Selected";
      }
    });
    target.append(button);
  }, true);
})();
