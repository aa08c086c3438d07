"""Pages that were broken at a fixed width: each turn is in paragraphs again, and no label is joined to other words."""

from __future__ import annotations

import textwrap
import time
from collections.abc import Callable

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.wrapped_lines import unwrapped_lines

URL = "http://www.varenia.example/press/2026-03/05/talk.html"
_TALK = (
    (
        "ILSE MAREN",
        "Good morning to all of you. We open the locks two weeks early this year, and I will say why in a moment. The"
        " water is high, the crews are rested, and the skippers asked us in the autumn whether we could do it at all."
        " So we went down to the quay with them, looked at the gates one by one, and found that nothing speaks against"
        " it but the toll, which is a matter for the council and not for those who work on the water every day.",
    ),
    (
        "QUESTION",
        "Who pays the crews in those two weeks, and does the toll rise because of what you have just said here, or will"
        " you leave it as it is until the summer and see how many of the barges come through by then?",
    ),
    (
        "ILSE MAREN",
        "The skippers pay them, through the toll. It does not rise, since there will be more barges than there were,"
        " and since the mill has offered to keep the lower gate in order for as long as the work on the upper one goes"
        " on, which is longer than anybody thought when we began with it in the spring of last year.",
    ),
    (
        "TOLMER VASK",
        "In the autumn, when the barges are fewer. I spoke to the miller myself, and he was glad of it, although he"
        " would have liked to hear of it sooner than we told him. Thank you all for coming out here on such a cold"
        " morning, and do not forget to sign the list on the table by the door as you go out to the ferry.",
    ),
)
_LAYOUTS: dict[str, Callable[[list[str]], str]] = {
    "p": "".join,
    "br": lambda lines: "<p>" + "<br>\n".join(lines) + "</p>",
    "div": lambda lines: "".join(f"<div class='line'>{line}</div>" for line in lines),
}


@pytest.mark.parametrize("layout", _LAYOUTS)
@pytest.mark.parametrize("width", [52, 70, 95])
@pytest.mark.parametrize("own_line", [False, True])
def test_every_turn_is_one_paragraph_again(layout: str, width: int, own_line: bool) -> None:
    lines: list[str] = []
    for label, said in _TALK * 3:
        lines += [f"{label}:"] if own_line else []
        lines += textwrap.wrap(said if own_line else f"{label}: {said}", width)
    shown = [f"<p>{line}</p>" if layout == "p" else line for line in lines]
    page = f"<html><body><h1>Press conference</h1><article>{_LAYOUTS[layout](shown)}</article></body></html>"
    briefing = load_briefing(read_transcript([read_page(page.encode(), URL)]))
    assert [(turn.label, turn.text) for turn in briefing.turns] == list(_TALK * 3)
    assert briefing.complete


def _as_text(lines: list[str]) -> list[str]:
    return [line.text for line in unwrapped_lines([Line(text) for text in lines])]


_FULL = textwrap.wrap(" ".join(said for _, said in _TALK * 2), 60)


@pytest.mark.parametrize(
    "begins", ["HOWELL I never said so.", "Q Did you?", "GINO MAREN, DIRECTOR OF THE LOCKS: No.", "Ilse Maren: I did."]
)
def test_what_may_be_a_label_begins_a_line(begins: str) -> None:
    full = "and that is what we have told all of the skippers, sir."
    *_, before, last = _as_text([*_FULL, full, begins])
    assert before.endswith(full)
    assert last == begins


@pytest.mark.parametrize("line", ["Page 3 of 12", "5 March 2026", "(To be continued)", "MAREN I never said so."])
def test_heads_of_printed_pages_and_notes_are_in_no_sentence(line: str) -> None:
    full = "and that is what we have told all of the skippers and the"
    *_, before, last = _as_text([*_FULL, full, line])
    assert before.endswith(full)
    assert last == line


@pytest.mark.parametrize("note", ["The meeting rose at 3.15 p.m.", "The interview has been edited."])
def test_the_end_of_a_meeting_is_not_said(note: str) -> None:
    full = "and that is what we have told all of the skippers there."
    assert _as_text(["MR. MAREN: We begin.", *_FULL, full, note])[-1] == note


def test_brackets_amid_a_sentence_are_no_note() -> None:
    full = "and that is what we have told all of the skippers in law"
    assert _as_text([*_FULL, full, "(No. 200)."])[-1].endswith(f"{full} (No. 200).")


