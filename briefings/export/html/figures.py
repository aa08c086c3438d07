"""Figures over more than one briefing, for the pages: queries on the two tables."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from briefings.export.file_names import briefing_file, speaker_file
from briefings.export.html.safe_text import opening
from briefings.export.html.strip import lay
from briefings.items import Role

_MOST_VOICES = 5  # names in a row of the list: one line on a desktop, two on a phone
_ROLES = [str(role) for role in (Role.OFFICIAL, Role.PRESS, Role.CHAIR, Role.OTHER)]

_TABLES = """
CREATE INDEX of_briefing ON turns (briefing_n, seq);
CREATE TABLE briefing AS
SELECT n, source, id, url, date, year, title, 'briefings/' || file_of(source, id, date) || '.html' AS file, complete,
    copy_of IS NOT NULL AND turns IS NULL AS repeats, coalesce(turns, 0) AS turns, coalesce(t.words, 0) AS words,
    coalesce((SELECT max(json_extract(value, '$.fetched_at')) FROM json_each(pages)), '') AS read_at
FROM briefings LEFT JOIN (SELECT briefing_n AS n, count(*) AS turns, sum(words) AS words FROM turns GROUP BY 1) t
    USING (n);
CREATE TABLE turn AS
SELECT briefing_n AS n, seq, speaker_id AS speaker, speaker AS name, position, role, kind, outlet, exchange, words,
    CASE WHEN speaker_id IS NOT NULL THEN opening(text) END AS opening
FROM turns;
CREATE UNIQUE INDEX by_n ON briefing (n);
CREATE INDEX by_speaker ON turn (speaker, n, seq);
CREATE INDEX by_briefing ON turn (n, exchange);
"""
_NEIGHBOURS = """
SELECT n, lag(file) OVER of_source AS earlier, lag(date) OVER of_source AS earlier_date,
    lead(file) OVER of_source AS later, lead(date) OVER of_source AS later_date
FROM briefing WHERE turns WINDOW of_source AS (PARTITION BY source ORDER BY n)"""
_LISTED = "SELECT * FROM briefing ORDER BY year DESC, date DESC, source, n"
_VOICES = """
SELECT briefing_n AS n, coalesce(speaker, label) AS name FROM turns WHERE role IS NOT 'press' AND name IS NOT NULL
GROUP BY briefing_n, name ORDER BY n, min(role IS 'chair'), sum(words) DESC, min(seq)"""
NAMES = """
SELECT coalesce(name, outlet) AS name FROM turn WHERE coalesce(name, outlet) IS NOT NULL
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 2000"""
SPEAKERS = """
SELECT speaker, max(name) AS name, count(DISTINCT t.n) AS briefings, count(*) AS turns, sum(t.words) AS words,
    min(b.date) AS first, max(b.date) AS last, page_of(speaker) AS file, group_concat(DISTINCT source) AS houses,
    (SELECT role FROM turn u WHERE u.speaker = t.speaker GROUP BY role ORDER BY sum(words) DESC, role LIMIT 1) AS role
FROM turn t JOIN briefing b USING (n) WHERE speaker IS NOT NULL GROUP BY speaker ORDER BY words DESC, speaker"""
_APPEARANCES = """
SELECT t.n, t.seq, t.opening, b.date, julianday(b.date) AS day, b.title, b.file, b.words AS whole,
    sum(t.words) OVER (PARTITION BY t.n) AS words
FROM turn t JOIN briefing b USING (n) WHERE speaker = :speaker ORDER BY b.date IS NULL, b.date DESC, t.n DESC, t.seq"""
_POSITIONS = """
SELECT position, min(b.date) AS first, max(b.date) AS last, count(DISTINCT t.n) AS briefings
FROM turn t JOIN briefing b USING (n) WHERE speaker = :speaker AND position IS NOT NULL
GROUP BY position ORDER BY first IS NULL, first, position"""
_BESIDE = """
SELECT max(name) AS name, page_of(speaker) AS file, count(DISTINCT n) AS briefings FROM turn
WHERE n IN (SELECT n FROM turn WHERE speaker = :speaker) AND speaker <> :speaker
GROUP BY speaker ORDER BY briefings DESC, max(name), speaker"""
_ASKED_BY = """
SELECT q.outlet, count(DISTINCT q.n || ' ' || q.exchange) AS questions
FROM (SELECT DISTINCT n, exchange FROM turn WHERE speaker = :speaker AND kind = 'answer' AND exchange IS NOT NULL) a
JOIN turn q ON q.n = a.n AND q.exchange = a.exchange AND q.role = 'press' AND q.outlet IS NOT NULL
GROUP BY q.outlet ORDER BY questions DESC, q.outlet"""
_YEARS = """
SELECT source, year, count(*) AS briefings, sum(turns) AS turns, sum(words) AS words FROM briefing
WHERE NOT repeats AND year IS NOT NULL GROUP BY source, year ORDER BY source, year"""
SOURCES = """
SELECT source, sum(NOT repeats) AS briefings, sum(repeats) AS copies, sum(complete AND NOT repeats) AS complete,
    sum(NOT complete AND NOT repeats) AS incomplete, sum(date IS NULL AND NOT repeats) AS undated, sum(turns) AS turns,
    sum(words) AS words, min(date) AS first, max(date) AS last
