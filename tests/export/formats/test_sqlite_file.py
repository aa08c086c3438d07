"""SQLite: the records in two tables that refer to each other, found by words, and shown by a running Datasette."""

from __future__ import annotations

import json
import os
import re
import select
import sqlite3
import subprocess
import sys
import urllib.request
from contextlib import closing
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

import pytest

from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus
from tests.support.stored_lines import lines

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """An exported database and the turns it was made from."""
    folder = tmp_path_factory.mktemp("sqlite")
    turns = odd_corpus(folder / "data")
    exported(folder / "data", "sqlite", folder / "odd.corpus.sqlite")
    return folder / "odd.corpus.sqlite", turns


def select_all(file: Path, query: str, *values: Any) -> list[dict[str, Any]]:
    """Return the rows of a query."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(query, values)]


def as_record(row: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    """Return a row in the form of the record: booleans and lists as in JSON."""
    found = {}
    for name, value in like.items():
        if isinstance(value, bool):
            found[name] = bool(row[name])
        else:
            found[name] = json.loads(row[name]) if isinstance(value, list) else row[name]
    return found


def test_both_tables_are_the_records(made: tuple[Path, list[dict[str, Any]]]) -> None:
    file, turns = made
    assert [as_record(row, turns[0]) for row in select_all(file, "SELECT * FROM turns ORDER BY n")] == turns
    kept = {
        line["id"]: line for source in ("ersk_courier", "harbour_gazette")
        for line in lines(file.parent / "data" / source / "briefings.jsonl")
    }  # fmt: skip
    rows = select_all(file, "SELECT * FROM briefings")
    assert {row["id"]: as_record(row, kept[row["id"]]) for row in rows} == kept


def test_turns_refer_to_their_briefing(made: tuple[Path, list[dict[str, Any]]]) -> None:
    file, turns = made
    assert select_all(file, "PRAGMA foreign_key_check") == []
    assert select_all(file, "PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    joined = "SELECT count(*) AS n FROM turns t JOIN briefings b ON t.briefing_n = b.n AND t.briefing = b.id"
    assert select_all(file, joined) == [{"n": len(turns)}]


def test_words_are_found_without_their_accents(made: tuple[Path, list[dict[str, Any]]]) -> None:
    query = "SELECT t.text FROM turns_fts f JOIN turns t ON t.n = f.rowid WHERE turns_fts MATCH 'bérths'"
    found = select_all(made[0], query)
    assert [row["text"][:6] for row in found] == ["Berths"]


@pytest.fixture(scope="module")
def datasette(made: tuple[Path, list[dict[str, Any]]]) -> Iterator[str]:
    """The address of a Datasette that serves the export."""
    if not find_spec("datasette"):
        pytest.skip("Datasette is not installed")
    file, _ = made
    described = file.with_name("odd.corpus.metadata.json")
    where = ["-h", "127.0.0.1", "-p", "0"]
    command = [sys.executable, "-m", "datasette", "serve", str(file), "-m", str(described), *where]
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, bufsize=0, env=quiet) as process:
        try:
            yield _address(process)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[bytes]) -> str:
    assert process.stderr is not None
    while select.select([process.stderr], [], [], 60)[0] and (line := process.stderr.readline()):
        if found := re.search(rb"running on (http://\S+)", line):
            return found[1].decode()
    raise AssertionError("Datasette did not start")


def ask(address: str, path: str) -> str:
    """Return the answer of Datasette."""
    with urllib.request.urlopen(f"{address}/{path}", timeout=60) as answer:
        body: bytes = answer.read()
    return body.decode()


def test_datasette_shows_titles_descriptions_and_facets(datasette: str) -> None:
    page = ask(datasette, "odd~2Ecorpus/turns")
    assert "One person speaking until another does." in page
    assert "s part in the briefing; null when unknown." in page
    assert 'type="search"' in page
    asked = json.loads(ask(datasette, "odd~2Ecorpus/turns.json?_labels=on"))
    assert set(asked["facet_results"]) == {"year", "role", "kind", "source"}
    counts = {facet["value"]: facet["count"] for facet in asked["facet_results"]["role"]["results"]}
    assert counts["press"] == 11
    # A turn shows the title of its briefing, not a number.
    assert {row["briefing_n"]["label"] for row in asked["rows"]} >= {'=1+1 "Harbour", briefing'}


def test_datasette_searches_the_narrow_view(datasette: str) -> None:
    found = json.loads(ask(datasette, "odd~2Ecorpus/speech.json?_shape=array&_search=everyone+berths"))
    assert [row["text"][:6] for row in found] == ["Berths"]
    assert list(found[0]) == ["date", "title", "label", "speaker", "outlet", "kind", "text", "words", "url", "n"]
