"""A whole briefing: complete or reported as incomplete, every character placed once, and doubts named for a person."""

from __future__ import annotations

import pytest

from briefings.loaders import load_briefing
from briefings.reasons import ReasonKind
from briefings.transcript import BriefingKind, kind_of, read_page, read_transcript
from briefings.transcript.page.layout.lines import visible
from tests.support.parts import each
from tests.support.reading import BODY, HTTP_500, SITE, address, briefing, page, paragraphs, transcript

TALK = paragraphs("Tolmer Vask:", "Good morning.", "Harbour Gazette:", "When?", "Tolmer Vask:", "Soon.")


def test_every_line_is_placed_once_with_a_rule() -> None:
    read = transcript(TALK + paragraphs("Print E-mail Bookmark and Share"), TALK.replace("Soon", "Late"))
    placed = sum(visible(placement.text) for placement in read.placements)
    assert placed == sum(page.extent.visible for page in read.pages)
    assert all(placement.rule for placement in read.placements)
    assert (read.coverage, read.warnings) == (1.0, [])


def test_the_share_outside_the_content_node_is_told() -> None:
    html = "<html><body><p>Four</p><div id='container_txt'><p>MS. MAREN: Four.</p></div></body></html>"
    read = load_briefing(read_transcript([read_page(html.encode(), address(), markup=BODY)]))
    assert read.outside == pytest.approx(4 / 18, abs=1e-6)


def test_pages_in_any_order_are_one_briefing() -> None:
    pages = [page(TALK), page(TALK.replace("Soon", "Late"), 2), page(TALK.replace("Soon", "Never"), 3)]
    orders = [[pages[n] for n in order] for order in ([0, 1, 2], [2, 0, 1], [1, 2, 0])]
    assert len({load_briefing(read_transcript(order)).content_hash for order in orders}) == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
def test_a_caller_need_not_number_pages_that_pagers_number(order: tuple[int, ...]) -> None:
    urls = [f"{SITE}quay{part}.html" for part in ("", "_2", "_3")]
    row = "".join(f"<a href='{url}'>{n}</a> " for n, url in enumerate(urls, 1))
    talks = (f"<h1>The quay</h1>{TALK}<p>{n}.</p><div class='pager'>{row}</div>" for n in range(3))
    pages = [read_page(talk.encode(), url) for talk, url in zip(talks, urls, strict=True)]
    read = load_briefing(read_transcript([pages[n] for n in order]))
    assert ([page.url for page in read.pages], read.url, read.complete) == (urls, urls[0], True)
    with pytest.raises(ValueError, match=r"pier\.html is not a page of"):
        read_transcript([*pages, read_page(TALK.encode(), f"{SITE}pier.html")])


def test_pages_that_nothing_numbers_are_taken_in_the_order_given() -> None:
    pages = [read_page((TALK + paragraphs(f"{name}.")).encode(), f"{SITE}{name}") for name in ("quay", "pier")]
    read = load_briefing(read_transcript(pages))
    assert [page.url for page in read.pages] == [f"{SITE}quay", f"{SITE}pier"]
    assert read.turn_count == 6


@pytest.mark.parametrize("says_next", [True, False])
def test_pages_with_ids_for_addresses_are_numbered_by_their_rows_or_by_links_that_say_next(says_next: bool) -> None:
    urls = [f"{SITE}{name}" for name in ("9fe3", "77cd", "ab12")]
    rows = [" ".join(f"<a href='{u}'>{n}</a>" if u != url else f"{n}" for n, u in enumerate(urls, 1)) for url in urls]
    rows = [f"<a href='{url}'>Next page</a>" for url in urls[1:]] + [""] if says_next else rows
    talks = (f"{TALK}<p>{row}.</p><div class='pager'>{row}</div>" for row in rows)
    pages = [read_page(talk.encode(), url) for talk, url in zip(talks, urls, strict=True)]
    assert [page.url for page in load_briefing(read_transcript([pages[n] for n in (2, 0, 1)])).pages] == urls
    assert list(read_transcript([pages[0], pages[2]]).missing) == [2]


def test_pages_of_several_days_are_of_several_briefings() -> None:
    talks = [f"<h1>Press briefing</h1><p>{day} May 2031</p>{TALK}" for day in (5, 6)]
    pages = [read_page(talk.encode(), f"{SITE}{n}") for n, talk in enumerate(talks)]
    with pytest.raises(ValueError, match="is not a page of"):
        read_transcript(pages)


