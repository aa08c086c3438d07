"""What stands around the speech of a briefing: headers, lines of the site, torn ends, feet."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import boilerplate_rule, final_short_lines, mark_boilerplate
from briefings.transcript.page.header import Header, read_header
from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.page import Page
from briefings.transcript.speech.candidates import Candidate

Placed = dict[int, tuple[str, str]]
"""Of a line, by its index, the place it was put (header or boilerplate) and the rule."""
# The lookahead comes first: from each of a million dots the way to the end is long.
_SENTENCE_END = re.compile(r"(?<![\W_])(?=[\W_]++$)[^.!?…。！？]*+[.!?…。！？]")
_LONGEST_LABEL = 60
_HEADER_ALONE = 40


def headers_of(pages: Sequence[Page]) -> list[Header]:
    """The header of every page. One that fills its page may go on over the break: its pages are read together."""
    found: list[Header] = []
    for number, page in enumerate(pages):
        skipped = _no_header(page)
        header = read_header(page.lines, skipped)
        found.append(header)
        rest = len(page.lines) - len(skipped)
        if not number or not 0 < len(pages[number - 1].lines) <= _HEADER_ALONE or not rest:
            continue
        before, left_out = pages[number - 1], _no_header(pages[number - 1])
        length = len(before.lines)
        both = read_header([*before.lines, *page.lines], left_out | {index + length for index in skipped})
        if len(both.lines) > len(found[-2].lines) + len(header.lines) and all(
            index in both.lines for index in range(length) if index not in left_out
        ):
            found[-2:] = [
                Header(both.people, both.held_on, {n: rule for n, rule in both.lines.items() if n < length}),
                Header(lines={n - length: rule for n, rule in both.lines.items() if n >= length}),
            ]
    return found


def _no_header(page: Page) -> set[int]:
    return {
        index for index, line in enumerate(page.lines)
        if boilerplate_rule(line, page.title) or note_kind(line) in (NoteKind.CAPTION, NoteKind.EDITOR)
    }  # fmt: skip


def place_around(pages: Sequence[Page], placed: Placed) -> None:
    """What begins or ends a page and stands outside the content of another page is boilerplate here too: the content of
    a page with few words of its own may reach too far."""
    for offset, page in zip(offsets_of(pages), pages, strict=True):
        around = frozenset().union(*(other.around for other in pages if other is not page))
        for indices in (range(len(page.lines)), range(len(page.lines) - 1, -1, -1)):
            for index in indices:
                if page.lines[index].text in around:
                    placed.setdefault(offset + index, ("boilerplate", "around"))
                elif offset + index not in placed:
                    break


def place_torn(pages: Sequence[Page], labels: Sequence[Candidate], placed: Placed) -> None:
    """A few words that end a torn page may be the beginning of a label: unless one stands there, nobody said them."""
    torn, opening = torn_pages(pages), {label.line for label in labels}
    for offset, page in zip(offsets_of(pages), pages, strict=True):
        index = offset + len(page.lines) - 1
        if page in torn and page.lines and not {index - 1, index} & opening:
            last = page.lines[-1].text
            if len(last) <= _LONGEST_LABEL and not _SENTENCE_END.search(last):
                placed.setdefault(index, ("boilerplate", "torn"))


def torn_pages(pages: Sequence[Page]) -> list[Page]:
    """Pages without </html> among pages that have it: they were cut off by the way."""
    return [page for page in pages if not page.closed] if any(page.closed for page in pages) else []


def place_feet(pages: Sequence[Page], lines: Sequence[Line], labels: Sequence[Candidate], placed: Placed) -> None:
    """Place what ends a page below its last label: links, the site's foot, and on the last page short lines."""
    opening = {label.line for label in labels}
    for offset, page in zip(offsets_of(pages), pages, strict=True):
        speech = [offset + index in opening for index in range(len(page.lines))]
        found = mark_boilerplate(page.lines, page.title, speech)
        if page is pages[-1] and any(speech):
            last = labels[-1]
            said_there = last.end < len(lines[last.line].text)
            skipped = found | {index - offset: rule for index, (_, rule) in placed.items() if index >= offset}
            short = final_short_lines(page.lines, last.line - offset, said_there, skipped)
            found |= dict.fromkeys(short, "page_foot")
        for index, rule in found.items():
            placed.setdefault(offset + index, ("boilerplate", rule))


def offsets_of(pages: Sequence[Page]) -> list[int]:
    """Of each page the index of its first line among all lines."""
    offsets, total = [], 0
    for page in pages:
        offsets.append(total)
        total += len(page.lines)
    return offsets
