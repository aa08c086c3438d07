"""Tell whether the addresses in sitemaps are of one kind; a sitemap of a whole site also names other pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefings.reasons import Reason, ReasonKind
from briefings.transcript import shape_of_address

_MOST_UNTOLD = 1000
"""Number of pages requested and judged one by one; beyond it, pages are requested only if of one kind."""
_ONE_KIND = 0.95
_NAMED = 4


@dataclass(slots=True)
class AddressKinds:
    """The addresses named by the sitemaps of a run, by shape."""

    is_told: bool
    """True if the user or the source says which addresses are those of briefings."""
    _shapes: Counter[str] = field(default_factory=Counter)
    _examples: dict[str, str] = field(default_factory=dict)

    def doubt(self, urls: Sequence[str]) -> Reason | None:
        """Add the new addresses of a sitemap; return why they are not to be requested, or None."""
        if self.is_told:
            return None
        shapes = [shape_of_address(url) for url in urls]
        self._examples |= dict(zip(reversed(shapes), reversed(urls), strict=True))
        self._shapes.update(shapes)
        total = self._shapes.total()
        kinds = self._shapes.most_common(_NAMED)
        if total <= _MOST_UNTOLD or kinds[0][1] >= _ONE_KIND * total:
            return None
        named = ", ".join(f"{count} like {self._examples[shape]}" for shape, count in kinds)
        words = f"which of {total} addresses of several kinds are briefings: {named}? Say so with -a allow=REGEX"
        return Reason(ReasonKind.NO_ENTRIES, words)
