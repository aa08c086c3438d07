"""The gap between requests that a robots.txt asks for, and the time that reading one may take."""

import time

import pytest

from briefings.network.robots_rules import RobotsRules
from tests.support.parts import each


@each(
    ("rules", "seconds"),
    [
        ("Crawl-delay: 5", 5),
        ("Crawl-delay: 0.5", 0.5),
        ("crawl delay: 5", 5),
        ("Request-rate: 1/10", 10),
        ("Request-rate: 2/1m", 30),
        ("Request-rate: 1/10 0800-1200", 10),
        ("Request-rate: 1/10s 0000-2400", 10),
        ("Crawl-delay: 0.5\nRequest-rate: 5/6", 1.2),
        ("Crawl-delay: 1,5", 1.5),
        ("Crawl-delay: 3s", 3),
        ("Crawl-delay: 10 Seconds", 10),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -5", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay:", None),
        ("Request-rate: 0/9", None),
        ("Request-rate: 1/10x", None),
        ("Disallow: /a", None),
    ],
)
def test_the_gap_it_asks_for(rules: str, seconds: float | None) -> None:
    assert RobotsRules(f"User-agent: briefings\n{rules}\n".encode()).crawl_delay("briefings") == seconds
    assert RobotsRules(f"User-agent: briefings\n{rules}\n".encode()).crawl_delay("other") is None


@pytest.mark.parametrize(
    "rule",
    [
        b"Disallow: /" + b"*a" * 200_000,
        pytest.param(b"Disallow: /" + b"a" * 400_000, marks=pytest.mark.slow),
        b"x" * 400_000,
        b"User-agent" + b" " * 400_000,
        pytest.param(b"Disallow: /a\n" * 30_000, marks=pytest.mark.slow),
        b"User-agent: *\n" * 15_000 + b"Disallow: /a\n" * 15_000,
        b"".join(b"User-agent: %s\n" % (b"a" * (n % 300)) for n in range(2_000)) + b"Disallow: /a\n" * 10_000,
    ],
    ids=["stars", "one path", "one word", "spaces", "many rules", "many names", "many different names"],
)
def test_what_is_made_to_take_long_does_not(rule: bytes) -> None:
    before = time.process_time()
    RobotsRules(b"User-agent: *\n" + rule).allowed("http://press.example/" + "a" * 2000, "briefings")
    # A quadratic reader would take minutes.
    assert time.process_time() - before < 20
