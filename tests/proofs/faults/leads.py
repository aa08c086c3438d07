"""The server's answers where a briefing leads elsewhere: redirects, and wrong pagers."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.proofs.faults.answers import Answers, Replies, status
from tests.proofs.faults.site import PAGES, Spot
from tests.support.server import page, redirect


def lead(to: Callable[[Spot], str]) -> Answers:
    """Let page 2 redirect."""
    return lambda spot: {spot.url(2): redirect(to(spot))}


def pager(links: Callable[[Spot, int], list[tuple[int, str]]]) -> Answers:
    """Give each page a pager with other links, as pairs of number and address."""

    def answers(spot: Spot) -> Replies:
        replies: Replies = {}
        for number in range(1, PAGES + 1):
            shown = " ".join(
                f"<span>{n}</span>" if n == number else f'<a href="{escape(to)}">{n}</a>'
                for n, to in links(spot, number)
            )
            body = re.sub(rb"<center>.*</center>", f"<center>{shown}</center>".encode(), spot.body(number))
            replies[spot.url(number)] = page(body)
        return replies

    return answers


def link(spot: Spot, number: int) -> tuple[int, str]:
    """Return a correct link."""
    return number, spot.url(number)


def cycle(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Link each page to the next, and the last to the first."""
    return [link(spot, number), link(spot, number % PAGES + 1)]


def doubled(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Name page 2 twice."""
    return [link(spot, n) for n in (1, 2, 2, 3)]


def gap(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Leave out page 2."""
    return [link(spot, n) for n in ((1, 3) if number != 2 else (1, 2, 3))]


def of_five(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Name five pages, of which only three exist."""
    return [link(spot, n) for n in range(1, 6)]


def never_ending(spot: Spot) -> Replies:
    """Let every page name one more."""
    return {spot.url(n): page(spot.body(n, n + 1)) for n in range(1, 400)}


def by_query(spot: Spot) -> Replies:
    """Distinguish the pages by a query that names the number twice."""
    replies: Replies = {}
    where = {n: spot.url(1) + (f"?page={n}&page={n}" if n > 1 else "") for n in range(1, PAGES + 1)}
    made = pager(lambda _, number: [(n, where[n]) for n in where])(spot)
    for number, url in where.items():
        replies[url] = made[spot.url(number)]
        if number > 1:
            replies[spot.url(number)] = status(404)
    return replies
