"""The documents say what the code does."""

from __future__ import annotations

import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.utils.test import get_crawler

from briefings.crawling import BriefingSpider
from briefings.crawling.arguments import ARGUMENTS
from briefings.runs.account import RunAccount
from briefings.runs.expectations import Expectations
from briefings.runs.report import Report
from briefings.runs.verdict import Code
from briefings.transcript import Markup
from briefings.transcript.speech.label_rules import RULES, Rule
from tests.support.processes import REPO
from tests.support.run_reports import make_report
from tests.support.sample_golden import GOLDEN
from tests.support.settings_page import PAGE, settings_page

if TYPE_CHECKING:
    from pathlib import Path

_READING = (REPO / "docs" / "reading.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_label_rule_is_explained_with_its_example(rule: Rule) -> None:
    line = next((line for line in _READING.splitlines() if line.startswith(f"| `{rule.name}` |")), "")
    assert rule.example.split(" (")[0].split("    ")[0] in line, f"docs/reading.md lacks the rule {rule.name}"


def test_the_rules_are_listed_in_the_order_in_which_they_are_asked() -> None:
    listed = [line.split("`")[1] for line in _READING.splitlines() if line.startswith("| `")]
    assert [name for name in listed if name != "glued"] == [rule.name for rule in RULES]


def test_the_lines_the_readme_shows_are_lines_of_the_sample() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8").splitlines()
    shown = [line for line in readme if line.startswith('{"id"')]
    assert len(shown) == 2
    assert set(shown) <= set(GOLDEN["turns.jsonl"].read_text(encoding="utf-8").splitlines())


def test_every_field_of_a_report_is_explained_in_order() -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    explained = re.findall(r"^\| `(\w+)` \|", document, re.MULTILINE)
    assert explained == [*make_report(), "briefings"]


def test_every_count_of_a_report_is_explained() -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    report = Report("", "", "", {}, [])
    report.fill_in(RunAccount(get_crawler()), [])
    assert [name for name in report.counts if f"`{name}`" not in document] == []


@pytest.mark.parametrize("expectation", [field.name for field in fields(Expectations)])
def test_every_expectation_is_explained(expectation: str) -> None:
    document = (REPO / "docs" / "run-reports.md").read_text(encoding="utf-8")
    assert f"`{expectation}`" in document or f'"{expectation}"' in document


def test_the_page_of_settings_is_current() -> None:
    made = settings_page()
    assert PAGE.read_text(encoding="utf-8") == made, "run: python -m tests.support.settings_page"
    assert "|  |" not in made, "a setting has no comment"


def test_every_exit_code_is_in_the_readme() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \|", readme, re.MULTILINE)] == sorted(Code)


def test_every_argument_of_a_spider_is_in_the_readme() -> None:
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    assert [name for name in ARGUMENTS if f"-a {name}=" not in readme] == []


def test_every_field_of_a_markup_is_explained() -> None:
    document = (REPO / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    assert [field.name for field in fields(Markup) if f"| `{field.name}` |" not in document] == []


def test_every_example_of_a_source_is_a_spider_that_runs_without_an_address() -> None:
    document = (REPO / "docs" / "add-a-source.md").read_text(encoding="utf-8")
    examples = re.findall(r"```python\n(.+?)```", document, re.DOTALL)
    assert len(examples) == 3
    for example in examples:
        made: dict[str, Any] = {}
        exec(compile(example, "add-a-source.md", "exec"), made)
        (spider,) = [one for name, one in made.items() if name.endswith("Spider") and one is not BriefingSpider]
        assert spider.check_arguments().is_regular
        assert example.count("\n") <= 40


@pytest.mark.parametrize("page", sorted([*REPO.glob("*.md"), *REPO.glob("docs/*.md")]), ids=lambda page: page.name)
def test_links_between_the_documents_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?://)([^)\s]+)\)", text):
        name, _, heading = target.partition("#")
        other = page.parent / name if name else page
        assert other.exists(), target
        headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE) if heading else []
        assert not heading or heading in [re.sub(r"[^\w -]", "", one).lower().replace(" ", "-") for one in headings]
