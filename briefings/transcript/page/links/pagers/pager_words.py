"""The words of pagers in many languages: before a number, beside one, "page 2 of 7"."""

import re
from collections.abc import Set
from functools import cache, lru_cache
from unicodedata import normalize

from briefings.transcript.languages.read_languages import expression

_TRIMMED = " \t\xa0.,:;·•|…()[]{}【】（）-–—_*\u200b/»›>→▶►⟩≫⇒❯▸⏵＞↠⟶➔➜«‹<←◀◄⟨≪⇐❮◂⏴＜↞⟵"
_LONGEST = 60
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_KEY = re.compile(r"(?<!\?P)<([a-z_.]+)>")
_PATTERNS = {
    "number": r"(?:(?:go )?(?:to )?(?:<page_or_part>|제)\W{0,3})?(?:(?:no|n°|nº)\.? ?)?"
    r"(?P<number>\d{1,3}(?:,\d{3})+|\d{1,7})\s?(?:<page_behind>|[部부]分?)?",
    "word": r"/|총|[共全총]?\d[\d,]{0,8}(?:[页頁部부]分?)?|<page>|<part>|<next>|<older>|<to_next>|<words>",
    "phrase": r"<turn> (?:\d+ )?<posts>|<posts> <turn>|<turn><page_or_part>|<older>(?: [^\W\d_]+){1,4}|<more>"
    r"|<load_more>(?: <posts>)?|<continued_next>"
    r"|(?:click here to )?<continued>\b.{0,40}?\b<continued_on>\W{0,3}\d{1,3}",
    # A homepage or a Startseite is no page of anything.
    "page": r"(?i)(?<![a-zß-ÿ])(?:<page_or_part>|<page_behind>|<continued_on>)",
    # Beside a number or a word like next, and near the end; a page of history is no page of this kind, nor is 3 p.m.
    "at break": r"(?i)(?:(?<![a-zß-ÿа-яё])(?!第)(?:<page>|<continued_on>)\W{0,3}(?:\d++|<turning>)"
    r"|\d\W{0,2}<page_behind>|<turning>\w{0,3}\W?(?:<page>|<continued_on>)(?![a-zß-ÿ]))\w*(?:\W+\w+){0,2}\W*$",
    "next": r"(?:<to_next> )*(?:<next>|<older>)(?:\W?(?:the )?<page_or_part>| <posts>)?",
    "promise": r"<more>|<continued_next>",
    "more posts": r"(?i)\W*<more> <posts>\W*",
    "load_more": r"(?i)\W*(?:<load_more>(?: <posts>)?|<older> <posts>)\W*",
    # Without its word for page it may be a picture, a vote, a date; "Step 1 of 3" ends with one.
    "page 2 of 7": r"(?i)(?<![^\W\d_])<page_or_part>\W{0,3}(?P<number>\d{1,4})\W{0,3}(?:<of>|<of_page>|/)\W{0,3}"
    r"(?P<total>\d{1,4})|[第제]?\s?(?P<number2>\d{1,4})\s?(?:[页頁部부]分?)?\W{0,3}[共全총]\s?"
    r"(?P<total2>\d{1,4})\s?[页頁部부]分?[)）]?",
    # A site asks for a login in place of the rest of a text, too. The rest of three dots is nowhere.
    "rest": r"(?im)^\W{0,4}(?:<rest>|<served_instead.login_wanted>).*|^[\[(（【]?(?:…|\. ?\. ?\.)[])）】]?$(?!\n.{60})",
    "2 of 7": r"(?i)(?P<number>\d{1,4})\s?(?:<of>|<of_page>|/)\s?(?P<total>\d{1,4})",
    "1 - 5 of 36": r"(?i)(?P<begin>\d{1,6})\s?(?:-|–|<to>)\s?(?P<end>\d{1,6})\s<of_entries>\s(?P<total>\d[\d,]{0,6})",
    "5 of 36 posts": r"(?i)(?<![\d,])(?P<end>\d{1,6})\s<of_entries>\s(?P<total>\d[\d,]{0,6})\s<posts>",
    # At the end of a title: "page 2", "Teil II", ", Teil B", "(2 of 7)", "(2)". "of" is between two numbers; a page is
    # not named by one letter. "Medicare Part D" names a subject.
    "mark": r"(?i)(?<!\W)\W*(?:\b(?P<word>(?!p\W)<page_or_part>)\W{0,2}(?P<number>\d{1,3}|(?<=\W)(?-i:[IVX]{1,4}))"
    r"(?:\W{0,3}(?:<of>|sur|/)\W{0,3}(?P<total>\d{1,3}))?|(?<=[-–—,.:;|(\[])\s?(?P<part><part>)\s(?-i:[A-H])"
    r"|[(\[（]\s?(?P<boxed>\d{1,3})(?:\s?(?:<of>|sur|/)\s?(?P<boxed_total>\d{1,3}))?\s?[)\]）]"
    r"|(?:第|제?(?=\d+부))\s?(?P<ordinal>\d{1,3})\s?(?:[页頁]|(?P<part_behind>[部부]分?))"
    r"(?:\W{0,3}[共全총]\s?(?P<ordinal_total>\d{1,3})\s?[页頁部부]分?)?|\d{1,3}\s?[页頁])\W*$",
}
"""Patterns for the words of pagers, from the keys of [pager] in the languages; those without (?i) need folded text."""
_OF_SEVERAL = {"page_or_part": ("page", "part"), "turn": ("next", "older", "words")}


