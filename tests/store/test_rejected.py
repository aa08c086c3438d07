"""Rejected records are stored, once."""

from __future__ import annotations

import math
from pathlib import Path

from briefings.records.jsonl import record_of
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefing
from tests.support.stored_lines import lines


def test_a_rejected_record_is_kept_with_its_reasons_once(tmp_path: Path) -> None:
    for fetched_at in ("2026-03-05T08:00:00Z", "2026-03-06T08:00:00Z"):
        record = record_of(make_briefing(fetched_at=fetched_at))
        for again in (False, True):
            with SourceStore(tmp_path, SOURCE) as store:
                first = fetched_at.startswith("2026-03-05") and not again
                assert store.reject(["words is 1"], record) == first
                assert not store.reject(["words is 1"], record)
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.reject(["words is 2"], record)
    kept = {line["reason"][0]: line["record"] for line in lines(SourceFolder(tmp_path, SOURCE).rejected)}
    assert sorted(kept) == ["words is 1", "words is 2"]
    assert kept["words is 2"] == record


def test_what_json_cannot_hold_is_kept_as_its_name(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.reject(
            ["coverage is not a number"], {"coverage": math.nan, "at": [math.inf, 1.5], "odd": {1, 2}, "b": "\ud800"}
        )
    (kept,) = lines(SourceFolder(tmp_path, SOURCE).rejected)
    assert kept["record"] == {"coverage": "nan", "at": ["inf", 1.5], "odd": "{1, 2}", "b": "\ufffd"}


def test_a_torn_line_is_written_whole(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.reject(["a"], {"id": "1"})
    file = SourceFolder(tmp_path, SOURCE).rejected
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:-5])
    with SourceStore(tmp_path, SOURCE) as store:
        assert not store.reject(["a"], {"id": "1"})
        assert store.reject(["b"], {"id": "1"})
    assert sorted(line["reason"] for line in lines(file)) == [["a"], ["b"]]
