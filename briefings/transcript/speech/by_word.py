"""Attribute a label by its words: Q, A, Moderator, Reporter from, an analyst, an office of something."""

from __future__ import annotations

import re

from briefings.items import Role
from briefings.transcript.speech.speakers import Attribution
from briefings.transcript.speech.whole_names import is_whole_name
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import LabelParts, split_label, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import (
    ANALYST_WORDS,
    ANSWER_WORDS,
    ARTICLES_BEFORE_REPORTERS,
    BEFORE_OUTLETS,
    CHAIR_WORDS,
    CONNECTORS,
    FOREIGN_TITLES,
    OFFICES,
    OTHER_WORDS,
    REPORTERS,
    ROLE_WORDS,
)

_OFFICE_OF = re.compile(
    r"(?:the|der|die|das|le|la|el|il|o|a)?\s?(?P<office>[^\W\d_]{1,30}) (?:of|for|des|der|du|del|della|do|da) [^.!?]",
    re.IGNORECASE,
)
"""An office with its body, and no name: "The chair of the canal board", "Leiterin des Kanalamts"."""


def analyst(position: str) -> tuple[str, str | None] | None:
    """Return the word for an analyst, who asks in an earnings call, and the house named beside it; None for others."""
    parts = [part.strip() for part in re.split(r",|\s(?:--|[-–—―])\s", position)]
    found = next((part for part in parts if part.casefold() in ANALYST_WORDS), None)
    return (found, ", ".join(part for part in parts if part != found) or None) if found else None


def office_of_something(words: str) -> str:
    """Return the office that words begin with, in small letters, if its body follows; otherwise ""."""
    found = _OFFICE_OF.match(words)
    office = found["office"].casefold() if found else ""
    return office if office in CHAIR_WORDS or office in OFFICES else ""


def foreign_office(split: LabelParts) -> str:
    """Return the words before the comma if they are an office in a language other than English; otherwise ""."""
    words = f"{split.title or ''} {split.name}".split()
    of = next((n for n, word in enumerate(words) if word.casefold() not in OFFICES), len(words))
    leads = of and words[0].casefold() in FOREIGN_TITLES and (of == len(words) or words[of].casefold() in CONNECTORS)
    return " ".join(words) if leads else ""


IN_BRACKETS = re.compile(r"[\[(（]([^()\[\]（）]{2,60})[\])）]$")
_WITH_OUTLET = (
    re.compile(
        r"(?P<outlet>[가-힣A-Za-z0-9]{1,12}(?:일보|신문|방송|뉴스|통신|경제|타임스|TV))(?: [가-힣]{2,4})? ?기자"
    ),
    re.compile(r"《?(?P<outlet>[\u3400-\u9fffA-Za-z0-9·]{2,})》?记者(?P<name>[\u3400-\u9fff]{2,4})?"),
    re.compile(r"(?P<outlet>\S{2,20})[ \u3000][\u3040-\u9fff]{1,6}記者"),
    re.compile(
        rf"(?:(?:{ARTICLES_BEFORE_REPORTERS}) )?(?:{'|'.join(sorted(REPORTERS))})s?"
        rf" (?:{BEFORE_OUTLETS}) (?P<outlet>\S.*)",
        re.IGNORECASE,
    ),
)
"""A reporter and an outlet."""
NAMED_MARK = re.compile(r"[Qq](?:\d{1,3}|\.)\s+(?P<name>\S.*)")
"""The mark of a question and the asker: Q12 Ilse Maren; Q. Ilse Maren, Harbour News."""
_OF_OUTLET = re.compile(rf"(?P<name>\S.*) (?:{BEFORE_OUTLETS}) (?P<outlet>\S.*)", re.IGNORECASE)
_LONGEST_ABBREVIATION = len("Jr.")


def name_and_outlet(label: str) -> tuple[str | None, str]:
    """Return the name and the outlet of a label: "Ilse Maren from Harbour News"; None for a name that is not whole."""
    named = _OF_OUTLET.fullmatch(label)
    full = full_name(named["name"]) if named and shape_of(named["outlet"]).outlet else None
    # NAME/OUTLET: the words before the slash may not be a whole name.
    return full, named["outlet"] if named and full else without_brackets(label).rpartition("/")[2].strip("《》 ")


def by_word(label: str, split: LabelParts) -> Attribution | None:
    """Attribute a label by one word of it: Q, A, Moderator, Interpreter; None if no word tells."""
    if is_press(label):
        return _asker(label)
    if re.sub(r"[\s\d]+$", "", without_brackets(label_key(label))) in ANSWER_WORDS:
        return Attribution(role=Role.OFFICIAL)
    if is_chair(label):
        beside = IN_BRACKETS.search(label)
        holder = split_label(beside[1]).name if beside else ""
        full = full_name(holder) or full_name(split.name)
        office = split.title if split.name else None
        return Attribution(Role.CHAIR, full, None, split.honorific, office or split.after_comma)
    words = [word.casefold().strip(".") for word in shape_of(label).words]
    if not OTHER_WORDS.isdisjoint(words) or re.search(r"翻译$", label):
        # "Unidentified Official" is an official.
        return Attribution(role=Role.OFFICIAL if words[-1] in ROLE_WORDS else Role.OTHER)
    return None


def _asker(label: str) -> Attribution:
    """Attribute a label that names the asking side, with the outlet or the name that it prints."""
    if asked := NAMED_MARK.fullmatch(label):
        return _named_behind(asked["name"])
    for reporter in filter(None, (pattern.fullmatch(label) for pattern in _WITH_OUTLET)):
        return Attribution(Role.PRESS, full_name(reporter.groupdict().get("name") or ""), reporter["outlet"])
    # Reporter (Sato, Coast Newspaper): the outlet is last in brackets.
    beside = IN_BRACKETS.search(label)
    name, _, outlet = beside[1].rpartition(",") if beside else ("", "", "")
    full = full_name(name.strip())
    shape = shape_of(outlet.strip())
    known_outlet = outlet.strip() if full or shape.outlet or shape.chinese else None
    return Attribution(Role.PRESS, full, known_outlet)


def _named_behind(asker: str) -> Attribution:
    """Attribute a question by the words after its mark: "Chair", "Ms Ilse Maren", "Ilse Maren, Harbour News"."""
    split = split_label(asker)
    full = full_name(split.name)
    role = Role.CHAIR if is_chair(asker) else Role.PRESS
    outlet = split.after_comma if split.after_comma and shape_of(split.after_comma).outlet else None
    return Attribution(role, full, outlet, split.honorific, split.title if role == Role.PRESS else None)


def is_chair(label: str) -> bool:
    """Return True for a label that begins or ends with a word for whoever leads a briefing: "Moderator"."""
    words = without_brackets(label_key(label)).split()
    return (bool(words) and not CHAIR_WORDS.isdisjoint((words[0], words[-1]))) or "主持人" in label


def full_name(name: str) -> str | None:
    """Return a name without the full stop that closes its label; None for one that is not whole."""
    if len(name.rpartition(" ")[2]) > _LONGEST_ABBREVIATION:
        # "Ilse Maren. Thank you.": the full stop closes the label.
        name = name.removesuffix(".")
    return name if is_whole_name(name) else None
