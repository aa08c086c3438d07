"""The keys of a language's file. The type of a key says how it is written in TOML; every key is optional.

`Words` are a string of single words in small letters separated by white space. `Expressions` are an array of regular
expressions without capturing groups; case is ignored. `Numbers` are an array of strings, each with the words for
one number, from one on. No list names a person, a place or an outlet.
"""

# The annotations are evaluated when the files are read: they must be types, not names of types.
from collections.abc import Mapping
from typing import NamedTuple

Words = frozenset[str]
Expressions = tuple[str, ...]
Numbers = Mapping[str, int]


class PagerWords(NamedTuple):
    """Words on the links of a pager: the table [pager]. Expressions match whole texts."""

    page: Expressions
    """Page, as before a number, and its abbreviations: page, p."""
    part: Expressions
    """Part, used like page: part, Teil."""
    page_behind: Expressions
    """Page or part, as after a number."""
    next: Expressions
    to_next: Expressions
    """Words before next: "go to the", "zur"."""
    older: Expressions
    posts: Expressions
    """Words for the items of a list, as in "older posts"."""
    more: Expressions
    """Continue reading."""
    load_more: Expressions
    """Load more."""
    continued: Expressions
    """The verb of "continue on page 2"."""
    continued_on: Expressions
    """Page in "continued on page 2"."""
    continued_next: Expressions
    """The whole phrase without a number: "continued on the next page"."""
    of: Expressions
    """Of, as in "2 of 7"."""
    of_page: Expressions
    """Further ones in "page 2 of 7", which would be ambiguous without page."""
    of_entries: Expressions
    """Of, as in "1 - 5 of 36"."""
    to: Expressions
    """To, as in "1 to 5 of 36"."""
    words: Expressions
    """Its other words: previous, first, newer, total, jump."""


class ServedPhrases(NamedTuple):
    """Phrases of pages that are served in place of others: the table [served_instead].

    Expressions match at the beginning of a title or a line.
    """

    captcha: Expressions
    script_challenge: Expressions
    """Such as "just a moment", "please enable JavaScript"."""
    access_denied: Expressions
    login: Expressions
    """Title of a page with a form to log in."""
    login_wanted: Expressions
    """Statement that the page is for those who have logged in."""
    soft_404: Expressions
    """Page not found, served with status 200."""
    server_error: Expressions
    maintenance: Expressions
    parked_domain: Expressions
    default_page: Expressions
    """Welcome to nginx, and other pages of a server without a site."""
    cookie_wall: Expressions
    """Beginning of a request for consent."""
    consent: Expressions
    """Word for what such a page asks consent to."""
    accept: Expressions
    """Whole text of its button."""


class Language(NamedTuple):
    """The words of press rooms in one language."""

    code: str
    """ISO 639-1, the name of the file."""
    other_codes: Words
    """Codes by which pages of this language, or one with the same words, name it too: nb, nn."""

    # Who speaks.
    honorifics: Words
    """Mr, Ms, Dr: before a name, without a dot."""
    male_honorifics: Words
    female_honorifics: Words
    """Honorifics used only for men, or only for women."""
    short_titles: Words
    """Shortened titles: gen, sec."""
    titles: Words
    """Titles before a name: minister, colonel, spokesperson."""
    offices: Words
    """Words that name an office without a name: THE PRESIDENT, Spokesperson."""
    posts: Words
    """Titles followed by their department as if by a name: menteri (luar negeri)."""
    state_offices: Words
    """Offices of state; their holders answer and do not lead the briefing."""
    houses: Words
    """Bodies that an office may belong to, printed before it: (foreign) ministry (spokesperson)."""
    of: Words
    """Words between an office and its body."""
    event_words: Words
    """Words of a briefing's title that belong to no name: hearing, remarks."""
    name_ends: Words
    """Words after the name in such a title: at, on, speaks."""
    post_nominals: Words
    """Letters after a name: mp, kc."""
    chairs: Words
    """Labels of those who lead the briefing: moderator, host."""
    press: Words
    """Labels of those who ask, without a name: reporter, question."""
    reporters: Words
    """Those that may follow an article: (a) reporter from the Gazette."""
    before_outlets: Expressions
    """Words between a reporter and the outlet: from, of the."""
    analysts: Words
    """Words after the name of those who ask in an earnings call."""
    answers: Words
    """Marks of an answer: answer, A."""
    other_roles: Words
    """Labels of those who neither ask nor answer: interpreter, operator."""
    question_signs: Words
    """Single letters or characters that mark a question: Q, P, F."""
    outlets: Words
    """Words in names of news outlets: daily, news, tv."""
    office_endings: Expressions
    """Endings of offices, in languages written without spaces."""
    outlet_endings: Expressions
    """Endings of outlets or reporters, in languages written without spaces."""

    # How labels are spelled.
    connectors: Words
    """Words in lower case inside a name or an office: of, van, de."""
    particles: Words
    """Connecting words of names: van, bin."""
    articles_before_reporters: Expressions
    articles_before_offices: Expressions
    """Le, as in "le directeur"; not in English, where "the" has rules of its own."""
    function_words: Words
    """Words of a sentence that are in no label."""
    first_words: Words
    """First words of a line that counts or leads on, whatever follows the colon: first, my, example."""
    saying: Expressions
    """Beginnings and endings of a sentence before a colon, in languages written without spaces."""
    field_words: Words
    """Names of fields, alone before a colon: venue, note, source."""

    # What is said.
    conversation: Words
    """Words that people say of themselves and to each other, but prose about them does not: I, we, you, thanks."""
    voices: Expressions
    """Such words with case that tells them from titles and names (US, ME), and greetings: whole words."""
    openers: Expressions
    """Further words that open speech, and are elsewhere in prose: yes, ladies."""
    unspaced_voices: Expressions
    """The same as `voices` in languages written without spaces."""
    thanks: Words
    """Words of thanks."""

    # The header, and printed text that is not speech.
    people_fields: Words
    """Names of the header field that lists the speakers."""
    chair_fields: Words
    date_fields: Words
    place_fields: Words
    lead_notes: Words
    """Words before a colon that open a note above the first label: subjects, note, topics."""
    stage: Expressions
    """Whole texts in brackets that are not speech: laughter, inaudible."""
    stage_verbs: Words
    """Verbs of things and people in a stage note: rings, plays, laughs."""
    end_marks: Expressions
    """Whole lines that end a transcript: end, ends."""
    events: Expressions
    """Phrases in which an editor says that the briefing was held: "held a press conference"."""
    conferences: Expressions
    """An editor's names for the event: press conference, interview, transcript."""
    transcripts: Expressions
    """Texts of a link to its transcript: transcript, full text."""
    introductions: Expressions
    """Phrases before the people whom a chair introduces, in small letters: "with us"."""
    headings: Expressions
    """Whole headings over a part of a transcript: questions and answers."""
    editor_notes: Expressions
    """Beginnings of an editor's note."""
    furniture: Expressions
    """Whole lines that a site prints around a text: share, related news, print."""

    # Dates.
    months: Numbers
    """Twelve, each with its abbreviations."""
    date_links: Words
    """Words between day, month and year: de, of."""
    date_joins: Words
    """And, between two days."""
    range_words: Words
    """Words before the end of a range of dates: to, until."""
    published: Words
    """Words that mark a date beside them as the day of publication: released, updated."""
    changed: Expressions
    """Words in a list for the day of a change as opposed to publication: updated."""

    pager: PagerWords
    served_instead: ServedPhrases
