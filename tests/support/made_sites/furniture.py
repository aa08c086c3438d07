"""The traps: links around a briefing or a list that lead elsewhere, and the pages they lead to.

Each is a function of the site being made and of one page of a briefing (`None`: of the list). It returns HTML, and
registers the pages to be served.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tests.support.made_sites.model import Talk, link

if TYPE_CHECKING:
    from tests.support.made_sites.build import Builder

Furniture = Callable[["Builder", Talk | None, int], str]
"""Function from a site, a briefing and the number of one of its pages to HTML."""


def _neighbours(site: Builder, talk: Talk | None, count: int) -> list[Talk]:
    others = [one for one in site.talks if one is not talk and one.is_listed]
    start = talk.number if talk else 0
    return [others[(start + place) % len(others)] for place in range(min(count, len(others)))]


def related(site: Builder, talk: Talk | None, _: int) -> str:
    """Link other briefings and two articles in a separate box."""
    rows = [link(one.urls[0], one.title) for one in _neighbours(site, talk, 3)]
    rows += [link(url, text) for url, text in site.articles("story", 2, talk.number if talk else 0)]
    return f'<div class="box more-like-this"><h3>You may also like</h3><p>{"</p><p>".join(rows)}</p></div>'


def beside_pager(site: Builder, talk: Talk | None, _: int) -> str:
    """Link articles beside the pages of the briefing: the builder puts this into the pager's element."""
    return "".join(link(url, text) for url, text in site.articles("aside", 2, talk.number if talk else 0))


def neighbours(site: Builder, talk: Talk | None, _: int) -> str:
    """Link the next and the previous article, with rel and without."""
    if talk is None:
        return ""
    (one, text), (two, other) = site.articles("post", 2, talk.number)
    return (
        f'<nav class="post-navigation"><div class="nav-previous">{link(one, text, "rel=prev")}</div>'
        f'<div class="nav-next">{link(two, other, "rel=next")}</div></nav>'
    )


