"""Archived responses come back byte for byte, and after a kill or a full disk every reader accepts the files."""

from __future__ import annotations

import gzip
import os
import random
import resource
from contextlib import nullcontext, suppress
from pathlib import Path
from types import SimpleNamespace

import brotli  # type: ignore[import-untyped]
import pytest
from warcio.checker import Checker  # type: ignore[import-untyped]

from briefings.store.archive.warc import digest_of
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.archives import PAGE, URL, archives, exchange, strict
from tests.support.parts import part_of
from tests.support.records import SOURCE, make_briefing

ANSWERS = {
    "plain": (200, [(b"Content-Type", b"text/html"), (b"Content-Length", b"1500")], PAGE),
    "gzip": (200, [(b"Content-Encoding", b"gzip"), (b"Etag", b'"a-1"')], gzip.compress(PAGE)),
    "br": (200, [(b"Content-Encoding", b"br")], brotli.compress(PAGE)),
    "torn": (200, [(b"Content-Encoding", b"gzip")], gzip.compress(PAGE)[:40]),
    "without headers": (200, [], PAGE),
    "empty": (200, [], b""),
    "not found": (404, [(b"Content-Type", b"text/html")], b"<p>Not here.</p>"),
    "redirect": (301, [(b"Location", b"/elsewhere.htm")], b""),
    "unknown status": (799, [], b"?"),
    "several of a name": (200, [(b"Via", b"1.1 a"), (b"Via", b"1.1 b")], b"x"),
    "other letters": (200, [(b"X-Press", "Préß".encode()), (b"X-Latin", b"\xe9\xff")], b"\r\n\r\n\0\x1f\x8b\x08"),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_an_answer_comes_back_as_it_came(tmp_path: Path, name: str) -> None:
    status, headers, body = ANSWERS[name]
    with SourceStore(tmp_path, SOURCE) as store:
        place = store.archive.store(exchange(status=status, body=body, headers=headers))
        here = store.archive.read(place)
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.archive.read(place) == here
    assert (here.url, here.status, here.headers, here.body) == (URL, status, headers, body)
    assert (here.fetched_at, here.digest) == ("2026-03-05T08:00:00Z", digest_of(body))
    (file,) = archives(tmp_path)
    assert strict(file) == [("warcinfo", None), ("response", URL), ("request", URL)]
    if name != "br":  # warcio's own check unpacks the payload too, and fails on brotli's present release
        assert Checker(SimpleNamespace(inputs=[str(file)], verbose=False)).process_all() == 0


def test_an_answer_that_was_read_is_found_by_its_address_and_names_how_to_ask_whether_it_changed(
    tmp_path: Path,
) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        place = store.archive.store(exchange(headers=[(b"Etag", b'"1"')]))
        store.archive.judge(place, accepted=True)
    for _ in range(2):
        with SourceStore(tmp_path, SOURCE) as store:
            again = store.archive.index.accepted(URL)
            assert again is not None
            assert (again.place, again.etag) == (place, '"1"')
        (tmp_path / "briefings.sqlite").unlink()
        for name in ("turns.jsonl", "briefings.jsonl", "written.json"):
            (SourceFolder(tmp_path, SOURCE).folder / name).unlink()
        briefing = make_briefing()
        briefing.pages[0].warc = place
        with SourceStore(tmp_path, SOURCE) as store:
            store.commit(briefing)


def test_credentials_and_cookies_are_left_out(tmp_path: Path) -> None:
    secret = [(b"Set-Cookie", b"visitor=moonlight"), (b"Server", b"press")]
    asked = [
        (b"Cookie", b"visitor=moonlight"),
        (b"Authorization", b"Basic moonlight"),
        (b"Proxy-Authorization", b"moonlight"),
    ]
    with SourceStore(tmp_path, SOURCE) as store:
        place = store.archive.store(exchange(headers=secret, request_headers=asked))
        assert store.archive.read(place).headers == [(b"Server", b"press")]
    assert b"moonlight" not in gzip.decompress(archives(tmp_path)[0].read_bytes())


def test_only_a_run_that_stores_something_begins_a_file(tmp_path: Path) -> None:
    for number in range(3):
        with SourceStore(tmp_path, SOURCE) as store:
            store.commit(make_briefing(str(number)))
    assert archives(tmp_path) == []


def test_files_of_earlier_runs_are_never_touched(tmp_path: Path) -> None:
    before: dict[Path, tuple[bytes, int]] = {}
    for number in range(4):
        with SourceStore(tmp_path, SOURCE) as store:
            store.archive.store(exchange(f"{URL}?{number}"))
        now = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in archives(tmp_path)}
        assert len(now) == number + 1
        assert now.items() >= before.items()
        before = now


