"""Labels are judged by what their turns say, at a cost that a page of long paragraphs does not raise."""

from __future__ import annotations

from briefings.transcript import read_page, read_transcript
from briefings.transcript.wording.shapes import shape_of

_TURNS = 200


def test_the_shapes_of_paragraphs_are_neither_read_nor_kept() -> None:
    said = "The harbour board looked at this with care, and I think that the ferry will sail again before the spring"
    turns = "".join(
        f"<p>{('Question', 'Ilse Maren')[place % 2]}: {said}, as matter {place} shows. {said}.</p>"
        for place in range(_TURNS)
    )
    html = f"<html><head><title>Briefing on the ferry</title></head><body><h1>Briefing on the ferry</h1>{turns}</body>"
    shape_of.cache_clear()
    transcript = read_transcript([read_page(html.encode(), "https://press.example/ferry")])
    assert len(transcript.turns) == _TURNS
    assert shape_of.cache_info().currsize < _TURNS / 2
