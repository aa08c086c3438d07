"""CSS selectors and XPath over a page's tree, each compiled once, and run once a page."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.etree import _Element
from parsel.csstranslator import HTMLTranslator

_PLAIN = re.compile(r"[\w\s.#>-]+")
_NAMES = re.compile(r"[.#]([\w-]+)")
"""The classes and ids of a selector without alternatives, negations or attributes."""


@lru_cache(maxsize=256)
def _compiled(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


class Selecting:
    """The tree of a page, to be asked by CSS selectors; what one finds is kept for the next who asks."""

    def __init__(self, root: _Element, text: str) -> None:
        self.root = root
        self._text = text
        self._found: dict[str, list[_Element]] = {}

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
