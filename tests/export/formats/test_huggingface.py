"""Hugging Face: a card that names both tables, and the files of the Parquet export."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
import yaml

from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus

if TYPE_CHECKING:
    from pathlib import Path


def test_the_card_leads_to_the_tables_of_the_parquet_export(tmp_path: Path) -> None:
    odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "huggingface", tmp_path / "h")
    exported(tmp_path / "data", "parquet", tmp_path / "p")
    _, head, text = (tmp_path / "h" / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    card = yaml.safe_load(head)
    assert (card["language"], card["license"]) == (["en"], "unknown")
    files = {config["config_name"]: config["data_files"][0]["path"] for config in card["configs"]}
    assert set(files) == {"turns", "briefings"}
    for table, path in files.items():
        assert pq.read_table(tmp_path / "h" / path).equals(pq.read_table(tmp_path / "p" / f"{table}.parquet"))
    assert "25 speaker turns from ersk_courier, harbour_gazette" in text


@pytest.mark.skipif(not find_spec("datasets"), reason="the library `datasets` is not installed")
def test_the_library_loads_the_folder_offline(tmp_path: Path) -> None:
    turns = odd_corpus(tmp_path / "data")
    exported(tmp_path / "data", "huggingface", tmp_path / "h")
    code = (
        "import json, sys; from datasets import load_dataset\n"
        "loaded = load_dataset(sys.argv[1], 'turns', split='train')\n"
        "print(json.dumps([loaded['id'][:], loaded['text'][:]]))"
    )
    offline = {**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "home"), "PYTHONWARNINGS": "ignore"}
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "h")], env=offline, capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout.splitlines()[-1])
    assert loaded == [[turn["id"] for turn in turns], [turn["text"] for turn in turns]]
