"""Marking copies: a start completes it after a kill anywhere, and everything read is stored whatever happens."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefings.records.revisions import Decision
from briefings.store.folder import SourceFolder
from briefings.store.source_store import SourceStore
from tests.support.copies import HOSTS, LONG, OTHER, conference, copies, run, state
from tests.support.killed_child import killed_at, writing_steps
from tests.support.records import SOURCE
from tests.support.stored_lines import contents, kept, lines

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
@pytest.mark.parametrize(
    "stride", [pytest.param(9, id="some writes"), pytest.param(1, id="all writes", marks=pytest.mark.slow)]
)
def test_killed_while_copies_of_two_sources_are_marked(tmp_path: Path, stride: int) -> None:
    """A start of either source then ends where an undisturbed run does."""
    before = tmp_path / "before"
    run(before, [conference("7", source=OTHER, host=HOSTS[2])], OTHER)
    run(before, [conference("2", host=HOSTS[1]), conference("1", LONG[:4])])
    whole = _copy(before, tmp_path / "whole")
    steps = writing_steps(lambda: _read(whole), whole)
    assert len(steps) > 15
    assert copies(whole, OTHER) == {f"{HOSTS[2]}/7": (f"{HOSTS[0]}/1", None, 0)}
    expected = state(whole, SOURCE, OTHER)
    for step in steps[::stride]:
        killed = _copy(before, tmp_path / "killed")
        assert killed_at(step, lambda: _read(killed))  # noqa: B023
        _read(killed)
        assert state(killed, SOURCE, OTHER) == expected, step
        assert not list(killed.glob("*/*.next"))
        assert contents(killed)["superseded.jsonl"] == contents(whole)["superseded.jsonl"]


def _read(root: Path) -> None:
    """Read the longer text of a briefing, of which two others then are copies."""
    run(root, [conference("1")])


def _copy(root: Path, to: Path) -> Path:
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(root, to)
    return to


# Whatever happens, everything read is stored.

_READINGS = st.lists(
    st.tuples(
        st.sampled_from([SOURCE, OTHER]),
        st.sampled_from("123"),
        st.sampled_from(HOSTS),
        st.lists(st.integers(0, len(LONG) - 1), min_size=1, max_size=5, unique=True),
        st.sampled_from([(), (2,), (2, 3)]),
        st.sampled_from(["", "", "close", "lose the database"]),
    ),
    max_size=12,
)


@settings(max_examples=8)
@given(readings=_READINGS)
def test_no_text_that_was_read_is_lost(tmp_path_factory: pytest.TempPathFactory, readings: list[Any]) -> None:
    root = tmp_path_factory.mktemp("data")
    seen: set[str] = set()
    stores: dict[str, SourceStore] = {}
    try:
        for source, key, host, which, missing, after in readings:
            store = stores.get(source) or stores.setdefault(source, SourceStore(root, source, HOSTS))
            briefing = conference(key, [LONG[place] for place in which], host, source=source, missing=missing)
            if store.keep(briefing) in {Decision.NEW, Decision.REVISION}:
                seen |= {turn.text_hash for turn in briefing.turns}
            if after:
                for closed in (
                    [stores.pop(name) for name in sorted(stores)] if "lose" in after else [stores.pop(source)]
                ):
                    closed.close()
            if "lose" in after:
                for file in root.glob("briefings.sqlite*"):
                    file.unlink()
    finally:
        for store in stores.values():
            store.close()
    held: set[str] = set()
    for source in {reading[0] for reading in readings}:
        kept(root, source)
        folder = SourceFolder(root, source)
        held |= {line["text_hash"] for line in [*lines(folder.turns), *lines(folder.superseded)] if "text_hash" in line}
    assert held == seen
