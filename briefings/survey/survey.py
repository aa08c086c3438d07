"""The results of a first look at a site: its list, a few briefings, and their pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from briefings.address import comparable
from briefings.crawling import SurveySpider
from briefings.items import Briefing, PageRef
from briefings.loaders import load_briefing
from briefings.store.archive.place import Place, response_in
from briefings.store.kept_pages import read_kept_page
from briefings.transcript import BriefingKind, Listing, Markup, Page, charset_in, kind_of, read_page, read_transcript


@dataclass(frozen=True, slots=True)
class Survey:
    """A list page and the briefings read from it, or one briefing; the archive has the bytes."""

    address: str
    briefings: tuple[Briefing, ...]
    """Briefings as read without a source's help."""
    archive: Path
    list_page: Page | None = None
    """First page of the list; None when the address is that of a briefing."""
    articles: tuple[str, ...] = ()
    """Addresses of entries that were not taken for briefings."""
    landings: Mapping[str, Page] = field(default_factory=dict)
    """Pages of entries behind which their transcripts stood, by the briefing's id."""

    @classmethod
    def of_crawl(cls, spider: SurveySpider, briefings: Sequence[Briefing], archive: Path) -> Survey:
        """Gather the results of a crawl in the order of the list: its briefings, else the pages it took for articles.

        Those may be briefings with labels that the general rules do not know.
        """
        left_out = spider.left_out
        if not briefings:
            doubted = [read_transcript(list(pages)) for pages in left_out.values() if pages]
            briefings, left_out = [load_briefing(one, source=spider.name) for one in doubted], {}
        entries = spider.list_page.listing.entries if spider.list_page else ()
        places = {comparable(entry.url): place for place, entry in enumerate(entries)}
        ordered = sorted(briefings, key=lambda briefing: places.get(comparable(briefing.url), len(places)))
        return cls(spider.own_addresses[0], tuple(ordered), archive, spider.list_page, tuple(left_out), spider.landings)

    def has_briefings(self, markup: Markup) -> bool:
        """Tell whether there are briefings and, read with `markup`, none of them is an article."""
        transcripts = (read_transcript([self.page_of(one, ref, markup) for ref in one.pages]) for one in self.briefings)
        return bool(self.briefings) and all(kind_of(one) is not BriefingKind.ARTICLE for one in transcripts)

    def page_of(self, briefing: Briefing, page: PageRef, markup: Markup | None = None) -> Page:
        """Return a page of a briefing as read with a markup. Raises CannotReread."""
        return read_kept_page(briefing.id, page, self.archive, markup)

    def body_of(self, page: PageRef) -> tuple[bytes, str | None]:
        """Return the bytes of a page and the charset that its HTTP header names."""
        response = response_in(Place.parse(page.warc or "").read(self.archive))
        return response.body, charset_in((response.headers.get("Content-Type") or b"").decode("latin-1"))

    def read_list(self, markup: Markup) -> Listing | None:
        """Return the first page of the list as read with the markup of a source; None for a sitemap or a feed."""
        page = self.list_page
        if page is None or page.listing.is_xml or page.origin.warc is None:
            return None
        return self.read(page, markup, as_list=True).listing

    def read(self, page: Page, markup: Markup, *, as_list: bool = False) -> Page:
        """Return a page of the archive as read with the markup of a source."""
        response = response_in(Place.parse(page.origin.warc or "").read(self.archive))
        encoding = page.origin.encoding
        return read_page(response.body, page.address.url, encoding=encoding, markup=markup, as_list=as_list)
