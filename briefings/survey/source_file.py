"""The file of a source: findings on the site as Python, open questions as comments."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from string import Template

from briefings.clock import now
from briefings.counted import counted
from briefings.hosts import is_on_domain, target_of
from briefings.items import Briefing, Role
from briefings.safe_to_show import shown
from briefings.survey.propose import Proposal
from briefings.survey.survey import Survey
from briefings.transcript import Listing

_MOST_LINES, _LONGEST = 5, 114
"""Maximum number of comments in a source, and of characters in each."""
_NOT_OF_A_HOST = re.compile(r"[^\w.:-]")
_WORDS = {
    "entries": "the links to briefings",
    "entry_urls": "what the addresses of briefings share",
    "list_pages": "the other pages of the list",
    "article_pages": "the other pages of a briefing",
    "transcript_link": "an entry leads on to its transcript",
    "labels": "who speaks",
    "byline": "the day",
}


def described(proposal: Proposal) -> Iterator[str]:
    """Yield the findings, one line each, for people."""
    survey = proposal.survey
    page = survey.list_page
    yield _said_of(page.listing) if page else f"{survey.address} is a briefing itself."
    for briefing in survey.briefings:
        labels = {turn.label for turn in briefing.turns if turn.label}
        how = "complete" if briefing.complete else "incomplete"
        said = f"{counted(len(briefing.pages), 'page')}, {counted(len(briefing.turns), 'turn')}"
        yield f"{briefing.url}: {said}, {counted(len(labels), 'label')}, {briefing.date or 'no day'}, {how}."
    yield from (f"{name}={value!r}: {_WORDS[name]}" for name, value in proposal.fields.items())


def _said_of(listing: Listing) -> str:
    days = sum(entry.days is not None for entry in listing.entries)
    pages = len(listing.further.others)
    further = counted(pages, "further page") if pages or not listing.further.links else "a next page"
    return f"The list names {counted(len(listing.entries), 'link')} to briefings, {days} with a day, and {further}."


def open_questions(proposal: Proposal) -> Iterator[str]:
    """Yield what a first look cannot know or found wanting, with the field in which a source states it."""
    survey, page = proposal.survey, proposal.survey.list_page
    for briefing in survey.briefings:
        if not briefing.complete:
            why = (*briefing.shortcomings, *(f"page {gap.number}: {gap.why}" for gap in briefing.missing_pages))
            yield f"incomplete: {briefing.url}: {'; '.join(map(str, why))}"
    if proposal.has_guessed:
        yield "labels: the general rules did not understand who speaks, these elements were the best guess"
    if page is None:
        yield "lists: the address of a page that lists the briefings"
    else:
        yield from _open_of_list(page.listing, proposal)
    if any(briefing.date is None for briefing in survey.briefings):
        yield "byline: the element with the day; none was found on some briefing"
    if missed := {turn.label for one in survey.briefings for turn in one.turns if turn.label and not turn.role}:
        yield f"roles: it is not known whether these ask or answer: {', '.join(sorted(map(repr, missed))[:3])}"


def _open_of_list(listing: Listing, proposal: Proposal) -> Iterator[str]:
    survey, own = proposal.survey, (target_of(proposal.survey.address)[0],)
    if survey.articles:
        yield f"{counted(len(survey.articles), 'link')} of the list led to no briefing, such as {survey.articles[0]}"
    if outside := {entry.url.split("/")[2] for entry in listing.entries if not is_on_domain(entry.url, own)}:
        yield f"allowed_domains: entries lead to {', '.join(sorted(outside))} too, where nothing was asked for"
    if not (proposal.fields.keys() & {"entries", "entry_urls"} or listing.is_xml):
        yield "entries or entry_urls: the general rules choose among the links of the list"
    if not any(entry.days for entry in listing.entries):
        yield "the list gives no days: since= and until= cannot choose by it"


def fields_of(name: str, address: str, proposal: Proposal | None) -> dict[str, str]:
    """Return the fields of a source's template; text of the site is quoted or on a single comment line."""
    host = target_of(address)[0]
    fields = {
        "name": _quoted(name),
        "classname": "".join(part.capitalize() for part in name.split("_")) + "Spider",
        "url": _quoted(address),
        "summary": f"Briefings of {_NOT_OF_A_HOST.sub('', host)}.",
        "allowed_domains": f"({_quoted(host)},)",
    }
    if proposal is None:
        return fields
    survey = proposal.survey
    read = f"{'a list and ' * bool(survey.list_page)}{counted(len(survey.briefings), 'briefing')}"
    body = [f"lists = ({_quoted(address)},)"] if survey.list_page else []
    if proposal.fields:
        told = (f"    {field}={_quoted(value)},  # {_WORDS[field]}" for field, value in proposal.fields.items())
        body += ["markup = Markup(", *told, ")"]
    whole = next((briefing for briefing in survey.briefings if briefing.complete and briefing.turns), None)
    body += _canary_of(whole) if whole else []
    body.append('rights = "unknown"  # rights_url, rights_checked: what the site says of the rights in its texts')
    questions = [f"# - {shown(question)[:_LONGEST]}" for question in open_questions(proposal)][:_MOST_LINES]
    body += questions
    imports = "from briefings.transcript import Markup\n" if proposal.fields else ""
    return {
        **fields,
        "crawling": "BriefingSpider, Canary" if whole else "BriefingSpider",
        "years": _years_of(survey),
        "languages": ", ".join(sorted({one.language for one in survey.briefings if one.language})) or "not known",
        "made": f"written by scrapy genspider on {now()[:10]} from {read}",
        "open": "the rights" + ", and what the comments at the end say" * bool(questions),
        "imports": imports,
        "body": "\n".join(f"    {line}" for line in body),
    }


def _years_of(survey: Survey) -> str:
    days = [entry.day for entry in survey.list_page.listing.entries if entry.day] if survey.list_page else []
    return f"from {min(days).year} on the first page of its list" if days else "not known"


def _canary_of(briefing: Briefing) -> list[str]:
    """Return the lines of a canary, the record of what one briefing showed."""
    told = {"pages": str(len(briefing.pages)), "turns": str(len(briefing.turns))}
    # A Q outlasts most changes of a site; a label of those who answer tells more.
    labels = Counter((turn.role != Role.PRESS, turn.label) for turn in briefing.turns if turn.label)
    if labels:
        _, label = max(labels, key=lambda one: (one[0], labels[one]))
        told["label"] = _quoted(label)
    if briefing.held_on:
        told["held_on"] = _quoted(briefing.held_on)
    values = [_quoted(briefing.url), *(f"{name}={value}" for name, value in told.items())]
    line = f"canary = Canary({', '.join(values)})"
    return [line] if len(line) <= _LONGEST else ["canary = Canary(", *(f"    {value}," for value in values), ")"]


def _quoted(text: str) -> str:
    """Quote a string for Python: in double quotes, raw if it has a backslash, with escapes only where needed."""
    if not text.isprintable() or '"' in text or text.endswith("\\"):
        return repr(text)
    return f'r"{text}"' if "\\" in text else f'"{text}"'


def source_of(template: str, fields: Mapping[str, str]) -> bytes:
    """Return the file made from a template. Raises SyntaxError if it is not valid Python."""
    source = Template(template).substitute(fields)
    compile(source, "<template>", "exec", dont_inherit=True)
    return source.encode()
