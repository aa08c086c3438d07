"""Find the briefing that a user names: by its id, or by any address that something of it was read from.

What is kept decides, never how an address is spelled. What names no briefing is refused, and what it is is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from w3lib.url import safe_url_string

from briefings.address import comparable, read_address
from briefings.store.archive.decoded_body import response_at
from briefings.store.archive.place import Place
from briefings.store.archive.warc import parse_record
from briefings.store.damaged import notes_of
from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone, forgotten_in
from briefings.store.records import Key, Records
from briefings.transcript import Page, PageKind, read_page

MOVED = (301, 302, 303, 307, 308)
"""The statuses of an answer that leads to another address."""
_MOST_MOVES = 20  # as many as Scrapy follows
_PLAIN_PATH = re.compile(r"[A-Za-z0-9/._~-]+")  # stands in a line of JSON as it does in any spelling of the address


class NotNamedError(Exception):
    """What a user named is no briefing that can be treated so; `str()` says what was found instead."""


@dataclass(frozen=True, slots=True)
class Named:
    """A briefing that was named: its id, and the sources that have it."""

    id: str
    sources: tuple[str, ...]
    urls: frozenset[str] = field(default=frozenset())
    """The addresses of its pages, where its records are gone and only pages of it are left."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the user typed."""

    text: str
    url: str | None
    """The same in the form in which addresses are compared; None for an id."""

    def is_at(self, url: str) -> bool:
        """Whether an address is the one that was typed."""
        return self.url is not None and comparable(url) == self.url


