"""Recognise printed text that is not speech: captions, stage notes, editor's notes, time lines, headings, END marks."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from briefings.items import NoteKind
from briefings.transcript.languages.read_languages import expression, words
from briefings.transcript.page.layout.lines import HEADINGS, Line
from briefings.transcript.wording.dates import dates_in, says_published
from briefings.transcript.wording.sentences import FEW_WORDS, ends_sentence
from briefings.transcript.wording.speaking import says_we, speaks
from briefings.transcript.wording.vocabulary import CONFERENCE, CONNECTORS, DATE_FIELDS, FIRST_WORDS, TRANSCRIPTS

_CAPTION = re.compile(
    r"(?:photo|image|caption|picture)s?(?: by| courtesy|(?: credit| source)?:).{0,300}", re.IGNORECASE
)
_CREDITED = re.compile(
    r".*[\[(（【]\s*(?:file )?(?:photo|image|picture|摄影|图片)s?\b[^\[(（【\])）】]*+[\])）】]\s*+[|.]?\s*",
    re.IGNORECASE,
)
"""A caption that ends with the picture's owner in brackets."""
_BRACKETS_END = tuple("])）】")
_STAGE_LINE = re.compile(r"(?:●\s?)?[\[(（][^\[\]()（）]{1,100}[\])）]\.?")
"""A line in brackets, with the sign that Canada's House of Commons prints before the hour: "● (1105)"."""
_SENTENCE_APART = re.compile(
    r"(?:(?<=[.!?…]\s)|(?<=[-–—]\s))"
    r"[\[(](?!\w{1,2}\W)[A-ZÀ-ÞĀ-Ž][^\W\dA-Z]+(?:(?: [^\W\d]+){0,2} [^\W\dA-Z]+)?[.!]?[\])](?=\s*$|\s+[^\sa-zß-ÿ])"
)
"""Words in brackets between two sentences, begun with a capital: no speaker puts an aside there."""
_TIME_INSIDE = re.compile(r"\[\d{1,2}(?::\d\d){1,2}(?:\.\d{1,3})?\\?\]|\((?:\d\d:\d\d|\d{1,2}(?::\d\d){2})\)")
"""A time of the recording; digits and a colon in round brackets may also be a verse or a proportion."""
_MARK = expression("end_marks")
_END = re.compile(rf"[-–—*_\s(（\[]*(?:{_MARK})[-–—*_\s)）\].]*|(?:#\s*){{2,}}|-\s?30\s?-|n{{4}}", re.IGNORECASE)
_RULE = re.compile(r"(?:\*\s*){3,}|\\?[-_–—=+~]{3,}")
"""A line of signs between parts, in Markdown with a backslash; it ends nothing."""
_SENTENCE_END = re.compile(r"[.!?…”\"]\s")
_SAID = tuple(".?!…")
_LONGEST_END = 60
"""Maximum length of a mark of the end behind a sentence, with its time."""
_TIMED = 3
"""Number of words of a time with its half of the day and its zone; "9:00 AM" may be an answer."""
_ENDS = re.compile(rf"[-–—*_\s(（\[]*(?:{_MARK})\s?[/:,]\s?[^.?!]*\d[^.?!]*", re.IGNORECASE)
"""An end mark followed by a date or a time: "Ends/Thursday, March 5, 2026"."""
_LONGEST_LEAD, _LONGEST_NOTE, _LONGEST_SHORT = 600, 1_000, 120
_LEAD = re.compile(
    rf"[\[(（]?(?:{'|'.join(sorted(words('lead_notes', 'field_words'), key=len, reverse=True))})"
    r"(?: present|(?:,| \()[^:：\d]{0,20}\d[^:：]{0,12})?[\s.…]*(?:[:：]|$)",
    re.IGNORECASE,
)
"""The name of a field, perhaps with a day: "Subjects:", "Correction (3 May):"."""
_FOOTNOTE = re.compile(r"[*※]|.*↩\W*$")
"""The sign of a footnote: "* By phone."; WordPress ends one with an arrow back to the word."""
_SEE = re.compile(r"\bsee (?:below|end of transcript)\b|\bsiehe unten\b|\bvéase (?:abajo|más abajo)\b", re.IGNORECASE)
_EVENT = re.compile(expression("events"), re.IGNORECASE)
_KIND = re.compile(TRANSCRIPTS, re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[:.]\d{2}){0,2}\s*(?:[ap]\.?\s?m\b\.?)?(?:\s*(?:local time|\(?local\)?|[A-Z]{2,4}\b))?"
_TIME = re.compile(
    rf"[(\[]?(?:(?:end|start|time|began|ended|at)\b:?\s*(?:at )?)?{_CLOCK}(?:\s*(?:-|–|to)\s*{_CLOCK})?[)\]]?[.:]?",
    re.IGNORECASE,
)
_CLOCK_SIGN = re.compile(r"\d[:.]\d\d|[ap]\.?\s?m\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|\(?local(?: time)?\)?|\b(?:column|page) \d{1,5}[a-z]{0,2}\b"
    rf"|^(?:{'|'.join(DATE_FIELDS)}):?",
    re.IGNORECASE,
)
"""Words beside a day: that of the week, and the column or page of a printed report."""
_EDITOR = re.compile(rf"(?![\[(（][^\])）]*[\])）]\s*\w)[\W_]*(?:{expression('editor_notes')}).*", re.IGNORECASE)
"""What an editor says; where it is in brackets, words behind them are not his."""
_HEADING = re.compile(
    rf"[■□◆◇●○◯〇▼【［\[(（<＜]?\s?(?:(?:\d{{1,2}}|[IVX]{{1,4}})(?:[.)．、）]\s?|\s))?[【［\[(（<＜]?(?:{expression('headings')})\s?[】］\])）>＞]?[:：.。]?",
    re.IGNORECASE,
)
_FIELD = re.compile(r"(?P<words>[^:：\d]{1,40}?)\s?[:：]")
"""A field before a day: "Period of Service: 24/08/2031"."""
_NEXT = re.compile(rf"(?:the )?(?:{expression('pager.next')})\b", re.IGNORECASE)
_LETTERHEAD_WORDS, _LONGEST_LETTERHEAD = 14, 120
_TERMINAL = (".", "?", "!", "。", "？", "؟", "！", "।", ":", "：", ",", ";", "--", "—")
_ABBREVIATED = re.compile(r"(?:\b[A-Za-z]\.|, [A-Z]{2}\.|\b(?:Inc|St|Bldg|Ave|No)\.)$")


