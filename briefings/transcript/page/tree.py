"""Parse text into a tree, whole: libxml2 stops at 2,048 open elements and silently drops the rest of the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.lines import BLOCKS, UNSEEN

_DEEPEST = 500
"""Elements nested deeper than this become siblings if a page is too deep for the parser."""
_MOST_ATTRIBUTES = 250
_TOO_MANY_ATTRIBUTES = 5_000
"""A million of them take the parser 220 MB; no real tag was seen with a hundred."""
_ATTRIBUTES_OF_A_PAGE = 250_000
"""Maximum number of attributes of a page; they take as much memory as elements."""
_END_OF_BODY = re.compile(r"</(?:body|html)\b[^<>]*>", re.IGNORECASE)
"""Tag after which a browser still adds to the body; the parser puts what follows beside the body, or drops it."""
_LONG = 16_000
_LONG_TAG = re.compile(rf"<[A-Za-z][^<>]{{{_LONG},}}")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_EMPTY = "Document is empty"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def parse(text: str) -> tuple[_Element, str]:
    """Return the root element of a page, and what the parser could not read of it ("" when it read everything).

    Never raises. If a page is nested too deep for the parser, the elements below the limit become siblings, so that
    their text, its order and its line breaks stay.
    """
    long_tags = _has_long_tags(text)
    if long_tags:
        text = _LONG_TAG.sub(_bounded, text)
    page = _END_OF_BODY.sub("", text.replace("\x00", "") if "\x00" in text else text).strip().encode("utf-8", "replace")
    crowded = len(text) > _ATTRIBUTES_OF_A_PAGE and text.count("=") > _ATTRIBUTES_OF_A_PAGE
    # Many attributes on one element take the parser's tree quadratic time.
    if not crowded and (
        not long_tags or not any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text))
    ):
        parser = etree.HTMLParser(recover=True, huge_tree=True, encoding="utf-8")
        root = etree.fromstring(page, parser) if page else None
        if not _stopped(parser):
            return _or_empty(root), ""
    flat = etree.HTMLParser(target=_Flat(), recover=True, huge_tree=True, encoding="utf-8")
    root = etree.fromstring(page, flat)
    return _or_empty(root), _stopped(flat)


def _has_long_tags(text: str) -> bool:
    """Return True when a text may hold a long tag: one half of its length then has no end of a tag."""
    half = _LONG // 2
    return any(text.find(">", start, start + half) < 0 for start in range(0, len(text) - half, half))


def _bounded(tag: re.Match[str]) -> str:
    """Return a tag without its attributes if they are far too many, and it surely ends where it seems to."""
    written = tag[0]
    sure = written.count('"') % 2 == written.count("'") % 2 == 0
    return written[:_LONG].split(None, 1)[0] if sure and written.count("=") > _TOO_MANY_ATTRIBUTES else written


def _or_empty(root: _Element | None) -> _Element:
    """Return the root, or an empty one for a page of nothing but comments."""
    return etree.fromstring("<html/>") if root is None else root


def _stopped(parser: etree.HTMLParser) -> str:
    """Return why the parser stopped before the end of the page; "" if it did not."""
    fatal = (error.message for error in parser.error_log if error.level == etree.ErrorLevels.FATAL)
    return next((message for message in fatal if message != _EMPTY), "")


class _Flat:
    """Builder of a tree from the parser's events, no deeper than `_DEEPEST`."""

    def __init__(self) -> None:
        self.builder = etree.TreeBuilder()
        self.kept: list[str] = []
        """Name of every open element; "" if it was not built."""
        self.depth = 0
        self.begun = False
        self.attributes_left = _ATTRIBUTES_OF_A_PAGE

    def start(self, tag: str | bytes, attrib: dict[str | bytes, str | bytes]) -> None:
        if self.depth < _DEEPEST or tag in UNSEEN:
            name = str(tag) if _NAME.fullmatch(str(tag)) else "span"
            most = min(_MOST_ATTRIBUTES, self.attributes_left)
            named = [(str(key), str(value)) for key, value in islice(attrib.items(), most)]
            self.attributes_left -= len(named)
            self.builder.start(name, {key: _NOT_XML.sub("", value) for key, value in named if _NAME.fullmatch(key)})
            self.kept.append(name)
            self.depth += 1
            self.begun = True
        else:
            self.kept.append("")
            self.separate(tag)

    def end(self, tag: str | bytes) -> None:
        name = self.kept.pop()
        if name:
            self.depth -= 1
            self.builder.end(name)
        else:
            self.separate(tag)

    def separate(self, tag: str | bytes) -> None:
        """Keep the line break of an element that is not built."""
        if tag in BLOCKS or tag == "br":
            self.builder.start("br", {})
            self.builder.end("br")

    def data(self, text: str | bytes) -> None:
        if self.begun:
            self.builder.data(_NOT_XML.sub("", str(text)))

    def comment(self, text: str | bytes) -> None:
        pass

    def close(self) -> _Element | None:
        while self.kept:
            self.end("")
        return self.builder.close() if self.begun else None


def walk_of(root: _Element, tags: Iterable[str]) -> Iterator[_Element]:
    """Yield the elements below one with these tags, in order.

    A tag with control characters yields all elements and comments: lxml reads it but cannot search for it.
    """
    wanted = set(tags)
    return root.iter(*wanted) if all(map(str.isprintable, wanted)) else root.iter()
