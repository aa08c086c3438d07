"""docs/sources.md, made from the files in spiders/: `python -m tests.support.sources_page` writes it."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass

from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader

from briefings.crawling import BriefingSpider
from tests.support.processes import REPO

PAGE = REPO / "docs" / "sources.md"
FIELDS = ("Years", "Languages", "Verified", "Open")
"""Lines of a source's docstring, after the description of what it has."""
_NO_HOUSE = ("briefing", "sample")

_HEAD = """\
# Sources

For users who want to know which houses are there, and how far to trust each.

**None was ever run against a live site.** What is verified was seen in public repositories, in stored copies or in
the notes of public collectors; the tests crawl a replica of each site. `scrapy check SOURCE` reads one known briefing
of a source that has a [canary](add-a-source.md#canary), and says what is not as it was.
"""

_NOT_TO_BE_HAD = (
    ("White House since 2025", "publishes no transcripts of the press secretary, only films"),
    (
        "State Department since 2025",
        "answers plain programs with an apology in place of every page, and others with 403",
    ),
    ("Pentagon", "403 for every page and for robots.txt"),
    ("Spain, La Moncloa", "older briefings by a form only (POST), some as PDF"),
    ("Mexico, gob.mx", "a script has to be run before a page comes; the years 2018 to 2024 are at `mexico_2018`"),
    ("Japan, Ministry of Foreign Affairs", "403 for programs on every path, by a check of 2026"),
    ("United Nations, noon briefing", "a script has to be run before most pages come"),
    ("China, Ministry of Commerce", "a script draws the lists from JSON"),
    ("China, National Health Commission", "asks for cookies and answers 412 without"),
    ("China, SCIO in Chinese", "the whole domain answered 521 in August 2026"),
    ("Russia, Ministry of Foreign Affairs", "robots.txt forbids the further pages of its lists"),
    ("Israel", "403 for programs"),
    ("Germany, federal press conference", "a script draws the list; the texts have addresses to be given by `-a url=`"),
    ("NATO", "a script draws the list from JSON; the texts have addresses"),
    ("Australia, prime ministers", "by addresses in a file only (`-a urls=FILE`): no list was seen"),
)
"""Houses with transcripts but without a source here, with the reason."""


@dataclass(frozen=True, slots=True)
class Source:
    """The facts about a source in its file."""

    spider: type[BriefingSpider]
    what: str
    told: dict[str, str]

    @property
    def row(self) -> str:
        """The source's row in the table."""
        name = f"[`{self.spider.name}`](#{self.spider.name})"
        needs = "nothing" if self.spider.lists else "an address"
        cells = (name, ", ".join(self.spider.allowed_domains), self.told["Years"], self.told["Languages"], needs)
        return f"| {' | '.join(cells)} |"

    @property
    def section(self) -> str:
        """The paragraph on what the source has, what is verified, and what is open."""
        canary = f"\n- **Canary:** <{self.spider.canary.url}>" if self.spider.canary else ""
        verified, is_open = self.told["Verified"], self.told["Open"]
        return f"### {self.spider.name}\n\n{self.what}\n\n- **Verified:** {verified}.\n- **Open:** {is_open}.{canary}\n"


def sources() -> Iterator[Source]:
    """Yield the sources by name. Raises AssertionError if the docstring of one lacks a field."""
    loader = SpiderLoader.from_settings(Settings({"SPIDER_MODULES": ["spiders"]}))
    for name in sorted(set(loader.list()) - set(_NO_HOUSE)):
        spider = loader.load(name)
        assert issubclass(spider, BriefingSpider)
        what, *fields = re.split(rf"\n({'|'.join(FIELDS)}): ", inspect.cleandoc(spider.__doc__ or ""))
        told = {field: " ".join(text.split()) for field, text in zip(fields[::2], fields[1::2], strict=True)}
        assert tuple(told) == FIELDS, f"the docstring of {name} needs the lines {', '.join(FIELDS)}, in this order"
        yield Source(spider, what.strip(), told)


def sources_page() -> str:
    """Return the page as the files make it."""
    found = list(sources())
    return "\n".join(
        [
            _HEAD,
            "| source | hosts | years | languages | needs |\n|---|---|---|---|---|",
            *(source.row for source in found),
            "\n## What is known of each\n",
            *(source.section for source in found),
            "## Not to be had\n",
            "| house | why |\n|---|---|",
            *(f"| {house} | {why} |" for house, why in _NOT_TO_BE_HAD),
            "",
        ]
    )


if __name__ == "__main__":
    PAGE.write_text(sources_page(), encoding="utf-8")
