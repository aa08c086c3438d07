"""The records: a briefing, a turn and their parts, field by field.

These dataclasses are the one definition of the JSONL files. `scrapy schema` prints them as JSON Schema, with the
docstring under each field as its description. Times are UTC with a Z, dates are ISO 8601 (``2026-03-05``), offsets
count Unicode code points, and unknown values are null, never guessed.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from briefings.reasons import Reason, ReasonKind
from briefings.versions import READER_VERSION, SCHEMA_VERSION


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
    """The kind of day that a date is, best first."""

    HELD = "held"
    """The day the briefing was held, as `held_on`."""
    PRINTED = "printed"
    """A day printed with the briefing that may be the day it was held or published."""
    PUBLISHED = "published"
    """The day the page says it was published, as `published_on`."""
    ADDRESS = "address"
    """The day in the address of the page; `published_on` is the same day."""


class CompleteBy(StrEnum):
    """The evidence that a briefing has no further pages, strongest first."""

    SOURCE = "source"
    """The source's file says where its pages are, or how many there are."""
    PAGER = "pager"
    """Its pages name one another."""
    SHARED_ROW = "shared_row"
    """Looks at its links found its pages, which share one row of links or prove in another way that they belong."""
    ACCOUNT_OF_LINKS = "account_of_links"
    """It has one page, and every link on it is explained."""
    OWN_SIGNS = "own_signs"
    """It has one page without a sign of more. The weakest evidence: some of its links remain unexplained."""


class NoteKind(StrEnum):
    """A kind of text in a transcript that nobody speaks."""

    CAPTION = "caption"
    STAGE = "stage"
    EDITOR = "editor"
    TIME = "time"
    HEADING = "heading"


class ChangeKind(StrEnum):
    """The difference between a turn and the previous revision."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(slots=True)
class Note:
    """Text printed in the transcript that nobody spoke: a caption, "(Laughter.)", an editor's remark."""

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
    """A person named by the header or the chair's introduction."""

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
    """The time its text came from the server, UTC, unchanged by a 304; null when it was read from a file."""
    status: int | None = None
    """The HTTP status; null when it was read from a file."""
    warc: str | None = None
    """The page's place in the source's archive, as `file:offset`; null when it was read from a file."""


@dataclass(slots=True)
class MissingPage:
    """A page of the briefing that could not be read, or not to its end; in the latter case it is in `pages` too."""

    number: int
    """1 for the first page."""
    kind: ReasonKind
    """The kind of the reason why it is missing."""
    reason: str
    """The reason in a few words: "http 404", "truncated body", "redirected to page 1"."""

    @property
    def why(self) -> Reason:
        """The kind and the words together, even when they were read from a line of JSON."""
        return Reason(ReasonKind(self.kind), self.reason)


@dataclass(slots=True)
class Change:
    """One difference between this revision and the previous one."""

    kind: ChangeKind
    """The kind of the change."""
    old: str | None
    """The turn's id in the previous revision; null when it was added."""
    new: str | None
    """The turn's id in this revision; null when it was removed, the same where the turn only stands elsewhere."""


@dataclass(slots=True)
class Turn:
    """One person speaking until another does: a line of turns.jsonl, readable on its own."""

    id: str
    """A short hash of briefing, label and text, and of the turn before where one is said twice; other edits keep it."""
    briefing: str
    """The id of the briefing the turn belongs to."""
    revision: int
    """The revision of the briefing, 1 for the first."""
    seq: int
    """The place of the turn in the briefing, 0 for the first."""
    source: str
    """The source under which it is stored: the name of a spider, or of a house that the general spider reads."""
    held_on: str | None
    """The local date on which the briefing was held."""
    date: str | None
    """The best known day: held, else printed without saying which, else published, else in the address."""
    date_basis: DateBasis | None
    """The kind of day that `date` is: held, printed, published or address; null when `date` is."""
    title: str | None
    """The title of the briefing."""
    label: str | None
    """The label as printed, without its colon or brackets; null when the turn has none."""
    label_rule: str | None
    """The name of the rule that accepted the label."""
    role: Role | None
    """The speaker's part in the briefing; null when unknown."""
    speaker: str | None
    """The person's full name; null without evidence."""
    outlet: str | None
    """The news outlet of the person asking."""
    honorific: str | None
    """"Mr.", "Ms.", "Dr." as printed in the header, the introduction or the label."""
    position: str | None
    """The speaker's office as printed."""
    speaker_evidence: SpeakerEvidence | None
    """The place where the name was found; null when speaker is null."""
    kind: Kind
    """The turn's part in the briefing."""
    exchange: int | None
    """The number of the question this turn belongs to, 0 for the first; null outside any."""
    text: str
    """The spoken words, as printed; paragraphs are separated by an empty line."""
    notes: list[Note]
    """Text in the turn that nobody speaks."""
    page_first: int
    """The page on which the turn starts."""
    page_last: int
    """The page on which the turn ends."""
    url: str
    """The address of the page on which the turn starts."""
    words: int
    """The number of words of the text; a CJK character counts as one."""
    complete: bool
    """True when every page of the briefing was read and nothing else is lacking."""
    cut: bool
    """True when the turn touches a missing page, so that its start or end may be missing."""
    text_hash: str
    """A hash of the normalised label and text, without the briefing: equal for copies."""


