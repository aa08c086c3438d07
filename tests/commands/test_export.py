"""`scrapy export`: what a user types, what comes out, and what is printed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefings.store.folder import database_in
from briefings.store.snapshot import Snapshot
from tests.export.reading import rows_of
from tests.support.kept_folders import scrapy
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.processes import REPO, start
from tests.support.records import make_briefings


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with odd texts of two sources, one briefing undated; read-only."""
    folder = tmp_path_factory.mktemp("odd") / "data"
    odd_corpus(folder)
    Snapshot(folder).close()
    return folder


@pytest.mark.parametrize(
    ("args", "turns", "said"),
    [
        ([], 25, "25 turns of 3 briefings."),
        (["--source", "ersk_courier"], 1, "1 turn of 1 briefing."),
        (["--since", "2026"], 22, "22 turns of 1 briefing; 2 turns of 1 briefing left out, having no date."),
        (["--until", "2025-12"], 1, "1 turn of 1 briefing; 2 turns of 1 briefing left out, having no date."),
        (["--role", "press"], 11, "11 turns of 1 briefing."),
        (["--speaker", "ilka TORVANE", "--speaker", "", "--source", "harbour_gazette"], 12, "12 turns of 2 briefings."),
        (["--speaker", "ersk_courier/ilka_torvane"], 1, "1 turn of 1 briefing."),
    ],
)
def test_what_is_chosen_is_written_and_counted(
    data: Path, tmp_path: Path, args: list[str], turns: int, said: str
) -> None:
    out = tmp_path / "t.csv"
    done = scrapy(data, "export", "csv", "--out", str(out), *args)
    assert (done.code, done.out, done.err) == (0, f"{out}: {said}\n", "")
    assert len(rows_of(out)) == turns
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


@pytest.mark.parametrize("format_", ["csv", "text"])
def test_a_place_that_cannot_be_written_is_told_with_the_option_that_names_another(
    data: Path, tmp_path: Path, format_: str
) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    out = tmp_path / "mine" / "t"
    done = scrapy(data, "export", format_, "--out", str(out))
    assert (done.code, done.err.count("\n")) == (8, 1), done.err
    assert done.err.startswith(f"{out}: File exists. ")
    assert done.err.endswith("move it away, or name another place with --out.\n")


def test_nothing_chosen_leaves_what_was_there(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "t.csv"
    out.write_text("mine", encoding="utf-8")
    done = scrapy(data, "export", "csv", "--out", str(out), "--since", "2030")
    assert done.code == 4
    assert done.out.startswith("Nothing that is kept was chosen; 2 turns of 1 briefing left out, having no date;")
    assert out.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ([], "Name one format: csv, "),
        (["docx"], "Name one format: csv, "),
        (["csv", "--columns", "id,party"], "turns has no column party; it has id, "),
        (["csv", "--since", "March"], "since=March is not a date: write a day"),
        (["csv", "--since", "2026", "--until", "2025"], "since=2026 is later than until=2025"),
        (["csv", "--source", "nobody"], "There is no source nobody in"),
        (["csv", "--people", "nowhere.toml"], "nowhere.toml: No such file"),
        (["csv", "--wrong"], "--wrong"),
    ],
)
def test_bad_usage_is_code_2_and_says_what_to_do(data: Path, tmp_path: Path, args: list[str], words: str) -> None:
    done = scrapy(data, "export", *args, "--out", str(tmp_path / "t.csv"))
    assert done.code == 2
    assert words in done.err
    assert list(tmp_path.iterdir()) == []


