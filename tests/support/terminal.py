"""Run the real `scrapy crawl` in a pseudo-terminal, and see what a person in front of it sees."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from typing import TYPE_CHECKING, Self

import pyte

from tests.support.processes import PATIENCE, start_in_terminal

if TYPE_CHECKING:
    from tests.support.crawls import Crawler

CTRL_C = b"\x03"


class Terminal:
    """Context manager for a terminal in which `scrapy crawl ARGS` runs.

    `variables` are added to the environment. With `piped`, stdout is not the terminal, and comes to `out`.
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
        """Everything written to the terminal."""
        environment = {
            **crawler.environment(),
            "TERM": "xterm-256color",
            "COLUMNS": "",
            "LINES": "",
            **(variables or {}),
        }
        self._process = start_in_terminal(*crawler.command(args), env=environment, terminal=slave, piped=piped)
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    @property
    def out(self) -> str:
        """The text printed on stdout, when `piped`."""
        return self._process.out

    @property
    def lines(self) -> list[str]:
        """The text on the screen, without its empty rest."""
        return "\n".join(line.rstrip() for line in self.screen.display).rstrip().split("\n")

    def type(self, keys: bytes) -> None:
        """Press keys."""
        os.write(self._master, keys)

    def terminate(self) -> None:
        """Send SIGTERM, as `kill` does."""
        self._process.send_signal(signal.SIGTERM)

    def wait_for(self, words: str) -> None:
        """Wait until `words` are on the screen. Raises AssertionError if they do not appear."""
        end = time.monotonic() + PATIENCE
        while not any(words in line for line in self.lines):
            assert time.monotonic() < end, "\n".join(self.lines)
            assert self._read(), "\n".join(self.lines)

    def wait(self) -> int:
        """Wait for the end of the crawl; return its exit code."""
        while self._read():
            pass
        return self._process.wait(PATIENCE)

    def _read(self) -> bool:
        """Put the next output on the screen; return False when there is no more."""
        ready, _, _ = select.select([self._master], [], [], PATIENCE)
        try:
            came = os.read(self._master, 65536) if ready else b""
        except OSError:  # Linux's way to say that nobody has the other end open
            came = b""
        self.sent += came
        self._stream.feed(came)
        return bool(came)
