"""The runs and commands that are killed: the folder each begins in, the command line, and the undisturbed result."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.support import press_office, processes
from tests.support.commands import Done, scrapy
from tests.support.mending import REPAIR, hurt
from tests.support.server import Site
from tests.support.undisturbed import RUN, STATES, crawler

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.support.undisturbed import Undisturbed

_HOST = "www.china.org.cn"


@dataclass(frozen=True, slots=True)
class Scene:
    """A command in a data folder like one of those left by undisturbed crawls."""

    base: str
    """Name of that folder; "" for none."""
    args: tuple[str, ...] = ()
    """Arguments of the command; empty for a crawl. `OUT` stands for a folder beside the data."""
    site: str = ""
    """State in which the press office is served to a crawl."""


SCENES = {
    "first": Scene("", site="first"),
    "later": Scene("first", site="later"),
    # A briefing with an older revision, and one with a copy.
    "forget": Scene("later", ("forget", f"{_HOST}/7022", f"{_HOST}/7021", "--why", "asked for by its publisher")),
    "reread": Scene("marked", ("reread", "--jobs", "2")),
    "repair": Scene("hurt", REPAIR),
    "export csv": Scene("later", ("export", "csv", "--out", "OUT/turns.csv")),
    "export sqlite": Scene("later", ("export", "sqlite", "--out", "OUT/turns.sqlite")),
    "release": Scene("later", ("release", "1.0", "--title", "Briefings of Varenia")),
}
FORGOTTEN = b"7022-"
"""Mark in the sentences of the briefing of which no copy is left then."""
CRAWLS = tuple(name for name, scene in SCENES.items() if scene.site)
COMMANDS = tuple(name for name in SCENES if name not in CRAWLS)
QUICK = ("first", "later", "forget", "repair")
"""Scenes of the default tests."""


@dataclass
class Played:
    """A scene that nobody disturbed: its folder, how it ended, and how often it came to each point."""

    root: Path
    code: int
    points: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0


def play(name: str, root: Path, site: Site | None = None, *stop: str) -> Done:
    """Run the command of a scene in the folder `root/data`; `stop` is an action, a point and a number."""
    if site:
        crawl = crawler(site, root / "data", *stop).run(*RUN)
        return Done(crawl.code, crawl.out, crawl.err)
    done = processes.run(*launch(name, root, *stop))
    return Done(done.code, done.out, done.err)


def launch(name: str, root: Path, *stop: str) -> list[str]:
    """Return the arguments of Python for a scene other than a crawl."""
    action, *more = stop or ("",)
    module = ["-m", "tests.support.stopped_command", action, str(root), *more] if action else ["-m", "scrapy"]
    args = [part.replace("OUT", str(root / "out")) for part in SCENES[name].args]
    return [*module, *args, "-s", f"BRIEFINGS_DATA={root / 'data'}"]


def set_up(name: str, bases: dict[str, Path], root: Path) -> None:
    """Make the folder in which a scene begins."""
    (root / "out").mkdir(parents=True)
    if base := SCENES[name].base:
        shutil.copytree(bases[base], root / "data")


def served(name: str) -> Site | nullcontext[None]:
    """Serve the press office as a scene finds it; nothing for a scene that needs no site."""
    if not SCENES[name].site:
        return nullcontext()
    site = Site()
    press_office.serve(site, STATES[SCENES[name].site])
    return site


def play_all(left: Undisturbed, root: Path, names: Iterable[str] = SCENES) -> dict[str, Played]:
    """Play scenes undisturbed; add to `left` the folders in which some begin."""
    needed = {SCENES[name].base for name in names}
    if "marked" in needed:
        _mark(left.folders, root)
    if "hurt" in needed:
        left.folders["hurt"] = root / "hurt-data"
        shutil.copytree(left.folders["later"], left.folders["hurt"])
        hurt(left.folders["hurt"])
    return {name: _play_undisturbed(name, left.folders, root / name.replace(" ", "-")) for name in names}


def _mark(bases: dict[str, Path], root: Path) -> None:
    """Make the folder left by a source with other markup."""
    bases["marked"] = root / "marked"
    with Site() as site:
        press_office.serve(site, STATES["later"])
        crawl = crawler(site, bases["marked"]).run(*RUN, "-s", "SPIDER_MODULES=tests.support.other_markup")
    assert crawl.code == 0, crawl.err


def _play_undisturbed(name: str, bases: dict[str, Path], root: Path) -> Played:
    set_up(name, bases, root)
    counts = root.with_suffix(".json")
    with served(name) as site:
        start = time.monotonic()
        done = play(name, root, site, "count", str(counts), "0")
        seconds = time.monotonic() - start
    assert done.code in {0, 3}, done.err
    assert "Traceback" not in done.err, done.err
    return Played(root, done.code, Counter(json.loads(counts.read_text(encoding="utf-8"))), seconds)


def verified(root: Path) -> Done:
    """Run `scrapy verify` on the folder of a scene."""
    return scrapy(root / "data", "verify")