def test_a_briefing_started_at_its_last_page_has_the_address_of_its_first() -> None:
    read = load_briefing(read_transcript([page(TALK, 5)], dict.fromkeys((1, 2, 3, 4), HTTP_500)))
    assert (read.url, read.id) == (address(1), "www.varenia.example/9")
    assert [missing.number for missing in read.missing_pages] == [1, 2, 3, 4]


def test_a_page_torn_off_on_the_way_is_kept_and_said_to_be_missing() -> None:
    whole = f"<html><head></head><body><div id='container_txt'>{TALK}</div></body></html>".encode()
    torn = whole[: whole.index(b"Soon") + 2]
    for pages in ([whole, torn], [torn]):
        parts = [read_page(body, address(n), markup=BODY) for n, body in enumerate(pages, 1)]
        read = load_briefing(read_transcript(parts))
        assert [(gap.number, gap.kind) for gap in read.missing_pages] == [(len(pages), ReasonKind.TRUNCATED)]
        assert (read.turns[-1].text, read.turns[-1].cut, read.complete) == ("So", True, False)


def test_the_beginning_of_a_label_on_a_torn_page_is_nobodys_speech() -> None:
    whole = f"<html><body><div id='container_txt'>{TALK}</div></body></html>".encode()
    torn = whole[: whole.index(b"Harbour Gazette") + 3]
    pages = [read_page(whole, address(1), markup=BODY), read_page(torn, address(2), markup=BODY)]
    read = read_transcript(pages)
    assert [place.rule for place in read.placements if place.text == "Har"] == ["torn"]
    assert not any("Har" in paragraph for turn in read.turns for paragraph in turn.printed.paragraphs)
    assert read.turns[-1].printed.cut


def test_what_a_script_puts_below_a_page_is_torn_only_within_an_element() -> None:
    """A button that reads on has the address of the rest, which has no head and no end of a page."""
    rest = f"<div>{paragraphs('Tolmer Vask:', 'In May, as we said.', 'Harbour Gazette:', 'Why?')}</div>".encode()
    for served, missing in ((rest, []), (rest[:-12], [2])):
        read = read_transcript([page(TALK), read_page(served, address(2))])
        assert list(read.missing) == missing


@each(
    "words",
    [
        "Log in to read the rest of this briefing", "This post is for paying subscribers only", "[...]",
        "To be continued.", "Melden Sie sich an, um das Gespräch zu lesen.", "Cet entretien est réservé aux abonnés.",
        "Suscríbete para seguir leyendo", "ログインして続きを読む", "登录后查看全文", "Войдите, чтобы читать дальше",
        "Register for free to continue reading", "You must be a member to access this page.", "(continued)",
        "This content is restricted to members of the site.", "Part 2 follows on Friday.",
        "You have read your 5 free briefings.", "[Transcript in progress. More to follow.]",
        "Оформите подписку, чтобы читать дальше",
        "Entrevista exclusiva: conteúdo exclusivo para assinantes", "Dieser Artikel ist nur im Abo zu haben.",
    ],
)  # fmt: skip
def test_words_below_the_last_turn_that_keep_the_rest_for_others_are_told(words: str) -> None:
    box = f"<div class='box'><p>{words}</p><p>From four crowns a month.</p></div>"
    outside = f"<html><body><div id='container_txt'>{TALK}</div>{box}<p>The harbour board</p></body></html>"
    for read in (transcript(TALK + paragraphs(words)), read_transcript([read_page(outside.encode(), address())])):
        briefing = load_briefing(read)
        assert [gap.kind for gap in briefing.missing_pages] == [ReasonKind.TRUNCATED]
        assert words in briefing.missing_pages[0].reason
        assert (briefing.turns[-1].cut, briefing.complete) == (True, False)


