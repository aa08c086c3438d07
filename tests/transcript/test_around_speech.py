"""What stands around the speech on several pages: menus, feet, fields, and the pages before and after."""

from __future__ import annotations

from briefings.loaders import load_briefing
from briefings.transcript import read_page, read_transcript
from briefings.transcript.around_speech import look_at, repeated_at_edges
from tests.support.reading import address, briefing, page, paragraphs, transcript

TALK = paragraphs("Tolmer Vask:", "Good morning.", "Harbour Gazette:", "When?", "Tolmer Vask:", "Soon.")


def test_menus_and_feet_that_a_page_repeats_are_nobodys_words_where_a_turn_goes_on_over_the_break() -> None:
    menu, foot = paragraphs("Accept", "Ministry"), paragraphs("Tags: water, budget", "Share this page X FB")
    last = paragraphs("Not before.", "Harbour Gazette:", "Sure?", "Tolmer Vask:", "I am.")
    read = transcript(menu + TALK + foot, menu + paragraphs("Or later.") + foot, menu + last + foot)
    assert [turn.printed.paragraphs for turn in read.turns if turn.printed.label] == [
        ["Good morning."], ["When?"], ["Soon.", "Or later.", "Not before."], ["Sure?"], ["I am."],
    ]  # fmt: skip
    assert [place.text for place in read.placements if place.page == 2 and place.rule == "repeated"] == [
        "Accept", "Ministry", "Tags: water, budget", "Share this page X FB",
    ]  # fmt: skip
    assert read.coverage == 1.0


def test_the_number_of_a_page_is_nobodys_words_in_any_language() -> None:
    said = paragraphs("Tolmer Vask: Good morning. We open in May.", "Harbour Gazette: Who pays?", "Tolmer Vask: We do.")
    for shown in ("Página {0} de 3", "Страница {0} из 3", "{0} de 3", "- {0} -", "צפו בעמוד {0}"):
        first, second, third = (paragraphs(shown.format(number)) for number in (1, 2, 3))
        for bodies in (
            (first + said, second + paragraphs("All of it.") + said, third + said),
            (said, second + paragraphs("All of it.") + said, third + paragraphs("And for good.")),
            (said + first, paragraphs("All of it.") + said + second, said + third),
        ):
            read = transcript(*bodies)
            words = "".join(text for turn in read.turns for text in turn.printed.paragraphs)
            assert not any(sign.isdecimal() for sign in words), shown
            assert read.coverage == 1.0


def test_a_number_that_is_said_on_a_page_stays_said() -> None:
    for answers in (("7", "9"), ("Ferry 1", "Ferry 1"), ("Two of 2", "Two of 3")):
        bodies = [
            paragraphs("Harbour Gazette: How many?", "Tolmer Vask: I say:", answer, f"It sails in {month}.")
            for month, answer in zip(("May", "June"), answers, strict=True)
        ]
        said = [turn.printed.paragraphs for turn in transcript(*bodies).turns][1::2]
        assert said == [["I say:", answers[0], "It sails in May."], ["I say:", answers[1], "It sails in June."]]


def test_a_number_between_sentences_stays_said_on_every_page() -> None:
    months = ("May", "June", "July")
    bodies = [
        paragraphs("Harbour Gazette: Where?", f"Tolmer Vask: In {month} at:", f"Gate {number}", f"So it is in {month}.")
        for number, month in enumerate(months, 1)
    ]
    said = [turn.printed.paragraphs for turn in transcript(*bodies).turns][1::2]
    assert said == [[f"In {month} at:", f"Gate {n}", f"So it is in {month}."] for n, month in enumerate(months, 1)]


