"""CSS selectors and XPath over a page's tree, each compiled once, and run once a page."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
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
_IDS = etree.XPath("descendant-or-self::*/@id")
_FEW = ("h1", "h2", "h3", "meta", "time")


class SelectorTree:
    """The tree of a page, to be asked by CSS selectors; what one finds is kept for the next who asks."""

    def __init__(self, root: _Element, text: str) -> None:
        self.root = root
        self._few = list(root.iter(*_FEW))
        self.text = text
        self._found: dict[str, list[_Element]] = {}

    def tagged(self, *tags: Literal["h1", "h2", "h3", "meta", "time"]) -> list[_Element]:
        """The elements of these tags, in order: those that are few, and looked for all at once."""
        return [one for one in self._few if one.tag in tags]

    def css(self, css: str | None) -> list[_Element]:
        """The elements a selector finds, in order; none for an empty one. Raises SelectorSyntaxError for no CSS."""
        if not css:
            return []
        if css not in self._found:
            self._found[css] = self._find(css) if self._may_find(css) else []
        return self._found[css]

    def _may_find(self, css: str) -> bool:
        """Return True when the classes and ids of a plain selector are in the text of the page: a look that costs a
        tenth."""
        return all(name in self.text for name in _names(css))

    def _find(self, css: str) -> list[_Element]:
        if by_id := _BY_ID.fullmatch(css):
            around = _compiled(by_id["around"], "ancestor::") if by_id["around"] else None
            return [one for one in self._ids.get(by_id["id"], ()) if around is None or around(one)]
        found = cast("list[object]", _compiled(css)(self.root))
        return [one for one in found if isinstance(one, _Element)]

    @cached_property
    def _ids(self) -> dict[str, list[_Element]]:
        """The elements that have an id, by their ids."""
        found: dict[str, list[_Element]] = {}
        for one in cast("list[Any]", _IDS(self.root)):
            found.setdefault(str(one), []).append(one.getparent())
        return found


@lru_cache(maxsize=256)
def _compiled(css: str, axis: str = "descendant-or-self::") -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css, prefix=axis))


@lru_cache(maxsize=256)
def _names(css: str) -> tuple[str, ...]:
    """The classes and ids that are on every page on which a selector finds something, as far as it is plain."""
    return tuple(_NAMES.findall(css)) if _PLAIN.fullmatch(css) else ()
