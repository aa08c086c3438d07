"""The rows of a list: each link with what is around it, up to the next link."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml import etree
from lxml.etree import _Element

from briefings.transcript.page.layout.lines import UNSEEN, squeeze, text_before
from briefings.transcript.page.links.read_links import Link

_HIGHEST, _LONGEST_ROW, _MOST_PIECES = 6, 800, 200


class Rows:
    """The rows of links: the largest element around each that has no other address of the given links."""

    def __init__(self, links: Sequence[Link]) -> None:
        self._addresses: dict[_Element, set[str]] = defaultdict(set)
        for link in links:
            for level, one in enumerate(link.element.iterancestors()):
                self._addresses[one].add(link.url)
                if level >= _HIGHEST or one.tag in {"body", "table"}:
                    break

    def of(self, link: Link) -> _Element:
        """Return the row of one of the links; the link itself if it shares the element around it."""
        row = link.element
        for one in link.element.iterancestors():
            if len(self._addresses.get(one, ())) != 1:
                break
            row = one
        return row

    def text(self, link: Link) -> str:
        """Return the text of a row without its links to elsewhere, and text beside it in a line that several share."""
        row = self.of(link)
        shown = " ".join(text for _, text in islice(pieces(row, link.href), _MOST_PIECES))
        # A line may have the day beside the link: "title (March 5, 2026)<br>".
        return squeeze(f"{shown[:_LONGEST_ROW]} {text_before(row)[-80:]} {(row.tail or '')[:80]}")


def pieces(root: _Element, href: str | None = None) -> Iterator[tuple[_Element, str]]:
    """Yield the texts below an element in order, each with its element.

    With `href`, links that lead elsewhere are left out. An element that begins with a child has an empty text.
    """
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, one in walk:
        if event != "start":
            if one is not root and (parent := one.getparent()) is not None and one.tail:
                yield parent, one.tail
        elif one.tag in UNSEEN or (href is not None and one.tag == "a" and one.get("href", href).strip() != href):
            walk.skip_subtree()
        else:
            yield one, one.text or ""
