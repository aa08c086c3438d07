"""A project made in an empty folder is completed by the same command after a kill."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.survey.project import new_project, refuse_new_project


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package `spiders` of this checkout; a wheel installs none."""
    monkeypatch.setattr("briefings.survey.project.find_spec", lambda _: None)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.mark.parametrize("left", [
    [], ["spiders/__init__.py.next"], ["spiders/__init__.py"], ["spiders/__init__.py", "house_settings.py.next"],
    ["spiders/__init__.py", "house_settings.py"],
])  # fmt: skip
def test_what_a_killed_run_left_is_no_obstacle(tmp_path: Path, left: list[str]) -> None:
    whole, folder = tmp_path / "whole", tmp_path / "folder"
    whole.mkdir()
    new_project(whole)
    for name in left:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(_files(whole).get(name, b"ha"))
    folder.mkdir(exist_ok=True)
    refuse_new_project(folder)
    new_project(folder)
    assert _files(folder) == _files(whole)


@pytest.mark.parametrize("name", ["spiders", "spiders/mine.py", "spiders/__init__.py", "house_settings.py"])
def test_what_somebody_else_wrote_is_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine = True\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"is there already: run this in an empty folder"):
        refuse_new_project(tmp_path)
