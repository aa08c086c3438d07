"""What a link of a pager can say."""

from __future__ import annotations

from enum import Enum, auto
from typing import NamedTuple


class Says(Enum):
    """What a link, or a piece of text, says in a pager."""

    NUMBER = auto()
    NEXT = auto()
    NEXT_PAGE = auto()
    """Next, with the word page, or "continue on page 2"."""
    PREVIOUS = auto()
    FIRST = auto()
    LAST = auto()
    OLDER = auto()
    """Next in a list of the newest first, in an article nothing."""
    LOAD_MORE = auto()
    """Next in a list that grows; in an article nothing."""
    MORE = auto()
    """"Continue reading", "more": next only where the address says so."""


class Saying(NamedTuple):
    """What it says and the number it names, if it names one."""

    says: Says
    number: int | None = None
