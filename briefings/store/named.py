"""Find the briefing that a user names: by its id, or by any address that something of it was read from.

What is kept decides, never how an address is spelled. What names no briefing is refused, and what it is is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from briefings.address import as_numbered, comparable, read_address
from briefings.store.archive.decoded_body import response_at
from briefings.store.archive.place import Place
from briefings.store.database import Database
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import forgotten_in
from briefings.store.records import Key
from briefings.transcript import PageKind, read_page

KEPT, FORGOTTEN, LEFT = "kept", "forgotten", "unread"
"""What a briefing is: LEFT has older revisions only, or could not be read so far."""

_ADDRESSES = f"""
WITH RECURSIVE said (source, id, line) AS (
    SELECT source, id, unpacked(line) FROM revisions
    UNION ALL SELECT source, id, poorer FROM briefings
), read (source, id, url, warc) AS (
    SELECT source, said.id, json_extract(page.value, '$.url'), json_extract(page.value, '$.warc')
    FROM said, json_each(line, '$.pages') AS page
    UNION SELECT source, briefings.id, json_extract(page.value, '$[1]'), json_extract(page.value, '$[4]')
    FROM briefings, json_each(reading, '$.pages') AS page
), addresses (source, id, url) AS (
    SELECT source, id, url FROM read
    UNION SELECT source, id, url FROM briefings
    UNION SELECT pages.source, read.id, pages.url FROM read JOIN pages ON pages.source = read.source
        AND pages.file = substr(warc, 1, instr(warc, ':') - 1)
        AND pages.offset = CAST(substr(warc, instr(warc, ':') + 1) AS INTEGER)
    UNION SELECT source, coalesce(briefing, key), url FROM entries WHERE briefing IS NOT NULL OR state = '{LEFT}'
    UNION SELECT source, forgotten.id, coalesce(url.value, '') FROM forgotten LEFT JOIN json_each(line, '$.urls') AS url
    UNION SELECT pages.source, addresses.id, pages.url FROM addresses JOIN pages
        ON pages.location = comparable(addresses.url) AND pages.source = addresses.source
    WHERE pages.id = (SELECT max(id) FROM pages AS answer WHERE answer.source = pages.source AND answer.url = pages.url)
)
SELECT source, id, url, CASE
    WHEN (source, id) IN (SELECT source, id FROM forgotten) THEN '{FORGOTTEN}'
    WHEN (source, id) IN (SELECT source, id FROM briefings) THEN '{KEPT}'
    ELSE '{LEFT}' END
FROM addresses
UNION ALL SELECT source, key, url, state FROM entries WHERE briefing IS NULL AND state <> '{LEFT}'
UNION ALL SELECT source, '', substr(url, 1, instr(url || ' ', ' ') - 1), 'list' FROM walks
"""
"""Every address that something is known of: what was read there or when it was asked for, and what led there last."""


class NotNamedError(Exception):
    """What a user named is no briefing that can be treated so; `str()` says what was found instead."""


@dataclass(frozen=True, slots=True)
class Named:
    """A briefing that was named: its id, and the sources that have it."""

    id: str
    sources: tuple[str, ...]


def addresses_in(database: Database) -> Iterator[tuple[Key, str, str]]:
    """What each address is of, and what that is: KEPT, FORGOTTEN, LEFT, or the state of an entry that is no briefing.

    Raises StorageError.
    """
    for source, id_, url, state in database.each(_ADDRESSES):
        yield Key(source, id_), url, state


def spelled_ids(url: str) -> set[str]:
    """The ids that the spelling of an address may give to its briefing."""
    with suppress(ValueError):
        address = read_address(url)
        return {address.briefing, as_numbered(address).briefing}
    return set()


class Names:
    """What is kept in a data folder, to be asked for by names. Every method raises StorageError, NotNamedError."""

    def __init__(self, database: Database, root: Path) -> None:
        self._database = database
        self._root = root
        self._addresses = list(addresses_in(database))

    def kept(self, text: str) -> Named:
        """The kept briefing with this id or with a page at this address."""
        return self._named(text, KEPT)

    def anything(self, text: str) -> Named:
        """The same, also of one that was forgotten, or of which nothing but pages in the archive is left."""
        return self._named(text, KEPT, FORGOTTEN, LEFT)

    def forgotten(self, text: str) -> Named:
        """The briefing with this id or address that was forgotten."""
        return self._named(text, FORGOTTEN)

    def _named(self, text: str, *states: str) -> Named:
        address = _address(text)
        found: dict[str, list[Key]] = {}
        for key, url, state in self._addresses:
            if comparable(url) == address if address else key.id == text:
                found.setdefault(state, []).append(key)
        for state in states:
            if keys := found.get(state):
                ids = sorted({key.id for key in keys})
                if len(ids) > 1:
                    what = f"{text} is a page of {' and of '.join(ids)}: name one of them by its id."
                    raise NotNamedError(what)
                return Named(ids[0], tuple(sorted({key.source for key in keys})))
        if found:
            raise NotNamedError(self._instead(text, found))
        for source, url, kind in self._fetched(text, address):
            if kind == PageKind.TRANSCRIPT and LEFT in states:
                return Named(read_address(url).briefing if address else text, (source,))
            raise NotNamedError(f"{text} names no kept briefing. In {source} it is: {kind}.")
        if self._database.rows("SELECT 1 FROM sources WHERE source = ?", text):
            raise NotNamedError(f"{text} is a source, and no briefing; to remove a source, delete its folder.")
        raise NotNamedError(f"Nothing that is kept in {self._root} is, or was read from, {text}.")

    def _instead(self, text: str, found: dict[str, list[Key]]) -> str:
        """What is known at an id or an address that names no briefing of the state that was asked for."""
        if kept := found.get(KEPT):
            return f"{kept[0].id} was not forgotten: it is kept in {kept[0].source}."
        if forgotten := found.get(FORGOTTEN):
            tombstone = forgotten_in(self._database, forgotten[0].source).tombstones[forgotten[0].id]
            why = f" ({tombstone.why})" if tombstone.why else ""
            return f"{tombstone.id} was forgotten at {tombstone.forgotten_at}{why}, in {forgotten[0].source}."
        state, keys = next(iter(found.items()))
        return f"{text} names no kept briefing. In {keys[0].source} it is: {state.replace('_', ' ')}."

    def _fetched(self, text: str, address: str | None) -> Iterator[tuple[str, str, str]]:
        """What the archives have from an address, or from those that spell an id, in a word; the newest first."""
        query = "SELECT source, url, file, offset, status, location FROM pages ORDER BY id DESC"
        for source, url, file, offset, status, location in self._database.each(query):
            if comparable(url) == address if address else text in spelled_ids(url):
                kind = f"status {status}, leading to {location}" if location else f"status {status}"
                with suppress(StorageError, ValueError):
                    page = response_at(Place(file, offset), SourceFolder(self._root, source).archive)
                    kind = read_page(page.body, url).kind if status == 200 else kind
                yield source, url, kind


def _address(text: str) -> str | None:
    """An address in the form in which addresses are compared; None for an id. Raises NotNamedError."""
    if not text.startswith(("http://", "https://")):
        return None
    try:
        read_address(text)
    except ValueError as error:
        raise NotNamedError(f"{error}.") from error
    return comparable(text)
