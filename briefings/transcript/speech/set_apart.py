"""Labels known by how the markup sets them: a kind of element holds short words before speech, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import ATTRIBUTES, Candidate
from briefings.transcript.page.setting import BEHIND, take_turns, time_before, words_set_apart
from briefings.transcript.wording.shapes import is_press

_NEARLY_ALL, _MOSTLY = 0.8, 2 / 3


def openings_set_apart(lines: Sequence[Line], kinds: Mapping[str, Sequence[int]]) -> Iterator[Candidate]:
    """The words that a kind of element sets apart, where that kind holds nothing else; see `kinds_set_apart`."""
    for kind, indexes in kinds.items():
        for index in indexes:
            line = lines[index]
            end = len(line.text) - len(line.text[line.set_apart :].lstrip(BEHIND))
            alone = end == len(line.text)
            if alone and line.text.startswith(ATTRIBUTES):
                continue
            time = time_before(line).strip()
            yield Candidate(index, 0, end, words_set_apart(line), "set", alone, False, time, setting=kind)


def settings_of_speakers(candidates: Sequence[Candidate], lines: Sequence[Line]) -> set[str]:
    """The kinds of elements that hold labels, by what stands in them: it takes turns, speech follows, somebody asks.

    Where more was printed before the first of them than after, they are the readers who comment on an article.
    """
    printed = [0, *accumulate(len(line.text) for line in lines)]
    return {
        kind
        for kind, group in _by_setting(candidates).items()
        if take_turns([candidate.label for candidate in group])
        and sum(candidate.followed for candidate in group) >= _NEARLY_ALL * len(group)
        and any(candidate.asks for candidate in group)
        and any(candidate.speaks or is_press(candidate.label) for candidate in group)
        and 2 * printed[group[0].line] <= printed[-1]
    }


def settings_of_labels(candidates: Sequence[Candidate]) -> set[str]:
    """The kinds of elements most lines of which were believed to be labels for other reasons."""
    believed = {candidate.line for candidate in candidates if candidate.rule}
    return {
        kind
        for kind, group in _by_setting(candidates).items()
        if sum(candidate.line in believed for candidate in group) >= _MOSTLY * len(group)
    }


def _by_setting(candidates: Sequence[Candidate]) -> dict[str, list[Candidate]]:
    kinds: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.form == "set":
            kinds.setdefault(candidate.setting, []).append(candidate)
    return kinds
