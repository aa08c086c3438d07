"""Build the distributions, an sdist and a wheel, and install them away from any checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
from dataclasses import dataclass
from pathlib import Path

from tests.support.processes import REPO, count

_NOT_SOURCES = (".git", ".venv*", "data", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis")
_BUILD = "import sys; from setuptools import build_meta; getattr(build_meta, sys.argv[1])(sys.argv[2])"


@dataclass(frozen=True, slots=True)
class Distributions:
    """A wheel, and the folder of the unpacked sdist it was built from."""

    wheel: Path
    unpacked: Path


@dataclass(frozen=True, slots=True)
class Environment:
    """An environment with its own Python and the project's dependencies, but not the project."""

    python: Path

    def install(self, *what: str) -> None:
        """Install with pip, without asking a registry."""
        offline = ["--no-deps", "--no-index", "--no-build-isolation", "--quiet"]
        _run([sys.executable, "-m", "pip", "--python", str(self.python), "install", *offline, *what], Path.cwd())

    def scrapy(self, folder: Path, *args: str, settings: str = "") -> subprocess.CompletedProcess[str]:
        """Run `scrapy ARGS` in a folder, with a settings module if the folder's scrapy.cfg is not to decide."""
        return run_scrapy(self.python, folder, *args, settings=settings)


def build_distributions(folder: Path) -> Distributions:
    """Build the sdist from a copy of this checkout, and the wheel from that sdist alone."""
    copy, dist = folder / "checkout", folder / "dist"
    shutil.copytree(REPO, copy, ignore=shutil.ignore_patterns(*_NOT_SOURCES))
    _run([sys.executable, "-c", _BUILD, "build_sdist", str(dist)], copy)
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        archive.extractall(folder, filter="data")
    unpacked = next(folder.glob("briefings-*"))
    _run([sys.executable, "-c", _BUILD, "build_wheel", str(dist)], unpacked)
    return Distributions(next(dist.glob("*.whl")), unpacked)


def make_environment(folder: Path) -> Environment:
    """Make an environment that borrows the dependencies of this one.

    A folder named by a .pth file is searched, but its own .pth files are not read, so an editable install of this
    checkout does not come along.
    """
    venv.create(folder, symlinks=True)
    borrowed = Path(sysconfig.get_path("purelib"))
    own = next((folder / "lib").glob("python*")) / "site-packages"
    (own / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return Environment(folder / "bin" / "python")


def run_scrapy(
    python: Path | str, folder: Path, *args: str, settings: str = "", path: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run `scrapy ARGS` in a folder; `path` is the PYTHONPATH."""
    environment = {**os.environ, "PYTHONPATH": path, "SCRAPY_SETTINGS_MODULE": settings}
    if not settings:
        del environment["SCRAPY_SETTINGS_MODULE"]
    # -P: the current folder is searched only as the `scrapy` command does it, through scrapy.cfg.
    command = [str(python), "-P", "-m", "scrapy", *args]
    count(args)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
