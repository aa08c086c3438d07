"""What else in the folder of a source holds a forgotten briefing: damaged/, and files that a kill left half written."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress

from briefings.records import json_line
from briefings.store.damaged import notes_of
from briefings.store.errors import storage
from briefings.store.files import replace_file, sync_folder
from briefings.store.folder import SourceFolder

_PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
"""How what gzip or zlib packed begins."""


class Mentions:
    """Ids and addresses, to be found in files; one that another only begins with does not count."""

    def __init__(self, words: Iterable[str]) -> None:
        longest_first = sorted({word.encode() for word in words if word}, key=len, reverse=True)
        either = b"|".join(map(re.escape, longest_first)) or rb"(?!)"
        self._pattern = re.compile(rb"(?<![\w.-])(?:" + either + rb")(?![\w/?=&%+-]|\.\w)")

    def stand_in(self, content: bytes) -> bool:
        """Whether one of them stands there."""
        return self._pattern.search(content) is not None


def remove_leftovers(folder: SourceFolder) -> None:
    """Remove what may hold lines of before: files that a kill left half written, and damaged databases set aside.

    Of such a database nobody can tell whether it holds a briefing; what could be had of it was taken out by the repair.
    """
    name = folder.database.name
    places = (folder.folder, "*.next"), (folder.damaged, "*.next"), (folder.runs, "*.next")
    with storage(folder.folder):
        for where, pattern in (*places, (folder.root, f"{name}*.next*"), (folder.root / "damaged", f"{name}.*")):
            for left in where.glob(pattern):
                left.unlink()
                sync_folder(where)


def remove_from_damaged(folder: SourceFolder, briefing: str, mentions: Mentions, hashes: Mentions) -> None:
    """Remove what was set aside of a briefing, with its notes; `hashes` are those of its texts.

    Packed bytes that cannot be unpacked go, too, unless a note says that they are of another briefing. Raises
    StorageError.
    """
    notes = list(notes_of(folder))
    others = {note.get("kept_in") for note in notes if note.get("briefing") not in {briefing, None}}
    own = {note.get("kept_in") for note in notes if note.get("briefing") == briefing}
    with storage(folder.damaged):
        for file in sorted(folder.damaged.glob("*.bin")):
            parts = list(_unpacked(file.read_bytes()))
            holds = any(part is not None and (mentions.stand_in(part) or hashes.stand_in(part)) for part in parts)
            if holds or file.name in own or (None in parts and file.name not in others):
                file.unlink()
                sync_folder(folder.damaged)
    # A note that names another briefing stays: it keeps a revision of that from being given twice.
    kept = [line for line in map(json_line, notes) if not mentions.stand_in(line.encode())]
    if len(kept) != len(notes):
        replace_file(folder.losses, (line.encode() for line in kept))


def _unpacked(content: bytes) -> Iterator[bytes | None]:
    """Some bytes, and what is packed in them, as far as it can be unpacked; None where that is not to its end."""
    yield content
    for found in _PACKED.finditer(content):
        unpacker, parts = zlib.decompressobj(47), []
        with suppress(zlib.error):
            for start in range(found.start(), len(content), 64):
                parts.append(unpacker.decompress(content[start : start + 64]))
        yield b"".join(parts)
        if not unpacker.eof and found.start() == 0:
            yield None
