"""Troubles of a data folder besides damage: no room, no write permission, a pipe among its files, other versions."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tests.proofs.kill_proof import compare_files
from tests.support import processes
from tests.support.commands import Done, scrapy
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import FILES, kept_lines
from tests.support.mending import REPAIR, database_of
from tests.support.parts import part_of
from tests.support.press_office import SOURCE
from tests.support.scenes import COMMANDS, play, set_up
from tests.support.undisturbed import Findings, compare
from tests.support.weathered import HOST, Weathered, crawl_again

if TYPE_CHECKING:
    from pathlib import Path

    from tests.proofs.kill_proof import Stage
    from tests.support.scenes import Played
    from tests.support.undisturbed import Undisturbed

pytestmark = pytest.mark.seeded
_SECONDS = 60
"""Seconds after which a command reading a pipe without a writer would still be reading."""
_WRITES = {
    "forget": "write wal",
    "reread": "write turns.jsonl",
    "repair": "write turns.jsonl.next",
    "export csv": "write turns.csv.next",
    "export sqlite": "write turns.sqlite.next",
    "release": "write turns.parquet",
}
"""The write at which the disk is full in the default run; the long run tries every write."""


def _go_on(name: str, root: Path, there: Played, point: str) -> None:
    """Run a command again after what happened at a point; it must end as without, with the same files."""
    again = play(name, root)
    assert again.code == there.code, (point, again)
    found = Findings()
    compare(found, root / "data" / SOURCE, there.root / "data" / SOURCE)
    compare_files(found, root, there.root)
    assert not found.faults, (point, found.faults)
    shutil.rmtree(root)


@pytest.mark.parametrize("name", part_of(COMMANDS, len(COMMANDS)))
@pytest.mark.parametrize("everywhere", [False, pytest.param(True, marks=pytest.mark.slow)])
def test_a_full_disk_is_said_and_with_room_the_same_command_does_it(
    stage: Stage, tmp_path: Path, name: str, everywhere: bool
) -> None:
    there = stage.played[name]
    points = [point for point in there.points if point.startswith("write ") and "lock" not in point]
    chosen = points if everywhere else [_WRITES[name]] if _WRITES[name] in points else points[:1]
    for number, point in enumerate(sorted(chosen)):
        root = tmp_path / str(number)
        set_up(name, stage.left.folders, root)
        full = play(name, root, None, "full", point, "1")
        assert "Traceback" not in full.err, (point, full.err)
        # Work that only speeds up the next start may be left to it.
        assert full.code in {8, there.code}, (point, full)
        assert full.code != 8 or "full" in full.err or "No space left" in full.err, (point, full.err)
        _go_on(name, root, there, point)


@pytest.mark.parametrize("name", part_of(COMMANDS, len(COMMANDS)))
@pytest.mark.parametrize("count", [2, pytest.param(1000, marks=pytest.mark.slow)])
def test_an_error_of_the_disk_is_said_and_the_same_command_ends_as_without(
    stage: Stage, tmp_path: Path, name: str, count: int
) -> None:
    there, dice = stage.played[name], random.Random(name)
    points = [point for point in sorted(there.points) if "lock" not in point]
    for number, point in enumerate(dice.sample(points, min(count, len(points)))):
        root = tmp_path / str(number)
        set_up(name, stage.left.folders, root)
        failed = play(name, root, None, "fail", point, str(dice.randint(1, there.points[point])))
        # SQLite may do without a call, as for its shared memory.
        assert failed.code in {8, there.code}, (point, failed)
        assert "Traceback" not in failed.err, (point, failed.err)
        _go_on(name, root, there, point)


_PIPES = ["archive/pipe.warc.gz", "archive/pipe", "turns.jsonl", "runs/latest.json", "written.json"]


@pytest.mark.parametrize("name", part_of(_PIPES, len(_PIPES)))
def test_a_pipe_among_the_files_keeps_no_command_waiting(undisturbed: Undisturbed, tmp_path: Path, name: str) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    pipe = data / SOURCE / name
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    for command in (
        ("verify",), ("export", "csv", "--out", str(tmp_path / "t.csv")), ("forget", f"{HOST}/7020"), REPAIR,
    ):  # fmt: skip
        running = processes.start("-m", "scrapy", *command, "-s", f"BRIEFINGS_DATA={data}")
        code = running.wait(_SECONDS)
        assert code in {0, 3, 8}, (command, running.err)
        assert "Traceback" not in running.err, (command, running.err)
        if command == ("verify",) and name not in {"archive/pipe", "written.json"}:
            fault = "is missing or differs" if name == "turns.jsonl" else "is not"
            assert (code, f"{name}: {fault}" in running.out) == (8, True), running.out
    if pipe.is_fifo():
        pipe.unlink()
    assert crawl_again(data).code == 0
    assert scrapy(data, "verify").code == 0


def _read_only(data: Path, *command: str) -> Done:
    """Run a command that cannot write to the data folder."""
    if os.geteuid() == 0:
        told = ("-m", "tests.support.stopped_command", "readonly", str(data), "", "0")
        done = processes.run(*told, *command, "-s", f"BRIEFINGS_DATA={data}")
        if "OSError: [Errno 1] " in done.err:
            pytest.skip("here not even root may mount a folder to be read only")
        return Done(done.code, done.out, done.err)
    there = [data, *data.rglob("*")]
    for path in there:
        path.chmod(0o500)
    try:
        return scrapy(data, *command)
    finally:
        for path in there:
            path.chmod(0o700)


def test_a_folder_that_cannot_be_written_is_read(undisturbed: Undisturbed, tmp_path: Path) -> None:
    data, files = copy_folder(undisturbed.folders["later"], tmp_path / "data"), tmp_path / "data" / SOURCE
    before = {file: file.read_bytes() for file in data.rglob("*") if file.is_file()}
    for command in (("verify",), ("show", f"{HOST}/7022"), ("export", "csv", "--out", str(tmp_path / "t.csv"))):
        read, written = _read_only(data, *command), scrapy(data, *command)
        assert (read.code, read.out, read.err) == (0, written.out, ""), (command, read)
    for command in (("forget", f"{HOST}/7022"), ("reread",)):
        refused = _read_only(data, *command)
        assert (refused.code, "Traceback" in refused.err) == (8, False), refused
        assert "Make it writable" in refused.err
    left = {file: file.read_bytes() for file in data.rglob("*") if file.is_file()}
    assert left.keys() - before.keys() <= {file for file in left if "lock" in file.name}
    assert {file: left[file] for file in before if "lock" not in file.name} == {
        file: content for file, content in before.items() if "lock" not in file.name
    }
    assert kept_lines(files)


def test_the_log_of_a_killed_run_is_read_or_said_where_nothing_can_be_written(
    weathered: Weathered, tmp_path: Path
) -> None:
    """Half of the committed data is never shown in silence."""
    data = copy_folder(weathered.folders["killed"], tmp_path / "data")
    table, whole = tmp_path / "t.csv", tmp_path / "whole.csv"
    read = _read_only(data, "export", "csv", "--out", str(table))
    assert read.code in {0, 8}, read
    assert "Traceback" not in read.err
    assert scrapy(data, "export", "csv", "--out", str(whole)).code == 0
    if read.code == 0:
        assert table.read_bytes() == whole.read_bytes()
    else:
        assert "writ" in read.err


def test_a_database_of_another_version_is_refused_and_set_aside_the_files_are_taken_in(
    undisturbed: Undisturbed, tmp_path: Path
) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    database = database_of(data)
    with closing(sqlite3.connect(database)) as db:
        db.execute("ALTER TABLE walks ADD COLUMN more")
        db.execute("PRAGMA user_version = 99")
    before = kept_lines(data / SOURCE)
    crawl = crawl_again(data)
    assert (crawl.code, database.name in crawl.out) == (8, True), crawl.out
    for command in (("verify",), ("reread",), ("forget", f"{HOST}/7022"), ("show", f"{HOST}/7022")):
        done = scrapy(data, *command)
        assert "Traceback" not in done.err, done.err
        assert done.code == 8 or command[0] == "show", (command, done)
        assert database.name in done.out + done.err or done.code == 0
    assert kept_lines(data / SOURCE) == before

    database.rename(tmp_path / database.name)
    again = crawl_again(data)
    assert (again.code, " 0 new, 0 revised" in again.out) == (0, True), again.out
    assert kept_lines(data / SOURCE) == before
    assert scrapy(data, "verify").code == 0


def test_what_is_no_database_is_refused_until_it_is_mended(undisturbed: Undisturbed, tmp_path: Path) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    database, before = database_of(data), kept_lines(data / SOURCE)
    database.write_bytes(b"nothing that SQLite knows\n" * 400)
    crawl = crawl_again(data)
    assert (crawl.code, database.name in crawl.out) == (8, True), crawl.out
    assert kept_lines(data / SOURCE) == before
    mended = scrapy(data, *REPAIR)
    assert mended.code in {0, 3}, mended
    assert crawl_again(data).code == 0
    assert kept_lines(data / SOURCE) == before
    assert scrapy(data, "verify").code == 0


@pytest.mark.slow
@pytest.mark.parametrize("kills", [1, pytest.param(60, marks=pytest.mark.slow)])
def test_a_repair_that_was_killed_and_not_run_again_misleads_no_crawl(stage: Stage, tmp_path: Path, kills: int) -> None:
    """The crawl refuses and changes no line, or all is well again."""
    dice, points = random.Random(kills), stage.played["repair"].points
    for number in range(kills):
        root, point = tmp_path / str(number), dice.choice(sorted(points))
        set_up("repair", stage.left.folders, root)
        done = play("repair", root, None, "kill", point, str(dice.randint(1, points[point])))
        assert done.code in {-signal.SIGKILL, stage.played["repair"].code}
        files = [root / "data" / SOURCE / name for name in FILES]
        before = [file.read_bytes() for file in files]
        crawl = crawl_again(root / "data")
        assert (crawl.code in {0, 8}, "Traceback" in crawl.err) == (True, False), (point, crawl.err)
        if crawl.code == 8:
            assert [file.read_bytes() for file in files] == before, (point, crawl.out)
        assert scrapy(root / "data", *REPAIR).code in {0, 3}
        assert crawl_again(root / "data").code == 0
        assert kept_lines(root / "data" / SOURCE) == kept_lines(stage.left.folders["later"] / SOURCE), point
        assert scrapy(root / "data", "verify").code == 0


@pytest.mark.parametrize("name", part_of(["turns.jsonl", "briefings.jsonl", "superseded.jsonl"], 3))
def test_an_export_never_takes_the_place_of_a_file_of_the_data_folder(
    undisturbed: Undisturbed, tmp_path: Path, name: str
) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    before = kept_lines(data / SOURCE)
    for target in (data / SOURCE / name, database_of(data)):
        done = scrapy(data, "export", "csv", "--out", str(target))
        assert (done.code, target.name in done.err) == (2, True), done
    assert kept_lines(data / SOURCE) == before
    assert scrapy(data, "verify").code == 0
