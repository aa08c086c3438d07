"""Rules for every format: it is documented, names a missing library, and shows progress on a terminal."""

from __future__ import annotations

import contextlib
import os
import pty
import sqlite3
from typing import TYPE_CHECKING

import openpyxl
import pytest
from scrapy.exceptions import UsageError

from briefings.export.columns import DEFAULT_TURN_COLUMNS, Table
from briefings.export.corpus_command import require
from briefings.export.formats import sheet, xlsx_file
from briefings.export.formats.formats import EXTRAS, FORMATS, Format, Options
from briefings.export.tables import temporary_database
from briefings.store.errors import StorageError
from tests.export.reading import exported
from tests.support import processes
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.parts import each, part_of
from tests.support.processes import REPO
from tests.support.records import make_briefings

if TYPE_CHECKING:
    from pathlib import Path

_DOCUMENT = (REPO / "docs" / "exporting.md").read_text(encoding="utf-8")


@each("format_", FORMATS.values())
def test_it_is_documented(format_: Format) -> None:
    line = next(line for line in _DOCUMENT.splitlines() if line.startswith(f"| `{format_.name}` |"))
    assert f"| `{format_.out}{'/' * format_.folder}` |" in line
    needs = f"{format_.library}, extra `{EXTRAS[format_.library]}`" if format_.library else "extra"
    assert (needs in line) == (format_.library is not None)


def test_the_usual_columns_are_documented_in_their_order() -> None:
    rows = [line.split("`")[1] for line in _DOCUMENT.splitlines() if line.startswith("| `")]
    start = rows.index("id")
    assert tuple(rows[start : start + len(DEFAULT_TURN_COLUMNS)]) == DEFAULT_TURN_COLUMNS


def test_every_column_has_a_description_and_a_name_of_its_own() -> None:
    for table in Table:
        names = [column.name for column in table.columns]
        assert len(names) == len(set(names))
        assert all(column.description for column in table.columns)


def test_a_library_that_is_not_there_is_asked_for_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXTRAS, "no_such_library", "lost")
    with pytest.raises(UsageError, match=r"A map needs no_such_library: pip install .* with its extra lost\."):
        require("no_such_library", "A map")
    require("pyarrow", "A table")


@pytest.mark.parametrize("name", part_of([name for name, format_ in FORMATS.items() if format_.folder], 3))
def test_a_folder_of_the_users_is_never_replaced(tmp_path: Path, name: str) -> None:
    odd_corpus(tmp_path / "data")
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("four years", encoding="utf-8")
    with pytest.raises(StorageError, match="is a folder that no export made"):
        exported(tmp_path / "data", name, mine)
    assert [file.name for file in mine.iterdir()] == ["thesis.txt"]
    # A folder made by an export is replaced, and nothing old is left in it.
    out = tmp_path / "out"
    for _ in range(2):
        exported(tmp_path / "data", name, out)
        (out / "old").touch()
    exported(tmp_path / "data", name, out)
    assert not (out / "old").exists()


def test_no_room_for_a_temporary_database_is_told_with_the_file_it_was_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small() -> sqlite3.Connection:
        database = temporary_database()
        database.execute("PRAGMA max_page_count = 3")
        return database

    monkeypatch.setattr(sheet, "temporary_database", small)
    write_source(tmp_path / "data", make_briefings(30))
    with pytest.raises(StorageError, match=r"sheet.csv: database or disk is full. Free some space there, and where"):
        exported(tmp_path / "data", "sheet", tmp_path / "sheet.csv")
    assert not (tmp_path / "sheet.csv").exists()


def test_a_sheet_that_is_full_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_file, "_MOST_ROWS", 5)  # a million rows take minutes
    write_source(tmp_path / "data", make_briefings(3))
    exported(tmp_path / "data", "xlsx", tmp_path / "t.xlsx", Options(columns=("seq",)))
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["turns", "briefings", "turns 2", "turns 3"]
    found = [[value for (value,) in book[name].values] for name in ("turns", "turns 2", "turns 3")]
    assert found == [["seq", 0, 1, 2, 3]] * 3


def test_a_terminal_sees_how_far_it_is(tmp_path: Path) -> None:
    write_source(tmp_path / "data", make_briefings(3))
    ours, theirs = pty.openpty()
    command = ["-m", "scrapy", "export", "csv", "--out", str(tmp_path / "t.csv")]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "200", "BRIEFINGS_DATA": str(tmp_path / "data")}
    done = processes.start_in_terminal(*command, env=environment, terminal=theirs, piped=True)
    os.close(theirs)
    seen = ""
    with contextlib.suppress(OSError):  # Linux's way to say that nobody has the other end open
        while came := os.read(ours, 1 << 16):
            seen += came.decode()
    os.close(ours)
    done.wait()
    assert done.out == f"{tmp_path / 't.csv'}: 12 turns of 3 briefings.\n"
    assert "100%" in seen