def test_fields_that_every_page_shows_alike_are_the_sites_wherever_they_stand() -> None:
    top = "<p>Search the harbour:</p><p><a href='/'>Home</a></p><p>Source: Harbour Office</p>"
    box = "<div class='box'><b>Weather:</b> rain, 3 degrees<br><b>Letters:</b><br>We pass no address on.</div>"
    foot = "<p><a href='/about'>About</a></p><p>Facebook: Follow us there. It is worth it!</p>"
    more = paragraphs("Harbour Gazette:", "Who pays for {0} crews?", "Tolmer Vask:", "We do, for all {0} of them.")
    read = transcript(*(top + TALK + box + more.format(word) + foot for word in ("May", "June", "July")))
    said = "".join(text for turn in read.turns for text in turn.printed.paragraphs)
    assert not [word for word in ("Source", "address", "degrees", "Follow") if word in said]


def test_what_somebody_says_alike_on_every_page_stays_said() -> None:
    host = "<p class='by'>Odo Rask:</p><p>The next question, please.</p>"
    talk = "<p class='by'>Tide Post:</p><p>Who pays for {0}?</p><p class='by'>Tolmer Vask:</p><p>We do, in {0}.</p>"
    alike = paragraphs("Odo Rask: The next question, please.")
    more = paragraphs("Tide Post: Who pays for {0}?", "Tolmer Vask: We do, in {0}.", "Tide Post: Thanks")
    for first, rest, turns in ((host, talk, 9), (alike, more, 12)):
        read = transcript(*(first + rest.format(word) for word in ("May", "June", "July")))
        labels = [turn.printed.label for turn in read.turns]
        assert (len(labels), labels[:3]) == (turns, ["Odo Rask", "Tide Post", "Tolmer Vask"])


def test_what_every_page_says_beyond_links_is_no_label_that_recurs() -> None:
    top = paragraphs("Search the harbour:") + "<p><a href='/'>Home</a></p>"
    foot = "<p><a href='/about'>About</a></p>" + paragraphs("Facebook: Follow us there. It is worth it!")
    talk = TALK + paragraphs(
        "Harbour Gazette:", "And who pays for the crews in those two weeks?", "Tolmer Vask:", "We do."
    )
    read = transcript(
        *(top + talk.replace("Good", f"{day} was a good") + foot for day in ("Monday", "Friday", "Sunday"))
    )
    assert {turn.printed.label for turn in read.turns} == {"Harbour Gazette", "Tolmer Vask"}
    assert [place.rule for place in read.placements if place.text.startswith(("Search", "Facebook"))] == [
        "repeated"
    ] * 6


def test_the_briefings_before_and_after_this_one_below_every_page_are_no_turns() -> None:
    near = "<p>上一篇：没有了</p><p>下一篇：<a href='/8'>港口工程新闻发布会</a></p>"
    talk = paragraphs("记者：费用由谁负担？", "发言人：由市政府负担。", "记者：何时完成？", "发言人：预计在五月结束。")
    read = transcript(talk + near, talk.replace("费用", "道路") + near)
    assert {turn.printed.label for turn in read.turns} == {"记者", "发言人"}
    assert [place.page for place in read.placements if place.rule == "repeated"] == [1, 1, 2, 2]
    views = "<p>显示：全部 <a href='/9'>发言人</a></p>"
    read = transcript(talk + views, talk.replace("费用", "道路") + views)
    assert {turn.printed.label for turn in read.turns} == {"记者", "发言人"}


def test_a_count_below_every_page_is_nobodys_turn_and_nobodys_words() -> None:
    for word in ("Views", "Visitas", "Просмотров", "浏览次数", "Page views"):
        bodies = [
            paragraphs(f"Ilka Torvane: {told}", f"Sten Ruy: Who pays for {what}?", f"{word}: {views}")
            for told, what, views in (("We paid.", "hats", 1201), ("I do.", "coats", 1203), ("We do.", "all", 1204))
        ]
        read = transcript(*bodies)
        assert [turn.printed.label for turn in read.turns] == ["Ilka Torvane", "Sten Ruy"] * 3, word
        assert not [turn for turn in read.turns if word in "".join(turn.printed.paragraphs)]
        assert [place.page for place in read.placements if place.rule == "repeated"] == [1, 2, 3], word


