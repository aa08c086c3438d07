"use strict";
// Finds words in a text whatever their width, case and accents, and shows them marked where they stand.
window.excerpts = (() => {
  const AROUND = 160; // characters before and after a word that was found in a long turn
  const LONG = 700; // characters of a turn that is shown whole

  const plain = (text) => /^[\x00-\x7f]*$/.test(text);

  // One form for what looks alike: width, case, and accents of Latin letters.
  function fold(text) {
    if (plain(text)) return text.toLowerCase();
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase();
  }

  // Where the words stand in the text as printed: folding may change its length, so it is folded letter by letter.
  function places(text, words) {
    let folded = "";
    const from = [];
    if (plain(text)) folded = text.toLowerCase();
    else {
      for (const match of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
        const form = fold(match[0]);
        for (let i = 0; i < form.length; i++) from.push([match.index, match.index + match[0].length]);
        folded += form;
      }
    }
    const found = [];
    for (const word of words) {
      for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
        const end = at + word.length;
        found.push(from.length ? [from[at][0], from[end - 1][1]] : [at, end]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    return found.reduce((merged, [start, end]) => {
      const last = merged[merged.length - 1];
      if (last && start <= last[1]) last[1] = Math.max(last[1], end);
      else merged.push([start, end]);
      return merged;
    }, []);
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

  function excerpt(text, words) {
    const marks = places(text, words);
    const shown = make("p", { dir: "auto" });
    let at = 0;
    for (const [from, to] of windows(text, marks)) {
      if (from > 0) shown.append(at ? " … " : "… ");
      at = from;
      for (const [start, end] of marks) {
        if (start < from || end > to) continue;
        shown.append(lines(text.slice(at, start)), make("mark", {}, text.slice(start, end)));
        at = end;
      }
      shown.append(lines(text.slice(at, to)));
      at = to;
    }
    if (at < text.length) shown.append(" …");
    return shown;
  }

  return { fold, make, excerpt };
})();
