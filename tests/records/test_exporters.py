"""Feeds: one row per turn, in every format."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields
from typing import Any

from scrapy.settings.default_settings import FEED_EXPORTERS_BASE
from scrapy.utils.misc import load_object

from briefings import settings
from briefings.items import Turn
from tests.support.records import LAUGHTER, make_briefing

ODD = 'Kürze; "quoted",\nline two \u2028 短い \x0b end'


def _export(kind: str, items: list[Any], **options: Any) -> bytes:
    file = io.BytesIO()
    exporter = load_object(str(settings.FEED_EXPORTERS[kind]))(file, encoding="utf-8", **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return file.getvalue()


def _briefings() -> list[Any]:
    return [make_briefing("1", notes=[LAUGHTER]), make_briefing("2", said=[]), make_briefing("3", said=[(None, ODD)])]


def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [json.loads(line) for line in _export("jsonl", _briefings()).split(b"\n")[:-1]]
    return rows


def test_jsonl_rows_are_the_turns() -> None:
    rows = _rows()
    assert [(row["briefing"][-1], row["seq"]) for row in rows] == [("1", 0), ("1", 1), ("1", 2), ("3", 0)]
    assert rows[3]["text"] == ODD
    assert rows[0]["notes"] == [{"kind": "stage", "text": "(Laughter.)", "at": 0, "length": 0}]
    assert _export("jl", _briefings()) == _export("jsonlines", _briefings()) == _export("jsonl", _briefings())


def test_json_is_one_array_of_the_same_rows() -> None:
    assert json.loads(_export("json", _briefings())) == _rows()


def test_csv_has_the_fields_of_a_turn_in_their_order_and_notes_as_json() -> None:
    table = list(csv.reader(io.StringIO(_export("csv", _briefings()).decode("utf-8"), newline="")))
    assert table[0] == [field.name for field in fields(Turn)]
    rows = [dict(zip(table[0], line, strict=True)) for line in table[1:]]
    assert [row["text"] for row in rows] == [row["text"] for row in _rows()]
    assert json.loads(rows[0]["notes"]) == _rows()[0]["notes"]
    assert json.loads(rows[1]["notes"]) == []
    assert rows[3]["label"] == ""
    assert {row["complete"] for row in rows} == {"True"}


def test_csv_takes_the_fields_that_are_asked_for() -> None:
    table = _export("csv", _briefings()[:1], fields_to_export=["label", "seq"]).decode("utf-8").splitlines()
    assert table == ["label,seq", "Ilka Torvane,0", "Ersk Courier,1", "Ilka Torvane,2"]


def test_other_items_are_exported_as_they_are() -> None:
    assert json.loads(_export("json", [{"title": "a notice"}])) == [{"title": "a notice"}]


def test_every_format_of_scrapy_is_ours_or_refused() -> None:
    assert {kind for kind, exporter in settings.FEED_EXPORTERS.items() if exporter} == {
        "csv", "json", "jsonl", "jsonlines", "jl"
    }  # fmt: skip
    assert FEED_EXPORTERS_BASE.keys() <= settings.FEED_EXPORTERS.keys()