def test_a_field_above_every_page_is_nobodys_turn() -> None:
    talk = ("记者：费用由谁负担？", "发言人：由市政府负担。", "记者：道路何时完成？", "发言人：预计在五月结束。")
    field = "发布者：办公室发布时间：2031-07-01"
    read = transcript(paragraphs(field, *talk[:2]), paragraphs(field, *talk[2:]))
    assert [turn.printed.label for turn in read.turns] == ["记者", "发言人"] * 2
    assert read.coverage == 1.0
    share = (
        "<div><ul><li><a href='https://f.example/'>Partager sur F</a></li><li><button>Copier</button></li></ul></div>"
    )
    said = [("Question: Qui paie {}?", "Mme Rual: Nous payons {}, en mai.", "Question: Et {}?")] * 3
    bodies = (paragraphs("Publié le 08/10/2031", *(one.format(n) for one in talk)) for n, talk in enumerate(said))
    read = transcript(*(f"{body}{share}" for body in bodies))
    assert not [turn for turn in read.turns if "Publié le 08/10/2031" in turn.printed.paragraphs]


def test_a_row_of_pages_that_only_some_pages_recognise_is_the_sites_on_all() -> None:
    row = "<p>Part One | <a href='/4/2'>Part Two</a></p>"
    seen = look_at([page(TALK.replace("Soon", word) + row, number) for number, word in enumerate(("Now", "Late"), 1)])
    ends = [one.span[-1] for one in seen]
    assert repeated_at_edges(seen) == ends
    seen[0].boilerplate[-1] = "pager"
    assert repeated_at_edges(seen) == ends


def test_what_stands_above_each_of_several_pages_is_no_label_that_was_missed() -> None:
    menu = "<p><a href='/'>Home</a> | <a href='/news'>News</a> | <a href='/about'>About us</a></p>"
    read = transcript(*(menu + TALK.replace("Soon", word) for word in ("Soon", "Never", "Now")))
    assert (read.judgement.missed, read.shortcomings) == ([], [])
    part = "<h1>On the quay</h1><p>Participants:</p><ul><li>Ilse Maren, Minister</li><li>Odo Rask</li></ul>"
    asked, answered = (
        "<p><b>Question</b></p><p>Who pays for the {}?</p>",
        "<p><b>Minister Maren</b></p><p>We pay for it.</p>",
    )
    first = "".join(asked.format(one) + answered for one in ("pier", "quay"))
    read = transcript(*(part + said for said in (first, asked.format("crane"), answered)))
    assert (read.judgement.missed, read.shortcomings, len(read.turns)) == ([], [], 6)


def test_a_way_back_above_each_of_several_pages_is_no_label_in_french_either() -> None:
    way = "<ul><li><a href='/'>Accueil</a></li></ul><div><a href='/p/'>Presse</a> Point de presse : le phare</div>"
    talk = ("Question : Qui paie {} ?", "Mme Rual : Nous payons {}, en mai.", "Question : Et qui paie {} ?")
    read = transcript(*(way + paragraphs(*(one.format(n) for one in talk)) for n in range(4)))
    assert (read.judgement.missed, read.shortcomings) == ([], [])


def test_whole_sentences_with_which_every_page_ends_are_nobodys_words() -> None:
    foot = paragraphs("Updated on 3 May.", "Read on", "Read everything for two crowns a month.")
    read = transcript(TALK + foot, paragraphs("Or later.") + foot, TALK.replace("Soon", "Never") + foot)
    assert [turn.printed.paragraphs for turn in read.turns if turn.printed.label][2::3] == [
        ["Soon.", "Or later."],
        ["Never."],
    ]
    assert [place.page for place in read.placements if place.rule == "repeated"] == [1, 1, 1, 2, 2, 2, 3, 3, 3]
    below = "<p><a href='/terms'>Terms of use</a></p>" + paragraphs("Best viewed at 800 by 600.")
    old = transcript(*(TALK.replace("Soon", word) + below for word in ("Soon", "Never")))
    assert [place.page for place in old.placements if place.rule == "repeated"][-2:] == [2, 2]
    assert not [turn for turn in old.turns if "Best viewed at 800 by 600." in turn.printed.paragraphs]
    small = "<p><small>Others may print the words spoken here.</small></p>"
    printed = transcript(*(TALK.replace("Soon", word) + small for word in ("Soon", "Never")))
    assert [turn.printed.paragraphs for turn in printed.turns][2::3] == [["Soon."], ["Never."]]
    thanks = transcript(*(TALK.replace("Soon", word) + paragraphs("Thank you.") for word in ("Soon", "Never")))
    assert [turn.printed.paragraphs[-1] for turn in thanks.turns][2::3] == ["Thank you.", "Thank you."]


