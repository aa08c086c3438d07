"""Texts and labels levelled, for comparing and never for printing."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_QUALIFIER = re.compile(
    r"(?<!\s)\s*+[\[(（](?:ph|sic|phonetic|as \w+|(?:through|via|speaking|in)\b[^)\]）]{0,200})[\])）]", re.IGNORECASE
)


def matching_form(text: str) -> str:
    """A text with white space, colons, quotes, case and width levelled, for comparing and never for printing."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    text = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=20_000)
def label_key(label: str) -> str:
    """Equal for labels that differ only in case, spacing, dots, apostrophes and qualifiers such as "(ph)"."""
    return matching_form(without_qualifiers(label)).replace(".", "").strip(" :")


def without_qualifiers(label: str) -> str:
    """Return a label without remarks on how it was spoken or spelt: "(ph)", "(through translator)"."""
    return _QUALIFIER.sub("", label)
