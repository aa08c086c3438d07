"""Briefings whose every field tries to become markup, script, style or a running address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefings.items import MissingPage, Note, NoteKind, Participant, SpeakerEvidence
from briefings.reasons import Reason, ReasonKind
from briefings.records.jsonl import turn_line
from briefings.records.revisions import revise, turn_key
from tests.support.odd_texts import ODD, own, write_source
from tests.support.records import briefing_line, make_briefing

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = "gazette"
HOSTILE = [
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "' onmouseover='alert(3)' autofocus onfocus='alert(4)",
    "</title></style><style>body{display:none}</style><svg onload=alert(5)>",
    "{{ 7*7 }}{% raw %}<a href=javascript:alert(6)>press</a>",
    "<meta http-equiv=refresh content='0;url=http://evil.example/'><base href='http://evil.example/'>",
    "</textarea></template><!--><iframe src=http://evil.example></iframe>",
    "\u202eesrever\u202c \u2066isolated\u2069 \u202e never closed",
    "\u2028alert(7)\u2029//",
    "]]>`${alert(8)}`\\u003cscript>",
]
FOREIGN = "img, iframe, base, main style, main script, [onload], [onerror]"
"""Selector of what an exported page never has, and these try to make."""
LONG_NAME = "TorvaneLomark" * 16
"""A name without a place to break a line, wider than a desk."""


def hostile_corpus(root: Path) -> None:
    """Write a source with a hostile briefing of two revisions, an incomplete one, and one with odd texts."""
    everything = " ".join(HOSTILE)
    said = [(HOSTILE[number % len(HOSTILE)], text) for number, text in enumerate([*HOSTILE, everything])]
    old = make_briefing("6001", [("Before", f"old {everything}"), *said[1:]], source=SOURCE)
    new = make_briefing("6001", said, source=SOURCE)
    for number, turn in enumerate(new.turns):
        turn.title = everything
        turn.url = f"javascript:alert({20 + number})"
        turn.outlet, turn.position = (everything, None) if number % 2 else (None, everything)
        turn.exchange = number // 2
        turn.notes = [Note(NoteKind.STAGE, everything, 3), Note(NoteKind.CAPTION, text_of(turn.text, 4), 4, 3)]
    new.title = new.summary = everything
    new.url = "javascript:alert(9)"
    new.warnings = HOSTILE
    new.notes = [Note(NoteKind.HEADING, everything, 0)]
    new.participants = [Participant(everything, HOSTILE[1], everything, chair=True)]
    revise(new, old, [turn_key(turn) for turn in old.turns])
    gap = make_briefing("6002", [(LONG_NAME, "The half of it."), ("Ersk Courier", "And the rest?")], missing=[2])
    gap.missing_pages = [MissingPage(2, ReasonKind.SERVER_ERROR, HOSTILE[1])]
    gap.shortcomings = [Reason(ReasonKind.SERVER_ERROR, HOSTILE[0])]
    gap.turns[0].speaker, gap.turns[0].speaker_evidence = LONG_NAME, SpeakerEvidence.LABEL
    gap.same_event, gap.vanished_at, gap.turns[1].cut = new.id, "2026-05-01T08:00:00Z", True
    odd = make_briefing("6003", [("Ilka Torvane" if n % 2 else "Ersk Courier", text) for n, text in enumerate(ODD)])
    odd.language = "zh"
    folder = write_source(root, [new, gap, odd], SOURCE)
    before = own(old, SOURCE)
    folder.superseded.write_text(briefing_line(before) + "".join(map(turn_line, before.turns)), encoding="utf-8")


def text_of(text: str, at: int) -> str:
    """Return the words of a note that is part of a text."""
    return text[at : at + 3]
