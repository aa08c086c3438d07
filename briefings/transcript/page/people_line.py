"""Read the persons of one line: names with honorifics, offices before or behind them, one or several in a row."""

import re
from collections.abc import Container
from functools import cache
from itertools import pairwise

from briefings.items import Participant
from briefings.transcript.languages.read_languages import words
from briefings.transcript.wording.chinese_labels import chinese_office, is_chinese_name, without_space_in_name
from briefings.transcript.wording.label_parts import bare_word, split_label
from briefings.transcript.wording.sentences import has_function_word
from briefings.transcript.wording.shapes import can_stand_in_name
from briefings.transcript.wording.vocabulary import DATE_JOINS, FOREIGN_TITLES, HONORIFICS, OFFICES, ROLE_WORDS

_ONE_HONORIFIC = rf"(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})\b\.?"
HONORIFIC = rf"(?P<honorific>{_ONE_HONORIFIC}(?:\s+(?:{_ONE_HONORIFIC}|(?:(?<=sr\. )|(?<=sra\. ))D\.ª?))*)"
"""One or several honorifics: Frau Dr., Excmo. Sr. D."""
_PERSON = re.compile(
    rf"(?:and )?(?:{HONORIFIC}\s+)?(?P<name>[^,，:：]{{1,60}}?)\s*+(?:[(（](?P<beside>[^()（）]{{1,60}})[)）]\s*+)?"
    r"(?:(?:[,，]|(?<=\s)[-–—―]{1,2}(?=\s))\s*+(?P<position>.*?\S))?\s*+[;；.]?",
    re.IGNORECASE,
)
_HAN = r"[\u3400-\u9fff]"
_HAN_NAME = rf"(?P<name>{_HAN}{{2,4}})(?P<honorific>先生|女士|小姐|教授|博士)?"
_HAN_POSITION = rf"(?P<position>{_HAN}(?:{_HAN}|[（）()、 ]){{2,60}})(?P<beside>)"
_PEOPLE_LINE = re.compile(r"(?P<field>[^\W\d_][^:：,]{2,40}?)\s?[:：]\s?(?P<names>[^:：?!？！。]{5,400}?)\.?")
_ONE_OF_THEM = re.compile(r"(?P<name>[^()（）]{2,60}?)\s*(?:[(（](?P<of>[^()（）]{1,40})[)）])?")
_NEVER_IN_NAMES = re.compile(r"[\d$*@=|<>\[\]]|\s[(/+#%•…]|\w{3}\.[-–—]")
_LEADING = HONORIFICS | OFFICES
_LONGEST_PERSON = 420
_PEOPLE_FIELDS = words("people_fields")
_AND = rf"\s(?:{'|'.join(sorted(DATE_JOINS))})\s"
_BETWEEN = re.compile(rf",\s(?:(?<=\s)(?:{'|'.join(sorted(DATE_JOINS))})\s)?|\s[-–—/&]\s|{_AND}")


def read_people_field(text: str) -> list[tuple[str, str | None]]:
    """Return the names on a line that lists the speakers after a word for them and a colon, with commas between.

    `Sprecher: Maren (BReg), Vask (AA)` gives each name with its brackets; [] for any other line.
    """
    match = _PEOPLE_LINE.fullmatch(text) if len(text) <= _LONGEST_PERSON else None
    if match is None or not _names_speakers(match["field"]):
        return []
    found: list[tuple[str, str | None]] = []
    for part in re.split(r"[,;，；]\s*|\s(?:und|and|y|et|e)\s", match["names"]):
        name = _ONE_OF_THEM.fullmatch(part.strip())
        words = [word for word in name["name"].split() if bare_word(word) not in _LEADING] if name else []
        if not name or not words or len(words) > 4 or not is_name(" ".join(words)):
            return []
        found.append((" ".join(words), name["of"]))
    return found if len(found) > 1 else []


def _names_speakers(field: str) -> bool:
    words = [word.casefold() for word in field.split()]
    last = words[-1].split("*")[0]
    is_office = bare_word(last) in FOREIGN_TITLES | ROLE_WORDS or last[:-1] in ROLE_WORDS
    return len(words) <= 3 and (last in _PEOPLE_FIELDS or is_office)


