"""The short texts of a page, in which counts of pages and words of buttons are looked for."""

from __future__ import annotations

from typing import Any, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.content import body_of

# One step from one element: the parser sorts what `//` finds, in quadratic time where texts stand beside one another.
# It measures texts many times slower than we do.
_TEXTS = etree.XPath("descendant::text()")
_SHORTEST, _LONGEST = 5, 59


def short_texts(root: _Element) -> list[Any]:
    """The texts of five to 59 characters in the body, in order; each is a string that knows its element
    (`getparent`), which the stubs of lxml do not say."""
    texts = cast("list[Any]", _TEXTS(body_of(root)))
    return [text for text in texts if _SHORTEST <= len(text) <= _LONGEST]
