"""The crawler says who it is and how to reach its user."""

import pytest

from briefings import __version__
from briefings.network.contact import leads_nowhere
from tests.support.crawls import Crawler
from tests.support.pages import HOST, address, briefing
from tests.support.parts import each
from tests.support.server import Site

START = ("china_org_cn", "-a", f"url={address(7001)}")
WARNING = f"{HOST} is visited without a way to reach you"


@pytest.fixture
def served(site: Site) -> Site:
    """A briefing of three pages."""
    site.serve_all(briefing(7001, 3))
    return site


def _agents(site: Site) -> set[str | None]:
    return {visit.agent for visit in site.log}


def test_the_contact_is_in_the_user_agent(served: Site, crawler: Crawler) -> None:
    crawl = crawler.run(*START, "-s", "BRIEFINGS_CONTACT=https://corpus.varenia.example/about")
    assert crawl.code == 0, crawl.err
    assert _agents(served) == {f"briefings/{__version__} (+https://corpus.varenia.example/about)"}
    assert WARNING not in crawl.err


def test_without_a_contact_that_is_told_once(served: Site, crawler: Crawler) -> None:
    crawl = crawler.first(*START)
    assert crawl.code == 0, crawl.err
    assert crawl.err.count(WARNING) == 1
    assert all(agent and agent.startswith(f"briefings/{__version__} (") for agent in _agents(served))


def test_a_user_agent_of_the_user_stays_and_is_not_talked_into(served: Site, crawler: Crawler) -> None:
    own = "corpus of the university (+mailto:corpus@varenia.example)"
    crawl = crawler.run(*START, "-s", f"USER_AGENT={own}", "-s", "BRIEFINGS_CONTACT=")
    assert _agents(served) == {own}
    assert WARNING not in crawl.err


def test_the_sample_is_quiet(crawler: Crawler) -> None:
    assert "without a way to reach you" not in crawler.run("sample", "-a", "limit=1").err


def test_a_contact_that_cannot_stand_in_a_header_is_refused(crawler: Crawler) -> None:
    contacts = ["a@b.example\r\nX-Other: 1", "köln@varenia.example", "x" * 300, "(hidden)"]
    for crawl in crawler.refused((*START, "-s", f"BRIEFINGS_CONTACT={contact}") for contact in contacts):
        assert crawl.code == 2, crawl.err
        assert "BRIEFINGS_CONTACT=" in crawl.err


@each(
    ("host", "nowhere"),
    [
        ("127.0.0.1", True), ("::1", True), ("localhost", True), ("www.press.varenia.example", True),
        ("www.china.org.cn", False), ("192.0.2.1", False), ("example.org", False), ("", True),
    ],
)  # fmt: skip
def test_which_hosts_lead_nowhere(host: str, nowhere: bool) -> None:
    assert leads_nowhere(host) is nowhere
