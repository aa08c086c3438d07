"""`scrapy verify --repair` after random bit flips, and killed anywhere."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

import briefings.upkeep
from briefings.store.folder import SourceFolder
from tests.support.damage import every_file, faults, kept_in, mend, page_place, spoil, without_places
from tests.support.kept_folders import SOURCE, change_line, copy_of, flip, scrapy
from tests.support.killed_child import STORE, killed_at, writing_steps
from tests.support.stored_lines import lines

pytestmark = pytest.mark.seeded


def _flip_by_chance(folder: SourceFolder, seed: int, count: int) -> list[str]:
    """Flip bits anywhere in the database and its files; return the places."""
    chance = random.Random(seed)
    files = [folder.database, *sorted(folder.folder.glob("*.jsonl")), folder.written]
    flipped = []
    for _ in range(count):
        # Weighted by size, so that every byte is equally likely.
        file = chance.choices(files, [file.stat().st_size for file in files])[0]
        content = bytearray(file.read_bytes())
        at, bit = chance.randrange(len(content)), 1 << chance.randrange(8)
        content[at] ^= bit
        file.write_bytes(content)
        flipped.append(f"{file.name} byte {at} bit {bit}")
    return flipped


@pytest.mark.parametrize(
    "seeds",
    [pytest.param(range(2), id="some"), pytest.param(range(2, 500), id="many", marks=pytest.mark.slow)],
)
def test_one_bit_that_flips_anywhere_changes_nothing_that_is_kept(
    rich_data: Path, tmp_path: Path, seeds: range
) -> None:
    before = kept_in(rich_data)
    for seed in seeds:
        folder = copy_of(rich_data, tmp_path / "data")
        where = _flip_by_chance(folder, seed, 1)
        was_seen = bool(faults(folder))
        told = mend(folder.root)
        assert (seed, where, told.asked, faults(folder)) == (seed, where, [], [])
        assert (seed, where, kept_in(folder.root)) == (seed, where, before)
        # The flip may have hit something that no command reads, such as a free page.
        assert was_seen or not (told.done or told.unproved or told.aside), where


@pytest.mark.parametrize(
    "seeds",
    [pytest.param(range(2), id="some"), pytest.param(range(2, 200), id="many", marks=pytest.mark.slow)],
)
def test_of_eight_bits_that_flip_nothing_is_lost_or_made_up_unsaid(
    rich_data: Path, tmp_path: Path, seeds: range
) -> None:
    before = kept_in(rich_data)["revisions"]
    for seed in seeds:
        folder = copy_of(rich_data, tmp_path / "data")
        where = _flip_by_chance(folder, seed, 8)
        told = mend(folder.root)
        assert (seed, where, faults(folder)) == (seed, where, [])
        after, said = (
            kept_in(folder.root)["revisions"],
            "\n".join([*told.unproved, *told.aside, *told.asked]),
        )
        for key in before.keys() | after.keys():
            is_same = key in before and key in after and _same(before[key], after[key])
            assert is_same or key[1] in said, (seed, where, key, said)


def _same(before: tuple[bytes, bytes], after: tuple[bytes, bytes | None]) -> bool:
    return without_places(before[0]) == without_places(after[0]) and before[1] == after[1]


@pytest.mark.parametrize(
    "every", [pytest.param(400, id="some writes"), pytest.param(1, id="all", marks=pytest.mark.slow)]
)
def test_killed_anywhere_and_run_again_it_mends_the_same(rich_data: Path, tmp_path: Path, every: int) -> None:
    hurt = copy_of(rich_data, tmp_path / "hurt")
    file, offset = page_place(hurt, 3)
    flip(file, offset + 200)
    lost = lines(hurt.briefings)[2]["id"]
    spoil(hurt, f"UPDATE revisions SET line = x'00' WHERE id = '{lost}' OR rowid = 2")
    change_line(hurt.briefings, 3, lambda line: line.update(title="Nothing of the kind"))
    whole = copy_of(hurt.root, tmp_path / "whole")
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    steps = writing_steps(lambda: mend(whole.root), whole.root, folders)
    before, asked = kept_in(whole.root), mend(whole.root).asked
    assert (len(steps) > 20, asked) == (True, [lost])
    # The last writes first: by then the new database is beside the old one or in its place.
    for step in steps[::-every]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: mend(folder.root), folders)  # noqa: B023
        assert mend(folder.root).asked == asked
        assert faults(folder) == []
        assert kept_in(folder.root) == before
        assert len(list((folder.root / "damaged").iterdir())) == 1


@pytest.mark.slow
def test_the_repair_of_a_torn_database_killed_anywhere_and_run_again_mends_the_same(
    rich_data: Path, tmp_path: Path
) -> None:
    hurt = copy_of(rich_data, tmp_path / "hurt")
    flip(hurt.database, 0)
    whole = copy_of(hurt.root, tmp_path / "whole")
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    steps = writing_steps(lambda: mend(whole.root), whole.root, folders)
    before = kept_in(whole.root)
    for step in [*steps[:3], *steps[3:-3:5], *steps[-3:]]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: mend(folder.root), folders)  # noqa: B023
        assert mend(folder.root).asked == []
        assert (faults(folder), kept_in(folder.root)) == ([], before), step


@pytest.mark.slow
def test_a_repair_that_was_killed_and_not_run_again_leaves_a_folder_that_is_refused_or_whole(
    rich_data: Path, tmp_path: Path
) -> None:
    hurt = copy_of(rich_data, tmp_path / "hurt")
    spoil(hurt, "UPDATE revisions SET line = x'00' WHERE rowid = 2")
    before = kept_in(rich_data)
    folders = [STORE, str(Path(briefings.upkeep.__file__).parent)]
    whole = copy_of(hurt.root, tmp_path / "whole")
    steps = writing_steps(lambda: mend(whole.root), whole.root, folders)
    for step in steps[:: len(steps) // 4]:
        folder = copy_of(hurt.root, tmp_path / "killed")
        assert killed_at(step, lambda: mend(folder.root), folders)  # noqa: B023
        files = every_file(folder.folder)
        crawl = scrapy(folder.root, "crawl", SOURCE, "-s", "BRIEFINGS_LOOK_AGAIN=0")
        if crawl.code == 8:
            shown = {name: content for name, content in every_file(folder.folder).items() if name.endswith(".jsonl")}
            assert {name: files[name] for name in shown if "/runs/" not in name} == {
                name: content for name, content in shown.items() if "/runs/" not in name
            }
            mend(folder.root)
        assert kept_in(folder.root)["revisions"].keys() >= before["revisions"].keys()
        assert faults(folder) == []
