"""Crawl a disturbed site and determine what was lost, by comparison with the invented text."""

from __future__ import annotations

import json
import os
import socket
from collections import Counter
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.proofs.faults.measured import Measured, measure
from tests.proofs.faults.rows import ROWS
from tests.proofs.faults.site import EVERY, FIRST, LISTS, Spot, Turn, serve
from tests.support.pages import HOST
from tests.support.processes import REPO
from tests.support.server import Site
from tests.support.server.certificates import Authority

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tests.proofs.faults.rows import Row

PATIENCE = 300
"""Seconds after which a crawl is stopped; no row needs them."""
SETTINGS = ("RETRY_TIMES=1", "DOWNLOAD_DELAY=0", "CONCURRENT_REQUESTS_PER_DOMAIN=8")
HOSTS = {"": HOST, "good": HOST, "expired": "expired.china.org.cn", "other name": "other.china.org.cn"}


def spot_of(row: Row) -> Spot:
    """Return the briefing that a row disturbs."""
    index = ROWS.index(row)
    return Spot(FIRST + 1 + index + index // (EVERY - 1), HOSTS[row.certificate])


def neighbours(row: Row) -> tuple[Spot, Spot]:
    """Return the nearest undisturbed briefings before and after that one in the list."""
    return spot_of(row).around()


@dataclass(slots=True)
class Found:
    """The results of a crawl."""

    measured: Measured
    briefings: dict[str, dict[str, Any]] = field(default_factory=dict)
    turns: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: frozenset[str] = frozenset()
    """Hosts that got any request."""

    def said(self, spot: Spot) -> list[Turn]:
        """Return the turns of a briefing."""
        return [_turn(record) for record in self.turns.get(spot.id, [])]

    def missing(self, spot: Spot) -> dict[int, str]:
        """Return the missing pages in the record of a briefing, with the reasons."""
        record = self.briefings.get(spot.id, {"missing_pages": []})
        return {gap["number"]: gap["reason"] for gap in record["missing_pages"]}

    def lost(self, spot: Spot) -> list[Turn]:
        """Return the turns of the undisturbed briefing that are missing."""
        return list((Counter(spot.spoken()) - Counter(self.said(spot))).elements())

    def lost_silently(self, spot: Spot) -> list[Turn]:
        """Return lost turns on pages not reported as missing, of a briefing not reported as unread."""
        if spot.id not in self.briefings and self._says_unread(spot):
            return []
        missing = self.missing(spot)
        return [turn for turn in self.lost(spot) if turn[2] not in missing]

    def invented(self, spot: Spot) -> list[Turn]:
        """Return turns that the undisturbed briefing lacks, except beginnings of its turns marked as cut."""
        cut = {_turn(record) for record in self.turns.get(spot.id, []) if record["cut"]}
        found = (Counter(self.said(spot)) - Counter(spot.spoken())).elements()
        return [turn for turn in found if turn not in cut or not _begins(turn, spot.spoken())]

    def _says_unread(self, spot: Spot) -> bool:
        return any(f"{url} was not read" in self.measured.err for url in (spot.url(1), LISTS))


def crawl(rows: Sequence[Row], *settings: str) -> Found:
    """Crawl a site with the faults of all `rows`, each in its own briefing."""
    more = [argument for row in rows for argument in row.arguments]
    with disturbed(rows) as (env, site), TemporaryDirectory() as folder:
        patience = f"DOWNLOAD_TIMEOUT={min(row.timeout for row in rows)}"
        found = _crawl(Path(folder), env, [patience, *settings], more)
        found.asked = frozenset(urlsplit(visit.url).hostname or "" for visit in site.log)
        return found


@contextmanager
def disturbed(rows: Sequence[Row]) -> Iterator[tuple[dict[str, str], Site]]:
    """Serve a site with the faults of `rows`; yield the environment of a crawl of it, and the site."""
    with Site() as site, TemporaryDirectory() as folder, closing(socket.socket()) as closed:
        authority = Authority(Path(folder))
        for row in rows:
            if row.certificate:
                host = spot_of(row).host
                name = "elsewhere.example" if row.certificate == "other name" else host
                site.contexts[host] = authority.context(name, days=-1 if row.certificate == "expired" else 30)
        spots = {spot for row in rows for spot in (spot_of(row), *neighbours(row))}
        serve(site, sorted(spots, key=lambda spot: spot.key), [row.answers(spot_of(row)) for row in rows])
        closed.bind(("127.0.0.1", 0))  # a port that is taken, where nobody listens
        nobody = f"http://127.0.0.1:{closed.getsockname()[1]}"
        https = nobody if any(row.closed for row in rows) else site.proxy
        clean = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        proxies = {"http_proxy": site.proxy, "https_proxy": https}
        yield {**clean, **proxies, "SSL_CERT_FILE": str(authority.file)}, site


def _crawl(data: Path, env: dict[str, str], settings: Sequence[str], arguments: Sequence[str]) -> Found:
    pairs = [part for setting in (*SETTINGS, f"BRIEFINGS_DATA={data}", *settings) for part in ("-s", setting)]
    command = ["-m", "scrapy", "crawl", "china_org_cn", "-a", f"lists={LISTS}", *arguments, *pairs]
    found = Found(measure(command, env=env, cwd=REPO, seconds=PATIENCE))
    for record in _records(data / "china_org_cn" / "briefings.jsonl"):
        found.briefings[record["id"]] = record
    for record in _records(data / "china_org_cn" / "turns.jsonl"):
        found.turns.setdefault(record["briefing"], []).append(record)
    return found


def _records(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


def _begins(cut: Turn, turns: Iterable[Turn]) -> bool:
    return any(text.startswith(cut[1]) and (label, page) == (cut[0], cut[2]) for label, text, page in turns)


def _turn(record: dict[str, Any]) -> Turn:
    return record["label"] or "", record["text"], record["page_first"]
