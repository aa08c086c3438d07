"""Every case of tests/cases reads as its expected.jsonl says: turns, people, notes, exchanges, nothing lost."""

from __future__ import annotations

import json

import pytest

from briefings.loaders import load_briefing
from briefings.survey import as_lines, row_of
from briefings.transcript.page.speech_signs import speech_sign
from tests.support.case_golden import GOLDEN, golden_cases, record_of
from tests.support.casebook import Case, all_cases, differences, kind_told

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_reads_as_expected(case: Case) -> None:
    transcript = case.transcript()
    assert kind_told(transcript) == case.told["kind"], case.told["why"]
    if case.told["kind"] in {"transcript", "unclear"}:
        # Also where no label is believed it is no article.
        assert speech_sign([line for page in transcript.pages for line in page.lines])
    if not case.is_briefing:
        return
    briefing = load_briefing(transcript)
    if not case.expected.exists():
        case.expected.write_text(as_lines(briefing), "utf-8")
        pytest.fail(f"{case.name} had no expected.jsonl; it was written from the reader: review every line of it")
    got = [row_of(turn) for turn in briefing.turns]
    want = case.rows()
    assert [row["label"] for row in got] == [row["label"] for row in want], case.told["why"]
    for seq, (row, wanted) in enumerate(zip(got, want, strict=True)):
        assert row == wanted, f"turn {seq}: {case.told['why']}"
    assert briefing.coverage == 1.0
    assert not [warning for warning in briefing.warnings if "visible characters were placed" in warning]
    assert not differences(briefing, case.told)


def test_whole_records_of_chinese_press_rooms() -> None:
    kept = {record["case"]: record for record in map(json.loads, GOLDEN.read_text("utf-8").splitlines())}
    cases = golden_cases()
    assert sorted(kept) == [case.name for case in cases]
    for case in cases:
        assert record_of(case) == kept[case.name], f"{case.name}: python -m tests.support.case_golden, and look"
