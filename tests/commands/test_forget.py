"""`scrapy forget`: afterwards nothing of a briefing is anywhere, and the rest is as it was."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from filelock import FileLock
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from briefings.records.jsonl import briefing_of
from briefings.records.revisions import Decision
from briefings.store import SourceFolder, SourceStore
from briefings.store.forget import forget
from tests.support.archives import strict
from tests.support.crawls import Crawler
from tests.support.damage import every_file, faults
from tests.support.kept_folders import HOSTS, SOURCE, copy_of, crawl_sample, scrapy
from tests.support.killed_child import killed_at, writing_steps
from tests.support.server import Site, redirect
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path

GONE = "www.press.varenia.example/2000101"
URL = "http://www.press.varenia.example/pressroom/2026-03/06/content_2000101_3.htm"


def payloads(folder: SourceFolder) -> list[tuple[str, str | None, bytes]]:
    """Type, address and content of every record, as another program reads them."""
    found = []
    for file in sorted(folder.archive.iterdir()):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream):
                address = record.rec_headers.get_header("WARC-Target-URI")
                found.append((record.rec_type, address, record.content_stream().read()))
    return found


def test_everything_of_it_is_gone_and_the_rest_is_as_it_was(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = {name: lines(folder.folder / name) for name in ("turns.jsonl", "briefings.jsonl")}
    records, (archive,) = payloads(folder), folder.archive.iterdir()
    text = next(turn["text"] for turn in before["turns.jsonl"] if turn["briefing"] == GONE).encode()[:40]
    assert any(text in content for _, _, content in records)
    size, count_before = archive.stat().st_size, len(strict(archive))
    done = scrapy(folder.root, "forget", GONE, "--why", "asked for by its publisher")
    assert (done.code, done.err) == (0, "")
    assert done.out == f"{GONE}: 38 lines and 14 archived records removed from sample.\n"
    for name, records_before in before.items():
        assert lines(folder.folder / name) == [
            record for record in records_before if record.get("briefing", record["id"]) != GONE
        ]
    assert faults(folder) == []
    # Every other record stands where it stood; two readers that know nothing of this accept what took the place.
    assert (archive.stat().st_size, len(strict(archive))) == (size, count_before)
    left = payloads(folder)
    assert [new for new, old in zip(left, records, strict=True) if new != old] == [
        ("metadata", None, f"removed: {_tombstone(folder)['forgotten_at']}\r\n".encode())
    ] * 14
    assert not [content for _, address, content in left if text in content or (address and "2000101" in address)]
    everything = b"".join(every_file(folder.root).values()).replace(folder.forgotten.read_bytes(), b"")
    assert text not in everything
    assert _tombstone(folder)["why"] == "asked for by its publisher"
    assert len(_tombstone(folder)["urls"]) == 7


def _tombstone(folder: SourceFolder) -> dict[str, Any]:
    (tombstone,) = lines(folder.forgotten)
    return tombstone


def test_it_never_comes_back(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    whole = briefing_of(next(line for line in lines(folder.briefings) if line["id"] == GONE))
    forget(folder, [GONE])
    before = contents(folder.root, SOURCE)
    crawl = crawl_sample(folder.root)
    assert crawl.code == 0, crawl.err
    assert "0 new, 0 revised, 7 unchanged" in crawl.out
    assert ", 1 forgotten, all complete." in crawl.out
    named = scrapy(folder.root, "crawl", SOURCE, "-a", f"url={URL}")
    assert f"{URL} is not read: it was forgotten" in named.err
    assert "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, 1 forgotten" in named.out
    assert contents(folder.root, SOURCE) == before
    assert not [address for kind, address, _ in payloads(folder) if address and "2000101" in address]
    with SourceStore(folder.root, SOURCE) as store, pytest.raises(ValueError, match="was forgotten"):
        store.commit(whole)


def test_a_briefing_is_named_whole_or_by_an_address_and_one_that_is_not_kept_stops_all(
    sample_data: Path, tmp_path: Path
) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    before = contents(folder.root, SOURCE)
    for wrong in (SOURCE, GONE[:-1], "http://www.press.varenia.example/none.htm"):
        done = scrapy(folder.root, "forget", GONE, wrong)
        assert (done.code, done.out, "Nothing was done." in done.err) == (2, "", True)
    assert "it is a source: delete its folder" in scrapy(folder.root, "forget", SOURCE).err
    assert scrapy(folder.root, "forget").code == 2
    with FileLock(folder.lock):
        assert scrapy(folder.root, "forget", GONE).code == 8
    assert contents(folder.root, SOURCE) == before
    assert f"{GONE}: 38 lines" in scrapy(folder.root, "forget", URL).out
    again = scrapy(folder.root, "forget", GONE)
    assert (again.code, again.out) == (0, f"{GONE}: 0 lines and 0 archived records removed from sample.\n")


def test_lines_that_a_backup_brought_back_are_named_and_forgotten_again(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    forget(folder, [GONE])
    for file in ("turns.jsonl", "briefings.jsonl"):
        (folder.folder / file).write_bytes((sample_data / SOURCE / file).read_bytes())
    scrapy(folder.root, "reindex")
    assert any(f"{GONE} was forgotten; `scrapy forget {GONE}` removes it again" in fault for fault in faults(folder))
    forget(folder, [GONE])
    assert faults(folder) == []


def test_older_revisions_and_rejected_records_go_too(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    old = [line for name in ("turns.jsonl", "briefings.jsonl") for line in lines(folder.folder / name)]
    folder.superseded.write_bytes(folder.turns.read_bytes() + folder.briefings.read_bytes())
    for file in (folder.turns, folder.briefings):
        file.write_bytes(file.read_bytes().replace(b'"revision": 1', b'"revision": 2'))
    folder.rejected.write_text("".join(json.dumps({"reason": ["x"], "record": line}) + "\n" for line in old[-8:]))
    scrapy(folder.root, "reindex")
    forget(folder, [GONE])
    assert len(lines(folder.superseded)) == len(old) - 38
    assert len(lines(folder.rejected)) == 7
    assert GONE.encode() not in folder.superseded.read_bytes() + folder.rejected.read_bytes()
    assert faults(folder) == []


def test_a_copy_of_it_is_named_and_its_turns_come_back(copies_data: Path, tmp_path: Path) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    original, copy = (f"{host}/2000101" for host in HOSTS)
    turns = lines(folder.turns)
    done = scrapy(folder.root, "forget", original)
    assert f"{copy} (china_org_cn) is a copy of it, whose turns the next crawl reads again" in done.out
    assert lines(folder.turns) == []
    db = sqlite3.connect(folder.ledger)
    assert db.execute("SELECT id, looked_at FROM briefings").fetchall() == [(copy, None)]
    db.close()
    (line,) = lines(folder.briefings)
    with SourceStore(folder.root, folder.source) as store:
        assert store.compare(briefing_of(line, turns)) is Decision.REVISION, "the next crawl keeps its turns again"
    assert len(turns) == 37


@pytest.fixture(scope="module")
def writes(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> list[int]:
    """The steps at which forgetting writes."""
    whole = copy_of(sample_data, tmp_path_factory.mktemp("forgotten") / "whole")
    steps = writing_steps(lambda: forget(whole, [GONE]), whole.root)
    assert len(steps) > 40
    return steps


@pytest.mark.parametrize("ledger_lost", [False, True])
@pytest.mark.parametrize("finish", ["command", "start"])
@pytest.mark.parametrize(
    "stride", [pytest.param(17, id="some writes"), pytest.param(1, id="all writes", marks=pytest.mark.slow)]
)
def test_killed_anywhere_it_is_finished_by_the_command_or_the_next_start(
    sample_data: Path, writes: list[int], tmp_path: Path, stride: int, finish: str, ledger_lost: bool
) -> None:
    whole = copy_of(sample_data, tmp_path / "whole")
    forget(whole, [GONE])
    unharmed = copy_of(sample_data, tmp_path / "unharmed")
    for step in writes[::stride]:
        folder = copy_of(sample_data, tmp_path / "killed")
        assert killed_at(step, lambda: forget(folder, [GONE]))  # noqa: B023
        if ledger_lost:
            for file in folder.root.glob("ledger.sqlite*"):
                file.unlink()
        if finish == "command":
            forget(folder, [GONE])
        SourceStore(folder.root, SOURCE).close()
        begun = folder.forgotten.exists()
        assert kept(folder.root, SOURCE) == kept((whole if begun else unharmed).root, SOURCE), step
        assert faults(folder) == [], step
        for name in ("turns.jsonl", "briefings.jsonl"):
            assert (folder.folder / name).read_bytes() == ((whole if begun else unharmed).folder / name).read_bytes()
        if begun:
            assert not [address for _, address, _ in payloads(folder) if address and "2000101" in address]
        assert not [file for file in folder.folder.rglob("*.next") if file.name != "forgotten.jsonl.next"]


def test_no_request_leaves_for_it_where_another_page_leads_there(copies_data: Path, tmp_path: Path, site: Site) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    forget(folder, [f"{HOSTS[0]}/2000101"])
    gone = f"http://{HOSTS[0]}/2026-03/06/content_2000101.htm"
    site.serve(gone, b"<html><body><p>It is still here.</p></body></html>")
    detour = f"http://{HOSTS[1]}/2026-03/06/content_7.htm"
    site.serve(detour, redirect(gone))
    site.serve(detour.replace("_7", "_7_2"), redirect(gone))
    crawl = Crawler(site, folder.root).run("china_org_cn", "-a", f"url={detour}")
    assert detour in site.visits()
    assert gone not in site.visits()
    assert f"{detour} was not read (forgotten)" in crawl.out


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
    (briefing,) = kept(folder.root, "briefing")
    forget(folder, [briefing])
    serve(3)
    crawl = crawler.run("briefing", "-a", f"url={host}/{_talk(3)}")
    assert f"{host}/{_talk(3)}" in site.visits()
    assert f"{briefing} was forgotten" in crawl.err
    assert kept(folder.root, "briefing") == {}
    report = json.loads((folder.runs / "latest.json").read_text(encoding="utf-8"))
    assert [(one["id"], one["state"]) for one in report["briefings"]] == [(briefing, "forgotten")]


def _talk(number: int) -> str:
    return "talk.html" if number == 1 else f"talk_{number}.html"
