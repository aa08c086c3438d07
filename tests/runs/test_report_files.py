"""The folder of the reports: what is kept, and what a kill can leave."""

from __future__ import annotations

import json
from itertools import count
from pathlib import Path
from typing import Any

import pytest

import briefings.runs
from briefings.runs.report_files import KEPT, RunsFolder, Unreported
from briefings.store import StorageError
from tests.support.killed_child import STORE, killed_at
from tests.support.run_reports import make_report

STATES = [{"id": f"www.china.org.cn/{number}", "state": "complete"} for number in range(3)]


@pytest.fixture
def runs(tmp_path: Path) -> RunsFolder:
    """A folder that is not there yet."""
    return RunsFolder(tmp_path / "runs")


def _run(runs: RunsFolder, report: dict[str, Any]) -> Unreported | None:
    killed = runs.begin({**report, "state": "running"})
    runs.end(report, STATES)
    runs.release()
    return killed


def _read(file: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return content


def test_report_latest_and_history_tell_the_same(runs: RunsFolder) -> None:
    report = make_report()
    assert _run(runs, report) is None
    assert _read(runs.latest) == _read(runs.report(report["run"])) == {**report, "briefings": STATES}
    assert runs.past() == [report]
    assert sorted(file.name for file in runs.folder.iterdir()) == [
        f"{report['run']}.json", "history.jsonl", "latest.json", "lock", "metrics.prom",
    ]  # fmt: skip


_VERSIONS = {
    "report_version": 1,
    "version": "0.1.0",
    "reader": 2,
    "schema_version": 1,
    "scrapy": "2.19.0",
    "python": "3.13.1",
}
_GOLDEN = Path(__file__).parent / "golden"


def test_latest_and_history_are_these_very_bytes(runs: RunsFolder) -> None:
    _run(
        runs, make_report(ended_at="2026-03-01T06:05:00Z", sentence="10 briefings: “all” complete.\u2028", **_VERSIONS)
    )
    assert runs.latest.read_bytes() == (_GOLDEN / "latest.json").read_bytes()
    assert runs.history.read_bytes() == (_GOLDEN / "history.jsonl").read_bytes()


def test_a_user_and_password_in_an_address_are_in_no_file(runs: RunsFolder) -> None:
    report = {**make_report(), "sentence": "http://anna:moonlight@host.example/a was not read (http 404)."}
    runs.begin({**report, "state": "running"})
    begun = runs.running.read_text(encoding="utf-8")
    runs.tell_ending(report["sentence"])
    told = runs.running.read_text(encoding="utf-8")
    runs.end(report, [{"id": "host.example/a", "url": "http://anna:moonlight@host.example/a"}])
    runs.release()
    kept = [file.read_text(encoding="utf-8") for file in runs.folder.iterdir()]
    assert "moonlight" not in "".join((begun, told, *kept))
    assert _read(runs.latest)["briefings"][0]["url"] == "http://host.example/a"


def test_the_last_four_hundred_are_kept(runs: RunsFolder) -> None:
    _run(runs, make_report(0))
    first, report = make_report(0)["run"], runs.report(make_report(0)["run"]).read_text(encoding="utf-8")
    # What further runs would leave, written at once.
    line = runs.history.read_text(encoding="utf-8")
    names = [make_report(day)["run"] for day in range(KEPT)]
    runs.history.write_text("".join(line.replace(first, name) for name in names), encoding="utf-8")
    for name in names:
        runs.report(name).write_text(report.replace(first, name), encoding="utf-8")
    for day in range(KEPT, KEPT + 5):
        _run(runs, make_report(day))
    past = runs.past()
    assert (len(past), past[0]["run"], past[-1]["run"]) == (KEPT, make_report(5)["run"], make_report(KEPT + 4)["run"])
    names = sorted(file.stem for file in runs.folder.glob("2*.json"))
    assert names == [report["run"] for report in past]
    assert _read(runs.latest)["run"] == past[-1]["run"]


def test_two_runs_of_a_second_have_two_names(runs: RunsFolder) -> None:
    name = make_report()["run"]
    assert runs.free_name(name) == name
    _run(runs, make_report())
    assert runs.free_name(name) == f"{name}-1"


def test_a_run_is_not_named_like_one_that_was_killed_in_the_same_second(runs: RunsFolder) -> None:
    name = make_report()["run"]
    runs.begin(make_report(state="running", code=None))
    assert runs.free_name(name) == f"{name}-1"


def test_torn_line_of_history_is_cut(runs: RunsFolder) -> None:
    _run(runs, make_report(0))
    with runs.history.open("ab") as history:
        history.write(b'{"run": "2026')
    _run(runs, make_report(1))
    lines = runs.history.read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["run"] for line in lines] == [make_report(day)["run"] for day in (0, 1)]


