"""A record is one line for every reader."""

from __future__ import annotations

import json
import math
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.items import Turn
from briefings.records.jsonl import json_line, record_of, turn_line
from briefings.store.errors import DamageError
from briefings.store.view_lines import lines_of
from tests.support.records import LAUGHTER, briefing_line, make_briefing


def test_fields_stand_in_the_order_of_the_dataclass() -> None:
    briefing = make_briefing(notes=[LAUGHTER])
    assert list(json.loads(turn_line(briefing.turns[0]))) == [field.name for field in fields(Turn)]
    assert json.loads(turn_line(briefing.turns[0]))["notes"] == [
        {"kind": "stage", "text": "(Laughter.)", "at": 0, "length": 0}
    ]
    assert list(json.loads(briefing_line(briefing)))[:3] == ["id", "source", "url"]


def test_letters_are_written_as_they_are() -> None:
    assert "Kürze — 短い：😀" in turn_line(make_briefing(said=[(None, "Kürze — 短い：😀")]).turns[0])


@given(st.text(st.characters() | st.sampled_from("\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029\ud800\udfff")))
def test_any_text_is_one_line_and_comes_back(text: str) -> None:
    turn = make_briefing(said=[("Ilka Torvane", text)]).turns[0]
    line = turn_line(turn)
    assert line == json_line(record_of(turn))
    assert line.splitlines() == [line.removesuffix("\n")]
    back = json.loads(line.encode("utf-8"))["text"]
    assert len(back) == len(text)
    for ours, theirs in zip(back, text, strict=True):
        assert ours == theirs or (ours == "\ufffd" and "\ud800" <= theirs <= "\udfff")


def test_what_is_no_number_is_refused() -> None:
    briefing = make_briefing()
    briefing.coverage = math.nan
    with pytest.raises(ValueError, match="JSON"):
        briefing_line(briefing)


def test_lines_are_read_with_their_places(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"a": 1}\n{"a": 2}\n[]\n{"a":')
    lines = list(lines_of(file))
    assert [line.start for line in lines] == [0, 9, 18, 21]
    assert [line.end for line in lines] == [9, 18, 21, 26]
    assert [line.record() for line in lines[1:]] == [{"a": 2}, {}, {}]
    with pytest.raises(DamageError, match=r"a\.jsonl: line 3 is not a JSON object"):
        lines[2].refuse("is not a JSON object")
    assert list(lines_of(tmp_path / "none.jsonl")) == []
