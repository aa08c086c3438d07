"""Labels given by the source's file: the elements that hold them, or an expression that finds them."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.etree import _Element

from briefings.markup import LONGEST_LABEL
from briefings.transcript.page.layout.lines import BLOCKS, Line, squeeze, text_of
from briefings.transcript.page.layout.setting import BEHIND, without_closing


def note_told_labels(lines: Sequence[Line], elements: Sequence[_Element], pattern: str | None) -> None:
    """Note in `told` and `told_end` which label of the source a line begins with, and where it ends.

    `elements` are those that the source's selector finds, `pattern` its expression. The lines' tree still exists.
    """
    for line, words in (*_whole_lines(lines, elements), *_beginnings(lines, elements)):
        line.told = without_closing(words) or words
        line.told_end = len(line.text) - len(line.text[len(words) :].lstrip(BEHIND))
    for line in lines if pattern else ():
        found = re.match(pattern or "", line.text[:LONGEST_LABEL])
        if found and (label := (found[1] or "").strip()) and not line.told:
            line.told, line.told_end = label, found.end()


def _whole_lines(lines: Sequence[Line], elements: Sequence[_Element]) -> Iterator[tuple[Line, str]]:
    """Return the lines of blocks that hold only labels."""
    within = {one for element in elements if element.tag in BLOCKS for one in element.iter()}
    return ((line, line.text) for line in lines if line.element in within and len(line.text) <= LONGEST_LABEL)


def _beginnings(lines: Sequence[Line], elements: Sequence[_Element]) -> Iterator[tuple[Line, str]]:
    """Yield each line that begins with the words of an element within it; an element opens one line at most."""
    of_block: dict[_Element | None, list[Line]] = {}
    for line in lines if elements else ():
        of_block.setdefault(line.element, []).append(line)
    waiting = {block: iter(found) for block, found in of_block.items()}
    for element in elements:
        words = squeeze(text_of(element)) if element.tag not in BLOCKS else ""
        block = next((one for one in element.iterancestors() if one.tag in BLOCKS), None)
        if words and len(words) <= LONGEST_LABEL and block in waiting:
            opened = (line for line in waiting[block] if line.text.startswith(words))
            yield from ((line, words) for line in islice(opened, 1))
