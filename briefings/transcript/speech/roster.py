"""Who is who: the people a header, a title or an introduction names, and the label that means one of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from briefings.items import SpeakerEvidence
from briefings.transcript.page.header import Person, is_name
from briefings.transcript.wording.label_parts import split_label, without_brackets
from briefings.transcript.wording.shapes import label_key
from briefings.transcript.wording.vocabulary import CONNECTORS, HONORIFICS, TITLES

_TRIGGER = re.compile(
    r"\b(?:invited?|joined (?:\w+ )?by|joining (?:us|me)|here (?:with us|today)|with (?:us|me)|are present|introduce"
    r"|welcome|present (?:here|today)|we (?:also )?have(?= (?:Mr|Ms|Mrs|Dr|Prof)\b)|turn(?:ing)? it over to)\b",
    re.IGNORECASE,
)
_NAME = (
    r"(?:[A-Z][\w'’\-]*\.?|[a-z]{2,3}(?= [A-Z]))(?: (?:[A-Z][\w'’\-]*\.?|(?:van|von|der|de|da|bin|al|el|ibn)(?= )))*"
)
_INTRODUCED = re.compile(rf"(?:{'|'.join(word.capitalize() for word in sorted(HONORIFICS))})\b\.? {_NAME}")
_PURPOSE = re.compile(r", (?:here )?to \w+|,? (?:who (?:will|is|are)|to (?:answer|brief|meet|speak|take))\b")
_EVENT_WORDS = frozenset(
    "availability briefing call conference daily gaggle hearing interview meeting opening regular remarks speech"
    " statement testimony transcript visit january february march july september october november"
    " december".split()
)
"""Words of a title that are no part of a name."""
_INTRODUCTION_REACH = 1500
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd"))
_SENTENCE_END = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bMrs)(?<!\bProf)(?<!\b[A-Z])[.!?](?:\s|$)")
_TITLED_IN_TITLE = re.compile(
    r"\b(?:Press Secretary|Spokes(?:person|man|woman)|Secretary|Ambassador|Minister|President|Director(?: General)?"
    r"|Administrator|General|Admiral|Commissioner)\s+"
    r"(?P<name>[A-Z][\w'’.\-]*(?: (?:[A-Z][\w'’\-]*\.?|de|van|von|bin|al|el)(?=[ ,'’.]|$)){1,3})"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A person known to take part, and where the name was found."""

    person: Person
    evidence: SpeakerEvidence


@dataclass(slots=True)
class Roster:
    """Everyone known to take part. Names are compared without case, dots, hyphens and spacing."""

    known: list[Known] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)
    _named: dict[str, int] = field(default_factory=dict)
    """Full name to place in `known`."""
    _ending: dict[str, list[int]] = field(default_factory=dict)
    """First and last word of a name to places in `known`."""

    def add(self, people: Iterable[Person], evidence: SpeakerEvidence) -> None:
        """Add people; one already known by the same name keeps the first evidence, and gains what it lacked."""
        for person in people:
            at = self._named.setdefault(_flat(person.name), len(self.known))
            if at < len(self.known):
                self.known[at] = Known(_merged(self.known[at].person, person), self.known[at].evidence)
                continue
            self.known.append(Known(person, evidence))
            words = _without_suffix(person.name.split())
            for end in {_flat(words[0]), _flat(words[-1])}:
                self._ending.setdefault(end, []).append(at)

    def resolve(self, label: str) -> Known | None:
        """The one person a label means: by full name, or by surname behind an honorific or title.

        Returns None when nobody fits, and when two do: the label is then added to `ambiguous`.
        """
        parts = split_label(label)
        name, titled = parts.name.split(), (parts.honorific or parts.title or "").strip(".").casefold()
        head = without_brackets(label).split(",")[0]
        whole = {self._named[flat] for flat in (_flat(head), _flat(parts.name)) if flat in self._named}
        if len(whole) == 1:
            return self.known[whole.pop()]
        if not titled or not name:
            return None
        fitting = [known for known in self._with_end(_without_suffix(name)[-1]) if _fits(known.person, name, titled)]
        if len(fitting) > 1:
            self.ambiguous.add(label)
        return fitting[0] if len(fitting) == 1 else None

    def of_surname(self, name: str) -> Known | None:
        """The one person whose name ends with this word; None when there is none, or two."""
        fitting = [
            known
            for known in self._with_end(name)
            if _flat(_without_suffix(known.person.name.split())[-1]) == _flat(name)
        ]
        return fitting[0] if len(fitting) == 1 else None

    def has_name(self, text: str) -> bool:
        """Whether a text is a known full name and nothing else."""
        return _flat(text) in self._named

    def _with_end(self, word: str) -> list[Known]:
        return [self.known[at] for at in self._ending.get(_flat(word), ())]


