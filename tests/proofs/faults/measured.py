"""Run a command in a process of its own, and measure how much memory it took at its peak.

The peak of a child counts from before it was its own program, so a child of a large process looks large: a small
process stands between. `python -m tests.proofs.faults.measured FILE COMMAND...` is that one.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_KB_IN_MB = 1024  # ru_maxrss is in KB on Linux


@dataclass(frozen=True, slots=True)
class Measured:
    """How a command ended: its exit code (None when it was stopped for taking too long), and what it took."""

    code: int | None
    out: str
    err: str
    peak: int
    """Most memory it held, in MB."""
    seconds: float


def measure(command: Sequence[str], *, env: Mapping[str, str], repo: Path, cwd: Path, seconds: float) -> Measured:
    """Run a command in the folder `cwd` to its end, or stop it after `seconds`; `repo` is where this module is."""
    with TemporaryDirectory() as folder:
        result, out, err = (Path(folder) / name for name in ("result", "out", "err"))
        between = [sys.executable, "-m", "tests.proofs.faults.measured", str(result), str(cwd), str(seconds), *command]
        with out.open("wb") as to_out, err.open("wb") as to_err:
            subprocess.run(between, env=env, cwd=repo, stdout=to_out, stderr=to_err, check=True)
        found = json.loads(result.read_text())
        said, logged = (file.read_text(encoding="utf-8", errors="replace") for file in (out, err))
        return Measured(found["code"], said, logged, found["peak"], found["seconds"])


def _main(result: str, cwd: str, seconds: str, *command: str) -> None:
    began = time.monotonic()
    try:
        code = subprocess.run(command, cwd=cwd, timeout=float(seconds), check=False).returncode
    except subprocess.TimeoutExpired:
        code = None
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // _KB_IN_MB
    Path(result).write_text(json.dumps({"code": code, "peak": peak, "seconds": took}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
