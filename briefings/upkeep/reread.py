"""Read every stored briefing of a source again, in this process or by workers, and report each that differs."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Future, wait
from functools import partial
from itertools import islice
from pathlib import Path

from msgspec.structs import replace

from briefings.items import Briefing
from briefings.markup import Markup
from briefings.records.differences import differs
from briefings.runs.reading_key import reader_version
from briefings.store.folder import SourceFolder
from briefings.store.kept_pages import CannotReread, kept_records, read_records
from briefings.store.stored_revision import Revision
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
    not as it was written, WorkersGoneError if no worker is left or can be started.
    """
    # The workers are sent only the lines, not what was parsed from them.
    tasks = map(replace, revisions)
    read = partial(_read, markup=markup, reader=reader_version())
    if workers is None:
        return ((task, read(task, *_sent(task, folder.archive))) for task in tasks)
    return _by_workers(tasks, read, folder.archive, workers)


def _by_workers(
    tasks: Iterable[Revision], read: Callable[..., Outcome], archive: Path, workers: Workers
) -> Iterator[tuple[Revision, Outcome]]:
    """Yield the outcomes in order. Where a worker is killed, all that were begun with it are read again, each alone."""
    left, begun, alone = iter(tasks), deque[Revision](), 0
    while True:
        waiting: deque[Future[Outcome]] = deque()
        try:
            with workers.start() as executor:
                while True:
                    ahead = 1 if alone else workers.count * _AHEAD
                    begun.extend(islice(left, max(0, ahead - len(begun))))
                    if not begun:
                        return
                    for task in islice(begun, len(waiting), ahead):
                        waiting.append(executor.submit(read, task, *_sent(task, archive)))
                    outcome = _outcome(waiting.popleft(), workers)
                    yield begun.popleft(), outcome
                    alone = max(0, alone - 1)
        except BrokenExecutor:
            if alone or len(begun) == 1:  # no other can have killed it
                yield begun.popleft(), (None, workers.killed)
                alone = max(0, alone - 1)
            else:
                alone = len(begun)


def _sent(task: Revision, archive: Path) -> tuple[list[bytes], str | None]:
    """Return the archived pages of a briefing, and why they cannot be read, if they cannot."""
    try:
        return kept_records(task.briefing(), archive), None
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
        kept = revision.briefing()
        now = read_records(kept, records, markup)
    except Exception as error:
        # One page that the reader fails on must not prevent the other briefings from being read.
        return None, _why(error)
    return now if differs(kept, now) else None, None


def _outcome(future: Future[Outcome], workers: Workers) -> Outcome:
    """Wait for the outcome of a revision. Raises BrokenExecutor when a worker was killed, and WorkersGoneError."""
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
    except workers.kills as error:
        raise BrokenExecutor from error
    except Exception as error:
        # What a process receives or returns can also be too much for the memory.
        return None, _why(error)


def _why(error: Exception) -> str:
    return str(error) if isinstance(error, CannotReread) else f"the reader failed: {type(error).__name__}: {error}"
