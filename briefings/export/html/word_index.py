"""The index of words, split as by SQLite's full-text search, in scripts in the order of the words.

A word occurs in places: the text of a turn, the headline of a briefing (for all its turns), or one of four fields that
say whose a turn is (for all turns with the same values). Each of the three kinds counts its places from 0.
"""

from __future__ import annotations

import heapq
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import StringIO
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefings.export.html.characters import characters
from briefings.export.html.file_names import words_file
from briefings.export.html.safe_text import script_value
from briefings.export.words import TOKENIZE, apart

_KINDS = ("said", "headline", "voice")
_MOST_CHARACTERS = 150_000
"""Maximum number of characters in a script: it is loaded whole for a word, and a common word fills more than one."""
_TABLES = """
CREATE VIRTUAL TABLE {0} USING fts5 (words, content = '', columnsize = 0, tokenize = '{1}');
CREATE VIRTUAL TABLE {0}_words USING fts5vocab ({0}, instance);
"""
_FIRST_LETTER, _SURROGATES, _BEYOND = 0xA1, 0xD800, 0x10000
_VOICE = ("label", "speaker", "position", "outlet")


class WordIndex:
    """Builder of the index from briefings as they come; `write` writes the scripts, and `close` frees the database."""

    def __init__(self) -> None:
        # A private database in a file that SQLite unlinks at once: memory does not grow, and a kill leaves nothing.
        self._database = sqlite3.connect("", isolation_level=None)
        tables = "".join(_TABLES.format(kind, TOKENIZE) for kind in _KINDS)
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {tables} BEGIN;")
        self._turns = 0
        self._briefings: list[str] = []
        self._headlines: list[str | None] = []
        self._voices: dict[tuple[str | None, ...], int] = {}

    def close(self) -> None:
        """Free the database."""
        self._database.close()

    def add(
        self, briefing: Mapping[str, Any], turns: Sequence[Mapping[str, Any]], file: str, texts: Sequence[Any]
    ) -> None:
        """Add a briefing with its page and the place of its texts."""
        self._insert("said", self._turns, (turn["text"] for turn in turns))
        self._turns += len(turns)
        self._headlines.append(briefing["title"])
        voices = [(*(turn[name] for name in _VOICE), turn["role"]) for turn in turns]
        numbers = [self._voices.setdefault(voice, len(self._voices)) for voice in voices]
        seqs = [turn["seq"] for turn in turns]
        told = (file, briefing["title"], briefing["date"], briefing["source"], *texts, numbers)
        self._briefings.append(script_value(told if seqs == list(range(len(seqs))) else (*told, seqs)))

    def write(self, write: Callable[[str, str], None]) -> None:
        """Write the scripts of words, and the one that describes the turns."""
        self._insert("headline", 0, self._headlines)
        self._insert("voice", 0, (text for voice in self._voices for text in voice[: len(_VOICE)]))
        scripts: list[tuple[str, str]] = []
        for first, entries in _scripts(self._words()):
            file = words_file(len(scripts) + 1)
            scripts.append((file, first))
            write(file, f"words({script_value(file)},[\n{entries}\n]);\n")
        briefings = ",\n".join(self._briefings)
        voices, parts = (script_value(list(each)) for each in (self._voices, scripts))
        write("search/turns.js", f"turns({voices},{parts},{script_value(characters())},[\n{briefings}\n]);\n")

    def _insert(self, kind: str, first: int, texts: Sequence[str | None] | Iterator[str | None]) -> None:
        self._database.executemany(
            f"INSERT INTO {kind} (rowid, words) VALUES (?, ?)",
            ((number, apart(text)) for number, text in enumerate(texts, first) if text),
        )

    def _words(self) -> Iterator[tuple[str, str]]:
        """Yield each word with its entry in a script, in the order of code points."""
        found = heapq.merge(*(self._places(number) for number in range(len(_KINDS))))
        for word, of_kinds in groupby(found, itemgetter(0)):
            entry = [word, *[""] * (2 * len(_KINDS))]
            for _, kind, places, positions in of_kinds:
                entry[1 + 2 * kind : 3 + 2 * kind] = places, positions
            while not entry[-1]:
                entry.pop()
            yield word, script_value(entry)

    def _places(self, kind: int) -> Iterator[tuple[str, int, str, str]]:
        """Yield each word with its places, as differences from the previous place, and the positions in each place."""
        # The index is in this order already.
        rows = self._database.execute(f"SELECT term, doc, offset FROM {_KINDS[kind]}_words ORDER BY term")
        for word, instances in groupby(rows, itemgetter(0)):
            # A common word occurs a million times: a growing string is smaller than a list of that many.
            places, positions = StringIO(), StringIO()
            last = 0
            for _, place, position in instances:
                if not positions.tell() or place != last:
                    places.write(f" {place - last}")
                    positions.write(";")
                    last = place
                positions.write(_letter(position))
            yield word, kind, places.getvalue()[1:], positions.getvalue()[1:]


def _letter(position: int) -> str:
    """Encode a position as one letter, which a page reads faster than digits, beyond those a script must escape."""
    point = _FIRST_LETTER + position
    return chr(point if point < _SURROGATES else point - _SURROGATES + _BEYOND)


def _scripts(words: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the first word and the entries of each script."""
    first, size = "", 0
    entries: list[str] = []
    for word, entry in words:
        if entries and size + len(entry) > _MOST_CHARACTERS:
            yield first, ",\n".join(entries)
            entries, size = [], 0
        first = first if entries else word
        entries.append(entry)
        size += len(entry)
    if entries:
        yield first, ",\n".join(entries)
