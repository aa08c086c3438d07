"""Run the real `scrapy crawl` in a pseudo-terminal, and see what a person in front of it sees."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from typing import TYPE_CHECKING, Self

import pyte

from tests.support.processes import PATIENCE, REPO, count

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

# Makes its standard error the terminal that sends Ctrl-C, as a shell does, and becomes the crawl.
_LOGIN = (
    "import fcntl, os, sys, termios;"
    "os.setsid(); fcntl.ioctl(2, termios.TIOCSCTTY, 0); os.execv(sys.argv[1], sys.argv[1:])"
)
CTRL_C = b"\x03"


class Terminal:
    """A terminal in which `scrapy crawl ARGS` runs; a context manager.

    `variables` are added to the environment. With `piped`, stdout is no terminal but a pipe, and comes to `out`.
    """

    def __init__(
        self,
        crawler: Crawler,
        *args: str,
        columns: int = 300,
        variables: dict[str, str] | None = None,
        piped: bool = False,
    ) -> None:
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        self.screen = pyte.Screen(columns, 50)
        self._stream = pyte.ByteStream(self.screen)
        self.sent = b""
        """Everything that was written to the terminal."""
        environment = {
            **crawler.environment(),
            "TERM": "xterm-256color",
            "COLUMNS": "",
            "LINES": "",
            **(variables or {}),
        }
        command = [sys.executable, "-W", "error", *crawler.command(args)]
        count(command)
        self._process = subprocess.Popen(
            [sys.executable, "-c", _LOGIN, *command], cwd=REPO, env=environment,
            stdin=slave, stdout=subprocess.PIPE if piped else slave, stderr=slave,
        )  # fmt: skip
        os.close(slave)
        self.out = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        os.close(self._master)

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, without the empty rest of it."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().split("\n")

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def terminate(self) -> None:
        """Send SIGTERM, as `kill` does."""
        self._process.send_signal(signal.SIGTERM)

    def wait_for(self, words: str) -> None:
        """Return when `words` stand on the screen. Raises AssertionError when they do not come."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, "\n".join(self.lines)
            assert self._read(), "\n".join(self.lines)

    def wait(self) -> int:
        """Wait for the end of the crawl; returns its exit code."""
        while self._read():
            pass
        if self._process.stdout is not None:
            self.out = self._process.stdout.read()
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        """Put on the screen what comes next; False when nothing comes any more."""
        ready, _, _ = select.select([self._master], [], [], PATIENCE)
        try:
            came = os.read(self._master, 65536) if ready else b""
        except OSError:  # how Linux says that nobody has the other end open any more
            came = b""
        self.sent += came
        self._stream.feed(came)
        return bool(came)
