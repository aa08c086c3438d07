"""Propose declarations for a source: each was tried on the pages that were read, and holds on all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from cssselect import SelectorError

from briefings.address import comparable, read_address
from briefings.items import Briefing, PageRef
from briefings.reasons import ReasonKind
from briefings.store.kept_pages import CannotReread
from briefings.survey.selectors import day_selectors, label_selectors, link_selectors, pattern_of
from briefings.survey.survey import Survey
from briefings.transcript import Markup, Pager, decode, shape_of_address

_MOST_TRIED = 12
_LEAST_SPEAKERS = 2
_OF_LABELS = frozenset(("dt", "th"))
"""Elements that hold labels and little else, even without a class."""


@dataclass(slots=True)
class Proposal:
    """The proposed markup of a source, and the survey with its briefings as that markup reads them."""

    survey: Survey
    fields: dict[str, Any] = field(default_factory=dict)
    has_guessed: bool = False
    """True if the labels are a guess because the general rules did not know who speaks."""

    @property
    def markup(self) -> Markup:
        """The markup proposed so far."""
        return Markup(**self.fields)

    def trying(self, name: str, value: object) -> Markup:
        """Return the proposed markup with one more field."""
        return Markup(**{**self.fields, name: value})

    def reads_alike(self, name: str, value: object) -> bool:
        """Tell whether one more field leaves the readings of all briefings as they are."""
        read = self.survey.read(self.trying(name, value))
        return all(map(_are_alike, self.survey.briefings, read))

    def take(self, name: str, value: object, briefings: Iterable[Briefing] = ()) -> None:
        """Adopt a field; `briefings`, if any, are the briefings as it makes them read."""
        self.fields[name] = value
        self.survey = replace(self.survey, briefings=tuple(briefings) or self.survey.briefings)


def propose(survey: Survey) -> Proposal:
    """Try declarations for a site one after the other, and keep those that hold on every page that was read."""
    proposal = Proposal(survey)
    if not survey.briefings:
        return proposal
    for step in (_propose_landing, _propose_labels, _propose_pages, _propose_byline, _propose_list):
        step(proposal)
    return proposal


def is_understood(briefing: Briefing) -> bool:
    """Tell whether a briefing's speakers are understood, at least two of them."""
    kinds = {reason.kind for reason in briefing.shortcomings}
    labels = {turn.label for turn in briefing.turns if turn.label}
    return ReasonKind.SPEAKERS_NOT_UNDERSTOOD not in kinds and len(labels) >= _LEAST_SPEAKERS


def _are_alike(one: Briefing, two: Briefing | None) -> bool:
    def said(briefing: Briefing) -> list[tuple[object, ...]]:
        turns = [(turn.label, turn.role, turn.speaker, turn.text, turn.page_first) for turn in briefing.turns]
        return [(briefing.held_on, briefing.published_on, briefing.complete), *turns]

    return two is not None and said(one) == said(two)


def _first_that(holds: Callable[[str], bool], candidates: Iterable[str]) -> str | None:
    """Return the first selector that holds, out of a few; invalid CSS does not hold."""
    for _, css in zip(range(_MOST_TRIED), candidates, strict=False):
        with suppress(SelectorError, CannotReread, ValueError):
            if holds(css):
                return css
    return None


def _propose_landing(proposal: Proposal) -> None:
    """Propose the link from a page without speech to the page with the transcript."""
    survey = proposal.survey
    if not all(_speaks_from_page_two(briefing) for briefing in survey.briefings):
        return

    def leads_on(css: str) -> bool:
        markup = proposal.trying("transcript_link", css)
        ways = ((survey.page_of(one, one.pages[0], markup), one.pages[1].url) for one in survey.briefings)
        return all(page.links.transcript == url for page, url in ways)

    first = survey.briefings[0]
    links = survey.page_of(first, first.pages[0]).links.placed.links
    if css := _first_that(leads_on, link_selectors(links, [first.pages[1].url])):
        survey = replace(survey, briefings=tuple(map(_without_landing, survey.briefings)))
        proposal.take("transcript_link", css, filter(None, survey.read(Markup())))


def _speaks_from_page_two(briefing: Briefing) -> bool:
    return min((turn.page_first for turn in briefing.turns if turn.label), default=1) > 1


def _without_landing(briefing: Briefing) -> Briefing:
    pages = [replace(page, number=number) for number, page in enumerate(briefing.pages[1:], 1)]
    return replace(briefing, id=read_address(pages[0].url).briefing, url=pages[0].url, pages=pages)


