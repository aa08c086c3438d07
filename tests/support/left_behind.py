"""The files left by a crawl in a data folder, read without the code that wrote them, torn ends included."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FILES = ("turns.jsonl", "briefings.jsonl", "superseded.jsonl")
_BESIDE = ("rejected.jsonl", "forgotten.jsonl")
_TOLD_BY_THE_RUN = ("fetched_at", "status", "warc")
_TIMES = ("vanished_at", "forgotten_at", "removed_at")


def records(file: Path) -> tuple[list[dict[str, Any]], bytes]:
    """Return the records of a file, and what follows the last whole line. Raises ValueError for other broken lines."""
    *lines, rest = file.read_bytes().split(b"\n") if file.exists() else [b""]
    return [json.loads(line) for line in lines], rest


def comparable(record: dict[str, Any]) -> str:
    """Return a record without what differs from run to run: times, places in the archive, and a digest over these."""
    pages = [{name: one[name] for name in one if name not in _TOLD_BY_THE_RUN} for one in record.get("pages", [])]
    times = {name: record[name] is not None for name in _TIMES if name in record}
    return json.dumps({**record, **times, "pages": pages, "digest": None}, sort_keys=True)


def kept_lines(folder: Path) -> dict[str, Counter[str]]:
    """Return the comparable lines of the files of a source, by file. Raises ValueError for a broken line."""
    found = {}
    for name in (*FILES, *(name for name in _BESIDE if (folder / name).exists())):
        lines, rest = records(folder / name)
        if rest:
            raise ValueError(f"{name} ends in the broken line {rest[:80]!r}")
        found[name] = Counter(map(comparable, lines))
    return found


def out_of_order(folder: Path) -> bool:
    """Tell whether turns are scattered, out of order, or under another briefing."""
    briefings, _ = records(folder / "briefings.jsonl")
    turns, _ = records(folder / "turns.jsonl")
    wanted = [(one["id"], one["revision"], seq) for one in briefings for seq in range(one["turn_count"])]
    return [(turn["briefing"], turn["revision"], turn["seq"]) for turn in turns] != wanted


@dataclass(frozen=True)
class Archived:
    """A record of a WARC file."""

    file: str
    url: str
    status: int
    payload: bytes


def archived(folder: Path) -> Iterator[Archived]:
    """Yield the whole responses in the archive of a source."""
    for file in sorted((folder / "archive").glob("*.warc.gz")):
        rest = file.read_bytes()
        while rest:
            member = zlib.decompressobj(31)
            try:
                raw = member.decompress(rest)
            except zlib.error:
                break
            if not member.eof:
                break
            rest = member.unused_data
            head, _, block = raw.partition(b"\r\n\r\n")
            fields = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
            block = block[: int(fields["Content-Length"])]
            if fields["WARC-Type"] == "response":
                http, _, payload = block.partition(b"\r\n\r\n")
                url = fields["WARC-Target-URI"].strip("<>")
                yield Archived(file.name, url, int(http.split(maxsplit=2)[1]), payload)
