"""The expressions for what pagers say, made of the words of all languages when the first pager asks for them."""

from __future__ import annotations

import re
from functools import cache
from unicodedata import normalize

from briefings.transcript.languages import expression, languages
from briefings.transcript.page.pagers.says import Says

_ROMAN = "- ii iii iv - vi vii viii ix -"
"""I, V and X are letters as well, as of an alphabet, and are read beside others only."""
BEGINNING = 4
"""Letters by which a text is told that may say something."""


@cache
def _say(key: str) -> str:
    """What all languages have for a key of [pager]."""
    return f"(?:{expression(f'pager.{key}')})"


@cache
def page_number() -> re.Pattern[str]:
    """A page number in figures, with or without its word for page."""
    return re.compile(
        rf"(?:(?:go )?(?:to )?{_say('page')}\W{{0,3}})?(?:(?:no|n°|nº)\.? ?)?"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\s?{_say('page_behind')}?"
    )


@cache
def numerals() -> dict[str, int]:
    """Numbers in words, and Roman ones."""
    roman = {numeral: number for number, numeral in enumerate(_ROMAN.split(), 1) if numeral != "-"}
    return roman | {word: number for one in languages() for word, number in one.pager.numerals.items()}


@cache
def number_in_words() -> re.Pattern[str]:
    """The same in `numerals`."""
    return re.compile(rf"(?:{_say('page')}\W{{0,3}})?(?P<numeral>{'|'.join(numerals())})[页頁]?")


@cache
def continued_on_page() -> re.Pattern[str]:
    """ "Continue on page 2"."""
    return re.compile(
        rf"(?:click here to )?{_say('continued')}\b.{{0,40}}?\b{_say('continued_on')}\W{{0,3}}(?P<number>\d{{1,3}})"
    )


@cache
def continued_next() -> re.Pattern[str]:
    """ "Continued on the next page"."""
    return re.compile(_say("continued_next"))


@cache
def sayings() -> tuple[tuple[Says, re.Pattern[str]], ...]:
    """What words say; the first that matches a whole text holds."""
    page, posts, older = _say("page"), _say("posts"), _say("older")
    following, before = _say("next"), rf"(?:{_say('previous')}|{_say('newer')})"
    of_page = rf"(?:\W?(?:the )?{page})"
    to_next, to_previous, to_first = (rf"(?:{_say(key)} )*" for key in ("to_next", "to_previous", "to_first"))
    patterns = (
        (Says.NEXT_PAGE, rf"{to_next}{following}(?:{of_page}| {_say('section')})|{page} {following}"),
        (Says.NEXT, rf"{following}(?: \d{{1,3}})?"),
        (Says.PREVIOUS, rf"{to_previous}{before}{of_page}?(?: {posts})?"),
        (Says.FIRST, rf"{to_first}{_say('first')}{of_page}?"),
        (Says.LAST, rf"{to_first}{_say('last')}{of_page}?"),
        (Says.OLDER, rf"(?:{older}(?: {posts})?|{posts} {older}|next (?:\d+ )?{posts})"),
        # "Earlier talks", "older hearings of the board": the address has to say the same.
        (Says.NEXT, rf"{older}(?: [^\W\d_]+){{1,4}}"),
        (Says.LOAD_MORE, rf"{_say('load_more')}(?: {posts})?"),
        (Says.MORE, _say("more")),
    )
    return tuple((says, re.compile(pattern)) for says, pattern in patterns)


@cache
def begins_as_saying() -> re.Pattern[str]:
    """How all that is said by words begins."""
    keys = "continued page next previous first last older newer more posts load_more".split()
    to = "|".join(_say(key) for key in ("to_next", "to_previous", "to_first"))
    return re.compile(rf"click|(?:{to}) |{'|'.join(map(_say, keys))}")


@cache
def beginnings() -> frozenset[str]:
    """How it begins where it begins with a to z, in `BEGINNING` letters. Shorter ones are whole here, and "nxtpage"
    is one word more."""
    worded = (part_title(), page_number(), number_in_words(), continued_on_page(), continued_next())
    patterns = (*worded, *(pattern for _, pattern in sayings()))
    found = (re.findall("[a-z]+", normalize("NFD", pattern.pattern)) for pattern in patterns)
    return frozenset(word[:BEGINNING] for words in found for word in words)


@cache
def beside_links() -> frozenset[str]:
    """Words that may stand in a pager without saying anything else."""
    keys = "page next previous first last older newer posts".split()
    said = (word for key in keys for word in expression(f"pager.{key}").split("|"))
    return frozenset(said).union("/", *(language.pager.beside for language in languages()))


@cache
def part_title() -> re.Pattern[str]:
    """The beginning of "Part 2: The economy"."""
    return re.compile(rf"\s*{_say('part')}\s(?P<number>[1-9]\d?)\s?[:.–—-]\s?\S", re.IGNORECASE)


@cache
def number_of() -> re.Pattern[str]:
    """ "Page 2 of 7", with its word for page: without it, it may be a picture, a vote, a date."""
    of = rf"(?:{_say('of')}|{_say('of_page')}|/)"
    return re.compile(
        rf"{_say('page')}\W{{0,3}}(?P<number>\d{{1,4}})\W{{0,3}}{of}\W{{0,3}}(?P<total>\d{{1,4}})"
        rf"|第\s?(?P<number2>\d{{1,4}})\s?页?\W{{0,3}}共\s?(?P<total2>\d{{1,4}})\s?页",
        re.IGNORECASE,
    )


@cache
def bare_number_of() -> re.Pattern[str]:
    """ "2 of 7"."""
    return re.compile(rf"(?P<number>\d{{1,4}})\s?(?:{_say('of')}|/)\s?(?P<total>\d{{1,4}})", re.IGNORECASE)


@cache
def range_of_entries() -> re.Pattern[str]:
    """ "1 - 5 of 36": which entries are shown, not which page."""
    to, of = rf"(?:-|–|{_say('to')})", _say("of_entries")
    return re.compile(rf"\d{{1,6}}\s?{to}\s?\d{{1,6}}\s{of}\s\d{{1,6}}", re.IGNORECASE)


@cache
def first_entries() -> re.Pattern[str]:
    """ "1 - 10 of 240": the first entries, and how many there are."""
    to, of = rf"(?:-|–|{_say('to')})", _say("of_entries")
    return re.compile(rf"(?<!\d)1\s?{to}\s?(?P<end>\d{{1,6}})\s{of}\s(?P<total>\d[\d,]{{0,6}})", re.IGNORECASE)
