"""The people named by a header, a title or an introduction, and the person whom a label means."""

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from briefings.items import Participant, SpeakerEvidence
from briefings.transcript.languages.read_languages import languages, words
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import bare_letters, label_key
from briefings.transcript.wording.label_parts import LabelParts, bare_word, split_label, without_brackets
from briefings.transcript.wording.vocabulary import CHAIR_WORDS, OF_SOMETHING, OFFICES, POST_NOMINALS, TITLES

_MONSIEUR = "M. "
_OF_MEN, _OF_WOMEN = words("male_honorifics"), words("female_honorifics")
_SPANISH_TITLES = words("honorifics", "titles", known=[one for one in languages() if one.code == "es"])
"""Titles before the first of two surnames."""
_INITIAL = re.compile(r"^([^\W\d_]\.)(?=[^\W\d_]{2})")
_OF = OF_SOMETHING | {","}
_OFFICES = OFFICES | CHAIR_WORDS
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv")) | POST_NOMINALS


@dataclass(slots=True)
class Roster:
    """Everyone known to take part. Names are compared without case, dots, hyphens and spacing."""

    known: list[Participant] = field(default_factory=list)
    ambiguous: set[str] = field(default_factory=set)
    french: bool = False
    """True if "M." before a name is Monsieur, and no initial."""
    titled: Set[str] = frozenset()
    """Words of the title that may be surnames."""
    labels: set[str] = field(default_factory=set)
    """Keys of names that are labels although no header has the whole name: "Speakers: Maren (Treasury), Vask"."""
    _named: dict[str, int] = field(default_factory=dict)
    """Full name to index in `known`."""
    _ending: dict[str, list[int]] = field(default_factory=dict)
    """First and last word of a name to indexes in `known`."""
    _holding: dict[str, set[int]] = field(default_factory=dict)
    """Levelled position to indexes in `known`."""
    _resolved: dict[str, Participant | None] = field(default_factory=dict)
    """Cached meanings of labels, until somebody is added: the same few recur turn after turn."""

    def add(self, people: Iterable[Participant], evidence: SpeakerEvidence) -> None:
        """Add people; one already known by the same name keeps the first evidence, and gains what it lacked."""
        new = False
        for person in map(self._without_monsieur, people):
            at = self._named.setdefault(_flat(person.name), len(self.known))
            if at < len(self.known):
                merged = _merged(self.known[at], person)
                new = new or merged != self.known[at]
                self.known[at] = merged
            else:
                new = True
                self.known.append(replace(person, evidence=evidence))
                words = _without_suffix(person.name.split())
                for end in {_flat(words[0]), _flat(words[-1]), _flat(words[-2]) if len(words) > 2 else ""} - {""}:
                    self._ending.setdefault(end, []).append(at)
            self._holding.setdefault(_position_key(self.known[at].position), set()).add(at)
        if new:
            self._resolved.clear()

    def _without_monsieur(self, person: Participant) -> Participant:
        if not (self.french and person.name.startswith(_MONSIEUR) and person.name.count(" ") > 1):
            return person
        return replace(person, name=person.name.removeprefix(_MONSIEUR), honorific=_MONSIEUR.rstrip())

    def parts(self, label: str) -> LabelParts:
        """Return the parts of a label, as this briefing means it; "V.Tove" is V. Tove."""
        label = _INITIAL.sub(r"\1 ", label) if label[1:2] == "." else label
        if not (self.french and label.startswith(_MONSIEUR)):
            return split_label(label)
        parts = split_label("Monsieur" + label[2:])
        return parts._replace(honorific=(parts.honorific or "").replace("Monsieur", "M.", 1) or None)

    def resolve(self, label: str) -> Participant | None:
        """Return the one person a label means: by full name, or by surname after an honorific or title.

        Returns None if nobody fits, or if two do: the label is then added to `ambiguous`.
        """
        if label not in self._resolved:
            self._resolved[label] = self._resolve(label)
        return self._resolved[label]

    def _resolve(self, label: str) -> Participant | None:
        parts = self.parts(label)
        name, titled = parts.name.split(), (parts.honorific or parts.title or "").strip(".").casefold()
        head = without_brackets(label).split(",")[0]
        flats = map(_flat, (head, parts.name, parts.after_comma or ""))
        whole = {self._named[flat] for flat in flats if flat in self._named}
        if len(whole) == 1:
            return self.known[whole.pop()]
        if _office_key(without_brackets(label)):
            return self.of_office(label)
        if holder := self._of_position(label):
            return holder
        if label_key(head) in self.labels:
            # Listed among the speakers: the bare surname is what they are called.
            listed = self.of_surname(head)
            return listed if listed and " " in listed.name else None
        initial = len(name) == 2 and name[0].endswith(".") and len(name[0]) == 2
        if not (titled or initial) or not name:
            return None
        ends = dict.fromkeys((_without_suffix(name)[-1], name[0]))
        near = {id(known): known for end in ends for known in self._with_end(end)}
        fitting = [known for known in near.values() if _fits(known, name, titled)]
        if len(fitting) > 1:
            self.ambiguous.add(label)
        return fitting[0] if len(fitting) == 1 else None

    def of_office(self, label: str) -> Participant | None:
        """Return the one person printed with this very office: "The Prime Minister"; None if there are two."""
        fitting = self.holders(label)
        if any(known.evidence == SpeakerEvidence.EARLIER_LABEL and not known.chair for known in fitting):
            # An office may pass to another holder without a word: one printed by a label tells nothing of the next.
            return None
        return fitting[0] if len(fitting) == 1 and " " in fitting[0].name else None

    def holders(self, label: str) -> list[Participant]:
        """Return those printed with the office that a label is, or those who chair if it says so."""
        office = _office_key(without_brackets(label))
        if office in CHAIR_WORDS:
            return [known for known in self.known if known.chair]
        return [known for known in self.known if _holds(known.position, office)] if office else []

    def _of_position(self, label: str) -> Participant | None:
        """Return the one person printed with just these words: MINISTER FOR ROADS. A name is nobody's office."""
        fitting = [self.known[at] for at in self._holding.get(_position_key(label), ())]
        is_held = len(fitting) == 1 and fitting[0].evidence != SpeakerEvidence.EARLIER_LABEL
        return fitting[0] if is_held and not is_whole_name(label) else None

    def of_surname(self, name: str) -> Participant | None:
        """Return the one person whose name ends with this word; None if there is none, or two."""
        fitting = self.with_surname(name)
        return fitting[0] if len(fitting) == 1 else None

    def with_surname(self, name: str) -> list[Participant]:
        """Return the people whose name ends with this word."""
        return [
            known for known in self._with_end(name) if _flat(_without_suffix(known.name.split())[-1]) == _flat(name)
        ]

    def has_name(self, text: str) -> bool:
        """Return True when a text is a known full name and nothing else."""
        return _flat(text) in self._named

    def _with_end(self, word: str) -> list[Participant]:
        return [self.known[at] for at in self._ending.get(_flat(word), ())]


