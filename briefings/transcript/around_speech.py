"""Classify the lines around the speech of a briefing: headers, lines of the site, torn ends, feet."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice, takewhile

from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import boilerplate_rule
from briefings.transcript.page.chapters import note_kinds
from briefings.transcript.page.header import Header, read_header
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.links.pagers.pager_words import speaks_of_pages
from briefings.transcript.page.openings import Opening
from briefings.transcript.page.page import Page
from briefings.transcript.set_apart import set_apart
from briefings.transcript.wording.dates import says_published
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.speaking import has_voice

Placed = dict[int, tuple[str, str]]
"""Place (header or boilerplate) and rule of a line, by its index."""
_Shared = tuple[tuple[int, str], ...]
"""A line that pages share: its index and text on every page."""
# The lookahead comes first: a search from each of a million dots to the end would take long.
_SENTENCE_END = re.compile(r"(?<![\W_])(?=[\W_]++$)[^.!?…。！？؟।۔։]*+[.!?…。！？؟।۔։]")
_FIGURES = re.compile(r"\d+")
_FIELD = re.compile(r"(?:[^\W\d] ?[:：]|\d[:：]\s)\s*[\w@]")
"""A name of a field and its value, in French with a space between; not the time behind a speaker: "Maren [00:12]"."""
_COLONS = (":", "：")
_LEAD = re.compile(r"[^.?!…。？！:：]{25,}[:：]")
"""A whole line that leads to another, and is too long for a label: "The following was asked after the conference:"."""
_LONGEST_LABEL, _HEADER_ALONE = 60, 40
_MAY_HEAD = (None, NoteKind.HEADING)
_EDGE = 3
"""A headline, a date and the number of the page may open it."""
_SHARED_LINES = 3
"""Minimum number of shared lines without a link; fewer may be said again: pages that end with the same thanks."""


class SeenPage:
    """A page, and what each of its lines shows by itself; every line is tested once."""

    def __init__(self, page: Page, offset: int) -> None:
        self.page = page
        self.lines = page.lines
        self.span = range(offset, offset + len(page.lines))
        """Indexes of its lines among all lines of the briefing; `offset` is the first."""
        self.offset = offset
        self.boilerplate = [boilerplate_rule(line, page.fields.title) for line in page.lines]
        """Rule by which each line is boilerplate, wherever it is on the page."""
        self.notes = note_kinds(page.lines)


def look_at(pages: Sequence[Page]) -> list[SeenPage]:
    """Test every line of the pages of a briefing by itself, in order."""
    offsets = accumulate((len(page.lines) for page in pages), initial=0)
    return [SeenPage(page, offset) for page, offset in zip(pages, offsets, strict=False)]


def headers_of(pages: Sequence[SeenPage]) -> list[Header]:
    """Return the header of every page.

    A header that fills its page may go on over the break: its pages are read together. After speech a page has a header
    only if it repeats a line of an earlier one, because speech may begin like a field.
    """
    found: list[Header] = []
    printed: set[str] = set()
    is_behind_speech = False
    before: Sequence[Line] = ()
    left_out: set[int] = set()
    for page in pages:
        lines, skipped = page.lines, _no_header(page)
        header = read_header(lines, skipped)
        texts = {lines[index].text for index in header.lines}
        found.append(Header() if is_behind_speech and printed.isdisjoint(texts) else header)
        printed |= texts
        is_behind_speech |= bool(printed) and len(header.lines) + len(skipped - set(header.lines)) < len(lines)
        length = len(before)
        if 0 < length <= _HEADER_ALONE and len(lines) > len(skipped):
            both = read_header([*before, *lines], left_out | {index + length for index in skipped})
            if len(both.lines) > len(found[-2].lines) + len(header.lines) and all(
                index in both.lines for index in range(length) if index not in left_out
            ):
                found[-2:] = [
                    Header(both.people, both.held_on, {n: rule for n, rule in both.lines.items() if n < length}),
                    Header(lines={n - length: rule for n, rule in both.lines.items() if n >= length}),
                ]
        before, left_out = lines, skipped
    return found


def _no_header(page: SeenPage) -> set[int]:
    return {
        index
        for index, (rule, note) in enumerate(zip(page.boilerplate, page.notes, strict=True))
        if rule or note in (NoteKind.CAPTION, NoteKind.EDITOR)
    }


def place_torn(pages: Sequence[SeenPage], labels: Sequence[Opening], placed: Placed) -> None:
    """Mark as boilerplate a few words that end a torn page, unless a label is there: they may begin a cut label."""
    torn, opening = torn_pages([seen.page for seen in pages]), {label.line for label in labels}
    for seen in pages:
        page = seen.page
        index = seen.offset + len(page.lines) - 1
        if page in torn and page.lines and not {index - 1, index} & opening:
            last = page.lines[-1].text
            if len(last) <= _LONGEST_LABEL and not _SENTENCE_END.search(last):
                placed.setdefault(index, ("boilerplate", "torn"))


def torn_pages(pages: Sequence[Page]) -> list[Page]:
    """Return the pages without </html> if others have it, or that end in a text: they were cut off in transfer."""
    torn = [page for page in pages if page.origin.ending != "closed"]
    return [page for page in torn if len(torn) < len(pages) or page.origin.ending == "cut"]


def place_repeated(pages: Sequence[SeenPage], labels: Sequence[Opening], placed: Placed) -> None:
    """Mark the lines that pages share at the top or the end as the site's.

    They open a page and are above the first label of page 1 too, or end one and are below the last label of the last.
    On a page with little speech, its menus and foot count as content, and a turn that goes on over the break would take
    them.
    """
    opening = {label.line for label in labels}
    if not opening or len(pages) == 1:
        return
    placed |= dict.fromkeys(_own_numbers(pages, opening, placed) - placed.keys(), ("boilerplate", "pager"))
    head = {text for _, text in takewhile(lambda one: one[0] not in opening, _numbered(pages[0]))}
    below = (text for _, text in takewhile(lambda one: one[0] not in opening, _numbered(pages[-1], step=-1)))
    foot = {text for text in below if not _SENTENCE_END.search(text)}
    shared = [place[-1] for place in _shared(pages, step=-1)]
    # What stands below links is not said.
    while 0 < len(shared) < _SHARED_LINES and not pages[-1].lines[shared[-1][0] - pages[-1].offset].is_mostly_link:
        shared.pop()
    # If somebody speaks in the shared lines, the same page was served again.
    if shared and opening.isdisjoint(index for index, _ in shared):
        foot |= {text for _, text in shared}
        _place_while(shared, foot, opening, placed)
    for page in pages[1:]:
        _place_while(_numbered(page), head, opening, placed)
    for page in pages[:-1]:
        _place_while(_numbered(page, step=-1), foot, opening, placed)
    said = placed.keys() | {label.line + 1 for label in labels if label.own_line}
    placed |= dict.fromkeys(_words_at_breaks(pages, opening, placed) - said, ("boilerplate", "pager"))


def _own_numbers(pages: Sequence[SeenPage], opening: set[int], placed: Placed) -> set[int]:
    """Return the lines near an edge of a page that print its number, as another page does: "Página 2 de 3", "- 2 -"."""
    alike = defaultdict[str, dict[int, int]](dict)
    for page in pages:
        number = re.compile(rf"(?<!\d){page.page.address.number}(?!\d)")
        for step in (1, -1):
            for index, text in _near_edge(page, step, opening, placed):
                # On the last page, the number of pages is the same.
                for found in number.finditer(text):
                    alike[f"{text[: found.start()]}#{text[found.end() :]}"][page.offset] = index
    return {index for places in alike.values() if len(places) > 1 for index in places.values()}


def _words_at_breaks(pages: Sequence[SeenPage], opening: set[int], placed: Placed) -> set[int]:
    """Return the lines about pages where one page ends or another begins: "Continued on next page", "- more -"."""
    return {
        index
        for page, step in (*((page, -1) for page in pages[:-1]), *((page, 1) for page in pages[1:]))
        for index, text in _near_edge(page, step, opening, placed)
        if speaks_of_pages(text, {(own := page.page.address.number), own - step})
        and not (page.notes[index - page.offset] or has_voice(text))
    }


def _near_edge(page: SeenPage, step: int, opening: set[int], placed: Placed) -> Iterator[tuple[int, str]]:
    """Yield the short lines near an edge of a page, up to a label or a sentence: "It opens at:", "Gate 2" is said."""
    for index, text in islice(_numbered(page, step), _EDGE):
        if index not in placed and (index in opening or _SENTENCE_END.search(text)):
            return
        if len(text) <= _LONGEST_LABEL:
            yield index, text


def repeated_at_edges(pages: Sequence[SeenPage]) -> list[int]:
    """Return the lines at the edges of every page of a briefing that nobody says, though a label seems to open them.

    They are fields above, such as "Publisher: Harbour Office", or the day of publication; the lines at the end if one
    leads elsewhere or counts: "Previous: ...", "Views: 1206"; and what stands around another page's content.
    """
    if len(pages) == 1:
        return []
    lines, texts = pages[0].lines, {line.text for line in pages[-1].lines}

    def is_open(place: _Shared) -> bool:
        line = lines[place[0][0]]
        return line.is_mostly_link or not _SENTENCE_END.search(line.text)

    head, end = (list(takewhile(is_open, _shared(pages, step))) for step in (1, -1))
    fields = [place for place in head if _FIELD.search(place[0][1]) or says_published(place[0][1])]
    is_of_site = any(line.linked or line.text not in texts for line in (lines[place[0][0]] for place in end))
    found = [index for place in (*fields, *(end if is_of_site else ())) for index, _ in place]
    # What is content is found page by page, and on a page with little speech it may be the whole body.
    around = Counter([text for page in pages for text in page.page.extent.around])
    found += [index for page in pages[1:] for index in _from_the_frame(page, around, 1)]
    return found + [index for page in pages for index in _from_the_frame(page, around, -1)]


def _from_the_frame(page: SeenPage, around: Counter[int], step: int) -> Iterator[int]:
    """Yield the lines at an edge of a page that stand around the content of another one; around its own they may, too.

    A label there would open a turn: "Tolmer Vask: The ferry sails again." in a box of teasers.
    """
    for index, text in _numbered(page, step):
        if around[hash(text)] > (hash(text) in page.page.extent.around):
            yield index
        elif not (page.boilerplate[index - page.offset] or page.notes[index - page.offset]):
            return


def shown_alike(pages: Sequence[SeenPage]) -> set[int]:
    """Return the fields that every page shows alike, wherever they stand, if no other line begins so.

    "Weather: rain" in a box among the turns recurs as a label does. It stands beside links, in an element that holds
    nothing but such lines, or is no sentence. A label alone may be that of a speaker, unless links or such lines follow
    it everywhere.
    """
    shown = [[_without_figures(line.text) for line in page.lines] for page in pages]
    alike = set.intersection(*map(set, shown))
    lines, texts = [line for page in pages for line in page.lines], [text for page in shown for text in page]
    others = {line.nesting for line, text in zip(lines, texts, strict=True) if text not in alike}
    held = {nesting[:end] for nesting in others for end in range(1, len(nesting) + 1)}
    said = {_label(text) for text in texts if text not in alike}
    linked = {index for index, line in enumerate(lines) if line.is_mostly_link}

    def is_apart(index: int) -> bool:
        text, in_own = texts[index], lines[index].nesting not in held
        if _FIELD.search(text) or says_published(text):
            return in_own or not (_SENTENCE_END.search(text) and linked.isdisjoint(range(index - 1, index + 2)))
        return in_own and texts[index - 1].endswith(_COLONS) and ends_sentence(text)

    apart = {index for index, text in enumerate(texts) if text in alike and is_apart(index)}
    alone = {index for index, text in enumerate(texts) if text in alike and text.endswith(_COLONS)}
    said |= {_label(texts[index]) for index in alone if index + 1 not in apart | linked}
    found = {index for index in apart | alone if _label(texts[index]) not in said}
    # A page with little else may be the same page again.
    return found if any(2 * len(found.intersection(page.span)) < len(page.lines) for page in pages) else set()


def _without_figures(text: str) -> str:
    return text if len(text) > _LONGEST_LABEL or _SENTENCE_END.search(text) else _FIGURES.sub("0", text)


def _label(text: str) -> str:
    return text.replace("：", ":").partition(":")[0]


def _shared(pages: Sequence[SeenPage], step: int) -> list[_Shared]:
    """Return the lines that every page begins with, or ends with for a step of -1, each with its index on every page.

    Their figures may differ.
    """
    rows = zip(*(_numbered(page, step) for page in pages), strict=False)
    return [*takewhile(lambda row: len({_FIGURES.sub("0", text) for _, text in row}) == 1, rows)]


def _numbered(page: SeenPage, step: int = 1) -> Iterator[tuple[int, str]]:
    return ((index, page.lines[index - page.offset].text) for index in page.span[::step])


def _place_while(lines: Iterable[tuple[int, str]], known: set[str], opening: set[int], placed: Placed) -> None:
    """Mark lines as repeated as long as they are `known`, or placed already, and open no turn."""
    for index, text in lines:
        if index in opening or not (text in known or index in placed):
            return
        placed.setdefault(index, ("boilerplate", "repeated"))


def place_set_apart(
    pages: Sequence[SeenPage], lines: Sequence[Line], labels: Sequence[Opening], placed: Placed
) -> None:
    """Mark the lines that nobody says, told by the elements around them, or because they lead to the next label."""
    kinds = [kind for page in pages for kind in page.notes]
    known = placed.keys() | {one.line for one in labels} | {n for n, kind in enumerate(kinds) if kind not in _MAY_HEAD}
    for index in {label.line - 1 for label in labels[1:]} - known:
        if _LEAD.fullmatch(lines[index].text) and not (has_voice(lines[index].text) or kinds[index]):
            placed[index] = ("note", NoteKind.EDITOR)
    placed |= set_apart(lines, labels, [page.span for page in pages], known, placed)
