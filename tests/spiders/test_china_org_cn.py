"""One real page of a briefing of seven whose other pages are lost: a briefing that is really incomplete."""

import re
from typing import Any

import pytest

from tests.support.crawls import Crawl, Crawler
from tests.support.processes import REPO
from tests.support.server import Site

REAL = REPO.parent / "shared" / "real" / "content_41905968_5.htm"
URL = "http://www.china.org.cn/china/2017-11/17/content_41905968_5.htm"

pytestmark = pytest.mark.skipif(not REAL.exists(), reason="the real page is not part of the project")


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Crawl:
    """The crawl of that page, on a server without the others."""
    with Site() as site:
        site.serve(URL, REAL.read_bytes())
        return Crawler(site, tmp_path_factory.mktemp("real") / "data").run("china_org_cn", "-a", f"url={URL}")


def test_its_turns_are_kept_and_its_gaps_named(crawl: Crawl) -> None:
    assert crawl.code == 3, crawl.err
    (line,) = crawl.briefings()
    assert line["id"] == "www.china.org.cn/41905968"
    assert line["complete"] is False
    assert line["missing_pages"] == [
        {"number": n, "kind": "not_found", "reason": "http 404"} for n in (1, 2, 3, 4, 6, 7)
    ]
    assert (line["held_on"], line["published_on"]) == ("2017-11-16", "2017-11-17")
    assert "www.china.org.cn/41905968 lacks pages 1, 2, 3, 4, 6, 7 (http 404)." in crawl.out


def test_it_has_four_turns(crawl: Crawl) -> None:
    def shape(turn: dict[str, Any]) -> tuple[str, str, int]:
        return turn["label"], turn["kind"], len(re.split(r"\n\n", turn["text"]))

    assert [shape(turn) for turn in crawl.turns()] == [
        ("Zhejiang Daily", "question", 1),
        ("Ge Huijun", "answer", 7),
        ("Kyodo News", "question", 1),
        ("Ren Xianliang", "answer", 1),
    ]
    assert {turn["page_first"] for turn in crawl.turns()} == {5}
    assert crawl.turns()[-1]["cut"]


def test_its_people_are_known(crawl: Crawl) -> None:
    (line,) = crawl.briefings()
    people = [(one["name"], one["honorific"], one["chair"]) for one in line["participants"]]
    assert people == [
        ("Ren Xianliang", "Mr.", False),
        ("Ge Huijun", "Ms.", False),
        ("Sheng Yongjun", "Mr.", False),
        ("Hu Kaihong", None, True),
    ]
    assert all(one["position"] for one in line["participants"])
