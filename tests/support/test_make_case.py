"""The script that makes cases overwrites nothing unasked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.casebook import CASES
from tests.support.make_case import main


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a case."""
    return Path(shutil.copytree(CASES / "scio" / "mobile", tmp_path / "house" / "mobile"))


def test_writes_what_is_not_there(folder: Path) -> None:
    expected = folder / "expected.jsonl"
    before = expected.read_text("utf-8")
    expected.unlink()
    assert main([str(folder)]) == 0
    assert expected.read_text("utf-8") == before


def test_refuses_to_overwrite_and_shows_the_difference(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = folder / "expected.jsonl"
    expected.write_text("{}\n", "utf-8")
    assert main([str(folder)]) == 1
    assert expected.read_text("utf-8") == "{}\n"
    assert "-{}" in capsys.readouterr().out


def test_overwrites_when_asked_to(folder: Path) -> None:
    expected = folder / "expected.jsonl"
    before = expected.read_text("utf-8")
    expected.write_text("{}\n", "utf-8")
    assert main(["--refresh", str(folder)]) == 0
    assert expected.read_text("utf-8") == before
