"""An archive as shown by a replay tool: pywb, which knows nothing of this project."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from briefings.store.source_store import SourceStore
from tests.support.archives import PAGE, URL, archives, exchange
from tests.support.processes import REPO
from tests.support.records import SOURCE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_304_replays_as_the_page_that_it_confirms(tmp_path: Path) -> None:
    answer = exchange(headers=[(b"Content-Type", b"text/html"), (b"Etag", b'"1"')])
    with SourceStore(tmp_path / "data", SOURCE) as store:
        place, _ = store.archive.store(answer)
        store.archive.accept(place)
    later = replace(answer, status=304, body=b"", fetched_at="2026-04-05T08:00:00Z")
    with SourceStore(tmp_path / "data", SOURCE) as store:
        store.archive.revisit(later, store.archive.read(place))

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
