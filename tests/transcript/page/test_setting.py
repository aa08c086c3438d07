"""How the markup sets lines is found in time in proportion, however many lines stand side by side or in one element."""

from __future__ import annotations

from time import process_time

import pytest
from lxml import html

from briefings.transcript.page.lines import lines_of
from briefings.transcript.page.setting import note_settings

_FEW, _MANY = 2_000, 32_000


def _seconds(around: str, part: str, count: int) -> float:
    lines = lines_of(html.fromstring(around.format(part * count)))
    assert len(lines) >= count
    begun = process_time()
    note_settings(lines)
    assert all(line.setting for line in lines)
    return process_time() - begun


@pytest.mark.parametrize(
    ("around", "part"),
    [("<div>{}</div>", "<p>Why?</p>"), ("<div><b>Why</b> {}</div>", "<br>Why?"), ("<p>{}</p>", "Why?\n\n")],
    ids=["side by side", "lines of one element", "lines of one text"],
)
def test_time_is_in_proportion(around: str, part: str) -> None:
    """In proportion the many take 16 times as long as the few, in squares 256 times."""
    few, many = (_seconds(around, part, count) for count in (_FEW, _MANY))
    assert many <= 80 * max(few, 0.005)
