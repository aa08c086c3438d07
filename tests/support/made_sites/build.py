"""Make a site from a few words: a content system, its paging, and the traps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.support.made_sites.furniture import TRAPS
from tests.support.made_sites.model import MadeSite, Talk, day_of, link, prose, speech
from tests.support.made_sites.pagings import ADDRESSES, PAGINGS
from tests.support.made_sites.skeletons import SKELETONS
from tests.support.made_sites.words import coin

_WORDS_A_PAGE = 4
_WORDS_A_SITE = 20_000


@dataclass(frozen=True, slots=True)
class Spec:
    """The specification of a site."""

    name: str
    skeleton: str
    addresses: str
    paging: str
    parts: Sequence[int]
    """Number of pages of each briefing, newest first."""
    traps: str = ""
    """Names of `TRAPS`, and of same_title, session, one_page, no_days, landing, several_in_a_row, oldest_first."""
    list_paging: str = "list-numbers"
    a_list: int = 50
    """Number of entries on a page of the list."""
    undecidable: bool = False


@dataclass(slots=True)
class Builder:
    """Builder of the pages of one site."""

    spec: Spec
    number: int
    talks: list[Talk] = field(default_factory=list)
    list_paths: list[str] = field(default_factory=list)
    made: dict[str, bytes] = field(default_factory=dict)
    _counted: int = 0
    _named: dict[str, str] = field(default_factory=dict)
    _same: dict[str, str] = field(default_factory=dict)

    @property
    def root(self) -> str:
        """The address of the site, without a slash at its end."""
        return f"http://press.{coin(self.number * 37 + 5)}.example"

    @property
    def traps(self) -> frozenset[str]:
        return frozenset(self.spec.traps.split())

    def build(self) -> MadeSite:
        """Return everything that the site serves."""
        spec = self.spec
        self._plan()
        for talk in self.talks:
            for number, url in enumerate(talk.urls, 1):
                self.made[url] = self.talk_page(talk, number)
        for place, url in enumerate(self.list_paths):
            self.made[url] = self._list_page(place)
        for url, other in self._same.items():
            self.made.setdefault(url, self.made.get(other) or self.made[f"{other}/"])
        by_list = "one_page" not in self.traps
        start = self.list_paths[0] if by_list else self.talks[0].urls[0]
        talks = self.talks if by_list else self.talks[:1]
        site = MadeSite(spec.name, self.root, start, by_list, self.traps, spec.undecidable, talks)
        site.lists, site.pages = self.list_paths if by_list else [], self.made
        return site

    def _plan(self) -> None:
        spec = self.spec
        for number, count in enumerate(spec.parts):
            title = "Press briefing" if "same_title" in self.traps else f"Briefing on {self.word('title', number)}"
            paths = ADDRESSES[spec.addresses](self.word("title", number), number, count)
            words = tuple(tuple(self._next_word() for _ in range(_WORDS_A_PAGE)) for _ in range(count))
            day = day_of(0) if "same_title" in self.traps and "no_days" in self.traps else day_of(number)
            self.talks.append(Talk(number, title, day, tuple(self.root + path for path in paths), words))
        pages = -(-len(spec.parts) // spec.a_list)
        self.list_paths = [f"{self.root}/briefings/", *(f"{self.root}/briefings/?start={n}0" for n in range(1, pages))]
        if "opaque_lists" in self.traps:
            self.list_paths = [f"{self.root}/b/{coin(self.number + n)}.html" for n in range(pages)]

    # -- Words

    def _next_word(self) -> str:
        self._counted += 1
        return coin(self.number * _WORDS_A_SITE + self._counted)

    def word(self, kind: str, number: int) -> str:
        """Return the word that names a thing of the site, always the same one."""
        return self._named.setdefault(f"{kind} {number}", self._next_word())

    # -- Pages

    def page(self, url: str, title: str, day: str, main: str, parts: Mapping[str, str], head: str = "") -> bytes:
        """Return a page in the frame of the site."""
        skeleton = SKELETONS[self.spec.skeleton]
        entries = [("Start", "home"), ("Ministry", "about"), ("Press", "press"), ("Service", "service")]
        menu = "".join(
            skeleton.menu.format(url=self._in_frame(name), text=text, hash="{hash}") for text, name in entries
        )
        footer = " ".join(link(self._in_frame(name), name.title()) for name in ("imprint", "privacy", "contact"))
        values: dict[str, Any] = {
            "title": title, "day": day, "site": coin(self.number).title(), "head": head, "main": main,
            "menu": menu + parts.get("menu", ""), "footer": footer, "above": parts.get("above", ""),
            "below": parts.get("below", ""), "aside": parts.get("aside", ""),
        }  # fmt: skip
        text = skeleton.page.format(**values, hash="{hash}").replace("{hash}", f"x{abs(hash_of(url)) % 99991:05d}")
        return text.encode()

    def _in_frame(self, name: str) -> str:
        url = f"{self.root}/{name}/"
        if url not in self.made:
            self.made[url] = b""
            words = [self.word(name, place) for place in range(3)]
            self.made[url] = self.page(url, name.title(), "", prose(words, self.number), {})
        return url

    def section(self, name: str) -> str:
        """Return the address of a part of the site: a list of articles."""
        return self._list_of_articles(f"{self.root}/{name}/", name)

    def topic(self, name: str) -> str:
        """Return the address of the list of things with a tag."""
        return self._list_of_articles(f"{self.root}/on/{name}/", name)

    def day_page(self, day: int) -> str:
        """Return the address of the list of things published on a day."""
        return self._list_of_articles(f"{self.root}/archive/2024/04/{day:02d}/", f"{day} April")

    def _list_of_articles(self, url: str, name: str) -> str:
        if url not in self.made:
            self.made[url] = b""
            skeleton = SKELETONS[self.spec.skeleton]
            rows = "".join(
                skeleton.listed.format(url=one, title=text, day=day_of(place), beside="", hash="{hash}")
                for place, (one, text) in enumerate(self.articles(f"of {name}", 4, 0))
            )
            self.made[url] = self.page(url, name.title(), "", skeleton.rows.format(hash="{hash}", rows=rows), {})
        return url

    def articles(self, kind: str, count: int, first: int) -> list[tuple[str, str]]:
        """Return addresses and headlines of articles in which nobody speaks."""
        found = []
        for place in range(first, first + count):
            word = self.word(kind, place)
            url = f"{self.root}/stories/{word}.html"
            self.foreign(url, f"The new colour of {word}", f"{kind} {place}", speaks=False)
            found.append((url, f"The new colour of {word}"))
        return found

    def foreign(self, url: str, title: str, key: str, *, speaks: bool) -> None:
        """Serve a page that belongs to no briefing."""
        if url not in self.made:
            words = [self.word(key, place) for place in range(4)]
            text = speech(words, self.number) if speaks else prose(words, self.number)
            self.made[url] = self.page(url, title, day_of(len(self.made) % 30), text, {})

    def again(self, url: str, talk: Talk, number: int, more: str, head: str = "") -> None:
        """Serve the text of a page at another address."""
        text = speech(talk.words[number - 1], self.number) + more
        self.made[url] = self.page(url, talk.title, talk.day, text, {}, head)

    def shorter(self, url: str, talk: Talk) -> None:
        """Serve half of the first page of a briefing, with some words of its own."""
        words = (*talk.words[0][:2], self.word("short", talk.number))
        self.made[url] = self.page(url, talk.title, talk.day, speech(words, self.number), {})

    def same_as(self, url: str, other: str) -> None:
        """Serve at one address the content of another."""
        self._same[url] = other

    def other_address(self, talk: Talk, number: int, word: str) -> str:
        """Return another address of a page, with a different beginning."""
        return f"{self.root}/{word}/{talk.number * 10 + number}"

    # -- Briefings and lists

    def _furniture(self, talk: Talk | None, number: int) -> dict[str, str]:
        parts: dict[str, str] = {}
        for name in sorted(self.traps & TRAPS.keys()):
            place, furniture = TRAPS[name]
            parts[place] = parts.get(place, "") + furniture(self, talk, number)
        return parts

    def talk_page(self, talk: Talk, number: int) -> bytes:
        """Return a page of a briefing with everything around it."""
        parts = self._furniture(talk, number)
        head, block = "", PAGINGS[self.spec.paging](talk.urls, number)
        beside = parts.get("pager", "")
        if block and beside:
            end = block.rfind("</")
            block = f"{block[:end]}{beside}{block[end:]}"
        elif beside:
            block = f'<p class="seealso">{beside}</p>'
        if "rel_next" in self.traps and number < len(talk.urls):
            head = f'<link rel="next" href="{talk.urls[number]}">'
        parts["below"] = block + parts.get("below", "")
        return self.page(
            talk.urls[number - 1], talk.title, talk.day, speech(talk.words[number - 1], self.number), parts, head
        )

    def _list_page(self, place: int) -> bytes:
        spec, skeleton = self.spec, SKELETONS[self.spec.skeleton]
        listed = [talk for talk in self.talks if talk.is_listed]
        if "oldest_first" in self.traps:
            listed.reverse()
        shown = listed[place * spec.a_list : (place + 1) * spec.a_list]
        rows = []
        for talk in shown:
            beside = ""
            if "several_in_a_row" in self.traps:
                beside = " ".join(link(url, f"part {n}") for n, url in enumerate(talk.urls, 1) if n > 1)
            rows.append(
                skeleton.listed.format(url=talk.urls[0], title=talk.title, day=talk.day, beside=beside, hash="{hash}")
            )
        parts = self._furniture(None, 1)
        parts.pop("pager", None)
        parts["below"] = PAGINGS[spec.list_paging](self.list_paths, place + 1) + parts.get("below", "")
        main = skeleton.rows.format(hash="{hash}", rows="".join(rows))
        return self.page(self.list_paths[place], "All briefings", "", main, parts)


def hash_of(text: str) -> int:
    """Return a number that is the same in every process."""
    return sum((place + 1) * ord(letter) for place, letter in enumerate(text))
