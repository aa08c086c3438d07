"""Every case of tests/cases reads as its expected.jsonl says: turns, people, notes, exchanges, nothing lost.

One of them needs each reason to accept a label, and the tables in their README are made from them.
"""

from __future__ import annotations

import json
from collections import defaultdict

import pytest

from briefings.loaders import load_briefing
from briefings.survey.frozen import as_lines, row_of
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.speech.label_rules import RULES, Rule
from tests.proofs.quality import Score, facts, readable_cases
from tests.support.case_golden import GOLDEN, golden_cases, record_of
from tests.support.case_tables import PAGE, section
from tests.support.casebook import Case, all_cases, briefings_of_cases, differences, kind_told, transcript_of
from tests.support.parts import part_of

CASES = all_cases()


@pytest.fixture(scope="module")
def cases_by_rule() -> dict[str, list[Case]]:
    """Return the cases in which each rule names a label."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        if case.is_briefing:
            for name in {turn.label_rule for turn in briefings_of_cases()[case.name].turns if turn.label_rule}:
                found[name].append(case)
    return found


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_reads_as_expected(case: Case) -> None:
    transcript = transcript_of(case.folder)
    assert kind_told(transcript) == case.told["kind"], case.told["why"]
    if case.told["kind"] in {"transcript", "unclear"}:
        # Even when no label is accepted it is not an article.
        assert speech_sign([line for page in transcript.pages for line in page.lines], transcript.language)
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


@pytest.mark.parametrize("rule", part_of(RULES, 4), ids=lambda rule: rule.name)
def test_a_case_is_misread_without_the_rule(rule: Rule, cases_by_rule: dict[str, list[Case]]) -> None:
    others = [other for other in RULES if other is not rule]
    misread = any(
        [row_of(turn) for turn in case.briefing(others).turns] != case.rows() for case in cases_by_rule[rule.name]
    )
    assert misread, f"no case needs the rule {rule.name}: give it one, or drop it"


def test_a_case_has_labels_inside_a_line(cases_by_rule: dict[str, list[Case]]) -> None:
    assert cases_by_rule["glued"]


def test_the_section_on_the_cases_is_made_of_them() -> None:
    assert section() in PAGE.read_text(encoding="utf-8"), "run: python -m tests.support.case_tables"


def test_days_are_right_and_the_table_of_them_is_current() -> None:
    score = Score()
    for case in readable_cases():
        score.add(case)
    assert score.day_table() in PAGE.read_text(encoding="utf-8"), "run: python -m tests.proofs.quality"
    assert score.days["have the right day"] >= 0.95 * score.days["print a day"]
    assert score.days["have a wrong day"] == score.days["held_on is wrong"] == 0
    assert score.expected["boundary"] >= 500, "the cases hold enough to judge by"


def test_a_swallowed_turn_costs_recall() -> None:
    row = {"label": None, "speaker": None, "role": None, "exchange": None}
    apart = facts([{**row, "text": "Yes."}, {**row, "text": "No.", "label": "Q"}])
    glued = facts([{**row, "text": "Yes. Q No."}])
    assert len(apart["boundary"] - glued["boundary"]) == 1
    assert apart["label"] == {(4, "Q")}
