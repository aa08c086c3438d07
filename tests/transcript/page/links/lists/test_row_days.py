"""The days of the entries of a list, wherever printed; a day that is not an entry's own does not count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from briefings.transcript import Markup, read_page
from tests.support.parts import each

HOST = "http://press.varenia.example"
MONTHS = "January February March April May June July August September October November December".split()
TOPICS = ("ferries", "salt tax", "night trams", "lighthouse", "orchards", "river gauge")


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    day: date

    @property
    def link(self) -> str:
        return f"<a href='/briefing/{self.number}'>{self.title}</a>"

    @property
    def title(self) -> str:
        return f"The spokesperson takes questions on the {TOPICS[self.number % 6]}, part {self.number}"

    @property
    def words(self) -> str:
        return f"{MONTHS[self.day.month - 1]} {self.day.day}, {self.day.year}"


ROWS = [Row(40 - n, date(2024, 7, 20) - timedelta(days=4 * n)) for n in range(12)]


def days_of(row: Callable[[Row], str], markup: Markup | None = None) -> list[date | None]:
    """Return the days of the entries of a list with such rows."""
    html = f"<html><body><h1>Briefings</h1><div class='main'>{''.join(map(row, ROWS))}</div></body></html>"
    listing = read_page(html.encode(), f"{HOST}/list", as_list=True, markup=markup).listing
    assert [entry.url for entry in listing.entries] == [f"{HOST}/briefing/{one.number}" for one in ROWS]
    return [entry.day for entry in listing.entries]


PRINTED: dict[str, Callable[[Row], str]] = {
    # In the row
    "day, month, year": lambda r: f"<li><i>{r.day.day} {MONTHS[r.day.month - 1]} {r.day.year}</i> {r.link}</li>",
    "shortened": lambda r: f"<li>{r.link} <i>{r.day.day} {MONTHS[r.day.month - 1][:3]} {r.day.year}</i></li>",
    "ISO with slashes": lambda r: f"<li>{r.link} <i>{r.day:%Y/%m/%d}</i></li>",
    "month first": lambda r: f"<li>{r.link} <i>{r.words}</i></li>",
    "with dots": lambda r: f"<li>{r.link} <i>{r.day:%d.%m.%Y}</i></li>",
    "Chinese": lambda r: f"<li>{r.link} <i>{r.day.year}年{r.day.month}月{r.day.day}日</i></li>",
    "in brackets": lambda r: f"<li>{r.link} [{r.day}]</li>",
    "with a time of day": lambda r: f"<li>{r.link} <i>{r.day} 10:30</i></li>",
    "with words around": lambda r: f"<li>{r.link} <i>Posted on {r.day:%A}, {r.words} - 10:30 a.m.</i></li>",
    "for machines only": lambda r: f"<li>{r.link} <time datetime='{r.day}T08:00:00Z'>3 weeks ago</time></li>",
    "in pieces": lambda r: f"<li><p><b>{r.day.day}</b> <i>{MONTHS[r.day.month - 1][:3]}</i> <i>{r.day.year}</i></p>"
    f"{r.link}</li>",
    "in the link's text": lambda r: f"<li><a href='/briefing/{r.number}'>{r.title}, on {r.words}</a></li>",
    "is the link's text": lambda r: f"<li><a href='/briefing/{r.number}'>{r.words}</a> {r.title}</li>",
    "is a link": lambda r: f"<div><h3>{r.link}</h3><a href='/{r.day:%Y/%m/%d}/'>{r.words}</a></div>",
    # The order of the figures shows in the other rows
    "figures, day first": lambda r: f"<li>{r.link} <i>{r.day:%d/%m/%Y}</i></li>",
    "figures, month first": lambda r: f"<li>{r.link} <i>{r.day:%m/%d/%Y}</i></li>",
    # Between the rows
    "a line below": lambda r: f"<h3>{r.link}</h3><p>{r.words}</p>",
    "a line below, some rows twice": lambda r: f"<h3>{r.link}</h3><p>{r.words}</p>" * (1 + (r.number % 6 == 4)),
    "a line above": lambda r: f"<p>{r.words}</p><h3>{r.link}</h3>",
    "behind, in one line": lambda r: f"{r.link} {r.words}, ",
    "before, in one line": lambda r: f"{r.words}: {r.link}; ",
    "behind, with breaks": lambda r: f"{r.link}<br>{r.words}<br>",
    "before, with breaks": lambda r: f"{r.words}<br>{r.link}<br>",
    "a definition": lambda r: f"<dt>{r.link}</dt><dd>{r.words}</dd>",
    "a term": lambda r: f"<dt>{r.words}</dt><dd>{r.link}</dd>",
    "figures in a term": lambda r: f"<dt>{r.day:%m/%d/%Y}</dt><dd>{r.link}</dd>",
    "the next row of a table": lambda r: f"<tr><td>{r.link}</td></tr><tr><td>{r.words}</td></tr>",
    "a heading": lambda r: f"<h3>{r.words}</h3><ul><li>{r.link}</li></ul>",
    "a heading of a table": lambda r: f"<tr><th>{r.words}</th></tr><tr><td>10:00</td><td>{r.link}</td></tr>",
    # Other days beside the entry's own
    "another day in the title": lambda r: f"<li><a href='/briefing/{r.number}'>{r.title}, and of the flood of August 6,"
    f" 1945</a> <i>{r.words}</i></li>",
    "another day in the teaser": lambda r: f"<div><h3>{r.link}</h3><p>On 12 March 2009 the council had said that it"
    f" would not, and now it does.</p><p>{r.words}</p></div>",
    "another day set off in the teaser": lambda r: f"<div><h3>{r.link}</h3><p>On <em>12 March 2009</em> the council had"
    f" said that it would not do any of this, and now it does it all.</p><p>{r.words}</p></div>",
    "another day set off in the title": lambda r: f"<li><a href='/briefing/{r.number}'>{r.title}, and the flood of"
    f" <em>August 6, 1945</em> in the harbour</a> <i>{r.words}</i></li>",
    "behind a teaser without an element": lambda r: f"<li>{r.link} The council had said that it would do none of this,"
    f" and now it does it all. <i>{r.words}</i></li>",
    "a day of change behind": lambda r: f"<li>{r.link} <i>{r.words}</i> <i>Updated January 1, 2026</i></li>",
    "a day of change before": lambda r: f"<li>{r.link} <p>Updated: January 1, 2026</p><p>Published: {r.words}</p></li>",
    "until another day": lambda r: f"<li>{r.link} <p>{r.words} to December 31, 2030</p></li>",
}  # fmt: skip


@each("row", PRINTED.values())
def test_the_day_of_an_entry_is_read_wherever_it_is_printed(row: Callable[[Row], str]) -> None:
    if "<tr>" in row(ROWS[0]):
        assert days_of(lambda r: row(r) if r is not ROWS[0] else f"<table>{row(r)}") == [one.day for one in ROWS]
    else:
        assert days_of(row) == [one.day for one in ROWS]


def test_one_heading_may_stand_above_several_entries() -> None:
    firsts = {one.number: ROWS[n - n % 3].day for n, one in enumerate(ROWS)}
    rows = {
        one.number: f"<p>{one.link}</p>" if n % 3 else f"<h3>{one.words}</h3><p>{one.link}</p>"
        for n, one in enumerate(ROWS)
    }
    assert days_of(lambda r: rows[r.number]) == [firsts[one.number] for one in ROWS]


DOUBTFUL: dict[str, Callable[[Row], str]] = {
    "one title of ten": lambda r: f"<li><a href='/briefing/{r.number}'>{r.title}"
    f"{' and of the flood of August 6, 1945' if r.number == 35 else ''}</a></li>",
    "two days in every title": lambda r: f"<li><a href='/briefing/{r.number}'>{r.title} of {r.words}, which went on the"
    f" one of May 3, {r.day.year - 1}</a></li>",
    "one day above all": lambda r: f"{'<p>July 24, 2024</p>' if r is ROWS[0] else ''}<p>{r.link}</p>",
    "days in no order": lambda r: f"<p>{r.link}</p>" if r.number % 3 else f"<h3>May {r.number % 7 + 1}, 2024</h3>"
    f"<p>{r.link}</p>",
    "figures of which none tells their order": lambda r: f"<li>{r.link} <i>05/0{r.number % 9 + 1}/2024</i></li>"
    if r.number % 9 != 4 else f"<li>{r.link}</li>",
    "a day without its year": lambda r: f"<li>{r.link} <i>{r.day.day} {MONTHS[r.day.month - 1]}</i></li>",
}  # fmt: skip


@each("row", DOUBTFUL.values())
def test_a_doubtful_day_is_none(row: Callable[[Row], str]) -> None:
    assert set(days_of(row)) == {None}


def test_a_day_in_words_that_is_far_from_those_around_it_is_none() -> None:
    days = days_of(
        lambda r: (
            f"<li><a href='/briefing/{r.number}'>{r.title} on {'May 5, 1995' if r.number == 35 else r.words}</a></li>"
        )
    )
    assert days == [one.day if one.number != 35 else None for one in ROWS]


def test_a_day_in_words_gives_way_to_the_month_in_the_address() -> None:
    html = "".join(
        f"<li><a href='/2024/0{r.day.month}/talk-{r.number}'>{r.title}, after the storm of May 5, 2019</a></li>"
        for r in ROWS
    )
    listing = read_page(f"<body><ul>{html}</ul></body>".encode(), f"{HOST}/list", as_list=True).listing
    assert {entry.day for entry in listing.entries} == {None}
    assert [days[1].month for entry in listing.entries if (days := entry.days)] == [one.day.month for one in ROWS]


@pytest.mark.parametrize("markup", [Markup(entries=".main a"), Markup(entry_urls="/briefing/")], ids=("CSS", "pattern"))
def test_the_entries_that_a_source_names_have_days_too(markup: Markup) -> None:
    assert days_of(PRINTED["figures, day first"], markup) == [one.day for one in ROWS]
