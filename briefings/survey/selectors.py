"""Candidate CSS selectors for what is on a page; the reader tries them and tells which hold."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from posixpath import commonpath, dirname

from lxml.etree import _Element
from parsel import Selector

from briefings.address import comparable
from briefings.crawling import css_of_place
from briefings.transcript import PlacedLink, first_date

_CLASS = re.compile(r"[A-Za-z_][A-Za-z_-]*")
"""Class without digits, which would name a single element, and without characters that need an escape."""
_LONGEST_LABEL, _LONGEST_BYLINE = 60, 120
_LEAST_LABELS = 3
_TELLING = frozenset(("b", "strong", "em", "i", "u", "dt", "th", "cite", "h3", "h4", "h5", "h6"))
"""Elements that say something about their words even without a class."""
_FOLDERS = re.compile(r"(?:/[^\d/]+(?=/))*/")


def label_selectors(html: str) -> list[str]:
    """Return selectors of elements that repeatedly hold a few short texts, as labels do; the most frequent first."""
    found: dict[str, list[str]] = defaultdict(list)
    for element, text in _elements(html):
        if len(text) <= _LONGEST_LABEL and text[-1] not in ".?!" and (css := _css_of(element)):
            found[css].append(text)
    named = {css: texts for css, texts in found.items() if _LEAST_LABELS <= len(texts) > len(set(texts)) > 1}
    return sorted(named, key=lambda css: (-len(named[css]), "." not in css))


def day_selectors(html: str, day: str) -> list[str]:
    """Return selectors that match a single element, a `time` or one with a class, holding little more than `day`."""
    found: dict[str, int] = defaultdict(int)
    for element, text in _elements(html):
        css = _css_of(element) or (element.tag if element.tag == "time" else "")
        if css and ("." in css or css == "time"):
            found[css] += 1 if len(text) <= _LONGEST_BYLINE and str(first_date(text)) == day else 2
    return [css for css, count in found.items() if count == 1]


def link_selectors(links: Iterable[PlacedLink], urls: Iterable[str]) -> list[str]:
    """Return selectors of the places where links to `urls` are, the place with most of them first.

    Before each place comes the selector of the box around it, if that has a class. No class called next is used:
    a last page has none, and its link back would be told as outside of it (li.next of Nikola).
    """
    wanted, found = set(map(comparable, urls)), defaultdict[str, set[str]](set)
    for link in links:
        if (address := comparable(link.url)) in wanted:
            place = (one.partition(".")[0] if "next" in re.split(r"\W", one) else one for one in link.place.split(" "))
            found[css_of_place(" ".join(place))].add(address)
    places = sorted(found, key=lambda css: -len(found[css]))
    return [css for place in places for css in (place.split(" ")[0], place) if "." in css or css == place]


def pattern_of(urls: Iterable[str]) -> str:
    """Return a regular expression for the folders that addresses share, before any number; "" when they share none."""
    paths = [dirname("/" + url.partition("://")[2].partition("/")[2]) for url in urls]
    folders = _FOLDERS.match(f"{commonpath(paths).rstrip('/')}/") if paths else None
    return re.escape(folders[0]) if folders and folders[0] != "/" else ""


def _elements(html: str) -> Iterator[tuple[_Element, str]]:
    for element in Selector(text=html).root.iter():
        if isinstance(element.tag, str) and (text := " ".join("".join(element.itertext()).split())):
            yield element, text


def _css_of(element: _Element) -> str:
    """Return the tag and first class of an element; "" if neither distinguishes it."""
    name = next((name for name in (element.get("class") or "").split() if _CLASS.fullmatch(name)), "")
    if name:
        return f"{element.tag}.{name}"
    return str(element.tag) if element.tag in _TELLING else ""
