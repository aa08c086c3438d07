"""Groups of openings that are printed alike, and what speaks for a group as that of speakers.

A line by itself proves little: words in bold may be a heading, a word before a colon a field. A group is believed
where its openings come back and take turns while somebody asks and somebody speaks, where those that ask and those that
answer alternate, or where most of it is believed for reasons of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise

from briefings.transcript.page.lines import Line
from briefings.transcript.page.openings import Candidate
from briefings.transcript.page.setting import take_turns
from briefings.transcript.wording.shapes import is_press

_LEAST = 4
_NEARLY_ALL, _MOSTLY = 0.8, 2 / 3


def signature(opening: Candidate) -> str:
    """How an opening is printed; openings of one signature are a group."""
    if opening.form == "set":
        return f"set {opening.setting}"
    if opening.form == "sign":
        return f"sign {opening.punctuation}"
    bold = opening.bold and opening.form == "bare"
    closed = opening.punctuation if opening.form == "bare" and not opening.own_line else ""
    return " ".join(filter(None, (opening.form, "line" * opening.own_line, "bold" * bold, closed)))


def groups_of(openings: Iterable[Candidate]) -> dict[str, list[Candidate]]:
    """The openings that may be labels, by their signature, in order."""
    groups: dict[str, list[Candidate]] = {}
    for opening in openings:
        # A short line is most often a heading, words in bold a beginning: only those count that speech follows.
        if may_be_label(opening) and (opening.form != "bare" or opening.followed):
            groups.setdefault(signature(opening), []).append(opening)
    return groups


def may_be_label(opening: Candidate) -> bool:
    """Whether the words of an opening may be a label of its group: bold words where something closes them, a line where
    nothing does."""
    if opening.form == "set":
        return True
    if opening.shape.veto or opening.form != "bare":
        return not opening.shape.veto
    named = opening.shape.name_form or opening.shape.name_and_lower_role
    return named and opening.own_line != bool(opening.punctuation)


def speaking_groups(openings: Sequence[Candidate], lines: Sequence[Line]) -> set[str]:
    """The signatures of the groups that are speakers by what stands in them.

    Where more was printed before the first opening of a group than after it, readers comment on an article.
    """
    printed = [0, *accumulate(len(line.text) for line in lines)]
    return {
        name
        for name, group in groups_of(openings).items()
        if _converses(group) and 2 * printed[group[0].line] <= printed[-1]
    }


def _converses(group: Sequence[Candidate]) -> bool:
    if sum(opening.followed for opening in group) < _NEARLY_ALL * len(group):
        return False
    takes_turns = take_turns([opening.label for opening in group])
    speaking = {opening.key for opening in group if opening.speaks or is_press(opening.label)}
    asking = {opening.key for opening in group if opening.asks}
    if group[0].form == "set":
        # Any element may hold short words that come back: parts of days, verdicts of reviews.
        return takes_turns and bool(speaking) and bool(asking)
    times = Counter(opening.key for opening in group)
    back = {key for key, count in times.items() if count > 1}
    several = len(back) > 1 or group[0].form != "bare"
    return _answer_each_other(group) or (takes_turns and several and len(speaking | asking) > 1)


def _answer_each_other(group: Sequence[Candidate]) -> bool:
    """Whether those that ask and those that do not alternate, among four or more."""
    changes = sum(one.asks != other.asks for one, other in pairwise(group))
    return len(group) >= _LEAST and changes >= _MOSTLY * (len(group) - 1)


def believed_groups(openings: Iterable[Candidate]) -> set[str]:
    """The signatures of the groups most openings of which were believed for reasons of their own."""
    found = list(openings)
    believed = {opening.line for opening in found if opening.rule}
    return {
        name
        for name, group in groups_of(found).items()
        if sum(opening.line in believed for opening in group) >= _MOSTLY * len(group)
    }


def times_in_groups(openings: Sequence[Candidate]) -> Counter[str]:
    """How often the words of an opening come back in its group, by `place_in_group`."""
    return Counter(place_in_group(opening) for opening in openings)


def place_in_group(opening: Candidate) -> str:
    """Equal for openings of one group that print the same words."""
    return f"group {signature(opening)}: {opening.key}"
