"""Entries and walks are remembered, and a kill in the middle of a walk is not forgotten."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from briefings.store.database import Database
from briefings.store.entries import EntryIndex, EntryState

LIST = "http://press.varenia.example/list"


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path / "briefings.sqlite")
    yield opened
    opened.close()


def test_entry_is_new_news_only_when_its_bytes_or_its_state_change(database: Database) -> None:
    entries = EntryIndex(database, "varenia")
    assert entries.known("h/1") is None
    assert entries.note("h/1", "http://h/1", EntryState.ARTICLE, digest="a")
    assert not entries.note("h/1", "http://h/1", EntryState.ARTICLE, digest="a")
    assert entries.note("h/1", "http://h/1", EntryState.ARTICLE, digest="b")
    assert entries.note("h/1", "http://h/1", EntryState.NOTICE, digest="b")
    known = entries.known("h/1")
    assert known is not None
    assert known.state is EntryState.NOTICE
    entries.drop("h/1")
    assert entries.known("h/1") is None


def test_what_could_not_be_read_is_named_until_it_is(database: Database) -> None:
    entries = EntryIndex(database, "varenia")
    entries.note("h/2", "http://h/2", EntryState.UNREAD)
    entries.note("h/1", "http://h/1", EntryState.UNREAD)
    entries.note("h/3", "http://h/3", EntryState.ALIAS, briefing="h/1")
    EntryIndex(database, "other").note("h/4", "http://h/4", EntryState.UNREAD)
    assert set(entries.in_state(EntryState.UNREAD)) == {"http://h/1", "http://h/2"}
    entries.drop("h/2")
    assert entries.in_state(EntryState.UNREAD) == ["http://h/1"]


def test_walk_ends_early_only_after_one_that_came_to_its_proper_end(database: Database) -> None:
    entries = EntryIndex(database, "varenia")
    assert entries.last_walk(LIST) is None
    entries.begin_walk(LIST)
    entries.end_walk(LIST, full=True)
    ended = entries.last_walk(LIST)
    assert ended is not None
    assert ended.proper
    entries.begin_walk(LIST)
    assert entries.last_walk(LIST) == replace(ended, proper=0)  # killed here, the next run must not stop early
    entries.end_walk(LIST, full=False)
    assert entries.last_walk(LIST) == ended


def test_walk_that_never_was_full_is_not_made_so_by_an_early_end(database: Database) -> None:
    entries = EntryIndex(database, "varenia")
    entries.begin_walk(LIST)
    entries.end_walk(LIST, full=False)
    assert entries.last_walk(LIST) is None
