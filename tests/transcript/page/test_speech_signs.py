"""Signs distinguish a transcript from an article, even when no label is accepted."""

from __future__ import annotations

from briefings.transcript import read_page
from briefings.transcript.page.speech_signs import speech_sign
from tests.support.pages import gallery, notice
from tests.support.parts import each

URL = "http://press.varenia.example/2026/talk"
SAID = "The harbour was mended in spring, and the council has set aside what the northern quay still needs."
ASKED = "When will the ferry sail again, and who will pay for the new lanterns on the northern quay?"


def sign(*paragraphs: str) -> str:
    """Return the sign found on a page of these paragraphs, which are HTML."""
    inside = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"<html><head><title>On the quay</title></head><body><h1>On the quay</h1><div>{inside}</div></body></html>"
    return speech_sign(read_page(html.encode(), URL).lines)


LONG = " ".join([SAID] * 5)
# Forms of labels as printed, accepted or not.
FORMS: dict[str, tuple[str, ...]] = {
    "1 glued to a word": (f"QWill {ASKED}", SAID, f"QWould {ASKED}", SAID),
    "1 with dashes": (f"Q-- of course. {ASKED}", SAID, f"Q-- no. {ASKED}", SAID),
    "1 behind a dot": (f".Q These are lanterns. {ASKED}", SAID, f".Q And those? {ASKED}", SAID),
    "1 behind stars": (f"**Q    Jay, {ASKED}", SAID, f"**Q    And {ASKED}"),
    "1 before a figure": (f"Q 100 percent? {ASKED}", SAID, f"Q $40.8 million? {ASKED}", SAID),
    "1 with a number of the text": (f"Q    7.5.  Does it hold? {ASKED}", SAID, f"Q And? {ASKED}"),
    "2 no line breaks": (
        " ".join(f"MR. KESTREL: {SAID} {SAID} {SAID} Q {ASKED} MR. KESTREL: {SAID} {SAID}" for _ in range(3)),
    ),
    "2 no line breaks, names": (" ".join(f"Pavo Kestrel: {SAID} Mira Osk: {ASKED} {SAID} {SAID}" for _ in range(5)),),
    "2 a clock before a label": (
        f"2:27 P.M. PDT MR. RHODES: {LONG} Q {ASKED} MR. RHODES: {LONG} Q {ASKED} {LONG}",
    ),
    "2 a Chinese name once": ("林海:我们今天上午开放新的港口,欢迎各位记者。",),
    "2 capitals before a dash": ("Mr OLAF RHODES - My question is for the minister who builds the quay.",),
    "2 an office with a hyphen": (f"Director-General: I see. {SAID}",),
    "2 a sign within round brackets": (f"(○:林市长)我们今天上午开放新的港口。{SAID}", f"(■:海港日报)谢谢您。{SAID}"),
    "3 initials alone": tuple(f"{who} I see. {SAID}" for who in ("PK", "ME", "PK", "ME")),
    "3 names of a chat": tuple(f"&lt;{who}&gt; I see. {SAID}" for who in ("hale", "guest42", "hale", "guest42")),
    "3 bold office words": ("<b>Operator</b>", SAID, "<b>Pavo Kestrel</b>", SAID, "<b>Operator</b>", SAID),
    "3 name and position": ("Pavo Kestrel -- Harbour Master", SAID, "Mira Osk -- Lindmark Wire -- Analyst", ASKED),
    "4 R ―": (f"P ― {ASKED}", f"R ― {SAID}", f"P ― {ASKED}", f"R ― {SAID}"),
    "4 R -": (f"P - {ASKED}", f"R - {SAID}", f"P - {ASKED}", f"R - {SAID}"),
    "4 P.-": (f"P.- {ASKED}", f"R.- {SAID}", f"P.- {ASKED}", f"R.- {SAID}"),
    "4 Portavoz.-": (f"Pregunta.- {ASKED}", f"Portavoz.- {SAID}", f"Pregunta.- {ASKED}", f"Portavoz.- {SAID}"),
    "4 V:": (f"F: {ASKED}", f"V: {SAID}", f"F: {ASKED}", f"V: {SAID}"),
    "4 A)": (f"F) {ASKED}", f"A) {SAID}", f"F) {ASKED}", f"A) {SAID}"),
    "5 initials": (f"SP: {SAID}", f"CH: {ASKED}", f"SP: {SAID}"),
    "5 a surname in capitals": (f"Sergio PÉREZ: {SAID}", f"Q: {ASKED}", f"SP: {SAID}"),
    "5 behind an outlet": ("<b>CCTV:</b>", ASKED, "<b>Pavo Kestrel:</b>", SAID),
    "6 in capitals, once": (SAID, f"COACH TANNER: {ASKED}", SAID),
    "6 a title in capitals": (f"SECRETARY LaHood: {SAID}",),
    "6 twelve words": (
        "Mira Osk, person in charge of the office of harbours and quays:", f"Thank you. {SAID}"
    ),
    "7 brackets": ("(Father Kestrel)", SAID, "(Mother Osk)", ASKED, "(Father Kestrel)", SAID),
    "7 Japanese brackets": ("（記者）", ASKED, "（大臣）", SAID, "（記者）", ASKED),
    "7 half a bracket": ("記者)", ASKED, "大臣)", SAID, "記者)", ASKED),
    "7 brackets that open": (f"[Pavo Kestrel] {SAID}", f"[Reporter] {ASKED}", f"[Pavo Kestrel] {SAID}"),
    "8 each once": ("Pavo Kestrel:", SAID, "Mira Osk:", ASKED),
    "8 only one": ("Pavo Kestrel:", f"We waited for it. {SAID}", SAID),
    "8 a role in small letters": (f"Pavo Kestrel, master of the harbour: {SAID}", f"Mira Osk, of the Wire: {ASKED}"),
    "8 bare lines that alternate": ("Pavo Kestrel", SAID, "Lindmark Wire", ASKED) * 2,
    "10 another encoding's colon": (f"Reporter¡G {ASKED}", f"Minister¡G {SAID}", f"Reporter¡G {ASKED}"),
    "10 stars around it": (f"**Pavo Kestrel**: {SAID}", f"**Mira Osk**: {ASKED}"),
    "10 two colons": (f"Pavo Kestrel: : {SAID}", f"Mira Osk: : {ASKED}"),
    "12 times of a film": tuple(f"00:0{n}:47: we waited at the quay. {SAID}" for n in range(4)),
    "11 times of a film": tuple(f"0{n}:47 we waited at the quay. {SAID}" for n in range(4)),
    "11 who a machine counts": tuple(f"spk0{n % 2}: {SAID}" for n in range(3)),
    "11 who asks behind the question": tuple(f"{ASKED} (Osk, Lindmark Wire)" if n % 2 else SAID for n in range(9)),
    "11 question and answer run in": tuple(f"- {ASKED} - {SAID}" for _ in range(3)),
    "11 question in brackets": tuple(f"({ASKED}) – “{SAID}”" for _ in range(3)),
    "12 a full width slash": ("發言人／我們春天修好碼頭，市府會付錢。", "記者／您知道誰來付新燈的錢嗎？") * 2,
    "12 nicks and a bar": (f"hale_22 | {ASKED}", f"osk • {ASKED}") * 2,
    "12 nicks above": ("hale_22", ASKED, "osk", ASKED) * 2,
    "13 a name in bold and a dash, once": (f"<b>Pavo Kestrel</b> - We waited for it. {SAID}",),
    "13 in a text that lost its breaks": (f"12 P R O C E E D I N G S MR. KESTREL: The quay opens. {SAID}",),
    "13 brackets in one paragraph": (f"Made by Quay Films. [Kestrel]: {SAID} [Osk]: {ASKED} [Kestrel]: {SAID}",),
    "13 a dash without spaces": (f"Kestrel—We waited. {SAID}", f"Osk—{ASKED}") * 2,
    "14 members with their towns": (
        f"PAVO KESTREL (Lindmark) - {SAID}", f"MIRA OSK (Tarn) - {SAID}", f"PAVO KESTREL (Lindmark) - {SAID}"
    ),
    "14 names behind signs": (
        "▷ 한도진 : 오월에 부두를 여는 것이 맞습니까?", "▶ 오세린 : 시장님이 오월에 여는 것으로 정했습니다.",
        "▷ 한도진 : 다음은 등불 이야기를 듣겠습니다.", "▶ 오세린 : 등불은 칠월에 모두 바꿉니다.",
    ),
    "14 capitals that nothing closes": tuple(
        f"{who} {said} Порт починили весной, и совет заплатил за лампы."
        for said in ("Мы ждали.", "Это правда.") for who in ("О.МАРЕН", "ДЕНИС")
    ),
    "a full width colon": ("记者：什么时候开船，谁来付新灯的钱？", "王海：春天修好了码头，市政府已经拨出了款项。"),
    "honorific": (f"Mr. Kestrel: {SAID}",),
    "moderator": (f"Moderator: {SAID}",),
}  # fmt: skip


