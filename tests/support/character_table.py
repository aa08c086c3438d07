"""Characters as SQLite treats them when splitting text into words, so that a page splits typed words the same way.

`python -m tests.support.character_table` writes them for the exported pages. SQLite 3.34 to 3.51 treat them alike.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from briefings.export.html.safe_text import script_value
from briefings.export.html.search import CHARACTERS
from briefings.export.tables import TOKENIZE, apart

# Beyond are Chinese characters, Korean syllables and private characters: letters without case or accents.
_RANGES = (range(1, 0x3400), range(0xA000, 0xAC00), range(0xF900, 0x10000))
_TABLES = f"""
CREATE VIRTUAL TABLE cut USING fts5 (words, content = '', tokenize = '{TOKENIZE}');
CREATE VIRTUAL TABLE cut_words USING fts5vocab (cut, instance);
"""


@cache
def characters() -> dict[str, Any]:
    """Return the ranges of characters; one in no range, and not folded, separates words."""
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
    """Yield each character with its form between two letters: ` ` if it separates them, "" if it is dropped."""
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
    """Return the first and last of each stretch of code points."""
    stretches: list[list[int]] = []
    for point in map(ord, found):
        if stretches and stretches[-1][1] == point - 1:
            stretches[-1][1] = point
        else:
            stretches.append([point, point])
    return stretches


if __name__ == "__main__":
    Path(str(CHARACTERS)).write_text(script_value(characters()) + "\n", encoding="utf-8")
