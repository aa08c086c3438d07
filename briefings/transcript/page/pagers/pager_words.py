"""The meaning of a link of a pager: a page number, next, previous, first; in many languages and in arrows."""

from __future__ import annotations

import re
from enum import Enum, auto
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

from briefings.transcript.languages import expression, languages


class Says(Enum):
    """The meaning of a link, or of a piece of text, in a pager."""

    NUMBER = auto()
    PAGE = auto()
    """The next page, by that word, "continue on page 2", or older ones: in a list whatever its address is."""
    NEXT = auto()
    """Next, where the address says the same."""
    MORE = auto()
    """Continue reading: the same, in an article."""
    LOAD = auto()
    """Load more: the same, in a list."""
    BACK = auto()
    FIRST = auto()
    LAST = auto()


class LinkMeaning(NamedTuple):
    """The meaning, and the number it names, if any."""

    says: Says
    number: int = 0


_RIGHT, _LEFT = "»›>→▶►⟩≫⇒❯▸⏵＞↠⟶➔➜", "«‹<←◀◄⟨≪⇐❮◂⏴＜↞⟵"
_TRIMMED = " \t\xa0.,:;·•|…()[]{}【】（）-–—_*\u200b/" + _RIGHT + _LEFT
_LONGEST = 60
_POINTER = "(?:arrow|chevron|angle|caret)s?[-_]?"
CLASS_NEXT = re.compile(rf"(?:^|[\s_-])(?:next|nxt|nextpage|older|{_POINTER}right)(?=$|[\s_-])", re.IGNORECASE)
CLASS_BACK = re.compile(rf"(?:^|[\s_-])(?:prev|previous|prevpage|newer|{_POINTER}left)(?=$|[\s_-])", re.IGNORECASE)


@cache
def _say(key: str) -> str:
    """Join the expressions of all languages for a key of [pager]."""
    return f"(?:{expression(f'pager.{key}')})"


@cache
def page_words() -> str:
    """The expression of a word for a page or a part before its number, in any language."""
    return f"(?:{_say('page')}|{_say('part')})"


@cache
def part_words() -> str:
    """The expression of a word for a part before its number."""
    return _say("part")


@cache
def _sayings() -> re.Pattern[str]:
    """All that is said by words, as a whole text; the first group that matches holds."""
    page, posts, older, following = page_words(), _say("posts"), _say("older"), _say("next")
    of_page = rf"(?:\W?(?:the )?{page})"
    to_next, to_back, to_first = (rf"(?:{_say(key)} )*" for key in ("to_next", "to_previous", "to_first"))
    continued = rf"(?:click here to )?{_say('continued')}\b.{{0,40}}?\b{_say('continued_on')}\W{{0,3}}(?P<on>\d{{1,3}})"
    return re.compile(
        rf"(?P<NUMBER>(?:(?:go )?(?:to )?{page}\W{{0,3}})?(?:(?:no|n°|nº)\.? ?)?"
        rf"(?P<number>\d{{1,3}}(?:,\d{{3}})+|\d{{1,7}})\s?{_say('page_behind')}?)"
        rf"|(?P<PAGE>{continued}|{_say('continued_next')}|{to_next}{following}(?:{of_page}| {_say('section')})"
        rf"|{page} {following}|{older}(?: {posts})?|{posts} {older}|next (?:\d+ )?{posts})"
        rf"|(?P<NEXT>{following}(?: \d{{1,3}})?|{older}(?: [^\W\d_]+){{1,4}})"
        rf"|(?P<MORE>{_say('more')})|(?P<LOAD>{_say('load_more')}(?: {posts})?)"
        rf"|(?P<BACK>{to_back}(?:{_say('previous')}|{_say('newer')}){of_page}?(?: {posts})?)"
        rf"|(?P<FIRST>{to_first}{_say('first')}{of_page}?)|(?P<LAST>{to_first}{_say('last')}{of_page}?)"
    )


@lru_cache(maxsize=8_192)
def saying(text: str) -> LinkMeaning | None:
    """Read a text of a pager; None when it means something else."""
    if not text or len(text) > _LONGEST:
        return None
    # Fullwidth and circled digits are digits.
    folded = (text if text.isascii() else normalize("NFKC", text)).casefold()
    core = folded.strip(_TRIMMED)
    if not core:
        return _arrow(text)
    found = _sayings().fullmatch(core)
    if found is None:
        return None
    kind = next(says for says in Says if found[says.name] is not None)
    if kind is Says.NUMBER and re.fullmatch(r"[-–]\d+", folded):
        return None  # "-3" is not a page number; "- 3 -" is a number between dashes
    return LinkMeaning(kind, int((found["number"] or found["on"] or "0").replace(",", "")))


def _arrow(text: str) -> LinkMeaning | None:
    right, left = any(mark in text for mark in _RIGHT), any(mark in text for mark in _LEFT)
    if right == left:
        return None
    edge = "|" in text
    if right:
        return LinkMeaning(Says.LAST if edge else Says.NEXT)
    return LinkMeaning(Says.FIRST if edge else Says.BACK)


@cache
def _beside_links() -> frozenset[str]:
    keys = "page next previous first last older newer posts".split()
    said = (word for key in keys for word in expression(f"pager.{key}").split("|"))
    return frozenset(said).union("/", *(language.pager.beside for language in languages()))


@lru_cache(maxsize=8_192)
def is_pager_word(chunk: str) -> bool:
    """Return True for a piece of text between white space that may stand in a pager without any meaning."""
    core = chunk.casefold().strip(_TRIMMED)
    return not core or core in _beside_links() or saying(chunk) is not None


@cache
def number_of() -> re.Pattern[str]:
    """ "Page 2 of 7", with its word for page: without it, it may be a picture, a vote, a date."""
    of = rf"(?:{_say('of')}|{_say('of_page')}|/)"
    return re.compile(
        rf"{page_words()}\W{{0,3}}(?P<number>\d{{1,4}})\W{{0,3}}{of}\W{{0,3}}(?P<total>\d{{1,4}})"
        rf"|第\s?(?P<number2>\d{{1,4}})\s?页?\W{{0,3}}共\s?(?P<total2>\d{{1,4}})\s?页",
        re.IGNORECASE,
    )


@cache
def bare_number_of() -> re.Pattern[str]:
    """ "2 of 7"."""
    return re.compile(rf"(?P<number>\d{{1,4}})\s?(?:{_say('of')}|/)\s?(?P<total>\d{{1,4}})", re.IGNORECASE)


def number_and_total(found: re.Match[str] | None) -> tuple[int, int]:
    """The two numbers of a match of `number_of` or `bare_number_of`; zeros where it is none or says one page of one."""
    groups = found.groupdict() if found else {}
    number = int(groups.get("number") or groups.get("number2") or 0)
    total = int(groups.get("total") or groups.get("total2") or 0)
    return (number, total) if 0 < number <= total and total > 1 else (0, 0)


@cache
def range_of_entries() -> re.Pattern[str]:
    """ "1 - 5 of 36": which entries are shown, not which page."""
    to, of = rf"(?:-|–|{_say('to')})", _say("of_entries")
    return re.compile(
        rf"(?P<begin>\d{{1,6}})\s?{to}\s?(?P<end>\d{{1,6}})\s{of}\s(?P<total>\d[\d,]{{0,6}})", re.IGNORECASE
    )
