"""Attribute a label by its words: Q, A, Moderator, Reporter from, an analyst, an office with its body."""

import re

from briefings.items import Role
from briefings.transcript.speech.speakers import Attribution
from briefings.transcript.speech.whole_names import PROFESSION, is_whole_name
from briefings.transcript.wording.chinese_labels import chinese_office
from briefings.transcript.wording.label_keys import label_key
from briefings.transcript.wording.label_parts import LabelParts, bare_word, head_and_tail, split_label, without_brackets
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import (
    ANALYST_WORDS,
    ANSWER_WORDS,
    ARTICLES_BEFORE_REPORTERS,
    BEFORE_OUTLETS,
    CHAIR_WORDS,
    CONNECTORS,
    OFFICES,
    OTHER_WORDS,
    PERSON_LABELS,
    POSTS,
    REPORTERS,
    ROLE_WORDS,
)

_ARTICLES = frozenset("the der die das le la el il o a".split())
_OFFICES = OFFICES | PERSON_LABELS | POSTS
_LEADING = OFFICES | CHAIR_WORDS
_LEADING_ON = frozenset("press prime rear special under vice".split())
"""Words that begin an office, and are none alone."""
_PARTS = re.compile(r"[,，]|\s(?:--|[-–—―|])\s")
_SURNAME = re.compile(r"(?=.*[AEIOU])[A-Z]{4,}")


def analyst(position: str) -> tuple[str, str | None] | None:
    """Return the word for an analyst, who asks in an earnings call, and the house beside it; None for any other."""
    parts = [part.strip() for part in _PARTS.split(position.replace("/", ","))]
    found = next((part for part in parts if part.casefold() in ANALYST_WORDS), None)
    return (found, ", ".join(part for part in parts if part != found) or None) if found else None


def office_of_something(words: str) -> str:
    """Return the office that words begin with, if its body follows, otherwise "": "The chair of the canal board"."""
    bare = [*map(bare_word, words.split())]
    bare = bare[not _ARTICLES.isdisjoint(bare[:1]) :]
    of = next((n for n, word in enumerate(bare) if word not in _LEADING), len(bare))
    return bare[of - 1] if 0 < of < len(bare) and bare[of] in CONNECTORS else ""


def may_be_office(words: str) -> bool:
    """Return True for words that say what somebody is: "chief engineer", "Head of Locks"; not for a place or degree."""
    bare = [bare_word(part) for word in words.split() for part in word.split("-")]
    heads = words[:1].islower() or (len(bare) > 2 and not CONNECTORS.isdisjoint(bare))
    return heads or not _OFFICES.isdisjoint(bare) or any(map(PROFESSION.fullmatch, bare)) or bool(chinese_office(words))


def title_goes_on(split: LabelParts) -> bool:
    """Return True when an office goes on behind what was taken for its title: Deputy City Clerk, PRIME MNISTER."""
    last = bare_word((split.title or "").rpartition(" ")[2])
    return last in _LEADING_ON or (may_be_office(split.name) and not full_name(split.name))


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
NAMED_MARK = re.compile(r"[Qq](?:\d{1,3}|\.|\s[-–—―])\s+(?P<name>\S.*)")
"""The mark of a question and the asker: Q12 Ilse Maren; Q. Ilse Maren, Harbour News; Q - Ilse Maren, Harbour News."""
OF_OUTLET = re.compile(rf"(?P<name>\S.*) (?:{BEFORE_OUTLETS}) (?P<outlet>\S.*)", re.IGNORECASE)


def name_and_outlet(label: str) -> tuple[str | None, str | None]:
    """Return the name and the outlet of a label: "Ilse Maren from Harbour News", "3 - Ilse Maren - Harbour News".

    None for a name that is not whole, and for capitals that may be a surname (WEISS).
    """
    named = OF_OUTLET.fullmatch(label)
    if named and shape_of(named["outlet"]).outlet:
        full = full_name(named["name"])
        if full or named["name"][1:2] == ".":
            return full, named["outlet"]
    rows = [part.strip("《》 ") for part in _PARTS.split(without_brackets(label))]
    # HTV/LNA are two outlets that share a question, Maren/LNA an asker of one.
    parts = [part for row in rows for part in ([row] if _all_outlets(row) else row.split("/"))]
    outlet = next((part for part in reversed(parts) if _all_outlets(part) or part.startswith("The ")), "")
    names = [*filter(None, map(full_name, {*parts} - {outlet}))]
    # NAME/OUTLET: the words before the slash may be another outlet.
    alone = len(names) == 1 and "/" not in label and not label.startswith("The ")
    return names[0] if alone else None, None if _SURNAME.fullmatch(outlet) else outlet or None


def _all_outlets(words: str) -> bool:
    return all(shape_of(outlet.strip()).outlet for outlet in words.split("/"))


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
    # Mr. Guest: an honorific and a name.
    words = [bare_word(word) for word in shape_of(label).words][2 * bool(split.honorific) :]
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
    # Reporter (Sato, Coast Newspaper)
    beside = IN_BRACKETS.search(label)
    full, outlet = name_and_outlet(beside[1]) if beside else (None, None)
    behind = head_and_tail(beside[1])[1].strip() if beside and full else None
    return Attribution(Role.PRESS, full, outlet or behind or None)


def _named_behind(asker: str) -> Attribution:
    """Attribute a question by the words after its mark: "Chair", "Ms Ilse Maren", "Ilse Maren, Harbour News"."""
    split = split_label(asker)
    full = full_name(split.name)
    role = Role.CHAIR if is_chair(asker) else Role.PRESS
    outlet = split.after_comma if split.after_comma and shape_of(split.after_comma).outlet else None
    return Attribution(role, full, outlet, split.honorific, split.title if role == Role.PRESS else None)


def office_and_holder(label: str) -> Attribution:
    """Attribute an office alone, or with its holder in brackets: "The Prime Minister (Anna Fell)"."""
    beside = IN_BRACKETS.search(label)
    inside = split_label(beside[1]) if beside else None
    if inside and is_whole_name(inside.name):
        return Attribution(Role.OFFICIAL, inside.name, None, inside.honorific, without_brackets(label))
    return Attribution(role=Role.OFFICIAL)


def is_chair(label: str) -> bool:
    """Return True for a label that begins or ends with a word for whoever leads a briefing: "Moderator"."""
    words = without_brackets(label_key(label)).split()
    return (bool(words) and not CHAIR_WORDS.isdisjoint((words[0], words[-1]))) or "主持人" in label


def full_name(name: str) -> str | None:
    """Return a name without the full stop that closes its label; None for one that is not whole."""
    last = name.rpartition(" ")[2].casefold()
    if len(last) > len("J.") and last not in ("jr.", "sr.") and "." not in last[:-1]:
        # "Ilse Maren. Thank you.": the full stop closes the label; that of MAREN I.V. does not.
        name = name.removesuffix(".")
    return name if is_whole_name(name) else None