def is_name(text: str) -> bool:
    """Return True for a text that can be a person's name: one to six words, each with a capital or connecting."""
    words = text.split()
    if not 1 <= len(words) <= 6 or has_function_word(words):
        return False
    if re.fullmatch(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(?:·[\u3400-\u9fff]{1,8})+", text):
        return True
    return words[0][0].isupper() and all(map(can_stand_in_name, words)) and not _NEVER_IN_NAMES.search(text)


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
    # 湖岸省水利厅副厅长杜岚
    office, name = chinese_office(text) or ("", "")
    glued = rf"(?P<position>{re.escape(office)})(?P<beside>)(?P<name>{name})(?P<honorific>先生)?"
    return re.fullmatch(glued, text) if is_chinese_name(name) else None


def people_in_a_row(text: str, labels: Container[str] = ()) -> list[str]:
    """Return the parts of "Ilse Maren, Odo Rask, Director, Tolmer Vask" that each begin with a name; [] for one person.

    A part behind the first is a name if it ends as one of the `labels` does: "Ilse Maren, Harbour Board" is a person.
    In a row of nothing but names an "and" tells as much, or half of them.
    """
    signs = [match.span() for match in _BETWEEN.finditer(text)]
    begins, ends = [0, *(end for _, end in signs)], [*(begin for begin, _ in signs), len(text)]
    parts = [text[begin:end] for begin, end in zip(begins, ends, strict=True)]
    held = [not OFFICES.isdisjoint(map(bare_word, part.split())) for part in parts]
    names = [n for n, part in enumerate(parts) if " " in part and not held[n] and is_name(part)]
    if 0 not in names:
        return []
    heard = [n for n in names[1:] if parts[n].casefold().split()[-1] in labels]
    is_told = re.search(_AND, text, re.IGNORECASE) is not None or 2 * len(heard) >= len(parts) - 1
    first = names if len(names) == len(parts) and is_told else [0, *heard]
    rows = [text[begins[one] : ends[after - 1]] for one, after in pairwise([*first, len(parts)])]
    return rows if len(rows) > 1 else []


def split_people(text: str, labels: Container[str] = ()) -> list[re.Match[str]]:
    """Return the persons of one line: one, or several separated by semicolons. Empty if it does not read as persons.

    The last words of the page's `labels` tell names from offices.
    """
    if len(text) > _LONGEST_PERSON * 3:
        return []
    text = without_space_in_name(text)
    parts = [part.strip() for part in re.split(r"[;；]\s*", text) if part.strip()]
    if len(parts) == 1:
        # 海事局局长王宁、港口局副局长李明华
        row = parts[0].split("、")
        parts = people_in_a_row(text, labels) or (row if all(map(_han_person, row)) else parts)
    matches = [_han_person(part) or _PERSON.fullmatch(part) for part in parts]
    if len(parts) > 1 and not all(match and is_name(match["name"]) for match in matches):
        # A semicolon inside one person's role.
        matches = [_PERSON.fullmatch(text)]
    return [match for match in matches if match and len(match[0]) <= _LONGEST_PERSON]


def _is_office(text: str) -> bool:
    """Return True for an office without a name, up to what it is for: "Minister for Ports", but not "Judge Harrow"."""
    return OFFICES.issuperset(map(bare_word, re.split(r"\s(?:of|for)\s", text.casefold())[0].split()))


def person_of(match: re.Match[str], chair: bool = False) -> Participant:
    name, position = match["name"].strip(), match["position"]
    if position and " " in position and is_name(position) and _is_office(name):
        name, position = position, name
    if re.fullmatch(rf"{_HAN}\s{_HAN}", name):
        name = name.replace(" ", "")
    if not match["honorific"] and (parts := split_label(name)).title and parts.name and not parts.name[0].islower():
        name, position = parts.name, f"{parts.title}, {position}" if position else parts.title
    return Participant(name, match["honorific"], position.strip(" ;.；") if position else None, chair)
