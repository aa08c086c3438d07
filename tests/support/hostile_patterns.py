"""Time every regular expression of the project on strings made from itself, to make it take long.

    python -m tests.support.hostile_patterns LENGTH EVERY

tries every so many of the strings, and prints a line for each pattern that takes longer than a linear one may: where it
is, its method, seconds, the string. A pattern that is quadratic takes minutes for some of these; run it with a bound on
CPU time.
"""

from __future__ import annotations

import ast
import contextlib
import importlib
import pkgutil
import re
import signal
import sys
import time
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import briefings

SECONDS_A_CHARACTER = 3e-6
"""A linear pattern takes a hundredth of it; one that looks back 200 characters from each, as bounded ones may, all: on
a busy machine more, so what takes more is looked at closely."""
_STOPPED = 20
_MOST_UNITS = 6
_METHODS = {"match", "fullmatch", "search", "finditer", "findall", "sub", "subn", "split", "scanner"}
_ONE_PLACE = {"match", "fullmatch"}


@dataclass(frozen=True)
class Compiled:
    """A pattern, the file and line that compiled it, and the methods it is used with."""

    pattern: re.Pattern[Any]
    place: str
    methods: frozenset[str]


def compiled_patterns() -> list[Compiled]:
    """Import all of `briefings` anew, for a process of its own, and return every pattern compiled on the way."""
    found: list[tuple[re.Pattern[Any], str, int]] = []
    original = re.compile

    def recording(*args: Any, **kwargs: Any) -> re.Pattern[Any]:
        pattern = original(*args, **kwargs)
        frame = sys._getframe(1)
        found.append((pattern, frame.f_globals["__name__"], frame.f_lineno))
        return pattern

    re.compile = recording
    for name in [name for name in sys.modules if name.startswith("briefings.")]:
        del sys.modules[name]
    found_modules = [module.name for module in pkgutil.walk_packages(briefings.__path__, "briefings.")]
    modules = [importlib.import_module(name) for name in found_modules]
    names: dict[int, str] = {}
    for module in modules:
        for name, value in vars(module).items():
            for pattern in _patterns_of(value):
                names[id(pattern)] = _whole_name(module.__name__, name)
    re.compile = original
    used, in_module = _methods()
    return [
        Compiled(
            pattern,
            f"{module}:{line}",
            frozenset(used[names.get(id(pattern), "")] or in_module.get(module, {"finditer"})),
        )
        for pattern, module, line in found
        if module.startswith("briefings.")
    ]


def _patterns_of(value: Any) -> tuple[re.Pattern[Any], ...]:
    """The patterns that a name of a module is for; what is compiled when it is first asked for is compiled now."""
    told = getattr(value, "__annotations__", {})
    if "re.Pattern" in str(told.get("return")) and len(told) == 1 and hasattr(value, "cache_info"):
        value = value()
    return (value,) if isinstance(value, re.Pattern) else value if isinstance(value, tuple) else ()


def _whole_name(module: str, name: str) -> str:
    """A private name is that of its module alone."""
    return f"{module}.{name}" if name.startswith("_") else name


def _methods() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """The methods that are called on every name of a pattern anywhere, and in every module on names in small letters.

    A pattern of a table has no name of its own: it is used as the module, or those that import it, use what they take
    from the table.
    """
    by_name: dict[str, set[str]] = defaultdict(set)
    own: dict[str, set[str]] = defaultdict(set)
    importers: dict[str, set[str]] = defaultdict(set)
    root = Path(briefings.__path__[0])
    for file in root.rglob("*.py"):
        module = ".".join(("briefings", *file.relative_to(root).with_suffix("").parts))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                importers[node.module].add(module)
            if not (isinstance(node, ast.Attribute) and node.attr in _METHODS):
                continue
            one = node.value.func if isinstance(node.value, ast.Call) else node.value
            if isinstance(one, ast.Name):
                by_name[_whole_name(module, one.id)].add(node.attr)
                if one.id.islower() and one.id != "re" and node.attr != "split":  # strings split, too
                    own[module].add(node.attr)
    by_module = {
        module: own[module] or set().union(*(own[importer] for importer in importers[module])) or {"finditer"}
        for module in (*own, *importers)
    }
    return by_name, by_module


