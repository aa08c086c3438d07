"""The part of a page that is the transcript."""

from __future__ import annotations

import re
from datetime import date

import pytest

from briefings.loaders import load_briefing
from briefings.transcript import Markup, Page, PageKind, read_page, read_transcript
from briefings.transcript.page.layout.lines import visible
from tests.support.parts import each
from tests.support.reading import address, briefing, paragraphs, said

TALK = paragraphs(
    "Tolmer Vask: Good morning. We have much to tell you about the quays, the locks and the ferries of this spring.",
    "Harbour Gazette: When will the ferry sail again, and who will pay for the new lanterns on the northern quay?",
    "Tolmer Vask: In May, I hope. The council has set aside what is needed, and the warehouses will add their share.",
)
MENU = "<ul>" + "".join(f"<li><a href='/{n}.htm'>Page {n}</a></li>" for n in range(30)) + "</ul>"
TEASERS = "".join(
    f"<p><a href='/n{n}.htm'>A headline about the harbour, number {n}, and more words</a></p>" for n in range(9)
)


@pytest.mark.parametrize(
    "box",
    [
        "<div id='story'>|</div>",
        "<article>|</article>",
        "<table><tr><td>|</td></tr></table>",
        "<form><div>|</div></form>",
    ],
)
def test_an_unknown_site_is_read_by_its_prose(box: str) -> None:
    html = f"<html><body><div>{MENU}</div>{box.replace('|', TALK)}<div>{TEASERS}</div></body></html>"
    page = read_page(html.encode(), "http://a.example/talk")
    assert page.extent.found_by == "largest"
    assert [line.text[:8] for line in page.lines] == ["Tolmer V", "Harbour ", "Tolmer V"]
    assert page.extent.visible < page.extent.visible_page


@each(
    "turn",
    [
        "<div class='turn'><span class='speaker'>{}</span><div class='text'><p>{}</p></div></div>",
        "<tr><td>{}</td><td><p>{}</p></td></tr>",
    ],
)
@each("longest", range(3))
def test_a_talk_of_few_words_around_one_long_turn_is_read_whole(turn: str, longest: int) -> None:
    talk = [("LASK", "Good morning, Minister."), ("MINISTER", "Good morning, Tove."), ("LASK", "Do we pay?")]
    talk[longest] = (talk[longest][0], f"{talk[longest][1]} The locks of the northern dyke are to open in May.")
    talk.append(("MINISTER", "We do."))
    body = "".join(turn.format(*one) for one in talk)
    body = f"<table>{body}</table>" if turn.startswith("<tr") else body
    html = f"<html><body><main><h1>Interview on the dyke</h1>{body}</main></body></html>"
    read = load_briefing(read_transcript([read_page(html.encode(), "http://a.example/talk")]))
    assert said(read) == talk


def test_the_selector_of_a_source_is_believed_first() -> None:
    html = f"<html><body><div id='text'><p>Short.</p></div><div>{TALK}</div></body></html>"
    page = read_page(html.encode(), "http://a.example/talk", markup=Markup(body="#text"))
    assert (page.extent.found_by, [line.text for line in page.lines]) == ("selector", ["Short."])
    assert sum("long paragraph outside" in warning for warning in page.warnings) == 0


def test_a_long_paragraph_left_outside_is_a_warning() -> None:
    long = "<p>" + "The minister said that the northern quay would be mended before the winter came. " * 4 + "</p>"
    html = f"<html><body><div id='text'>{TALK}</div><div>{long}</div></body></html>"
    page = read_page(html.encode(), "http://a.example/talk", markup=Markup(body="#text"))
    assert [warning for warning in page.warnings if "long paragraph outside its content: The minister" in warning]


def test_a_selector_that_finds_nothing_or_an_empty_element_does_not_lose_the_page() -> None:
    html = f"<html><body><div id='text'> </div><div>{TALK}</div></body></html>"
    for body in ("#text", "#gone"):
        page = read_page(html.encode(), "http://a.example/talk", markup=Markup(body=body))
        assert len(page.lines) == 3


def test_a_content_node_that_a_script_would_reveal_is_read() -> None:
    inside = f"<div hidden><div id='text' style='display:none'>{TALK}<script>reveal()</script></div></div>"
    html = f"<html><body style='visibility: hidden'>{inside}</body></html>"
    page = read_page(html.encode(), "http://a.example/talk", markup=Markup(body="#text"))
    assert len(page.lines) == 3
    assert page.extent.visible == page.extent.visible_page == sum(visible(line.text) for line in page.lines)


def test_a_page_of_nothing_is_empty() -> None:
    for html in (b"", b"<html></html>", b"<!-- -->", b"<html><body><p>&nbsp;</p></body></html>"):
        assert read_page(html, address()).kind == PageKind.EMPTY


