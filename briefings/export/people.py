"""People across the corpus: `speaker_id`, by name and house, and the corrections of people.toml.

The same full name at the same house is one person; two names are never merged automatically. The user's people.toml
names persons who have several ids, or share one.
"""

import datetime
import tomllib
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Self

from msgspec import Meta, Struct, convert

from briefings.since_until import Window

_Text = Annotated[str, Meta(min_length=1)]
_Texts = Annotated[frozenset[_Text], Meta(min_length=1)]


def name_form(name: str) -> str:
    """Return the form in which names are compared: case, width of letters and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


class Person(Struct, frozen=True, forbid_unknown_fields=True):
    """A person whom the pages print as others do: all turns of some ids, or those that meet all conditions."""

    id: _Text
    speakers: _Texts
    briefings: _Texts | None = None
    position: _Text | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        """Refuse what no turn could meet. Raises ValueError."""
        if unlike := sorted(speaker for speaker in self.speakers if "/" not in speaker):
            raise ValueError(f'"{unlike[0]}" is not a speaker_id, such as "sample/mira_solvane"')
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"since {self.since} is later than until {self.until}")

    @property
    def always(self) -> bool:
        return not (self.briefings or self.position or self.since or self.until)

    def takes(self, turn: Mapping[str, Any], date: str | None) -> bool:
        """Tell whether a turn meets all conditions; without a date it meets none on dates."""
        if self.briefings is not None and turn["briefing"] not in self.briefings:
            return False
        if self.position is not None and self.position.casefold() not in (turn["position"] or "").casefold():
            return False
        return Window(self.since, self.until).has(date)


class _Content(Struct, forbid_unknown_fields=True):
    """Content of a people.toml."""

    person: list[Person] = []


class People(Struct, frozen=True):
    """The persons of people.toml; none by default."""

    of_speaker: dict[str, list[Person]] = {}
    """Persons by the id that a name would have, those with conditions first."""

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read people.toml. Raises ValueError naming the entry; OSError when it cannot be read."""
        people = cls()
        content = convert(tomllib.loads(file.read_text(encoding="utf-8-sig")), _Content)
        for person in sorted(content.person, key=lambda person: person.always):
            for speaker in person.speakers:
                before = people.of_speaker.setdefault(speaker, [])
                if person.always and before and before[-1].always:
                    raise ValueError(f'"{speaker}" is "{before[-1].id}" and "{person.id}" without a condition')
                before.append(person)
        return people

    def speaker_id(self, turn: Mapping[str, Any], date: str | None) -> str | None:
        """Return the id of a turn's speaker on the day of its briefing: `sample/mira_solvane`; None without a name."""
        if not turn["speaker"]:
            return None
        found = f"{turn['source']}/{name_form(turn['speaker']).replace(' ', '_')}"
        return next((person.id for person in self.of_speaker.get(found, ()) if person.takes(turn, date)), found)
