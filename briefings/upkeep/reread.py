"""Read every kept briefing of a source again, on all cores, and keep what comes out otherwise as a new revision."""

from __future__ import annotations

import json
import multiprocessing
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.items import Briefing
from briefings.records import breaches_of, briefing_of, differs, problems_of
from briefings.store import SourceFolder
from briefings.store.corpus import lines_of
from briefings.store.kept_pages import CannotReread, read_again
from briefings.transcript import Markup

_AHEAD = 3  # briefings waiting for each worker: what bounds the memory
_KILLED = "the process that read it was killed: the log of the system may say why, as when memory ran out"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one briefing: `now` is there when it is read otherwise than it is kept, `trouble` when it is not."""

    kept: Briefing
    now: Briefing | None = None
    trouble: str | None = None


@dataclass(frozen=True, slots=True)
class _Task:
    lines: list[bytes]
    """The line of a briefing, then those of its turns."""
    archive: Path
    markup: Markup | None


def readings(
    folder: SourceFolder, markup: Markup | None, *, jobs: int, is_known: Callable[[dict[str, Any]], bool]
) -> Iterator[Reading]:
    """Read the kept briefings again, in the order of their lines, in `jobs` processes; here, when that is 1.

    Left out are those of which `is_known` says, by the record of their line, that they would come out as they are.
    Where a process is killed, what it had is read again one by one: the briefing that kills is named as its trouble.
    The caller holds the lock of the source and brought its files in order; lines that come meanwhile are not read.
    Raises DamageError where a line cannot be read, StorageError where a file cannot.
    """
    tasks = _tasks(folder, markup, is_known)
    if jobs == 1:
        yield from map(_read, tasks)
        return
    broken = True
    while broken:
        with _workers(jobs) as pool:
            left = yield from _in_order(pool, tasks, jobs * _AHEAD)
        broken = bool(left)
        yield from _one_by_one(left)


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # Not fork: the parent has threads, locks and an open ledger.
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _in_order(pool: ProcessPoolExecutor, tasks: Iterable[_Task], most: int) -> Generator[Reading, None, deque[_Task]]:
    """Yield the readings in order; returns what was not read, all that was begun, when a process was killed."""
    begun: deque[_Task] = deque()
    waiting: deque[Future[Reading]] = deque()
    try:
        for task in tasks:
            begun.append(task)
            waiting.append(pool.submit(_read, task))
            if len(waiting) >= most:
                yield waiting.popleft().result()
                begun.popleft()
        while waiting:
            yield waiting.popleft().result()
            begun.popleft()
    except BrokenProcessPool:
        return begun
    return deque()


def _one_by_one(tasks: deque[_Task]) -> Iterator[Reading]:
    """Read each alone, so that the one that kills the process that reads it is known: it is named and left."""
    while tasks:
        with _workers(1) as pool:
            while tasks:
                task = tasks.popleft()
                try:
                    yield pool.submit(_read, task).result()
                except BrokenProcessPool:
                    yield Reading(_kept(task.lines), trouble=_KILLED)
                    break


def _tasks(folder: SourceFolder, markup: Markup | None, is_known: Callable[[dict[str, Any]], bool]) -> Iterator[_Task]:
    turns = lines_of(folder.turns)
    size = folder.briefings.stat().st_size if folder.briefings.exists() else 0
    for line in lines_of(folder.briefings, end=size):
        raw = [line.raw]
        for seq in range(line.record()["turn_count"]):
            turn = next(turns, None)
            if turn is None or turn.record()["briefing"] != line.record()["id"]:
                raise line.damage(f"does not stand for its turns in {folder.turns.name}: turn {seq} is not there")
            raw.append(turn.raw)
        if not is_known(line.record()):
            yield _Task(raw, folder.archive, markup)


def _read(task: _Task) -> Reading:
    kept = _kept(task.lines)
    try:
        now = read_again(kept, task.archive, task.markup)
        check_record(now)
    except CannotReread as error:
        return Reading(kept, trouble=str(error))
    except Exception as error:
        # One page that the reader fails on must not keep the other briefings from being read.
        return Reading(kept, trouble=f"the reader failed: {type(error).__name__}: {error}")
    return Reading(kept, now=now if differs(kept, now) else None)


def _kept(lines: list[bytes]) -> Briefing:
    line, *turns = (json.loads(raw) for raw in lines)
    return briefing_of(line, turns)


def check_record(briefing: Briefing) -> None:
    """Raise CannotReread when the record is one that the pipelines would reject."""
    if reasons := breaches_of(briefing) or problems_of(briefing):
        raise CannotReread(f"what today's reader makes of it breaks the schema: {reasons[0]}")
