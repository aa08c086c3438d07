"""Texts levelled, for comparing and never for printing."""

from __future__ import annotations

import unicodedata


def matching_form(text: str) -> str:
    """A text with white space, colons, quotes, case and width levelled."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    text = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    # Most texts have single spaces and empty lines, and need not be taken apart.
    level = text.replace("\n\n", " ")
    if "  " in level or not level.isprintable():
        level = " ".join(text.split())
    return level.strip().casefold()
