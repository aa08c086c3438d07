"""The moments at which the proof kills a run: the run, and the call or time."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping, Sequence

    from tests.support.scenes import Played


@dataclass(frozen=True)
class Stroke:
    """The kill of a run: at a point (see tests.support.stopped_command), or after some seconds."""

    action: str
    point: str = ""
    number: str = "1"
    seconds: float = 0.0


@dataclass(frozen=True)
class Moment:
    """A run, its kill, and perhaps the kill of the run that follows."""

    scene: str
    strokes: tuple[Stroke, ...]


def choose_moments(played: Mapping[str, Played], scenes: Sequence[str], count: int, seed: int) -> list[Moment]:
    """Choose `count` moments: four of five at the points in turn, one at a random time; a third with a second kill."""
    dice = Random(seed)
    kinds = [
        (scene, action, point)
        for scene in scenes
        for point in sorted(played[scene].points)
        for action in actions_at(point)
    ]
    dice.shuffle(kinds)
    moments = []
    for number in range(count):
        if number % 5 == 4:
            scene = dice.choice(scenes)
            first = Stroke("time", seconds=dice.uniform(0.1, 1.0) * played[scene].seconds)
        else:
            scene, action, point = kinds[(number - number // 5) % len(kinds)]
            first = _stroke(dice, action, point, played[scene].points[point])
        again = (_second(dice, played[scene].points),) if dice.random() < 0.3 else ()
        moments.append(Moment(scene, (first, *again)))
    return moments


def actions_at(point: str) -> list[str]:
    """Return what can happen to a run at a point."""
    return ["kill", "cut", "torn"] if point.startswith("write ") else ["kill", "cut"]


def _second(dice: Random, points: Counter[str]) -> Stroke:
    # The run that follows has less to do.
    point = dice.choice(sorted(points))
    return _stroke(dice, dice.choice(actions_at(point)), point, max(1, points[point] // 3))


def _stroke(dice: Random, action: str, point: str, times: int) -> Stroke:
    seed = f":{dice.randrange(1_000_000)}" if action == "cut" else ""
    return Stroke(action, point, f"{dice.randint(1, times)}{seed}")
