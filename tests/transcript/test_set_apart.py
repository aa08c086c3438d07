"""Lines among and below labels that nobody says, told by the elements that hold them; what is said stays said."""

from __future__ import annotations

import pytest

from briefings.items import NoteKind
from tests.support.parts import each
from tests.support.reading import paragraphs, transcript

ASKED = "<p><b>MR. VASK:</b> I have one point to make.</p>{between}<p><b>QUESTION:</b> When do you open?</p>"
ANSWERED = "<p><b>MR. VASK:</b> We open in May.</p>{below}"


def said_by_all(between: str = "", below: str = "", outside: str = "") -> list[str]:
    """Return the words of each turn of a page with something between two turns, below the last, and beside all."""
    body = ASKED.format(between=between) + ANSWERED.format(below=below)
    read = transcript(f"<div class='text'>{body}</div>{outside}")
    assert read.coverage == 1.0
    return ["\n".join(turn.printed.paragraphs) for turn in read.turns]


def test_a_few_words_in_the_middle_of_a_sentence_are_said_in_any_class() -> None:
    torn = "<p>We have agreed on</p><p class='b'>Memorandum</p><p>of the two harbours.</p>"
    assert said_by_all(torn)[0].split("\n")[1:] == ["We have agreed on", "Memorandum", "of the two harbours."]


SAID = ["I have one point to make.", "When do you open?", "We open in May."]


@each(
    "between",
    [
        "<div class='caption'><img src='a.jpg'><p>The harbour seen from the bridge.</p></div>",
        "<p><img src='a.jpg'>Guests at the opening</p>",
        "<p><span><img src='a.jpg'><br>The harbour seen from the bridge.</span></p>",
        "<button>Listen to the talk.</button>",
        "<p><img src='a.jpg'></p><p align='center'>Guests at the opening.</p>",
        "<table><tr><td><img src='a.jpg'></td></tr><tr><td>Guests at the opening</td></tr></table>",
        "<blockquote class='pullquote'><p>I have one point to make</p></blockquote>",
        "<div class='promo'><h3>Newsletter</h3><p>Get our news every week.</p></div>",
        "<p>Lire aussi : <a href='/b'>Le phare rouvre au printemps</a></p>",
        "<p>Zie ook: <a href='/b'>Wij verwachten dat de haven opengaat</a></p>",
        "<div class='also'><b>Tin liên quan</b> <a href='/b'>We expect the harbour to open.</a></div>",
        "<div class='tags'><b>Topics:</b> <a href='/a'>Ilse Maren</a>, <a href='/b'>we</a></div>",
        "<ul><li><a href='/b'>The lighthouse opens again in spring</a></li></ul>",
        "<p>The following was asked after the conference:</p>",
        "<p>The harbour:</p>",
        "<p><b>REPORTERS:</b></p>",
        "<p class='min'>5 minutes read</p><p class='more'>Continue reading</p>",
    ],
)
def test_what_stands_apart_between_turns_is_nobodys(between: str) -> None:
    assert said_by_all(between) == SAID


@each(
    ("asked", "answered", "between"),
    [
        ("سؤال: متى يفتح الرصيف؟", "المدير: نفتحه في مايو.", "<p><img src='a.jpg'><em>صورة: A. Vorn / Marl</em></p>"),
        ("記者：いつ開きますか。", "市長：五月に開きます。", "<p><img src='a.jpg'><em>写真：A. Vorn / Marl</em></p>"),
        ("기자: 언제 엽니까?", "시장: 오월에 엽니다.", "<p>광고</p>"),
        ("ΔΗΜΟΣΙΟΓΡΑΦΟΣ: Πότε ανοίγει;", "ΒΡΟΝΤΗΣ: Ανοίγει τον Μάιο.", "<p>Διαφήμιση</p>"),
    ],
)
def test_a_credit_or_an_advertisement_is_nobodys_in_any_script(asked: str, answered: str, between: str) -> None:
    talk = f"<p>{asked}</p><p>{answered}</p>"
    read = transcript(f"<div class='text'>{talk}{between}{talk}{talk}</div>")
    assert [turn.printed.paragraphs for turn in read.turns] == [
        [one.replace("：", ":").partition(":")[2].strip()] for one in (asked, answered) * 3
    ]


