"""A source file's declarations about labels: their place, their spelling, and the role of the speakers."""

from __future__ import annotations

import re

import pytest

from briefings.items import Role
from briefings.transcript import BriefingKind, Markup, kind_of, read_page, read_transcript
from tests.support.parts import each
from tests.support.reading import address

SAID = (
    ("the tall one", "Good morning, we open the lock gates in spring, and I am glad of it."),
    ("gallery", "How much will the gates cost?"),
    ("the tall one", "Nine million, and we have them."),
)


def _turns(html: str, markup: Markup) -> list[tuple[str | None, str | None, str | None, str]]:
    found = read_transcript(
        [read_page(f"<html><body><h1>Lock gates</h1>{html}</body></html>".encode(), address(), markup=markup)]
    )
    return [
        (turn.printed.label, turn.printed.label_rule, turn.who.role, " ".join(turn.printed.paragraphs))
        for turn in found.turns
    ]


WANTED = [(label, "told", said) for label, said in SAID]
FORMS = {
    "dt": "<dl>" + "".join(f"<dt>{label}</dt><dd>{said}</dd>" for label, said in SAID) + "</dl>",
    "i.who": "<div>" + "<br>".join(f"<i class='who'>{label}:</i> {said}" for label, said in SAID) + "</div>",
    "td:first-child": "<table>"
    + "".join(f"<tr><td><p>{label}</p></td><td>{said}</td></tr>" for label, said in SAID)
    + "</table>",
}  # fmt: skip


@pytest.mark.parametrize("css", FORMS)
def test_a_selector_says_where_labels_are(css: str) -> None:
    found = _turns(FORMS[css], Markup(labels=css))
    assert [(label, rule, said) for label, rule, _, said in found] == WANTED
    assert not [rule for _, rule, _, _ in _turns(FORMS[css], Markup()) if rule == "told"]


def test_an_expression_says_how_labels_are_spelt() -> None:
    html = "".join(f"<p>~{label}~ {said}</p>" for label, said in SAID)
    found = _turns(html, Markup(label=r"~([\w ]{1,40})~"))
    assert [(label, rule, said) for label, rule, _, said in found] == WANTED


def test_an_expression_wins_over_what_speaks_against_a_label() -> None:
    html = "".join(f"<p>{label}: {said}</p>" for label, said in (("First", SAID[0][1]), ("Note", SAID[1][1])))
    assert [label for label, *_ in _turns(html, Markup(label=r"(\w+):"))] == ["First", "Note"]


def test_fields_stay_fields_where_nobody_speaks() -> None:
    html = "<dl>" + "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in (
        ("Length of the quay", "Four hundred metres of granite and oak."), ("Depth", "Nine metres below the mean tide.")
    )) + "</dl>"  # fmt: skip
    found = read_transcript([read_page(html.encode(), address(), markup=Markup(labels="dt"))])
    assert (kind_of(found), [turn.printed.label for turn in found.turns]) == (BriefingKind.ARTICLE, [None])


def test_a_source_says_who_has_which_part() -> None:
    markup = Markup(labels="dt", roles=((r"the .{1,40}", Role.OFFICIAL), ("gallery", Role.PRESS)))
    assert [role for _, _, role, _ in _turns(FORMS["dt"], markup)] == [Role.OFFICIAL, Role.PRESS, Role.OFFICIAL]


@each(
    ("markup", "why"),
    [
        ({"label": r"\w+:"}, "one group"),
        ({"label": r"((?:a|aa)*)b"}, "repeats a group"),
        ({"label": r"((?:\w+ ?)+):"}, "repeats a group"),
        ({"label": r"(.*)(?:.*).*.*:".replace("(?:.*)", ".*")}, "4 repeats"),
        ({"roles": ((r"(\w+)+", "press"),)}, "repeats a group"),
        ({"roles": (("gallery", "visitor"),)}, "visitor"),
        ({"roles": ("gallery", "press")}, "roles=('gallery', 'press') needs pairs"),
        ({"aliases": (("(", ""),)}, "aliases='(' is not a regular expression"),
        ({"entry_urls": "("}, "entry_urls='(' is not a regular expression"),
        ({"page_count": "draw"}, "page_count='draw' needs one group"),
    ],
)
def test_an_expression_that_is_wrong_or_could_take_very_long_is_refused(markup: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)):
        Markup(**markup)  # type: ignore[arg-type]


def test_a_selector_that_is_no_css_is_refused_by_its_name() -> None:
    with pytest.raises(ValueError, match=r"labels='dt\[' is not a CSS selector"):
        Markup(labels="dt[")


def test_an_expression_that_is_bounded_is_taken() -> None:
    for label in (r"([A-Z][\w .'(|)*+-]{1,60}):", r"\*\*(?P<who>[^*]+)\*\*\s*", r"(?:P|R)\.- ([^\W\d]{0,9})"):
        assert Markup(label=label).label == label
