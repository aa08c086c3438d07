"""A backup made during a crawl, restored whole or in part: the next crawl notices, or its results are right."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.support import press_office
from tests.support.commands import scrapy
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import comparable, kept_lines
from tests.support.mending import REPAIR, database_of
from tests.support.parts import part_of
from tests.support.press_office import SOURCE
from tests.support.server import Site
from tests.support.undisturbed import RUN, STATES, crawler
from tests.support.weathered import crawl_again

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.undisturbed import Undisturbed

pytestmark = pytest.mark.seeded
_SLOWNESS = 0.05
"""Delay of each page in seconds, so that a backup meets the run."""


def _copy_files(data: Path, to: Path, dice: random.Random, *, database: bool) -> None:
    """Copy the files one by one in random order, while they change."""
    files = [file for file in sorted(data.rglob("*")) if file.is_file() and (database or ".sqlite" not in file.name)]
    dice.shuffle(files)
    for file in files:
        time.sleep(dice.random() * 0.02)
        copy = to / file.relative_to(data)
        copy.parent.mkdir(parents=True, exist_ok=True)
        try:
            shutil.copyfile(file, copy)
        except FileNotFoundError:
            continue


def _copy_any_how(data: Path, to: Path, dice: random.Random) -> None:
    _copy_files(data, to, dice, database=True)


def _as_documented(data: Path, to: Path, dice: random.Random) -> None:
    """Follow the recipe of docs/data-folder.md, slowly: the files, then the database, then the archive."""
    (to / SOURCE).mkdir(parents=True)
    for file in (data / SOURCE).glob("*.json*"):
        shutil.copy2(file, to / SOURCE)
    time.sleep(dice.random() * 0.2)
    database = database_of(data)
    with closing(sqlite3.connect(database, timeout=30)) as db:
        db.execute("VACUUM INTO ?", (str(to / database.name),))
    time.sleep(dice.random() * 0.2)
    shutil.copytree(data / SOURCE / "archive", to / SOURCE / "archive")


def _whole(backup: Path, data: Path) -> None:
    shutil.rmtree(data)
    shutil.copytree(backup, data)


def _one_source(backup: Path, data: Path) -> None:
    shutil.rmtree(data / SOURCE)
    shutil.copytree(backup / SOURCE, data / SOURCE)


def _database_alone(backup: Path, data: Path) -> None:
    for file in data.glob("*.sqlite*"):
        file.unlink()
    for file in backup.glob("*.sqlite*"):
        shutil.copyfile(file, data / file.name)


_DOCUMENTED = "as documented"
WAYS: dict[str, Callable[[Path, Path, random.Random], None]] = {
    "copied any how": _copy_any_how,
    _DOCUMENTED: _as_documented,
}
RESTORED: dict[str, Callable[[Path, Path], None]] = {
    "whole": _whole,
    "one source": _one_source,
    "the database alone": _database_alone,
}
_SEEDS = [pytest.param(seed, marks=() if seed == 0 else pytest.mark.slow) for seed in range(20)]


def _back_up_while_crawling(way: str, data: Path, backup: Path, dice: random.Random) -> None:
    with Site() as site:
        for url, reply in press_office.answers(STATES["later"]).items():
            site.serve(url, replace(reply, delay=_SLOWNESS))
        run = crawler(site, data)
        process = run.start(*RUN)
        site.wait_for_visits(dice.randint(1, len(STATES["later"]) - 2))
        WAYS[way](data, backup, dice)
        crawl = run.finish(process)
    assert crawl.code == 0, crawl.err


@pytest.mark.parametrize("seed", _SEEDS)
@pytest.mark.parametrize(("way", "restored"), part_of(product(WAYS, RESTORED), 6))
def test_a_backup_made_while_a_crawl_is_on_is_noticed_or_right(
    undisturbed: Undisturbed, tmp_path: Path, way: str, restored: str, seed: int
) -> None:
    dice = random.Random(f"{seed} {way} {restored}")
    data, backup = copy_folder(undisturbed.folders["first"], tmp_path / "data"), tmp_path / "backup"
    _back_up_while_crawling(way, data, backup, dice)
    RESTORED[restored](backup, data)
    if (way, restored) == (_DOCUMENTED, "whole"):
        check = scrapy(data, "verify")
        assert check.code == 0, check.out
    _check(data, undisturbed)


@pytest.mark.parametrize("restored", part_of(RESTORED, 3))
def test_a_backup_of_yesterday_is_noticed_or_right(undisturbed: Undisturbed, tmp_path: Path, restored: str) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    RESTORED[restored](undisturbed.folders["first"], data)
    _check(data, undisturbed)


def _check(data: Path, undisturbed: Undisturbed) -> None:
    """Check that the next crawl gives the undisturbed result, or that it or the check after it reports the fault."""
    there = undisturbed.folders["later"]
    before = {name: (data / SOURCE / name).read_bytes() for name in ("turns.jsonl", "briefings.jsonl")}
    crawl = crawl_again(data)
    assert "Traceback" not in crawl.err, crawl.err
    if crawl.code == 0:
        # Reading the archive finds pages that the backup missed.
        assert kept_lines(data / SOURCE) == kept_lines(there / SOURCE)
        if scrapy(data, "verify").code == 0:
            return
    else:
        assert crawl.code == 8, crawl.err
        assert str(data) in crawl.out
        assert {name: (data / SOURCE / name).read_bytes() for name in before} == before
    # Noticed: the way on leads to the same text, whatever the numbers of its revisions.
    mended = scrapy(data, *REPAIR)
    assert mended.code in {0, 3}, (crawl.out, mended)
    again = crawl_again(data)
    assert again.code == 0, (crawl.out, mended.out, again.out)
    assert _said(data) == _said(there), (crawl.out, mended.out)
    _check_that_no_number_is_given_twice(data, there)
    assert scrapy(data, "verify").code == 0


def _said(data: Path) -> list[str]:
    lines = (data / SOURCE / "turns.jsonl").read_bytes().splitlines()
    return sorted(comparable({**json.loads(line), "revision": 0}) for line in lines)


def _check_that_no_number_is_given_twice(data: Path, there: Path) -> None:
    """Check that a revision of a briefing is still the same one, or absent."""

    def texts(folder: Path) -> dict[tuple[str, int], str]:
        files = ("briefings.jsonl", "superseded.jsonl")
        lines = [line for name in files for line in kept_lines(folder / SOURCE)[name]]
        kept = [record for record in map(json.loads, lines) if "briefing" not in record]
        return {(one["id"], one["revision"]): one["content_hash"] for one in kept}

    here, were = texts(data), texts(there)
    assert {key: digest for key, digest in here.items() if were.get(key, digest) != digest} == {}
