"""The stored counts of a reading, or nothing."""

from __future__ import annotations

from pathlib import Path

from briefings.store.readings import KnownReading, ReadPage
from briefings.store.records import Key
from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefing


def test_a_reading_is_known_to_the_reader_that_made_it_until_another_revision_is_kept(tmp_path: Path) -> None:
    briefing = make_briefing()
    reading = KnownReading("1", (ReadPage(1, briefing.url, "0" * 64, "text/html", None),), "{}", followed=True)
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(briefing)
        assert store.known_reading(briefing.id, "1") is None
        store.records.note(Key(SOURCE, briefing.id), reading=reading.as_json())
    with SourceStore(tmp_path, SOURCE) as store:
        assert (store.known_reading(briefing.id, "1"), store.known_reading(briefing.id, "2")) == (reading, None)
        store.commit(make_briefing(said=[(None, "Corrected.")], revision=2))
        assert store.known_reading(briefing.id, "1") is None
