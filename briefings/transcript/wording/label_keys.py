"""Labels and words levelled, for comparing and never for printing."""

import re
import unicodedata
from functools import lru_cache

from briefings.matching_form import matching_form

_QUALIFIER = re.compile(
    r"(?<!\s)\s*+[\[(（](?:ph|sic|phonetic|as \w+|(?:through|via|speaking|in)\b[^)\]）]{0,200})[\])）]"
    r"|^anf\.\s+\d{1,3}\s|(?<!\s)\s++replik$|(?<=\))\s++to the (?-i:[A-Z]).*$",
    re.IGNORECASE,
)
"""Remarks, number and kind of a speech (Sweden: Anf. 2 X replik), and who is asked (New Zealand: to the Minister)."""


@lru_cache(maxsize=4_096)
def label_key(label: str) -> str:
    """Return the same key for labels that differ only in case, spacing, dots, apostrophes and remarks like "(ph)"."""
    return matching_form(without_qualifiers(label)).replace(".", "").strip(" :")


def without_qualifiers(label: str) -> str:
    """Return a label without remarks on how it was spoken or spelled: "(ph)", "(through translator)"."""
    return _QUALIFIER.sub("", label)


def bare_letters(text: str) -> str:
    """Return letters without accents and dots, in lower case."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")
