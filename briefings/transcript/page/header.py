"""Read the header block of a page: who speaks, who chairs, and when the briefing was held.

As on the pages of the SCIO family: field labels (Speakers, Chairperson, Date; with or without a colon) on lines of
their own or before their value, person lines "[Mr.] NAME, role[;.]", an AP date. The block may be on every page or
only on the first, twice with other words, alone on its page, or missing.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from briefings.items import Participant
from briefings.transcript.languages.read_languages import words
from briefings.transcript.page.layout.lines import Line
from briefings.transcript.page.people_line import is_name, people_in_a_row, person_of, split_people
from briefings.transcript.wording.dates import first_date
from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.sentences import ends_sentence
from briefings.transcript.wording.speaking import says_we, speaks
from briefings.transcript.wording.vocabulary import OFFICES, TITLES

_FIELDS = {name: kind for kind in ("people", "chair", "date", "place") for name in words(f"{kind}_fields")}
_LONGEST_FIRST = sorted(_FIELDS, key=len, reverse=True)
_FIELD = re.compile(rf"(?P<field>{'|'.join(_LONGEST_FIRST)})(?:\(s\))?\s*(?:[:：]\s*(?P<value>.*))?", re.IGNORECASE)
_SPOKEN = re.compile(
    r"(?=[^:：]{2,60}+[:：])(?!.{0,30}(?:https?:|\d:\d))[^:：]{2,60}[:：]\s*(?:\S+\s+){10}"
    r"|[^:：]{2,20}+[:：]\s*[\u3400-\u9fff]{12}"
)
"""A line that opens with a label: no header comes after it."""
_BEFORE_THE_HEADER = 14
_LONGEST_HEAD, _MOST_WORDS = 80, 4
"""Maximum length of the text before a colon that is looked at, and maximum number of words of a label there."""


@dataclass(slots=True)
class Header:
    """Header of one page, and the lines it was read from (index to the rule's name)."""

    people: list[Participant] = field(default_factory=list)
    held_on: date | None = None
    lines: dict[int, str] = field(default_factory=dict)


def read_header(lines: Sequence[Line], skipped: frozenset[int] | set[int] = frozenset()) -> Header:
    """Read the header block at the top of a page, if there is one; `skipped` are lines known to be boilerplate."""
    header = Header()
    current = setting = ""
    named = 0
    bare: set[int] = set()
    labels: frozenset[str] = frozenset()
    for index, line in enumerate(lines):
        if index in skipped:
            continue
        match = _field_in(line.text)
        if match and not header.lines:
            bare, labels = _bare_names(lines, skipped), labels or _ends_of_labels(lines)

        following = next((lines[i] for i in range(index + 1, len(lines)) if i not in skipped), None)
        if match and _opens_field(match, following, bool(header.lines), index in bare):
            current, named, setting = _FIELDS[match["field"].lower()], 0, ""
            header.lines[index] = "header_field"
            if match["value"]:
                named += _take(header, current, match["value"], labels)
                setting = line.setting
        elif current and (_fits(current, line.text, named, labels) or (current == "people" and index in bare)):
            is_unlike = setting not in ("", line.setting) and following and not _goes_on(following, current, labels)
            if (is_unlike and _is_set_as_labels(line, lines[index + 1 :])) or _opens_with(header.people, line.text):
                break
            header.lines[index] = f"header_{current}"
            named += _take(header, current, line.text, labels)
            setting = line.setting
        elif header.lines or index >= _BEFORE_THE_HEADER or _SPOKEN.match(line.text):
            break
    return header


def _goes_on(line: Line, kind: str, labels: Container[str]) -> bool:
    """Tell whether a header may go on at a line, with another field or row; above speech, a row may be a label."""
    return _field_in(line.text) is not None or _fits(kind, line.text, 1, labels)


def _is_set_as_labels(line: Line, below: Sequence[Line]) -> bool:
    """Tell whether lines below, but not the next, are set like a line, and no sentences are."""
    alike = [one for one in below if line.is_set_like(one)]
    return bool(alike) and alike[0] is not below[0] and not any(ends_sentence(one.text) for one in alike)


def _opens_with(people: Iterable[Participant], text: str) -> bool:
    """Tell whether a line opens with one of the people and a colon: "Ilse Maren: Yes." is no row about her."""
    name, colon, _ = text.replace("：", ":").partition(":")
    return bool(colon) and any(name.strip() == one.name for one in people)


def _field_in(text: str) -> re.Match[str] | None:
    """Match a line with a field; one of two characters may be set as wide as others: 日 時, 장 소."""
    wide = text[1:2] == " " and not text[0].isascii()
    return _FIELD.fullmatch(text[0] + text[2:] if wide else text)


def _bare_names(lines: Sequence[Line], skipped: frozenset[int] | set[int]) -> set[int]:
    """Return the lines at the top that are only names, without office or honorific, between two fields of a header, and
    the line of the field before them.
    """
    found: set[int] = set()
    run: list[int] = []
    for index in range(min(len(lines), _BEFORE_THE_HEADER * 3)):
        if index in skipped:
            continue
        match = _field_in(lines[index].text)
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
    if bare or _field_in(value):
        return bare or begun
    if kind == "date":
        return first_date(value) is not None or (begun and len(value) < 60)
    if kind == "place":
        return begun and len(value) < 160
    # "Speaker: Ilse Maren" is no label.
    beside = kind == "people" and match["value"] and " " in value and (is_name(value) or people_in_a_row(value))
    fits = bool(value) and (bool(beside) or _fits(kind, value, 0, ()))
    # A greeting has the form of a name and an office: "Moderator: Guten Morgen, liebe Gäste."
    return fits and not (value.endswith(".") and (speaks(value) or (kind == "chair" and _hands_over(value))))


def _hands_over(text: str) -> bool:
    """Return True for words that are not a person and office: "Moderator: Next, Tess Orme.", "Moderator: Thanks."."""
    word, _, name = text.partition(", ")
    is_office = not OFFICES.isdisjoint(map(bare_word, name.split()))
    return word.isascii() and " " not in word and not is_office


def _fits(kind: str, text: str, named: int, labels: Container[str]) -> bool:
    if kind == "date":
        return not named and (first_date(text) is not None or (len(text) < 40 and any(c.isdigit() for c in text)))
    if kind == "place":
        return not named and len(text) < 160 and not text.endswith((":", "："))
    people = split_people(text, labels)
    # One of several may have no office: "Ilse Maren, Minister; Odo Rask".
    may_stand_bare = (kind == "chair" and not named) or any(match["position"] for match in people)
    return bool(people) and all(_is_person(match, may_stand_bare) for match in people)


def _is_person(match: re.Match[str], may_stand_bare: bool) -> bool:
    name, position = match["name"], match["position"]
    if not is_name(name) or (position is None and not match["honorific"] and not may_stand_bare):
        return False
    if position and first_date(position):
        return False
    return position is None or not (re.search(r"[?!:：。！？]|[a-z]{2,}\. +[A-Z]", position) or says_we(position))


def _ends_of_labels(lines: Iterable[Line]) -> frozenset[str]:
    """Return the last word of each text that opens a line as a label does, in small letters."""
    heads = (line.text[:_LONGEST_HEAD].replace("：", ":").partition(":")[0].casefold().split() for line in lines)
    return frozenset(head[-1] for head in heads if 0 < len(head) <= _MOST_WORDS)


def _take(header: Header, kind: str, text: str, labels: Container[str]) -> int:
    if kind in ("people", "chair"):
        people = [person_of(match, kind == "chair") for match in split_people(text, labels)]
        # It is not known where the name begins after a long office: "Vice Minister of Education A. B."
        header.people += [p for p in people if p.honorific or p.name.split()[0].casefold() not in TITLES]
        return len(people)
    if kind == "date":
        header.held_on = header.held_on or first_date(text)
    return 1
