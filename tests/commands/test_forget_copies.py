"""`scrapy forget` of briefings with copies, in one source or several."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.store.folder import SourceFolder
from tests.support import copies
from tests.support.forgotten import DATABASE, TOMBSTONES, assert_gone, packed_of, said_of, tombstone_of
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import HOSTS, copy_of, scrapy
from tests.support.records import SOURCE as GAZETTE
from tests.support.stored_lines import lines
from tests.support.unpacked import found_in

if TYPE_CHECKING:
    pass


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
    again = scrapy(folder.root, "forget", original, "--copies")
    told = f"{original} (china_org_cn) was forgotten before: which others hold its words is not known any more.\n"
    assert (again.code, told in again.out, len(lines(folder.briefings))) == (0, True, 1)


@pytest.mark.parametrize("named", [0, 1])
def test_copies_takes_whatever_holds_the_same_words(copies_data: Path, tmp_path: Path, named: int) -> None:
    copy_of(copies_data, tmp_path / "data")
    folder = SourceFolder(tmp_path / "data", "china_org_cn")
    words, packed = said_of(folder, f"{HOSTS[0]}/2000101"), packed_of(folder.root, f"{HOSTS[0]}/2000101")
    done = scrapy(folder.root, "forget", f"http://{HOSTS[named]}/2026-03/06/content_2000101_2.htm", "--copies")
    # Seven pages and their requests, and what a look requested for one of them.
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
    assert all(url in tombstone_of(SourceFolder(root, source))["urls"] for source in (GAZETTE, other))
    assert_in_step(root, GAZETTE, other)
    left = {**copies.copies(root), **copies.copies(root, other)}
    assert set(left) == {f"{copies.HOSTS[0]}/13", f"{copies.HOSTS[1]}/12"}
    assert sorted(turns for _, _, turns in left.values()) == [0, 5], "one of the two is a copy of the other now"
    assert found_in(root, [gone], but=f"{TOMBSTONES}|{DATABASE}") == set()
