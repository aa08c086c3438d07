"""A Python that has imported everything our commands need, and forks a copy of itself for each command.

`python -W error -m tests.support.fork_server CONTROL [LISTENER]` is started by `tests.support.processes` with sockets.
Half the cost of a short crawl is starting Python and importing Scrapy, which a fork has behind it. A fork is a process
like any other: with its own id, arguments, environment, folder, streams and exit code, and no reactor before it
installs its own.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import gc
import json
import os
import runpy
import selectors
import signal
import socket
import sys
import termios
import threading
import time
from dataclasses import asdict, dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MOST = 1 << 17
"""Maximum size in bytes of a command, arguments and environment; a socket takes no more at once."""


@dataclass(frozen=True, slots=True)
class Command:
    """A requested command: `python ARGUMENTS`, where these are `-m MODULE ...` or `-c CODE ...`."""

    arguments: list[str]
    environment: dict[str, str]
    folder: str

    def message(self) -> bytes:
        """Return the bytes to send to the server."""
        return json.dumps(asdict(self)).encode()


@dataclass(frozen=True, slots=True)
class Ended:
    """The end of a process: its exit code, negative for a signal; its peak memory; its CPU time."""

    code: int
    peak: int
    """In KB, beyond the memory of its fork, which grows with every installed library."""
    cpu: float


def _serve(control: socket.socket, listener: socket.socket | None) -> Command:
    """Fork for each command that arrives by `control`, or from a client of `listener`; return in the fork.

    Exits when nobody is at the other end of `control`.
    """
    ends: dict[int, tuple[int, socket.socket]] = {}
    asking = [one for one in (control, listener) if one]
    with selectors.DefaultSelector() as waiting:
        for one in asking:
            waiting.register(one, selectors.EVENT_READ)
        while True:
            for key, _ in waiting.select():
                asked = key.fileobj
                if not isinstance(asked, socket.socket):
                    waiting.unregister(key.fd)
                    _report(*ends.pop(key.fd), key.fd)
                elif asked is listener:
                    asking.append(listener.accept()[0])
                    waiting.register(asking[-1], selectors.EVENT_READ)
                elif received := _received(asked):
                    command, streams = received
                    pid = os.fork()
                    if not pid:
                        _close_all(asking, ends)
                        _become(streams)
                        return command
                    descriptor, who = _started(pid, streams)
                    ends[descriptor] = who
                    waiting.register(descriptor, selectors.EVENT_READ)
                elif asked is control:
                    _close_all(asking, {})
                    _end_all(pid for pid, _ in ends.values())
                    sys.exit()
                else:
                    waiting.unregister(asked)
                    asking.remove(asked)
                    asked.close()


def _received(asked: socket.socket) -> tuple[Command, list[int]] | None:
    """Receive a command, the streams of its process and the socket of its waiter; None when nobody is left to ask."""
    message, streams, _, _ = socket.recv_fds(asked, MOST, 4)
    return (Command(**json.loads(message)), streams) if message else None


def _started(pid: int, streams: list[int]) -> tuple[int, tuple[int, socket.socket]]:
    """Tell which process was started; return the descriptor of its end, and whom to tell."""
    for stream in streams[:3]:
        os.close(stream)
    end = socket.socket(fileno=streams[3])
    end.send(str(pid).encode())
    return os.pidfd_open(pid), (pid, end)


def _close_all(asking: Iterable[socket.socket], ends: Mapping[int, tuple[int, socket.socket]]) -> None:
    """Close what belongs to the server alone."""
    for descriptor, (_, end) in ends.items():
        os.close(descriptor)
        end.close()
    for one in asking:
        one.close()


def _report(pid: int, end: socket.socket, descriptor: int) -> None:
    """Tell the starter of a process, who may be gone, how it ended."""
    _, status, usage = os.wait4(pid, 0)
    taken = usage.ru_maxrss - _held_by_a_fork()
    ended = Ended(os.waitstatus_to_exitcode(status), taken, usage.ru_utime + usage.ru_stime)
    os.close(descriptor)
    with end, contextlib.suppress(BrokenPipeError):
        end.send(json.dumps(asdict(ended)).encode())


@cache
def _held_by_a_fork() -> int:
    """Return the KB of a fork that does nothing."""
    pid = os.fork()
    if not pid:
        os._exit(0)
    return os.wait4(pid, 0)[2].ru_maxrss


def _end_all(pids: Iterable[int]) -> None:
    for pid in pids:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def _become(streams: list[int]) -> None:
    for number, stream in enumerate(streams[:3]):
        os.dup2(stream, number)
    for stream in streams:
        os.close(stream)
    if os.isatty(sys.stderr.fileno()):
        # As a shell does: this is the terminal that sends Ctrl-C.
        os.setsid()
        # Opened anew: the old object remembers that the server's stdout, which is no terminal, was seekable.
        buffering = 1 if os.isatty(1) else -1
        sys.stdout = os.fdopen(1, "w", buffering, encoding=sys.stdout.encoding, closefd=False)
        fcntl.ioctl(sys.stderr, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _run(command: Command) -> None:
    """Do what `python ARGUMENTS` does, in what is now a process of its own."""
    os.chdir(command.folder)
    os.environ.clear()
    os.environ.update(command.environment)
    time.tzset()
    path = [part for part in command.environment.get("PYTHONPATH", "").split(os.pathsep) if part]
    option, what, *arguments = command.arguments
    sys.path[0:1] = [command.folder if option == "-m" else "", *path]
    sys.argv[:] = [what if option == "-m" else option, *arguments]
    if option == "-m":
        runpy.run_module(what, run_name="__main__", alter_sys=True)
    else:
        exec(compile(what, "<string>", "exec"), {"__name__": "__main__"})


def _leave(code: int) -> None:
    """End with the exit code `code` as Python does, but leave its memory to the system, as `multiprocessing` does too.

    Tearing down every module is more than half the cost of a short command in a fork. Returns when printed text cannot
    be written, about which Python has its own message.
    """
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    # Objects that nobody closed complain when they are freed.
    gc.collect()
    with contextlib.suppress(OSError, ValueError):
        for stream in filter(None, (sys.stdout, sys.stderr)):  # a command may have none left
            stream.flush()
        os._exit(code & 0xFF)


def main() -> None:
    control, *listeners = (socket.socket(fileno=int(descriptor)) for descriptor in sys.argv[1:])
    # Ctrl-C is for the tests, which then end, and the server with them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from tests.support.first_uses import import_everything  # noqa: PLC0415 - not in the processes that only ask

    import_everything()
    # A collection in a fork would copy every page that it looks at.
    gc.collect()
    gc.freeze()
    _held_by_a_fork()
    command = _serve(control, listeners[0] if listeners else None)
    try:
        _run(command)
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            _leave(ended.code or 0)
        raise
    _leave(0)


if __name__ == "__main__":
    main()
