"""Whether a page that was asked for as another page of a briefing is one: a question to two pages."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefings.transcript.page.page import Page


class Bond(StrEnum):
    """How a follower belongs to its first page."""

    PROVEN = "proven"
    UNSURE = "unsure"
    """Nothing speaks against it and nothing proves it: not merged, "may go on at ..." is said."""
    REFUSED = "refused"


class Verdict(NamedTuple):
    """Whether a follower is believed, and why in a few words ("its pager names page 1", "same page again")."""

    bond: Bond
    why: str


def follows(first: Page, candidate: Page, number: int | None = None) -> Verdict:
    """Judge whether `candidate` is a further page of the briefing of which `first` is a page already believed.

    `number` is the page number it was asked for as, if one was printed.
    """
    raise NotImplementedError
