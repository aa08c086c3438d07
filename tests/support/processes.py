"""Run `python -m MODULE` or `python -c CODE` as real processes, forked from one that has imported everything."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tests.support.fork_server import MOST, Command, Ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REPO = Path(__file__).parents[2]
PATIENCE = 300
"""Seconds after which an unfinished process fails a test. A crawl takes one, on an idle machine."""
_PAUSE = 0.02
_WARNINGS = ("-W", "error", "-W", "ignore:Binding:DeprecationWarning")
"""Warnings that are errors, except one that Python 3.12.0 to 3.12.3 give by mistake for `?1` in SQL."""
_SHARED = "TESTS_FORK_SERVER"
"""Environment variable with the address of the server shared by a test run."""

STARTED: Counter[str] = Counter()
"""Number of crawls and other processes started, and CPU time of the forked ones; `tests.conftest` prints it."""


def count(arguments: Sequence[str]) -> None:
    """Add the process of the command line `arguments` to `STARTED`."""
    STARTED["crawls" if "crawl" in arguments else "others"] += 1


class Process:
    """A started process: its output so far, and how it ended."""

    def __init__(self, pid: int, end: socket.socket, out: IO[bytes], err: IO[bytes]) -> None:
        self.pid = pid
        self.ended: Ended | None = None
        """Its end; None before that is known."""
        self._end = end
        self._files = {"out": out, "err": err}
        self._printed: dict[str, bytes] = {}

    @property
    def out(self) -> str:
        """The text printed on stdout so far."""
        return self._read("out")

    @property
    def err(self) -> str:
        """The text printed on stderr so far."""
        return self._read("err")

    @property
    def code(self) -> int:
        """The exit code of the ended process, negative for a signal."""
        assert self.ended is not None
        return self.ended.code

    def wait(self, seconds: float = PATIENCE) -> int:
        """Wait for its end and return its exit code. Kills it and raises TimeoutError if it does not end."""
        if not self.is_over(seconds):
            self.kill()
            self.is_over(PATIENCE)
            raise TimeoutError(f"it did not end within {seconds} s, and printed {self.out} {self.err}")
        return self.code

    def wait_for(self, words: str) -> None:
        """Wait until it prints `words` on stderr. Raises AssertionError if it ends before that."""
        until = time.monotonic() + PATIENCE
        while words not in self.err:
            over = self.is_over(_PAUSE)
            assert words in self.err or (not over and time.monotonic() < until), self.err

    def wait_for_lines(self, number: int) -> None:
        """Wait until it has printed `number` lines on stdout, or ended."""
        until = time.monotonic() + PATIENCE
        while self.out.count("\n") < number and not self.is_over(_PAUSE / 4):
            assert time.monotonic() < until, self.err

    def send_signal(self, number: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        if not self.is_over(0):
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    def kill(self) -> None:
        """Send it SIGKILL, unless it has ended."""
        self.send_signal(signal.SIGKILL)

    def is_over(self, seconds: float) -> bool:
        """Tell whether it has ended, or does so within `seconds`."""
        if self.ended is None and select.select([self._end], [], [], seconds)[0]:
            with self._end:
                message = self._end.recv(MOST)
            assert message, "the fork server is gone"
            self.ended = Ended(**json.loads(message))
            STARTED["CPU ms"] += round(self.ended.cpu * 1000)
            for name, file in self._files.items():
                file.seek(0)
                self._printed[name] = file.read()
                file.close()
        return self.ended is not None

    def _read(self, name: str) -> str:
        # The process shares the position in the file, so it must stay unchanged.
        file = self._files[name]
        printed = self._printed[name] if file.closed else os.pread(file.fileno(), os.fstat(file.fileno()).st_size, 0)
        return printed.decode(errors="replace")


class _Server:
    """The process that forks: that of the whole test run, or one started for the first process needed."""

    def __init__(self) -> None:
        self._asking = threading.Lock()
        self._control: socket.socket | None = None

    def start(
        self, command: Command, terminal: int | None = None, *, piped: bool = False, stdout: int | None = None
    ) -> Process:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        # The started process closes them when it has ended.
        out, err = tempfile.TemporaryFile(), tempfile.TemporaryFile()  # noqa: SIM115
        with theirs, Path(os.devnull).open("rb") as nothing, self._asking:
            self._control = self._control or self._connect()
            streams = [nothing.fileno(), out.fileno() if stdout is None else stdout, err.fileno()]
            if terminal is not None:
                streams = [terminal, out.fileno() if piped else terminal, terminal]
            socket.send_fds(self._control, [command.message()], [*streams, theirs.fileno()])
        answer = ours.recv(MOST)
        assert answer, "the fork server is gone"
        return Process(int(answer), ours, out, err)

    def share(self, address: Path) -> None:
        """Start it for the processes started by this one from now on."""
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(str(address))
            listener.listen()
            self._control = _begin(listener)
        os.environ[_SHARED] = str(address)

    def _connect(self) -> socket.socket:
        if _SHARED not in os.environ:
            return _begin()
        shared = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        shared.connect(os.environ[_SHARED])
        atexit.register(shared.close)
        return shared


def _begin(*listener: socket.socket) -> socket.socket:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    with theirs:
        descriptors = [one.fileno() for one in (theirs, *listener)]
        process = subprocess.Popen(
            [sys.executable, *_WARNINGS, "-m", "tests.support.fork_server", *map(str, descriptors)], cwd=REPO,
            pass_fds=descriptors, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        )  # fmt: skip

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


_SERVER = _Server()


def share_server() -> None:
    """Let all processes of a test run, which this one is about to start, ask the same server."""
    folder = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, folder)
    # If the address is too long for a socket, each process starts its own.
    with contextlib.suppress(OSError):
        _SERVER.share(Path(folder) / "forks")


def start(
    *arguments: str, env: Mapping[str, str] | None = None, cwd: Path = REPO, stdout: int | None = None
) -> Process:
    """Start `python -W error ARGUMENTS`, which are `-m MODULE ...` or `-c CODE ...`.

    With `stdout`, a descriptor, its output goes there.
    """
    count(arguments)
    command = Command(list(arguments), dict(os.environ if env is None else env), str(cwd))
    return _SERVER.start(command, stdout=stdout)


def start_in_terminal(*arguments: str, env: Mapping[str, str], terminal: int, piped: bool = False) -> Process:
    """Start it in a terminal, given by its descriptor; with `piped`, its stdout comes to `out`."""
    count(arguments)
    return _SERVER.start(Command(list(arguments), dict(env), str(REPO)), terminal, piped=piped)


def run(*arguments: str, env: Mapping[str, str] | None = None, cwd: Path = REPO) -> Process:
    """Run `python -W error ARGUMENTS` to its end. Raises TimeoutError if it does not end."""
    process = start(*arguments, env=env, cwd=cwd)
    process.wait()
    return process
