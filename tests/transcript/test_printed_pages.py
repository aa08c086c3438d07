"""The heads of printed pages are nobody's words, though they stand amid what somebody says."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from tests.support.reading import paragraphs

_BEFORE, _AFTER = "We repaired the mill this winter, and its old wheel turns again, which", "many of you asked for."


def _said(*lines: str) -> list[tuple[str | None, str]]:
    html = f"<html lang='en'><body><div>{paragraphs(*lines)}</div></body></html>"
    briefing = load_briefing(read_transcript([read_page(html.encode(), "http://lindmark.example/minutes/4.htm")]))
    assert briefing.complete
    assert briefing.coverage == 1.0
    return [(turn.label, turn.text) for turn in briefing.turns]


@pytest.mark.parametrize(
    "heads",
    [
        # The debates of a parliament: left and right pages differ, and the topic may be on one page alone.
        [("Page 8", "446", "The Mills", "4th Feb., 2026"), ("Page 9", "4th Feb., 2026", "The Pier", "447")],
        [("446", "4th Feb., 2026", "The Mills"), ("The Mills", "4th Feb., 2026", "447"), ("448", "4th Feb., 2026")],
        # An ending of a day apart from its figures, a topic right before what follows, pages of a few lines.
        [("Page 8", "446", "The Mills", "4 th Feb., 2026"), ("Page 9", "4 th Feb., 2026", "The Mills", "447")],
        # The minutes of a council.
        [("COUNCIL OF LINDMARK", str(page), "February 4, 2026") for page in (2, 3, 4)],
    ],
)
def test_the_head_of_a_printed_page_is_in_no_turn(heads: list[tuple[str, ...]]) -> None:
    asked = "Mr. Vask: Who paid for that, and when do we see the bill?"
    lines = [line for head in heads for line in (f"Mayor Kestrel: {_BEFORE}", *head, _AFTER, asked)]
    speech = [("Mayor Kestrel", f"{_BEFORE} {_AFTER}"), ("Mr. Vask", asked.removeprefix("Mr. Vask: "))]
    assert _said(*lines) == speech * len(heads)


@pytest.mark.parametrize("day", ["4th Feb., 2026", "4 th Feb., 2026"])
def test_heads_of_pages_with_few_lines_are_told_apart(day: str) -> None:
    said = [f"We repaired {count} mills this winter, and their wheels turn again." for count in range(2, 8)]
    heads = [(f"Page {number}", *((str(number + 438),) if number % 2 else (day,))) for number in range(8, 14)]
    lines = [line for head, text in zip(heads, said, strict=True) for line in (*head, text)]
    talk = ("Mr. Vask: Who paid for that, and when do we see the bill?", "Mayor Kestrel: You see it in May.")
    assert _said(*talk, *lines, *talk)[1] == ("Mayor Kestrel", "\n\n".join(["You see it in May.", *said]))


def test_a_note_in_the_rest_of_a_sentence_keeps_its_place() -> None:
    rest = "of you (laughter) asked for."
    lines = [one for page in (2, 3) for one in (f"Mayor Kestrel: {_BEFORE} {page}", f"Page {page}", rest)]
    html = f"<html lang='en'><body><div>{paragraphs(*lines)}</div></body></html>"
    first, second = load_briefing(read_transcript([read_page(html.encode(), "http://lindmark.example/4.htm")])).turns
    assert [first.text[note.at :][: note.length] for note in first.notes] == ["(laughter)"]
    assert [second.text[note.at :][: note.length] for note in second.notes] == ["(laughter)"]


def test_the_first_day_of_a_text_is_no_head() -> None:
    talk = ("Mr. Vask: Who paid for that, and when do we see the bill?", "Mayor Kestrel: You see it in May.")
    lines = [line for page in (8, 9, 10) for line in ("4th Feb., 2026", f"Page {page}", *talk)]
    html = f"<html lang='en'><body><div>{paragraphs(*lines)}</div></body></html>"
    briefing = load_briefing(read_transcript([read_page(html.encode(), "http://lindmark.example/minutes/4.htm")]))
    assert briefing.held_on == "2026-02-04"
    assert not any(note.kind == "time" for turn in briefing.turns for note in turn.notes)


@pytest.mark.parametrize("head", ["4 February 2026 COUNCIL DEBATES {}", "{} Wednesday, 4th February, 2026 (P)"])
def test_a_day_with_a_number_that_counts_up_is_a_head_and_what_stands_there_each_time_too(head: str) -> None:
    foot = "Disclaimer: This report of the council is for your information only. Ask the clerk of Lindmark for a copy."
    asked, long = "Mr. Vask: Who paid for that, and when do we see the bill?", " ".join([_AFTER.capitalize()] * 60)
    pages = [(f"Mayor Kestrel: {_BEFORE}", foot, head.format(page), _AFTER, long, asked) for page in (1, 2, 3)]
    speech = [("Mayor Kestrel", f"{_BEFORE} {_AFTER}\n\n{long}"), ("Mr. Vask", asked.removeprefix("Mr. Vask: "))]
    assert _said(*(line for page in pages for line in page), foot) == speech * 3


def test_a_formula_that_comes_back_is_said_though_pages_end_behind_it() -> None:
    put = "The question is that the motion be agreed to, and I ask those who are in favour of it to say aye now."
    pages = [
        (f"Page {page}", f"Mayor Kestrel: I thank you, {page}.", put, "Mr. Vask: Aye.", put) for page in range(8, 14)
    ]
    assert sum(text.count(put) for _, text in _said(*(line for page in pages for line in page))) == 2 * len(pages)


@pytest.mark.parametrize("above", ["{}", "5 March 2026", "Page {}"])
@pytest.mark.parametrize("label", ["", "Mayor Kestrel: "])
def test_a_formula_that_only_stands_below_days_or_numbers_is_said(above: str, label: str) -> None:
    put = "The question is that the clause be agreed to, and I ask those who are in favour of it to say aye now."
    long = " ".join([_AFTER.capitalize()] * 60)
    pages = [(above.format(page), f"{label}{put}", f"Mr. Vask: {long}", "Ms. Tarn: Who paid?") for page in (1, 2, 3, 4)]
    said = " ".join(text for _, text in _said("Ms. Tarn: We begin.", *(line for page in pages for line in page)))
    assert said.count(put) == len(pages)


@pytest.mark.parametrize(
    ("title", "before", "item"),
    [
        ("Minutes", "We asked for mill {} and its old wheel, and then we all said —", "Hear, hear"),
        ("Minutes", "We asked for mill {} and its old wheel, and then we all said,", "Clause {}"),
        ("Question Time | Lindmark", "We begin.", "Question"),
        ("Day 3 of the hearing", "We begin.", "Day {}"),
        ("Minutes", "We begin.", "Amendment {} of 4 February 2026"),
    ],
)
def test_what_comes_back_in_what_somebody_says_is_said(title: str, before: str, item: str) -> None:
    long = " ".join([_AFTER.capitalize()] * 60)
    pages = [
        ("Mayor Kestrel: " + before.format(n), item.format(n), _AFTER, long, "Mr. Vask: Yes?") for n in (1, 2, 3, 4)
    ]
    html = f"<title>{title}</title><body><div>{paragraphs(*(line for page in pages for line in page))}</div></body>"
    briefing = load_briefing(read_transcript([read_page(html.encode(), "http://lindmark.example/minutes/4.htm")]))
    said = " ".join(turn.text for turn in briefing.turns)
    assert [item.format(n) in said for n in (1, 2, 3, 4)] == [True] * 4


def test_a_number_above_the_first_page_is_not_that_of_the_last() -> None:
    asked, long = "Mr. Vask: How many mills did you repair?", " ".join([_AFTER.capitalize()] * 60)
    pages = [(f"Mayor Kestrel: {_BEFORE}", str(page), _AFTER, long, asked) for page in (1, 2, 3)]
    assert _said(asked, "Mayor Kestrel:", "4", asked, *(line for page in pages for line in page))[1][1] == "4"


def test_figures_beside_a_head_are_said() -> None:
    heads = ("Page 8", "446", "4th Feb., 2026"), ("Page 9", "447", "4th Feb., 2026")
    tables = [["1200", "in March, and in May", "850"], ["17", "in April, and in June", "96"]]
    asked = "Mr. Vask: Who counts them, and do you believe that?"
    pages = zip(heads, tables, strict=True)
    lines = [line for head, table in pages for line in (f"Mayor Kestrel: {_BEFORE}", *head, *table, asked)]
    said = ["\n\n".join([_BEFORE, *table]) for table in tables]
    assert [text for label, text in _said(*lines) if label == "Mayor Kestrel"] == said


@pytest.mark.parametrize("time", ["10:02 a.m.", "4th Feb., 2026"])
def test_a_label_within_a_head_opens_a_turn(time: str) -> None:
    said = (
        "MR. VASK",
        time,
        "We repaired the mill, I thank you.",
        "MS. TARN",
        "Who paid, and when do we see the bill?",
    )
    lines = [line for page in (8, 9, 10) for line in (f"Page {page}", *said)]
    assert [label for label, _ in _said(*lines)] == ["MR. VASK", "MS. TARN"] * 3


@pytest.mark.parametrize(
    "form",
    [
        "{}",
        "- {} -",
        "{}/3",
        "Page {} of 3",
        "Seite {} von 3",
        "5 mars 2026 {}",
        "The Mills {}",
        "Lindmark, 5/3/26 | {}",
    ],
)
@pytest.mark.parametrize("title", [(), ("Minutes of Lindmark",)])
def test_numbers_that_count_up_are_those_of_printed_pages(form: str, title: tuple[str, ...]) -> None:
    asked, long = "Mr. Vask: Who paid for that, and when do we see the bill?", " ".join([_AFTER.capitalize()] * 60)
    pages = [(f"Mayor Kestrel: {_BEFORE}", *title, form.format(page), _AFTER, long, asked) for page in (1, 2, 3)]
    speech = [("Mayor Kestrel", f"{_BEFORE} {_AFTER}\n\n{long}"), ("Mr. Vask", asked.removeprefix("Mr. Vask: "))]
    assert _said(*(line for page in pages for line in page)) == speech * 3


@pytest.mark.parametrize("topic", ["Mill {}", "Well, that was mill {}", "The mills again"])
@pytest.mark.parametrize("amid", [True, False])
def test_what_comes_back_is_a_head_only_amid_sentences(topic: str, amid: bool) -> None:
    before, after = (_BEFORE, _AFTER) if amid else ("We begin.", "Many of you asked for it.")
    long = " ".join([_AFTER.capitalize()] * 60)
    shown = [topic.format(page) for page in (1, 2, 3)]
    pages = [(f"Mayor Kestrel: {before}", one, after, long, "Mr. Vask: Who paid?") for one in shown]
    html = f"<html lang='en'><body><div>{paragraphs(*(line for page in pages for line in page))}</div></body></html>"
    briefing = load_briefing(read_transcript([read_page(html.encode(), "http://lindmark.example/minutes/4.htm")]))
    assert {note.text for turn in briefing.turns for note in turn.notes}.issuperset(() if amid else shown)
    assert (f"{_BEFORE} {_AFTER}\n\n{long}" in {turn.text for turn in briefing.turns}) is amid


def test_captions_without_full_stops_have_no_heads() -> None:
    long = _AFTER.rstrip(".") * 60
    pages = [(f"Mayor Kestrel: {_BEFORE}", f"In 202{n}", f"it {long}", "Mr. Vask: Who paid?") for n in (1, 2, 3)]
    said = " ".join(text for _, text in _said(*(line for page in pages for line in page)))
    assert [f"In 202{n}" in said for n in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("form", ["{}", "- {} -", "{}/3"])
def test_numbers_that_count_up_closer_than_printed_pages_are_said(form: str) -> None:
    asked, counted = "Mr. Vask: How many mills did you repair?", [form.format(number) for number in (1, 2, 3)]
    answered = [line for number in counted for line in (asked, "Mayor Kestrel:", number)]
    assert [text for _, text in _said("Mayor Kestrel: We begin.", *answered)[2::2]] == counted
    assert _said(asked, "Mayor Kestrel: These:", *counted, asked)[1][1] == "\n\n".join(["These:", *counted])


@pytest.mark.parametrize("others", [("Page 1 of 3",), ("Part 1 of 3", "Page 2 of 4")])
def test_the_last_page_is_not_all_for_what_else_is_shown_beside_its_number(others: tuple[str, ...]) -> None:
    html = f"<html><body>{paragraphs(*others, 'Mr. Vask: Who paid?', 'Mr. Tarn: We did.', 'Page 3 of 3')}</body></html>"
    assert read_page(html.encode(), "http://lindmark.example/minutes/4.htm").siblings.unresolved
