"""Pagers: the ways in which the pages of a briefing or a list name one another."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from tests.support.made_sites.model import Paging

_WORDS = ("Opening statement", "First questions", "Further questions", "On the budget", "Closing", "Annex", "Names")
_PARTS = ("Part one", "Part two", "Part three", "Part four", "Part five", "Part six", "Part seven")


def row_of(texts: Sequence[str] | None, before: str, after: str, item: str, own: str) -> Paging:
    """Show a row of all pages; `item` is the format of other pages, `own` that of this one."""

    def paging(urls: Sequence[str], number: int) -> str:
        if len(urls) < 2:
            return ""
        shown = [
            (own if n == number else item).format(url=escape(url), text=texts[n - 1] if texts else n)
            for n, url in enumerate(urls, 1)
        ]
        return before + "".join(shown) + after

    return paging


def step_of(before: str, back: str, on: str, after: str) -> Paging:
    """Show a link back and a link on."""

    def paging(urls: Sequence[str], number: int) -> str:
        if len(urls) < 2:
            return ""
        shown = [before]
        shown += [back.format(url=escape(urls[number - 2]), n=number - 1)] if number > 1 else []
        shown += [on.format(url=escape(urls[number]), n=number + 1)] if number < len(urls) else []
        return "".join((*shown, after))

    return paging


def counted(inner: Paging, text: str) -> Paging:
    """Add the number of the page and of all pages to another paging."""

    def paging(urls: Sequence[str], number: int) -> str:
        return text.format(n=number, of=len(urls), inner=inner(urls, number)) if len(urls) > 1 else ""

    return paging


def total_only(text: str) -> Paging:
    """Show the number of pages, without an address."""
    return lambda urls, number: text.format(n=number, of=len(urls)) if len(urls) > 1 else ""


def first_only(inner: Paging) -> Paging:
    """Show a paging on the first page only."""
    return lambda urls, number: inner(urls, number) if number == 1 else ""


def nothing(_: Sequence[str], __: int) -> str:
    """Show nothing at all."""
    return ""


_STEP = '<a class="c-step c-step--{way}" href="{{url}}"><svg viewBox="0 0 8 8"><path d="M0 0l8 4-8 4z"/></svg></a>'

PAGINGS: dict[str, Paging] = {
    "numbers": row_of(
        None,
        '<nav class="pagination"><ul>',
        "</ul></nav>",
        '<li><a href="{url}">{text}</a></li>',
        '<li class="active"><span>{text}</span></li>',
    ),
    "wp": row_of(
        None,
        '<div class="page-links">Pages: ',
        "</div>",
        '<a href="{url}" class="post-page-numbers">{text}</a> ',
        '<span class="post-page-numbers current" aria-current="page">{text}</span> ',
    ),
    "icons": step_of('<div class="c-steps">', _STEP.format(way="b"), _STEP.format(way="f"), "</div>"),
    "tabs": row_of(
        _WORDS,
        '<div class="segmented" role="group">',
        "</div>",
        '<a class="seg" href="{url}">{text}</a>',
        '<span class="seg seg--on">{text}</span>',
    ),
    "tabs-all-linked": row_of(
        _WORDS,
        '<ul class="in-page-parts">',
        "</ul>",
        '<li><a href="{url}">{text}</a></li>',
        '<li class="is-here"><a href="{url}">{text}</a></li>',
    ),
    "parts-in-words": row_of(_PARTS, '<p class="parts">', "</p>", '<a href="{url}">{text}</a> · ', "<b>{text}</b> · "),
    "dots": row_of(
        ["&bull;"] * 7,
        '<div class="dots">',
        "</div>",
        '<a class="dot" href="{url}">{text}</a>',
        '<i class="dot on">{text}</i>',
    ),
    "thumbs": row_of(
        None,
        '<div class="reel">',
        "</div>",
        '<a href="{url}"><img src="/i/p{text}.png" alt=""></a>',
        '<img class="on" src="/i/p{text}.png" alt="">',
    ),
    "select": row_of(
        _WORDS,
        '<form><select onchange="go(this)">',
        "</select></form>",
        '<option value="{url}">{text}</option>',
        '<option selected value="{url}">{text}</option>',
    ),
    "list-items": row_of(
        None, '<ul class="pages">', "</ul>", '<li data-href="{url}">{text}</li>', '<li class="on">{text}</li>'
    ),
    "buttons": step_of(
        '<div class="flow">',
        "<button onclick=\"location.href='{url}'\">Earlier</button>",
        "<button onclick=\"location.href='{url}'\">Keep going</button>",
        "</div>",
    ),
    "read-on": step_of(
        '<p class="turn">',
        '<a href="{url}">The beginning of this</a> ',
        '<a href="{url}">What was said then</a>',
        "</p>",
    ),
    "welsh": step_of(
        '<div class="llyw">', '<a href="{url}">Tudalen flaenorol</a> ', '<a href="{url}">Ymlaen</a>', "</div>"
    ),
    "next-counted": counted(
        step_of("", '<a href="{url}">&lsaquo;</a>', '<a href="{url}">&rsaquo;</a>', ""),
        '<div class="cnt">{inner} <span>{n} / {of}</span></div>',
    ),
    "toc-first": first_only(
        row_of(_WORDS, '<ol class="toc-of-story">', "</ol>", '<li><a href="{url}">{text}</a></li>', "<li>{text}</li>")
    ),
    "total": total_only('<p class="of">Page {n} of {of}</p>'),
    "post-form": total_only(
        '<form method="post"><input type="hidden" name="pg" value="{n}"><span>{n} of {of} pages</span>'
        '<button type="submit">More of this</button></form>'
    ),
    "more-button": first_only(
        total_only('<button class="js-more" data-endpoint="part">Show the rest of the transcript</button>')
    ),
    "script": total_only('<div class="pager" id="pgr"></div><script>makePager({of}, {n}, "part_", "html");</script>'),
    "data-more": step_of(
        '<div class="lazy">', "<!-- {url} -->", '<div class="lazy-next" data-src="{url}"></div>', "</div>"
    ),
    "lone": step_of('<p class="lone">', '<a href="{url}">Before this</a>', '<a href="{url}">After this</a>', "</p>"),
    "nothing": nothing,
    # Pagings of lists.
    "older": step_of(
        '<div class="nav-links">',
        '<a class="newer" href="{url}">Newer</a> ',
        '<a class="older" href="{url}">Older</a>',
        "</div>",
    ),
    "list-numbers": row_of(
        None,
        '<nav class="pager"><ul>',
        "</ul></nav>",
        '<li class="pager__item"><a href="{url}">{text}</a></li>',
        '<li class="pager__item is-active">{text}</li>',
    ),
    "list-icons": step_of('<div class="c-steps">', _STEP.format(way="b"), _STEP.format(way="f"), "</div>"),
    "list-more": step_of(
        '<div class="more-of-them">', "<!-- {n} -->", '<a class="btn" href="{url}">Deeper into the drawer</a>', "</div>"
    ),
    "load-more": first_only(total_only('<button class="load-more" data-page="2">Load more</button>')),
}
"""Pagings by name."""


Addresses = Callable[[str, int, int], list[str]]
"""Function from a slug, the number of a briefing and its number of pages to the paths of the pages."""


def _opaque(prefix: str, suffix: str, step: int) -> Addresses:
    return lambda _, number, count: [
        f"{prefix}{(number * 7919 + page * step) % 90000 + 10000}{suffix}" for page in range(count)
    ]


def _slugs(prefix: str, suffix: str, ends: Sequence[str]) -> Addresses:
    return lambda slug, _, count: [f"{prefix}{slug}{ends[page]}{suffix}" for page in range(count)]


def _numbered(first: str, further: str) -> Addresses:
    return lambda slug, number, count: [
        (first if page == 1 else further).format(slug=slug, number=number + 400, page=page)
        for page in range(1, count + 1)
    ]


ADDRESSES: dict[str, Addresses] = {
    "wp": _numbered("/2024/{slug}/", "/2024/{slug}/{page}/"),
    "query": _numbered("/node/{number}", "/node/{number}?page={page}"),
    "underscore": _numbered("/talks/{slug}.html", "/talks/{slug}_{page}.html"),
    "folder": _numbered("/talks/{slug}/", "/talks/{slug}/part-{page}/"),
    "opaque": _opaque("/doc/", ".html", 131),
    "ids": _opaque("/item?id=", "", 977),
    "words": _slugs("/talks/", "/", ("", "-questions", "-answers", "-budget", "-closing", "-annex", "-names")),
    "named": _slugs("/talks/", ".html", ("", "a", "b", "c", "d", "e", "f")),
    "session": lambda slug, number, count: [
        f"/show.do?doc={number * 31 + page * 7}&sid=9f3ab7c2" for page in range(count)
    ],
}
"""Forms of the addresses of a briefing's pages, by name."""
