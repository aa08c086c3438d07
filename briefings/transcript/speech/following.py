"""What follows the places that could be labels: speech or none, a question, somebody who speaks of himself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import is_letterhead, is_time_line
from briefings.transcript.page.openings import Candidate
from briefings.transcript.wording.asking import asks
from briefings.transcript.wording.speaking import BEGINNING

_ASKS = re.compile(
    r"\b(?:questions?|ask(?:ed|ing)?|tell us|could you|would you|like to know)\b|提问|请问", re.IGNORECASE
)
_SPEECH_SEEN = 3_000
PLAIN = ("bare", "set")
"""Openings without a mark or a colon: most of them are none."""


def note_followed(candidates: Sequence[Candidate], lines: Sequence[Line]) -> None:
    """Say of every candidate on a line of its own whether speech comes on the next."""
    opened = {
        c.line for c in candidates if c.form not in ("bare", "bracket", "set", "sign", "weak") and not c.shape.veto
    }
    for candidate in candidates:
        following = candidate.line + 1
        if candidate.form == "set" and not candidate.own_line:
            rest = lines[candidate.line].text[candidate.end :]
            candidate.followed = not rest[:1].islower()
            if candidate.line not in opened:
                candidate.asks, candidate.beginning = asks(rest, _ASKS), rest[:BEGINNING]
        elif candidate.form == "bare" and not candidate.own_line and candidate.punctuation:
            rest = lines[candidate.line].text[candidate.end :]
            candidate.asks, candidate.beginning = asks(rest, _ASKS), rest.lstrip()[:BEGINNING]
        elif candidate.own_line and candidate.form in ("bare", "dash", "round", "set"):
            if candidate.form == "set" and candidate.line in opened:
                # Something else opens the line, and says what follows.
                continue
            candidate.followed = following < len(lines) and following not in opened and _is_spoken(lines[following])
            if candidate.followed and candidate.form in PLAIN:
                candidate.asks = asks(lines[following].text, _ASKS)
                candidate.beginning = lines[following].text[:BEGINNING]


def _is_spoken(line: Line) -> bool:
    """Whether a line reads as a sentence, and not as a place, a heading, a name or a time."""
    return not is_letterhead(line) and not is_time_line(line.text)


def note_questions(candidates: Sequence[Candidate], lines: Sequence[Line]) -> None:
    """Say of every candidate whether what follows it asks, up to the next line that could open a turn."""
    openers = sorted({c.line for c in candidates if c.form not in PLAIN and not c.shape.veto})
    following = {line: openers[n + 1] if n + 1 < len(openers) else len(lines) for n, line in enumerate(openers)}
    asked: dict[tuple[int, int], bool] = {}
    for candidate in candidates:
        end = following.get(candidate.line)
        if end is None:
            continue
        rest = lines[candidate.line].text[candidate.end :]
        candidate.worded = candidate.own_line or any(letter.isalpha() for letter in rest[:200])
        # Its own paragraph only: the thanks after a list of topics are not the last topic's.
        below = candidate.own_line and candidate.line + 1 < end
        candidate.beginning = (lines[candidate.line + 1].text if below else rest)[:BEGINNING]
        # Several openings of a line may end at the same place.
        place = candidate.line, candidate.end
        if place not in asked:
            asked[place] = asks(_said(rest, lines, candidate.line + 1, end), _ASKS)
        candidate.asks = asked[place]
    asking = {c.line: c.asks for c in candidates if c.form not in PLAIN}
    before = dict(zip(openers[1:], openers, strict=False))
    for candidate in candidates:
        candidate.answers = asking.get(before.get(candidate.line, -1), False)


def _said(text: str, lines: Sequence[Line], begin: int, end: int) -> str:
    """A text with the lines behind it, as far as it is looked at for a question."""
    for index in range(begin, end):
        if len(text) > _SPEECH_SEEN:
            break
        text += " " + lines[index].text
    return text
