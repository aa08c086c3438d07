"""No regular expression of the project takes more than linear time, whatever string a page gives it."""

from __future__ import annotations

import re
import resource
import subprocess
import sys

import pytest

from tests.support.hostile_patterns import Compiled, slow_on
from tests.support.processes import REPO

pytestmark = pytest.mark.seeded


def _said_of_patterns(length: int, every: int, cpu_seconds: int) -> str:
    """Return the output of `tests.support.hostile_patterns` under a bound on CPU time."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.hostile_patterns", str(length), str(every)],
        cwd=REPO,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds)),
        check=False,
    )
    assert done.returncode == 0, f"over {cpu_seconds} s of CPU: {done.stdout}{done.stderr}"
    return done.stdout


def _none_is_slow(said: str) -> None:
    looked = re.fullmatch(r"(\d+) patterns of (\d+) files\n", said)
    assert looked, said
    assert (int(looked[1]) > 150, int(looked[2]) > 30) == (True, True), said


# Exponential time shows at any length, and is stopped sooner for short strings.
@pytest.mark.slow
@pytest.mark.parametrize(("source", "length"), [(r"(?:a|aa)*b", 300), (r"\s*x", 20_000)])
def test_a_slow_pattern_is_found(source: str, length: int) -> None:
    one = Compiled(re.compile(source), "here", frozenset({"search"}))
    assert slow_on(one, length) is not None


def test_no_pattern_is_slow_on_strings_made_from_it() -> None:
    _none_is_slow(_said_of_patterns(4_000, 800, 120))


# All at a million characters would take half an hour; anything not linear shows at a hundredth of that.
@pytest.mark.slow
@pytest.mark.parametrize(("length", "every"), [(8_000, 1), (100_000, 4), (1_000_000, 40)])
def test_no_pattern_is_slow_on_long_strings(length: int, every: int) -> None:
    _none_is_slow(_said_of_patterns(length, every, 3_600))
