"""Signs that somebody speaks on a page, whether or not a label is accepted: a page with one is never an article.

They include more than the accepted labels: taking a transcript for an article loses it, while taking an article for a
transcript that is not understood costs a warning.
"""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, pairwise

from briefings.items import NoteKind
from briefings.transcript.languages.read_languages import languages
from briefings.transcript.page.boilerplate import boilerplate_rule, is_short
from briefings.transcript.page.header import read_header
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.layout.setting import kinds_set_apart, take_turns, words_set_apart
from briefings.transcript.page.notes import note_kind
from briefings.transcript.page.opening_forms import CLOCK, SPEAKER_SIGNS, UPPER
from briefings.transcript.page.openings import ATTRIBUTES, HOURS, PLAIN, Opening, openings, says_who
from briefings.transcript.page.q_and_a import is_item_of_a_list
from briefings.transcript.page.questions import find_talk
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.speaking import ends_asking, has_voice
from briefings.transcript.wording.vocabulary import CONNECTORS, FOREIGN_FUNCTION_WORDS, FUNCTION_WORDS, SELVES

QUOTES = tuple('"“„«‹「『')
"""Beginning of a quotation: after a name it is a report's, not a transcript's."""
_SAID, _WIDE_SAID = 15, 8
"""Minimum number of letters of speech after an opening; a wide character counts as about two letters."""
_TWICE, _THRICE, _AGAIN_AND_AGAIN = 2, 3, 4
_DASHED, _DASHES = 3 / 4, ("—", "–", "―", "─")
"""Minimum share of lines behind a dash, of an interview without other signs, and such dashes."""
_DATE = 4
"""Maximum number of words of a date: "Wed May 6, 2026"."""
_VOICED = 1 / 4
"""Minimum share of the words behind those set apart that say I, we or you."""
_EVERY = 10
"""Maximum number of lines to a plain question: a forum has five on a long page."""
_MARKS = frozenset(("mark", "told"))
_OF_ITSELF = _MARKS | {"colon", "bracket", "dash", "time", "round"}
"""Forms of which a single opening is a sign; prose has the other forms too, so they must recur."""
_CUE = re.compile(
    r"\d\d[.,]\d{3} --> \d\d|(?<=\S )(?:(?:MR|MS|MRS|DR)\. [A-Z][A-Z'’-]+: |\[[A-Z][\w.’' -]{1,40}\]: (?=.*\w\]: ))"
    r"|^M(?:r|s|rs)\.? (?:[A-Z]{2}[A-Z'’-]* ){1,3}[-–—] "
)
"""Times of a caption, or a speaker in capitals, or several in brackets (the American Archive of broadcasts): within the
lines of a text that lost its breaks, or before a dash.
"""
_TIMED = re.compile(rf"[\[(]?{CLOCK}[\])]?:?\s[^\W\d_]")
"""Time of a film before what is said then: "00:47 we open early", "00:00:47: We open early"."""
_RUN_IN = re.compile(r"[?？؟][)）]? [-–—―] ")
"""Answer behind a dash, on the line of its question, which may be in brackets."""
_WORD = re.compile(r"[^\W\d_]+")
_PUNCTUATION = ".,:;!?"
_UNSPACED = re.compile(r"[\u0e00-\u0e7f\u3040-\u9fff\uac00-\ud7af]")
_SENTENCE_WORDS = FUNCTION_WORDS | FOREIGN_FUNCTION_WORDS | SELVES | CONNECTORS
_SAMPLE, _FEW, _RARELY = 4_000, 15, 20
"""Number of letters searched for known words, minimum number of words in them, and one in how many is known."""
_VOICED_LANGUAGES = frozenset(
    code
    for language in languages()
    if any(map(language.told.get, ("conversation", "voices", "unspaced_voices")))
    for code in (language.code, *language.words("other_codes"))
)
"""Codes of the languages whose words for I, we or you are known."""
_FIGURES = re.compile(r"\d+")
"""Speeches may be counted: "Speech 12 Ilse Maren"."""
_BEGINNING = re.compile(
    rf"[\W\d]{{0,5}}(?P<label>(?:(?:[{UPPER}][\w'’.-]{{0,20}} ){{1,3}}?[{UPPER}][\w'’.-]{{1,20}}"
    rf"|(?:[{UPPER}]\.)?[{UPPER}]{{2,20}})(?=[.;)]?\s{{1,3}}[{UPPER}¿¡“\"])"
    r"|[^\W\d][^.,:?!]{0,40}?(?=\s?[\])}>〕】»”|｜=;；:：／/…•]|\s[-–—―ـ]\s|—\w|$))"
)
"""Words with capitals, or one all in them, before a sentence, or any words before a sign: 發言人／我們明天說明。"""


