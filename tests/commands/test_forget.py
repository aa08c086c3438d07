"""`scrapy forget`: afterwards nothing of a briefing is anywhere, and the rest is as it was."""

from __future__ import annotations

import json
import random
import re
import shutil
import sqlite3
import zlib
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from briefings.records.jsonl import briefing_of
from briefings.store import BusyError, Database, Key, Snapshot, SourceFolder, SourceStore
from briefings.store.archive.place import Place
from briefings.store.damaged import Loss, set_aside
from briefings.store.forget import forget
from briefings.store.lock import take_lock
from tests.support import copies, pager_outcomes
from tests.support.archives import strict
from tests.support.crawls import Crawler
from tests.support.damage import losses
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import HOSTS, SOURCE, copy_of, crawl_sample, flip, scrapy
from tests.support.killed_child import killed_at, writing_steps
from tests.support.pager_shapes import THE_23, Shape
from tests.support.pages import HOST, address, briefing, list_page
from tests.support.parts import part_of
from tests.support.records import SOURCE as GAZETTE
from tests.support.records import make_briefing
from tests.support.server import Site, redirect
from tests.support.stored_lines import contents, kept, lines
from tests.support.unpacked import found_in

if TYPE_CHECKING:
    from collections.abc import Iterator

GONE = "www.press.varenia.example/2000101"
OTHER = "www.press.varenia.example/2000094"
URL = "http://www.press.varenia.example/pressroom/2026-03/06/content_2000101_3.htm"
TOMBSTONES = r"/forgotten\.jsonl$|^a row of forgotten$"
DATABASE = r"^briefings\.sqlite(?:-wal)?$"
"""Tombstones stand there, too."""


def payloads(folder: SourceFolder) -> list[tuple[str, str | None, bytes]]:
    """Type, address and content of every record, as another program reads them."""
    found = []
    for file in sorted(folder.archive.iterdir()):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                url = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, url, record.content_stream().read()))
    return found


def forgotten(folder: SourceFolder, briefing: str = GONE) -> None:
    """Forget a briefing of one source, in this process."""
    forget(folder.root, [Key(folder.source, briefing)])


def said_of(folder: SourceFolder, briefing: str = GONE) -> set[str]:
    """The words of a briefing that stand in no other: its sentences, its title, and the hashes of its texts."""
    found: dict[bool, set[str]] = {True: set(), False: set()}
    for turn in lines(folder.turns):
        own = turn["briefing"] == briefing
        found[own] |= {turn["text_hash"], *(part for part in re.split(r"(?<=[.?!])\s", turn["text"]) if len(part) > 30)}
    for line in lines(folder.briefings):
        found[line["id"] == briefing] |= {line["content_hash"]}
    assert len(found[True]) > 5
    return {word for word in found[True] if not any(word in other for other in found[False])}


def packed_of(root: Path, briefing: str = GONE) -> list[bytes]:
    """Stretches of the packed lines of a briefing as they stand in pages of the database."""
    with closing(sqlite3.connect(root / "briefings.sqlite")) as db:
        rows = db.execute("SELECT line, turns FROM revisions WHERE id = ?", [briefing]).fetchall()
    return [blob[start : start + 48] for row in rows for blob in row for start in range(100, len(blob) - 48, 700)]


def assert_gone(folder: SourceFolder, words: set[str], packed: list[bytes], *named: str) -> None:
    """Nothing that it said is anywhere, and its addresses stand in tombstones and on archived pages of others only."""
    assert packed
    assert found_in(folder.root, words) == set()
    raw = b"".join(file.read_bytes() for file in folder.root.glob("briefings.sqlite*"))
    assert not [part for part in packed if part in raw]
    archived = rf"^{folder.source}/archive/"
    assert found_in(folder.root, named, but=f"{TOMBSTONES}|{DATABASE}|{archived}") == set()
    for kind, url, _ in payloads(folder):
        assert kind in {"warcinfo", "metadata"} or not any(name in str(url) for name in named)


