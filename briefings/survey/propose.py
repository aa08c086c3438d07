"""Propose declarations for a source: each was tried on all pages that were read, which read with it as they should."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any

from briefings.address import comparable
from briefings.items import Briefing, PageRef
from briefings.reasons import ReasonKind
from briefings.store.kept_pages import CannotReread, read_again
from briefings.survey.selectors import day_selectors, label_selectors, link_selectors, pattern_of
from briefings.survey.survey import Survey
from briefings.transcript import Markup, Page, Pager, decode, shape_of_address

_MOST_TRIED = 12
_LEAST_SPEAKERS = 2

Test = tuple[Callable[[Markup], object], object]
"""Function that reads something with a markup, and what it must read."""


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

    def adopt(self, name: str, candidates: Iterable[str], tests: Sequence[Test]) -> bool:
        """Take the first candidate for a field, out of a few, that passes all tests; invalid CSS does not."""
        for value in islice(candidates, _MOST_TRIED):
            with suppress(CannotReread, ValueError):
                tried = Markup(**{**self.fields, name: value})
                if all(read(tried) == wanted for read, wanted in tests):
                    self.fields[name] = value
                    return True
        return False


def propose(survey: Survey) -> Proposal:
    """Try declarations for a site one after the other, and keep those that hold on every page that was read."""
    proposal = Proposal(survey)
    if survey.briefings:
        for step in (_propose_landing, _propose_labels, _propose_pages, _propose_byline, _propose_list):
            step(proposal)
    return proposal


def is_understood(briefing: Briefing) -> bool:
    """Tell whether a briefing's speakers are understood, at least two of them."""
    kinds = {reason.kind for reason in briefing.shortcomings}
    labels = {turn.label for turn in briefing.turns if turn.label}
    return ReasonKind.SPEAKERS_NOT_UNDERSTOOD not in kinds and len(labels) >= _LEAST_SPEAKERS


def _reads_alike(survey: Survey) -> list[Test]:
    return [(partial(_reading, survey, briefing), _said(briefing)) for briefing in survey.briefings]


def _reading(survey: Survey, briefing: Briefing, markup: Markup) -> list[tuple[object, ...]]:
    return _said(read_again(briefing, survey.archive, markup))


def _said(briefing: Briefing) -> list[tuple[object, ...]]:
    turns = [(turn.label, turn.role, turn.speaker, turn.text, turn.page_first) for turn in briefing.turns]
    return [(briefing.held_on, briefing.published_on, briefing.complete), *turns]


def _first_page(survey: Survey) -> str:
    return decode(*survey.body_of(survey.briefings[0].pages[0])).text


def _link_selectors(survey: Survey, briefing: Briefing, pages: Iterable[PageRef]) -> list[str]:
    """Return selectors of the places where the first page of a briefing has links to some of its other pages."""
    links = survey.page_of(briefing, briefing.pages[0]).links.placed.links
    return link_selectors(links, [page.url for page in pages])


def _propose_landing(proposal: Proposal) -> None:
    """Propose the link from a page without speech to the page with the transcript."""
    survey = proposal.survey
    landings = [(survey.landings[one.id], one.pages[0].url) for one in survey.briefings if one.id in survey.landings]
    if len(landings) == len(survey.briefings):
        tests = [(partial(_transcript_link, survey, landing), url) for landing, url in landings]
        landing, url = landings[0]
        proposal.adopt("transcript_link", link_selectors(landing.links.placed.links, [url]), tests)


def _transcript_link(survey: Survey, landing: Page, markup: Markup) -> str | None:
    return survey.read(landing, markup).links.transcript