def speech_sign(lines: Sequence[Line], language: str | None = None) -> str:
    """Return the first sign that lines are a transcript, quoted; "" for prose without one.

    Use it on the lines of a whole briefing. A briefing without an accepted label and without a sign is an article; one
    with a sign and no accepted label is a transcript whose speakers are not understood. In a `language` (its code on
    the page) whose words for I, we and you are unknown, speech without a question cannot be told from a list of fields:
    labels that come back are a sign there, whatever follows them.
    """
    may_speak = re.split("[-_]", language)[0].casefold() not in _VOICED_LANGUAGES if language else _is_unknown(lines)
    if read_header(lines).people:
        return "a header with people"
    spoken = [line for line in lines if _may_be_said(line)]
    times, different, names, may_talk = Counter[tuple[str, str]](), Counter[str](), list[str](), False
    uses = Counter[tuple[str, str]]()
    small = {word.strip(_PUNCTUATION) for line in spoken for word in line.text.split() if word.islower()}
    for opening, said in spoken_openings(spoken):
        if not _may_name(opening, small) or HOURS.fullmatch(opening.timecode):
            continue
        is_voiced = has_voice(said)
        # "Judge Harrow: Court 1, 10.00" is a field.
        is_said = is_voiced or not is_short(said)
        if is_said and opening.shape.honorific and (opening.form not in PLAIN or opening.punctuation):
            return opening.label
        # "OLDMOUTH, Calif. -" is a place, as other words in capitals before a dash are.
        is_name = opening.shape.is_whole_name and (opening.form == "colon" or "," not in opening.label)
        is_led = opening.label.isupper() or spoken[opening.line].text[0] in SPEAKER_SIGNS
        if is_said and opening.form in ("colon", "caps") and (is_name or (opening.form == "colon" and is_led)):
            names.append(opening.label)
            # "PROS:" and "CONS:" take turns too, and ask nothing.
            may_talk |= opening.shape.is_whole_name or ends_asking(said)
        # "Oldmouth, CA:" is a place.
        is_voiced |= is_said and says_who(opening) and not opening.shape.name_and_role
        uses[opening.form, opening.key] += 1
        if is_voiced or may_speak:
            times[opening.form, opening.key] += 1
            # Words over every picture of a page stand over a quotation too.
            again = times[opening.form, opening.key] >= max(_TWICE, _VOICED * uses[opening.form, opening.key])
            different[opening.form] += not again and opening.form in _OF_ITSELF
            # Each of three may speak once: "Lotte: Will it be dark?"
            if again or different[opening.form] >= _THRICE or (is_voiced and _is_sign(opening)):
                return opening.label
    # Names take turns, whatever they say: "Ilse Maren: Good evening." The names of fields stand over a few words.
    in_turn = names[0] if may_talk and take_turns(names) else ""
    return _asked(spoken) or _set_apart(spoken) or _beginnings(spoken) or in_turn


def _is_unknown(lines: Sequence[Line]) -> bool:
    """Return True for a text almost without words that stand in sentences of a known language."""
    words = _WORD.findall(" ".join(line.text for line in lines[: _FEW * 4])[:_SAMPLE].casefold())
    known = sum(word in _SENTENCE_WORDS for word in words)
    return len(words) >= _FEW and known < len(words) / _RARELY and not _UNSPACED.search("".join(words))


def _may_be_said(line: Line) -> bool:
    if boilerplate_rule(line) is not None or line.is_mostly_link:
        return False
    return note_kind(line) not in (NoteKind.CAPTION, NoteKind.EDITOR, NoteKind.TIME)


def spoken_openings(lines: Sequence[Line]) -> Iterator[tuple[Opening, str]]:
    """Yield every opening followed by speech, on its line or below, with that speech."""
    for index, line in enumerate(lines):
        below = lines[index + 1].text if index + 1 < len(lines) else ""
        for opening in openings(index, line):
            said = line.text[opening.end :].strip() or below
            long_enough = len(said) >= (_SAID if said.isascii() else _WIDE_SAID)
            if long_enough and not said.startswith(QUOTES) and not is_item_of_a_list(line.text, below, asked=0):
                yield opening, said


