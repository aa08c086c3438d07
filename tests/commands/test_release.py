"""`scrapy release`, and how `scrapy forget` names the releases that still have the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.kept_folders import copy_of, scrapy

if TYPE_CHECKING:
    from pathlib import Path

GONE = "www.press.varenia.example/2000101"


def test_release_forget_release(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    first = scrapy(data, "release", "1.0", "--title", "Varenia briefings")
    assert (first.code, first.err) == (0, "")
    assert f"{data}/releases/1.0: 130 turns of 6 briefings, the first release.\n" in first.out
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
    # Nobody takes the releases for a source.
    assert scrapy(data, "verify").out.startswith("sample: ")


def test_bad_usage(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    for args, words in (
        ([], "Name one version"),
        (["../x"], "is no version"),
        (["1.0", "--source", "nobody"], "There is no source nobody"),
    ):
        done = scrapy(data, "release", *args)
        assert (done.code, words in done.err) == (2, True), done.err
    assert not list(data.glob("releases/*"))
    assert scrapy(data, "release", "1.0").code == 0
    again = scrapy(data, "release", "1.0", "--creator", "Somebody")
    assert (again.code, "Release 1.0 exists with other content" in again.err) == (2, True)
