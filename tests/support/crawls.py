"""Run the real `scrapy crawl` in a process of its own and read what it leaves."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support import processes
from tests.support.processes import REPO, Process

ASK_ALL = """
import contextlib, io, json, sys
from scrapy.cmdline import execute

answers = []
for command in json.loads(sys.argv[1]):
    out, err, code = io.StringIO(), io.StringIO(), None
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            execute(["scrapy", *command])
        except SystemExit as ended:
            code = ended.code
    answers.append((code, out.getvalue(), err.getvalue()))
print(json.dumps(answers))
"""
"""Program that runs the commands given as JSON in one process and prints the code and output of each."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from tests.support.first_crawls import FirstCrawls
    from tests.support.server import Site


def without_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment without a proxy or settings that a test in this process may have loaded.

    Scrapy writes their name into os.environ, where it wins over the scrapy.cfg of another project.
    """
    return {
        name: value
        for name, value in environment.items()
        if not name.lower().endswith("_proxy") and name != "SCRAPY_SETTINGS_MODULE"
    }


@dataclass(frozen=True, slots=True)
class Crawl:
    """A finished crawl: exit code, what it printed, and the records on disk, by source."""

    code: int
    out: str
    err: str
    data: Path

    def lines(self, source: str, name: str) -> list[dict[str, Any]]:
        """Return the records of a file of a source; empty when there is no file."""
        file = self.data / source / name
        return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []

    def stat(self, name: str) -> int:
        """Return a count that Scrapy printed at its end; 0 when it has none of that name."""
        line = next((line for line in self.err.splitlines() if f"'{name}': " in line), "0")
        return int(line.rpartition(" ")[2].rstrip(",}"))

    def turns(self, source: str = "china_org_cn") -> list[dict[str, Any]]:
        """Return the lines of turns.jsonl."""
        return self.lines(source, "turns.jsonl")

    def briefings(self, source: str = "china_org_cn") -> list[dict[str, Any]]:
        """Return the lines of briefings.jsonl."""
        return self.lines(source, "briefings.jsonl")


@dataclass(slots=True)
class Crawler:
    """Runner of crawls against a site, all with the same data folder."""

    site: Site
    data: Path
    extra: list[str] = field(default_factory=list)
    path: list[Path] = field(default_factory=lambda: [REPO])
    """Folders from which the crawl may import."""
    launch: list[str] = field(default_factory=lambda: ["-m", "scrapy"])
    """Arguments with which Python runs Scrapy: `-m MODULE ...` or `-c CODE ...`."""
    firsts: FirstCrawls | None = None
    """First crawls shared with other tests."""

    def run(self, *args: str) -> Crawl:
        """Run `scrapy crawl ARGS` to its end."""
        return self.finish(self.start(*args))

    def refused(self, commands: Iterable[Sequence[str]]) -> list[Crawl]:
        """Give `scrapy crawl` each of these commands in one process: all are bad input, and none starts a crawl."""
        asked = [self.command(tuple(args))[len(self.launch) :] for args in commands]
        done = processes.run("-c", ASK_ALL, json.dumps(asked), env=self.environment())
        assert done.code == 0, done.err
        return [Crawl(code, out, err, self.data) for code, out, err in json.loads(done.out)]

    def first(self, *args: str) -> Crawl:
        """Do what `run` does into an empty folder, or copy it from an earlier test that did the same."""
        assert self.firsts is not None
        return self.firsts.copy(self.site, self.data, (*self.launch, *self.extra, *args), lambda: self.run(*args))

    def start(self, *args: str) -> Process:
        """Start `scrapy crawl ARGS`; end it with `finish`."""
        return processes.start(*self.command(args), env=self.environment())

    def kill_after(self, pages: int, *args: str, seconds: float = 0.0) -> Crawl:
        """Kill `scrapy crawl ARGS` some seconds after its `pages`-th request, or let it end if it makes fewer."""
        asked = len(self.site.visits()) + pages
        process = self.start(*args)
        while len(self.site.visits()) < asked and not process.is_over(0.005):
            pass
        process.is_over(seconds)
        process.kill()
        return self.finish(process)

    def finish(self, process: Process) -> Crawl:
        """Wait for the end of a crawl that `start` began."""
        return Crawl(process.wait(), process.out, process.err, self.data)

    def command(self, args: tuple[str, ...]) -> list[str]:
        """Return the arguments of Python for `scrapy crawl ARGS`."""
        quick = {"DOWNLOAD_DELAY": "0", "RETRY_TIMES": "1", "STATS_DUMP": "1"}
        settings = {"BRIEFINGS_DATA": str(self.data), **quick}
        pairs = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
        return [*self.launch, "crawl", *pairs, *self.extra, *args]

    def environment(self) -> dict[str, str]:
        """Return the environment of a crawl, in which the site stands for every host."""
        clean = without_settings(os.environ)
        return {**clean, "http_proxy": self.site.proxy, "PYTHONPATH": os.pathsep.join(map(str, self.path))}
