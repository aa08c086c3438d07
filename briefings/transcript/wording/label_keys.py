"""Labels and words levelled, for comparing and never for printing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefings.matching_form import matching_form

_QUALIFIER = re.compile(
    r"(?<!\s)\s*+[\[(（](?:ph|sic|phonetic|as \w+|(?:through|via|speaking|in)\b[^)\]）]{0,200})[\])）]"
    r"|^(?P<count>anf\.\s+\d{1,3})\s|\s+replik$|\s+to the (?-i:[A-Z]).*$",
    re.IGNORECASE,
)
"""Remarks, the number of a speech and what it is, as in Sweden ("Anf. 12 ILSE MAREN replik"), and who is asked, as in
New Zealand: "ILSE MAREN (North) to the Minister of Ports".
"""


@lru_cache(maxsize=20_000)
def label_key(label: str) -> str:
    """Return the same key for labels that differ only in case, spacing, dots, apostrophes and remarks like "(ph)"."""
    return matching_form(without_qualifiers(label)).replace(".", "").strip(" :")


def without_qualifiers(label: str) -> str:
    """Return a label without remarks on how it was spoken or spelled: "(ph)", "(through translator)"."""
    return _QUALIFIER.sub("", label)


def is_counted(label: str) -> bool:
    """Return True for a label that begins with the number of the speech."""
    match = _QUALIFIER.match(label)
    return match is not None and match["count"] is not None


def bare_letters(text: str) -> str:
    """Return letters without accents and dots, in lower case."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("ı", "i")
