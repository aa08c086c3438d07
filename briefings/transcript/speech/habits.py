"""Find out whether each label mostly asks, or mostly answers whoever asked before it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
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


class _Counts:
    """What the labels of some turns do, by `label_key`."""

    def __init__(self, turns: Sequence[DraftTurn]) -> None:
        self.asked: dict[str, list[bool]] = {}
        """For each turn of a label that is not only polite, whether it asks."""
        self.times = Counter[str]()
        self.behind = Counter[str]()
        """Number of turns right behind a label of the press."""
        before = ""
        for turn in turns:
            if turn.label is None:
                # A turn that something else than a label opens is a question or an answer.
                before = "q" if turn.opened_by and not turn.opened_by.answers else ""
                continue
            key = label_key(turn.label)
            self.asked.setdefault(key, [])
            asking = asks("\n".join(turn.paragraphs[:3] + turn.paragraphs[3:][-1:]))
            if asking or not _is_polite(turn, first=not self.times[key]):
                self.asked[key].append(asking)
            self.times[key] += 1
            self.behind[key] += bool(before) and before != key and is_press(before)
            before = key


def read_habits(turns: Sequence[DraftTurn]) -> Habits:
    counts = _Counts(turns)
    mostly = {key: sum(marks) * 2 > len(marks) for key, marks in counts.asked.items()}
    keys = [label_key(turn.label) for turn in turns if turn.label]
    pairs = [*pairwise(keys)]
    answering = _who_answers(counts, mostly, pairs)
    named = sum(counts.times[key] for key, asks in mostly.items() if asks and not is_press(key))
    press_asks = sum(map(is_press, keys)) >= max(_TWICE, named)
    again_asked = Counter(key for key, one in pairs if mostly[one])
    answers = {key for key in answering if again_asked[key] * 2 > counts.times[key]}
    return Habits(
        _who_asks(counts, {key for key, asks in mostly.items() if asks} - _behind_press(counts), len(turns)),
        answering,
        any(is_press(turn.label) and len(turn.label) > len("Q1") for turn in turns if turn.label),
        press_asks,
        not press_asks and not SPEAKERS_OF_HOUSES.isdisjoint(counts.asked.keys() - answers),
    )


def _behind_press(counts: _Counts) -> set[str]:
    """Return the labels, not of the press, most of whose turns come right behind one of the press."""
    return {key for key, count in counts.behind.items() if count * 2 > counts.times[key] and not is_press(key)}


def _who_answers(counts: _Counts, mostly: Mapping[str, bool], pairs: Sequence[tuple[str, str]]) -> set[str]:
    """Return the labels behind the press, and those that ask little and mostly come behind one that asks (`mostly`)."""
    after, seldom = (Counter(key for one, key in pairs if mostly[one] is asks) for asks in (True, False))
    return _behind_press(counts) | {key for key in after if not mostly[key] and after[key] > max(1, seldom[key])}


def _who_asks(counts: _Counts, askers: set[str], turns: int) -> set[str]:
    """Return the labels among some that ask; of friends who ask each other in most turns, only those of the press.

    Who makes the only turn asks nobody.
    """
    again = {key for key in askers if counts.times[key] > 1 and not is_press(key)}
    marks = [mark for key in again for mark in counts.asked[key]]
    are_friends = sum(counts.times[key] for key in again) > _MOST * turns and sum(marks) <= _OFTEN * len(marks)
    return set(filter(is_press, askers)) if are_friends or turns == 1 else askers


def _is_polite(turn: DraftTurn, *, first: bool) -> bool:
    """Return True for a turn that is all thanks or a greeting, as askers and answerers say: "Thank you, Minister."."""
    text = " ".join(turn.paragraphs)
    if len(text) > _LONGEST_POLITE:
        return False
    said = re.findall(r"[^\W\d_]+", text.casefold())
    return len(said) <= _FEW and (first or not THANKS.isdisjoint(said))
