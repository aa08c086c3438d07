"""The reports of a source: rows, the files that show them, and the traces of a kill or a full disk."""

from __future__ import annotations

import json
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from briefings.store.database import Database
from briefings.store.errors import BusyError, StorageError
from briefings.store.folder import SourceFolder
from briefings.store.lock import reading_lock, take_lock
from briefings.store.run_reports import KEPT, RunReports, put_report, report_of, reports_of
from briefings.store.source_store import SourceStore
from tests.support.killed_child import STORE, killed_at
from tests.support.run_reports import make_report

SOURCE = "china_org_cn"
STATES = [{"id": f"www.china.org.cn/{number}", "state": "complete"} for number in range(3)]
_GOLDEN = Path(__file__).parent / "golden_runs"


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    """A source that does not exist yet, in a data folder that does not exist yet."""
    return SourceFolder(tmp_path / "data", SOURCE)


def _ended(day: float = 0, **values: Any) -> dict[str, Any]:
    return make_report(day, **{"ended_at": f"2026-03-{int(day) % 28 + 1:02}T06:05:00Z", **values})


def _begun(day: int = 0) -> dict[str, Any]:
    return make_report(day, state="running", code=None, word=None)


def _run(
    folder: SourceFolder, report: dict[str, Any], states: list[dict[str, Any]] | None = None
) -> dict[str, Any] | None:
    reports = RunReports(folder)
    before = reports.begin({**report, "state": "running", "ended_at": None}, take_lock(folder))
    reports.end({**report, "briefings": STATES if states is None else states})
    return before


def _latest(folder: SourceFolder) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    return content


def _history(folder: SourceFolder) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder.runs / "history.jsonl").read_text(encoding="utf-8").splitlines()]


def _rows(folder: SourceFolder) -> list[dict[str, Any]]:
    with closing(Database(folder.database)) as database:
        return reports_of(database, SOURCE)


def _name(day: float) -> str:
    return str(make_report(day)["run"])


def test_rows_latest_and_history_tell_the_same(folder: SourceFolder) -> None:
    report = _ended()
    assert _run(folder, report) is None
    assert _latest(folder) == {**report, "briefings": STATES}
    assert _history(folder) == _rows(folder) == RunReports(folder).past() == [report]
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
    _run(folder, _ended(report_version=1, sentence="10 briefings: “all” complete.\u2028", **versions))
    for name in ("latest.json", "history.jsonl"):
        assert (folder.runs / name).read_bytes() == (_GOLDEN / name).read_bytes()


def test_history_has_twenty_lists_of_a_run_and_the_latest_all(folder: SourceFolder) -> None:
    lists = [{"url": f"http://www.china.org.cn/node_{number}.htm", "found": 1, "new": 1} for number in range(30)]
    _run(folder, _ended(lists=lists))
    assert (_history(folder)[0]["lists"], _latest(folder)["lists"]) == (lists[:20], lists)


def test_a_user_and_password_in_an_address_are_in_no_file_and_no_row(folder: SourceFolder) -> None:
    secret = "http://anna:moonlight@host.example/a"
    states = [{"id": "host.example/a", "url": secret}]
    _run(folder, _ended(sentence=f"{secret} was not read (http 404)."), states)
    reports = RunReports(folder)
    reports.begin(make_report(1, state="running", sentence=secret), take_lock(folder))
    reports.end({**_ended(1, sentence=secret), "briefings": states}, after_error=True)
    kept = [file.read_bytes() for file in folder.root.rglob("*") if file.is_file()]
    assert b"moonlight" not in b"".join(kept)
    with closing(Database(folder.database)) as database:
        whole = report_of(database, SOURCE, _name(0))
    assert whole["briefings"][0]["url"] == "http://host.example/a"


def test_the_last_four_hundred_are_kept(folder: SourceFolder) -> None:
    _run(folder, _ended(0))
    with closing(Database(folder.database)) as database, database.transaction():
        for day in range(1, KEPT):
            put_report(database, _ended(day))
    for day in range(KEPT, KEPT + 5):
        _run(folder, _ended(day))
    kept = [_name(day) for day in range(5, KEPT + 5)]
    assert [line["run"] for line in _history(folder)] == [row["run"] for row in _rows(folder)] == kept


def test_the_last_good_run_is_kept_however_many_were_not(folder: SourceFolder) -> None:
    for day in range(2):
        _run(folder, _ended(day))
    with closing(Database(folder.database)) as database, database.transaction():
        for day in range(2, KEPT + 5):
            put_report(database, _ended(day, code=6))
    _run(folder, _ended(KEPT + 5, code=6))
    kept = [_name(1), *(_name(day) for day in range(7, KEPT + 6))]
    assert [line["run"] for line in _history(folder)] == kept
    assert "briefings_last_good_run_timestamp_seconds{" in (folder.runs / "metrics.prom").read_text(encoding="utf-8")


