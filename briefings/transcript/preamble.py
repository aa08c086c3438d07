"""Find the report of how a briefing began, above its first label: nobody says it."""

import re
from collections.abc import Container, Sequence
from itertools import pairwise, takewhile

from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.notes import is_letterhead, is_part_heading, lead_note_kind, leads_to_speech, note_kind
from briefings.transcript.page.opening_forms import SENTENCE_END, has_sign
from briefings.transcript.page.openings import Opening
from briefings.transcript.speech.attribution_by_word import is_chair
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.press_labels import is_press, is_question_or_answer
from briefings.transcript.wording.sentences import ends_sentence, is_prose
from briefings.transcript.wording.shapes import names_an_office
from briefings.transcript.wording.speaking import has_voice, says_i, says_we, speaks
from briefings.transcript.wording.vocabulary import CONNECTORS, TRANSCRIPTS

_HEADING = re.compile(rf"\W*(?:\w+ ){{0,3}}\w*(?:{TRANSCRIPTS})\w*\W*", re.IGNORECASE)
"""A heading that ends with the word for a transcript."""
_STOPS = (".", "!", "。", "！")
"""Ends of a sentence about a transcript; a heading may end with a colon."""
_STATED = 2
"""Minimum number of lines with I, we or you that make a statement of what stands above it; a lead may quote one."""
_HOUR = re.compile(r"(?<!\d)\d{1,2}:\d\d(?!\d)")
_GENITIVE = re.compile(r"['’]s$")
_SHORTEST_NAME = 3
"""Fewer letters are initials, or a word."""
_LONGEST_REPORT = 600
"""Maximum number of characters: more may be a speech whose label was not understood."""
_REACH, _SEVERAL = 60, 2
"""Maximum length of a label and its sign, and minimum number of names in a list."""
_FEWEST_VOICES = 4
"""Minimum share of sentences, one in how many, that say I, we or you, if the words are known; else one is chance."""


def preamble(
    lines: Sequence[Line], skipped: Container[int], labels: Sequence[Opening], missed: Sequence[str]
) -> list[int]:
    """Return the lines above the first label that nobody says.

    They stand above a heading such as "Full transcript", lead to speech, or report how it began.
    """
    first = labels[0].line if labels else 0
    unplaced = [(index, line) for index, line in enumerate(lines[:first]) if index not in skipped]
    begin = max((index for index, line in unplaced if _heads_a_transcript(line.text)), default=0)
    if sum(has_voice(line.text) for index, line in unplaced if index < begin) >= _STATED:
        begin = 0
    below = [one for one in unplaced if one[0] >= begin]
    return _without_notes([one for one in unplaced if one[0] < begin]) + _reports_and_leads(
        lines, below, labels, missed
    )


def _heads_a_transcript(text: str) -> bool:
    """Return True for "Full transcript", no sentence; one of questions may stand below a statement without a label."""
    if _HEADING.fullmatch(text) is None or text.endswith(_STOPS) or is_part_heading(text.rpartition(" ")[0]):
        return False
    return not any(map(is_question_or_answer, text.split()))


def _without_notes(unplaced: Sequence[tuple[int, Line]]) -> list[int]:
    return [index for index, line in unplaced if not (note_kind(line) or lead_note_kind(line) or is_letterhead(line))]


def _reports_and_leads(
    lines: Sequence[Line], unplaced: Sequence[tuple[int, Line]], labels: Sequence[Opening], missed: Sequence[str]
) -> list[int]:
    """Return the lines that lead to speech, or report how it began.

    "The Clerk told the Mayor of a quorum." opens Winnipeg's council, "The sitting began at 16.25" Romania's Chamber. A
    report is short, has no voice, and a name or an hour in each line. What is above a question may be announced. Voices
    below show that the words for them are known in this language.
    """
    first = labels[0].line if labels else 0
    above = _without_notes(unplaced)
    texts = [lines[index].text for index in above]
    is_short = 0 < sum(map(len, texts)) <= _LONGEST_REPORT and labels[0].label and not is_press(labels[0].label)
    # A label that was not understood may open one of them.
    unread = any(_may_be_labelled(text[:-1]) or text.startswith(tuple(missed)) for text in texts)
    if is_short and not unread and all(_reports(lines[index]) for index in above):
        below = [line.text for line in lines[first:]]
        voices, sentences = sum(map(says_we, below)), sum(map(is_prose, below))
        if voices and sentences <= voices * _FEWEST_VOICES:
            return above
    shown = [(index, line.text) for index, line in unplaced if not (unread or note_kind(line))]
    introduced = _introduction(shown, labels)
    led = takewhile(lambda index: leads_to_speech(lines[index].text), above)
    return [index for index in above if index in introduced] or list(led)


def _may_be_labelled(text: str) -> bool:
    """Return True for a text with a sentence whose first words a sign of labels closes: "Jan: Yes.".

    Several names may stand behind it: "Drivers: Vera Tove (Blue Boats) and Jan Keller (Red Boats)."
    """
    sentences = SENTENCE_END.split(_HOUR.sub("", text))
    return any(has_sign(one[:_REACH]) for one in sentences) and not _lists_names(text.partition(":")[2])


def _lists_names(text: str) -> bool:
    """Return True for several names with their houses in brackets, and words that connect them."""
    words = text.replace("(", "").split()
    named = all(word[0].isupper() or word.casefold() in CONNECTORS for word in words)
    return named and text.count("(") >= _SEVERAL


def _introduction(above: Sequence[tuple[int, str]], labels: Sequence[Opening]) -> list[int]:
    """Return the lines down to the last that names, without a voice, the first who speaks below, and a place behind it.

    "Vera Tove talks with Jan Keller." is said by neither of them, nor is what stands above it: who makes a statement
    without a label says I, and does not name himself.
    """
    speakers = (label.label for label in labels if label.label and not (is_press(label.label) or is_chair(label.label)))
    name = split_label(next(speakers, "")).name
    surname = label_key(name).rpartition(" ")[2]
    if len(surname) < _SHORTEST_NAME or names_an_office(name):
        return []
    last = next((at for at in reversed(range(len(above))) if _introduces(above[at][1], surname)), -1)
    texts = [text for _, text in above[: last + 1]]
    if sum(map(len, texts)) > _LONGEST_REPORT or any(map(says_i, texts)):
        return []
    behind = above[last + 1 :] if texts else ()
    places = takewhile(lambda one: not (ends_sentence(one[1]) or has_voice(one[1])), behind)
    return [index for index, _ in (*above[: last + 1], *places)]


def _introduces(text: str, surname: str) -> bool:
    """Return True for a text without a voice that has the surname beside another word with a capital."""
    words = ["", *filter(None, map(_bare_name, text.split())), ""]
    beside = zip(words, words[1:], words[2:], strict=False)
    is_named = any(
        word.casefold() == surname and (before[:1].isupper() or behind[:1].isupper()) for before, word, behind in beside
    )
    return is_named and not (has_voice(text) or speaks(text))


def _bare_name(word: str) -> str:
    """Strip the punctuation around a word of a name, and the letter of a genitive: "(Maren’s" is Maren."""
    return _GENITIVE.sub("", word.strip("()[],.;:!?“”\"'’"))


def _reports(line: Line) -> bool:
    """Return True for a line without a voice, set unlike a label, with a figure or a capital within a sentence."""
    text = line.text
    if has_voice(text) or speaks(text) or not text[0].isalpha() or 0 < line.bold < len(text) or " – " in text:
        return False
    words = pairwise(text.split())
    named = any(before[-1].isalpha() and after[0].isupper() for before, after in words)
    return named or any(map(str.isdigit, text))
