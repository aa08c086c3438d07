"""Scrapy as run by `python -m scrapy`, with an accident at a chosen change of a file.

    python -m tests.support.stopped_command ACTION ROOT POINT NUMBER crawl ...

A point is an operation on a kind of file below the folder ROOT: `write turns.jsonl`, `write wal`, `fsync archive`,
`rename turns.jsonl.next`. At the NUMBER-th time that the command comes to POINT

    kill    it gets SIGKILL before the call is made,
    torn    it gets SIGKILL when half of the written bytes are in the file,
    cut     the power fails: what was not synced is there, or not, or in part (NUMBER:SEED throws the dice),
    full    the disk is nearly full from then on: files may grow to the size that half of that call
            gives its own, and none below ROOT beyond,
    fail    the disk answers this one call with an error.

`count` does nothing and writes to the file POINT how often the command came to each. `readonly` is for root, to whom no
folder is closed: for this process alone ROOT is mounted read-only.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import re
import signal
import socket
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from scrapy.cmdline import execute

from tests.support.power_cut import Disk
from tests.support.watched_calls import go_on, held_calls, hold_calls, refuse

if TYPE_CHECKING:
    from tests.support.watched_calls import Call

_NEW_MOUNTS = 0x20000  # from <sched.h>, and these from <sys/mount.h>
_READ_ONLY, _REMOUNT, _BIND, _ALL, _PRIVATE = 0x1, 0x20, 0x1000, 0x4000, 0x40000
_DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG, from <sys/prctl.h>
_LIBC = ctypes.CDLL(None, use_errno=True)
_STAMP = re.compile(r"\d{8}T\d{6}Z?([.-]\d+)*|[0-9a-f]{12,}")


@dataclass
class Stop:
    """The action on a process, with the folder, the point and its number; `seen` counts every point."""

    action: str
    root: Path
    point: str
    number: int
    dice: Random
    seen: Counter[str] = field(default_factory=Counter)
    room: int | None = None
    """Size to which a file may grow on a full disk."""

    def watch(self, listener: int, pid: int) -> None:
        """Answer each call of the process `pid`, until it and all its children have ended."""
        disk = Disk(self.root) if self.action == "cut" else None
        for call in held_calls(listener, self.root):
            point = f"{call.verb} {kind_of(call.file)}"
            self.seen[point] += 1
            here = point == self.point and self.seen[point] == self.number
            if here and self.action in {"kill", "torn", "cut"}:
                if self.action == "torn":
                    _tear(call)
                if disk:
                    disk.cut(self.dice)
                _kill_all(pid)
                continue
            if here and self.action == "fail":
                refuse(listener, call.number, errno.EIO)
                continue
            if here and self.action == "full":
                self.room = _end_of(call) - len(call.content or b"") // 2
            if self.room is not None and call.verb == "write" and _end_of(call) > self.room:
                refuse(listener, call.number, errno.ENOSPC)
                continue
            if disk:
                disk.note(call)
            go_on(listener, call.number)


def kind_of(file: Path) -> str:
    """Return the name of a file in a point, without what differs from run to run."""
    if file.is_dir():
        return "folder"
    if ".warc.gz" in file.name:
        return "archive" + file.name.partition(".warc.gz")[2]
    if (found := re.search(r"\.sqlite(-\w+)?$", file.name)) and file.parent.name != "out":
        return (found[1] or "-database").removeprefix("-")
    return _STAMP.sub("*", file.name)


def _kill_all(pid: int) -> None:
    """Send SIGKILL to a process and its children."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        os.kill(pid, signal.SIGKILL)


def _tear(call: Call) -> None:
    """Write the first half of what a call is about to write."""
    content = (call.content or b"")[: len(call.content or b"") // 2]
    with call.file.open("r+b") as stream:
        stream.seek(*((0, os.SEEK_END) if call.at is None else (call.at,)))
        stream.write(content)


def _end_of(call: Call) -> int:
    """Return the minimum length of a file after a write to it."""
    return (call.file.stat().st_size if call.at is None else call.at) + len(call.content or b"")


def mount_read_only(folder: Path) -> None:
    """Make `folder` read-only for this process alone. Raises OSError where that is not allowed."""
    name = bytes(folder)
    _check_call(_LIBC.unshare(_NEW_MOUNTS))
    _check_call(_LIBC.mount(None, b"/", None, _ALL | _PRIVATE, None))
    _check_call(_LIBC.mount(name, name, None, _BIND, None))
    _check_call(_LIBC.mount(None, name, None, _REMOUNT | _BIND | _READ_ONLY, None))


def _check_call(result: int) -> None:
    if result:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _become_watched(stop: Stop) -> None:
    """Return in a child whose calls this process answers; this process ends as the child does."""
    ours, theirs = socket.socketpair()
    pid = os.fork()
    if not pid:
        ours.close()
        os.setpgid(0, 0)
        _LIBC.prctl(_DIES_WITH_PARENT, signal.SIGKILL, 0, 0, 0)
        listener = hold_calls()
        with theirs:
            socket.send_fds(theirs, [b"!"], [listener])
        os.close(listener)
        return
    theirs.close()
    with ours:
        _, listeners, _, _ = socket.recv_fds(ours, 1, 1)
    if listeners:
        stop.watch(listeners[0], pid)
    _, status = os.waitpid(pid, 0)
    if stop.action == "count":
        Path(stop.point).write_text(json.dumps(stop.seen), encoding="utf-8")
    code = os.waitstatus_to_exitcode(status)
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code != signal.SIGKILL else None
        os.kill(os.getpid(), -code)
    os._exit(code)


def main() -> None:
    action, root, point, number = sys.argv[1:5]
    del sys.argv[1:5]
    count, _, seed = number.partition(":")
    if action == "readonly":
        mount_read_only(Path(root))
    else:
        _become_watched(Stop(action, Path(root), point, int(count), Random(seed)))
    execute()


if __name__ == "__main__":
    main()
