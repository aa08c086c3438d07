"""The words the rules ask for, gathered from the tables of all languages; see `languages`."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.transcript.wording.languages import ENGLISH, LANGUAGES, SPANISH

_OTHER_LANGUAGES = tuple(language for language in LANGUAGES if language is not ENGLISH)


def _all(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*lists)


HONORIFICS = _all(language.honorifics for language in LANGUAGES)
OF_MEN = _all(language.of_men for language in LANGUAGES)
OF_WOMEN = _all(language.of_women for language in LANGUAGES)
SHORT_TITLES = _all(language.short_titles for language in LANGUAGES)
TITLES = ENGLISH.titles | ENGLISH.short_titles
"""English words that stand before a name as its title; they may follow one another and lead on with "of"."""
FOREIGN_TITLES = _all(language.titles | language.offices | language.short_titles for language in _OTHER_LANGUAGES)
ROLE_WORDS = ENGLISH.offices
ENGLISH_OFFICES = TITLES | ROLE_WORDS
OFFICES = ENGLISH_OFFICES | FOREIGN_TITLES
SPANISH_TITLES = SPANISH.honorifics | SPANISH.titles
"""Behind them stands the first of two surnames."""
POST_NOMINALS = frozenset("mp msp ms td mep ac ao am qc kc mbe obe cbe kbe dbe kcmg cmg cb frs".split())
"""Letters behind a name."""
POSTS = _all(language.posts for language in LANGUAGES)
CHAIR_WORDS = _all(language.chairs for language in LANGUAGES)
PRESS_WORDS = _all(language.press for language in LANGUAGES)
ANALYST_WORDS = _all(language.analysts for language in LANGUAGES)
ANSWER_WORDS = _all(language.answers for language in LANGUAGES)
OTHER_WORDS = _all(language.others for language in LANGUAGES)
QUESTION_SIGNS = _all(language.question_signs for language in LANGUAGES)
PERSON_LABELS = CHAIR_WORDS | OTHER_WORDS | ROLE_WORDS | FOREIGN_TITLES | (PRESS_WORDS - {"question", "press", "media"})
OUTLET_WORDS = _all(language.outlets for language in LANGUAGES)
NAME_PARTICLES = frozenset("al bin bint da dal de del della den der di dos du el ibn la le ten ter van von".split())
CONNECTORS = (
    _all(language.connectors for language in LANGUAGES) | NAME_PARTICLES | frozenset("des do e les und y zu".split())
)
"""Words that stand in lower case inside a name, its particles in any language, or an office."""
OFFICE_ENDINGS = "|".join(pattern for language in LANGUAGES for pattern in language.office_endings)
OUTLET_ENDINGS = "|".join(pattern for language in LANGUAGES for pattern in language.outlet_endings)
FUNCTION_WORDS = ENGLISH.function_words
FOREIGN_FUNCTION_WORDS = _all(language.function_words for language in _OTHER_LANGUAGES) - CONNECTORS
"""The same in other languages: they count where they are printed in lower case, since a name may be spelt so."""
FIRST_WORDS = ENGLISH.first_words
FOREIGN_FIRST_WORDS = _all(language.first_words for language in _OTHER_LANGUAGES)
"""The same in other languages: they count alone, and before words in lower case ("El Correo" is an outlet)."""
FIELD_WORDS = _all(language.field_words for language in LANGUAGES)
LEAD_NOTES = _all(language.lead_notes for language in LANGUAGES)
SELVES = _all(language.selves for language in LANGUAGES)
THANKS = _all(language.thanks for language in LANGUAGES)
PEOPLE_FIELDS = _all(language.people_fields for language in LANGUAGES)
CHAIR_FIELDS = _all(language.chair_fields for language in LANGUAGES)
DATE_FIELDS = _all(language.date_fields for language in LANGUAGES)
PLACE_FIELDS = _all(language.place_fields for language in LANGUAGES)
STAGE_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.stage)
"""What stands in brackets in a transcript and was not said."""
STAGE_VERBS = _all(language.stage_verbs for language in LANGUAGES)
END_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.ends)
EVENT_PHRASES = "|".join(pattern for language in LANGUAGES for pattern in language.events)
INTRODUCTIONS = "|".join(pattern for language in LANGUAGES for pattern in language.introductions)
HEADING_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.headings)
EDITOR_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.editor)
FOOT_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.feet)
AROUND_WORDS = "|".join(pattern for language in LANGUAGES for pattern in language.around)
MONTHS = {name: number for language in LANGUAGES for name, number in language.months.items()}
DATE_LINKS = _all(language.date_links for language in LANGUAGES)
RANGE_WORDS = _all(language.range_words for language in LANGUAGES)
TODAY_WORDS = _all(language.today for language in LANGUAGES)
PUBLISHED_WORDS = _all(language.published for language in LANGUAGES)
