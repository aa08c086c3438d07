"""What a proposed selector must read as the general rules do."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from briefings.survey.propose import _siblings
from briefings.transcript import Markup, read_page
from tests.support.pages import document, page_turns


@pytest.mark.parametrize(("css", "is_right"), [("td.body", False), ("td.body a", True)])
def test_box_that_also_holds_the_day_counts_other_pages_than_there_are(css: str, *, is_right: bool) -> None:
    """All fields of SharePoint's form have one class: a generated source counted 21 pages in "06/21/2026"."""
    says = "".join(f"<p><b>{name}:</b> {' '.join(texts)}</p>" for name, texts in page_turns(452, 1))
    form = "".join(f"<tr><td class='body'>{one}</td></tr>" for one in ("Talk number 452", "06/21/2026", says))
    body = document("Talk number 452", f"<table>{form}</table>")
    own: Any = SimpleNamespace(url="http://portal.varenia.example/talk.aspx?ID=452")
    survey: Any = SimpleNamespace(page_of=lambda _one, page, markup: read_page(body, page.url, markup=markup))
    one: Any = SimpleNamespace(pages=[own])
    named = [_siblings(survey, one, own, markup) for markup in (Markup(), Markup(article_pages=css))]
    assert (named[0] == named[1]) is is_right
