"""Long tables of cases: all in one test, or a part in every run and all of them in `pytest -m slow`.

A test per case costs more than most cases do: every worker collects them all, and each is reported by itself.
"""

from __future__ import annotations

from functools import wraps
from inspect import signature
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Test = Callable[..., None]


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
    """Return the cases, of which the default suite runs every `every`-th."""
    return [
        case
        if number % every == 0
        else pytest.param(*(case if isinstance(case, tuple) else (case,)), marks=pytest.mark.slow)
        for number, case in enumerate(cases)
    ]


def some_or_all(cases: Iterable[Any], every: int) -> list[Any]:
    """Return the parameters of a test that takes many cases at once: every `every`-th, and in the slow suite all."""
    whole = list(cases)
    return [pytest.param(whole[::every], id="some"), pytest.param(whole, id="all", marks=pytest.mark.slow)]
