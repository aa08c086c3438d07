"""One word in brackets that asks or answers is a label."""

from __future__ import annotations

import pytest

from tests.support.reading import briefing, paragraphs


@pytest.mark.parametrize("between", [" ", "</p><p>"])
def test_one_word_in_brackets_that_asks_is_a_label_without_them(between: str) -> None:
    talk = (
        ("Ilse Maren", "Good morning. We open the locks two weeks early."),
        ("Nordling", "Who pays for the crews in those two weeks?"),
        ("Ilse Maren", "The skippers do, through the toll."),
        ("Harbour Gazette", "Does the toll rise?"),
        ("Ilse Maren", "It does not rise."),
    )
    read = briefing(paragraphs(*(f"[{label}]{between}{text}" for label, text in talk)))
    assert [turn.label for turn in read.turns] == [label for label, _ in talk]
