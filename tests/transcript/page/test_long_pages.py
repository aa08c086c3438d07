"""A page of thousands of equal parts is read in time in proportion, whatever they are; what is said on it, too."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from briefings.transcript import read_page, read_transcript

_TALK = "<div><p>MR. SORELL: Good morning to you all, and thank you.</p><p>Q: Why did the mill stop?</p></div>"
_FEW, _MANY = 500, 8_000
_MOST = 80
"""Of the time for the few: in proportion it is 16, and up to 45 on a busy machine; in squares 256."""
_QUICK = {
    "kinds of elements",
    "times in one card",
    "bylines in one card",
    "links side by side",
}
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
    "lines of one element": "<p><b>The mill</b> {}</p>|<br>Q: Why N?<br>\n\nMR. SORELL: N times.",
    "kinds of elements": "{}|<p class='kN'>The miller</p><p>Why N?</p><p class='kN'>The smith</p><p>I see N.</p>",
    "buttons by data": "{}|<div data-next-page='N' class='load-more'>Load more</div>",
}


def _seconds(parts: str, count: int, *, as_list: bool) -> float:
    around, part = parts.split("|")
    body = around.format("".join(part.replace("N", str(number)) for number in range(count)))
    html = f"<html><head><title>Talk</title></head><body><h1>Talk</h1>{body}{_TALK}</body></html>".encode()
    gc.collect()
    gc.disable()
    begun = process_time()
    page = read_page(html, "http://www.varenia.example/talks/mill", as_list=as_list)
    if not as_list:
        read_transcript([page])
    gc.enable()
    return process_time() - begun


@pytest.mark.parametrize("as_list", [False, pytest.param(True, marks=pytest.mark.slow)])
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=() if name in _QUICK else pytest.mark.slow) for name in _PARTS]
)
def test_time_is_in_proportion(name: str, as_list: bool) -> None:
    few, many = (_seconds(_PARTS[name], count, as_list=as_list) for count in (_FEW, _MANY))
    assert many <= _MOST * max(few, 0.01)
