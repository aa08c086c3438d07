"""Who speaks in capitals before a full stop, as parliaments and central banks print it: "PRESIDENTE. Good morning."."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

_UP = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĘĚĞĢĪİĶŁĻŃŅŇŐŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ"
_CAPITALS = re.compile(
    rf"(?P<label>(?:[{_UP}][{_UP}'’.-]{{0,20}} ){{0,4}}[{_UP}]{{2}}[{_UP}'’-]{{1,24}}"
    rf"(?: ?\([^()]{{2,60}}\))?(?:, [^.:;?!]{{2,60}})?)(?P<end>\.)(?=\s+[{_UP}¿¡«“\"\[(…—-]|\s*$)"
)
"""A name or an office, with a party in brackets or a position behind a comma."""
_REACH = 160
_FEWEST = 4


def capitals_at(text: str) -> re.Match[str] | None:
    """The capitals and the full stop that a line opens with, label and end as groups."""
    return _CAPITALS.match(text) if text[:2].isupper() and "." in text[:_REACH] else None


def take_the_floor(labels: Iterable[str]) -> bool:
    """Whether different ones of them open four lines or more, and half of these come back."""
    times = Counter(labels)
    again = sum(count for count in times.values() if count > 1)
    return len(times) > 1 and times.total() >= _FEWEST and 2 * again >= times.total()
