"""Read the header block of a page: who speaks, who chairs, and when the briefing was held.

As on the pages of the SCIO family: field labels (Speakers, Chairperson, Date; with or without a colon) on lines of
their own or before their value, person lines "[Mr.] NAME, role[;.]", an AP date. The block may be on every page or
only on the first, twice with other words, alone on its page, or missing.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from briefings.items import Participant
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.wording.chinese_labels import chinese_office
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.label_parts import split_label
from briefings.transcript.wording.shapes import is_function_word
from briefings.transcript.wording.speaking import says_we
from briefings.transcript.wording.vocabulary import (
    CHAIR_FIELDS,
    CONNECTORS,
    DATE_FIELDS,
    DATE_JOINS,
    FOREIGN_TITLES,
    HONORIFICS,
    OFFICES,
    PEOPLE_FIELDS,
    PLACE_FIELDS,
    ROLE_WORDS,
    SHORT_TITLES,
    TITLES,
)

_FIELDS = {
    name: kind
    for kind, names in (
        ("people", PEOPLE_FIELDS), ("chair", CHAIR_FIELDS), ("date", DATE_FIELDS), ("place", PLACE_FIELDS),
    )
    for name in names
}  # fmt: skip
_LONGEST_FIRST = sorted(_FIELDS, key=len, reverse=True)
_FIELD = re.compile(rf"(?P<field>{'|'.join(_LONGEST_FIRST)})(?:\(s\))?\s*(?:[:：]\s*(?P<value>.*))?", re.IGNORECASE)
_ONE_HONORIFIC = rf"(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})\b\.?"
HONORIFIC = rf"(?P<honorific>{_ONE_HONORIFIC}(?:\s+(?:{_ONE_HONORIFIC}|(?:(?<=sr\. )|(?<=sra\. ))D\.ª?))*)"
"""One or several honorifics: Frau Dr., Excmo. Sr. D."""
_PERSON = re.compile(
    rf"(?:and )?(?:{HONORIFIC}\s+)?(?P<name>[^,，:：]{{1,60}}?)\s*+(?:[(（](?P<beside>[^()（）]{{1,60}})[)）]\s*+)?"
    r"(?:(?:[,，]|(?<=\s)[-–—―]{1,2}(?=\s))\s*+(?P<position>.*?\S))?\s*+[;；.]?",
    re.IGNORECASE,
)
_HAN = r"[\u3400-\u9fff]"
_HAN_NAME = rf"(?P<name>{_HAN}{{2,4}}|{_HAN}\s{_HAN})(?P<honorific>先生|女士|小姐|教授|博士)?"
_HAN_POSITION = rf"(?P<position>{_HAN}(?:{_HAN}|[（）()、 ]){{2,60}})(?P<beside>)"
_SPOKEN = re.compile(
    r"(?=[^:：]{2,60}+[:：])(?!.{0,30}(?:https?:|\d:\d))[^:：]{2,60}[:：]\s*(?:\S+\s+){10}"
    r"|[^:：]{2,20}+[:：]\s*[\u3400-\u9fff]{12}"
)
"""A line that opens with a label: no header comes after it."""
_PARTICLE = re.compile(r"(?:d|l|al|el)[-'’][A-ZÀ-Þ]")
_PEOPLE_LINE = re.compile(r"(?P<field>[^\W\d_][^:：,]{2,40}?)\s?[:：]\s?(?P<names>[^:：?!？！。]{5,400}?)\.?")
_ONE_OF_THEM = re.compile(r"(?P<name>[^()（）]{2,60}?)\s*(?:[(（](?P<of>[^()（）]{1,40})[)）])?")
_NEVER_IN_NAMES = re.compile(r"[\d$*@=|<>\[\]]")
_QUOTES = "\"“‘'"
"""Quotation marks around a nickname: Marcia "Mick" Dell."""
_LEADING = HONORIFICS | SHORT_TITLES | TITLES | FOREIGN_TITLES
_BEFORE_THE_HEADER = 14
_LONGEST_PERSON, _LONGEST_LABEL = 420, 4
_AND = rf"\s(?:{'|'.join(sorted(DATE_JOINS))})\s"


@dataclass(slots=True)
class Header:
    """Header of one page, and the lines it was read from (index to the rule's name)."""

    people: list[Participant] = field(default_factory=list)
    held_on: date | None = None
    lines: dict[int, str] = field(default_factory=dict)


def read_header(lines: Sequence[Line], skipped: frozenset[int] | set[int] = frozenset()) -> Header:
    """Read the header block at the top of a page, if there is one; `skipped` are lines known to be boilerplate."""
    header = Header()
    current = ""
    named = 0
    bare: set[int] = set()
    labels: frozenset[str] = frozenset()
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        match = _FIELD.fullmatch(line.text)
        if match and not header.lines:
            bare, labels = _bare_names(lines, skipped), _ends_of_labels(lines)

        following = (lines[i] for i in range(index + 1, len(lines)) if i not in skipped)
        if match and _opens_field(match, next(following, None), bool(header.lines), index in bare):
            current, named = _FIELDS[match["field"].lower()], 0
            header.lines[index] = "header_field"
            if match["value"]:
                named += _take(header, current, match["value"], labels)
        elif current and (_fits(current, line.text, named, labels) or (current == "people" and index in bare)):
            header.lines[index] = f"header_{current}"
            named += _take(header, current, line.text, labels)
        elif header.lines or index >= _BEFORE_THE_HEADER or _SPOKEN.match(line.text):
            break
    return header


def read_people_field(text: str) -> list[tuple[str, str | None]]:
    """Return the names on a line that lists the speakers: an office word, a colon, names separated by commas.

    `Sprecher: Maren (BReg), Vask (AA)` gives each name with its brackets; [] for any other line.
    """
    match = _PEOPLE_LINE.fullmatch(text) if len(text) <= _LONGEST_PERSON else None
    if match is None or not _names_speakers(match["field"]):
        return []
    found: list[tuple[str, str | None]] = []
    for part in re.split(r"[,;，；]\s*|\s(?:und|and|y|et|e)\s", match["names"]):
        name = _ONE_OF_THEM.fullmatch(part.strip())
        words = [word for word in name["name"].split() if word.casefold().strip(".") not in _LEADING] if name else []
        if not name or not words or len(words) > 4 or not is_name(" ".join(words)):
            return []
        found.append((" ".join(words), name["of"]))
    return found if len(found) > 1 else []


def _names_speakers(field: str) -> bool:
    words = [word.casefold() for word in field.split()]
    last = words[-1].split("*")[0]
    return len(words) <= 3 and (last in PEOPLE_FIELDS or last in FOREIGN_TITLES | ROLE_WORDS or last[:-1] in ROLE_WORDS)


def _bare_names(lines: Sequence[Line], skipped: frozenset[int] | set[int]) -> set[int]:
    """Return the lines at the top that are only names, without office or honorific, between two fields of a header, and
    the line of the field before them.
    """
    found: set[int] = set()
    run: list[int] = []
    for index in range(min(len(lines), _BEFORE_THE_HEADER * 3)):
        if index in skipped:
            continue
        match = _FIELD.fullmatch(lines[index].text)
        if match:
            found |= set(run)
            opens = _FIELDS[match["field"].lower()] == "people" and not match["value"]
            run = [index] if opens else []
        elif run and (is_name(lines[index].text) or _fits("people", lines[index].text, 0, ())):
            run.append(index)
        else:
            run = []
    return found


def _opens_field(match: re.Match[str], following: Line | None, begun: bool, bare: bool) -> bool:
    """Return True when a field's name opens the block, because its value fits: "Moderator:" is also a label."""
    kind = _FIELDS[match["field"].lower()]
    value = match["value"] or (following.text if following else "")
    if bare or _FIELD.fullmatch(value):
        return bare or begun
    if kind == "date":
        return first_date(value) is not None or (begun and len(value) < 60)
    if kind == "place":
        return begun and len(value) < 160
    beside = kind == "people" and match["value"] is not None and _is_whole_name(value)
    return bool(value) and (beside or _fits(kind, value, 0, ())) and not (kind == "chair" and _hands_over(value))


def _is_whole_name(text: str) -> bool:
    """Return True for a name of several words, or several names, and nothing else: "Speaker: Ilse Maren"."""
    return " " in text and (is_name(text) or bool(_names(text)))


def _hands_over(text: str) -> bool:
    """Return True for words that are not a person and office: "Moderator: Next, Tess Orme.", "Moderator: Thanks."."""
    word, _, name = text.partition(", ")
    named = {part.strip(".,").casefold() for part in name.split()}
    return text.endswith(".") and word.isascii() and " " not in word and named.isdisjoint(OFFICES)


def _fits(kind: str, text: str, named: int, labels: Container[str]) -> bool:
    if kind == "date":
        return not named and (first_date(text) is not None or (len(text) < 40 and any(c.isdigit() for c in text)))
    if kind == "place":
        return not named and len(text) < 160 and not text.endswith((":", "："))
    people = split_people(text, labels)
    return bool(people) and all(_is_person(match, kind == "chair" and not named) for match in people)


def _is_person(match: re.Match[str], may_stand_bare: bool) -> bool:
    name, position = match["name"], match["position"]
    if not is_name(name) or (position is None and not match["honorific"] and not may_stand_bare):
        return False
    return position is None or not (re.search(r"[?!:：。！？]|[a-z]{2,}\. +[A-Z]", position) or says_we(position))


def is_name(text: str) -> bool:
    """Return True for a text that can be a person's name: one to six words, each with a capital or connecting."""
    words = text.split()
    if not 1 <= len(words) <= 6 or any(map(is_function_word, words)):
        return False
    if re.fullmatch(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+", text):
        return True
    return (
        words[0][0].isupper()
        and all(word.lstrip(_QUOTES)[:1].isupper() or word in CONNECTORS or _PARTICLE.match(word) for word in words)
        and not _NEVER_IN_NAMES.search(text)
    )


@cache
def _han_persons() -> tuple[re.Pattern[str], ...]:
    """Return patterns for a name and an office separated by a space, in either order: 杜岚 湖岸省水利厅副厅长.

    Compiled at the first line of that kind: ranges of so many characters take time.
    """
    return re.compile(rf"{_HAN_NAME}[\s：:]{_HAN_POSITION}"), re.compile(rf"{_HAN_POSITION}[\s：:]{_HAN_NAME}")


def _han_person(text: str) -> re.Match[str] | None:
    """Split a Chinese name and office on one line; None if the office or the name has no known form."""
    for pattern in _han_persons():
        match = pattern.fullmatch(text)
        if match and (chinese_office(match["position"]) or ("", "-"))[1] == "" and not chinese_office(match["name"]):
            return match
    return None


def _two_people(text: str) -> list[str]:
    """Return the two persons of a line "Ilse Maren, Director, and Tolmer Vask, Chief Engineer"; [] for any other."""
    head, found, tail = text.partition(", and ")
    named = [part.partition(", ") for part in (head, tail)]
    offices = all(any(word.strip(".,").casefold() in OFFICES for word in office.split()) for _, _, office in named)
    return [head, tail] if found and offices and all(len(n.split()) > 1 and is_name(n) for n, _, _ in named) else []


def _ends_of_labels(lines: Iterable[Line]) -> frozenset[str]:
    """Return the last words of what opens lines as labels do, in small letters."""
    heads = (re.split("[:：]", line.text, maxsplit=1)[0].casefold().split() for line in lines)
    return frozenset(head[-1] for head in heads if 0 < len(head) <= _LONGEST_LABEL)


def _names(text: str, labels: Container[str] = ()) -> list[str]:
    """Return the names of "Ilse Maren, Odo Rask and Tolmer Vask"; [] where a part may be an office.

    Without an "and", half of those behind a comma have to end as `labels` do: "Ilse Maren, Harbour Board" is a person.
    """
    names = re.split(rf",\s|{_AND}", text)
    words = (word.casefold() for name in names for word in name.split())
    if len(names) < 2 or not all(" " in name and is_name(name) for name in names) or not OFFICES.isdisjoint(words):
        return []
    if re.search(_AND, text, re.IGNORECASE):
        return names
    return names if 2 * sum(name.casefold().split()[-1] in labels for name in names[1:]) >= len(names) - 1 else []


def split_people(text: str, labels: Container[str] = ()) -> list[re.Match[str]]:
    """Return the persons of one line: one, or several separated by semicolons. Empty if it does not read as persons.

    The last words of the page's `labels` tell names from offices.
    """
    if len(text) > _LONGEST_PERSON * 3:
        return []
    parts = [part.strip() for part in re.split(r"[;；]\s*", text) if part.strip()]
    if len(parts) == 1 and (two := _two_people(text) or _names(text, labels)):
        parts = two
    matches = [_han_person(part) or _PERSON.fullmatch(part) for part in parts]
    if len(parts) > 1 and not all(match and is_name(match["name"]) for match in matches):
        # A semicolon inside one person's role.
        matches = [_PERSON.fullmatch(text)]
    return [match for match in matches if match and len(match[0]) <= _LONGEST_PERSON]


def person_of(match: re.Match[str], chair: bool = False) -> Participant:
    """Return the person that a person line names."""
    position = match["position"]
    name = match["name"].strip()
    if re.fullmatch(rf"{_HAN}\s{_HAN}", name):
        name = name.replace(" ", "")
    if not match["honorific"] and (parts := split_label(name)).title and parts.name:
        name, position = parts.name, f"{parts.title}, {position}" if position else parts.title
    return Participant(name, match["honorific"], position.strip(" ;.；") if position else None, chair)


def _take(header: Header, kind: str, text: str, labels: Container[str]) -> int:
    if kind in ("people", "chair"):
        people = [person_of(match, kind == "chair") for match in split_people(text, labels)]
        # It is not known where the name begins after a long office: "Vice Minister of Education A. B."
        header.people += [p for p in people if p.honorific or p.position or p.name.split()[0].casefold() not in TITLES]
        return len(people)
    if kind == "date":
        header.held_on = header.held_on or first_date(text)
    return 1