def test_a_report_of_a_day_to_come_hides_no_later_run(folder: SourceFolder) -> None:
    _run(folder, _ended(9, sentence="The clock was wrong."))
    _run(folder, _ended(1))
    assert _latest(folder)["run"] == _name(1)
    assert [one["run"] for one in _history(folder)] == [_name(1)]
    _run(folder, _ended(2))
    assert [one["run"] for one in _history(folder)] == [_name(1), _name(2)]


def test_a_run_with_its_clock_far_behind_leaves_the_reports_of_the_others(folder: SourceFolder) -> None:
    """As after a start of a machine whose clock is not kept while it is off."""
    for day in (7, 8, 9):
        _run(folder, _ended(day))
    _run(folder, _ended(1, code=6))
    assert [one["run"] for one in _history(folder)] == [_name(day) for day in (1, 7, 8, 9)]
    _run(folder, _ended(10))
    assert _latest(folder)["run"] == _name(10)


def test_files_that_were_changed_are_those_of_the_rows_again(folder: SourceFolder) -> None:
    _run(folder, _ended(0))
    with (folder.runs / "history.jsonl").open("ab") as history:
        history.write(b'{"run": "2026')
    (folder.runs / "latest.json").unlink()
    _run(folder, _ended(1))
    assert [line["run"] for line in _history(folder)] == [_name(0), _name(1)]
    assert _latest(folder)["run"] == _name(1)


@pytest.mark.parametrize("is_shown", [False, True])
def test_killed_run_is_named_and_told_of(folder: SourceFolder, is_shown: bool) -> None:
    _run(folder, _ended(0))
    RunReports(folder).begin(_begun(1), ExitStack())
    assert _latest(folder)["run"] == _name(0)
    if is_shown:  # as after `scrapy forget`
        with closing(Database(folder.database)) as database:
            RunReports(folder).scrub(database, {GONE})
    before = _run(folder, _ended(2))
    assert before is not None
    assert (before["run"], before["state"]) == (_name(1), "killed")
    assert [(line["run"], line["state"], line["code"], line["ended_at"]) for line in _history(folder)] == [
        (_name(0), "ended", 0, "2026-03-01T06:05:00Z"),
        (_name(1), "killed", None, None),
        (_name(2), "ended", 0, "2026-03-03T06:05:00Z"),
    ]
    assert _history(folder)[1]["sentence"] == "The process was killed; the next run continued."
    assert _run(folder, _ended(3)) is None


def test_a_run_whose_report_the_database_did_not_take_is_not_taken_for_a_killed_one(folder: SourceFolder) -> None:
    _run(folder, _ended(0))
    told = {**_ended(1, code=8, sentence="The data could not be written: the disk is full."), "briefings": STATES}
    reports = RunReports(folder)
    reports.begin(_begun(1), take_lock(folder))
    reports.end(told, after_error=True)
    assert [(row["state"], row["code"]) for row in _rows(folder)] == [("ended", 0), ("running", None)]
    assert (_latest(folder), len(_history(folder))) == (told, 1)
    assert _run(folder, _ended(2)) == told
    assert [(row["state"], row["code"]) for row in _rows(folder)] == [("ended", 0), ("ended", 8), ("ended", 0)]
    assert _history(folder) == _rows(folder)
    with closing(Database(folder.database)) as database:
        assert report_of(database, SOURCE, _name(1)) == told


def test_a_run_that_never_came_to_the_database_stands_in_it_after_the_next_good_one(folder: SourceFolder) -> None:
    _run(folder, _ended(0))
    reports = RunReports(folder)
    reports.end(_ended(1, code=8), after_error=True)
    assert _latest(folder)["run"] == _name(1)
    assert _run(folder, _ended(2)) is None
    assert [(row["run"], row["code"]) for row in _rows(folder)] == [(_name(0), 0), (_name(1), 8), (_name(2), 0)]
    assert _history(folder) == _rows(folder)


def test_run_beside_another_leaves_no_report(folder: SourceFolder) -> None:
    reports = RunReports(folder)
    reports.begin(_begun(0), take_lock(folder))
    for after_error in (False, True):
        RunReports(folder).end({**_ended(0.5, code=8), "briefings": []}, after_error=after_error)
        assert not (folder.runs / "latest.json").exists()
    reports.end({**_ended(0), "briefings": STATES})
    assert [(line["run"], line["state"], line["code"]) for line in _history(folder)] == [(_name(0), "ended", 0)]
    assert _latest(folder) == {**_ended(0), "briefings": STATES}
    assert _run(folder, _ended(1)) is None


def test_the_source_stays_locked_until_the_report_is_written(folder: SourceFolder) -> None:
    """Else a check takes the files that are half written for faults, and a second run this one for killed."""
    store, reports = SourceStore(folder.root, SOURCE), RunReports(folder)
    reports.begin(_begun(0), store.lock)
    store.close()
    with pytest.raises(BusyError), reading_lock(folder):
        pass
    reports.end({**_ended(0), "briefings": STATES})
    with reading_lock(folder):
        assert _latest(folder)["state"] == "ended"


