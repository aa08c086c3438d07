"""`scrapy read`: read pages from files, folders or the web and print what the reader makes of them."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.exceptions import UsageError
from scrapy.http import Response

from briefings.address import Address
from briefings.items import Reason, ReasonKind
from briefings.loaders import load_briefing
from briefings.network.failures import reason_of
from briefings.records.jsonl import turn_line
from briefings.runs.checked_command import CheckedCommand
from briefings.shown import shown
from briefings.transcript import Page, PageKind, Transcript, charset_in, read_page, read_transcript
from briefings.transcript.explain import explain, readable

_PAGES = (".htm", ".html", ".shtml", ".xhtml")
_ADDRESS = re.compile(rb"<link[^<>]+rel=[\"']canonical[\"'][^<>]+href=[\"'](https?://[^\"']+)[\"']", re.IGNORECASE)


@dataclass(slots=True)
class _Saved:
    """The bytes of a page, and where it is from."""

    body: bytes
    url: str
    encoding: str | None = None


class _Fetch(Spider):
    """Asks for the given pages and nothing else, as politely as any spider here."""

    name = "read"

    def __init__(self, urls: Sequence[str], fetched: list[_Saved], failed: list[str]) -> None:
        super().__init__()
        self.own_addresses, self._fetched, self._failed = urls, fetched, failed

    async def start(self) -> AsyncIterator[Request]:
        for url in self.own_addresses:
            yield Request(url, self.keep, errback=self.lose, dont_filter=True)

    def keep(self, response: Response) -> None:
        header = (response.headers.get("Content-Type") or b"").decode("latin-1")
        self._fetched.append(_Saved(response.body, response.url, charset_in(header)))

    def lose(self, failure: Any) -> None:
        self._failed.append(f"{failure.request.url}: {reason_of(failure.value)}")


class Command(CheckedCommand):
    """Print the turns of pages; with --explain, every line with the rule that placed it."""

    requires_project = True

    def syntax(self) -> str:
        """The arguments in short."""
        return "[options] <file, folder or URL> ..."

    def short_desc(self) -> str:
        """One line for the list of commands."""
        return "Read pages and print their turns, or why each line was placed where it is"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """The options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--format", choices=("jsonl", "text"), default="jsonl", help="a line of JSON a turn, or text"
        )
        parser.add_argument("--explain", action="store_true", help="print every line with the rule that placed it")
        parser.add_argument("--url", help="the address of the first page, where files do not tell it")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Keep the log to warnings unless asked: what is printed is the transcript."""
        super().process_options(args, opts)
        assert self.settings
        if not opts.loglevel:
            self.settings.set("LOG_LEVEL", "WARNING", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read everything named. Exit code 4 when something could not be read, 3 when a page is missing."""
        if not args:
            raise UsageError
        saved: list[_Saved] = []
        failed: list[str] = []
        urls = [arg for arg in args if arg.startswith(("http://", "https://"))]
        for arg in args:
            if arg not in urls:
                saved += _from_disk(Path(arg), opts.url)
        if urls:
            self._fetch(urls, saved, failed)
        for transcript in _transcripts(saved, failed):
            for line in _printed(transcript, opts):
                print(line)
            self.exitcode = max(self.exitcode, 3 if transcript.missing else 0)
        for sentence in failed:
            print(shown(sentence), file=sys.stderr)
        self.exitcode = 4 if failed else self.exitcode

    def _fetch(self, urls: list[str], fetched: list[_Saved], failed: list[str]) -> None:
        assert self.crawler_process
        assert self.settings
        for components in ("ITEM_PIPELINES", "EXTENSIONS"):
            self.settings.set(components, {}, priority="cmdline")
        self.crawler_process.crawl(_Fetch, urls=urls, fetched=fetched, failed=failed)
        self.crawler_process.start()


def _from_disk(path: Path, url: str | None) -> list[_Saved]:
    """The pages of a file, or of a folder in the order of their names. Raises UsageError for what is not there."""
    files = sorted(p for p in path.iterdir() if p.suffix.lower() in _PAGES) if path.is_dir() else [path]
    if not files:
        raise UsageError(f"{path} holds no page (*{', *'.join(_PAGES)})", print_help=False)
    pages = []
    for file in files:
        try:
            body = file.read_bytes()
        except OSError as error:
            raise UsageError(f"{file} cannot be read: {error.strerror}", print_help=False) from None
        pages.append(_Saved(body, _address_of(file, body, url)))
    return pages


def _address_of(file: Path, body: bytes, url: str | None) -> str:
    """The address a saved page had: its own canonical link, or its name beside the address of the first page."""
    canonical = _ADDRESS.search(body[:20_000])
    if canonical and not url:
        return canonical[1].decode("latin-1")
    folder = url.rpartition("/")[0] if url else "http://saved.invalid"
    return f"{folder}/{file.name.replace(' ', '%20')}"


def _transcripts(saved: Sequence[_Saved], failed: list[str]) -> Iterator[Transcript]:
    pages = [read_page(one.body, one.url, encoding=one.encoding) for one in saved]
    if len(pages) > 1 and not any(page.address.numbered for page in pages):
        # Saved under names of their own, in order.
        first = pages[0].address
        for number, page in enumerate(pages, start=1):
            page.address = Address(first.host, first.key, number, page.address.url, True)
            page.pager = {}
    by_briefing: dict[str, list[Page]] = {}
    for page in pages:
        if page.kind is PageKind.TRANSCRIPT:
            by_briefing.setdefault(page.address.briefing, []).append(page)
        else:
            failed.append(f"{page.address.url}: no transcript but a page of kind {page.kind}")
    for parts in by_briefing.values():
        known = {number for page in parts for number in page.pager}
        given = {page.address.number for page in parts}
        yield read_transcript(parts, dict.fromkeys(sorted(known - given), Reason(ReasonKind.NOT_GIVEN, "not given")))


def _printed(transcript: Transcript, opts: argparse.Namespace) -> Iterator[str]:
    if opts.explain:
        yield from map(shown, explain(transcript))
    elif opts.format == "text":
        yield from map(shown, readable(transcript))
    else:
        yield from (turn_line(turn).rstrip("\n") for turn in load_briefing(transcript).turns)
