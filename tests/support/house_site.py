"""The parts of a replica of a house's site: its list, pager and briefings, in invented words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from string import Template

_MONTHS = {7: "July", 8: "August", 9: "September"}
_MESES = {7: "julio", 8: "agosto", 9: "septiembre"}
_TOPICS = ("ferry", "salt tax", "night tram", "lighthouse", "orchard", "river gauge", "harbour wall", "fish market")


@dataclass(frozen=True, slots=True)
class Talk:
    """A briefing of a house: its number, 0 for the newest, its day, and its questions and answers on each page."""

    house: str
    number: int

    @property
    def day(self) -> date:
        return date(2024, 9, 27) - timedelta(days=5 * self.number)

    @property
    def fields(self) -> dict[str, object]:
        """Return the values that a template takes from it."""
        topic, day = _TOPICS[self.number % len(_TOPICS)], self.day
        month, slug = _MONTHS[day.month], topic.replace(" ", "-")
        return {
            "topic": topic, "slug": f"press-briefing-on-the-{slug}-{self.number}", "n": self.number,
            "nnn": f"{self.number:03}", "iso": day, "path": f"{day:%Y/%m/%d}", "ymd": f"{day:%Y%m%d}",
            "ym": f"{day:%Y%m}", "month": day.month, "day": f"{month} {day.day}, {day.year}",
            "dmy": f"{day.day} {month}, {day.year}", "dia": f"{day.day} de {_MESES[day.month]} de {day.year}",
        }  # fmt: skip

    def said(self, part: int) -> list[str]:
        """Return two questions and their answers, unique to one page."""
        mark, topic = f"{self.house} {self.number}-{part}", _TOPICS[self.number % len(_TOPICS)]
        return [
            f"Who pays for the {topic}, and when is paper {mark} going to be published for everybody to read?",
            f"We pay for the {topic} ourselves, as I said last week, and paper {mark} is with the council now.",
            f"Will the {topic} be closed on market days, as plan {mark} of the last year had it?",
            f"No. We gave plan {mark} up in spring, and the {topic} stays open on every day of the week.",
        ]


@dataclass(frozen=True, slots=True)
class HouseSite:
    """The layout of a house's lists and briefings; `$` marks a value of a `Talk`."""

    list_url: Callable[[int], str]
    """Function that returns the address of a list page, given its number from 1 on."""
    row: str
    """Row of a list, with `$url`."""
    pager: Callable[[int, int], str]
    """Function that returns the pager below a list page's rows, given its number and the number of pages."""
    url: str
    """Address of a briefing in the list."""
    page: str
    """Page of a briefing, with `$said`, and `$part`, its number."""
    labels: tuple[str, str]
    """Labels before a question and an answer, with their markup."""
    turn: str = "<p>{label} {text}</p>"
    others: str = ""
    """Row of a list that is no briefing."""
    served_at: str = ""
    """Address of a briefing's text, if it differs."""
    also: str = ""
    """Address of a second list of the source, which names the oldest briefing."""
    lists: int = 3
    each: int = 3
    """Number of briefings on a list page."""
    parts: int = 1
    """Number of pages of a briefing."""
    past_end: bytes | None = None
    """Page at the address after the last list page; None: no page."""

    def talks(self, house: str) -> list[Talk]:
        """Return its briefings, newest first."""
        return [Talk(house, number) for number in range(self.lists * self.each)]

    def address(self, talk: Talk, part: int = 1) -> str:
        """Return the address of a page of a briefing."""
        url = Template(self.served_at or self.url).substitute(talk.fields)
        return url if part == 1 else url.replace(".html", f"_{part}.html")

    def pages(self, house: str) -> dict[str, bytes]:
        """Return its pages by address, all on http."""
        talks = self.talks(house)
        rows = [Template(self.row).substitute(talk.fields, url=self._listed(talk)) for talk in talks]
        found = {
            self.list_url(number): self._list(rows[(number - 1) * self.each : number * self.each], number)
            for number in range(1, self.lists + 1)
        }
        found |= {self.also: _document(rows[-1])} if self.also else {}
        for talk in talks:
            for part in range(1, self.parts + 1):
                turns = zip(self.labels * 2, talk.said(part), strict=True)
                said = "\n".join(self.turn.format(label=label, text=text) for label, text in turns)
                page = Template(self.page).substitute(talk.fields, said=said, part=part)
                found[self.address(talk, part)] = page if self.served_at else _document(page)
        served = {url: html.encode() for url, html in found.items()}
        return served if self.past_end is None else {**served, self.list_url(self.lists + 1): self.past_end}

    def _listed(self, talk: Talk) -> str:
        return Template(self.url).substitute(talk.fields)

    def _list(self, rows: list[str], number: int) -> str:
        return _document("".join(rows) + self.others.replace("$page", str(number)) + self.pager(number, self.lists))


def _document(body: str) -> str:
    menu = "<nav><a href='/about'>About us and what we do</a> <a href='/contact'>Contact the press office</a></nav>"
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Press</title></head><body>{menu}{body}</body></html>"
    )


def folders(base: str) -> Callable[[int], str]:
    """Return the addresses of list pages, in a folder each except the first."""
    return lambda number: base if number == 1 else f"{base}page/{number}/"


def wordpress(base: str) -> Callable[[int, int], str]:
    """Return a pager with numbers and a next link as in WordPress."""

    def pager(number: int, last: int) -> str:
        link, numbers = "<a class='page-numbers' href='{}'>{}</a>", ""
        for n in range(1, last + 1):
            here = f"<span class='page-numbers current'>{n}</span>"
            numbers += here if n == number else link.format(folders(base)(n), n)
        after = f"<a class='next page-numbers' href='{base}page/{number + 1}/'>Next</a>" if number < last else ""
        return f"<nav class='pagination'><div class='nav-links'>{numbers}{after}</div></nav>"

    return pager


def drupal(base: str, mark: str, said: str) -> Callable[[int, int], str]:
    """Return a pager with a next link and "2 of 170" as in Drupal."""

    def pager(number: int, last: int) -> str:
        after = f"<li class='pager-next'><a href='{base}{mark}{number}'>{said}</a></li>" if number < last else ""
        return f"<ul class='pager'><li class='pager-current'>{number} of {last}</li>{after}</ul>"

    return pager
