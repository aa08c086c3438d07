"""CSS selectors and XPath over a page's tree, each compiled once, and run once a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal, cast

from lxml import etree
from lxml.etree import _Element
from parsel.csstranslator import HTMLTranslator

_NAME = r"[A-Za-z_][\w-]*"
_ONE = rf"(?:{_NAME})?(?:[.#]{_NAME})*"
_PLAIN = re.compile(rf"(?=\S){_ONE}(?:(?: > | )(?=\S){_ONE})*")
"""A selector without alternatives, negations or attributes: every class and id of it must be on the page."""
_NAMES = re.compile(rf"[.#]({_NAME})")
_BY_ID = re.compile(rf"(?:(?P<around>(?=\S){_ONE}) )?#(?P<id>{_NAME})")
"""An id, and what may be around it: to look at the ids alone takes a fifth of what it takes to ask each element."""


@lru_cache(maxsize=256)
def _compiled(css: str) -> Callable[[_Element], object]:
    found = _BY_ID.fullmatch(css)
    if not found:
        return etree.XPath(HTMLTranslator().css_to_xpath(css))
    ids = etree.XPath(f"descendant-or-self::*/@id[. = '{found['id']}']")
    around = found["around"] and etree.XPath(HTMLTranslator().css_to_xpath(found["around"], prefix="ancestor::"))

    def by_id(root: _Element) -> list[_Element]:
        named = [one.getparent() for one in cast("list[Any]", ids(root))]
        return [one for one in named if not around or around(one)]

    return by_id


_FEW = ("h1", "h2", "h3", "meta", "time")


class Selecting:
    """The tree of a page, to be asked by CSS selectors; what one finds is kept for the next who asks."""

    def __init__(self, root: _Element, text: str) -> None:
        self.root = root
        self._few = list(root.iter(*_FEW))
        self._text = text
        self._found: dict[str, list[_Element]] = {}

    def tagged(self, *tags: Literal["h1", "h2", "h3", "meta", "time"]) -> list[_Element]:
        """The elements of these tags, in order: those that are few, and looked for all at once."""
        return [one for one in self._few if one.tag in tags]

    def css(self, css: str | None) -> list[_Element]:
        """The elements a selector finds, in order; none for an empty one. Raises SelectorSyntaxError for no CSS."""
        if not css:
            return []
        if css not in self._found and not self._may_find(css):
            self._found[css] = []
        if css not in self._found:
            found = cast("list[object]", _compiled(css)(self.root))
            self._found[css] = [one for one in found if isinstance(one, _Element)]
        return self._found[css]

    def _may_find(self, css: str) -> bool:
        """Whether the classes and ids of a plain selector stand in the text of the page: a look that costs a tenth."""
        return not _PLAIN.fullmatch(css) or all(name in self._text for name in _NAMES.findall(css))
