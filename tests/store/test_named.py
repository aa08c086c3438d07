"""What names a briefing: its id, and any address that something of it was read from."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.store import Database, EntryState, Named, Names, NotNamedError, SourceStore
from briefings.store.forget import forget
from tests.support.records import SOURCE, TALK, make_briefing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE, OTHER = make_briefing("1001"), make_briefing("1002", [("Ilka Torvane", "The other harbour is closed.")])
HOST = "http://news.veldria.example"
OLDER, POORER, LISTED = f"{HOST}/older/quay.html?part=2", f"{HOST}/poorer.html", f"{HOST}/latest"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A briefing whose older revision, poorer reading and list entry have addresses of their own; and another."""
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


@pytest.fixture
def names(root: Path) -> Iterator[Names]:
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        yield Names(database, root)


@pytest.mark.parametrize(
    "text", [ONE.id, ONE.url, OLDER, POORER, LISTED, f"{ONE.url}#turn-2", f"{LISTED}?utm_source=x"]
)
def test_a_briefing_is_named_by_its_id_and_by_any_address_of_it(names: Names, text: str) -> None:
    assert names.kept(text) == Named(ONE.id, (SOURCE,))
    assert names.kept(text.replace("http://", "https://")) == Named(ONE.id, (SOURCE,))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (f"{HOST}/a.html", r"names no kept briefing\. In .* it is: article\."),
        ("news.veldria.example/a", r"names no kept briefing\. In .* it is: article\."),
        (SOURCE, "is a source, and no briefing"),
        (OLDER.replace("2", "3"), "Nothing that is kept in .* is, or was read from,"),
        (ONE.url.replace(".htm", "_2.htm"), "Nothing that is kept in .* is, or was read from,"),
        ("news.veldria.example/100", "Nothing that is kept in .* is, or was read from,"),
    ],
)
def test_anything_else_names_none_and_what_it_is_is_said(names: Names, text: str, what: str) -> None:
    for ask in (names.kept, names.anything, names.forgotten):
        with pytest.raises(NotNamedError, match=what):
            ask(text)


def test_what_was_forgotten_is_named_by_its_addresses_as_that(root: Path) -> None:
    forget(root, [Named(ONE.id, (SOURCE,))], "asked for")
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        names = Names(database, root)
        for text in (ONE.id, ONE.url, OLDER, POORER, LISTED):
            assert names.forgotten(text) == names.anything(text) == Named(ONE.id, (SOURCE,))
            with pytest.raises(NotNamedError, match=rf"^{ONE.id} was forgotten at .* \(asked for\), in {SOURCE}\.$"):
                names.kept(text)
        assert names.kept(OTHER.url).id == OTHER.id


def test_every_source_that_has_it_is_named(root: Path) -> None:
    with SourceStore(root, "second_gazette") as store:
        store.commit(make_briefing("1001", source="second_gazette"))
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        assert Names(database, root).kept(ONE.url) == Named(ONE.id, (SOURCE, "second_gazette"))
