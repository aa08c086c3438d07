"""Why a line was placed where it was: a transcript told line by line, for people who report a misread page."""

from __future__ import annotations

from collections.abc import Iterator

from briefings.transcript.page.lines import Line
from briefings.transcript.speech.candidates import openings
from briefings.transcript.transcript import Transcript

_BEFORE_THE_COLON = 60


def explain(transcript: Transcript) -> Iterator[str]:
    """One line for every line of the pages: page, place, rule, why it is no label where it looks like one, text."""
    for placement in transcript.placements:
        why = why_no_label(placement.text) if placement.place == "turn" else ""
        told = f"{placement.rule} ({why})" if why else placement.rule
        yield f"p{placement.page}\t{placement.place}\t{told}\t{placement.text}"
    yield f"coverage {transcript.coverage}, outside the content {transcript.outside}"
    yield from (f"warning: {warning}" for warning in transcript.warnings)


def why_no_label(text: str) -> str:
    """Why a line that was kept as speech is no label; "" when it does not look like one."""
    for candidate in openings(0, Line(text)):
        if candidate.form not in ("bare", "mark") and candidate.end <= _BEFORE_THE_COLON:
            veto = candidate.shape.veto
            return f"{candidate.label!r} is no label: {veto or 'no rule believes it'}"
    return ""


def readable(transcript: Transcript) -> Iterator[str]:
    """The transcript for reading: title and date, then each turn under its label."""
    yield transcript.title or transcript.address.url
    if transcript.held_on:
        yield f"held on {transcript.held_on.isoformat()}"
    if transcript.missing:
        yield "missing: " + ", ".join(f"page {number} ({why})" for number, why in sorted(transcript.missing.items()))
    for turn in transcript.turns:
        known = [
            str(turn.who.role or "unknown role"),
            str(turn.kind),
            turn.who.speaker,
            turn.who.position,
            turn.who.outlet,
        ]
        yield ""
        yield f"{turn.printed.label or '(no label)'}  [{'; '.join(filter(None, known))}]"
        yield from (f"    {paragraph}" for paragraph in turn.printed.paragraphs)
        yield from (f"    ({note.kind}: {note.text})" for note in turn.printed.notes if not note.length)
