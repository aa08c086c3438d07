"""Split texts into searchable words, in the same way for the SQLite export and the exported pages."""

from __future__ import annotations

import re

SEARCHED = ("text", "title", "label", "speaker", "position", "outlet")
"""Columns of a turn that are searched."""
TOKENIZE = "unicode61 remove_diacritics 2"
"""Tokenizer of FTS5: letters and digits make words, whatever their case and accents."""
# The tokenizer takes a sentence without spaces for one word.
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def apart(text: str | None) -> str | None:
    """Put spaces around each Chinese and Japanese character, so that each is a word, and a longer word a phrase."""
    return text if text is None or text.isascii() else _UNSPACED.sub(r" \g<0> ", text)
