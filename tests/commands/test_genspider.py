"""`scrapy genspider -t briefing`: a source from a look at its site, or a sentence and nothing written."""

from __future__ import annotations

import ast
import html
import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support import processes
from tests.support.crawls import ASK_ALL, without_settings
from tests.support.parts import part_of
from tests.support.processes import REPO, Process
from tests.support.server import Site
from tests.support.unknown_houses import HOUSES, LISTS, TOPICS

_SETTINGS = """
from briefings.settings import *

SPIDER_MODULES = ["houses"]
NEWSPIDER_MODULE = "houses"
DOWNLOAD_DELAY = 0
RETRY_TIMES = 0
"""
_MARKUP = {
    "tidings": {"byline": "p.meta-date", "entry_urls": "/media/briefings/"},
    "council": {
        "article_pages": "div.leafing",
        "list_pages": "div.numbers",
        "entries": "td.what",
    },
    "tower": {"transcript_link": "p.full", "labels": "span.who", "entry_urls": "/events/"},
    "quarry": {"labels": "span.name", "entry_urls": "/press/"},
}
_CLOSING = {
    "tidings": "9 briefings (45 turns): 9 new, 0 revised, 0 unchanged, all complete.",
    "council": "12 briefings (180 turns): 12 new, 0 revised, 0 unchanged, all complete.",
    "tower": "8 briefings (40 turns): 8 new, 0 revised, 0 unchanged, all complete.",
    "quarry": "7 briefings (35 turns): 7 new, 0 revised, 0 unchanged, all complete.",
}


@dataclass(frozen=True, slots=True)
class Project:
    """A small project of a user, and the site its commands reach."""

    folder: Path
    site: Site

    def scrapy(self, *args: str) -> Process:
        return processes.run("-m", "scrapy", *args, env=self.environment, cwd=self.folder)

    def refused(self, commands: Sequence[Sequence[str]]) -> list[tuple[int, str, str]]:
        """Return code, stdout and stderr of each command, all run in one process."""
        done = processes.run("-c", ASK_ALL, json.dumps(commands), env=self.environment, cwd=self.folder)
        assert done.code == 0, done.err
        return [(code, out, err) for code, out, err in json.loads(done.out)]

    @property
    def environment(self) -> dict[str, str]:
        return {**without_settings(os.environ), "http_proxy": self.site.proxy, "PYTHONPATH": str(REPO)}

    def files(self) -> set[str]:
        """Return the names of all files, without compiled ones."""
        files = (file.relative_to(self.folder) for file in self.folder.rglob("*") if file.is_file())
        return {file.as_posix() for file in files if "__pycache__" not in file.parts}


