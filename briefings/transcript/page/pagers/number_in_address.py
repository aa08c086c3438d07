"""The one number in which addresses differ, and how the addresses of other pages are made from it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

_NUMBER = re.compile(r"([0-9]+)")


def template(pages: Mapping[int, str]) -> Callable[[int], str] | None:
    """The address of page n, where two or more addresses differ only in a number that is a * n + b; else None."""
    numbered = sorted(pages.items())
    # Page 1 often has an address without a number.
    return _template(numbered) or _template(numbered[1:])


def _template(numbered: Sequence[tuple[int, str]]) -> Callable[[int], str] | None:
    if len(numbered) < 2:
        return None
    (n, one), (m, two) = numbered[0], numbered[-1]
    split = split_at_number(one, two)
    if not split:
        return None
    before, a, b, after = split
    step, odd = divmod(int(b) - int(a), m - n)
    width = len(a) if a.startswith("0") and len(a) == len(b) > 1 else 0

    def at(number: int) -> str:
        return f"{before}{int(a) + step * (number - n):0{width}d}{after}"

    return at if step > 0 and not odd and all(at(number) == url for number, url in numbered) else None


def split_at_number(one: str, two: str) -> tuple[str, str, str, str] | None:
    """Split two texts that differ in one number only: the text before, the two numbers, the text behind."""
    mine, its = _NUMBER.split(one), _NUMBER.split(two)
    differ = [place for place, (a, b) in enumerate(zip(mine, its, strict=False)) if a != b]
    # Every other part is a number.
    if len(mine) != len(its) or len(differ) != 1 or differ[0] % 2 == 0:
        return None
    (place,) = differ
    return "".join(mine[:place]), mine[place], its[place], "".join(mine[place + 1 :])