def test_everything_of_it_is_gone_and_the_rest_is_as_it_was(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = {name: lines(folder.folder / name) for name in ("turns.jsonl", "briefings.jsonl")}
    words, packed = said_of(folder), packed_of(folder.root)
    assert found_in(folder.root, words)
    records, (archive,) = payloads(folder), folder.archive.iterdir()
    size, count_before = archive.stat().st_size, len(strict(archive))
    done = scrapy(folder.root, "forget", GONE, "--why", "asked for by its publisher")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{GONE}: 38 lines and 14 archived records removed from sample.\n"
    for name, records_before in before.items():
        assert lines(folder.folder / name) == [
            record for record in records_before if record.get("briefing", record["id"]) != GONE
        ]
    assert_in_step(folder.root, SOURCE)
    # Every other record stands where it stood; two readers that know nothing of this accept what took the place.
    assert (archive.stat().st_size, len(strict(archive))) == (size, count_before)
    left = payloads(folder)
    assert [new for new, old in zip(left, records, strict=True) if new != old] == [
        ("metadata", None, f"removed: {_tombstone(folder)['forgotten_at']}\r\n".encode())
    ] * 14
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert _tombstone(folder)["why"] == "asked for by its publisher"
    assert len(_tombstone(folder)["urls"]) == 7
    report = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    assert {one["id"] for one in report["briefings"]} == set(kept(folder.root, SOURCE))


def _tombstone(folder: SourceFolder) -> dict[str, Any]:
    (tombstone,) = lines(folder.forgotten)
    return tombstone


def test_it_never_comes_back(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    whole = briefing_of(next(line for line in lines(folder.briefings) if line["id"] == GONE))
    forgotten(folder)
    before = contents(folder.root, SOURCE)
    crawl = crawl_sample(folder.root)
    assert crawl.code == 0, crawl.err
    assert "0 new, 0 revised, 7 unchanged" in crawl.out
    assert ", 1 forgotten, all complete." in crawl.out
    named = scrapy(folder.root, "crawl", SOURCE, "-a", f"url={URL}")
    assert f"{URL} is not read: it was forgotten" in named.err
    assert "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, 1 forgotten" in named.out
    assert contents(folder.root, SOURCE) == before
    assert not [url for kind, url, _ in payloads(folder) if url and "2000101" in url]
    with SourceStore(folder.root, SOURCE) as store, pytest.raises(ValueError, match="was forgotten"):
        store.commit(whole)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        (SOURCE, "names no kept briefing. In sample it is: source."),
        (GONE[:-1], f"is, or was read from, {GONE[:-1]}."),
        ("http://www.press.varenia.example/none.htm", "Nothing that is kept in "),
        (URL.replace("_3", "_33"), "Nothing that is kept in "),
        ("http://www.press.varenia.example/pressroom/node_1001.htm", "In sample it is: list."),
        ("http://www.press.varenia.example/robots.txt", "names no kept briefing. In sample it is: "),
        ("http://www.press.varenia.example/pressroom/2025-03/17/content_2000041.htm", "In sample it is: notice."),
        ("www.press.varenia.example/2000098", "In sample it is: gallery."),
        ("http:///x", "is, or was read from, http:///x."),
    ],
)
def test_what_is_no_briefing_is_refused_and_what_it_is_is_said(
    sample_data: Path, tmp_path: Path, wrong: str, what: str
) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    before = contents(data, SOURCE)
    for command in (("forget", GONE, wrong), ("forget", "--undo", wrong), ("reread", "www.x.example/1", wrong)):
        done = scrapy(data, *command)
        assert (done.code, done.out) == (2, ""), done
    done = scrapy(data, "forget", GONE, wrong)
    assert what in done.err
    assert done.err.endswith(" Nothing was done.\n")
    assert contents(data, SOURCE) == before