class Names:
    """What is kept in a data folder, to be asked for by names. Every method raises StorageError, NotNamedError."""

    def __init__(self, database: Database, root: Path, sources: Collection[str] | None = None) -> None:
        """Ask in the sources of these names; in all, where none are named."""
        self._database = database
        there = [source for (source,) in database.rows("SELECT source FROM sources ORDER BY source")]
        self._folders = [SourceFolder(root, source) for source in there if sources is None or source in sources]
        self._root = root

    def kept(self, text: str) -> Named:
        """The kept briefing with this id or with a page at this address."""
        asked = _asked(text)
        if (found := self._kept(asked)) is not None:
            return found
        raise NotNamedError(self._instead(asked))

    def anything(self, text: str) -> Named:
        """The same, also of one that was forgotten, or of which nothing but pages in the archive is left."""
        asked = _asked(text)
        for look in (self._kept, self._forgotten, self._left):
            if (found := look(asked)) is not None:
                return found
        raise NotNamedError(self._instead(asked))

    def forgotten(self, text: str) -> Named:
        """The briefing with this id or address that was forgotten."""
        asked = _asked(text)
        if (found := self._forgotten(asked)) is not None:
            return found
        if (kept := self._kept(asked)) is not None:
            raise NotNamedError(f"{kept.id} was not forgotten: it is kept in {', '.join(kept.sources)}.")
        raise NotNamedError(self._instead(asked))

    # -- Kept briefings

    def _kept(self, asked: _Asked) -> Named | None:
        return _named(asked, [found for found in self._recorded(asked) if self._is_kept(*found)])

    def _recorded(self, asked: _Asked) -> set[Key]:
        """What has records, be it of older revisions alone."""
        if asked.url is None:
            query = "SELECT 1 FROM revisions WHERE source = ? AND id = ? LIMIT 1"
            rows = (folder for folder in self._folders if self._database.rows(query, folder.source, asked.text))
            return {Key(folder.source, asked.text) for folder in rows}
        for _ in range(_MOST_MOVES):
            found = {*self._with_page(asked), *self._asked_for(asked)}
            target = next(self._targets(asked), None)
            if found or target is None:
                return found
            asked = _Asked(asked.text, comparable(target))
        return set()

    def _is_kept(self, source: str, id_: str) -> bool:
        """Whether its newest revision is kept, and not about to be taken out."""
        query = (
            "SELECT 1 FROM briefings WHERE source = ? AND id = ? "
            "AND NOT EXISTS (SELECT 1 FROM forgotten WHERE source = briefings.source AND id = briefings.id)"
        )
        return bool(self._database.rows(query, source, id_))

    def _with_page(self, asked: _Asked) -> Iterator[Key]:
        """The briefings that have a page at the address, in any revision."""
        path = urlsplit(asked.url or "").path
        # Most lines are told by this; any other spelling of an address is compared in full.
        sign = path.encode() if _PLAIN_PATH.fullmatch(path) else b""
        sources = {folder.source for folder in self._folders}
        for key, _, line in Records(self._database).lines():
            if key.source in sources and sign in line and any(map(asked.is_at, urls_in(json.loads(line)))):
                yield key

    def _asked_for(self, asked: _Asked) -> Iterator[Key]:
        """The briefings that were read when the address was asked for, or whose poorer reading has a page there."""
        for folder in self._folders:
            query = "SELECT id, reading, poorer FROM briefings WHERE source = ?"
            for id_, reading, poorer in self._database.each(query, folder.source):
                urls = urls_in(json.loads(poorer)) if poorer else set()
                urls |= {page[1] for page in json.loads(reading)["pages"]} if reading else set()
                if any(map(asked.is_at, urls)):
                    yield Key(folder.source, id_)
            query = "SELECT briefing, url FROM entries WHERE source = ? AND briefing IS NOT NULL"
            for briefing, url in self._database.each(query, folder.source):
                if asked.is_at(url):
                    yield Key(folder.source, briefing)

    def _targets(self, asked: _Asked) -> Iterator[str]:
        """Where an archived answer at the address led to."""
        for folder, place, status, url in self._fetched(asked):
            if status in MOVED and (target := location_of(place, folder.archive, url)):
                yield target

    def _fetched(self, asked: _Asked) -> Iterator[tuple[SourceFolder, Place, int, str]]:
        """What the archives have from the address, the newest first; of an id, from addresses that are spelled so."""
        for folder in self._folders:
            query = "SELECT file, offset, status, url FROM pages WHERE source = ? ORDER BY id DESC"
            for file, offset, status, url in self._database.each(query, folder.source):
                if asked.is_at(url) if asked.url else _spells(url) == asked.text:
                    yield folder, Place(file, offset), status, url

    # -- What was forgotten, and what is left of others

    def _forgotten(self, asked: _Asked) -> Named | None:
        return _named(asked, [Key(source, tombstone.id) for source, tombstone in self._tombstones(asked)])

    def _tombstones(self, asked: _Asked) -> Iterator[tuple[str, Tombstone]]:
        for folder in self._folders:
            for tombstone in forgotten_in(self._database, folder.source).tombstones.values():
                if tombstone.id == asked.text or any(map(asked.is_at, tombstone.urls)):
                    yield folder.source, tombstone

    def _left(self, asked: _Asked) -> Named | None:
        """A briefing without its newest record: it has older ones, is noted as lost, or has pages in the archive."""
        if (found := _named(asked, self._recorded(asked))) is not None:
            return found
        for folder in self._folders:
            for note in notes_of(folder):
                id_, url = note.get("briefing"), note.get("url")
                if isinstance(id_, str) and (id_ == asked.text or (isinstance(url, str) and asked.is_at(url))):
                    return Named(id_, (folder.source,), frozenset(filter(None, [url])))
        if next(self._entries(asked), None) is not None:
            return None
        for folder, place, status, url in self._fetched(asked):
            page = _page_at(place, folder, url) if status == 200 else None
            if page is not None and page.kind is PageKind.TRANSCRIPT:
                first = page.siblings.pages.get(1) or page.siblings.first or page.address.page(1)
                urls = {url, first, *page.siblings.pages.values()}
                return Named(_spells(first) or asked.text, (folder.source,), frozenset(urls))
        return None

    # -- What else there is

    def _entries(self, asked: _Asked) -> Iterator[str]:
        """What the addresses that were judged, and are no briefings, turned out to be."""
        for folder in self._folders:
            query = "SELECT key, url, state FROM entries WHERE source = ? AND briefing IS NULL"
            for key, url, state in self._database.each(query, folder.source):
                if key == asked.text or asked.is_at(url):
                    yield EntryState(state)

    def _instead(self, asked: _Asked) -> str:
        """What stands at an id or an address that names no kept briefing."""
        for source, tombstone in self._tombstones(asked):
            why = f" ({tombstone.why})" if tombstone.why else ""
            return f"{tombstone.id} was forgotten at {tombstone.forgotten_at}{why}, in {source}."
        if state := next(self._entries(asked), None):
            return f"{asked.text} is no briefing that is kept, but {_STATES[EntryState(state)]}."
        for folder, place, status, url in self._fetched(asked):
            return f"{asked.text} is no page of a kept briefing: {self._fetched_there(folder, place, status, url)}."
        if asked.text in {folder.source for folder in self._folders}:
            return f"{asked.text} is a source, and no briefing; to remove a source, delete its folder."
        if asked.url is not None:
            return f"Nothing that is kept in {self._root} was read from {asked.text}."
        return f"No source in {self._root} has the briefing {asked.text}."

    def _fetched_there(self, folder: SourceFolder, place: Place, status: int, url: str) -> str:
        """What came from an address, in words."""
        walks = self._database.rows("SELECT url FROM walks WHERE source = ?", folder.source)
        if any(comparable(walk.partition(" ")[0]) == comparable(url) for (walk,) in walks):
            return f"it is a list of {folder.source}"
        if status in MOVED:
            return f"it led to {location_of(place, folder.archive, url) or 'nowhere'}"
        if status not in {200, 304}:
            return f"{folder.source} got {status} there"
        if urlsplit(url).path == "/robots.txt":
            return f"it is the robots.txt that {folder.source} keeps to"
        page = _page_at(place, folder, url)
        kind = f"a page of the kind {page.kind}" if page else "something that is no page"
        return f"{folder.source} got {kind} there"


