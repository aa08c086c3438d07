"""The account of links: every link of a page that was read ends in exactly one place, the first that fits."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from briefings.transcript.page.links.placed_links import PlacedLink, PlacedLinks


class LinkPlace(StrEnum):
    """Explanation of a link."""

    FRAME = "frame"
    """Shared by pages of the site: the same address in the same place on a list or on several briefings."""
    OUTSIDE = "outside"
    """It leads to another site, to a file, or acts: logs in, edits, deletes, votes."""
    OWN = "own"
    """A page of this briefing, or of this list: read, or a named gap."""
    ENTRY = "entry"
    """Another entry: on a list that was read, or stored, or read as something else."""
    LANGUAGE = "language"
    AGAIN = "again"
    """This page again, in another form."""
    CITED = "cited"
    """It is in a paragraph of prose."""
    KNOWN_PLACE = "known_place"
    """Links of its place were looked at before, and led elsewhere."""
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class KnownLinks:
    """Knowledge of a site beyond the page."""

    is_frame: Callable[[PlacedLink], bool]
    """Tells whether pages of the site share a link."""
    may_look: Callable[[str], bool]
    """Tells whether an address may be requested: of the site, and none that acts."""
    is_own: Callable[[str], bool]
    """Tells whether a page is of the same briefing or list."""
    is_entry: Callable[[str], bool]
    """Tells whether an address is that of another entry."""
    leads_elsewhere: Callable[[PlacedLink], bool]
    """Tells whether the place of a link was looked at and led elsewhere."""


@dataclass(slots=True)
class LinkAccount:
    """Number of links in each place, and the unexplained ones."""

    places: Counter[str] = field(default_factory=Counter)
    unexplained: list[PlacedLink] = field(default_factory=list)
    by_place: list[PlacedLink] = field(default_factory=list)
    """Links explained only by their place: their pages were not seen."""

    @property
    def by_key(self) -> dict[str, list[PlacedLink]]:
        """The unexplained links by place, each address once; places of grown addresses first, then in order."""
        found: dict[str, dict[str, PlacedLink]] = {}
        for link in sorted(self.unexplained, key=lambda link: not link.is_grown):
            found.setdefault(link.key, {}).setdefault(link.url, link)
        return {key: list(links.values()) for key, links in found.items()}


def account_of_links(pages: Iterable[PlacedLinks], known: KnownLinks) -> LinkAccount:
    """Place every link of some pages of one briefing, or of one list."""
    account = LinkAccount()
    for page in pages:
        account.places[LinkPlace.OUTSIDE] += page.outside
        # Nearly all links are of the frame, and it takes longer to count one than to recognise it.
        others = [link for link in page.links if not known.is_frame(link)]
        account.places[LinkPlace.FRAME] += len(page.links) - len(others)
        for link in others:
            place = place_of(link, known)
            account.places[place] += 1
            if place is LinkPlace.UNEXPLAINED:
                account.unexplained.append(link)
            elif place is LinkPlace.KNOWN_PLACE:
                account.by_place.append(link)
    return account


def place_of(link: PlacedLink, known: KnownLinks) -> LinkPlace:
    """Return the first place that fits a link to the page's own site; the caller asks for the frame."""
    if not known.may_look(link.url):
        return LinkPlace.OUTSIDE
    if known.is_own(link.url):
        return LinkPlace.OWN
    if known.is_entry(link.url):
        return LinkPlace.ENTRY
    place = place_on_page(link)
    if place is not LinkPlace.UNEXPLAINED:
        return place
    if known.is_own(link.undressed) or known.is_own(f"{link.undressed}/"):
        return LinkPlace.AGAIN
    return LinkPlace.KNOWN_PLACE if known.leads_elsewhere(link) else place


def place_on_page(link: PlacedLink) -> LinkPlace:
    """Return the place of a link as far as its page alone tells: a crawl knows the frame of the site, and entries."""
    if link.is_language:
        return LinkPlace.LANGUAGE
    if link.is_again:
        return LinkPlace.AGAIN
    return LinkPlace.CITED if link.is_cited else LinkPlace.UNEXPLAINED
