"""Whether a text is what somebody says: it asks, or says I, we, you or thanks."""

from __future__ import annotations

import re

from briefings.transcript.wording.vocabulary import FOREIGN_SELVES, OPENERS, UNSPACED_VOICES, VOICES

_OTHERS = "|".join(form for word in sorted(FOREIGN_SELVES) for form in (re.escape(word), re.escape(word.capitalize())))
"""Words of other languages; those of English are told from titles by their case."""
_SELF = re.compile(rf"(?<!\w)(?:{VOICES}|{_OTHERS})(?!\w)|{UNSPACED_VOICES}")
"""Words by which somebody speaks of those who are there, or to them."""
_SPEAKS = re.compile(
    rf"\s*[\"“'(«¿¡]?(?=[A-ZÀ-ÞА-ЯЁІЇЄ¿¡])(?:(?:{OPENERS})(?!\w)|.{{0,200}}?(?<!\w)(?:{VOICES}|{_OTHERS})(?!\w))",
    re.DOTALL,
)
_SPEAKS_UNSPACED = re.compile(rf"[^。！？]{{0,200}}?(?:{UNSPACED_VOICES})")
QUESTION_ENDS = ("?", "？")
_WORDS = re.compile(r"\w+")
_SPEAKING = frozenset(_WORDS.findall(f"{VOICES}|{OPENERS}|{_OTHERS}"))
"""One of these stands in all that speaks, where words are kept apart."""
BEGINNING = 230
"""The word that speaks is looked for in 200 letters, and no farther than this it ends."""


def speaks(spoken: str) -> bool:
    """Whether a paragraph reads as what somebody says."""
    beginning = spoken[:BEGINNING]
    # Most that does not speak is asked no more than this: the patterns try every letter for every word.
    if not _SPEAKING.isdisjoint(_WORDS.findall(beginning)) and _SPEAKS.match(beginning):
        return True
    return not beginning.isascii() and _SPEAKS_UNSPACED.match(beginning) is not None


def has_voice(text: str) -> bool:
    """Whether a text asks something, or says I, we or you anywhere."""
    return asks_plainly(text) or _SELF.search(text) is not None


def asks_plainly(text: str) -> bool:
    """Whether a text has the mark of a question anywhere, or ends a sentence as Japanese questions do."""
    return "?" in text or "？" in text or "؟" in text or "か。" in text
