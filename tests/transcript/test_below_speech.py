"""Below the last label, who made the interview and what is told of the speaker are nobody's words; an answer goes on.

Neither are a few words between the sentences of an answer.
"""

from __future__ import annotations

from tests.support.parts import each
from tests.support.reading import briefing, paragraphs

_TALK = paragraphs(
    "Odo Rask: When do you close the old quay?",
    "Ilse Maren: We close it in May, and I shall be there.",
    "Odo Rask: Who pays for the crane?",
    "Ilse Maren: The skippers pay for it.",
)
_ANSWER = "The skippers pay for it."


@each("line", ["Interview by Jon Brell", "*Interview: Jon Brell", "Propos recueillis par Jon Brell", "Источник: Порт"])
@each("below", ["The quay is the oldest of the river. It was built of oak.", ""])
def test_a_few_words_after_a_whole_sentence_and_what_is_told_below_are_nobodys(line: str, below: str) -> None:
    read = briefing(_TALK + paragraphs(line, *filter(None, [below])))
    assert (read.turns[-1].text, read.complete) == (_ANSWER, True)


@each(
    "line",
    [
        "Subscribe to our newsletter",
        "*Jon Brell is a reporter of the Bay Wire.",
        "The press office answers at press@quay.example until noon.",
        "※The figures are those of the port.",
        "The figures are those of the port. ↩",
        "Follow us on the <a href='/f'>Quay</a>, <a href='/c'>Crane</a>",
    ],
)
def test_a_footnote_an_address_of_mail_and_a_newsletter_are_nobodys(line: str) -> None:
    assert briefing(_TALK + paragraphs(line)).turns[-1].text == _ANSWER


@each(
    "cited, footnote",
    [
        *(("<sup>1</sup>", "<sup>1</sup>"), ("<sup>1</sup>", "1. "), ("(1)", "(1) "), ("[1]", "[1]"), (" [1]", "[1] ")),
        *((" 2031[1]", "[1] "), (" at EA[1]", "[1] ")),
    ],
)
def test_a_footnote_is_nobodys_if_the_words_above_cite_its_number(cited: str, footnote: str) -> None:
    talk = _TALK.replace("in May,", f"in May{cited},")
    assert briefing(talk + paragraphs(f"{footnote}The figures are those of the port.")).turns[-1].text == _ANSWER


@each(
    "cited, number",
    [("", 1), ("EA1", 1), (" (1)", 1), (" on the 1", 1), ("1.5", 1), (" 见方案1。", 1), ("<sup>2</sup>", 2)],
)
def test_a_number_that_nothing_cites_as_all_before_it_is_said(cited: str, number: int) -> None:
    item = f"{number}. The piers are mended."
    assert briefing(_TALK.replace("quay?", f"quay{cited}?") + paragraphs(item)).turns[-1].text.endswith(item)


def test_what_begins_with_the_name_of_the_last_speaker_tells_of_her() -> None:
    read = briefing(_TALK + paragraphs("Ilse Maren was born in Northport. The quay is her second one."))
    assert (read.turns[-1].text, read.notes[-1].text[:14] if read.notes else read.turns[-1].notes[0].text[:14]) == (
        _ANSWER,
        "Ilse Maren was",
    )


@each(
    "more",
    [
        ("And then the crane --",),
        ("But the crane —",),
        ("The piers are three, and the last of them is", "the old one"),
        ("There are two cranes:", "one for the boats", "and one for the timber. Both are green."),
        ("Old cranes", "New cranes", "Cranes of oak", "We have all of them."),
        ("The crane is green. It was built of oak.",),
        ("Odo Rask, thank you.",),
        ("Ilse Maren in Northport.",),
        ("Nein", "The crane is green. It was built of oak."),
    ],
)
def test_an_answer_goes_on_below_its_label(more: tuple[str, ...]) -> None:
    read = briefing(_TALK + paragraphs(*more))
    assert read.turns[-1].text == "\n\n".join((_ANSWER, *more))


@each("line", ["Break: [11:37]", "The story continues below", "Read also: The crane is sold", "On the crane"])
@each("more", ["", "<p>It comes back in the autumn.</p>"])
def test_a_few_words_between_sentences_are_a_heading(line: str, more: str) -> None:
    turns = briefing(_TALK.replace("<p>Odo Rask: Who", f"<p>{line}</p>{more}<p>Odo Rask: Who")).turns
    assert [[note.text for note in turn.notes] for turn in turns] == [[], [line], [], []]
    assert turns[1].text.endswith("autumn." if more else "there.")


