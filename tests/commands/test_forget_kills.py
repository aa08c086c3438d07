"""`scrapy forget` while others read, and killed anywhere."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from briefings.store.errors import BusyError
from briefings.store.folder import SourceFolder
from briefings.store.forget import forget
from briefings.store.records import Key
from briefings.store.snapshot import Snapshot
from briefings.store.source_store import SourceStore
from tests.support import copies
from tests.support.forgotten import GONE, URL, assert_gone, forgotten, packed_of, said_of, tombstone_of, with_traces
from tests.support.in_step import assert_in_step
from tests.support.kept_folders import SOURCE, copy_of, crawl_sample, scrapy
from tests.support.killed_child import killed_at, writing_steps
from tests.support.parts import part_of
from tests.support.records import SOURCE as GAZETTE
from tests.support.stored_lines import kept

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.seeded


@pytest.mark.slow
def test_an_export_that_is_on_is_waited_for_and_then_said_and_the_next_start_goes_on(
    sample_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("briefings.store.forget._PATIENCE", 0.3)
    folder = copy_of(sample_data, tmp_path / "data")
    words, packed = said_of(folder), packed_of(folder.root)
    with Snapshot(folder.root):
        with pytest.raises(BusyError, match="an export is on"):
            forget(folder.root, [Key(SOURCE, GONE)])
        assert GONE not in kept(folder.root, SOURCE)
        assert tombstone_of(folder)["removed_at"] is None
        crawl = crawl_sample(folder.root)
        assert (crawl.code, "an export is on" in crawl.err) == (0, True)
    assert crawl_sample(folder.root).code == 0
    assert tombstone_of(folder)["removed_at"] is not None
    assert_gone(folder, words, packed, GONE, "content_2000101")
    assert scrapy(folder.root, "forget", GONE).code == 0


@pytest.fixture(scope="module")
def traced(sample_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return with_traces(sample_data, tmp_path_factory.mktemp("traced") / "data").root


@pytest.fixture(scope="module")
def writes(traced: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[int]]:
    """The steps at which forgetting writes."""
    whole = copy_of(traced, tmp_path_factory.mktemp("forgotten") / "whole")
    steps = writing_steps(lambda: forgotten(whole), whole.root)
    assert len(steps) > 40
    yield steps
    shutil.rmtree(whole.root)


@pytest.mark.parametrize("finish", part_of(["command", "start", "export"], 3))
@pytest.mark.parametrize("kills", [pytest.param(2, id="2"), pytest.param(1000, id="all", marks=pytest.mark.slow)])
def test_killed_anywhere_it_is_finished_by_the_command_or_any_other_start(
    traced: Path, writes: list[int], tmp_path: Path, kills: int, finish: str
) -> None:
    unharmed, whole = SourceFolder(traced, SOURCE), copy_of(traced, tmp_path / "whole")
    words, packed = said_of(unharmed), packed_of(traced)
    forgotten(whole)
    for step in random.Random(finish).sample(writes, min(kills, len(writes))):
        folder = copy_of(traced, tmp_path / "killed")
        assert killed_at(step, lambda: forgotten(folder))  # noqa: B023
        if finish == "command":
            forgotten(folder)
        elif finish == "start":
            SourceStore(folder.root, SOURCE).close()
        else:
            Snapshot(folder.root).close()
        assert_in_step(folder.root, SOURCE)
        begun = folder.forgotten.exists()
        assert begun or finish != "command"
        for name in ("turns.jsonl", "briefings.jsonl", "superseded.jsonl", "rejected.jsonl"):
            same = (whole if begun else unharmed).folder / name
            left = folder.folder / name
            assert left.exists() == same.exists(), (step, name)
            assert not left.exists() or left.read_bytes() == same.read_bytes(), (step, name)
        if begun:
            assert tombstone_of(folder)["removed_at"] is not None, step
            assert_gone(folder, words, packed, GONE, "content_2000101")
            assert not list(folder.folder.rglob("*.next")), step


@pytest.mark.parametrize("kills", [pytest.param(2, id="2"), pytest.param(1000, id="all", marks=pytest.mark.slow)])
def test_killed_while_several_sources_forget_all_of_them_do_or_none(tmp_path: Path, kills: int) -> None:
    root, other = tmp_path / "data", copies.OTHER
    copies.run(root, [copies.conference("11"), copies.conference("12", host=copies.HOSTS[1])])
    copies.run(root, [copies.conference("11", source=other), copies.conference("13", source=other)], other)
    one, two = (f"{copies.HOSTS[0]}/{number}" for number in (11, 13))
    named = [Key(GAZETTE, one), Key(other, one), Key(other, two)]
    steps = writing_steps(lambda: forget(copy_of(root, tmp_path / "whole").root, named), tmp_path / "whole")
    whole = copies.state(tmp_path / "whole", GAZETTE, other)
    assert whole != copies.state(root, GAZETTE, other)
    for step in random.Random(kills).sample(steps, min(kills, len(steps))):
        killed = copy_of(root, tmp_path / "killed").root
        killed_at(step, lambda: forget(killed, named))  # noqa: B023
        with Snapshot(killed):
            assert copies.state(killed, GAZETTE, other) in (whole, copies.state(root, GAZETTE, other)), step
        forget(killed, named)
        assert copies.state(killed, GAZETTE, other) == whole, step
        assert_in_step(killed, GAZETTE, other)


@pytest.mark.slow
def test_killed_and_run_again_the_command_ends_as_undisturbed(traced: Path, writes: list[int], tmp_path: Path) -> None:
    for step in random.Random(7).sample(writes, 3):
        folder = copy_of(traced, tmp_path / "killed")
        assert killed_at(step, lambda: forgotten(folder))  # noqa: B023
        assert (checked := scrapy(folder.root, "verify")).code == 0, (step, checked)
        done = scrapy(folder.root, "forget", URL)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(f"{GONE}: ")
