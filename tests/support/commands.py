"""The real commands, on any data folder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support import processes
from tests.support.crawls import ASK_ALL

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Done:
    """A command that ended: its exit code and what it printed."""

    code: int
    out: str
    err: str


def scrapy(data: Path, *args: str) -> Done:
    """Run `scrapy ARGS` with the data folder `data`."""
    done = processes.run("-m", "scrapy", *args, "-s", f"BRIEFINGS_DATA={data}")
    return Done(done.code, done.out, done.err)


def scrapy_all(data: Path, *commands: tuple[str, ...]) -> list[Done]:
    """Run several commands that crawl nothing, in one process."""
    asked = json.dumps([[*command, "-s", f"BRIEFINGS_DATA={data}"] for command in commands])
    done = processes.run("-c", ASK_ALL, asked)
    assert done.code == 0, done.err
    return [Done(*answer) for answer in json.loads(done.out)]
