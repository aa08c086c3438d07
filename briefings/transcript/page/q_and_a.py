"""Marks of questions and answers, which name nobody: Q, A, 问, and letters or words printed like them."""

import re

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.wording.press_labels import is_question_or_answer
from briefings.transcript.wording.shapes import names_an_office

INFLECTED = r"(?<=[^\W\d_]):(?=(?:[nst]|ns|e[nt]|een|iin|h[aäou]n|(?:ss|st|ll|lt|n|t|tt|it)[aä]|lle|ksi)\b)"
"""The colon before an ending in Finnish and Swedish, within a word: EU:n, Oy:ssä, SVT:s."""
COLON = rf"(?:(?!{INFLECTED})[:：︰﹕]|(?<!\d)∶|∶(?!\d)|(?<=\w)¡G(?![a-z]))(?:\s?[:：︰∶﹕])*(?:-(?=\s))?"
"""A colon, doubled or not, upright (︰), small (﹕), the sign of a ratio that Chinese editors type for it (∶), or
with a dash (:-); ¡G is the fullwidth colon of Big5 read as Latin-1."""
QUESTION_MARKS, ANSWER_MARKS = frozenset("QqＱ问問"), frozenset("AaＡ答")
COMMAS = frozenset("、，,")
_COMMA = r"(?<=[QAＱＡ\d])\s?(?:[、，]|,(?=[^.\n]{0,30}[぀-힣]))(?![A-Z](?![A-Za-z]))"
"""A comma after a mark as East Asian pages print it, "Q1、", "A，", "Q, "; "Q、A" are two letters."""
_ITEM, _NEXT_ITEM = re.compile(r"[AＡ]\s?[、，,]"), re.compile(r"[BＢ]\s?[、，,]")
_NUMBERED_MARK = re.compile(
    r"(?P<label>(?:Q(?:UESTION|uestion)?|A(?:NSWER|nswer)?)"
    r"(?:\d{1,3}| (?:[Nn]o\. )?\d{1,3}(?=\s?[:：.](?:\s|$))|(?: \d{1,3})? ?\([^()]{2,60}\)(?=\s?[:：]|\.?$)"
    r"|\s?: ?\([A-ZÀ-Þ][\w.'’-]*(?: [\w.'’-]+){1,4}(?:,| [-–—―]) [A-ZÀ-Þ\d][^()]{1,60}\))|[问問答]\d{1,2})"
    rf"(?P<end>\s?[:：.]|{_COMMA}|(?<=\))|(?=\s))"
)
"""A mark with a number or who asks: "Q3:", "Q (Harbour News):", "Q: (Ilse Maren - Harbour News) Why?", or
"Question (Coastfax)." on a line of its own."""
_MARK = re.compile(
    rf"(?P<label>Q(?:UESTION|uestion)?|A(?:NSWER|nswer)?|[ＱＡ问問答])(?P<end>\.?\s?{COLON}|{_COMMA}|\s?[.．](?:\s?[-–—―](?=\s))?|(?<=[问問答])[)）]|(?=\s))"
)
_NAMED_MARK = re.compile(
    r"(?P<label>Q(?:\d{1,3}\s+(?:[A-ZÀ-Þ][\w.'’-]*\s){0,4}|(?:\.|\s[-–—―])\s(?:[A-ZÀ-Þ][\w.'’-]*,?\s){1,7})[A-ZÀ-Þ][\w.'’-]*"
    r"(?: ?\([^()]{2,60}\))?)(?P<end>\s?[:：])(?=\s|$)"
)
"""A mark followed by who asks: "Q12 Ilse Maren: How old are the gates?", "Q. Ilse Maren, Harbour News:", "Q - ...:"."""
_TIMED_MARK = re.compile(r"(?P<label>Q|A)\s?(?P<after>[\[(]\d{1,3}:\d\d(?::\d\d)?[\])])(?P<end>\s?[:：]?)(?=\s|$)")
"""A mark and the time at which somebody asks, as recorders print it: "Q (09:43)"."""
_MARK_IN_BRACKETS = re.compile(
    r"[(（【\[<＜〈](?P<label>Question|Answer|[问問答QAＱＡ])[)）】\]>＞〉](?P<end>\s?[:：]?)"
)
_WEAK_MARK = re.compile(
    r"(?:[.,*_•·]{1,3}\s?)?(?P<label>Q)(?P<end>[.:]?)"
    r"(?=[A-ZÀ-Þ][a-zà-þ]|I |\s?(?:--|[—–\-…(\[“\"])|\s(?:\d|[$€£]\d)|\s[A-Z])"
)
"""A mark that ran into its text, or with something before it: accepted only in company."""
_LETTER = r"(?:[^\W\d_]|[\u0900-\u0963])"
"""A letter; the vowels of Hindi are signs at its consonants, and none."""
_SIGN = re.compile(
    rf"(?P<label>[^\W\d_]\d{{1,3}}|(?:[가-힣] ){{1,3}}[가-힣](?=\s?[-–—―])|{_LETTER}{{1,16}}(?: {_LETTER}{{2,16}})?"
    rf"|(?ai:mr|ms|mrs|dr)\. {_LETTER}{{2,16}}(?: {_LETTER}{{2,16}})?(?=\s[-–—―]{{1,2}}\s)"
    r"|(?:[A-ZÀ-Þ][^\W\d_]{0,16}\.? ){1,3}[A-ZÀ-Þ][^\W\d_]{1,16}(?=\.\s?[-–—―]|[-–—―]\s))"
    r"(?P<end>\s?\.\s?[-–—―]+|\s(?:[-–—―]{1,2}|\|)(?=\s)|[-–—―]{1,2}(?=\s)|(?<![^\W\d_]{2})(?:\s?:|\.(?!\s[A-ZÀ-ÞĀ-ŽА-Я]{3}|[^\W\d_]{2,20}(?:\.|\s\()|\s?[^\s:.–—―-]+\s?[-–—―])|\)))(?=\s|[¿¡A-ZÀ-Þ])"
)
"""A letter or a word or two before a dash, a dot, a bracket or a colon: a mark if two of them alternate.

The letter of "V. MAREN" is an initial, as is that of "V. Maren – ".
"""
_LONGEST_SIGN = 80
"""Maximum number of letters up to the dash of a sign, whatever its words."""
_SPEECH_BEGINS = tuple("…“\"'(—-")
_SENTENCE_ENDS = tuple(".?!…\"'”’»)")


