"""requirements.lock names a version, with hashes, of everything the project needs, and each is allowed."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.support.processes import REPO

if TYPE_CHECKING:
    from pathlib import Path

_LOCK = REPO / "requirements.lock"
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_INSTALL = "pip install --require-hashes -r requirements.lock"


def _locked() -> dict[str, tuple[Requirement, int]]:
    """Return every requirement of the lock by name, with the number of its hashes."""
    text = re.sub(r"^#.*\n", "", _LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found: dict[str, tuple[Requirement, int]] = {}
    for entry in text.replace("\\\n", " ").splitlines():
        requirement = Requirement(entry.partition("--hash")[0].strip())
        found[canonicalize_name(requirement.name)] = (requirement, len(_HASH.findall(entry)))
    return found


def test_every_dependency_is_locked_at_a_version_that_is_allowed() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    locked = _locked()
    for dependency in map(Requirement, project["dependencies"]):
        requirement, _ = locked[canonicalize_name(dependency.name)]
        (exact,) = requirement.specifier
        assert exact.operator == "=="
        assert dependency.specifier.contains(exact.version), requirement


def test_everything_locked_has_hashes_and_no_address() -> None:
    assert all(hashes for _, hashes in _locked().values())
    assert len(_locked()) > 30
    assert "://" not in _LOCK.read_text(encoding="utf-8")


def test_the_container_and_the_developers_guide_install_from_it() -> None:
    assert _INSTALL in (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    container = (REPO / "deploy" / "Containerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r /project/requirements.lock" in container
    assert "--no-deps /project" in container


@pytest.mark.parametrize(("name", "affected"), [("filelock", "3.20.0"), ("brotli", "1.1.0"), ("pyarrow", "14.0.0")])
def test_a_version_with_an_advisory_is_not_allowed(name: str, affected: str) -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = (project["dependencies"], *project["optional-dependencies"].values())
    allowed = [Requirement(one) for group in groups for one in group]
    ours = [one for one in allowed if canonicalize_name(one.name) == name]
    assert ours
    assert not any(one.specifier.contains(affected) for one in ours)


@pytest.mark.slow
def test_the_project_runs_with_what_is_locked(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    pip = (str(tmp_path / "venv" / "bin" / "python"), "-m", "pip", "install", "--quiet")
    subprocess.run([*pip, "--require-hashes", "-r", str(_LOCK)], check=True)
    subprocess.run([*pip, "--no-deps", str(REPO)], check=True)
    crawl = [str(tmp_path / "venv" / "bin" / "scrapy"), "crawl", "sample", "-s", f"BRIEFINGS_DATA={tmp_path / 'data'}"]
    environment = {"SCRAPY_SETTINGS_MODULE": "briefings.settings", "PATH": "/usr/bin:/bin"}
    done = subprocess.run(crawl, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "all complete" in done.stdout
