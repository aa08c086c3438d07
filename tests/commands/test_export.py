"""`scrapy export`: what a user types, what comes out, and what is said."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tests.support.kept_folders import scrapy
from tests.support.odd_texts import odd_corpus

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with odd texts of two sources, one briefing being undated; only read."""
    folder = tmp_path_factory.mktemp("odd") / "data"
    odd_corpus(folder)
    return folder


def rows(file: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(
    ("args", "turns", "said"),
    [
        ([], 25, "25 turns of 3 briefings."),
        (["--source", "ersk_courier"], 1, "1 turn of 1 briefing."),
        (["--since", "2026"], 22, "22 turns of 1 briefing; 2 turns of 1 briefing left out, having no date."),
        (["--until", "2025-12"], 1, "1 turn of 1 briefing; 2 turns of 1 briefing left out, having no date."),
        (["--role", "press"], 11, "11 turns of 1 briefing."),
        (["--speaker", "ilka TORVANE", "--source", "harbour_gazette"], 12, "12 turns of 2 briefings."),
        (["--speaker", "ersk_courier/ilka_torvane"], 1, "1 turn of 1 briefing."),
    ],
)
def test_what_is_chosen_is_written_and_counted(
    data: Path, tmp_path: Path, args: list[str], turns: int, said: str
) -> None:
    out = tmp_path / "t.csv"
    done = scrapy(data, "export", "csv", "--out", str(out), *args)
    assert (done.code, done.out, done.err) == (0, f"{out}: {said}\n", "")
    assert len(rows(out)) == turns
    assert [file.name for file in tmp_path.iterdir()] == ["t.csv"]


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
        (["csv", "--since", "March"], "--since March: write a date as"),
        (["csv", "--since", "2026", "--until", "2025"], "--since 2026 is later than --until 2025"),
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
    odd_corpus(tmp_path / "data")
    turns = tmp_path / "data" / "ersk_courier" / "turns.jsonl"
    turns.write_bytes(b"{}\n")
    out = tmp_path / "t.csv"
    done = scrapy(tmp_path / "data", "export", "csv", "--out", str(out))
    assert (done.code, "turns.jsonl: line 1 is not turn 0 of revision 1" in done.err) == (8, True)
    assert not out.exists()


def test_a_place_that_cannot_be_written_is_named(data: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / "folder"))
    assert (done.code, "folder: is a folder, and this format is a file" in done.err) == (8, True)
    (tmp_path / "file").write_bytes(b"")
    done = scrapy(data, "export", "csv", "--out", str(tmp_path / "file" / "t.csv"))
    assert (done.code, str(tmp_path / "file") in done.err) == (8, True)