def test_nothing_is_touched_while_a_crawl_is_on_and_an_address_names_it_however_it_is_spelled(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = contents(folder.root, SOURCE)
    assert scrapy(folder.root, "forget").code == 2
    crawl = take_lock(folder)
    assert scrapy(folder.root, "forget", GONE).code == 8
    crawl.release()
    assert contents(folder.root, SOURCE) == before
    spelled = URL.replace("http://", "https://") + "?utm_source=list#turn-3"
    assert f"{GONE}: 38 lines" in scrapy(folder.root, "forget", spelled).out
    again = scrapy(folder.root, "forget", GONE)
    assert (again.code, again.out) == (0, f"{GONE}: 0 lines and 0 archived records removed from sample.\n")


def test_lines_that_a_backup_brought_back_are_forgotten_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    forgotten(folder)
    for name in ("turns.jsonl", "briefings.jsonl"):
        (folder.folder / name).write_bytes((sample_data / SOURCE / name).read_bytes())
    for file in folder.root.glob("briefings.sqlite*"):
        file.unlink()
    assert f"{GONE}: 38 lines" in scrapy(folder.root, "forget", GONE).out
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert_in_step(folder.root, SOURCE)


def with_traces(data: Path, to: Path) -> SourceFolder:
    """A copy of the sample in which the briefing has older revisions, and parts of it stand wherever they can."""
    folder = copy_of(data, to)
    with SourceStore(folder.root, SOURCE) as store:
        newest = store.records.newest(Key(SOURCE, GONE))
        assert newest is not None
        for number in (2, 3):
            whole = newest.briefing()
            whole.revision = number
            for turn in whole.turns:
                turn.revision = number
            store.commit(whole)
        record = json.loads(newest.line)
        store.reject(["a trial"], {**record, "turns": newest.turn_records})
        store.reject(["a trial"], {"id": "www.press.varenia.example/1", "turns": []})
    said = newest.turn_records[3]
    nobody = {**said, "briefing": None, "id": None}
    with closing(Database(folder.database)) as database:
        set_aside(folder, database, Loss("turns.jsonl", "line 4", "x", GONE, 1), json.dumps(said).encode())
        set_aside(folder, database, Loss("turns.jsonl", "line 9", "x"), json.dumps(nobody).encode())
        set_aside(folder, database, Loss("briefings.sqlite", "a row", "x"), zlib.compress(newest.line))
        set_aside(folder, database, Loss("archive/x.warc.gz", "byte 7", "x"), zlib.compress(newest.turns or b"")[:-60])
        set_aside(
            folder, database, Loss("archive/x.warc.gz", "byte 9", "x"), b"\x1f\x8b\x08\0 packed by nobody knows what"
        )
        set_aside(folder, database, Loss("turns.jsonl", "line 7", "x", OTHER, 4), b'{"text": "Of others."}')
    for name in ("superseded.jsonl.next", "turns.jsonl.next"):
        (folder.folder / name).write_bytes(newest.turns or b"")
    (folder.root / "damaged").mkdir()
    shutil.copy(folder.database, folder.root / "damaged" / "briefings.sqlite.0123456789abcdef")
    return folder


def test_what_is_kept_of_it_anywhere_else_goes_too(sample_data: Path, tmp_path: Path) -> None:
    folder = with_traces(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    assert len(lines(folder.superseded)) == 2 * 38
    places = found_in(folder.root, words)
    for place in ("damaged/", "rejected.jsonl", "superseded.jsonl", "turns.jsonl.next", "archive/", "row of rejected"):
        assert any(place in one for one in places), place
    assert f"{GONE}: 114 lines" in scrapy(folder.root, "forget", GONE).out
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert not folder.superseded.exists()
    assert [line["record"]["id"] for line in lines(folder.rejected)] == ["www.press.varenia.example/1"]
    assert list(folder.damaged.glob("*.bin")) == []
    assert {loss.briefing for loss in losses(folder)} == {None, OTHER}
    assert_in_step(folder.root, SOURCE)


@pytest.mark.parametrize("far", [12, 0.5, 0.9])
def test_a_record_of_it_that_is_damaged_goes_too(sample_data: Path, tmp_path: Path, far: float) -> None:
    """Wherever the damage is: at byte 12 nothing of it can be unpacked, and the index tells whose it is."""
    folder = copy_of(sample_data, tmp_path / "data")
    line = next(line for line in lines(folder.briefings) if line["id"] == GONE)
    name, _, start = line["pages"][2]["warc"].rpartition(":")
    others = sorted(place.offset for place in _places(folder))
    end = next(offset for offset in others if offset > int(start))
    at = int(start) + (int(far) if far > 1 else int((end - int(start)) * far * 0.8))
    words = said_of(folder)
    flip(folder.archive / name, at)
    packed = (folder.archive / name).read_bytes()[at + 8 : at + 40]
    assert scrapy(folder.root, "forget", GONE).code == 0
    assert packed not in (folder.archive / name).read_bytes()
    assert found_in(folder.root, words) == set()


def test_of_damaged_records_those_stay_that_are_of_others(sample_data: Path, tmp_path: Path) -> None:
    """One that the index does not know, as after the database was lost, may be of what is forgotten."""
    folder = copy_of(sample_data, tmp_path / "data")
    at = {}
    for line in lines(folder.briefings):
        name, _, start = line["pages"][0]["warc"].rpartition(":")
        at[line["id"]] = int(start)
    file = folder.archive / name
    for id_ in (OTHER, GONE):
        flip(file, at[id_] + 12)
    with closing(sqlite3.connect(folder.database)) as db:
        db.execute("DELETE FROM pages WHERE offset = ?", [at[GONE]])
        db.commit()
    own, others = (file.read_bytes()[at[id_] : at[id_] + 200] for id_ in (GONE, OTHER))
    assert scrapy(folder.root, "forget", GONE).code == 0
    assert own not in file.read_bytes()
    assert file.read_bytes()[at[OTHER] : at[OTHER] + 200] == others


def _places(folder: SourceFolder) -> list[Place]:
    with closing(sqlite3.connect(folder.database)) as db:
        return [Place(*row) for row in db.execute("SELECT file, offset FROM pages ORDER BY offset")]


def test_a_copy_is_named_and_its_turns_stand_in_the_files_again(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    original, copy = (f"{host}/2000101" for host in HOSTS)
    texts = [turn["text"] for turn in lines(folder.turns)]
    done = scrapy(folder.root, "forget", original)
    told = f"{copy} (china_org_cn) holds the same words and stays, its turns with it: `scrapy forget {copy}` takes"
    assert told in done.out
    (line,) = lines(folder.briefings)
    assert (line["id"], line["copy_of"], line["turn_count"]) == (copy, None, 37)
    assert [(turn["briefing"], turn["text"]) for turn in lines(folder.turns)] == [(copy, text) for text in texts]
    assert found_in(folder.root, [original], but=f"{TOMBSTONES}|{DATABASE}") == set()
    assert_in_step(folder.root, folder.source)


@pytest.mark.parametrize("named", [0, 1])
def test_copies_takes_whatever_holds_the_same_words(copies_data: Path, tmp_path: Path, named: int) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    words, packed = said_of(folder, f"{HOSTS[0]}/2000101"), packed_of(folder.root, f"{HOSTS[0]}/2000101")
    done = scrapy(folder.root, "forget", f"http://{HOSTS[named]}/2026-03/06/content_2000101_2.htm", "--copies")
    # Seven pages and their requests, and what a look asked for on behalf of one of them.
    counted = re.findall(r"38 lines and (\d+) archived records removed from china_org_cn", done.out)
    assert (done.code, len(counted), min(map(int, counted)) >= 14) == (0, 2, True)
    assert "holds the same words" not in done.out
    assert lines(folder.briefings) == lines(folder.turns) == []
    assert_gone(folder, words, packed, *(f"{host}/2000101" for host in HOSTS))


def test_of_several_sources_all_forget_it_and_their_copies_get_their_turns_back(tmp_path: Path) -> None:
    root, other = tmp_path / "data", copies.OTHER
    copies.run(root, [copies.conference("11"), copies.conference("12", host=copies.HOSTS[1])])
    copies.run(root, [copies.conference("11", source=other), copies.conference("13", source=other)], other)
    gone, url = f"{copies.HOSTS[0]}/11", copies.conference("11").url
    assert {line for source in (GAZETTE, other) for line in copies.lines_by_id(root, source)} > {gone}
    done = scrapy(root, "forget", gone)
    assert (done.code, done.err) == (0, "")
    assert [line for line in done.out.splitlines() if gone in line] == [
        f"{gone}: 6 lines and 0 archived records removed from {GAZETTE}.",
        f"{gone}: 6 lines and 0 archived records removed from {other}.",
    ]
    assert done.out.count("holds the same words and stays") == 2
    assert all(url in _tombstone(SourceFolder(root, source))["urls"] for source in (GAZETTE, other))
    assert_in_step(root, GAZETTE, other)
    left = {**copies.copies(root), **copies.copies(root, other)}
    assert set(left) == {f"{copies.HOSTS[0]}/13", f"{copies.HOSTS[1]}/12"}
    assert sorted(turns for _, _, turns in left.values()) == [0, 5], "one of the two is a copy of the other now"
    assert found_in(root, [gone], but=f"{TOMBSTONES}|{DATABASE}") == set()


def test_no_older_revision_of_a_copy_names_it_any_more(tmp_path: Path) -> None:
    root, copy = tmp_path / "data", copies.conference("12", host=copies.HOSTS[1])
    copies.run(root, [copies.conference("11"), copy])
    changed = copies.conference("12", [*copies.LONG, (None, "A word more.")], copies.HOSTS[1])
    copies.run(root, [changed])
    folder = SourceFolder(root, GAZETTE)
    gone = f"{copies.HOSTS[0]}/11"
    assert [line["copy_of"] for line in lines(folder.superseded) if "copy_of" in line] == [gone]
    forget(root, [Key(GAZETTE, gone)])
    (older,) = (line for line in lines(folder.superseded) if "copy_of" in line)
    assert (older["copy_of"], older["turn_count"]) == (None, 5)
    assert_in_step(root, GAZETTE)
    assert found_in(root, [gone], but=f"{TOMBSTONES}|{DATABASE}") == set()


# -- Addresses

_FORMS = tuple(shape for number, shape in enumerate(THE_23) if number % 2 == 0)
assert len(_FORMS) == 12


@pytest.fixture
def forms(site: Site, crawler: Crawler) -> Crawler:
    """A crawl that read three pages at each of twelve forms of addresses."""
    for shape in _FORMS:
        pager_outcomes.serve(site, shape)
    crawl = crawler.first("briefing", "-a", f"url={','.join(_address(shape, 0) for shape in _FORMS)}")
    assert [len(line["pages"]) for source in _sources(crawler.data) for line in crawl.briefings(source)] == [3] * 12
    return crawler


def _address(shape: Shape, number: int) -> str:
    return shape.urls[number].replace("http://press.varenia.example", pager_outcomes.host_of(shape))


def _sources(data: Path) -> list[str]:
    return sorted(folder.name for folder in data.iterdir() if folder.is_dir())


@pytest.mark.parametrize("number", part_of([1, 0, 2], 3))
def test_the_address_of_any_page_of_any_form_forgets_all_of_it(forms: Crawler, site: Site, number: int) -> None:
    (source,) = _sources(forms.data)
    folder = SourceFolder(forms.data, source)
    words = {turn["text"] for turn in lines(folder.turns) if len(turn["text"]) > 30}
    packed = [part for id_ in kept(forms.data, source) for part in packed_of(forms.data, id_)]
    done = scrapy(forms.data, "forget", *(_address(shape, number) for shape in _FORMS))
    assert (done.code, done.err) == (0, "")
    counted = re.findall(r"13 lines and (\d) archived records removed", done.out)
    # The request and the response of each page, and what a look at a link of it left.
    assert (len(counted), min(map(int, counted))) == (12, 2 * 3)
    assert kept(forms.data, source) == {}
    assert_gone(folder, words, packed, *(_address(shape, n) for shape in _FORMS for n in range(3)))
    assert_in_step(forms.data, source)
    site.log.clear()
    urls = [_address(shape, n) for shape in _FORMS for n in range(3)]
    crawl = forms.run(source, "-a", f"url={','.join(urls)}")
    assert site.visits() == []
    assert kept(forms.data, source) == {}
    assert f"{urls[-1]} is not read: it was forgotten" in crawl.err


@pytest.mark.parametrize("status", [301, 302])
def test_an_address_that_leads_to_it_names_it_and_its_record_goes_too(
    site: Site, crawler: Crawler, status: int
) -> None:
    old, list_ = address(6999), f"http://{HOST}/pressroom/node_8001.htm"
    site.serve_all({**briefing(7001, 2), **briefing(7002, 2)})
    site.serve(old, redirect(address(7001), status=status))
    site.serve(list_, list_page([old, address(7002)]))
    run = ("china_org_cn", "-a", f"lists={list_}", "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert crawler.run(*run).code == 0
    folder = SourceFolder(crawler.data, "china_org_cn")
    gone, stays = f"{HOST}/7001", f"{HOST}/7002"
    words, packed = said_of(folder, gone), packed_of(folder.root, gone)
    assert f"{gone}: " in scrapy(folder.root, "forget", old).out
    assert_gone(folder, words, packed, gone, "content_7001", old)
    assert_in_step(folder.root, folder.source)
    site.log.clear()
    crawl = crawler.run(*run)
    assert (crawl.code, kept(folder.root, folder.source)) == (0, {stays: 1}), crawl.err
    assert not {old, address(7001), address(7001, 2)} & set(site.visits())


def test_no_request_leaves_for_it_where_another_page_leads_there(copies_data: Path, tmp_path: Path, site: Site) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    forgotten(folder, f"{HOSTS[0]}/2000101")
    gone = f"http://{HOSTS[0]}/2026-03/06/content_2000101.htm"
    site.serve(gone, b"<html><body><p>It is still here.</p></body></html>")
    detour = f"http://{HOSTS[1]}/2026-03/06/content_7.htm"
    site.serve(detour, redirect(gone))
    site.serve(detour.replace("_7", "_7_2"), redirect(gone))
    crawl = Crawler(site, folder.root).run("china_org_cn", "-a", f"url={detour}")
    assert detour in site.visits()
    assert gone not in site.visits()
    assert f"{detour} was not read (forgotten)" in crawl.out


def test_what_two_briefings_have_is_named_by_id_and_stays_with_the_other(tmp_path: Path) -> None:
    root = tmp_path / "data"
    one, two = make_briefing("1"), make_briefing("2", [("Ilka Torvane", "Something else is said here.")])
    two.pages.append(one.pages[0])
    copies.run(root, [one, two])
    done = scrapy(root, "forget", one.url)
    assert (done.code, f"is a page of {one.id} and of {two.id}: name one of them by its id." in done.err) == (2, True)
    assert scrapy(root, "forget", one.id).code == 0
    assert kept(root) == {two.id: 1}
    assert_in_step(root, GAZETTE)


def test_pages_that_are_left_of_a_briefing_without_records_go(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7001, 3))
    killed = crawler.kill_after(3, "china_org_cn", "-a", f"url={address(7001)}", seconds=0.0)
    folder = SourceFolder(crawler.data, "china_org_cn")
    if killed.briefings():
        with closing(sqlite3.connect(folder.database)) as db:
            db.executescript("DELETE FROM revisions; DELETE FROM briefings; UPDATE sources SET stale = 1")
    done = scrapy(folder.root, "forget", address(7001))
    assert (done.code, done.out.startswith(f"{HOST}/7001: 0 lines and ")) == (0, True), done
    assert not [url for kind, url, _ in payloads(folder) if url and "7001" in url]
    assert_in_step(folder.root, folder.source)


def test_a_page_whose_address_gives_no_hint_brings_nothing_back(site: Site, crawler: Crawler) -> None:
    host = "http://talks.varenia.example"

    def serve(last: int) -> None:
        for number in range(1, last + 1):
            links = "".join(f'<a href="{_talk(other)}">{other}</a> ' for other in range(1, last + 1))
            said = f"<p>Ada Lorn: Is part {number} paid for?</p><p>Bo Marsk: We paid for part {number} in June.</p>"
            site.serve(f"{host}/{_talk(number)}", f"<html><body><div>{said}</div><p>{links}</p></body></html>".encode())

    serve(2)
    assert crawler.run("briefing", "-a", f"url={host}/{_talk(1)}").code == 0
    folder = SourceFolder(crawler.data, "briefing")
    (one,) = kept(folder.root, "briefing")
    forgotten(folder, one)
    serve(3)
    crawl = crawler.run("briefing", "-a", f"url={host}/{_talk(3)}")
    assert f"{host}/{_talk(3)}" in site.visits()
    assert f"{one} was forgotten" in crawl.err
    assert kept(folder.root, "briefing") == {}
    report = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["state"]) for one in report["briefings"]] == [(one, "forgotten")]


def _talk(number: int) -> str:
    return "talk.html" if number == 1 else f"talk_{number}.html"


# -- Undoing it


def test_undo_lets_the_next_crawl_read_it_again_and_what_was_not_forgotten_is_refused(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    assert (
        f"{GONE} names no forgotten briefing. In sample it is: kept."
        in scrapy(folder.root, "forget", "--undo", GONE).err
    )
    forgotten(folder)
    done = scrapy(folder.root, "forget", "--undo", URL)
    told = f"{GONE} (sample) may be read again: the next crawl of a list there that names it does so.\n"
    assert (done.code, done.out, done.err) == (0, told, "")
    assert not folder.forgotten.exists()
    assert_in_step(folder.root, SOURCE)
    assert scrapy(folder.root, "forget", "--undo", GONE).code == 2
    crawl = scrapy(folder.root, "crawl", SOURCE)
    assert (crawl.code, "1 new, 0 revised, 0 unchanged" in crawl.out) == (0, True), crawl.out
    assert sorted(kept(folder.root, SOURCE)) == sorted(kept(sample_data, SOURCE))


# -- While others read, and kills


def test_an_export_that_is_on_is_waited_for_and_then_said_and_the_next_start_goes_on(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    with Snapshot(folder.root):
        with pytest.raises(BusyError, match="an export is on"):
            forget(folder.root, [Key(SOURCE, GONE)], patience=0.3)
        assert GONE not in kept(folder.root, SOURCE)
        assert _tombstone(folder)["removed_at"] is None
        crawl = crawl_sample(folder.root)
        assert (crawl.code, "an export is on" in crawl.err) == (0, True)
    assert crawl_sample(folder.root).code == 0
    assert _tombstone(folder)["removed_at"] is not None
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert scrapy(folder.root, "forget", GONE).code == 0


@pytest.fixture(scope="module")
def traced(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_traces(sample_data, tmp_path_factory.mktemp("traced") / "data").root


@pytest.fixture(scope="module")
def writes(traced: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """The steps at which forgetting writes."""
    whole = copy_of(traced, tmp_path_factory.mktemp("forgotten") / "whole")
    steps = writing_steps(lambda: forgotten(whole), whole.root)
    assert len(steps) > 40
    yield steps
    shutil.rmtree(whole.root)


@pytest.mark.parametrize("finish", part_of(["command", "start", "export"], 3))
@pytest.mark.parametrize("kills", [pytest.param(5, id="5"), pytest.param(1000, id="all", marks=pytest.mark.slow)])
def test_killed_anywhere_it_is_finished_by_the_command_or_any_other_start(
    traced: Path, writes: list[int], tmp_path: Path, kills: int, finish: str
) -> None:
    unharmed, whole = SourceFolder(traced, SOURCE), copy_of(traced, tmp_path / "whole")
    words, packed = said_of(unharmed), packed_of(traced)
    forgotten(whole)
    for step in random.Random(finish).sample(writes, min(kills, len(writes))):
        folder = copy_of(traced, tmp_path / "killed")
        assert killed_at(step, lambda: forgotten(folder))  # noqa: B023
        if finish == "command":
            forgotten(folder)
        elif finish == "start":
            SourceStore(folder.root, SOURCE).close()
        else:
            Snapshot(folder.root).close()
        assert_in_step(folder.root, SOURCE)
        begun = folder.forgotten.exists()
        assert begun or finish != "command"
        for name in ("turns.jsonl", "briefings.jsonl", "superseded.jsonl", "rejected.jsonl"):
            same = (whole if begun else unharmed).folder / name
            left = folder.folder / name
            assert left.exists() == same.exists(), (step, name)
            assert not left.exists() or left.read_bytes() == same.read_bytes(), (step, name)
        if begun:
            assert _tombstone(folder)["removed_at"] is not None, step
            assert_gone(folder, words, packed, GONE, "content_2000101")
            assert not list(folder.folder.rglob("*.next")), step


@pytest.mark.parametrize("kills", [pytest.param(4, id="4"), pytest.param(1000, id="all", marks=pytest.mark.slow)])
def test_killed_while_several_sources_forget_all_of_them_do_or_none(tmp_path: Path, kills: int) -> None:
    root, other = tmp_path / "data", copies.OTHER
    copies.run(root, [copies.conference("11"), copies.conference("12", host=copies.HOSTS[1])])
    copies.run(root, [copies.conference("11", source=other), copies.conference("13", source=other)], other)
    one, two = (f"{copies.HOSTS[0]}/{number}" for number in (11, 13))
    named = [Key(GAZETTE, one), Key(other, one), Key(other, two)]
    steps = writing_steps(lambda: forget(copy_of(root, tmp_path / "whole").root, named), tmp_path / "whole")
    whole = copies.state(tmp_path / "whole", GAZETTE, other)
    assert whole != copies.state(root, GAZETTE, other)
    for step in random.Random(kills).sample(steps, min(kills, len(steps))):
        killed = copy_of(root, tmp_path / "killed").root
        killed_at(step, lambda: forget(killed, named))  # noqa: B023
        with Snapshot(killed):
            assert copies.state(killed, GAZETTE, other) in (whole, copies.state(root, GAZETTE, other)), step
        forget(killed, named)
        assert copies.state(killed, GAZETTE, other) == whole, step
        assert_in_step(killed, GAZETTE, other)


def test_killed_and_run_again_the_command_ends_as_undisturbed(traced: Path, writes: list[int], tmp_path: Path) -> None:
    for step in random.Random(7).sample(writes, 2):
        folder = copy_of(traced, tmp_path / "killed")
        assert killed_at(step, lambda: forgotten(folder))  # noqa: B023
        done = scrapy(folder.root, "forget", URL)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"{GONE}: ")
