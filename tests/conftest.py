"""What tests of several folders need."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import Crawler
from tests.server import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that answers 404 until it is told otherwise."""
    with Site() as served:
        yield served


@pytest.fixture
def crawler(site: Site, tmp_path: Path) -> Crawler:
    """Runs crawls against `site`, with a data folder of their own."""
    return Crawler(site, tmp_path / "data")
