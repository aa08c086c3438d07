"""Single pages with something like a pager below: each is complete, with few guesses and looks."""

from __future__ import annotations

from collections import Counter
from urllib.parse import urlsplit

import pytest

from tests.support.boilerplate import BOILERPLATE, TRIED, URL
from tests.support.crawls import Crawler
from tests.support.server import Site

LOOKS = 12
"""Maximum number of looks in a run on a host with one known page."""
SAID = "".join(
    f"<p><b>{label}:</b> {text}</p>"
    for label, text in (
        ("Harbour Gazette", "When will the northern quay be open to the ferries again, and who decides about it?"),
        (
            "Tolmer Vask",
            "The council decides in May. Until then the ferries call at the southern quay.",
        ),
        ("Varenia Radio", "And what does the work cost, now that the stone comes from the other side of the bay?"),
        ("Tolmer Vask", "Less than was feared. The offers are being opened this week, and we publish all of them."),
    )
)


def _address(number: int) -> str:
    return URL.replace("press.varenia.example", f"f{number}.varenia.example")


@pytest.mark.parametrize("every", [6, pytest.param(1, marks=pytest.mark.slow)])
def test_boilerplate_makes_no_page_incomplete(site: Site, crawler: Crawler, every: int) -> None:
    assert len(BOILERPLATE) >= 40
    # Of a list in the page the addresses alone do not tell: its pages are asked for, and are not there.
    names = [name for name in BOILERPLATE if name not in TRIED][::every]
    for number, name in enumerate(names):
        boilerplate = BOILERPLATE[name]
        own = boilerplate.replace("press.varenia.example", f"f{number}.varenia.example")
        said = SAID.replace("the bay", f"bay {number}").replace("in May", f"in year {number}")
        html = (
            f"<!DOCTYPE html><html><head><title>Talk {number} on the quay</title></head><body><main>"
            f"<h1>Talk {number} on the quay</h1><article>{said}</article>{own}</main></body></html>"
        )
        site.serve(_address(number), html.encode())
    file = crawler.data.with_name("addresses.txt")
    file.write_text("\n".join(map(_address, range(len(names)))), encoding="utf-8")
    crawl = crawler.run("briefing", "-a", "source=offices", "-a", f"urls={file}")
    incomplete = {line["id"]: line["missing_pages"] for line in crawl.briefings("offices") if not line["complete"]}
    assert {names[int(one.split(".")[0][1:])]: gaps for one, gaps in incomplete.items()} == {}
    assert crawl.code == 0, crawl.err
    assert len(crawl.briefings("offices")) == len(names)
    asked = Counter(urlsplit(url).hostname for url in site.visits())
    assert max(asked.values()) <= 3 + LOOKS