@each(
    "hidden", ["<div style='display:none'>|</div>", "<section hidden><div>|</div></section>", "<aside hidden>|</aside>"]
)
@each(
    "talk",
    [
        TALK,
        paragraphs(
            "А. Верес: Добрый день, коллеги.", "Вопрос: Когда вы откроете мост?", "А. Верес: Мы откроем его в мае."
        ),
    ],
)
def test_people_who_talk_only_in_a_closed_tab_are_read(hidden: str, talk: str) -> None:
    frame = f"<html><body>{MENU}<p>A film of the talk on the spring at the harbour.</p>{{}}</body></html>"
    html = frame.format("<h1>A talk</h1><p>5 May 2022</p>" + hidden.replace("|", talk))
    page = read_page(html.encode(), "http://a.example/talk")
    assert (len(page.lines), page.fields.printed_on) == (3, date(2022, 5, 5))
    shown = read_page(frame.format(f"<div>{TALK}</div>" + hidden.replace("|", talk)).encode(), "http://a.example/talk")
    assert [line.text[:8] for line in shown.lines] == ["Tolmer V", "Harbour ", "Tolmer V"]


@pytest.mark.parametrize("whole", ["<main>", "<main hidden>"])
@pytest.mark.parametrize("opener", ["<button aria-controls='later'>Later</button>", "<a href='#later'>Later</a>"])
def test_people_who_talk_in_a_tab_that_the_page_opens_are_read(opener: str, whole: str) -> None:
    def said_in(tab: str) -> list[str]:
        main = f"<h1>A talk</h1>{opener}<div>{TALK}</div><div id='later' hidden>{tab}</div>"
        page = read_page(f"<html><body>{whole}{main}</main></body></html>".encode(), "http://a.example/talk")
        return [line.text[:8] for line in page.lines if ":" in line.text]

    begun = ["Tolmer V", "Harbour ", "Tolmer V"]
    assert said_in(TALK.replace("Tolmer", "Second")) == [*begun, "Second V", "Harbour ", "Second V"]
    assert said_in(TALK) == begun, "a copy, as for another screen"


@pytest.mark.parametrize(
    "hidden", ["<div style='display:none'>|</div>", "<div hidden='until-found'>|</div>", "<template>|</template>"]
)
def test_the_rest_of_a_talk_that_a_page_folds_is_read_and_another_talk_is_not(hidden: str) -> None:
    def read(folded: str) -> Page:
        html = f"<h1>A talk</h1><div>{TALK}</div><p><a href='#'>Read more</a></p>{hidden.replace('|', folded)}"
        return read_page(f"<html><body><main>{html}</main></body></html>".encode(), "http://a.example/talk")

    rest = paragraphs(
        "Harbour Gazette: And when will you open the quay?", "Tolmer Vask: We will open the quay in June."
    )
    page = read(rest)
    assert [line.text[:8] for line in page.lines if ":" in line.text][3:] == ["Harbour ", "Tolmer V"]
    assert page.links.placed.signs == (), "what it unfolds is read"
    page = read(f"<h3>Another talk</h3>{rest}")
    assert len([line for line in page.lines if ":" in line.text]) == 3
    assert [sign.said for sign in page.links.placed.signs] == ["Read more"]


@pytest.mark.parametrize("main", ["<main>|</main>", "<div><main>|</main></div>"])
def test_what_stands_beside_the_only_main_element_is_of_the_site(main: str) -> None:
    banner = "<p>This is how we show our talks since May, and it may change. Tell us what you think of it.</p>" * 2
    html = f"<html><body><div>{banner}{main.replace('|', TALK)}</div></body></html>"
    lines = read_page(html.encode(), "http://a.example/talk").lines
    assert [line.text[:8] for line in lines] == ["Tolmer V", "Harbour ", "Tolmer V"]


def test_speech_outside_the_only_main_element_is_read() -> None:
    first, *others = TALK.split("<p>")[1:]
    html = f"<html><body><main><p>{first}</main><div>{''.join(f'<p>{one}' for one in others)}</div></body></html>"
    assert len(read_page(html.encode(), "http://a.example/talk").lines) == 3


def test_the_number_of_the_page_behind_the_links_to_the_others_is_no_speech() -> None:
    links = "\n\n\n".join(f"<a href='?page={number}'>{text}</a>" for number, text in ((2, "&lt;"), (1, "1"), (2, "2")))
    html = f"<html><body><section>{TALK}\n{links}\n\n\n<span><strong>3</strong></span></section></body></html>"
    lines = read_page(html.encode(), "http://a.example/talk?page=3").lines
    assert [(line.text, line.within) for line in lines[3:]] == [(one, "pager") for one in ("<", "1", "2", "3")]