def test_a_headline_in_capitals_is_not_joined_to_the_first_label() -> None:
    headline = [
        "THE MINISTER SAYS THAT WE OPEN THE HARBOUR BEFORE THE SPRING,",
        "AS THE GATES OF THE LOCK ARE MENDED AND THE COUNCIL PAYS",
    ]
    lines = [*headline, *textwrap.wrap(f"Ms. Vask. {_TALK[0][1]}", 60), *_FULL]
    assert _as_text(lines)[:2] == headline


def test_a_label_that_the_source_declares_begins_a_line() -> None:
    told = Line("the tall one we have told all of the skippers so", told="the tall one", told_end=12)
    *_, before, last = unwrapped_lines([*map(Line, _FULL), Line("and that is what we have told the skippers of"), told])
    assert last is told
    assert before is not told


def test_a_label_goes_on_while_its_bracket_is_open() -> None:
    label = ["The Assistant Minister for Locks and Inner Quays (Mr.", "Vask): Good morning."]
    assert _as_text([*_FULL, *label])[-1] == " ".join(label)


def test_a_lead_above_the_first_label_is_a_line_of_its_own() -> None:
    lead = "The harbour office met the press on Thursday, the fifth of it."
    assert _as_text([lead, lead, *_FULL])[:2] == [lead, lead]


@pytest.mark.parametrize(
    "label",
    [
        ("GINO MAREN, DIRECTOR GENERAL OF THE COUNCIL OF THE INNER", "LOCKS AND QUAYS: Good morning."),
        # Capitals are wide: fewer fill a line.
        ("GINO MAREN, DIRECTOR GENERAL OF THE COUNCIL", "OF INNER LOCKS (VARENIA): Good morning."),
    ],
)
def test_a_long_label_in_capitals_goes_on(label: tuple[str, str]) -> None:
    assert _as_text([*_FULL, *label])[-1] == " ".join(label)


@pytest.mark.parametrize(
    "said", ["Good morning to all of you, and to those who", "I see. Good morning to all of you, and to"]
)
def test_a_label_in_capitals_on_a_line_is_whole(said: str) -> None:
    label = "GINO MAREN, DIRECTOR GENERAL OF THE COUNCIL"
    assert _as_text([*_FULL, label, f"{said} came."])[-2:] == [label, f"{said} came."]


def test_a_bold_label_goes_on_and_a_bold_headline_does_not() -> None:
    rest = "Quays and Locks: Good morning."
    for first in (
        "Gino Maren, General Director of the Council of the Inner",
        "What the skippers asked the harbour council this autumn",
    ):
        lines = [*map(Line, _FULL), Line(first, bold=len(first)), Line(rest, bold=16)]
        last = unwrapped_lines(lines)[-1].text
        assert last == (f"{first} {rest}" if "," in first else rest)


def test_a_long_head_of_printed_pages_is_joined_to_no_sentence() -> None:
    head = "Conference of the Harbour Office, Lindmark, {}"
    lines = [line for page in (1, 2, 3) for line in (*_FULL[: 9 + page], head.format(page), *_FULL[9 + page :])]
    assert [text for text in _as_text(lines) if "Office" in text] == [head.format(page) for page in (1, 2, 3)]


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([f"The lock number {n} is open and its keeper is there." for n in range(40)], id="sentences"),
        pytest.param([f"harbour rope {n}" for n in range(40)], id="short lines"),
        pytest.param([f"Lock keeper of the inner quay number {n}" for n in range(40)], id="a list"),
        pytest.param([f"and {'so on, ' * (n % 23)}it goes" for n in range(60)], id="lines of any length"),
    ],
)
def test_other_lines_stay_as_they_are(lines: list[str]) -> None:
    assert _as_text(lines) == lines


def test_offsets_and_bold_hold_in_the_whole() -> None:
    first, second, *rest = _FULL
    lines = [Line(first, bold=len(first), linked=2), Line(second, bold=3, wide=frozenset({4}), soft=(7,))]
    whole = unwrapped_lines([*lines, *(Line(text) for text in rest)])[0]
    at = len(first) + 1
    assert (whole.bold, whole.linked, sorted(whole.wide)) == (at + 3, 2, [at + 4])
    assert whole.soft[:2] == (at - 1, at + 7)


def test_a_hundred_thousand_lines_are_joined_in_proportion() -> None:
    def took(lines: int) -> float:
        begin = time.process_time()
        assert (
            len(unwrapped_lines([Line("and the barges went through the lower gate one by one") for _ in range(lines)]))
            == 1
        )
        return time.process_time() - begin

    assert took(80_000) < 16 * took(10_000) + 0.2
