"""CSV: the same records for every reader, and on request no formulas for spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Table
from briefings.export.formats.formats import Options
from briefings.export.rows import IN_WORDS
from briefings.reasons import Reason, ReasonKind
from tests.export.reading import exported, rows_of
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import make_briefing
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from pathlib import Path


def as_text(value: Any) -> str:
    """Return a value of a record in the CSV form described in docs/exporting.md."""
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_rows_are_the_records_in_every_column(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    every = tuple(column.name for column in Table.TURNS.columns)
    assert exported(tmp_path / "data", "csv", tmp_path / "t.csv", Options(columns=every)) is None
    rows = rows_of(tmp_path / "t.csv")
    assert len(rows) == len(turns)
    for row, turn in zip(rows, turns, strict=True):
        plain = {name: as_text(value) for name, value in turn.items() if name != "notes"}
        assert {name: row[name] for name in plain} == plain
    assert [row["notes"] for row in rows if row["notes"]] == [
        'stage: (Laughter, "loud".) | caption: A | berth\nat dawn'
    ]


def test_the_usual_columns_have_a_date_for_every_basis(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "csv", tmp_path / "t.csv")
    rows = rows_of(tmp_path / "t.csv")
    assert tuple(rows[0]) == DEFAULT_TURN_COLUMNS
    assert {row["date"] for row in rows} == {"1899-12-31", "2026-03-04", ""}
    assert [row["complete"] for row in rows] == [as_text(turn["complete"]) for turn in turns]
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfid,briefing,date,")


def test_duckdb_and_pandas_read_the_same(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    pandas = pytest.importorskip("pandas")
    turns = odd_corpus(tmp_path / "data")
    file = tmp_path / "t.csv"
    exported(tmp_path / "data", "csv", file)
    query = f"SELECT text FROM read_csv('{file}', header = true, max_line_size = 10_000_000, all_varchar = true)"
    assert [text for (text,) in duckdb.sql(query).fetchall()] == [turn["text"] for turn in turns]
    frame = pandas.read_csv(file, keep_default_na=False, dtype={"text": str})
    assert list(frame["text"]) == [turn["text"] for turn in turns]
    assert list(frame["words"]) == [turn["words"] for turn in turns]
    assert list(frame["complete"]) == [turn["complete"] for turn in turns]


def test_safe_puts_an_apostrophe_before_formulas_and_counts_them(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    remark = exported(tmp_path / "data", "csv", tmp_path / "t.csv", Options(columns=("title", "text"), safe=True))
    rows = rows_of(tmp_path / "t.csv")
    starts = ("=", "+", "-", "@")
    assert [row["text"] for row in rows] == [
        f"'{t['text']}" if t["text"].startswith(starts) else t["text"] for t in turns
    ]
    guarded = sum(value.startswith("'") for row in rows for value in row.values())
    assert guarded == 4 + sum(turn["title"].startswith("=") for turn in turns)
    assert remark == f"cells that got an apostrophe: {guarded}"


def test_the_other_table_has_copies_too_and_lists_in_words(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "csv", tmp_path / "b.csv", Options(table=Table.BRIEFINGS))
    rows = {row["id"]: row for row in rows_of(tmp_path / "b.csv")}
    kept = {
        line["id"]: line for source in ("ersk_courier", "harbour_gazette")
        for line in lines(tmp_path / "data" / source / "briefings.jsonl")
    }  # fmt: skip
    assert set(rows) == set(kept)
    for id_, row in rows.items():
        plain = {name: as_text(value) for name, value in kept[id_].items() if not isinstance(value, list)}
        assert {name: row[name] for name in plain} == plain
    assert rows["news.veldria.example/9001"]["copy_of"] == "news.veldria.example/2001"
    assert rows["news.veldria.example/3001"]["missing_pages"] == "2: http 500"
    assert rows["news.veldria.example/2001"]["participants"] == "Ilka Torvane (harbour | master)"


def test_each_list_has_words_for_its_entries(tmp_path: Path) -> None:
    assert IN_WORDS.keys() == {column.name for table in Table for column in table.columns if column.parts}
    made = make_briefing()
    made.complete, made.complete_by = False, None
    made.shortcomings = [Reason(ReasonKind.NO_TRANSCRIPT, "no turn was read")]
    write_source(tmp_path / "data", [made])
    exported(tmp_path / "data", "csv", tmp_path / "b.csv", Options(table=Table.BRIEFINGS))
    (row,) = rows_of(tmp_path / "b.csv")
    assert row["shortcomings"] == "no turn was read"
