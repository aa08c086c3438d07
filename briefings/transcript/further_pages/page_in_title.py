"""The page or part in a title: "page 2", "(2 of 7)", "Teil II", "第2页"."""

import re
from collections.abc import Iterable
from datetime import date

from briefings.transcript.page.links.pagers.pager_words import pattern

_LONGEST_MARK = 3
"""Maximum number of words of the mark of a part: "– part 2"."""


def bare_title(title: str | None, number: int | None = None) -> str:
    """Return a title without the mark of its page ("(2 of 7)", "page 2"); `number` is its page's, for marks like (2/7).

    "3/18/2009" is no mark, nor is "(3/18)" on any page but the third: these are days.
    """
    text = title or ""
    found = pattern("mark").search(text)
    is_day = found and found["boxed_total"] and "/" in found[0] and int(found["boxed"]) != number
    cut = text[: found.start()] if found and not is_day else text
    return " ".join((cut or text).casefold().split())


def page_in_title(title: str | None, day: date | None = None, links: Iterable[str] = ()) -> tuple[int, int]:
    """Return the page and total in a title ("page 2", "part 2 of 7"); zeros for missing numbers.

    "(2)" and "part 2" are no page: they are also in the titles of second briefings. "(3/18)" may be a day, unless the
    page's, `day`, is another, or one of its `links` has this title with another number of the same total.
    """
    found = pattern("mark").search(title or "")
    if found is None or _is_part(found) or not (found["number"] or "0").isdecimal():
        return 0, 0
    if found["boxed_total"] and "/" in found[0]:
        shown = int(found["boxed"]), int(found["boxed_total"])
        is_day = not _is_counted(found, links) if day is None else shown in {(day.day, day.month), (day.month, day.day)}
        if is_day or shown[0] > shown[1]:
            return 0, 0
    number = found["number"] or found["ordinal"] or (found["boxed"] if found["boxed_total"] else 0)
    return int(number or 0), int(found["total"] or found["boxed_total"] or found["ordinal_total"] or 0)


def part_in_title(title: str | None) -> str:
    """Return the mark of a part in a title, which does not say how many there are; "" without one."""
    found = pattern("mark").search(title or "")
    return found[0].strip(" ,.:;|()[]-–—") if found and _is_part(found) else ""


def are_parts(title: str | None, row: str) -> bool:
    """Tell whether the row of a list names another part of a briefing than its title: "The ferry", "The ferry, part 2".

    The row may have a topic before that name and a summary behind it.
    """
    bare, text = bare_title(title), " ".join(row.split())
    place = text.casefold().find(bare) if bare else -1
    words = text[place + len(bare) :].split()[:_LONGEST_MARK]
    ends = (" ".join(words[: number + 1]) for number in range(len(words)))
    marked = (one for one in (title, *(f"{bare} {end}" for end in ends)) if bare_title(one) == bare)
    return place >= 0 and any(page_in_title(one)[0] or part_in_title(one) for one in marked)


def are_of_two_briefings(one: str | None, two: str | None) -> bool:
    """Tell whether both are titles, and neither is the other with a number: "Morning briefing", "Evening briefing"."""
    short, long = sorted(map(bare_title, (one, two)), key=len)
    rest = long.replace(short, "", 1) if short else ""
    return bool(rest) and not (short in long and any(map(str.isdigit, rest)))


def _is_counted(found: re.Match[str], links: Iterable[str]) -> bool:
    """Tell whether one of the links has this title with another number: "The ferry (2/3)" beside "(3/3)"."""
    before, after = found.string[: found.start("boxed")], found.string[found.end("boxed") :]
    numbers = (text.partition(before)[2].removesuffix(after) for text in links if text.endswith(after))
    return any(number.isdecimal() and number != found["boxed"] for number in numbers)


def _is_part(found: re.Match[str]) -> bool:
    word = (found["part"] or found["word"] or "").lower()
    is_counted = found["total"] or found["ordinal_total"]
    return not is_counted and bool(found["part_behind"] or pattern("part").fullmatch(word))
