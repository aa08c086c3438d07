"""Invented transcripts as HTML, in many of the shapes in which press offices print them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from random import Random

from tests.support.transcripts import Invented, Said

LAYOUTS = ("p", "div", "br", "br br", "table", "list", "blank lines", "pre", "lines")
"""Ways to separate one printed line from the next."""
CONTAINERS = ('<div id="container_txt">|</div>', '<div class="story">|</div>', "<article>|</article>",
              "<table><tr><td>|</td></tr></table>", "<form><div><section>|</section></div></form>")  # fmt: skip
HEADERS = ("every page", "first page", "none")
_END_OF_BLOCK = re.compile(r"</(?:p|div|tr)>|<br />|\n(?=<li>)|\n\n")
_INVISIBLE = ("\u200b", "\ufeff", "&shy;", "&#8203;")
_BETWEEN = ("<!-- a comment: not shown -->", "<script>var speaker = 'Nobody:';</script>", "<style>p:after {}</style>",
            '<span style="display: none">Nobody: hidden</span>', "<p>&nbsp;</p>")  # fmt: skip


@dataclass
class Shape:
    """One way to print a transcript."""

    layout: str
    container: str
    header: str
    own_line: bool
    bold: str
    """Markup around a label: "", "b", "strong", "split" (over two elements) or "font"."""
    gap: str
    """Text between an inline label and its words."""
    colon: str
    noise: float
    """Share of the places inside or between lines that have something invisible."""

    @property
    def is_known(self) -> bool:
        """True if the reader finds the container by a selector."""
        return "container_txt" in self.container


def draw_shape(rng: Random, house: str) -> Shape:
    """Draw a shape that a page of the house could have."""
    mark = house in ("caps", "marks")
    layout = rng.choice(LAYOUTS)
    own_line = not mark and layout != "lines" and rng.random() < 0.6
    bold = rng.choice(("", "", "b", "strong", "split", "font")) if layout not in ("blank lines", "pre", "lines") else ""
    gaps = ("&nbsp;&nbsp;", "&nbsp;", " ", "  ", "\u3000", "") if not mark else ("&nbsp;&nbsp;", "&nbsp; ", "   ")
    colon = "：" if house == "chinese" else rng.choice((":", ":", ": ", "&nbsp;:", "：")) if own_line else ":"
    header = rng.choice(HEADERS) if house in ("names", "brackets") and layout != "lines" else "none"
    return Shape(layout, rng.choice(CONTAINERS), header, own_line, bold, rng.choice(gaps), colon, rng.choice((0, 0.15)))


def render(briefing: Invented, shape: Shape, rng: Random, pages: int = 1) -> list[bytes]:
    """Return the pages of a briefing, split at any line or inside a paragraph."""
    lines = [line for said in briefing.turns for line in _lines_of(said, briefing.house, shape)]
    # A page found by its prose needs some, and line ends are recognised by several labels.
    least = 3 if shape.is_known and shape.layout != "lines" else 12
    documents = []
    for number, part in enumerate(_split(lines, pages, least, rng)):
        headed = shape.header == "every page" or (shape.header == "first page" and not number)
        inside = _laid_out([*(_header(briefing) if headed else ()), *part], shape, rng)
        documents.append(_document(inside, shape, number + 1))
    return documents


def render_cut(briefing: Invented, shape: Shape, rng: Random) -> tuple[bytes, list[bytes]]:
    """Return the briefing on one page, and cut in two at the end of any block, whatever tags are open there."""
    header = _header(briefing) if shape.header != "none" else []
    lines = [line for said in briefing.turns for line in _lines_of(said, briefing.house, shape)]
    inside = _laid_out([*header, *lines], shape, rng)
    ends = [match.end() for match in _END_OF_BLOCK.finditer(inside, 0, len(inside) - 12)]
    cut = rng.choice(ends) if ends else len(inside)
    parts = (inside[:cut], inside[cut:])
    return _document(inside, shape, 1), [_document(part, shape, number) for number, part in enumerate(parts, 1)]


@dataclass
class _Line:
    label: str
    """Printed label of a line that opens a turn, with its colon or brackets."""
    text: str


def _lines_of(said: Said, house: str, shape: Shape) -> list[_Line]:
    if house == "brackets":
        label = f"[{said.label}]"
    elif house == "caps" and said.label == "Q":
        label = "Q"
    else:
        label = said.label + shape.colon.replace("&nbsp;", "\xa0")
    lines = [_Line(label, "")] if shape.own_line else []
    for number, paragraph in enumerate(said.paragraphs):
        lines.append(_Line("" if number or shape.own_line else label, paragraph))
        if number in said.notes:
            lines.append(_Line("", said.notes[number]))
    return lines


def _split(lines: list[_Line], pages: int, least: int, rng: Random) -> list[list[_Line]]:
    """Split lines into pages of at least `least` lines, now and then inside a paragraph."""
    parts: list[list[_Line]] = []
    rest = lines
    while len(parts) < pages - 1 and len(rest) >= 2 * least + 1:
        at = rng.randint(least, len(rest) - least - 1)
        line = rest[at]
        words = line.text.split(" ")
        places = [n for n in range(2, len(words)) if words[n][0].islower() and words[n - 1][-1].isalnum()]
        if places and rng.random() < 0.5:
            cut = rng.choice(places)
            parts.append([*rest[:at], _Line(line.label, " ".join(words[:cut]))])
            rest = [_Line("", " ".join(words[cut:])), *rest[at + 1 :]]
        else:
            parts.append(rest[:at])
            rest = rest[at:]
    return [*parts, rest]


def _header(briefing: Invented) -> list[_Line]:
    people = [_Line("", f"Ms. {name}, deputy minister of quays, canals and locks") for name in briefing.officials]
    chair = _Line("", f"{briefing.chair}, spokesperson of the Press Office")
    fields = [_Line(name, "") for name in ("Speakers:", "Chairperson:", "Date:")]
    return [fields[0], *people, fields[1], chair, fields[2], _Line("", "March 5, 2026")]


def _laid_out(lines: list[_Line], shape: Shape, rng: Random) -> str:
    marked = [_marked(line, shape, rng) for line in lines]
    if shape.layout in ("blank lines", "pre", "lines"):
        inside = ("\n" if shape.layout == "lines" else "\n\n").join(marked)
        return f"<pre>{inside}</pre>" if shape.layout == "pre" else f"<div>{inside}</div>"
    if shape.layout in ("br", "br br"):
        inside = shape.layout.replace("br", "<br />").replace(" ", "\n").join(marked)
        return f"<p>{inside}</p>"
    before, after = {"p": ("<p>", "</p>\n"), "div": ("<div>", "</div>"), "table": ("<tr><td>", "</td></tr>\n"),
                     "list": ("<li>", "\n")}[shape.layout]  # fmt: skip
    noisy = [
        rng.choice(_BETWEEN) if shape.layout in ("p", "div") and rng.random() < shape.noise else "" for _ in marked
    ]
    inside = "".join(f"{before}{line}{after}{noise}" for line, noise in zip(marked, noisy, strict=True))
    return {"table": f"<table>{inside}</table>", "list": f"<ul>{inside}</ul>"}.get(shape.layout, inside)


def _marked(line: _Line, shape: Shape, rng: Random) -> str:
    text = _spaced(escape(line.text), shape, rng)
    if not line.label:
        return text
    return _around(line.label, shape) + (shape.gap + text if text else rng.choice(("", " ", "&nbsp;")))


def _around(label: str, shape: Shape) -> str:
    first, space, rest = escape(label).partition(" ")
    if shape.bold == "split" and rest:
        return f"<strong>{first}</strong>{space}<strong>{rest}</strong>"
    if shape.bold == "font":
        return f'<b><font color="navy"><span>{escape(label)}</span></font></b>'
    tag = "b" if shape.bold == "split" else shape.bold
    return f"<{tag}>{escape(label)}</{tag}>" if tag else escape(label)


def _spaced(text: str, shape: Shape, rng: Random) -> str:
    if not text or rng.random() >= shape.noise:
        return text
    words = text.split(" ")
    at = rng.randrange(len(words))
    tag = rng.choice(("i", "a href='/x'", "span")) if len(words) > 3 else "i"
    words[at] = rng.choice((rng.choice(_INVISIBLE) + words[at], f"<{tag}>{words[at]}</{tag.split()[0]}>"))
    return rng.choice((" ", " ", "&nbsp;")).join(words)


def _document(inside: str, shape: Shape, number: int) -> bytes:
    before, after = shape.container.split("|")
    links = "".join(f'<li><a href="/{name.lower()}.htm">{name}</a></li>' for name in ("Home", "News", "Contact"))
    return f"""<!DOCTYPE html><html lang="en">
<head><meta charset="utf-8"><title>Briefing on quays - Press Office</title></head>
<body><nav><ul>{links}</ul></nav>{before}{inside}{after}
<footer><p>Copyright Press Office. All rights reserved.</p>
<a href="/print.htm">Print</a> {number}</footer></body></html>
""".encode()
