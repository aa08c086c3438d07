"""The addresses a run may request."""

from __future__ import annotations

from briefings.crawling.scope import Scope
from tests.support.parts import each


@each(
    ("url", "on_site"),
    [
        ("http://press.varenia.example/talk", True),
        ("https://PRESS.varenia.example.:443/talk", True),
        ("http://files.press.varenia.example/talk", True),
        ("http://press.varenia.example:8080/talk", True),
        ("http://www.press.varenia.example:8080/talk", True),
        ("http://m.press.varenia.example:8080/talk", False),
        ("http://press.varenia.example:8081/talk", False),
        ("http://varenia.example/talk", False),
        ("http://press.varenia.example.org/talk", False),
    ],
)
def test_a_list_on_a_port_names_pages_on_that_port_and_on_those_of_the_web(url: str, on_site: bool) -> None:
    scope = Scope(["press.varenia.example"], own=frozenset({"press.varenia.example:8080"}))
    assert scope.is_on_site(url) is on_site
