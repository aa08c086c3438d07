"""The words of pagers in many languages: before a number, beside one, "page 2 of 7"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from unicodedata import normalize

from briefings.transcript.languages import expression

_TRIMMED = " \t\xa0.,:;·•|…()[]{}【】（）-–—_*\u200b/»›>→▶►⟩≫⇒❯▸⏵＞↠⟶➔➜«‹<←◀◄⟨≪⇐❮◂⏴＜↞⟵"
_LONGEST = 60
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_KEYS = "page part next older to_next words".split()
"""Keys of the words in pagers, alone or beside others."""


@cache
def _say(key: str) -> str:
    """Join the expressions of all languages for a key of [pager]."""
    return f"(?:{expression(f'pager.{key}')})"


@cache
def page_words() -> str:
    """Return the expression of a word for a page or a part before its number, in any language."""
    return f"(?:{_say('page')}|{_say('part')})"


@cache
def part_words() -> str:
    """Return the expression of a word for a part before its number."""
    return _say("part")


@cache
def _number() -> re.Pattern[str]:
    """Return the pattern of a page number with only a word for page before or after it."""
    return re.compile(
        rf"(?:(?:go )?(?:to )?{page_words()}\W{{0,3}})?(?:(?:no|n°|nº)\.? ?)?"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\s?{_say('page_behind')}?"
    )


@lru_cache(maxsize=8_192)
def number_in(text: str) -> int | None:
    """Return the page number that is all of a text; None for any other text."""
    if not text or len(text) > _LONGEST:
        return None
    folded = _folded(text)
    found = _number().fullmatch(folded.strip(_TRIMMED))
    if found is None or re.fullmatch(r"[-–]\d+", folded):
        return None  # "-3" is not a page number; "- 3 -" is a number between dashes
    return int(found["number"].replace(",", ""))


def _folded(text: str) -> str:
    # Fullwidth and circled digits are digits.
    return (text if text.isascii() else normalize("NFKC", text)).casefold()


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(("/", r"\d[\d,]{0,8}", *map(_say, _KEYS))))


@cache
def _phrases() -> re.Pattern[str]:
    turn, older, posts = f"(?:{'|'.join(map(_say, ('next', 'older', 'words')))})", _say("older"), _say("posts")
    continued = rf"(?:click here to )?{_say('continued')}\b.{{0,40}}?\b{_say('continued_on')}\W{{0,3}}\d{{1,3}}"
    return re.compile(
        rf"{turn} (?:\d+ )?{posts}|{posts} {turn}|{turn}{page_words()}|{older}(?: [^\W\d_]+){{1,4}}|{_say('more')}"
        rf"|{_say('load_more')}(?: {posts})?|{continued}|{_say('continued_next')}"
    )


@lru_cache(maxsize=8_192)
def is_of_pager(text: str) -> bool:
    """Return True for a text of only what is in pagers: numbers, arrows, next, page, continue on."""
    if not text or len(text) > _LONGEST:
        return False
    core = _folded(text).strip(_TRIMMED)
    if not _LETTER_OR_DIGIT.search(core) or number_in(text) is not None:
        return True
    if bare_number_of().search(core):
        return False  # "Part 2 of 3" is a position
    return _phrases().fullmatch(core) is not None or all(_words().fullmatch(word) for word in _chunks(core))


def is_pager_word(chunk: str) -> bool:
    """Return True for a piece of text between white space that may be in a pager."""
    return number_in(chunk) is not None or all(_words().fullmatch(word) for word in _chunks(_folded(chunk)))


def _chunks(text: str) -> list[str]:
    return [core for chunk in text.split() if (core := chunk.strip(_TRIMMED))]


@cache
def _page() -> re.Pattern[str]:
    # A homepage or a Startseite is no page of anything.
    return re.compile(rf"(?<![a-zß-ÿ])(?:{page_words()}|{_say('page_behind')}|{_say('continued_on')})", re.IGNORECASE)


def page_named(text: str) -> int:
    """Return the page number in a text that has a word for page ("Continue on page 3"); 0 without one."""
    numbers = re.findall(r"\d{1,3}", text)
    return int(numbers[0]) if len(numbers) == 1 and says_page(text) else 0


@lru_cache(maxsize=8_192)
def says_page(text: str) -> bool:
    """Return True for a text with a word for page: "Next page"."""
    return _page().search(text) is not None


@cache
def _next() -> re.Pattern[str]:
    behind = rf"(?:\W?(?:the )?{page_words()}| {_say('posts')})?"
    return re.compile(rf"(?:{_say('to_next')} )*(?:{_say('next')}|{_say('older')}){behind}")


def says_next(text: str) -> bool:
    """Return True for "Next", "to the next page", "older posts"."""
    return len(text) <= _LONGEST and _next().fullmatch(_folded(text).strip(_TRIMMED)) is not None


@cache
def load_more() -> re.Pattern[str]:
    """Return the pattern of "Load more", "show more results", "older posts"."""
    more = rf"{_say('load_more')}(?: {_say('posts')})?|{_say('older')} {_say('posts')}"
    return re.compile(rf"\W*(?:{more})\W*", re.IGNORECASE)


@cache
def number_of() -> re.Pattern[str]:
    """Return the pattern of "Page 2 of 7", with its word for page: without it, it may be a picture, a vote, a date."""
    of = rf"(?:{_say('of')}|{_say('of_page')}|/)"
    return re.compile(
        # "Step 1 of 3" ends with a word for page.
        rf"(?<![^\W\d_]){page_words()}\W{{0,3}}(?P<number>\d{{1,4}})\W{{0,3}}{of}\W{{0,3}}(?P<total>\d{{1,4}})"
        rf"|第\s?(?P<number2>\d{{1,4}})\s?页?\W{{0,3}}共\s?(?P<total2>\d{{1,4}})\s?页",
        re.IGNORECASE,
    )


@cache
def bare_number_of() -> re.Pattern[str]:
    """Return the pattern of "2 of 7"."""
    return re.compile(rf"(?P<number>\d{{1,4}})\s?(?:{_say('of')}|/)\s?(?P<total>\d{{1,4}})", re.IGNORECASE)


def number_and_total(found: re.Match[str] | None) -> tuple[int, int]:
    """Return both numbers of a match of `number_of` or `bare_number_of`; zeros for None or one page of one."""
    groups = found.groupdict() if found else {}
    number = int(groups.get("number") or groups.get("number2") or 0)
    total = int(groups.get("total") or groups.get("total2") or 0)
    return (number, total) if 0 < number <= total and total > 1 else (0, 0)


@cache
def range_of_entries() -> re.Pattern[str]:
    """Return the pattern of "1 - 5 of 36": the shown entries, not the page."""
    to, of = rf"(?:-|–|{_say('to')})", _say("of_entries")
    return re.compile(
        rf"(?P<begin>\d{{1,6}})\s?{to}\s?(?P<end>\d{{1,6}})\s{of}\s(?P<total>\d[\d,]{{0,6}})", re.IGNORECASE
    )
