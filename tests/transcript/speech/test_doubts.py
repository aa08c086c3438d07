"""Words behind a name that no label opens make a briefing incomplete: they stand under another's name."""

from __future__ import annotations

import pytest

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript

_OPENED = "<p>MR. SORELL: Good morning to you all, I am glad to be here.</p><p>Q: Why did the mill stop?</p>"


def _read(more: str) -> Briefing:
    page = read_page(f"<html><body>{_OPENED}{more}</body></html>".encode(), "http://press.veldria.example/1.htm")
    return load_briefing(read_transcript([page]), source="gazette")


@pytest.mark.parametrize(
    ("more", "quoted"),
    [
        (
            "<p><b>Ilka Torvane</b> I think that we go on.</p><p><b>Ilka Torvane</b> We do, thank you.</p>",
            "Ilka Torvane",
        ),
        (
            "<p><b>Ilka Torvane</b></p><p>I think that we go on.</p><p><b>Ilka Torvane</b></p><p>We do, thank you.</p>",
            "Ilka Torvane",
        ),
        ("<p>MS. TORVANE I think that we go on.</p><p>MS. TORVANE We do, thank you.</p>", "MS. TORVANE"),
    ],
)
def test_a_name_that_seems_to_speak_twice_is_told(more: str, quoted: str) -> None:
    briefing = _read(more)
    assert not briefing.complete
    assert any(quoted in reason.words for reason in briefing.shortcomings)


@pytest.mark.parametrize("more", ["<p><b>Ilka Torvane</b> I think so.</p>", "<p><b>The mill</b> I like it.</p>" * 2])
def test_a_name_once_or_a_topic_in_bold_is_not(more: str) -> None:
    assert _read(f"<p>MR. SORELL: It rained, as you know.</p>{more}").complete
