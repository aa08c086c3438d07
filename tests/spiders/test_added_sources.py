"""The sources in docs/add-a-source.md, exactly as printed there, and two more, on sites in their markup."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support import added_sites, processes
from tests.support.crawls import Crawl, Crawler
from tests.support.parts import part_of
from tests.support.processes import REPO
from tests.support.server import Site

_DOCUMENT = (REPO / "docs" / "add-a-source.md").read_text(encoding="utf-8")
EXAMPLES = {
    found[1]: code
    for code in (
        added_sites.HARBOUR_OFFICE,
        added_sites.LIGHTHOUSE_BOARD,
        *re.findall(r"```python\n(.+?)```", _DOCUMENT, re.DOTALL),
    )
    if (found := re.search(r'^    name = "(\w+)"', code, re.MULTILINE))
}


@pytest.fixture
def crawl_example(site: Site, crawler: Crawler) -> Callable[..., Crawl]:
    """A function that crawls an example of the document on its site; further arguments are the command's."""

    def crawl(name: str, *args: str) -> Crawl:
        folder = crawler.data.with_name("added")
        folder.mkdir(exist_ok=True)
        # Plain http: the test's proxy has no certificate for every host.
        source = EXAMPLES[name].replace("https://", "http://")
        (folder / f"added_{name}.py").write_text(source, encoding="utf-8")
        crawler.path.append(folder)
        for url, body in getattr(added_sites, name)().items():
            site.serve(url.replace("https://", "http://"), body.replace(b"https://", b"http://"))
        return crawler.run(name, "-s", f"SPIDER_MODULES=added_{name}", *args)

    return crawl


def test_a_plain_site_is_read_by_its_selectors(site: Site, crawl_example: Callable[..., Crawl]) -> None:
    crawl = crawl_example("harbour_office")
    assert crawl.code == 0, crawl.err
    briefings = crawl.briefings("harbour_office")
    assert {(line["title"], line["published_on"], line["turn_count"]) for line in briefings} == {
        ("On the river gauge", "2026-03-04", 4), ("On the harbour wall", "2026-03-04", 4)
    }  # fmt: skip
    # Two links of the news are looked at on each, and gone; the source could declare that a briefing has one page.
    assert len(site.visits()) == 3 + 2 * 2, "the news are no entries"
    assert "never matched" not in crawl.out


def test_a_selector_that_matches_nothing_is_named_in_the_closing_sentence(
    crawl_example: Callable[..., Crawl], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = EXAMPLES["harbour_office"].replace("div.talk", "div.speech").replace("p.issued", "p.day")
    monkeypatch.setitem(EXAMPLES, "harbour_office", wrong)
    crawl = crawl_example("harbour_office")
    assert crawl.code == 0, crawl.err
    assert "Selectors that never matched: div.speech (body) in none of 2 briefings." in crawl.out


def test_read_says_which_pages_a_source_makes(tmp_path: Path) -> None:
    name, url = "ferry_line", "https://www.ferry.example/talks/quay.html"
    (tmp_path / "added_ferry_line.py").write_text(EXAMPLES[name], encoding="utf-8")
    pages = added_sites.ferry_line()
    for part in ("quay.html", "quay_1.html"):
        (tmp_path / part).write_bytes(pages[url.replace("quay.html", part)])
    files = [str(tmp_path / "quay.html"), str(tmp_path / "quay_1.html")]
    command = ("-m", "scrapy", "read", "--explain", "--source", name, "--url", url)
    env = {**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{REPO}"}
    done = processes.run(*command, "-s", "SPIDER_MODULES=added_ferry_line", *files, env=env)
    assert done.code == 3, done.err
    assert done.out.count("coverage") == 1, "the two are one briefing"
    assert f"page 3 is missing: not given: {url.replace('quay', 'quay_2')}" in done.err


@pytest.mark.parametrize("start", part_of(["page 3", "list"], 2))
def test_a_pager_made_by_a_script_is_followed(site: Site, crawl_example: Callable[..., Crawl], start: str) -> None:
    page = "http://www.ferry.example/talks/{}_{}.html"
    number = {"page 3": 2}.get(start)
    urls = ",".join(page.format(name, number) for name in ("quay", "fares"))
    crawl = crawl_example("ferry_line", *(("-a", f"url={urls}") if number else ()))
    assert crawl.code == 0, crawl.err
    counts = {line["id"]: (line["turn_count"], line["complete"]) for line in crawl.briefings("ferry_line")}
    single = {} if number else {"www.ferry.example/talks/horn": (4, True)}
    whole = {f"www.ferry.example/talks/{name}": (12, True) for name in ("quay", "fares")}
    assert counts == whole | single
    assert len(site.visits()) == len(set(site.visits())) == (6 if number else 8)


@pytest.mark.further
def test_a_page_of_several_addresses_is_asked_for_once(site: Site, crawl_example: Callable[..., Crawl]) -> None:
    crawl = crawl_example("lighthouse_board")
    assert crawl.code == 0, crawl.err
    assert [line["id"] for line in crawl.briefings("lighthouse_board")] == [
        f"www.lighthouse.example/h{n}" for n in range(6)
    ]
    assert len(site.visits()) == len(set(site.visits())) == 9
    asked = [visit.url for visit in site.log]
    assert not any("m.lighthouse" in url or "index.html" in url for url in asked)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("def f(:\n", "line 1: SyntaxError: invalid syntax"),
        ("import json\nimport no_such_part\n", "line 2: ModuleNotFoundError: No module named 'no_such_part'"),
        (
            "import briefings.markup\nbriefings.markup.Markup(body='div[[')\n",
            "line 2: ValueError: body='div[[' is not a CSS selector: ",
        ),
    ],
)
def test_a_fault_in_a_file_of_spiders_is_named_with_its_line(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "of_my_own.py"
    file.write_text(text)
    path = os.environ | {"PYTHONPATH": f"{tmp_path}{os.pathsep}{REPO}"}
    for command in (("crawl", "sample"), ("list", "--ready")):
        done = processes.run("-m", "scrapy", *command, "-s", "SPIDER_MODULES=of_my_own", env=path)
        assert (done.code, "Traceback" in done.err) == (2, False), done.err
        assert done.err.splitlines()[-1].rpartition(" error: ")[2].startswith(f"{file}, {said}"), done.err
