"""Parts of a briefing that are entries of the list, and pages of one beside the related links of another."""

from __future__ import annotations

import pytest

from tests.support.crawls import Crawler
from tests.support.pages import list_page, page_turns
from tests.support.parts import part_of
from tests.support.server import Site, page

HOST = "http://letter.varenia.example"
RUN = ("briefing", "-a", "source=letter", "-a", f"lists={HOST}/")
TOPICS = {"ferry": "2026-03-19", "lock": "2026-03-12", "tram": "2026-03-03", "quay": "2026-02-11"}
NUMBERS = {"lock": 3}


def _address(topic: str, part: int) -> str:
    return f"{HOST}/{topic}{f'-part-{part}' if part > 1 else ''}/"


def _title(topic: str, part: int) -> str:
    return f"Press briefing on the {topic}{f' (part {part})' if part > 1 else ''}"


def _post(topic: str, part: int, around: str) -> bytes:
    key = list(TOPICS).index(topic)
    turns = "".join(f"<p><b>{name}:</b> {' '.join(texts)}</p>" for name, texts in page_turns(key, part))
    says = f"<p><b>Harbour Gazette:</b> Who pays, {key}-{part}?</p><p><b>Irena Dolmatin:</b> We do, in May {key}.</p>"
    head = f"<h1>{_title(topic, part)}</h1><time datetime='{TOPICS[topic]}'>{TOPICS[topic]}</time>"
    return f"<html lang='en'><body><main>{head}{turns}{says}{around}</main></body></html>".encode()


def _ways(topic: str, part: int, ways: str) -> str:
    """Return the card that leads on to the next part, or the row of all parts, and the way back."""
    last = NUMBERS.get(topic, 1)
    on = f"<a href='{_address(topic, part + 1)}'>{_title(topic, part + 1)}<i>The desk</i></a>"
    card = f"<figure class='card'>{on}</figure>"
    back = f"<figure class='back'><a href='{_address(topic, part - 1)}'>Continues part {part - 1}</a></figure>"
    items = (f"<li><a href='{_address(topic, n)}'>{_title(topic, n)}</a></li>" for n in range(1, last + 1))
    row = f"<ol class='parts'>{''.join(items)}</ol>"
    shown = {"card": card * (part < last), "back": back * (part > 1), "row": row * (last > 1)}
    return "".join(shown[one] for one in ways.split())


def _serve(site: Site, ways: str) -> None:
    parts = [(topic, part) for topic in TOPICS for part in range(NUMBERS.get(topic, 1), 0, -1)]
    rows = (f"<li><a href='{_address(*one)}'>Works {_title(*one)} What was said.</a></li>" for one in parts)
    site.serve(f"{HOST}/", f"<html lang='en'><body><main><ul>{''.join(rows)}</ul></main></body></html>".encode())
    for topic, part in parts:
        site.serve(_address(topic, part), _post(topic, part, _ways(topic, part, ways)))


@pytest.mark.parametrize("ways", part_of(["card back", "row", "back"], 3))
def test_parts_that_a_list_names_are_one_briefing(site: Site, crawler: Crawler, ways: str) -> None:
    """Ghost's cards and Pelican's series; a house may link back only."""
    _serve(site, ways)
    crawl = crawler.run(*RUN)
    pages = {
        line["id"].rpartition("/")[2]: [page["url"] for page in line["pages"]] for line in crawl.briefings("letter")
    }
    expected = {topic: [_address(topic, n + 1) for n in range(NUMBERS.get(topic, 1))] for topic in TOPICS}
    assert (crawl.code, pages) == (0, expected), crawl.out
    asked = len(site.visits())
    assert crawler.run(*RUN).code == 0
    assert len(site.visits()) - asked <= 2, site.visits()[asked:]


@pytest.mark.further
def test_a_part_that_failed_once_makes_no_other_part_be_lost(site: Site, crawler: Crawler) -> None:
    _serve(site, "back")
    site.serve(_address("lock", 1), page(b"", status=404))
    assert crawler.run(*RUN).code == 3
    _serve(site, "back")
    crawl = crawler.run(*RUN)
    pages = [[page["url"] for page in line["pages"]] for line in crawl.briefings("letter") if not line["copy_of"]]
    assert [_address("lock", n) for n in (1, 2, 3)] in pages, crawl.out


@pytest.mark.further
def test_pages_in_the_row_of_an_entry_that_failed_are_its_own(site: Site, crawler: Crawler) -> None:
    """Each was a briefing of its own; so was the entry for the next run, which does not come to its row."""
    topics = [*TOPICS]
    for place, (own, behind) in enumerate([(topics[::2], f"<a href='{HOST}/?page=2'>Next</a>"), (topics[1::2], "")]):
        rows = "".join(
            f"<li><a href='{_address(topic, 1)}'>{_title(topic, 1)}</a>"
            f" <a href='{_address(topic, 2)}'>Part 2</a> <a href='{_address(topic, 3)}'>Part 3</a></li>"
            for topic in own
        )
        html = f"<html lang='en'><body><main><ul>{rows}</ul>{behind}</main></body></html>"
        site.serve(f"{HOST}/{'?page=2' * place}", html.encode())
    for topic in TOPICS:
        for part in (1, 2, 3):
            post = _post(topic, part, "").replace(f" (part {part})".encode(), b"")
            site.serve(_address(topic, part), page(b"", status=500) if (topic, part) == (topics[-1], 1) else post)
    first = crawler.run(*RUN)
    assert (first.code, len(first.briefings("letter"))) == (3, 3), first.out
    site.serve(_address(topics[-1], 1), _post(topics[-1], 1, ""))
    again = crawler.run(*RUN)
    assert (again.code, [len(line["pages"]) for line in again.briefings("letter")]) == (0, [3] * 4), again.out


@pytest.mark.further
def test_a_page_beside_related_links_of_another_briefing_is_its_own_ones(site: Site, crawler: Crawler) -> None:
    """Hugo's "See also" may show page 2 of an older briefing, which no list names, before that one's turn comes."""
    site.serve(f"{HOST}/", list_page(_address(topic, 1) for topic in TOPICS))
    for topic in TOPICS:
        also = _address("lock", 2) if topic == "ferry" else f"{HOST}/about"
        around = f"<h3>See also</h3><ul class='also'><li><a href='{also}'>Press briefing on the lock</a></li></ul>"
        site.serve(_address(topic, 1), _post(topic, 1, _row(1) * (topic == "lock") + around))
    for part in (2, 3):
        site.serve(_address("lock", part), _post("lock", part, _row(part)).replace(f" (part {part})".encode(), b""))
    crawl = crawler.run(*RUN)
    numbers = {line["id"].rpartition("/")[2]: len(line["pages"]) for line in crawl.briefings("letter")}
    assert (crawl.code, numbers) == (0, {topic: NUMBERS.get(topic, 1) for topic in TOPICS}), crawl.out


def _row(own: int) -> str:
    """Return the row of the pages of one briefing, with names of their own."""
    names = enumerate(("Opening", "Questions", "Closing words"), 1)
    items = (name if n == own else f"<a href='{_address('lock', n)}'>{name}</a>" for n, name in names)
    return f"<ol class='parts'><li>{'</li><li>'.join(items)}</li></ol>"
