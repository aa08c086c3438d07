"""A project is made in a folder that has none of its files."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.survey.project import refuse_new_project


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the package `spiders` of this checkout; a wheel installs none."""
    monkeypatch.setattr("briefings.survey.project.find_spec", lambda _: None)


@pytest.mark.parametrize("name", ["spiders", "spiders/mine.py", "spiders/__init__.py", "house_settings.py"])
def test_what_somebody_else_wrote_is_one(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).write_text("mine = True\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"is there already: run this in an empty folder"):
        refuse_new_project(tmp_path)
