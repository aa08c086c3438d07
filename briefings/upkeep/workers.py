"""Readers of many briefings: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
from collections.abc import Callable, Iterator
from concurrent import futures
from contextlib import AbstractContextManager, contextmanager, suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from msgspec import Struct

from briefings.runs.reading_key import reader_version

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = 10  # seconds for a scheduler to answer
_START = 60.0  # seconds for a process to start


class WorkersGoneError(Exception):
    """Error when no worker is left to read, or no process can be started."""


class WorkersRefusedError(Exception):
    """Error when workers cannot be used; `str()` says why."""


class Workers(Struct, frozen=True):
    """Workers that read several briefings at a time."""

    count: int
    """Number of briefings read at a time."""
    start: Callable[[], AbstractContextManager[futures.Executor]]
    """Gives the executor for a briefing and its pages. Calls still waiting at the end are dropped."""
    killed: str
    """Trouble reported for a briefing whose worker was killed."""
    kills: tuple[type[Exception], ...] = ()
    """Exceptions of an executor that goes on after a briefing killed its workers."""
    are_left: Callable[[], bool] = lambda: True
    """Tells whether any worker is left; called when nothing arrived for a while."""


def processes(count: int) -> Workers:
    return Workers(count, partial(_processes, count), "the process that read it was killed, as when memory runs out")


@contextmanager
def _processes(count: int) -> Iterator[futures.Executor]:
    # Not fork: the parent has threads, locks and an open database.
    context = multiprocessing.get_context("spawn")
    with futures.ProcessPoolExecutor(count, mp_context=context, initializer=_end_with_parent) as pool:
        try:
            # The others once one has started: a pool whose processes end while it starts more may never answer.
            pool.submit(os.getpid).result(_START)
        except (OSError, futures.BrokenExecutor) as error:
            # The pool would wait for one that never answers.
            for child in multiprocessing.active_children():
                child.kill()
            raise WorkersGoneError from error
        try:
            yield pool
        finally:
            pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """Make this process end with the one that started it, however that ends, and silently at Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def wait() -> None:
        parent.join()
        os._exit(1)

    Thread(target=wait, daemon=True).start()


@contextmanager
def dask_workers(address: str) -> Iterator[Workers]:
    """Yield the workers of the Dask scheduler at an address, all of which have the reader of this process.

    Raises WorkersRefusedError when it does not answer, has no workers, or one of them has another reader.
    """
    from distributed import Client  # noqa: PLC0415 - an extra
    from distributed.comm import get_address_host_port  # noqa: PLC0415
    from distributed.scheduler import KilledWorker  # noqa: PLC0415

    try:
        # A client without a scheduler waits half a minute for its own end.
        socket.create_connection(get_address_host_port(address), _PATIENCE).close()
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise WorkersRefusedError(f"No Dask scheduler answers at {address}: {error}.") from error

    def are_left() -> bool:
        with suppress(OSError):
            return bool(client.nthreads())
        return False

    with client:
        _check_readers(address, client)
        yield Workers(
            count=sum(client.nthreads().values()),
            start=partial(_dask_executor, client),
            killed="it killed every worker that began to read it, or they were killed meanwhile",
            kills=(KilledWorker,),
            are_left=are_left,
        )


def _check_readers(address: str, client: Client) -> None:
    """Raise WorkersRefusedError unless there are workers, and all have the reader of this process.

    So must the scheduler, which unpacks what it passes on to them.
    """
    found = {f"worker {name}": version for name, version in client.run(reader_version, on_error="return").items()}
    if not found:
        raise WorkersRefusedError(f"The Dask scheduler at {address} has no workers: start some.")
    try:
        found["scheduler"] = client.run_on_scheduler(reader_version)
    except Exception as error:  # whatever it raised there
        found["scheduler"] = error
    own = reader_version()
    for who, version in found.items():
        if version != own:
            said = version[:12] if isinstance(version, str) else repr(version)
            advice = "install the same release of briefings, the same lxml and the same Python"
            raise WorkersRefusedError(
                f"The {who} of the cluster has another reader ({said}, here {own[:12]}): {advice}."
            )


@contextmanager
def _dask_executor(client: Client) -> Iterator[futures.Executor]:
    # `retries` counts exceptions, as when a worker was lost while it sent what it had read.
    executor = client.get_executor(pure=False, retries=2)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False)
