"""A Dask scheduler and its workers, each a process of its own on loopback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from tests.support.processes import PATIENCE, REPO

_ALONE = ("--no-dashboard", "--host", "127.0.0.1")


class Cluster:
    """A scheduler and its workers, to be used as a context manager."""

    def __init__(self, folder: Path, *, killers: int = 4, path: Path = REPO) -> None:
        """Start a scheduler with its logs in `folder` that gives up a task which killed `killers` workers.

        All its processes can import from `path`.
        """
        folder.mkdir(exist_ok=True)
        self._folder = folder
        self._environment = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": str(killers - 1)}
        self._path = path
        self._started: list[subprocess.Popen[bytes]] = []
        self.workers: list[subprocess.Popen[bytes]] = []
        log = self._start("scheduler", *_ALONE, "--port", "0")
        self.address = _wait_for(log, "Scheduler at:").split()[0]

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        for process in reversed(self._started):
            process.kill()
            process.wait()

    def add_worker(self, project: Path = REPO, *, threads: int = 1) -> None:
        """Start a worker with the reader of a project that reads `threads` briefings at a time."""
        name = f"worker{len(self.workers)}"
        more = ("--no-nanny", "--nthreads", str(threads), "--local-directory", str(self._folder / name))
        log = self._start(name, self.address, *_ALONE, *more, project=project)
        _wait_for(log, "Registered to:")
        self.workers.append(self._started[-1])

    def kill_worker(self, number: int) -> None:
        """Kill a worker with SIGKILL."""
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()

    def kill_scheduler(self) -> None:
        """Kill the scheduler with SIGKILL."""
        self._started[0].send_signal(signal.SIGKILL)
        self._started[0].wait()

    def _start(self, name: str, *arguments: str, project: Path = REPO) -> Path:
        log, module = self._folder / f"{name}.log", "worker" if name.startswith("worker") else name
        with log.open("wb") as stream:
            command = [sys.executable, "-m", f"distributed.cli.dask_{module}", *arguments]
            environment = {**self._environment, "PYTHONPATH": str(self._path)}
            process = subprocess.Popen(command, cwd=project, env=environment, stdout=stream, stderr=stream)
        self._started.append(process)
        return log


def _wait_for(log: Path, words: str) -> str:
    """Wait for words in a log; return what follows them."""
    until = time.monotonic() + PATIENCE
    while words not in (text := log.read_text(encoding="utf-8")):
        assert time.monotonic() < until, text
        time.sleep(0.05)
    return text.partition(words)[2]
