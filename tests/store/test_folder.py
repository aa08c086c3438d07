"""The place of the data folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy.settings import Settings

from briefings.store.folder import data_folder


def test_data_stands_beside_the_closest_scrapy_cfg(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scrapy.cfg").touch()
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert data_folder(Settings({"BRIEFINGS_DATA": None})) == tmp_path / "data"


def test_without_a_project_it_stands_in_the_current_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert data_folder(Settings()) == tmp_path / "data"


def test_the_setting_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_folder(Settings({"BRIEFINGS_DATA": "~/corpus"})) == tmp_path / "corpus"
