"""Fixtures for tests of several commands."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import briefings.transcript
from briefings.records.identity import content_hash
from briefings.records.jsonl import briefing_of
from briefings.store.entries import EntryState
from briefings.store.folder import SourceFolder
from briefings.store.forget import forget
from briefings.store.kept_pages import read_again
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from briefings.transcript import CHINA_ORG_CN, read_transcript
from briefings.transcript.speech.label_rules import RULES
from tests.support.damage import faults
from tests.support.kept_folders import SOURCE, copy_of
from tests.support.sample_golden import GOLDEN, read_lines
from tests.support.stored_lines import kept, lines


@pytest.fixture(scope="module")
def rich_data(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample with three briefings in further revisions, one forgotten, one vanished, some rejected; read-only."""
    folder = copy_of(sample_data, tmp_path_factory.mktemp("rich") / "data")
    with SourceStore(folder.root, SOURCE) as store:
        stored = [revision.briefing() for revision in store.records.newest_of(SOURCE)]
        originals = [briefing for briefing in stored if briefing.copy_of is None]
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


@pytest.fixture(scope="module")
def misread_data(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as left by a reader that knew no outlets, all in second revisions; read-only."""
    folder = copy_of(sample_data, tmp_path_factory.mktemp("misread") / "data")
    with pytest.MonkeyPatch.context() as reader:
        reader.setattr(
            briefings.transcript,
            "read_transcript",
            partial(read_transcript, rules=[rule for rule in RULES if rule.name != "outlet"]),
        )
        read = [read_again(briefing_of(line), folder.archive, CHINA_ORG_CN) for line in lines(folder.briefings)]
    with SourceStore(folder.root, SOURCE) as store:
        for briefing in read:
            turns = [replace(turn, revision=2) for turn in briefing.turns]
            store.commit(replace(briefing, revision=2, turns=turns, reader=0))
    assert set(kept(folder.root, SOURCE).values()) == {2}
    assert [turn["text"] for turn in lines(folder.turns)] != [
        turn["text"] for turn in read_lines(GOLDEN["turns.jsonl"])
    ]
    return folder.root


@pytest.fixture
def misread(misread_data: Path, tmp_path: Path) -> SourceFolder:
    """A copy of it."""
    return copy_of(misread_data, tmp_path / "data")