def _propose_labels(proposal: Proposal) -> None:
    """Propose the elements of the labels, if they have a class or the general rules miss them."""
    survey = proposal.survey
    candidates = label_selectors(_first_page(survey))[:_MOST_TRIED]
    if all(map(is_understood, survey.briefings)):
        proposal.adopt("labels", (css for css in candidates if "." in css), _reads_alike(survey))
        return
    best: tuple[int, str, list[Briefing]] = (0, "", [])
    for css in candidates:
        with suppress(CannotReread, ValueError):
            markup = Markup(**{**proposal.fields, "labels": css})
            read = [read_again(one, survey.archive, markup) for one in survey.briefings]
            labelled = sum(turn.label is not None for one in read for turn in one.turns)
            if all(map(is_understood, read)) and labelled > best[0]:
                best = labelled, css, read
    if best[0]:
        proposal.fields["labels"], proposal.has_guessed = best[1], True
        proposal.survey = replace(survey, briefings=tuple(best[2]))


def _propose_pages(proposal: Proposal) -> None:
    """Propose the pager of a briefing that has several pages: it names the pages that were found without it."""
    survey = proposal.survey
    pages = [partial(_siblings, survey, one, page) for one in survey.briefings for page in one.pages]
    tests = [(read, read(proposal.markup)) for read in pages]
    for several in [one for one in survey.briefings if len(one.pages) > 1][:1]:
        candidates = _link_selectors(survey, several, several.pages[1:])
        proposal.adopt("article_pages", candidates, [*tests, *_reads_alike(survey)])


def _siblings(survey: Survey, briefing: Briefing, page: PageRef, markup: Markup) -> tuple[set[str], str, bool]:
    """Return the addresses that a page names, what it shows without one, and whether it counts more than there are.

    All fields of a form may be of one class, and one field of the pager (SharePoint): others may hold a number.
    """
    pager = survey.page_of(briefing, page, markup).siblings
    return _urls(pager, page.url), pager.unresolved, (pager.total or 0) > len(briefing.pages)


def _urls(pager: Pager, own: str) -> set[str]:
    behind = pager.behind(own, in_list=True)
    return {comparable(url) for url in (*pager.others.values(), *pager.listed, behind and behind.url) if url}


def _propose_byline(proposal: Proposal) -> None:
    """Propose the element with the day, if every briefing has a day."""
    survey = proposal.survey
    days = [one.published_on or one.held_on for one in survey.briefings]
    if days[0] and all(days):
        proposal.adopt("byline", day_selectors(_first_page(survey), days[0]), _reads_alike(survey))


def _propose_list(proposal: Proposal) -> None:
    """Propose the pager of the list and the links to its entries.

    Without a pager only the common part of the entries' addresses is proposed: a list with declared entries or pager is
    taken to end where no further page is found.
    """
    survey, listing = proposal.survey, proposal.survey.read_list(Markup())
    if survey.list_page is None or listing is None:
        return
    articles = set(map(shape_of_address, survey.articles))
    wanted = [entry.url for entry in listing.entries if shape_of_address(entry.url) not in articles]
    links, read = survey.list_page.links.placed.links, partial(_listed, survey)
    named, further = read(Markup())
    has_pager = proposal.adopt("list_pages", link_selectors(links, further), [(read, (named, further))])
    lists_the_same: list[Test] = [(read, (set(map(comparable, wanted)), further))]
    # The newest at the side of every page (Mezzanine) are on every page of the list, and on every briefing's.
    first = survey.briefings[0]
    shown = {link.spot for link in survey.page_of(first, first.pages[0]).links.placed.links}
    own = [link for link in links if link.spot not in shown]
    if not (has_pager and proposal.adopt("entries", link_selectors(own, wanted), lists_the_same)):
        proposal.adopt("entry_urls", filter(None, [pattern_of(wanted)]), lists_the_same)


def _listed(survey: Survey, markup: Markup) -> tuple[set[str], set[str]]:
    """Return the entries and the further pages that the list names."""
    listing = survey.read_list(markup)
    assert listing is not None
    assert survey.list_page is not None
    return {comparable(entry.url) for entry in listing.entries}, _urls(listing.further, survey.list_page.address.url)
