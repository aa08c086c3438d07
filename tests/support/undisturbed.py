"""The undisturbed runs, and the comparison of another's results with theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support import press_office
from tests.support.crawls import Crawler
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import archived, kept_lines, out_of_order, records
from tests.support.press_office import SOURCE
from tests.support.server import Site
from tests.support.strict_reader import strict

if TYPE_CHECKING:
    from pathlib import Path

RUN = (SOURCE, "-a", f"lists={press_office.list_address()}")
_QUICK = ("-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8", "-s", "BRIEFINGS_LOOK_AGAIN=0")
STATES = {"first": press_office.first_pages(), "later": press_office.later_pages()}
"""Pages for the run that reads the site as it is at first, and for the later one."""


@dataclass
class Findings:
    """The faults found after a moment; `killed` counts the kills before the end of the run."""

    killed: int = 0
    losses: list[str] = field(default_factory=list)
    doubles: list[str] = field(default_factory=list)
    refetches: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        """Return all faults."""
        return [*self.losses, *self.doubles, *self.refetches, *self.others]


@dataclass
class Undisturbed:
    """Data folders left by undisturbed runs, by name."""

    folders: dict[str, Path]


def crawl_undisturbed(root: Path) -> Undisturbed:
    """Make the runs to compare everything with. Raises AssertionError if they fail."""
    left = Undisturbed({})
    for state, pages in STATES.items():
        data = left.folders[state] = root / state
        if state == "later":
            copy_folder(left.folders["first"], data)
        with Site() as site:
            press_office.serve(site, pages)
            crawl = crawler(site, data).run(*RUN)
        assert crawl.code == 0, crawl.err
        kept_lines(data / SOURCE)
    briefings, _ = records(left.folders["later"] / SOURCE / "briefings.jsonl")
    kept = len(press_office.KEYS) + len(press_office.NEW) + len(press_office.COPIED)
    assert len(briefings) == kept
    assert sum(one["revision"] == 2 for one in briefings) == len(press_office.EDITED)
    assert sum(one["copy_of"] is not None for one in briefings) == len(press_office.COPIED)
    return left


def crawler(site: Site, data: Path, action: str = "", point: str = "", number: str = "0") -> Crawler:
    """Return a quick crawler of the press office; `action` happens to it (see tests.support.stopped_command)."""
    launch = ["-m", "tests.support.stopped_command", action, str(data), point, number] if action else ["-m", "scrapy"]
    return Crawler(site, data, extra=list(_QUICK), launch=launch)


def compare(found: Findings, folder: Path, undisturbed: Path) -> None:
    """Add to `found` the faults in the folder of a source, compared with that of the undisturbed run."""
    _compare_lines(found, folder, undisturbed)
    _check_archive(found, folder)


def _compare_lines(found: Findings, folder: Path, undisturbed: Path) -> None:
    try:
        here, there = kept_lines(folder), kept_lines(undisturbed)
    except ValueError as error:
        found.others.append(f"broken line: {error}")
        return
    for name, lines in there.items():
        found.losses += [f"{name} lacks {line[:200]}" for line in lines - here[name]]
        found.doubles += [f"{name} has twice {line[:200]}" for line, times in here[name].items() if times > 1]
        found.others += [f"{name} has {line[:200]}" for line in here[name].keys() - lines.keys()]
    if out_of_order(folder):
        found.others.append("the turns do not stand in the order of the briefings")
    left = [file.name for file in folder.glob("*.next")]
    found.others += [f"{name} was left over" for name in left]


def _check_archive(found: Findings, folder: Path) -> None:
    for file in sorted((folder / "archive").iterdir()):
        try:
            strict(file)
        except Exception as error:  # whatever the reader raises
            found.others.append(f"{file.name} is not accepted: {error!r}")
    sent: dict[str, set[bytes]] = {}
    for pages in STATES.values():
        for url, reply in press_office.answers(pages).items():
            sent.setdefault(url, set()).add(reply.body)
    for one in archived(folder):
        if one.status == 200 and one.payload not in sent[one.url]:
            found.others.append(f"{one.file} holds for {one.url} what was never sent")
