"""A data folder that a real crawl of the sample left, and the real commands over it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefings.store import SourceFolder
from tests.crawling import REPO

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = "sample"
_PATIENCE = 120


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left: exit code and what it printed."""

    code: int
    out: str
    err: str


def scrapy(data: Path, *args: str) -> Done:
    """Run `scrapy ARGS` with the data folder `data`."""
    command = [sys.executable, "-W", "error", "-m", "scrapy", *args, "-s", f"BRIEFINGS_DATA={data}"]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=_PATIENCE, check=False)
    return Done(done.returncode, done.stdout, done.stderr)


def crawl_sample(data: Path) -> Done:
    """Crawl the sample, everything that is kept looked at again."""
    return scrapy(data, "crawl", SOURCE, "-s", "BRIEFINGS_LOOK_AGAIN=0")


def copy_of(data: Path, to: Path) -> SourceFolder:
    """The sample's folder in a copy of the data folder `data`."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(data, to)
    return SourceFolder(to, SOURCE)


def change_line(file: Path, number: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the record in line `number` of `file`, the first being 1."""
    lines = file.read_bytes().splitlines(keepends=True)
    record = json.loads(lines[number - 1])
    change(record)
    lines[number - 1] = (json.dumps(record, ensure_ascii=False) + "\n").encode()
    file.write_bytes(b"".join(lines))


def flip(file: Path, at: int) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[at] ^= 4
    file.write_bytes(content)
