"""The forms in which a turn may open, each found by its signs alone: marks, brackets, delimiters, runs, lines.

`FORMS` has them in the order in which they are tried at the beginning of a line; each finds a match with the label as
its group `label`.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from briefings.transcript.page.full_stops import full_stop_at
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import ends_transcript, is_stage_note
from briefings.transcript.page.q_and_a import COLON, INFLECTED, has_dash, mark_at, sign_at, weak_mark_at
from briefings.transcript.wording.chinese_labels import chinese_office
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import has_function_word
from briefings.transcript.wording.shapes import names_an_office, shape_of
from briefings.transcript.wording.vocabulary import ANALYST_WORDS, CONNECTORS, HONORIFICS, OFFICES, OUTLET_WORDS

UPPER = (
    "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĖĘĚĜĞĠĢĤĦĨĪĮİĶĹĻĽŁŃŅŇŌŐŒŔŘŚŜŞŠŢŤŨŪŬŮŰŲŴŶŹŻŽƏƠƯȘȚ"
    "ẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸΆΈ-ΊΌΎΏΑ-ΡΣ-ΫЀ-ЯҐҒҚҢҮҰҺӘӨ"
)
"""Capitals of the languages whose assemblies print names in capitals: `re` has no class for capitals."""
_CAPITALS = re.compile(
    rf"(?P<label>_{{4,60}}|(?:[{UPPER}][{UPPER}'’.-]{{0,20}} ){{0,6}}(?:[{UPPER}]\.){{0,2}}"
    rf"[{UPPER}]{{2}}[{UPPER}'’-]{{1,24}}(?P<initials> [{UPPER}]\. ?[{UPPER}]\.)?"
    rf"(?: ?\([^()]{{2,60}}\))?(?:, [^.:;?!]{{2,120}})?)(?P<end>\.|\s?[-–—―]"
    rf"|(?(initials)(?!\s+(?:[{UPPER}]\. ?)*[{UPPER}]{{2}})|(?!)))"
    rf"(?=\s+[{UPPER}\d¿¡«“\"\[(…—-]|\s*$)"
)
"""A name or an office, perhaps with initials, a party in brackets or a position behind it.

