"""The home page of a site, which is no entry and no page of a briefing."""

from __future__ import annotations

from briefings.address import is_home
from tests.support.parts import each


@each(
    ("path", "is_one"),
    [
        ("", True),
        ("/index.php", True),
        ("/Default.aspx", True),
        ("/home/", True),
        ("/?p=12", False),
        ("/index.php/talks/view/411/24971", False),
        ("/index.php/press", False),
    ],
)
def test_a_home_page_has_no_name_of_its_own(path: str, is_one: bool) -> None:
    assert is_home(f"http://www.varenia.example{path}") is is_one