def test_killed_run_is_named_and_gets_a_report_of_its_own(runs: RunsFolder) -> None:
    _run(runs, make_report(0))
    runs.begin(make_report(1, state="running", code=None))
    runs.release()  # as the kernel does for a process that was killed
    assert _read(runs.latest)["run"] == make_report(0)["run"]
    assert _run(RunsFolder(runs.folder), make_report(2)) == Unreported(make_report(1)["run"], None)
    names = [make_report(day)["run"] for day in range(3)]
    assert [(line["run"], line["state"], line["code"]) for line in runs.past()] == [
        (names[0], "ended", 0), (names[1], "killed", None), (names[2], "ended", 0),
    ]  # fmt: skip
    assert _read(runs.report(make_report(1)["run"]))["word"] == "killed"


def test_a_run_whose_report_could_not_be_written_is_not_taken_for_a_killed_one(runs: RunsFolder) -> None:
    name = make_report(0)["run"]
    runs.begin(make_report(0, state="running", code=None))
    runs.report(name).mkdir()
    with pytest.raises(StorageError):
        runs.end(make_report(0, code=8), STATES)
    runs.tell_ending("The data could not be written: the disk is full.")
    runs.release()
    runs.report(name).rmdir()
    before = _run(RunsFolder(runs.folder), make_report(1))
    assert before == Unreported(name, "The data could not be written: the disk is full.")
    assert "could not write its report: The data could not be written: the disk is full." in str(before)
    assert [(line["state"], line["code"]) for line in runs.past()] == [("ended", 8), ("ended", 0)]


def test_run_beside_another_keeps_its_own_report_only(runs: RunsFolder) -> None:
    runs.begin(make_report(0, state="running"))
    other = RunsFolder(runs.folder)
    other.end(make_report(1, code=8), [])
    assert _read(runs.report(make_report(1)["run"]))["code"] == 8
    assert not runs.latest.exists()
    runs.end(make_report(0), STATES)
    assert [line["run"] for line in runs.past()] == [make_report(0)["run"]]


def test_folder_that_cannot_be_written_is_a_storage_error(tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("not a folder", encoding="utf-8")
    with pytest.raises(StorageError, match="runs"):
        RunsFolder(tmp_path / "runs").end(make_report(), [])


@pytest.mark.parametrize(
    "stride", [pytest.param(53, id="some steps"), pytest.param(1, id="all steps", marks=pytest.mark.slow)]
)
def test_killed_at_any_step_no_file_is_half_written_and_no_run_is_lost(tmp_path: Path, stride: int) -> None:
    folders = [briefings.runs.__path__[0], STORE]
    for step in count(0, stride):
        runs = RunsFolder(tmp_path / str(step))
        _run(runs, make_report(0))
        killed = killed_at(step, lambda: _run(RunsFolder(runs.folder), make_report(1)), folders)  # noqa: B023
        assert _read(runs.latest)["run"] in {make_report(0)["run"], make_report(1)["run"]}
        for file in runs.folder.glob("2*.json"):
            assert len(_read(file)["briefings"]) == len(STATES)
        named = _run(runs, make_report(2))
        assert named in {None, Unreported(make_report(1)["run"], None)}
        told = [line["run"] for line in runs.past()]
        assert told in (
            [make_report(day)["run"] for day in (0, 1, 2)],
            [make_report(day)["run"] for day in (0, 2)],  # killed before it said that it began
        )
        assert _read(runs.latest)["run"] == make_report(2)["run"]
        assert sorted(file.stem for file in runs.folder.glob("2*.json")) == told
        if not killed:
            assert len(told) == 3
            return