def test_a_last_page_of_a_sentence_below_a_bar_that_could_be_a_foot_is_said() -> None:
    bar = paragraphs("0 Comment(s) Print E-mail", "Adjust font size:")
    read = briefing(TALK, bar + paragraphs("Thank you. That is all.") + paragraphs("Print E-mail", "No comments."))
    assert read.turns[-1].text == "Soon.\n\nThank you. That is all."


def test_what_stands_around_the_content_of_another_page_is_nobodys_where_a_page_is_all_content() -> None:
    disclosure = "Links on this site may earn us a fee. I thank you for your help, which we need every year."
    said = paragraphs("Ilse Maren: We open the locks early, as I told you in the autumn.", "Q: Who pays for it?")
    parts = said * 9, paragraphs("Ilse Maren: We do.", "Q: Thank you.")
    bodies = (f"<html><body><p>{disclosure}</p><div><div>{part}</div></div></body></html>" for part in parts)
    pages = [read_page(body.encode(), address(number)) for number, body in enumerate(bodies, 1)]
    assert [page.lines[0].text == disclosure for page in pages] == [False, True]
    read = read_transcript(pages)
    assert [turn.printed.paragraphs for turn in read.turns][-3:] == [["Who pays for it?"], ["We do."], ["Thank you."]]


def test_the_times_of_those_who_speak_are_no_fields_that_every_page_shows() -> None:
    said = ("When will the ferry run?", "We open it in May.", "Who pays for it?", "We do, as you know.")
    more = ("And the lanterns?", "They stay, I hope.", "Is the basin deep?", "I should not swim in it.")
    names = ("Ilse Maren", "Odd Tarn") * 2
    pages = [
        paragraphs(*(line for n, text in enumerate(talk) for line in (f"{names[n]} [00:{clock}:1{n}]", text)))
        for clock, talk in (("10", said), ("20", more))
    ]
    assert [turn.printed.label for turn in transcript(*pages).turns] == [*names, *names]


_OPENED = (
    "Buenos días. La transcripción se publicará mañana.",
    "The lock is safe again. The engineers worked through the night.",
    "[Warden] The sitting is open. The minutes of May are approved.",
    "The Warden of the Port – The sitting is open.",
    "La ministra presenta il porto, poi le domande.",
    "Egun on guztioi. Gaur portuaren obrei buruzko datuak aurkeztuko dira.",
    "Labdien visiem. Šodien ministre stāsta par ostas būvi.",
    "Välkomna. Ministern berättar om hamnen.",
    "それでは会見を始めます。初めに大臣から発言があります。",
)


def test_a_short_text_above_the_first_label_is_a_note_only_if_it_reports() -> None:
    talk = paragraphs(
        "The Speaker: I call Councillor Maren.", "Councillor Maren: When do we open?", "The Speaker: Soon, I hope."
    )
    for lead in (
        "The Clerk told the Speaker that a quorum was present.|The Speaker called the meeting to order.",
        "The sitting of the Harbour Council was chaired by Odo Rask, who joined it in March.",
        "La seduta comincia alle 9,35.",
    ):
        read = transcript(paragraphs(*lead.split("|")) + talk)
        assert [turn.printed.label for turn in read.turns] == ["The Speaker", "Councillor Maren", "The Speaker"]
        assert [note.text for note in read.notes] == lead.split("|")
    for opened in _OPENED:
        read = transcript(paragraphs(opened) + talk)
        assert (read.turns[0].printed.label, read.turns[0].printed.paragraphs) == (None, [opened])


