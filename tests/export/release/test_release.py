"""Releases: the same data give the same bytes, and CHANGES accounts for everything in the previous one."""

from __future__ import annotations

import csv
import hashlib
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
import yaml

from briefings.export.release.release import ReleasedError
from briefings.export.release.releases import release_before, releases_in, releases_with
from briefings.export.rights import Rights, licence_of
from briefings.store.errors import StorageError
from briefings.store.folder import SourceFolder
from briefings.store.forgotten import Tombstone
from tests.export.reading import release
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.parts import each
from tests.support.records import SOURCE, TALK, make_briefing

if TYPE_CHECKING:
    from pathlib import Path

    from briefings.items import Briefing

MORE = ("Ilka Torvane", "The ferry to Veldria sails again.")
OTHER = ("Ilka Torvane", "The ferry to Veldria does not sail.")


def files(folder: Path) -> dict[str, bytes]:
    """Return all files of a release."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def changes(folder: Path) -> list[dict[str, str]]:
    """Return the lines of changes.csv."""
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def id_of(briefing: Briefing, seq: int) -> str:
    """Return the id of a turn."""
    return briefing.turns[seq].id


SAME, REVISED, GONE, FORGOTTEN, COPIED, ORIGINAL = (
    make_briefing(key, [*TALK, ("Ilka Torvane", f"Berth {key}.")]) for key in ("1", "2", "3", "4", "5", "6")
)


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """Two releases with a new briefing, a revision, a removal, a takedown and a copy between them."""
    data = tmp_path / "data"
    before = make_briefing("2", [*TALK, MORE])
    copied = make_briefing("5", [TALK[0], ("Somebody", "What the other does not have.")])
    write_source(data, [SAME, before, GONE, replace(FORGOTTEN, title="Not to be named"), copied, ORIGINAL])
    first = release(data, "1.0")
    after = make_briefing("2", [*TALK, OTHER, ("Ilka Torvane", "Thank you.")], revision=2)
    copy = replace(make_briefing("5", [], revision=2), copy_of=ORIGINAL.id)
    done = "2026-03-09T00:00:00Z"
    now = [ORIGINAL, SAME, copy, after, make_briefing("7")]
    write_source(data, now, forgotten=[Tombstone(FORGOTTEN.id, done, None, [], done)])
    return first, release(data, "1.1", "Torvane, Ilka")


def test_changes_name_what_became_of_every_briefing(two: tuple[Path, Path]) -> None:
    of_briefings = {line["briefing"][-1]: line for line in changes(two[1]) if line["of"] == "briefing"}
    assert {key: line["change"] for key, line in of_briefings.items()} == {
        "2": "revised", "3": "removed", "4": "forgotten", "5": "copy", "7": "new"
    }  # fmt: skip
    assert of_briefings["5"]["new_id"] == ORIGINAL.id
    text = (two[1] / "CHANGES.md").read_text(encoding="utf-8")
    assert "# 1.1, compared with 1.0" in text
    assert f"- copy of {ORIGINAL.id}: {COPIED.id} ({SOURCE}): Harbour briefing" in text
    # Only the id of what was forgotten.
    assert f"- forgotten: {FORGOTTEN.id} ({SOURCE})\n" in text
    assert not [name for name, content in files(two[1]).items() if b"Not to be named" in content]


def test_old_ids_of_turns_lead_to_new_ones(two: tuple[Path, Path]) -> None:
    of_turns = [line for line in changes(two[1]) if line["of"] == "turn"]
    by_key = {
        key: [(line["change"], line["old_id"], line["new_id"]) for line in of_turns if line["briefing"][-1] == key]
        for key in "1234567"
    }
    old, new = make_briefing("2", [*TALK, MORE]), make_briefing("2", [*TALK, OTHER, ("Ilka Torvane", "Thank you.")])
    assert by_key["1"] == by_key["6"] == []
    assert by_key["2"] == [("revised", id_of(old, 3), id_of(new, 3)), ("new", "", id_of(new, 4))]
    assert by_key["3"] == [("removed", turn.id, "") for turn in GONE.turns]
    assert by_key["4"] == [("forgotten", turn.id, "") for turn in FORGOTTEN.turns]
    copied = make_briefing("5", [TALK[0], ("Somebody", "What the other does not have.")])
    assert by_key["5"] == [("copy", id_of(copied, 0), id_of(ORIGINAL, 0)), ("removed", id_of(copied, 1), "")]
    assert by_key["7"] == [("new", "", turn.id) for turn in make_briefing("7").turns]


def test_the_turns_of_copies_lead_each_to_its_own_original_and_to_each_place_of_what_is_said_twice(
    tmp_path: Path,
) -> None:
    thanks = ("Ilka Torvane", "Thank you.")
    first, second = make_briefing("1", [TALK[0], thanks, MORE, thanks]), make_briefing("2", [thanks, OTHER])
    copies = make_briefing("3", [thanks, MORE, thanks]), make_briefing("4", [thanks, OTHER])
    write_source(tmp_path / "data", [first, second, *copies])
    release(tmp_path / "data", "1.0")
    now = [
        replace(make_briefing(copy.id[-1], [], revision=2), copy_of=original.id)
        for copy, original in zip(copies, (first, second), strict=True)
    ]
    write_source(tmp_path / "data", [first, second, *now])
    lines = [line for line in changes(release(tmp_path / "data", "1.1")) if line["of"] == "turn"]
    assert {line["change"] for line in lines} == {"copy"}
    assert [line["new_id"] for line in lines] == [id_of(first, 1), id_of(first, 2), id_of(first, 3),
                                                  *(turn.id for turn in second.turns)]  # fmt: skip


def test_digests_are_those_of_the_files(two: tuple[Path, Path]) -> None:
    for folder in two:
        lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
        sums = {name: digest for digest, name in (line.split("  ") for line in lines)}
        content = files(folder)
        del content["SHA256SUMS"]
        assert sums == {name: hashlib.sha256(each).hexdigest() for name, each in content.items()}
        assert len(sums) == 11


def test_made_again_it_has_the_same_bytes(two: tuple[Path, Path]) -> None:
    data = two[1].parents[1]
    before = files(two[1])
    release(data, "1.1", "Torvane, Ilka")
    assert files(two[1]) == before
    shutil.rmtree(two[1])
    release(data, "1.1", "Torvane, Ilka")
    assert files(two[1]) == before


def test_the_order_of_reading_makes_no_difference(tmp_path: Path) -> None:
    for name, briefings in (("a", [SAME, GONE, ORIGINAL]), ("b", [ORIGINAL, SAME, GONE])):
        write_source(tmp_path / name, briefings)
    assert files(release(tmp_path / "a", "1")) == files(release(tmp_path / "b", "1"))


def test_a_version_that_is_out_is_never_changed(two: tuple[Path, Path]) -> None:
    first, data = two[0], two[0].parents[1]
    before = files(first)
    with pytest.raises(ReleasedError):
        release(data, "1.0")
    assert files(first) == before
    assert {folder.name for folder in first.parent.iterdir()} == {"1.0", "1.1"}


def test_a_release_that_was_altered_is_not_compared_with(two: tuple[Path, Path]) -> None:
    with (two[1] / "turns.csv").open("a", encoding="utf-8") as stream:
        stream.write("x")
    with pytest.raises(StorageError, match=r"turns.csv: is not as it was released"):
        release(two[1].parents[1], "1.2")


def test_which_release_came_before(tmp_path: Path) -> None:
    write_source(tmp_path, [SAME])
    for version in ("1.10", "1.9", "1.0-rc1", "1.0"):
        release(tmp_path, version)
    assert [folder.name for folder in releases_in(tmp_path)] == ["1.0-rc1", "1.0", "1.9", "1.10"]
    before = {version: release_before(tmp_path, version) for version in ("1.0-rc1", "1.0", "1.9.1", "2")}
    assert [found.name if found else None for found in before.values()] == [None, "1.0-rc1", "1.9", "1.10"]
    with pytest.raises(ValueError, match="is not a version"):
        release(tmp_path, "../1.0")


def test_which_releases_still_have_a_briefing(two: tuple[Path, Path]) -> None:
    data = two[0].parents[1]
    assert releases_with(data, FORGOTTEN.id) == [two[0]]
    assert releases_with(data, SAME.id) == list(two)
    assert releases_with(data, "news.veldria.example/99") == []


def test_it_can_be_cited(two: tuple[Path, Path]) -> None:
    cff = yaml.safe_load((two[1] / "CITATION.cff").read_text(encoding="utf-8"))
    assert (cff["title"], cff["version"], cff["type"]) == ("Harbour briefings", "1.1", "dataset")
    assert cff["authors"] == [{"family-names": "Torvane", "given-names": "Ilka"}]
    assert str(cff["date-released"]) == "2026-03-05"
    assert "license" not in cff, "the rights of this source are unknown"
    anonymous = yaml.safe_load((two[0] / "CITATION.cff").read_text(encoding="utf-8"))
    assert anonymous["authors"] == [{"name": "anonymous"}]


@each(
    ("rights", "licence"),
    [
        (["CC-BY-4.0"], "CC-BY-4.0"),
        (["CC-BY-4.0", "CC-BY-4.0"], "CC-BY-4.0"),
        (["CC-BY-4.0", "CC0-1.0"], None),
        (["CC-BY-4.0", "unknown"], None),
        (["unknown"], None),
        (["public domain, says the footer"], None),
        ([], None),
    ],
)
def test_a_licence_is_named_only_where_it_holds_for_everything(rights: list[str], licence: str | None) -> None:
    assert licence_of([Rights("a source", each) for each in rights]) == licence


def test_the_datasheet_counts_and_says_what_is_unknown(tmp_path: Path) -> None:
    odd_corpus(tmp_path)
    text = (release(tmp_path, "1") / "DATASHEET.md").read_text(encoding="utf-8")
    turns = sum(len(SourceFolder(tmp_path, name).turns.read_bytes().splitlines()) for name in ("ersk_courier", SOURCE))
    assert f"{turns} turns of 3 press briefings from ersk_courier, harbour_gazette, 1899 to 2026." in text
    assert "| ersk_courier | unknown | - | never |" in text
    assert "3 of 4 briefings are complete. Pages known to be missing:\n1;" in text
    assert "Dates are: held 2, no date 1, published 1" in text


def test_frictionless_finds_the_tables_as_they_are_described(two: tuple[Path, Path], tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    odd_corpus(tmp_path / "odd")
    for folder in (two[1], release(tmp_path / "odd", "1")):
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
        assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])