@dataclass(slots=True)
class Briefing:
    """One briefing: a line of briefings.jsonl, without `turns`, which are the lines of turns.jsonl."""

    id: str
    """The host and the site's own id: `www.example.org/41905968`; of one that moved, those of its first address."""
    source: str
    """The source under which it is stored: the name of a spider, or of a house that the general spider reads."""
    url: str
    """The address of the first page."""
    title: str | None = None
    """The title as printed."""
    summary: str | None = None
    """The site's own summary, where it prints one."""
    held_on: str | None = None
    """The local date on which the briefing was held; not the day of publication."""
    published_on: str | None = None
    """The publication date given by the page, else the day in its address."""
    date: str | None = None
    """The best known day: held, else printed without saying which, else published, else in the address."""
    date_basis: DateBasis | None = None
    """The kind of day that `date` is: held, printed, published or address; null when `date` is."""
    language: str | None = None
    """The language of the text as a BCP 47 code, from the page's declaration, else the text's script or words."""
    participants: list[Participant] = field(default_factory=list)
    """The people named by the header or the introduction."""
    notes: list[Note] = field(default_factory=list)
    """Notes outside any turn; `at` counts code points of the turns' texts before them."""
    pages: list[PageRef] = field(default_factory=list)
    """The pages that were read, in order."""
    complete: bool = True
    """True when every page was read and nothing else is lacking."""
    complete_by: CompleteBy | None = None
    """The evidence that there are no further pages; null when the briefing is incomplete."""
    missing_pages: list[MissingPage] = field(default_factory=list)
    """The pages that could not be read, or of which only the beginning arrived."""
    shortcomings: list[Reason] = field(default_factory=list)
    """Other reasons why it is incomplete: speakers not understood, no turn at all."""
    turn_count: int = 0
    """The number of lines of turns.jsonl that belong to this revision; 0 for a copy."""
    words: int = 0
    """The number of words in these turns."""
    coverage: float = 1.0
    """The share of the content's visible characters that have a place in the record; 1.0 when nothing was lost."""
    outside: float = 0.0
    """The share of the pages' visible characters that stand outside the content node."""
    warnings: list[str] = field(default_factory=list)
    """Doubts for a person to look at, one sentence each."""
    revision: int = 1
    """1 for the first reading, one more for each change by the source."""
    changes: list[Change] = field(default_factory=list)
    """The differences from the previous revision."""
    vanished_at: str | None = None
    """The time it was first found gone at the source (404 or 410), UTC; null while it is there. The text stays."""
    content_hash: str = ""
    """A hash of everything the source printed, without fetch times: equal when nothing changed."""
    copy_of: str | None = None
    """The id of the complete briefing, of any source, that has all turns of this one, whose own turns are left out."""
    same_event: str | None = None
    """The id of another account of the same event, at least as full, of which this one is no copy: its turns stay."""
    reader: int = READER_VERSION
    """The version of the reader that made the turns."""
    schema_version: int = SCHEMA_VERSION
    """The version of these records."""
    turns: list[Turn] = field(default_factory=list)
    """The turns in order; the lines of turns.jsonl, not part of the line in briefings.jsonl."""

    def __repr__(self) -> str:
        """Return the id and counts: Scrapy's log prints items, and it is to hold no text of a transcript."""
        counts = f"{len(self.turns)} turns, {len(self.pages)} pages, {len(self.missing_pages)} missing"
        return f"{type(self).__name__}({self.id}: {counts})"
