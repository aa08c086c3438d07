"""A disk at a power cut: what was written but not synced is there, or not, or in part."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.watched_calls import Call

_BLOCK = 4096
"""Number of bytes that reach a disk together; a longer write may reach it in part."""


class Disk:
    """The lasting state below a folder, followed through the calls that change it.

    A sync of a file makes its content and its name last; a sync of a folder the names in it, new, changed and gone.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._lasting: dict[Path, bytes] = _files(root)
        """Lasting contents, by the names that last."""
        self._synced = dict(self._lasting)
        """Contents at the last sync of a file, by present name."""
        self._replaced: set[Path] = set()
        """Names that last, but now belong to another file or to none."""

    def note(self, call: Call) -> None:
        """Take in a call that is about to be made."""
        if call.verb == "fsync":
            self._sync_names(call.file) if call.file.is_dir() else self._sync(call.file)
        elif call.verb == "rename" and call.to:
            self._rename(call.file, call.to, exchange=call.exchange)
        elif call.verb == "remove":
            self._synced.pop(call.file, None)
            self._replaced.add(call.file)

    def cut(self, dice: Random) -> None:
        """Leave below the folder what a disk might have if the power failed now."""
        now = _files(self._root)
        if dice.random() < 0.5:
            left = {file: _mixed(self._synced.get(file, b""), content, dice) for file, content in now.items()}
        else:
            left = {
                file: content if file in self._replaced or file not in now else _mixed(content, now[file], dice)
                for file, content in self._lasting.items()
            }
        for file in now.keys() - left.keys():
            file.unlink()
        for file, content in left.items():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
        for file in self._root.rglob("*-shm"):
            file.unlink()  # shared memory, which SQLite does not trust after a start

    def _sync(self, file: Path) -> None:
        if file.exists():
            self._lasting[file] = self._synced[file] = file.read_bytes()
            self._replaced.discard(file)

    def _sync_names(self, folder: Path) -> None:
        there = {file for file in folder.iterdir() if file.is_file()}
        for file in [file for file in self._lasting if file.parent == folder and file not in there]:
            del self._lasting[file]
        for file in there:
            if file not in self._lasting or file in self._replaced:
                self._lasting[file] = self._synced.get(file, b"")
        self._replaced -= {file for file in self._replaced if file.parent == folder}

    def _rename(self, file: Path, to: Path, *, exchange: bool) -> None:
        leaving = self._take_below(file)
        coming = self._take_below(to)
        for name, content in leaving.items():
            self._synced[to / name if str(name) != "." else to] = content
        if exchange:
            for name, content in coming.items():
                self._synced[file / name if str(name) != "." else file] = content
        self._replaced |= {one for one in self._lasting if one.is_relative_to(file) or one.is_relative_to(to)}

    def _take_below(self, path: Path) -> dict[Path, bytes]:
        return {one.relative_to(path): self._synced.pop(one) for one in [*self._synced] if one.is_relative_to(path)}


def _files(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file() and not file.name.endswith("-shm")}


def _mixed(synced: bytes, now: bytes, dice: Random) -> bytes:
    """Choose what is left of a file: its synced state, its present state, or parts of both."""
    chance = dice.random()
    if chance < 0.4 or synced == now:
        return synced
    if chance < 0.6:
        return now
    # Appended data reaches a disk from its beginning, overwritten data in any order.
    if len(now) < len(synced):
        return dice.choice((synced, now))
    size = dice.randint(len(synced), len(now))
    blocks = [
        (dice.choice((synced, now)) if start + _BLOCK <= len(synced) else now)[start : start + _BLOCK]
        for start in range(0, size, _BLOCK)
    ]
    return b"".join(blocks)[:size]
