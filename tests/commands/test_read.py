"""`scrapy read` through the real command: turns of files and folders, and the reason for each line's place."""

from __future__ import annotations

import gzip
import json
import socket
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.processes import REPO, Process
from tests.support.sample_golden import GOLDEN, read_lines
from tests.support.server import Site
from tests.support.sitemaps_and_feeds import Listed, rss, sitemap

_SITE = REPO / "briefings" / "sample" / "site" / "pressroom"
_BASE = "http://www.press.varenia.example/pressroom/2026-03/06/content_2000101.htm"


def read(*args: str) -> Process:
    return processes.run("-m", "scrapy", "read", *args)


def test_a_saved_folder_gives_the_turns_of_the_crawl(tmp_path: Path) -> None:
    for file in (_SITE / "2026-03" / "06").glob("*.htm"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    done = read(str(tmp_path), "--url", _BASE)
    assert (done.code, done.err) == (0, "")
    turns = [json.loads(line) for line in done.out.splitlines()]
    crawled = [turn for turn in read_lines(GOLDEN["turns.jsonl"]) if turn["briefing"].endswith("/2000101")]
    assert turns == [{**turn, "source": "file"} for turn in crawled]
    # Alone, and under a name that its row of pages does not have.
    (alone := tmp_path / "water talk.html").write_bytes((tmp_path / Path(_BASE).name).read_bytes())
    done = read(str(alone))
    assert (done.code, "may go on at http://saved.invalid/content_2000101_2.htm" in done.err) == (3, True), done.err
    assert json.loads(done.out.splitlines()[0])["complete"] is False


def test_explain_names_the_rule_of_every_line_and_why_a_line_is_no_label() -> None:
    done = read("--explain", str(_SITE / "2026-03" / "06" / "content_2000101_2.htm"))
    assert "p2\tlabel\toutlet\tVaren Daily:" in done.out
    assert "'Samples taken before 2024' is no label: it has a word that stands in sentences and in no name" in done.out
    assert "p2\tboilerplate\tpager\t" in done.out
    assert done.code == 3, "six pages were not given"


def test_explain_says_what_a_feed_names_and_where_it_breaks_off(tmp_path: Path) -> None:
    file = tmp_path / "feed.xml"
    talks = [Listed("http://press.varenia.example/a", "Quay"), Listed("http://press.varenia.example/b")]
    file.write_bytes(rss(talks, "/feed?page=2")[:-60])
    done = read("--explain", "--as-list", str(file))
    assert (done.code, done.err) == (0, "")
    assert "link\tfollowed\tQuay\thttp://press.varenia.example/a\tan entry, of 2017-05-17" in done.out
    assert "\thttp://saved.invalid/feed?page=2\tolder entries" in done.out
    assert "incomplete: it breaks off" in done.out


def test_explain_says_of_the_links_of_a_list_why_they_are_followed(tmp_path: Path) -> None:
    page = (_SITE / "node_1001.htm").read_bytes().replace(b">About the Press Office<", b">About\x1b[31m us<")
    (tmp_path / "node_1001.htm").write_bytes(page)
    done = read("--explain", "--source", "scio", str(tmp_path))
    assert (done.code, done.err) == (0, "")
    assert "link\tfollowed\t2\thttp://saved.invalid/node_1001_2.htm\tpage 2, as numbers" in done.out
    assert "link\tnot followed\tAbout\\x1b[31m us\t" in done.out
    done = read("--explain", "--source", "nowhere", str(tmp_path))
    assert (done.code, "no source nowhere" in done.err) == (2, True)


def test_text_shows_the_label_and_the_speech() -> None:
    done = read("--format", "text", str(_SITE / "2026-02" / "12" / "content_2000094.htm"))
    assert "Radio Kestrel:\nIs it still worth getting" in done.out


def test_an_address_is_fetched_and_a_failure_named(site: Site) -> None:
    done = read(f"http://127.0.0.1:{site.proxy.rpartition(':')[2].strip('/')}/gone.htm")
    assert (done.code, done.out) == (4, "")
    assert "/gone.htm: http 404" in done.err


def test_what_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    done = read(str(tmp_path / "none.htm"))
    assert done.code == 2
    assert "none.htm cannot be read: No such file or directory" in done.err
    assert "ttt cannot be read: File name too long" in read(str(tmp_path / ("t" * 300))).err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "body", "what"),
    [
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", "not a page: PDF"),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0", "not a page: picture (PNG)"),
        ("a.json", b'{"briefing": "none"}', "not a page: JSON"),
        ("a.htm", b"", "no transcript but a page of kind empty"),
    ],
)
def test_what_is_no_transcript_is_one_sentence(tmp_path: Path, name: str, body: bytes, what: str) -> None:
    (tmp_path / name).write_bytes(body)
    done = read(str(tmp_path / name))
    assert (done.code, done.out, done.err) == (4, "", f"{tmp_path / name}: {what}\n")


