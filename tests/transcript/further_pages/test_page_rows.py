"""The rows of links between the pages of a briefing, which nobody says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefings.transcript import read_page, read_transcript
from tests.support.pages import document

PAGES = {f"http://press.varenia.example/quay/{name.lower()}": name for name in ("Opening", "Questions", "Close")}


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
    first = pages[0].address
    told = read_transcript([
        replace(page, address=replace(first, number=number, url=page.address.url))
        for number, page in enumerate(pages, 1)
    ])  # fmt: skip
    assert len(told.turns) == 2 * len(PAGES)
    assert not [said for turn in told.turns for said in turn.printed.paragraphs if "Opening" in said]