@lru_cache(maxsize=4_096)
def _flat(name: str) -> str:
    return re.sub(r"[\s\-·]+", "", label_key(name))


@lru_cache(maxsize=4_096)
def _office_key(text: str) -> str:
    """Return the levelled words of an office alone; "" for a text that names anything else."""
    words = [word for word in label_key(text).split() if word != "the"]
    return " ".join(words) if words and _OFFICES.issuperset(map(bare_word, words)) else ""


def _position_key(position: str | None) -> str:
    return label_key(position or "").removeprefix("the ")


def _holds(position: str | None, office: str) -> bool:
    """Return True when a position is this very office: "Minister" is not "Deputy Minister"."""
    words = [word for word in label_key(position or "").replace(",", " ,").split() if word != "the"]
    length = len(office.split())
    return words[:length] == office.split() and (len(words) == length or words[length] in _OF)


def _merged(first: Participant, second: Participant) -> Participant:
    honorific, position = first.honorific or second.honorific, first.position or second.position
    return Participant(first.name, honorific, position, first.chair or second.chair, first.evidence)


def _fits(person: Participant, name: Sequence[str], titled: str) -> bool:
    """Return True when a titled label fits a person: its name is the first or last word, its honorific agrees."""
    name, parts = _without_suffix(name), _without_suffix(person.name.split())
    flat = _flat(" ".join(name))
    if len(name) == 1:
        ends = [_flat(parts[-1]), _flat(parts[0])]
        if len(parts) > 2 and titled in _SPANISH_TITLES:
            # Sr. Ybarra is Joaquín Ybarra Sotomayor.
            ends.append(_flat(parts[-2]))
        # De Vries, Van Hollen: a surname with its connector.
        fits = flat in ends
    else:
        fits = _flat(" ".join(parts[-len(name) :])) == flat or (
            _flat(name[-1]) == _flat(parts[-1]) and _flat(name[0]) == _flat(parts[0])
        )
        if len(name) == 2 and len(name[0].strip(".")) == 1:
            # P. Maren of Petra Maren.
            fits = fits or (
                _flat(name[1]) == _flat(parts[-1]) and bare_letters(parts[0])[0] == bare_letters(name[0])[0]
            )
        # Rui Tavares of Rui Tavares e Silva.
        fits = fits or _flat(" ".join(parts[: len(name)])) == flat
    other = _other_title(titled, person.position or "")
    return fits and not other and not _clash(titled, person.honorific or "")


def _other_title(first: str, second: str) -> bool:
    """Return True when two titles of one word differ, shortened or not: GOV. and Sen., but not ADM. and Admiral."""
    ours, theirs = (text.strip(".").casefold() for text in (first, second))
    if ours not in TITLES or theirs not in TITLES:
        return False
    short, long = sorted((ours, theirs), key=len)
    rest = iter(long)
    return short[0] != long[0] or not all(letter in rest for letter in short)


def _clash(first: str, second: str) -> bool:
    """Return True when one of two honorifics is a man's and the other a woman's."""
    ours, theirs = ({word.strip(".") for word in text.casefold().split()} for text in (first, second))
    return not (ours.isdisjoint(_OF_MEN) or theirs.isdisjoint(_OF_WOMEN)) or not (
        ours.isdisjoint(_OF_WOMEN) or theirs.isdisjoint(_OF_MEN)
    )


def _without_suffix(words: Sequence[str]) -> list[str]:
    """Return a name's words without Jr., III and the like at its end."""
    return [word for n, word in enumerate(words) if not (n and word.strip(".,").casefold() in _SUFFIXES)]