_INTRODUCED = (
    "Harbour News met Vera Tove before the season began.",
    "The tides return to our coast.|Turning the tables, Jan Keller talks with Vera Tove on the quay.|PORT OF LUND",
    "Harbour News, of the U.S. coast, met Vera Tove before the season on the quay of the port: of its past and future.",
    "Transcripts are made by software. Errors may remain.",
    "Pilots: Vera Tove (Blue Boats), Odd Vask (Red Boats) and Jan Keller (Red Boats).",
    "Transcript Follows:",
)
_OPENED_ON = (
    "Good morning. I am here with Jan Keller.|Jan Keller of the harbour office has led the works.",
    "The ferries return in May. Jan Keller of the harbour office has published a plan.",
    "Welcome to our weekly briefing. We begin with Vera Tove of the Harbour Board.",
    "The chair of the harbour board: The next item is a motion of Vera Tove.",
    "The next item is late. The chair of the board: It is a motion of Vera Tove.",
)


def test_what_names_the_first_speaker_above_the_first_label_is_an_introduction() -> None:
    talk = paragraphs("Q: When do we open?", "Dr. Vera Tove: We hope in May.", "Q: And you?", "Jan Keller: We do.")
    for lead in _INTRODUCED:
        read = transcript(paragraphs(*lead.split("|")) + talk)
        assert [turn.printed.label for turn in read.turns] == ["Q", "Dr. Vera Tove", "Q", "Jan Keller"]
        assert [note.text for note in read.notes] == lead.split("|")
        assert load_briefing(read).complete
    for lead in _OPENED_ON:
        read = transcript(paragraphs(*lead.split("|")) + talk)
        assert (read.turns[0].printed.label, read.turns[0].printed.paragraphs) == (None, lead.split("|"))


def test_what_is_announced_above_a_question_is_a_turn() -> None:
    announced = "The Prime Minister of the Isles will pay an official visit to Tessmar from 9 to 11 December."
    read = transcript(paragraphs(announced, "Q: When do you leave?", "A: In May, I think.", "Q: Why?", "A: We may."))
    assert [turn.printed.label for turn in read.turns] == [None, "Q", "A", "Q", "A"]


def test_a_label_above_all_others_that_was_not_understood_keeps_its_words_in_a_turn() -> None:
    others = paragraphs("Jens Brell (S):", "Who pays?", "Ilse Tarn (K):", "We do.", "Jens Brell (S):", "And who else?")
    read = transcript(paragraphs("Formanden (Anne Tarn):", "Mødet er åbnet.") + others)
    assert [text for text in read.turns[0].printed.paragraphs if "Mødet er åbnet." in text]
    assert read.judgement.missed


def test_who_presides_is_a_field_above_the_speech_also_where_it_is_printed_twice() -> None:
    field = "<p>Day: 12 May 2031<br>President: Hal Kai</p>"
    body = field + "<h2>Matters</h2><p>President: Hal Kai</p>" + TALK + paragraphs("Harbour Gazette:", "Which May?")
    assert [turn.printed.label for turn in transcript(body).turns] == ["Tolmer Vask", "Harbour Gazette"] * 2


def test_a_teaser_around_the_content_that_names_somebody_is_no_turn_of_a_page_that_is_all_content() -> None:
    box = "<div class='box'><p>Ada Lund: The ferry sails again.</p></div>"
    asks = "<p>Tide Post: When does quay {0} open, and who pays for it?</p>"
    says = "<p>Tolmer Vask: It opens in May, and I am glad of it.</p><p>We have looked into quay {0} at length.</p>"
    asked = "".join((asks + says).format(number) for number in range(4))
    last = "<p>That is all for today, and I thank you for coming.</p>"
    html = "<html><body><h1>A press conference</h1><div class='main'>{}</div>{}</body></html>"
    pages = [read_page(html.format(said, box).encode(), address(n)) for n, said in enumerate((asked, last), 1)]
    read = read_transcript(pages, {})
    assert {turn.printed.label for turn in read.turns} == {"Tide Post", "Tolmer Vask"}
    assert read.turns[-1].printed.paragraphs[-1].startswith("That is all")