FROM briefing GROUP BY source ORDER BY turns DESC, source"""
_SPOKEN = """
SELECT source, coalesce(role, 'other') AS role, sum(t.words) AS words FROM turn t JOIN briefing USING (n)
GROUP BY 1, 2 ORDER BY source"""
_OUTLETS = """
SELECT outlet, count(*) AS questions, count(DISTINCT n) AS briefings FROM turn
WHERE outlet IS NOT NULL AND kind = 'question' GROUP BY outlet ORDER BY questions DESC, outlet"""
_INCOMPLETE = """
SELECT date, title, file, source FROM briefing WHERE NOT complete AND NOT repeats
ORDER BY source, date IS NULL, date, n LIMIT 200"""


class Figures:
    """The rows of the pages, from a database with the two tables."""

    def __init__(self, database: sqlite3.Connection) -> None:
        """Add what the queries need."""
        self._database = database
        for name, count, function in (
            ("file_of", 3, briefing_file), ("page_of", 1, speaker_file), ("opening", 1, opening),
        ):  # fmt: skip
            database.create_function(name, count, function, deterministic=True)
        database.executescript(_TABLES)

    def rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        """Return the rows of a query, such as `NAMES` of speakers and outlets, `SOURCES` or `SPEAKERS`."""
        return [dict(row) for row in self._database.execute(query, values)]

    def neighbours(self) -> dict[int, dict[str, Any]]:
        """Return the previous and the next briefing of the same source, by the number of a briefing with turns."""
        return {row["n"]: row for row in self.rows(_NEIGHBOURS)}

    def listed(self) -> list[dict[str, Any]]:
        """Return the briefings, latest first, with those who spoke: most words first, the chair last."""
        voices = _grouped(self.rows(_VOICES), "n")
        return [
            {**row, "voices": _in_a_line([voice["name"] for voice in voices.get(row["n"], ())], row["turns"])}
            for row in self.rows(_LISTED)
        ]

    def of_speaker(self, speaker: str) -> dict[str, Any]:
        """Return when, how much, in which office and with whom a person spoke."""
        return {
            "appearances": list(_grouped(self.rows(_APPEARANCES, speaker=speaker), "n").values()),
            "positions": self.rows(_POSITIONS, speaker=speaker),
            "beside": self.rows(_BESIDE, speaker=speaker),
            "asked_by": self.rows(_ASKED_BY, speaker=speaker),
        }

    def at_a_glance(self, sources: Sequence[dict[str, Any]]) -> dict[str, Any]:
        years = self.rows(_YEARS)
        there = {row["year"] for row in years}
        by_source = _grouped(years, "source")
        # A single column says no more than its number.
        drawn = [each["source"] for each in sources if len(by_source.get(each["source"], ())) > 1]
        roles = list(self._roles(sources))
        return {
            "years": years,
            "axis": range(min(there, default=0), max(there, default=-1) + 1),
            "drawn": {source: by_source[source] for source in drawn},
            "some_not_drawn": len(drawn) < len(by_source),
            "roles": roles,
            "role_names": [role for role in _ROLES if any(row["words"][role] for row in roles)],
            "outlets": self.rows(_OUTLETS),
            "incomplete": self.rows(_INCOMPLETE),
        }

    def _roles(self, sources: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the words of each role at each source that has turns."""
        spoken = _grouped(self.rows(_SPOKEN), "source")
        for source in (each["source"] for each in sources if each["source"] in spoken):
            words = {**dict.fromkeys(_ROLES, 0), **{row["role"]: row["words"] for row in spoken[source]}}
            yield {"source": source, "words": words, "bars": lay([each for each in words.items() if each[1]])}


def _grouped(rows: Sequence[dict[str, Any]], key: str) -> dict[Any, list[dict[str, Any]]]:
    """Return rows, which come in groups, by a column."""
    return {value: list(group) for value, group in groupby(rows, itemgetter(key))}


def _in_a_line(names: Sequence[str], turns: int) -> str:
    """Name some people; the press if nobody else spoke."""
    more = len(names) - _MOST_VOICES
    if more > 0:
        return f"{', '.join(names[:_MOST_VOICES])} and {more} more"
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]])) or ("The press" if turns else "")
