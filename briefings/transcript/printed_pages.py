"""The heads of printed pages within a text: minutes and debates that were a PDF have them amid what somebody says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from briefings.items import NoteKind
from briefings.transcript.around_speech import SeenPage
from briefings.transcript.wording.sentences import ends_sentence

_REACH = 3
"""Maximum number of lines from one to the next that show a head: "446", "Ministerial Statement", "10th Feb., 2021"."""
_NUMBER = re.compile(r"\d{1,5}")
_LONGEST = 80
_AGAIN = 2


def page_heads(page: SeenPage) -> Iterator[int]:
    """Yield the lines in the heads of printed pages that are not notes or boilerplate by themselves.

    A date that comes back or "Page 7" shows a head, and so do a date or the number of the page near it. What stands
    between these belongs to it, and right beside them what stands beside another head, too. The debates of Fiji, a PDF
    as HTML, need it.
    """
    texts, heads = [line.text for line in page.lines], _heads(page)
    beside = [{index for index in (head[0] - 1, head[-1] + 1) if 0 <= index < len(texts)} for head in heads]
    times = Counter(text for around in beside for text in {texts[index] for index in around})
    for head, around in zip(heads, beside, strict=True):
        again = [index for index in around if times[texts[index]] >= _AGAIN]
        for index in (*range(head[0], head[-1] + 1), *again):
            is_speech = len(texts[index]) > _LONGEST or ends_sentence(texts[index]) or texts[index].endswith(":")
            if not (is_speech or page.notes[index] or page.boilerplate[index]):
                yield page.offset + index


def _heads(page: SeenPage) -> list[list[int]]:
    """Return the lines that show each head, in order; none unless there are several."""
    times = Counter(line.text for line, kind in zip(page.lines, page.notes, strict=True) if kind is NoteKind.TIME)
    shown = {
        index for index, line in enumerate(page.lines)
        if page.boilerplate[index] == "pager" or times[line.text] > _AGAIN
    }  # fmt: skip
    near = {index + step for index in shown for step in range(-_REACH, _REACH + 1)} & {*range(len(page.lines))}
    dated = {index for index in near if page.notes[index] is NoteKind.TIME}
    numbers = {index: int(text) for index in near if _NUMBER.fullmatch(text := page.lines[index].text)}
    known = {*numbers.values()}
    # Left and right pages may print theirs in another way.
    counted = {index for index, n in numbers.items() if known & {n - 2, n - 1, n + 1, n + 2}}
    found: list[list[int]] = []
    for index in sorted(shown | dated | counted):
        if found and index - found[-1][-1] <= _REACH:
            found[-1].append(index)
        else:
            found.append([index])
    return found if len(found) >= _AGAIN else []
