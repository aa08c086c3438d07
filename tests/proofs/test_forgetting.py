"""Forgetting by any address of a briefing leaves nothing a program could find, and requests nothing."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tests.support import address_forms, press_office
from tests.support.address_forms import FORMS, LIST, mark_of
from tests.support.commands import Done, scrapy
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import comparable, kept_lines
from tests.support.made_once import made_once
from tests.support.mending import database_of
from tests.support.pages import address, document
from tests.support.parts import part_of
from tests.support.press_office import OTHER_HOST, SOURCE
from tests.support.processes import start
from tests.support.server import Site, tagged
from tests.support.traces import traces
from tests.support.undisturbed import RUN, STATES, crawler
from tests.support.weathered import HOST

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawl
    from tests.support.undisturbed import Undisturbed
    from tests.support.weathered import Weathered

_WHY = ("--why", "asked for by its publisher")
_ARTICLE = "http://www.china.org.cn/business/2024-05/17/content_6999.htm"


def _sources(data: Path) -> list[Path]:
    return [file.parent for file in data.glob("*/turns.jsonl")]


def _kept(data: Path) -> dict[str, list[str]]:
    """Return the stored lines by briefing."""
    found: dict[str, list[str]] = {}
    for folder in _sources(data):
        for lines in kept_lines(folder).values():
            for line in lines.elements():
                record: dict[str, Any] = json.loads(line)
                found.setdefault(str(record.get("briefing", record.get("id"))), []).append(line)
    return found


def _crawl_forms(site: Site, data: Path) -> Crawl:
    return crawler(site, data).run("briefing", "-a", f"lists={LIST}")


@pytest.fixture(scope="session")
def forms_data(shared_folder: Path) -> Path:
    """A data folder with the twelve briefings; read-only."""

    def crawl(folder: Path) -> Path:
        with Site() as site:
            address_forms.serve(site)
            done = _crawl_forms(site, folder / "data")
        assert done.code == 0, done.err
        assert len(_kept(folder / "data")) == len(FORMS)
        return folder / "data"

    return made_once(shared_folder / "forms", crawl)


@pytest.mark.slow
@pytest.mark.parametrize("number", [1, 2, 3])
def test_by_each_address_of_each_page_nothing_is_left_and_nothing_is_asked(
    forms_data: Path, site: Site, tmp_path: Path, number: int
) -> None:
    """One briefing after the other; the remaining ones stay as they were, the first also after a crawl."""
    data = copy_folder(forms_data, tmp_path / "data")
    before, forgotten = _kept(data), list(FORMS)[1:]
    for name in forgotten:
        mark = mark_of(name).encode()
        assert traces(data, mark), "the program finds what is there"
        (id_,) = (id_ for id_, lines in before.items() if any(mark.decode() in line for line in lines))
        done = scrapy(data, "forget", FORMS[name].urls[number - 1], *_WHY)
        assert done.code == 0, done.err
        assert id_ in done.out
        assert traces(data, mark) == []
        left = _kept(data)
        before[id_] = left[id_]
        assert left == before

    address_forms.serve(site)
    crawl = _crawl_forms(site, data)
    assert crawl.code == 0, crawl.err
    assert site.visits([url for name in forgotten for url in FORMS[name].urls]) == []
    assert [name for name in forgotten if traces(data, mark_of(name).encode())] == []
    assert _kept(data) == before
    assert scrapy(data, "verify").code == 0


@pytest.mark.seeded
@pytest.mark.parametrize("folder", part_of(["killed", "later"], 2))
def test_older_revisions_and_the_log_of_the_database_lose_it_too(
    undisturbed: Undisturbed, weathered: Weathered, tmp_path: Path, folder: str
) -> None:
    """Also where a killed run left the log, and lines that are not in the files yet."""
    data = copy_folder({**undisturbed.folders, **weathered.folders}[folder], tmp_path / "data")
    assert traces(data, b"7022-")
    done = scrapy(data, "forget", f"{HOST}/7022", *_WHY)
    assert done.code == 0, done.err
    assert traces(data, b"7022-") == []
    assert traces(data, b"7023-")


@pytest.mark.seeded
def test_bytes_that_a_repair_set_aside_are_forgotten_with_it(weathered: Weathered) -> None:
    """A damaged line of a briefing was set aside, and the briefing was forgotten afterwards."""
    assert traces(weathered.folders["rest"], b"7020-") == []


def test_while_somebody_reads_it_waits_or_says_so(undisturbed: Undisturbed, tmp_path: Path) -> None:
    """A reader of the database keeps its log with the text; after it the text goes, if need be by the same command."""
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    with closing(sqlite3.connect(database_of(data), isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        forgetting = start("-m", "scrapy", "forget", f"{HOST}/7022", *_WHY, "-s", f"BRIEFINGS_DATA={data}")
        forgetting.is_over(3)
    if forgetting.wait() == 8:
        assert "an export is on" in forgetting.err
        assert scrapy(data, "forget", f"{HOST}/7022", *_WHY).code == 0
    assert forgetting.code in {0, 8}, forgetting.err
    assert traces(data, b"7022-") == []


def _files(data: Path) -> dict[str, bytes]:
    beside = ("lock", "-shm", "-wal")
    return {
        str(file): file.read_bytes()
        for file in data.rglob("*")
        if file.is_file() and not any(part in file.name for part in beside)
    }


@pytest.mark.further
def test_an_address_of_nothing_or_of_another_thing_is_refused_and_nothing_is_touched(
    undisturbed: Undisturbed, site: Site, tmp_path: Path
) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    said = "<p>The harbour master opened the new pier at noon, and the town band played for an hour.</p>" * 6
    site.serve(_ARTICLE, tagged(document("The new pier is open", said)))
    article = crawler(site, data).run(SOURCE, "-a", f"url={_ARTICLE}")
    assert "7 briefings" not in article.out
    before = _files(data)
    # Names, and a word of what each is instead.
    wrong = {
        "http://www.china.org.cn/business/2024-05/17/content_1234.htm": "",
        f"{HOST}/1234": "",
        press_office.list_address(): "list",
        _ARTICLE: "article",
        SOURCE: "source",
    }
    for name, word in wrong.items():
        done: Done = scrapy(data, "forget", f"{HOST}/7022", name, *_WHY)
        assert (done.code, done.out) == (2, ""), (name, done)
        # As typed, or as the id it would belong to.
        assert name.rpartition("/")[2].removeprefix("content_").removesuffix(".htm") in done.err
        assert word in done.err
        assert "Traceback" not in done.err
        assert _files(data) == before


@pytest.mark.further
def test_undone_the_next_crawl_reads_it_again(undisturbed: Undisturbed, site: Site, tmp_path: Path) -> None:
    data, id_ = copy_folder(undisturbed.folders["later"], tmp_path / "data"), f"{HOST}/7023"
    assert scrapy(data, "forget", id_, *_WHY).code == 0
    assert traces(data, b"7023-") == []
    undone = scrapy(data, "forget", "--undo", id_)
    assert (undone.code, id_ in undone.out) == (0, True), undone.err
    assert not (data / SOURCE / "forgotten.jsonl").exists() or not (data / SOURCE / "forgotten.jsonl").read_bytes()
    press_office.serve(site, STATES["later"])
    crawl = crawler(site, data).run(*RUN)
    assert (crawl.code, "1 new" in crawl.out) == (0, True), crawl.out
    here, there = _said(data), _said(undisturbed.folders["later"])
    assert here == there
    # What was never forgotten cannot be undone.
    again = scrapy(data, "forget", "--undo", id_)
    assert (again.code, id_ in again.err) == (2, True)


def _said(data: Path) -> list[str]:
    """Return the lines of all turns without the number of their revision, which may have been used before."""
    lines = (data / SOURCE / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    return sorted(comparable({**json.loads(line), "revision": 0}) for line in lines)


@pytest.mark.parametrize("asked_for", part_of([True, False], 2))
def test_copies_that_hold_the_same_words_are_named_or_taken_too(
    undisturbed: Undisturbed, site: Site, tmp_path: Path, asked_for: bool
) -> None:
    data, copy = copy_folder(undisturbed.folders["later"], tmp_path / "data"), f"{OTHER_HOST}/7021"
    done = scrapy(data, "forget", f"{HOST}/7021", *_WHY, *(["--copies"] if asked_for else []))
    assert (done.code, copy in done.out) == (0, True), done.err
    assert f"{HOST}/7021" not in {turn["briefing"] for turn in _turns(data)}
    if asked_for:
        assert traces(data, b"7021-") == []
        assert copy not in _kept(data) or _is_tombstone_alone(_kept(data)[copy])
    press_office.serve(site, STATES["later"])
    crawl = crawler(site, data).run(*RUN)
    assert crawl.code == 0, crawl.err
    has_turns = copy in {turn["briefing"] for turn in _turns(data)}
    assert has_turns != asked_for
    gone = [address(7021), *([address(7021, host=OTHER_HOST)] if asked_for else [])]
    assert site.visits(gone) == []


def _turns(data: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (data / SOURCE / "turns.jsonl").read_bytes().splitlines()]


def _is_tombstone_alone(lines: list[str]) -> bool:
    return len(lines) == 1 and "forgotten_at" in lines[0]
