"""The reports of a source: rows, the files that show them, and the traces of a kill or a full disk."""

from __future__ import annotations

from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from briefings.store.database import Database
from briefings.store.errors import BusyError, StorageError
from briefings.store.folder import SourceFolder
from briefings.store.lock import reading_lock, take_lock
from briefings.store.run_reports import KEPT, RunReports, put_report, report_of
from briefings.store.source_store import SourceStore
from tests.support.killed_child import STORE, killed_at
from tests.support.reported_runs import SOURCE, STATES, begun, ended, history, latest, name_of, rows, run
from tests.support.run_reports import make_report

_GOLDEN = Path(__file__).parent / "golden_runs"


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    """A source that does not exist yet, in a data folder that does not exist yet."""
    return SourceFolder(tmp_path / "data", SOURCE)


def test_rows_latest_and_history_tell_the_same(folder: SourceFolder) -> None:
    report = ended()
    assert run(folder, report) is None
    assert latest(folder) == {**report, "briefings": STATES}
    assert history(folder) == rows(folder) == RunReports(folder).past() == [report]
    assert sorted(file.name for file in folder.runs.iterdir()) == [
        "history.jsonl",
        "latest.json",
        "metrics.prom",
    ]


def test_latest_and_history_are_these_very_bytes(folder: SourceFolder) -> None:
    versions: dict[str, Any] = {
        "version": "0.1.0",
        "reader": 2,
        "schema_version": 1,
        "scrapy": "2.19.0",
        "python": "3.13.1",
    }
    run(folder, ended(report_version=1, sentence="10 briefings: “all” complete.\u2028", **versions))
    for name in ("latest.json", "history.jsonl"):
        assert (folder.runs / name).read_bytes() == (_GOLDEN / name).read_bytes()


def test_history_has_twenty_lists_of_a_run_and_the_latest_all(folder: SourceFolder) -> None:
    lists = [{"url": f"http://www.china.org.cn/node_{number}.htm", "found": 1, "new": 1} for number in range(30)]
    run(folder, ended(lists=lists))
    assert (history(folder)[0]["lists"], latest(folder)["lists"]) == (lists[:20], lists)


def test_a_user_and_password_in_an_address_are_in_no_file_and_no_row(folder: SourceFolder) -> None:
    secret = "http://anna:moonlight@host.example/a"
    states = [{"id": "host.example/a", "url": secret}]
    run(folder, ended(sentence=f"{secret} was not read (http 404)."), states)
    reports = RunReports(folder)
    reports.begin(make_report(1, state="running", sentence=secret), take_lock(folder))
    reports.end({**ended(1, sentence=secret), "briefings": states}, after_error=True)
    kept = [file.read_bytes() for file in folder.root.rglob("*") if file.is_file()]
    assert b"moonlight" not in b"".join(kept)
    with closing(Database(folder.database)) as database:
        whole = report_of(database, SOURCE, name_of(0))
    assert whole["briefings"][0]["url"] == "http://host.example/a"


@pytest.mark.further
def test_the_last_four_hundred_are_kept(folder: SourceFolder) -> None:
    run(folder, ended(0))
    with closing(Database(folder.database)) as database, database.transaction():
        for day in range(1, KEPT):
            put_report(database, ended(day))
    for day in range(KEPT, KEPT + 5):
        run(folder, ended(day))
    kept = [name_of(day) for day in range(5, KEPT + 5)]
    assert [line["run"] for line in history(folder)] == [row["run"] for row in rows(folder)] == kept


def test_the_last_good_run_is_kept_however_many_were_not(folder: SourceFolder) -> None:
    for day in range(2):
        run(folder, ended(day))
    with closing(Database(folder.database)) as database, database.transaction():
        for day in range(2, KEPT + 5):
            put_report(database, ended(day, code=6))
    run(folder, ended(KEPT + 5, code=6))
    kept = [name_of(1), *(name_of(day) for day in range(7, KEPT + 6))]
    assert [line["run"] for line in history(folder)] == kept
    assert "briefings_last_good_run_timestamp_seconds{" in (folder.runs / "metrics.prom").read_text(encoding="utf-8")


def test_a_report_of_a_day_to_come_hides_no_later_run(folder: SourceFolder) -> None:
    run(folder, ended(9, sentence="The clock was wrong."))
    run(folder, ended(1))
    assert latest(folder)["run"] == name_of(1)
    assert [one["run"] for one in history(folder)] == [name_of(1)]
    run(folder, ended(2))
    assert [one["run"] for one in history(folder)] == [name_of(1), name_of(2)]


def test_a_run_with_its_clock_far_behind_leaves_the_reports_of_the_others(folder: SourceFolder) -> None:
    """As after a start of a machine whose clock is not kept while it is off."""
    for day in (7, 8, 9):
        run(folder, ended(day))
    run(folder, ended(1, code=6))
    assert [one["run"] for one in history(folder)] == [name_of(day) for day in (1, 7, 8, 9)]
    run(folder, ended(10))
    assert latest(folder)["run"] == name_of(10)


def test_files_that_were_changed_are_those_of_the_rows_again(folder: SourceFolder) -> None:
    run(folder, ended(0))
    with (folder.runs / "history.jsonl").open("ab") as file:
        file.write(b'{"run": "2026')
    (folder.runs / "latest.json").unlink()
    run(folder, ended(1))
    assert [line["run"] for line in history(folder)] == [name_of(0), name_of(1)]
    assert latest(folder)["run"] == name_of(1)


