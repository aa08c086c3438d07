"""Find the heads of printed pages within a text: minutes and debates that were a PDF have them within speech."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
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
"""A word with the number of a page: "Page 48"."""
_NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
"""A number within a line; no page has more digits."""
_LONGEST, _LONGEST_LABEL, _SENTENCE = 80, 40, 400
"""Maximum number of characters of a line in a head, of a label alone on its line, and of a sentence on average;
captions may lack all full stops."""
_SITE = re.compile(r"\s[-–—|]\s")
"""Sign between a title and the name of a site."""
_AGAIN, _MOSTLY = 2, 3
"""How often a line beside heads comes back, and how many times as often it may stand anywhere."""


def page_heads(page: SeenPage) -> Iterator[int]:
    """Yield the lines in the heads of printed pages that are not other notes or boilerplate by themselves.

    A date that comes back, "Page 7" or numbers that count up show a head, and so do a date or the number of the page
    near it. What stands between these belongs to it, and right beside them what stands beside another head, too. The
    debates of Fiji, a PDF as HTML, need it.
    """
    texts = [line.text for line in page.lines]
    heads = _heads(page, texts)
    beside = [{index for index in (head[0] - 1, head[-1] + 1) if 0 <= index < len(texts)} for head in heads]
    times, everywhere = Counter(texts[index] for index in set().union(*beside)), Counter(texts)
    # A name alone on its line stands above most speeches, not only below heads.
    again_beside = {text for text, count in times.items() if count >= _AGAIN and everywhere[text] <= _MOSTLY * count}
    printed = set[str]()
    for head, around in zip(heads, beside, strict=True):
        again = [index for index in around if texts[index] in again_beside and not texts[index].isdecimal()]
        # Short pages have their heads near each other, and all of what is said between.
        whole = range(head[0], head[-1] + 1)
        within = head if any(len(texts[index]) > _LONGEST for index in whole) else whole
        for index in (*within, *again):
            # The first of the dates may be the day of the briefing.
            is_note = page.notes[index] and (page.notes[index] is not NoteKind.TIME or texts[index] not in printed)
            printed.add(texts[index])
            if not (is_note or page.boilerplate[index] or _may_be_said(texts[index])):
                yield page.offset + index
    yield from (page.offset + index for index in _feet(texts, times, {index for head in heads for index in head}))


def _feet(texts: Sequence[str], beside: Mapping[str, int], heads: Container[int]) -> Iterator[int]:
    """Yield the lines with a long sentence that stands only beside heads, but for the last: the disclaimer of Kenya.

    What the chair says again and again may stand only below days or numbers, too, but not amid what others say.
    """
    long = Counter(text for text in texts if len(text) > _LONGEST and beside.get(text, 0) >= _AGAIN)
    feet = {text for text, count in long.items() if count <= beside[text] + 1 and ends_sentence(text)}
    lines = [index for index, text in enumerate(texts) if text in feet]
    amid = Counter(texts[index] for index in lines if _interrupts(texts, index, heads))
    yield from (index for index in lines if amid[texts[index]] >= _AGAIN)


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
    alone, amid = _counted(texts, page.page.fields.title or "")
    shown = pagers | amid | {index for index in dates if times[texts[index]] > _AGAIN}
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


def _counted(texts: Sequence[str], title: str) -> tuple[set[int], set[int]]:
    """Return the lines of runs whose number stands alone or beside a day, and those of other runs.

    A day stands before or behind it: "July 5, 2026 SENATE DEBATES 7" (Kenya). Lines with other words are the title, or
    stand amid sentences, and nowhere else: "Seite 2 von 9".
    """
    runs, times = _runs(texts)
    printed = {index for run in runs.values() for index in run}
    is_punctuated = sum(text.count(". ") + ends_sentence(text) for text in texts) * _SENTENCE >= sum(map(len, texts))
    title = _SITE.split(title.casefold(), maxsplit=1)[0].strip()
    alone, amid = set[int](), set[int]()
    for (beside, _), run in runs.items():
        if not beside or ("#" in (beside[0], beside[-1]) and first_date(beside)):
            alone.update(run)
        elif times[beside] <= len(run) + 1 and (
            beside.replace("#", "").strip().casefold() == title
            or (is_punctuated and sum(_interrupts(texts, index, printed) for index in run) >= _AGAIN)
        ):
            amid.update(run)
    return alone, amid


def _runs(texts: Sequence[str]) -> tuple[dict[tuple[str, int], list[int]], Counter[str]]:
    """Return runs of lines, a printed page apart, whose number counts up by one or which come back.

    They are named by the words beside the number, with # for it, and the last number; with how often such words stand.
    """
    runs, ends = dict[tuple[str, int], list[int]](), list(accumulate(map(len, texts)))
    times = Counter[str]()
    for index, text in enumerate(texts):
        for beside, number, step in _page_counts(text):
            times[beside] += 1
            before = runs.get((beside, number - step))
            if before and ends[index] - ends[before[-1]] >= _LEAST_PRINTED:
                before.append(index)
                runs[beside, number] = runs.pop((beside, number - step))
            elif len(runs.get((beside, number), ())) < _LEAST_COUNTED:
                runs[beside, number] = [index]
    # The last page may be short: its number is near the end.
    last = {index for index, end in enumerate(ends) if ends[-1] - end < _LEAST_PRINTED}
    long = {key: run for key, run in runs.items() if len(run) >= _LEAST_COUNTED}
    for (beside, number), run in long.items():
        run += [index for index in runs.get((beside, number + 1), ()) if index in last and index > run[-1]]
    return long, times


def _interrupts(texts: Sequence[str], index: int, printed: Container[int]) -> bool:
    """Return True for a line amid a sentence, but for other heads and feet beside it.

    Somebody else may speak where a sentence stops at a sign: "We asked —", "Hear, hear". Labels are short.
    """
    above = next((texts[n] for n in range(index - 1, max(-1, index - _REACH), -1) if n not in printed), "")
    below = next((texts[n] for n in range(index + 1, min(len(texts), index + _REACH)) if n not in printed), "")
    return len(above) > _LONGEST_LABEL and above[-1].isalnum() and below[:1].islower()


@lru_cache(maxsize=2_000)
def _page_counts(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return the words beside each number, "" for none, the number and by how much it counts up; last, for none."""
    if len(text) > _LONGEST or text.endswith(":"):
        return ()
    if len(text) <= _LONGEST_COUNT and (alone := _COUNT.fullmatch(text)):
        return (("", int(alone["number"]), 1),)
    numbers = ((f"{text[: n.start()]}#{text[n.end() :]}", int(n[0]), 1) for n in _NUMBER.finditer(text))
    return tuple(numbers) if ends_sentence(text) or text[:1].islower() else (*numbers, (text, 0, 0))