def test_an_article_is_printed_and_named_as_what_a_crawl_leaves_out(tmp_path: Path) -> None:
    (tmp_path / "notice.htm").write_text("<h1>The ferry</h1><p>The ferry sails on Monday, weather permitting.</p>")
    done = read("--format", "text", str(tmp_path / "notice.htm"))
    assert (done.code, "The ferry sails on Monday" in done.out) == (0, True)
    assert "notice.htm is an article in which nobody is named as speaking" in done.err
    assert read(str(_SITE / "2026-02" / "12" / "content_2000094.htm")).err == ""


def test_what_is_no_page_is_explained_in_one_sentence_too(tmp_path: Path) -> None:
    bodies = {"a.pdf": b"%PDF-1.7", "b.bin": bytes(range(256)), "c.txt": b"Anna Berg: It rains.\n", "d.json": b"{}"}
    for name, body in bodies.items():
        (tmp_path / name).write_bytes(body)
    files = [str(tmp_path / name) for name in bodies]
    done = read("--explain", *files)
    assert (done.code, done.err.count("\n"), done.err.count("not a page:")) == (4, 4, 4)
    done = read("--explain", "--as-list", *files)
    assert (done.code, done.err.count("\n"), done.err.count("not a page:")) == (4, 4, 4)


def test_an_address_of_its_own_that_is_none_and_a_packed_sitemap_are_read(tmp_path: Path) -> None:
    saved = tmp_path / "talk.htm"
    saved.write_text("<html><head><link rel='canonical' href='http://[x/'></head><body><p>Hi</body></html>")
    done = read("--explain", str(saved))
    assert (done.code, done.err.count("\n"), "/talk.htm is an article" in done.err) == (0, 1, True)
    assert done.out.startswith("links of http://saved.invalid/talk.htm\n")
    packed = tmp_path / "sitemap.xml.gz"
    packed.write_bytes(gzip.compress(sitemap([Listed("http://press.varenia.example/a")])))
    done = read("--as-list", str(packed))
    assert (done.code, done.err) == (0, "")
    assert "\thttp://press.varenia.example/a\tan entry" in done.out


def test_a_refused_connection_is_one_sentence() -> None:
    with socket.socket() as nobody:  # its port is taken, and nobody listens there
        nobody.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{nobody.getsockname()[1]}/talk.htm"
        done = read(url, "-s", "RETRY_TIMES=0")
    assert (done.code, done.out) == (4, "")
    assert done.err == f"{url}: robots.txt unreachable (connection refused)\n"


def test_an_address_without_its_scheme_gets_a_hint() -> None:
    done = read("www.example.org/talk.htm")
    assert done.code == 2
    assert "www.example.org/talk.htm cannot be read: No such file or directory; an address begins" in done.err


@pytest.mark.parametrize(
    ("asked", "named"), [(("http://",), "page: http://"), (("--url", "talk", "pages"), "--url: talk")]
)
def test_an_address_that_is_none_is_refused(asked: tuple[str, ...], named: str) -> None:
    done = read(*asked)
    assert (done.code, done.err) == (2, f"{named} is not an absolute http or https address.\n")


@pytest.mark.parametrize(
    ("command", "named"),
    [("read", "Name a page"), ("forget", "Name a briefing"), ("merge", "Name the data")],
)
def test_a_command_that_lacks_what_it_is_about_says_so(command: str, named: str) -> None:
    done = processes.run("-m", "scrapy", command)
    assert (done.code, named in done.err) == (2, True), done.err


def test_letters_that_the_output_has_no_code_for_are_escaped(tmp_path: Path) -> None:
    (page := tmp_path / "talk.html").write_text("<p>Ms. Töve: Good morning.</p>" * 3, encoding="utf-8")
    ascii_only = "import sys; sys.stdout.reconfigure(encoding='ascii')"
    done = processes.run("-c", f"{ascii_only}; from scrapy.cmdline import execute; execute()", "read", str(page))
    assert "T\\xf6ve" in done.out
    assert "Traceback" not in done.err


@pytest.mark.parametrize("command", ["read", "schema", "list"])
def test_a_closed_pipe_ends_it_quietly(command: str) -> None:
    pages = {"read": [str(_SITE / "2026-02" / "12" / "content_2000094.htm")], "schema": ["turn"], "list": []}
    # Closed before it prints anything, as head does after its last line.
    closed = "import os; ours, theirs = os.pipe(); os.dup2(theirs, 1); os.close(ours); os.close(theirs)"
    done = processes.run("-c", f"{closed}; from scrapy.cmdline import execute; execute()", command, *pages[command])
    assert done.err == ""
