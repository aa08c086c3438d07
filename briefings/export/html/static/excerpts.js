"use strict";
// Shows texts with the words that were found marked where they stand.
window.excerpts = (() => {
  const AROUND = 160; // characters before and after a word that was found in a long turn
  const LONG = 450; // characters of a turn that is shown whole
  const { cut } = window.wordIndex;

  // Where the phrases stand in a text.
  function places(text, phrases) {
    const words = cut(text);
    const stands = ({ words: phrase, begins }, at) => phrase.every((word, number) => {
      const found = words[at + number];
      return found && (begins && number === phrase.length - 1 ? found.word.startsWith(word) : found.word === word);
    });
    const found = [];
    words.forEach(({ from }, at) => {
      const ends = phrases.filter((phrase) => stands(phrase, at)).map((phrase) => words[at + phrase.words.length - 1].to);
      if (!ends.length) return;
      const last = found[found.length - 1], to = Math.max(...ends);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else found.push([from, to]);
    });
    return found;
  }

  // The parts of a text that are shown: all of a short one, else what stands around the words.
  function windows(text, marks) {
    if (text.length <= LONG) return [[0, text.length]];
    if (!marks.length) return [[0, atSpace(text, LONG)]];
    const wanted = [];
    for (const [start, end] of marks) {
      const from = atSpace(text, Math.max(start - AROUND, 0)), to = atSpace(text, Math.min(end + AROUND, text.length));
      const last = wanted[wanted.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else if (wanted.length < 3) wanted.push([from, to]);
    }
    return wanted;
  }

  function atSpace(text, at) {
    if (at === 0 || at >= text.length) return Math.min(at, text.length);
    const paragraph = text.lastIndexOf("\n\n", at);
    if (paragraph > at - 40) return paragraph; // no first words of one at an end, no last ones at a beginning
    const space = text.lastIndexOf(" ", at);
    // Text without spaces is cut anywhere but within a character.
    if (space > at - 30) return space + 1;
    return /[\udc00-\udfff]/.test(text[at]) ? at - 1 : at;
  }

  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  // Of an excerpt a new line is enough between paragraphs.
  const lines = (text) => text.replace(/\n{2,}/g, "\n");

  // A stretch of a text, its words marked.
  function stretch(text, marks, from, to) {
    const shown = [];
    let at = from;
    for (const [start, end] of marks) {
      if (start < from || end > to) continue;
      shown.push(lines(text.slice(at, start)), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...shown, lines(text.slice(at, to))];
  }

  function excerpt(text, phrases) {
    const marks = places(text, phrases);
    const shown = make("p", { dir: "auto" });
    let at = 0;
    for (const [from, to] of windows(text, marks)) {
      const start = text[from] === "\n" ? from + 2 : from;
      if (from > 0) shown.append(at ? " … " : "… ");
      shown.append(...stretch(text, marks, start, to));
      at = to;
    }
    if (at < text.length) shown.append(" …");
    return shown;
  }

  const marked = (text, phrases) => make("bdi", {}, ...stretch(text, places(text, phrases), 0, text.length));

  return { make, excerpt, marked };
})();
