"""Labels are judged by what their turns say, at a cost that a page of long paragraphs does not raise."""

from __future__ import annotations

import pytest

from briefings.transcript import kind_of, read_page, read_transcript
from briefings.transcript.transcript_or_article import BriefingKind
from briefings.transcript.wording.shapes import shape_of
from tests.support.reading import briefing, paragraphs, transcript

_TURNS = 200


def test_the_shapes_of_paragraphs_are_neither_read_nor_kept() -> None:
    said = "The harbour board looked at this with care, and I think that the ferry will sail again before the spring"
    turns = "".join(
        f"<p>{('Question', 'Ilse Maren')[place % 2]}: {said}, as matter {place} shows. {said}.</p>"
        for place in range(_TURNS)
    )
    html = f"<html><head><title>Briefing on the ferry</title></head><body><h1>Briefing on the ferry</h1>{turns}</body>"
    shape_of.cache_clear()
    transcript = read_transcript([read_page(html.encode(), "https://press.example/ferry")])
    assert len(transcript.turns) == _TURNS
    assert shape_of.cache_info().currsize < _TURNS / 2


NEWS = (
    "The mayor clashed with a reporter on Tuesday over the new lock, which is now expected to cost twice as much.",
    "A report by the auditor, published last week, blamed poor planning for the delay of the works at the harbour.",
)
EXCHANGE = ("Reporter: Did you know of it?", "Mayor: I have answered that.", "Reporter: When?", "Mayor: Next.")
LATER = (
    "The mayor then left the room. A spokeswoman said later that all documents had been handed to the auditor.",
    "The council will debate the matter on Thursday, and a vote of no confidence cannot be ruled out, it was said.",
)
MINUTES = (
    "Q: A member asked whether the roof of the lock house would be repaired before the winter.",
    "A: The chair replied that three quotes had been received.",
    "Q: A member asked why the toll had gone up.",
    "A: The treasurer explained that the cost of crews had doubled.",
)


def test_news_that_quote_an_exchange_are_told_and_a_transcript_with_an_introduction_is_not() -> None:
    assert not briefing(paragraphs(*NEWS, *EXCHANGE, *LATER)).complete
    assert briefing(paragraphs(*NEWS, *EXCHANGE)).complete


def test_minutes_that_tell_what_was_asked_are_told() -> None:
    assert not briefing(paragraphs("Minutes of the meeting of 3 May 2019", *MINUTES, *MINUTES)).complete


PRAISE = ("Pros: You can park by the lock.", "Cons: We waited for an hour.", "Pros: My ferry was clean.")


def test_single_words_that_nobody_asks_are_people_if_what_is_said_names_them() -> None:
    talk = ("Sara: Your coat is wet.", "Meg: We sailed through the storm.", "Sara: I told you so.", "Meg: My own.")
    introduction = "This week, Meg and Sara find out why my tea is cold."
    assert kind_of(transcript(paragraphs(*talk))) != BriefingKind.TRANSCRIPT
    assert kind_of(transcript(paragraphs(introduction, *talk))) == BriefingKind.TRANSCRIPT


def test_words_that_stand_in_small_letters_are_not_named() -> None:
    told = paragraphs("The Pros and Cons, and why I see more cons and pros.", *PRAISE)
    assert kind_of(transcript(told)) != BriefingKind.TRANSCRIPT


def test_one_of_an_office_who_speaks_is_enough_among_others() -> None:
    told = ("Atanas Holm: The canal will be closed in the spring.", "Minister Maren: I shall see to it.")
    assert kind_of(transcript(paragraphs(*told))) == BriefingKind.TRANSCRIPT


STAFF = (
    "<b>Position:</b> {}",
    "<b>Hometown:</b> Northport",
    "<b>Favorite food:</b> Fish soup",
    "<b>What do you love about your job?</b> I love the people.",
    "<b>Fun fact:</b> I once rowed to the island and back.",
)
SIGNS = (
    "ARIES (March 21-April 19): You know it already.",
    "TAURUS (April 20-May 20): Why not let someone help you?",
    "GEMINI (May 21-June 21): We all make mistakes, and you learn from yours.",
    "LEO (July 23-Aug. 22): Why do you worry about what I think?",
)


@pytest.mark.parametrize(
    "page", [tuple(line.format(work) for work in ("Pilot", "Gate keeper", "Diver") for line in STAFF), SIGNS]
)
def test_fields_of_a_staff_and_signs_of_the_zodiac_are_no_speakers(page: tuple[str, ...]) -> None:
    assert kind_of(transcript(paragraphs(*page))) != BriefingKind.TRANSCRIPT


PATIENTS = (
    "<b>{}</b>",
    {"Dr. Ilse Maren": "I love my work.", "Dr. Odo Rask": "We like it.", "Mrs. Dana Lind": "I am so glad."},
)
BOOKS = (
    "<b>{}</b> <small>(Canal Press)</small>",
    {"The Lock": "Why do we read of locks? You know.", "River Crown": "I could not put it down.", "Gate": "I like it."},
)


@pytest.mark.parametrize(("head", "texts"), [PATIENTS, BOOKS])
def test_people_who_introduce_themselves_and_reviews_of_books_are_no_transcripts(
    head: str, texts: dict[str, str]
) -> None:
    lines = [line for name, text in texts.items() for line in (head.format(name), text)]
    assert kind_of(transcript(paragraphs(*lines))) != BriefingKind.TRANSCRIPT


def test_people_with_figures_in_brackets_who_answer_each_other_are_speakers() -> None:
    talk = (
        "MAREN (10:02): Who pays?",
        "SORELL (10:03): We do.",
        "MAREN (10:05): When?",
        "SORELL (10:06): In May, I hope.",
    )
    assert kind_of(transcript(paragraphs(*talk))) == BriefingKind.TRANSCRIPT
