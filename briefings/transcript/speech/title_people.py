"""The people printed with their office in the title of a briefing, or its letterhead."""

import re
from collections.abc import Iterator
from itertools import takewhile

from briefings.items import Participant
from briefings.transcript.page.people_line import is_name
from briefings.transcript.speech.whole_names import LEADING_PREPOSITIONS
from briefings.transcript.wording.label_parts import BEFORE_NAMES, bare_word
from briefings.transcript.wording.shapes import can_stand_in_name
from briefings.transcript.wording.vocabulary import (
    CONNECTORS,
    EVENT_WORDS,
    FOREIGN_TITLES,
    HONORIFICS,
    MONTHS,
    NAME_ENDS,
    OF_SOMETHING,
    OFFICES,
    OUTLET_WORDS,
    POST_NOMINALS,
    POSTS,
    TITLES,
)

_BRACKETS = re.compile(r"\s?\((?:ret|retd|acting|sic)\.?\)\s?")
_MONSIEUR = re.compile(r"\bM\. (?=[A-ZÀ-Þ])")
_PARTS = re.compile(
    r"(?<!\s)(?:\s*+[,;:|]\s*|\s++(?:--|[–—―&-]|and|with|by|y|et|und|con|avec|mit|e)\s+)", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|&|y|et|und|e)\s", re.IGNORECASE)
_BEHIND_OFFICE = re.compile(
    rf"(?<!\s)\s++(?:on|aboard|at|in|(?:et|and|y|e|und)(?: de| con)?(?= (?:{'|'.join(sorted(HONORIFICS))})\b))\s",
    re.IGNORECASE,
)
"""End of an office in a title: a place, or the next person."""
_POSSESSIVE = re.compile(r"['’](?:s|[ns]?[ıiuü]n)?$")
"""End of a name to which something belongs, in English and in Turkish: Maren's, Maren'in."""
_NO_OFFICES_BEFORE = EVENT_WORDS | NAME_ENDS | {"the"}
_NO_NAMES = EVENT_WORDS | OUTLET_WORDS


def people_in_title(title: str | None, *, french: bool = False) -> list[Participant]:
    """Return the people a title names with an office: "Briefing by Press Secretary A. B.", "A. B., Deputy Minister".

    A name without an office is taken only beside one with an office ("by Press Secretary A. B. with C. D."), and after
    a comma only with an honorific: it may be a place. In `french`, "M." is Monsieur.
    """
    title = _BRACKETS.sub(" ", title or "")
    title = _MONSIEUR.sub("Monsieur ", title) if french else title
    found: list[Participant] = []
    waiting: list[Participant] = []
    """Names with only an honorific, before the first with an office."""
    office = ""
    """Office that waits for the name of its holder: "the Prime Minister, the Hon A. B."."""
    goes_on = False
    for part, after, end, is_joined in _parts_of(title):
        before, name, honorific = _office_and_name(part.split())
        if french and honorific == "Monsieur":
            honorific = "M."
        if goes_on and not (before or honorific):
            # Office of Management and Budget Jan Reed: it is unknown at which word the name begins.
            name = ""
        if office and not (before or honorific) and _AND.match(title, end) and " " not in after:
            # Ministra de Inclusión, Seguridad Social y Migraciones
            name = ""
        if is_joined and honorific:
            # Attorney General and Hon Ilse Maren: another person.
            office = ""
        goes_on = not name and bool(_office_of(part)) and _AND.match(title, end) is not None
        position = (before or office or _office_behind(title, name)) if name else ""
        if name and honorific and not (position or found):
            waiting.append(Participant(name, honorific))
        elif name and (position or (found and (honorific or is_joined))):
            if not any(known.name == name for known in found):
                found.append(Participant(name, honorific, position or None))
            office = ""
        else:
            taken = bool(found) and part.strip() in (found[-1].position or "")
            of_something = _office_of(part) if title[end : end + 1] == "," and not taken else ""
            office = before if before and not name else of_something
    return [*waiting, *found] if found else []


def _parts_of(title: str) -> Iterator[tuple[str, str, int, bool]]:
    """Yield the parts of a title, each with the next, its end, and whether "and" or the like stands before it."""
    between = list(_PARTS.finditer(title))
    ends = [*(match.start() for match in between), len(title)]
    joined = [False, *(match[0].strip() == "&" or match[0].strip().isalpha() for match in between)]
    parts = _PARTS.split(title)
    return zip(parts, [*parts[1:], ""], ends, joined, strict=True)


def _office_of(part: str) -> str:
    """Return the office that a part of a title ends in, with its body: "conferência do Presidente do Instituto"."""
    words = part.split()
    first = next((n for n, word in enumerate(words) if bare_word(word) in OFFICES), len(words))
    rest = [word for word in words[first:] if bare_word(word) not in OFFICES]
    # "Press conference, Port Ellery" has no office.
    is_told = all(map(str.islower, rest)) and EVENT_WORDS.isdisjoint(rest)
    return " ".join(words[first:]) if rest and (rest[0].casefold() in OF_SOMETHING or is_told) else ""


