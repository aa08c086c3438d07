"""What several tests of the store begin with."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefings


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A data folder with three briefings."""
    root = tmp_path / "data"
    with SourceStore(root, SOURCE) as store:
        for briefing in make_briefings(3):
            store.commit(briefing)
    return root
