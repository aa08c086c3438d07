"""Families of tests: a table of cases in one test, or some members in every run and all in `pytest -m slow`.

A test per case costs more than most cases do: every worker collects them all, and each is reported by itself. Where
many tests prove one promise, those that a mistake breaks first are in every run. The others are marked `further`: they
are slow, and `.ci/run` draws a part of them, another one for each commit.
"""

from __future__ import annotations

import os
from functools import wraps
from hashlib import sha256
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Test = Callable[..., None]

SEED = "TESTS_SEED"
"""Environment variable that says which part of the further tests is drawn; `.ci/run` sets it to the commit."""
_ONE_IN = 4
"""Of so many further tests one is drawn; more would make `.ci/run` longer than it was when they were in every run."""


def is_drawn(name: str, seed: str) -> bool:
    return int.from_bytes(sha256(f"{seed} {name}".encode()).digest()) % _ONE_IN == 0


def draw(tests: Iterable[pytest.Item]) -> None:
    """Mark all tests marked `further` as slow, and as drawn those that the seed of this run draws.

    Of a long proof nothing is drawn: it has a seeded part.
    """
    seed = os.environ.get(SEED, "")
    for test in tests:
        if test.get_closest_marker("further"):
            test.add_marker("slow")
            if not test.get_closest_marker("seeded") and is_drawn(test.nodeid, seed):
                test.add_marker("drawn")


def each(names: str | tuple[str, ...], cases: Iterable[Any]) -> Callable[[Test], Test]:
    """Ask a test about one case after the other, and tell all that fail; read as `pytest.mark.parametrize`."""
    named = names.replace(",", " ").split() if isinstance(names, str) else names
    table = [case if len(named) > 1 else (case,) for case in cases]

    def decorate(test: Test) -> Test:
        @wraps(test)
        def ask(**others: Any) -> None:
            failed = []
            for case in table:
                try:
                    test(**others, **dict(zip(named, case, strict=True)))
                except Exception as error:
                    error.add_note(f"The case: {case}")
                    failed.append(error)
            if failed:
                raise ExceptionGroup(f"{len(failed)} of {len(table)} cases", failed)

        asked = signature(test)
        kept = [parameter for name, parameter in asked.parameters.items() if name not in named]
        vars(ask)["__signature__"] = asked.replace(parameters=kept)
        return ask

    return decorate


def part_of(cases: Iterable[Any], every: int) -> list[Any]:
    """Return the cases, of which every `every`-th is in every run and the others are further ones."""
    return [
        case
        if number % every == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.further)
        for number, case in enumerate(cases)
    ]


def some_or_all(cases: Iterable[Any], every: int) -> list[Any]:
    """Return the parameters of a test that takes many cases at once: every `every`-th, and in the slow suite all."""
    whole = list(cases)
    return [pytest.param(whole[::every], id="some"), pytest.param(whole, id="all", marks=pytest.mark.slow)]
