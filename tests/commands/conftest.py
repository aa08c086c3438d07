"""Fixtures for tests of several commands."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.records.identity import content_hash
from briefings.store.entries import EntryState
from briefings.store.forget import forget
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from tests.support.damage import (
    faults,
)
from tests.support.kept_folders import SOURCE, copy_of

if TYPE_CHECKING:
    pass


@pytest.fixture(scope="module")
def rich_data(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with three briefings in further revisions, one forgotten, one vanished, some rejected; read-only."""
    folder = copy_of(sample_data, tmp_path_factory.mktemp("rich") / "data")
    with SourceStore(folder.root, SOURCE) as store:
        kept = [revision.briefing() for revision in store.records.newest_of(SOURCE)]
        originals = [briefing for briefing in kept if briefing.copy_of is None]
        for briefing in originals[:3]:
            # A title that is on no page cannot come from the archive again.
            title = "A title of the second revision"
            other = replace(briefing, title=title, turns=[replace(turn, title=title) for turn in briefing.turns])
            store.keep_next(replace(other, content_hash=content_hash(other)), looked=False)
            store.keep_next(briefing, looked=False)
        store.vanished(originals[3].id)
        store.entries.note("news.varenia.example/1", "http://news.varenia.example/1.htm", EntryState.ARTICLE)
        store.reject(["title is missing"], {"id": "news.varenia.example/7"})
    forget(folder.root, [Key(SOURCE, originals[4].id)], "asked for by the publisher")
    assert faults(folder) == []
    return folder.root
