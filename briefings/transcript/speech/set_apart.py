"""Labels known by how the markup sets them: a kind of element holds short words before speech, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import ATTRIBUTES, Opening
from briefings.transcript.page.setting import BEHIND, take_turns, time_before, words_set_apart


def openings_set_apart(lines: Sequence[Line], kinds: Mapping[str, Sequence[int]]) -> Iterator[Opening]:
    """The words that a kind of element sets apart, where that kind holds nothing else; see `kinds_set_apart`."""
    for kind, indexes in kinds.items():
        # No group is believed of words that do not, and there may be very many.
        for index in indexes if take_turns([words_set_apart(lines[index]) for index in indexes]) else ():
            line = lines[index]
            end = len(line.text) - len(line.text[line.set_apart :].lstrip(BEHIND))
            alone = end == len(line.text)
            if alone and line.text.startswith(ATTRIBUTES):
                continue
            time = time_before(line).strip()
            yield Opening(index, 0, end, words_set_apart(line), "set", alone, False, time, setting=kind)
