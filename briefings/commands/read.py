"""`scrapy read`: read pages from files, folders or the web and print what the reader makes of them."""

from __future__ import annotations

import argparse
import logging
import re
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.http import Response

from briefings.address import read_address
from briefings.commands.show import lines_of
from briefings.markup import Markup
from briefings.records.jsonl import turn_line
from briefings.runs.checked_command import OwnCommand, while_somebody_reads
from briefings.safe_to_show import shown
from briefings.store.folder import data_folder, sources_in

if TYPE_CHECKING:
    from briefings.crawling import SourcedPages
    from briefings.items import Briefing
    from briefings.transcript import LinkReason, Listing, Page

# Loggers whose warnings of an unavailable robots.txt would repeat what is said of the page.
_SAID_AGAIN = ("scrapy.downloadermiddlewares.robotstxt", "briefings.network.robots")
_SCHEMES = ("http://", "https://")
_ARTICLE = "an article in which nobody is named as speaking: a crawl keeps it only with BRIEFINGS_UNLABELLED=1."
_PAGES = (".htm", ".html", ".shtml", ".xhtml")
_ADDRESS = re.compile(rb"<link[^<>]+rel=[\"']canonical[\"'][^<>]+href=[\"'](https?://[^\"']+)[\"']", re.IGNORECASE)


class _SavedPage(NamedTuple):
    """The bytes of a page, its address, the user's name for it, and its Content-Type."""

    body: bytes
    url: str
    name: str
    content_type: str = ""


class _Fetch(Spider):
    """Spider that requests the given pages and nothing else, as politely as any spider here."""

    name = "read"

    def __init__(self, urls: Sequence[str], fetched: list[_SavedPage], failed: list[str]) -> None:
        super().__init__()
        self.own_addresses, self._fetched, self._failed = urls, fetched, failed

    async def start(self) -> AsyncIterator[Request]:
        for url in self.own_addresses:
            yield Request(url, self.keep, errback=self.lose, dont_filter=True)

    def keep(self, response: Response) -> None:
        header = (response.headers.get("Content-Type") or b"").decode("latin-1")
        self._fetched.append(_SavedPage(response.body, response.url, response.url, header))

    def lose(self, failure: Any) -> None:
        from briefings.network.failures import reason_of

        self._failed.append(f"{failure.request.url}: {reason_of(failure.value)}")


