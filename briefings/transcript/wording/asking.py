"""Recognise questions by a question mark, or by words."""

from __future__ import annotations

import re

from briefings.transcript.wording.speaking import asks_plainly

_ONE_OF = ("quest", "ask", "tell us", "could you", "would you", "to know", "follow-up", "提问", "请问")
"""One of these stands in all that asks by words: looking for them first spares most answers the pattern."""


def asks(text: str, by_words: re.Pattern[str]) -> bool:
    """Return True for a text with a question mark, or one that `by_words` finds; each of its words holds one of
    `_ONE_OF`."""
    if asks_plainly(text):
        return True
    folded = text.casefold()
    return any(words in folded for words in _ONE_OF) and by_words.search(text) is not None
