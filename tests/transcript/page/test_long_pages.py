"""The work on a page grows in proportion to its parts, whatever they are and however many."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import product
from time import process_time

import pytest

from briefings.transcript import read_page, read_transcript
from tests.support.boilerplate import URL
from tests.support.parts import part_of
from tests.support.work import lines_run

_TALK = "<div><p>MR. SORELL: Good morning to you all, and thank you.</p><p>Q: Why did the mill stop?</p></div>"
_PARTS = {
    "times in one card": "<li>{}<a href='/x'>More</a></li>|<time datetime='2020-01-01'></time>",
    "bylines in one card": "<li>{}<a href='/x'>More</a></li>|<b>Updated: January 1, 2020</b> ",
    "texts side by side": "{}|<p><b>P.-</b> Why N?</p><p><b>Sra. Alba.-</b> Because.</p>",
    "links side by side": "{}|<a href='/p/N'>Part N: the mill</a> ",
    "counts of pages": "{}|<span>page 1 of N</span> ",
    "forms": "{}|<form method=get><input type=hidden name=p value=N><button>Next</button></form>",
    "choices": "{}|<select><option value='?p=N'>N</option></select>",
    "headlines": "{}|<h1>Talk</h1><p>5 April 2024</p>",
    "menus": "{}|<nav><a href='/n/N'>N</a></nav>",
    "styles": "{}|<p style='margin: 0' align=center class=rtecenter>N</p>",
    "paragraphs side by side": "{}|<p>MR. SORELL: N times.</p><p><i>Mill N</i></p>",
    "labels between paragraphs": "{}|<p><b>QUESTION:</b></p>\n<b>MR. SORELL:</b>",
    "lines of one element": "<p><b>The mill</b> {}</p>|<br>Q: Why N?<br>\n\nMR. SORELL: N times.",
    "kinds of elements": "{}|<p class='kN'>The miller</p><p>Why N?</p><p class='kN'>The smith</p><p>I see N.</p>",
    "buttons by data": "{}|<div data-next-page='N' class='load-more'>Load more</div>",
}


def _reading(parts: str, count: int, *, as_list: bool) -> Callable[[], object]:
    """Return a function that reads a page of `count` parts."""
    around, part = parts.split("|")
    body = around.format("".join(part.replace("N", str(number)) for number in range(count)))
    html = f"<html><head><title>Talk</title></head><body><h1>Talk</h1>{body}{_TALK}</body></html>".encode()

    def read() -> None:
        page = read_page(html, "http://www.varenia.example/talks/mill", as_list=as_list)
        if not as_list:
            read_transcript([page])

    return read


@pytest.mark.parametrize(("name", "as_list"), part_of(product(_PARTS, [False, True]), 5))
def test_eight_times_the_parts_are_eight_times_the_work(name: str, as_list: bool) -> None:
    """Quadratic work would be 64 times."""
    _reading(_PARTS[name], 200, as_list=as_list)()  # the first page of a process also compiles the patterns
    few, many = (lines_run(_reading(_PARTS[name], count, as_list=as_list)) for count in (25, 200))
    assert many <= 12 * few


def _seconds(parts: str, count: int, *, as_list: bool) -> float:
    read = _reading(parts, count, as_list=as_list)
    gc.collect()
    gc.disable()
    begun = process_time()
    read()
    gc.enable()
    return process_time() - begun


@pytest.mark.slow  # measured by the clock, for the work of libraries in C
@pytest.mark.parametrize("as_list", [False, True])
@pytest.mark.parametrize("name", _PARTS)
def test_sixteen_times_the_parts_take_sixteen_times_as_long(name: str, as_list: bool) -> None:
    """On a busy machine up to 45 times; quadratic work would take 256 times as long."""
    few, many = (_seconds(_PARTS[name], count, as_list=as_list) for count in (500, 8_000))
    assert many <= 80 * max(few, 0.01)


@pytest.mark.parametrize(
    "part",
    part_of(
        [
            "<p><a href='?page={0}'>2</a></p>",
            "<p>x<b><a href='/q{0}'>Next</a></b></p>",
            "<i><a href='?page={0}'>{0}</a>",
            "<select><option value='?page={0}'>1</option><option value='/x/{0}'>2</option></select>",
            "<p><a href='/n/{0}'>A long headline of the harbour {0}</a></p><p>1 <a href='?page={0}'>2</a></p>",
            "<a href='?page={0}'>{0}</a> ",
        ],
        3,
    ),
)
def test_the_work_on_pagers_grows_with_their_number_and_no_faster(part: str) -> None:
    def work(number: int) -> int:
        html = f"<html><body><div>{''.join(part.format(n) for n in range(1, number))}</div></body></html>"
        return lines_run(lambda: read_page(html.encode(), URL))

    work(25)  # the first page of a process also compiles the patterns
    assert work(200) < 24 * work(25), "in squares 64 times"
