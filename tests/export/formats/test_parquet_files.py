"""Parquet: the records with their types, and the same columns of the same types whatever the data."""

from __future__ import annotations

import datetime
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from briefings.export.columns import Table
from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import make_briefing, redated
from tests.support.stored_lines import lines

_DAYS = {"held_on", "published_on", "date"}


def as_json(value: Any) -> Any:
    """Return a value of Arrow as JSON has it."""
    if isinstance(value, list):
        return [as_json(entry) for entry in value]
    if isinstance(value, dict):
        return {name: as_json(entry) for name, entry in value.items()}
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if isinstance(value, datetime.date) else value


def day(text: str | None) -> datetime.date | None:
    """Return a day of a record as a date."""
    return datetime.date.fromisoformat(text) if text else None


def records(file: Path, like: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a file, with the fields of `like` only."""
    return [{name: as_json(row[name]) for name in like} for row in pq.read_table(file).to_pylist()]


def test_both_tables_are_the_records_with_their_lists(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    assert records(tmp_path / "p" / "turns.parquet", turns[0]) == turns
    kept = [
        line for source in ("ersk_courier", "harbour_gazette")
        for line in lines(tmp_path / "data" / source / "briefings.jsonl")
    ]  # fmt: skip
    found = records(tmp_path / "p" / "briefings.parquet", kept[0])
    assert sorted(found, key=lambda line: line["id"]) == sorted(kept, key=lambda line: line["id"])


def test_duckdb_reads_the_same_texts_and_days(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    query = f"SELECT text, held_on, role, len(notes) FROM '{tmp_path}/p/turns.parquet'"
    assert duckdb.sql(query).fetchall() == [
        (turn["text"], day(turn["held_on"]), turn["role"], len(turn["notes"])) for turn in turns
    ]


def test_a_folder_whose_name_is_not_utf_8_is_written_to(tmp_path: Path) -> None:
    turns, folder = odd_corpus(tmp_path / "data"), Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9"))
    exported(tmp_path / "data", "parquet", folder)
    with (folder / "turns.parquet").open("rb") as stream:
        assert pq.read_table(stream).num_rows == len(turns)


def test_types_do_not_depend_on_the_data(tmp_path: Path) -> None:
    bare = make_briefing("1", [(None, "Nobody is named here.")])
    turn = redated(bare, None, None).turns[0]
    turn.role = turn.speaker = turn.speaker_evidence = None
    write_source(tmp_path / "bare", [bare])
    odd_corpus(tmp_path / "odd")
    for data in ("bare", "odd"):
        exported(tmp_path / data, "parquet", tmp_path / f"{data}-parquet")
    for table in Table:
        schemas = [pq.read_schema(tmp_path / f"{data}-parquet" / f"{table}.parquet") for data in ("bare", "odd")]
        assert schemas[0].equals(schemas[1])
        told = [(field.name, field.nullable, field.metadata[b"description"].decode()) for field in schemas[0]]
        assert told == [(column.name, column.nullable, column.description) for column in table.columns]
        assert {schemas[0].field(name).type for name in _DAYS & set(schemas[0].names)} == {pa.date32()}
    notes = pq.read_schema(tmp_path / "bare-parquet" / "turns.parquet").field("notes").type.value_type
    assert [field.name for field in notes] == ["kind", "text", "at", "length"]


def test_every_field_has_its_description(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    schema = pq.read_schema(tmp_path / "p" / "turns.parquet")
    assert {field.name: (field.metadata or {}).get(b"description", b"").decode() for field in schema} == {
        column.name: column.description for column in Table.TURNS.columns
    }


@pytest.mark.parametrize("name", ["turns", "briefings"])
def test_pandas_and_polars_read_it(tmp_path: Path, name: str) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    file = tmp_path / "p" / f"{name}.parquet"
    ids = pq.read_table(file)["id"].to_pylist()
    assert list(pandas.read_parquet(file)["id"]) == ids
    assert polars.read_parquet(file)["id"].to_list() == ids


def test_the_card_describes_both_tables_to_the_hub(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    _, head, text = (tmp_path / "p" / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    card = yaml.safe_load(head)
    assert (card["language"], card["license"]) == (["en"], "unknown")
    files = {config["config_name"]: config["data_files"][0]["path"] for config in card["configs"]}
    assert files == {table: f"{table}.parquet" for table in Table}
    assert "25 speaker turns from ersk_courier, harbour_gazette" in text


@pytest.mark.skipif(not find_spec("datasets"), reason="the library `datasets` is not installed")
def test_the_library_of_the_hub_loads_the_folder_offline(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    code = (
        "import json, sys; from datasets import load_dataset\n"
        "loaded = load_dataset(sys.argv[1], 'turns', split='train')\n"
        "print(json.dumps([loaded['id'][:], loaded['text'][:]]))"
    )
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "p")], env=offline, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert loaded == [[turn["id"] for turn in turns], [turn["text"] for turn in turns]]
