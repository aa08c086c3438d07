"""A press office that changes at random, and what it shows at each moment."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from html import escape
from typing import TYPE_CHECKING

from tests.support.pages import HOST, OFFICIALS, OUTLETS, address, document, list_page
from tests.support.server import Reply, packed, page, redirect, tagged

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from tests.support.server import Site

SOURCE = "china_org_cn"
OTHER_HOST = "english.scio.gov.cn"
_PER_LIST = 4
_FIRST_DAY = date(2024, 5, 16)
_GONE = page(b"<html><body><p>Not here.</p></body></html>", status=410)

Turns = tuple[tuple[str, str], ...]
Shown = tuple[str, str, Turns, int]
"""Title, day and turns of a briefing, and the number in its address."""


@dataclass(frozen=True, slots=True)
class Talk:
    """A briefing: its pages, each with turns of its own."""

    id: str
    """The id under which it is kept: that of its first address."""
    key: int
    host: str
    title: str
    day: date
    pages: tuple[Turns, ...]

    @property
    def shown(self) -> Shown:
        """What a reader sees."""
        return self.title, f"{self.day}", tuple(turn for turns in self.pages for turn in turns), self.key

    @property
    def has_stayed(self) -> bool:
        """True at its first address."""
        return self.id == f"{self.host}/{self.key}"

    def bodies(self) -> dict[str, bytes]:
        """Return its pages by address."""
        urls = [address(self.key, number + 1, self.host) for number in range(len(self.pages))]
        found = {}
        for url, turns in zip(urls, self.pages, strict=True):
            said = "".join(f"<p><strong>{who}:</strong></p><p>{escape(text)}</p>" for who, text in turns)
            links = (f"<span>{n}</span>" if one == url else f'<a href="{one}">{n}</a>' for n, one in enumerate(urls, 1))
            pager = f'<div id="autopage"><center>{" ".join(links)}</center></div>' if len(urls) > 1 else ""
            day = f"<p><strong>Date:</strong><br />{self.day:%B} {self.day.day}, {self.day.year}</p>"
            found[url] = document(self.title, day + said + pager)
        return found


@dataclass
class ChangingSite:
    """The site: `change` changes one thing, `serve` shows what there is."""

    dice: Random
    talks: list[Talk] = field(default_factory=list)
    gone: list[Talk] = field(default_factory=list)
    left: dict[str, Reply] = field(default_factory=dict)
    """Answers of addresses from which briefings moved."""
    may_move: set[str] = field(default_factory=set)
    """Ids of the briefings that may move: they were crawled as they are."""
    moved: set[str] = field(default_factory=set)
    """Ids of those that did since the site was served."""
    reply: Callable[[bytes], Reply] = tagged
    _keys: int = 7000
    _words: int = 0

    def change(self) -> str:
        """Change something; return its name."""
        changes = [
            self.add,
            self.edit,
            self.lengthen,
            self.rename,
            self.move_day,
            self.copy,
            self.swap,
            self.serve_else,
            self.move,
        ]
        change = self.dice.choice([*changes, self.remove] if len(self.talks) > 5 and not self.gone else changes)
        change()
        return change.__name__

    def add(self) -> None:
        """Publish a briefing of one to three pages."""
        self._keys += 1
        pages = tuple(self._asked() + self._asked() for _ in range(self.dice.randint(1, 3)))
        day = _FIRST_DAY + timedelta(days=self._keys)
        at = self.dice.choice([0, 0, len(self.talks)])
        self.talks.insert(
            at, Talk(f"{HOST}/{self._keys}", self._keys, HOST, f"Briefing {self._keys} on harbours", day, pages)
        )

    def edit(self) -> None:
        """Change the words or the label of a turn."""
        talk, number = self._any()
        turns = list(talk.pages[number])
        at = self.dice.randrange(len(turns))
        who, text = turns[at]
        turns[at] = self.dice.choice([("Lena Brasko", text), (who, f"{text} This holds for {self._mark()} too.")])
        self._put(talk, pages=(*talk.pages[:number], tuple(turns), *talk.pages[number + 1 :]))

    def lengthen(self) -> None:
        """Add a page at the end or in between."""
        talk, number = self._any()
        self._put(talk, pages=(*talk.pages[: number + 1], self._asked(), *talk.pages[number + 1 :]))

    def rename(self) -> None:
        """Give a briefing another title."""
        self._put(self._any()[0], title=f"Briefing on {self._mark()}")

    def move_day(self) -> None:
        """Correct the day of a briefing."""
        talk, _ = self._any()
        self._put(talk, day=talk.day + timedelta(days=400))

    def copy(self) -> None:
        """Publish a briefing on the other host too, where it then changes by itself."""
        talk, _ = self._any()
        host = OTHER_HOST if talk.host == HOST else HOST
        id_ = f"{host}/{talk.key}"
        if all(one.id != id_ and (one.key != talk.key or one is talk) for one in self.talks):
            self.may_move.discard(talk.id)
            self.talks.insert(self.talks.index(talk) + 1, replace(talk, id=id_, host=host))

    def move(self) -> None:
        """Move a briefing to another address; the earlier ones lead there or are gone. Nothing else of it changes."""
        if movable := [talk for talk in self.talks if talk.id in self.may_move]:
            talk, leads = self.dice.choice(movable), self.dice.choice([301, 302, 308, 0])
            self._keys += 1
            moved = replace(talk, key=self._keys)
            self.talks[self.talks.index(talk)] = moved
            for old, new in zip(talk.bodies(), moved.bodies(), strict=True):
                self.left[old] = redirect(new, status=leads) if leads else _GONE
            self.moved.add(talk.id)

    def swap(self) -> None:
        """List two briefings in another order."""
        one, other = self.dice.sample(range(len(self.talks)), 2)
        self.talks[one], self.talks[other] = self.talks[other], self.talks[one]

    def serve_else(self) -> None:
        """Serve with or without validators, compressed or not."""
        self.reply = self.dice.choice([tagged, packed, page])

    def remove(self) -> None:
        """Take a briefing from the site and its list."""
        talk, _ = self._any()
        self.talks.remove(talk)
        self.gone.append(talk)

    def serve(self, site: Site) -> None:
        """Serve all pages as they are now."""
        self.moved.clear()
        for url, reply in self.left.items():
            site.serve(url, reply)
        for talk in self.gone:
            for url in talk.bodies():
                site.serve(url, _GONE)
        for talk in self.talks:
            for url, body in talk.bodies().items():
                site.serve(url, self.reply(body))
        parts = [self.talks[start : start + _PER_LIST] for start in range(0, len(self.talks), _PER_LIST)]
        lists = [list_address(number) for number in range(1, len(parts) + 1)]
        for number, (url, part) in enumerate(zip(lists, parts, strict=True), 1):
            entries = [address(talk.key, host=talk.host) for talk in part]
            site.serve(url, self.reply(list_page(entries, lists, number)))

    def _any(self) -> tuple[Talk, int]:
        talk = self.dice.choice([talk for talk in self.talks if talk.id not in self.moved] or self.talks)
        return talk, self.dice.randrange(len(talk.pages))

    def _put(self, talk: Talk, **changed: object) -> None:
        self.may_move.discard(talk.id)
        self.talks[self.talks.index(talk)] = replace(talk, **changed)  # type: ignore[arg-type]

    def _asked(self) -> Turns:
        question = f"My question concerns the ferries to {self._mark()}. When will the ministry decide about them?"
        answer = f"The report on {self._mark()} went to the council last week, and I expect a decision in autumn."
        return (self.dice.choice(OUTLETS), question), (self.dice.choice(OFFICIALS), answer)

    def _mark(self) -> str:
        """Return a name that nothing else has."""
        self._words += 1
        return f"Quay{self._words:04}end"


def list_address(number: int = 1) -> str:
    """Return the address of a page of the list."""
    return f"http://{HOST}/pressroom/node_8005{'' if number == 1 else f'_{number}'}.htm"
