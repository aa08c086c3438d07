"""Properties of every transcript and every page, checked on transcripts invented by a seeded generator."""

from __future__ import annotations

import pickle
import resource
from dataclasses import FrozenInstanceError, asdict, fields
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from briefings.items import Briefing
from briefings.loaders import load_briefing
from briefings.transcript import Page, PageKind, read_page, read_transcript
from tests.support import processes
from tests.support.parts import part_of
from tests.support.rendering import draw_shape, render, render_cut
from tests.support.transcripts import Invented, invent
from tests.support.work import lines_run

URL = "http://www.varenia.example/press/2026-03/05/content_9{}.htm"
SEEDS = st.integers(0, 2**32 - 1)
QUICK = settings(max_examples=20)
MANY_TURNS = 20_000


def read_all(documents: list[bytes]) -> Briefing:
    pages = [
        read_page(html, URL.format(f"_{number}" if number > 1 else "")) for number, html in enumerate(documents, 1)
    ]
    return load_briefing(read_transcript(pages))


def draw(seed: int, pages: int, turns: int = 14) -> tuple[Invented, list[bytes]]:
    rng = Random(seed)
    invented = invent(rng, turns)
    shape = draw_shape(Random(f"shape {seed}"), invented.house)
    if shape.layout == "lines":
        # If lines are joined, a note would be inside the text.
        for said in invented.turns:
            said.notes.clear()
    return invented, render(invented, shape, rng, pages)


def assert_read_as_invented(invented: Invented, briefing: Briefing) -> None:
    said = [(turn.label, " ".join(turn.text.split())) for turn in briefing.turns]
    assert said == [(turn.label, turn.text) for turn in invented.turns]
    assert briefing.coverage == 1.0
    assert not [warning for warning in briefing.warnings if "visible characters" in warning]


@QUICK
@given(seed=SEEDS, pages=st.integers(1, 4))
def test_text_comes_out_as_it_went_in_each_turn_under_its_own_label(seed: int, pages: int) -> None:
    invented, documents = draw(seed, pages)
    assert_read_as_invented(invented, read_all(documents))


@QUICK
@given(seed=SEEDS, pages=st.integers(2, 6))
def test_a_briefing_split_anywhere_has_the_same_turns(seed: int, pages: int) -> None:
    whole = read_all(draw(seed, 1)[1])
    split = read_all(draw(seed, pages)[1])
    assert [turn.text_hash for turn in split.turns] == [turn.text_hash for turn in whole.turns]
    assert [turn.id for turn in split.turns] == [turn.id for turn in whole.turns]


@QUICK
@given(seed=SEEDS, turns=st.integers(3, 12))
def test_a_page_cut_in_two_between_blocks_says_the_same(seed: int, turns: int) -> None:
    rng = Random(seed)
    invented = invent(rng, turns)
    shape = draw_shape(Random(f"shape {seed}"), invented.house)
    # Lines of the source are not blocks: the number that open like turns decides whether any does.
    assume(shape.layout != "lines")
    page, parts = render_cut(invented, shape, rng)
    whole, cut = read_all([page]), read_all(parts)
    assert [turn.id for turn in cut.turns] == [turn.id for turn in whole.turns]
    for one, other in zip(cut.turns, whole.turns, strict=True):
        for name in ("label", "role", "speaker", "outlet", "kind", "exchange", "text"):
            assert getattr(one, name) == getattr(other, name)
    assert cut.participants == whole.participants


@QUICK
@given(seed=SEEDS)
def test_notes_stand_where_they_stood_and_are_nobodys_words(seed: int) -> None:
    invented, documents = draw(seed, 2)
    briefing = read_all(documents)
    for turn in briefing.turns:
        for note in turn.notes:
            assert 0 <= note.at <= len(turn.text)
            assert not note.length or turn.text[note.at : note.at + note.length] == note.text
    printed = [note.text for turn in briefing.turns for note in turn.notes]
    assert printed == [note for said in invented.turns for _, note in sorted(said.notes.items())]


@settings(QUICK, max_examples=10)
@given(seed=SEEDS)
def test_reading_is_deterministic_and_the_order_of_pages_does_not_matter(seed: int) -> None:
    documents = draw(seed, 3)[1]
    addresses = [URL.format(f"_{number}" if number > 1 else "") for number in range(1, len(documents) + 1)]
    pages = [read_page(html, url) for html, url in zip(documents, addresses, strict=True)]
    once = asdict(load_briefing(read_transcript(pages)))
    assert asdict(load_briefing(read_transcript(pages))) == once
    assert asdict(load_briefing(read_transcript(pages[::-1]))) == once
    assert asdict(read_all(documents)) == once


@QUICK
@given(seed=SEEDS, data=st.data())
def test_damaged_pages_are_read_without_losing_a_visible_character(seed: int, data: st.DataObject) -> None:
    damaged = bytearray(draw(seed, 1, turns=6)[1][0])
    places = st.lists(st.tuples(st.integers(0, len(damaged) - 1), st.integers(0, 255)), max_size=12)
    for place, value in data.draw(places):
        damaged[place] = value
    length = data.draw(st.integers(0, len(damaged)))
    assert read_all([bytes(damaged[:length])]).coverage == 1.0


