"""The kind of a briefing, judged by positive signs of what was read."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from enum import StrEnum
from itertools import takewhile

from briefings.items import Kind
from briefings.transcript.page.speech_signs import QUOTES
from briefings.transcript.speech.label_rules import may_name
from briefings.transcript.transcript import Transcript
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.press_labels import is_question_or_answer
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.speaking import has_voice, says_i, unquoted
from briefings.transcript.wording.vocabulary import CONFERENCE, EVENT_WORDS

_ITSELF = re.compile(
    r"^\W*(?:\w+ )?(?:transcript|transkript\w*|trascrizione)(?=\W*$|\s?[:|–—-]| (?:of|von|der|d[ei]l?)\b)"
    r"|(?:conference|interview|briefing) transcript(?=\W*$| \d| (?:of|on|from)\b)"
    r"|[:|(–—-]\s?(?:\w+ )?transcript\W*$|(?:^|[:|(–—-])\W{0,9}стенограмма|逐字稿|实录|實錄|会見録|속기록",
    re.IGNORECASE,
)
"""Title of a page, or heading of a few words at its top, that calls it a transcript; news tell of one.

Podscripts and fans of clubs print such titles.
"""
_ABOVE, _BELOW, _SHORT, _FEW, _GREETS = 12, 5, 100, 3, 3
_VOICED = 3
"""Minimum share of turns, one in how many, that ask or say I, we or you, where all labels are marks."""


class BriefingKind(StrEnum):
    """Kind of a briefing."""

    TRANSCRIPT = "transcript"
    """Its labels have voices: somebody asks or says I, we, you after them, or one names the press."""
    ARTICLE = "article"
    """News, a report, a list of fields: nothing on it shows that somebody speaks."""
    UNCLEAR = "unclear"
    """Somebody seems to speak, and no labels hold: it is stored, and it is not complete."""


def kind_of(transcript: Transcript) -> BriefingKind:
    """Judge a briefing by positive signs.

    A page that fails is no sign of anything, and somebody may speak in the unread part of a page that is too long.
    """
    labels = {turn.printed.label for turn in transcript.turns if turn.printed.label}
    told = re.sub(r"[\W_]+", " ", f"{transcript.title} {transcript.address.url}".casefold())
    # Pages of help print questions and answers too.
    speaks = {"faq", "faqs"}.isdisjoint(told.split()) or not all(map(is_question_or_answer, labels))
    if transcript.voiced and speaks and not _is_report(transcript) and _has_occasion(transcript, labels, told):
        return BriefingKind.TRANSCRIPT
    is_unread = any(page.extent.unread for page in transcript.pages)
    is_unclear = (
        speaks
        and (transcript.voiced or transcript.sign or _calls_itself_one(transcript) or _names_who_speaks(transcript))
    ) or is_unread
    return BriefingKind.UNCLEAR if is_unclear else BriefingKind.ARTICLE


def _calls_itself_one(transcript: Transcript) -> bool:
    """Return True when a page calls itself a transcript, and somebody on it asks or says I, we or you."""
    lines = transcript.judgement.lines
    short = (line.text for line in lines[:_ABOVE] if not line.is_mostly_link and len(line.text.split()) <= _FEW)
    return any(map(_ITSELF.search, (transcript.title or "", *short))) and any(has_voice(line.text) for line in lines)


def _names_who_speaks(transcript: Transcript) -> bool:
    """Return True when the title names a conference, and one name with a sign, or others without, open what is said.

    Such a sign is a colon behind capitals or a bracket: who speaks may greet first, and say I, we or you later on. Half
    of what stands behind other names does; the headings of news have the form of names, too. One such name is enough
    where half of the text says so outside quotations, which news do not.
    """
    if not CONFERENCE.search(transcript.title or ""):
        return False
    lines, seen = transcript.judgement.lines, transcript.judgement.seen
    signed = len(lines)
    voiced: dict[str, bool] = {}
    for one in transcript.judgement.openings:
        rest = lines[one.line].text[one.end :].strip()
        said = [rest] * bool(rest) + [line.text for line in lines[one.line + 1 : one.line + 1 + _GREETS - bool(rest)]]
        if one.shape.veto or not said or not ends_sentence(said[0]) or said[0].startswith(QUOTES):
            continue
        if one.form == "colon" and (one.label.endswith(")") or (one.shape.caps and one.shape.is_whole_name)):
            signed = min(signed, one.line)
        elif may_name(one, seen):
            voiced[one.key] = voiced.get(one.key, False) or any(has_voice(unquoted(text)) for text in said)
    if len(voiced) > 1 and 2 * sum(voiced.values()) >= len(voiced):
        return True
    told = [has_voice(unquoted(line.text)) for line in lines if ends_sentence(line.text)]
    return (any(voiced.values()) and 2 * sum(told) >= len(told)) or any(has_voice(line.text) for line in lines[signed:])


def _is_report(transcript: Transcript) -> bool:
    """Return True when most of a text stands above and below all labels and does not say I, we or you."""
    turns = [turn.printed.paragraphs for turn in transcript.turns]
    above = turns[0] if turns and not transcript.turns[0].printed.label else []
    told = [text for text in above if not has_voice(text)]
    below = [*takewhile(lambda text: not has_voice(text), reversed(turns[-1][1:]))] if told else []
    return bool(below) and 2 * sum(map(len, (*told, *below))) > sum(len(text) for turn in turns for text in turn)


def _has_occasion(transcript: Transcript, labels: Collection[str], told: str) -> bool:
    """Return True when more than marks for questions and answers shows that somebody speaks.

    Help pages and surveys have such marks too, and the day of their publication. Other signs are a label with other
    words, a person, a day in the title, or a word for the event in `told`, the title and address. Or the page names an
    interview or a conference in these, above the first question or at its end, or who answers says I: one of the two
    where it has no label.
    """
    once = Counter(turn.printed.label for turn in transcript.turns if turn.printed.label_rule == "style")
    # A word printed like the questions of those who buy, once and on no day: "Warranty: We give you two years."
    words = {label for label in labels if label[1:].islower() and once[label] == 1 and not transcript.held_on}
    if not all(label in words or is_question_or_answer(label) for label in labels):
        return True
    said = [turn.printed.paragraphs for turn in transcript.turns]
    if _VOICED * sum(any(map(has_voice, turn)) for turn in said) < len(said):
        # Minutes tell in the third person what was asked and answered.
        return False
    answers = [text for turn in transcript.turns if turn.kind == Kind.ANSWER for text in turn.printed.paragraphs[:1]]
    if not labels and answers and all(text.startswith(QUOTES) for text in answers):
        # Nobody quotes the answers of a page of help.
        return True
    if labels and (transcript.participants or first_date(transcript.title) or not EVENT_WORDS.isdisjoint(told.split())):
        return True
    # The signs of Thai vowels are no letters, and left out of `told`.
    named = " ".join((transcript.title or "", told, *_around(transcript)))
    return CONFERENCE.search(named) is not None or _who_answers_says_i(transcript, marked=bool(labels))


def _who_answers_says_i(transcript: Transcript, *, marked: bool) -> bool:
    """Return True when more answers than questions say I, several of those `marked`.

    On pages of help those who ask say I; of some jokes (Q: ..., A: ...) one says it.
    """
    said = Counter(turn.kind for turn in transcript.turns if any(map(says_i, turn.printed.paragraphs)))
    return said[Kind.ANSWER] > max(said[Kind.QUESTION], marked)


def _around(transcript: Transcript) -> Iterator[str]:
    """Yield the summary of a page, the lines above the first question, and the short ones at its end."""
    yield transcript.summary or ""
    judged = transcript.judgement
    if judged.labels:
        above, below = judged.lines[: judged.labels[0].line], judged.lines[judged.labels[-1].line + 1 :]
        for line in (*above[-_ABOVE:], *(line for line in below[-_BELOW:] if len(line.text) <= _SHORT)):
            if not line.within and not line.is_mostly_link:
                yield line.text