@lru_cache(maxsize=20_000)
def _flat(name: str) -> str:
    return re.sub(r"[\s\-·]+", "", label_key(name))


def _merged(first: Person, second: Person) -> Person:
    return Person(
        first.name,
        first.honorific or second.honorific,
        first.position or second.position,
        first.chair or second.chair,
    )


def _fits(person: Person, name: Sequence[str], titled: str) -> bool:
    """Whether a titled label fits a person: its name is the surname (first or last word), its honorific agrees."""
    name, parts = _without_suffix(name), _without_suffix(person.name.split())
    flat = _flat(" ".join(name))
    if len(name) == 1:
        ends = [_flat(parts[-1]), _flat(parts[0])]
        # De Vries, Van Hollen: a surname with its connector.
        fits = flat in ends
    else:
        fits = _flat(" ".join(parts[-len(name) :])) == flat or (
            _flat(name[-1]) == _flat(parts[-1]) and _flat(name[0]) == _flat(parts[0])
        )
    given = (person.honorific or "").strip(".").casefold()
    clash = (
        titled in ("mr", "ms", "mrs", "miss")
        and given in ("mr", "ms", "mrs", "miss")
        and (titled == "mr") != (given == "mr")
    )
    return fits and not clash


def _without_suffix(words: Sequence[str]) -> list[str]:
    """A name's words without Jr., III and the like at its end."""
    return [word for n, word in enumerate(words) if not (n and word.strip(".,").casefold() in _SUFFIXES)]


def people_in_title(title: str | None) -> list[Person]:
    """The people a briefing's title names behind an office: "Press Briefing by Press Secretary A. B."."""
    found = []
    for match in _TITLED_IN_TITLE.finditer(title or ""):
        words = match["name"].split()
        words[-1] = re.sub(r"['’]s?$", "", words[-1]).rstrip(",.")
        while words and (words[-1].casefold() in CONNECTORS or words[-1] in ("On", "At", "Regular", "Press", "Holds")):
            words.pop()
        name = re.split(r"['’]s\b", " ".join(words))[0]
        said = {word.casefold() for word in name.split()}
        if len(name.split()) > 1 and is_name(name) and said.isdisjoint(TITLES | _EVENT_WORDS):
            found.append(Person(name))
    return found


def introduced_in(text: str) -> list[Person]:
    """The people an introduction names: "we have invited Mr. A, role; Ms. B, role; and Mr. C, role"."""
    found: list[Person] = []
    searched = 0
    for trigger in _TRIGGER.finditer(text):
        if trigger.start() < searched:
            continue
        reach = text[trigger.end() : trigger.end() + _INTRODUCTION_REACH]
        end = _SENTENCE_END.search(reach)
        sentence = reach[: end.start()] if end else reach
        searched = trigger.end() + len(sentence) // (1 if end else 2)
        matches = list(_INTRODUCED.finditer(sentence))
        for number, match in enumerate(matches):
            stop = matches[number + 1].start() if number + 1 < len(matches) else len(sentence)
            honorific, _, name = match[0].partition(" ")
            position = _position(sentence[match.end() : stop])
            # "Mr. Thorne" alone is mentioned, not introduced.
            whole = is_name(name) and (position or len(name.split()) > 1)
            if whole and not any(known.name == name for known in found):
                found.append(Person(name, honorific, position))
        if found:
            break
    return found


def _position(text: str) -> str | None:
    """The office after a name, up to what leads to the next person."""
    if not text.startswith(","):
        return None
    text = re.sub(r"[,;]?\s*(?:and|as well as|together with)?\s*$", "", _PURPOSE.split(text[1:])[0]).strip(" ,;")
    return text or None
