"""CSS selectors and XPath over a page's tree, each compiled once, and run once per page."""

import re
from functools import lru_cache
from typing import cast

from lxml import etree
from lxml.etree import _Element
from parsel.csstranslator import HTMLTranslator

_NAME = r"[A-Za-z_][\w-]*"
_ONE = rf"(?:{_NAME})?(?:[.#]{_NAME})*"
_PLAIN = re.compile(rf"(?=\S){_ONE}(?:(?: > | )(?=\S){_ONE})*")
"""A selector without alternatives, negations or attributes: all its classes and ids must be on the page."""
_NAMES = re.compile(rf"[.#]({_NAME})")


class SelectorTree:
    """The tree of a page, to be searched by CSS selectors; results are cached."""

    def __init__(self, root: _Element, text: str) -> None:
        self.root = root
        self.text = text
        # As bytes: a text beyond ASCII takes twenty times as long, and twelve times its length.
        self.small = text.encode("utf-8", "replace").lower()
        """The text as UTF-8 with ASCII in small letters, like names of attributes in the tree."""
        self._found: dict[str, list[_Element]] = {}

    def css(self, css: str | None) -> list[_Element]:
        """Return the elements a selector finds, in order; [] for "" or None."""
        if not css:
            return []
        if css not in self._found:
            # The names in a plain selector are in the page's text: a test at a tenth of the cost.
            may_find = all(name in self.text for name in _names(css))
            found = cast("list[object]", _compiled(css)(self.root)) if may_find else []
            self._found[css] = [one for one in found if isinstance(one, _Element)]
        return self._found[css]


@lru_cache(maxsize=256)
def _compiled(css: str) -> etree.XPath:
    return etree.XPath(HTMLTranslator().css_to_xpath(css))


@lru_cache(maxsize=256)
def _names(css: str) -> tuple[str, ...]:
    """Return the classes and ids on every page on which a selector finds something, if it is plain."""
    return tuple(_NAMES.findall(css)) if _PLAIN.fullmatch(css) else ()
