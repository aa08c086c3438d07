"""Lines below names that say who they are: a name on a line of its own, its office on the next, then speech."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.wording.shapes import label_key, shape_of

_LONGEST_NAME, _LONGEST_OFFICE, _MOST_WORDS = 60, 100, 12
_ENDS = (".", "?", "!", ":", "…", "。", "？", "！", "：")
_TWICE = 2
_NEARLY_ALL = 0.8


def offices_below_names(
    lines: Sequence[Line], kinds_apart: Mapping[str, Sequence[int]], skipped: Collection[int]
) -> set[int]:
    """The indexes of the lines that stand below names and are no speech; `kinds_apart` is what `kinds_set_apart` finds.

    The names are in bold or set apart by an element. Two or more of them come back, each over the same words, and
    nearly all of that kind have such a line: what is said below a name is never the same.
    """
    apart = {index for indexes in kinds_apart.values() for index in indexes}
    apart |= {index for index, line in enumerate(lines) if 0 < line.bold == len(line.text) and index not in skipped}
    kinds: dict[str, list[int]] = {}
    for index in sorted(apart):
        if _is_name(lines[index]):
            kinds.setdefault(lines[index].setting, []).append(index)
    found: set[int] = set()
    for named in kinds.values():
        above = [index for index in named if _is_office(lines, index + 1) and index + 1 not in skipped]
        names = [index for index in named if index - 1 not in above]
        pairs = Counter((label_key(lines[index].text), lines[index + 1].text) for index in above)
        again = sum(count >= _TWICE for count in pairs.values())
        one_each = len(pairs) == len({name for name, _ in pairs})
        if again >= _TWICE and one_each and len(above) >= _NEARLY_ALL * len(names):
            found |= {index + 1 for index in above}
    return found


def _is_name(line: Line) -> bool:
    if len(line.text) > _LONGEST_NAME:
        return False
    shape = shape_of(line.text)
    return len(shape.words) > 1 and shape.name_form and not shape.veto


def _is_office(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is short, ends like no sentence, and speech follows. It is set in another way than the name above
    it, or these two stand alone together: two <dt> before a <dd>."""
    if index + 1 >= len(lines):
        return False
    text = lines[index].text
    short = len(text) <= _LONGEST_OFFICE and len(text.split()) <= _MOST_WORDS and not text.endswith(_ENDS)
    name, around = lines[index - 1].setting, {lines[index + 1].setting, lines[index - 2].setting if index > 1 else ""}
    apart = lines[index].setting != name or name not in around
    return short and apart and lines[index + 1].text.endswith(_ENDS)
