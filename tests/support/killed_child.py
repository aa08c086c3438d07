"""Kill for real: a child process gets SIGKILL at a chosen step of its work in briefings/store."""

from __future__ import annotations

import gc
import json
import os
import re
import signal
import sys
import time
import traceback
import warnings
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from zlib import crc32

import briefings.store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import FrameType

STORE = str(Path(briefings.store.__file__).parent)


def writing_steps(action: Callable[[], object], root: Path, folders: Sequence[str] = (STORE,)) -> list[int]:
    """Return the steps of `action`, counted as by `killed_at`, at which files below `root` differ from the step before.

    A kill between two of these steps leaves what a kill at the first leaves. The action is done in a child.
    """
    reading, writing = os.pipe()
    child = _fork()
    if child == 0:
        with _last_of_all():
            steps: list[int] = []
            _watch_files(root, steps, tuple(folders))
            action()
            sys.setprofile(None)
            os.write(writing, json.dumps(steps).encode())
    os.close(writing)
    with os.fdopen(reading, "rb") as stream:
        told = stream.read()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    found: list[int] = json.loads(told)
    return found


def killed_at(step: int, action: Callable[[], object], folders: Sequence[str] = (STORE,)) -> bool:
    """Run `action` in a child that is killed at the `step`-th call made or returned from in one of `folders`.

    Returns False when the action ended before that. Fails when it raised.
    """
    child = _fork()
    if child == 0:
        with _last_of_all():
            _count_down(step, tuple(folders))
            action()
            sys.setprofile(None)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0
    return False


def _fork() -> int:
    with warnings.catch_warnings():
        # Python 3.12 warns if there are other threads. Those of the test runner hold nothing that the child needs.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


@contextmanager
def _last_of_all() -> Iterator[None]:
    """End a child after the block, with 1 if the block raised."""
    gc.disable()  # a collection would copy everything the test runner holds
    try:
        yield
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _watch_files(root: Path, steps: list[int], folders: tuple[str, ...]) -> None:
    number, before = 0, _files(str(root))
    # During a C call, such as `writelines`, one of our generators may run while the file grows.
    writing, may_differ = 0, False

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal number, before, writing, may_differ
        if frame.f_code.co_filename.startswith(folders) and event != "c_return":
            # A function of ours that was just called has done nothing yet.
            if event != "call" and (writing or may_differ):
                may_differ = False
                if (now := _files(str(root))) != before:
                    steps.append(number)
                    before = now
            number += 1
        if event.startswith("c_") and not _is_harmless(argument):
            writing += 1 if event == "c_call" else -1
            may_differ = may_differ or event != "c_call"

    sys.setprofile(watch)


_WITHOUT_FILES = (str, bytes, bytearray, list, tuple, dict, set, frozenset, re.Pattern, re.Match, date)


def _is_harmless(called: object) -> bool:
    """Tell whether a C function writes no file: it is a method of a value, or a builtin such as `len`."""
    return isinstance(getattr(called, "__self__", None), _WITHOUT_FILES) or getattr(called, "__module__", None) in {
        "builtins", "time", "math", "_json", "itertools", "_hashlib", "_struct",
    }  # fmt: skip


_SUMS: dict[tuple[str, int, int], int] = {}
_TICK = 20_000_000
"""Nanoseconds within which a file may change again without a new modification time."""


def _sum_of(file: os.DirEntry[str]) -> int:
    stat = file.stat()
    key = file.path, stat.st_mtime_ns, stat.st_size
    if key not in _SUMS or time.time_ns() - stat.st_mtime_ns < _TICK:
        _SUMS[key] = crc32(Path(file.path).read_bytes())
    return _SUMS[key]


def _files(folder: str) -> list[tuple[str, int]]:
    """Return the files below a folder with a sum of their bytes, except those that SQLite shares between processes."""
    found: list[tuple[str, int]] = []
    with os.scandir(folder) if Path(folder).is_dir() else nullcontext(()) as entries:
        for entry in entries:
            if entry.is_dir():
                found += [(entry.path, 0), *_files(entry.path)]
            elif not entry.name.endswith("-shm"):
                found.append((entry.path, _sum_of(entry)))
    return sorted(found)


def _count_down(step: int, folders: tuple[str, ...]) -> None:
    left = step

    def watch(frame: FrameType, event: str, argument: object) -> None:
        nonlocal left
        if frame.f_code.co_filename.startswith(folders) and event != "c_return":
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(watch)
