"""Words that a briefing uses for a thing or an office: "the City Clerk", "our team leader". They name no person."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from briefings.transcript.wording.vocabulary import CONNECTORS, FUNCTION_WORDS

_NAMED_WITH_THE = re.compile(
    rf"he (?<=\b[Tt]he )([^\W\d_]+(?: [^\W\d_]+){{1,2}})(?=[.,;:!?)]| (?:{'|'.join(sorted(FUNCTION_WORDS))})\b)"
)
"""The city clerk has; not "the Ilse Maren Prize". Two or three words: a longer office has a word that tells.

It begins with letters, for which `re` looks fast.
"""
_BEHIND_WORDS = ("", ".", ",", ";", ":", "?", "!")


class CommonWords:
    """The common words of a briefing, from all that is said in it; read at the first question, once."""

    def __init__(self, paragraphs: Callable[[], Iterable[str]]) -> None:
        self._paragraphs = paragraphs

    @cached_property
    def _printed(self) -> tuple[set[str], set[str]]:
        """All words as printed, with what stands behind them; and in small letters those behind "the"."""
        words, with_the = set[str](), set[str]()
        # The words of a long transcript, all at once, take several times its size.
        for paragraph in self._paragraphs():
            words.update(paragraph.split())
            with_the.update(map(str.casefold, _NAMED_WITH_THE.findall(paragraph)))
        return words, with_the

    def name(self, words: str) -> bool:
        """Return True for words that name no person: "the" stands before them, or all are printed in small letters."""
        printed, with_the = self._printed
        folded = words.casefold()
        telling = [word for word in folded.split() if word.islower() and word not in CONNECTORS]
        in_small = (any(word + end in printed for end in _BEHIND_WORDS) for word in telling)
        return folded in with_the or (len(telling) > 1 and all(in_small))
