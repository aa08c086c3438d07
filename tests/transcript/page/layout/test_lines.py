"""Lines as a browser would show them one below the other."""

from __future__ import annotations

import pytest

from briefings.transcript import read_page
from briefings.transcript.page.body.tree import body_of, parse
from briefings.transcript.page.content import count_visible
from briefings.transcript.page.layout.lines import Line, ShownLines, lines_of, visible
from tests.support.parts import each
from tests.support.reading import page


def shown(html: str) -> list[Line]:
    return lines_of(body_of(parse(f"<html><body>{html}</body></html>")[0]))


def texts(html: str) -> list[str]:
    return [line.text for line in shown(html)]


@each(
    "html",
    [
        "<p>One.</p><p>Two.</p>",
        "<div>One.</div>Two.", "One.<br>Two.", "One.<br /><br />Two.", "<ul><li>One.<li>Two.</ul>",
        "<table><tr><td>One.</td><td>Two.</td></tr></table>", "<pre>One.\nTwo.</pre>", "<p>One.\n \n Two.</p>",
        "<blockquote>One.<p>Two.</p></blockquote>", "<h2>One.</h2>Two.", "<p>One.\r\n\r\nTwo.</p>",
        "One.<hr>Two.",
        "<dl><dt>One.<dd>Two.</dl>", "<p>One.<p>Two.", "<p>One.</p><p>&nbsp;</p><p>\u200b</p><p>Two.</p>",
    ],
)  # fmt: skip
def test_one_line_under_the_other(html: str) -> None:
    assert texts(html) == ["One.", "Two."]


def test_a_line_over_many_elements_is_one_line() -> None:
    assert texts("<p><strong>Irena</strong> <strong>Dol</strong>matin<b>:</b> <i>Thank</i>\n you.</p>") == [
        "Irena Dolmatin: Thank you."
    ]


@each("between", ["<!-- no -->\n", "\n<!-- no -->\n", "\n<!-- no --><!-- no -->\n<!-- no -->", "\n<?php no ?>\n"])
def test_a_comment_ends_no_line(between: str) -> None:
    assert texts(f"<div>One{between}two.\n<!-- no -->\n\nThree.</div>") == ["One two.", "Three."]


@each("control", ["\f", "&#11;", "\x08", "\uffff"])
def test_a_control_character_ends_no_reading(control: str) -> None:
    styles, drawing = "<style>.b{font-weight:700}</style>", f"<svg><title>{control}</title></svg>"
    html = f"{styles}{drawing}<p>One<!-- no -->\n{control} <i class=b style='{control}'>two.</i></p>"
    assert texts(html) == ["One two."]


def test_the_body_is_found_behind_an_unknown_tag_in_the_head() -> None:
    for head in ("", "<head><tit\xe9>", "<head><tit\xe9><body>No.</body></tit\xe9></head>"):
        assert [line.text for line in lines_of(body_of(parse(f"<html>{head}<body><p>Yes.")[0]))] == ["Yes."]


def test_white_space_is_folded_and_what_prints_nothing_left_out() -> None:
    assert texts("<p>&nbsp; A\u3000b\t c\n d&shy;e\u200bf\ufeff\u200e &nbsp;</p>") == ["A b c def"]


def test_a_lone_carriage_return_keeps_words_apart() -> None:
    assert texts("<p>one\rtwo\r\nthree&#13;four</p>") == ["one two three four"]


@each(
    "html",
    [
        "<script>x</script>", "<style>x</style>", "<!-- x -->", "<noscript>x</noscript>", "<p hidden>x</p>",
        '<p style="DISPLAY : None">x</p>', '<p style="color: red; visibility:hidden"><b>x</b></p>',
        "<template>x</template>", "<svg><text>x</text></svg>", "<script>x</script hidden>",
    ],
)  # fmt: skip
def test_what_is_not_shown_is_no_line_and_is_not_counted(html: str) -> None:
    root = body_of(parse(f"<html><body>Seen.{html}Too.</body></html>")[0])
    assert "x" not in "".join(line.text for line in lines_of(root))
    assert count_visible(root, ShownLines(root)) == visible("Seen.Too.")


def test_where_bold_ends_and_how_much_is_linked() -> None:
    line = shown("<p> <b>Tolmer</b>&nbsp; <b>Vask:</b> I read <a href='/x'>the report</a>.</p>")[0]
    assert line.text == "Tolmer Vask: I read the report."
    assert line.text[: line.bold] == "Tolmer Vask:"
    assert line.linked == visible("the report")
    assert line.wide == {6}


