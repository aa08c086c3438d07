"""Read an RSS or Atom feed as a list."""

from __future__ import annotations

from briefings.address import day_in_address
from briefings.crawling.xml_lists import absolute, day_printed, whole_part
from briefings.transcript import Entry, Listing, Pager

_MOST_BYTES = 5_000_000
"""Maximum size; a feed that is not well-formed takes up to five seconds per megabyte."""
_OLDER = ("next", "prev-archive")
"""Links of RFC 5005 that lead to what a feed does not show any more."""


def read_feed(body: bytes, url: str) -> Listing:
    """Read the entries of a feed, in its order.

    `body` are the bytes served at `url`. The day of an entry is the printed one, in the feed's own time zone, or that
    in its address; the update of an Atom entry only tells since when it is unchanged. Nothing is raised: `broken` says
    what is damaged.
    """
    if len(body) > _MOST_BYTES:
        return Listing(found_by="feed", broken=f"it has more than {_MOST_BYTES // 1_000_000} million bytes")
    import feedparser  # type: ignore[import-untyped]  # noqa: PLC0415 - few lists are feeds, and it is slow to import

    body, broken = whole_part(body)
    base = {"content-location": url, "content-type": "application/xml"}
    try:
        feed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False, response_headers=base)
    except Exception as error:  # its handlers do not expect the contents of damaged feeds
        return Listing(found_by="feed", broken=f"it cannot be read: {type(error).__name__} {error}"[:200])
    found: dict[str, Entry] = {}
    unread = 0
    for one in feed.entries:
        # Not one[...]: feedparser replaces a missing date by another one.
        said = {name: dict.get(one, name) or "" for name in ("link", "title", "published", "updated")}
        address = absolute(said["link"], url)
        if address is None or address == url:
            unread += 1
            continue
        # The one date of RSS 1.0 (dc:date) is that of publication; feedparser calls it an update.
        published = said["published"] or (said["updated"] if feed.version.startswith("rss") else "")
        day = day_printed(published) or day_in_address(address)
        found.setdefault(address, Entry(address, said["title"], day, day_printed(said["updated"])))
    broken = broken or (f"{unread} of its entries have no address" if unread else "")
    older = {link.get("rel"): absolute(link.get("href", ""), url) for link in feed.feed.get("links", ())}
    further = Pager(listed=tuple(address for rel in _OLDER if (address := older.get(rel)))[:1])
    return Listing(tuple(found.values()), "feed", further, broken=broken, links=len(found))
