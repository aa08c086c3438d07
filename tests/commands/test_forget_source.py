"""`scrapy forget --source` removes a source with its rows and its folder; the others stay as they are."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from briefings.store.database import Database
from briefings.store.folder import database_in
from briefings.store.forget import remove_source
from tests.support.commands import scrapy
from tests.support.copies import HOSTS, OTHER, conference, copies, run
from tests.support.killed_child import killed_at, writing_steps
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from pathlib import Path


def test_a_source_is_removed_whole_and_copies_elsewhere_get_their_turns_back(tmp_path: Path) -> None:
    original, copy = conference("1"), conference("2", source=OTHER, host=HOSTS[1])
    root = tmp_path / "data"
    run(root, [original])
    run(root, [copy], OTHER)
    assert copies(root, OTHER)[copy.id] == (original.id, None, 0)
    told = scrapy(root, "forget", "--source", SOURCE)
    assert (told.code, told.out) == (0, f"{SOURCE}: all that was kept of it is removed from {root}.\n")
    assert [path.name for path in (root / SOURCE).iterdir()] == ["lock"]
    assert copies(root, OTHER)[copy.id] == (None, None, 5)
    # Maybe the first was killed after its last step: the same command, with the same end.
    assert scrapy(root, "forget", "--source", SOURCE) == told
    misspelt = scrapy(root, "forget", "--source", OTHER, "--source", "quay")
    assert (misspelt.code, "There is no source quay" in misspelt.err, len(copies(root, OTHER))) == (2, True, 1)
    both = scrapy(root, "forget", "--source", SOURCE, "--source", OTHER)
    assert both.out.splitlines() == [
        f"{one}: all that was kept of it is removed from {root}." for one in (SOURCE, OTHER)
    ]
    assert [path.name for path in (root / OTHER).iterdir()] == ["lock"]


def test_an_archive_that_is_a_link_to_another_disk_is_emptied(tmp_path: Path) -> None:
    root, disk = tmp_path / "data", tmp_path / "disk"
    run(root, [conference("1")])
    archive = root / SOURCE / "archive"
    archive.mkdir(exist_ok=True)
    archive.rename(disk)
    (disk / "20260306T081500.123456Z-3fa9-00.warc.gz").write_bytes(b"")
    archive.symlink_to(disk)
    assert scrapy(root, "forget", "--source", SOURCE).code == 0
    assert [path.name for path in (root / SOURCE).iterdir()] == ["lock"]
    assert not list(disk.iterdir())


@pytest.mark.parametrize("name", ["releases", "quay"])
def test_a_folder_that_is_no_source_stays(tmp_path: Path, name: str) -> None:
    run(tmp_path, [conference("1")])
    (tmp_path / "releases" / "1.0").mkdir(parents=True)
    told = scrapy(tmp_path, "forget", "--source", name)
    assert (told.code, f"There is no source {name} in {tmp_path}. Nothing was done." in told.err) == (2, True)
    assert (tmp_path / "releases" / "1.0").exists()


def test_a_briefing_that_two_sources_have_keeps_its_turns_when_one_is_removed(tmp_path: Path) -> None:
    root = tmp_path / "data"
    run(root, [conference("1")])
    run(root, [conference("1", source=OTHER)], OTHER)
    assert scrapy(root, "forget", "--source", SOURCE).code == 0
    (left,) = copies(root, OTHER).values()
    assert left == (None, None, 5)


def test_a_source_whose_folder_is_gone_is_removed_from_the_database(tmp_path: Path) -> None:
    root = tmp_path / "data"
    run(root, [conference("1")])
    run(root, [conference("7", source=OTHER)], OTHER)
    shutil.rmtree(root / SOURCE)
    assert scrapy(root, "forget", "--source", SOURCE).code == 0
    with closing(Database(database_in(root), reading=True)) as database:
        assert database.rows("SELECT source FROM sources") == [(OTHER,)]
        assert database.rows("SELECT source FROM revisions") == [(OTHER,)]


@pytest.mark.parametrize("also", [("--unused-archive", "0"), ("--undo",), ("--copies",), ("--why", "asked for")])
def test_another_option_beside_the_source_removes_nothing(tmp_path: Path, also: tuple[str, ...]) -> None:
    """`--unused-archive 0 --source NAME` reads like the archive of one source, and would remove all of it."""
    root = tmp_path / "data"
    run(root, [conference("1")])
    told = scrapy(root, "forget", "--source", SOURCE, *also)
    assert (told.code, "Nothing was done." in told.err) == (2, True), told.err
    assert (root / SOURCE / "briefings.jsonl").exists()
    assert scrapy(root, "forget", "--unused-archive", "0", SOURCE).out == f"{SOURCE}: nothing to delete.\n"


def test_a_folder_without_data_stays_empty(tmp_path: Path) -> None:
    told = scrapy(tmp_path, "forget", "--source", SOURCE)
    assert (told.code, f"There is no source {SOURCE} in {tmp_path}." in told.err) == (2, True), told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.further
def test_killed_near_its_end_the_same_command_goes_on(tmp_path: Path) -> None:
    """The rows were gone, but the other source did not show it yet: the command said that there was no such source."""
    root, whole = tmp_path / "data", tmp_path / "whole"
    run(root, [conference("1")])
    run(root, [conference("2", source=OTHER, host=HOSTS[1])], OTHER)
    shutil.copytree(root, whole)
    *steps, _ = writing_steps(lambda: remove_source(whole, SOURCE), whole)
    for step in (*steps[-3:], steps[-12]):
        killed = tmp_path / str(step)
        shutil.copytree(root, killed)
        assert killed_at(step, lambda: remove_source(killed, SOURCE))  # noqa: B023
        assert scrapy(killed, "forget", "--source", SOURCE).code == 0
        assert copies(killed, OTHER) == copies(whole, OTHER)
        assert [path.name for path in (killed / SOURCE).iterdir()] == ["lock"]
