"""`scrapy reread --dask`: the same records from the workers of a cluster."""

from __future__ import annotations

import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from briefings.records.jsonl import json_line
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.dask_cluster import Cluster
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, scrapy
from tests.support.pages import address, briefing
from tests.support.processes import REPO
from tests.support.spoilt_reader import spoilt_reader
from tests.support.stored_lines import contents, kept, lines
from tests.support.undisturbed import crawler

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.server import Site

pytest.importorskip("distributed")
KILL = "any('dask_worker' in part for part in sys.orig_argv) and os.kill(os.getpid(), signal.SIGKILL)"
SLOW = "any('dask_worker' in part for part in sys.orig_argv) and time.sleep(1)"


def _misread(folder: SourceFolder) -> SourceFolder:
    """Store every briefing as a reader would have left it that took one speaker for another."""
    with SourceStore(folder.root, folder.source) as store:
        for revision in list(store.records.newest_of(folder.source)):
            turns = b"".join(json_line({**turn, "speaker": "Nobody"}).encode() for turn in revision.turn_records)
            with store.database.transaction():
                store.records.replace(replace(revision, turns=turns))
                store.database.write("UPDATE briefings SET reading = NULL, read_by = NULL")
    return folder


def test_the_records_are_those_that_one_process_gives(sample_data: Path, tmp_path: Path) -> None:
    here, there = (_misread(copy_of(sample_data, tmp_path / name)) for name in ("here", "there"))
    with Cluster(tmp_path / "cluster") as cluster:
        none = scrapy(there.root, "reread", "--dask", cluster.address)
        assert none.code == 2
        assert none.err == f"The Dask scheduler at {cluster.address} has no workers: start some. Nothing was done.\n"
        cluster.add_worker()
        done = scrapy(there.root, "reread", "--dask", cluster.address)
    assert done == scrapy(here.root, "reread", "--jobs", "1")
    assert (done.code, "8 revised" in done.out) == (0, True)
    assert contents(there.root, SOURCE) == contents(here.root, SOURCE)
    nobody = scrapy(there.root, "reread", "--dask", cluster.address)
    assert (nobody.code, nobody.err.startswith(f"No Dask scheduler answers at {cluster.address}: ")) == (2, True)
    assert scrapy(there.root, "reread", "--dask", cluster.address, "--jobs", "2").code == 2


@pytest.mark.slow
def test_a_worker_with_another_reader_is_refused(sample_data: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(REPO / "briefings", other / "briefings")
    with (other / "briefings" / "reasons.py").open("a", encoding="utf-8") as file:
        file.write("# Another release.\n")
    folder = _misread(copy_of(sample_data, tmp_path / "data"))
    before = contents(folder.root, SOURCE)
    with Cluster(tmp_path / "cluster") as cluster:
        cluster.add_worker()
        cluster.add_worker(other)
        done = scrapy(folder.root, "reread", "--dask", cluster.address)
    assert (done.code, done.out) == (2, "")
    assert "has another reader (" in done.err
    assert done.err.endswith("Nothing was done.\n")
    assert contents(folder.root, SOURCE) == before


def _spoil(tmp_path: Path, page: str, what: str) -> tuple[str, ...]:
    spoilt_reader(tmp_path, page, what)
    return "-s", "SPIDER_MODULES=spoilt"


@pytest.mark.slow
def test_a_briefing_that_kills_its_workers_is_named_and_left_and_the_others_are_read(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = _misread(copy_of(sample_data, tmp_path / "data"))
    victim = lines(folder.briefings)[2]
    spoilt = _spoil(tmp_path, victim["url"], KILL)
    with Cluster(tmp_path / "cluster", killers=2, path=tmp_path) as cluster:
        # It kills two workers with what they read beside it, and two more when tried alone. On a busy machine others
        # may die with them.
        for _ in range(7):
            cluster.add_worker(threads=4)
        done = processes.run(
            "-m", "scrapy", "reread", "--dask", cluster.address, "-s", f"BRIEFINGS_DATA={folder.root}", *spoilt,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )  # fmt: skip
    assert done.code == 3, done.err
    said = f"{victim['id']}: not read again: it killed every worker that began to read it"
    assert said in done.out
    assert "8 briefings read again: 7 revised, 1 could not be read again." in done.out
    assert {id_ for id_, revision in kept(folder.root, SOURCE).items() if revision == 1} == {victim["id"]}
    assert_in_step(folder.root, SOURCE)


@pytest.mark.slow
def test_without_its_scheduler_it_ends_and_the_same_command_goes_on(sample_data: Path, tmp_path: Path) -> None:
    folder = _misread(copy_of(sample_data, tmp_path / "data"))
    spoilt = _spoil(tmp_path, "http", SLOW)
    with Cluster(tmp_path / "cluster", path=tmp_path) as cluster:
        cluster.add_worker()
        reread = processes.start(
            "-m", "scrapy", "reread", "--dask", cluster.address, "-s", f"BRIEFINGS_DATA={folder.root}", *spoilt,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )  # fmt: skip
        reread.wait_for_lines(1)
        cluster.kill_scheduler()
        assert reread.wait() == 7, reread.err
    assert f"No worker is left at {cluster.address}; run the same command again." in reread.err
    assert scrapy(folder.root, "reread", "--jobs", "1").code == 0
    assert set(kept(folder.root, SOURCE).values()) == {2}


@pytest.mark.slow
def test_many_briefings_of_seven_pages(site: Site, tmp_path: Path) -> None:
    """One process, two, and two workers with one killed give the same records; prints the times."""
    number = int(os.environ.get("REREAD_MANY", "60"))
    whole = _crawl_many(site, tmp_path / "whole", number)
    took: dict[str, float] = {}
    with Cluster(tmp_path / "cluster") as cluster:
        for _ in range(2):
            cluster.add_worker()
        left = []
        for name, how in {"one": ("--jobs", "1"), "two": ("--jobs", "2"), "dask": ("--dask", cluster.address)}.items():
            folder = copy_of(whole, tmp_path / name)
            began = time.monotonic()
            reread = processes.start("-m", "scrapy", "reread", *how, "-s", f"BRIEFINGS_DATA={folder.root}")
            if name == "dask":
                reread.wait_for_lines(number // 3)
                cluster.kill_worker(0)
            assert reread.wait() == 0, (reread.out, reread.err)
            took[name] = time.monotonic() - began
            assert f"{number:,} briefings read again: {number} revised." in reread.out
            left.append(contents(folder.root, "china_org_cn"))
    assert left[0] == left[1] == left[2]
    print({name: f"{seconds:.1f} s, {took['one'] / seconds:.2f}" for name, seconds in took.items()}, file=sys.stderr)


def _crawl_many(site: Site, data: Path, number: int) -> Path:
    """Make a data folder with `number` briefings of seven pages, each misread."""
    file = data.with_name("addresses.txt")
    for first in range(10_000, 10_000 + number, 200):
        keys = range(first, min(first + 200, 10_000 + number))
        for key in keys:
            site.serve_all(briefing(key, 7))
        file.write_text("".join(f"{address(key)}\n" for key in keys), encoding="utf-8")
        assert crawler(site, data).run("china_org_cn", "-a", f"urls={file}").code == 0
    _misread(SourceFolder(data, "china_org_cn"))
    return data
