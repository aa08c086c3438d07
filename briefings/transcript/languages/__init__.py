"""The words of each language: one TOML file a language, with words and regular expressions.

A file that is put here is read; no code names the languages, but for English, whose offices and function words the
rules treat apart. docs/reading.md says how a language is added, `language.py` what each key means.
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
