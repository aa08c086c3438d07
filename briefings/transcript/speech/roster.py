"""The people named by a header, a title or an introduction, and the person whom a label means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from briefings.items import SpeakerEvidence
from briefings.transcript.page.header import Person
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import split_label, without_brackets
from briefings.transcript.wording.vocabulary import (
    CHAIR_WORDS,
    OF_MEN,
    OF_SOMETHING,
    OF_WOMEN,
    OFFICES,
    POST_NOMINALS,
    TITLES,
)

_OF = OF_SOMETHING | {","}
_OFFICES = OFFICES | CHAIR_WORDS
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "md", "phd")) | POST_NOMINALS


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person known to take part, and where the name was found."""

    person: Person
    evidence: SpeakerEvidence


@dataclass(slots=True)
class Roster:
    """Everyone known to take part. Names are compared without case, dots, hyphens and spacing."""

    known: list[KnownPerson] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    """Keys of names that are labels although the whole name is unknown: "Speakers: Maren (Treasury), Vask"."""
    _named: dict[str, int] = field(default_factory=dict)
    """Full name to index in `known`."""
    _ending: dict[str, list[int]] = field(default_factory=dict)
    """First and last word of a name to indexes in `known`."""
    _resolved: dict[str, KnownPerson | None] = field(default_factory=dict)
    """Cached meanings of labels, until somebody is added: the same few recur turn after turn."""

    def add(self, people: Iterable[Person], evidence: SpeakerEvidence) -> bool:
        """Add people; one already known by the same name keeps the first evidence, and gains what it lacked.

        Returns True if anything about them was new.
        """
        new = False
        for person in people:
            at = self._named.setdefault(_flat(person.name), len(self.known))
            if at == len(self.known):
                new = True
                self.known.append(KnownPerson(person, evidence))
                for end in {*_ends(person.name)}:
                    self._ending.setdefault(end, []).append(at)
            elif (merged := _merged(self.known[at].person, person)) != self.known[at].person:
                new = True
                self.known[at] = KnownPerson(merged, self.known[at].evidence)
        if new:
            self._resolved.clear()
        return new

    def resolve(self, label: str) -> KnownPerson | None:
        """Return the one person a label means: by full name, by office, or by surname after an honorific or title.

        Returns None if nobody fits, or if two do: the label is then added to `ambiguous`.
        """
        if label not in self._resolved:
            self._resolved[label] = self._resolve(label)
        return self._resolved[label]

    def _resolve(self, label: str) -> KnownPerson | None:
        parts, whole = split_label(label), without_brackets(label)
        for name in (whole.split(",")[0], parts.name):
            if (at := self._named.get(_flat(name))) is not None:
                return self.known[at]
        if office := _office_key(whole):
            return self._holder(office)
        if (parts.title or not parts.name) and (holder := self._of_position(label)):
            return holder
        titled = parts.honorific or parts.title
        if not (titled and parts.name):
            return None
        near = {at: self.known[at] for end in _ends(parts.name) for at in self._ending.get(end, ())}
        fitting = [known for known in near.values() if _fits(known.person, parts.name, titled)]
        if len(fitting) > 1:
            self.ambiguous.add(label)
        return fitting[0] if len(fitting) == 1 else None

    def _holder(self, office: str) -> KnownPerson | None:
        """Return the one person printed with an office, or who chairs if that is the office; None if there are two.

        An office goes to another holder without a word: one printed by a label tells nothing of the next.
        """
        if office in CHAIR_WORDS:
            fitting = [known for known in self.known if known.person.chair]
        else:
            fitting = [known for known in self.known if _holds(known.person.position, office)]
            if any(known.evidence == SpeakerEvidence.EARLIER_LABEL for known in fitting):
                return None
        return fitting[0] if len(fitting) == 1 and " " in fitting[0].person.name else None

    def _of_position(self, label: str) -> KnownPerson | None:
        """Return the one person printed with just these words: MINISTER FOR ROADS."""
        key = label_key(label).removeprefix("the ")
        fitting = [known for known in self.known if label_key(known.person.position or "").removeprefix("the ") == key]
        return fitting[0] if len(fitting) == 1 and fitting[0].evidence != SpeakerEvidence.EARLIER_LABEL else None

    def of_surname(self, name: str) -> KnownPerson | None:
        """Return the one person whose name ends with this word; None if there is none, or two."""
        near = (self.known[at] for at in self._ending.get(_flat(name), ()))
        fitting = [known for known in near if _ends(known.person.name)[-1] == _flat(name)]
        return fitting[0] if len(fitting) == 1 else None

    def has_name(self, text: str) -> bool:
        """Return True when a text is a known full name and nothing else."""
        return _flat(text) in self._named


@lru_cache(maxsize=20_000)
def _flat(name: str) -> str:
    return re.sub(r"[\s\-·]+", "", label_key(name))


@lru_cache(maxsize=20_000)
def _office_key(text: str) -> str:
    """Return the levelled words of an office alone; "" for a text that names anything else."""
    words = [word for word in label_key(text).split() if word != "the"]
    return " ".join(words) if words and _OFFICES.issuperset(words) else ""


def _holds(position: str | None, office: str) -> bool:
    """Return True when a position is this very office: "Minister" is not "Deputy Minister"."""
    words = [word for word in label_key(position or "").replace(",", " ,").split() if word != "the"]
    length = len(office.split())
    return words[:length] == office.split() and (len(words) == length or words[length] in _OF)


def _merged(first: Person, second: Person) -> Person:
    return Person(
        first.name,
        first.honorific or second.honorific,
        first.position or second.position,
        first.chair or second.chair,
    )


def _fits(person: Person, name: str, titled: str) -> bool:
    """Return True when a titled label fits a person: its name begins or ends the person's, and its title agrees."""
    words, whole = _without_suffix(name), _without_suffix(person.name)
    flat = _flat(" ".join(words))
    fits = flat in (*_ends(person.name), _flat(" ".join(whole[-len(words) :])))
    return fits and not _other_title(titled, person.position or "") and not _clash(titled, person.honorific or "")


def _ends(name: str) -> tuple[str, str]:
    """Return the first and the last word of a name, levelled."""
    words = _without_suffix(name)
    return _flat(words[0]), _flat(words[-1])


def _other_title(first: str, second: str) -> bool:
    """Return True when two titles of one word differ: GOV. and Senator."""
    ours, theirs = (text.strip(".").casefold() for text in (first, second))
    return ours in TITLES and theirs in TITLES and ours != theirs


def _clash(first: str, second: str) -> bool:
    """Return True when one of two honorifics is a man's and the other a woman's."""
    ours, theirs = ({word.strip(".") for word in text.casefold().split()} for text in (first, second))
    return not (ours.isdisjoint(OF_MEN) or theirs.isdisjoint(OF_WOMEN)) or not (
        ours.isdisjoint(OF_WOMEN) or theirs.isdisjoint(OF_MEN)
    )


def _without_suffix(name: str) -> list[str]:
    """Return a name's words without Jr., III and the like at its end."""
    return [word for n, word in enumerate(name.split()) if not (n and word.strip(".,").casefold() in _SUFFIXES)]
