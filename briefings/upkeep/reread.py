"""Read every stored briefing of a source again, in this process or by workers, and report each that differs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path

from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records.differences import differs
from briefings.runs.reading_key import reader_version
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import CannotReread, kept_records, read_records
from briefings.store.revision import Revision
from briefings.upkeep.check_database import whole_briefing
from briefings.upkeep.workers import Workers, WorkersGoneError

_AHEAD = 3  # briefings waiting for each worker; bounds the memory
_LONELY = 60.0  # seconds without an answer before checking that workers are left

Outcome = tuple[Briefing | None, str | None]
"""The new reading, if it differs from the stored one, and the reason if it failed."""


def readings(
    revisions: Iterable[Revision], folder: SourceFolder, markup: Markup | None, *, workers: Workers | None = None
) -> Iterator[tuple[Revision, Outcome]]:
    """Read these briefings of a source again, one after the other, by `workers`; without any, in this process.

    Workers are sent all they need, including the pages. A briefing that kills its worker stays unread; all others are
    read. The caller holds the lock of the source; what arrives meanwhile is not read. Raises DamageError if a row is
    not as it was written, WorkersGoneError if no worker is left.
    """
    # A copy without what was parsed from its lines: the workers are sent only the lines.
    tasks = map(replace, revisions)
    read = partial(_read, markup=markup, reader=reader_version())
    if workers is None:
        return ((task, read(task, *_sent(task, folder.archive))) for task in tasks)
    return _by_workers(tasks, read, folder.archive, workers)


def _by_workers(
    tasks: Iterable[Revision], read: Callable[..., Outcome], archive: Path, workers: Workers
) -> Iterator[tuple[Revision, Outcome]]:
    """Yield the outcomes; if several may have killed a worker, each is read once more, alone, after all others."""
    suspects: list[Revision] = []
    for task, outcome in _outcomes(tasks, read, archive, workers, ahead=workers.count * _AHEAD):
        if outcome is None:
            suspects.append(task)
        else:
            yield task, outcome
    if len(suspects) <= 1:  # no other can have killed a worker
        yield from ((task, (None, workers.killed)) for task in suspects)
        return
    for task, outcome in _outcomes(suspects, read, archive, workers, ahead=1):
        yield task, outcome or (None, workers.killed)


def _outcomes(
    tasks: Iterable[Revision], read: Callable[..., Outcome], archive: Path, workers: Workers, *, ahead: int
) -> Iterator[tuple[Revision, Outcome | None]]:
    """Yield the outcome of each in order, with `ahead` begun at a time.

    It is None if a worker was killed for it, or for one begun with it.
    """
    left, begun = iter(tasks), deque[Revision]()
    while True:
        waiting: deque[Future[Outcome]] = deque()
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
            # It is unknown whose process it was.
            while begun:
                yield begun.popleft(), None


def _sent(task: Revision, archive: Path) -> tuple[list[bytes], str | None]:
    """Return the archived pages of a briefing, and why they cannot be read, if they cannot."""
    try:
        return kept_records(whole_briefing(task), archive), None
    except Exception as error:
        return [], _why(error)


def _read(
    revision: Revision, records: list[bytes], trouble: str | None, *, markup: Markup | None, reader: str
) -> Outcome:
    if trouble is not None:
        return None, trouble
    if reader_version() != reader:
        return None, "the worker that it was sent to has another version of the reader"
    try:
        kept = whole_briefing(revision)
        now = read_records(kept, records, markup)
    except Exception as error:
        # One page that the reader fails on must not prevent the other briefings from being read.
        return None, _why(error)
    return now if differs(kept, now) else None, None


def _outcome(future: Future[Outcome], workers: Workers) -> Outcome | None:
    """Wait for the outcome of a revision; None if it was given up because its workers were killed.

    Raises BrokenExecutor when a worker was killed and it is unknown for which revision.
    """
    try:
        while not wait([future], timeout=_LONELY).done:
            if not workers.are_left():
                raise WorkersGoneError
        return future.result()
    except (BrokenExecutor, WorkersGoneError):
        raise
    except CancelledError:
        # It was cancelled with a scheduler that went away.
        raise WorkersGoneError from None
    except workers.kills:
        return None
    except Exception as error:
        # What a process receives or returns can also be too much for the memory.
        return None, _why(error)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, CannotReread) else f"the reader failed: {type(error).__name__}: {error}"
