"""The newest revision of every kept briefing, as the files of a source have it at one moment; nothing is written.

A crawl may be writing meanwhile, and a killed one may have left the files in any state. So nothing is locked: both
files are opened at one moment, and only what has its whole briefing line counts. Briefings come in an order that does
not depend on when they were read: by date, then by id, those without a date last.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self

from briefings.store import BusyError, SourceFolder, next_of, storage
from briefings.store.corpus import RawLine, read_forgotten

# A crawl swaps its files once, at its end: meeting that twice in a row is already unlikely.
_TRIES = 20
_NO_DATE = "9999-99-99"  # sorts after every date


@dataclass(frozen=True, slots=True)
class Place:
    """Where the newest revision of a briefing stands in the two files, and what it can be chosen by."""

    id: str
    revision: int
    date: str | None
    line_start: int
    turns_start: int
    turn_count: int


class KeptSource:
    """What a source has kept; open until `close`. `places` says what there is, `read` reads one.

    Raises StorageError where the files cannot be read or do not fit each other.
    """

    def __init__(self, folder: SourceFolder) -> None:
        self.folder = folder
        self._turns_file, self._briefings_file, self._turns, self._briefings = _open_both(folder)
        try:
            self.places = self._newest()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files."""
        self._turns.close()
        self._briefings.close()

    def read(self, place: Place) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """The record of the briefing at `place`, and those of its turns in order; a copy has none."""
        with storage(self._briefings_file):
            self._briefings.seek(place.line_start)
            line = RawLine(self._briefings_file, place.line_start, self._briefings.readline())
        return line.record(), list(self._read_turns(place))

    def _read_turns(self, place: Place) -> Iterator[dict[str, Any]]:
        start = place.turns_start
        with storage(self._turns_file):
            self._turns.seek(start)
            for seq in range(place.turn_count):
                line = RawLine(self._turns_file, start, self._turns.readline())
                turn = line.record()
                if (turn.get("briefing"), turn.get("revision"), turn.get("seq")) != (place.id, place.revision, seq):
                    raise line.damage(f"is not turn {seq} of revision {place.revision} of {place.id}")
                yield turn
                start = line.end

    def _newest(self) -> list[Place]:
        forgotten = read_forgotten(self.folder.forgotten)
        newest: dict[str, Place] = {}
        for place in self._all():
            if place.id not in forgotten and (place.id not in newest or newest[place.id].revision < place.revision):
                newest[place.id] = place
        return sorted(newest.values(), key=lambda place: (place.date or _NO_DATE, place.id))

    def _all(self) -> Iterator[Place]:
        """Every revision that has a whole line, in the order of the files."""
        turns_at, start = 0, 0
        with storage(self._briefings_file):
            for raw in self._briefings:
                line = RawLine(self._briefings_file, start, raw)
                if not line.whole:
                    return
                place = _place(line, turns_at)
                turns_at = self._pass_turns(place, line)
                start = line.end
                yield place

    def _pass_turns(self, place: Place, line: RawLine) -> int:
        """Where the turns of `place` end; they are not looked into."""
        end = place.turns_start
        for seq in range(place.turn_count):
            raw = self._turns.readline()
            if not raw.endswith(b"\n"):
                raise line.damage(f"names {place.turn_count} turns, but {self._turns_file.name} ends after {seq}")
            end += len(raw)
        return end


def _place(line: RawLine, turns_at: int) -> Place:
    record = line.record()
    id_, revision, count = record.get("id"), record.get("revision"), record.get("turn_count")
    if not (isinstance(id_, str) and isinstance(revision, int) and isinstance(count, int)):
        raise line.damage("is not a line of a briefing")
    return Place(id_, revision, record.get("date"), line.start, turns_at, count)


def _open_both(folder: SourceFolder) -> tuple[Path, Path, IO[bytes], IO[bytes]]:
    """turns.jsonl and briefings.jsonl of one moment: their paths, and both open; one that is not there is empty."""
    for _ in range(_TRIES):
        before = _inodes(folder)
        with ExitStack() as stack:
            files = _current(folder)
            turns, briefings = (stack.enter_context(_opened(file)) for file in files)
            if _inodes(folder) == before:
                stack.pop_all()
                return *files, turns, briefings
    raise BusyError(folder.folder, "its files are being replaced", "Run the same command again.")


def _opened(file: Path) -> IO[bytes]:
    with storage(file):
        try:
            return file.open("rb")
        except FileNotFoundError:
            return BytesIO()


def _current(folder: SourceFolder) -> tuple[Path, Path]:
    # A run replaces turns.jsonl, then briefings.jsonl; where it was killed between the two, the new one is whole.
    between = next_of(folder.briefings).exists() and not next_of(folder.turns).exists()
    return folder.turns, next_of(folder.briefings) if between else folder.briefings


def _inodes(folder: SourceFolder) -> list[int | None]:
    found: list[int | None] = []
    for file in (folder.turns, folder.briefings, next_of(folder.turns), next_of(folder.briefings)):
        try:
            found.append(os.stat(file).st_ino)  # noqa: PTH116 - two calls of Path would not see the same file
        except FileNotFoundError:
            found.append(None)
    return found
