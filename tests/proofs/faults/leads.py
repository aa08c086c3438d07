"""What the server answers where a briefing leads elsewhere: redirects, and pagers that are wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from tests.proofs.faults.answers import Answers, Replies, status
from tests.proofs.faults.site import PAGES, Spot
from tests.support.server import page, redirect


def lead(to: Callable[[Spot], str]) -> Answers:
    """Page 2 redirects."""
    return lambda spot: {spot.url(2): redirect(to(spot))}


def pager(links: Callable[[Spot, int], list[tuple[int, str]]]) -> Answers:
    """On each page a pager of other links: which number leads where."""

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
    """A link as it should be."""
    return number, spot.url(number)


def cycle(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Each page names the next, the last one the first."""
    return [link(spot, number), link(spot, number % PAGES + 1)]


def doubled(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Page 2 is named twice."""
    return [link(spot, n) for n in (1, 2, 2, 3)]


def gap(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Page 2 is not named."""
    return [link(spot, n) for n in ((1, 3) if number != 2 else (1, 2, 3))]


def of_five(spot: Spot, number: int) -> list[tuple[int, str]]:
    """Five pages are named, of which there are three."""
    return [link(spot, n) for n in range(1, 6)]


def never_ending(spot: Spot) -> Replies:
    """Every page names one more."""
    return {spot.url(n): page(spot.body(n, n + 1)) for n in range(1, 400)}


def by_query(spot: Spot) -> Replies:
    """The pages differ in their query, which names the number twice."""
    replies: Replies = {}
    where = {n: spot.url(1) + (f"?page={n}&page={n}" if n > 1 else "") for n in range(1, PAGES + 1)}
    made = pager(lambda _, number: [(n, where[n]) for n in where])(spot)
    for number, url in where.items():
        replies[url] = made[spot.url(number)]
        if number > 1:
            replies[spot.url(number)] = status(404)
    return replies
