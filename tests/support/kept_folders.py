"""A data folder left by a real crawl of the sample, and the real commands on it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.support.commands import Done, scrapy
from tests.support.crawls import Crawler
from tests.support.processes import REPO
from tests.support.server import Site

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefings.store.folder import SourceFolder

__all__ = [
    "HOSTS", "SOURCE", "Done", "change_line", "copy_folder", "copy_of", "crawl_copies", "crawl_sample", "flip",
    "scrapy",
]  # fmt: skip

SOURCE = "sample"


def crawl_sample(data: Path) -> Done:
    """Crawl the sample, and look again at everything stored."""
    return scrapy(data, "crawl", SOURCE, "-s", "BRIEFINGS_LOOK_AGAIN=0")


def copy_of(data: Path, to: Path) -> SourceFolder:
    """Copy the data folder `data`; return the sample's folder in the copy."""
    from briefings.store.folder import SourceFolder  # noqa: PLC0415 - not in the process that only starts others

    shutil.rmtree(to, ignore_errors=True)
    return SourceFolder(copy_folder(data, to), SOURCE)


def copy_folder(data: Path, to: Path) -> Path:
    """Copy a data folder that other tests may be reading; return `to`.

    A reader makes an empty -wal and a -shm beside the database and removes them, perhaps during the copy. Neither holds
    data: SQLite makes the -shm anew.
    """

    def made_by_readers(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if name.endswith("-shm") or (name.endswith("-wal") and _is_empty(folder, name))]

    return Path(shutil.copytree(data, to, ignore=made_by_readers))


def _is_empty(folder: str, name: str) -> bool:
    try:
        return not Path(folder, name).stat().st_size
    except FileNotFoundError:
        return True


def change_line(file: Path, number: int, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the record in line `number` of `file`, the first being 1."""
    lines = file.read_bytes().splitlines(keepends=True)
    record = json.loads(lines[number - 1])
    change(record)
    lines[number - 1] = (json.dumps(record, ensure_ascii=False) + "\n").encode()
    file.write_bytes(b"".join(lines))


def flip(file: Path, at: int) -> None:
    """Change one bit of a file."""
    content = bytearray(file.read_bytes())
    content[at] ^= 4
    file.write_bytes(content)


HOSTS = ("www.china.org.cn", "english.scio.gov.cn")
_PAGES = REPO / "briefings" / "sample" / "site" / "pressroom" / "2026-03" / "06"


def crawl_copies(data: Path) -> None:
    """Crawl a briefing of the sample that is on two hosts of the source china_org_cn, the second one a copy."""
    with Site() as site:
        for host in HOSTS:
            for page in _PAGES.glob("*.htm"):
                site.serve(f"http://{host}/2026-03/06/{page.name}", page.read_bytes())
        urls = ",".join(f"http://{host}/2026-03/06/content_2000101.htm" for host in HOSTS)
        done = Crawler(site, data).run("china_org_cn", "-a", f"url={urls}")
    assert done.code == 0, done.err
    assert [line["copy_of"] for line in done.briefings()].count("www.china.org.cn/2000101") == 1
