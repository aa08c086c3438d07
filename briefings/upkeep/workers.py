"""Who reads briefings again: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from briefings.runs import reader_version

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10  # seconds in which a scheduler has to answer


class WorkersGoneError(Exception):
    """Nobody is left to read."""


class WorkersRefusedError(Exception):
    """Workers cannot be used; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Workers:
    """What reads several briefings at a time."""

    count: int
    """How many it reads at a time."""
    start: Callable[[], AbstractContextManager[Executor]]
    """Gives the executor that a briefing and its pages are sent to. What it still has to do at the end is dropped."""
    killed: str
    """What is said of a briefing whose worker was killed."""
    kills: tuple[type[Exception], ...] = ()
    """What an executor raises for a briefing that killed its workers, and goes on."""
    are_left: Callable[[], bool] = lambda: True
    """Whether anybody is there to read; asked when nothing came for a while."""


def processes(count: int) -> Workers:
    """So many processes of this machine."""
    return Workers(count, partial(_processes, count), "the process that read it was killed, as when memory runs out")


@contextmanager
def _processes(count: int) -> Iterator[Executor]:
    # Not fork: the parent has threads, locks and an open database.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
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


@contextmanager
def dask_workers(address: str) -> Iterator[Workers]:
    """The workers of the Dask scheduler at an address, all of which have the reader of this process.

    Raises WorkersRefusedError when it does not answer, has no workers, or one of them has another reader.
    """
    from distributed import Client  # noqa: PLC0415 - an extra
    from distributed.comm import get_address_host_port  # noqa: PLC0415
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    try:
        # A client that finds nobody waits half a minute for its own end.
        socket.create_connection(get_address_host_port(address), _PATIENCE).close()
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersRefusedError(f"No Dask scheduler answers at {address}: {error}.") from error

    def are_left() -> bool:
        with suppress(OSError):
            return bool(client.nthreads())
        return False

    with client:
        _check_readers(address, _readers(client))
        yield Workers(
            count=sum(client.nthreads().values()),
            start=partial(_dask_executor, client),
            killed="it killed every worker that began to read it, or they were killed meanwhile",
            kills=(KilledWorker,),
            are_left=are_left,
        )


def _readers(client: Client) -> dict[str, str | Exception]:
    """The version of the reader that each worker has, and the scheduler, which unpacks what it passes on to them."""
    found: dict[str, str | Exception] = {
        f"worker {name}": version for name, version in client.run(reader_version, on_error="return").items()
    }
    if found:
        try:
            found["scheduler"] = client.run_on_scheduler(reader_version)
        except Exception as error:  # whatever it raised there
            found["scheduler"] = error
    return found


def _check_readers(address: str, found: Mapping[str, str | Exception]) -> None:
    """Raise WorkersRefusedError unless there are workers, and all have the reader of this process."""
    if not found:
        raise WorkersRefusedError(f"The Dask scheduler at {address} has no workers: start some.")
    own = reader_version()
    for who, version in found.items():
        if version == own:
            continue
        what = f"cannot say which reader it has ({type(version).__name__}: {version})"
        if isinstance(version, str):
            what = f"has another reader ({version[:12]}, here {own[:12]})"
        advice = "install the same release of briefings, the same lxml and the same Python"
        raise WorkersRefusedError(f"The {who} of the cluster {what}: {advice}.")


@contextmanager
def _dask_executor(client: Client) -> Iterator[Executor]:
    # `retries` counts exceptions, as when a worker was lost while it sent what it had read.
    executor = client.get_executor(pure=False, retries=2)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False)
