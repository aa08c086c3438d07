"""The documents say what the code does."""

from __future__ import annotations

import doctest
import json
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.http import HtmlResponse
from scrapy.utils.test import get_crawler

from briefings.crawling import BriefingSpider
from briefings.crawling.arguments import ARGUMENTS
from briefings.export.columns import DEFAULT_TURN_COLUMNS
from briefings.runs.account import RunAccount
from briefings.runs.expectations import Expectations
from briefings.runs.report import fill_in, new_report
from briefings.runs.verdict import Code
from briefings.transcript import Markup
from briefings.transcript.speech.label_rules import RULES, Rule
from tests.support import sources_page
from tests.support.parts import each
from tests.support.processes import REPO
from tests.support.run_reports import make_report
from tests.support.sample_golden import GOLDEN
from tests.support.settings_page import PAGE, settings_page

if TYPE_CHECKING:
    from pathlib import Path

_PAGES = sorted(
    [*REPO.glob("*.md"), *REPO.glob("docs/*.md"), *REPO.glob("docs/*.ipynb"), *REPO.glob("*/README.md"),
     *REPO.glob("tests/*/README.md"), *REPO.glob("tests/proofs/*/README.md")]
)  # fmt: skip
_READING = (REPO / "docs" / "reading.md").read_text(encoding="utf-8")


@each("rule", RULES)
def test_every_label_rule_is_explained(rule: Rule) -> None:
    assert f"\n| `{rule.name}` | `" in _READING


def test_the_examples_of_the_public_names_run() -> None:
    text = (REPO / "docs" / "api.md").read_text(encoding="utf-8")
    examples = doctest.DocTestParser().get_doctest(text, {}, "api.md", None, 0)
    assert doctest.DocTestRunner().run(examples, clear_globs=False).failed == 0
    spider = examples.globs["PlainSpider"]()
    said = ("<b>Вера Това:</b> Я вам рада.", "<b>Газета:</b> Когда?", "<b>Вера Това:</b> Мы там.")
    noted = {"warc": "one.warc.gz:1306", "fetched_at": "2026-03-05T08:00:00Z"}
    response = HtmlResponse(
        spider.start_urls[0],
        headers={"Content-Type": "text/html; charset=iso-8859-5"},
        body="<p>".join(("<h1>Брифинг</h1>", *said)).encode("iso-8859-5"),
        request=Request(spider.start_urls[0], meta=noted),
    )
    (read,) = spider.parse(response)
    assert [turn.text for turn in read.turns] == ["Я вам рада.", "Когда?", "Мы там."]
    assert (read.pages[0].status, {name: getattr(read.pages[0], name) for name in noted}) == (200, noted)


def test_the_rules_are_listed_in_the_order_in_which_they_are_asked() -> None:
    listed = [line.split("`")[1] for line in _READING.splitlines() if line.startswith("| `")]
    assert [name for name in listed if name != "glued"] == [rule.name for rule in RULES]


def test_the_line_shown_is_a_line_of_the_sample() -> None:
    document = (REPO / "docs" / "using-the-data.md").read_text(encoding="utf-8").splitlines()
    shown = [line for line in document if line.startswith('{"id"')]
    assert len(shown) == 1
    assert set(shown) <= set(GOLDEN["turns.jsonl"].read_text(encoding="utf-8").splitlines())


def _turns_of_seven_pages() -> list[dict[str, Any]]:
    turns = [json.loads(line) for line in GOLDEN["turns.jsonl"].read_text(encoding="utf-8").splitlines()]
    return [turn for turn in turns if turn["briefing"] == "www.press.varenia.example/2000101"]


def test_the_table_in_the_readme_shows_rows_of_the_sample() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8").splitlines()
    (head,) = [line for line in readme if line.startswith("| date | seq |")]
    columns = head.strip("| ").split(" | ")
    rows = [line.strip("|").split("|") for line in readme if line.startswith("| 2026-03-05 |")]
    assert len(columns) == 10
    assert set(columns) <= set(DEFAULT_TURN_COLUMNS)
    assert len(rows) == 3
    by_number = {turn["seq"]: turn for turn in _turns_of_seven_pages()}
    for row in rows:
        shown = dict(zip(columns, (cell.strip() for cell in row), strict=True))
        turn = by_number[int(shown["seq"])]
        opening = shown.pop("text").removesuffix(" ...")
        assert turn["text"].startswith(opening)
        assert shown == {name: "" if turn[name] is None else str(turn[name]) for name in shown}


def test_the_readme_leads_to_every_page() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    ordered = re.findall(r"^\| \[[^]]+\]\(docs/([\w-]+\.(?:md|ipynb))\) \|", readme, re.MULTILINE)
    assert sorted(ordered) == sorted(page.name for page in REPO.glob("docs/*.*"))


def test_the_readme_is_short() -> None:
    assert len((REPO / "README.md").read_text(encoding="utf-8").splitlines()) <= 120


@each("page", sorted(REPO.glob("docs/*.md")))
def test_every_page_says_first_whom_it_serves(page: Path) -> None:
    assert page.read_text(encoding="utf-8").splitlines()[2].startswith("For ")


def test_every_field_of_a_report_is_explained_in_order() -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \|", document, re.MULTILINE)
    assert explained == [*make_report(), "briefings"]


def test_every_count_of_a_report_is_explained() -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    report = new_report("", {}, [])
    fill_in(report, RunAccount(get_crawler()), [])
    assert [name for name in report["counts"] if f"`{name}`" not in document] == []


@each("expectation", Expectations.__struct_fields__)
def test_every_expectation_is_explained(expectation: str) -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    assert f"`{expectation}`" in document or f'"{expectation}"' in document


def test_the_page_of_settings_is_current() -> None:
    made = settings_page()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m tests.support.settings_page"
    assert "|  |" not in made, "a setting has no comment"


def test_the_page_of_sources_is_current() -> None:
    assert sources_page.PAGE.read_text(encoding="utf-8") == sources_page.sources_page(), (
        "run: python -m tests.support.sources_page"
    )


def test_every_exit_code_is_in_the_readme() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \|", readme, re.MULTILINE)] == sorted(Code)


def test_every_argument_of_a_spider_is_explained() -> None:
    document = (REPO / "docs" / "crawling.md").read_text(encoding="utf-8")
    assert [name for name in ARGUMENTS if f"-a {name}=" not in document] == []


def test_every_field_of_a_markup_is_explained() -> None:
    document = (REPO / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(Markup) if f"| `{field.name}` |" not in document] == []


def test_every_example_of_a_source_is_a_spider_that_runs_without_an_address() -> None:
    document = (REPO / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.+?)```", document, re.DOTALL)
    assert len(examples) == 1
    for example in examples:
        made: dict[str, Any] = {}
        exec(compile(example, "add-a-source.md", "exec"), made)
        (spider,) = [one for name, one in made.items() if name.endswith("Spider") and one is not BriefingSpider]
        assert spider.check_arguments().is_regular
        assert example.count("\n") <= 40


@each("page", _PAGES)
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        name, _, heading = target.partition("#")
        other = page.parent / name if name else page
        assert other.exists(), target
        headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings]


def test_every_test_that_the_table_of_proofs_names_is_there() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (REPO / "tests" / "proofs" / "README.md").read_text(encoding="utf-8"))
    assert len([one for one in named if "::" in one]) > 30
    for file, _, test in (one.partition("::") for one in named):
        assert (REPO / file).exists(), file
        assert not test or f"\ndef {test}(" in (REPO / file).read_text(encoding="utf-8"), f"{file}::{test}"