def note_kind(line: Line) -> NoteKind | None:
    """Return the kind of note that a whole line is; None when it may be speech."""
    text = line.text
    if len(text) <= 600 and (line.within == "figure" or line.tag == "figcaption"):
        return NoteKind.CAPTION
    if len(text) > _LONGEST_SHORT:
        return _kind_of_any(text) if len(text) <= _LONGEST_NOTE else None
    kind = _kind_of_short(text)
    # A PDF as HTML has lines amid a speech in the element of headings: "open. There are six speakers, we hear."
    goes_on = text[:1].islower() and (ends_sentence(text) or len(text.split()) > FEW_WORDS)
    return NoteKind.HEADING if kind is None and line.tag in HEADINGS and not goes_on else kind


@lru_cache(maxsize=4_000)
def _kind_of_short(text: str) -> NoteKind | None:
    """Return the kind by a short line's text alone; cached, as labels and lines of a site recur."""
    if kind := _kind_of_any(text):
        return kind
    if is_time_line(text):
        return NoteKind.TIME
    if ends_transcript(text) or _RULE.fullmatch(text) or _STAGE_LINE.fullmatch(text):
        return NoteKind.STAGE
    return NoteKind.HEADING if is_part_heading(text) else None


def _kind_of_any(text: str) -> NoteKind | None:
    """Return the kind of note that a line of any length may be."""
    # Few lines end in brackets; the others need no search for the beginning.
    is_credited = text.rstrip(" |.").endswith(_BRACKETS_END) and _CREDITED.fullmatch(text)
    if len(text) <= 600 and (is_credited or _CAPTION.fullmatch(text)):
        return NoteKind.CAPTION
    return NoteKind.EDITOR if _EDITOR.fullmatch(text.replace("’", "'")) else None


def is_part_heading(text: str) -> bool:
    """Return True for the heading of a part of a transcript: Prepared Remarks, Questions and Answers."""
    return len(text) <= 60 and _HEADING.fullmatch(text) is not None


def is_time_line(text: str) -> bool:
    """Return True for a line with a time of day or a date and nothing else."""
    if len(text) > _LONGEST_SHORT:
        return False
    if _TIME.fullmatch(text) and _CLOCK_SIGN.search(text):
        return True
    rest = text
    for _, start, end in reversed(list(dates_in(text))):
        rest = rest[:start] + rest[end:]
    if rest == text:
        return False
    rest = _TIME.sub("", rest) if _CLOCK_SIGN.search(rest) else rest
    return not re.sub(r"[\W_]+", "", _WEEKDAY.sub("", rest))


def is_letterhead(line: Line) -> bool:
    """Return True for a line before anyone speaks that is a place, an office or a heading, not a sentence.

    A headline in capitals may be long.
    """
    text, centred = line.text, line.centred
    # Nearly all lines are longer, and need not be split.
    words = text.split() if centred or len(text) <= 2 * _LONGEST_LETTERHEAD else []
    if centred and len(words) <= 2 * _LETTERHEAD_WORDS:
        return True
    wide = 2 if _has_capitals(words) and not says_we(text) else 1
    if len(words) > wide * _LETTERHEAD_WORDS or len(text) > wide * _LONGEST_LETTERHEAD:
        return False
    if any(word.endswith("?") for word in words[:-1]) and says_we(text):
        return False  # the first line of speech, wrapped
    # "Thank you. (Laughter.)" is a sentence.
    said = _stage().sub("", text).rstrip() if text.endswith(_BRACKETS_END) else text
    return not said.endswith(_TERMINAL) or _ABBREVIATED.search(text) is not None or _goes_on(words)


