"""Mend the archive of a source: what is no whole record is set aside, and every record stays at its place."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefings.store import SourceFolder, storage
from briefings.store.archive import SUFFIX, Member, Place, members_of, response_at
from briefings.store.archive.blank import metadata_member, overwrite
from briefings.store.corpus import Loss, set_aside
from briefings.store.ledger import Ledger

_LEAST = 300  # bytes; a record that says what stood there takes about 230


@dataclass(slots=True)
class Stretch:
    """Bytes of an archive file that are no whole record, from `start` to before `end`."""

    file: Path
    start: int
    end: int
    last: bool = False
    """Whether the file ends there: then it is cut, as strict readers refuse it for a torn end."""

    def content(self) -> Iterator[bytes]:
        """What stands there, a part at a time."""
        with storage(self.file), self.file.open("rb") as stream:
            stream.seek(self.start)
            while left := self.end - stream.tell():
                yield stream.read(min(left, 1 << 20))

    def __str__(self) -> str:
        """In words."""
        return f"archive/{self.file.name}, bytes {self.start} to {self.end}: no whole record"


@dataclass(slots=True)
class ArchiveLook:
    """What the files of an archive hold: where whole responses stand, and what is damaged."""

    archive: Path
    damaged: list[Stretch] = field(default_factory=list)
    responses: dict[str, list[Place]] = field(default_factory=dict)
    """By address, the first that was fetched in front."""

    def place_of(self, page: dict[str, Any]) -> str | None:
        """Where a page of a briefing stands whole: where it is said to, or elsewhere; None when nowhere."""
        places = list(self.responses.get(page["url"], ()))
        with suppress(ValueError):
            if page["warc"] is not None:
                # Asked first: a page may have been asked for at another address than it has.
                places.insert(0, Place.parse(page["warc"]))
        return next((str(place) for place in places if self._holds(place, page["sha256"])), None)

    def _holds(self, place: Place, sha256: str) -> bool:
        if any(one.file.name == place.file and one.start <= place.offset < one.end for one in self.damaged):
            return False
        if not (self.archive / place.file).exists():
            return False
        try:
            return hashlib.sha256(response_at(place, self.archive).body).hexdigest() == sha256
        except ValueError:
            return False


def look_through(folder: SourceFolder) -> ArchiveLook:
    """Read every file of the archive once. Raises StorageError."""
    found = ArchiveLook(folder.archive)
    with storage(folder.archive):
        files = sorted(folder.archive.glob(f"*{SUFFIX}"))
    for file in files:
        stretch: Stretch | None = None
        for member in members_of(file):
            url = _url_of(member)
            if stretch is not None and (url is None or stretch.end - stretch.start < _LEAST):
                # What is too short for a record that says so takes the next one along.
                stretch.end = member.end
            elif url is None:
                stretch = Stretch(file, member.offset, member.end)
                found.damaged.append(stretch)
            else:
                stretch = None
                if url:
                    found.responses.setdefault(url, []).append(Place(file.name, member.offset))
        if stretch is not None:
            stretch.last = True
    return found


def _url_of(member: Member) -> str | None:
    """The address of a response, empty for another record; None where there is no whole record."""
    try:
        record = member.record()
    except ValueError:
        return None
    return record.url if record.kind == "response" else ""


def mend_archive(folder: SourceFolder, look: ArchiveLook, ledger: Ledger, at: str) -> None:
    """Set aside what is damaged, and let a record that says so take its place. Raises StorageError."""
    for file in dict.fromkeys(stretch.file for stretch in look.damaged):
        stretches = [stretch for stretch in look.damaged if stretch.file == file]
        set_aside(folder, [(_loss(ledger, folder.source, one), one.content) for one in stretches], at)
        parts, size = {}, None
        for one in stretches:
            if one.last:
                size = one.start
            else:
                name = uuid.uuid5(uuid.NAMESPACE_URL, f"{file.name}:{one.start}")
                parts[one.start] = metadata_member(f"<urn:uuid:{name}>", "damaged", at, one.end - one.start)
        if size == 0:
            with storage(file):
                file.unlink()
        else:
            overwrite(file, parts, size)


def _loss(ledger: Ledger, source: str, stretch: Stretch) -> Loss:
    rows = ledger.rows(
        "SELECT url FROM pages WHERE source = ? AND file = ? AND offset >= ? AND offset < ? ORDER BY offset",
        source, stretch.file.name, stretch.start, stretch.end,
    )  # fmt: skip
    file, where = f"archive/{stretch.file.name}", f"bytes {stretch.start} to {stretch.end}"
    return Loss(file, where, "no whole record", url=rows[0][0] if rows else None)
