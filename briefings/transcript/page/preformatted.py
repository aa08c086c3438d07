"""The lines of preformatted text, in which long ones were wrapped by hand or by a program."""

from __future__ import annotations

from itertools import pairwise

_NARROWEST, _WIDEST, _FULL = 40, 100, 0.75
"""Between which widths preformatted text is wrapped, and how much of the width a line that was wrapped fills."""


def unwrapped(text: str) -> list[str]:
    """The lines of preformatted text; one that was wrapped, its next word not fitting on it, goes on with the next."""
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
