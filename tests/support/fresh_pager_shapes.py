"""More three-page briefings, in shapes thought of after the rules were written; the rules were tuned to none."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.support.pager_shapes import (
    HOST,
    Pager,
    Shape,
    addresses,
    link,
    next_link,
    nothing,
    numbers,
    rel_next,
    words_with_number,
)

_ROMAN = ("I", "II", "III")
_ONE = ("One", "Two", "Three")
_PARTS = ("Part 1: The opening", "Part 2: The economy", "Part 3: Questions from the floor")


def row(*shown: str, before: str = "<p>", sep: str = " ", after: str = "</p>") -> Pager:
    """Link each page with one of the given texts, this page's without an address."""

    def pager(urls: Sequence[str], number: int) -> str:
        parts = (
            f"<b>{text}</b>" if n == number else link(url, text)
            for n, (url, text) in enumerate(zip(urls, shown, strict=False), 1)
        )
        return before + sep.join(parts) + after

    return pager


def of_total(word: str) -> Pager:
    """Show "Page 2 of 3" with only a link to the next."""

    def pager(urls: Sequence[str], number: int) -> str:
        on = link(urls[number], "Next") if number < len(urls) else ""
        return f"<p>{word} {number} of {len(urls)} {on}</p>"

    return pager


def relative_select(urls: Sequence[str], number: int) -> str:
    """Show a select box of file names."""
    options = (
        f"<option value='{url.rpartition('/')[2]}'{' selected' if n == number else ''}>{n}</option>"
        for n, url in enumerate(urls, 1)
    )
    return f"<select name='go'>{''.join(options)}</select>"


def get_form(urls: Sequence[str], number: int) -> str:
    """Show a form that sends the number of the next page in a hidden field."""
    if number == len(urls):
        return ""
    return (
        "<form action='/talk.php' method='get'><input type='hidden' name='id' value='7'>"
        f"<input type='hidden' name='page' value='{number + 1}'><input type='submit' value='Next page'></form>"
    )


def picture(urls: Sequence[str], number: int) -> str:
    """Show a picture of an arrow whose alt text is next."""
    return f"<a href='{urls[number]}'><img src='/r.gif' alt='Next page'></a>" if number < len(urls) else ""


def by_script(urls: Sequence[str], number: int) -> str:
    """Show links with their addresses in onclick."""
    shown = (
        f"<span>{n}</span>" if n == number else f"<a href='#' onclick=\"location.href='{url}'\">{n}</a>"
        for n, url in enumerate(urls, 1)
    )
    return f"<div class='seiten'>{' '.join(shown)}</div>"


def by_data(urls: Sequence[str], number: int) -> str:
    """Show buttons with their addresses in a data attribute."""
    shown = (
        f"<button disabled>{n}</button>" if n == number else f"<button data-href='{url}'>{n}</button>"
        for n, url in enumerate(urls, 1)
    )
    return f"<nav aria-label='Pages of this transcript'>{' '.join(shown)}</nav>"


def cells(urls: Sequence[str], number: int) -> str:
    """Show a table of numbers between arrows."""
    back = link(urls[number - 2], "&lt;&lt;") if number > 1 else "&lt;&lt;"
    on = link(urls[number], "&gt;&gt;") if number < len(urls) else "&gt;&gt;"
    shown = (f"<td>{n if n == number else link(url, str(n))}</td>" for n, url in enumerate(urls, 1))
    return f"<table><tr><td>{back}</td>{''.join(shown)}<td>{on}</td></tr></table>"


def both(*pagers: Pager) -> Pager:
    """Show pagers one below the other."""
    return lambda urls, number: "".join(pager(urls, number) for pager in pagers)


def beside(text: str, path: str) -> Pager:
    """Link to another form of the whole briefing."""
    return lambda _urls, _number: f"<p>{link(HOST + path, text)}</p>"


