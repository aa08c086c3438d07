"""Attribute a label by its words: Q, A, Moderator, a Chinese reporter, an analyst, an office."""

from __future__ import annotations

import re

from briefings.items import Role, SpeakerEvidence
from briefings.transcript.speech.earlier import Attribution
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import LabelParts, split_label, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import ANALYST_WORDS, ANSWER_WORDS, CHAIR_WORDS, OTHER_WORDS, ROLE_WORDS

IN_BRACKETS = re.compile(r"[\[(（]([^()\[\]（）]{2,60})[\])）]$")
_CHINESE_REPORTER = re.compile(r"《?(?P<outlet>[\u3400-\u9fffA-Za-z0-9·]{2,})》?记者(?P<name>[\u3400-\u9fff]{2,4})?")
_LONGEST_ABBREVIATION = len("Jr.")


def analyst(position: str) -> tuple[str, str | None] | None:
    """Return the word for an analyst, who asks in an earnings call, and the house named beside it; None for others."""
    parts = [part.strip() for part in re.split(r",|\s(?:--|[-–—])\s", position)]
    found = next((part for part in parts if part.casefold() in ANALYST_WORDS), None)
    return (found, ", ".join(part for part in parts if part != found) or None) if found else None


def by_word(label: str, split: LabelParts) -> Attribution | None:
    """Attribute a label by one word of it: Q, A, Moderator, Interpreter; None if no word tells."""
    if is_press(label):
        return _press(label)
    if re.sub(r"[\s\d]+$", "", without_brackets(label_key(label))) in ANSWER_WORDS:
        return Attribution(role=Role.OFFICIAL)
    if is_chair(label):
        beside = IN_BRACKETS.search(label)
        holder = split_label(beside[1]).name if beside else ""
        full, evidence = full_name(holder) if is_whole_name(holder) else full_name(split.name)
        office = split.title if split.name else None
        return Attribution(Role.CHAIR, full, None, split.honorific, office or split.after_comma, evidence)
    words = [word.casefold().strip(".") for word in shape_of(label).words]
    if not OTHER_WORDS.isdisjoint(words):
        # "Unidentified Official" is an official.
        return Attribution(role=Role.OFFICIAL if words[-1] in ROLE_WORDS else Role.OTHER)
    return None


def _press(label: str) -> Attribution:
    """Attribute a label with a word for the press: the outlet before 记者 or in brackets is known."""
    if reporter := _CHINESE_REPORTER.fullmatch(label):
        shape = shape_of(reporter["outlet"])
        outlet = reporter["outlet"] if shape.outlet or shape.chinese else None
        full, evidence = full_name(reporter["name"] or "")
        return Attribution(Role.PRESS, full, outlet, None, None, evidence)
    beside = IN_BRACKETS.search(label)
    # Reporter (Sato, Coast Newspaper)
    outlet = beside[1].rpartition(",")[2].strip() if beside else ""
    return Attribution(Role.PRESS, outlet=outlet if shape_of(outlet).outlet else None)


def is_chair(label: str) -> bool:
    beside = IN_BRACKETS.search(label)
    if beside and beside[1].casefold() in CHAIR_WORDS:
        return True
    words = without_brackets(label_key(label)).split()
    return (bool(words) and not CHAIR_WORDS.isdisjoint((words[0], words[-1]))) or "主持人" in label


def full_name(name: str) -> tuple[str | None, SpeakerEvidence | None]:
    if len(name.rpartition(" ")[2]) > _LONGEST_ABBREVIATION:
        # "Ilse Maren. Thank you.": the full stop closes the label.
        name = name.removesuffix(".")
    return (name, SpeakerEvidence.LABEL) if is_whole_name(name) else (None, None)
