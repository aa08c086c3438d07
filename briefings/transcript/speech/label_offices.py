"""The office that a label holds besides a name: an analyst, an office of something, one in another language."""

from __future__ import annotations

import re

from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import LabelParts
from briefings.transcript.wording.vocabulary import (
    ANALYST_WORDS,
    CHAIR_WORDS,
    CONNECTORS,
    FOREIGN_TITLES,
    OFFICES,
    POSTS,
)

_OFFICE_OF = re.compile(
    r"(?:the|der|die|das|le|la|el|il|o|a)?\s?(?P<office>[^\W\d_]{1,30}) (?:of|for|des|der|du|del|della|do|da) [^.!?]",
    re.IGNORECASE,
)
"""An office with its body, and no name: "The chair of the canal board", "Leiterin des Kanalamts"."""


def analyst(position: str) -> tuple[str, str | None] | None:
    """The word for an analyst, who asks in an earnings call, and the house named beside it; None for others."""
    parts = [part.strip() for part in re.split(r",|\s(?:--|[-–—])\s", position)]
    found = next((part for part in parts if part.casefold() in ANALYST_WORDS), None)
    return (found, ", ".join(part for part in parts if part != found) or None) if found else None


def office_of_something(words: str) -> str:
    """Return the office that words begin with, in small letters, if its body follows; else ""."""
    found = _OFFICE_OF.match(words)
    office = found["office"].casefold() if found else ""
    return office if office in CHAIR_WORDS or office in OFFICES else ""


def foreign_office(split: LabelParts) -> str:
    """Return the words before the comma where they are an office in another language than English, else ""."""
    words = f"{split.title or ''} {split.name}".split()
    of = next((n for n, word in enumerate(words) if word.casefold() not in OFFICES), len(words))
    leads = of and words[0].casefold() in FOREIGN_TITLES and (of == len(words) or words[of].casefold() in CONNECTORS)
    return " ".join(words) if leads else ""


def holds_post(label: str) -> bool:
    """Return True when a label begins with a title that leads to its department: Menteri Luar Negeri."""
    return label_key(label).partition(" ")[0] in POSTS