def amp(_urls: Sequence[str], number: int) -> str:
    """Name the address of the page for telephones."""
    return f"<link rel='amphtml' href='{HOST}/amp/quay?page={number}'>"


def session(urls: Sequence[str], number: int) -> str:
    """Link numbers to addresses with a word that differs on every page."""
    shown = (str(n) if n == number else link(f"{url}&sid=s{number}x{n}", str(n)) for n, url in enumerate(urls, 1))
    return f"<p class='pager'>{' '.join(shown)}</p>"


def in_brackets(urls: Sequence[str], number: int) -> str:
    """Show "(2/3)" and a link to the next."""
    return f"<p>({number}/{len(urls)}) {link(urls[number], 'Next') if number < len(urls) else ''}</p>"


def in_a_sentence(urls: Sequence[str], number: int) -> str:
    """Link from a sentence that says "go to page 2"."""
    if number == len(urls):
        return ""
    return f"<p>This briefing goes on. Please {link(urls[number], f'go to page {number + 1}')} for the rest.</p>"


def backwards(urls: Sequence[str], number: int) -> str:
    """Show 3 2 1."""
    shown = [str(n) if n == number else link(url, str(n)) for n, url in enumerate(urls, 1)]
    return f"<p>{' '.join(reversed(shown))}</p>"


def respelt(urls: Sequence[str], number: int) -> str:
    """Link numbers to addresses that spell the host differently."""
    odd = HOST.replace("http://press", "http://PRESS") + ".:80"
    return numbers([url.replace(HOST, odd) for url in urls], number)


def with_fragments(urls: Sequence[str], number: int) -> str:
    """Link numbers to the middle of a page."""
    return numbers([f"{url}#text" for url in urls], number)


def canonical(urls: Sequence[str], _number: int) -> str:
    """Name the first page as the canonical address of every page."""
    return f"<link rel='canonical' href='{escape(urls[0])}'>"


_SESSIONS = ("", *(f"&sid=s{n}x{m}" for n in (1, 2, 3) for m in (1, 2, 3)))
_OPAQUE = addresses("/a81.html", "/{}.html", ("k07", "zz3"))
_LETTERS = addresses("/quay-a.html", "/quay-{}.html", "bc")
_FILES = addresses("/quay.html", "/quay_{}.html")
_QUERY = addresses("/quay", "/quay?page={}")
_FOLDER = addresses("/quay", "/quay/{}")
_FROM_ONE = tuple(f"{HOST}/quay/{n}" for n in (1, 2, 3))


def _in_list(*shown: str) -> Pager:
    return row(*shown, before="<ul><li>", sep="</li><li>", after="</li></ul>")


