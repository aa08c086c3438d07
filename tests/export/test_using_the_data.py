"""Every example of docs/using-the-data.md runs on the sample, if its tool is installed."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING

import duckdb
import pytest

from tests.export.reading import exported
from tests.support.kept_folders import copy_of
from tests.support.processes import REPO

if TYPE_CHECKING:
    from pathlib import Path

_DOCUMENT = (REPO / "docs" / "using-the-data.md").read_text(encoding="utf-8")
_ACCURACY = (REPO / "docs" / "accuracy.md").read_text(encoding="utf-8")
# The language, the tool named in the first line, and the code.
EXAMPLES = re.findall(r"^```(\w+)\n(?:#|--) (\w+): (.*?)^```$", _DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which a user crawled the sample and exported it."""
    made = tmp_path_factory.mktemp("using")
    copy_of(sample_data, made / "data")
    for name, out in (("csv", "turns.csv"), ("sqlite", "turns.sqlite"), ("parquet", "turns-parquet")):
        exported(made / "data", name, made / out)
    return made


def test_every_example_names_its_tool() -> None:
    # The JSON lines are checked with the docs.
    blocks = len(re.findall(r"^```(?!json\b)\w+$", _DOCUMENT, re.MULTILINE))
    assert blocks == len(EXAMPLES)
    assert {tool for _, tool, _ in EXAMPLES} == {"pandas", "polars", "duckdb", "jq", "sqlite", "datasets", "R"}


@pytest.mark.parametrize(
    ("language", "tool", "code"),
    [pytest.param(*each, id=f"{each[1]}-{number}") for number, each in enumerate(EXAMPLES) if each[1] != "R"],
)
def test_the_example_prints_something(folder: Path, language: str, tool: str, code: str) -> None:
    code = code.partition("\n")[2]
    if language == "python":
        if not find_spec(tool):
            pytest.skip(f"{tool} is not installed")
        printed = _run(folder, sys.executable, "-c", code)
    elif tool == "jq":
        if not which("jq"):
            pytest.skip("jq is not installed")
        printed = _run(folder, "sh", "-c", code)
        if "missing_pages" in code:
            # Nothing is missing in the sample, so this example finds nothing.
            assert printed == ""
            return
    else:
        printed = _answer(folder, tool, code)
    assert printed.strip()


@pytest.mark.skipif(not find_spec("pandas"), reason="pandas is not installed")
def test_the_rate_of_a_filled_in_sheet_is_weighted(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", _ACCURACY, re.MULTILINE | re.DOTALL)
    rows = ["a,900,yes", "a,900,no", "b,100,yes", "b,100,yes", "b,100,"]
    (tmp_path / "sheet.csv").write_text("\n".join(["stratum,stratum_turns,starts_right", *rows]), encoding="utf-8")
    # Half of 900 and all of 100.
    assert _run(tmp_path, sys.executable, "-c", code).splitlines()[-1] == "all: 0.55"


def _answer(folder: Path, tool: str, code: str) -> str:
    if tool == "sqlite":
        with closing(sqlite3.connect(folder / "turns.sqlite")) as database:
            return "\n".join(map(str, database.execute(code)))
    with duckdb.connect() as database:
        return str(database.sql(code.replace("'turns-", f"'{folder}/turns-").replace("'data/", f"'{folder}/data/")))


def _run(folder: Path, *command: str) -> str:
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore", "HF_HUB_OFFLINE": "1", "HF_HOME": str(folder / "home")}
    done = subprocess.run(command, cwd=folder, env=quiet, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout
