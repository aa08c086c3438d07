"""The kind of a briefing, judged by positive signs of what was read."""

from __future__ import annotations

import re
from enum import StrEnum

from briefings.transcript.transcript import Transcript
from briefings.transcript.wording.press_labels import is_question_or_answer
from briefings.transcript.wording.vocabulary import CONFERENCES, EVENT_WORDS


class BriefingKind(StrEnum):
    """Kind of a briefing."""

    TRANSCRIPT = "transcript"
    """Its labels have voices: somebody asks or says I, we, you after them, or one names the press."""
    ARTICLE = "article"
    """News, a report, a list of fields: nothing on it shows that somebody speaks."""
    UNCLEAR = "unclear"
    """Somebody seems to speak, and no labels hold: it is stored, and it is not complete."""


def kind_of(transcript: Transcript) -> BriefingKind:
    """Judge a briefing by positive signs.

    A page that fails is no sign of anything, and somebody may speak in the unread part of a page that is too long.
    """
    if transcript.voiced and _has_occasion(transcript):
        return BriefingKind.TRANSCRIPT
    is_unread = any(page.extent.unread for page in transcript.pages)
    is_unclear = transcript.voiced or transcript.sign or is_unread
    return BriefingKind.UNCLEAR if is_unclear else BriefingKind.ARTICLE


def _has_occasion(transcript: Transcript) -> bool:
    """Return True when more than marks for questions and answers shows that somebody speaks.

    Help pages and surveys have such marks too. Other signs are a label with other words, a person, a day, or a word for
    the event in title or address.
    """
    labels = {turn.printed.label for turn in transcript.turns if turn.printed.label}
    if not all(is_question_or_answer(label) for label in labels) or transcript.participants or transcript.date:
        return True
    told = re.split(r"[\W_]+", f"{transcript.title} {transcript.address.url}".casefold())
    return not EVENT_WORDS.isdisjoint(told) or re.search(CONFERENCES, " ".join(told)) is not None
