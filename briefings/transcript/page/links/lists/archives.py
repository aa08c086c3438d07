"""The pages of a list that only leads to others: an archive by years and months, or a page of frames."""

from __future__ import annotations

from collections.abc import Iterable

from briefings.transcript.page.links.placed_links import PlacedLink
from briefings.transcript.page.links.read_links import Link
from briefings.transcript.wording.periods import period_of


def archive_pages(links: Iterable[Link | PlacedLink]) -> tuple[str, ...]:
    """Return the addresses of links that are only a year, a month, or both: the newest first."""
    periods = {link.url: period for link in links if (period := period_of(link.said)) is not None}
    return tuple(sorted(periods, key=lambda url: periods[url], reverse=True))
