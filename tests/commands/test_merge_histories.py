"""`scrapy merge` of a briefing in two folders gives what two crawls one after the other would have left."""

from __future__ import annotations

import hashlib
import json
from contextlib import closing
from dataclasses import replace
from itertools import permutations
from random import Random
from typing import TYPE_CHECKING

import pytest

from briefings.records.identity import content_hash
from briefings.records.revisions import digests_of, set_revision
from briefings.store.archive.place import Place, response_at
from briefings.store.database import Database
from briefings.store.folder import SourceFolder
from briefings.store.records import Key, Records
from briefings.store.revision import revision_of
from briefings.store.source_store import SourceStore
from briefings.upkeep.join_revisions import join_revisions
from briefings.upkeep.merge import merge
from tests.support.archives import exchange
from tests.support.changed_rows import change_rows
from tests.support.commands import scrapy
from tests.support.in_step import assert_in_step
from tests.support.left_behind import kept_lines
from tests.support.records import SOURCE, TALK, Said, make_briefing
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from briefings.items import Briefing
    from briefings.store.revision import Revision
    from briefings.store.schema import Row

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


def _merge(root: Path, folder: Path) -> bool:
    """Merge, and tell whether anything was done; check that a second merge does nothing."""
    done, again = (any(+found for _, found in merge(root, folder)) for _ in range(2))
    assert not again
    assert_in_step(root, SOURCE)
    return done


def _texts(root: Path) -> list[int]:
    """Return the number of turns of each revision, first revision first."""
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        found = Records(database).all_of(KEY)
    assert [one.revision for one in found] == list(range(1, len(found) + 1))
    return [len(one.turn_records) for one in found]


def _row(root: Path) -> Row:
    with closing(Database(root / "briefings.sqlite", reading=True)) as database:
        row = Records(database).row(KEY)
    assert row is not None
    return row


def test_an_earlier_and_a_later_reading_follow_each_other_whichever_folder_comes_first(tmp_path: Path) -> None:
    early, late = _folder(tmp_path / "early", _read(FULL, 5)), _folder(tmp_path / "late", _read(EDITED, 6))
    for number, (one, other) in enumerate(permutations((early, late))):
        root = tmp_path / f"data{number}"
        assert _merge(root, one)
        assert _merge(root, other)
        assert _texts(root) == [4, 5]
        (line,) = lines(SourceFolder(root, SOURCE).briefings)
        assert [change["kind"] for change in line["changes"]] == ["added"]
        assert (_row(root)["changed_at"], _row(root)["looked_at"]) == ("2026-03-06T08:00:00Z",) * 2
    together = _folder(tmp_path / "together", _read(FULL, 5), _read(EDITED, 6))
    assert kept_lines(tmp_path / "data0" / SOURCE) == kept_lines(tmp_path / "data1" / SOURCE)
    assert kept_lines(tmp_path / "data0" / SOURCE) == kept_lines(together / SOURCE)
    assert scrapy(tmp_path / "data1", "verify").code == 0


def test_the_same_text_is_no_revision_and_rests_since_it_was_first_seen(tmp_path: Path) -> None:
    one, other = _folder(tmp_path / "one", _read(FULL, 7)), _folder(tmp_path / "other", _read(FULL, 5))
    assert _merge(one, other)
    assert _texts(one) == [4]
    assert (_row(one)["changed_at"], _row(one)["looked_at"]) == ("2026-03-05T08:00:00Z", "2026-03-07T08:00:00Z")


@pytest.mark.parametrize("is_here", [True, False], ids=["here", "there"])
def test_a_later_reading_that_is_poorer_does_not_take_the_place_of_the_stored_one(
    tmp_path: Path, is_here: bool
) -> None:
    poor, full = _folder(tmp_path / "poor", _read(POOR, 9)), _folder(tmp_path / "full", _read(FULL, 5))
    root, other = (poor, full) if is_here else (full, poor)
    assert _merge(root, other)
    assert _texts(root) == [4]
    assert digests_of(json.loads(_row(root)["poorer"])["pages"]) == [(1, _read(POOR, 9).pages[0].sha256)]


def test_a_poorer_reading_that_somebody_took_stays(tmp_path: Path) -> None:
    taken = _folder(tmp_path / "taken", _read(FULL, 5), _read(POOR, 9), accept=True)
    assert _texts(taken) == [4, 1]
    root = _folder(tmp_path / "data", _read(FULL, 5))
    assert _merge(root, taken)
    assert _texts(root) == [4, 1]
    assert not _merge(taken, _folder(tmp_path / "other", _read(FULL, 5)))


