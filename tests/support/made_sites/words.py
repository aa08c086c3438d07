"""Words that exist nowhere else: each names one thing that was said, so that it is found again anywhere."""

from __future__ import annotations

_HEADS = "bra dro fel gri hul jor kel lum mav nor pel qui ros sil tar vel wex yor zan".split()
_MIDDLES = "a e i o u ai ei ou".split()
_TAILS = "bdet cken dmir fgan lqu mbro ndar pkin rvost stil tkar vzen".split()


def coin(number: int) -> str:
    """Return the coined word of a number; no two numbers under a million share one."""
    head, rest = number % len(_HEADS), number // len(_HEADS)
    middle, rest = rest % len(_MIDDLES), rest // len(_MIDDLES)
    tail, rest = rest % len(_TAILS), rest // len(_TAILS)
    again = "" if not rest else f"o{_HEADS[rest % len(_HEADS)]}{'u' * (rest // len(_HEADS))}"
    return f"{_HEADS[head]}{_MIDDLES[middle]}{_TAILS[tail]}{again}"
