"""Scrapy's commands for trying something leave nothing in the data folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefings.sample.server import SampleServer
from tests.support.commands import scrapy

if TYPE_CHECKING:
    from pathlib import Path

_LIST = "http://www.press.varenia.example/pressroom/node_1001.htm"


@pytest.mark.parametrize(
    "command",
    [
        ("parse", "--spider=sample", _LIST),
        ("parse", "--pipelines", "--spider=sample", _LIST),
        ("shell", "--spider=sample", "-c", "response.status", _LIST),
        ("fetch", "--spider=sample", _LIST),
        ("fetch", "-s", "RETRY_TIMES=0", "http://127.0.0.1:1/"),
    ],
    ids=" ".join,
)
def test_a_trial_leaves_nothing_behind(command: tuple[str, ...], tmp_path: Path) -> None:
    done = scrapy(tmp_path / "data", *command)
    assert done.code == 0, done.err
    assert not (tmp_path / "data").exists()


def test_a_typed_address_of_this_machine_is_fetched(tmp_path: Path) -> None:
    with SampleServer() as server:
        assert "<html" in scrapy(tmp_path / "data", "fetch", f"{server.url}/pressroom/node_1001.htm").out


@pytest.mark.slow
def test_a_benchmark_leaves_nothing_behind(tmp_path: Path) -> None:
    assert scrapy(tmp_path / "data", "bench").code == 0
    assert not (tmp_path / "data").exists()