@pytest.mark.parametrize("at", ["first byte", "body", "end"])
def test_a_record_that_was_changed_is_named_and_not_believed(tmp_path: Path, at: str) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        place = store.archive.store(exchange(body=random.Random(3).randbytes(3000)))
        (file,) = archives(tmp_path)
        raw = bytearray(file.read_bytes())
        offset = int(place.rpartition(":")[2])
        where = {"first byte": offset, "body": offset + 1200, "end": (offset + len(raw)) // 2}[at]
        raw[where] ^= 0xFF
        file.write_bytes(raw if at != "end" else raw[:where])
        with pytest.raises(ValueError, match=rf"{file.name}: the record at byte {offset} .* fetched again"):
            store.archive.read(place)
    with SourceStore(tmp_path, SOURCE) as store, pytest.raises(ValueError, match="cannot be read"):
        store.archive.read("gone-00.warc.gz:0")


def test_a_record_in_the_place_of_another_is_not_believed(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        place = store.archive.store(exchange())
        with pytest.raises(ValueError, match="another than the index knows of"):
            store.archive.read(place, digest_of(b"another page"))


# A kill.

WRITING = """
import sys; from pathlib import Path; from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE
from tests.support.archives import URL, exchange
import random
with SourceStore(Path(sys.argv[1]), SOURCE) as store:
    print("open", flush=True)
    for number in range(100_000):
        store.archive.store(exchange(f"{URL}?{number}", body=random.Random(number).randbytes(40_000)))
        print(number, flush=True)
"""


def _kill_while_writing(root: Path, moment: float) -> int:
    """Return the number of responses the killed run reported as stored."""
    run = processes.start("-c", WRITING, str(root))
    run.wait_for_lines(1)
    run.is_over(moment)
    run.kill()
    run.wait()
    return run.out.count("\n") - 1


def _nothing_was_lost(root: Path, moment: float) -> None:
    told = _kill_while_writing(root, moment)
    with SourceStore(root, SOURCE) as store:
        for number in range(told):
            kept = store.archive.interrupted(f"{URL}?{number}")
            assert kept is not None
            assert store.archive.read(kept.place, kept.payload).body == random.Random(number).randbytes(40_000)
        assert store.archive.interrupted(f"{URL}?{told + 1}") is None
    for file in archives(root):
        assert len(strict(file)) >= 2 * told


@pytest.mark.parametrize("number", range(2))
def test_a_kill_loses_no_stored_answer(tmp_path: Path, number: int) -> None:
    _nothing_was_lost(tmp_path, random.Random(number).uniform(0, 0.2))


@pytest.mark.slow
@pytest.mark.parametrize("number", range(2, 60))
def test_many_kills_lose_no_stored_answer(tmp_path: Path, number: int) -> None:
    _nothing_was_lost(tmp_path, random.Random(number).uniform(0, 0.5))


@pytest.mark.parametrize("left", part_of(range(1, 1400, 67), 7))
def test_a_file_torn_at_any_byte_is_whole_after_the_next_start(tmp_path: Path, left: int) -> None:
    """As left by a kill within a write: no index, and the file cut anywhere."""
    with SourceStore(tmp_path, SOURCE) as store:
        places = [store.archive.store(exchange(f"{URL}?{number}")) for number in range(2)]
    (file,) = archives(tmp_path)
    whole = file.read_bytes()
    (tmp_path / "briefings.sqlite").unlink()
    file.write_bytes(whole[:left])
    with SourceStore(tmp_path, SOURCE) as store:
        there = [int(place.rpartition(":")[2]) for place in places]
        for place, offset in zip(places, there, strict=True):
            if offset + 400 < min(left, len(whole)) and (offset == there[0] and left > there[1]):
                assert store.archive.read(place).body == PAGE
    for one in archives(tmp_path):
        strict(one)
        assert whole.startswith(one.read_bytes())
    with SourceStore(tmp_path, SOURCE) as store:
        store.archive.store(exchange())
    assert all(strict(one) for one in archives(tmp_path))


def test_damage_within_a_file_costs_only_what_it_hit(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        places = [store.archive.store(exchange(f"{URL}?{n}", body=os.urandom(2000))) for n in range(3)]
    (file,) = archives(tmp_path)
    raw = bytearray(file.read_bytes())
    raw[int(places[1].rpartition(":")[2]) + 900] ^= 0xFF
    file.write_bytes(raw)
    (tmp_path / "briefings.sqlite").unlink()
    with SourceStore(tmp_path, SOURCE) as store:
        for number, place in enumerate(places):
            if number != 1:
                assert store.archive.read(place).url == f"{URL}?{number}"
    assert "no complete record in bytes" in caplog.text
    assert file.read_bytes() == raw


def test_a_torn_end_is_cut_off_whatever_the_name_says_of_its_time(tmp_path: Path) -> None:
    """When the clock was set back, the file of a killed run comes before those of earlier runs."""
    for number in range(2):
        with SourceStore(tmp_path, SOURCE) as store:
            places = [store.archive.store(exchange(f"{URL}?{number}{n}")) for n in range(2)]
    first, last = archives(tmp_path)
    whole = first.read_bytes()
    first.write_bytes(whole[:-30])
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.archive.read(places[1]).url == f"{URL}?11"
    assert len(strict(first)) == 4
    assert whole.startswith(first.read_bytes())
    assert len(strict(last)) == 5


def test_a_file_that_was_deleted_is_forgotten(tmp_path: Path) -> None:
    with SourceStore(tmp_path, SOURCE) as store:
        store.archive.judge(store.archive.store(exchange()), accepted=True)
    archives(tmp_path)[0].unlink()
    with SourceStore(tmp_path, SOURCE) as store:
        assert store.archive.index.accepted(URL) is None


def test_a_full_disk_is_named_and_the_next_start_is_whole(tmp_path: Path) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = SourceStore(tmp_path, SOURCE)
    stored = []
    resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, hard))
    try:
        for number in range(30):
            with suppress(StorageError) if number > 5 else nullcontext():
                store.archive.store(exchange(f"{URL}?{number}", body=random.Random(number).randbytes(20_000)))
                stored.append(number)
        with pytest.raises(StorageError, match="closed to this run"):
            store.archive.store(exchange())
        store.close()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert len(stored) > 5
    with SourceStore(tmp_path, SOURCE) as store:
        assert all(store.archive.interrupted(f"{URL}?{number}") for number in stored)
    assert len(strict(archives(tmp_path)[0])) == 1 + 2 * len(stored)
