"""What a briefing is, judged on all of its pages: a transcript, an article, or something not understood."""

from __future__ import annotations

from enum import StrEnum

from briefings.items import SpeakerEvidence
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.transcript import Transcript


class BriefingKind(StrEnum):
    """What a briefing is."""

    TRANSCRIPT = "transcript"
    """It has a believed label, or a header with people."""
    ARTICLE = "article"
    """News, a report, a statement: prose in which nothing looks like the label of a speaker."""
    UNCLEAR = "unclear"
    """Something looks like a label and was not believed: it is kept, and it is not complete."""


def kind_of(transcript: Transcript) -> BriefingKind:
    """Judge a briefing by positive signs; a page that fails is no sign of anything."""
    if any(turn.printed.label for turn in transcript.turns):
        return BriefingKind.TRANSCRIPT
    if any(known.evidence is SpeakerEvidence.HEADER for known in transcript.participants):
        return BriefingKind.UNCLEAR
    sign = speech_sign([line for page in transcript.pages for line in page.lines])
    return BriefingKind.UNCLEAR if sign else BriefingKind.ARTICLE