Initials need no sign behind them, unless the surname follows: "HON. RATU A. R. MAREN".
"""
CLOCK = r"\d{1,3}:[0-5]\d(?::\d\d(?:[.,]\d{3})?)?(?:\s?(?:[-–—~]|-->|to)\s?\d{1,3}:[0-5]\d(?::\d\d(?:[.,]\d{3})?)?)?"
"""A time, or the first and the last of what is said, as recorders print it: 0:05 - 0:09, 0:05:01.120 --> 0:05:09."""
_HALF_DAY = r"(?:\s?[AaPp]\.?\s?[Mm]\b\.?(?:\s(?:[A-Z]{1,3}T|UTC|\(local\)))?)?"
SPEAKER_SIGNS = "○◯〇●◎⊙◐◑☎◆◇■□▶▷▲△►▸"
"""Signs before the speaker, as printed by press rooms, assemblies and stations in Japan and Korea."""
_STOP_AND_DASH = r"(?<![JS]r|\.D)\.(?: [-–—―]|[-–—―]{1,2})(?=[\s…])"
"""A full stop and a dash instead of a colon, as in parliaments and Spanish press rooms: `HON. MAREN.- I move`,
`Portavoz. - Gracias`; not the stop of `Ilse Maren Jr. - Harbour News:`.
"""
_STOPS_AND_DASHES = (".-", ".–", ".—", ".―", ". -", ". –", ". —", ". ―")
_COLON = re.compile(
    rf"(?:(?:\*{{1,3}}|[>»]{{1,3}}|(?P<sign>[{SPEAKER_SIGNS}])|•|(?P<dash>[-–—―]|\d\d\.\d\d(?=\s)|T?\d{{1,3}}[.)](?:\s\[\d+\])?))\s?)?(?:(?P<before>[\[(（【]?{CLOCK}{_HALF_DAY}[\])）】]?)(?:\s?[-–—|](?=\s))?\s*(?!\d))?(?P<label>[^:：*]{{1,120}}?(?:{INFLECTED}[^:：*]{{1,60}}?){{0,2}}?)\s?\*{{0,3}}(?:{COLON}|{_STOP_AND_DASH}|(?(sign)\s?[>=](?=[\s\uac00-\ud7af])|(?!)))"
    rf"\*{{0,3}}(?!\s?(?:https?:)?//|\d\d\b)(?:\s*(?P<after>\({CLOCK}\)|[(（]\d\d?[時时]\d\d?分[)）]))?"
)
"""A label up to its colon, with a sign, a number or a time around it: in Taiwan （9時12分） stands behind it."""
_GLUED = re.compile(rf"(?P<label>[^:：*—()]{{2,60}}(?:\([^()]{{2,80}}\) ?){{0,3}})(?<=[\w)])—(?=[{UPPER}¿¡“])")
"""A dash without spaces instead of a colon, as in Australia: "Mr MAREN (Northport) (2.00 pm)—My question is"."""
_LONG_COLON = re.compile(
    rf"(?P<label>(?P<head>[^:：,，]{{2,60}}?)(?:[,，][^:：.?!。？！]{{60,340}}?"
    rf"|\s?\([^()\"“]{{0,120}}[\"“][^()\"”]{{2,120}}[\"”][^()]{{0,60}}\)))\s?{COLON}"
)
"""A name followed by a long office, a label only for a name of the roster, or by a title in quotation marks."""
_OPEN_BRACKET = re.compile(r"^\[[^\]]*+$|[(（][^)）]*+$")
"""A bracket that closes after the colon. A square one inside may be a misread letter: PRIME M[ NISTER."""
_BRACKET = re.compile(
    r"[\[【<＜〈](?:(?<=<)v(?:\.\w+)? )?(?P<label>[^\[\]【】<>＜＞〈〉:：]{2,90})[:：]?[\]】>＞〉]\s*[:：]?"
)
"""A label in brackets; captions of films print <v Ilse Maren>."""
_SIGNED = re.compile(
    rf"(?P<dash>[{SPEAKER_SIGNS}])\s?(?!\S{{0,11}}(?:[는를에]|(?<![작문론동축])가)\s)"
    r"(?P<label>[\u3400-\u9fff\u30a0-\u30ff\uac00-\ud7af々]{1,16}?(?: [\uac00-\ud7af]{2,12}){0,2}?"
    r"(?:[（(][^（）()]{1,24}[)）])?)(?!(?: [\uac00-\ud7af]{1,12}){0,2}\s?[:：>=])(?:\s|$)"
)
"""A sign and a speaker, closed by a space, or by a wide one behind an office and a name: ○市長 おはようございます。

No Korean name ends like a word of a sentence: "▲ 저희는"; a 가 behind a consonant is no particle: 작가, 전문가, 평론가.
"""
_PARENTHESES = re.compile(
    rf"[(（](?P<sign>[{SPEAKER_SIGNS}][:：]\s?)?(?P<label>(?:[\u3400-\u9fff]{{1,8}}[:：])?[^()（）:：]{{2,60}})[)）]\s?[:：]?"
)
"""A label in round brackets; press rooms in Japan print who asks before the outlet: (幹事社：港新聞)."""
_CLOSED = re.compile(r"(?P<label>[^()（）:：\s]{2,12})[)）]")
"""A label closed by a bracket, as for questions in Japanese press rooms: 記者)."""
_DASH = re.compile(r"(?P<label>(?P<head>[^:：,–—]{2,50}?)\s+(?:--|[-–—―])\s+(?P<tail>[^:：?!\[(][^:：?!]{1,139}))")
DASHES = re.compile(r"(?<!\s)\s++(?:--|[-–—―])\s+")
_INITIALS = re.compile(rf"[{UPPER}]{{2,4}}")
CLOSING = tuple(".?!,;:。？！：，；؟،؛।")
_LONGEST_DASH, _LONGEST_TIMED, _LONGEST_GLUED, _LONGEST_BEFORE_GAP = 200, 80, 160, 60
_POSITIONS = OFFICES | OUTLET_WORDS | ANALYST_WORDS
_NAME_TIMECODE = re.compile(
    rf"(?P<label>[^\d:：()（\[\]]{{2,120}}?(?:\([^\d:()]{{1,40}}\)|\s\d{{1,2}})?)(?::(?=\s\d)|\s?[|,·•@–—-](?=\s))?\s*(?P<after>[\[(（]{CLOCK}[\])）]|(?<=\s){CLOCK}{_HALF_DAY}):?$"
)
_TIMECODE_NAME = re.compile(rf"\W?(?P<before>{CLOCK})[\])）】]?\s?[-–—―|]?\s?(?P<label>[^\W\d_][^:：()\[\]]{{1,60}})")
"""A time before a name: "00:12:31 Ilse Maren", on a line of its own."""
_OPENING = tuple("[【<＜〈" + SPEAKER_SIGNS)
_TIMED_INLINE = re.compile(
    rf"(?P<label>[^\W\d_][^\d:：()（\[\]]{{1,60}}?(?:\s\d{{1,2}}|\([^\d:()]{{1,120}}\))?)(?:\s[-–—―])?\s?(?P<after>[\[(（]{CLOCK}[\])）])\s?(?:[:：]\s?|\s)(?=\S)"
)
"""A time between a name, with or without a party or an office, and speech: "Ilse Maren (H) [00:12:31]: Thank you."."""
_BEGINS_OF_TIMES = tuple("[(（【0123456789")
_ENDS_OF_TIMES = (*"])）0123456789", "a.m.", "p.m.")
_TO_COLON = re.compile(
    rf"(?:>>\s*)?(?P<label>[^:：]{{1,120}}?(?:{INFLECTED}[^:：]{{1,60}}?){{0,2}}?)(?:{COLON}|{_STOP_AND_DASH})"
)
_REACH = 250
"""Number of characters within which `_TO_COLON` has its sign."""
_MARK_INSIDE = re.compile(r"(?<!\b[A-Z]\. )(?:Q|QUESTION)(?:[:.]|(?=\s))")
"""A mark behind the end of a sentence; that of HON. RO F. Q. MAREN is an initial."""
SENTENCE_END = re.compile(
    rf"[.?!…؟।”\"')\];—-](?<!\bHON.)\s+|[.?!…)\]](?<=[^\W_{UPPER}].)[.?!…)\]]*(?=[{UPPER}])|[。？！”]\s*|\s(?=>>)"
)
"""End of a sentence, with the Greek question mark, a semicolon; captions print >> where another person speaks.
Editors of sites join paragraphs without a space: "We open again.MR. MAREN: Thank you."; "U.S.A." ends none.

