"""Find the lines that tell of a speaker, between a name on a line of its own and what is said."""

from collections import defaultdict
from collections.abc import Container, Sequence
from itertools import islice

from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.notes import is_letterhead, note_kind
from briefings.transcript.page.opening_forms import CLOSING
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.speaking import has_voice

_DIFFERENT, _NEARLY_ALL, _LONGEST = 2, 0.8, 120
"""Minimum number of names, share of those set so that have such a line below, and its maximum length."""


def lines_below_names(lines: Sequence[Line], placed: Container[int]) -> dict[int, str]:
    """Return the lines below names, with party or office, that come back word by word with their names, and the names.

    Sites that watch parliaments print them: "Ilse Maren", "Party of Order | Chair", and then what she says.
    """
    plain = [index for index in range(len(lines)) if index not in placed]
    below: defaultdict[str, list[int]] = defaultdict(list)
    number = 0
    for above, index, said in zip(plain, islice(plain, 1, None), islice(plain, 2, None), strict=False):
        if not _is_name(lines[above]):
            continue
        number += 1
        if _tells(lines[index]) and not _is_name(lines[said]):
            below[lines[above].text].append(index)
    back = [indexes for indexes in below.values() if len(indexes) > 1]
    found = sum(map(len, below.values()))
    alike = all(len({lines[index].text for index in indexes}) == 1 for indexes in back)
    if not (back and alike and len(below) >= _DIFFERENT and found >= _NEARLY_ALL * number):
        return {}
    return {index: name for name, indexes in below.items() for index in indexes}


def _is_name(line: Line) -> bool:
    name = line.text.rstrip(" :：")
    set_apart = line.tag in HEADINGS or line.bold >= len(name) or name != line.text
    return set_apart and not name.endswith(CLOSING) and shape_of(name).is_whole_name


def _tells(line: Line) -> bool:
    """Return True for a line that is no sentence, set otherwise than names, and says no I, we or you."""
    if len(line.text) > _LONGEST or line.bold >= len(line.text):
        return False
    return note_kind(line) is None and is_letterhead(line) and not has_voice(line.text)
