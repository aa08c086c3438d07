"""From bytes to text, whatever the declarations."""

from __future__ import annotations

import codecs

import pytest

from briefings.transcript.page.body.encoding import charset_in, decode
from tests.support.parts import each

CHINESE = "<p>江远：渡轮什么时候恢复？</p>"
WESTERN = "<p>Zoë Marchetti: “It’s decided” – 5 € each.</p>"


def test_utf8_is_believed_over_a_wrong_header_and_a_wrong_meta() -> None:
    body = f'<meta charset="iso-8859-1">{WESTERN}'.encode()
    assert decode(body, "gb2312").text == body.decode()


def test_the_header_comes_before_the_meta_element() -> None:
    body = f'<meta charset="big5">{CHINESE}'.encode("gb18030")
    assert CHINESE in decode(body, "gbk").text


def test_gb18030_declared_as_gb2312_keeps_its_rare_characters() -> None:
    body = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><p>镕：㐀</p>'.encode("gb18030")
    read = decode(body)
    assert "镕：㐀" in read.text
    assert read.warning == ""


@pytest.mark.parametrize("declared", ["iso-8859-1", "latin-1", "utf-8", None])
def test_curly_quotes_of_cp1252_come_out_whatever_is_declared(declared: str | None) -> None:
    assert decode(WESTERN.encode("cp1252"), declared).text == WESTERN


def test_chinese_bytes_with_no_declaration_are_told_from_western_ones() -> None:
    assert decode(CHINESE.encode("gb18030")).text == CHINESE


def test_english_with_a_little_chinese_and_no_declaration_is_chinese_by_its_pairs_of_bytes() -> None:
    text = "<p>The council of “Varenia–Süd” (渡轮时刻表) met in spring.</p>"
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize(
    ("bom", "codec"),
    [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")],
)
def test_a_byte_order_mark_decides_and_is_no_text(bom: bytes, codec: str) -> None:
    assert decode(bom + CHINESE.encode(codec), "iso-8859-1").text == CHINESE


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252"])
def test_chinese_declared_as_latin_1_is_read_and_told(declared: str) -> None:
    read = decode(CHINESE.encode("gb18030"), declared)
    assert (read.text, read.encoding, read.warning) == (CHINESE, "gb18030", "declared as cp1252")


@pytest.mark.parametrize("text", ["Well…… no.", "»»Nein««", "– “Été”", "Sì, è così."])
def test_neighbouring_signs_of_latin_1_are_no_chinese(text: str) -> None:
    assert decode(f"<p>{text}</p>".encode("cp1252"), "iso-8859-1").text == f"<p>{text}</p>"


@each("declared", [None, "iso-8859-1", "utf-8"])
@each(
    ("codec", "text"),
    [
        ("cp1251", "Министр: Порт откроем в понедельник. Вопрос: А когда начнёте? "),
        ("cp1253", "Υπουργός: Θα ανοίξουμε το λιμάνι τη Δευτέρα και θα είμαι εκεί. "),
        ("cp1256", "الوزير: سنفتح الميناء يوم الاثنين وسأكون هناك. "),
        ("cp932", "大臣：港は月曜日に開きます。記者：いつ始まりますか。 "),
        ("cp949", "장관: 우리는 월요일에 항구를 열 것입니다. 기자: 언제 시작합니까? "),
        ("big5", "部長：我們星期一開放港口。記者：什麼時候開始？這是中國的港口。 "),
    ],
)
def test_a_text_in_an_encoding_that_nothing_names_is_unread(codec: str, text: str, declared: str | None) -> None:
    assert decode(f"<p>{text * 6}</p>".encode(codec), declared).unread


@each(
    "text",
    ["Äänestäjät ja määräykset säädetään hyötyyn. ", "Né à l’été, créée… « Où ? » ", "Það er öruggt í höfninni. "],
)
@each("declared", [None, "iso-8859-1"])
def test_accents_of_western_languages_are_read_without_a_name(text: str, declared: str | None) -> None:
    read = decode((text * 20).encode("cp1252"), declared)
    assert (read.text, read.unread) == (text * 20, "")


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["utf-8", None])
def test_utf16_is_known_by_its_zeros(codec: str, declared: str | None) -> None:
    text = f"<html><head><title>Briefing</title></head><body>{CHINESE}</body></html>"
    assert decode(text.encode(codec), declared).text == text


@each("declared", ["utf-8", "gb2312", None])
@each("codec", ["utf-8", "gb18030"])
@each("torn", [b"\xe6", b"\xff and more"])
def test_a_torn_character_costs_that_character_alone_and_is_told(codec: str, torn: bytes, declared: str | None) -> None:
    read = decode(CHINESE.encode(codec) + torn, declared)
    assert read.text.startswith(CHINESE)
    assert read.warning


@each(
    "name",
    [
        "hex",
        "base64",
        "rot13",
        "idna",
        "undefined",
        "unicode_escape",
        "utf-7",
        "none\x00",
        "é",
        "zlib",
        "bz2",
        "punycode",
        "x-user-defined",
        "replacement",
        "iso-2022-kr",
        "mbcs",
        "palmos",
        "utf-32",
    ],
)
def test_a_codec_that_is_no_encoding_of_pages_is_ignored(name: str) -> None:
    assert decode(WESTERN.encode(), name).text == WESTERN
    assert decode(f'<meta charset="{name}">{WESTERN}'.encode("cp1252")).text.endswith(WESTERN)


def test_a_page_that_cannot_be_utf16_is_not_read_as_such() -> None:
    assert decode(b"<p>Tolmer Vask: Yes.</p>", "utf-16").text == "<p>Tolmer Vask: Yes.</p>"
    assert decode(CHINESE.encode("utf-16-le"), "utf-16le").text == CHINESE


@each(
    ("header", "charset"),
    [
        ("text/html; charset=GBK", "GBK"),
        ('text/html;charset="utf-8"; x=y', "utf-8"),
        ("text/html; Charset = big5-hkscs", "big5-hkscs"),
        ("text/html", None),
        ("text/html; charset=", None),
        ("", None),
    ],
)
def test_the_charset_of_a_header(header: str, charset: str | None) -> None:
    assert charset_in(header) == charset


@each(
    ("label", "codec", "text"),
    [
        ("gb2312", "gb18030", "发布会开始㐀"),
        ("x-gbk", "gb18030", "发布会开始"),
        ("Big5-HKSCS", "big5hkscs", "記者會開始"),
        ("shift_jis", "cp932", "会見①開始"),
        ("ks_c_5601-1987", "cp949", "브리핑 똠"),
        ("latin1", "cp1252", "Sì, “è” così"),
        ("koi8-r", "koi8-r", "Брифинг"),
        ("windows-1251", "cp1251", "Брифинг"),
    ],
)
def test_a_name_of_the_table_is_read_as_browsers_read_it(label: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), label).text == text
