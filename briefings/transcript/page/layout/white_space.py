"""Fold the white space of lines to single spaces, and unwrap long lines of preformatted text."""

import re
from itertools import pairwise

_UNEVEN_SPACE = re.compile(r"\s(?:\s+|(?<! ))")
_COLLAPSING = re.compile(r"[^\S\xa0\u3000]+")
"""White space that prints as one space, except in preformatted text."""

_NARROWEST, _WIDEST, _FULL = 40, 100, 0.75
"""Narrowest and widest wrapping of preformatted text, and the share of the width that a wrapped line fills."""


def unwrapped(text: str) -> list[str]:
    """Split preformatted text into lines; a line wrapped because its next word did not fit goes on with the next."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    if not _NARROWEST <= width <= _WIDEST:
        return lines
    joined = lines[:1]
    for before, line in pairwise(lines):
        first = line.split(maxsplit=1)[0] if line.strip() else ""
        wrapped = first and not line[0].isspace() and len(before.rstrip()) + 1 + len(first) > _FULL * width
        if wrapped:
            joined[-1] += f"\n{line}"
        else:
            joined.append(line)
    return joined


def folded(raw: str, end_of_bold: int, *, preformatted: bool) -> tuple[str, int, frozenset[int], tuple[int, ...]]:
    """Return a text with single spaces, the end of its bold beginning, and its spaces that were wide or a line end."""
    out: list[str] = []
    wide, soft = set(), []
    bold, last, folded = end_of_bold, 0, 0
    for match in _UNEVEN_SPACE.finditer(raw):
        chunk, at = match[0], match.start() - folded
        printed = chunk.replace("\n", "") if preformatted else _COLLAPSING.sub(" ", chunk)
        if len(printed) > 1 or "\u3000" in chunk:
            wide.add(at)
        if "\n" in chunk:
            soft.append(at)
        out += (raw[last : match.start()], " ")
        last = match.end()
        folded += len(chunk) - 1
        if last <= end_of_bold:
            bold = end_of_bold - folded
    text = "".join((*out, raw[last:])) if out else raw
    return text, bold, frozenset(wide), tuple(soft)
