"""Signs that somebody speaks on a page, whether or not a label is believed: what shows one is never an article.

They see more than the rules that believe a label: taking a transcript for an article loses it, taking an article for
a transcript that is not understood costs a warning.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefings.items import NoteKind
from briefings.transcript.page.boilerplate import boilerplate_rule
from briefings.transcript.page.capitals import capitals_that_speak
from briefings.transcript.page.header import read_header
from briefings.transcript.page.lines import Line
from briefings.transcript.page.notes import is_stage_note, note_kind
from briefings.transcript.page.setting import turns_set_apart
from briefings.transcript.wording.shapes import Shape, is_press, shape_of

_NOT_SAID = frozenset((NoteKind.CAPTION, NoteKind.EDITOR, NoteKind.TIME))
# Words that stand before a colon on pages of news and of press offices, and name nobody who speaks.
_FIELDS = frozenset(
    """about abstract add address advisory agenda also annex annexes announcement appendix article articles attachment
    attachments audio author background bottom byline caption category comment comments conclusion contact contacts
    contents copyright credit date dates deadline details dial document documents download editing editor editors email
    embargo enquiries enquiry event events example fact facts faq fax figures file files follow following footnotes from
    further headline headlines highlights hotline how image images info information inquiries introduction issued
    keyword keywords language languages latest link links location map media mobile more next note notes notice numbers
    office online outcome overview page pages phone photo photos picture pictures place point points previous print
    programme program publication published quote rate read reading reference references registration related release
    released report reports resources result results rsvp schedule see share sign site source sources story statistics
    subject subjects subscribe subtitles summary table tables tag tags tel telephone text theme themes tickets time
    title topic topics total twitter update updated updates url venue version via video videos view visit watch web
    website what when where who why written year years
    来源 编辑 责任编辑 责编 作者 时间 日期 地点 标题 原标题 链接 相关 电话 邮箱 地址 关键词 标签 分享 图片 摘要 附件
    备注 注 发布时间""".split()
)
_COLON = r"(?:\s?[:：]|¡G)"
_LABEL = re.compile(rf"[\s*_#>]*+(?P<label>[^:：]{{1,160}}?)[*_\s]*+{_COLON}[*_\s:：]*(?P<rest>.*)", re.DOTALL)
_MARK = re.compile(
    r"[\s.*_#>]*(?P<mark>Question \d{1,2}|[QＱ](?:UESTION)?\d{0,2}|問|问|答|記者|记者)"
    r"(?:[.．:：)）\]¡*_]|\s*(?:--|[-–—])|\s*[\s\xa0]|(?=[A-Z][a-z]|I\b|[\"“$¿(\[]))"
)
# An answer's mark with another sign than a colon: "R -", "P.-", "Portavoz.-", "A)", "V."
_SIGNED = re.compile(
    r"[\s*_]*(?P<label>[^\W\d_][^.:：()\-–—]{0,24}?)\s?(?P<sign>\.\s?[-–—]|\s(?:[-–—]{1,2}|\|)\s|\)|\.(?=\s))\s*\S"
)
_BRACKETED = re.compile(
    r"[\s*_]*+[\[(（【〔［<＜〈]?\s*+(?P<label>[^\[\]()（）【】〔〕［］]{2,60}?)\s*+[\])）】〕］>＞〉]\s*[:：]?"
)
_LEADING_BRACKET = re.compile(
    r"[\[(（【〔［<＜〈](?:(?<=<)v(?:\.\w+)? )?"
    r"(?P<label>[^\[\]()（）【】〔〕［］]{2,60}|[問答问])[\])）】〕］>＞〉]\s*\S"
    r"|[○◯●◎◆◇■□▶▷▲△►▸]\s?(?P<office>[\u3400-\u9fff\uac00-\ud7af々]{1,16})(?:（[^（）]{1,24}）)?\s\S"
)
"""In brackets, in a caption's <v Ilse Maren>, or behind a sign as in ○市長."""
_NAME_AND_POSITION = re.compile(r"(?P<label>[^\W\d_][^:：–—]{2,40}?)\s(?:--|–|—)\s[^\W\d_].{2,70}")
_PEOPLE = re.compile(
    r"[^\W\d_][\w\-/ ]{2,30}[:：]\s*(?:[^\W\d_][\w.\- ]{2,40}\([^)]{2,60}\)\s*[,;،]\s*)+[^\W\d_].{2,80}"
)
_INSIDE = re.compile(
    r"(?:[.?!)\]\"”…]|--|[ap]\.?m\.?(?: [A-Z]{2,4})?)\s+"
    r"(?P<label>Q|(?:(?:MR|MRS|MS|DR|THE|SECRETARY|MINISTER"
    r"|PRESIDENT)\.?\s)?[A-Z][A-Z.’'\-]+(?:\s[A-Z][A-Z.’'\-]+){0,4}"
    r"|[A-Z][\w’'\-]+(?:\s[A-Z][\w.’'\-]+){1,3})(?:\s?[:：]|(?<=\sQ)[.\s]\s?)"
)
_CLOCK = r"[\[(]?\d{1,2}(?::\d\d){1,2}[\])]?"
_CLOCK_BEFORE = re.compile(rf"(?<!\s)\s*+{_CLOCK}(?:\s*[ap]\.?\s?m\.?(?:\s[A-Z]{{2,4}}\b)?)?\s*", re.IGNORECASE)
_CLOCK_BEHIND = re.compile(rf"(?P<label>[^\W\d][^:：\d]{{0,50}}?)\s*+(?:[:：]\s*+)?{_CLOCK}\s*")
_SENTENCE_END = (".", "?", "!", "。", "？", "؟", "！", "…", '"', "”", ",", ";", "，", "；")
QUOTES = tuple('"“„«‹「『')
"""What a quotation opens with: behind a name it is a report's, and no transcript's."""
_LONGEST_LABEL, _LONGEST_NAME, _SAID, _SHORT, _LONG = 60, 110, 15, 10, 1_500
_MANY = 4
"""So many single words before a colon, none of them a field: people who speak once each by their first names."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_HEADLINES = ("READ", "SEE", "ALSO", "WATCH", "FOR", "MORE", "UPDATE", "BREAKING", "PHOTO", "CORRECTION", "EDITOR")


class _Opening(NamedTuple):
    """What may be a label at the beginning of a line, and what is printed behind it on the line."""

    label: str
    rest: str
    shape: Shape


def speech_sign(lines: Sequence[Line]) -> str:
    """The first sign that lines are a transcript, quoted; "" for prose that shows none.

    Ask it of the lines of a whole briefing. A briefing without a believed label and without a sign is an article; one
    with a sign and no believed label is a transcript whose speakers are not understood.
    """
    if read_header(lines).people:
        return "a header with people"
    spoken = [line for line in lines if _may_be_said(line)]
    signs = (
        _own_line_names, _inline_names, _marks, _signed_marks, _brackets, _recurring_openings, _recurring_bold,
        _alternating, _positions, _clocked, _labels_inside, turns_set_apart, capitals_that_speak,
    )  # fmt: skip
    return next((sign for find in signs if (sign := find(spoken))), "")


def _may_be_said(line: Line) -> bool:
    if boilerplate_rule(line) is not None or line.is_mostly_link:
        return False
    return note_kind(line) not in _NOT_SAID


def _openings(lines: Sequence[Line]) -> Iterator[tuple[int, _Opening]]:
    """Every beginning of a line that ends in a colon and has the form of a label."""
    for index, line in enumerate(lines):
        text = _CLOCK_BEFORE.sub("", line.text, count=1)
        found = _LABEL.match(text[: 2 * _LONGEST_NAME])
        if not found:
            continue
        label = found["label"].strip(" *_.")
        if not label or len(label) > _LONGEST_NAME or _is_field(label):
            continue
        rest = text[found.start("rest") :]
        if not rest.startswith(("//", *QUOTES)):
            yield index, _Opening(label, rest, shape_of(label))


def _is_field(label: str) -> bool:
    words = re.findall(r"[^\W\d_]+", label.casefold())
    return not words or not _FIELDS.isdisjoint((words[0], words[-1])) or label.startswith(("http", "www"))


def _names(shape: Shape) -> bool:
    return not shape.veto and (shape.name_form or shape.chinese)


def _is_somebody(opening: _Opening) -> bool:
    """Whether a label is more than a word with a capital: a name of two words, an office, an outlet, a title."""
    shape = opening.shape
    if not _names(shape):
        return False
    marked = shape.honorific or shape.title or shape.role or shape.name_and_role or shape.outlet
    return marked or (shape.chinese and len(opening.label) <= 12) or len(shape.words) > 1


def _said_after(lines: Sequence[Line], index: int) -> int:
    return len(lines[index + 1].text) if index + 1 < len(lines) else 0


def _own_line_names(lines: Sequence[Line]) -> str:
    """`Name:` on its own line, even once, with something said below; `Name, lower-case role:` alike."""
    for index, opening in _openings(lines):
        if opening.rest.strip() or _said_after(lines, index) < _SAID:
            continue
        head, comma, _ = opening.label.partition(",")
        if _is_somebody(opening) or (comma and len(head.split()) > 1 and _names(shape_of(head))):
            return f"{opening.label}:"
    return ""


def _inline_names(lines: Sequence[Line]) -> str:
    """`COACH TANNER: ...` even once; of names in small letters two, or one with a title, and people in a field."""
    named: list[str] = []
    single: list[str] = []
    for index, opening in _openings(lines):
        if _PEOPLE.match(lines[index].text):
            return f"{opening.label}:"
        if len(opening.rest) < _SAID or not _is_somebody(opening):
            head, comma, _ = opening.label.partition(",")
            if len(opening.rest) >= _SAID and comma and len(head.split()) in {2, 3} and _names(shape_of(head)):
                named.append(opening.label)
            elif len(opening.rest) >= _SAID and _names(opening.shape):
                single.append(opening.label)
            continue
        shape = opening.shape
        if shape.caps and not shape.chinese and opening.label.split()[0].strip(".") not in _HEADLINES:
            return f"{opening.label}:"
        if shape.honorific or shape.title or shape.role or shape.name_and_role:
            return f"{opening.label}:"
        named.append(opening.label)
    if len(named) > 1 or len({*named, *single}) >= _MANY:
        return f"{(named or single)[0]}:"
    return ""


def _marks(lines: Sequence[Line]) -> str:
    """Q at the beginning of lines, glued to the next word or not: twice, or once with a sign of its own."""
    # A wide character says about as much as two letters.
    found = [
        match for line in lines
        if (match := _MARK.match(line.text)) and len(line.text) > (_SAID if match["mark"].isascii() else _SAID // 2)
    ]  # fmt: skip
    sure = [match for match in found if match[0][-1] in ".．:：)）]¡*_" or match[0].lstrip()[0] in ".*_"]
    if len(found) > 1 or sure:
        return (sure or found)[0][0].strip()
    return ""


def _signed_marks(lines: Sequence[Line]) -> str:
    """The same short opening with a dash, a dot or a bracket behind it on two lines or more: "R -", "P.-", "A)"."""
    found: Counter[str] = Counter()
    for line in lines:
        match = _SIGNED.match(line.text)
        if match is None or len(line.text) <= _SAID:
            continue
        label, sign = match["label"], match["sign"]
        # A dot alone ends abbreviations, a bracket counts: there it must be a single capital, or ask.
        if sign in {".", ")"} and not (re.fullmatch(r"[A-ZÀ-ÞА-Я]", label) or is_press(label)):
            continue
        if not _is_field(label) and label[0].isupper() and len(label.split()) <= 3:
            found[label + sign.strip()] += 1
    return next((label for label, times in found.most_common(1) if times > 1), "")


def _brackets(lines: Sequence[Line]) -> str:
    """Names or offices in brackets: the same twice on lines of their own, or three that open paragraphs."""
    alone: Counter[str] = Counter()
    for index, line in enumerate(lines):
        whole = _BRACKETED.fullmatch(line.text)
        if whole and _may_be_bracketed(line.text, whole["label"]) and _said_after(lines, index) >= _SAID:
            alone[whole["label"]] += 1
    if sum(alone.values()) > 1 and (max(alone.values()) > 1 or len(alone) > 2):
        return f"({alone.most_common(1)[0][0]})"
    leading = (found for line in lines if (found := _LEADING_BRACKET.match(line.text)))
    opening = [match for match in leading if _may_be_bracketed(match[0], match["label"] or match["office"])]
    return opening[0][0].strip() if len(opening) > 2 else ""


def _may_be_bracketed(text: str, label: str) -> bool:
    return not is_stage_note(text) and not _is_field(label) and _names(shape_of(label))


def _recurring_openings(lines: Sequence[Line]) -> str:
    """The same words and a colon at the beginning of two lines or more, whatever words: `SP:`, `Moderator:`."""
    found: Counter[str] = Counter()
    for _, opening in _openings(lines):
        if len(opening.label) <= _LONGEST_LABEL and _names(opening.shape):
            found[opening.label.casefold()] += 1
    return next((f"{label}:" for label, times in found.most_common(1) if times > 1), "")


def _recurring_bold(lines: Sequence[Line]) -> str:
    """The same short words in bold at the beginning of two lines or more, with something said behind or below."""
    found: Counter[str] = Counter()
    for index, line in enumerate(lines):
        bold = line.text[: line.bold].strip(" :*_.")
        if line.tag in _HEADINGS:
            bold = line.text.strip(" :*_.")
        if not bold or len(bold) > _LONGEST_LABEL or _is_field(bold):
            continue
        whole = line.bold >= len(line.text) or line.tag in _HEADINGS
        if (len(line.text) - line.bold >= _SAID and not whole) or (whole and _said_after(lines, index) >= _SHORT):
            found[bold] += 1
    return next((label for label, times in found.most_common(1) if times > 1), "")


def _alternating(lines: Sequence[Line]) -> str:
    """Bare short lines that alternate before paragraphs: A, B, A, B."""
    bare = [
        line.text for index, line in enumerate(lines)
        if len(line.text) <= _LONGEST_LABEL and not line.text.endswith(_SENTENCE_END) and not _is_field(line.text)
        and line.text.lstrip("* ")[:1].isalpha() and _said_after(lines, index) >= 40
    ]  # fmt: skip
    times = Counter(bare)
    recurring = [text for text, count in times.items() if count > 1]
    return recurring[0] if len(recurring) > 1 else ""


def _positions(lines: Sequence[Line]) -> str:
    """`Name -- Position` on lines of their own, twice."""
    found = [
        match["label"] for index, line in enumerate(lines)
        if len(line.text) <= _LONGEST_NAME and not line.text.endswith(_SENTENCE_END)
        and (match := _NAME_AND_POSITION.fullmatch(line.text)) and len(match["label"].split()) > 1
        and _names(shape_of(match["label"])) and _said_after(lines, index) >= 40
    ]  # fmt: skip
    return found[0] if len(found) > 1 else ""


def _clocked(lines: Sequence[Line]) -> str:
    """`Jen Pascoe 0:22` or `0:22 Jen Pascoe` on lines of their own, twice: a name and the time on a recording."""
    found = [match["label"] for line in lines if (match := _CLOCK_BEHIND.fullmatch(line.text))]
    timed = Counter(line.text[m.end() :] for line in lines if (m := _CLOCK_BEFORE.match(line.text)) and m.end() > 1)
    again = (text for text, times in timed.items() if times > 1 and len(text) <= _LONGEST_LABEL)
    return found[0] if len(found) > 1 else next((text for text in again if _names(shape_of(text))), "")


def _labels_inside(lines: Sequence[Line]) -> str:
    """Labels inside of long paragraphs, on a page that lost its line breaks: the same twice."""
    for line in lines:
        if len(line.text) < _LONG:
            continue
        found = Counter(
            match["label"] for match in _INSIDE.finditer(line.text)
            if match["label"] == "Q" or (_names(shape_of(match["label"])) and not _is_field(match["label"]))
        )  # fmt: skip
        for label, times in found.most_common(1):
            if times > 1:
                return f"{label}:"
    return ""