@pytest.fixture
def project(tmp_path: Path, site: Site) -> Project:
    (tmp_path / "houses").mkdir()
    for name, text in {
        "scrapy.cfg": "[settings]\ndefault = tried_settings\n",
        "tried_settings.py": _SETTINGS,
        "houses/__init__.py": "",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return Project(tmp_path, site)


def markup_in(source: str) -> dict[str, str]:
    """Return the fields of the markup of a source."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    call = next(call for call in calls if ast.unparse(call.func) == "Markup")
    return {str(word.arg): ast.literal_eval(word.value) for word in call.keywords}


# The last house shows nothing that the one before it does not show too.
@pytest.mark.parametrize("house", part_of(HOUSES, 4))
def test_a_source_is_written_by_which_its_site_is_read_whole(project: Project, house: str) -> None:
    project.site.serve_all(HOUSES[house]())
    before = project.files()
    made = project.scrapy("genspider", "-t", "briefing", house, LISTS[house])
    assert made.code == 0, made.err
    asked = len(project.site.visits())
    assert asked <= 1 + 3 * 3, "the list, and the pages of three briefings"
    source = (project.folder / "houses" / f"{house}.py").read_text("utf-8")
    assert len(source.splitlines()) <= 40
    assert markup_in(source) == _MARKUP[house]
    new = project.files() - before
    assert new == {f"houses/{house}.py", *(name for name in new if name.startswith(f"cases/{house}/"))}, (
        "no data is kept"
    )
    rows = (project.folder / "cases" / house / "1" / "expected.jsonl").read_text("utf-8").splitlines()
    first = json.loads(rows[0])
    assert first["text"].endswith(f"which is the {TOPICS[0]}.")
    assert first["label"] is not None
    checked = project.scrapy("check", house)
    assert (checked.code, f"{house}: as it was: " in checked.out) == (0, True), checked.out + checked.err
    crawled = project.scrapy("crawl", house)
    assert (crawled.code, crawled.out.partition(" Kept")[0].strip()) == (0, _CLOSING[house])


@pytest.mark.further
def test_the_newest_at_the_side_of_every_page_are_not_proposed_as_the_entries(project: Project) -> None:
    newest = "".join(
        f"<li><a href='/briefings/show_{7300 + n}.htm'>Weekly press conference: the {TOPICS[n]}</a></li>"
        for n in range(6)
    )
    for url, body in HOUSES["council"]().items():
        text = re.sub("<td class='when'>.*?</td>", "", body.decode())
        project.site.serve(url, text.replace("</body>", f"<ul class='newest'>{newest}</ul></body>").encode())
    made = project.scrapy("genspider", "-t", "briefing", "council", LISTS["council"])
    assert made.code == 0, made.err
    crawled = project.scrapy("crawl", "council")
    assert (crawled.code, crawled.out.partition(" Kept")[0].strip()) == (0, _CLOSING["council"])


def test_check_says_what_of_a_frozen_briefing_is_read_otherwise(project: Project) -> None:
    project.site.serve_all(HOUSES["tower"]())
    made = project.scrapy("genspider", "-t", "briefing", "tower", LISTS["tower"])
    assert made.code == 0, made.out + made.err
    source, cases = project.folder / "houses" / "tower.py", project.folder / "cases" / "tower"
    source.write_text(re.sub(r" +canary = Canary\(.*?\)\n", "", source.read_text("utf-8"), flags=re.DOTALL), "utf-8")
    expected = cases / "2" / "expected.jsonl"
    expected.write_text(expected.read_text("utf-8").replace("Odette van Hollen", "Odile van Hollen"), "utf-8")
    (cases / "3" / "page-1.html").unlink()
    asked = len(project.site.visits())
    checked = project.scrapy("check", "tower")
    assert checked.code == 3, checked.err
    first, second, third = checked.out.splitlines()
    assert first.startswith('tower: cases/tower/2: turn 0 is {"label": "Odette van Hollen"')
    assert second.startswith("tower: cases/tower/3: it cannot be read: FileNotFoundError")
    assert third == "Without a canary: tower."
    assert len(project.site.visits()) == asked


@pytest.mark.slow
def test_a_source_that_cannot_be_written_leaves_no_cases(project: Project) -> None:
    project.site.serve_all(HOUSES["tower"]())
    (project.folder / "houses" / "tower.py.next").mkdir()
    before = project.files()
    made = project.scrapy("genspider", "-t", "briefing", "tower", LISTS["tower"])
    assert (made.code, "tower.py.next could not be written: Is a directory." in made.err) == (8, True), made.err
    assert project.files() == before


def test_one_briefing_is_enough(project: Project) -> None:
    pages = HOUSES["council"]()
    project.site.serve_all(pages)
    address = "http://press.council.example/briefings/show_7300_2.htm"
    made = project.scrapy("genspider", "-t", "briefing", "council", address)
    assert made.code == 0, made.err
    # A run over one briefing has no other pages by which to recognise the menu.
    assert set(project.site.visits()) - {
        f"http://press.council.example/{word}" for word in ("about", "people", "terms")
    } == {f"http://press.council.example/briefings/show_7300{number}.htm" for number in ("", "_2", "_3")}
    source = (project.folder / "houses" / "council.py").read_text("utf-8")
    assert "lists =" not in source
    assert "# - lists: the address of a page that lists the briefings" in source
    assert {file.name for file in (project.folder / "cases/council/1").iterdir()} == {
        "case.toml", "expected.jsonl", "page-1.html", "page-2.html", "page-3.html",
    }  # fmt: skip


def test_what_cannot_be_written_is_refused_before_anything_is_asked(project: Project) -> None:
    (project.folder / "houses" / "there.py").write_text("", encoding="utf-8")
    address = LISTS["tower"]
    commands = {
        ("there", address): "houses/there.py is there already; --force writes the spider anew and keeps its cases.",
        ("briefings", address): "briefings is the name of this project",
        ("two-words", address): "two-words is not the name of a Python module",
        ("class", address): "class is not the name of a Python module",
        ("../up", address): "../up is not the name of a Python module",
        ("tower", "tower"): "tower is not an absolute http or https address",
        ("tower", "tower.example/press"): "write https://tower.example/press",
        ("-t", "none", "tower", address): "There is no template none",
        ("-d", "none"): "There is no template none",
    }
    before = project.files()
    done = project.refused([["genspider", *command] for command in commands])
    for (code, _, err), sentence in zip(done, commands.values(), strict=True):
        assert (code, sentence in err) == (2, True), err
    assert (project.files(), project.site.visits()) == (before, [])
    assert (project.folder / "houses" / "there.py").read_text("utf-8") == ""


def test_scrapys_own_templates_work_as_before_and_blank_asks_for_nothing(project: Project) -> None:
    done = project.refused([
        ["genspider", "-t", "basic", "plain", "plain.example"],
        ["genspider", "-t", "blank", "bare", "http://bare.example/press/"],
        ["genspider", "--list"],
        ["genspider", "-d", "crawl"],
        ["genspider", "-d", "blank"],
        ["list"],
        ["list", "ready"],
    ])  # fmt: skip
    assert [code for code, _, _ in done] == [0] * 6 + [2]
    assert done[2][1].split()[2:] == ["blank", "briefing", "basic", "crawl", "csvfeed", "xmlfeed"]
    assert "class $classname(CrawlSpider):" in done[3][1]
    assert done[5][1].split() == ["bare", "plain"]
    assert 'start_urls = ["https://plain.example"]' in (project.folder / "houses" / "plain.py").read_text("utf-8")
    assert project.site.visits() == []
    assert not (project.folder / "cases").exists()


def test_what_a_site_says_is_text_in_the_source_and_never_code(project: Project) -> None:
    evil = """'"); raise SystemExit(9)  # " \\ """
    for url, body in HOUSES["tidings"]().items():
        text = body.decode().replace("class='item'", f'class="item {html.escape(evil)}"')
        project.site.serve(url, text.replace("the tram depot", html.escape(evil)).encode())
    made = project.scrapy("genspider", "-t", "briefing", "tidings", LISTS["tidings"])
    assert made.code == 0, made.err
    source = (project.folder / "houses" / "tidings.py").read_text("utf-8")
    assert project.scrapy("list").out.split() == ["tidings"]
    assert markup_in(source)["byline"] == "p.meta-date"


def test_a_sitemap_that_begins_with_other_pages_is_said_to_have_no_briefing(project: Project) -> None:
    home = "http://www.reeds.example"
    urls = [f"{home}/notes/{topic.replace(' ', '-')}" for topic in TOPICS]
    rows = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    project.site.serve(f"{home}/sitemap.xml", f"<?xml version='1.0'?><urlset>{rows}</urlset>".encode())
    for url, topic in zip(urls, TOPICS, strict=True):
        note = f"<h1>The {topic}</h1><p>The {topic} is closed for repairs, and opens again in the spring.</p>" * 2
        project.site.serve(url, f"<html><body>{note}</body></html>".encode())
    index = "".join(f"<li><a href='{url}'>The {topic}</a></li>" for url, topic in zip(urls, TOPICS, strict=True))
    project.site.serve(urls[0], f"<html><body><ul>{index}</ul></body></html>".encode())
    made = project.scrapy("genspider", "-t", "briefing", "reeds", f"{home}/sitemap.xml")
    assert made.code == 4, made.err
    assert "No briefing was read. Found instead: " in made.err


@pytest.mark.parametrize(("robots", "code", "said"), [
    (b"User-agent: *\nDisallow: /", 6, "Blocked by the site: 1 page refused."),
    (b"", 4, "the list page http://tower.example/meeting-the-press was not read (http 404)."),
])  # fmt: skip
def test_a_site_that_gives_nothing_leaves_nothing(project: Project, robots: bytes, code: int, said: str) -> None:
    project.site.serve("http://tower.example/robots.txt", robots)
    before = project.files()
    made = project.scrapy("genspider", "-t", "briefing", "tower", LISTS["tower"])
    assert made.code == code, made.err
    assert said in made.err
    assert made.err.endswith("Nothing was written; -t blank asks for nothing.\n")
    assert project.files() == before
