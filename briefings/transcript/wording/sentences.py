"""Tell sentences from other texts."""

import re
from collections.abc import Sequence

from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.vocabulary import FUNCTION_WORDS, HONORIFICS

FEW_WORDS = 8
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "؟", "！", "।", "۔", "።", "։")
_GREEK_QUESTION = re.compile(r"[\u0370-\u03ff\u1f00-\u1fff];\Z")
"""A semicolon is the question mark of Greek."""
_CLOSING = "\"'”“’‘»«)）」』 "
_SENTENCE_WORDS = FUNCTION_WORDS - {"do", "she"}
_GIVEN_NAMES = frozenset(("he", "will"))
"""Words of sentences that begin names, too: He Lin, Will Maren."""
CHINESE = re.compile(r"[\u3040-\u9fff]")


def is_prose(text: str) -> bool:
    """Return True for a sentence of some length: no rule based on position takes it for boilerplate."""
    if CHINESE.search(text):
        return len(text) > 2 * FEW_WORDS and text.endswith(_SENTENCE_ENDS)
    return len(text.split()) > FEW_WORDS and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    text = text.rstrip(_CLOSING)
    return text.endswith(_SENTENCE_ENDS) or (text.endswith(";") and _GREEK_QUESTION.search(text) is not None)


def has_function_word(words: Sequence[str]) -> bool:
    """Return True for words of a sentence, not of a name: an initial, Catalan "I", "do" or "she" behind the first."""
    return any(
        bare_word(word) in (_SENTENCE_WORDS if number else FUNCTION_WORDS) and word not in {"I", "I."}
        for number, word in enumerate(behind_given_name(words))
    )


def behind_given_name(words: Sequence[str]) -> Sequence[str]:
    """Return the words behind a first one that begins sentences and names, or behind an honorific and a name."""
    first = bare_word(words[0]) if len(words) > 1 and words[1][:1].isupper() else ""
    return words[2 * (first in HONORIFICS) or first in _GIVEN_NAMES :]
