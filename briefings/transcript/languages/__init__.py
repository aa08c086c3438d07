"""The words of each language: one TOML file per language, with words and regular expressions.

Every file here is read; no code names a language, except English, whose offices and function words have rules of their
own. docs/reading.md says how to add a language, `language.py` what each key means.
"""

from __future__ import annotations

from briefings.transcript.languages.language import Language, PagerWords, ServedPhrases
from briefings.transcript.languages.read_languages import LanguageError, expression, languages, read_languages

__all__ = [
    "Language",
    "LanguageError",
    "PagerWords",
    "ServedPhrases",
    "expression",
    "languages",
    "read_languages",
]
