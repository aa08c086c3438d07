"""Reading a page as heavy as real ones costs no more than was recorded, on any machine."""

from __future__ import annotations

import runpy
from dataclasses import astuple

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.processes import REPO
from tests.support.reading import briefing, paragraphs
from tests.support.work import Calls, calls_of

_SLACK = 1.15

_LETTERS = str.maketrans("0123456789", "adefiklmno")


def _pages(briefing: int) -> dict[str, bytes]:
    """Return the pages of an invented briefing, 45 KB and 156 links each, by address."""
    bench = runpy.run_path(str(REPO / "bench" / "pages.py"))
    host = bench["UNKNOWN"]
    made = enumerate(bench["make"](host, briefing).pages, 1)
    return {bench["address"](host, briefing, number): html.encode() for number, html in made}


def _read(pages: dict[str, bytes], *, as_list: bool) -> None:
    read = [read_page(html, url, as_list=as_list) for url, html in pages.items()]
    if not as_list:
        load_briefing(read_transcript(read))


@pytest.mark.parametrize(
    ("as_list", "recorded"),
    [
        (False, Calls(functions=23_300, built_in=35_800, patterns=633_000)),
        (True, Calls(functions=31_300, built_in=55_000, patterns=5_027_000)),
    ],
)
def test_a_heavy_page_costs_what_was_recorded(as_list: bool, recorded: Calls) -> None:
    """Measure with bench/reading.py, which knows durations, before you record more; record less whenever it is less."""
    first, second = _pages(0), _pages(1)
    _read(first, as_list=as_list)  # what is made at its first use
    calls = calls_of(lambda: _read(second, as_list=as_list))
    assert all(one <= _SLACK * most for one, most in zip(astuple(calls), astuple(recorded), strict=True)), calls


def _calls_of_a_turn(people: int) -> float:
    """Return the functions of C called for each turn of a briefing in which everybody speaks once."""
    names = (f"Mr. {number:04}a {number:04}o".translate(_LETTERS).title() for number in range(people))
    said = (f"{name}: {'I think we do.' if number % 2 else 'Who pays?'}" for number, name in enumerate(names))
    page = paragraphs(*said)
    briefing(page)  # what is kept of its names
    return calls_of(lambda: briefing(page)).built_in / people


@pytest.mark.further
def test_a_speaker_costs_the_same_in_whatever_company() -> None:
    assert _calls_of_a_turn(640) <= _SLACK * _calls_of_a_turn(160)
