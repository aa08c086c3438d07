"""The words that the rules need, collected from the files of all languages, since pages mix them.

See `briefings.transcript.languages`.
"""

import re

from briefings.transcript.languages.read_languages import expression, languages, words

_ENGLISH = [language for language in languages() if language.code == "en"]
_SPANISH = [language for language in languages() if language.code == "es"]
_OTHER_LANGUAGES = [language for language in languages() if language.code != "en"]
HONORIFICS = words("honorifics")
OF_MEN = words("male_honorifics")
OF_WOMEN = words("female_honorifics")
SHORT_TITLES = words("short_titles")
TITLES = words("titles", "offices", "short_titles", known=_ENGLISH)
"""English words that come before a name as its title; they may follow one another and lead on with "of"."""
FOREIGN_TITLES = words("titles", "offices", "short_titles", known=_OTHER_LANGUAGES)
ROLE_WORDS = words("offices", known=_ENGLISH)
ENGLISH_OFFICES = TITLES | ROLE_WORDS
OFFICES = ENGLISH_OFFICES | FOREIGN_TITLES
SPANISH_TITLES = words("honorifics", "titles", known=_SPANISH)
"""Titles before the first of two surnames."""
OF_SOMETHING = words("of")
EVENT_WORDS = words("event_words")
NAME_ENDS = words("name_ends")
POST_NOMINALS = words("post_nominals")
POSTS = words("posts")
CHAIR_WORDS = words("chairs")
REPORTERS = words("reporters")
PRESS_WORDS = words("press") | {f"{word}s" for word in REPORTERS}
BEFORE_OUTLETS = expression("before_outlets")
ANALYST_WORDS = words("analysts")
ANSWER_WORDS = words("answers")
OTHER_WORDS = words("other_roles")
QUESTION_SIGNS = words("question_signs")
_NOBODY = {"question", "press", "media", "remark"}
PERSON_LABELS = CHAIR_WORDS | ROLE_WORDS | FOREIGN_TITLES | ((OTHER_WORDS | PRESS_WORDS) - _NOBODY)
OUTLET_WORDS = words("outlets")
NAME_PARTICLES = words("particles")
CONNECTORS = words("connectors") | NAME_PARTICLES
"""Words in lower case inside a name, its particles in any language, or an office."""
OFFICE_ENDINGS = expression("office_endings")
OUTLET_ENDINGS = expression("outlet_endings")
ARTICLES_BEFORE_REPORTERS = expression("articles_before_reporters")
ARTICLES_BEFORE_OFFICES = expression("articles_before_offices")
FUNCTION_WORDS = words("function_words", known=_ENGLISH)
FOREIGN_FUNCTION_WORDS = words("function_words", known=_OTHER_LANGUAGES) - CONNECTORS
"""Function words of other languages: they count in lower case, since a name may be spelled like one."""
FIRST_WORDS = words("first_words", known=_ENGLISH)
FOREIGN_FIRST_WORDS = words("first_words", known=_OTHER_LANGUAGES)
"""First words of other languages: they count alone, and before words in lower case ("El Correo" is an outlet)."""
SAYING = expression("saying")
FIELD_WORDS = words("field_words")
LEAD_NOTES = words("lead_notes") | FIELD_WORDS
ONESELF = frozenset(word for word in words("conversation") if word != word.casefold())
"""Words for I: the files print them with a capital."""
SELVES = frozenset(map(str.casefold, words("conversation")))
FOREIGN_SELVES = SELVES.difference(map(str.casefold, words("conversation", known=_ENGLISH)))
VOICES = expression("voices")
OPENERS = expression("openers")
UNSPACED_VOICES = expression("unspaced_voices")
VOICED_LANGUAGES = frozenset(
    code
    for language in languages()
    if any(map(language.told.get, ("conversation", "voices", "unspaced_voices")))
    for code in (language.code, *language.words("other_codes"))
)
"""Codes of the languages whose words for I, we or you are known."""
THANKS = words("thanks")
PEOPLE_FIELDS = words("people_fields")
CHAIR_FIELDS = words("chair_fields")
DATE_FIELDS = words("date_fields")
PLACE_FIELDS = words("place_fields")
STAGE_WORDS = expression("stage")
"""Texts in brackets in a transcript that nobody said."""
END_WORDS = expression("end_marks")
EVENT_PHRASES = expression("events")
CONFERENCE = re.compile(expression("conferences"), re.IGNORECASE)
TRANSCRIPTS = expression("transcripts")
INTRODUCTIONS = expression("introductions")
HEADING_WORDS = expression("headings")
EDITOR_WORDS = expression("editor_notes")
AROUND_WORDS = expression("furniture")
MONTHS = {name: number for language in languages() for name, number in language.months().items()}
DATE_LINKS = words("date_links")
DATE_JOINS = words("date_joins")
RANGE_WORDS = words("range_words")
PUBLISHED_WORDS = words("published")
CHANGED = expression("changed")