@each("line", ["Yes", "Nein", "Thanks, all", "Mr. Brell", "Odo Rask"])
def test_short_answers_and_names_that_are_called_are_said(line: str) -> None:
    turns = briefing(_TALK.replace("<p>Odo Rask: Who", f"<p>{line}</p><p>Odo Rask: Who")).turns
    assert turns[1].text == f"We close it in May, and I shall be there.\n\n{line}"


def test_who_answers_elsewhere_without_a_full_stop_does_so_within_an_answer() -> None:
    talk = _TALK.replace(
        "<p>Odo Rask: Who", "<p>Not in May</p><p>Odo Rask: In April?</p><p>Ilse Maren: Not at all</p><p>Odo Rask: Who"
    )
    assert briefing(talk + _TALK).turns[1].text.endswith("there.\n\nNot in May")


def test_below_topics_among_the_answers_the_last_one_goes_on() -> None:
    talk = _TALK.replace(
        "<p>Odo Rask: Who", "<p>On the quay</p><p>It is old.</p><p>On the lock</p><p>It is new.</p><p>Odo Rask: Who"
    )
    below = paragraphs("On the crane", "The crane is green. It was built of oak.")
    assert briefing(_TALK + talk + below).turns[-1].text == f"{_ANSWER}\n\nThe crane is green. It was built of oak."


def test_who_asks_may_say_who_he_is_without_a_full_stop() -> None:
    asked = paragraphs("QUESTION: Thank you.", "Jon Brell, Bay Wire", "Is the crane sold?", "Ilse Maren: It is not.")
    assert briefing(_TALK + asked).turns[-2].text == "Thank you.\n\nJon Brell, Bay Wire\n\nIs the crane sold?"


@each("line", ["Story continues below", "The quay and the town", "Questions and answers."])
def test_a_heading_within_a_short_talk_is_one_though_a_long_menu_stands_below(line: str) -> None:
    talk = _TALK.replace("<p>Odo Rask: Who", f"<p>{line}</p><p>Odo Rask: Who")
    menu = "".join(f"<li><a href='/{word}'>{word}</a></li>" for word in ("Home", "News", "Boats", "Quays", "Locks"))
    turns = briefing(f"{talk}<ul>{menu}</ul>").turns
    assert [note.text for note in turns[1].notes] == [line]


@each("listed", ["<ol><li>{}</li><li>{}</li></ol>", "<p>1. {}</p><p>2. {}</p>"])
def test_what_is_listed_below_notes_to_editors_is_nobodys(listed: str) -> None:
    below = listed.format("The quay is the oldest of the river.", "The report is due in May.")
    read = briefing(_TALK + paragraphs("Notes to editors:") + below)
    assert (read.turns[-1].text, read.complete) == (_ANSWER, True)


@each(
    "foot, told",
    [
        ("<p><b>About the quay</b></p><p>It was built of oak. We have run it since 1957.</p>", "About the quay"),
        ("<h3>About the quay</h3><p>It was built of oak. We have run it since 1957.</p>", "About the quay"),
        ("<p><i>Write to us, if you saw the crane fall.</i></p>", "Write to us, if you saw the crane fall."),
        ("<p><b>Who saw the crane fall may call the police.</b></p>", "Who saw the crane fall may call the police."),
    ],
)
def test_a_foot_that_may_be_said_is_told(foot: str, told: str) -> None:
    assert [one.words for one in briefing(_TALK + foot).shortcomings] == [
        f"speakers not understood: {told!r}, 1 in all"
    ]
    topic = _TALK.replace("<p>Odo Rask: Who", "<p><b>The crane</b></p><p>Odo Rask: Who")
    if "<b>About" in foot:
        assert briefing(topic + foot).complete


def test_a_menu_above_speech_is_told_if_it_speaks_of_us() -> None:
    read = briefing(paragraphs("Our clients:", "The Quay Rowers", "The Lock Society") + _TALK)
    assert [one.words for one in read.shortcomings] == ["speakers not understood: 'Our clients:', 1 in all"]
    assert briefing(paragraphs("We sold the crane.", "The Quay Rowers bid most") + _TALK).complete
