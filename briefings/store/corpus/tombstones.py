"""forgotten.jsonl: the briefings that were taken out of a source for good, and must not come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from briefings.address import read_address
from briefings.records import json_line
from briefings.store.corpus.lines import lines_of
from briefings.store.files import replace_file


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A briefing that was forgotten: what is left of it is this line."""

    id: str
    forgotten_at: str
    """When that was asked for, UTC."""
    why: str | None
    urls: list[str]
    """The addresses of its pages, where their spelling may not tell the id."""
    removed_at: str | None
    """When everything of it was out of the files; null while that is to be done."""


class Forgotten:
    """The tombstones of a source."""

    def __init__(self, tombstones: Iterable[Tombstone] = ()) -> None:
        """Know these."""
        self.tombstones = {tombstone.id: tombstone for tombstone in tombstones}
        self._by_url = {url: tombstone for tombstone in self.tombstones.values() for url in tombstone.urls}

    def __contains__(self, briefing: object) -> bool:
        """Whether the briefing with that id was forgotten."""
        return briefing in self.tombstones

    def named_by(self, url: str) -> Tombstone | None:
        """What was forgotten and has a page at `url`; None when nothing has."""
        if not self.tombstones:
            return None
        try:
            address = read_address(url)
        except ValueError:
            return None
        return self.tombstones.get(address.briefing) or self._by_url.get(address.url)


def read_forgotten(file: Path) -> Forgotten:
    """The tombstones in `file`; none when it is not there. Raises DamageError where a line is none."""
    found = []
    for line in lines_of(file):
        record = line.record()
        try:
            found.append(Tombstone(**record))
        except TypeError as error:
            raise line.damage("is no line of a forgotten briefing") from error
    return Forgotten(found)


def write_forgotten(file: Path, tombstones: Iterable[Tombstone]) -> None:
    """Let `file` hold these, for good: either all of it is written or nothing."""
    replace_file(file, (json_line(asdict(tombstone)).encode() for tombstone in tombstones))
