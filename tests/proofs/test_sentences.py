"""The contract of the schedulers: each exit code with its closing sentence, by commands on the press office."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from filelock import FileLock

from tests.support import press_office
from tests.support.commands import scrapy_all
from tests.support.kept_folders import copy_folder
from tests.support.pages import address, briefing, notice
from tests.support.press_office import SOURCE
from tests.support.server import page
from tests.support.undisturbed import RUN, STATES, Undisturbed, crawler
from tests.support.weathered import HOST

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.support.server import Site

_KEPT = " Kept in DATA/china_org_cn.\n"
_SPOIL = ("-s", 'SPIDER_MIDDLEWARES={"tests.support.spoiling.Spoiler": 50}')


def _at(*keys: int) -> tuple[str, ...]:
    return (SOURCE, "-a", "url=" + ",".join(map(address, keys)))


def _serve_gap(site: Site) -> None:
    pages = briefing(7030, 3)
    del pages[address(7030, 2)]
    site.serve_all(pages)


def _serve_nothing(_site: Site) -> None:
    """Leave the site as it is."""


# Changes to the site, the command line, the code, and the printed sentence, each after a first crawl of the press
# office.
CRAWLS: dict[str, tuple[Callable[[Site], None], tuple[str, ...], int, str]] = {
    "new and revised": (
        _serve_nothing, RUN, 0,
        "7 briefings (35 turns): 1 new, 2 revised, 4 unchanged, 1 of them a copy, all complete." + _KEPT,
    ),
    "removed": (
        lambda site: site.serve(address(7020), page(b"<p>Gone.</p>", status=404)), _at(7020), 0,
        "0 briefings (0 turns): 0 new, 0 revised, 0 unchanged, all complete."
        " 1 removed from the site; its stored text is kept." + _KEPT,
    ),
    "incomplete": (
        _serve_gap, _at(7030), 3,
        "1 briefing (5 turns): 1 new, 0 revised, 0 unchanged. 1 briefing incomplete:"
        " www.china.org.cn/7030 lacks page 2 (http 404)." + _KEPT,
    ),
    "less complete": (
        lambda site: site.serve(address(7022, 3), page(b"<p>Gone.</p>", status=404)), _at(7022), 3,
        "1 briefing (5 turns): 0 new, 0 revised, 0 unchanged. 1 briefing incomplete:"
        " www.china.org.cn/7022 lacks page 3 (http 404)."
        " 1 new reading was less complete than the stored one; the stored one was kept: www.china.org.cn/7022." + _KEPT,
    ),
    "nothing": (
        lambda site: site.serve(address(6001), notice()), _at(6001), 4,
        "No briefing was read: http://www.china.org.cn/business/2024-05/17/content_6001.htm is a notice, not a"
        " briefing. Found instead: 1 notice.\n",
    ),
    "rejected": (
        lambda site: site.serve_all(briefing(7019, 2)), (*_at(7019), *_SPOIL), 5,
        "1 briefing (5 turns): 0 new, 0 revised, 0 unchanged. 1 record did not match the schema; see rejected.jsonl."
        "\n",
    ),
    "blocked": (
        lambda site: site.serve(address(6002), page(b"<p>Forbidden.</p>", status=403)), _at(6002), 6,
        "Blocked by the site: 1 page refused. No briefing was read:"
        " http://www.china.org.cn/business/2024-05/17/content_6002.htm was not read (http 403).\n",
    ),
}  # fmt: skip


# `tests/commands/test_reports.py` has the slow ones in every run.
_ELSEWHERE = {"incomplete", "rejected"}


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=[pytest.mark.slow] if name in _ELSEWHERE else []) for name in CRAWLS]
)
def test_how_a_crawl_ends(undisturbed: Undisturbed, site: Site, tmp_path: Path, name: str) -> None:
    besides, args, code, sentence = CRAWLS[name]
    data = copy_folder(undisturbed.folders["first"], tmp_path / "data")
    press_office.serve(site, STATES["later"])
    besides(site)
    crawl = crawler(site, data).run(*args)
    assert (crawl.code, crawl.out.replace(str(data), "DATA")) == (code, sentence), crawl.err


# Commands, one after the other, in a folder with the later state; the code, and the printed sentence.
_NOBODY = "error: There is no source nobody in DATA; it has china_org_cn.\n"
COMMANDS: list[tuple[tuple[str, ...], int, str]] = [
    (("verify",), 0, "china_org_cn: 7 briefings, 30 turns, 14 pages, 46 records: nothing wrong.\n"),
    (("verify", "nobody"), 2, _NOBODY),
    (("export", "csv", "--out", "OUT"), 0, "OUT: 30 of 35 turns of 6 briefings: copies are left out.\n"),
    (("export", "csv", "--out", "OUT", "--table", "briefings"), 0, "OUT: 7 briefings.\n"),
    (
        ("export", "csv", "--out", "OUT", "--since", "2030"), 4,
        "Nothing that is kept was chosen; OUT was not written.\n",
    ),
    (("export", "csv", "--out", "OUT", "--source", "nobody"), 2, _NOBODY),
    (("show", f"{HOST}/1"), 2, f"Nothing kept in DATA has the id or the address {HOST}/1. Nothing was done.\n"),
    (("show", f"{HOST}/7022", "--revision", "9"), 2, f"error: {HOST}/7022 has no revision 9; it has 1, 2.\n"),
    (("reread", "nobody"), 2, _NOBODY),
    (("forget", f"{HOST}/1"), 2, f"Nothing kept in DATA has the id or the address {HOST}/1. Nothing was done.\n"),
    (
        ("forget", f"{HOST}/7022", "--why", "asked for"), 0,
        f"{HOST}/7022: 16 lines and 8 archived records removed from china_org_cn.\n",
    ),
    (
        ("forget", f"{HOST}/7022"), 0,
        f"{HOST}/7022: 0 lines and 0 archived records removed from china_org_cn.\n",
    ),
    (
        ("release", "1.0"), 0,
        "DATA/releases/1.0: 23 of 28 turns of 5 briefings: copies are left out; the first release.\n",
    ),
    (
        ("forget", f"{HOST}/7023"), 0,
        f"{HOST}/7023: 4 lines and 2 archived records removed from china_org_cn.\n"
        f"The release DATA/releases/1.0 still has the text of {HOST}/7023: take it back, and delete that folder.\n",
    ),
]  # fmt: skip


def test_how_the_commands_end(undisturbed: Undisturbed, tmp_path: Path) -> None:
    data, out = copy_folder(undisturbed.folders["later"], tmp_path / "data"), tmp_path / "t.csv"
    typed = [tuple(part.replace("OUT", str(out)) for part in command) for command, _, _ in COMMANDS]
    for (command, code, sentence), done in zip(COMMANDS, scrapy_all(data, *typed), strict=True):
        told = (done.out + done.err).replace(str(data), "DATA").replace(str(out), "OUT")
        assert (done.code, "Traceback" in told) == (code, False), (command, told)
        assert sentence in told, command


def test_whoever_comes_second_is_told_that_another_run_writes(undisturbed: Undisturbed, tmp_path: Path) -> None:
    data = copy_folder(undisturbed.folders["later"], tmp_path / "data")
    commands = (("verify",), ("reread",), ("forget", f"{HOST}/7022"))
    with FileLock(data / SOURCE / "lock"):
        for command, done in zip(commands, scrapy_all(data, *commands), strict=True):
            assert (done.code, done.out) == (8, ""), command
            assert "another run is writing there" in done.err
