"""Sites of sources, those of docs/add-a-source.md and a plain one: pages by address, each site in its own markup."""

from __future__ import annotations

from collections.abc import Sequence

HARBOUR_OFFICE = r'''
from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class HarbourOfficeSpider(BriefingSpider):
    """Briefings of the harbour office, whose list shows news too."""

    name = "harbour_office"
    allowed_domains = ("www.harbour.example",)
    lists = ("https://www.harbour.example/press/",)
    markup = Markup(
        title="h2.subject",
        body="div.talk",
        byline="p.issued",
        entries="ul.briefings a",
        entry_urls=r"/press/\d{4}/",
    )
    rights = "CC-BY-4.0"
    rights_url = "https://www.harbour.example/terms"
    rights_checked = "2026-11-25"
'''
"""Source that declares all selectors of a plain site."""
LIGHTHOUSE_BOARD = r'''
from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class LighthouseBoardSpider(BriefingSpider):
    """Hearings of the lighthouse board, listed by docket number."""

    name = "lighthouse_board"
    allowed_domains = ("www.lighthouse.example",)
    lists = ("https://www.lighthouse.example/dockets/",)
    markup = Markup(
        entries="table.docket td.number a",
        list_pages="div.leaves",
        article_pages=False,
        aliases=(
            (r"//m\.lighthouse\.example/m/", "//www.lighthouse.example/"),
            (r"/index\.html?$", "/"),
        ),
    )
'''
"""Source with a list of its own kind, and pages with several addresses, each of which is requested once."""
TOPICS = ("ferry", "salt tax", "night tram", "lighthouse", "orchard", "river gauge", "harbour wall", "fish market")


def harbour_office() -> dict[str, bytes]:
    """Return two briefings among more news; the headline is no h1, and the day is on a line of its own."""
    home = "https://www.harbour.example"
    talks = [f"/press/202{n}/on-the-{TOPICS[n].replace(' ', '-')}" for n in (5, 6)]
    news = "".join(f"<li><a href='/news/{n}'>News of the {topic}, all of it</a></li>" for n, topic in enumerate(TOPICS))
    rows = "".join(f"<li><a href='{path}'>Talk</a></li>" for path in (*talks, "/press/rules"))
    site = {f"{home}/press/": _page(f"<ul class='news'>{news}</ul><ul class='briefings'>{rows}</ul>")}
    for number, path in enumerate(talks, 5):
        subject = f"<h1>Harbour Office</h1><h1>Press</h1><h2 class='subject'>On the {TOPICS[number]}</h2>"
        issued = f"<p class='issued'>0{number} / March 4, 2026</p>"
        site[home + path] = _page(f"{subject}{issued}<div class='talk'>{_talk(number)}</div>{news}")
    return site


def ferry_line() -> dict[str, bytes]:
    """Return two briefings of three pages with pagers drawn by a script, and one of a single page."""
    home = "https://www.ferry.example"
    rows = "".join(f"<li><a href='/talks/{name}.html'>Briefing on the {name} of the ferry</a></li>" for name in _FERRY)
    site = {f"{home}/talks/": _page(f"<ul>{rows}</ul>")}
    for index, (name, pages) in enumerate(_FERRY.items()):
        for number in range(pages):
            script = f"<script>drawPager({pages}); var at = {number};</script><div class='pager'></div>"
            url = f"{home}/talks/{name}{f'_{number}' if number else ''}.html"
            site[url] = _page(f"<h1>The {name} of the ferry</h1>{_talk(3 * index + number)}{script}")
    return site


_FERRY = {"quay": 3, "fares": 3, "horn": 1}


def lighthouse_board() -> dict[str, bytes]:
    """Return six hearings in the table of a list of three pages, linked in four spellings of their addresses."""
    home = "https://www.lighthouse.example"
    spellings = (
        "https://www.lighthouse.example/{}/", "/{}/index.html", "https://m.lighthouse.example/m/{}/",
        "http://WWW.lighthouse.example:80/{}/?utm_source=table#top",
    )  # fmt: skip
    site: dict[str, bytes] = {}
    for leaf, letter in enumerate(("", "k", "q")):
        others = "".join(f"<a href='/dockets/{name}'>{n}</a> " for n, name in enumerate(("", "k", "q"), 1))
        rows = "".join(
            f"<tr><td class=number><a href='{spelling.format(f'h{2 * leaf + n}')}'>{2 * leaf + n}/26</a></td>"
            f"<td>Of the {TOPICS[2 * leaf + n]}</td><td><a href='/people/{n}'>Keeper of the board</a></td></tr>"
            for n in (0, 1)
            for spelling in spellings
        )
        table = f"<table class=docket>{rows}</table><div class=leaves>{others}</div>"
        site[f"{home}/dockets/{letter}"] = _page(table)
    for n in range(6):
        rooms = "<p class='pager'>Rooms: 1 <a href='?page=2'>2</a> <a href='?page=3'>3</a></p>"
        site[f"{home}/h{n}/"] = _page(f"<h1>Hearing of the {TOPICS[n]}</h1>{_talk(n)}{rooms}")
    return site


def _talk(number: int) -> str:
    """Return a question and an answer, twice, unique to a number."""
    topic = TOPICS[number % len(TOPICS)]
    said: Sequence[tuple[str, str]] = (
        (
            "Harbour Gazette",
            f"Question {number} is about the {topic}: who pays for it, and when is it going to be ready?",
        ),
        ("Tolmer Vask", f"The {topic} is paid for by the council, as paper {number} says, and is ready by the autumn."),
        ("Varenia Radio", f"Will the {topic} be closed on market days, as plan {number} of the last year had it?"),
        ("Tolmer Vask", f"No. Plan {number} was given up, and the {topic} stays open on every day of the whole week."),
    )
    return "".join(f"<p><b>{label}:</b> {text}</p>" for label, text in said)


def _page(body: str) -> bytes:
    return f"<!DOCTYPE html><html><head><title>An office</title></head><body><main>{body}</main></body></html>".encode()
