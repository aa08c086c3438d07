"""The names of a briefing: its id, and any address from which some of it was read."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.forget import forget
from briefings.store.named import FORGOTTEN, KEPT, LEFT, NotNamedError, find_named
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from tests.support.archives import exchange
from tests.support.records import SOURCE, TALK, make_briefing, make_briefings
from tests.support.work import lines_run

if TYPE_CHECKING:
    from pathlib import Path

ONE, OTHER = make_briefing("1001"), make_briefing("1002", [("Ilka Torvane", "The other harbour is closed.")])
HOST = "http://news.veldria.example"
_FILES = "/store/named.py", "/store/forget.py"
OLDER, POORER, LISTED = f"{HOST}/older/quay.html?part=2", f"{HOST}/poorer.html", f"{HOST}/latest"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A briefing whose older revision, poorer reading and list entry have their own addresses; and another briefing."""
    root = tmp_path / "data"
    with SourceStore(root, SOURCE) as store:
        store.commit(replace(ONE, pages=[*ONE.pages, replace(ONE.pages[0], number=2, url=OLDER)]))
        store.commit(make_briefing("1001", [*TALK, (None, "And on Sunday.")], revision=2))
        poorer = make_briefing("1001", TALK[:1])
        poorer.pages[0].url, poorer.pages[0].sha256 = POORER, "0" * 64
        store.keep(poorer)
        store.entries.note("news.veldria.example/latest", LISTED, EntryState.ALIAS, briefing=ONE.id)
        store.entries.note("news.veldria.example/a", f"{HOST}/a.html", EntryState.ARTICLE)
        store.commit(OTHER)
    return root


def _found(root: Path, text: str, *states: str) -> list[Key]:
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        return find_named(database, root, [text], *states)


@pytest.mark.parametrize(
    "text",
    [
        ONE.id,
        ONE.url,
        OLDER,
        POORER,
        LISTED,
        f"{ONE.url}#turn-2",
        f"{LISTED}?utm_source=x",
        ONE.url.replace("http", "HTTP"),
    ],
)
def test_a_briefing_is_named_by_its_id_and_by_any_address_of_it(root: Path, text: str) -> None:
    assert _found(root, text, KEPT) == [Key(SOURCE, ONE.id)]
    assert _found(root, text.replace("http://", "https://"), KEPT) == [Key(SOURCE, ONE.id)]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"{HOST}/a.html", r"names no .* briefing\. The source .* knows it as: article\."),
        ("news.veldria.example/a", r"names no .* briefing\. The source .* knows it as: article\."),
        (SOURCE, r"^[^ ]+ is a source: name one of its briefings, by id or by the address of a page\.$"),
        (OLDER.replace("2", "3"), "Nothing kept in .* has the id or the address"),
        (ONE.url.replace(".htm", "_2.htm"), "Nothing kept in .* has the id or the address"),
        ("news.veldria.example/100", "Nothing kept in .* has the id or the address"),
    ],
)
def test_anything_else_names_none_and_what_it_is_is_said(root: Path, text: str, what: str) -> None:
    for states in ([KEPT], [KEPT, FORGOTTEN, LEFT], [FORGOTTEN]):
        with pytest.raises(NotNamedError, match=what):
            _found(root, text, *states)


def test_what_was_forgotten_is_named_by_its_addresses_as_that(root: Path) -> None:
    forget(root, [Key(SOURCE, ONE.id)], "asked for")
    for text in (ONE.id, ONE.url, OLDER, POORER, LISTED):
        assert _found(root, text, FORGOTTEN) == _found(root, text, KEPT, FORGOTTEN, LEFT) == [Key(SOURCE, ONE.id)]
        with pytest.raises(
            NotNamedError, match=rf"names no kept briefing\. The source {SOURCE} knows it as: forgotten\.$"
        ):
            _found(root, text, KEPT)
    assert _found(root, OTHER.url, KEPT) == [Key(SOURCE, OTHER.id)]


def test_every_source_that_has_it_is_named(root: Path) -> None:
    with SourceStore(root, "second_gazette") as store:
        store.commit(make_briefing("1001", source="second_gazette"))
    assert _found(root, ONE.url, KEPT) == [Key(SOURCE, ONE.id), Key("second_gazette", ONE.id)]


def test_what_could_not_be_read_can_be_forgotten_and_nothing_else(root: Path) -> None:
    url, key = f"{HOST}/b.html", Key(SOURCE, "news.veldria.example/b")
    with SourceStore(root, SOURCE) as store:
        store.entries.note(key.id, url, EntryState.UNREAD)
    for text in (key.id, url):
        assert _found(root, text, KEPT, FORGOTTEN, LEFT) == [key]
        with pytest.raises(NotNamedError, match=rf"names no kept briefing\. The source {SOURCE} knows it as: unread\."):
            _found(root, text, KEPT)
    forget(root, [key])
    assert _found(root, url, FORGOTTEN) == [key]


@pytest.mark.further
def test_naming_or_forgetting_more_of_them_does_not_read_every_address_once_more(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        for one in make_briefings(30):
            store.commit(one)
            store.archive.store(exchange(one.url, body=b"<p>The harbour opens.</p>"))
    urls = [one.url for one in make_briefings(30)]
    keys = [Key(SOURCE, one.id) for one in make_briefings(30)]

    def named(count: int) -> list[Key]:
        with closing(Database(tmp_path / "briefings.sqlite", reading=True)) as database:
            return find_named(database, tmp_path, urls[:count], KEPT)

    assert named(20) == keys[:20]
    assert lines_run(lambda: named(20), *_FILES) - lines_run(lambda: named(1), *_FILES) < 19 * 30
    least = lines_run(lambda: forget(tmp_path, keys[:1]), *_FILES)
    assert lines_run(lambda: forget(tmp_path, keys[1:21]), *_FILES) - least < 19 * 30
    left = (tmp_path / SOURCE / "briefings.jsonl").read_text().splitlines()
    assert [json.loads(line)["id"] for line in left] == [key.id for key in keys[21:]]