def _may_name(opening: Opening, small: Container[str]) -> bool:
    """Return True for a mark, or for words that may name somebody; without a sign that closes them, a whole name.

    Words that the page prints in `small` letters too name nobody, unless it is an office: "Last Post", "Email Alerts:".
    """
    shape = opening.shape
    if opening.form in _MARKS:
        return True
    if shape.veto or (opening.form in PLAIN and not (opening.form == "bare" or opening.own_line)):
        return False
    if says_who(opening):
        return opening.form not in PLAIN or shape.name_form
    if opening.form in PLAIN and not shape.is_whole_name:
        return False
    words = (word for word in _WORD.findall(opening.label) if len(word) > _TWICE and word[0].isupper())
    return not any(word.casefold() in small for word in words)


def _is_sign(opening: Opening) -> bool:
    """Return True for an opening that is a sign by itself: a mark, an office, a name of several words.

    "Remember: you may ..." is a word with a colon.
    """
    shape = opening.shape
    named = shape.chinese or (len(shape.words) > 1 and (shape.name_form or shape.name_and_lower_role))
    of_itself = opening.form in _MARKS or says_who(opening) or shape.outlet or named
    is_closed = opening.form == "bare" and opening.bold and bool(opening.punctuation)
    return of_itself and (opening.form in _OF_ITSELF or is_closed)


def _asked(lines: Sequence[Line]) -> str:
    """Return the first question without a label, if there are enough, each before a text that does not ask; else ""."""
    if talk := find_talk(lines, range(len(lines))):
        return talk.runs[0][0].text
    asked = [
        question.text
        for question, answer in pairwise(lines)
        if ends_asking(question.text) and not ends_asking(answer.text) and not answer.bold
    ]
    cued = (line.text for line in lines if _CUE.search(line.text))
    run_in = [line.text for line in lines for _ in _RUN_IN.findall(line.text)]
    timed = [line.text for line in lines if _TIMED.match(line.text) and has_voice(line.text)]
    # A live report begins at some hour of the day.
    is_film = timed and timed[0].lstrip("[(").startswith(("0:", "00:"))
    enough = len(asked) >= max(_AGAIN_AND_AGAIN, len(lines) / _EVERY)
    dashed = [line.text.startswith((*ATTRIBUTES, *_DASHES)) for line in lines]
    in_turn = [
        one.text for one, both in zip(lines, pairwise(dashed), strict=False) if all(both) and ends_asking(one.text)
    ]
    # Short interviews have few questions and hardly a line without a dash; a story tells of those who talk.
    are_dashed = in_turn[_TWICE - 1 :] if _DASHED * len(dashed) <= sum(dashed) else ()
    found = (
        asked if enough else (),
        are_dashed,
        cued,
        run_in[_THRICE - 1 :],
        timed[_AGAIN_AND_AGAIN - 1 :] if is_film else (),
    )
    return next(chain.from_iterable(found), "")


def _set_apart(lines: Sequence[Line]) -> str:
    """Return the first words set apart by a kind of element, if they alternate before speech; "" otherwise.

    Fields of a list, such as ingredients or the data of members, alternate too, and a few of them say you.
    """
    for indexes in kinds_set_apart(lines).values():
        words = [_FIGURES.sub("", words_set_apart(lines[index])) for index in indexes]
        voiced = sum(has_voice(_behind(lines, index)) for index in indexes)
        # The day above each of several items takes turns with others too: its figures are left out.
        begun = (" ".join(lines[index].text.split()[:_DATE]) for index in indexes[:_TWICE])
        if take_turns(words) and voiced >= _VOICED * len(indexes) and not any(map(first_date, begun)):
            return words[0]
    return ""


def _beginnings(lines: Sequence[Line]) -> str:
    """Return the first of the names that open paragraphs before a sentence, if two of them recur and alternate.

    Whatever closes them: "Ilse Maren) We open early.".
    """
    pairs = pairwise([*lines, Line("")])
    found = [
        (match["label"], has_voice(line.text if match.end() + _WIDE_SAID < len(line.text) else below.text))
        for line, below in pairs
        if (match := _BEGINNING.match(line.text))
    ]
    voiced = {label for label, is_voiced in found if is_voiced}
    # Behind capitals, some of what is said says so.
    said = [label for label, is_voiced in found if is_voiced or (label.isupper() and label in voiced)]
    times = Counter(said)
    back = [label for label in said if times[label] >= _TWICE]
    return back[0] if len(set(back)) >= _TWICE and take_turns(back) else ""


def _behind(lines: Sequence[Line], index: int) -> str:
    rest = lines[index].text[lines[index].set_apart :]
    return rest or (lines[index + 1].text if index + 1 < len(lines) else "")