@each(
    "below",
    [
        "You must be logged in to post a comment.", "(You must log in or sign up to reply here.)", "请登录后发表评论",
        "Subscribe to continue receiving our news by mail.", "Read the full transcript of last week's briefing",
        "The full transcript is here as a PDF.", "Войдите, чтобы оставить комментарий.", "Bitte melden Sie sich an.",
        "Tolmer Vask: To be continued.", "Log in to save this briefing.", "You have 2 free briefings left.",
        "Members can read past briefings in the archive.", "(Applause continues.)",
        "You must be a member to comment.", "Assine nossa newsletter e receba conteúdo exclusivo.",
        "Подписаться | Читать нас в мессенджере", "Unlock the gates of the port", "You can read your free paper here.",
        "[...]</p><p>On the quay, as I said, nobody has to wait for a boat longer than now.",
    ],
)  # fmt: skip
def test_a_whole_transcript_above_a_login_or_an_offer_is_complete(below: str) -> None:
    assert load_briefing(transcript(TALK + paragraphs(below))).complete


def test_a_site_that_never_closes_its_pages_is_not_torn() -> None:
    read = read_transcript([read_page(f"<html><body>{TALK}".encode(), address())])
    assert read.missing == {}


def test_reported_speech_is_one_block_of_nobody_and_a_warning() -> None:
    text = (
        "The spokesman said that the quay would open in May and that the council had agreed to pay for it.",
        "Asked whether the bridge would open too, the spokesman said that this had not been decided by anybody.",
    )
    read = briefing(paragraphs(*text))
    assert [(turn.label, turn.speaker, turn.text) for turn in read.turns] == [(None, None, "\n\n".join(text))]
    assert [warning for warning in read.warnings if "no label was found" in warning]


def test_a_quotation_that_readers_ask_about_below_is_no_turn() -> None:
    read = briefing(
        paragraphs(
            "The council approved the harbour wall on Monday.", 'Mr Oakes: "It is our wall now."',
            "They never tell us anything, do they?", "Who will pay for all of it?",
        )
    )  # fmt: skip
    assert [turn.label for turn in read.turns] == [None]


def test_no_pages_and_pages_of_two_briefings_are_refused() -> None:
    with pytest.raises(ValueError, match="at least one page"):
        read_transcript([])
    with pytest.raises(ValueError, match="is not a page of"):
        read_transcript([page(TALK), page(TALK, url=f"{SITE}content_8.htm")])


def test_the_date_is_that_of_the_briefing_and_not_of_its_publication() -> None:
    published = "<p>China.org.cnUpdated: June 7, 2026</p>"
    assert briefing(TALK + published).held_on is None
    read = briefing(paragraphs("Speakers:", "Ms. Ilse Maren, minister", "Date:", "June 2, 2026") + TALK + published)
    assert (read.held_on, read.published_on) == ("2026-06-02", "2026-06-07")


def test_a_page_in_another_encoding_than_it_says_is_a_warning_and_is_read() -> None:
    html = "<html><body><div id='container_txt'><p>MS. MAREN: It’s “open”.</p></div></body></html>"
    read = read_transcript([read_page(html.encode("cp1252"), address(), encoding="utf-8", markup=BODY)])
    assert read.turns[0].printed.paragraphs == ["It’s “open”."]
    assert read.warnings == ["page 1 was read as cp1252: declared as utf-8"]


OFFICE = "http://press.varenia.example"


