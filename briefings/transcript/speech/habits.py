"""Find out whether each label mostly asks, or mostly answers whoever asked before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.speaking import asks
from briefings.transcript.wording.vocabulary import THANKS

_TWICE, _FEW = 2, 5
_MOST, _OFTEN = 2 / 3, 4 / 5
"""Maximum share of turns of names that ask again and again: one interviewer has half of them, and so have two.

If these names ask more often, they do not talk with each other: the answers have no labels.
"""
SPEAKERS_OF_HOUSES = frozenset((
    "mr speaker", "madam speaker", "mr deputy speaker", "madam deputy speaker", "hon speaker", "deputy speaker",
    "el señor presidente", "la señora presidenta", "o sr presidente", "a sra presidente", "m le président",
    "mme la présidente",
))  # fmt: skip
"""Labels of those who lead a debate, in which members and guests ask, and nobody of the press."""
PRESIDING = frozenset((
    "the chairman", "the chairwoman", "madam chair", "mr chairman", "przewodniczący", "przewodnicząca", "başkan",
    "голова", "委員長", "議長",
))  # fmt: skip
"""Offices of those who lead a hearing or a debate; one who answers others is the chairman of something."""
_LONGEST_POLITE = 200
"""Maximum length of five words in any language; a longer text is not split."""


class Habits(NamedTuple):
    """Habits of the labels of a briefing, by `label_key`."""

    asking: set[str]
    """Labels that mostly ask, taken together, and do not answer; no names where nearly all do, as among friends."""
    answering: set[str]
    """Labels most of whose turns come right after a label of the press, or that ask little and mostly come after one
    that asks, except in opening turns.
    """
    press_words: bool
    """True if labels are "reporter" followed by a name or an outlet, or only such a word."""
    press_asks: bool
    """True if marks and words for the press open most of the turns that ask, at least two: the named then answer."""
    is_debate: bool
    """True if a Speaker leads, and press_asks is false: who asks there is a member or a guest, and not of the press.

    No Speaker is who answers and is asked again: M. le président at a conference.
    """


def read_habits(turns: Sequence[DraftTurn]) -> Habits:
    asked: dict[str, list[bool]] = {}
    behind: Counter[str] = Counter()
    times: Counter[str] = Counter()
    before = ""
    for turn in turns:
        if turn.label is None:
            # A turn that something else than a label opens is a question or an answer.
            before = "q" if turn.opened_by and not turn.opened_by.answers else ""
            continue
        key = label_key(turn.label)
        asked.setdefault(key, [])
        asking = asks("\n".join(turn.paragraphs[:3] + turn.paragraphs[3:][-1:]))
        if asking or not _is_polite(turn, first=not times[key]):
            asked[key].append(asking)
        times[key] += 1
        behind[key] += bool(before) and before != key and is_press(before)
        before = key
    labels = [turn.label for turn in turns if turn.label]
    mostly = {key: sum(marks) * 2 > len(marks) for key, marks in asked.items()}
    named = sum(times[key] for key, asks in mostly.items() if asks and not is_press(key))
    pairs = [*pairwise(map(label_key, labels))]
    after, seldom = (Counter(key for one, key in pairs if mostly[one] is asks) for asks in (True, False))
    answering = {key for key, count in behind.items() if count * 2 > times[key] and not is_press(key)}
    replying = {key for key in after if not mostly[key] and after[key] > max(1, seldom[key])}
    askers = {key for key, asks in mostly.items() if asks} - answering
    again = {key for key in askers if times[key] > 1 and not is_press(key)}
    marks = [mark for key in again for mark in asked[key]]
    if sum(times[key] for key in again) > _MOST * len(turns) and sum(marks) <= _OFTEN * len(marks):
        askers = set(filter(is_press, askers))
    again_asked = Counter(key for key, one in pairs if mostly[one])
    answers = {key for key in answering | replying if again_asked[key] * 2 > times[key]}
    press_asks = sum(map(is_press, map(label_key, labels))) >= max(_TWICE, named)
    return Habits(
        askers,
        answering | replying,
        any(is_press(label) and len(label) > len("Q1") for label in labels),
        press_asks,
        not press_asks and not SPEAKERS_OF_HOUSES.isdisjoint(asked.keys() - answers),
    )


def _is_polite(turn: DraftTurn, *, first: bool) -> bool:
    """Return True for a turn that is all thanks or a greeting, as askers and answerers say: "Thank you, Minister."."""
    text = " ".join(turn.paragraphs)
    if len(text) > _LONGEST_POLITE:
        return False
    said = re.findall(r"[^\W\d_]+", text.casefold())
    return len(said) <= _FEW and (first or not THANKS.isdisjoint(said))
