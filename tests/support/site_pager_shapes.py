"""Three-page briefings paged as by content systems and old press rooms, thought of after all rules were written."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.support.fresh_pager_shapes import row
from tests.support.pager_shapes import Pager, Shape, addresses, link, next_link, numbers

_OPAQUE = addresses("/a81.html", "/{}.html", ("k07", "zz3"))
_FILES = addresses("/quay.html", "/quay_{}.html")
_QUERY = addresses("/quay", "/quay?page={}")


def below(before: str, after: str = "") -> Pager:
    """Show 1 2 3 within elements of a content system."""

    def pager(urls: Sequence[str], number: int) -> str:
        shown = (f"<span>{n}</span>" if n == number else link(url, str(n)) for n, url in enumerate(urls, 1))
        return f"{before} {' '.join(shown)} {after}"

    return pager


def wordpress(urls: Sequence[str], number: int) -> str:
    """Show the pager that `wp_link_pages` writes."""
    shown = (
        f"<span class='post-page-numbers current' aria-current='page'>{n}</span>"
        if n == number
        else f"<a href='{escape(url)}' class='post-page-numbers'>{n}</a>"
        for n, url in enumerate(urls, 1)
    )
    return f"<p class='post-nav-links'>Pages: {' '.join(shown)}</p>"


def on(html: str) -> Pager:
    """Show a next link with something else than a word; `{}` is its address."""

    def pager(urls: Sequence[str], number: int) -> str:
        return html.format(escape(urls[number])) if number < len(urls) else ""

    return pager


def counted(html: str) -> Pager:
    """Show "Page 2 of 3" beside a next link without a word."""

    def pager(urls: Sequence[str], number: int) -> str:
        return f"<div>Page {number} of {len(urls)} {on(html)(urls, number)}</div>"

    return pager


def contents(*titles: str) -> Pager:
    """Show the titles of the parts, without numbers."""
    return row(*titles, before="<ul class='parts'><li>", sep="</li><li>", after="</li></ul>")


def by_item(urls: Sequence[str], number: int) -> str:
    """Show list items that a script makes clickable, with addresses in data."""
    shown = (
        f"<li class='{'active' if n == number else ''}' data-href='{url}'>{n}</li>" for n, url in enumerate(urls, 1)
    )
    return f"<ul class='pagination'>{''.join(shown)}</ul>"


def option_values(urls: Sequence[str], number: int) -> str:
    """Show a form with a select box of numbers."""
    options = (f"<option value='{n}'{' selected' if n == number else ''}>{n}</option>" for n in range(1, len(urls) + 1))
    return f"<form action='/quay' method='get'>Page <select name='page'>{''.join(options)}</select></form>"


def image_map(urls: Sequence[str], number: int) -> str:
    """Link from areas of a picture."""
    areas = (f"<area href='{url}' alt='Page {n}' shape='rect'>" for n, url in enumerate(urls, 1) if n != number)
    return f"<map name='m'>{''.join(areas)}</map><img usemap='#m' src='/bar.gif' alt=''>"


SITES: tuple[Shape, ...] = (
    Shape("WordPress, /2/", addresses("/2026/03/quay/", "/2026/03/quay/{}/"), wordpress),
    Shape(
        "WordPress, page-links",
        addresses("/?p=97", "/?p=97&page={}"),
        below("<div class='page-links'>Pages:", "</div>"),
    ),
    Shape(
        "Drupal, ?page=0%2C1",
        addresses("/node/97", "/node/97?page=0%2C{}", (1, 2)),
        below("<nav class='pager'>", "</nav>"),
    ),
    Shape(
        "TYPO3, a check sum",
        addresses("/quay", "/quay?tx_t%5BcurrentPage%5D={}", ("2&cHash=8a7f", "3&cHash=c01d")),
        numbers,
    ),
    Shape("Liferay, many names", addresses("/quay", "/quay?p_p_id=101_x&p_p_lifecycle=0&_101_x_cur={}"), numbers),
    Shape("Liferay, next", addresses("/quay", "/quay?p_p_id=101_x&p_p_lifecycle=0&_101_x_cur={}"), next_link()),
    Shape("AEM, .page2.html", addresses("/en/quay.html", "/en/quay.page{}.html"), next_link()),
    Shape("below a file, /quay.html/2", addresses("/quay.html", "/quay.html/{}"), numbers),
    Shape("below a file, next", addresses("/quay.html", "/quay.html/page/{}"), next_link()),
    Shape("quay~2.html", addresses("/quay.html", "/quay~{}.html"), next_link()),
    Shape("quay1.html, next", addresses("/quay1.html", "/quay{}.html"), next_link()),
    Shape("quay-01.html, next", addresses("/quay-01.html", "/quay-{}.html", ("02", "03")), next_link()),
    Shape("Joomla, a counter", addresses("/5-quay", "/5-quay?start={}", (1, 2)), counted("<a href='{}'>Next</a>")),
    Shape("Japanese", _FILES, next_link("次のページへ")),
    Shape("Japanese, opaque", _OPAQUE, row("1", "2", "3", before="<p>ページ： ")),
    Shape("Arabic", _FILES, next_link("الصفحة التالية")),
    Shape("Arabic digits", _QUERY, row("١", "٢", "٣")),
    Shape("Persian", _FILES, next_link("صفحه بعد")),
    Shape("Hebrew", _FILES, next_link("לעמוד הבא")),
    Shape("Russian, further", _FILES, next_link("Читать далее")),
    Shape("Ukrainian", _FILES, next_link("Наступна сторінка")),
    Shape("Georgian, nobody's words", _FILES, next_link("შემდეგი")),
    Shape("Korean", _FILES, next_link("다음 페이지")),
    Shape("Chinese, counted", _FILES, row("共3页", "下一页", "末页")),
    Shape("a picture without words", _FILES, on("<p><a href='{}'><img src='/img/r.gif'></a></p>")),
    Shape("a picture called next", _OPAQUE, counted("<a href='{}'><img src='/img/next.gif'></a>")),
    Shape("an SVG", _QUERY, counted("<a href='{}'><svg><use href='#chevron-right'/></svg></a>")),
    Shape("aria-label", _QUERY, on("<nav><a href='{}' aria-label='Go to next page'><i class='icon'></i></a></nav>")),
    Shape("an image map", _FILES, image_map),
    Shape("titles without numbers", _FILES, contents("Opening words", "The economy", "Questions")),
    Shape("titles without numbers, ?page=", _QUERY, contents("Opening words", "The economy", "Questions")),
    Shape("load more, data-url", _QUERY, on("<button class='more' data-url='{}'>Load more</button>")),
    Shape("load more, hx-get", _QUERY, on("<button hx-get='{}' hx-target='#text'>Load more</button>")),
    Shape("show more", _FILES, on("<p><a href='{}'>Show more</a></p>")),
    Shape("items with data-href", _FILES, by_item),
    Shape("a form of numbers", _QUERY, option_values),
    Shape("Page 1 of 3, SVG, opaque", _OPAQUE, counted("<a class='arrow-right' href='{}'><svg></svg></a>")),
    Shape(
        "a session in the path",
        addresses("/quay.do", "/quay.do?page={}"),
        lambda urls, n: numbers(urls, n).replace("quay.do", "quay.do;jsessionid=A1"),
    ),
    Shape("above and below", _FILES, lambda urls, n: numbers(urls, n) + "<p>Press Office</p>" + numbers(urls, n)),
    Shape("rel=next on a link", _QUERY, on("<a rel='next' href='{}'><span class='chevron'></span></a>")),
)
