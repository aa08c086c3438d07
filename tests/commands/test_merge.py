"""`scrapy merge`: data folders of several machines joined as if one machine had crawled everything."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings.store
import briefings.upkeep
from briefings.store.folder import SourceFolder
from briefings.store.forget import forget
from briefings.store.lock import take_lock
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from briefings.upkeep.merge import merge
from tests.support import press_office
from tests.support.commands import scrapy
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import copy_folder, flip
from tests.support.killed_child import killed_at, writing_steps
from tests.support.left_behind import archived, kept_lines
from tests.support.made_once import made_once
from tests.support.pages import address
from tests.support.press_office import OTHER_HOST, SOURCE
from tests.support.server import Site
from tests.support.stored_lines import kept, lines
from tests.support.undisturbed import RUN, STATES, Undisturbed, crawler

if TYPE_CHECKING:
    from collections.abc import Iterable

OTHER = "scio"
_COPIED = address(press_office.COPIED[0], host=OTHER_HOST)
_COPY = ("-a", f"url={_COPIED}")
_FOLDERS = tuple(package.__path__[0] for package in (briefings.store, briefings.upkeep))


@dataclass
class Machines:
    """Data folders left by crawls; read-only."""

    first: Path
    """Data folder with the press office as it is at first."""
    later: Path
    """Data folder of another machine that crawled it later, from nothing."""
    copy: Path
    """Data folder of a third machine with another source, a copy of theirs among it."""
    all: Path
    """Data folder of a machine that did all these crawls."""

    @property
    def folders(self) -> tuple[Path, Path, Path]:
        """Return the folders of the three machines."""
        return self.first, self.later, self.copy


@pytest.fixture(scope="session")
def machines(shared_folder: Path, undisturbed: Undisturbed) -> Machines:
    """The data folders of three machines, and of one that did everything."""

    def crawl(root: Path) -> Machines:
        made = Machines(undisturbed.folders["first"], root / "later", root / "copy", root / "all")
        copy_folder(undisturbed.folders["later"], made.all)
        # Of two readings in the same second nobody can tell which is the later one.
        time.sleep(1.1)
        with Site() as site:
            press_office.serve(site, STATES["later"])
            for data, run in ((made.later, RUN), (made.copy, (OTHER, *_COPY)), (made.all, (OTHER, *_COPY))):
                done = crawler(site, data).run(*run)
                assert done.code == 0, done.err
        return made

    return made_once(shared_folder / "machines", crawl)


def _merged(root: Path, folders: Iterable[Path]) -> Counter[str]:
    """Merge all folders into `root`; return the counts of what was done."""
    found = (found for folder in folders for _, found in merge(root, folder))
    return sum(found, Counter[str]())


def _assert_like(root: Path, whole: Path) -> None:
    """Check that two data folders have the same records, and their archives the same pages."""
    for source in (SOURCE, OTHER):
        assert kept_lines(root / source) == kept_lines(whole / source)
        # The one machine was told that most pages had not changed.
        pages = [{*archived(at / source)} for at in (root, whole)]
        here, there = ({(one.url, one.payload) for one in found} for found in pages)
        assert here == there
    assert_in_step(root, SOURCE, OTHER)


def test_three_folders_become_what_one_machine_would_have(machines: Machines, tmp_path: Path) -> None:
    data, before = tmp_path / "data", [_every(folder) for folder in machines.folders]
    done = scrapy(data, "merge", *map(str, machines.folders))
    assert (done.code, done.err) == (0, "")
    first, later, copy = done.out.splitlines()
    assert first == f"{machines.first}: {SOURCE}: 6 new briefings, 1 archive file, 1 report."
    assert later == f"{machines.later}: {SOURCE}: 1 new briefing, 2 joined briefings, 1 archive file, 1 report."
    assert copy == f"{machines.copy}: {OTHER}: 1 new briefing, 1 archive file, 1 report."
    _assert_like(data, machines.all)
    assert scrapy(data, "verify").code == 0
    after = _every(data)
    again = scrapy(data, "merge", *map(str, machines.folders))
    assert again.out.count("nothing that is not here already.") == 3
    assert _every(data) == after
    assert [_every(folder) for folder in machines.folders] == before
    assert scrapy(data, "status").out.count("all complete") == 2


@pytest.mark.parametrize("kills", [pytest.param(1, id="1"), pytest.param(20, id="20", marks=pytest.mark.slow)])
def test_killed_anywhere_and_run_again_it_leaves_the_same(machines: Machines, tmp_path: Path, kills: int) -> None:
    first, *others = machines.folders
    root = copy_folder(first, tmp_path / "data")
    chance = random.Random(kills)
    # Finding where it writes takes as long as two kills; most writes are in this range.
    steps = [chance.randrange(22_000, 32_000)] if kills == 1 else _writes(root, others, tmp_path / "whole")
    for step in chance.sample(steps, kills):
        killed = copy_folder(root, _emptied(tmp_path / "killed"))
        assert killed_at(step, lambda: _merged(killed, others), _FOLDERS)  # noqa: B023
        if step % 2:
            SourceStore(killed, SOURCE).close()  # as a crawl would open it
        _merged(killed, others)
        _assert_like(killed, machines.all)
        assert not list(killed.rglob("*.next")), step
        assert not +_merged(killed, others), step


def _writes(root: Path, others: Iterable[Path], to: Path) -> list[int]:
    """Return the steps at which a merge writes."""
    whole = copy_folder(root, to)
    return writing_steps(lambda: _merged(whole, others), whole, _FOLDERS)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def test_what_was_forgotten_in_one_folder_is_forgotten_in_all(machines: Machines, tmp_path: Path) -> None:
    """Here one briefing and its copy are forgotten, there another one; their texts are then in no archive."""
    here, there = (copy_folder(machines.later, tmp_path / name) for name in ("here", "there"))
    briefings = lines(SourceFolder(here, SOURCE).briefings)
    (copy,) = (line for line in briefings if line["copy_of"])
    first = Key(SOURCE, copy["copy_of"])
    second = next(Key(SOURCE, line["id"]) for line in briefings if line["id"] not in {copy["id"], first.id})
    forget(here, [first], "asked for")
    forget(there, [second], "asked for there")
    found = _merged(here, [there])
    assert (found["forgotten"], found["new"], found["files"]) == (1, 0, 0)
    _check_forgotten(here, first, second)
    fresh = tmp_path / "fresh"
    assert _merged(fresh, [there, here])["new"] == len(briefings) - 1
    _check_forgotten(fresh, first, second)
    assert not +_merged(fresh, [here, there])
    for root in (here, fresh):
        (again,) = (line for line in lines(SourceFolder(root, SOURCE).briefings) if line["id"] == copy["id"])
        assert (again["copy_of"], again["turn_count"] > 0) == (None, True)
    assert scrapy(fresh, "verify").code == 0


def _check_forgotten(root: Path, *keys: Key) -> None:
    folder = SourceFolder(root, SOURCE)
    assert {line["id"] for line in lines(folder.forgotten)} == {key.id for key in keys}
    assert kept(root, SOURCE).keys().isdisjoint(key.id for key in keys)
    hosts_and_keys = [key.id.rpartition("/")[::2] for key in keys]
    for host, name in hosts_and_keys:
        assert not [one.url for one in archived(folder.folder) if host in one.url and f"content_{name}" in one.url]
    assert_in_step(root, SOURCE)


def test_what_is_at_work_damaged_or_no_data_folder_is_refused(machines: Machines, tmp_path: Path) -> None:
    data, other = tmp_path / "data", copy_folder(machines.copy, tmp_path / "other")
    lock = take_lock(SourceFolder(other, OTHER))
    busy = scrapy(data, "merge", str(other))
    lock.close()
    assert (busy.code, f"{other / OTHER}: another run is writing there" in busy.err) == (8, True)
    (file,) = SourceFolder(other, OTHER).archive.iterdir()
    (copy,) = lines(SourceFolder(other, OTHER).briefings)
    flip(file, int(copy["pages"][0]["warc"].rpartition(":")[2]) + 60)
    damaged = scrapy(data, "merge", str(other))
    assert damaged.code == 8
    assert f"Run `scrapy verify --repair -s BRIEFINGS_DATA={other}`, then this again." in damaged.err
    with closing(sqlite3.connect(other / "briefings.sqlite")) as database:
        database.execute("ALTER TABLE walks ADD COLUMN more")
        database.execute("PRAGMA user_version = 99")
    later = scrapy(data, "merge", str(other))
    assert (later.code, "it is of version 99 of the tables" in later.err) == (8, True)
    for folder in (data, tmp_path / "none"):
        refused = scrapy(data, "merge", str(folder))
        assert (refused.code, "Nothing was done." in refused.out + refused.err) == (2, True)
    assert not data.exists()


def _every(root: Path) -> dict[str, bytes]:
    """Return the bytes of all files of a data folder, except those that say who has it open."""
    files = (file for file in root.rglob("*") if file.is_file() and not file.name.startswith("lock"))
    return {str(file.relative_to(root)): file.read_bytes() for file in files}
