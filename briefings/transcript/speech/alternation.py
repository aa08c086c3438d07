"""Labels known by their order alone: signs that answer each other line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from briefings.transcript.page.marks import QUESTION_MARKS
from briefings.transcript.page.openings import Candidate
from briefings.transcript.wording.shapes import is_press
from briefings.transcript.wording.vocabulary import QUESTION_SIGNS

_LEAST = 2
"""How often each of two signs must stand."""
_MOSTLY = 2 / 3


def sign_key(candidate: Candidate) -> str:
    """Equal for the same sign with the same punctuation: `P.-` is not `P -`."""
    return f"{candidate.key} {candidate.punctuation}"


def alternating_signs(candidates: Sequence[Candidate]) -> set[str]:
    """The signs that alternate as question and answer, by `sign_key`; empty when none do.

    A question is told by its mark or because it asks. What comes right after questions in most of its places, with no
    other label between, answers them.
    """
    times = Counter(sign_key(c) for c in candidates if c.form == "sign")
    order: dict[int, tuple[str, bool]] = {}
    asked: Counter[str] = Counter()
    for candidate in candidates:
        key = sign_key(candidate)
        if candidate.form == "sign" and times[key] >= _LEAST:
            order[candidate.line] = (key, candidate.label.casefold() in QUESTION_SIGNS or is_press(candidate.label))
            asked[key] += candidate.asks
        elif candidate.form == "mark":
            order.setdefault(candidate.line, (candidate.key, candidate.label[0] in QUESTION_MARKS))
        elif candidate.form in ("colon", "bracket") and not candidate.shape.veto and candidate.shape.name_form:
            order.setdefault(candidate.line, ("", False))
    told = {key for key, known in order.values() if key and known and (asked[key] or key not in times)}
    asking = told or {key for key, count in times.items() if count >= _LEAST and asked[key] >= _MOSTLY * count}
    behind: Counter[str] = Counter()
    ahead: Counter[str] = Counter()
    for (before, _), (after, _) in pairwise([order[line] for line in sorted(order)]):
        if before in asking and after not in asking:
            behind[after] += 1
            ahead[before] += bool(times[after])
    answering = {key for key in behind if times[key] >= _LEAST and behind[key] >= _MOSTLY * times[key]}
    if not answering:
        return set()
    found = answering | {key for key in asking if times[key] >= _LEAST and ahead[key]}
    return found | _names_like(candidates, found)


def _names_like(candidates: Sequence[Candidate], believed: set[str]) -> set[str]:
    """The names that stand once before speech, closed as names are that alternate: `Ilse Maren | I am sure.`"""
    names = [c for c in candidates if c.form == "sign" and len(c.shape.words) > 1 and c.shape.name_form]
    closes = {c.punctuation for c in names if sign_key(c) in believed}
    return {sign_key(c) for c in names if c.punctuation in closes and not c.shape.veto and (c.asks or c.speaks)}


def signs_of_one_close(candidates: Sequence[Candidate]) -> set[str]:
    """The signs that end as the sign of a question does, in two letters (`P.-`), where those mostly follow it: several
    people answer, and some of them once."""
    signs = {c.line: c for c in candidates if c.form == "sign" and len(c.punctuation) > 1}
    order = [signs[line] for line in sorted(signs)]
    asked = [c for c in order if c.label.casefold() in QUESTION_SIGNS]
    if len(asked) < _LEAST:
        return set()
    close = asked[0].punctuation
    pairs = pairwise(c for c in order if c.punctuation == close)
    answered = sum(before.key == asked[0].key != after.key for before, after in pairs)
    return {sign_key(c) for c in order if c.punctuation == close} if answered >= _MOSTLY * len(asked) else set()
