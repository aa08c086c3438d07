"use strict";
// The index of words: cuts what is typed into words as SQLite cut the texts, and finds the turns that have all of it.
window.wordIndex = (() => {
  const UNSPACED = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const LETTER = /[\p{L}\p{N}\p{Co}]/u; // where the table of characters does not reach
  const KINDS = [0, 1, 2]; // what was said, headlines, and the fields that say whose a turn is
  const FIELDS = 4; // of these
  const POSITIONS = 2 ** 20; // more than a turn has words
  const [SEMICOLON, FIRST_LETTER, SURROGATES, BEYOND] = [0x3b, 0xa1, 0xd800, 0x10000];
  const index = { briefings: null, voices: null, briefingOf: null, voiceOf: null, first: null };
  let scripts = [];
  const forms = new Map();
  let known = [];

  // Called by search/turns.js.
  window.turns = (voices, parts, characters, briefings) => {
    index.voices = voices.map(([label, speaker, position, outlet, role]) => ({ label, speaker, position, outlet, role }));
    index.briefings = briefings.map(([file, title, date, source, turns, seqs]) => ({
      file, title, date, source, turns, seqs, script: file.replace(/html$/, "js"),
    }));
    index.briefingOf = index.briefings.flatMap(({ turns }, number) => turns.map(() => number));
    index.voiceOf = index.briefings.flatMap(({ turns }) => turns);
    let first = 0;
    index.first = index.briefings.map(({ turns }) => (first += turns.length) - turns.length);
    scripts = parts;
    known = characters.known;
    const each = (stretches, form) => stretches.forEach(([from, to]) => {
      for (let point = from; point <= to; point++) forms.set(String.fromCharCode(point), form);
    });
    each(characters.letters, true);
    each(characters.words, true);
    each(characters.ignored, "");
    const [from, to] = characters.folded;
    for (let at = 0; at < from.length; at++) forms.set(from[at], to[at]);
  };

  // What becomes of a character within a word; null where it is between words.
  function formOf(character) {
    const point = character.codePointAt(0);
    const form = forms.get(character);
    if (form !== undefined) return form === true ? character : form;
    if (point === 0 || known.some(([from, to]) => from <= point && point <= to)) return null;
    return LETTER.test(character) ? character.toLowerCase() : null;
  }

  // The words of a text, and where each stands in it.
  function cut(text) {
    const words = [];
    let word = "", from = 0, to = 0;
    const end = () => {
      if (word) words.push({ word, from, to });
      word = "";
    };
    for (let at = 0; at < text.length; ) {
      const character = String.fromCodePoint(text.codePointAt(at));
      const form = formOf(character);
      const alone = UNSPACED.test(character);
      if (form === null || alone) end();
      if (form && !word) from = at;
      at += character.length;
      if (form || word) {
        word += form || "";
        to = at;
      }
      if (alone) end();
    }
    end();
    return words;
  }

  // What is typed, as phrases: words in quotation marks, and what stands between spaces; * asks for what begins so.
  function parse(typed) {
    const found = [...typed.matchAll(/"([^"]*)"?(\*?)|([^\s"]+)/g)];
    return found.map(([, quoted, star, bare]) => ({
      words: cut(quoted === undefined ? bare : quoted).map((each) => each.word),
      begins: Boolean(star) || (bare || "").endsWith("*"),
    })).filter((phrase) => phrase.words.length);
  }

  const arrived = new Map();
  const loads = new Map();
  window.words = window.texts = (file, content) => arrived.set(file, content);

  // What a script holds; a page from a disk may load nothing but scripts.
  function load(file) {
    if (!loads.has(file)) {
      loads.set(file, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = file;
        script.onload = () => resolve(arrived.get(file));
        script.onerror = () => {
          loads.delete(file);
          reject(new Error(file));
        };
        document.head.append(script);
      }));
    }
    return loads.get(file);
  }

  // In the order of code points, as SQLite has them; the letters of UTF-16 have another.
  function precedes(left, right) {
    const [a, b] = [[...left], [...right]];
    const at = a.findIndex((character, number) => character !== b[number]);
    return at < 0 ? a.length < b.length : at < b.length && a[at].codePointAt(0) < b[at].codePointAt(0);
  }

  // The entries of a word, or of all words that begin so.
  async function entriesOf(word, begins) {
    let last = scripts.findIndex(([, first]) => precedes(word, first));
    if (last < 0) last = scripts.length;
    const wanted = scripts.slice(Math.max(last - 1, 0), last);
    while (begins && last < scripts.length && scripts[last][1].startsWith(word)) wanted.push(scripts[last++]);
    const entries = (await Promise.all(wanted.map(([file]) => load(file)))).flat();
    return entries.filter(([each]) => (begins ? each.startsWith(word) : each === word));
  }

  // The places of one kind in which a word of the entries stands; each is written as the step from the one before.
  function placesOf(entries, kind) {
    return entries.flatMap((entry) => {
      let place = 0;
      const steps = entry[1 + 2 * kind];
      return steps ? steps.split(" ").map((step) => (place += Number(step))) : [];
    });
  }

  // The same with the positions, each a letter, `;` between places: one number for both, in order.
  function positionsOf(entries, kind) {
    const length = entries.reduce((sum, entry) => sum + (entry[2 + 2 * kind] || "").length, 0);
    const found = new Float64Array(length);
    let count = 0;
    for (const entry of entries) {
      const places = placesOf([entry], kind);
      const written = entry[2 + 2 * kind] || "";
      let base = places.length ? places[0] * POSITIONS : 0;
      for (let at = 0, place = 0; at < written.length; at++) {
        const point = written.codePointAt(at);
        if (point === SEMICOLON) base = places[++place] * POSITIONS;
        else found[count++] = base + point - FIRST_LETTER - (point < BEYOND ? 0 : BEYOND - SURROGATES);
        if (point >= BEYOND) at++;
      }
    }
    return entries.length > 1 ? found.subarray(0, count).sort() : found.subarray(0, count);
  }

  // Those of the positions behind which the next word stands.
  function followed(starts, next, distance) {
    let kept = 0, at = 0;
    for (let number = 0; number < starts.length; number++) {
      const wanted = starts[number] + distance;
      while (at < next.length && next[at] < wanted) at++;
      if (at < next.length && next[at] === wanted) starts[kept++] = starts[number];
    }
    return starts.subarray(0, kept);
  }

  // The places of one kind in which the words stand one after the other.
  function together(words, kind) {
    if (words.length === 1) return placesOf(words[0], kind);
    const [first, ...others] = words.map((entries) => positionsOf(entries, kind));
    const starts = others.reduce((found, next, number) => followed(found, next, number + 1), first);
    return Array.from(starts, (start) => Math.floor(start / POSITIONS));
  }

  // Marks the turns that have a phrase themselves, and those that only stand under a headline that has it.
  async function turnsWith({ words, begins }) {
    const entries = await Promise.all(words.map((word, at) => entriesOf(word, begins && at === words.length - 1)));
    const [said, headlines, fields] = KINDS.map((kind) => together(entries, kind));
    const own = new Uint8Array(index.voiceOf.length), any = new Uint8Array(index.voiceOf.length);
    for (const turn of said) own[turn] = 1;
    const voices = new Set(fields.map((field) => Math.floor(field / FIELDS)));
    if (voices.size) index.voiceOf.forEach((voice, turn) => { if (voices.has(voice)) own[turn] = 1; });
    any.set(own);
    for (const number of headlines) {
      any.fill(1, index.first[number], index.first[number] + index.briefings[number].turns.length);
    }
    return { own, any };
  }

  // The numbers of the turns that have all phrases, and which of them have one by more than the headline.
  async function find(phrases) {
    const found = await Promise.all(phrases.map(turnsWith));
    const turns = [];
    for (let turn = 0; turn < index.voiceOf.length; turn++) {
      if (found.every(({ any }) => any[turn])) turns.push(turn);
    }
    return { turns, own: (turn) => !phrases.length || found.some((each) => each.own[turn]) };
  }

  return { index, cut, parse, find, load };
})();
