"""The records: what a briefing, a turn and their parts are, field by field.

These dataclasses are the one definition of the JSONL files. `scrapy schema` prints them as JSON Schema, the
docstring under each field being its description. Times are UTC with a Z, dates are ISO 8601 (``2026-03-05``),
offsets count Unicode code points, and what is not known is null, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from briefings.reasons import Reason, ReasonKind

SCHEMA_VERSION = 1
"""Goes up when a field changes its meaning or goes away; a new field does not raise it."""

READER_VERSION = 2
"""Goes up when the same pages can come out as other turns; kept with every briefing as `reader`."""


class Role(StrEnum):
    """A speaker's part in the briefing."""

    CHAIR = "chair"
    OFFICIAL = "official"
    PRESS = "press"
    OTHER = "other"


class Kind(StrEnum):
    """A turn's part in the briefing."""

    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"
    MODERATION = "moderation"
    UNATTRIBUTED = "unattributed"


class SpeakerEvidence(StrEnum):
    """The place that names a speaker."""

    HEADER = "header"
    INTRODUCTION = "introduction"
    EARLIER_LABEL = "earlier_label"
    LABEL = "label"


class DateBasis(StrEnum):
    """The kind of day that a date is, the best first."""

    HELD = "held"
    """The day the briefing was held, as `held_on`."""
    PRINTED = "printed"
    """A day printed with the briefing, without a word whether it was held or published then."""
    PUBLISHED = "published"
    """The day the page says it was published, as `published_on`."""
    ADDRESS = "address"
    """The day in the address of the page; `published_on` is the same day."""


class CompleteBy(StrEnum):
    """The evidence that a briefing has no more pages than those that were read, the strongest first."""

    SOURCE = "source"
    """The source's file says where its pages are, or how many."""
    PAGER = "pager"
    """Its pages name one another."""
    SHARED_ROW = "shared_row"
    """Looks at its links found its pages; these show one row of links, or prove in another way that they belong."""
    ACCOUNT_OF_LINKS = "account_of_links"
    """It has one page, and every link of that is explained."""
    OWN_SIGNS = "own_signs"
    """It has one page that shows no sign of more. The weakest evidence: not all its links could be accounted for."""


class NoteKind(StrEnum):
    """A kind of text in a transcript that nobody says."""

    CAPTION = "caption"
    STAGE = "stage"
    EDITOR = "editor"
    TIME = "time"
    HEADING = "heading"


class ChangeKind(StrEnum):
    """The difference of a turn from the revision before."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(slots=True)
class Note:
    """Something printed in the transcript that nobody said: a caption, "(Laughter.)", an editor's remark."""

    kind: NoteKind
    """The kind of the note."""
    text: str
    """The note as printed."""
    at: int
    """Its place in the turn's text, as an offset in code points."""
    length: int = 0
    """Its length in the turn's text, in code points; 0 when it is not part of the text."""


@dataclass(slots=True)
class Participant:
    """A person the header or the chair's introduction names."""

    name: str
    """The full name, without honorific."""
    honorific: str | None = None
    """"Mr.", "Ms.", "Dr." as printed."""
    position: str | None = None
    """The office as printed."""
    chair: bool = False
    """True for the person who chairs the briefing."""
    evidence: SpeakerEvidence = SpeakerEvidence.HEADER
    """The place where the name was found."""


@dataclass(slots=True)
class PageRef:
    """One page of a briefing as it was read."""

    number: int
    """1 for the first page."""
    url: str
    """The address the page was served at, after redirects."""
    sha256: str
    """The digest of the decoded body, in hexadecimal."""
    fetched_at: str | None = None
    """The time its text came from the server, UTC; a 304 does not change it. Null when it was read from a file."""
    status: int | None = None
    """The HTTP status; null when it was read from a file."""
    warc: str | None = None
    """The page's place in the source's archive, as `file:offset`; null when it was read from a file."""


@dataclass(slots=True)
class MissingPage:
    """A page that belongs to the briefing and could not be read, or not to its end: then it is in `pages` too."""

    number: int
    """1 for the first page."""
    kind: ReasonKind
    """Why it is missing, as one of a few kinds."""
    reason: str
    """Why it is missing, in a few words: "http 404", "truncated body", "redirected to page 1"."""

    @property
    def why(self) -> Reason:
        """The kind and the words together, also where they were read from a line of JSON."""
        return Reason(ReasonKind(self.kind), self.reason)


@dataclass(slots=True)
class Change:
    """One difference between this revision and the one before."""

    kind: ChangeKind
    """The kind of the change."""
    old: str | None
    """The turn's id in the revision before; null when it was added."""
    new: str | None
    """The turn's id in this revision; null when it was removed."""