@each(
    "closing", ["The meeting closed at 10:40.", "הישיבה ננעלה בשעה 10:40.", "Posiedzenie zakończono o godzinie 10:40."]
)
def test_the_hour_at_which_a_sitting_closed_is_said_by_nobody(closing: str) -> None:
    assert said_by_all(below=f"<p>{closing}</p>") == SAID
    said = "We meet again here at 10:40."
    assert said_by_all(below=f"<p>{said}</p>")[-1] == f"{SAID[-1]}\n{said}"


def test_pull_quotes_are_nobodys_however_many_and_wherever_they_stand() -> None:
    points = [f"Point {n} is that the harbour of this town needs a wall of stone before the winter." for n in range(9)]
    pulled = [f"<p class='q'>{points[(n + 1) % 9][12:]}</p>" for n in range(9)]
    rows = "".join(f"<p>{point}</p>{quote}" for point, quote in zip(points, pulled, strict=True))
    assert said_by_all(rows)[0].split("\n")[1:] == points
    quoted = f"<blockquote><p>“{points[1]}”</p></blockquote>"
    assert said_by_all(f"<p>{points[0]}</p>{quoted}<p>{points[1]}</p>")[0].split("\n")[1:] == points[:2]


def test_short_answers_and_other_words_of_a_class_of_their_own_are_said() -> None:
    assert said_by_all("<p class='a'>We open every door in the harbour, and then we close them all again.</p>") != SAID
    thanks = "Thank you very much, Madam Mayor."
    assert said_by_all(f"<p>{thanks}</p><p class='a'>{thanks}</p>")[0].count(thanks) == 2
    point = "We open every door in the harbour, and then we close them all again."
    read_out = said_by_all(f"<p>{point}</p><p>The paper of Monday said:</p><blockquote>{point}</blockquote>")
    assert read_out[0].count(point) == 2


@each("beside", ["", "<small>May 2025</small>", " – 4 May 2025"])
def test_the_titles_of_other_pages_are_no_labels_however_often_they_begin_alike(beside: str) -> None:
    talk = paragraphs(
        *(f"{who}: {said}" for who, said in zip(["Tolmer Vask", "Question", "Tolmer Vask"], SAID, strict=True))
    )
    titles = [f"<li><a href='/{n}'>Harbour Day: how the {n} was mended</a>{beside}</li>" for n in ("lock", "ferry")]
    also = f"<p class='new'>Changed on 4 May 2025</p><div class='also'><h2>Read on</h2><ul>{''.join(titles)}</ul></div>"
    read = transcript(
        f"<div class='text'>{talk}</div>{also}<div class='said'><p>I live next door and it is loud.</p></div>"
    )
    assert ["\n".join(turn.printed.paragraphs) for turn in read.turns] == SAID


def test_a_name_or_words_that_are_linked_are_said() -> None:
    named = paragraphs(
        "<a href='/v'>Tolmer Vask:</a> No.", "Question: Why?", "Tolmer Vask: <a href='/1'>We open in May.</a>"
    )
    assert len(transcript(f"{named}{named}").turns) == 6