def test_folder_that_cannot_be_written_is_a_storage_error(folder: SourceFolder) -> None:
    folder.folder.mkdir(parents=True)
    folder.runs.write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError, match="runs"):
        RunReports(folder).end(_ended())


def test_rows_that_are_missing_are_taken_in_from_the_files(folder: SourceFolder) -> None:
    for day in range(3):
        _run(folder, _ended(day))
    before = {file.name: file.read_bytes() for file in folder.runs.iterdir()}
    rows = _rows(folder)
    for file in folder.root.glob("briefings.sqlite*"):
        file.unlink()
    SourceStore(folder.root, SOURCE).close()
    assert _rows(folder) == rows
    assert _run(folder, _ended(3)) is None
    assert [line["run"] for line in _history(folder)] == [_name(day) for day in range(4)]
    with closing(Database(folder.database)) as database:
        assert report_of(database, SOURCE, _name(2))["briefings"] == STATES
    assert before["history.jsonl"] in (folder.runs / "history.jsonl").read_bytes()


# -- What is forgotten

GONE, NEIGHBOUR = "www.china.org.cn/1", "www.china.org.cn/10"
ADDRESS = "http://www.china.org.cn/2026-03/01/content_1.htm"


def test_nothing_of_a_forgotten_briefing_stays_in_rows_and_files(folder: SourceFolder) -> None:
    states = [
        {"id": GONE, "url": ADDRESS, "state": "incomplete"},
        {"id": NEIGHBOUR, "url": f"{ADDRESS}l", "state": "unread", "reason": f"it leads to {ADDRESS}"},
    ]
    told = {
        "arguments": {"url": f"{ADDRESS},{ADDRESS}?page=2"},
        "sentence": f"2 briefings incomplete: {GONE} lacks page 2 (http 404); {NEIGHBOUR} lacks page 3 ({ADDRESS}).",
        "coverage": {"least": 0.9, "of": GONE, "mean": 0.95},
    }
    _run(folder, _ended(0, **told), states)
    _run(folder, _ended(1, coverage={"least": 1.0, "of": NEIGHBOUR, "mean": 1.0}), [])
    _run(folder, _ended(2, **told), states)
    other = _rows(folder)[1]
    with closing(Database(folder.database)) as database:
        RunReports(folder).scrub(database, {GONE, ADDRESS})
        whole = report_of(database, SOURCE, _name(0))
        assert database.checkpoint()
    assert whole["arguments"] == {"url": f"(forgotten),{ADDRESS}?page=2"}
    assert whole["sentence"] == (
        f"2 briefings incomplete: (forgotten) lacks page 2 (http 404); {NEIGHBOUR} lacks page 3 ((forgotten))."
    )
    assert whole["briefings"] == [{**states[1], "reason": "it leads to (forgotten)"}]
    assert _latest(folder) == {
        **whole,
        "run": _name(2),
        **{name: _ended(2)[name] for name in ("started_at", "ended_at")},
    }
    assert _history(folder) == _rows(folder)
    assert _rows(folder)[1] == other
    for file in (*folder.runs.iterdir(), *folder.root.glob("briefings.sqlite*")):
        kept = file.read_bytes()
        for name in (NEIGHBOUR, f"{ADDRESS}l", f"{ADDRESS}?page=2"):
            kept = kept.replace(name.encode(), b"")
        assert GONE.encode() not in kept
        assert ADDRESS.encode() not in kept


def test_what_latest_alone_tells_is_scrubbed_too(folder: SourceFolder) -> None:
    reports = RunReports(folder)
    reports.begin(_begun(0), take_lock(folder))
    reports.end(_ended(0, code=8, sentence=f"{GONE} could not be written."), after_error=True)
    with closing(Database(folder.database)) as database:
        RunReports(folder).scrub(database, [GONE])
    for report in (_latest(folder), *_history(folder), *_rows(folder)):
        assert report["sentence"] == "(forgotten) could not be written."


# -- Kills


@pytest.mark.parametrize(
    "stride", [pytest.param(53, id="some steps"), pytest.param(1, id="all steps", marks=pytest.mark.slow)]
)
def test_killed_at_any_step_no_file_is_half_written_and_no_run_is_lost(tmp_path: Path, stride: int) -> None:
    for step in count(0, stride):
        folder = SourceFolder(tmp_path / str(step), SOURCE)
        _run(folder, _ended(0))
        killed = killed_at(step, lambda: _run(folder, _ended(1)), [STORE])  # noqa: B023
        assert _latest(folder)["run"] in {_name(0), _name(1)}
        assert len(_latest(folder)["briefings"]) == len(STATES)
        named = _run(folder, _ended(2))
        assert named is None or (named["run"], named["state"]) == (_name(1), "killed")
        told = [line["run"] for line in _history(folder)]
        assert told in (
            [_name(0), _name(1), _name(2)],
            [_name(0), _name(2)],  # killed before it said that it began
        )
        assert _history(folder) == _rows(folder)
        assert _latest(folder)["run"] == _name(2)
        if not killed:
            assert len(told) == 3
            return
