"""The people whom a chair introduces, and the chair of a briefing whose header names none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from briefings.items import Participant
from briefings.transcript.speech.roster import Roster
from briefings.transcript.speech.title_people import people_in_title
from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import (
    HONORIFICS,
    INTRODUCTIONS,
    SHORT_TITLES,
    STATE_OFFICES,
)

_TRIGGER = re.compile(rf"(?<!\w)(?:{INTRODUCTIONS})\b:?")
"""Applied to a text in small letters, which takes a quarter of the time."""
_INTRODUCTION_REACH = 1500
_SENTENCE_END = re.compile(
    r"(?=[.!?](?:\s|$))"
    + "".join(rf"(?<!\b{word.capitalize()})" for word in sorted(HONORIFICS | SHORT_TITLES))
    + r"(?<!\b[A-Z])[.!?]"
)
"""End of a sentence; no full stop after an honorific, a short title or an initial is one."""
_HOSTING = ("host", "moderat", "chair", "主持")
"""Parts of words, one of which is in all that `_HOSTS` finds."""
_HOSTS = re.compile(
    r"\bI(?:['’]ll|['’]m| am| will)(?: be)? (?:the |your |today['’]s )*(?:host|moderator|chair|moderating|hosting)\b"
    r"|\bI(?:['’]ll| will) be chairing\b"
    r"|\bI will (?:host|moderate|chair)\b|我(?:是|来)?(?:今天的)?主持人",
    re.IGNORECASE,
)


def says_it_hosts(text: str) -> bool:
    """Return True when a speaker says that she leads the briefing."""
    folded = text.casefold()
    return any(word in folded for word in _HOSTING) and _HOSTS.search(text) is not None


def introduced_in(text: str) -> list[Participant]:
    """Return the people an introduction names: "we have invited Mr. A, role; Ms. B, role; and Mr. C, role"."""
    searched = 0
    # The one letter that is two in small letters would shift what follows.
    for trigger in _TRIGGER.finditer(text.replace("İ", "I").lower()):
        if trigger.start() < searched:
            continue
        reach = text[trigger.end() : trigger.end() + _INTRODUCTION_REACH]
        end = _SENTENCE_END.search(reach)
        sentence = reach[: end.start()] if end else reach
        searched = trigger.end() + len(sentence) // (1 if end else 2)
        found = people_in_title(sentence)
        # "Senator Ilse Maren": so people are mentioned, too.
        if introduced := [one for one in found if one.honorific or f"{one.position} {one.name}" not in sentence]:
            return introduced
    return []


def introducer_of(turns: Sequence[DraftTurn], roster: Roster) -> str | None:
    """Return the label of the turn that introduces the others, if it opens the briefing and no header names a chair.

    The introduced must speak and the introducer lead on. Somebody who answers after that does not chair, nor does an
    office of state. Somebody who says "I will be the host" does.
    """
    if any(known.chair for known in roster.known):
        return None
    for number, turn in enumerate(turns[:2]):
        if not turn.label or is_press(turn.label):
            continue
        said = "\n".join(turn.paragraphs)
        if says_it_hosts(said[:_INTRODUCTION_REACH]):
            return label_key(turn.label)
        if not roster.known:
            # Nobody who is introduced can be recognised from a label.
            continue
        people = {label_key(person.name) for person in introduced_in(said)}
        known = roster.resolve(turn.label)
        itself = known is not None and label_key(known.name) in people
        if people and not itself and not _holds_office(turn.label, known) and _leads_on(turns, number, people, roster):
            return label_key(turn.label)
    return None


def _holds_office(label: str, known: Participant | None) -> bool:
    """Return True when a label or its bearer holds an office of state, which answers and does not chair."""
    shape = shape_of(label)
    named = f"{split_label(label).title or ''} {(known.position or '') if known else ''}".casefold()
    return shape.role or not STATE_OFFICES.isdisjoint(re.findall(r"[^\W_]+", named))


def _leads_on(turns: Sequence[DraftTurn], first: int, people: set[str], roster: Roster) -> bool:
    """Return True when one of the people speaks, and who introduced them seldom speaks right after the press."""
    labels = [turn.label for turn in turns[first:] if turn.label]
    back = [before for before, label in pairwise(labels) if label_key(label) == label_key(labels[0])]
    others = (roster.resolve(label) for label in labels if label_key(label) != label_key(labels[0]))
    spoke = any(known is not None and label_key(known.name) in people for known in others)
    return spoke and sum(map(is_press, back)) * 2 <= len(back)
