"""The short texts of a page, in which counts of pages and words of buttons are looked for."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.content import body_of

_Text = TypeVar("_Text", bound=str)
# One step from one element: the parser sorts what `//` finds, in quadratic time where texts stand beside one another.
# It measures texts many times slower than we do; and strings that know their element cost as much again as the search.
_TEXTS = etree.XPath("descendant::text()", smart_strings=False)
_PLACED_TEXTS = etree.XPath("descendant::text()")
_SHORTEST, _LONGEST = 5, 59


def short_texts(root: _Element) -> list[str]:
    """The texts of five to 59 characters in the body, in order."""
    return _short(cast("list[str]", _TEXTS(body_of(root))))


def placed_texts(root: _Element) -> list[Any]:
    """The same, each a string that knows its element (`getparent`), which the stubs of lxml do not say."""
    return _short(cast("list[Any]", _PLACED_TEXTS(body_of(root))))


def _short(texts: list[_Text]) -> list[_Text]:
    return [text for text in texts if _SHORTEST <= len(text) <= _LONGEST]
