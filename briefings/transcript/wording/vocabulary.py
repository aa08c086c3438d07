"""The words that several rules need, collected from the files of all languages, since pages mix them.

See `briefings.transcript.languages`.
"""

import re

from briefings.transcript.languages.read_languages import expression, languages, words

_ENGLISH = [language for language in languages() if language.code == "en"]
_OTHER_LANGUAGES = [language for language in languages() if language.code != "en"]
HONORIFICS = words("honorifics")
SHORT_TITLES = words("short_titles")
TITLES = words("titles", "offices", "short_titles", known=_ENGLISH)
"""English words that come before a name as its title; they may follow one another and lead on with "of"."""
FOREIGN_TITLES = words("titles", "offices", "short_titles", known=_OTHER_LANGUAGES)
ROLE_WORDS = words("offices", known=_ENGLISH)
OFFICES = TITLES | FOREIGN_TITLES
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
ARTICLES_BEFORE_REPORTERS = expression("articles_before_reporters")
FUNCTION_WORDS = words("function_words", known=_ENGLISH)
FOREIGN_FUNCTION_WORDS = words("function_words", known=_OTHER_LANGUAGES) - CONNECTORS
"""Function words of other languages: they count in lower case, since a name may be spelled like one."""
FIRST_WORDS = words("first_words", known=_ENGLISH)
FOREIGN_FIRST_WORDS = words("first_words", known=_OTHER_LANGUAGES)
"""First words of other languages: they count alone, and before words in lower case ("El Correo" is an outlet)."""
FIELD_WORDS = words("field_words")
ONESELF = frozenset(word for word in words("conversation") if word != word.casefold())
"""Words for I: the files print them with a capital."""
SELVES = frozenset(map(str.casefold, words("conversation")))
FOREIGN_SELVES = SELVES.difference(map(str.casefold, words("conversation", known=_ENGLISH)))
VOICES = expression("voices")
OPENERS = expression("openers")
UNSPACED_VOICES = expression("unspaced_voices")
THANKS = words("thanks")
DATE_FIELDS = words("date_fields")
CONFERENCE = re.compile(expression("conferences"), re.IGNORECASE)
TRANSCRIPTS = expression("transcripts")
MONTHS = {name: number for language in languages() for name, number in language.months().items()}
DATE_JOINS = words("date_joins")
PUBLISHED_WORDS = words("published")
