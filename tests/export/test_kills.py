"""Killed anywhere, an export leaves the old file or the new one whole; run again, it gives the undisturbed result."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import briefings.export
from briefings.export.replace_target import replaced
from briefings.store.errors import BusyError
from tests.export.reading import exported, release
from tests.support.killed_child import killed_at
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.records import make_briefings

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

EXPORT = str(Path(briefings.export.__file__).parent)
_KILLS = 2

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="two folders change places in one step on Linux only")


def contents(place: Path) -> dict[str, bytes]:
    """Return the bytes of a file, or of all files of a folder."""
    if place.is_file():
        return {place.name: place.read_bytes()}
    return {str(file.relative_to(place)): file.read_bytes() for file in sorted(place.rglob("*")) if file.is_file()}


def steps_of(action: Callable[[], object]) -> int:
    """Count the steps at which `killed_at` can kill an action; the action is carried out."""
    steps = 0

    def watch(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal steps
        steps += frame.f_code.co_filename.startswith(EXPORT) and event != "c_return"

    sys.setprofile(watch)
    try:
        action()
    finally:
        sys.setprofile(None)
    return steps


def moments(steps: int) -> list[int]:
    """Return moments spread over an action, and its very last ones, when the new replaces the old."""
    return sorted({*(steps * number // _KILLS for number in range(_KILLS)), *range(max(steps - 10, 0), steps, 5)})


@pytest.mark.parametrize("folder", [False, True])
def test_of_two_that_write_to_one_place_the_second_is_refused_and_the_first_is_whole(
    tmp_path: Path, *, folder: bool
) -> None:
    """The second took the file of the first from under it, and the first then put a torn one in place."""
    target = tmp_path / "out"
    with replaced(target, folder=folder) as (new,):
        file = new / "part" if folder else new
        file.write_bytes(b"first")
        with pytest.raises(BusyError, match="another export is writing there"), replaced(target, folder=folder):
            raise AssertionError
    assert [*contents(target).values()] == [b"first"]
    with replaced(target, folder=folder) as (new,):
        (new / "part" if folder else new).write_bytes(b"next")
    assert [*contents(target).values()] == [b"next"]
    assert [*tmp_path.iterdir()] == [target]


_SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("parquet", "xlsx", "tei", "convokit")]


@pytest.mark.parametrize("name", ["html", *_SLOW])
def test_the_old_export_or_the_new_is_there_whole(tmp_path: Path, name: str) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    odd_corpus(before)
    write_source(after, make_briefings(3))
    out = tmp_path / "exports" / "turns"
    exported(before, name, out)
    old = contents(out)
    new = _undisturbed(after, name, tmp_path / "undisturbed" / "turns")

    def again() -> None:
        exported(after, name, out)

    for moment in moments(steps_of(again)):
        exported(before, name, out)
        assert killed_at(moment, again, [EXPORT])
        assert contents(out) in (old, new)
        again()
        assert contents(out) == new
        assert not [file for file in out.parent.iterdir() if file.name.endswith((".next", ".old"))]


def _undisturbed(data: Path, name: str, out: Path) -> dict[str, bytes]:
    exported(data, name, out)
    return contents(out)


@pytest.mark.further
def test_a_release_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    data = tmp_path / "data"
    odd_corpus(data)
    first = release(data, "1.0")
    old = contents(first)
    write_source(data, make_briefings(3))
    folder = release(data, "1.1")
    new = contents(folder)

    def again() -> None:
        release(data, "1.1")

    def gone() -> None:
        shutil.rmtree(folder, ignore_errors=True)

    gone()
    for moment in moments(steps_of(again)):
        gone()
        assert killed_at(moment, again, [EXPORT])
        assert not folder.exists() or contents(folder) == new
        again()
        assert (contents(folder), contents(first)) == (new, old)
        assert {each.name for each in folder.parent.iterdir()} == {"1.0", "1.1"}
