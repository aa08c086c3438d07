"""What is forgotten stays in no report."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.store.lock import take_lock
from briefings.store.run_reports import RunReports, report_of
from tests.support.reported_runs import SOURCE, begun, ended, history, latest, name_of, rows, run

GONE, NEIGHBOUR = "www.china.org.cn/1", "www.china.org.cn/10"
ADDRESS = "http://www.china.org.cn/2026-03/01/content_1.htm"


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    """A source that does not exist yet, in a data folder that does not exist yet."""
    return SourceFolder(tmp_path / "data", SOURCE)


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
    run(folder, ended(0, **told), states)
    run(folder, ended(1, coverage={"least": 1.0, "of": NEIGHBOUR, "mean": 1.0}), [])
    run(folder, ended(2, **told), states)
    other = rows(folder)[1]
    with closing(Database(folder.database)) as database:
        RunReports(folder).scrub(database, {GONE, ADDRESS})
        whole = report_of(database, SOURCE, name_of(0))
        assert database.checkpoint()
    assert whole["arguments"] == {"url": f"(forgotten),{ADDRESS}?page=2"}
    assert whole["sentence"] == (
        f"2 briefings incomplete: (forgotten) lacks page 2 (http 404); {NEIGHBOUR} lacks page 3 ((forgotten))."
    )
    assert whole["briefings"] == [{**states[1], "reason": "it leads to (forgotten)"}]
    assert latest(folder) == {
        **whole,
        "run": name_of(2),
        **{name: ended(2)[name] for name in ("started_at", "ended_at")},
    }
    assert history(folder) == rows(folder)
    assert rows(folder)[1] == other
    for file in (*folder.runs.iterdir(), *folder.root.glob("briefings.sqlite*")):
        kept = file.read_bytes()
        for name in (NEIGHBOUR, f"{ADDRESS}l", f"{ADDRESS}?page=2"):
            kept = kept.replace(name.encode(), b"")
        assert GONE.encode() not in kept
        assert ADDRESS.encode() not in kept


def test_what_latest_alone_tells_is_scrubbed_too(folder: SourceFolder) -> None:
    reports = RunReports(folder)
    reports.begin(begun(0), take_lock(folder))
    reports.end(ended(0, code=8, sentence=f"{GONE} could not be written."), after_error=True)
    with closing(Database(folder.database)) as database:
        RunReports(folder).scrub(database, [GONE])
    for report in (latest(folder), *history(folder), *rows(folder)):
        assert report["sentence"] == "(forgotten) could not be written."
