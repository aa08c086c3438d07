"""What a link of a pager says: a page number, next, previous, first, last; in many languages and in arrows."""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import normalize

from briefings.transcript.page.pagers.pager_forms import (
    BEGINNING,
    beginnings,
    begins_as_saying,
    beside_links,
    continued_next,
    continued_on_page,
    number_in_words,
    numerals,
    page_number,
    part_title,
    sayings,
)
from briefings.transcript.page.pagers.says import Saying, Says

_LETTERS = {"I": 1, "V": 5, "X": 10}
_RIGHT, _LEFT = "»›>→▶►⟩≫⇒❯▸⏵＞↠⟶➔➜", "«‹<←◀◄⟨≪⇐❮◂⏴＜↞⟵"
_TRIMMED = " \t\xa0.,:;·•|…()[]{}【】（）-–—_*\u200b" + _RIGHT + _LEFT
_LONGEST = 60
_LONGEST_NUMERAL = 16
_LONGEST_TITLE = 100
_SHORT = 3
_BETWEEN_LANGUAGES = re.compile(r"[/|]")
_GOING_ON = {Saying(Says.NEXT), Saying(Says.NEXT_PAGE)}
_POINTER = "(?:arrow|chevron|angle|caret)s?[-_]?"
CLASS_NEXT = re.compile(rf"(?:^|[\s_-])(?:next|nxt|nextpage|older|{_POINTER}right)(?=$|[\s_-])", re.IGNORECASE)
CLASS_PREVIOUS = re.compile(rf"(?:^|[\s_-])(?:prev|previous|prevpage|newer|{_POINTER}left)(?=$|[\s_-])", re.IGNORECASE)


def number_and_total(found: re.Match[str] | None) -> tuple[int, int]:
    """The two numbers of a match of `number_of` or `bare_number_of`; zeros where it is none or says one page of one."""
    groups = found.groupdict() if found else {}
    number = int(groups.get("number") or groups.get("number2") or 0)
    total = int(groups.get("total") or groups.get("total2") or 0)
    return (number, total) if 0 < number <= total and total > 1 else (0, 0)


def may_say(text: str) -> bool:
    """Whether a text begins as one that says something in a pager: a cheap question, to which most links say no."""
    begins = text[:BEGINNING].partition(" ")[0].lower()
    if begins in beginnings() or begins[:_SHORT] in beginnings():
        return True
    return not (begins.isascii() and begins.isalpha())


def saying(text: str) -> Saying | None:
    """What a text says in a pager; None when it says something else."""
    return _saying(text) if may_say(text) else None


@lru_cache(maxsize=4096)
def _saying(text: str) -> Saying | None:
    if number := part_of(text):
        return Saying(Says.NUMBER, number)
    if not text or len(text) > _LONGEST:
        return None
    # Fullwidth and circled digits are digits.
    folded = (text if text.isascii() else normalize("NFKC", text)).casefold()
    core = folded.strip(_TRIMMED)
    if not core:
        return _arrow(text)
    if found := page_number().fullmatch(core):
        return None if _signed(folded) else Saying(Says.NUMBER, int(found["number"].replace(",", "")))
    if len(core) < _LONGEST_NUMERAL and (found := number_in_words().fullmatch(core)):
        return Saying(Says.NUMBER, numerals()[found["numeral"]])
    if not begins_as_saying().match(core):
        return None
    if found := continued_on_page().fullmatch(core):
        return Saying(Says.NEXT_PAGE, int(found["number"]))
    if continued_next().fullmatch(core):
        return Saying(Says.NEXT_PAGE)
    if len(parts := _BETWEEN_LANGUAGES.split(core)) > 1:
        several = {saying(part.strip()) for part in parts}
        return max(several, key=lambda one: one.says.value if one else 0) if several <= _GOING_ON else None
    return next((Saying(says) for says, pattern in sayings() if pattern.fullmatch(core)), None)


def is_letter(text: str) -> bool:
    """Whether a text is I, V or X alone: a number beside other Roman ones, else a letter."""
    return text.strip(_TRIMMED) in _LETTERS


def part_of(text: str) -> int:
    """The number in the title of a part, "Part 2: The economy"; 0 for anything else."""
    found = part_title().match(text) if len(text) <= _LONGEST_TITLE else None
    return int(found["number"]) if found else 0


def numeral(text: str) -> int:
    """The number that a text writes out, in circled digits, or in Roman ones; 0 for digits and everything else."""
    core = text.strip(_TRIMMED)
    if core in _LETTERS:
        return _LETTERS[core]
    if not core or core.isdecimal() or len(text) > _LONGEST_NUMERAL:
        return 0
    found = saying(text)
    return found.number or 0 if found and found.says is Says.NUMBER and not core[-1].isdecimal() else 0


def _signed(folded: str) -> bool:
    """Whether a number is a negative one: "-3"; "- 3 -" is a number between dashes."""
    return re.fullmatch(r"[-–]\d+", folded) is not None


def _arrow(text: str) -> Saying | None:
    right, left = any(mark in text for mark in _RIGHT), any(mark in text for mark in _LEFT)
    if right == left:
        return None
    edge = "|" in text
    if right:
        return Saying(Says.LAST if edge else Says.NEXT)
    return Saying(Says.FIRST if edge else Says.PREVIOUS)


@lru_cache(maxsize=4096)
def is_pager_word(chunk: str) -> bool:
    """Whether a piece of text between white space may stand in a pager without saying anything else."""
    core = chunk.casefold().strip(_TRIMMED + "/")
    return not core or core in beside_links() or saying(chunk) is not None
