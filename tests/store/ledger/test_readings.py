"""What is known of a reading, or nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from briefings.store import SourceFolder, SourceStore
from briefings.store.ledger import KnownReading, ReadPage
from tests.support.records import SOURCE, make_briefing


def test_a_reading_of_which_a_byte_flipped_is_not_known(tmp_path: Path) -> None:
    briefing = make_briefing()
    reading = KnownReading("1", (ReadPage(1, briefing.url, "0" * 64, "text/html", None),), "{}", followed=True)
    ledger = SourceFolder(tmp_path, SOURCE).ledger
    with SourceStore(tmp_path, SOURCE) as store:
        store.commit(briefing)
        assert store.readings.known(briefing.id, "1") is None
        store.readings.note(briefing.id, reading)
        assert (store.readings.known(briefing.id, "1"), store.readings.known(briefing.id, "2")) == (reading, None)
        with closing(sqlite3.connect(ledger, isolation_level=None)) as db:
            ((whole,),) = db.execute("SELECT reading FROM briefings").fetchall()
            for at in range(len(whole)):
                flipped = bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]])
                db.execute("UPDATE briefings SET reading = ?", (flipped,))
                assert store.readings.known(briefing.id, "1") is None
            for other in (None, whole.decode("latin-1"), b"", 1):
                db.execute("UPDATE briefings SET reading = ?", (other,))
                assert store.readings.known(briefing.id, "1") is None
