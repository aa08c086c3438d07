"""The file of a source holds any words of a site as text."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from briefings.items import Briefing, PageRef
from briefings.loaders import load_briefing
from briefings.reasons import Reason, ReasonKind
from briefings.store.errors import StorageError
from briefings.survey.frozen import freeze
from briefings.survey.propose import Proposal
from briefings.survey.selectors import label_selectors, pattern_of
from briefings.survey.source_file import fields_of, source_of
from briefings.survey.survey import Survey
from briefings.transcript import read_page, read_transcript
from tests.support.parts import each

_ANSWERS = ((1, "DOLMATIN"), (2, "KESTREL"), (3, "DOLMATIN"), (4, "DOLMATIN"))
_TEMPLATE = Path(__file__).parents[2] / "briefings" / "commands" / "templates" / "spiders" / "briefing.tmpl"


@each("evil", ['"""\n', "'''", "\\", "\n    raise SystemExit", "\r#", "$name ${", "\u2028x = 1", "{x}\0"])
def test_no_text_of_a_site_becomes_code(evil: str) -> None:
    shortcomings = [Reason(ReasonKind.NOT_FOLLOWED, evil)]
    url = f"http://x.example/{evil}"
    briefing = Briefing("x.example/1", "x", url, complete=False, shortcomings=shortcomings)
    survey = Survey(url, (briefing,), Path(), articles=(evil,))
    source = source_of(_TEMPLATE.read_text("utf-8"), fields_of("x", url, Proposal(survey, {"labels": evil})))
    (spider,) = [node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)]
    names = [
        target.id
        for node in spider.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    assert names == ["name", "allowed_domains", "markup", "rights"]
    (markup,) = [node for node in ast.walk(spider) if isinstance(node, ast.Call)]
    assert ast.literal_eval(markup.keywords[0].value) == evil
    assert len(source.splitlines()) <= 40


@each(("urls", "pattern"), [
    (("press/2026/03/a-4.html", "press/2026/02/b-3.html"), "/press/"),
    (("a/b/2026-03/5/content_12.htm", "a/b/2026-02/7/content_9.htm"), "/a/b/"),
    (("show?id=7", "show?id=8"), ""),
    (("talks/one.html",), "/talks/"),
    (("one", "two"), ""),
    ((), ""),
])  # fmt: skip
def test_a_pattern_of_addresses_keeps_what_they_share(urls: tuple[str, ...], pattern: str) -> None:
    assert pattern_of(f"http://x.example/{url}" for url in urls) == pattern


def test_labels_are_sought_in_elements_whose_few_words_come_back() -> None:
    said = "".join(f"<p><b class=who>{label}</b><i>Word {n}</i> says so.</p>" for n, label in enumerate("ABAB"))
    assert label_selectors(f"<h4>One</h4>{said}<h4>Two</h4>") == ["b.who"]


def test_the_label_of_a_canary_is_one_of_those_who_answer() -> None:
    """Q is printed more often, and outlasts most changes of a site."""
    said = "".join(f"<p>Q: Who pays for gate {n}?</p><p>MS. {who}: I do not know yet.</p>" for n, who in _ANSWERS)
    page = read_page(f"<html><body><h1>Press briefing</h1>{said}</body></html>".encode(), "http://x.example/1")
    briefing = load_briefing(read_transcript([page]))
    assert [turn.label for turn in briefing.turns].count("Q") == len(_ANSWERS)
    survey = Survey("http://x.example/1", (briefing,), Path())
    source = source_of(_TEMPLATE.read_text("utf-8"), fields_of("x", survey.address, Proposal(survey, {})))
    assert 'label="MS. DOLMATIN"' in source.decode()


def test_cases_that_could_not_be_written_leave_nothing_half_written(tmp_path: Path) -> None:
    lost = PageRef(1, "http://x.example/1", "", warc="gone.warc.gz:0")
    briefing = Briefing("x.example/1", "x", lost.url, complete=True, pages=[lost])
    with pytest.raises(StorageError):
        freeze(tmp_path / "cases" / "x", Survey(lost.url, (briefing,), tmp_path))
    assert list((tmp_path / "cases").iterdir()) == []
