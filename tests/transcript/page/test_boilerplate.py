"""Text around the speech: named, kept with its rule, and never taken for speech."""

from __future__ import annotations

from dataclasses import replace

from briefings.loaders import load_briefing
from briefings.transcript import Markup, Page, read_page, read_transcript
from briefings.transcript.page.boilerplate import RULES, boilerplate_rule, is_link
from briefings.transcript.page.layout.lines import Line
from tests.support.parts import each
from tests.support.reading import briefing, paragraphs, said, transcript


@each(
    ("text", "rule"),
    [
        ("Follow China.org.cn on Twitter and Facebook to join the conversation.", "follow"),
        ("Follow the harbour board on Facebook", "follow"),
        ("Print E-mail Bookmark and Share", "share"),
        ("Go to Forum >>0 Comment(s)", "comments"),
        ("No comments.", "comments"),
        ("_ueditor_page_break_tag_", "page_break_tag"),
        ("1 2 3 4 5 6 7 >", "pager"),
        ("Home > Press Room >", "breadcrumb"),
        ("China.org.cnUpdated: September 29, 2018", "byline"),
        ("Read in Chinese", "other_language"),
        ("MORE FROM China SCIO", "more"),
        ("More from St. Brask", "more"),
        ("Show full transcript", "more"),
        ("- Advertisement -", "more"),
        ("All rights reserved.", "copyright"),
        ("Copyright and terms of use", "copyright"),
        ("[저작권자(c) HTV 무단전재, 재배포 금지]", "copyright"),
        ("<저작권자 © 항구일보>", "copyright"),
    ],
)
def test_lines_around_the_words(text: str, rule: str) -> None:
    assert boilerplate_rule(Line(text)) == rule


@each(
    "text",
    [
        "Share prices fell.",
        "Follow me.",
        "Show full transcripts of what you said.",
        "Home is where the harbour is.",
        "Print is not dead.",
        "Next question, please.",
        "1",
        "Chinese exports rose.",
        "First of all, thank you.",
        "Top of the list is bread.",
        "Follow up on the quay, please?",
        "Copyright is the hardest part of this bill.",
        "More from that fund will go to schools next year.",
    ],
)
def test_speech_that_begins_like_them(text: str) -> None:
    assert boilerplate_rule(Line(text)) is None


def test_a_mark_between_links_is_no_word_beside_one() -> None:
    lines = {"ferry,": 5, "· ferry": 5, "ferry?": 5, ",": 0}
    assert [is_link(Line(text, linked=linked)) for text, linked in lines.items()] == [True, True, False, False]


@each("words", ["当前位置：", "您现在的位置：", "You are here: ", "Sie sind hier: ", "Vous êtes ici : ", "Вы здесь: "])
def test_the_way_to_a_page_is_no_speech_with_a_link(words: str) -> None:
    assert boilerplate_rule(Line(f"{words}Start", linked=5)) == "more"
    assert boilerplate_rule(Line(f"{words}Start")) is None


def test_every_rule_is_found_by_the_question_for_all_of_them() -> None:
    assert len(RULES) >= 10
    assert boilerplate_rule(Line("a" * 401)) is None


def test_the_foot_of_a_page_is_no_part_of_the_last_turn() -> None:
    foot = paragraphs("Follow us on Chirper today.", "Name", "Anonymous", "Send your stories to the editor")
    read = transcript(paragraphs("Tolmer Vask:", "Good morning.", "LTV:", "When?", "Tolmer Vask:", "Soon.") + foot)
    assert read.turns[-1].printed.paragraphs == ["Soon."]
    assert [p.rule for p in read.placements if p.place == "boilerplate"] == [
        "follow",
        "page_foot",
        "page_foot",
        "send_in",
    ]
    assert read.coverage == 1.0


def test_a_page_break_tag_glued_to_a_label_hides_no_label() -> None:
    read = briefing(
        paragraphs(
            "Ilse Maren:",
            "We count one.",
            "_ueditor_page_break_tag_Tolmer Vask:",
            "We count two.",
            "Ilse Maren:",
            "Three.",
            "Tolmer Vask:",
            "Four.",
        )
    )
    assert said(read) == [
        ("Ilse Maren", "We count one."),
        ("Tolmer Vask", "We count two."),
        ("Ilse Maren", "Three."),
        ("Tolmer Vask", "Four."),
    ]


def test_the_byline_that_a_source_names_is_no_speech_on_a_further_page() -> None:
    pages: list[Page] = []
    for number, url in enumerate(("http://a.example/quay.html", "http://a.example/quay_2.html"), 1):
        talk = "".join(f"<p>{label}: {text} Part {number}.</p>" for label, text in _TALK)
        html = f"<section><h2>On the quay</h2><p class=stamp>Set down on 4 March 2026</p>{talk}</section>"
        page = read_page(html.encode(), url, markup=Markup(title="h2", body="section", byline="p.stamp"))
        first = pages[0] if pages else page
        pages.append(replace(page, address=replace(first.address, number=number, url=url)))
    read = load_briefing(read_transcript(pages))
    assert said(read) == [(label, f"{text} Part {number}.") for number in (1, 2) for label, text in _TALK]
    assert read.published_on == "2026-03-04"
    whole = read_page(html.encode(), url, markup=Markup(body="section", byline="section"))
    assert len([line for line in whole.lines if not line.within]) > 4, "a selector for everything hides nothing"


_TALK = (
    ("Harbour Gazette", "When will the northern quay be open to the ferries again, and who decides about it?"),
    ("Tolmer Vask", "The council decides in May. Until then the ferries call at the southern quay."),
    ("Varenia Radio", "And what does the work cost, now that the stone comes from the other side of the bay?"),
    ("Tolmer Vask", "Less than was feared. The offers are being opened this week, and we publish all of them."),
)


def test_a_row_of_links_is_no_label_and_no_answer() -> None:
    for text, rule in (
        ("Share this | Hansard source", "links"),
        ("Ilse Maren | Canal Party", None),
        ("Maren: Read the first plan, which is what I would do now | and then the second.", None),
    ):
        assert boilerplate_rule(Line(text, linked=len(text) - 8)) == rule
