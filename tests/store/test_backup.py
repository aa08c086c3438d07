"""A copy made while a run writes, in the order of docs/data-folder.md, is whole after a start in it."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support import processes
from tests.support.archives import strict
from tests.support.parts import part_of
from tests.support.records import SOURCE, make_briefings
from tests.support.stored_lines import kept, lines

if TYPE_CHECKING:
    from pathlib import Path

WRITING = """
import sys; from pathlib import Path; from briefings.store.source_store import SourceStore
from tests.support.records import SOURCE, make_briefing
from tests.support.archives import exchange
with SourceStore(Path(sys.argv[1]), SOURCE) as store:
    for number in range(100_000):
        briefing = make_briefing(str(number))
        briefing.pages[0].warc = store.archive.store(exchange(briefing.url))
        store.commit(briefing)
        print(number, flush=True)
"""


@pytest.mark.parametrize("after", part_of([20, 1, 150], 3))
def test_a_copy_made_while_a_run_writes_is_whole(tmp_path: Path, after: int) -> None:
    source, copy = SourceFolder(tmp_path / "data", SOURCE), SourceFolder(tmp_path / "copy", SOURCE)
    run = processes.start("-c", WRITING, str(source.root))
    run.wait_for_lines(after)
    assert run.ended is None, run.err
    copy.folder.mkdir(parents=True)
    for file in (source.briefings, source.turns):
        shutil.copy2(file, copy.folder)
    shutil.copytree(source.archive, copy.archive)
    run.kill()
    run.wait()
    with SourceStore(copy.root, SOURCE) as store:
        assert len(kept(copy.root)) >= after
        for line in lines(copy.briefings):
            assert store.archive.read(line["pages"][0]["warc"]).url == line["url"]
    assert all(strict(file) for file in copy.archive.iterdir())


def test_briefings_that_were_finished_between_the_two_copies_are_cut_off_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    source, copy = SourceFolder(tmp_path / "data", SOURCE), SourceFolder(tmp_path / "copy", SOURCE)
    copy.folder.mkdir(parents=True)
    with SourceStore(source.root, SOURCE) as store:
        for number, briefing in enumerate(make_briefings(5)):
            if number == 2:
                shutil.copy2(source.briefings, copy.folder)
            store.commit(briefing)
    shutil.copy2(source.turns, copy.folder)
    with SourceStore(copy.root, SOURCE):
        pass
    assert len(kept(copy.root)) == 2
    assert "are left out: it was not finished" in caplog.text
    assert source.turns.read_bytes().startswith(copy.turns.read_bytes())
