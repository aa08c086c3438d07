"""What the reader knows of one language: one readable table, from which the rules take their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


def words(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Language:
    """The words of press rooms in one language, in lower case. No list names a person, a place or an outlet.

    To add a language, copy a table, translate it, and add it to `LANGUAGES`; an empty list is allowed.
    """

    code: str
    """ISO 639-1."""
    honorifics: frozenset[str] = frozenset()
    """Mr, Ms, Dr: before a name, without a dot."""
    of_men: frozenset[str] = frozenset()
    of_women: frozenset[str] = frozenset()
    """The honorifics that only men, or only women, have."""
    short_titles: frozenset[str] = frozenset()
    """Titles as they are shortened: gen, sec."""
    titles: frozenset[str] = frozenset()
    """Titles that stand before a name: minister, colonel, spokesperson."""
    offices: frozenset[str] = frozenset()
    """Words that name an office without a name: THE PRESIDENT, Spokesperson."""
    posts: frozenset[str] = frozenset()
    """Titles in languages in which what they are in charge of follows, as a name would: menteri (luar negeri)."""
    chairs: frozenset[str] = frozenset()
    """Who leads the briefing: moderator, host."""
    press: frozenset[str] = frozenset()
    """Who asks, without a name: reporter, question."""
    analysts: frozenset[str] = frozenset()
    """Who asks in an earnings call, printed behind a name."""
    answers: frozenset[str] = frozenset()
    """What marks an answer: answer, A."""
    others: frozenset[str] = frozenset()
    """Who neither asks nor answers: interpreter, operator."""
    question_signs: frozenset[str] = frozenset()
    """Single letters or characters that mark a question: Q, P, F."""
    outlets: frozenset[str] = frozenset()
    """Words that the names of news outlets are made of: daily, news, tv."""
    office_endings: tuple[str, ...] = ()
    """Where words are not kept apart: what an office ends with, as regular expressions."""
    outlet_endings: tuple[str, ...] = ()
    """The same for an outlet or a reporter."""
    connectors: frozenset[str] = frozenset()
    """Words in lower case inside a name or an office: of, van, de."""
    function_words: frozenset[str] = frozenset()
    """Words of a sentence, not of a label."""
    first_words: frozenset[str] = frozenset()
    """Words a line opens with when it counts or leads on, whatever follows the colon: first, my, example."""
    field_words: frozenset[str] = frozenset()
    """Names of fields, alone before a colon: venue, note, source."""
    selves: frozenset[str] = frozenset()
    """What people say of themselves and to each other, and prose about them does not: I, we, you, thanks."""
    thanks: frozenset[str] = frozenset()
    """How people say thank you."""
    people_fields: frozenset[str] = frozenset()
    """Names of the header field that lists who speaks."""
    chair_fields: frozenset[str] = frozenset()
    date_fields: frozenset[str] = frozenset()
    place_fields: frozenset[str] = frozenset()
    lead_notes: frozenset[str] = frozenset()
    """What a line before the first label opens with when it is a note with a colon: subjects, note, topics."""
    stage: tuple[str, ...] = ()
    """What stands in brackets and was not said, as regular expressions of whole contents: laughter, inaudible."""
    stage_verbs: frozenset[str] = frozenset()
    """What things and people do in a stage note: rings, plays, laughs."""
    ends: tuple[str, ...] = ()
    """What a line that ends a transcript says, as regular expressions of whole lines: end, ends."""
    events: tuple[str, ...] = ()
    """How an editor says that the briefing was held, as regular expressions: "held a press conference"."""
    introductions: tuple[str, ...] = ()
    """What stands before the people whom a chair introduces, as regular expressions in small letters: "with us"."""
    headings: tuple[str, ...] = ()
    """What stands over a part of a transcript, as regular expressions of whole lines: questions and answers."""
    editor: tuple[str, ...] = ()
    """What an editor's note begins with, as regular expressions."""
    around: tuple[str, ...] = ()
    """What a site prints around a text, as regular expressions of whole lines: share, related news, print."""
    feet: tuple[str, ...] = ()
    """What a heading says over what a press office prints below a text, as regular expressions: about us, contacts."""
    months: Mapping[str, int] = field(default_factory=dict)
    """Months and how they are shortened, with their numbers."""
    date_links: frozenset[str] = frozenset()
    """What stands between day, month and year: de, of."""
    range_words: frozenset[str] = frozenset()
    """What stands before the end of a range of dates: to, until."""
    today: frozenset[str] = frozenset()
    """Today, where words are kept apart."""
    published: frozenset[str] = frozenset()
    """Words that say a date beside them is the day of publication: released, updated."""


def months(names: str) -> dict[str, int]:
    """Twelve groups with commas between, each the names of one month: "january jan, february feb, ..."."""
    return {name: number for number, group in enumerate(names.split(","), 1) for name in group.split()}
