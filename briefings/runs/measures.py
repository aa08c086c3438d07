"""The measures by which the reading of a source is judged: shares of what was read, each with a limit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from briefings.store import Report

ENOUGH = 5
"""Number of briefings from which a share is meaningful."""


def _filled(field: str) -> Callable[[Report], float | None]:
    return lambda run: run["fill"].get("briefings", {}).get(field)


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of what was read and the limit it must keep."""

    name: str
    """Option of BRIEFINGS_EXPECT that sets the limit."""
    of: Callable[[Report], float | None]
    """Function that takes the share from a report; None where nothing was read."""
    sentence: str
    limit: float | None = None
    """Default limit; None: learnt from what is usual and from each run of enough briefings."""
    most: bool = False
    """True if the limit is a maximum, False if a minimum."""
    briefings: int = ENOUGH
    """Number of briefings needed to judge the share."""


MEASURES = (
    # Fixed limit: the reader places everything.
    Measure(
        "coverage", lambda run: run["coverage"].get("least"), "Coverage of {of} is {now}; at least {limit} is expected",
        limit=0.99, briefings=1,
    ),
    Measure(
        "outside", lambda run: run["outside"].get("mean"),
        "{now} of the pages' text is outside the content; at most {limit} is expected", most=True,
    ),
    Measure("speaker", lambda run: run["speaker"], "{now} of turns have a speaker; {usual} is {word}"),
    Measure("title", _filled("title"), "{now} of briefings have a title; {usual} is {word}"),
    Measure("held_on", _filled("held_on"), "{now} of briefings have the date they were held; {usual} is {word}"),
    Measure("participants", _filled("participants"), "{now} of briefings name participants; {usual} is {word}"),
)  # fmt: skip
