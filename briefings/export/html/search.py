"""The scripts of the search: the texts of the turns, the turns, and the index of words, split as by SQLite.

They are scripts because a page opened from a disk may load nothing else. A word occurs in places: the text of a turn,
the headline of a briefing (for all its turns), or one of four fields that say whose a turn is (for all turns with the
same values). Each of the three kinds counts its places from 0.
"""

import heapq
import sqlite3
from collections.abc import Callable, Iterator
from importlib.resources import files
from io import StringIO
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefings.export.html.safe_text import script_value
from briefings.export.tables import TOKENIZE, apart

CHARACTERS = files("briefings.export.html").joinpath("characters.json")
"""How the tokenizer treats each character; a test compares it with SQLite."""
_KINDS = ("said", "headline", "voice")
_MOST_CHARACTERS = 150_000
"""Maximum number of characters in a script: it is loaded whole for a word, and a common word fills more than one."""
# Positions are letters, which a page reads faster than digits; none is a surrogate or needs an escape in a script.
_FIRST_LETTER = 0xA1
_PLAIN = 0xD800 - _FIRST_LETTER
_BEYOND = 0x10000 - _PLAIN

_VOICE = "label, speaker, position, outlet"
_VOICES = f"SELECT {_VOICE}, role FROM turns GROUP BY {_VOICE}, role ORDER BY min(n)"
_TURNS = f"""
SELECT b.n, b.file, b.title, b.date, b.source, t.seq, t.text, {_VOICE}, t.role
FROM turns t JOIN briefing b ON b.n = t.briefing_n ORDER BY t.n"""
_INDEX = """
CREATE VIRTUAL TABLE {0} USING fts5 (words, content = '', columnsize = 0, tokenize = '{1}');
CREATE VIRTUAL TABLE {0}_words USING fts5vocab ({0}, instance);
"""
_FILLED = """
INSERT INTO said (rowid, words) SELECT n - 1, apart(text) FROM turns WHERE text <> '';
INSERT INTO headline (rowid, words)
    SELECT row_number() OVER (ORDER BY n) - 1, apart(title) FROM briefing WHERE turns;
"""

Write = Callable[[str, str], None]


def write_search(database: sqlite3.Connection, write: Write) -> None:
    """Write all scripts, from a database with the two tables and the list of briefings."""
    voices = {tuple(row): number for number, row in enumerate(database.execute(_VOICES))}
    briefings = ",\n".join(_write_texts(database, voices, write))
    database.create_function("apart", 1, apart, deterministic=True)
    tables = "".join(_INDEX.format(kind, TOKENIZE) for kind in _KINDS)
    database.executescript(f"{tables} BEGIN; {_FILLED}")
    texts = enumerate(text for voice in voices for text in voice[:-1])
    database.executemany(
        "INSERT INTO voice (rowid, words) VALUES (?, ?)", ((n, apart(text)) for n, text in texts if text)
    )
    scripts: list[tuple[str, str]] = []
    for first, entries in _scripts(_words(database)):
        file = f"search/words/{len(scripts) + 1}.js"
        scripts.append((file, first))
        write(file, f"words({script_value(file)},[\n{entries}\n]);\n")
    known = ",".join((script_value(list(voices)), script_value(scripts), CHARACTERS.read_text(encoding="utf-8")))
    write("search/turns.js", f"turns({known},[\n{briefings}\n]);\n")


def _write_texts(database: sqlite3.Connection, voices: dict[tuple[Any, ...], int], write: Write) -> Iterator[str]:
    """Write the texts, a script beside the page of each briefing; yield each briefing and who speaks in it."""
    for _, briefing in groupby(database.execute(_TURNS), itemgetter("n")):
        turns = list(briefing)
        head, seqs = turns[0], [turn["seq"] for turn in turns]
        file = f"{head['file'].removesuffix('.html')}.js"
        write(file, f"texts({script_value(file)},{script_value([turn['text'] for turn in turns])});\n")
        said_by = [voices[tuple(turn)[7:]] for turn in turns]
        told = [head["file"], head["title"], head["date"], head["source"], said_by]
        yield script_value(told if seqs == list(range(len(seqs))) else [*told, seqs])


def _words(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield each word with its entry in a script, in the order of code points."""
    found = heapq.merge(*(_places(database, number) for number in range(len(_KINDS))))
    for word, of_kinds in groupby(found, itemgetter(0)):
        entry = [word, *[""] * (2 * len(_KINDS))]
        for _, kind, places, positions in of_kinds:
            entry[1 + 2 * kind : 3 + 2 * kind] = places, positions
        while not entry[-1]:
            entry.pop()
        yield word, script_value(entry)


def _places(database: sqlite3.Connection, kind: int) -> Iterator[tuple[str, int, str, str]]:
    """Yield each word with its places, as differences from the previous place, and the positions in each place."""
    # The index is in this order already.
    cursor = database.cursor()
    cursor.row_factory = None
    rows = cursor.execute(f"SELECT term, doc, offset FROM {_KINDS[kind]}_words ORDER BY term")
    for word, instances in groupby(rows, itemgetter(0)):
        # A common word occurs a million times: a growing string is smaller than a list of that many.
        places, positions = StringIO(), StringIO()
        last = None
        for _, place, position in instances:
            if place != last:
                places.write(f" {place - (last or 0)}")
                positions.write(";")
                last = place
            positions.write(chr(position + (_FIRST_LETTER if position < _PLAIN else _BEYOND)))
        yield word, kind, places.getvalue()[1:], positions.getvalue()[1:]


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
