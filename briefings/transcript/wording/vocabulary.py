"""The words that the rules need, collected from the files of all languages; see `briefings.transcript.languages`."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.transcript.languages import expression, languages

_LANGUAGES = {language.code: language for language in languages()}
"""All languages at once: pages mix them."""
ENGLISH, SPANISH = _LANGUAGES["en"], _LANGUAGES["es"]
_OTHER_LANGUAGES = tuple(language for language in languages() if language is not ENGLISH)


def _all(lists: Iterable[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*lists)


HONORIFICS = _all(language.honorifics for language in languages())
OF_MEN = _all(language.male_honorifics for language in languages())
OF_WOMEN = _all(language.female_honorifics for language in languages())
SHORT_TITLES = _all(language.short_titles for language in languages())
TITLES = ENGLISH.titles | ENGLISH.short_titles
"""English words that come before a name as its title; they may follow one another and lead on with "of"."""
FOREIGN_TITLES = _all(language.titles | language.offices | language.short_titles for language in _OTHER_LANGUAGES)
ROLE_WORDS = ENGLISH.offices
ENGLISH_OFFICES = TITLES | ROLE_WORDS
OFFICES = ENGLISH_OFFICES | FOREIGN_TITLES
SPANISH_TITLES = SPANISH.honorifics | SPANISH.titles
"""Titles before the first of two surnames."""
STATE_OFFICES = _all(language.state_offices for language in languages())
HOUSES = _all(language.houses for language in languages())
OF_SOMETHING = _all(language.of for language in languages())
EVENT_WORDS = _all(language.event_words for language in languages())
NAME_ENDS = _all(language.name_ends for language in languages())
POST_NOMINALS = _all(language.post_nominals for language in languages())
"""Letters after a name."""
POSTS = _all(language.posts for language in languages())
CHAIR_WORDS = _all(language.chairs for language in languages())
PRESS_WORDS = _all(language.press for language in languages())
REPORTERS = _all(language.reporters for language in languages())
BEFORE_OUTLETS = expression("before_outlets")
ANALYST_WORDS = _all(language.analysts for language in languages())
ANSWER_WORDS = _all(language.answers for language in languages())
OTHER_WORDS = _all(language.other_roles for language in languages())
QUESTION_SIGNS = _all(language.question_signs for language in languages())
PERSON_LABELS = CHAIR_WORDS | OTHER_WORDS | ROLE_WORDS | FOREIGN_TITLES | (PRESS_WORDS - {"question", "press", "media"})
OUTLET_WORDS = _all(language.outlets for language in languages())
NAME_PARTICLES = _all(language.particles for language in languages())
CONNECTORS = _all(language.connectors for language in languages()) | NAME_PARTICLES
"""Words in lower case inside a name, its particles in any language, or an office."""
OFFICE_ENDINGS = expression("office_endings")
OUTLET_ENDINGS = expression("outlet_endings")
ARTICLES_BEFORE_REPORTERS = expression("articles_before_reporters")
ARTICLES_BEFORE_OFFICES = expression("articles_before_offices")
FUNCTION_WORDS = ENGLISH.function_words
FOREIGN_FUNCTION_WORDS = _all(language.function_words for language in _OTHER_LANGUAGES) - CONNECTORS
"""Function words of other languages: they count in lower case, since a name may be spelled like one."""
FIRST_WORDS = ENGLISH.first_words
FOREIGN_FIRST_WORDS = _all(language.first_words for language in _OTHER_LANGUAGES)
"""First words of other languages: they count alone, and before words in lower case ("El Correo" is an outlet)."""
SAYING = expression("saying")
FIELD_WORDS = _all(language.field_words for language in languages())
LEAD_NOTES = _all(language.lead_notes for language in languages())
SELVES = _all(language.conversation for language in languages())
FOREIGN_SELVES = SELVES - ENGLISH.conversation
VOICES = expression("voices")
OPENERS = expression("openers")
UNSPACED_VOICES = expression("unspaced_voices")
VOICED_LANGUAGES = _all(
    language.other_codes | {language.code}
    for language in languages()
    if language.conversation or language.voices or language.unspaced_voices
)
"""Codes of the languages whose words for I, we or you are known."""
THANKS = _all(language.thanks for language in languages())
PEOPLE_FIELDS = _all(language.people_fields for language in languages())
CHAIR_FIELDS = _all(language.chair_fields for language in languages())
DATE_FIELDS = _all(language.date_fields for language in languages())
PLACE_FIELDS = _all(language.place_fields for language in languages())
STAGE_WORDS = expression("stage")
"""Texts in brackets in a transcript that nobody said."""
STAGE_VERBS = _all(language.stage_verbs for language in languages())
END_WORDS = expression("end_marks")
EVENT_PHRASES = expression("events")
CONFERENCES = expression("conferences")
TRANSCRIPTS = expression("transcripts")
INTRODUCTIONS = expression("introductions")
HEADING_WORDS = expression("headings")
EDITOR_WORDS = expression("editor_notes")
AROUND_WORDS = expression("furniture")
MONTHS = {name: number for language in languages() for name, number in language.months.items()}
DATE_LINKS = _all(language.date_links for language in languages())
DATE_JOINS = _all(language.date_joins for language in languages())
RANGE_WORDS = _all(language.range_words for language in languages())
PUBLISHED_WORDS = _all(language.published for language in languages())
CHANGED = expression("changed")