@dataclass(slots=True)
class Turn:
    """One person speaking until another does: a line of turns.jsonl, readable without any other file."""

    id: str
    """A short hash of the briefing, the label and the text; it survives edits elsewhere in the briefing."""
    briefing: str
    """The id of the briefing the turn belongs to."""
    revision: int
    """The revision of the briefing, 1 for the first."""
    seq: int
    """The place of the turn in the briefing, 0 for the first."""
    source: str
    """The source it is kept under: the name of a spider, or of a house that the general spider reads."""
    held_on: str | None
    """The local date on which the briefing was held."""
    date: str | None
    """The best day that is known: held, else printed without saying of what, else published, else in the address."""
    date_basis: DateBasis | None
    """The kind of day that `date` is: held, printed, published or address; null when `date` is."""
    title: str | None
    """The title of the briefing."""
    label: str | None
    """The label as printed, without its colon or brackets; null when the turn has none."""
    label_rule: str | None
    """The name of the rule that believed the label."""
    role: Role | None
    """The part the speaker plays at the briefing; null when it is not known."""
    speaker: str | None
    """The person's full name; null when no evidence names one."""
    outlet: str | None
    """The news outlet that asks."""
    honorific: str | None
    """"Mr.", "Ms.", "Dr." as printed in the header, the introduction or the label."""
    position: str | None
    """The speaker's office as printed."""
    speaker_evidence: SpeakerEvidence | None
    """The place where the name was found; null when speaker is null."""
    kind: Kind
    """The part the turn plays in the briefing."""
    exchange: int | None
    """The number of the question this turn belongs to, 0 for the first; null outside any."""
    text: str
    """The words said, as printed; paragraphs are joined by an empty line."""
    notes: list[Note]
    """Text in the turn that nobody says."""
    page_first: int
    """The page on which the turn starts."""
    page_last: int
    """The page on which the turn ends."""
    url: str
    """The address of the page on which the turn starts."""
    words: int
    """The number of words of the text; a CJK character counts as one."""
    complete: bool
    """True when every page of the briefing was read and nothing else falls short."""
    cut: bool
    """True when the turn touches a missing page, so that its start or end may be missing."""
    text_hash: str
    """A hash of the label and the text, normalised, without the briefing: equal for copies."""


@dataclass(slots=True)
class Briefing:
    """One briefing: a line of briefings.jsonl, without `turns`, which are the lines of turns.jsonl."""

    id: str
    """The host and the site's own id: `www.example.org/41905968`."""
    source: str
    """The source it is kept under: the name of a spider, or of a house that the general spider reads."""
    url: str
    """The address of the first page."""
    title: str | None = None
    """The title as printed."""
    summary: str | None = None
    """The site's own summary, where it prints one."""
    held_on: str | None = None
    """The local date on which the briefing was held; not the day of publication."""
    published_on: str | None = None
    """The date the page gives for its publication, else the day in its address."""
    date: str | None = None
    """The best day that is known: held, else printed without saying of what, else published, else in the address."""
    date_basis: DateBasis | None = None
    """The kind of day that `date` is: held, printed, published or address; null when `date` is."""
    language: str | None = None
    """The language of the text as a BCP 47 code, from the page's own declaration or its script."""
    participants: list[Participant] = field(default_factory=list)
    """The people the header or the introduction names."""
    notes: list[Note] = field(default_factory=list)
    """Notes outside any turn; `at` counts code points of the turns' texts before them."""
    pages: list[PageRef] = field(default_factory=list)
    """The pages that were read, in order."""
    complete: bool = True
    """True when every page was read and nothing else falls short."""
    complete_by: CompleteBy | None = None
    """The evidence that there are no more pages; null when the briefing is incomplete."""
    missing_pages: list[MissingPage] = field(default_factory=list)
    """The pages that were not, or of which only the beginning came."""
    shortcomings: list[Reason] = field(default_factory=list)
    """Other reasons why it is incomplete: speakers that were not understood, no turn at all."""
    turn_count: int = 0
    """The number of lines of turns.jsonl that belong to this revision; 0 for a copy."""
    words: int = 0
    """The words of these turns."""
    coverage: float = 1.0
    """The share of the content's visible characters that were placed in the record; 1.0 when nothing was lost."""
    outside: float = 0.0
    """The share of the pages' visible characters that stand outside the content node."""
    warnings: list[str] = field(default_factory=list)
    """Doubts for a person to look at, one sentence each."""
    revision: int = 1
    """1 for the first reading, one more each time the source changed it."""
    changes: list[Change] = field(default_factory=list)
    """The differences from the revision before."""
    vanished_at: str | None = None
    """The time it was first gone at the source (404 or 410), UTC; null while it is there. The text stays."""
    content_hash: str = ""
    """A hash of everything the source printed, without times of fetching: equal when nothing changed."""
    copy_of: str | None = None
    """The id of the complete briefing, of any source, that has every turn of this one, which prints none itself."""
    same_event: str | None = None
    """The id of another, fuller account of the same event, which lacks some of these turns; this one keeps its own."""
    reader: int = READER_VERSION
    """The version of the reader that made the turns."""
    schema_version: int = SCHEMA_VERSION
    """The version of these records."""
    turns: list[Turn] = field(default_factory=list)
    """The turns in order; the lines of turns.jsonl, not part of the line in briefings.jsonl."""