def _goes_on(words: Sequence[str]) -> bool:
    """Return True for a line of a list of names and offices that ends in a comma or semicolon, and is no salutation."""
    first = words[0].strip(",;").casefold()
    return words[-1][-1] in ",;" and _has_capitals(words) and first not in FIRST_WORDS


def _has_capitals(words: Sequence[str]) -> bool:
    """Return True for words with capitals as in a headline, and words that connect them."""
    return all(word[0].isupper() or word in CONNECTORS or not word[0].isalpha() for word in words)


def lead_note_kind(line: Line) -> NoteKind | None:
    """Return the kind of note of a line before the first label, or below all speech; None for others.

    It is a footnote, a field such as "Subjects:" or "Correction:", or E&OE with its dots.
    """
    text = line.text
    if len(text) > _LONGEST_LEAD:
        return None
    leads = _FOOTNOTE.match(text) or _LEAD.match(text) or _SEE.search(text)
    return NoteKind.EDITOR if leads else None


def leads_to_speech(text: str) -> bool:
    """Return True for a short text that nobody says of himself and that ends in a colon, has a date or names its kind.

    Before anyone speaks it tells of the transcript: "Recorded on 3 June 2031 in Lund.", "Transcripts have errors."
    """
    if len(text) > 2 * _LONGEST_SHORT or says_we(text) or speaks(text):
        return False
    return text.endswith((":", "：")) or _KIND.search(text) is not None or next(dates_in(text), None) is not None


def is_of_the_event(text: str) -> bool:
    """Tell whether an editor names the event, whose day is beside it: "Transcript of the interview of 12 May"."""
    return CONFERENCE.search(text) is not None or _EVENT.search(text) is not None


def is_of_another_day(text: str) -> bool:
    """Return True for a field with another day: "Today: 3 May 2031" changes daily, "Next briefing:" is to come."""
    field = _FIELD.match(text)
    if field is None or says_published(text):
        return False
    words = field["words"].casefold()
    is_its_day = not DATE_FIELDS.isdisjoint(re.split(r"\W+", words)) or is_of_the_event(words)
    return not is_its_day or _NEXT.match(words) is not None


def ends_transcript(text: str) -> bool:
    """Return True for a line that marks the end of a transcript: END, Ends/12 March, ###, NNNN."""
    return len(text) <= _LONGEST_SHORT and (_END.fullmatch(text) or _ENDS.fullmatch(text)) is not None


# Compiled for the first text in brackets: there are many words for what happens on a stage.
@cache
def _stage() -> re.Pattern[str]:
    """Return the pattern of one stage note, or of several joined: [Laughter and applause]."""
    stage = expression("stage")
    joined = rf"(?:{stage})(?:,? (?:and|y|et|und|e) (?:{stage}))*"
    return re.compile(rf"[\[(（]\s*{joined}\s*[.!]?\s*(?:\d{{1,2}}(?::\d\d){{1,2}})?\s*[\])）]", re.IGNORECASE)


def is_stage_note(text: str) -> bool:
    """Return True for a stage note in brackets: [Laughter], (inaudible)."""
    return _stage().fullmatch(text.strip()) is not None


def notes_inside(text: str) -> Iterator[tuple[NoteKind, int, int]]:
    """Yield the stage notes and times of a recording inside a paragraph: (kind, offset, length) in code points."""
    # Most paragraphs end in a small letter and the sign of a sentence, and have no brackets.
    said = text[-1:] in _SAID and text[-2:-1].islower()
    if not said and (end := _end_inside(text)):
        yield NoteKind.STAGE, end, len(text) - end
        text = text[:end]
    if "(" not in text and "[" not in text and "（" not in text:
        return
    forms = (_stage(), _SENTENCE_APART, _TIME_INSIDE)
    found = {match.start(): match for form in forms for match in form.finditer(text) if not says_we(match[0])}
    for start, match in sorted(found.items()):
        kind = NoteKind.TIME if match.re is _TIME_INSIDE else NoteKind.STAGE
        yield kind, start, match.end() - start


def _end_inside(text: str) -> int:
    """Return where a mark of the end begins behind a sentence, 0 without one: "Thank you. END", "3:21 P.M. PDT"."""
    for match in _SENTENCE_END.finditer(text, max(0, len(text) - _LONGEST_END)):
        mark = text[match.end() :]
        is_timed = len(mark.split()) >= _TIMED and is_time_line(mark)
        apart = mark.upper() == mark or mark[0] in "[("
        if apart and (ends_transcript(mark) or _RULE.fullmatch(mark) or is_timed):
            return match.end()
    return 0
