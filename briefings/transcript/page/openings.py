"""Every place where a turn could open: the beginnings of lines that have the form of a label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from briefings.transcript.page.lines import Line
from briefings.transcript.page.marks import COLON, capitals_at, has_colon, mark_at, sign_at, weak_mark_at
from briefings.transcript.page.notes import ends_transcript, is_stage_note
from briefings.transcript.page.setting import without_closing
from briefings.transcript.wording.chinese_labels import chinese_office
from briefings.transcript.wording.shapes import (
    Shape,
    is_press,
    label_key,
    names_an_office,
    shape_of,
    without_trailing,
)
from briefings.transcript.wording.speaking import speaks
from briefings.transcript.wording.vocabulary import (
    ANALYST_WORDS,
    ANSWER_WORDS,
    CONNECTORS,
    OFFICES,
    OUTLET_WORDS,
)

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?"
_HALF_DAY = r"(?:\s?[AaPp]\.?\s?[Mm]\b\.?(?:\s(?:[A-Z]{1,3}T|UTC|\(local\)))?)?"
_SIGNS = "○◯●◎◆◇■□▶▷▲△►▸"
"""What press rooms and assemblies in Japan and Korea print before who speaks."""
_STOP_AND_DASH = r"\.[-–—]{1,2}(?=\s)"
"""What parliaments and Spanish press rooms print for a colon: `HON. MAREN.- I move`, `Portavoz.- Gracias`."""
_COLON = re.compile(
    rf"(?:(?:\*{{1,3}}|>{{1,3}}|[{_SIGNS}]|(?P<dash>[-–—]))\s?)?(?:(?P<before>[\[(]?{_CLOCK}{_HALF_DAY}[\])]?)\s+)?(?P<label>[^:：*]{{1,120}}?)\s?\*{{0,3}}(?:{COLON}|{_STOP_AND_DASH})"
    rf"\*{{0,3}}(?!//|\d\d\b)(?:\s*(?P<after>\({_CLOCK}\)))?"
)
_LONG_COLON = re.compile(rf"(?P<label>(?P<head>[^:：,，]{{2,60}})[,，][^:：.?!。？！]{{60,340}}?)\s?{COLON}")
"""A name with a long office behind it: a label only for a name of the roster."""
_BRACKET = re.compile(
    r"[\[【<＜〈](?:(?<=<)v(?:\.\w+)? )?(?P<label>[^\[\]【】<>＜＞〈〉:：]{2,90})[\]】>＞〉]\s*[:：]?"
)
"""Captions of films print <v Ilse Maren>."""
_SIGNED = re.compile(
    rf"[{_SIGNS}]\s?(?P<label>[\u3400-\u9fff\u30a0-\u30ff\uac00-\ud7af々]{{1,16}}(?:[（(][^（）()]{{1,24}}[)）])?)(?:\s|$)"
)
"""A sign and who speaks, closed by a space: ○市長 おはようございます。"""
_DOT = re.compile(
    r"(?P<label>(?:M\.|Mme) (?:le|la) [a-zà-þ-]{4,20}"
    r"|(?:(?:[A-ZÀ-Þ][\w'’-]{0,20}|[A-ZÀ-Þ][a-z]{0,3}\.) ){0,3}[A-ZÀ-Þ][\w'’-]{1,20})(?P<end>\.)"
    r"(?=\s+[A-ZÀ-Þ“\"\[(…—-]|\s*$)"
)
"""An office or a title and a name before a full stop: "The President. Good evening." beside "Q. Who pays?"."""
_MADAM_CHAIR = re.compile(r"M\. [A-ZÀ-Þ].*|(?:M\.|Mme) (?:le|la) .*")
"""As French minutes print: Mme la présidente, M. Henri Dorval."""
_PARENTHESES = re.compile(r"[(（](?P<label>[^()（）:：]{2,60})[)）]\s?[:：]?")
_CLOSED = re.compile(r"(?P<label>[^()（）:：\s]{2,12})[)）]")
"""A Japanese press room prints 記者) before what is asked."""
_DASH = re.compile(r"(?P<label>(?P<head>[^:：,–—]{2,50}?)\s+(?:--|[-–—])\s+(?P<tail>[^:：?!]{2,140}))")
_DASHES = re.compile(r"(?<!\s)\s++(?:--|[-–—])\s+")
_LONGEST_DASH, _LONGEST_TIMED, _LONGEST_POSITION = 200, 80, 6
_POSITIONS = OFFICES | OUTLET_WORDS | ANALYST_WORDS
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_NAME_TIMECODE = re.compile(
    rf"(?P<label>[^\d:：()\[\]]{{2,60}}?(?:\s\d{{1,2}})?)\s*(?P<after>[\[(]{_CLOCK}[\])]|(?<=\s){_CLOCK}):?$"
)
_TIMECODE_NAME = re.compile(rf"[\[(]?(?P<before>{_CLOCK})[\])]?\s?[-–—|]?\s?(?P<label>[^\W\d_][^:：()\[\]]{{1,60}})")
"""The other way round: "00:12:31 Ilse Maren", on a line of its own."""
_CLOSED_BY_DASH = re.compile(r"\s?(?P<sign>[.:]?\s?[-–—]{1,2})\s?(?=[^\W\d_]|[¿¡“\"«(])")
"""Behind a name in bold a parliament prints `.—` before what is said."""
_POSITION_BEHIND = re.compile(r"\s?,\s?[^\W\d_][^.?!:：;。？！]{1,80}")
_OPENING = tuple("[【<＜〈" + _SIGNS)
_CLOSING = tuple(".?!,;:。？！：，；)）")
WIDE_GAP = "  "
"""What closes a name in bold before a wide gap: "TM   Good morning."."""
ATTRIBUTES = ("— ", "– ", "- ", "― ")
"""On a line of its own, what stands behind a dash says who said what stands above it."""
_NUMBERED = re.compile(r"(?P<word>[^\W\d_]{1,20})\s?\d{1,3}")
_TIMED_INLINE = re.compile(
    rf"(?P<label>[^\W\d_][^\d:：()\[\]]{{1,60}}?)\s?(?P<after>[\[(]{_CLOCK}[\])])\s?[:：]?\s(?=\S)"
)
"""A time between a name and what is said: "Ilse Maren [00:12:31]: Thank you."."""
_BEGINS_OF_TIMES = tuple("[(0123456789")
_ENDS_OF_TIMES = tuple("])0123456789:")


@dataclass(slots=True)
class Opening:
    """A place that could be a label: `label` as printed, the speech beginning at `end` of line `line`."""

    line: int
    begin: int
    end: int
    label: str
    form: str
    """"colon", "bracket", "round" (round brackets), "mark" (Q and A), "weak" (a mark that ran into its text), "sign" (a
    letter or word before a dash or dot), "time" (with a time code), "clock" (the same, without brackets or colon),
    "dash" (a name, a dash and a position), "dot" (an office, or a title and name, before a full stop), "caps" (capitals
    before one), "bare" (a line or bold words, no colon), "set" (set apart by a kind of element) or "told" (by the
    source's file)."""
    own_line: bool
    bold: bool
    timecode: str = ""
    asks: bool = False
    """Whether what follows, up to the next opening, asks something."""
    answers: bool = False
    """Whether it comes right after a opening that asks."""
    worded: bool = True
    """Whether words follow on its line, if anything does."""
    punctuation: str = ""
    """What closes a sign, or a line; the dash before a label with a colon."""
    followed: bool = True
    """Whether speech follows: on its line, or for a line of its own on the next one."""
    beginning: str = ""
    """The first words of what follows: of the rest of its line, or of the line below."""
    setting: str = ""
    """The kind of element that sets it apart."""
    rule: str = ""
    key: str = field(init=False)
    shape: Shape = field(init=False)

    def __post_init__(self) -> None:
        self.key = label_key(self.label)
        self.shape = shape_of(_DASHES.split(self.label)[0] if self.form == "dash" else self.label)
        if self.form == "told":
            self.shape = replace(self.shape, veto="")

    @property
    def printed(self) -> str:
        """The label, without the number of a question or an answer: "Pregunta 3", "Answer 2"."""
        match = _NUMBERED.fullmatch(self.label) if self.label[-1:].isdigit() else None
        word = match["word"] if match else ""
        return word if word and (is_press(word) or word.casefold() in ANSWER_WORDS) else self.label

    @property
    def is_like_a_label(self) -> bool:
        """Whether it looks like the label of a turn, by itself: a mark, or a name before a colon or in brackets."""
        return self.form in ("mark", "told") or (self.form in ("colon", "bracket", "time") and self.shape.is_named)

    @property
    def speaks(self) -> bool:
        """Whether what follows begins as speech does: a sentence with I, we, you, thanks in it. Few are asked."""
        return bool(self.beginning) and speaks(self.beginning)


def openings(index: int, line: Line) -> Iterator[Opening]:
    """Every label the beginning of one line could be; the one that the source's file tells is the only one."""
    if line.told:
        own, bold = line.told_end >= len(line.text), line.bold >= len(line.told)
        yield Opening(index, 0, line.told_end, line.told, "told", own, bold)
        return
    dashed = _dashed(line.text)
    yield from _marks(index, line, dashed)
    yield from _named(index, line, dashed)
    yield from _without_colon(index, line, dashed)


def _marks(index: int, line: Line, dashed: re.Match[str] | None) -> Iterator[Opening]:
    sign = sign_at(line)
    if sign and " " in sign["label"] and dashed:
        # "Ilse Maren -- Director" is a name and an office; a mark of two words has speech behind its dash.
        sign = None
    if sign and sign["end"] == "." and (colon := _COLON.match(line.text)) and colon.end() > sign.end():
        # The dot of "M. Sorel: We open early" belongs to the name.
        sign = None
    # The dash of "Q - Why?" belongs to the mark.
    before_dash = sign is not None and sign["end"][-1] in "-–—"
    if sign and before_dash:
        yield _opening(index, line, sign, "sign")
    if match := mark_at(line):
        yield _opening(index, line, match, "mark")
    elif match := weak_mark_at(line):
        yield _opening(index, line, match, "weak")
    if sign and not before_dash:
        yield _opening(index, line, sign, "sign")


def _named(index: int, line: Line, dashed: re.Match[str] | None) -> Iterator[Opening]:
    text = line.text
    if match := _timed(text):
        bare = match.re is _TIMECODE_NAME or match["after"][0] not in "[("
        yield _opening(index, line, match, "clock" if bare else "time")
    if text.startswith(_OPENING):
        match = _SIGNED.match(text) if text[:1] in _SIGNS else _BRACKET.match(text)
        if match and not (is_stage_note(match[0]) or ends_transcript(match[0])):
            yield _opening(index, line, match, "bracket")
    if match := _in_round_brackets(text):
        yield _opening(index, line, match, "round")
    if has_colon(text) or _has_stop_and_dash(text):
        if match := _COLON.match(text):
            timed = bool(match["before"] or match["after"])
            # The colon of "(Editor: Ilse Maren)" stands inside of the brackets.
            if not match["label"].startswith(("(", "（")) or match["label"].count(")") + match["label"].count("）"):
                yield _opening(index, line, match, "time" if timed else "colon")
        elif ("," in text or "，" in text) and (match := _LONG_COLON.match(text)):
            yield _opening(index, line, match, "colon")
    if dashed:
        yield _opening(index, line, dashed, "dash")
    if ". " in text[:80] and (match := _DOT.match(text)) and opens_minutes(match["label"]):
        yield _opening(index, line, match, "dot")
    if match := capitals_at(text):
        yield _opening(index, line, match, "caps")


def _has_stop_and_dash(text: str) -> bool:
    return ".-" in text or ".–" in text or ".—" in text


def _timed(text: str) -> re.Match[str] | None:
    """A name with a time behind or before it on a line of its own, or behind it in brackets before what is said."""
    if text.endswith(_ENDS_OF_TIMES) and (match := _NAME_TIMECODE.fullmatch(text)):
        return match
    if text.startswith(_BEGINS_OF_TIMES):
        return _TIMECODE_NAME.fullmatch(text) if len(text) <= _LONGEST_TIMED else None
    return _TIMED_INLINE.match(text) if "[" in text[:_LONGEST_TIMED] or "(" in text[:_LONGEST_TIMED] else None


def _without_colon(index: int, line: Line, dashed: re.Match[str] | None) -> Iterator[Opening]:
    text = line.text
    if dashed:
        # What follows the dash belongs to the label, whether the name is bold or not.
        return
    if 0 < line.bold <= 120 and len(text[: line.bold].split()) <= 6 and not text[: line.bold].endswith((":", "：")):
        printed = text[: line.bold].strip()
        if _POSITION_BEHIND.fullmatch(text, line.bold):
            # The position behind a name in bold may be in italics, or plain.
            yield Opening(index, 0, len(text), text, "bare", True, True)
            return
        closed = _CLOSED_BY_DASH.match(text, len(printed.rstrip(".-–— ")))
        end, closing = (closed.end(), closed["sign"]) if closed else (line.bold, "")
        if {line.bold, line.bold - 1} & line.wide:
            closing = WIDE_GAP
        label = without_closing(printed) or printed
        yield Opening(index, 0, end, label, "bare", line.bold == len(text), True, punctuation=closing)
    elif len(text) <= 60 and len(text.split()) <= 9 and not text.startswith(ATTRIBUTES):
        closing = text[-1:] if text.endswith(_CLOSING) else ""
        heading = line.tag in _HEADINGS or text.startswith("**")
        label = without_closing(text.strip("* ")) or text
        yield Opening(index, 0, len(text), label, "bare", True, heading, punctuation=closing)


def opens_minutes(label: str) -> bool:
    """Whether a label before a full stop is an office, or a title or honorific and a name; M. is Monsieur there."""
    return names_an_office(label) or _MADAM_CHAIR.fullmatch(label) is not None


def _in_round_brackets(text: str) -> re.Match[str] | None:
    """A label in round brackets: on a line of its own, or before text when it is an office or a reporter in Chinese."""
    if text[:1] not in "(（" and text[-1:] not in ")）" and "）" not in text[:13]:
        return None
    if match := _PARENTHESES.match(text):
        alone = match.end() == len(text) or is_press(match["label"]) or bool(chinese_office(match["label"]))
        return match if alone and not is_stage_note(match[0].rstrip(" :：")) else None
    match = _CLOSED.match(text)
    return match if match and (is_press(match["label"]) or chinese_office(match["label"])) else None


def _dashed(text: str) -> re.Match[str] | None:
    """A name, a dash and what its bearer is, on a line of their own."""
    if len(text) > _LONGEST_DASH or not (" -" in text or "–" in text or "—" in text):
        return None
    match = _DASH.fullmatch(text)
    if match is None or not all(word[:1].isupper() for word in match["head"].split()):
        return None
    if match["tail"].endswith(".") and len(match["tail"].split()) > _LONGEST_POSITION:
        # "Ilse Maren - We open early." is a name and a sentence.
        return None
    tail = _DASHES.split(match["tail"])[-1]
    titled = all(word[:1].isupper() or word in CONNECTORS for word in tail.split())
    return match if titled or ends_in_a_position(match["tail"]) else None


def ends_in_a_position(text: str) -> bool:
    """Whether what follows a name and a dash is an office or an outlet: its last part says so."""
    words = {word.strip(".,()").casefold() for word in _DASHES.split(text)[-1].split()}
    return not words.isdisjoint(_POSITIONS)


def _opening(index: int, line: Line, match: re.Match[str], form: str) -> Opening:
    groups = match.groupdict()
    timecode = " ".join(filter(None, (groups.get("before"), groups.get("after"))))
    own = match.end() >= len(line.text)
    # "Question (retranslated):" is a label in bold, with a remark behind it that is not.
    bold = line.bold >= match.start("label") + len(groups.get("head") or without_trailing(match["label"]))
    punctuation = ((groups.get("end") if form == "sign" else groups.get("dash")) or "").strip()
    return Opening(index, 0, match.end(), match["label"].strip(), form, own, bold, timecode, punctuation=punctuation)
