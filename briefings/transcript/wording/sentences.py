"""Tell sentences from other texts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.vocabulary import FUNCTION_WORDS

FEW_WORDS = 8
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "؟", "！")
_CLOSING = "\"'”“’‘»«)）」』 "
_GIVEN_NAMES = frozenset(("he", "will"))
"""Words of sentences that begin names, too: He Lin, Will Maren."""
CHINESE = re.compile(r"[\u3040-\u9fff]")


def is_prose(text: str) -> bool:
    """Return True for a sentence of some length: no rule based on position takes it for boilerplate."""
    if CHINESE.search(text):
        return len(text) > 2 * FEW_WORDS and text.endswith(_SENTENCE_ENDS)
    return len(text.split()) > FEW_WORDS and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Return True for a text that ends with the end of a sentence."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)


def has_function_word(words: Sequence[str]) -> bool:
    """Return True for words of a sentence, not of a name: "do" may be in Portuguese names, "I" in Catalan ones."""
    return any(bare_word(word) in FUNCTION_WORDS and word not in ("do", "I") for word in behind_given_name(words))


def behind_given_name(words: Sequence[str]) -> Sequence[str]:
    """Return the words of a label without the first, if it begins sentences and names."""
    begins = len(words) > 1 and bare_word(words[0]) in _GIVEN_NAMES and words[1][:1].isupper()
    return words[begins:]