@pytest.mark.parametrize(
    "below",
    [
        "<p align='right'><i>Jette Olm wrote this down.</i></p>",
        "<p><i>Jette Olm wrote this down.</i><o:p></o:p></p>",
        "<p>* * *</p><p>Last changed: 4 May 2031</p><p><a href='#c'>0</a></p>",
        "<p><small>The words spoken here count. Others may print them.</small></p>",
        "<p>Redaktion: Jette Olm</p>",
        "<p>Correction (3 May): The sentence on the second gate, on its paint and its hinges, was on the third.</p>",
        "<p>Korrektur: In der ersten Fassung hieß das zweite Tor wie das dritte, und so stand es im Protokoll.</p>",
        "<p><b>Update:</b> On Tuesday the gate was painted, and the harbour master was there to see it.</p>",
        "<p>An earlier version of this transcript gave the name of the second gate as that of the third.</p>",
        "<p>Pressekontakt: Amt für Häfen, Hafenstraße 4, Telefon 0555 01420, presse@harbour.example</p>",
        "<h3>Über das Amt</h3><p>Das Amt verwaltet zwölf Häfen.</p><p>Jette Olm</p>",
    ],
)
def test_what_ends_a_page_apart_from_speech_is_nobodys(below: str) -> None:
    assert said_by_all(below=below) == SAID


@each(
    "lead, said",
    [
        ("<p>What the minister told the press in Lund, in full.</p><p>—</p>", SAID),
        (
            "<p>We shall be brief today, as I leave at noon.</p>",
            ["We shall be brief today, as I leave at noon.", *SAID],
        ),
        *(
            (f"</header><p>Hello. We thank you all.</p><p>{head}</p>", ["Hello. We thank you all.", *SAID])
            for head in ("Fragen und Antworten", "<b>The harbour</b>", "2. Domande e risposte:")
        ),
        ("</header><p>Read our terms before you write to this office, please.</p><dl class='of'><dt>From<dd>Lund</dl>",
         ["Read our terms before you write to this office, please.", *SAID]),
        ("</header><div class='own'><p>Good day. First the quay.<p>We moved it.</div>",
         ["Good day. First the quay.\nWe moved it.", *SAID]),
    ],
)  # fmt: skip
def test_what_stands_apart_above_the_first_label_is_said_only_by_us(lead: str, said: list[str]) -> None:
    body = ASKED.format(between="") + ANSWERED.format(below="")
    read = transcript(f"<header class='head'><h1>On the ferry</h1>{lead}</header><div class='text'>{body}</div>")
    assert ["\n".join(turn.printed.paragraphs) for turn in read.turns] == said
    assert read.coverage == 1.0


@each(
    "lead, is_said",
    [
        ("<i>Zur Lage: Der Text ist leicht gekürzt.</i>", False),
        ("<small>The ferry line paid for this talk.</small>", False),
        ("<em>We open in May.</em>", True),
    ],
)
def test_a_sentence_in_italics_or_small_print_above_the_first_label_is_said_only_by_us(
    lead: str, is_said: bool
) -> None:
    read = transcript(f"<div class='text'><p>{lead}</p>{ASKED.format(between='')}{ANSWERED.format(below='')}</div>")
    assert [turn.printed.label is None for turn in read.turns] == [True] * is_said + [False] * len(SAID)


def test_what_stands_outside_of_all_speech_is_nobodys() -> None:
    assert said_by_all(outside="<div class='author'><p>Jette Olm writes about harbours for us.</p></div>") == SAID


@each(
    "more",
    [
        "<ul><li>First, the ferry.</li><li>Second, the crane.</li></ul>",
        "<blockquote><p>Nobody shall be left on the quay.</p></blockquote>",
        "<div><p>I mean it.</p></div>",
        "<p class='second'>I mean it.</p>",
        "<p><em>I mean it.</em></p>",
        "<p><img src='a.jpg'>I mean it.</p>",
        "<p><img src='a.jpg' align='left'> The crane moves on its new rails.</p>",
        "<p><img src='a.jpg'></p><p>The crane moves on its new rails.</p>",
        "<p>The rails are new.<br><img src='a.jpg'><br>The crane moves on them.</p>",
        "<p>The crane moves. Here is a film of its first day on the new quay:<br><iframe src='f'></iframe></p>",
        f"<div class='more'><p>{'We have worked on this for years. ' * 20}</p></div>",
        "<p>You will find it in <a href='/b'>the report on the quay</a></p>",
        "<p>My colleague wrote about it in <a href='/b'>a report</a> last week.</p>",
        "<p>They told us:</p>",
    ],
)
def test_what_somebody_says_stays_said(more: str) -> None:
    assert len("".join(said_by_all(more))) > len("".join(SAID))


