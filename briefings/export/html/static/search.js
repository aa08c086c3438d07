"use strict";
// Searches while words are typed. Texts are put on the page as text, never as markup.
(() => {
  const SHOWN = 10; // turns at first, and by each press of the button: each may need the script of another briefing
  const { index, cut, parse, find, load } = window.wordIndex;
  const { make, excerpt, marked } = window.excerpts;

  const form = document.getElementById("search");
  const hits = document.getElementById("hits");
  const list = document.getElementById("list");
  const status = document.getElementById("status");
  const sorting = document.getElementById("sorting");
  const field = (name) => form.elements.namedItem(name);
  const NAMES = ["words", "source", "since", "until", "role", "who", "sort"];

  // Names are compared as words are, in parts too.
  const folded = (text) => cut(text || "").map((each) => each.word).join(" ");

  function asked() {
    const query = Object.fromEntries(NAMES.map((name) => [name, field(name).value]));
    return { ...query, phrases: parse(query.words), who: folded(query.who) };
  }

  const byTurn = (query) => query.phrases.length || query.role || query.who;
  const inWindow = (query, date) =>
    (!query.since && !query.until) || Boolean(date && (query.since || "") <= date && date <= (query.until || "9999"));
  const takes = (query, { source, date }) => (!query.source || source === query.source) && inWindow(query, date);

  // The briefings that are asked for, with those of their turns that have all of it.
  async function search(query) {
    const { turns, own } = await find(query.phrases);
    const wanted = index.briefings.map((briefing) => takes(query, briefing));
    const voices = index.voices.map(({ label, speaker, outlet, role }) => (!query.role || role === query.role) &&
      (!query.who || [label, speaker, outlet].some((name) => folded(name).includes(query.who))));
    const found = new Map();
    for (const turn of turns) {
      const number = index.briefingOf[turn];
      if (!wanted[number] || !voices[index.voiceOf[turn]]) continue;
      if (!found.has(number)) found.set(number, { briefing: index.briefings[number], number, count: 0, turns: [] });
      const of = found.get(number);
      of.count++;
      if (own(turn)) of.turns.push(turn - index.first[number]);
    }
    return inOrder([...found.values()], query.sort);
  }

  function inOrder(found, sort) {
    const date = ({ briefing }) => briefing.date || "";
    const newest = (a, b) => (date(a) < date(b)) - (date(a) > date(b)) || a.number - b.number;
    // Without a date it comes last either way.
    const oldest = (a, b) => !date(a) - !date(b) || -newest(a, b);
    return found.sort({ hits: (a, b) => b.count - a.count || newest(a, b), oldest }[sort] || newest);
  }

  const MONTHS = "January February March April May June July August September October November December".split(" ");
  function day(date) {
    if (!date) return "no date";
    const [year, month, number] = date.split("-").map(Number);
    return `${number} ${MONTHS[month - 1]} ${year}`;
  }

  function headingOf({ briefing, count }, phrases) {
    return make("h2", {}, make("a", { href: briefing.file }, marked(briefing.title || "No title", phrases)),
      make("span", { class: "meta" }, `${day(briefing.date)} · `, make("bdi", {}, briefing.source),
        ` · ${counted(count, "turn")}`));
  }

  function hitOf({ briefing }, turn, texts, phrases) {
    const { label, speaker, position, outlet, role } = index.voices[briefing.turns[turn]];
    const seq = briefing.seqs ? briefing.seqs[turn] : turn;
    const link = make("a", { href: `${briefing.file}#t${seq}` }, marked(label || "No label", phrases));
    const who = make("p", { class: "who" }, link);
    for (const each of new Set([speaker, position, outlet])) {
      if (each && !(label || "").toLowerCase().includes(each.toLowerCase())) who.append(", ", marked(each, phrases));
    }
    who.append(" ", make("span", { class: "role" }, `${role ? `${role} · ` : ""}turn ${seq}`));
    return [link, make("article", { class: `hit ${role || "other"}` }, who, excerpt(texts[turn], phrases))];
  }

  // What is drawn: the heading of each briefing, its turns, and how many more stand under a headline that was found.
  function* partsOf(found) {
    for (const of of found) {
      yield { of, heading: true };
      for (const turn of of.turns) yield { of, turn };
      if (of.count > of.turns.length) yield { of };
    }
  }

  // Makes the next turns that were found; resolves to what puts them on the page and returns the link of the first.
  function drawer(found, phrases) {
    const parts = partsOf(found);
    const more = make("button", { type: "button", class: "more" }, "Show more");
    let next = parts.next();
    async function draw() {
      const taken = [];
      for (let turns = 0; !next.done && turns < SHOWN; next = parts.next()) {
        taken.push(next.value);
        turns += next.value.heading ? 0 : 1;
      }
      const texts = new Map();
      await Promise.all(taken.filter(({ turn }) => turn !== undefined).map(async ({ of: { briefing } }) =>
        texts.set(briefing.script, await load(briefing.script))));
      let first = null;
      const drawn = taken.map(({ of, heading, turn }) => {
        if (heading) return headingOf(of, phrases);
        if (turn === undefined) return underHeadline(of);
        const [link, hit] = hitOf(of, turn, texts.get(of.briefing.script), phrases);
        first = first || link;
        return hit;
      });
      return () => {
        hits.append(...drawn, more);
        if (next.done) more.remove();
        return first;
      };
    }
    more.addEventListener("click", async () => {
      const drawn = await draw();
      const first = more.isConnected && drawn();
      if (first) first.focus();
    });
    return draw;
  }

  function underHeadline({ briefing, count, turns }) {
    const rest = count - turns.length;
    const which = turns.length ? `${counted(rest, "more turn")}` : rest === 1 ? "The one turn" : `All ${counted(rest, "turn")}`;
    return make("p", { class: "how" }, `${which} of this briefing ${rest === 1 ? "matches" : "match"} by the headline. `,
      make("a", { href: briefing.file }, "Read the briefing"));
  }

  function drawList(query) {
    let shown = 0;
    for (const each of list.querySelectorAll("li")) {
      each.hidden = !takes(query, each.dataset);
      shown += !each.hidden;
    }
    for (const group of list.querySelectorAll(".year")) group.hidden = !group.querySelector("li:not([hidden])");
    return shown;
  }

  // Not toLocaleString, which takes longer than a search.
  const counted = (number, one) => `${`${number}`.replace(/\B(?=(\d{3})+$)/g, ",")} ${one}${number === 1 ? "" : "s"}`;

  // Words are found whole; where nothing is, the last may be the beginning of one.
  async function nothing(query) {
    const typed = `${query.words.trimEnd()}*`;
    const longer = /[\p{L}\p{N}]\*$/u.test(typed) ? await search({ ...query, phrases: parse(typed) }) : [];
    if (!longer.length) return ["Nothing found."];
    const button = make("button", { type: "button" }, make("bdi", {}, typed));
    button.addEventListener("click", () => {
      field("words").value = typed;
      field("words").focus();
      answer();
    });
    return ["Nothing found. Try the beginning of the word: ", button];
  }

  let last = 0;
  async function answer() {
    const mine = ++last;
    const query = asked();
    remember();
    if (!byTurn(query)) {
      hits.hidden = sorting.hidden = true;
      list.hidden = false;
      const shown = drawList(query);
      status.replaceChildren(query.source || query.since || query.until ? `${counted(shown, "briefing")}.` : "");
      return;
    }
    try {
      if (!index.briefings) throw new Error("search/turns.js");
      const found = await search(query);
      if (mine !== last) return;
      const drawn = await drawer(found, query.phrases)();
      const turns = found.reduce((sum, { count }) => sum + count, 0);
      const told = turns ? [`${counted(turns, "turn")} in ${counted(found.length, "briefing")}.`] : await nothing(query);
      if (mine !== last) return;
      hits.replaceChildren();
      drawn();
      status.replaceChildren(...told);
      sorting.hidden = found.length < 2;
    } catch (error) {
      if (mine !== last) return;
      hits.replaceChildren();
      status.textContent = `The search failed: ${error.message} is missing. Is the folder complete?`;
    }
    hits.hidden = false;
    list.hidden = true;
    status.dataset.done = mine; // for whoever measures
  }

  // The address keeps what is asked, so that it can be kept and sent, and Back comes to it.
  function remember() {
    const set = NAMES.filter((name) => field(name).value).map((name) => [name, field(name).value]);
    const hash = new URLSearchParams(set).toString();
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", `#${hash}`);
  }

  function recall() {
    const set = new URLSearchParams(location.hash.slice(1));
    for (const name of NAMES) field(name).value = set.get(name) || "";
  }

  let timer = 0;
  form.hidden = false;
  // Where there is room the filters are always there; style.css hides what opens them.
  const wide = matchMedia("(min-width: 60.01rem)");
  const unfold = () => { form.querySelector("details").open = wide.matches; };
  wide.addEventListener("change", unfold);
  unfold();
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(answer, 80);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  form.addEventListener("reset", () => setTimeout(() => {
    answer();
    field("words").focus();
  }));
  addEventListener("hashchange", () => {
    if (location.hash === "#main") return;
    recall();
    answer();
  });
  addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      field("words").focus();
    }
  });
  if (location.hash !== "#main") recall();
  answer();
})();