@pytest.mark.parametrize("is_shown", [False, True])
def test_killed_run_is_named_and_told_of(folder: SourceFolder, is_shown: bool) -> None:
    run(folder, ended(0))
    RunReports(folder).begin(begun(1), ExitStack())
    assert latest(folder)["run"] == name_of(0)
    if is_shown:  # as after `scrapy forget`
        with closing(Database(folder.database)) as database:
            RunReports(folder).scrub(database, {"www.china.org.cn/1"})
    before = run(folder, ended(2))
    assert before is not None
    assert (before["run"], before["state"]) == (name_of(1), "killed")
    assert [(line["run"], line["state"], line["code"], line["ended_at"]) for line in history(folder)] == [
        (name_of(0), "ended", 0, "2026-03-01T06:05:00Z"),
        (name_of(1), "killed", None, None),
        (name_of(2), "ended", 0, "2026-03-03T06:05:00Z"),
    ]
    assert history(folder)[1]["sentence"] == "The process was killed; the next run continued."
    assert run(folder, ended(3)) is None


def test_a_run_whose_report_the_database_did_not_take_is_not_taken_for_a_killed_one(folder: SourceFolder) -> None:
    run(folder, ended(0))
    told = {**ended(1, code=8, sentence="The data could not be written: the disk is full."), "briefings": STATES}
    reports = RunReports(folder)
    reports.begin(begun(1), take_lock(folder))
    reports.end(told, after_error=True)
    assert [(row["state"], row["code"]) for row in rows(folder)] == [("ended", 0), ("running", None)]
    assert (latest(folder), len(history(folder))) == (told, 1)
    assert run(folder, ended(2)) == told
    assert [(row["state"], row["code"]) for row in rows(folder)] == [("ended", 0), ("ended", 8), ("ended", 0)]
    assert history(folder) == rows(folder)
    with closing(Database(folder.database)) as database:
        assert report_of(database, SOURCE, name_of(1)) == told


def test_a_run_that_never_came_to_the_database_stands_in_it_after_the_next_good_one(folder: SourceFolder) -> None:
    run(folder, ended(0))
    reports = RunReports(folder)
    reports.end(ended(1, code=8), after_error=True)
    assert latest(folder)["run"] == name_of(1)
    assert run(folder, ended(2)) is None
    assert [(row["run"], row["code"]) for row in rows(folder)] == [(name_of(0), 0), (name_of(1), 8), (name_of(2), 0)]
    assert history(folder) == rows(folder)


def test_run_beside_another_leaves_no_report(folder: SourceFolder) -> None:
    reports = RunReports(folder)
    reports.begin(begun(0), take_lock(folder))
    for after_error in (False, True):
        RunReports(folder).end({**ended(0.5, code=8), "briefings": []}, after_error=after_error)
        assert not (folder.runs / "latest.json").exists()
    reports.end({**ended(0), "briefings": STATES})
    assert [(line["run"], line["state"], line["code"]) for line in history(folder)] == [(name_of(0), "ended", 0)]
    assert latest(folder) == {**ended(0), "briefings": STATES}
    assert run(folder, ended(1)) is None


def test_the_source_stays_locked_until_the_report_is_written(folder: SourceFolder) -> None:
    """Else a check takes the files that are half written for faults, and a second run this one for killed."""
    store, reports = SourceStore(folder.root, SOURCE), RunReports(folder)
    reports.begin(begun(0), store.lock)
    store.close()
    with pytest.raises(BusyError), reading_lock(folder):
        pass
    reports.end({**ended(0), "briefings": STATES})
    with reading_lock(folder):
        assert latest(folder)["state"] == "ended"


def test_folder_that_cannot_be_written_is_a_storage_error(folder: SourceFolder) -> None:
    folder.folder.mkdir(parents=True)
    folder.runs.write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError, match="runs"):
        RunReports(folder).end(ended())


def test_rows_that_are_missing_are_taken_in_from_the_files(folder: SourceFolder) -> None:
    for day in range(3):
        run(folder, ended(day))
    before = {file.name: file.read_bytes() for file in folder.runs.iterdir()}
    kept = rows(folder)
    for file in folder.root.glob("briefings.sqlite*"):
        file.unlink()
    SourceStore(folder.root, SOURCE).close()
    assert rows(folder) == kept
    assert run(folder, ended(3)) is None
    assert [line["run"] for line in history(folder)] == [name_of(day) for day in range(4)]
    with closing(Database(folder.database)) as database:
        assert report_of(database, SOURCE, name_of(2))["briefings"] == STATES
    assert before["history.jsonl"] in (folder.runs / "history.jsonl").read_bytes()


@pytest.mark.parametrize(
    "stride", [pytest.param(97, id="some steps"), pytest.param(1, id="all steps", marks=pytest.mark.slow)]
)
def test_killed_at_any_step_no_file_is_half_written_and_no_run_is_lost(tmp_path: Path, stride: int) -> None:
    for step in count(0, stride):
        folder = SourceFolder(tmp_path / str(step), SOURCE)
        run(folder, ended(0))
        killed = killed_at(step, lambda: run(folder, ended(1)), [STORE])  # noqa: B023
        assert latest(folder)["run"] in {name_of(0), name_of(1)}
        assert len(latest(folder)["briefings"]) == len(STATES)
        named = run(folder, ended(2))
        assert named is None or (named["run"], named["state"]) == (name_of(1), "killed")
        told = [line["run"] for line in history(folder)]
        assert told in (
            [name_of(0), name_of(1), name_of(2)],
            [name_of(0), name_of(2)],  # killed before it said that it began
        )
        assert history(folder) == rows(folder)
        assert latest(folder)["run"] == name_of(2)
        if not killed:
            assert len(told) == 3
            return
