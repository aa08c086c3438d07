"""An archive as shown by a replay tool: pywb, which knows nothing of this project."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from briefings.store.source_store import SourceStore
from tests.support.archives import PAGE, URL, archives, exchange
from tests.support.processes import REPO
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_page_replays_as_it_came_on_a_day_when_it_was_unchanged_too(tmp_path: Path) -> None:
    answer = exchange(headers=[(b"Content-Type", b"text/html"), (b"Etag", b'"1"')])
    with SourceStore(tmp_path / "data", SOURCE) as store:
        store.archive.store(answer)

    # In a separate environment: it needs other versions of our dependencies.
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    programs = tmp_path / "venv" / "bin"
    subprocess.run([str(programs / "python"), "-m", "pip", "install", "--quiet", "pywb>=2.9"], check=True)
    manager = str(programs / "wb-manager")
    subprocess.run([manager, "init", "press"], cwd=tmp_path, check=True)
    subprocess.run([manager, "add", "press", *map(str, archives(tmp_path / "data"))], cwd=tmp_path, check=True)
    for time in ("20260305080000", "20260405080000"):
        command = [str(programs / "python"), str(REPO / "tests" / "support" / "replay.py"), "press", time, URL]
        shown = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
        assert shown.stdout.endswith(b"200 OK\n" + PAGE)  # pywb first says that it has no configuration
