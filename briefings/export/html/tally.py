"""A temporary database behind the pages that look across briefings; memory does not grow with the corpus."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from briefings.export.html.safe_text import opening

_TABLES = """
CREATE TABLE briefing (n INTEGER PRIMARY KEY, source TEXT, id TEXT, url TEXT, date TEXT, year INTEGER, title TEXT,
    file TEXT, complete INTEGER, copy INTEGER, turns INTEGER, words INTEGER, read_at TEXT, voices TEXT);
CREATE TABLE turn (n INTEGER, seq INTEGER, speaker TEXT, name TEXT, position TEXT, role TEXT, kind TEXT, outlet TEXT,
    exchange INTEGER, words INTEGER, opening TEXT);
"""
_MOST_VOICES = 5  # names in a row of the list: one line on a desktop, two on a phone
_INDEXES = "CREATE INDEX by_speaker ON turn (speaker, n, seq); CREATE INDEX by_briefing ON turn (n, exchange);"


class Tally:
    """Counter of briefings and turns as they come; `close` frees its database."""

    def __init__(self) -> None:
        # The empty name makes a private database in a file that SQLite unlinks at once, so a kill leaves nothing.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.row_factory = sqlite3.Row
        self._database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
        self._briefings = 0

    def close(self) -> None:
        """Free the database."""
        self._database.close()

    def add(self, briefing: Mapping[str, Any], turns: list[dict[str, Any]], file: str) -> None:
        """Count a briefing and its turns."""
        self._briefings += 1
        n = self._briefings
        words = sum(turn["words"] for turn in turns)
        self._database.execute("BEGIN")
        self._database.execute(
            "INSERT INTO briefing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (n, briefing["source"], briefing["id"], briefing["url"], briefing["date"], briefing["year"],
             briefing["title"], file, briefing["complete"], briefing["copy_of"] is not None and not turns, len(turns),
             words, max((page["fetched_at"] or "" for page in briefing["pages"]), default=""), _voices_in(turns)),
        )  # fmt: skip
        self._database.executemany(
            "INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (n, turn["seq"], turn["speaker_id"], turn["speaker"], turn["position"], turn["role"], turn["kind"],
                 turn["outlet"], turn["exchange"], turn["words"], opening(turn["text"]))
                for turn in turns
            ],
        )  # fmt: skip
        self._database.execute("COMMIT")

    def settle(self) -> None:
        """Add indexes once all briefings are counted."""
        self._database.executescript(_INDEXES)

    def rows(self, query: str, **values: Any) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query."""
        yield from self._database.execute(query, values)

    def first(self, query: str, **values: Any) -> Any:
        """Return the first value of the first row; None without a row."""
        row = self._database.execute(query, values).fetchone()
        return row[0] if row else None


def _voices_in(turns: list[dict[str, Any]]) -> str:
    """Name those who spoke in one line, most words first and the chair last; the press if nobody else spoke."""
    words: Counter[tuple[bool, str]] = Counter()
    for turn in turns:
        name = turn["speaker"] or turn["label"]
        if name and turn["role"] != "press":
            words[turn["role"] == "chair", name] += turn["words"]
    names = list(dict.fromkeys(name for _, name in sorted(words, key=lambda each: (each[0], -words[each]))))
    more = len(names) - _MOST_VOICES
    if more > 0:
        return f"{', '.join(names[:_MOST_VOICES])} and {more} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or ("The press" if turns else "")
