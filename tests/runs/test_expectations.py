"""BRIEFINGS_EXPECT: the values it accepts."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.runs.expectations import Expectations, read_expectations
from tests.support.parts import each


def test_setting_as_dict_and_as_json() -> None:
    expected = read_expectations('{"speaker": 0.5, "learn": false}')
    assert (expected.learn, expected.coverage, expected.speaker) == (False, 0.99, 0.5)
    assert read_expectations(None) == Expectations()


@each(
    ("value", "words"),
    [
        ({"speakers": 1}, r"unknown field `speakers`; its options are learn, found, "),
        ({"speaker": 60}, r"Expected `float` <= 1.0 - at `\$.speaker`"),
        ({"speaker": True}, r"Expected `float \| null`, got `bool` - at `\$.speaker`"),
        ({"found": "many"}, r"at `\$.found`"),
        ({"found": -1}, r"Expected `int` >= 0 - at `\$.found`"),
        ({"learn": 1}, r"Expected `bool \| str`, got `int` - at `\$.learn`"),
        ({"learn": "March"}, r"at `\$.learn`"),
        ({"learn": "2026-13-01"}, "month must be in 1..12"),
        ("{", "is not valid JSON"),
        (["speaker"], "must be a dict"),
    ],
)
def test_bad_setting_is_refused(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_expectations(value)
