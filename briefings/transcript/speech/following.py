"""Look at the text that follows a possible label: speech or none, a question, somebody who speaks of himself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import is_letterhead, is_time_line
from briefings.transcript.page.openings import Opening
from briefings.transcript.wording.asking import asks
from briefings.transcript.wording.speaking import BEGINNING

_ASKS = re.compile(
    r"\b(?:questions?|ask(?:ed|ing)?|tell us|could you|would you|like to know)\b|提问|请问", re.IGNORECASE
)
_SPEECH_SEEN = 3_000
PLAIN = ("bare", "set")
"""Openings without a mark or a colon: most of them open no turn."""


def note_followed(openings: Sequence[Opening], lines: Sequence[Line]) -> None:
    """Say of every opening on a line of its own whether speech comes on the next."""
    opened = {c.line for c in openings if c.form not in ("bare", "bracket", "set", "sign", "weak") and not c.shape.veto}
    for opening in openings:
        following = opening.line + 1
        if opening.form == "set" and not opening.own_line:
            rest = lines[opening.line].text[opening.end :]
            opening.followed = not rest[:1].islower()
            if opening.line not in opened:
                opening.asks, opening.beginning = asks(rest, _ASKS), rest[:BEGINNING]
        elif opening.form == "bare" and not opening.own_line and opening.punctuation:
            rest = lines[opening.line].text[opening.end :]
            opening.asks, opening.beginning = asks(rest, _ASKS), rest.lstrip()[:BEGINNING]
        elif opening.own_line and opening.form in ("bare", "dash", "round", "set"):
            if opening.form == "set" and opening.line in opened:
                # Something else opens the line, and says what follows.
                continue
            opening.followed = following < len(lines) and following not in opened and _is_spoken(lines[following])
            if opening.followed and opening.form in PLAIN:
                opening.asks = asks(lines[following].text, _ASKS)
                opening.beginning = lines[following].text[:BEGINNING]


def _is_spoken(line: Line) -> bool:
    """Return True when a line reads as a sentence, and not as a place, a heading, a name or a time."""
    return not is_letterhead(line) and not is_time_line(line.text)


def note_questions(openings: Sequence[Opening], lines: Sequence[Line]) -> None:
    """Say of every opening whether what follows it asks, up to the next line that could open a turn."""
    openers = sorted({c.line for c in openings if c.form not in PLAIN and not c.shape.veto})
    following = {line: openers[n + 1] if n + 1 < len(openers) else len(lines) for n, line in enumerate(openers)}
    asked: dict[tuple[int, int], bool] = {}
    for opening in openings:
        end = following.get(opening.line)
        if end is None:
            continue
        rest = lines[opening.line].text[opening.end :]
        opening.worded = opening.own_line or any(letter.isalpha() for letter in rest[:200])
        # Its own paragraph only: the thanks after a list of topics are not the last topic's.
        below = opening.own_line and opening.line + 1 < end
        opening.beginning = (lines[opening.line + 1].text if below else rest)[:BEGINNING]
        # Several openings of a line may end at the same place.
        place = opening.line, opening.end
        if place not in asked:
            asked[place] = asks(_said(rest, lines, opening.line + 1, end), _ASKS)
        opening.asks = asked[place]
    asking = {c.line: c.asks for c in openings if c.form not in PLAIN}
    before = dict(zip(openers[1:], openers, strict=False))
    for opening in openings:
        opening.answers = asking.get(before.get(opening.line, -1), False)


def _said(text: str, lines: Sequence[Line], begin: int, end: int) -> str:
    """Join a text with the lines behind it, as far as a question is looked for."""
    for index in range(begin, end):
        if len(text) > _SPEECH_SEEN:
            break
        text += " " + lines[index].text
    return text
