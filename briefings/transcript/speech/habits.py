"""Find what each label does in most of its turns: asks, or answers the asker before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefings.transcript.speech.turns import DraftTurn
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.speaking import QUESTION_ENDS, asks
from briefings.transcript.wording.vocabulary import (
    CONNECTORS,
    FIRST_WORDS,
    FOREIGN_FUNCTION_WORDS,
    FUNCTION_WORDS,
    THANKS,
)

_ASKING = re.compile(
    r"\b(?:let me ask|like to ask|(?:my|another|one) questions?|could you|would you|tell us|follow-up)\b"
    r"|请问|提问",
    re.IGNORECASE,
)
_HANDS_OVER = re.compile(r"(?:^|[.,;!…—-]\s+)[A-ZÀ-Þ][\w'’.-]*+(?:\s[A-ZÀ-Þ][\w'’.-]*+){0,3}\s?[?？]$")
"""End of a turn that gives the floor, a name and a question mark: "Next. Ilse?"."""

_WORDS_OF_QUESTIONS = FUNCTION_WORDS | FOREIGN_FUNCTION_WORDS | CONNECTORS | FIRST_WORDS
"""Words that ask before a question mark: Why? And Ruritania?"""
_TAIL, _TWICE, _FEW = 80, 2, 5
_LONGEST_THANKS = 200
"""Maximum length of five words in any language; a longer text is not split."""


@dataclass(slots=True)
class Habits:
    """Habits of the labels of a briefing, by `label_key`."""

    asking: dict[str, bool] = field(default_factory=dict)
    answering: set[str] = field(default_factory=set)
    """Labels most of whose turns come right after a label of the press."""
    replying: set[str] = field(default_factory=set)
    """Labels most of whose turns come right after a label that mostly asks."""
    press_words: bool = False
    """True if labels are "reporter" followed by a name or an outlet, or only such a word."""
    press_asks: bool = False
    """True if marks and words for the press open most of the turns that ask, at least two: the named then answer."""

    def asks(self, label: str) -> bool:
        """Return True when the turns of a label, taken together, mostly ask."""
        return self.asking.get(label_key(label), False) and not self.answers(label)

    def answers(self, label: str) -> bool:
        """Return True when a label follows the press in most of its turns."""
        return label_key(label) in self.answering

    def replies(self, label: str) -> bool:
        """Return True when a label asks little and follows one that asks in most of its turns except opening ones."""
        return label_key(label) in self.replying


def read_habits(turns: Sequence[DraftTurn]) -> Habits:
    """Read the habits of each label."""
    habits = Habits()
    asked: dict[str, list[bool]] = {}
    behind: Counter[str] = Counter()
    times: Counter[str] = Counter()
    press = 0
    before = ""
    for turn in turns:
        if turn.label is None:
            before = ""
            continue
        key = label_key(turn.label)
        press += is_press(key)
        asked.setdefault(key, [])
        if (asking := _asks(turn)) or not _only_thanks(turn):
            asked[key].append(asking)
        times[key] += 1
        behind[key] += bool(before) and before != key and is_press(before)
        habits.press_words = habits.press_words or _says_reporter(turn.label)
        before = key
    habits.asking = {key: sum(marks) * 2 > len(marks) for key, marks in asked.items()}
    named = sum(times[key] for key, mostly in habits.asking.items() if mostly and not is_press(key))
    habits.press_asks = press >= max(_TWICE, named)
    habits.answering = {key for key, count in behind.items() if count * 2 > times[key] and not is_press(key)}
    labels = [label_key(turn.label) for turn in turns if turn.label]
    after = Counter(key for before, key in pairwise(labels) if habits.asking[before])
    seldom = Counter(key for before, key in pairwise(labels) if not habits.asking[before])
    habits.replying = {key for key in after if not habits.asking[key] and after[key] > max(1, seldom[key])}
    return habits


def _says_reporter(label: str) -> bool:
    return is_press(label) and len(label) > 2


def _only_thanks(turn: DraftTurn) -> bool:
    """Return True when a turn is all thanks, from askers as from answerers: "Thank you, Minister."."""
    if sum(map(len, turn.paragraphs)) > _LONGEST_THANKS:
        return False
    said = re.findall(r"[^\W\d_]+", " ".join(turn.paragraphs).casefold())
    return len(said) <= _FEW and not THANKS.isdisjoint(said)


def _asks(turn: DraftTurn) -> bool:
    said = turn.paragraphs[:3] + turn.paragraphs[3:][-1:]
    match = _HANDS_OVER.search(said[-1][-_TAIL:]) if said and said[-1].endswith(QUESTION_ENDS) else None
    if match and _WORDS_OF_QUESTIONS.isdisjoint(re.findall(r"[^\W\d_]+", match[0].casefold())):
        said[-1] = said[-1][: len(said[-1]) - len(match[0])]
    return asks("\n".join(said), _ASKING)
