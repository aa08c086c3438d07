"""Read the files of the languages once, wherever the package is: a folder, a wheel, a zip.

They are part of the package: its tests check expressions and months, a run only keys and types, by the file of English,
which has them all.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

_PACKAGE = "briefings.transcript.languages"
_ENGLISH = "en.toml"
_SUFFIX = ".toml"


class LanguageError(ValueError):
    """Error for an unusable language file; the message names the file and what is wrong."""


class Language(NamedTuple):
    """The words of press rooms in one language, as its file tells them."""

    code: str
    """ISO 639-1, the name of the file."""
    told: Mapping[str, Any]
    """The file with all keys, empty where it leaves them out; README.md beside it says what they mean."""

    def words(self, key: str) -> frozenset[str]:
        return frozenset(self.told[key].split())

    def expressions(self, key: str) -> tuple[str, ...]:
        """Return the regular expressions of a key, or of a key in a table: "pager.next"."""
        table, _, name = key.rpartition(".")
        return tuple((self.told[table] if table else self.told)[name])

    def months(self) -> dict[str, int]:
        """Return the number of each month by each of its names."""
        return {word: number for number, group in enumerate(self.told["months"], 1) for word in group.split()}


@cache
def languages() -> tuple[Language, ...]:
    """Return all languages of the package, by their codes. Raises LanguageError as `read_languages` does."""
    return read_languages(files(_PACKAGE))


def read_languages(folder: Traversable) -> tuple[Language, ...]:
    """Read every TOML file of a folder, in the order of their names.

    Raises LanguageError for a file that is not TOML, and for a key that is unknown or of a wrong type.
    """
    found = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    return tuple(map(_read, found))


def words(*keys: str, known: Sequence[Language] | None = None) -> frozenset[str]:
    """Return the words that all languages have under some keys."""
    return frozenset[str]().union(*(language.words(key) for language in known or languages() for key in keys))


def expression(key: str, known: Sequence[Language] | None = None) -> str:
    """Join the expressions of all languages under a key ("stage", "pager.next") with bars, for use within another."""
    return "|".join(pattern for language in known or languages() for pattern in language.expressions(key))


def _read(file: Traversable) -> Language:
    try:
        told = _completed(tomllib.loads(file.read_text(encoding="utf-8")), _keys())
    except (TypeError, ValueError) as error:
        raise LanguageError(f"{file.name}: {error}") from error
    return Language(file.name.removesuffix(_SUFFIX), told)


@cache
def _keys() -> dict[str, Any]:
    return tomllib.loads((files(_PACKAGE) / _ENGLISH).read_text(encoding="utf-8"))


def _completed(told: Mapping[str, Any], keys: Mapping[str, Any]) -> dict[str, Any]:
    """Return a table with all `keys`, each with a value of the type that it has there."""
    if unknown := sorted(told.keys() - keys.keys()):
        raise ValueError(f"there is no key {unknown[0]}; {_ENGLISH} has them all")
    for name, value in told.items():
        if not isinstance(value, type(keys[name])):
            raise TypeError(f"{name} is to be a {type(keys[name]).__name__}, as in {_ENGLISH}")
    return {
        name: _completed(told.get(name, {}), value) if isinstance(value, dict) else told.get(name, type(value)())
        for name, value in keys.items()
    }
