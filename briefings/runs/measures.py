"""The measures by which the reading of a source is judged: shares of what was read, each with a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from briefings.runs.quality import OF_LISTS
from briefings.store import Report

ENOUGH = 5
"""Number of briefings from which a share is meaningful."""


def read_in(run: Report) -> int:
    """Return the number of briefings that a run read."""
    return int(run["counts"]["read"])


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of what was read; its limit is set, or learnt from the usual share and each run of enough documents."""

    name: str
    """Its name, which is the option of BRIEFINGS_EXPECT that sets its limit, if there is one."""
    of: Callable[[Report], float | None]
    """Function that takes the share from a report; None where nothing was read."""
    sentence: str
    over: Callable[[Report], int] = read_in
    """Function that takes the number of documents behind the share from a report."""
    enough: int = ENOUGH
    """Number of documents needed to judge the share."""
    is_most: bool = False
    """True if the limit is a maximum, False if a minimum."""
    is_learnt: bool = True
    is_steady: bool = False
    """True if it must be high in most runs to be judged, and then falls only to nothing."""


def _filled(name: str, sentence: str) -> Measure:
    return Measure(name, lambda run: run["fill"].get("briefings", {}).get(name), sentence)


MEASURES = (
    Measure(
        "coverage", lambda run: run["coverage"].get("least"),
        "Coverage of {which} is {now}; at least {limit} is expected", enough=1, is_learnt=False,
    ),
    Measure(
        "outside", lambda run: run["outside"].get("mean"),
        "{now} of the pages' text is outside the content; at most {limit} is expected", is_most=True,
    ),
    Measure("speaker", lambda run: run["speaker"], "{now} of turns have a speaker; {usual} is {word}"),
    _filled("title", "{now} of briefings have a title; {usual} is {word}"),
    _filled("held_on", "{now} of briefings have the date they were held; {usual} is {word}"),
    _filled("participants", "{now} of briefings name participants; {usual} is {word}"),
)  # fmt: skip


def measures_of(run: Report) -> Iterator[Measure]:
    """Yield the measures of the selectors of a run: shares of the briefings or list pages in which each matched."""
    for name, found in run["selectors"].items():
        yield _of_selector(name, found["selector"])


def _of_selector(name: str, css: str) -> Measure:
    def count(run: Report, what: str) -> int:
        found = run["selectors"].get(name, {})
        return int(found[what]) if found.get("selector") == css else 0

    what, enough = ("list pages", 1) if name in OF_LISTS else ("briefings", ENOUGH)
    return Measure(
        f"selector {name}", lambda run: count(run, "matched") / of if (of := count(run, "of")) else None,
        f"The selector {css} ({name}) matched in none of the last {{of}} {what}; before in {{matched}} of {{before}}",
        over=lambda run: count(run, "of"), enough=enough, is_steady=True,
    )  # fmt: skip
