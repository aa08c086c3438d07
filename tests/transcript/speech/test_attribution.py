"""Roles, outlets and names on evidence only."""

from __future__ import annotations

from tests.support.reading import briefing, paragraphs


def test_a_surname_among_labels_in_capitals_is_no_outlet() -> None:
    read = briefing(
        paragraphs(
            "PRIME MINISTER: Good morning. We open the second lock today.", "MARSH: When does the third one open?",
            "PRIME MINISTER: In May, I hope.", "MARSH: And who pays for it?", "PRIME MINISTER: We all do.",
        )
    )  # fmt: skip
    assert {(turn.label, turn.role, turn.outlet) for turn in read.turns} == {
        ("PRIME MINISTER", "official", None),
        ("MARSH", "press", None),
    }


def test_what_a_scanner_misread_is_no_name() -> None:
    read = briefing(paragraphs("PRIME MINISTER: We open today.", "JRNL$ T: When?", "PRIME MINISTER: At noon, I hope."))
    assert [turn.speaker for turn in read.turns] == [None] * len(read.turns)
