"""Text of the web in the terminal and in the log: nothing steers the terminal, and no password is shown."""

from __future__ import annotations

import gzip
import json
import logging
import time
from typing import TYPE_CHECKING

import pytest

from briefings.runs.quiet_start import SafeRecord
from briefings.safe_to_show import shown, without_user
from tests.support import processes
from tests.support.pages import HOST, address, briefing, document, list_page
from tests.support.parts import each
from tests.support.server import Site, redirect

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.crawls import Crawler

ESC = "\x1b]52;c;c2VjcmV0\x07"
"""Sequence that sets the clipboard of a terminal."""
STEERING = "\x1b\x07\x00\x08\x7f\x9b\u202e\u2066\u2028"
KEY = 7001


@each(
    ("text", "expected"),
    [
        ("plain, 中文, emoji 🎤, naïve", "plain, 中文, emoji 🎤, naïve"),
        ("\x1b[2J", "\\x1b[2J"),
        ("\x1b]8;;http://a.example/\x07link\x1b]8;;\x07", "\\x1b]8;;http://a.example/\\x07link\\x1b]8;;\\x07"),
        (ESC, "\\x1b]52;c;c2VjcmV0\\x07"),
        ("\x9b2J", "\\x9b2J"),
        ("\x7f\x00\x08", "\\x7f\\x00\\x08"),
        ("a\u202egnp.exe", "a\\u202egnp.exe"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("\ud83d", "\\ud83d"),
        ("one\r\ntwo", "one\\x0d\\ntwo"),
        ("a\tb", "a\tb"),
        ("see http://anna:moonlight@host.example/a.", "see http://host.example/a."),
        ("http://anna:moon@light@host.example/", "http://host.example/"),
        ("http://anna@host.example:8080/", "http://host.example:8080/"),
        ("https://host.example/@anna/a?b=c@d#e@f", "https://host.example/@anna/a?b=c@d#e@f"),
        ("https://host.example?mail=a@b.example", "https://host.example?mail=a@b.example"),
        ("anna@host.example // not an address", "anna@host.example // not an address"),
        (ValueError("\x1b"), "\\x1b"),
    ],
)
def test_what_is_shown(text: object, expected: str) -> None:
    assert shown(text) == expected


def test_line_ends_stay_where_they_are_wanted() -> None:
    assert shown("one\ntwo\x1b", lines=True) == "one\ntwo\\x1b"


@pytest.mark.parametrize("text", ["//" * 500_000, "//" + "a" * 1_000_000, "//a" * 300_000 + "@", "@" * 1_000_000])
def test_a_long_text_takes_no_longer_than_its_length(text: str) -> None:
    before = time.process_time()
    without_user(text)
    assert time.process_time() - before < 20, "a quadratic reader would take an hour"


def _record(name: str, message: str, *args: object, error: BaseException | None = None) -> str:
    info = (type(error), error, None) if error else None
    return logging.Formatter().format(SafeRecord(name, logging.INFO, __file__, 1, message, args, info))


def test_a_message_of_the_log_is_one_line_and_steers_nothing() -> None:
    assert _record("china_org_cn", "Read %s", "a\x1b[2J\nb") == "Read a\\x1b[2J\\nb"


def test_scrapy_may_print_its_counts_on_several_lines() -> None:
    assert _record("scrapy.statscollectors", "Counts:\n%s", "{a: 1,\n b: 2}") == "Counts:\n{a: 1,\n b: 2}"


def test_a_traceback_is_shown_too() -> None:
    assert _record("briefings", "Failed", error=ValueError("http://a:b@c.example/\x1b")) == (
        "Failed\nValueError: http://c.example/\\x1b"
    )


# -- Through the commands


def _everything_kept(data: Path) -> bytes:
    return b"".join(
        gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        for file in sorted(data.rglob("*"))
        if file.is_file()
    )


@pytest.mark.parametrize("level", [pytest.param("INFO", marks=pytest.mark.slow), "DEBUG"])
def test_a_password_of_a_redirect_or_a_link_is_nowhere(site: Site, crawler: Crawler, level: str) -> None:
    start = f"http://{HOST}/node_1.htm"
    linked = address(7002).replace("//", "//anna:moonlight@")
    site.serve(start, list_page([address(KEY), linked, address(7003).replace("//", "//anna:moonlight@")]))
    moved = f"http://{HOST}/business/2024-05/18/content_7001.htm"
    pages = briefing(KEY, 1)
    site.serve(address(KEY), redirect(moved.replace("//", "//anna:moonlight@")))
    site.serve(moved, pages[address(KEY)])
    site.serve_all(briefing(7002, 1))
    site.serve(f"http://{HOST}/robots.txt", redirect(f"http://anna:moonlight@{HOST}/rules.txt"))
    crawl = crawler.run("briefing", "-a", f"lists={start}", "-L", level)
    assert sorted(line["id"] for line in crawl.briefings(HOST)) == [f"{HOST}/7001", f"{HOST}/7002"]
    assert crawl.code == 3, "the third is not there"
    assert "moonlight" not in crawl.out + crawl.err
    kept = _everything_kept(crawl.data)
    # The list page itself is archived as served.
    assert kept.count(b"moonlight") == 2
    assert b"Location: http://" + moved.removeprefix("http://").encode() in kept


def test_control_characters_of_a_list_reach_neither_log_nor_closing_sentence(site: Site, crawler: Crawler) -> None:
    start = f"http://{HOST}/node_1.htm"
    entries = [address(KEY), address(7002).replace("content", f"{STEERING}content")]
    site.serve(start, list_page(entries))
    site.serve_all(briefing(KEY, 1))
    crawl = crawler.run("briefing", "-a", f"lists={start}", "-L", "DEBUG")
    assert crawl.code in (0, 3), crawl.err
    assert not set(STEERING) & set(crawl.out + crawl.err)


def test_read_shows_them_escaped_and_json_has_them_as_they_are(tmp_path: Path) -> None:
    title = "Briefing on \x9b2J rivers"
    file = tmp_path / "page.htm"
    said = "".join(f"<p>Anna Berg: It rises {n} \x1b]8;;x\x07.</p><p>Radio Kestrel: Why {n}?</p>" for n in range(9))
    file.write_bytes(document(title, said))
    for form in ("--explain", "--format=text"):
        done = processes.run("-m", "scrapy", "read", form, str(file))
        assert "\\x1b]8;;x\\x07" in done.out, done.err
        assert not set(STEERING) & set(done.out + done.err)
    exact = processes.run("-m", "scrapy", "read", str(file))
    assert any("\x1b]8;;x\x07" in json.loads(line)["text"] for line in exact.out.splitlines())
