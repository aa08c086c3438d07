"""The contents of the page on the whole corpus; each plot is in its table or above it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise
from typing import Any

from briefings.export.html.plots import columns, percent, stacked, years_between
from briefings.export.html.tally import Tally
from briefings.items import Role

_MOST_SOURCES = 12  # plots side by side; the other sources are only in the table
_MOST = 20
_MOST_INCOMPLETE = 200
_ROLE_NAMES = [str(role) for role in (Role.OFFICIAL, Role.PRESS, Role.CHAIR, Role.OTHER)]
_LENGTHS = (0, 25, 50, 100, 200, 400, 800)  # words: doublings, over which speech lengths spread
_LONGEST = 1 << 60

_BY_YEAR = """
SELECT source, year, count(*) AS briefings, sum(turns) AS turns, sum(words) AS words FROM briefing
WHERE NOT copy AND year IS NOT NULL GROUP BY source, year ORDER BY source, year"""
_SOURCES = """
SELECT source, sum(NOT copy) AS briefings, sum(copy) AS copies, sum(complete AND NOT copy) AS complete,
    sum(NOT complete AND NOT copy) AS incomplete, sum(date IS NULL AND NOT copy) AS undated, sum(turns) AS turns,
    sum(words) AS words, min(date) AS first, max(date) AS last
FROM briefing GROUP BY source ORDER BY turns DESC, source"""
_ROLES = """
SELECT b.source, t.role, sum(t.words) AS words FROM turn t JOIN briefing b USING (n) GROUP BY b.source, t.role"""
_OUTLETS = """
SELECT outlet, count(*) AS questions, count(DISTINCT n) AS briefings FROM turn
WHERE outlet IS NOT NULL AND kind = 'question' GROUP BY outlet ORDER BY questions DESC, outlet LIMIT :most"""
_ANSWERS = "SELECT count(*) FROM turn WHERE kind = 'answer' AND words >= :low AND words < :high"
_MEDIAN = "SELECT words FROM turn WHERE kind = 'answer' ORDER BY words LIMIT 1 OFFSET :half"
_INCOMPLETE = """
SELECT date, title, file, source FROM briefing WHERE NOT complete AND NOT copy
ORDER BY source, date IS NULL, date, n LIMIT :most"""


def sources_in(tally: Tally) -> list[dict[str, Any]]:
    """Return the sources with their counts, most turns first."""
    return [dict(row) for row in tally.rows(_SOURCES)]


def page_of(tally: Tally, speakers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return the context of the template; `speakers` come with the most words first."""
    sources = sources_in(tally)
    spoken = tally.first("SELECT sum(words) FROM turn") or 0
    outlets = [dict(row) for row in tally.rows(_OUTLETS, most=_MOST)]
    roles = _roles(tally, sources)
    return {
        "sources": sources,
        **_years(tally, sources),
        "roles": roles,
        "role_names": [role for role in _ROLE_NAMES if any(each["words"][role] for each in roles)],
        "speakers": [{**each, "share": percent(each["words"], spoken)} for each in speakers[:_MOST]],
        "most_words": speakers[0]["words"] if speakers else 1,
        "spoken": spoken,
        "outlets": outlets,
        "most_questions": outlets[0]["questions"] if outlets else 1,
        "outlet_count": tally.first("SELECT count(DISTINCT outlet) FROM turn WHERE kind = 'question'"),
        "answers": _answers(tally),
        "median": _median(tally),
        "incomplete": list(tally.rows(_INCOMPLETE, most=_MOST_INCOMPLETE)),
    }


def _years(tally: Tally, sources: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [dict(row) for row in tally.rows(_BY_YEAR)]
    years = years_between(sorted({row["year"] for row in rows}))
    by_source = {source: list(group) for source, group in groupby(rows, lambda row: row["source"])}
    # A single column says no more than its number.
    names = [each["source"] for each in sources if len(by_source.get(each["source"], ())) > 1][:_MOST_SOURCES]
    highest = {
        what: max((row[what] for name in names for row in by_source[name]), default=1)
        for what in ("briefings", "turns")
    }
    plots = [
        {"source": name, **{
            what: columns({row["year"]: row[what] for row in by_source[name]}, years, most)
            for what, most in highest.items()
        }}
        for name in names
    ]  # fmt: skip
    return {"years": rows, "year_plots": plots, "some_not_drawn": len(plots) < len(by_source)}


def _roles(tally: Tally, sources: list[dict[str, Any]]) -> list[dict[str, Any]]:
    spoken: dict[str, dict[str, int]] = {}
    for row in tally.rows(_ROLES):
        mine = spoken.setdefault(row["source"], dict.fromkeys(_ROLE_NAMES, 0))
        mine[row["role"] or "other"] += row["words"] or 0
    made = []
    for source in sources:
        words = spoken.get(source["source"])
        if words:
            total = max(sum(words.values()), 1)
            shares = {role: percent(each, total) for role, each in words.items()}
            bars = stacked(list(words.items()), total)
            made.append({"source": source["source"], "words": words, "shares": shares, "bars": bars})
    return made


def _answers(tally: Tally) -> list[dict[str, Any]]:
    """Return the lengths of answers, from the shortest to the longest present."""
    ranges = list(pairwise([*_LENGTHS, _LONGEST]))
    counts = [tally.first(_ANSWERS, low=low, high=high) for low, high in ranges]
    names = [f"{low}–{high - 1}" if high < _LONGEST else f"{low} or more" for low, high in ranges]
    total, highest = max(sum(counts), 1), max(*counts, 1)
    made = [
        {"name": name, "count": count, "share": percent(count, total), "width": round(100 * count / highest, 2)}
        for name, count in zip(names, counts, strict=True)
    ]
    there = [number for number, count in enumerate(counts) if count]
    return made[there[0] : there[-1] + 1] if there else []


def _median(tally: Tally) -> int | None:
    count = tally.first("SELECT count(*) FROM turn WHERE kind = 'answer'")
    found: int | None = tally.first(_MEDIAN, half=(count - 1) // 2) if count else None
    return found
