"""A kill at any step of archiving and committing: pages named by a briefing exist, and nothing stored is lost."""

from __future__ import annotations

import random
from functools import partial
from typing import TYPE_CHECKING

import pytest

from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support.archives import URL, archives, exchange, strict
from tests.support.killed_child import killed_at, writing_steps
from tests.support.records import SOURCE, make_briefing
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    from pathlib import Path


def _crawl(root: Path) -> None:
    """Store two briefings of a page each, after a refused page and before one that nobody judged."""
    with SourceStore(root, SOURCE) as store:
        store.archive.judge(store.archive.store(exchange(f"{URL}?refused")), accepted=False)
        for key in ("1001", "1002"):
            briefing = make_briefing(key)
            place = store.archive.store(exchange(briefing.url, body=random.Random(key).randbytes(2000)))
            store.archive.judge(place, accepted=True)
            briefing.pages[0].warc = place
            known = store.newest(briefing.id)
            if known is None:
                store.commit(briefing)
        store.archive.store(exchange(f"{URL}?last"))


def _check(root: Path) -> None:
    found = kept(root)
    for line in lines(SourceFolder(root, SOURCE).briefings):
        with SourceStore(root, SOURCE) as store:
            page = store.archive.index.accepted(line["url"])
            assert page is not None
            assert store.archive.read(page.place, page.payload).url == line["url"]
            assert store.archive.read(line["pages"][0]["warc"]).url == line["url"]
    assert all(strict(file) for file in archives(root))
    _crawl(root)
    assert kept(root).items() >= found.items()
    assert len(kept(root)) == 2
    assert all(strict(file) for file in archives(root))


@pytest.mark.parametrize(
    "stride", [pytest.param(12, id="some writes"), pytest.param(1, id="all writes", marks=pytest.mark.slow)]
)
def test_a_kill_at_any_write_leaves_what_the_next_start_completes(tmp_path: Path, stride: int) -> None:
    steps = writing_steps(partial(_crawl, tmp_path / "whole"), tmp_path / "whole")
    assert len(steps) > 20
    for step in steps[::stride]:
        root = tmp_path / str(step)
        assert killed_at(step, partial(_crawl, root))
        if (root / SOURCE).exists():
            SourceStore(root, SOURCE).close()
            _check(root)
