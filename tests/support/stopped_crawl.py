"""Scrapy as `python -m scrapy` runs it, but something happens to it at a chosen write.

    python -m tests.support.stopped_crawl ACTION POINT NUMBER crawl ...

At the NUMBER-th time that it comes to POINT it is sent a real SIGKILL `before` it, `after` it, or when half of what is
written is in the file (`torn`); or, from then on, the file of that write cannot grow by more than half of it (`full`),
as on a full disk. A point is what is done to which file: `append turns`, `fsync archive`, `commit ledger`,
`replace briefings.next`. `count FILE 0` does nothing and writes to FILE how often it came to each point.
`readonly FOLDER 0` is for root, whom no folder refuses: for this process alone FOLDER is mounted to be read only.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import os
import resource
import signal
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial, wraps
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from scrapy.cmdline import execute

from briefings.store import AppendedFile

_NEW_MOUNTS = 0x20000  # from <sched.h>, and these from <sys/mount.h>
_READ_ONLY, _REMOUNT, _BIND, _ALL, _PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000
_LIBC = ctypes.CDLL(None, use_errno=True)


@dataclass
class Stop:
    """What happens, where, and at which time; `seen` counts every point."""

    action: str
    point: str
    number: int
    seen: Counter[str] = field(default_factory=Counter)

    def around(self, point: str, file: Path, content: bytes | bytearray, work: Callable[[], Any]) -> Any:
        """Do `work`, which is about to write `content` to `file`; or be killed before, after or in the middle of it."""
        self.seen[point] += 1
        here = point == self.point and self.seen[point] == self.number
        if here and self.action == "full":
            _let_no_file_grow_beyond(file.stat().st_size + len(content) // 2)
        if here and self.action == "torn":
            _tear(file, content)
        if here and self.action in {"before", "torn"}:
            os.kill(os.getpid(), signal.SIGKILL)
        done = work()
        if here and self.action == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return done


def _let_no_file_grow_beyond(size: int) -> None:
    # What the crawl prints goes to files too, but is shorter than any file that the tests fill.
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def _tear(file: Path, content: bytes | bytearray) -> None:
    """Write the first half of `content`, or without any leave half of what is in `file` already."""
    if content:
        with file.open("ab") as stream:
            stream.write(content[: len(content) // 2])
    else:
        os.truncate(file, file.stat().st_size // 2)


def _kind(file: Path) -> str | None:
    """What a file of the data folder is called in a point; None for one that is none of them."""
    if file.name.endswith(".warc.gz"):
        return "archive"
    if file.name.startswith("briefings.sqlite"):
        return "ledger"
    if ".jsonl" in file.name:
        return file.name.replace(".jsonl", "")
    return "folder" if file.is_dir() else None


def _watch_appending(stop: Stop) -> None:
    append, cut = AppendedFile.append, AppendedFile.cut

    @wraps(append)
    def watched_append(self: AppendedFile, content: bytes | bytearray, *, lasting: bool = True) -> None:
        kind = _kind(self.file)
        stop.around(f"append {kind}", self.file, content, partial(append, self, content, lasting=lasting))

    @wraps(cut)
    def watched_cut(self: AppendedFile, size: int) -> None:
        stop.around(f"cut {_kind(self.file)}", self.file, b"", partial(cut, self, size))

    AppendedFile.append = watched_append  # type: ignore[method-assign]
    AppendedFile.cut = watched_cut  # type: ignore[method-assign]


def _watch_files(stop: Stop) -> None:
    fsync, replace, unlink = os.fsync, os.replace, os.unlink

    def watched_fsync(descriptor: int) -> None:
        file = Path(f"/proc/self/fd/{descriptor}").readlink()
        kind = _kind(file)
        work = partial(fsync, descriptor)
        stop.around(f"fsync {kind}", file, b"", work) if kind else work()

    def watched_replace(source: Any, target: Any, **more: Any) -> None:
        kind = _kind(Path(source))
        work = partial(replace, source, target, **more)
        stop.around(f"replace {kind}", Path(source), b"", work) if kind else work()

    def watched_unlink(file: Any, **more: Any) -> None:
        kind = _kind(Path(file)) if isinstance(file, (str, Path)) else None
        work = partial(unlink, file, **more)
        stop.around(f"remove {kind}", Path(file), b"", work) if kind else work()

    os.fsync = watched_fsync  # type: ignore[assignment]
    os.replace = watched_replace  # type: ignore[assignment]
    os.unlink = watched_unlink  # type: ignore[assignment]


def _watch_ledger(stop: Stop) -> None:
    connect = sqlite3.connect

    class Watched(sqlite3.Connection):
        file = Path()

        def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
            word = statement.split(maxsplit=1)[0].upper()
            work = partial(super().execute, statement, *values)
            if word == "COMMIT":
                done: sqlite3.Cursor = stop.around("commit ledger", self.wal(), b"", work)
            elif word in {"INSERT", "UPDATE", "DELETE"} and not self.in_transaction:
                done = stop.around("write ledger", self.wal(), b"", work)
            else:
                done = work()
            return done

        def close(self) -> None:
            stop.around("close ledger", self.file, b"", super().close)

        def wal(self) -> Path:
            wal = self.file.with_name(f"{self.file.name}-wal")
            return wal if wal.exists() else self.file

    def _named_by(address: str) -> Path:
        return Path(unquote(urlsplit(address).path)) if address.startswith("file:") else Path(address)

    def watched_connect(file: Any, *args: Any, **more: Any) -> sqlite3.Connection:
        opened = connect(file, *args, factory=Watched, **more)
        opened.file = _named_by(str(file))
        return opened

    sqlite3.connect = watched_connect  # type: ignore[assignment]


def mount_read_only(folder: Path) -> None:
    """Make `folder` one that cannot be written, for this process alone. Raises OSError where that is not allowed."""
    name = bytes(folder)
    _check_call(_LIBC.unshare(_NEW_MOUNTS))
    _check_call(_LIBC.mount(None, b"/", None, _ALL | _PRIVATE, None))
    _check_call(_LIBC.mount(name, name, None, _BIND, None))
    _check_call(_LIBC.mount(None, name, None, _REMOUNT | _BIND | _READ_ONLY, None))


def _check_call(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def main() -> None:
    action, point, number = sys.argv[1:4]
    del sys.argv[1:4]
    if action == "readonly":
        mount_read_only(Path(point))
    stop = Stop(action, point, int(number))
    _watch_appending(stop)
    _watch_files(stop)
    _watch_ledger(stop)
    if action == "count":
        atexit.register(lambda: Path(point).write_text(json.dumps(stop.seen), encoding="utf-8"))
    execute()


if __name__ == "__main__":
    main()
