"use strict";
// Searches all turns while words are typed. The texts come as scripts, as a page from a disk may load nothing else, and
// are put on the page as text, never as markup.
(() => {
  const MOST_TURNS = 50000; // in memory unless the reader asks for more
  const SHOWN = 50; // turns at first, and by each press of the button
  const { fold, make, excerpt } = window.excerpts;

  const form = document.getElementById("search");
  const hits = document.getElementById("hits");
  const list = document.getElementById("list");
  const status = document.getElementById("status");
  const shards = JSON.parse(form.dataset.shards);
  const field = (name) => form.elements.namedItem(name);
  const NAMES = ["words", "source", "year", "role", "speaker", "outlet"];
  const arrived = new Map();
  const loads = new Map();
  window.shard = (file, briefings) => arrived.set(file, briefings);

  function load(shard) {
    if (!loads.has(shard.file)) {
      loads.set(shard.file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = shard.file;
        script.onload = () => {
          const briefings = arrived.get(shard.file).map(([file, title, date, source, turns]) => ({
            file, title, date, source,
            turns: turns.map(([seq, label, speaker, outlet, role, text]) => ({
              seq, label, speaker, outlet, role, text, folded: fold(text),
              who: fold(`${label || ""}\n${speaker || ""}`), from: fold(outlet || ""),
            })),
          }));
          arrived.delete(shard.file);
          resolve(briefings);
        };
        script.onerror = () => {
          loads.delete(shard.file);
          reject(new Error(shard.file));
        };
        document.head.append(script);
      }));
    }
    return loads.get(shard.file);
  }

  function asked() {
    const words = [...field("words").value.matchAll(/"([^"]+)"?|([^\s"]+)/g)];
    return {
      words: words.map((match) => fold(match[1] || match[2]).trim()).filter(Boolean),
      source: field("source").value,
      year: field("year").value,
      role: field("role").value,
      speaker: fold(field("speaker").value.trim()),
      outlet: fold(field("outlet").value.trim()),
    };
  }

  const byTurn = (query) => query.words.length || query.role || query.speaker || query.outlet;

  // The newest first, as far as memory should go.
  let everything = false;
  function chosen(query) {
    const year = (shard) => (shard.year === "undated" ? 0 : Number(shard.year));
    const fit = shards
      .filter((shard) => (!query.source || shard.source === query.source) && (!query.year || shard.year === query.year))
      .sort((a, b) => year(b) - year(a));
    const total = fit.reduce((sum, shard) => sum + shard.turns, 0);
    if (query.year || everything || total <= MOST_TURNS) return { taken: fit, left: 0 };
    const taken = [];
    let turns = 0;
    for (const shard of fit) {
      if (taken.length && turns + shard.turns > MOST_TURNS) break;
      taken.push(shard);
      turns += shard.turns;
    }
    return { taken, left: total - turns };
  }

  const fits = (query) => (turn) =>
    (!query.role || turn.role === query.role) &&
    (!query.speaker || turn.who.includes(query.speaker)) &&
    (!query.outlet || turn.from.includes(query.outlet)) &&
    query.words.every((word) => turn.folded.includes(word));

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  function day(date) {
    if (!date) return "no date";
    const [year, month, number] = date.split("-").map(Number);
    return `${number} ${MONTHS[month - 1]} ${year}`;
  }

  function drawHits(found, words) {
    hits.replaceChildren();
    let briefing = 0, turn = 0;
    const more = make("button", { type: "button", class: "more" }, "Show more");
    const draw = () => {
      let first = null;
      for (let drawn = 0; drawn < SHOWN && briefing < found.length; ) {
        const { of, turns } = found[briefing];
        if (turn === 0) {
          hits.append(make("h2", {}, make("a", { href: of.file }, make("bdi", {}, of.title || "No title")),
            make("span", { class: "meta" }, `${day(of.date)} · `, make("bdi", {}, of.source))));
        }
        const hit = turns[turn];
        const link = make("a", { href: `${of.file}#t${hit.seq}` }, make("bdi", {}, hit.label || "No label"));
        const who = make("p", { class: "who" }, link);
        if (hit.speaker && hit.speaker !== hit.label) who.append(" ", make("bdi", {}, hit.speaker));
        if (hit.outlet && hit.outlet !== hit.label) who.append(" ", make("bdi", {}, hit.outlet));
        who.append(" ", make("span", { class: "role" }, `${hit.role ? `${hit.role} · ` : ""}turn ${hit.seq}`));
        hits.append(make("article", { class: `hit ${hit.role || "other"}` }, who, excerpt(hit.text, words)));
        first = first || link;
        drawn++;
        if (++turn === turns.length) {
          turn = 0;
          briefing++;
        }
      }
      if (briefing < found.length) hits.append(more);
      else more.remove();
      return first;
    };
    more.addEventListener("click", () => {
      const first = draw();
      if (first) first.focus();
    });
    draw();
  }

  function drawList(query) {
    let shown = 0;
    for (const each of list.querySelectorAll("li")) {
      const { source, year } = each.dataset;
      each.hidden = Boolean((query.source && source !== query.source) || (query.year && year !== query.year));
      shown += !each.hidden;
    }
    for (const group of list.querySelectorAll(".year")) group.hidden = !group.querySelector("li:not([hidden])");
    return shown;
  }

  const counted = (number, one) => `${number.toLocaleString("en")} ${one}${number === 1 ? "" : "s"}`;

  let last = 0;
  async function search() {
    const mine = ++last;
    const query = asked();
    remember();
    hits.hidden = !byTurn(query);
    list.hidden = !hits.hidden;
    if (hits.hidden) {
      const shown = drawList(query);
      status.replaceChildren(query.source || query.year ? `${counted(shown, "briefing")}.` : "");
      return;
    }
    const { taken, left } = chosen(query);
    const fitting = fits(query);
    const found = [];
    let turns = 0;
    try {
      for (const shard of taken) {
        if (!loads.has(shard.file)) status.textContent = "Reading the texts …";
        for (const of of await load(shard)) {
          const these = of.turns.filter(fitting);
          if (these.length) found.push({ of, turns: these });
          turns += these.length;
        }
        if (mine !== last) return;
      }
    } catch (error) {
      if (mine !== last) return;
      hits.replaceChildren();
      status.textContent = `The texts could not be read: ${error.message} is not there. Is the folder whole?`;
      return;
    }
    found.sort((a, b) => (a.of.date || "") < (b.of.date || "") ? 1 : (a.of.date || "") > (b.of.date || "") ? -1 : 0);
    drawHits(found, query.words);
    status.replaceChildren(turns ? `${counted(turns, "turn")} in ${counted(found.length, "briefing")}.` : "No turn has that.");
    if (left) {
      const button = make("button", { type: "button" }, "Search all years");
      button.addEventListener("click", () => {
        everything = true;
        search();
      });
      const oldest = taken[taken.length - 1].year;
      status.append(` Searched back to ${oldest}; ${counted(left, "older turn")} not. Choose a year, or `, button);
    }
    status.dataset.done = mine; // for whoever measures
  }

  // The address keeps what is asked, so that it can be kept and sent, and Back comes to it.
  function remember() {
    const asked = NAMES.filter((name) => field(name).value).map((name) => [name, field(name).value]);
    const hash = new URLSearchParams(asked).toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
  }

  function recall() {
    const asked = new URLSearchParams(location.hash.slice(1));
    for (const name of NAMES) field(name).value = asked.get(name) || "";
  }

  let timer = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(search, 80);
  };
  form.hidden = false;
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  form.addEventListener("reset", () => {
    everything = false;
    setTimeout(() => {
      search();
      field("words").focus();
    });
  });
  addEventListener("hashchange", () => {
    if (location.hash === "#main") return;
    recall();
    search();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      field("words").focus();
    }
  });
  if (location.hash !== "#main") recall();
  search();
})();
