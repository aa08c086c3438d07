"""People across the corpus: `speaker_id`, by name and house, and the corrections of people.toml.

The same full name at the same house is one person; two names are never merged automatically. The user's people.toml
merges ids that are one person, and splits an id that is two.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

_CONDITIONS = ("briefings", "position", "since", "until")
_FIELDS: dict[str, dict[str, type]] = {
    "merge": {"id": str, "speakers": list},
    # TOML has dates of its own.
    "split": {"speaker": str, "id": str, "briefings": list, "position": str, "since": object, "until": object},
}
"""Fields of the entries of people.toml; the first one names an entry."""


class PeopleError(ValueError):
    """Error for an unusable people.toml; its text says where and why."""


def name_form(name: str) -> str:
    """Return the form in which names are compared: case, width of letters and runs of spaces do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def own_id(source: str, name: str) -> str:
    """Return the id of a full name at a house, which is a source: `sample/mira_solvane`."""
    return f"{source}/{name_form(name).replace(' ', '_')}"


def in_window(date: str | None, since: str | None, until: str | None) -> bool:
    """Tell whether an ISO date lies between two, inclusive; None is an open end, and a missing date is in no window."""
    if since is None and until is None:
        return True
    return date is not None and (since or "") <= date <= (until or "9999-99-99")


@dataclass(frozen=True, slots=True)
class Split:
    """Some turns of one id that belong to another person."""

    speaker: str
    id: str
    briefings: frozenset[str] | None = None
    position: str | None = None
    since: str | None = None
    until: str | None = None

    def takes(self, turn: Mapping[str, Any], date: str | None) -> bool:
        """Tell whether a turn meets all conditions; without a date it meets none on dates."""
        if self.briefings is not None and turn["briefing"] not in self.briefings:
            return False
        if self.position is not None and self.position.casefold() not in (turn["position"] or "").casefold():
            return False
        return in_window(date, self.since, self.until)


@dataclass(frozen=True, slots=True)
class People:
    """Merges and splits of people.toml; none by default."""

    merged: Mapping[str, str] = field(default_factory=dict)
    splits: Mapping[str, tuple[Split, ...]] = field(default_factory=dict)

    @classmethod
    def from_file(cls, file: Path) -> Self:
        """Read people.toml. Raises PeopleError naming the file and the entry; OSError when it cannot be read."""
        try:
            content = tomllib.loads(file.read_text(encoding="utf-8"))
            if unknown := content.keys() - _FIELDS.keys():
                raise ValueError(f"the file has {', '.join(sorted(unknown))}; it can have {', '.join(_FIELDS)}")
            merged: dict[str, str] = {}
            for entry in _entries(content, "merge"):
                for speaker in entry["speakers"]:
                    if merged.setdefault(speaker, entry["id"]) != entry["id"]:
                        raise ValueError(f'"{speaker}" is merged into "{merged[speaker]}" and into "{entry["id"]}"')
            splits: dict[str, tuple[Split, ...]] = {}
            for entry in _entries(content, "split"):
                splits[entry["speaker"]] = (*splits.get(entry["speaker"], ()), _split(entry))
        except ValueError as error:
            raise PeopleError(f"{file}: {error}") from error
        return cls(merged, splits)

    def speaker_id(self, turn: Mapping[str, Any], date: str | None) -> str | None:
        """Return the id of a turn's speaker on the day of its briefing; None without a name. Splits come first."""
        if not turn["speaker"]:
            return None
        found = own_id(turn["source"], turn["speaker"])
        for split in self.splits.get(found, ()):
            if split.takes(turn, date):
                return split.id
        return self.merged.get(found, found)


def _entries(content: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    """Yield the entries [[merge]] or [[split]] after checking that their fields are complete and known."""
    entries, known = content.get(kind, []), _FIELDS[kind]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ValueError(f"write [[{kind}]], with two brackets, before each entry")
    for entry in entries:
        of = entry.get(next(iter(known)))
        where = f'[[{kind}]] of "{of}"' if isinstance(of, str) else f"[[{kind}]]"
        if unknown := entry.keys() - known.keys():
            raise ValueError(f"{where} has {', '.join(sorted(unknown))}; it can have {', '.join(known)}")
        for name, wanted in known.items():
            value = entry.get(name)
            if value is None and name in _CONDITIONS:
                continue
            of_texts = wanted is not list or (isinstance(value, list) and all(isinstance(one, str) for one in value))
            if not value or not isinstance(value, wanted) or not of_texts:
                what = "a list of texts" if wanted is list else "a text"
                raise ValueError(f"{where} needs {what} `{name}`")
        yield entry


def _split(entry: dict[str, Any]) -> Split:
    if entry.keys().isdisjoint(_CONDITIONS):
        raise ValueError(f'[[split]] of "{entry["speaker"]}" needs at least one of {", ".join(_CONDITIONS)}')
    briefings = frozenset(entry["briefings"]) if "briefings" in entry else None
    since, until = (str(entry[name]) if name in entry else None for name in ("since", "until"))
    return Split(entry["speaker"], entry["id"], briefings, entry.get("position"), since, until)
