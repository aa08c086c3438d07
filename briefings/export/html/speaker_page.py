"""The contents of a speaker's page: when, how much, in which office and with whom the person spoke."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from briefings.export.html.file_names import speaker_file
from briefings.export.html.plots import percent
from briefings.export.html.tally import Tally

_MOST = 25  # rows of a table of other people; the rest are counted below it

_SPEAKERS = """
SELECT speaker, max(name) AS name, count(DISTINCT t.n) AS briefings, count(*) AS turns, sum(t.words) AS words,
    min(b.date) AS first, max(b.date) AS last,
    (SELECT role FROM turn u WHERE u.speaker = t.speaker GROUP BY role ORDER BY sum(words) DESC, role LIMIT 1) AS role
FROM turn t JOIN briefing b USING (n) WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY words DESC, speaker"""

_BRIEFINGS = """
SELECT t.n, t.seq, t.words, t.kind, t.opening, b.date, b.title, b.file, b.source, b.words AS whole
FROM turn t JOIN briefing b USING (n) WHERE speaker = :speaker ORDER BY b.date IS NULL, b.date, t.n, t.seq"""

_POSITIONS = """
SELECT position, min(b.date) AS first, max(b.date) AS last, count(DISTINCT t.n) AS briefings
FROM turn t JOIN briefing b USING (n) WHERE speaker = :speaker AND position IS NOT NULL
GROUP BY position ORDER BY first IS NULL, first, position"""

_BESIDE = """
SELECT speaker, max(name) AS name, count(DISTINCT n) AS briefings FROM turn
WHERE n IN (SELECT n FROM turn WHERE speaker = :speaker) AND speaker <> :speaker
GROUP BY speaker ORDER BY briefings DESC, max(name), speaker"""

_ASKED_BY = """
SELECT q.outlet, count(DISTINCT q.n || ' ' || q.exchange) AS questions
FROM (SELECT DISTINCT n, exchange FROM turn WHERE speaker = :speaker AND kind = 'answer' AND exchange IS NOT NULL) a
JOIN turn q ON q.n = a.n AND q.exchange = a.exchange AND q.role = 'press' AND q.outlet IS NOT NULL
GROUP BY q.outlet ORDER BY questions DESC, q.outlet"""


@dataclass(frozen=True, slots=True)
class Appearance:
    """A briefing in which the person spoke."""

    row: Any
    turns: list[Any]
    share: str
    words: int


@dataclass(frozen=True, slots=True)
class Stem:
    """A briefing on the plot over time."""

    x: float
    height: float


def speakers_in(tally: Tally) -> list[dict[str, Any]]:
    """Return all speakers with their files, most words first."""
    return [{**dict(row), "file": speaker_file(row["speaker"])} for row in tally.rows(_SPEAKERS)]


def page_of(tally: Tally, speaker: str) -> dict[str, Any]:
    """Return the context of the template for a speaker."""
    appearances = list(_appearances(tally, speaker))
    beside = [{**dict(row), "file": speaker_file(row["speaker"])} for row in tally.rows(_BESIDE, speaker=speaker)]
    asked_by = list(tally.rows(_ASKED_BY, speaker=speaker))
    return {
        "appearances": appearances,
        "stems": stems_of(appearances),
        "positions": list(tally.rows(_POSITIONS, speaker=speaker)),
        "beside": beside[:_MOST],
        "beside_more": max(len(beside) - _MOST, 0),
        "asked_by": asked_by[:_MOST],
        "asked_by_more": max(len(asked_by) - _MOST, 0),
    }


def _appearances(tally: Tally, speaker: str) -> Iterator[Appearance]:
    found: dict[int, list[Any]] = {}
    for row in tally.rows(_BRIEFINGS, speaker=speaker):
        found.setdefault(row["n"], []).append(row)
    for turns in found.values():
        words = sum(turn["words"] for turn in turns)
        yield Appearance(turns[0], turns, percent(words, turns[0]["whole"]), words)


def stems_of(appearances: list[Appearance]) -> list[Stem]:
    """Return a stem for each dated briefing, as high as its words, from first day to last; none for only one."""
    dated = [(_days(each.row["date"]), each.words) for each in appearances if each.row["date"]]
    if len(dated) < 2:
        return []
    first, last = dated[0][0], dated[-1][0]
    highest = max(words for _, words in dated)
    span = max(last - first, 1)
    # Briefings of a single day are all in the middle.
    return [
        Stem(
            round(1 + 98 * (day - first) / span, 2) if last > first else 50.0,
            round(100 * words / max(highest, 1), 2),
        )
        for day, words in dated
    ]


def _days(date: str) -> int:
    return datetime.date.fromisoformat(date).toordinal()
