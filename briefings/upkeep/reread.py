"""Read every kept briefing of a source again, in this process or by workers, and report each that differs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records import briefing_of, differs
from briefings.runs import reader_version
from briefings.store import Revision, SourceFolder
from briefings.store.kept_pages import CannotReread, kept_records, read_records
from briefings.upkeep.check_records import whole_briefing
from briefings.upkeep.read_archived import check_record
from briefings.upkeep.workers import Workers, WorkersGoneError

_AHEAD = 3  # briefings waiting for each worker: what bounds the memory
_LONELY = 60.0  # seconds after which it is asked whether any worker is left

_Outcome = tuple[Briefing | None, str | None]
"""The new reading, if it differs from the kept one, and the reason if it failed."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """The result for one briefing: `now` where it is read otherwise than it is kept, `trouble` where it failed."""

    kept: Briefing
    """With its turns where there is `now`, else without."""
    now: Briefing | None = None
    trouble: str | None = None


def readings(
    revisions: Iterable[Revision],
    folder: SourceFolder,
    markup: Markup | None,
    *,
    workers: Workers | None = None,
) -> Iterator[Rereading]:
    """Read these briefings of a source again, one after the other, by `workers`; in this process, where there are none.

    Workers are sent what they need, the pages too. What kills the one that reads it stays unread, and all else is read.
    The caller holds the lock of the source; what comes meanwhile is not read. Raises
    DamageError where a row is not as it was written, WorkersGoneError where nobody is left to read.
    """
    # A copy without what was read of its lines: the workers are sent the lines only.
    tasks = map(replace, revisions)
    read = partial(_read, markup=markup, reader=reader_version())
    if workers is None:
        return (_reading(task, read(task, *_sent(task, folder.archive))) for task in tasks)
    return _by_workers(tasks, read, folder.archive, workers)


def _by_workers(
    tasks: Iterable[Revision], read: Callable[..., _Outcome], archive: Path, workers: Workers
) -> Iterator[Rereading]:
    """Of several that a worker may have been killed for, each is read once more, alone, when all others are."""
    suspects: list[Revision] = []
    for task, outcome in _outcomes(tasks, read, archive, workers, ahead=workers.count * _AHEAD):
        if outcome is None:
            suspects.append(task)
        else:
            yield _reading(task, outcome)
    if len(suspects) <= 1:  # no other can have killed a worker
        yield from (_reading(task, (None, workers.killed)) for task in suspects)
        return
    for task, outcome in _outcomes(suspects, read, archive, workers, ahead=1):
        yield _reading(task, outcome or (None, workers.killed))


def _outcomes(
    tasks: Iterable[Revision], read: Callable[..., _Outcome], archive: Path, workers: Workers, *, ahead: int
) -> Iterator[tuple[Revision, _Outcome | None]]:
    """The outcome of each, in order, `ahead` of which are begun at a time; None where a worker was killed for it, or
    for one that was begun with it."""
    left, begun = iter(tasks), deque[Revision]()
    while True:
        waiting: deque[Future[_Outcome]] = deque()
        try:
            with workers.start() as executor:
                while True:
                    for task in islice(left, ahead - len(begun)):
                        begun.append(task)
                        waiting.append(executor.submit(read, task, *_sent(task, archive)))
                    if not begun:
                        return
                    outcome = _outcome(waiting.popleft(), workers)
                    yield begun.popleft(), outcome
        except BrokenExecutor:
            # Nobody knows whose process it was.
            while begun:
                yield begun.popleft(), None


def _sent(task: Revision, archive: Path) -> tuple[list[bytes], str | None]:
    """The pages of a briefing as the archive has them, and why they cannot be had, if they cannot."""
    try:
        return kept_records(whole_briefing(task), archive), None
    except Exception as error:
        return [], _why(error)


def _read(
    revision: Revision, records: list[bytes], trouble: str | None, *, markup: Markup | None, reader: str
) -> _Outcome:
    if trouble is not None:
        return None, trouble
    if reader_version() != reader:
        return None, "the worker that it was sent to has another version of the reader"
    try:
        kept = whole_briefing(revision)
        now = read_records(kept, records, markup)
        check_record(now)
    except Exception as error:
        # One page that the reader fails on must not keep the other briefings from being read.
        return None, _why(error)
    return now if differs(kept, now) else None, None


def _outcome(future: Future[_Outcome], workers: Workers) -> _Outcome | None:
    """Wait for the outcome of a revision; None where it was given up because its workers were killed.

    Raises BrokenExecutor when a worker was killed and nobody knows whose it was.
    """
    try:
        while not wait([future], timeout=_LONELY).done:
            if not workers.are_left():
                raise WorkersGoneError
        return future.result()
    except (BrokenExecutor, WorkersGoneError):
        raise
    except CancelledError:
        # A scheduler that went away took it along.
        raise WorkersGoneError from None
    except workers.kills:
        return None
    except Exception as error:
        # What a process is given or gives back can be too much for the memory, too.
        return None, _why(error)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, CannotReread) else f"the reader failed: {type(error).__name__}: {error}"


def _reading(revision: Revision, outcome: _Outcome) -> Rereading:
    now, trouble = outcome
    return Rereading(whole_briefing(revision) if now else briefing_of(revision.record, ()), now, trouble)
