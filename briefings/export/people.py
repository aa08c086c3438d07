"""People across the corpus: `speaker_id`, by name and house, and the corrections of people.toml.

The same full name at the same house is one person; two names are never merged automatically. The user's people.toml
merges ids that are one person, and splits an id that is two.
"""

from __future__ import annotations

import datetime
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Self

from msgspec import Meta, Struct, convert

from briefings.since_until import Window

_Text = Annotated[str, Meta(min_length=1)]
_Texts = Annotated[frozenset[_Text], Meta(min_length=1)]


class PeopleError(ValueError):
    """Error for an unusable people.toml; its text says where and why."""


def name_form(name: str) -> str:
    """Return the form in which names are compared: case, width of letters and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def own_id(source: str, name: str) -> str:
    """Return the id of a full name at a house, which is a source: `sample/mira_solvane`."""
    return f"{source}/{name_form(name).replace(' ', '_')}"


class Merge(Struct, frozen=True, forbid_unknown_fields=True):
    """Ids that are one person."""

    id: _Text
    speakers: _Texts


class Split(Struct, frozen=True, forbid_unknown_fields=True):
    """Some turns of one id that belong to another person."""

    speaker: _Text
    id: _Text
    briefings: _Texts | None = None
    position: _Text | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        if not (self.briefings or self.position or self.since or self.until):
            raise ValueError("A split needs at least one of briefings, position, since and until")

    def takes(self, turn: Mapping[str, Any], date: str | None) -> bool:
        """Tell whether a turn meets all conditions; without a date it meets none on dates."""
        if self.briefings is not None and turn["briefing"] not in self.briefings:
            return False
        if self.position is not None and self.position.casefold() not in (turn["position"] or "").casefold():
            return False
        return Window(self.since, self.until).has(date)


class _Content(Struct, forbid_unknown_fields=True):
    """Content of a people.toml."""

    merge: list[Merge] = []
    split: list[Split] = []


@dataclass(frozen=True, slots=True)
class People:
    """Merges and splits of people.toml; none by default."""

    merged: dict[str, str] = field(default_factory=dict)
    splits: dict[str, list[Split]] = field(default_factory=dict)

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read people.toml. Raises PeopleError naming the file and the entry; OSError when it cannot be read."""
        people = cls()
        try:
            content = convert(tomllib.loads(file.read_text(encoding="utf-8")), _Content)
            for entry in content.merge:
                for speaker in entry.speakers:
                    if (other := people.merged.setdefault(speaker, entry.id)) != entry.id:
                        raise ValueError(f'"{speaker}" is merged into "{other}" and into "{entry.id}"')
        except ValueError as error:
            raise PeopleError(f"{file}: {error}; docs/exporting.md shows [[merge]] and [[split]]") from error
        for split in content.split:
            people.splits.setdefault(split.speaker, []).append(split)
        return people

    def speaker_id(self, turn: Mapping[str, Any], date: str | None) -> str | None:
        """Return the id of a turn's speaker on the day of its briefing; None without a name. Splits come first."""
        if not turn["speaker"]:
            return None
        found = own_id(turn["source"], turn["speaker"])
        for split in self.splits.get(found, ()):
            if split.takes(turn, date):
                return split.id
        return self.merged.get(found, found)
