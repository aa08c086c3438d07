"""Find the heads of printed pages within a text: minutes and debates that were a PDF have them within speech."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from briefings.items import NoteKind
from briefings.transcript.around_speech import SeenPage
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.shapes import shape_of

_REACH = 3
"""Maximum number of lines from one to the next that show a head: "446", "Ministerial Statement", "10th Feb., 2021"."""
_COUNT = re.compile(r"(?:[-–—]\s?)?(?P<number>\d{1,5})(?:\s?/\s?\d{1,4})?(?:\s?[-–—])?")
"""The number of a page alone on its line: "3", "- 3 -", "3/12", as converters of PDFs leave it."""
_LONGEST_COUNT = 11
_LEAST_COUNTED, _LEAST_PRINTED = 3, 1_200
"""Minimum number of lines that count up by one, and of characters between two: a page of Fiji's debates has 1,509.

Closer ones are said: answers of a single number, items of a motion, years.
"""
_PAGE = re.compile(r"[^\W\d]+\.? \d{1,5}")
_NUMBER_LAST = re.compile(r"(?P<beside>.*\D) (?P<number>\d{1,4})")
_NUMBER_FIRST = re.compile(r"(?P<number>\d{1,4}) (?P<beside>\D.*)")
"""A line with the number of a page at one end, if a day is beside it: "July 5, 2026 SENATE DEBATES 7" (Kenya)."""
_LONGEST = 80
_AGAIN = 2


def page_heads(page: SeenPage) -> Iterator[int]:
    """Yield the lines in the heads of printed pages that are not other notes or boilerplate by themselves.

    A date that comes back, "Page 7" or numbers that count up show a head, and so do a date or the number of the page
    near it. What stands between these belongs to it, and right beside them what stands beside another head, too. The
    debates of Fiji, a PDF as HTML, need it.
    """
    texts = [line.text for line in page.lines]
    heads = _heads(page, texts)
    beside = [{index for index in (head[0] - 1, head[-1] + 1) if 0 <= index < len(texts)} for head in heads]
    times = Counter(texts[index] for index in set().union(*beside))
    printed = set[str]()
    for head, around in zip(heads, beside, strict=True):
        again = [index for index in around if times[texts[index]] >= _AGAIN and not texts[index].isdecimal()]
        for index in (*range(head[0], head[-1] + 1), *again):
            # The first of the dates may be the day of the briefing.
            is_note = page.notes[index] and (page.notes[index] is not NoteKind.TIME or texts[index] not in printed)
            printed.add(texts[index])
            if not (is_note or page.boilerplate[index] or _may_be_said(texts[index])):
                yield page.offset + index
    yield from (page.offset + index for index in _feet(texts, times))


def _feet(texts: Sequence[str], beside: Mapping[str, int]) -> Iterator[int]:
    """Yield the lines with a long sentence that stands only beside heads, but for the last: the disclaimer of Kenya.

    What the chair of a debate says again and again stands elsewhere, too.
    """
    long = Counter(text for text in texts if len(text) > _LONGEST and beside.get(text, 0) >= _AGAIN)
    feet = {text for text, count in long.items() if count <= beside[text] + 1 and ends_sentence(text)}
    yield from (index for index, text in enumerate(texts) if text in feet)


def _may_be_said(text: str) -> bool:
    """Return True for a sentence, a long line, or one that may be a label: "MR. MAREN"."""
    shape = shape_of(text) if len(text) <= _LONGEST else None
    is_label = shape is None or shape.honorific or shape.title or shape.role or text.endswith(":")
    return is_label or is_press(text) or ends_sentence(text)


def _heads(page: SeenPage, texts: Sequence[str]) -> list[list[int]]:
    """Return the lines that show each head, in order; none unless there are several."""
    dates = {n for n, kind in enumerate(page.notes) if kind is NoteKind.TIME and first_date(texts[n])}
    times = Counter(texts[index] for index in dates)
    pagers = {index for index, rule in enumerate(page.boilerplate) if rule == "pager"}
    shown = pagers | {index for index in dates if times[texts[index]] > _AGAIN}
    alone = _counted(texts)
    near = {index + step for index in shown for step in range(-_REACH, _REACH + 1)} & {*range(len(texts))}
    numbers = {index: int(found["number"]) for index in near if (found := _COUNT.fullmatch(texts[index]))}
    known = {*numbers.values()}
    # Left and right pages may print their heads differently.
    counted = {index for index, n in numbers.items() if known & {n - 2, n - 1, n + 1, n + 2}}
    heads: list[list[int]] = []
    for index in sorted(shown | alone | (near & dates) | counted):
        # A page may have fewer lines than a head: "Page 48", "446", what is said, "Page 49".
        begins = pagers if index in pagers and _PAGE.fullmatch(texts[index]) else alone & {index} and alone
        is_next = heads and not begins.isdisjoint(heads[-1])
        if heads and index - heads[-1][-1] <= _REACH and not is_next:
            heads[-1].append(index)
        else:
            heads.append([index])
    return heads if len(heads) >= _AGAIN else []


def _counted(texts: Sequence[str]) -> set[int]:
    """Return the lines that hold a number alone or beside one day, in runs that count up by one, a page apart."""
    runs, ends = dict[tuple[str, int], list[int]](), list(accumulate(map(len, texts)))
    for index, text in enumerate(texts):
        if len(text) <= _LONGEST and (found := _page_count(text)):
            beside, number = found
            before = runs.get((beside, number - 1))
            if before and ends[index] - ends[before[-1]] >= _LEAST_PRINTED:
                runs[found] = [*runs.pop((beside, number - 1)), index]
            elif len(runs.get(found, ())) < _LEAST_COUNTED:
                runs[found] = [index]
    return {index for run in runs.values() if len(run) >= _LEAST_COUNTED for index in run}


@lru_cache(maxsize=2_000)
def _page_count(text: str) -> tuple[str, int] | None:
    """Return the words with a day beside the number of a page, "" for none, and the number."""
    if len(text) <= _LONGEST_COUNT and (alone := _COUNT.fullmatch(text)):
        return "", int(alone["number"])
    for pattern in (_NUMBER_LAST, _NUMBER_FIRST):
        if (found := pattern.fullmatch(text)) and first_date(found["beside"]):
            return found["beside"], int(found["number"])
    return None
