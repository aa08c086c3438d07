"""XLSX: no formulas and no losses; what the format cannot hold is cut and marked."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

import openpyxl

from briefings.export.columns import DEFAULT_TURN_COLUMNS
from briefings.export.formats.formats import Options
from tests.export.reading import exported
from tests.support.odd_texts import LONG, odd_corpus, write_source
from tests.support.records import make_briefing

if TYPE_CHECKING:
    from pathlib import Path

# Excel's limit, in UTF-16 units.
LIMIT = 32_767


def sheet(file: Path, name: str = "turns") -> list[dict[str, Any]]:
    """Return the rows of a sheet, as openpyxl reads them."""
    names, *rows = openpyxl.load_workbook(file)[name].iter_rows(values_only=True)
    return [dict(zip(names, row, strict=True)) for row in rows]


def unescaped(text: str | None) -> str | None:
    """Undo the escapes that Excel reads, such as `_x0007_`, which openpyxl leaves in place."""
    return openpyxl.utils.escape.unescape(text) if text else text


def test_cells_are_the_records(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    remark = exported(tmp_path / "data", "xlsx", tmp_path / "t.xlsx")
    rows = sheet(tmp_path / "t.xlsx")
    assert tuple(rows[0]) == DEFAULT_TURN_COLUMNS
    for row, turn in zip(rows, turns, strict=True):
        for name in set(DEFAULT_TURN_COLUMNS) & set(turn) - {"text", "date"}:
            assert row[name] == turn[name], name
        if len(turn["text"]) < LIMIT:
            assert unescaped(row["text"]) == turn["text"].replace("\uffff", "\ufffd")
    days = [datetime.datetime(2026, 3, 4)] * (len(turns) - 3)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert [row["date"] for row in rows] == ["1899-12-31", *days, None, None]
    assert remark == "cells cut at Excel's limit of 32,767 characters, each with a mark: 1"
    (cut,) = [row["text"] for row in rows if len(row["text"]) > 1000]
    assert len(cut) == LIMIT
    assert cut.endswith(f" [cut here: the whole has {LONG:,} characters]")


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "xlsx", tmp_path / "t.xlsx", Options(columns=("id", "title", "text", "url")))
    cells = [cell for row in openpyxl.load_workbook(tmp_path / "t.xlsx")["turns"].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert not [cell for cell in cells if cell.hyperlink]


def test_emoji_count_twice_and_are_not_cut_in_half(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing("1", [("Ilka Torvane", "🚢" * 20_000)])])
    exported(tmp_path / "data", "xlsx", tmp_path / "t.xlsx")
    ((text),) = (row["text"] for row in sheet(tmp_path / "t.xlsx"))
    ships, _, mark = text.partition(" ")
    assert set(ships) == {"🚢"}
    assert mark == "[cut here: the whole has 20,000 characters]"
    assert LIMIT - 1 <= len(text.encode("utf-16-le")) // 2 <= LIMIT


def test_the_second_sheet_has_the_briefings(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "xlsx", tmp_path / "t.xlsx")
    rows = {row["id"].rpartition("/")[2]: row for row in sheet(tmp_path / "t.xlsx", "briefings")}
    assert set(rows) == {"1500", "2001", "3001", "9001"}
    assert rows["3001"]["complete"] is False
    assert rows["2001"]["title"] == '=1+1 "Harbour", briefing'


def test_the_same_data_make_the_same_bytes(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    for name in ("a.xlsx", "b.xlsx"):
        exported(tmp_path / "data", "xlsx", tmp_path / name)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