class Command(OwnCommand):
    """Read pages and print their turns, or why each line was placed where it is."""

    arguments = "<file, folder or URL> ..."

    requires_project = True

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=("jsonl", "text"), default="jsonl", help="a line of JSON a turn, or text"
        )
        parser.add_argument("--explain", action="store_true", help="print every line with the rule that placed it")
        parser.add_argument("--source", help="read with the selectors of this source")
        parser.add_argument(
            "--as-list", action="store_true", help="print every link of the pages, read as lists of briefings"
        )
        parser.add_argument("--url", help="the address of the first page, where files do not tell it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Log only warnings unless asked: the command prints transcripts, and a sentence for each failure."""
        super().process_options(args, opts)
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")
            for name in _SAID_AGAIN:
                # Setting a level would not last: Scrapy resets those of its own loggers.
                logging.getLogger(name).addFilter(lambda _record: False)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse malformed addresses. Raises UsageError."""
        self.spiders()  # as Scrapy does next, with a traceback where one is faulty
        from briefings.crawling import checked_address

        for url in args:
            if url.startswith(_SCHEMES):
                checked_address(url, "page")
        if opts.url is not None:
            checked_address(opts.url, "--url")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read everything named. Exit code 4 when something could not be read, 3 when a briefing is incomplete."""
        from briefings.crawling import transcripts_of
        from briefings.loaders import load_briefing
        from briefings.transcript import BriefingKind, explain, kind_of

        if not args:
            raise UsageError("Name a page to read: a file, a folder of its pages, or an address.")
        saved: list[_SavedPage] = []
        failed: list[str] = []
        lacking: list[str] = []
        urls = [arg for arg in args if arg.startswith(_SCHEMES)]
        for arg in args:
            if arg not in urls:
                saved += _from_disk(Path(arg), opts.url)
        if urls:
            assert self.crawler_process
            for components in ("ITEM_PIPELINES", "EXTENSIONS"):
                self.settings.set(components, dict.fromkeys(self.settings[components]), priority="cmdline")
            self.crawler_process.crawl(_Fetch, urls=urls, fetched=saved, failed=failed)
            self.crawler_process.start()
        with while_somebody_reads():
            markup, made = self._source(opts)
            for transcript in transcripts_of(_pages(saved, failed, markup, opts), made):
                briefing = load_briefing(transcript)
                is_article = kind_of(transcript) is BriefingKind.ARTICLE  # of which no turns are expected
                reasons = transcript.shortcomings if is_article else briefing.shortcomings
                self.exitcode = max(self.exitcode, 3 if transcript.missing or reasons else 0)
                lacking += map(str, reasons)
                lacking += [f"page {number} is missing: {why}" for number, why in transcript.missing.items()]
                lacking += [f"{transcript.address.url} is {_ARTICLE}"] * is_article
                for line in map(shown, explain(transcript)) if opts.explain else _printed(briefing, opts.format):
                    print(line)
        for sentence in (*failed, *lacking):
            print(shown(sentence), file=sys.stderr)
        self.exitcode = 4 if failed else self.exitcode

    def _source(self, opts: argparse.Namespace) -> tuple[Markup | None, SourcedPages]:
        """Return the markup of a source and the page addresses it makes. Raises UsageError for an unknown name."""
        from briefings.crawling import BriefingSpider, SourcedPages

        spider = self.spider_of(opts.source) if opts.source else None
        is_known = opts.source in {None, getattr(spider, "name", None)}
        if not is_known and opts.source not in {one.source for one in sources_in(data_folder(self.settings))}:
            raise UsageError(f"There is no source {opts.source}; scrapy list names them.", print_help=False)
        pages = SourcedPages(spider().page_url) if spider and issubclass(spider, BriefingSpider) else SourcedPages()
        return getattr(spider, "markup", None), pages


def _from_disk(path: Path, url: str | None) -> list[_SavedPage]:
    """Return the page of a file, or those of a folder ordered by name. Raises UsageError for a missing path."""
    try:
        files = sorted(p for p in path.iterdir() if p.suffix.lower() in _PAGES) if path.is_dir() else [path]
        bodies = [file.read_bytes() for file in files]
    except OSError as error:
        raise UsageError(
            f"{error.filename} cannot be read: {error.strerror}; an address begins with https://"
        ) from None
    if not files:
        raise UsageError(f"{path} holds no page (*{', *'.join(_PAGES)})")
    return [_SavedPage(body, _address_of(file, body, url), str(file)) for file, body in zip(files, bodies, strict=True)]


def _address_of(file: Path, body: bytes, url: str | None) -> str:
    """Return the former address of a saved page: its canonical link, or its name beside the first page's address."""
    canonical = _ADDRESS.search(body[:20_000])
    if canonical and not url:
        with suppress(ValueError):  # the canonical link of a page may be no address
            return read_address(canonical[1].decode("latin-1")).url
    folder = url.rpartition("/")[0] if url else "http://saved.invalid"
    return f"{folder}/{file.name.replace(' ', '%20')}"


def _pages(
    saved: Sequence[_SavedPage], failed: list[str], markup: Markup | None, opts: argparse.Namespace
) -> list[Page]:
    """Return the pages of transcripts, none of those read as lists, and print the links of all where they are wanted.

    Others count as failed, except lists whose links are printed.
    """
    from briefings.crawling import page_at
    from briefings.transcript import PageKind, explain_links

    pages = []
    for one in saved:
        page = page_at(one.url, one.body, markup, as_list=opts.as_list, content_type=one.content_type)
        served = page.origin.served
        is_xml_list = opts.as_list and served.is_list
        if opts.explain or opts.as_list:
            print(shown(f"links of {one.url}"))
            for reason in _named_by(page.listing) if is_xml_list else explain_links(page):
                print(shown(reason))
        if not (served.is_page or is_xml_list):
            failed.append(f"{one.name}: {served.objection}")
        elif page.kind is PageKind.TRANSCRIPT and not opts.as_list:
            pages.append(page)
        elif not (opts.as_list or (opts.explain and page.kind is PageKind.LIST)):
            failed.append(f"{one.name}: no transcript but a page of kind {page.kind}")
    return pages


def _named_by(listing: Listing) -> Iterator[LinkReason]:
    """Yield the entries and parts of a sitemap or feed, and what is wrong with it."""
    from briefings.transcript import LinkReason

    for entry, what in (*((one, "a part") for one in listing.parts), *((one, "an entry") for one in listing.entries)):
        told = what, f"of {entry.day}" if entry.day else "", f"changed on {entry.changed}" if entry.changed else ""
        yield LinkReason(entry.url, entry.text, followed=True, why=", ".join(filter(None, told)))
    for url in listing.further.listed:
        yield LinkReason(url, "", followed=True, why="older entries")
    if listing.broken:
        yield LinkReason("", "", followed=False, why=f"incomplete: {listing.broken}")


def _printed(briefing: Briefing, format_: str | None) -> Iterator[str]:
    if format_ == "text":
        yield from (shown(line) for _, line in lines_of([briefing], briefing))
    else:
        yield from (turn_line(turn).rstrip("\n") for turn in briefing.turns)
