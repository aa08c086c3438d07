"""One table of words a language. `LANGUAGES` are the tables the reader uses, all at once: pages mix languages."""

from __future__ import annotations

from briefings.transcript.wording.languages.chinese import CHINESE
from briefings.transcript.wording.languages.english import ENGLISH
from briefings.transcript.wording.languages.french import FRENCH
from briefings.transcript.wording.languages.german import GERMAN
from briefings.transcript.wording.languages.language import Language
from briefings.transcript.wording.languages.others import OTHERS
from briefings.transcript.wording.languages.portuguese import PORTUGUESE
from briefings.transcript.wording.languages.spanish import SPANISH

LANGUAGES: tuple[Language, ...] = (ENGLISH, CHINESE, SPANISH, FRENCH, GERMAN, PORTUGUESE, *OTHERS)

__all__ = ["ENGLISH", "LANGUAGES", "SPANISH", "Language"]
