"""`scrapy verify` on damaged archives."""

from __future__ import annotations

import gzip
import json
import os
import struct
import zlib
from typing import TYPE_CHECKING

import pytest

from briefings.store.archive.warc_files import members_of
from briefings.store.start import catch_up
from tests.support.damage import faults, faults_when_taken_in, page_place
from tests.support.kept_folders import SOURCE, change_line, copy_of, flip, scrapy
from tests.support.parts import part_of

if TYPE_CHECKING:
    from pathlib import Path

_GZIP_HEAD = 10


@pytest.mark.parametrize("part", part_of([0.1, 0.3, 0.5, 0.7, 0.9], 5))
def test_a_bit_that_flipped_in_the_archive_is_named(sample_data: Path, tmp_path: Path, part: float) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    (file,) = folder.archive.iterdir()
    at = int(file.stat().st_size * part)
    # Nothing reads the time and the system in the header of a gzip member.
    at = max(at, file.read_bytes().rfind(b"\x1f\x8b\x08", 0, at + 3) + _GZIP_HEAD)
    flip(file, at)
    found = [fault for fault in faults(folder) if fault.startswith(f"sample/archive/{file.name}, bytes")]
    assert len(found) == 1
    first, last = (int(word) for word in found[0].partition(", bytes ")[2].partition(":")[0].split(" to "))
    assert first <= at < last


def test_an_archive_that_was_cut_or_is_gone_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    (file,) = folder.archive.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    found = "\n".join(faults(folder))
    assert "hold what is cut off" in found
    assert f"but the database knows of {file.stat().st_size + 5}" in found
    file.unlink()
    told = f"sample/archive/{file.name}: is gone, but the database knows of it; the next start forgets it"
    assert told in faults(folder)
    catch_up(folder.root, archives=True)
    assert sum("is not in the archive at" in fault for fault in faults(folder)) == 26


def test_a_page_that_is_not_in_the_archive_is_named(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    pages = json.loads(folder.briefings.read_bytes().splitlines()[3])["pages"]
    name, _, offset = pages[0]["warc"].rpartition(":")
    change_line(folder.briefings, 4, lambda briefing: briefing["pages"][0].update(warc=f"{name}:{int(offset) + 1}"))
    change_line(folder.briefings, 2, lambda briefing: briefing["pages"][0].update(warc="elsewhere.warc.gz:0"))
    found = faults_when_taken_in(folder)
    assert any("page 1 is not in the archive at elsewhere.warc.gz:0" in fault for fault in found)
    assert any(f"page 1 is not in the archive at {name}:{int(offset) + 1}" in fault for fault in found)


def _put_another_response(file: Path, offset: int) -> None:
    """Put a whole record of another page in the place of one, padded by the comment of its gzip header."""
    content, members = file.read_bytes(), list(members_of(file))
    (end,) = (member.end for member in members if member.offset == offset)
    responses = [member for member in members if member.record and member.record.kind == "response"]
    other = min(responses, key=lambda member: member.end - member.offset)
    raw = gzip.decompress(content[other.offset : other.end])
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(raw) + packer.flush() + struct.pack("<II", zlib.crc32(raw), len(raw))
    padded = b"\x1f\x8b\x08\x10\0\0\0\0\0\xff" + (b"\0" + packed).rjust(end - offset - _GZIP_HEAD)
    file.write_bytes(content[:offset] + padded + content[end:])


def test_another_response_in_the_place_of_a_page_is_named_set_aside_and_asked_for_again(
    sample_data: Path, tmp_path: Path
) -> None:
    """Nothing was wrong, said the check, and the page could never be read again."""
    folder = copy_of(sample_data, tmp_path / "data")
    file, offset = page_place(folder)
    _put_another_response(file, offset)
    assert faults(folder) == [
        f"sample/archive/{file.name}, byte {offset}: holds another record than the database knows of"
    ]
    mended = scrapy(folder.root, "verify", "--repair")
    assert (mended.code, f"set aside: {SOURCE}/archive/{file.name}, bytes {offset} to" in mended.out) == (3, True), (
        mended
    )
    assert mended.out.endswith("; the next crawl asks for 1 briefing.\n")
    assert scrapy(folder.root, "crawl", SOURCE).code == 0
    assert faults(folder) == []


def test_a_pipe_in_the_archive_is_named_and_not_waited_for(sample_data: Path, tmp_path: Path) -> None:
    folder = copy_of(sample_data, tmp_path / "data")
    os.mkfifo(folder.archive / "pipe.warc.gz")
    (folder.runs / "metrics.prom").unlink()
    (folder.runs / "metrics.prom").mkdir()
    done = scrapy(folder.root, "verify")
    assert (done.code, done.err) == (8, "")
    assert "sample/archive/pipe.warc.gz: is not a regular file: move it away\n" in done.out
    assert "runs/metrics.prom: is not a regular file: move it away\n" in done.out
    for command in (["verify", "--repair"], ["crawl", SOURCE]):
        done = scrapy(folder.root, *command)
        assert (done.code, "pipe.warc.gz: it is not a regular file" in done.err + done.out) == (8, True)
