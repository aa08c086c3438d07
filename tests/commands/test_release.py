"""`scrapy release`, and how `scrapy forget` names the releases that still have the text."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
import yaml

from tests.support.commands import scrapy_all
from tests.support.kept_folders import copy_of, scrapy

if TYPE_CHECKING:
    from pathlib import Path

GONE = "www.press.varenia.example/2000101"


def test_release_forget_release(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    # Of a source that yielded nothing there are no rights to tell.
    (data / "unread_house" / "archive").mkdir(parents=True)
    first = scrapy(data, "release", "1.0", "--title", "Varenia briefings")
    assert (first.code, first.err) == (0, "")
    assert (
        f"{data}/releases/1.0: 130 of 156 turns of 6 briefings: copies are left out; the first release.\n" in first.out
    )
    assert "Nobody is named as creator" in first.out
    assert "unknown" not in first.out
    forgotten = scrapy(data, "forget", GONE)
    assert forgotten.code == 0
    assert f"The release {data}/releases/1.0 still has the text of {GONE}" in forgotten.out
    second = scrapy(data, "release", "1.1", "--title", "Varenia briefings", "--creator", "Keverly, Anton")
    assert second.code == 0
    assert "Nobody is named" not in second.out
    changes = (data / "releases" / "1.1" / "CHANGES.md").read_text(encoding="utf-8")
    assert f"- forgotten: {GONE} (sample)\n" in changes
    earlier = scrapy(data, "release", "0.9")
    assert (earlier.code, "; no lower version to compare with." in earlier.out) == (0, True), earlier.out
    # No command takes the releases for a source.
    assert scrapy(data, "verify").out.startswith("sample: ")


def test_bad_usage(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    refused: tuple[tuple[list[str], str], ...] = (
        ([], "Name one version"),
        (["../x"], "is not a version"),
        (["v1"], "'v1' is not a version: use numbers, such as 1.0"),
        (["1.0", "--doi", "zenodo.1"], "'zenodo.1' is not a DOI"),
        (["1.0", "--url", "zenodo"], "'zenodo' is not an address"),
        (["1.0", "--license", "all of it"], "'all of it' is not an SPDX id"),
        (["1.0", "--license", "CC-BY"], "'CC-BY' is not an SPDX id"),
        (["1.0", "--license", "(MIT)"], "'(MIT)' is not an SPDX id"),
        (["1.0", "--creator", "Keverly, Anton (0000-0002-1825-0098)"], "its last digit does not fit"),
        (["1.0", "--creator", ", "], "', ' names nobody: write"),
        (["1.0", "--creator", "(0000-0002-1825-0097)"], "names nobody"),
        (["1.0", "--source", "nobody"], "There is no source nobody"),
    )
    answers = scrapy_all(data, *(("release", *args) for args, _ in refused))
    for (_, words), done in zip(refused, answers, strict=True):
        assert (done.code, words in done.err) == (2, True), done.err
    assert not list(data.glob("releases/*"))
    assert scrapy(data, "release", "1.0").code == 0
    again = scrapy(data, "release", "1.0", "--creator", "Somebody")
    assert (again.code, "Release 1.0 exists with other content" in again.err) == (2, True)


def test_a_citation_says_what_the_user_says(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    done = scrapy(
        data, "release", "1.0", "--title", "Varenia briefings", "--description", "Two years of briefings.",
        "--license", "CC-BY-4.0", "--creator", "Keverly, Anton (0000-0002-1825-0097)", "--creator", "Press Archive,",
    )  # fmt: skip
    assert done.code == 0, done.err
    folder = data / "releases" / "1.0"
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["authors"] == [
        {"family-names": "Keverly", "given-names": "Anton", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"name": "Press Archive"},
    ]
    assert (citation["license"], citation["abstract"]) == ("CC-BY-4.0", "Two years of briefings.")


def test_a_doi_is_added_later_and_the_data_stay(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    assert scrapy(data, "release", "1.0").code == 0
    folder = data / "releases" / "1.0"
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    # The corpus has changed since.
    assert scrapy(data, "forget", GONE).code == 0
    done = scrapy(
        data, "release", "1.0", "--doi", "https://doi.org/10.5281/zenodo.77", "--url", "https://press.example/c"
    )
    assert (done.code, done.err) == (0, "")
    after = {file.name: file.read_bytes() for file in folder.iterdir()}
    assert {name for name in after if after[name] != before[name]} == {"CITATION.cff", "SHA256SUMS"}
    citation = yaml.safe_load(after["CITATION.cff"])
    assert (citation["doi"], citation["url"]) == ("10.5281/zenodo.77", "https://press.example/c")
    assert subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder, check=False).returncode == 0
    # Added again, and then another one: the last counts.
    assert scrapy(data, "release", "1.0", "--doi", "10.5281/zenodo.78").code == 0
    citation = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    assert (citation["doi"], citation["url"]) == ("10.5281/zenodo.78", "https://press.example/c")


@pytest.mark.further
def test_a_release_that_is_made_again_keeps_its_doi(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    assert scrapy(data, "release", "1.0", "--doi", "10.5281/zenodo.77").code == 0
    again = scrapy(data, "release", "1.0")
    assert (again.code, again.err) == (0, "")
    assert 'doi: "10.5281/zenodo.77"' in (data / "releases" / "1.0" / "CITATION.cff").read_text(encoding="utf-8")


def test_an_empty_folder_that_a_power_cut_left_is_no_release(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    (data / "releases" / "1.0").mkdir(parents=True)
    done = scrapy(data, "release", "1.0", "--doi", "10.5281/zenodo.77")
    assert (done.code, done.err) == (0, "")
    assert (data / "releases" / "1.0" / "turns.csv").exists()