def hostile(pattern: re.Pattern[Any], length: int) -> Iterator[Any]:
    """Strings of about `length` characters, made of what the pattern has in it, that nearly match."""
    units = _units(pattern)
    whole = "".join(units)
    made = [first + second for first, second in product(units, units)]
    for unit in (*units, *made, whole):
        body = unit * (length // len(unit) + 1)
        befores = ("", whole, *(units if unit in units else ()))
        for before in befores:
            text = f"{before}{body}\x00"
            yield text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text


def _units(pattern: re.Pattern[Any]) -> list[str]:
    source = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    units: dict[str, None] = {}
    _collect(_parser.parse(source, pattern.flags & ~re.DEBUG), units)
    chosen = sorted(units, key=len)[:_MOST_UNITS]
    words = sorted(units, key=len, reverse=True)[:3]
    return list(dict.fromkeys(("a", " ", *chosen, *words)))


def _collect(parsed: Any, units: dict[str, None]) -> None:
    word = ""
    for op, value in [*parsed, (None, None)]:
        if op is _constants.LITERAL:
            word += chr(value)
            units.setdefault(chr(value))
            continue
        if len(word) > 1:
            units.setdefault(word)
        word = ""
        if op is _constants.IN:
            units.setdefault(_member(value))
        elif op in {_constants.ANY, _constants.NOT_LITERAL}:
            units.setdefault("x")
        elif op in {_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT}:
            _collect(value[2], units)
        elif op is _constants.SUBPATTERN:
            _collect(value[3], units)
        elif op is _constants.BRANCH:
            for branch in value[1]:
                _collect(branch, units)
        elif op in {_constants.ASSERT, _constants.ASSERT_NOT}:
            _collect(value[1], units)
        elif op is _constants.ATOMIC_GROUP:
            _collect(value, units)


_CATEGORIES = {"CATEGORY_SPACE": " ", "CATEGORY_DIGIT": "7", "CATEGORY_WORD": "w"}


def _member(items: Any) -> str:
    """A character that a set has; one of every day when it names only what it has not."""
    negated = any(op is _constants.NEGATE for op, _ in items)
    if negated:
        return "y"
    for op, value in items:
        if op is _constants.LITERAL:
            return chr(value)
        if op is _constants.RANGE:
            return chr(value[0])
        if op is _constants.CATEGORY:
            return _CATEGORIES.get(str(value).rpartition(".")[2], "-")
    return "z"


def _use(one: Compiled, method: str) -> Callable[[Any], object]:
    if method == "scanner" or method not in {*_ONE_PLACE, "search"}:
        return lambda text: sum(1 for _ in one.pattern.finditer(text))
    return getattr(one.pattern, method)  # type: ignore[no-any-return]


def _stop(*_: object) -> None:
    raise TimeoutError


def slow_on(one: Compiled, length: int, every: int = 1) -> str | None:
    """On which string of `length` a pattern takes more than linear time, how long, and by which method; None on none.

    Of the strings it tries every so many, which differ from pattern to pattern.
    """
    first = zlib.crc32(repr(one.pattern).encode()) % every
    for method in sorted(one.methods):
        use = _use(one, method)
        for text in islice(hostile(one.pattern, length), first, None, every):
            seconds = _seconds(use, text)
            if seconds > SECONDS_A_CHARACTER * length and _grows(use, text):
                return f"{method} {seconds:.2f} s {text[:40]!r}"
    return None


def _seconds(use: Callable[[Any], object], text: Any, times: int = 1) -> float:
    """The seconds of CPU that so many uses take, up to where no machine is so busy that a linear pattern took them."""
    signal.signal(signal.SIGVTALRM, _stop)
    before = time.process_time()
    with contextlib.suppress(TimeoutError):
        # Matching looks for signals.
        signal.setitimer(signal.ITIMER_VIRTUAL, _STOPPED * SECONDS_A_CHARACTER * len(text) * times)
        for _ in range(times):
            use(text)
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return time.process_time() - before


def _grows(use: Callable[[Any], object], text: Any) -> bool:
    """Whether it takes more than twice as long a character as on a quarter of the string. A busy machine is as slow for
    the one as for the other, so this says the same on every machine."""
    quarter = text[: len(text) // 4] + text[-1:]
    # As many characters in both: some clocks of CPU time go on in steps of four milliseconds.
    few, many = (min(_seconds(use, *shown) for _ in range(3)) for shown in ((quarter, 4), (text, 1)))
    return many > _STOPPED / 2 * SECONDS_A_CHARACTER * len(text) or many > 2 * few


def main(length: int, every: int) -> None:
    """Print the patterns that take too long on every so many strings of `length` characters, and how many there are."""
    patterns = compiled_patterns()
    for one in patterns:
        if slow := slow_on(one, length, every):
            print(f"{one.place} {slow} {one.pattern.pattern!r:.120}", flush=True)
    print(f"{len(patterns)} patterns of {len({one.place.partition(':')[0] for one in patterns})} files")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