_STATES = {
    EntryState.ARTICLE: "an article, which is not kept",
    EntryState.GALLERY: "a gallery of pictures, which is not kept",
    EntryState.NOTICE: "a notice of a briefing, which is not kept",
    EntryState.LIST: "a list",
    EntryState.NOT_A_PAGE: "no page, such as a PDF",
    EntryState.UNREAD: "an entry that could not be read so far",
    EntryState.ALIAS: "another address of a briefing that is gone",
}


def location_of(place: Place, archive: Path, url: str) -> str | None:
    """Where the archived answer at `place` leads to; None where it cannot be read or leads nowhere."""
    with suppress(StorageError, ValueError):
        location = parse_record(place.read(archive)).header(b"location")
        return None if location is None else urljoin(url, safe_url_string(location))
    return None


def _page_at(place: Place, folder: SourceFolder, url: str) -> Page | None:
    """The archived page at `place`, as the general reader sees it; None where there is none."""
    with suppress(StorageError, ValueError):
        return read_page(response_at(place, folder.archive).body, url)
    return None


def _asked(text: str) -> _Asked:
    if not text.startswith(("http://", "https://")):
        return _Asked(text, None)
    try:
        read_address(text)
    except ValueError as error:
        raise NotNamedError(f"{error}.") from error
    return _Asked(text, comparable(text))


def _spells(url: str) -> str | None:
    """The id that the spelling of an address gives to its briefing."""
    with suppress(ValueError):
        return read_address(url).briefing
    return None


def urls_in(record: Mapping[str, Any]) -> set[str]:
    """The addresses of the pages that a briefing was read from, as its record, or what is like one, has them."""
    return {page["url"] for page in record["pages"]}


def _named(asked: _Asked, found: Collection[Key]) -> Named | None:
    """The one briefing of those found, in its sources. Raises NotNamedError where there are several."""
    ids = sorted({key.id for key in found})
    if len(ids) > 1:
        raise NotNamedError(f"{asked.text} is a page of {' and of '.join(ids)}: name one of them by its id.")
    return Named(ids[0], tuple(sorted({key.source for key in found}))) if ids else None
