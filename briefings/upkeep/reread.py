"""Read every kept briefing of a source again, on all cores, and keep each that differs as a new revision."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from threading import Thread
from typing import Any

from briefings.items import Briefing
from briefings.records import briefing_of, differs
from briefings.store import Revision, SourceFolder
from briefings.store.kept_pages import CannotReread, read_again
from briefings.transcript import Markup
from briefings.upkeep.check_records import whole_briefing
from briefings.upkeep.read_archived import check_record

_AHEAD = 3  # briefings waiting for each worker: what bounds the memory
_KILLED = (
    "the process that read it, or one beside it, was killed, as when memory runs out; name it to have it read alone"
)

_Outcome = tuple[Briefing | None, str | None]
"""The new reading, if it differs from the kept one, and the reason if it failed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The result for one briefing: `now` where it differs from the kept one, `trouble` where it failed."""

    kept: Briefing
    """With its turns where there is `now`, else without."""
    now: Briefing | None = None
    trouble: str | None = None


def readings(
    revisions: Iterable[Revision],
    folder: SourceFolder,
    markup: Markup | None,
    *,
    jobs: int,
    is_known: Callable[[dict[str, Any]], bool],
) -> Iterator[Reading]:
    """Read these briefings of a source again, one after the other, in `jobs` processes; here, when it is 1.

    Left out are those of which `is_known` says, by the record of their line, that they would come out as they are.
    Where a process is killed, what was begun by then is not read, and all that follows is. The caller holds the lock
    of the source; what comes meanwhile is not read. Raises DamageError where a row is not as it was written.
    """
    # A copy without what was read of its lines: the processes are sent the lines only.
    tasks = (replace(one) for one in revisions if not is_known(one.record))
    read = partial(_read, archive=folder.archive, markup=markup)
    if jobs == 1:
        return (_reading(task, read(task)) for task in tasks)
    return _in_processes(tasks, read, jobs)


@contextmanager
def _workers(jobs: int) -> Iterator[ProcessPoolExecutor]:
    # Not fork: the parent has threads, locks and an open database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Let this process end with the one that started it, however that ends, and without a word at Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


def _in_processes(tasks: Iterator[Revision], read: Callable[[Revision], _Outcome], jobs: int) -> Iterator[Reading]:
    begun: deque[Revision] = deque()
    while True:
        waiting: deque[Future[_Outcome]] = deque()
        try:
            with _workers(jobs) as pool:
                while True:
                    for task in islice(tasks, jobs * _AHEAD - len(begun)):
                        begun.append(task)
                        waiting.append(pool.submit(read, task))
                    if not begun:
                        return
                    reading = _reading(begun[0], _outcome(waiting.popleft()))
                    begun.popleft()
                    yield reading
        except BrokenProcessPool:
            while begun:
                yield _reading(begun.popleft(), (None, _KILLED))


def _read(revision: Revision, archive: Path, markup: Markup | None) -> _Outcome:
    try:
        kept = whole_briefing(revision)
        now = read_again(kept, archive, markup)
        check_record(now)
    except Exception as error:
        # One page that the reader fails on must not keep the other briefings from being read.
        return None, _why(error)
    return now if differs(kept, now) else None, None


def _outcome(future: Future[_Outcome]) -> _Outcome:
    """Return the result of a process. Raises BrokenProcessPool when it was killed."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:
        # What a process is given or gives back can be too much for the memory, too.
        return None, _why(error)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, CannotReread) else f"the reader failed: {type(error).__name__}: {error}"


def _reading(revision: Revision, outcome: _Outcome) -> Reading:
    now, trouble = outcome
    return Reading(whole_briefing(revision) if now else briefing_of(revision.record, ()), now, trouble)