@each(
    "html",
    [
        "<span style='color:#000;FONT-WEIGHT : 700'>Vask:</span> Yes.",
        "<b style='font-weight:normal'><span style='font-weight:bold'>Vask:</span> Yes.</b>",
        "<b style='mso-bidi-font-weight:normal'>Vask:</b> Yes.",
        "<b>Vask:<span style='font-weight:400'> Yes.</span></b>",
        "<span style='font-weight:400'><b>Vask:</b> Yes.</span>",
        "<style><!--\n.a, span.b{font-weight:bolder;color:#000}--></style><span class='x b'>Vask:</span> Yes.",
        "<style>.a{font: italic bold 12px/14px A} .b{font:12px A}</style><p class='a'>Vask:<i class='b'> Yes.</i></p>",
        "<p style='font-weight:700'>Vask:<span style='font:normal 12px A'> Yes.</span></p>",
        "<style>.a b{font-weight:400} .b{font-weight:400}</style><b>Vask:</b><b class='b'> Yes.</b>",
        "<style>[font-weight] .b{color:red} @media print{.b{font-weight:400}}</style><b>Vask:</b> Yes.",
    ],
)  # fmt: skip
def test_a_style_makes_bold_and_takes_it_away(html: str) -> None:
    line = next(line for line in page(f"<p>{html}</p>").lines if line.text == "Vask: Yes.")
    assert line.bold == len("Vask:")


def test_a_space_that_was_a_line_end_and_one_that_was_wide_are_known() -> None:
    line = shown("<p>Q&nbsp; What\nof it</p>")[0]
    assert (line.text, line.wide, line.soft) == ("Q What of it", frozenset({1}), (6,))


def test_the_line_knows_what_it_stands_in() -> None:
    heading, plain = page("<h3>Harbours</h3><center>Oak Room</center>").lines
    assert heading.tag == "h3"
    assert (heading.centred, plain.centred) == (False, True)


@each("end", ["</body>", "</html>", "</body></html>", "</BODY\n>", "</body/>", "</body><body id='b'>"])
def test_what_stands_behind_the_end_of_the_body_is_read_as_a_browser_shows_it(end: str) -> None:
    root, unread = parse(f"<html><body><p>MR. SORELL: Good morning.</p>{end}<p>Q: Why?</p></body></html>")
    assert [line.text for line in lines_of(body_of(root))] == ["MR. SORELL: Good morning.", "Q: Why?"]
    assert unread == ""


@pytest.mark.parametrize("value", ["1", "'1'", '"1"'])
def test_attributes_far_too_many_are_left_out(value: str) -> None:
    many = " ".join(f"a{number}={value}" for number in range(20_000))
    root, unread = parse(f"<html><body><p {many}>MR. SORELL: Good morning.</p><p class='x'>Q: Why?</p></body></html>")
    assert ([len(one.attrib) for one in root.iter("p")], unread) == ([0, 1], "")
    assert [line.text for line in lines_of(root)] == ["MR. SORELL: Good morning.", "Q: Why?"]


def test_a_long_value_with_an_arrow_in_it_stays_a_value() -> None:
    long = "a=b " * 6_000
    root, _ = parse(f'<html><body><div data-x="{long} -> {long}">Good morning.</div></body></html>')
    assert [line.text for line in lines_of(root)] == ["Good morning."]


def test_an_element_whose_name_has_control_characters_is_read_as_any_other() -> None:
    """lxml builds it from a page, but raises an error when asked for its name."""
    said = b"<p>MS. MAREN: Four.</p><p>Q: Why?</p><p>MS. MAREN: Because.</p>"
    for name in (b"d\x10v", b"d\x7fv", b"d\xef\xbf\xbev"):
        page = read_page(
            b"<html><body><" + name + b" id='container_txt' onclick='a.b()' data-href='/2'>" + said + b"</body></html>",
            "http://www.varenia.example/press/2026-03/05/content_9.htm",
        )
        assert [line.text for line in page.lines][:1] == ["MS. MAREN: Four."]


def test_choices_that_are_all_of_a_line_are_no_words_of_the_text() -> None:
    html = (
        "<div><p>MS. MAREN: Good morning to you.</p><p><select><option>March 2026\n\n<option>April 2026"
        "</select></p><p>We go on in <select><option>March<option>April</select> thank you.</p><p>April 2026</p></div>"
    )
    named = {line.text: line.within for line in page(html).lines}
    assert named["March 2026"] == "select"
    assert named["April 2026"] == "", "the same words in another paragraph are text"
    assert named["We go on in MarchApril thank you."] == ""


def test_choices_within_choices_are_walked_over_once() -> None:
    deep = page("<div><p>MS. MAREN: Good morning to you.</p>" + "<select>" * 1_000 + "<option>x<br>" * 200 + "</div>")
    assert [line.within for line in deep.lines if line.text == "x"] == ["select"] * 200
