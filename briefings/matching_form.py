"""Levelled texts, for comparing and never for printing."""

import unicodedata


def matching_form(text: str) -> str:
    """Level white space, colons, quotes, case and width of a text."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").replace("‘", "'").replace("ʼ", "'")
    text = text.replace("“", '"').replace("”", '"').replace("–", "-").replace("—", "-")
    # Most texts have single spaces and empty lines, and need not be split.
    level = text.replace("\n\n", " ")
    if "  " in level or not level.isprintable():
        level = " ".join(text.split())
    return level.strip().casefold()