def test_histories_of_both_are_kept_in_the_order_of_their_readings(tmp_path: Path) -> None:
    more: list[Said] = [*EDITED, ("Ersk Courier", "Since when?")]
    root = _folder(tmp_path / "data", _read(TALK, 5), _read(more, 8))
    other = _folder(tmp_path / "other", _read(FULL, 6), _read(EDITED, 7))
    assert _merge(root, other)
    assert _texts(root) == [3, 4, 5, 6]
    assert kept(root) == {KEY.id: 4}


def test_what_another_reader_made_of_the_same_bytes_is_the_next_revision(tmp_path: Path) -> None:
    root, other = (_folder(tmp_path / name, _read(FULL, 5)) for name in ("data", "other"))
    with SourceStore(other, SOURCE) as store:
        again = _read(FULL, 5)
        again.turns[0].position = "harbour master"
        store.keep_next(again, looked=False)
    assert _merge(root, other)
    assert _texts(root) == [4, 4]
    assert lines(SourceFolder(root, SOURCE).turns)[0]["position"] == "harbour master"


def test_archives_of_runs_that_began_at_the_same_moment_stand_side_by_side(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.store.archive.archive.moment", lambda: "20260306T081500.123456Z")
    roots = []
    for day, said in ((5, FULL), (6, EDITED)):
        made = _read(said, day)
        with SourceStore(tmp_path / f"data{day}", SOURCE) as store:
            body = json.dumps(said).encode() * 5
            place, _ = store.archive.store(exchange(made.url, body=body))
            made.pages[0].warc, made.pages[0].sha256 = place, _sha256(body)
            store.commit(made)
            store.close(finished=True)
        roots.append(tmp_path / f"data{day}")
    root, other = roots
    assert _merge(root, other)
    folder = SourceFolder(root, SOURCE)
    assert len(list(folder.archive.glob("20260306T081500.123456Z-????-00.warc.gz"))) == 2
    (line,), (old,) = lines(folder.briefings), [one for one in lines(folder.superseded) if "pages" in one]
    found = [response_at(Place.parse(one["pages"][0]["warc"]), folder.archive).body for one in (old, line)]
    assert [_sha256(body) for body in found] == [one["pages"][0]["sha256"] for one in (old, line)]
    assert scrapy(root, "verify").code == 0


def _sha256(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def test_a_folder_that_a_kill_left_is_read_whole_and_stays_as_it_is(tmp_path: Path) -> None:
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
    before = {file: file.read_bytes() for file in left.rglob("*") if file.is_file()}
    assert (left / "briefings.sqlite-wal").stat().st_size
    root = _folder(tmp_path / "data", _read(FULL, 5))
    assert _merge(root, left)
    assert _texts(root) == [4, 5]
    assert {file: file.read_bytes() for file in left.rglob("*") if file.is_file()} == before


def _history(chance: Random, days: Sequence[int]) -> list[Revision]:
    """Make a folder's history of a briefing read on several days, each time with another text."""
    found: list[Revision] = []
    # Two readings of one folder are never of the same second.
    for day in sorted(set(days)):
        made = _read(chance.choice((TALK, FULL, EDITED, POOR)), day, (2,) * (chance.random() < 0.2))
        set_revision(made, len(found) + 1)
        if not found or found[-1].record["content_hash"] != made.content_hash:
            found.append(revision_of(made))
    return found


@pytest.mark.parametrize("seeds", [range(60), pytest.param(range(60, 5000), marks=pytest.mark.slow)], ids=len)
def test_joining_either_folder_again_changes_nothing(seeds: range) -> None:
    for seed in seeds:
        chance = Random(seed)
        days = chance.sample(range(1, 9), 8) if seed % 4 else chance.choices(range(1, 9), k=8)
        size = chance.randint(1, 4)
        own, other = _history(chance, days[:size]), _history(chance, days[size : size + chance.randint(1, 4)])
        joined = join_revisions(own, other).revisions
        assert [one.revision for one in joined] == list(range(1, len(joined) + 1)), seed
        assert join_revisions(joined, other).revisions == joined, seed
        assert join_revisions(joined, own).revisions == joined, seed
