"""Read the files of the languages, once, from wherever the package is: a folder, a wheel, a zip."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from operator import attrgetter
from typing import Any

from briefings.transcript.languages.language import Expressions, Language, Numbers, PagerWords, ServedPhrases, Words

_Table = Language | PagerWords | ServedPhrases
_SUFFIX = ".toml"
_MONTHS = 12


class LanguageError(ValueError):
    """A language's file is unusable; the message names the file, the key, and what is wanted."""


@cache
def languages() -> tuple[Language, ...]:
    """All languages of the package, by their codes. Raises LanguageError as `read_languages` does."""
    return read_languages(files("briefings.transcript.languages"))


def read_languages(folder: Traversable) -> tuple[Language, ...]:
    """Read every TOML file of a folder, in the order of their names.

    Raises LanguageError for a file that is not TOML, a key that is unknown or of a wrong type, and a month that is
    another month in another language. `expression` checks the expressions when it joins them.
    """
    found = sorted((one for one in folder.iterdir() if one.name.endswith(_SUFFIX)), key=lambda one: one.name)
    read = tuple(_read(file) for file in found)
    _check_months(read)
    return read


def expression(key: str, known: Sequence[Language] | None = None) -> str:
    """Join the expressions of all languages under a key ("stage", "pager.next") with bars, for use within another.

    Raises LanguageError for one that is not a regular expression, or that captures a group: the expression around it
    has groups of its own.
    """
    values: Callable[[Language], Expressions] = attrgetter(key)
    known = languages() if known is None else known
    joined = "|".join(pattern for language in known for pattern in values(language))
    # Compiled together, to keep a start short: most are right, and `re` caches those that are used alone.
    if _fault(joined):
        for language in known:
            for pattern in values(language):
                if fault := _fault(pattern):
                    raise LanguageError(f"{language.code}{_SUFFIX}: {key}: {pattern!r} {fault}")
    return joined


def _fault(pattern: str) -> str:
    """Describe the fault of an expression; "" when there is none."""
    try:
        captures = re.compile(pattern, re.IGNORECASE).groups
    except re.error as error:
        return f"is no regular expression: {error}"
    return "has a group that captures; write (?:...) instead" if captures else ""


def _read(file: Traversable) -> Language:
    code = file.name.removesuffix(_SUFFIX)
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise LanguageError(f"{file.name}: it is no TOML in UTF-8: {error}") from error
    if "code" in told:
        raise LanguageError(f"{file.name}: code: the name of the file is the code")
    return Language(code, **_values(Language, told, file.name))


def _values(table: type[_Table], told: Mapping[str, object], file: str, within: str = "") -> dict[str, Any]:
    """Convert the values of a table of a file, by key, into the types of the fields of its class."""
    kinds = table.__annotations__
    found = {name: empty() for name, kind in kinds.items() if (empty := _EMPTY.get(kind))}
    for name, value in told.items():
        key = f"{within}{name}"
        if name not in kinds:
            raise LanguageError(f"{file}: {key}: there is no such key; {table.__name__} in language.py has them all")
        try:
            found[name] = _CONVERT[kinds[name]](value, file, key)
        except TypeError as error:
            raise LanguageError(f"{file}: {key}: {error}") from error
    return found


def _words(value: object, *_: str) -> Words:
    if not isinstance(value, str) or value != value.lower():
        raise TypeError("a string of words is wanted, in small letters and with white space between them")
    return frozenset(value.split())


def _expressions(value: object, *_: str) -> Expressions:
    return tuple(_strings(value, "regular expressions"))


def _numbers(value: object, *_: str) -> Numbers:
    groups = _strings(value, "strings, each with the words for one number,")
    return {word: number for number, group in enumerate(groups, 1) for word in _words(group)}


def _strings(value: object, what: str) -> list[str]:
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise TypeError(f"an array of {what} is wanted, none of them empty")
    return value


def _table(table: type[_Table]) -> Callable[[object, str, str], object]:
    def convert(value: object, file: str, key: str) -> object:
        if not isinstance(value, dict):
            raise TypeError(f"a table is wanted: [{key}]")
        return table(**_values(table, value, file, f"{key}."))

    return convert


_CONVERT: dict[object, Callable[[object, str, str], object]] = {
    Words: _words,
    Expressions: _expressions,
    Numbers: _numbers,
    PagerWords: _table(PagerWords),
    ServedPhrases: _table(ServedPhrases),
}
"""By the type of a field."""
_EMPTY: dict[object, Callable[[], object]] = {
    Words: frozenset,
    Expressions: tuple,
    Numbers: dict,
    PagerWords: lambda: PagerWords(**_values(PagerWords, {}, "")),
    ServedPhrases: lambda: ServedPhrases(**_values(ServedPhrases, {}, "")),
}
"""The value of a key that a file leaves out."""


def _check_months(read: Iterable[Language]) -> None:
    """A month that has two numbers, or a year that has not twelve months, would make wrong days."""
    numbers: dict[str, tuple[int, str]] = {}
    for language in read:
        file = f"{language.code}{_SUFFIX}"
        if len(set(language.months.values())) not in (0, _MONTHS):
            raise LanguageError(f"{file}: months: there are twelve")
        for month, number in language.months.items():
            before, other = numbers.setdefault(month, (number, file))
            if before != number:
                raise LanguageError(f"{file}: months: {month!r} is month {number} here and month {before} in {other}")
