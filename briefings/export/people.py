"""Who a speaker is over the whole corpus: `speaker_id`, by name and house, and what people.toml says otherwise.

The same full name at the same house is one person; two names are never merged by themselves. The user's people.toml
merges ids that are one person, and splits an id that is two.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

# The general spider reads any site, so that its name says nothing of the house; the host does.
_GENERAL = "briefing"
_CONDITIONS = ("briefings", "position", "since", "until")


class PeopleError(ValueError):
    """people.toml cannot be used; `str()` says where and why."""


def house_of(source: str, briefing: str) -> str:
    """The house that published a briefing: its source, or its host where the general spider read it."""
    return briefing.partition("/")[0] if source == _GENERAL else source


def own_id(house: str, name: str) -> str:
    """The id of a full name at a house: `sample/mira_solvane`. Case and width of letters and runs of spaces are one."""
    return f"{house}/{'_'.join(unicodedata.normalize('NFKC', name).casefold().split())}"


@dataclass(frozen=True, slots=True)
class Split:
    """Some turns of one id that are another person's."""

    speaker: str
    id: str
    briefings: frozenset[str] | None = None
    position: str | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, turn: Mapping[str, Any], date: str | None) -> bool:
        """Whether a turn meets all the conditions; one without a date meets no condition on dates."""
        if self.briefings is not None and turn["briefing"] not in self.briefings:
            return False
        if self.position is not None and self.position.casefold() not in (turn["position"] or "").casefold():
            return False
        if self.since is None and self.until is None:
            return True
        return date is not None and (self.since or "") <= date <= (self.until or "9999")


@dataclass(frozen=True, slots=True)
class People:
    """What people.toml says; nothing by default."""

    merged: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, tuple[Split, ...]] = field(default_factory=dict)

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read people.toml. Raises PeopleError that names the file and the entry; OSError when it cannot be read."""
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            _only(content, {"merge", "split"}, "the file")
            merged = _merged(_tables(content, "merge"))
            splits: dict[str, tuple[Split, ...]] = {}
            for entry in _tables(content, "split"):
                split = _split(entry)
                splits[split.speaker] = (*splits.get(split.speaker, ()), split)
        except ValueError as error:
            raise PeopleError(f"{file}: {error}") from error
        return cls(merged, splits)

    def speaker_id(self, turn: Mapping[str, Any], date: str | None) -> str | None:
        """Who speaks in a turn of a briefing of that date; None where no speaker is named. Splits come first."""
        if not turn["speaker"]:
            return None
        found = own_id(house_of(turn["source"], turn["briefing"]), turn["speaker"])
        for split in self.splits.get(found, ()):
            if split.takes(turn, date):
                return split.id
        return self.merged.get(found, found)


def _merged(entries: list[dict[str, Any]]) -> dict[str, str]:
    merged: dict[str, str] = {}
    for entry in entries:
        _only(entry, {"id", "speakers"}, "[[merge]]")
        id_ = _text(entry, "id", "[[merge]]")
        for speaker in _texts(entry, "speakers", f'[[merge]] of "{id_}"'):
            if merged.setdefault(speaker, id_) != id_:
                raise ValueError(f'"{speaker}" is merged into "{merged[speaker]}" and into "{id_}"')
    return merged


def _split(entry: dict[str, Any]) -> Split:
    _only(entry, {"speaker", "id", *_CONDITIONS}, "[[split]]")
    speaker, id_ = _text(entry, "speaker", "[[split]]"), _text(entry, "id", "[[split]]")
    where = f'[[split]] of "{speaker}"'
    if not set(entry) & set(_CONDITIONS):
        raise ValueError(f"{where} needs at least one of {', '.join(_CONDITIONS)}")
    briefings = frozenset(_texts(entry, "briefings", where)) if "briefings" in entry else None
    position = _text(entry, "position", where) if "position" in entry else None
    since, until = (str(entry[name]) if name in entry else None for name in ("since", "until"))
    return Split(speaker, id_, briefings, position, since, until)


def _tables(content: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = content.get(name, [])
    if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"write [[{name}]], with two brackets, before each entry")
    return found


def _only(entry: dict[str, Any], known: set[str], where: str) -> None:
    unknown = sorted(set(entry) - known)
    if unknown:
        raise ValueError(f"{where} has {', '.join(unknown)}; it can have {', '.join(sorted(known))}")


def _text(entry: dict[str, Any], name: str, where: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f"{where} needs a text `{name}`")
    return value


def _texts(entry: dict[str, Any], name: str, where: str) -> list[str]:
    value = entry.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{where} needs a list of texts `{name}`")
    return value