def _propose_labels(proposal: Proposal) -> None:
    """Propose the elements of the labels, if they have a class of their own or the general rules miss them."""
    survey = proposal.survey
    candidates = label_selectors(decode(*survey.body_of(survey.briefings[0].pages[0])).text)[:_MOST_TRIED]
    if all(map(is_understood, survey.briefings)):
        telling = (css for css in candidates if "." in css or css in _OF_LABELS)
        if css := _first_that(lambda css: proposal.reads_alike("labels", css), telling):
            proposal.take("labels", css)
        return
    best: tuple[int, str, list[Briefing]] = (0, "", [])
    for css in candidates:
        read = [one for one in survey.read(proposal.trying("labels", css)) if one is not None and is_understood(one)]
        labelled = sum(turn.label is not None for one in read for turn in one.turns)
        if len(read) == len(survey.briefings) and labelled > best[0]:
            best = labelled, css, read
    if best[0]:
        proposal.take("labels", best[1], best[2])
        proposal.has_guessed = True


def _propose_pages(proposal: Proposal) -> None:
    """Propose the pager of a briefing that has several pages."""
    survey = proposal.survey
    several = next((briefing for briefing in survey.briefings if len(briefing.pages) > 1), None)
    if several is None:
        return

    def names_the_same(css: str) -> bool:
        pages = ((one, page) for one in survey.briefings for page in one.pages)
        return all(_names_the_same(proposal, css, *page) for page in pages) and proposal.reads_alike(
            "article_pages", css
        )

    links = survey.page_of(several, several.pages[0]).links.placed.links
    if css := _first_that(names_the_same, link_selectors(links, [page.url for page in several.pages[1:]])):
        proposal.take("article_pages", css)


def _names_the_same(proposal: Proposal, css: str, briefing: Briefing, page: PageRef) -> bool:
    """Tell whether a pager selector names all the pages found without it, and only pages of the briefing."""
    without = proposal.survey.page_of(briefing, page, proposal.markup).siblings
    named = proposal.survey.page_of(briefing, page, proposal.trying("article_pages", css)).siblings
    own = {comparable(ref.url) for ref in briefing.pages}
    return not named.unresolved and _urls(without, page.url) <= _urls(named, page.url) <= own


def _urls(pager: Pager, own: str) -> set[str]:
    behind = pager.behind(own, in_list=True)
    return {comparable(url) for url in (*pager.others.values(), *pager.listed, behind and behind.url) if url}


def _propose_byline(proposal: Proposal) -> None:
    """Propose the element with the day, if every briefing has a day."""
    briefings = proposal.survey.briefings
    day = briefings[0].published_on or briefings[0].held_on
    if day and all(one.published_on or one.held_on for one in briefings):
        html = decode(*proposal.survey.body_of(briefings[0].pages[0])).text
        if css := _first_that(lambda css: proposal.reads_alike("byline", css), day_selectors(html, day)):
            proposal.take("byline", css)


def _propose_list(proposal: Proposal) -> None:
    """Propose the pager of the list and the links to its entries.

    Without a pager only the common part of the entries' addresses is proposed: a list with declared entries or pager is
    taken to end where no further page is found.
    """
    survey, without = proposal.survey, proposal.survey.read_list(Markup())
    if survey.list_page is None or without is None:
        return
    own = survey.list_page.address.url
    links, further = survey.list_page.links.placed.links, _urls(without.further, own)
    articles = set(map(shape_of_address, survey.articles))
    wanted = [entry.url for entry in without.entries if shape_of_address(entry.url) not in articles]

    def lists_the_same(name: str, value: str) -> bool:
        listing = survey.read_list(proposal.trying(name, value))
        if listing is None or _urls(listing.further, own) != further:
            return False
        return {comparable(entry.url) for entry in listing.entries} == set(map(comparable, wanted))

    def goes_on(css: str) -> bool:
        listing = survey.read_list(proposal.trying("list_pages", css))
        return listing is not None and _urls(listing.further, own) == further

    if pager := _first_that(goes_on, link_selectors(links, further)):
        proposal.take("list_pages", pager)
    chosen = link_selectors(links, wanted) if pager else []
    if css := _first_that(lambda css: lists_the_same("entries", css), chosen):
        proposal.take("entries", css)
    elif pattern := _first_that(lambda one: lists_the_same("entry_urls", one), filter(None, [pattern_of(wanted)])):
        proposal.take("entry_urls", pattern)
