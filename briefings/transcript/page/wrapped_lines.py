"""Lines of a page that was broken at a fixed width, as scans and converted files are: they are joined to paragraphs.

Such a page has an element or a `<br>` for every line that was once typed. It shows by its lines: most end where the
next word would not have fitted, and many go on in small letters in the middle of a sentence. Australia's prime
ministers of the 1990s, some briefings of the White House of 2009 and Fiji's parliament print whole transcripts so.
"""

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise, takewhile

from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.openings import openings
from briefings.transcript.page.source_lines import OPEN_NAME
from briefings.transcript.wording.sentences import ends_sentence

_LEAST = 20
"""Minimum number of lines by which a width is known."""
_NARROWEST, _WIDEST, _NEARLY_ALL = 40, 130, 0.9
"""Narrowest and widest wrapping in characters, and the share of lines that are no longer than the width."""
_FULL, _FULL_AND_CLOSED, _HALF = 0.75, 0.87, 0.5
"""Shares of the width: of a line that is full with the next word, more if a sentence ends there, which may end the
paragraph; and of a line that is longer than labels are."""
_SMALL, _WRAPPED = 0.3, 0.7
"""Minimum shares, of lines behind one that is not short, that go on in small letters, and of which the first word would
not have fitted. Of 900 real pages, 17 transcripts have at least 0.36 and 0.73, and so have 2 others."""
_LEAST_CAPITALS = 5
"""Minimum number of letters of a name in capitals; fewer are more often an abbreviation."""
_COUNTING, _PAGES = " -–—|/0123456789", 3
"""What the number of a page is printed with, and how often a line comes back that is the head of pages."""
_CAPITALS = 0.75
"""How much of the width as many letters take that are no capitals."""
_TITLED = re.compile(r"[,(]|\s[-–—]")
"""Sign between a name and its title."""
_SIGNS = ",.:;()"
_INTRODUCING, _INTERRUPTED = (":", "："), ("-", "–", "—")
"""Signs of a line that is whole, and of one behind which somebody else may speak, though no sentence has ended."""