@each("form", FORMS)
def test_a_transcript_shows_a_sign_whatever_its_labels(form: str) -> None:
    assert sign(*FORMS[form])
    # Far down on a long page as well.
    assert sign(*[SAID + " And so on." for _ in range(5)], *FORMS[form])


def test_labels_that_come_back_are_a_sign_in_a_language_without_known_words() -> None:
    said = (
        "Dar vulo mesk ottori planna.",
        "Hul danne vistor lumma ke.",
        "Dar menni sull ottori.",
        "Hul vistor kennum.",
    )
    assert sign(*(f"{'Brok Ese' if n % 2 else 'Osk Lanni'}: {text}" for n, text in enumerate(said)))


ARTICLES: dict[str, tuple[str, ...]] = {
    "plain": (SAID, SAID, ASKED),
    "sources in brackets": (f"{SAID} It is old [Kestrel 2031]: nobody knows it. {SAID}", f"Others agree [Osk]: {SAID}"),
    "one quotation": ('"The quay is mended," said Pavo Kestrel, the harbour master, on Monday in Lindmark.', SAID),
    "live report": ("10:31", 'Mayor Quill: "Stay at home if you can." He spoke to local radio.', SAID),
    "dateline": ("LINDMARK, March 5 (Varenia Wire) -- " + SAID, SAID, "(Varenia Wire)"),
    "datelines": (f"LINDMARK, Calif. - {SAID}", f"QUAY - {SAID}", f"LINDMARK, Calif. - {SAID}", f"QUAY - {SAID}"),
    "source and editor": ("Source: Varenia Wire", SAID, "Editor: Mira Osk", "Tags: harbour, quay", "责任编辑：王海"),
    "press contact": (SAID, "Media Contact:", "Press Office, 4 Quay Street, Lindmark, Varenia", "Tel: 555 0100"),
    "notes to editors": (SAID, "Notes to Editors:", SAID, "Further Information:", SAID),
    "headings": ("<b>A mended quay</b>", SAID, "<b>New lanterns</b>", SAID, "<b>What comes next</b>", SAID),
    "headings with colons": (SAID, "The main contents are as follows:", SAID, "First: the quay is mended.", SAID),
    "fields": ("Date: March 5", "Time: 10 a.m.", "Venue: Hall of the Press Office", SAID),
    "abbreviations": ("Mr. Kestrel spoke on Monday about the quay.", "Mr. Osk did too. " + SAID, "Dr. Brook did not."),
    "related headlines": (SAID, "READ MORE: The ferry sails again in May", "SEE ALSO: The lanterns of Lindmark"),
    "captions": (SAID, "A ferry leaves the harbour. [Photo by Ansel Brook/Varenia Press]", "[Photo/Varenia Press]"),
    "a live report by the hour": tuple(f"1{n}:47 We are at the quay. {SAID}" for n in range(5)),
    "an office over a life": ("<b>Mira Osk</b>", "<b>Director</b>", f"Mira joined us in spring. {SAID}"),
    "fields behind signs": ("■ 일시 : 오월 삼일 오전 열 시부터 저녁까지", "■ 장소 : 북쪽 부두 옆에 있는 시민 회관") * 2,
    "conditions in a table": tuple(
        f"{when} = {said} {SAID}" for when, said in (
            ("when U", "You see it."), ("where T", "We see it."), ("when U", "You do."), ("where T", "It is so.")
        )
    ),
    "a programme": tuple(f"0{n}:30 The ferry sails to the northern quay" for n in range(6)),
    "people and numbers": ("Judge Harrow: Court 1, 10.00", "Spokesperson: Mira Osk, 555 0100", SAID),
    "counted fields": (f"Room1: {SAID}", f"Room2: {SAID}"),
    "a list": ("1. The quay", SAID, "2. The ferry", SAID, "a) lanterns", SAID),
    "what was said is reported": ("Asked whether the ferry sails, the spokesman said that it does. " + SAID, SAID),
    "a colon in a sentence": ("The council decided one thing: the ferry sails in May. " + SAID, SAID),
    "questions and statements": ("So my question is: who pays?", "My point is: nobody pays.", SAID),
    "months": ("Samples from November 2019:", SAID, "Samples from December 2019:", SAID),
    "words with Q": ("Quays are mended in spring. " + SAID, "Qualms were heard at the council. " + SAID),
    "Chinese news": ("王海在会上说，码头在春天修好了，市政府已经拨出了所需的款项，新灯五月装好。", "来源：海港报"),
    "Spanish news": ("El muelle se reparó en primavera. Dice: no hay dinero.", "La pregunta es: ¿quién paga?", SAID),
    "letters of a country": tuple(
        f"{line}{n}" for n in range(3) for line in ("<b>Northern Posts</b>", "U.S. Embassy, 4 Quay Street, Lindmark ")
    ),
    "days above items": tuple(
        line
        for day in ("Wed May 6, 2026 - 10:30 pm", "Mon June 1, 2026 - 9:15 am") * 3
        for line in (f"<b class='day'>{day}</b>", f"What do we buy? {SAID}")
    ),
    "a word again and again": ("Advert", ASKED, "Advert", f"We read it twice. {SAID}", "Advert", SAID),
    "words in small letters too": (f"Email Alerts: {ASKED}", "Our email alerts come in spring, with news of the quay."),
    "the same question in every box": ("<h3>And you?</h3>", "Write to us.", SAID, "<h3>And you?</h3>", "Call us."),
    "buttons below questions": ("<h3>Delete this?</h3>", "Cancel", "<h3>Send it to all?</h3>", "Close", SAID),
    "words over every picture": tuple(
        line for said in (*(SAID,) * 9, ASKED, ASKED) for line in ("Lindmark Film Desk", said)
    ),
    "a dash in a sentence": ("The quay – mended in spring – is open.", "The ferry – late as ever – sails.", SAID),
}  # fmt: skip


@each("name", ARTICLES)
def test_an_article_shows_no_sign(name: str) -> None:
    assert sign(*ARTICLES[name]) == ""


def test_a_gallery_and_a_notice_show_no_sign() -> None:
    for html in (gallery(8100), notice()):
        assert speech_sign(read_page(html, "http://www.china.org.cn/2024-05/17/content_8100.htm").lines) == ""
