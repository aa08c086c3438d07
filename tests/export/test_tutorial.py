"""The tutorial runs as a new user runs it, from first cell to last, and prints what it shows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.support.processes import REPO

NOTEBOOK: dict[str, Any] = json.loads((REPO / "docs" / "tutorial.ipynb").read_text(encoding="utf-8"))
CELLS = [cell for cell in NOTEBOOK["cells"] if cell["cell_type"] == "code"]

RUN = """
import contextlib, io, json, sys

names, printed = {}, []
for source in json.load(sys.stdin):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(source, names)
    printed.append(out.getvalue())
print(json.dumps({"printed": printed, "folder": str(names["folder"])}))
"""
"""Runs the cells one after the other, as a kernel does; prints what each printed, and the folder that was made."""


def _shown(cell: dict[str, Any]) -> str:
    return "".join(part for output in cell["outputs"] for part in output["text"])


def test_what_the_tutorial_shows_is_text_alone() -> None:
    outputs = [output for cell in CELLS for output in cell["outputs"]]
    assert outputs
    assert {output["output_type"] for output in outputs} == {"stream"}
    assert all(cell["execution_count"] is None for cell in CELLS)


@pytest.mark.skipif(not (find_spec("pandas") and find_spec("matplotlib")), reason="pandas or matplotlib is not there")
def test_the_tutorial_prints_what_it_shows_and_draws_its_figure(tmp_path: Path) -> None:
    quiet = {**os.environ, "PYTHONWARNINGS": "ignore", "MPLBACKEND": "Agg", "TMPDIR": str(tmp_path)}
    sources = json.dumps(["".join(cell["source"]) for cell in CELLS])
    done = subprocess.run(
        [sys.executable, "-c", RUN], cwd=tmp_path, env=quiet, input=sources, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["printed"] == [_shown(cell) for cell in CELLS]
    assert (Path(answer["folder"]) / "words-by-role.png").read_bytes().startswith(b"\x89PNG")
