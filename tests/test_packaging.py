"""The project runs from elsewhere: from a zip of its packages, and as an installed wheel."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tests.support.processes import REPO

_CLOSING = (
    "8 briefings (156 turns): 8 new, 0 revised, 0 unchanged, 2 of them copies, all complete. Kept in data/sample."
)


def _crawl_sample(python: Path | str, folder: Path, path: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SCRAPY_SETTINGS_MODULE": "briefings.settings", "PYTHONPATH": path}
    command = [str(python), "-m", "scrapy", "crawl", "sample"]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_the_sample_crawl_runs_from_a_zip(tmp_path: Path) -> None:
    project = tmp_path / "project.zip"
    with zipfile.ZipFile(project, "w") as archive:
        for package in ("briefings", "spiders", "pipelines"):
            for file in (REPO / package).rglob("*"):
                if file.is_file() and "__pycache__" not in file.parts:
                    archive.write(file, file.relative_to(REPO))
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    where = "import briefings, spiders, pipelines as p; print(briefings.__file__, spiders.__file__, p.__file__)"
    found = subprocess.run(
        [sys.executable, "-c", where],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.count(f"{project}/") == 3
    done = _crawl_sample(sys.executable, folder, str(project))
    assert (done.returncode, done.stdout.strip()) == (0, _CLOSING), done.stderr
    assert (folder / "data" / "sample" / "turns.jsonl").exists()


@pytest.mark.slow
def test_the_sample_crawl_runs_from_a_wheel(tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    subprocess.run([sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", wheels, REPO], check=True)
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", *wheels.glob("*.whl")], check=True)
    done = _crawl_sample(python, tmp_path)
    assert (done.returncode, done.stdout.strip()) == (0, _CLOSING), done.stderr