def test_a_last_paragraph_of_a_script_without_spaces_is_said() -> None:
    more = "เรือข้ามฟากจะจอดที่ท่าเรือใหม่ ส่วนท่าเดิมจะปิดในฤดูหนาว"
    assert said_by_all(below=f"<p>{more}</p>")[-1] == f"We open in May.\n{more}"
    assert said_by_all(below="<p>ที่มา: สำนักงานท่าเรือ</p>")[-1] == "We open in May."


def test_a_heading_like_those_among_the_speech_ends_nothing() -> None:
    more = "<h3>Harbours</h3><p>The quay has been mended.</p>"
    assert said_by_all("<h3>Ferries</h3>", more)[-1] == "We open in May.\nThe quay has been mended."


def test_captions_and_sentences_are_kept_as_notes_of_the_turn() -> None:
    caption = "<div class='caption'><img src='a.jpg'><p>The harbour seen from the bridge.</p></div>"
    body = ASKED.format(between=caption) + ANSWERED.format(below="")
    read = transcript(f"{body}<div class='note'><p>The figure was mended by the office after the talk.</p></div>")
    notes = [(note.kind, note.text) for turn in read.turns for note in turn.printed.notes]
    assert notes == [
        (NoteKind.CAPTION, "The harbour seen from the bridge."),
        (NoteKind.EDITOR, "The figure was mended by the office after the talk."),
    ]


def test_links_and_a_last_line_all_in_bold_open_no_turn() -> None:
    link = "<p><b>Lire aussi :</b> <a href='/b'>Le phare rouvre au printemps</a></p>"
    contact = "<p><b>Contact : bureau des ports, 01 55 50 14 20, presse@harbour.example</b></p>"
    more = "<p><b>QUESTION:</b> And the crane?</p><p><b>MR. VASK:</b> We wait for it.</p>"
    assert said_by_all(link, more + contact) == [*SAID, "And the crane?", "We wait for it."]


@pytest.mark.parametrize("fields", ["<p>Visitors: 1204</p>", "<p>Archivist: Jette Olm</p><p>Hits: 41</p><p>To top</p>"])
def test_fields_at_the_end_of_a_page_open_no_turn(fields: str) -> None:
    more = "<p><b>QUESTION:</b> And the crane?</p><p><b>MR. VASK:</b> We wait for it.</p>"
    assert said_by_all(below=more + fields) == [*SAID, "And the crane?", "We wait for it."]


def test_a_heading_is_no_label_among_labels_in_bold() -> None:
    labels = "<p><b>（{}）</b></p><p>{}</p>"
    said = ("港はいつ開きますか。", "五月に開きたいと思います。")
    talk = "".join(labels.format("知事" if n % 2 else "記者", said[n % 2]) for n in range(6))
    read = transcript(f"<div>{talk}<h2>みんなのページのために</h2><p>このページは役に立ちましたか。</p></div>")
    assert [turn.printed.label for turn in read.turns] == ["記者", "知事"] * 3


def test_a_note_at_the_beginning_of_a_last_answer_is_said() -> None:
    read = transcript(paragraphs("MR. VASK", "We open.", "QUESTION", "When?", "MR. VASK", "Note: we do not know."))
    assert read.turns[-1].printed.paragraphs == ["Note: we do not know."]


def test_a_row_of_links_above_the_first_label_is_not_said_whatever_it_asks() -> None:
    row = "<p><a href='/print'>Print</a> | <a href='/send'>Send</a> | <a href='#write'>Any comments?</a></p>"
    read = transcript(f"<h1>Briefing</h1>{row}{ASKED.format(between='')}{ANSWERED.format(below='')}")
    assert [turn.printed.paragraphs for turn in read.turns] == [[one] for one in SAID]