def unwrapped_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page, those that go on with the next joined to it if the page was broken at a width."""
    width = _width(lines)
    if not width:
        return list(lines)
    # Above the first label stand headlines, days and leads, each on a line; long ones in capitals are no labels.
    opening = (n for n, line in enumerate(lines) if _opens_turn(Line(""), line))
    spoken = next((n for n in opening if len(lines[n].text) < _HALF * width or not lines[n].text.isupper()), len(lines))
    paragraphs = [[lines[0]]]
    heads = _heads(lines, width)
    for number, (before, line) in enumerate(pairwise(lines), 1):
        is_head = not heads.isdisjoint((_but_number(before), _but_number(line)))
        if not is_head and _goes_on(before, line, width, is_spoken=number > spoken):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [_joined(paragraph) for paragraph in paragraphs]


def _heads(lines: Sequence[Line], width: int) -> set[str]:
    """Return the long lines, but for numbers, that come back below others: no text of its own goes on with them."""
    above = dict[str, set[str]]()
    for before, line in pairwise(lines):
        if len(line.text) >= _HALF * width and not _begins_small(line):
            above.setdefault(_but_number(line), set()).add(before.text)
    return {text for text, others in above.items() if len(others) >= _PAGES}


def _but_number(line: Line) -> str:
    return line.text.strip(_COUNTING)


def _width(lines: Sequence[Line]) -> int:
    """Return the number of characters at which the lines of a page were broken; 0 if they were not."""
    plain = [line for line in lines if not line.within]
    width = sorted(len(line.text) for line in plain)[int(_NEARLY_ALL * len(plain))] if len(plain) >= _LEAST else 0
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [(before, line) for before, line in pairwise(plain) if len(before.text) >= _HALF * width]
    small = sum(_begins_small(line) and not ends_sentence(before.text) for before, line in pairs)
    full = sum(_is_full(before, line, _FULL * width) for before, line in pairs)
    are_wrapped = len(pairs) >= _LEAST and small >= _SMALL * len(pairs) and full >= _WRAPPED * len(pairs)
    return width if are_wrapped else 0


def _begins_small(line: Line) -> bool:
    return line.text[0].islower()


def _is_full(before: Line, line: Line, width: float) -> bool:
    """Return True when the first word of a line would not have fitted on the one before."""
    return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > width


def _goes_on(before: Line, line: Line, width: float, *, is_spoken: bool) -> bool:
    """Return True when a line goes on with the one before, as no label, note or head of a printed page does."""
    if before.nesting != line.nesting or line.tag in HEADINGS or before.within or line.within or line.is_mostly_link:
        return False
    if before.text.endswith(_INTRODUCING) or line.told:
        return False
    is_closed = ends_sentence(before.text) and not OPEN_NAME.search(before.text)
    is_long = len(before.text) >= _HALF * width
    # A bracket is open, as in a label on two lines: "Minister (Mr.".
    if is_long and before.text.count("(") > before.text.count(")") and "(" not in line.text.partition(")")[0]:
        return ")" in line.text
    if _begins_small(line):
        return is_long and not is_closed
    # Heads of printed pages are short and end no sentence: "Page 3 of 12", "5 March 2026".
    is_text = len(line.text) >= _HALF * width or ends_sentence(line.text)
    is_headed = not is_spoken and (is_closed or line.text.isupper())
    if not is_text or before.text.endswith(_INTERRUPTED) or is_headed:
        return False
    if _is_note(before) or _is_note(line, is_closed=is_closed):
        return False
    if before.text.isupper() and not line.text[:2].isupper():
        return False
    is_label = before.text.isupper() and _begins_in_capitals(line)
    least = (_FULL_AND_CLOSED if is_closed else _FULL * _CAPITALS if is_label else _FULL) * width
    return _is_full(before, line, least) and not _opens_turn(before, line, is_closed=is_closed, is_spoken=is_spoken)


def _is_note(line: Line, *, is_closed: bool = True) -> bool:
    """Return True for a note in brackets, as "(To be continued)"; behind a sentence also for one without.

    "The meeting rose at 3.15 p.m." is one; "the law (No. 200)." is none, on whatever line its brackets are.
    """
    return (line.text[0] in "([" and line.text[-1] in ")]") or (is_closed and note_kind(line) is not None)


def _opens_turn(before: Line, line: Line, *, is_closed: bool = False, is_spoken: bool = True) -> bool:
    """Return True when a line may begin with a label; more may be one behind the end of a sentence or above all speech.

    A scanner may have lost the sign: "HOWARD I was told". A long label in capitals may itself go on on the next line.
    """
    if _begins_in_capitals(line):
        return is_closed or not _is_open_label(before)
    if _is_open_label(before) and line.bold:
        return is_closed
    may_be_named = is_closed or not is_spoken
    return any(one.is_like_a_label or (may_be_named and one.shape.is_named) for one in openings(0, line))


def _begins_in_capitals(line: Line) -> bool:
    words = (word.strip(_SIGNS) for word in line.text.split())
    capitals = "".join(takewhile(str.isupper, words))
    return capitals.isalnum() and len(capitals) >= _LEAST_CAPITALS


def _is_open_label(before: Line) -> bool:
    """Return True for a line that may be the beginning of a label: in capitals, or bold as no headline is."""
    return before.text.isupper() or (before.bold == len(before.text) and bool(_TITLED.search(before.text)))


def _joined(lines: Sequence[Line]) -> Line:
    whole = lines[0]
    if len(lines) == 1:
        return whole
    begins = [0, *accumulate(len(line.text) + 1 for line in lines)][: len(lines)]
    bold = sum(1 for _ in takewhile(lambda line: line.bold == len(line.text), lines))
    # White space between bold lines is bold as they are.
    last = min(bold, len(lines) - 1)
    whole.bold = begins[last] + lines[last].bold if lines[last].bold else max(0, begins[last] - 1)
    whole.wide = frozenset(begin + at for begin, line in zip(begins, lines, strict=True) for at in line.wide)
    ends = (begin - 1 for begin in begins[1:])
    whole.soft = tuple(
        sorted([*ends, *(begin + at for begin, line in zip(begins, lines, strict=True) for at in line.soft)])
    )
    whole.linked = sum(line.linked for line in lines)
    whole.text = " ".join(line.text for line in lines)
    return whole
