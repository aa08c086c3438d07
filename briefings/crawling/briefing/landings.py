"""Note where redirects of entries landed, and what stood at entries: one page for all of them is none of theirs."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from briefings.address import HOME_NAMES, comparable, read_address
from briefings.crawling.briefing.entry import EntryAttempt
from briefings.crawling.briefing.responses import LITTLE_TEXT
from briefings.reasons import Reason, ReasonKind
from briefings.transcript import Entry, Page

_POSTED_WITHIN = timedelta(days=1)
"""Time within which a transcript is posted: a list may have that day, and its page the day of the event."""
_LONG_WORD = re.compile(r"\w{5,}")


@dataclass(slots=True)
class Landings:
    """The redirected entries of a run, by the address where they landed.

    They are under way until they are released, so no more are held than briefings may be open.
    """

    _held: dict[str, tuple[EntryAttempt, Page] | None] = field(default_factory=dict)
    """None for what was released, or where several landed."""

    def land(self, attempt: EntryAttempt, page: Page) -> list[EntryAttempt]:
        """Hold the page where an entry landed until `release`; return the entries that have nothing there.

        These are all that landed at one address, once there is more than one.
        """
        place = comparable(page.address.url)
        if place not in self._held:
            self._held[place] = (attempt, page)
            return []
        first, self._held[place] = self._held[place], None
        return [attempt] if first is None else [first[0], attempt]

    def release(self) -> list[tuple[EntryAttempt, Page]]:
        """Return the held pages, to which nothing else led, oldest first."""
        held, self._held = self._held, dict.fromkeys(self._held)
        return [one for one in held.values() if one is not None]


@dataclass(slots=True)
class InPlaceOfEntries:
    """The pages without a transcript or a day that stood at the entries of a run, with the first entry of each.

    One such page at two entries of a host is what it sends in place of both: a queue, a subscription, its home page, an
    error in words that nobody listed. An article that a list names twice prints its day, is on another host, or is
    longer and says its own address in its bytes.
    """

    _entries: dict[tuple[str, str | None, str], str] = field(default_factory=dict)
    _transcripts: dict[tuple[str, str], tuple[str, Entry | None, str | None]] = field(default_factory=dict)

    def note(self, page: Page, row: Entry | None, kept: str | None = None) -> None:
        """Note the transcript of an entry, `kept` with a day before, by its bytes, in the place of another one."""
        if row is not None or kept is not None:
            self._transcripts[page.address.host, page.origin.sha256] = page.address.url, row, kept

    def twin(self, page: Page, row: Entry | None) -> Reason | None:
        """Note a transcript; return why it is left out if its bytes stood at an entry of another day in the list.

        A cache that goes by the path alone sends one page for all of `?id=1`, `?id=2`.
        """
        first, its, kept = self._transcripts.get((page.address.host, page.origin.sha256), ("", None, None))
        if first != page.address.url and is_of_other_day(row, its, kept):
            return Reason(ReasonKind.SAME_PAGE, f"same as {first}, of another day in the list")
        self.note(page, row)
        return None

    def objection(self, attempt: EntryAttempt, page: Page) -> tuple[str, str] | None:
        """Note the page that stands at an entry; return the first entry where it stood, and why it is in place of it.

        A short page stands in its place if it has less than half of the longer words by which the list calls the entry.
        """
        text, fields = "\n".join(line.text for line in page.lines), page.fields
        if fields.day or fields.printed_on or fields.published_on:
            return None
        is_short = 0 < len(text) <= LITTLE_TEXT  # one by its text, whatever the bytes, which may count visits
        what = text if is_short else page.origin.sha256
        first = self._entries.setdefault((page.address.host, fields.title, what), attempt.url)
        if first != attempt.url:
            return first, f"same as {first}"
        called = attempt.row.text if attempt.row else ""
        words, there = set(_LONG_WORD.findall(called.casefold())), f"{fields.title} {text}".casefold()
        if is_short and len(words) > 2 and 2 * sum(word in there for word in words) < len(words):
            return first, f'it has little of "{called[:60]}"'
        return None


def is_same_page(asked: str, came: str) -> bool:
    """Return True when a redirect only changed scheme, host or folder, but not the name of the page itself."""
    one, other = read_address(asked), read_address(came)
    if one.briefing == other.briefing:
        return True
    names = [address.key.rpartition("/")[2] for address in (one, other)]
    return names[0] == names[1] and names[0].lower() not in HOME_NAMES


def is_of_other_day(entry: Entry | None, there: Entry | None, kept: str | None) -> bool:
    """Tell whether what stands at an entry has another day in the list or, where this does not name it, as kept.

    A server may guess what a name means that it does not know (WordPress), and take the name of an old briefing.
    """
    mine, its = (None if one is None else one.day for one in (entry, there))
    if mine is None:
        return False
    if its is not None:
        return its != mine
    return kept is not None and abs(date.fromisoformat(kept) - mine) > _POSTED_WITHIN


def redirected(url: str) -> Reason:
    """Return the reason for an entry without a briefing whose redirect led to something else."""
    return Reason(ReasonKind.REDIRECTED, f"redirected to {url}")
