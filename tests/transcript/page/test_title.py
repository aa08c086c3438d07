"""The title of a page: its headline or the one in its data, never the name of the site."""

from __future__ import annotations

from briefings.transcript import read_page
from tests.support.parts import each

_LOGO = "<h1><a href='/'>Quay Press</a></h1>"


@each(
    ("head", "body", "title"),
    [
        ("The ferry sails | Quay Press", "<h1>The ferry</h1>", "The ferry"),
        ("The ferry sails | Quay Press", "", "The ferry sails"),
        ("The ferry sails | Quay Press", "<h1><style>.a-7{color:#fff}</style>The ferry</h1>", "The ferry"),
        ("The ferry sails | Quay Press", _LOGO, "The ferry sails"),
        ("The ferry sails | Quay Press", "<a href='https://quay.example'><h1>Quay</h1></a>", "The ferry sails"),
        ("The ferry sails | Quay Press", "<h1><a href='#top'>The ferry</a></h1>", "The ferry"),
        ("Transcript - Doorstop", "<h2>Transcript - Doorstop</h2>", "Transcript - Doorstop"),
        ("The ferry sails | Quay Press", "<h1><a href='http://[quay'>The ferry</a></h1>", "The ferry"),
        ("Quay Press - The ferry sails, 7 May 2031", _LOGO + "<h2>The ferry</h2>", "The ferry sails, 7 May 2031"),
        ("The ferry sails — Quay Press", "", "The ferry sails"),
        ("The ferry – Part 2 of 3 | http://quay-press.example/", "", "The ferry – Part 2 of 3"),
        ("The ferry sails - www.quay-press.example", _LOGO, "The ferry sails"),
        ("Quay Pressure falls", _LOGO, "Quay Pressure falls"),
        ("Sailing — Quay Press", "<header><h1>Quay Press</h1><nav>A</nav></header><h2>Sailing</h2>", "Sailing"),
        ("Quay Press — The ferry sails", "<header><nav>A</nav><h1>The ferry sails</h1></header>", "The ferry sails"),
        ("News — The ferry sails", "<header><h1>The ferry sails</h1></header>", "The ferry sails"),
        ("Quay - Transcripts", "", None),
        ("", _LOGO, None),
    ],
)  # fmt: skip
def test_the_title_is_not_the_name_of_the_site(head: str, body: str, title: str | None) -> None:
    speech = "<p>MS. MAREN: The ferry sails in May, and the lock is open again.</p>" * 3
    html = f"<html><head><title>{head}</title></head><body>{body}<main>{speech}</main></body></html>"
    assert read_page(html.encode(), "https://www.quay.example/talks/7.html").fields.title == title


@each(("generator", "title"), [("Page Turner SDK 3.0.60", None), ("Quill 3", "By Page Turner SDK 3")])
def test_the_title_is_not_the_name_of_the_program_that_made_the_page(generator: str, title: str | None) -> None:
    head = f"<META name='generator' content='{generator}'><title>By Page Turner SDK 3</title>"
    html = f"<html><head>{head}</head><body><p>MS. MAREN: The ferry sails in May.</p></body></html>"
    assert read_page(html.encode(), "https://www.quay.example/talks/7.html").fields.title == title