def sisters(site: Builder, talk: Talk | None, _: int) -> str:
    """Show a numbered row of the sessions of one conference, each with its own headline and day."""
    if talk is None:
        return ""
    row = [one for one in site.talks if one.number // 3 == talk.number // 3]
    shown = (f"<b>{n}</b>" if one is talk else link(one.urls[0], str(n)) for n, one in enumerate(row, 1))
    return f'<p class="sessions">Sessions: {" ".join(shown)}</p>'


def comments(site: Builder, talk: Talk | None, number: int) -> str:
    """Show readers' comments on separate pages, which repeat the text."""
    if talk is None:
        return ""
    url = talk.urls[number - 1]
    further = f"{url}{'&' if '?' in url else '?'}cpage=2"
    site.again(further, talk, number, "<p><b>Reader Osk:</b> I was there and nothing of it is true, if you ask me.</p>")
    return (
        '<section id="comments" class="comments-area"><h4>2 comments</h4><p><b>Reader Imm:</b> Well said, all.</p>'
        f"<p>{link(further, 'further letters')}</p></section>"
    )


def print_view(site: Builder, talk: Talk | None, number: int) -> str:
    """Link the same page for a printer."""
    if talk is None:
        return ""
    path = talk.urls[number - 1].rstrip("/")
    url = f"{path}{'&' if '?' in path else '?'}layout=paper"
    site.again(url, talk, number, "")
    return f'<p class="tools">{link(url, "for paper")}</p>'


def amp(site: Builder, talk: Talk | None, number: int) -> str:
    """Link the same page for telephones, whose canonical address is the page."""
    if talk is None:
        return ""
    url = site.other_address(talk, number, "light")
    site.again(url, talk, number, "", head=f'<link rel="canonical" href="{talk.urls[number - 1]}">')
    return f'<p class="tools">{link(url, "light version")}</p>'


def languages(site: Builder, talk: Talk | None, number: int) -> str:
    """Link the page in another language, with different words."""
    path = talk.urls[number - 1] if talk else site.list_paths[0]
    url = f"{site.root}/cy{path.removeprefix(site.root)}"
    site.foreign(url, f"Cynhadledd {talk.number if talk else 0}", f"lang-{path}", speaks=True)
    return f'<ul class="lang"><li>{link(url, "Cymraeg", "hreflang=cy")}</li></ul>'


def tags(site: Builder, talk: Talk | None, _: int) -> str:
    """Show three tags, each a list of other things."""
    names = [f"{site.word('tag', (talk.number if talk else 0) + place)}" for place in range(3)]
    return f'<div class="labels">{" ".join(link(site.topic(name), name) for name in names)}</div>'


def thirty_tags(site: Builder, talk: Talk | None, _: int) -> str:
    """Show thirty tags on every page, different ones on each."""
    first = 50 * (talk.number if talk else 0)
    names = [f"{site.word('cloud', first + place)}" for place in range(30)]
    return f'<div class="keywords">{" ".join(link(site.topic(name), name) for name in names)}</div>'


def tabs(site: Builder, _: Talk | None, __: int) -> str:
    """Show a row of lists, of which this is one, in the markup of a row of pages."""
    others = [link(site.section(name), name.title()) for name in ("statements", "visits", "columns")]
    return f'<div class="tabs-row"><span class="tab on">Briefings</span>{"".join(others)}</div>'


def authors(site: Builder, talk: Talk | None, _: int) -> str:
    """Link the author of the minutes: a list of that person's articles."""
    name = site.word("author", (talk.number if talk else 0) % 3)
    return f'<p class="by">Minutes: {link(site.topic(name), name.title())}</p>'


def events(site: Builder, talk: Talk | None, _: int) -> str:
    """List the events of next week."""
    rows = "".join(f"<li>{link(url, text)}</li>" for url, text in site.articles("event", 3, 0))
    return f'<div class="whats-on"><h4>Coming up</h4><ul>{rows}</ul></div>'


def calendar(site: Builder, talk: Talk | None, _: int) -> str:
    """Show the days of a month, some of them linked."""
    cells = [
        f"<td>{link(site.day_page(day), str(day)) if day % 5 == 1 else day}</td>{'</tr><tr>' if day % 7 == 0 else ''}"
        for day in range(1, 31)
    ]
    return f'<table class="month"><caption>April</caption><tr>{"".join(cells)}</tr></table>'


def breadcrumbs(site: Builder, talk: Talk | None, number: int) -> str:
    """Show the path to the page, including the first page of the briefing."""
    steps = [link(site.section("home"), "Start"), link(site.section("press"), "Press")]
    steps += [link(talk.urls[0], talk.title)] if talk and number > 1 else []
    return f'<p class="trail">{" / ".join(steps)}</p>'


def share(site: Builder, talk: Talk | None, number: int) -> str:
    """Link this page with parameters that track or sort, and other sites."""
    url = (talk.urls[number - 1] if talk else site.list_paths[0]).rstrip("/")
    mark = "&" if "?" in url else "?"
    site.same_as(f"{url}{mark}sort=asc", url)
    site.same_as(f"{url}{mark}utm_source=bar", url)
    copied, sorted_ = link(f"{url}{mark}utm_source=bar", "Copy"), link(f"{url}{mark}sort=asc", "Sort")
    sent = '<a href="https://bird.example/send?x=1">Send</a>'
    return f'<ul class="tell"><li>{copied}</li><li>{sorted_}</li><li>{sent}</li></ul>'


def form_and_button(site: Builder, _: Talk | None, __: int) -> str:
    """Show a form that posts, and a button, on every page."""
    return (
        '<form class="letter" method="post" action="/letters"><input name="mail" type="text"><button>Write to us'
        '</button></form><button class="top" type="button">Up</button>'
    )


def highlights(site: Builder, talk: Talk | None, number: int) -> str:
    """Link a shorter version of the first page."""
    if talk is None or number > 1:
        return ""
    url = site.other_address(talk, number, "short")
    site.shorter(url, talk)
    return f'<p class="tools">{link(url, "The short of it")}</p>'


TRAPS: dict[str, tuple[str, Furniture]] = {
    "related": ("aside", related),
    "beside_pager": ("pager", beside_pager),
    "neighbours": ("below", neighbours),
    "sisters": ("below", sisters),
    "comments": ("below", comments),
    "print_view": ("above", print_view),
    "amp": ("above", amp),
    "languages": ("menu", languages),
    "tags": ("below", tags),
    "thirty_tags": ("aside", thirty_tags),
    "tabs": ("above", tabs),
    "authors": ("above", authors),
    "events": ("aside", events),
    "calendar": ("aside", calendar),
    "breadcrumbs": ("above", breadcrumbs),
    "share": ("below", share),
    "form_and_button": ("aside", form_and_button),
    "highlights": ("above", highlights),
}
"""Traps by name: the part of a page with each, and its function.

Further traps lie in how a site is made: one title for all pages, session ids, changing class names, one known page.
"""
