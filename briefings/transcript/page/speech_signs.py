"""Signs that somebody speaks on a page, whether or not a label is believed: what shows them is never an article."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.transcript.page.lines import Line


def speech_sign(lines: Sequence[Line]) -> str:
    """The first sign that lines are a transcript, quoted; "" for prose that shows none.

    Ask it of the lines of a whole briefing. A briefing without a believed label and without a sign is an article; one
    with a sign and no believed label is "speakers not understood".
    """
    raise NotImplementedError
