"""Run a command in a process of its own, and measure its CPU time and its memory at its peak."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support import processes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_KB_IN_MB = 1024  # ru_maxrss is in KB on Linux


@dataclass(frozen=True, slots=True)
class Measured:
    """The end of a command: its exit code (None if it was stopped for taking too long), and what it took."""

    code: int | None
    out: str
    err: str
    peak: int
    """Peak memory in MB, beyond all that is imported before it starts; see `tests.support.fork_server`."""
    cpu: float
    """Seconds of CPU time."""


def measure(arguments: Sequence[str], *, env: Mapping[str, str], cwd: Path, seconds: float) -> Measured:
    """Run `python ARGUMENTS` in the folder `cwd` to its end, or stop it after `seconds`."""
    process = processes.start(*arguments, env=env, cwd=cwd)
    try:
        code = process.wait(seconds)
    except TimeoutError:
        code = None
    assert process.ended is not None
    return Measured(code, process.out, process.err, process.ended.peak // _KB_IN_MB, process.ended.cpu)