FRESH: tuple[Shape, ...] = (
    Shape("?start=40, more", addresses("/talk?id=4", "/talk?id=4&start={}", (20, 40)), next_link("More &rarr;")),
    Shape("/p/3/", addresses("/talk/quay/", "/talk/quay/p/{}/"), numbers),
    Shape("/p/3/, next", addresses("/talk/quay/", "/talk/quay/p/{}/"), next_link("Next")),
    Shape(";page=2", addresses("/talk", "/talk;page={}"), numbers),
    Shape("-p2.html, next", addresses("/quay.html", "/quay-p{}.html"), next_link("&rsaquo;")),
    Shape("?PageIndex= from 0", addresses("/t.aspx?id=9", "/t.aspx?id=9&PageIndex={}", (1, 2)), cells),
    Shape("letters", _LETTERS, numbers),
    Shape("letters, next page", _LETTERS, next_link("Next page")),
    Shape("letters, next", _LETTERS, next_link("Next")),
    Shape("Roman numerals", addresses("/quay-i.html", "/quay-{}.html", ("ii", "iii")), row(*_ROMAN)),
    Shape("Roman numerals, opaque", _OPAQUE, row(*_ROMAN, before="<p class='pages'>")),
    Shape("number words", _QUERY, row(*_ONE, before="<p>Page: ")),
    Shape("Page 2 of 3, opaque", _OPAQUE, of_total("Page")),
    Shape("Part 2 of 3, opaque", _OPAQUE, of_total("Part")),
    Shape("(2/3), opaque", _OPAQUE, in_brackets),
    Shape("a select box of file names", addresses("/2026/quay.html", "/2026/{}.html", ("seb", "tor")), relative_select),
    Shape("a form", addresses("/talk.php?id=7", "/talk.php?id=7&page={}"), get_form),
    Shape("a labelled nav", _OPAQUE, row("1", "2", "3", before="<nav aria-label='Pagination'>", after="</nav>")),
    Shape("titles of parts", addresses("/quay-opening", "/{}", ("quay-economy", "quay-end")), _in_list(*_PARTS)),
    Shape("titles of parts, /2", _FOLDER, _in_list(*_PARTS)),
    Shape("a picture that says next", _FOLDER, picture),
    Shape("rel=next with ?part=", addresses("/quay", "/quay?part={}"), nothing, rel_next),
    Shape("next in three languages", _QUERY, next_link("Next / Weiter / 下一页")),
    Shape(
        "view all beside it", _QUERY, both(numbers, beside("View all", "/quay?page=all"), beside("All", "/quay?all=1"))
    ),
    Shape("print beside it", _FILES, both(numbers, beside("Print", "/quay_print.html"))),
    Shape("AMP beside it", _QUERY, numbers, amp),
    Shape("onclick", _FILES, by_script),
    Shape("data-href", _FILES, by_data),
    Shape("words of a session", addresses("/talk?id=4", "/talk?id=4&page={}"), session, None, _SESSIONS),
    Shape("canonical is page 1", _FOLDER, next_link("Next"), canonical),
    Shape("canonical is page 1, opaque", _OPAQUE, next_link("Next page"), canonical),
    Shape("circled digits", _QUERY, row("①", "②", "③")),
    Shape("fullwidth digits", _FILES, row("［１］", "［２］", "［３］")),
    Shape("Chinese numerals", _FILES, row("第一页", "第二页", "第三页")),
    Shape("backwards", _QUERY, backwards),
    Shape("/quay/1 first", _FROM_ONE, numbers),
    Shape("/quay/1 first, next page", _FROM_ONE, next_link("Next page")),
    Shape("limitstart", addresses("/i.php?view=a&id=5", "/i.php?view=a&id=5&limitstart={}", (1, 2)), next_link()),
    Shape(
        "showall", addresses("/5-quay", "/5-quay?start={}", (1, 2)), both(numbers, beside("All", "/5-quay?showall=1"))
    ),
    Shape("page:2", addresses("/talk/quay", "/talk/quay/page:{}"), numbers),
    Shape("/(page)/2", addresses("/talk/quay", "/talk/quay/(page)/{}"), next_link()),
    Shape("quay(2).html", addresses("/quay.html", "/quay({}).html"), numbers),
    Shape("?seite=2, vor", addresses("/rede", "/rede?seite={}"), next_link("vor")),
    Shape("Page 2 in lines, opaque", _OPAQUE, _in_list("Page 1", "Page 2", "Page 3")),
    Shape("Part 2 in lines, opaque", _OPAQUE, _in_list("Part 1", "Part 2", "Part 3")),
    Shape("next part, opaque", _OPAQUE, next_link("Next part")),
    Shape("continued on next page, opaque", _OPAQUE, next_link("Continued on next page")),
    Shape("read part 2, opaque", _OPAQUE, words_with_number("Read part {} of the briefing")),
    Shape("go to page 2, opaque", _OPAQUE, in_a_sentence),
    Shape("the host spelt otherwise", _FILES, respelt),
    Shape("fragments", _FILES, with_fragments),
)
"""Shapes that were all new to the repository; one third was truncated silently when first tried."""
