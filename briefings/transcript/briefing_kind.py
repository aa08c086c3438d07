"""Judge a briefing on all of its pages: a transcript, an article, or something not understood."""

from __future__ import annotations

from enum import StrEnum

from briefings.transcript.transcript import Transcript


class BriefingKind(StrEnum):
    """The kind of a briefing."""

    TRANSCRIPT = "transcript"
    """Its labels have voices: somebody asks or says I, we, you behind them, or one names the press."""
    ARTICLE = "article"
    """News, a report, a list of fields: nothing on it shows that somebody speaks."""
    UNCLEAR = "unclear"
    """Somebody seems to speak, and no labels hold: it is kept, and it is not complete."""


def kind_of(transcript: Transcript) -> BriefingKind:
    """Judge a briefing by positive signs; a page that fails is no sign of anything, and behind what was read of a page
    that is too long somebody may speak."""
    if transcript.voiced:
        return BriefingKind.TRANSCRIPT
    is_unread = any(page.extent.unread for page in transcript.pages)
    return BriefingKind.UNCLEAR if transcript.sign or is_unread else BriefingKind.ARTICLE
