"""Choose the links of a page that are the entries of a list: the best group of links of one shape in one place.

A place is the path of elements and classes from the body down; the rows of a list share one. The score of a group
weighs how long its texts are, dates beside them, words for a briefing in them, and how many there are.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.etree import _Element

from briefings.address import comparable, day_in_address
from briefings.hosts import site_host
from briefings.transcript.page.links.lists.places import Places
from briefings.transcript.page.links.lists.row_days import days_of_rows, is_day_alone
from briefings.transcript.page.links.lists.rows import Rows
from briefings.transcript.page.links.read_links import Link
from briefings.transcript.wording.vocabulary import CONFERENCE, TRANSCRIPTS

_SCRIPT = re.compile(r"^\D+\.(?:php\d?|aspx?|jspx?|cgi|pl|cfm|do)$", re.I)
_INDEX = re.compile(r"/index\.\w+$")
_NUMBER = re.compile(r"\d+")
_LONG_ID = re.compile(r"\d{5,}")
_FULL_HEADLINE, _LITTLE_SAID = 60, 12
_ROW_TEXT = (0.6, 0.35)
"""Weight of the text of a row, for a link with little text (a docket number) and for one with none (a picture)."""
_RIVAL = 1.2
_ALIKE = 4
"""Maximum ratio of the scores of groups between which the place decides."""
_SIDE = re.compile(r"\b(?:left|right|[ablr])\b|\d")
"""Part of a class that only distinguishes columns."""
_COLUMN = 3
"""Maximum ratio of the scores of two columns: the last row of three cells may have one."""
_FEW_NUMBERS = 4
"""Maximum number of figures in an ordinary address: those of a year count four."""
_RECURS, _LONGEST_WORD = 3, 24
_WANTED = re.compile(f"(?:{TRANSCRIPTS})|(?:{CONFERENCE.pattern})", re.I)
"""Words that entries have, unlike headlines in a box of news beside the list."""


class Member(NamedTuple):
    """A link of a group: its place among all links, and its comparable address."""

    order: int
    address: str
    link: Link


class Group:
    """Links in one place: one link per address, in order."""

    def __init__(self, members: Sequence[Member]) -> None:
        rows = Rows([member.link for member in members])
        self.members = members
        self.links: dict[str, Link] = {}
        """Comparable address to its first link."""
        self.texts: dict[str, str] = {}
        """Comparable address to the longest text of its links."""
        for _, address, link in members:
            self.links.setdefault(address, link)
            if len(link.said) >= len(self.texts.get(address, "")):
                self.texts[address] = link.said
        self.days = days_of_rows([member.link for member in members], rows)
        """Comparable address to the day that the list, or the address, gives it."""
        self.shapes = Counter(shape_of_address(link.url) for link in self.links.values())
        """Shapes of its addresses, and the number with each."""
        self.score = _score(self, rows)


def stands_in(link: Link, elements: frozenset[_Element]) -> bool:
    """Return True for a link that is one of some elements, or within one."""
    return not elements.isdisjoint((link.element, *link.element.iterancestors()))


def groups_of(links: Sequence[Link], own: str, places: Places) -> list[Group]:
    """Return the groups that may be the entries of a list, the best first."""
    home = site_of(own)
    never = {comparable(own), comparable(urljoin(own, "/"))}
    by_place: dict[int, list[Member]] = defaultdict(list)
    of_site = [link for link in links if site_of(link.url) == home]
    # "Transcript | PDF": the second link leads to a copy of the first, to be printed.
    lines = {link.element.getparent() for link in of_site if not _is_pdf(link)}
    for order, link in enumerate(of_site):
        is_printed = _is_pdf(link) and "pdf" in link.said.casefold() and link.element.getparent() in lines
        if not is_printed and (address := comparable(link.url)) not in never:
            by_place[places.of(link.element)[0]].append(Member(order, address, link))
    groups = [Group(members) for one in by_place.values() for members in _apart(one)]
    groups = sorted((group for group in groups if group.score > 0), key=lambda group: -group.score)
    # The last page of a list, or that of a month, may have one entry; its day distinguishes it from other links.
    return [group for group in groups if len(group.links) > 1] or [group for group in groups if group.days]


def _is_pdf(link: Link) -> bool:
    return link.url.lower().endswith(".pdf")


def _apart(members: list[Member]) -> list[list[Member]]:
    """Split the links of one place into those that repeat a word in row after row beside another link, and the rest.

    Such words are "PDF", "Video", the names of languages.
    """
    said = Counter(member.link.said.casefold() for member in members)
    often = {word for word, count in said.items() if count >= _RECURS and len(word) <= _LONGEST_WORD}
    if not often or len(said) == 1:
        return [members]
    beside: Counter[str] = Counter()
    for number, member in enumerate(members):
        near = [members[other] for other in (number - 1, number + 1) if 0 <= other < len(members)]
        word = member.link.said.casefold()
        beside[word] += any(other.link.said.casefold() != word and _share_line(member, other) for other in near)
    words = {word for word in often if beside[word] == said[word]}
    found: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        word = member.link.said.casefold()
        found[word if word in words else ""].append(member)
    return list(found.values())


def _share_line(one: Member, two: Member) -> bool:
    """Return True for two links to different addresses in one element, without a break between."""
    first, last = sorted((one, two))
    if one.address == two.address or first.link.element.getparent() is not last.link.element.getparent():
        return False
    between = first.link.element.itersiblings()
    return not any(
        sibling.tag == "br" for sibling in takewhile(lambda sibling: sibling is not last.link.element, between)
    )


def best_of(groups: Sequence[Group], with_list: Sequence[_Element] = ()) -> tuple[Group | None, list[Group]]:
    """Return the group that is the entries, or none and the two between which only a look or the user can decide.

    The news beside a list may say more, and have more days: what is in the main part comes first, and what stands
    nearer to what is `with_list`, such as the links to its further pages, may be the list.
    """
    if not groups:
        return None, []
    alike = [group for group in groups if _ALIKE * group.score >= groups[0].score]
    best = next(filter(_is_in_main, alike), groups[0])
    # A picture and a title of the same rows are one list.
    others = [other for other in groups if best.links.keys().isdisjoint(other.links)]
    if columns := [other for other in others if _is_column(best, other)]:
        return Group(sorted(member for group in (best, *columns) for member in group.members)), []
    if _is_in_main(best):
        others = [other for other in others if _is_in_main(other) or _shape(other) == _shape(best)]
    near = _nearness(best, with_list)
    rivals = [
        other for other in others
        if best.score < _RIVAL * other.score or (other in alike and _nearness(other, with_list) > near)
    ]  # fmt: skip
    return (None, [best, rivals[0]]) if rivals else (best, [])


def _around(group: Group) -> set[_Element]:
    first, last = ([*group.members[place].link.element.iterancestors()] for place in (0, -1))
    return {one for one in first if one in last}


def _is_in_main(group: Group) -> bool:
    return any(one.tag == "main" or one.get("role") == "main" for one in _around(group))


def _nearness(group: Group, with_list: Sequence[_Element]) -> int:
    """Return how many elements are around a group and one of those that stand with the list."""
    around = _around(group)
    return max((sum(above in around for above in one.iterancestors()) for one in with_list), default=0)


def _shape(group: Group) -> str:
    return group.shapes.most_common(1)[0][0]


def _is_column(one: Group, two: Group) -> bool:
    """Return True for two columns of one list, with addresses alike: particular, or in like elements side by side."""
    if _shape(one) != _shape(two) or one.score > _COLUMN * two.score:
        return False
    ways = [list(group.members[0].link.element.iterancestors()) for group in (one, two)]
    names = [[_SIDE.sub("", f"{above.tag} {above.get('class')}") for above in way] for way in ways]
    tables = [next((above for above in way if above.tag == "table"), None) for way in ways]
    in_one_table = tables[0] is not None and tables[0] is tables[1]
    return names[0] == names[1] or in_one_table or is_particular(one.members[0].link.url)


@lru_cache(maxsize=4_096)  # asked of each link of a list up to four times
def shape_of_address(url: str) -> str:
    """Return an address with every number as its length and without the words of its last name: what entries share.

    The name of a script that is told which entry to show is kept: `view.php?id=3` is not `notice.php?id=3`.
    """
    parts = urlsplit(url)
    # A slug followed by a slash is a name too.
    folder, _, name = _INDEX.sub("", parts.path).rstrip("/").rpartition("/")
    folder = _NUMBER.sub(lambda found: "#" * min(len(found[0]), 4), folder)
    word = "#" if _NUMBER.search(name.partition(".")[0]) else "w"
    if parts.query and _SCRIPT.search(name):
        folder, name = f"{folder}/{name}", ""
    query = ",".join([_NUMBER.sub("#", pair.partition("=")[0]) for pair in parts.query.split("&")])
    extension = name.rpartition(".")[2] if "." in name else ""
    return f"{site_host(parts)}{folder}/{word}.{extension}?{query}"


def is_particular(url: str) -> bool:
    """Return True for an address with many numbers, a long one, or a day.

    A link elsewhere on the page with the same shape is an entry too.
    """
    return shape_of_address(url).count("#") > _FEW_NUMBERS or _is_marked(url)


def _is_marked(url: str) -> bool:
    return day_in_address(url) is not None or _LONG_ID.search(url) is not None


def site_of(url: str) -> str:
    """Return the last two names of a host, three if the second is as short as in gov.uk: one site has several hosts."""
    return _site(url.split("/", 3)[2])


@lru_cache(maxsize=1_000)
def _site(host: str) -> str:
    names = host.lower().rpartition("@")[2].partition(":")[0].split(".")
    return ".".join(names[-3:] if len(names) > 2 and len(names[-2]) <= 3 else names[-2:])


def _score(group: Group, rows: Rows) -> float:
    """Return how likely a group is the entries; 0 if it cannot be."""
    number = len(group.links)
    said = sum(_headline(group.texts[address], link, rows) for address, link in group.links.items()) / number
    marked = sum(_is_marked(link.url) for link in group.links.values())
    uniform = group.shapes.most_common(1)[0][1] / number
    wanted = sum(1 for text in group.texts.values() if _WANTED.search(text))
    signs = 0.4 + len(group.days) / number + 0.4 * marked / number + 0.5 * wanted / number
    return float(said * signs * number**0.7 * (0.3 + 0.7 * uniform))


def _headline(text: str, link: Link, rows: Rows) -> float:
    """Return how much a link says, as a share of a full headline.

    If it says little, or a day ("Press briefing, 5 March 2026"), the row's text counts; the link's own if the row has
    no other.
    """
    if len(text) >= _LITTLE_SAID and not is_day_alone(text):
        return min(len(text), _FULL_HEADLINE) / _FULL_HEADLINE
    own = text if is_day_alone(text) else ""
    stands_in = min(max(len(rows.text(link)) - len(text), len(own)), _FULL_HEADLINE) / _FULL_HEADLINE
    return stands_in * _ROW_TEXT[0 if any(character.isalnum() for character in text) else 1]
