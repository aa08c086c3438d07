"""The rows of links between the pages of a briefing, which nobody says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefings.transcript import Page, Transcript, read_page, read_transcript
from tests.support.pages import document

PAGES = {f"http://press.varenia.example/quay/{name.lower()}": name for name in ("Opening", "Questions", "Close")}


ROW = ("1 <a href='/quay?page=2'>2</a>", "<a href='/quay?page=1'>1</a> 2")


def _joined(pages: Sequence[Page]) -> Transcript:
    first = pages[0].address
    return read_transcript([
        replace(page, address=replace(first, number=number, url=page.address.url))
        for number, page in enumerate(pages, 1)
    ])  # fmt: skip


@pytest.mark.parametrize("words", ["Part: {}", "This is a continuation of {}."])
def test_a_row_of_the_other_pages_is_nobodys_words_however_it_calls_them(words: str) -> None:
    pages = []
    for number, own in enumerate(PAGES, 1):
        row = " ".join(said if url == own else f"<a href='{url}'>{said}</a>" for url, said in PAGES.items())
        asked = f"<p>Q: Who dredges harbour {number}?</p><p>MS. OREN: The town does, until May {number}.</p>"
        html = document(
            "The northern quay", f"{asked}<p>{words.format(row)}</p><p>It costs {number} thousand crowns.</p>"
        )
        pages.append(read_page(html, own))
    told = _joined(pages)
    assert len(told.turns) == 2 * len(PAGES)
    assert not [said for turn in told.turns for said in turn.printed.paragraphs if "Opening" in said]


@pytest.mark.parametrize(
    "said",
    [
        "<p><a href='/people/oren'>MS. OREN</a>: We do, since 20{0}2.</p>"
        "<p>The mud of harbour {0} goes to the dyke.</p>",
        "<p>MS. OREN: We do, since 20{0}2.</p><div><a name='12'>Page 12</a></div>"
        "<p>The mud of harbour {0} goes to the dyke.</p><div><a name='21'>Page 21</a></div><p>Thanks, {0}.</p>",
    ],
    ids=["a linked name and a year", "printed pages"],
)
def test_what_only_holds_the_number_of_another_page_is_said(said: str) -> None:
    pages = []
    for number, row in enumerate(ROW, 1):
        html = document("The quay", f"<p>Q: Who dredges {number}?</p>{said.format(number)}<ul>{row}</ul>")
        pages.append(read_page(html, f"http://p.example/quay?page={number}"))
    told = _joined(pages).turns
    assert [turn.printed.label for turn in told] == ["Q", "MS. OREN"] * 2
    assert "The mud of harbour 1 goes to the dyke." in told[1].printed.paragraphs


def test_a_short_page_between_two_rows_is_said() -> None:
    said = ("<p>Q: Who dredges?</p><p>MS. OREN: The town does.</p>", "<p>And in spring we shall, too.</p>")
    pages = [
        read_page(document("The quay", f"<p>{row}</p>{one}<p>{row}</p>"), f"http://p.example/quay?page={number}")
        for number, (row, one) in enumerate(zip(ROW, said, strict=True), 1)
    ]
    assert _joined(pages).turns[-1].printed.paragraphs == ["The town does.", "And in spring we shall, too."]


@pytest.mark.parametrize(
    "words", ["<p>MS. OREN: No.</p>", "<p>Thank you</p>", "<p>That is all.</p>", "That is all.<br>"]
)
@pytest.mark.parametrize("head", ["", "<h1>The quay</h1>"])
def test_the_few_words_of_a_last_page_are_no_part_of_its_pager(words: str, head: str) -> None:
    said = ("<p>Q: Who dredges?</p><p>MS. OREN: The town does.</p><p>Q: And you?</p>", words)
    pages = [
        read_page(
            f"<title>The quay</title><p><a href='/'>Home</a></p><div>{head}{one}<p>{row}</p></div>".encode(),
            f"http://p.example/quay?page={number}",
        )
        for number, (row, one) in enumerate(zip(ROW, said, strict=True), 1)
    ]
    last = _joined(pages).turns[-1].printed
    assert last.paragraphs[-1] == words.removeprefix("<p>").removesuffix("</p>").removesuffix("<br>").split(": ")[-1]


@pytest.mark.parametrize("heading", ["<h3>Stránky</h3>", "<p>Weitere Seiten</p>"])
def test_a_heading_in_an_unknown_language_splits_no_pager(heading: str) -> None:
    row = f"<div>{heading}1 <a href='/quay?page=2'>2</a> <a href='/quay?page=3'>3</a></div>"
    html = f"<title>The quay</title><p>Q: Who dredges?</p><p>MS. OREN: The town does.</p>{row}"
    assert not _joined([read_page(html.encode(), "http://p.example/quay")]).shortcomings
