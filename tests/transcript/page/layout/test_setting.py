"""The setting of lines by the markup is found in proportionate time, whether side by side or in one element."""

from __future__ import annotations

import pytest
from lxml import html

from briefings.transcript.page.body.tree import parse
from briefings.transcript.page.layout.lines import lines_of
from briefings.transcript.page.layout.nesting import note_nesting
from briefings.transcript.page.layout.setting import note_settings
from tests.support.work import lines_run


def _work(around: str, part: str, count: int) -> int:
    root = html.fromstring(around.format(part * count))
    lines = lines_of(root)
    assert len(lines) >= count
    note_nesting(lines, root)
    work = lines_run(lambda: note_settings(lines))
    assert all(line.setting for line in lines)
    return work


@pytest.mark.parametrize(
    ("around", "part"),
    [("<div>{}</div>", "<p>Why?</p>"), ("<div><b>Why</b> {}</div>", "<br>Why?"), ("<p>{}</p>", "Why?\n\n")],
    ids=["side by side", "lines of one element", "lines of one text"],
)
def test_ten_times_the_lines_are_ten_times_the_work(around: str, part: str) -> None:
    few, many = (_work(around, part, count) for count in (200, 2_000))
    assert many <= 12 * few


def test_elements_nested_by_the_thousand_around_words_are_read() -> None:
    nested = f"<p>{'<span>' * 1_900}<b>Why</b>: we ask.{'</span>' * 1_900}</p>"
    lines = lines_of(parse(nested)[0])
    note_settings(lines)
    assert [line.text for line in lines] == ["Why: we ask."]
    lines = lines_of(html.fromstring("<p><span><span><a name='k'></a><b>Why</b>: we ask.</span></span></p>"))
    note_settings(lines)
    assert [(line.setting, line.set_apart) for line in lines] == [(">b", 3)]
