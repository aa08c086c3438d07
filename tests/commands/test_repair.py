"""`scrapy verify --repair` over what a real crawl left, damaged: what can be had from elsewhere is there as it was."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings.upkeep
from briefings.records import content_hash
from briefings.store import BusyError, Database, EntryState, Key, SourceFolder, SourceStore
from briefings.store.forget import forget
from briefings.store.kept_pages import read_again
from briefings.store.lock import without_writers
from briefings.transcript import CHINA_ORG_CN
from briefings.upkeep import repair
from tests.support.damage import (
    CLEAN,
    ROTTEN_ROWS,
    WRONG_ROWS,
    every_file,
    faults,
    kept_in,
    losses,
    mend,
    rewrite,
    spoil,
    without_places,
)
from tests.support.kept_folders import SOURCE, change_line, copy_of, crawl_sample, flip, scrapy
from tests.support.killed_child import STORE, killed_at, writing_steps
from tests.support.parts import part_of
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture(scope="module")
def rich_data(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, three of its briefings in further revisions, one forgotten, one vanished, with what was rejected.

    Not to be changed.
    """
    folder = copy_of(sample_data, tmp_path_factory.mktemp("rich") / "data")
    with SourceStore(folder.root, SOURCE) as store:
        kept = [revision.briefing() for revision in store.records.newest_of(SOURCE)]
        originals = [briefing for briefing in kept if briefing.copy_of is None]
        for briefing in originals[:3]:
            # What no page says does not come out of the archive again.
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


def _cut(file: Path, left: int) -> None:
    file.write_bytes(file.read_bytes()[:left])


def _delete(*files: Path) -> None:
    for file in files:
        file.unlink()


def _page(folder: SourceFolder, line: int = 1) -> tuple[Path, int]:
    """The archive file and the byte at which the first page of a briefing stands."""
    name, _, offset = lines(folder.briefings)[line - 1]["pages"][0]["warc"].rpartition(":")
    return folder.archive / name, int(offset)


def _hole(file: Path, start: int, end: int) -> None:
    content = file.read_bytes()
    file.write_bytes(content[:start] + bytes(end - start) + content[end:])


def _row(folder: SourceFolder, number: int) -> int:
    """Where the packed line of a revision stands in the database."""
    with closing(sqlite3.connect(folder.database)) as db:
        ((line,),) = db.execute("SELECT line FROM revisions WHERE rowid = ?", (number,))
    return folder.database.read_bytes().index(line[:60])