Each form begins with its signs, which `re` tells from letters fast.
"""
_CAPITALS_BEGIN = re.compile(
    rf" (?:(?<=[a-z\d] )|(?=HON\. ))(?=(?:[A-Z][A-Z.'’-]+ ){{0,6}}[A-Z][A-Z'’-]+(?::|{_STOP_AND_DASH}))"
)
"""Beginning of a label in capitals behind the letterhead or heading that was run into it."""
_CLOCK_END = re.compile(r"\d{1,2}:\d\d\s?[AaPp]\.?\s?[Mm]\b\.?(?:\s(?:\(local\)|[A-Z]{2,4}))?\s")


_LABEL_LIKE = re.compile(
    r"(?:(?![a-zß-ÿа-яёіїєґά-ώ])[^\W\d_][\w.’'()\- ]{1,50}(?:, [\w.’' ]{2,40})?\s?:|Q[\s.:\d]"
    rf"|\[[A-Z][\w.’', -]{{2,60}}\]|[{SPEAKER_SIGNS}]?\s?[\u3040-\u9fff\uac00-\ud7af]{{1,20}}\s?[：:]"
    r"|[(（【［〈<＜\[○◯●◎⊙][\u3040-\u9fff\uac00-\ud7af]{1,16}[)）】］〉>＞\]\s])"
)
_OPENING_SIGNS = tuple("Q[(（【［〈<＜○◯●◎⊙")
_LONGEST_LABEL = 100


def _sign(line: Line, *, dashed: bool) -> re.Match[str] | None:
    """Match a sign with a dash or without: "Q - Why?", but not "Ilse Maren -- Director", a name and an office."""
    match = sign_at(line)
    if match is None or (match["end"][-1] in "-–—―") != dashed or (" " in match["label"] and position_at(line)):
        return None
    # The dot of "M. Sorel: We open early" belongs to the name, that of "P. I have a question: who pays?" does not.
    colon = _COLON.match(line.text) if match["end"] == "." else None
    return None if colon and colon.end() > match.end() and shape_of(colon["label"]).name_form else match


def _brackets_at(line: Line) -> re.Match[str] | None:
    """Match a label in any brackets except round ones, or after a sign that assemblies print."""
    text = line.text
    if not text.startswith(_OPENING):
        return None
    match = _SIGNED.fullmatch(text, 0, min(line.wide, default=0)) or _SIGNED.match(text) or _BRACKET.match(text)
    return match if match and not (is_stage_note(match[0]) or ends_transcript(match[0])) else None


def _round_brackets_at(line: Line) -> re.Match[str] | None:
    """Match a label in round brackets: on its own line, or before text if it is an office or a reporter in Chinese."""
    text = line.text
    if text[:1] not in "(（" and text[-1:] not in ")）" and "）" not in text[:13]:
        return None
    if match := _PARENTHESES.match(text):
        alone = match.end() == len(text) or is_press(match["label"]) or chinese_office(match["label"])
        return match if (alone or match["sign"]) and not is_stage_note(match[0].rstrip(" :：")) else None
    match = _CLOSED.match(text)
    return match if match and (is_press(match["label"]) or chinese_office(match["label"])) else None


def _colon_at(line: Line) -> re.Match[str] | None:
    text = line.text
    if "—" in text[:_LONGEST_GLUED] and (match := _GLUED.match(text)) and names_an_office(match["label"]):
        return match
    # Stations in Korea close who speaks otherwise: "◇ 한도진> 네", "▶기자=".
    if not ("¡G" in text or has_sign(text) or (text[:1] in SPEAKER_SIGNS and (">" in text[:20] or "=" in text[:20]))):
        return None
    match = _COLON.match(text)
    # The colon of "(Editor: Ilse Maren)" is inside the brackets, as in MAREN (Author, "Tides: A Life"): I was.
    if match and not _OPEN_BRACKET.search(match["label"]):
        return match
    return _LONG_COLON.match(text) if "," in text or "，" in text or "(" in text else None


def _full_stop_at(line: Line) -> re.Match[str] | None:
    match = full_stop_at(line.text)
    # "The President Okay. We begin": what sets the label apart ends before the stop. It may end before an office.
    ends = range(1, match.end("label")) if match else ()
    within = {end for end in ends if "," not in line.text[end - 1 : end + 1]}
    return None if within & {line.bold, line.set_apart, gap_at(line)} else match


def _capitals_at(line: Line) -> re.Match[str] | None:
    """Match the capitals and the full stop or dash that a line opens with."""
    text = line.text
    match = _CAPITALS.match(text) if text[:2].isupper() or text[:2] == "__" else None
    # The stop of "HON. ILSE MAREN" abbreviates, and closes no label.
    is_short = match and match["end"] == "." and match["label"].rpartition(" ")[2].casefold() in HONORIFICS
    return None if is_short else match


def _time_at(line: Line) -> re.Match[str] | None:
    """Match a name before or after a time on a line of its own, or before a time in brackets and speech."""
    text = line.text
    if text.removesuffix(":").endswith(_ENDS_OF_TIMES) and (match := _NAME_TIMECODE.fullmatch(text)):
        return match
    if text.startswith(_BEGINS_OF_TIMES):
        return _TIMECODE_NAME.fullmatch(text) if len(text) <= _LONGEST_TIMED else None
    begin = text[:_LONGEST_TIMED]
    return _TIMED_INLINE.match(text) if "[" in begin or "(" in begin or "（" in begin else None


def gap_at(line: Line) -> int:
    """Return where initials, a whole name or an office end before a wide gap and words; 0 without such a gap."""
    gap = min(line.wide, default=0)
    if not 1 < gap <= _LONGEST_BEFORE_GAP:
        return 0
    label = line.text[:gap]
    if label.endswith(CLOSING) or line.text[gap + 1 : gap + 2] in CLOSING:
        return 0
    is_label = _INITIALS.fullmatch(label) or shape_of(label).is_whole_name or names_an_office(label)
    return gap if is_label else 0


def position_at(line: Line) -> re.Match[str] | None:
    """Match a name, a dash and an office or outlet, on a line of their own."""
    text = line.text
    if len(text) > _LONGEST_DASH or not has_dash(text):
        return None
    match = _DASH.fullmatch(text)
    if match is None or not shape_of(match["head"]).name_form:
        return None
    # "Above All Advisors" is a house.
    small = [word for word in match["tail"].split() if word.islower()]
    if match["tail"].endswith(".") or has_function_word(small):
        # "Ilse Maren - We open early." is a name and a sentence.
        return None
    tail = DASHES.split(match["tail"])[-1]
    titled = all(word[:1].isupper() or word in CONNECTORS for word in tail.split())
    return match if titled or ends_in_a_position(match["tail"]) else None


def ends_in_a_position(text: str) -> bool:
    """Return True when the last part after a name and a dash is an office or an outlet."""
    return any(word.strip(".,()").casefold() in _POSITIONS for word in DASHES.split(text)[-1].split())


def has_sign(text: str) -> bool:
    """Return True for a text with a sign that closes labels: every line with one inside has it, except for marks."""
    is_closed = ":" in text or "：" in text or "︰" in text or "∶" in text or "﹕" in text
    return is_closed or (has_dash(text) and any(sign in text for sign in _STOPS_AND_DASHES))


def inside_at(line: Line, *, anywhere: bool) -> Iterator[tuple[re.Match[str], bool]]:
    """Yield the words up to a colon or its substitute, and the marks, within a line, each with True for a mark.

    They follow the end of a sentence or a line end of the source; `anywhere` also a time of day or nothing.
    """
    places = {match.end() for match in SENTENCE_END.finditer(line.text)} | {offset + 1 for offset in line.soft}
    if anywhere:
        begins = (_CLOCK_END, _CAPITALS_BEGIN)
        places |= {0, *(match.end() for begin in begins for match in begin.finditer(line.text))}
    for begin in sorted(places):
        near = line.text[begin : begin + _REACH]
        if (match := _MARK_INSIDE.match(line.text, begin)) and _is_mark_inside(match, line):
            yield match, True
        # Few sentences have a sign near their beginning; the others need no slow pattern.
        elif ("¡G" in near or has_sign(near)) and (match := _TO_COLON.match(line.text, begin)):
            yield match, False


def _is_mark_inside(match: re.Match[str], line: Line) -> bool:
    return (
        match[0].endswith((":", "."))
        or not line.wide.isdisjoint((match.end(), match.start() - 1))
        or line.text[match.end() + 1 : match.end() + 2].isupper()
    )


def looks_like_an_opening(text: str) -> bool:
    """Return True for a text that may open a turn, by a cheap test: used for every line of a page."""
    beginning = text[:_LONGEST_LABEL]
    # Most lines have none of these signs and need no other check.
    may_be = ":" in beginning or "：" in beginning or beginning.startswith(_OPENING_SIGNS)
    return may_be and _LABEL_LIKE.match(text) is not None


FORMS: tuple[tuple[str, Callable[[Line], re.Match[str] | None]], ...] = (
    ("sign", partial(_sign, dashed=True)),
    ("mark", mark_at),
    ("weak", weak_mark_at),
    ("sign", partial(_sign, dashed=False)),
    ("time", _time_at),
    ("bracket", _brackets_at),
    ("round", _round_brackets_at),
    ("colon", _colon_at),
    ("dash", position_at),
    ("dot", _full_stop_at),
    ("caps", _capitals_at),
)