def test_an_empty_data_folder_and_a_damaged_one(tmp_path: Path) -> None:
    done = scrapy(tmp_path, "export", "csv")
    assert (done.code, "has no source: crawl one" in done.err) == (2, True)
    data, out = tmp_path / "data", tmp_path / "t.csv"
    odd_corpus(data)
    turns = data / "ersk_courier" / "turns.jsonl"
    whole = turns.read_bytes()
    turns.write_bytes(b"[]\n")
    done = scrapy(data, "export", "csv", "--out", str(out))
    assert (done.code, "turns.jsonl: line 1 is not a JSON object" in done.err) == (8, True)
    turns.write_bytes(whole)
    assert scrapy(data, "export", "csv", "--out", str(out)).code == 0
    out.unlink()
    file = database_in(data)
    file.write_bytes(file.read_bytes().replace(b"news.veldria", b"news.veldrib"))
    done = scrapy(data, "export", "csv", "--out", str(out))
    assert (done.code, f"{file}: the database is damaged" in done.err) == (8, True)
    assert not out.exists()


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("csv", "data/harbour_gazette/turns.jsonl"),
        ("csv", "data/harbour_gazette/archive/new.csv"),
        ("csv", "data/../data/people.toml"),
        ("sqlite", "data/briefings.sqlite"),
        ("sqlite", "data/briefings.sqlite-wal"),
        ("csv", "data/releases/1.0/turns.csv"),
        ("csv", "data/turns.csv"),
        ("text", "data/harbour_gazette"),
        ("text", "data"),
        ("text", "."),
        ("csv", "folder_link/harbour_gazette/turns.jsonl"),
        ("csv", "folder_link/nothing/yet.csv"),
        ("csv", "file_link"),
        ("csv", "dangling_link"),
        ("sqlite", "beside.sqlite"),
        ("csv", "archive_link/20260306T081500Z-00.warc.gz"),
    ],
)
def test_nothing_of_the_data_folder_is_written_over(tmp_path: Path, name: str, place: str) -> None:
    data = tmp_path / "data"
    odd_corpus(data)
    gazette, away = data / "harbour_gazette", tmp_path / "away"
    away.mkdir()
    (away / "20260306T081500Z-00.warc.gz").write_bytes(b"pages")
    (gazette / "archive").symlink_to(away)
    (data / "people.toml").write_text("", encoding="utf-8")
    (tmp_path / "archive_link").symlink_to(away)
    (tmp_path / "folder_link").symlink_to(data)
    (tmp_path / "file_link").symlink_to(gazette / "briefings.jsonl")
    (tmp_path / "dangling_link").symlink_to(data / "new.csv")
    (tmp_path / "beside.metadata.json").symlink_to(data / "people.toml")
    # With such a mark, each would pass for a folder made by an export.
    for folder in (tmp_path, data, gazette):
        (folder / "export.json").touch()
    before = contents(tmp_path)
    done = scrapy(data, "export", name, "--out", os.path.relpath(tmp_path / place, REPO))
    assert done.code == 2
    assert f" is in or holds the data folder {data}, which is for what is kept: write elsewhere" in done.err
    assert f"such as --out {tmp_path}/turns" in done.err
    # Nothing was read, or the database would have been made.
    assert contents(tmp_path) == before


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of all files."""
    return {str(file): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def _to_standard_output(data: Path, name: str) -> list[str]:
    return ["-m", "scrapy", "export", name, "--out", "-", "-s", f"BRIEFINGS_DATA={data}"]


def test_standard_output_has_the_bytes_of_the_file_and_nothing_else(data: Path, tmp_path: Path) -> None:
    for name, more in (("csv", ["--safe"]), ("xlsx", [])):
        out = tmp_path / name
        to_file = scrapy(data, "export", name, "--out", str(out), *more)
        with (tmp_path / "printed").open("wb") as printed:
            done = start(*_to_standard_output(data, name), *more, stdout=printed.fileno())
            assert done.wait() == 0
        assert (tmp_path / "printed").read_bytes() == out.read_bytes()
        assert done.err == to_file.out.replace(str(out), "standard output")
    nothing = scrapy(data, "export", "csv", "--out", "-", "--since", "2030")
    assert (nothing.code, nothing.out) == (4, "")
    assert nothing.err.startswith("Nothing that is kept was chosen;")
    other = scrapy(data, "export", "csv", "--table", "briefings", "--since", "2030")
    assert (other.code, other.out.endswith("; briefings.csv was not written.\n")) == (4, True), "not over turns.csv"
    assert not (REPO / "-").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device here is always full")
def test_a_reader_that_has_enough_is_no_fault_and_a_full_disk_is(tmp_path: Path) -> None:
    # More than a pipe holds that nobody reads.
    data = write_source(tmp_path / "data", make_briefings(300)).root
    Snapshot(data).close()
    reading, writing = os.pipe()
    head = start(*_to_standard_output(data, "csv"), stdout=writing)
    os.close(writing)
    assert os.read(reading, 1) == b"\xef"
    os.close(reading)
    assert (head.wait(), head.err) == (0, "")
    with Path("/dev/full").open("wb") as device:
        settings = ("-s", f"BRIEFINGS_DATA={data}")
        show = ("-m", "scrapy", "show", make_briefings(1)[0].id, *settings)
        for command in (_to_standard_output(data, "csv"), show, ("-m", "scrapy", "schema", *settings)):
            full = start(*command, stdout=device.fileno())
            assert full.wait() == 8, full.err
            assert full.err == "standard output: No space left on device. See where it goes.\n"


@pytest.mark.parametrize("name", ["parquet", "convokit", "tei", "text", "html", "sqlite"])
def test_what_is_more_than_one_file_does_not_go_to_standard_output(data: Path, name: str) -> None:
    done = scrapy(data, "export", name, "--out", "-")
    assert (done.code, done.out) == (2, "")
    assert f"{name} is more than one file, and standard output is one: name a place, such as --out turns" in done.err


def test_a_place_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / "folder"))
    assert (done.code, "folder: is a folder, and this format is a file" in done.err) == (8, True)
    (tmp_path / "file").write_bytes(b"")
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / "file" / "t.csv"))
    assert (done.code, str(tmp_path / "file") in done.err) == (8, True)
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / ("t" * 300)))
    assert (done.code, done.err.endswith("ttt: File name too long.\n")) == (8, True)
    os.mkfifo(tmp_path / "pipe")
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / "pipe"))
    assert (done.code, "pipe: is a device or a pipe, and no file" in done.err) == (8, True)
    assert (tmp_path / "pipe").is_fifo()
