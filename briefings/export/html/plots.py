"""The bars of plots, placed in percent of the width, so that one drawing fits every screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MOST_YEARS = 80  # a wider span means a mistaken date on a page, so the years between are left out
_LABELS = 6  # maximum number of years readable side by side on a phone
_WIDEST = 16  # percent: two years are still columns, not blocks
_THIN = 0.15  # percent of the width: even a short turn is visible


class Bar(NamedTuple):
    """A piece of a bar from `x`, `width` wide, in percent."""

    kind: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a plot over time."""

    label: str
    value: int
    x: float
    width: float
    height: float
    """Height in percent of the highest."""
    labelled: bool
    told: bool
    """True if its number is above it: for the highest, and for all when there is room."""


def columns(values: Mapping[int, int], years: Sequence[int], highest: int) -> list[Column]:
    """Return a column for each year."""
    step = 100 / max(len(years), 1)
    width = min(step * 0.8, _WIDEST)
    every = -(-len(years) // _LABELS)
    peak = max(values, key=lambda year: (values[year], year), default=None)
    return [
        Column(
            str(year),
            values.get(year, 0),
            _round((number + 0.5) * step - width / 2),
            _round(width),
            _round(100 * values.get(year, 0) / max(highest, 1)),
            (len(years) - 1 - number) % every == 0,
            bool(values.get(year)) and (every == 1 or year == peak),
        )
        for number, year in enumerate(years)
    ]


def years_between(years: Sequence[int]) -> list[int]:
    """Return all years from the first to the last."""
    if not years or max(years) - min(years) >= _MOST_YEARS:
        return sorted(years)
    return list(range(min(years), max(years) + 1))


def stacked(parts: Sequence[tuple[str, int]], total: int) -> list[Bar]:
    """Return the pieces of one bar, one after the other; `total` is 100 percent."""
    bars, done = [], 0
    for kind, value in parts:
        if value:
            bars.append(Bar(kind, _round(100 * done / total), _round(100 * value / total)))
        done += value
    return bars


def stretch(kind: str, start: int, length: int, total: int) -> Bar:
    """Return a piece of a strip over a whole briefing."""
    return Bar(kind, _round(100 * start / total), max(_round(100 * length / total), _THIN))


def percent(part: int, whole: int) -> str:
    """Return a share in words: `7 %`, or `<1 %` for a smaller one above zero."""
    if not part:
        return "0 %"
    share = round(100 * part / max(whole, 1))
    return f"{share} %" if share else "<1 %"


def _round(value: float) -> float:
    return round(value, 2)
