"""The general spider: briefings of other sites, by the addresses it is given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from briefings.crawling.arguments import Arguments, read_arguments
from briefings.crawling.spider import BriefingSpider


class GeneralSpider(BriefingSpider):
    """Reads the briefings at the addresses it is given: `-a url=`, `-a urls=FILE` or `-a lists=`."""

    name = "briefing"
    allowed_domains: Sequence[str] = ()

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.allowed_domains = self._arguments.hosts

    @classmethod
    def check_arguments(cls, **kwargs: Any) -> Arguments:
        """Read the arguments; this spider has no pages of its own. Raises ValueError with a sentence for the user."""
        arguments = cls.read_given(**kwargs)
        if not arguments.hosts:
            raise ValueError(
                "The spider briefing needs an address: -a url=ADDRESS, -a urls=FILE with one a line,"
                " or -a lists=ADDRESS of a list page."
            )
        return arguments

    @classmethod
    def read_given(cls, **kwargs: Any) -> Arguments:
        """The same, but there may be nothing to ask for, as in `scrapy parse`."""
        return read_arguments(**kwargs)
