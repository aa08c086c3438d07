"""The characters as SQLite takes them when it cuts a text into words, so that a page cuts what is typed the same."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from typing import Any

from briefings.export.words import TOKENIZE, apart

# Beyond are Chinese characters, Korean syllables and private characters: letters that have neither case nor accents.
_RANGES = (range(1, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
_TABLES = f"""
CREATE VIRTUAL TABLE cut USING fts5 (words, content = '', tokenize = '{TOKENIZE}');
CREATE VIRTUAL TABLE cut_words USING fts5vocab (cut, instance);
"""


@cache
def characters() -> dict[str, Any]:
    """The ranges of characters; one in no range, and not folded, stands between words."""
    forms = {each: form for each, form in _forms() if form != " "}
    folded = {each: form for each, form in forms.items() if len(form) == 1 and form != each}
    return {
        "known": [[found[0], found[-1]] for found in _RANGES],
        "letters": _stretches(each for each, form in forms.items() if form == each),
        "ignored": _stretches(each for each, form in forms.items() if not form),
        "words": _stretches(each for each, form in forms.items() if form == f" {each} "),
        "folded": ["".join(folded), "".join(folded.values())],
    }


def _forms() -> Iterator[tuple[str, str]]:
    """Each character with what it becomes between two letters: ` ` where it parts them, nothing where it goes."""
    every = [chr(point) for found in _RANGES for point in found]
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(_TABLES)
        text = " ".join(f"a{each}b" for each in every)
        database.execute("INSERT INTO cut (rowid, words) VALUES (1, ?)", (apart(text),))
        words = (word for (word,) in database.execute("SELECT term FROM cut_words ORDER BY offset"))
        for each in every:
            form = next(words)
            while not form.endswith("b"):
                form += f" {next(words)}"
            yield each, form[1:-1]


def _stretches(found: Iterator[str]) -> list[list[int]]:
    """The first and last of each stretch of code points."""
    stretches: list[list[int]] = []
    for point in map(ord, found):
        if stretches and stretches[-1][1] == point - 1:
            stretches[-1][1] = point
        else:
            stretches.append([point, point])
    return stretches
