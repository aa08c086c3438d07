"""A data folder with every kind of file: older revisions, a rejected record, a forgotten briefing, damaged bytes."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.support import press_office
from tests.support.commands import Done, scrapy, scrapy_all
from tests.support.kept_folders import copy_folder
from tests.support.left_behind import kept_lines
from tests.support.mending import REPAIR, hurt
from tests.support.pages import address, briefing
from tests.support.press_office import SOURCE
from tests.support.server import Site
from tests.support.spoiling import SPOILED
from tests.support.undisturbed import RUN, STATES, crawler

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from tests.support.crawls import Crawl
    from tests.support.undisturbed import Undisturbed

HOST = "www.china.org.cn"
_SPOILED_KEY = int(SPOILED.rpartition("_")[2])


@dataclass(frozen=True, slots=True)
class Weathered:
    """Folders to damage, by name, with the output of `verify`, the answers of commands, and the required result."""

    folders: dict[str, Path]
    said: dict[str, Done]
    answers: dict[str, list[str]]
    records: dict[str, dict[str, Counter[str]]]


def weather(left: Undisturbed, root: Path) -> Weathered:
    """Make a folder at rest, and one left by a killed run with its log of the database."""
    rest, killed = root / "rest", root / "killed"
    _make_rest(left, rest)
    _make_killed(left, killed)
    found = Weathered({"rest": rest, "killed": killed}, {}, {}, {})
    for name, folder in found.folders.items():
        # Not in the folder itself: whoever closes a database last folds its log into it.
        copy = copy_folder(folder, root / f"{name}-crawled")
        found.said[name] = scrapy(copy, "verify")
        if name == "rest":
            found.answers[name] = answers(copy, root / "out")
        crawl = crawl_again(copy)
        assert crawl.code == 0, crawl.err
        found.records[name] = kept_lines(copy / SOURCE)
    assert found.said["rest"].code == 0, found.said["rest"].out
    assert found.records["rest"].keys() >= {"rejected.jsonl", "forgotten.jsonl"}
    return found


def _make_rest(left: Undisturbed, data: Path) -> None:
    copy_folder(left.folders["later"], data)
    hurt(data)
    mended = scrapy(data, *REPAIR)
    assert mended.code == 3, mended
    assert crawl_again(data).code == 0
    spoil = 'SPIDER_MIDDLEWARES={"tests.support.spoiling.Spoiler": 50}'
    with Site() as site:
        site.serve_all(briefing(_SPOILED_KEY, 2))
        rejected = crawler(site, data).run(SOURCE, "-a", f"url={address(_SPOILED_KEY)}", "-s", spoil)
    assert rejected.code == 5, rejected.err
    forgotten = scrapy(data, "forget", f"{HOST}/7020", "--why", "asked for by its publisher")
    assert forgotten.code == 0, forgotten.err


def _make_killed(left: Undisturbed, data: Path) -> None:
    copy_folder(left.folders["first"], data)
    with Site() as site:
        press_office.serve(site, STATES["later"])
        done = crawler(site, data, "kill", "fsync turns.jsonl.next", "1").run(*RUN)
    assert done.code == -signal.SIGKILL
    assert list(data.glob("*-wal"))


def crawl_again(data: Path) -> Crawl:
    """Crawl the press office as it is later."""
    with Site() as site:
        press_office.serve(site, STATES["later"])
        return crawler(site, data).run(*RUN)


def answers(data: Path, out: Path) -> list[str]:
    """Return the output of all commands that only read: every briefing shown, and two exports into `out`."""
    out.mkdir(exist_ok=True)
    ids = [f"{HOST}/{key}" for key in (*press_office.NEW, *press_office.KEYS)]
    ids += [f"{press_office.OTHER_HOST}/{key}" for key in press_office.COPIED]
    shown: list[tuple[str, ...]] = [("show", id_) for id_ in ids]
    shown += [("show", f"{HOST}/{key}", "--revision", "1") for key in press_office.EDITED]
    table, database = out / "turns.csv", out / "turns.sqlite"
    shown += [("export", name, "--out", str(file)) for name, file in (("csv", table), ("sqlite", database))]
    done = scrapy_all(data, *shown)
    said = [
        json.dumps((one.code, one.out, one.err)).replace(str(out), "OUT").replace(str(data), "DATA") for one in done
    ]
    with closing(sqlite3.connect(database)) as db:
        rows = list(db.iterdump())
    said += [table.read_text(encoding="utf-8"), *rows]
    shutil.rmtree(out)
    return said
