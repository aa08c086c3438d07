"""The quality of a run's readings: findings of the reader as shares and counts, without texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Self

from msgspec import Struct

from briefings.items import Briefing
from briefings.markup import Markup

if TYPE_CHECKING:
    from briefings.transcript import Page

_OF_BRIEFINGS = ("title", "body", "byline", "summary", "article_pages", "page_count")
"""Fields of a markup that are looked for in briefings."""
OF_LISTS = ("entries", "list_pages")
"""Fields of a markup that are looked for in lists."""
_FIELDS = ("title", "held_on", "participants")
"""Fields of a briefing that most of a source have, or few."""


class BriefingQuality(Struct, frozen=True):
    """Counts of one briefing, also stored as JSON so that an unchanged briefing is counted without being read."""

    turns: int
    matched: list[str]
    """Fields of the source's markup that matched on its pages."""
    fill: dict[str, float]
    """Share of turns with a speaker, and 1 or 0 for some fields of the briefing."""
    coverage: float
    outside: float

    @classmethod
    def of(cls, briefing: Briefing, pages: Collection[Page]) -> Self:
        """Count a briefing that was read from `pages`."""
        turns = briefing.turns
        return cls(
            len(turns),
            sorted({name for page in pages for name in page.told.matched if name in _OF_BRIEFINGS}),
            {
                "speaker": sum(turn.speaker is not None for turn in turns) / max(len(turns), 1),
                **{name: float(bool(getattr(briefing, name))) for name in _FIELDS},
            },
            briefing.coverage,
            briefing.outside,
        )


class ReadingQuality:
    """Counts of a run; their size does not grow with the number of briefings."""

    def __init__(self, markup: Markup | None) -> None:
        """Start with nothing read and with the selectors of `markup`."""
        named = {name: str(getattr(markup, name, None) or "") for name in (*_OF_BRIEFINGS, *OF_LISTS)}
        self.selectors: dict[str, dict[str, Any]] = {
            name: {"selector": css, "matched": 0, "of": 0} for name, css in named.items() if css
        }
        """Number of matches of each selector, by briefing; by list page for those of lists."""
        self.read = 0
        """Number of briefings behind the shares."""
        self._links: Counter[str] = Counter()
        self._sums: defaultdict[str, float] = defaultdict(float)
        self._lowest: tuple[float, str] | None = None
        self._highest_outside = 0.0

    def add(self, one: BriefingQuality, briefing: str) -> None:
        """Count a briefing, by its id, that was read now or is unchanged since it was."""
        self.read += 1
        self.match(one.matched, _OF_BRIEFINGS)
        for name, share in {**one.fill, "coverage": one.coverage, "outside": one.outside}.items():
            self._sums[name] += share
        self._lowest = min(self._lowest or (one.coverage, briefing), (one.coverage, briefing))
        self._highest_outside = max(self._highest_outside, one.outside)

    def match(self, matched: Collection[str], names: Collection[str]) -> None:
        """Count a document for each selector of `names` that the markup has, and a match for each of `matched`."""
        for name in names:
            if found := self.selectors.get(name):
                found["of"] += 1
                found["matched"] += name in matched

    def count_links(self, places: Mapping[str, int]) -> None:
        """Count the links of a briefing or a list by what explains them."""
        self._links.update({str(place): count for place, count in places.items() if count})

    def as_reported(self) -> dict[str, Any]:
        read, (least, of) = max(self.read, 1), self._lowest or (None, None)
        mean = {name: total / read for name, total in self._sums.items()}
        coverage, outside = (round(mean.pop(name, 0.0), 6) for name in ("coverage", "outside"))
        return {
            "fill": {name: round(share, 4) for name, share in mean.items()},
            "coverage": {"least": least, "of": of, "mean": coverage} if of else {},
            "outside": {"most": self._highest_outside, "mean": outside} if of else {},
            "selectors": self.selectors,
            "links": dict(self._links.most_common()),
        }
