"""Tell sentences from other texts."""

from __future__ import annotations

import re

FEW_WORDS = 8
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "؟", "！")
_CLOSING = "\"'”“’‘»«)）」』 "
CHINESE = re.compile(r"[\u3040-\u9fff]")


def is_prose(text: str) -> bool:
    """Return True for a sentence of some length: no rule based on position takes it for boilerplate."""
    if CHINESE.search(text):
        return len(text) > 2 * FEW_WORDS and text.endswith(_SENTENCE_ENDS)
    return len(text.split()) > FEW_WORDS and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    """Return True for a text that ends with the end of a sentence."""
    return text.rstrip(_CLOSING).endswith(_SENTENCE_ENDS)
