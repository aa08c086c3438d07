"""The sheet for a human judge: drawn by a seed, spread over strata, each turn of a stratum equally likely."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pytest

from briefings.export.formats.formats import Options
from briefings.export.formats.sheet import COLUMNS, JUDGED, draw
from briefings.export.html.safe_text import clean
from briefings.export.tables import fill, temporary_database
from tests.export.reading import corpus_of, rows_of
from tests.support.kept_folders import scrapy
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import make_briefing, make_briefings

if TYPE_CHECKING:
    from pathlib import Path


def drawn(data: Path, size: int, *by: str, seed: str = "1") -> list[dict[str, Any]]:
    """Draw from everything stored."""
    with corpus_of(data) as corpus, closing(temporary_database()) as database:
        fill(database, corpus)
        return [dict(turn) for turn in draw(database, Options(sample=size, by=by, seed=seed))]


def ids(turns: list[dict[str, Any]]) -> set[tuple[str, str]]:
    """Return what tells the turns apart."""
    return {(turn["source"], turn["id"]) for turn in turns}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """120 turns of one source, 6 of another; read-only."""
    folder = tmp_path_factory.mktemp("sheet")
    write_source(folder, make_briefings(30), "large")
    write_source(folder, [make_briefing("1"), make_briefing("2")], "small")
    return folder


def test_strata_get_as_many_as_each_other_or_all_they_have(data: Path) -> None:
    found = drawn(data, 40, "source")
    assert Counter(turn["stratum"] for turn in found) == {"large": 34, "small": 6}
    assert {turn["stratum"]: turn["stratum_turns"] for turn in found} == {"large": 120, "small": 6}
    assert Counter(turn["stratum"] for turn in drawn(data, 7, "source")) == {"large": 4, "small": 3}
    assert len(drawn(data, 1000, "source", "role")) == 126


def test_a_seed_draws_the_same_again_and_another_seed_others(data: Path) -> None:
    assert drawn(data, 20) == drawn(data, 20)
    assert ids(drawn(data, 20)) != ids(drawn(data, 20, seed="2"))
    # A larger sample only adds turns, so a judge can go on.
    assert ids(drawn(data, 20)) < ids(drawn(data, 30))


def test_every_turn_is_as_likely(data: Path) -> None:
    times: Counter[tuple[str, str]] = Counter()
    with corpus_of(data) as corpus, closing(temporary_database()) as database:
        fill(database, corpus)
        for seed in range(60):
            times.update(ids([dict(turn) for turn in draw(database, Options(sample=21, by=(), seed=str(seed)))]))
    # 60 draws of 21 from 126: 10 times each on average, with a standard deviation of 2.9.
    assert len(times) == 126
    assert max(times.values()) < 10 + 4.5 * 2.9


def test_the_sheet_has_the_turns_their_pages_and_room_for_a_judge(tmp_path: Path) -> None:
    turns = {turn["id"]: turn for turn in odd_corpus(tmp_path / "data")}
    out = tmp_path / "sheet.csv"
    done = scrapy(tmp_path / "data", "export", "sheet", "--sample", "100", "--by", "source,year", "--out", str(out))
    assert (done.code, done.out) == (0, f"{out}: 25 turns of 3 briefings (25 turns of 3 strata to judge).\n")
    rows = rows_of(out)
    assert tuple(rows[0]) == COLUMNS
    assert {row["id"] for row in rows} == set(turns)
    assert {row["stratum"]: row["stratum_turns"] for row in rows} == {
        "ersk_courier / 1899": "1", "harbour_gazette / 2026": "22", "harbour_gazette / none": "2"
    }  # fmt: skip
    assert {row[name] for row in rows for name in JUDGED} == {""}
    for row in rows:
        page, _, words = row["link"].partition("#:~:text=")
        assert page == turns[row["id"]]["url"]
        assert unquote(words).split() == clean(turns[row["id"]]["text"]).split("\n")[0].split()[:8]
    # People open it in a spreadsheet.
    assert not [row for row in rows if row["text"].startswith(("=", "+", "-", "@"))]


def test_a_sheet_that_may_be_filled_in_is_not_replaced(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    out.write_text("judged for a week", encoding="utf-8")
    done = scrapy(data, "export", "sheet", "--sample", "5", "--out", str(out))
    assert (done.code, "may be filled in" in done.err) == (2, True)
    assert out.read_text(encoding="utf-8") == "judged for a week"
    kept = data / "small" / "turns.jsonl"
    refused = scrapy(data, "export", "sheet", "--sample", "5", "--out", str(kept))
    assert (refused.code, f"{kept} is in or holds the data folder {data}" in refused.err) == (2, True)
    out.unlink()
    assert scrapy(data, "export", "sheet", "--sample", "5", "--out", str(out)).code == 0
    assert len(rows_of(out)) == 5


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--sample", "0"], "--sample: 0 is not a whole number from 1 to 1000000"),
        (["--sample", "9" * 20], "is not a whole number"),
        (["--sample", "1.5"], "--sample: 1.5 is not a whole number"),
        (["--by", "mood"], "mood"),
        (["--seed", "\udcff"], "seed=\\udcff is not text in utf-8, the encoding of the locale."),
    ],
)
def test_bad_usage(data: Path, tmp_path: Path, args: list[str], words: str) -> None:
    done = scrapy(data, "export", "sheet", *args, "--out", str(tmp_path / "sheet.csv"))
    assert (done.code, words in done.err) == (2, True)


def test_what_is_chosen_is_drawn_from(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "sheet.csv"
    done = scrapy(data, "export", "sheet", "--sample", "3", "--by", "role", "--source", "small", "--out", str(out))
    assert done.code == 0, done.err
    assert [row["source"] for row in rows_of(out)] == ["small"] * 3


def test_options_of_a_sheet_are_refused_for_other_formats(data: Path) -> None:
    done = scrapy(data, "export", "csv", "--sample", "3")
    assert (done.code, "--sample is for sheet" in done.err) == (2, True)
