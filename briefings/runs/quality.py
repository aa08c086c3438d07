"""How well the pages of a run were understood: what the reader found, as shares and counts; no texts are kept."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from briefings.items import Briefing
from briefings.transcript import Markup, Page

TURN_FIELDS = (
    "label", "role", "speaker", "outlet", "honorific", "position", "exchange", "text", "notes", "held_on", "date",
)  # fmt: skip
_OF_BRIEFINGS = ("title", "body", "byline", "summary", "article_pages", "page_count")
"""The fields of a markup that are looked for in briefings."""
OF_LISTS = ("entries", "list_pages")
"""The same of list pages."""
BRIEFING_FIELDS = ("title", "summary", "held_on", "published_on", "date", "language", "participants", "turns", "notes")


@dataclass(slots=True)
class Matches:
    """How often a selector of the source's markup found anything, by briefing (`entries`: by list page)."""

    selector: str
    matched: int = 0
    of: int = 0


@dataclass(frozen=True, slots=True)
class BriefingQuality:
    """What is counted of one briefing. It is kept as JSON too: an unchanged one is counted without being read."""

    turns: int
    warnings: int
    content: dict[str, int]
    """How the content node of its pages was found."""
    matched: list[str]
    """Which fields of the source's markup found anything on its pages."""
    label_rules: dict[str, int]
    turn_fields: dict[str, int]
    """How many turns have each field."""
    briefing_fields: list[str]
    coverage: float
    outside: float
    date: str | None

    @classmethod
    def of(cls, briefing: Briefing, pages: Collection[Page]) -> Self:
        """That of a briefing that was read from `pages`."""
        turns = briefing.turns
        return cls(
            len(turns),
            len(briefing.warnings),
            dict(Counter(page.content for page in pages)),
            sorted({name for page in pages for name in page.matched if name in _OF_BRIEFINGS}),
            dict(Counter(turn.label_rule or "none" for turn in turns)),
            dict(Counter(name for turn in turns for name in TURN_FIELDS if _is_filled(turn, name))),
            [name for name in BRIEFING_FIELDS if _is_filled(briefing, name)],
            briefing.coverage,
            briefing.outside,
            briefing.date,
        )

    @classmethod
    def from_json(cls, line: str) -> Self:
        """The one that `to_json` wrote."""
        return cls(**json.loads(line))

    def to_json(self) -> str:
        """As a line of JSON."""
        return json.dumps(asdict(self))


@dataclass(frozen=True, slots=True)
class SignNotTried:
    """A sign of further pages that led elsewhere on a host before, so that it was not tried any more in a run."""

    host: str
    sign: str
    """What the link shows, or the text of the pager."""
    led_elsewhere: int
    """How often it was tried, and led to another briefing or to nothing."""
    not_tried: int
    """How many briefings show it and were read without what it leads to."""

    def __str__(self) -> str:
        times = f"{self.led_elsewhere} time{'s' * (self.led_elsewhere != 1)}"
        shown = f"{self.not_tried} further briefing{'s' * (self.not_tried != 1)}"
        return f'{self.host}: "{self.sign}" led elsewhere {times}, so it was not tried in {shown}'


@dataclass(slots=True)
class ReadingQuality:
    """Grows while a run goes on, but not with the number of its briefings."""

    read: int = 0
    """How many briefings the shares are of."""
    warnings: int = 0
    selectors: dict[str, Matches] = field(default_factory=dict)
    newest_briefing: str | None = None
    signs_not_tried: Sequence[SignNotTried] = ()
    _content: Counter[str] = field(default_factory=Counter)
    _label_rules: Counter[str] = field(default_factory=Counter)
    _turn_fields: Counter[str] = field(default_factory=Counter)
    _briefing_fields: Counter[str] = field(default_factory=Counter)
    _turns: int = 0
    _speaker_shares: float = 0.0
    _coverages: float = 0.0
    _outsides: float = 0.0
    _lowest: tuple[float, str] | None = None
    _highest_outside: float = 0.0

    @classmethod
    def by(cls, markup: Markup | None) -> Self:
        """That of a run that read nothing yet, with the selectors that it looks for."""
        selectors = {name: str(getattr(markup, name, None) or "") for name in (*_OF_BRIEFINGS, *OF_LISTS)}
        return cls(selectors={name: Matches(selector) for name, selector in selectors.items() if selector})

    def add(self, one: BriefingQuality, briefing: str) -> None:
        """A briefing, by its id, was read or is as it was read before."""
        self._content.update(one.content)
        self.match(one.matched, _OF_BRIEFINGS)
        self.read += 1
        self._turns += one.turns
        self._turn_fields.update(one.turn_fields)
        self._briefing_fields.update(one.briefing_fields)
        self._label_rules.update(one.label_rules)
        self._speaker_shares += one.turn_fields.get("speaker", 0) / max(one.turns, 1)
        self._coverages += one.coverage
        self._outsides += one.outside
        self._lowest = min(self._lowest or (one.coverage, briefing), (one.coverage, briefing))
        self._highest_outside = max(self._highest_outside, one.outside)
        self.warnings += one.warnings
        dates = filter(None, (one.date, self.newest_briefing))
        self.newest_briefing = max(dates, default=None)

    def match(self, matched: Collection[str], names: Collection[str]) -> None:
        """Count whether those of `names` that the markup has are among those that `matched`."""
        for name in names:
            if found := self.selectors.get(name):
                found.of += 1
                found.matched += name in matched

    def as_reported(self) -> dict[str, Any]:
        """The fields of the report that say it."""
        report: dict[str, Any] = {
            "selectors": {name: asdict(one) for name, one in self.selectors.items()},
            "signs_not_tried": [asdict(one) for one in self.signs_not_tried],
            "content": dict(self._content),
            "label_rules": dict(self._label_rules.most_common()),
            "fill": {
                "turns": _shares(self._turn_fields, TURN_FIELDS, self._turns),
                "briefings": _shares(self._briefing_fields, BRIEFING_FIELDS, self.read),
            },
            "warnings": self.warnings,
        }
        if self._lowest:
            least, of = self._lowest
            report["speaker"] = round(self._speaker_shares / self.read, 4)
            report["coverage"] = {"least": least, "of": of, "mean": round(self._coverages / self.read, 6)}
            report["outside"] = {"most": self._highest_outside, "mean": round(self._outsides / self.read, 6)}
        return report


def _is_filled(record: Any, name: str) -> bool:
    return getattr(record, name) not in (None, "", [])


def _shares(filled: Mapping[str, int], names: Collection[str], of: int) -> dict[str, float]:
    """The share of `of` records in which each field of `names` is filled; nothing when there are none."""
    return {name: round(filled[name] / of, 4) for name in names} if of else {}
