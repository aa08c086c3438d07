"""`scrapy merge` of a briefing in two folders gives what two crawls one after the other would have left."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.items import DateBasis
from briefings.records.identity import content_hash
from briefings.store.archive.place import Place, response_in
from briefings.store.database import Database
from briefings.store.entries import EntryState
from briefings.store.folder import SourceFolder
from briefings.store.forget import forget, undo
from briefings.store.records import Key, Records
from briefings.store.source_store import SourceStore
from briefings.upkeep.merge import merge
from tests.support.archives import URL, exchange
from tests.support.changed_rows import change_rows
from tests.support.commands import scrapy
from tests.support.in_step import assert_in_step
from tests.support.left_behind import kept_lines
from tests.support.records import SOURCE, TALK, Said, make_briefing, redated
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.items import Briefing

FULL: list[Said] = [*TALK, ("Ersk Courier", "And at night, when nobody is at the quay, what does it cost then?")]
EDITED: list[Said] = [*FULL, ("Ilka Torvane", "At night it is free.")]
POOR = FULL[:1]
KEY = Key(SOURCE, "news.veldria.example/1001")


def _read(said: Sequence[Said], day: int, missing: Sequence[int] = ()) -> Briefing:
    made = make_briefing("1001", said, fetched_at=f"2026-03-{day:02}T08:00:00Z", missing=missing)
    return replace(made, content_hash=content_hash(made))


def _folder(root: Path, *readings: Briefing, accept: bool = False) -> Path:
    """Make a data folder with readings made one after the other, each looked at when it was fetched."""
    for reading in readings:
        with SourceStore(root, SOURCE) as store:
            if accept and store.newest(reading.id):
                store.keep_next(reading)
            else:
                store.keep(reading)
        at = reading.pages[0].fetched_at
        change_rows(root, f"UPDATE briefings SET looked_at = '{at}', changed_at = '{at}'")
    return root


def _merge(root: Path, folder: Path) -> Counter[str]:
    """Merge, and return what was done; check that a second merge does nothing more."""
    (found,), (again,) = ([found for _, found in merge(root, folder)] for _ in range(2))
    assert not +Counter({**again, "left": 0})
    assert again["left"] == found["left"]
    assert_in_step(root, SOURCE)
    return found


def _texts(root: Path) -> list[int]:
    """Return the number of turns of each revision, first revision first."""
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        found = Records(database).all_of(KEY)
    assert [one.revision for one in found] == list(range(1, len(found) + 1))
    return [len(one.turn_records) for one in found]


def test_a_later_reading_is_the_next_revision_as_if_one_folder_had_both(tmp_path: Path) -> None:
    root, late = _folder(tmp_path / "early", _read(FULL, 5)), _folder(tmp_path / "late", _read(EDITED, 6))
    assert _merge(root, late)["joined"] == 1
    together = _folder(tmp_path / "together", _read(FULL, 5), _read(EDITED, 6))
    assert kept_lines(root / SOURCE) == kept_lines(together / SOURCE)
    assert scrapy(root, "verify").code == 0


def test_a_later_reading_with_another_day_beside_the_headline_is_the_next_revision(tmp_path: Path) -> None:
    early, late = (redated(_read(FULL, day), f"2026-03-0{day}", DateBasis.PRINTED) for day in (5, 6))
    root, other = (
        _folder(tmp_path / f"{one.date}", replace(one, content_hash=content_hash(one))) for one in (early, late)
    )
    assert _merge(root, other)["joined"] == 1
    assert scrapy(root, "verify").code == 0


def test_what_is_known_of_a_site_comes_too_and_what_is_known_here_stays(tmp_path: Path) -> None:
    root, other = _folder(tmp_path / "data", _read(FULL, 5)), _folder(tmp_path / "other", _read(FULL, 5))
    url = "https://news.veldria.example/{}.html"
    for data, known in ((root, {"a": EntryState.NOTICE}), (other, {"a": EntryState.GALLERY, "b": EntryState.ARTICLE})):
        with SourceStore(data, SOURCE) as store:
            for name, state in known.items():
                store.entries.note(name, url.format(name), state)
                store.entries.note_place(name, "pages", state, url.format(name))
    _merge(root, other)
    with SourceStore(root, SOURCE) as store:
        kept = [store.entries.in_state(state) for state in (EntryState.NOTICE, EntryState.GALLERY, EntryState.ARTICLE)]
        assert kept == [[url.format("a")], [], [url.format("b")]]
        assert [(one.place, one.evidence) for one in store.entries.places()] == [("a", "notice"), ("b", "article")]
    assert scrapy(root, "verify").code == 0


@pytest.mark.parametrize("other", [_read(TALK, 4), _read(POOR, 9)], ids=["earlier", "poorer"])
def test_an_earlier_or_poorer_reading_is_left_there_and_said(tmp_path: Path, other: Briefing) -> None:
    root = _folder(tmp_path / "data", _read(FULL, 5))
    done = scrapy(root, "merge", str(_folder(tmp_path / "other", other)))
    assert (done.code, "1 older or poorer revision left there." in done.out) == (3, True), done
    assert _texts(root) == [4]


def test_all_later_readings_follow_and_an_earlier_one_is_counted(tmp_path: Path) -> None:
    root = _folder(tmp_path / "data", _read(FULL, 5))
    other = _folder(tmp_path / "other", _read(TALK, 4), _read(FULL, 5), _read(EDITED, 6), _read(FULL, 7))
    assert _merge(root, other)["left"] == 1
    assert _texts(root) == [4, 5, 4]


def test_a_snapshot_of_the_same_folder_brings_what_came_since_as_it_was_numbered_there(tmp_path: Path) -> None:
    root = _folder(tmp_path / "data", _read(TALK, 5), _read(FULL, 6))
    said = [TALK, FULL, EDITED, [*EDITED, (None, "And so on.")], POOR]
    # The fourth was made of the bytes of the third by another reader.
    days = (5, 6, 7, 7, 8)
    later = _folder(tmp_path / "later", *map(_read, said, days), accept=True)
    assert _merge(root, later)["left"] == 0
    assert kept_lines(root / SOURCE) == kept_lines(later / SOURCE)


def test_the_same_text_is_no_revision_and_a_text_that_came_back_is_one(tmp_path: Path) -> None:
    root = _folder(tmp_path / "data", _read(FULL, 5), _read(EDITED, 6))
    assert not +_merge(root, _folder(tmp_path / "same", _read(EDITED, 7)))
    assert _merge(root, _folder(tmp_path / "back", _read(FULL, 8)))["joined"] == 1
    assert _texts(root) == [4, 5, 4]


def test_archives_of_runs_that_began_at_the_same_moment_stand_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.store.archive.archive.moment", lambda: "20260306T081500.123456Z")
    roots = []
    for day, said in ((5, FULL), (6, EDITED)):
        made = _read(said, day)
        with SourceStore(tmp_path / f"data{day}", SOURCE) as store:
            body = json.dumps(said).encode() * 5
            place = store.archive.store(exchange(made.url, body=body))
            made.pages[0].warc, made.pages[0].sha256 = place, _sha256(body)
            store.commit(made)
            store.close(finished=True)
        roots.append(tmp_path / f"data{day}")
    root, other = roots
    assert _merge(root, other)
    folder = SourceFolder(root, SOURCE)
    assert len(list(folder.archive.glob("20260306T081500.123456Z-????-00.warc.gz"))) == 2
    (line,), (old,) = lines(folder.briefings), [one for one in lines(folder.superseded) if "pages" in one]
    found = [response_in(Place.parse(one["pages"][0]["warc"]).read(folder.archive)).body for one in (old, line)]
    assert [_sha256(body) for body in found] == [one["pages"][0]["sha256"] for one in (old, line)]
    assert scrapy(root, "verify").code == 0


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_a_folder_that_a_kill_left_is_read_whole(tmp_path: Path) -> None:
    other = _folder(tmp_path / "other", _read(FULL, 5))
    left = tmp_path / "left"
    with SourceStore(other, SOURCE) as store:
        store.keep(_read(EDITED, 6))
        # As after a kill: the last commit is only in the log.
        left.mkdir()
        for file in (*other.glob("briefings.sqlite"), *other.glob("briefings.sqlite-wal")):
            (left / file.name).write_bytes(file.read_bytes())
        (left / SOURCE).mkdir()
        for name in ("turns.jsonl", "briefings.jsonl", "written.json"):
            (left / SOURCE / name).write_bytes((other / SOURCE / name).read_bytes())
    assert (left / "briefings.sqlite-wal").stat().st_size
    root = _folder(tmp_path / "data", _read(FULL, 5))
    assert _merge(root, left)["joined"] == 1
    assert _texts(root) == [4, 5]


def test_a_backup_brings_back_what_was_forgotten_by_mistake_with_its_pages(tmp_path: Path) -> None:
    """Its records in the archive here were overwritten, in files that have the names of those of the backup."""
    root, briefing = tmp_path / "data", _read(FULL, 5)
    with SourceStore(root, SOURCE) as store:
        briefing.pages[0].warc = store.archive.store(exchange(briefing.url))
        store.keep(briefing)
        store.archive.store(exchange(f"{URL}?other"))
    shutil.copytree(root, backup := tmp_path / "backup")
    forget(root, [KEY])
    undo(root, [KEY])
    assert +_merge(root, backup) == {"new": 1, "files": 1}
    assert kept_lines(root / SOURCE) == kept_lines(backup / SOURCE)