@QUICK
@given(html=st.binary(max_size=400), encoding=st.sampled_from([None, "utf-8", "gb2312", "utf-16", "hex", "no-such"]))
def test_any_bytes_are_read(html: bytes, encoding: str | None) -> None:
    page = read_page(html, URL.format(""), encoding=encoding)
    assert load_briefing(read_transcript([page])).coverage == 1.0


_SOUP = st.lists(
    st.sampled_from(
        "Ilse Maren|Mr.|MR. VASK|:|：|Q|A:|问：|[|]|(|)|(Laughter.)|10:05 a.m.|END|###|.|First:|Speakers:|Date:|and|—|“"
        "|/|_ueditor_page_break_tag_|[Photo by A/B]|home >|next|2|\n|\n\n|\r|&nbsp;|&#0;|&#x200b;|\u200e|\u0301|<|>|&"
        "|<p>|</p>|<br>|<div>|</div>|<b>|</b>|<table>|<td>|</table>|<ul>|<li>|<pre>|<form>|<script>|</script>|<!--|-->"
        "|<div hidden>|<h1>|<svg>|<title>|<body>|</body>|<html>|<head>|<template>|<textarea>|<plaintext>|</a>"
        "|<a href='content_9_2.htm'>|<div id=container_txt>|<span style='DISPLAY : none'>|<base href='http://[x'>".split(
            "|"
        )
    ),
    max_size=60,
)


@settings(QUICK, max_examples=100)
@given(pages=st.lists(_SOUP.map(" ".join), min_size=1, max_size=3))
def test_tags_in_any_order_lose_nothing_and_invent_nothing(pages: list[str]) -> None:
    briefing = read_all([page.encode() for page in pages])
    assert briefing.coverage == 1.0
    assert len({turn.id for turn in briefing.turns}) == len(briefing.turns)


@pytest.mark.parametrize(
    "tag", part_of(["div", "b", "font", "blockquote", "table", "span", "ul><li", "table><tr><td", "a", "form"], 5)
)
def test_ten_thousand_nested_tags_hide_no_text(tag: str) -> None:
    tags = tag.split("><")
    opened, closed = "".join(f"<{t}>" for t in tags), "".join(f"</{t}>" for t in reversed(tags))
    inside = f"<p>MR. VASK: Before them.</p>{opened * 10_000}MS. MAREN: Inside them.{closed * 10_000}<p>After them.</p>"
    page = read_page(f"<html><body>{inside}</body></html>".encode(), URL.format(""))
    transcript = read_transcript([page])
    assert (
        " ".join(p.text for p in transcript.placements) == "MR. VASK: Before them. MS. MAREN: Inside them. After them."
    )
    assert transcript.coverage == 1.0
    assert page.warnings == ()


def test_scripts_far_down_stay_unseen() -> None:
    deep = "<div>" * 10_000 + "<script>var x = 1;</script><style>p {}</style>MS. MAREN: Seen." + "</div>" * 10_000
    page = read_page(f"<html><body>{deep}</body></html>".encode(), URL.format(""))
    assert [line.text for line in page.lines] == ["MS. MAREN: Seen."]


def test_a_page_keeps_nothing_of_its_tree() -> None:
    page = read_page(draw(7, 1)[1][0], URL.format(""))
    kept = pickle.loads(pickle.dumps(page))
    assert isinstance(kept, Page)
    assert kept == page
    assert all(line.element is None for line in page.lines)


def test_a_page_is_frozen_and_has_a_dozen_parts() -> None:
    page = read_page(draw(7, 1)[1][0], URL.format(""))
    assert len(fields(page)) <= 12
    with pytest.raises(FrozenInstanceError):
        page.kind = PageKind.LIST  # type: ignore[misc]


def test_work_grows_with_the_text_and_no_faster() -> None:
    documents = [draw(11, 1, turns)[1][0] for turns in (20, 200)]
    read_transcript([read_page(documents[1], URL.format(""))])  # the first page of a process also compiles the patterns
    few, many = (lines_run(lambda: read_transcript([read_page(one, URL.format(""))])) for one in documents)  # noqa: B023
    assert many < 11 * few


def _read_hostile_lines(size: int, seconds: int, every: int = 1) -> None:
    """Read them in a process with a bound on CPU seconds: a pattern that runs away needs hours."""
    process = processes.start("-m", "tests.support.hostile_lines", str(size), str(seconds), str(every))
    assert process.wait(4 * seconds) == 0, process.err[-2_000:]


def test_no_line_makes_a_pattern_run_away() -> None:
    _read_hostile_lines(15_000, 100, every=32)


# All at a megabyte would take ten minutes; anything not linear shows at a tenth of that.
@pytest.mark.slow
@pytest.mark.parametrize(("size", "every"), [(100_000, 1), (1_000_000, 9)])
def test_no_long_line_makes_a_pattern_run_away(size: int, every: int) -> None:
    _read_hostile_lines(size, 600, every)


@pytest.mark.slow
def test_twenty_thousand_turns_are_all_found() -> None:
    turns = 0
    for seed in range(100_000):
        invented, documents = draw(seed, pages=seed % 4 + 1)
        assert_read_as_invented(invented, read_all(documents))
        turns += len(invented.turns)
        if turns >= MANY_TURNS:
            break
    assert turns >= MANY_TURNS


@pytest.mark.slow
def test_a_page_of_a_hundred_thousand_turns_is_read_in_bounded_memory() -> None:
    invented, documents = draw(5, 1, turns=100_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert_read_as_invented(invented, read_all(documents))
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
    assert grown < 40 * len(documents[0])
