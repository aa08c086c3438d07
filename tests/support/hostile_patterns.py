"""Time every regular expression of the project on strings made from it to make it slow.

    python -m tests.support.hostile_patterns LENGTH EVERY

tries every EVERY-th string, and prints a line for each pattern slower than a linear one may be: its place, its method,
seconds, the string. A quadratic pattern takes minutes for some of these; run it with a bound on CPU time.
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
"""Bound on CPU seconds per character.

A linear pattern takes a hundredth of it, and one that looks back 200 characters from each, as bounded ones may, all of
it. Busy machines take more, so anything above is examined closely.
"""
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
    """Import all of `briefings` anew, in a process of its own, and return every pattern compiled on the way."""
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
    words = importlib.import_module("briefings.transcript.page.links.pagers.pager_words")
    names |= {id(words.pattern(name)): f"pattern {name}" for name in words._PATTERNS}
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
    """Return the patterns behind a name of a module; those compiled on first use are compiled now."""
    # lxml's maker of elements answers to every name.
    told = value.__annotations__ if hasattr(value, "cache_info") else None
    if isinstance(told, dict) and "re.Pattern" in str(told.get("return")) and len(told) == 1:
        value = value()
    return (value,) if isinstance(value, re.Pattern) else value if isinstance(value, tuple) else ()


def _whole_name(module: str, name: str) -> str:
    """Return the name, with its module if it is private to it."""
    return f"{module}.{name}" if name.startswith("_") else name


def _methods() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Return the methods called on each pattern by name, and on lower-case names in each module.

    A pattern in a table has no name of its own: it is used the way the module, or those that import it, use what they
    take from the table.
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
            if isinstance(node.value, ast.Call) and ast.unparse(node.value.func) == "pattern":
                by_name[f"pattern {ast.literal_eval(node.value.args[0])}"].add(node.attr)
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
    """Yield strings of about `length` characters, made of parts of the pattern, that nearly match."""
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
    # Words with a sign between them and no space: each begins one more try.
    return list(dict.fromkeys(("a", " ", ",", *chosen, *words)))


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
    """Return a character in a set; an ordinary one if the set only excludes."""
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
    """Return method, seconds and string when a pattern takes more than linear time on a string of `length`; else None.

    It tries every `every`-th string, with an offset that differs from pattern to pattern.
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
    """Return the CPU seconds of `times` uses, stopped at a time no linear pattern needs on any machine."""
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
    """Tell whether a character takes more than twice as long as in a quarter of the string.

    A busy machine slows both down, so the answer is the same on every machine.
    """
    quarter = text[: len(text) // 4] + text[-1:]
    # As many characters in both, as some CPU clocks advance in steps of four milliseconds.
    few, many = (min(_seconds(use, *shown) for _ in range(3)) for shown in ((quarter, 4), (text, 1)))
    return many > _STOPPED / 2 * SECONDS_A_CHARACTER * len(text) or many > 2 * few


def main(length: int, every: int) -> None:
    """Print the patterns too slow on every `every`-th string of `length` characters, and the number of patterns."""
    patterns = compiled_patterns()
    for one in patterns:
        if slow := slow_on(one, length, every):
            print(f"{one.place} {slow} {one.pattern.pattern!r:.120}", flush=True)
    print(f"{len(patterns)} patterns of {len({one.place.partition(':')[0] for one in patterns})} files")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
