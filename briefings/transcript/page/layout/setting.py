"""The markup of a line: the kind of element around it, or around its beginning."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from lxml.etree import _Element

from briefings.transcript.page.layout.lines import BLOCKS, UNSEEN, Line, squeeze, visible
from briefings.transcript.page.layout.nesting import Nesting, is_plain
from briefings.transcript.wording.label_keys import label_key

_LONGEST = 120
"""Maximum length of a label; longer lines are speech."""
_OUTER = 3
"""Maximum number of elements whose kinds set a line: div.name > div > p."""
_AT_ONCE = 1_000
"""Maximum number of elements cached."""
_MOST_WRAPPERS = 10
"""Maximum number of plain elements around each other that are looked through; a page may nest thousands."""
_LEAST = 4
"""Minimum number of lines of a kind; three headings on a page are nothing special."""
_ALL_BOLD = 0.9
"""Share of the text in bold: a headline and a byline of a page in bold may be plain."""
_NEARLY_ALL, _MOSTLY = 0.8, 2 / 3
_MOST_WORDS = 12
_ABBREVIATED = 3
"""Maximum number of words before a full stop of an abbreviation, as in "Canal Board Co."; more are a sentence."""
_TIME = re.compile(r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?\s*")
BEHIND = " :：.–—―-|;)）>＞"
"""Characters between a label and the speech."""


def note_settings(lines: Sequence[Line]) -> None:
    """Note in `setting` and `set_apart` how lines are set, while their tree still exists; `nesting` is known.

    Where nearly all text is bold, bold sets nothing apart: old pages are in bold as a whole.
    """
    bold = sum(len(line.text) for line in lines if line.bold >= len(line.text))
    if bold > _ALL_BOLD * sum(len(line.text) for line in lines):
        for line in lines:
            line.bold = 0
    # An element may hold very many lines, with those of others between them: its beginning is read once.
    beginning_of = lru_cache(maxsize=_AT_ONCE)(_beginning)
    for line in lines:
        if line.element is not None and line.tag != "pre":
            _note(line, *beginning_of(line.element))


def _note(line: Line, inline: _Element | None, words: str) -> None:
    text = line.text
    opening = len(words) if inline is not None and text.startswith(words) else 0
    if inline is not None and 0 < opening < len(text):
        line.setting, line.set_apart = f">{_kind(inline)}", opening
        return
    line.setting = _around(line.nesting) + (f">{_kind(inline)}" if inline is not None and opening else "")
    line.set_apart = len(text) if len(text) <= _LONGEST else 0


def _beginning(element: _Element) -> tuple[_Element | None, str]:
    """Return the inline element with which an element begins, and the words in it."""
    # Most paragraphs hold nothing but their text.
    inline, texts = _first_shown(element) if next(iter(element), None) is not None else (None, [])
    for _ in range(_MOST_WRAPPERS):
        if inline is None or not is_plain(inline):
            break
        inline, texts = _first_shown(inline)
    words = _words(texts[0]) if inline is not None and len(texts) == 1 and inline.tag not in BLOCKS else ""
    return inline if words else None, words


def _first_shown(element: _Element) -> tuple[_Element | None, list[str]]:
    """Return the child with which an element's text begins, with its first two texts; None if it begins with its own.

    An anchor or an empty element before the words shows nothing.
    """
    for child in element if not visible(element.text or "") else ():
        texts = () if child.tag in UNSEEN else filter(visible, map(str, child.itertext()))
        if shown := [*islice(texts, 2)]:
            return child, shown
        if visible(child.tail or ""):
            break
    return None, []


@lru_cache(maxsize=_AT_ONCE)
def _around(nesting: Nesting) -> str:
    """Return the kind of a block; one without a class has that of those around it."""
    blocks = [kind for kind in nesting if kind[0] != ">"][-_OUTER:]
    named = max((place for place, kind in enumerate(blocks) if "." in kind), default=0)
    return ">".join(blocks[named:])


def _words(text: str) -> str:
    """Return the words of an inline element with no other text in it; "" if they are many, or a time."""
    words = squeeze(text) if len(text) <= 2 * _LONGEST else ""
    return "" if len(words) > _LONGEST or _TIME.fullmatch(words) else words


def _kind(element: _Element) -> str:
    tag = str(element.tag)
    named = element.get("class") or (element.get("style") if tag == "span" else None)
    return f"{tag}.{named[:_LONGEST]}" if named else tag


_BRACKETS = {")": "(", "）": "（"}


def kinds_set_apart(lines: Sequence[Line], skipped: Collection[int] = ()) -> dict[str, list[int]]:
    """Return the kinds of elements that hold short words and nearly nothing else, with the indexes of their lines.

    A kind that holds long lines, or sentences, is how speech is set.
    """
    kinds: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.setting and index not in skipped:
            kinds.setdefault(line.setting, []).append(index)
    short = {kind: [index for index in found if _is_short(lines[index])] for kind, found in kinds.items()}
    return {kind: found for kind, found in short.items() if len(found) >= max(_LEAST, _NEARLY_ALL * len(kinds[kind]))}


def words_set_apart(line: Line) -> str:
    """Return the words at the beginning of a line that its markup sets apart, without the closing sign."""
    return without_closing(line.text[: line.set_apart])


def without_closing(words: str) -> str:
    """Return words without the sign that closes them as a label; a bracket that they open themselves stays."""
    cut = words.rstrip(BEHIND)
    brackets = words[len(cut) :].lstrip(" ")[:1]
    return cut + brackets if _BRACKETS.get(brackets, words + "x") in cut else cut


def _is_short(line: Line) -> bool:
    if not line.set_apart:
        return False
    words = words_set_apart(line)
    alone = line.set_apart == len(line.text)
    sentence = alone and line.text.endswith(".") and len(words.split()) > _ABBREVIATED
    return (
        0 < len(words.split()) <= _MOST_WORDS
        and not sentence
        # "Ilse Maren said..." stands above a comment.
        and not line.text[: line.set_apart].endswith(("?", "!", ",", ";", "？", "！", "。", "...", "…"))
        and any(letter.isalpha() for letter in words)
    )


def take_turns(texts: Sequence[str]) -> bool:
    """Return True when the same words recur and alternate, as labels do.

    Headings of sections, the terms of a glossary and questions that a page answers do not recur.
    """
    keys = [label_key(text) for text in texts]
    times = Counter(keys)
    again = sum(count for count in times.values() if count > 1)
    changes = sum(one != other for one, other in pairwise(keys))
    return len(times) > 1 and 2 * again >= len(keys) and changes >= _MOSTLY * (len(keys) - 1)


def parts_begun_alike(element: _Element) -> list[_Element]:
    """Return the parts beside an element that are of its kind, turns of a class or rows, if two or more begin alike."""
    around = element.getparent()
    is_kind = around is not None and len(element) > 0 and (element.get("class") or element.tag == "tr")
    beside = [one for one in around if one is not element and len(one)] if around is not None and is_kind else []
    kind = [(one.tag, one.get("class")) for one in (element, element[0])] if beside else []
    alike = [part for part in beside if [(one.tag, one.get("class")) for one in (part, part[0])] == kind]
    return alike if len(alike) > 1 else []