@cache
def pattern(name: str) -> re.Pattern[str]:
    """Return the pattern of that name, or of the words of one key, with the words of all languages."""

    def say(found: re.Match[str]) -> str:
        if found[1] == "turning":
            return rf"(?<![a-zß-ÿа-яё]){pattern('turn').pattern}(?:(?<=\w{{4}})|(?<=[\u3040-\uffff]))"
        keys = _OF_SEVERAL.get(found[1], (found[1],))
        return f"(?:{'|'.join(expression(key if '.' in key else f'pager.{key}') for key in keys)})"

    return re.compile(_KEY.sub(say, _PATTERNS.get(name, f"<{name}>")))


@lru_cache(maxsize=2_048)
def number_in(text: str) -> int | None:
    """Return the page number that is all of a text; None for any other text."""
    if not text or len(text) > _LONGEST:
        return None
    folded = _folded(text)
    found = pattern("number").fullmatch(folded.strip(_TRIMMED))
    if found is None or re.fullmatch(r"[-–]\d+", folded):
        return None  # "-3" is not a page number; "- 3 -" is a number between dashes
    return int(found["number"].replace(",", ""))


def _folded(text: str) -> str:
    # Fullwidth and circled digits are digits.
    return (text if text.isascii() else normalize("NFKC", text)).casefold()


@lru_cache(maxsize=2_048)
def is_of_pager(text: str) -> bool:
    """Return True for a text of only what is in pagers: numbers, arrows, next, page, continue on."""
    if not text or len(text) > _LONGEST:
        return False
    core = _folded(text).strip(_TRIMMED)
    if not _LETTER_OR_DIGIT.search(core) or number_in(text) is not None:
        return True
    # "第2部（共3部）" is one word.
    is_one = pattern("phrase").fullmatch(core) or pattern("page 2 of 7").fullmatch(core)
    return is_one is not None or _are_of_pager(core)


def _are_of_pager(text: str) -> bool:
    words = (word.strip(_TRIMMED) for word in text.split())
    # A single letter, "A+" beside "A-", sets the size of the letters.
    return not (len(text) == 1 and text.isascii()) and all(pattern("word").fullmatch(word) for word in words if word)


def page_named(text: str) -> int:
    """Return the page number in a text that has a word for page ("Continue on page 3"); 0 without one."""
    numbers = re.findall(r"\d{1,3}", text)
    return int(numbers[0]) if len(numbers) == 1 and says_page(text) else 0


@lru_cache(maxsize=2_048)
def says_page(text: str) -> bool:
    """Return True for a text with a word for page: "Next page"."""
    return pattern("page").search(text) is not None


def speaks_of_pages(text: str, near: Set[int]) -> bool:
    """Return True for what stands where a page ends or begins: "- more -", "Page 2 of 7", "Continued on next page".

    "More:" leads to what is said. A page whose number is not one of those `near` is one of a report.
    """
    numbers = set(map(int, re.findall(r"\d{1,4}", text)))
    is_of_pages = pattern("at break").search(text) and (not numbers or numbers & near)
    return bool(is_of_pages or promises_more(text)) and not text.endswith((":", "："))


def says_next(text: str) -> bool:
    """Return True for "Next", "to the next page", "older posts"."""
    return len(text) <= _LONGEST and pattern("next").fullmatch(_folded(text).strip(_TRIMMED)) is not None


def promises_more(text: str) -> bool:
    """Return True for "Read more", "Show full transcript", "Continued on the next page"; more may load other news."""
    return len(text) <= _LONGEST and pattern("promise").fullmatch(_folded(text).strip(_TRIMMED)) is not None


def number_and_total(found: re.Match[str] | None) -> tuple[int, int]:
    """Return both numbers of a match of "page 2 of 7" or "2 of 7"; zeros for None or one page of one."""
    number, total = map(int, filter(None, found.groups())) if found else (0, 0)
    return (number, total) if 0 < number <= total and total > 1 else (0, 0)
