"""Read the files of the languages once, wherever the package is: a folder, a wheel, a zip.

They are part of the package: its tests check expressions and months, a run only keys and types.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter
from typing import Any

from briefings.transcript.languages.language import Expressions, Language, Numbers, PagerWords, ServedPhrases, Words

_SUFFIX = ".toml"


class LanguageError(ValueError):
    """Error for an unusable language file; the message names the file and what is wrong."""


@cache
def languages() -> tuple[Language, ...]:
    """Return all languages of the package, by their codes. Raises LanguageError as `read_languages` does."""
    return read_languages(files("briefings.transcript.languages"))


def read_languages(folder: Traversable) -> tuple[Language, ...]:
    """Read every TOML file of a folder, in the order of their names.

    Raises LanguageError for a file that is not TOML, and for a key that is unknown or of a wrong type.
    """
    found = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    return tuple(map(_read, found))


def expression(key: str, known: Sequence[Language] | None = None) -> str:
    """Join the expressions of all languages under a key ("stage", "pager.next") with bars, for use within another."""
    values: Callable[[Language], Expressions] = attrgetter(key)
    return "|".join(pattern for language in known or languages() for pattern in values(language))


def _read(file: Traversable) -> Language:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        return Language(**_values(Language, {**told, "code": [file.name.removesuffix(_SUFFIX)]}))
    except (AttributeError, TypeError, ValueError) as error:
        raise LanguageError(f"{file.name}: {error}") from error


def _values(table: type[Language | PagerWords | ServedPhrases], told: Mapping[str, Any]) -> dict[str, Any]:
    """Convert the values of a table of a file into the types of the fields of its class."""
    kinds = table.__annotations__
    if unknown := sorted(told.keys() - kinds.keys()):
        raise ValueError(f"there is no key {unknown[0]}; {table.__name__} in language.py has them all")
    return {name: _CONVERT[kind](told[name] if name in told else _EMPTY[kind]) for name, kind in kinds.items()}


def _array(told: Sequence[str]) -> Expressions:
    if isinstance(told, str):
        raise TypeError(f"an array of strings is wanted in place of {told!r}")
    return tuple(told)


def _numbers(told: Sequence[str]) -> Numbers:
    return {word: number for number, group in enumerate(_array(told), 1) for word in group.split()}


_CONVERT: dict[object, Callable[[Any], object]] = {
    str: "".join,
    Words: lambda words: frozenset(words.split()),
    Expressions: _array,
    Numbers: _numbers,
    PagerWords: lambda told: PagerWords(**_values(PagerWords, told)),
    ServedPhrases: lambda told: ServedPhrases(**_values(ServedPhrases, told)),
}
"""Conversions of a TOML value, by type of field."""
_EMPTY: dict[object, Any] = {Words: "", Expressions: (), Numbers: (), PagerWords: {}, ServedPhrases: {}}
"""Values of missing keys, by type of field."""