LOSING = {"UPDATE briefings SET revision = 2"}
"""Of what a program can do to rows, what leaves no trace of the revision that is gone."""
MENDED: dict[str, Callable[[SourceFolder], object]] = {
    **{statement: lambda f, sql=statement: spoil(f, sql) for statement in ROTTEN_ROWS},  # type: ignore[misc]
    **{statement: lambda f, sql=statement: rewrite(f, sql) for statement in WRONG_ROWS if statement not in LOSING},  # type: ignore[misc]
    "a letter of a text": lambda f: flip(f.turns, f.turns.read_bytes().index(b'"text": "') + 12),
    "an address": lambda f: change_line(f.briefings, 2, lambda line: line.update(url="http://elsewhere.example/")),
    "an id": lambda f: change_line(f.briefings, 2, lambda line: line.update(id="elsewhere.example/1")),
    "half of the turns": lambda f: _cut(f.turns, f.turns.stat().st_size // 2),
    "all files": lambda f: _delete(*f.folder.glob("*.jsonl")),
    "a state": lambda f: f.written.write_text('{"through": 9000, "hosts": []}'),
    "no state": lambda f: f.written.unlink(),
    "the first letter of the database": lambda f: flip(f.database, 0),
    "the number of pages": lambda f: flip(f.database, 31),
    "the head of a page with records": lambda f: _hole(f.database, (at := _row(f, 2) // 4096 * 4096), at + 8),
    "the page with the tables": lambda f: _hole(f.database, 100, 4096),
    "a byte of a trigger": lambda f: flip(f.database, f.database.read_bytes().index(b"TRIGGER walks_inserted") + 30),
}  # fmt: skip


@pytest.mark.parametrize("name", part_of(MENDED, 6))
def test_what_is_kept_elsewhere_stands_there_as_it_did(sample_data: Path, tmp_path: Path, name: str) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    MENDED[name](folder)
    assert faults(folder)
    told = mend(folder.root)
    assert (told.asked, faults(folder)) == ([], [])
    assert kept_in(folder.root) == before
    again = mend(folder.root)
    assert (again.done, again.again, again.unproved, again.aside) == ([], [], [], [])


LOST: dict[str, Callable[[SourceFolder], object]] = {
    "no database": lambda f: f.database.unlink(),
    "an empty one": lambda f: f.database.write_bytes(b""),
    "another file": lambda f: f.database.write_bytes(b"nothing of the kind\n" * 1000),
    "half of it": lambda f: _cut(f.database, f.database.stat().st_size // 2),
    "a hole": lambda f: _hole(f.database, 5 * 4096, f.database.stat().st_size - 4096),
}


@pytest.mark.parametrize("name", part_of(LOST, 4))
def test_a_lost_database_is_made_again_from_the_files_and_what_they_say_is_proved_by_the_archive(
    sample_data: Path, tmp_path: Path, name: str
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    LOST[name](folder)
    assert mend(folder.root).asked == []
    assert (faults(folder), kept_in(folder.root)) == ([], before)
    with closing(Database(folder.database, reading=True)) as database:
        assert database.rows("SELECT id FROM revisions WHERE NOT proved OR turns IS NULL") == []
    done = crawl_sample(folder.root)
    assert (done.code, "0 new, 0 revised, 8 unchanged" in done.out) == (0, True), done.out


UNPROVED: dict[str, Callable[[SourceFolder], object]] = {
    "a text": lambda f: flip(f.turns, f.turns.read_bytes().index(b'"text": "') + 12),
    "a speaker": lambda f: change_line(f.turns, 5, lambda turn: turn.update(speaker="Noone", speaker_evidence="label")),
    "an address of a turn": lambda f: change_line(f.turns, 5, lambda turn: turn.update(url="http://elsewhere.example/")),
    "an address": lambda f: change_line(f.briefings, 2, lambda line: line.update(url="http://elsewhere.example/")),
    "an address of a page": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(url="http://a.example/")),
    "a digest of a page": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(sha256="0" * 64)),
    "a place": lambda f: change_line(f.briefings, 2, lambda line: line["pages"][0].update(warc="gone.warc.gz:1")),
    "a day": lambda f: change_line(f.briefings, 3, lambda line: line.update(published_on="2001-01-01")),
    "a hash": lambda f: change_line(f.briefings, 2, lambda line: line.update(content_hash="0" * 64)),
    "a name": lambda f: change_line(f.briefings, 1, lambda line: line["participants"][0].update(name="Nobody")),
}  # fmt: skip


@pytest.mark.parametrize("name", part_of(UNPROVED, 4))
def test_what_a_line_says_without_a_digest_gives_way_to_the_archive(
    sample_data: Path, tmp_path: Path, name: str
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    folder.database.unlink()
    UNPROVED[name](folder)
    told = mend(folder.root)
    assert (told.asked, faults(folder)) == ([], [])
    assert told.again
    assert kept_in(folder.root) == before


def test_the_command_says_what_it_did_and_verify_finds_nothing(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    before = folder.database.read_bytes()
    done = scrapy(folder.root, "verify", "--repair", SOURCE)
    assert (done.code, done.err) == (0, "")
    assert f"mended: revisions {SOURCE}" in done.out
    (kept,) = (folder.root / "damaged").iterdir()
    assert f"set aside: briefings.sqlite: as it was, it is kept in damaged/{kept.name}\n" in done.out
    assert len(kept.read_bytes()) == len(before)
    assert scrapy(folder.root, "verify").out == CLEAN
    assert scrapy(folder.root, "verify", "--repair").out == CLEAN
    assert sorted(path.name for path in folder.root.iterdir()) == ["briefings.sqlite", "damaged", "sample"]


def test_damage_that_a_start_meets_is_refused_and_every_file_stays_as_it_is(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    _cut(folder.briefings, -40)
    kept = {file: file.read_bytes() for file in (folder.briefings, folder.turns)}
    crawl = crawl_sample(folder.root)
    assert crawl.code == 8
    assert "`scrapy verify --repair`" in crawl.out + crawl.err
    assert {file: file.read_bytes() for file in kept} == kept
    assert scrapy(folder.root, "verify", "--repair").code == 0
    assert "0 new, 0 revised, 8 unchanged" in crawl_sample(folder.root).out


# -- The archive


def test_a_damaged_fetch_is_set_aside_and_asked_for_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = _page(folder)
    size = file.stat().st_size
    flip(file, offset + 200)
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, done.err) == (3, "")
    assert f"set aside: archive/{file.name}, bytes {offset} to" in done.out
    assert done.out.endswith("; the next crawl asks for 1 briefing.\n")
    noted = next(loss for loss in losses(folder) if loss.file == f"archive/{file.name}")
    assert (noted.url, noted.place.startswith(f"bytes {offset} to")) == (lines(folder.briefings)[0]["url"], True)
    assert max(aside.stat().st_size for aside in folder.damaged.iterdir()) > 300
    assert file.stat().st_size == size
    assert (lines(folder.turns), faults(folder)) == (before, [])
    assert lines(folder.briefings)[0]["pages"][0]["warc"] is None
    assert scrapy(folder.root, "verify", "--repair").code == 3

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "0 new, 0 revised, 1 unchanged" in crawl.out) == (0, True), crawl.out
    assert scrapy(folder.root, "verify", "--repair").code == 0
    assert all(page["warc"] for briefing in lines(folder.briefings) for page in briefing["pages"])
    assert lines(folder.turns) == before


def test_an_archive_that_was_torn_after_it_was_closed_is_cut(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = lines(folder.turns)
    file, offset = _page(folder, 8)
    _cut(file, offset + 100)
    assert mend(folder.root).asked
    assert file.stat().st_size == offset
    assert (lines(folder.turns), faults(folder)) == (before, [])


def test_pages_are_found_where_they_went_when_bytes_before_them_were_lost(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    file, offset = _page(folder, 2)
    content = file.read_bytes()
    file.write_bytes(content[: offset - 2000] + content[offset - 1000 :])
    told = mend(folder.root)
    assert any(f"is not at {file.name}:" in what and f", but {file.name}:" in what for what in told.done)
    assert faults(folder) == []
    assert len(told.asked) < 3


# -- What is lost


def test_what_cannot_be_had_is_asked_for_by_the_next_crawl_under_a_new_revision(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)["revisions"]
    # One that no other is a copy of.
    named = {line["copy_of"] for line in lines(folder.briefings)}
    number, lost = next(
        (number, line) for number, line in enumerate(lines(folder.briefings), 1)
        if line["turn_count"] and line["id"] not in named
    )  # fmt: skip
    file, offset = _page(folder, number)
    flip(file, offset + 200)
    spoil(folder, f"UPDATE revisions SET line = x'00' WHERE id = '{lost['id']}'")
    change_line(folder.briefings, number, lambda line: line.update(title="Nothing of the kind"))
    done = scrapy(folder.root, "verify", "--repair")
    assert (done.code, f"set aside: revision 1 of {lost['id']}: cannot be read any more" in done.out) == (3, True), (
        done.out
    )
    assert (lost["id"] in {line["id"] for line in lines(folder.briefings)}, faults(folder)) == (False, [])
    assert [loss.revision for loss in losses(folder) if loss.briefing == lost["id"]] == [1]
    aside = b"".join(path.read_bytes() for path in folder.damaged.glob("*.bin"))
    assert b"Nothing of the kind" in aside

    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "1 new" in crawl.out) == (0, True), crawl.out
    again = {line["id"]: line["revision"] for line in lines(folder.briefings)}
    assert (again.pop(lost["id"]), set(again.values())) == (2, {1})
    assert scrapy(folder.root, "verify", "--repair").code == 0
    after = kept_in(folder.root)["revisions"]
    came = without_places(after.pop((SOURCE, lost["id"], 2))[0])
    assert came == {**without_places(before.pop((SOURCE, lost["id"], 1))[0]), "revision": 2}
    assert {key: without_places(line) for key, (line, _) in after.items()} == {
        key: without_places(line) for key, (line, _) in before.items()
    }


def test_a_revision_whose_row_is_gone_comes_back_from_the_files(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = kept_in(folder.root)
    rewrite(folder, "DELETE FROM revisions WHERE rowid = 1")
    assert (mend(folder.root).asked, faults(folder)) == ([], [])
    assert kept_in(folder.root) == before


def test_where_a_row_and_a_file_say_the_same_only_the_digest_was_damaged(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    spoil(folder, "UPDATE revisions SET turns_digest = x'00' WHERE revision = 2")
    assert (mend(folder.root).again, faults(folder), kept_in(folder.root)) == ([], [], before)


def test_an_older_revision_that_is_lost_is_said_and_not_asked_for(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    spoil(folder, "UPDATE revisions SET turns = x'00' WHERE revision = 2")
    folder.superseded.unlink()
    told = mend(folder.root)
    assert (told.asked, faults(folder)) == ([], [])
    assert len([what for what in told.aside if what.startswith("revision 2 of")]) == 3
    assert {(loss.revision, loss.why) for loss in losses(folder)} == {(2, "cannot be read any more")}


def test_what_was_forgotten_is_so_still_when_its_row_or_its_line_is_damaged(rich_data: Path, tmp_path: Path) -> None:
    for hurt in (lambda f: spoil(f, "UPDATE forgotten SET line = '{}'"), lambda f: f.database.write_bytes(b"x" * 9000)):
        folder = copy_of(rich_data, tmp_path / "data")
        before = kept_in(folder.root)["forgotten"]
        hurt(folder)
        mend(folder.root)
        assert (faults(folder), kept_in(folder.root)["forgotten"]) == ([], before)


def test_what_no_more_than_a_file_says_is_kept_and_told(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)["revisions"]
    folder.database.unlink()
    told = mend(folder.root)
    assert kept_in(folder.root)["revisions"] == before
    kinds = sorted(what.split(maxsplit=1)[0] for what in told.unproved)
    assert kinds == ["forgotten.jsonl:", "rejected.jsonl:", "revision", "revision", "revision"]
    assert (mend(folder.root).unproved, faults(folder)) == ([], [])


def test_what_is_forgotten_leaves_the_copy_of_a_damaged_database_too(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    first, id_ = folder.database.read_bytes(), lines(folder.briefings)[0]["id"]
    folder.database.write_bytes(first[:-4096])
    mend(folder.root)
    assert id_.encode() in b"".join(file.read_bytes() for file in (folder.root / "damaged").iterdir())
    assert scrapy(folder.root, "forget", id_).code == 0
    assert list((folder.root / "damaged").iterdir()) == []


def test_a_tombstone_that_is_nowhere_whole_is_said(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    (tombstone,) = lines(folder.forgotten)
    spoil(folder, "UPDATE forgotten SET line = '{}'")
    folder.forgotten.unlink()
    assert f"forgotten.jsonl: the line of '{tombstone['id']}' is damaged" in mend(folder.root).aside


def test_a_row_of_nothing_that_is_kept_is_left_out_and_said(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    before = kept_in(folder.root)
    spoil(folder, "UPDATE entries SET looked_at = '2001' WHERE key = 'news.varenia.example/1'")
    told = mend(folder.root)
    assert "entries sample news.varenia.example/1 http://news.varenia.example/1.htm: was damaged" in told.done
    assert (faults(folder), kept_in(folder.root)) == ([], before)


# -- Copies of different ages


def test_files_that_are_newer_than_the_database_keep_what_they_have_more(rich_data: Path, tmp_path: Path) -> None:
    folder = copy_of(rich_data, tmp_path / "data")
    older = folder.database.read_bytes()
    with SourceStore(folder.root, SOURCE) as store:
        first = next(store.records.newest_of(SOURCE)).briefing()
        store.keep_next(read_again(first, folder.archive, CHINA_ORG_CN), looked=False)
    before = kept_in(folder.root)
    folder.database.write_bytes(older)
    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "its files are newer than" in crawl.out + crawl.err) == (8, True)
    assert (mend(folder.root).asked, faults(folder)) == ([], [])
    assert kept_in(folder.root)["revisions"] == before["revisions"]


def test_no_repair_replaces_the_database_to_which_a_new_source_is_written(
    sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copy_of(sample_data, tmp_path / "data").root
    monkeypatch.setattr("briefings.store.lock._MOMENT", 0.1)
    with SourceStore(root, "first") as store:
        with pytest.raises(BusyError, match="a run is writing to its database, maybe the first of a source"):
            repair(root, {}, print)  # which locked the sources before that one had a file
        store.entries.note("news.varenia.example/1", "http://news.varenia.example/1.htm", EntryState.ARTICLE)
    with without_writers(root), pytest.raises(BusyError, match="`scrapy verify --repair` is mending it"):
        SourceStore(root, "second")
    mend(root)
    with SourceStore(root, "first") as store:
        assert store.entries.known("news.varenia.example/1")


# -- By chance, and killed


def _flip_by_chance(folder: SourceFolder, seed: int, count: int) -> list[str]:
    """Flip bits anywhere in the database and the files that show it; returns where."""
    chance = random.Random(seed)
    files = [folder.database, *sorted(folder.folder.glob("*.jsonl")), folder.written]
    flipped = []
    for _ in range(count):
        # By their sizes, so that no byte is likelier than another.
        file = chance.choices(files, [file.stat().st_size for file in files])[0]
        content = bytearray(file.read_bytes())
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        content[at] ^= bit
        file.write_bytes(content)
        flipped.append(f"{file.name} byte {at} bit {bit}")
    return flipped


@pytest.mark.parametrize(
    "seeds",
    [pytest.param(range(4), id="some"), pytest.param(range(4, 500), id="many", marks=pytest.mark.slow)],
)
def test_one_bit_that_flips_anywhere_changes_nothing_that_is_kept(
    rich_data: Path, tmp_path: Path, seeds: range
) -> None:
    before = kept_in(rich_data)
    for seed in seeds:
        folder = copy_of(rich_data, tmp_path / "data")
        where = _flip_by_chance(folder, seed, 1)
        was_seen = bool(faults(folder))
        told = mend(folder.root)
        assert (seed, where, told.asked, faults(folder)) == (seed, where, [], [])
        assert (seed, where, kept_in(folder.root)) == (seed, where, before)
        # What no command reads, such as a page that is free, may have been what flipped.
        assert was_seen or not (told.done or told.again or told.aside), where


@pytest.mark.parametrize(
    "seeds",
    [pytest.param(range(3), id="some"), pytest.param(range(3, 200), id="many", marks=pytest.mark.slow)],
)
def test_of_eight_bits_that_flip_nothing_is_lost_or_made_up_unsaid(
    rich_data: Path, tmp_path: Path, seeds: range
) -> None:
    before = kept_in(rich_data)["revisions"]
    for seed in seeds:
        folder = copy_of(rich_data, tmp_path / "data")
        where = _flip_by_chance(folder, seed, 8)
        told = mend(folder.root)
        assert (seed, where, faults(folder)) == (seed, where, [])
        after, said = (
            kept_in(folder.root)["revisions"],
            "\n".join([*told.again, *told.unproved, *told.aside, *told.asked]),
        )
        for key in before.keys() | after.keys():
            is_same = key in before and key in after and _same(before[key], after[key])
            assert is_same or key[1] in said, (seed, where, key, said)


def _same(before: tuple[bytes, bytes], after: tuple[bytes, bytes | None]) -> bool:
    return without_places(before[0]) == without_places(after[0]) and before[1] == after[1]


@pytest.mark.parametrize(
    "every", [pytest.param(80, id="some writes"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def test_killed_anywhere_and_run_again_it_mends_the_same(rich_data: Path, tmp_path: Path, every: int) -> None:
    hurt = copy_of(rich_data, tmp_path / "hurt")
    file, offset = _page(hurt, 3)
    flip(file, offset + 200)
    lost = lines(hurt.briefings)[2]["id"]
    spoil(hurt, f"UPDATE revisions SET line = x'00' WHERE id = '{lost}' OR rowid = 2")
    change_line(hurt.briefings, 3, lambda line: line.update(title="Nothing of the kind"))
    whole = copy_of(hurt.root, tmp_path / "whole")
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    steps = writing_steps(lambda: mend(whole.root), whole.root, folders)
    before, asked, noted = kept_in(whole.root), mend(whole.root).asked, set(losses(whole))
    assert (len(steps) > 20, asked) == (True, [lost])
    # The last writes first: by then the new database stands beside the old, or in its place.
    for step in steps[::-every]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: mend(folder.root), folders)  # noqa: B023
        assert mend(folder.root).asked == asked
        assert (faults(folder), set(losses(folder))) == ([], noted)
        assert kept_in(folder.root) == before
        assert len(list((folder.root / "damaged").iterdir())) == 1


@pytest.mark.slow
def test_a_repair_that_was_killed_and_not_run_again_leaves_a_folder_that_is_refused_or_whole(
    rich_data: Path, tmp_path: Path
) -> None:
    hurt = copy_of(rich_data, tmp_path / "hurt")
    spoil(hurt, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    before = kept_in(rich_data)
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    whole = copy_of(hurt.root, tmp_path / "whole")
    steps = writing_steps(lambda: mend(whole.root), whole.root, folders)
    for step in steps[:: len(steps) // 4]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: mend(folder.root), folders)  # noqa: B023
        files = every_file(folder.folder)
        crawl = scrapy(folder.root, "crawl", SOURCE, "-s", "BRIEFINGS_LOOK_AGAIN=0")
        if crawl.code == 8:
            shown = {name: content for name, content in every_file(folder.folder).items() if name.endswith(".jsonl")}
            assert {name: files[name] for name in shown if "/runs/" not in name} == {
                name: content for name, content in shown.items() if "/runs/" not in name
            }
            mend(folder.root)
        assert kept_in(folder.root)["revisions"].keys() >= before["revisions"].keys()
        assert faults(folder) == []
