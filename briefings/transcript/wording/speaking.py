"""Whether a text is what somebody says: it asks, or says I, we, you or thanks."""

from __future__ import annotations

import re

from briefings.transcript.wording.vocabulary import FOREIGN_SELVES

_SPEAKS = re.compile(
    r"\s*[\"“'(]?[A-ZÀ-Þ¿¡].{0,200}?"
    r"\b(?:I|[Ww]e|our|us|my|me|you|your|[Tt]hanks?|[Gg]ood (?:morning|afternoon|evening))\b"
    r"|\s*(?:I|We|My|Our|You|Yes|No|Thanks?|Hello|Welcome|Ladies|Good (?:morning|afternoon|evening))\b",
    re.DOTALL,
)
_OTHER_SELVES = sorted(FOREIGN_SELVES)
_SPEAKS_ELSEWHERE = re.compile(
    rf"[\"“'(«¿¡]?(?:[A-ZÀ-Þ].{{0,200}}?(?<!\w)(?:{'|'.join(_OTHER_SELVES)})(?!\w)"
    rf"|(?:{'|'.join(word.capitalize() for word in _OTHER_SELVES)})(?!\w))",
    re.DOTALL,
)
"""The same in other languages, in lower case; the English words are told from titles by their case."""
_SPEAKS_UNSPACED = re.compile(r"[^。！？]{0,200}?(?:[我您私]|谢谢|感谢|大家|各位|你们|咱们|皆さん|ありがとう)")
"""The same where words are not kept apart."""
_WORDS = re.compile(r"\w+")
_SPEAKING = frozenset(
    "I We we our us my me you your Thanks thanks Thank thank Good good My Our You Yes No Hello Welcome Ladies".split()
) | {form for word in _OTHER_SELVES for part in _WORDS.findall(word) for form in (part, part.capitalize())}
"""One of these stands in all that speaks, where words are kept apart."""
_SELF = re.compile(
    r"(?<!\w)(?:I|[Ww]e|[Oo]ur|us|me|[Mm]y|[Yy]ou|[Yy]our|[Tt]hank(?:s| you)|Hello|Welcome"
    r"|[Gg]ood (?:morning|afternoon|evening)"
    rf"|{'|'.join(form for word in _OTHER_SELVES for form in (re.escape(word), re.escape(word.capitalize())))})(?!\w)"
    r"|[我您你们私]"
)
"""Words by which somebody speaks of those who are there, or to them. US and ME are none."""
BEGINNING = 230
"""The word that speaks is looked for in 200 letters, and no farther than this it ends."""


def speaks(spoken: str) -> bool:
    """Whether a paragraph reads as what somebody says."""
    beginning = spoken[:BEGINNING]
    # Most that does not speak is asked no more than this: the patterns try every letter for every word.
    if not _SPEAKING.isdisjoint(_WORDS.findall(beginning)) and (
        _SPEAKS.match(beginning) or _SPEAKS_ELSEWHERE.match(beginning)
    ):
        return True
    return not beginning.isascii() and _SPEAKS_UNSPACED.match(beginning) is not None


def has_voice(text: str) -> bool:
    """Whether a text asks something, or says I, we or you anywhere."""
    return asks_plainly(text) or _SELF.search(text) is not None


def asks_plainly(text: str) -> bool:
    """Whether a text has the mark of a question anywhere, or ends a sentence as Japanese questions do."""
    return "?" in text or "？" in text or "؟" in text or "か。" in text