def mark_at(line: Line) -> re.Match[str] | None:
    """Match a mark of a question or an answer that names nobody: Q, A, 问."""
    text = line.text
    if text[:1] not in "QA问問答ＱＡ(（【[<＜〈" or not text:
        return None
    if match := _MARK_IN_BRACKETS.match(text) or _TIMED_MARK.match(text):
        return match
    match = _NAMED_MARK.match(text) or _NUMBERED_MARK.match(text)
    # "Q    7.5 percent?": after a wide gap the figure belongs to the text.
    if match is None or (
        match.re is _NUMBERED_MARK and " " in match["label"] and match["label"].index(" ") in line.wide
    ):
        match = _MARK.match(text)
    return match if match and _is_mark(match, line) else None


def _is_mark(match: re.Match[str], line: Line) -> bool:
    """Tell whether Q is a label: before a colon, dot, wide gap or sentence; A only before a colon, dot or gap."""
    text, end = line.text, match.end()
    if match["end"].strip() or match["label"][-1] == ")":
        # "Q.E.D." are initials.
        return not (match["end"] == "." and re.match(r"[^\W\d_]\.", text[end:]))
    rest = text[end:].lstrip()
    # "A vessel": the article, whatever space follows it.
    is_article = match["label"][0] == "A" and rest[:1].islower()
    if is_article or (match["label"].isalpha() and len(match["label"]) > 1):
        return False
    if end in line.wide or (match["label"][0] == "Q" and line.bold == end):
        return True
    if match["label"][-1].isdigit():
        # "Q1 profits rose" opens no question.
        return False
    return match["label"][0] == "Q" and (rest[:1].isupper() or rest.startswith(_SPEECH_BEGINS))


def weak_mark_at(line: Line) -> re.Match[str] | None:
    """Match a mark that ran into its text (`QWill you`) or follows a slip (`.Q These`, `**Q  Jay`)."""
    return _WEAK_MARK.match(line.text) if "Q" in line.text[:5] and not mark_at(line) else None


def sign_at(line: Line) -> re.Match[str] | None:
    """Match a letter or word with the punctuation of a mark (`R -`, `P.-`, `Portavoz.-`, `V:`, `P1.`)."""
    text = line.text
    # Only a single letter is a sign without a dash.
    if text[1:2].isalpha() and not (has_dash(text[:_LONGEST_SIGN]) or "|" in text):
        return None
    match = _SIGN.match(text)
    # "Ilse Maren | Director" is a name and an office; after a bar that is a sign comes a sentence.
    return match if match and (match["end"][-1] != "|" or text.endswith(_SENTENCE_ENDS)) else None


def is_item_of_a_list(text: str, below: str, asked: int) -> bool:
    """Return True for an A before a comma, "A、…", with "B、…" on the line `below`, or on a page where no Q asks."""
    return _ITEM.match(text) is not None and (not asked or _NEXT_ITEM.match(below) is not None)


def breaks_off(label: str, end: str, behind: str) -> bool:
    """Return True when the words before a dash belong to a sentence.

    "abandoned -- but look" breaks off; a name before a dash is printed like it; one may go on `behind` it: "The
    Chairman -- and I know him -- said so".
    """
    if len(label) == 1 or end.strip()[:1] not in ("-", "–", "—", "―"):
        return False
    is_sign = is_question_or_answer(label) or names_an_office(label)
    return behind.lstrip()[:1].islower() or not is_sign


def has_dash(text: str) -> bool:
    return "-" in text or "–" in text or "—" in text or "―" in text
