"""BRIEFINGS_EXPECT: the values it accepts."""

from __future__ import annotations

from typing import Any

import pytest

from briefings.runs.expectations import Expectations, read_expectations


def test_setting_as_dict_and_as_json() -> None:
    expected = read_expectations('{"speaker": 0.5, "learn": false}')
    assert (expected.learn, expected.limits["coverage"], expected.limits["speaker"]) == (False, 0.99, 0.5)
    assert read_expectations(None) == Expectations()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"speakers": 1}, "has no option speakers; its options are learn, found"),
        ({"speaker": 60}, "sets speaker to 60; it must be a share from 0 to 1"),
        ({"speaker": True}, "share from 0 to 1"),
        ({"found": "many"}, "a number, 0 or more"),
        ({"learn": 1}, "true or false"),
        ({"learn": "March"}, "true, false or a day such as 2026-03-06"),
        ("{", "is not valid JSON"),
        (["speaker"], "must be a dict"),
    ],
)
def test_bad_setting_is_refused(value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        read_expectations(value)