def _office_behind(title: str, name: str) -> str:
    """Return the office after a name and a comma: "Ben Rhodes, Deputy National Security Advisor"."""
    behind = re.match(rf".*?{re.escape(name)}(?: [A-Z]{{2,4}}){{0,3}}\s*,\s*(?P<office>[^,;:|–—]{{3,80}})", title)
    office = _BEHIND_OFFICE.split(behind["office"])[0].strip(" .") if behind else ""
    return office if office and _is_office(office) else ""


def _is_office(text: str) -> bool:
    words = [word.strip(".").casefold() for word in text.split()]
    capital = all(word[:1].isupper() or word in CONNECTORS for word in text.split())
    # Languages other than English print an office in small letters: "préfète maritime".
    capital = capital or (words[0] in FOREIGN_TITLES and words[0] not in TITLES)
    return capital and any(word in OFFICES for word in words) and EVENT_WORDS.isdisjoint(set(words) - {"press"})


def _office_and_name(words: list[str]) -> tuple[str, str, str | None]:
    """Return the office and the name that a part of a title ends in, which may be "", and the honorific of the name."""
    cut = next((n for n, word in enumerate(words) if n and _POSSESSIVE.search(word)), len(words) - 1)
    words = [*words[:cut], _POSSESSIVE.sub("", words[cut])] if words else []
    bare = _bare_words(words)
    first, last = _office_places(words, bare)
    name = _name_behind(words, bare, last)
    office = _whole_office(words, first, last)
    ends_in_office = last + 1 >= len(words)
    if last >= 0 and name and bare[last] in ("sr", "sra") and name[0] in ("D.", "D.ª"):
        # Excmo. Sr. D. Luis Mora
        last += 1
        name = name[1:]
    while name and bare_word(name[0]) in POSTS:
        # Minister for Foreign Affairs Ilse Maren
        office.append(name.pop(0))
    is_person = _is_person(name) and _NO_NAMES.isdisjoint(bare[last + 1 : last + 1 + len(name)])
    before = takewhile(lambda word: bare_word(word) in HONORIFICS or word in ("D.", "D.ª"), reversed(words[: last + 1]))
    honorific = " ".join(reversed([*before])) or None
    return " ".join(office) if is_person or ends_in_office else "", " ".join(name) if is_person else "", honorific


def _bare_words(words: list[str]) -> list[str]:
    """Return words in small letters without signs; "" for a surname that letters such as MP follow."""
    bare = [bare_word(word) for word in words]
    letters = POST_NOMINALS - HONORIFICS
    behind = next((n for n, word in enumerate(words) if n > 1 and word.isupper() and bare[n] in letters), 0)
    if behind and bare[behind - 2] not in OFFICES:
        # JOHN BISHOP MP: the word before such letters is a surname, whatever it means elsewhere.
        bare[behind - 1] = ""
    return bare


def _office_places(words: list[str], bare: list[str]) -> tuple[int, int]:
    """Return the places of the first and the last word of an office or honorific; the second is -1 without one."""
    offices = [n for n, word in enumerate(bare) if word in OFFICES]
    # Nothing follows an honorific that is a surname: Ilse Bishop.
    last = max([-1, *offices, *(n for n, word in enumerate(bare[:-1]) if word in HONORIFICS)])
    # "Minister Ilse Maren meets President Odo Rask": a word in small letters parts the offices of two people.
    small = [n for n, word in enumerate(words) if word.islower() and word not in CONNECTORS and n not in offices]
    parted = [n for n in offices[1:] if words[offices[0]][:1].isupper() and n - 1 in small]
    return (parted[-1] if parted else offices[0] if offices else last + 1), last


def _whole_office(words: list[str], first: int, last: int) -> list[str]:
    """Return the words of an office, with those before its first title: "Deputy National Security Advisor"."""
    office = [word for word in words[first : last + 1] if bare_word(word) not in BEFORE_NAMES]
    leading = words[:first] if office else []
    while leading and leading[-1][:1].isupper() and leading[-1].casefold() not in _NO_OFFICES_BEFORE:
        office.insert(0, leading.pop())
    return office


def _name_behind(words: list[str], bare: list[str], last: int) -> list[str]:
    """Return the words behind an office that may be a name, up to a day or a word that ends names."""
    rest = words[last + 1 :]
    # Theresa May and Jan Reed have a month in their names; "President Ilse Maren May 5" goes on with a day.
    days = {n for n, word in enumerate(bare[last + 1 : -1]) if n and word in MONTHS}
    name = rest[: next((n for n, word in enumerate(rest) if n in days or _ends_name(word)), len(rest))]
    while name and name[-1] in CONNECTORS:
        # Conferencia del presidente Juan Vela del 5 de marzo
        name.pop()
    return name


def _is_person(name: list[str]) -> bool:
    return (
        2 <= len([word for word in name if word not in CONNECTORS]) <= 4
        and is_name(" ".join(name))
        and name[0].casefold() not in LEADING_PREPOSITIONS
        and bare_word(name[-1]) not in POSTS
    )


def _ends_name(word: str) -> bool:
    ends = word.casefold() in NAME_ENDS or bare_word(word) in POST_NOMINALS
    return ends or word[0] in "(0123456789" or not can_stand_in_name(word)
