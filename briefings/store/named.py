"""Find the briefing that a user names by its id, or by any address from which some of it was read.

Stored records decide, never the spelling of an address. A name of no briefing is refused, with what it is instead.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from briefings.address import as_numbered, comparable, read_address
from briefings.store.archive.place import Place, response_in
from briefings.store.database import Database
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.records import Key

KEPT, FORGOTTEN, LEFT = "kept", "forgotten", "unread"
"""States of a briefing: LEFT has older revisions only, or could not be read so far."""

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
UNION ALL SELECT source, source, '', 'source' FROM sources
"""
"""Query for every known address: those read or requested, and those that last led there."""

_Known = dict[str, dict[str, set[Key]]]
"""Keys by state, for each id and each address in the form of `comparable`."""


class NotNamedError(Exception):
    """Error for a name of no briefing; `str()` says what was found instead."""


def addresses_in(database: Database) -> list[tuple[Key, str, str]]:
    """Return for each address its key and state: KEPT, FORGOTTEN, LEFT, or that of an entry that is no briefing.

    Raises StorageError.
    """
    return [(Key(source, id_), url, state) for source, id_, url, state in database.each(_ADDRESSES)]


def spelled_ids(url: str) -> set[str]:
    """Return the ids that the spelling of an address may give its briefing."""
    with suppress(ValueError):
        address = read_address(url)
        return {address.briefing, as_numbered(address).briefing}
    return set()


def find_named(database: Database, root: Path, texts: Iterable[str], *states: str) -> list[Key]:
    """Return the briefings with these ids or addresses of pages, in all sources of the data folder `root`.

    Of several at one address, those in the first of these `states` count. With LEFT, a briefing is found even if only
    pages in the archive are left. Raises StorageError, NotNamedError.
    """
    query = "SELECT source, id FROM briefings WHERE id = ? AND (source, id) NOT IN (SELECT source, id FROM forgotten)"
    kept = {text: [Key(*row) for row in database.rows(query, text)] if KEPT in states else [] for text in texts}
    # All addresses of ten thousand briefings take a second.
    known: _Known = {}
    for key, url, state in () if all(kept.values()) else addresses_in(database):
        for name in filter(None, (key.id, url and comparable(url))):  # a source has no address, a list no id
            known.setdefault(name, {}).setdefault(state, set()).add(key)
    found = (keys or _find(database, root, known, text, states) for text, keys in kept.items())
    return list(dict.fromkeys(key for keys in found for key in keys))


def _find(database: Database, root: Path, known: _Known, text: str, states: Sequence[str]) -> list[Key]:
    asked = comparable(text) if text.lower().startswith(("http://", "https://")) else None
    found = known.get(asked or text) or _fetched(database, root, text, asked)
    for state in states:
        if ids := sorted({key.id for key in found.get(state, ())}):
            if len(ids) > 1:
                raise NotNamedError(f"{text} is a page of {' and of '.join(ids)}: name one of them by its id.")
            return sorted(found[state])
    for state, keys in found.items():
        if state == "source":
            raise NotNamedError(f"{text} is a source: name one of its briefings, by id or by the address of a page.")
        raise NotNamedError(
            f"{text} names no {states[0]} briefing. The source {min(keys).source} knows it as: {state}."
        )
    raise NotNamedError(f"Nothing kept in {root} has the id or the address {text}.")


def _fetched(database: Database, root: Path, text: str, asked: str | None) -> dict[str, set[Key]]:
    """Return the state last archived for an address, or for one that spells an id; LEFT for a briefing."""
    from briefings.transcript import PageKind, read_page  # noqa: PLC0415 - few commands read pages

    query = "SELECT source, url, file, offset, status, location FROM pages ORDER BY id DESC"
    for source, url, file, offset, status, location in database.each(query):
        if comparable(url) == asked if asked else text in spelled_ids(url):
            kind = f"status {status}, leading to {location}" if location else f"status {status}"
            with suppress(StorageError, ValueError):
                page = response_in(Place(file, offset).read(SourceFolder(root, source).archive))
                kind = read_page(page.body, url).kind if status == 200 else kind
            id_ = read_address(url).briefing if asked else text
            return {LEFT if kind == PageKind.TRANSCRIPT else kind: {Key(source, id_)}}
    return {}
