"""Words that a briefing uses of a thing or an office: "the City Clerk", "our team leader". No person is called so."""

from __future__ import annotations

import re
from collections.abc import Iterable

from briefings.transcript.wording.vocabulary import CONNECTORS, FUNCTION_WORDS

_NAMED_WITH_THE = re.compile(
    rf"\b[Tt]he ([^\W\d_]+(?: [^\W\d_]+){{1,2}})(?=[.,;:!?)]| (?:{'|'.join(sorted(FUNCTION_WORDS))})\b)"
)
"""The city clerk has; not "the Ilse Maren Prize". Two or three words: a longer office has a word that tells."""


class CommonWords:
    """The common words of a briefing, from all that is said in it; read in time that grows with its length."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        self._small: set[str] = set()
        self._with_the: set[str] = set()
        for paragraph in paragraphs:
            self._small.update(word for word in map(_bare, paragraph.split()) if word.islower())
            self._with_the.update(match.casefold() for match in _NAMED_WITH_THE.findall(paragraph))

    def name(self, words: str) -> bool:
        """Return True for words that name no person: "the" stands before them, or all are printed in small letters."""
        folded = words.casefold()
        telling = [word for word in folded.split() if word not in CONNECTORS]
        return folded in self._with_the or (len(telling) > 1 and self._small.issuperset(telling))


def _bare(word: str) -> str:
    return word.strip(".,;:!?()\"'“”‘’")
