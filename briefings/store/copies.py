"""Find copies of a briefing and other versions of the same event: pure functions.

The answer depends only on the compared briefings, so it is the same in whatever order they arrive.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

NO_RANK = 1_000_000
"""Rank of a briefing whose host its source does not name."""

_FEWEST_SHARED = 3

Marks = tuple[str | None, str | None]
"""Relation of a briefing to others: the `copy_of` and the `same_event` of its line."""


@dataclass(frozen=True, slots=True)
class Version:
    """A stored briefing as far as it is compared with others."""

    source: str
    id: str
    url: str
    complete: bool
    host_rank: int
    texts: Counter[bytes]
    """Text hashes, with repeats counted."""
    marks: Marks = (None, None)
    """Present relation to others."""


def host_rank(url: str, hosts: Sequence[str]) -> int:
    """Return the index in `hosts` of the first that is the host of `url` or above it; NO_RANK without one."""
    host = urlsplit(url).hostname or ""
    found = (rank for rank, name in enumerate(hosts) if host == name or host.endswith(f".{name}"))
    return next(found, NO_RANK)


def same_event(one: Counter[bytes], other: Counter[bytes]) -> bool:
    """Return True when two briefings with these text hashes report the same event.

    They do if they share at least three turns that are at least half of the turns of the smaller one, or if all their
    turns are the same.
    """
    if one == other:
        return bool(one)
    return is_enough((one & other).total(), min(one.total(), other.total()))


def is_enough(shared: int, smaller: int) -> bool:
    """Return True when `shared` turns make two versions of one event, the smaller having `smaller` turns."""
    return shared >= _FEWEST_SHARED and 2 * shared >= smaller


def relations(versions: Iterable[Version]) -> list[tuple[Version, Marks]]:
    """Relate each briefing of an event to the others; all versions of the event must be given.

    Complete ones come before incomplete ones, then those with more turns, then by rank of host, address and name of
    source. In that order, a briefing is a copy of the first earlier one that is complete, of the same event, has all
    its texts, and is an original. Otherwise its `same_event` is the first earlier original of the same event.
    """
    originals: list[Version] = []
    found = []
    for version in sorted(versions, key=_rank):
        marks = _marks(version, originals)
        if marks[0] is None:
            originals.append(version)
        found.append((version, marks))
    return found


def _rank(version: Version) -> tuple[bool, int, int, str, str]:
    return not version.complete, -version.texts.total(), version.host_rank, version.url, version.source


def _marks(version: Version, originals: list[Version]) -> Marks:
    alike = [original for original in originals if same_event(version.texts, original.texts)]
    for original in alike:
        if original.complete and version.texts <= original.texts:
            return original.id, None
    return None, alike[0].id if alike else None
