"""The bars of plots, placed in percent of the width, so that one drawing serves every screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

_MOST_YEARS = 80  # beyond that a date is a slip of a page, and the years between are left out
_LABELS = 6  # so many years can be read side by side on a phone
_WIDEST = 16  # percent: two years are columns too, and no blocks
_THIN = 0.15  # percent of the width: a short turn is seen too


class Bar(NamedTuple):
    """A piece of a bar, from `x` on, `width` wide, in percent."""

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
    """In percent of the highest."""
    labelled: bool
    told: bool
    """True where its figure stands above it: that of the highest does, and all where there is room."""


def columns(values: Mapping[int, int], years: Sequence[int], highest: int) -> list[Column]:
    """A column a year."""
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
    """All years from the first to the last."""
    if not years or max(years) - min(years) >= _MOST_YEARS:
        return sorted(years)
    return list(range(min(years), max(years) + 1))


def stacked(parts: Sequence[tuple[str, int]], total: int) -> list[Bar]:
    """Pieces of one bar, one after the other; `total` is 100 percent."""
    bars, done = [], 0
    for kind, value in parts:
        if value:
            bars.append(Bar(kind, _round(100 * done / total), _round(100 * value / total)))
        done += value
    return bars


def stretch(kind: str, start: int, length: int, total: int) -> Bar:
    """A piece of a strip over a whole briefing."""
    return Bar(kind, _round(100 * start / total), max(_round(100 * length / total), _THIN))


def percent(part: int, whole: int) -> str:
    """A share in words: `7 %`, and `<1 %` for what is there but less."""
    if not part:
        return "0 %"
    share = round(100 * part / max(whole, 1))
    return f"{share} %" if share else "<1 %"


def _round(value: float) -> float:
    return round(value, 2)
