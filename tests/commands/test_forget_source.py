"""`scrapy forget --source`: a source goes with its rows and its folder, and the others stay as they are."""

from __future__ import annotations

import shutil
from contextlib import closing
from typing import TYPE_CHECKING

from briefings.store import Database, database_in
from tests.support.commands import scrapy
from tests.support.copies import HOSTS, OTHER, conference, copies, run
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
    assert not (root / SOURCE).exists()
    assert copies(root, OTHER)[copy.id] == (None, None, 5)
    again = scrapy(root, "forget", "--source", SOURCE)
    assert again.code == 2
    assert f"There is no source {SOURCE} in {root}. Nothing was done." in again.err


def test_a_source_whose_folder_is_gone_is_removed_from_the_database(tmp_path: Path) -> None:
    root = tmp_path / "data"
    run(root, [conference("1")])
    run(root, [conference("7", source=OTHER)], OTHER)
    shutil.rmtree(root / SOURCE)
    assert scrapy(root, "forget", "--source", SOURCE).code == 0
    with closing(Database(database_in(root), reading=True)) as database:
        assert database.rows("SELECT source FROM sources") == [(OTHER,)]
        assert database.rows("SELECT source FROM revisions") == [(OTHER,)]