@each(
    ("path", "title", "opening", "days"),
    [
        # held_on, published_on, date, date_basis
        ("/talks/ferries", "Press conference, March 5, 2026", "", ("2026-03-05", None, "2026-03-05", "held")),
        ("/talks/ferries", "Transcript released March 5, 2026", "", (None, "2026-03-05", "2026-03-05", "published")),
        (
            "/talks/ferries", "Briefing of March 4, 2026 (updated: March 5, 2026)", "",
            ("2026-03-04", "2026-03-05", "2026-03-04", "held"),
        ),
        ("/2026-03/06/content_9.htm", "Briefing, 3/5/26", "", ("2026-03-05", "2026-03-06", "2026-03-05", "held")),
        ("/talks/ferries", "Briefing, 3/5/26", "", (None, None, None, None)),
        ("/2026-03/06/content_9.htm", "Briefing on March 5", "", (None, "2026-03-06", "2026-03-05", "printed")),
        ("/2026-03/06/content_9.htm", "Briefing of March 4-5", "", (None, "2026-03-06", "2026-03-06", "address")),
        ("/talks/ferries", "Briefing on March 5", "", (None, None, None, None)),
        ("/talks/point-presse-du-5-mars-2026", "Point presse", "", (None, None, "2026-03-05", "address")),
        ("/live/2026/mar/5/harbour", "Harbour forum", "", (None, None, "2026-03-05", "address")),
        (
            "/2026-03/06/content_9.htm", "Briefing", "Today (March 5, 1911) is on every coin of the town.",
            (None, "2026-03-06", "2026-03-06", "address"),
        ),
        ("/talks/ferries", "Briefing of 3 to 5 March 2026", "", (None, None, None, None)),
        ("/talks/ferries", "Pressekonferenz vom 3.–5. März 2026", "", (None, None, None, None)),
        ("/talks/ferries", "Conferencia del 5 de marzo de 2026", "", ("2026-03-05", None, "2026-03-05", "held")),
        ("/talks/ferries", "令和8年3月5日 会見", "", ("2026-03-05", None, "2026-03-05", "held")),
    ],
)  # fmt: skip
def test_the_days_of_a_briefing_by_what_they_are_of(
    path: str, title: str, opening: str, days: tuple[str | None, ...]
) -> None:
    talk = paragraphs(
        *([opening] if opening else []), "MR. VASK: The ferries sail.", "QUESTION: All of them?"
    ) + paragraphs("MR. VASK: Both of them do.", "QUESTION: Since when?", "MR. VASK: Since the ice broke in the bay.")
    html = (
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div class='text'>{talk}</div></body></html>"
    )
    read = load_briefing(read_transcript([read_page(html.encode(), OFFICE + path)]))
    assert (read.held_on, read.published_on, read.date, read.date_basis) == days


@pytest.mark.parametrize(
    ("title", "more", "kind"),
    [
        ("Your account", "", BriefingKind.UNCLEAR),
        ("Your account", "<p>Reporter: And mine?</p>", BriefingKind.TRANSCRIPT),
        ("Interview on the weir", "", BriefingKind.TRANSCRIPT),
        ("On the weir", "<p>The interview was held at the mill.</p>", BriefingKind.TRANSCRIPT),
        ("On the weir, March 4, 2026", "", BriefingKind.TRANSCRIPT),
    ],
)
def test_marks_alone_are_a_transcript_where_more_tells_of_an_event(title: str, more: str, kind: BriefingKind) -> None:
    said = "<p>Q: How do I open it?</p><p>A: You turn the wheel.</p>" * 3
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{said}{more}</body></html>"
    page = read_page(html.encode(), "http://mill.example/17.htm")
    assert kind_of(read_transcript([page])) is kind


def test_a_headline_that_quotes_is_no_sign_of_speech() -> None:
    title = "Weir, Maren: We open early"
    told = "LINDMARK, March 5 (Varenia Wire) - The gates of the old mill are opened at dawn, the board said on Monday."
    html = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{told}</p></body></html>"
    assert kind_of(read_transcript([read_page(html.encode(), "http://mill.example/17.htm")])) is BriefingKind.ARTICLE


@each(
    ("lang", "said", "language"),
    [
        ("", "第二の桟橋は五月に開きます。私が皆さんに申し上げます。", "ja"),
        ("en-US", "第二个泊位五月开放，我告诉你们。", "zh"),
        ("zh-TW", "第二個泊位五月開放，我告訴你們。", "zh-TW"),
        ("en-US", "두 번째 부두는 5월에 엽니다. 제가 말씀드립니다.", "ko"),
        ("yue", "第二個泊位五月開放，我話你哋知。", "yue"),
        ("yi", "מיר עפענען דעם צווייטן ברעג אין מאי, איך זאג אייך.", "yi"),
        ("fr", "Nous ouvrons le second quai en mai, je vous le dis.", "fr"),
        ("", "We open the second berth in May, I tell you.", "en"),
        ("", "The harbour board opens its second berth next spring.", "en"),
        ("", "Nous ouvrons le second quai en mai, et vous le verrez avec nous.", "fr"),
        ("", "Wij openen de tweede kade in mei, dat zeg ik u.", None),
        ("", "May, berth two.", None),
    ],
)
def test_the_script_tells_the_language_whatever_the_theme_declares_and_words_where_none_does(
    lang: str, said: str, language: str | None
) -> None:
    talk = paragraphs(f"Vask: {said}", f"Q: {said}?", f"Vask: {said}")
    html = f"<html lang='{lang}'><body><h1>Berths</h1><div>{talk}</div></body></html>"
    assert load_briefing(read_transcript([read_page(html.encode(), f"{SITE}/berths.html")])).language == language