@pytest.mark.parametrize("box", ["<div><div>|</div></div>", "<h3>The ferry</h3><p>|</p>"])
def test_the_card_of_another_talk_is_no_speech_even_where_it_quotes_its_beginning(box: str) -> None:
    quoted = "Tolmer Vask: Good evening. We begin with the ferry. Harbour Gazette: Where is i..."
    cards = "".join(f"<a href='/talks/{n}'>{box.replace('|', quoted)}</a>" for n in (7, 8))
    with_cards = f"{TALK}<div><div>Related</div><div>{cards}</div></div>"
    assert [text for _, text in said(briefing(with_cards))] == re.findall("<p>.*?: (.*?)</p>", TALK)
    lines = read_page(f"<html><body>{with_cards}</body></html>".encode(), address()).lines
    assert [line.within for line in lines if line.text == quoted] == ["links", "links"]


@pytest.mark.parametrize("label", ["<div><div>{}</div></div>", "<p>{}</p>", "<p><b>{}:</b></p>"])
def test_a_card_of_who_speaks_is_the_label_of_what_stands_below_it(label: str) -> None:
    said = ("Who pays for the quay?", "We do, as you know.") * 3
    names = ("Ilse Maren", "Odd Tarn") * 3
    talk = "".join(
        f"<div><a href='/members/{name[:1]}'>{label.format(name)}</a><div><p>{text}</p></div></div>"
        for name, text in zip(names, said, strict=True)
    )
    assert [turn.speaker for turn in briefing(talk).turns] == [*names]


def test_a_link_to_a_place_of_the_page_around_what_is_said_is_no_card_of_another_page() -> None:
    linked = "".join(f"<a href='#note-{n}'><p>Tolmer Vask: We mend quay {n} in the spring.</p></a>" for n in range(2))
    read = briefing(f"{TALK}{linked}{TALK}")
    assert "quay 0" in " ".join(turn.text for turn in read.turns) or not read.complete


EDIT = (
    "<span>[<a href='?title=Talk&veaction=edit'>edit</a> | <a href='/w?action=edit&section=2'>edit source</a>]</span>"
)


@pytest.mark.parametrize(
    "heading",
    [
        f"<h2><span id='x'>NAME</span>{EDIT}</h2>",
        f"<h2>{EDIT} <span>NAME</span></h2>",
        f"<div><h2>NAME</h2>{EDIT}</div>",
        "<h2>NAME <a href='/talk/edit'>[edit]</a></h2>",
    ],
)
def test_what_edits_a_section_is_none_of_the_words_of_its_heading(heading: str) -> None:
    labels = ["Tolmer Vask", "Question", "Tolmer Vask", "Question", "Tolmer Vask"]
    words = [*re.findall("<p>.*?: (.*?)</p>", TALK), "Do you know of the delay?", "I do, and we are sorry."]
    parts = [f"{heading.replace('NAME', label)}<p>{text}</p>" for label, text in zip(labels, words, strict=True)]
    assert said(briefing("".join(parts))) == [*zip(labels, words, strict=True)]
    page = read_page(f"{heading.replace('h2', 'h1')}{TALK}".encode(), address())
    assert (page.fields.title, {one.within for one in page.lines if "edit" in one.text}) == ("NAME", {"aside"})


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><a href='/login'>Question</a></h2>",
        "<h2>5 May: <a href='/briefings/vote-on-the-quay'>Briefing</a></h2>",
        "<h2>Question <span>of <a href='?do=edit'>Mira Osk</a></span></h2>",
        "<h2>Question</h2><a href='?do=edit'>Edit</a> this, she said.",
    ],
)
def test_a_link_that_acts_is_part_of_other_words(heading: str) -> None:
    lines = read_page(f"<div>{heading}</div>{TALK}".encode(), address()).lines
    assert not [line.text for line in lines if line.within]


def test_what_is_streamed_hidden_behind_the_page_stands_in_its_place() -> None:
    end = "<p>So it ended, and everybody went to the harbour to see the gate of the lock.</p>"
    frame = f"<div><p>A talk</p><!--$?--><template id='B:0'></template><p>Wait.</p><!--/$-->{end}</div>"
    outer = f"<div hidden id='S:0'><h3>Ilka Torvane</h3><template id='P:1'></template>{end}</div>"
    inner = "<div hidden id='S:1'><p>The gate opens in May.</p></div>"
    for streamed in (outer + inner, inner + outer):
        page = read_page(f"<html><body>{frame}{streamed}</body></html>".encode(), "http://a.example/talk")
        assert [line.text[:8] for line in page.lines] == ["A talk", "Ilka Tor", "The gate", "So it en", "So it en"]
    within = "<div id='S:0'><template id='B:1'></template></div><div id='S:1'><template id='B:0'></template></div>"
    assert read_page(f"<html><body>{within}<p>A word.</p></body></html>".encode(), "http://a.example/").lines
