"""The accepted labels of a briefing, to be found again by their words and by how they are printed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.opening_forms import SPEAKER_SIGNS
from briefings.transcript.page.openings import PLAIN, Opening
from briefings.transcript.speech.set_like_labels import REACH, SIGNS
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import without_brackets
from briefings.transcript.wording.press_labels import is_press

_LEADS = f"[【<＜〈(（{SPEAKER_SIGNS}>»-–—•*"
"""Signs before a label; captions print >> also before somebody whom they do not name."""
BEFORE = f"{_LEADS} ―"
"""Signs and spaces that may stand before the words of a label."""
_WORDS_END = re.compile(r"(?<=\S)(?=\s|$)|(?=[:：;；】）\]])")
_FIRST_WORD = re.compile(rf"[^\s,{re.escape(SIGNS)}]+(?:-[^\s,{re.escape(SIGNS)}]+)*")
_MOST_WORDS = 8
_NUMBER = re.compile(r"(?<=[^\W\d_])\s?\d{1,3}$")
_LEAST_LETTERS = 5
"""Minimum number of letters of a label; shorter ones are near too many words."""
_ALMOST_ALL = 0.8
_OFTEN = 0.1
"""Minimum share of the labels that a sign closes: one full stop may be a slip of the editor, "Mayor Maren. You ask"."""


class AcceptedLabels:
    """The accepted `labels` of a briefing with these `lines`: their words, and what nearly all of them look like."""

    def __init__(self, labels: Sequence[Opening], lines: Sequence[Line]) -> None:
        named = [label for label in labels if label.label]
        self.printed = {
            label_key(words): label.label
            for label in named
            for words in (without_brackets(label.label), label.key, label.label)
        }
        self.first = {key.split()[0] for key in self.printed if key}
        """First words of the labels: few lines begin with one."""
        self.near = {
            part: label
            for key, label in self.printed.items()
            if _LEAST_LETTERS <= len(key) <= REACH
            for part in _with_one_less(key)
        }
        certain = [label for label in named if label.form not in PLAIN]
        self.alone = {label.key for label in named if label.own_line}
        self.are_lines = almost_all(label.own_line for label in named)
        self.are_bold = almost_all(label.bold for label in certain)
        self.are_capitals = almost_all(label.shape.caps for label in certain if not is_press(label.label))
        self.are_lines_in_capitals = almost_all(label.own_line and label.label.isupper() for label in named)
        first = Counter(lines[label.line].text[label.begin : label.begin + 1] for label in named)
        self.leads = {sign for sign, count in first.items() if sign in _LEADS and count >= _ALMOST_ALL * len(named)}
        """Sign before nearly all labels."""
        signs = Counter(lines[one.line].text[one.begin : one.end].partition(one.label)[2].strip() for one in named)
        self.closings = {sign for sign, count in signs.items() if sign.strip(":：") and count >= _OFTEN * len(named)}
        """Signs other than a colon that close labels here: "Ilse Maren." or "<Ilse Maren>"."""

    def at(self, text: str) -> tuple[str, int]:
        """Return the accepted label that a text begins with, and where its words end; "" and 0 for none."""
        begin = len(text) - len(text.lstrip(BEFORE))
        word = (_FIRST_WORD.match(text, begin) or [""])[0].casefold().replace(".", "")
        if word not in self.first and not (word[-1:].isdecimal() and _NUMBER.sub("", word) in self.first):
            return "", 0
        ends = [match.start() for match in _WORDS_END.finditer(text[: begin + REACH], begin)][:_MOST_WORDS]
        for end in reversed(ends):
            words = text[begin:end].rstrip(":：;；.,-–—―")
            for spelt in (words, without_brackets(words), _NUMBER.sub("", words)):
                if label := self.printed.get(label_key(spelt)):
                    return label, begin + len(words)
        return "", 0

    def closed_at(self, text: str, end: int) -> bool:
        """Return True when a sign of `closings` follows there, and words that do not go on as a sentence does."""
        behind = text[end:].lstrip()
        rest = next((behind[len(sign) :].lstrip() for sign in self.closings if behind.startswith(sign)), "")
        return bool(rest) and not rest[0].islower()

    def is_printed_so(self, words: str, label: str) -> bool:
        """Return True when `words` are an accepted label letter for letter, but for its brackets and a number."""
        return words in (label, without_brackets(label), _NUMBER.sub("", label))

    def close_to(self, words: str) -> str:
        """Return the accepted label that words differ from by one letter, or by two swapped letters."""
        key = label_key(words)
        if not _LEAST_LETTERS <= len(key) <= REACH or key in self.printed:
            return ""
        return next((self.near[part] for part in _with_one_less(key) if part in self.near), "")


def almost_all(found: Iterator[bool]) -> bool:
    """Return True when nearly all that were `found` are True, and something was found."""
    told = list(found)
    return bool(told) and sum(told) >= _ALMOST_ALL * len(told)


def _with_one_less(key: str) -> Iterator[str]:
    """Yield a key without spaces, whole and without each of its letters: equal for words that differ by one letter."""
    key = key.replace(" ", "")
    yield key
    yield from (key[:place] + key[place + 1 :] for place in range(len(key)))
