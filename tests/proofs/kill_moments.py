"""The moments at which the proof kills a crawl: which run, and at which write or time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter

    from tests.support.undisturbed import Undisturbed


@dataclass(frozen=True)
class Stroke:
    """When a run is killed: at a point (see tests.support.stopped_crawl), or after so many seconds."""

    action: str
    point: str = ""
    number: int = 1
    seconds: float = 0.0

    @property
    def kind(self) -> str:
        """What it is counted under."""
        return f"{self.action} {self.point}".strip()


@dataclass(frozen=True)
class Moment:
    """A run, when it is killed, and when the one that follows is, if it is."""

    state: str
    strokes: tuple[Stroke, ...]


def choose_moments(left: Undisturbed, count: int, seed: int) -> list[Moment]:
    """So many moments: four of five at the points in turn, the others at random times; a third with a second kill."""
    dice = Random(seed)
    kinds = [
        (state, action, point)
        for state, points in left.points.items()
        for point in sorted(points)
        for action in _actions(point)
    ]
    dice.shuffle(kinds)
    moments = []
    for number in range(count):
        if number % 5 == 4:
            state = dice.choice(list(left.points))
            first = Stroke("time", seconds=dice.uniform(0.1, 1.0) * left.seconds[state])
        else:
            state, action, point = kinds[(number - number // 5) % len(kinds)]
            first = Stroke(action, point, dice.randint(1, left.points[state][point]))
        moments.append(Moment(state, (first, _second(dice, left.points[state])) if dice.random() < 0.3 else (first,)))
    return moments


def _actions(point: str) -> list[str]:
    torn = point.startswith("append") or (point.startswith("fsync") and point.endswith(".next"))
    return ["before", "after", "torn"] if torn else ["before", "after"]


def _second(dice: Random, points: Counter[str]) -> Stroke:
    # The run that follows has less to do, and mends first.
    point = dice.choice([*sorted(points), "cut archive", "cut turns", "cut superseded", "remove turns.next"])
    return Stroke(dice.choice(_actions(point)), point, dice.randint(1, max(1, points[point] // 3)))
