"""The shape of a label: what its spelling alone shows."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.transcript.wording.chinese_labels import chinese_office, is_chinese, is_chinese_outlet, says_something
from briefings.transcript.wording.label_keys import without_qualifiers
from briefings.transcript.wording.label_parts import (
    NUMBER_WORDS,
    bare_word,
    begins_with_initial,
    leads_an_office,
    title_length,
    with_of,
    without_article,
    without_brackets,
)
from briefings.transcript.wording.press_labels import is_press
from briefings.transcript.wording.sentences import has_function_word
from briefings.transcript.wording.vocabulary import (
    ANSWER_WORDS,
    CONNECTORS,
    FIELD_WORDS,
    FIRST_WORDS,
    FOREIGN_FIRST_WORDS,
    FOREIGN_FUNCTION_WORDS,
    FOREIGN_TITLES,
    HONORIFICS,
    NAME_PARTICLES,
    OFFICES,
    OUTLET_WORDS,
    PERSON_LABELS,
    PRESS_WORDS,
    PUBLISHED_WORDS,
    REPORTERS,
    ROLE_WORDS,
    TITLES,
)

_SMALL_PREFIX = re.compile(r"^(?:Mc|Mac|La|Le|De|Di|Du|Van|O['’]|d['’]|[A-Z]+['’]s$)")
_SMALL_ARTICLE = re.compile(r"(?:d|l|al|el|di)[-'’]?[A-ZÀ-Þ]|['’‘][a-z]$")
_OPEN_NAMES = frozenset("al el la le van von della di da dal dos du bin ibn".split())
"""Connecting words that may begin a name: Della Marsh, Van Houten. An office may begin with de or del."""
_OFFICES_OF_MEDIA = frozenset("relations affairs office team unit secretariat".split()) | TITLES
"""Last words of offices with a name like an outlet's: Media Relations, Press Office, Financial Secretary."""
_OPEN_NO_NAMES = CONNECTORS - _OPEN_NAMES
_ROLES = PERSON_LABELS | {"speaker", "spk", "member"}
_UNNAMED = frozenset("female male man woman person".split())
_WORDS_OF_ROLES = _ROLES | TITLES | _UNNAMED | {"government", "briefer", "audience"}
_NO_OUTLETS = HONORIFICS | PERSON_LABELS
_PRESS_ALONE = PRESS_WORDS - ROLE_WORDS
_NUMBER = re.compile(r"#?\d{1,2}|[a-e]|i{1,3}|iv|one|two|three|four|five|six")
"""Last word that distinguishes the unnamed: Official 2, Official B, OFFICIAL TWO."""
_PAIR, _FEW, _LONGEST_OFFICE = 2, 3, 12
_COUNTED = re.compile(r"(spk|speaker)_?(\d{1,2})", re.IGNORECASE)
"""Speaker whom a machine counts: SPEAKER_02, spk07."""
_NUMBERED = PERSON_LABELS | ANSWER_WORDS | {"speaker", "spk", "question", "문"}
_FIELD = "it is the name of a field"
_SENTENCE = re.compile(
    r"[?!。？！؟।；;“”>]|(?<![א-ת])\"|\.\s+[A-Z][a-z]+\s+"
    rf"(?!(?:{'|'.join(sorted(NAME_PARTICLES | {'from', 'of', 'y'}))})\s)[a-z]"
    r"|[.–—-]\s?(?:M(?:r|rs|s)|Madam)$"
)
"""A mark of a sentence, or one that continues after a full stop (a Sra. does not); quotes abbreviate in Hebrew.

Or who is addressed behind the name of who speaks (Fiji): "HON. MAREN.- Mr: Speaker, I move".
"""
_QUOTED = re.compile(r"[«“„\"](?P<name>[^\W\d_][^«»“”„\"]{1,60})[»”“\"]$")
"""Name of an outlet in quotation marks, whose further words many languages print in lower case."""
_NICKNAME = re.compile(r"(?<=\w )[“”„\"«'‘](?:[^\W\d_]|-){2,15}[”“\"»'’] (?=[^\W\d_])")
"""The nickname within a name: Ilse “Billie” Maren."""


class Shape(NamedTuple):
    """Spelling of a label. `words` are its tokens without brackets and qualifiers."""

    words: tuple[str, ...]
    caps: bool
    """Every word in capitals, except small prefixes (Mc, La, O')."""
    name_form: bool
    """Every word begins with a capital or connects (of, the, van)."""
    honorific: bool
    """Begins with Mr., Ms., Dr., Shri and continues with a name."""
    title: bool
    """Begins with a title (Secretary, Premier, Senior Colonel) or the number of a speech and continues with a name."""
    role: bool
    """Is an office and no name: THE PRESIDENT, SENIOR ADMINISTRATION OFFICIAL, Moderator."""
    outlet: bool
    """Has the form of a news outlet: a word such as News or Daily, or a short name in capitals."""
    acronym: bool
    """Is a short name in capitals and has no word of an outlet: an outlet (AFP), an office (DG) or initials."""
    initials: bool
    """One word of up to four capitals: initials (SP) or an acronym (CNR). It does not show how names are printed."""
    name_and_role: bool
    """A name, a comma and an office or an outlet."""
    name_and_lower_role: bool
    """A name of several words, a comma and a role with words in lower case: Ilse Maren, head of the office."""
    chinese: bool
    """A short run of Chinese that can be before a colon."""
    veto: str
    """Reason against a label, unless the roster knows it; "" if there is none."""

    @property
    def is_named(self) -> bool:
        """True if it can be the name of somebody or of an office, without a veto."""
        return not self.veto and (self.name_form or self.chinese)

    @property
    def is_whole_name(self) -> bool:
        """True if it can be a name of several words."""
        return not self.veto and self.name_form and len(self.words) > 1


def _is_caps(word: str) -> bool:
    rest = _SMALL_PREFIX.sub("", word)
    return not any(letter.islower() for letter in rest) and any(letter.isalpha() for letter in word)


def can_stand_in_name(word: str) -> bool:
    """Return True for a word with a capital, or one that connects: Maren, al-Maren, von."""
    first = word.lstrip("(\"'“‘[")[:1]
    # Letters without case (Arabic, Hindi, Chinese) tell nothing, nor do small ones that begin names (Georgian).
    return (bool(first) and first == first.title()) or word.casefold() in CONNECTORS or bool(_SMALL_ARTICLE.match(word))


def _veto(label: str, words: tuple[str, ...], bare: list[str], caps: bool) -> str:
    # A blank stands for a speaker whom nobody knew.
    if not words or not any(character.isalpha() or character == "_" for character in label):
        return "it has no letters"
    named = len(words) > 1 and all(can_stand_in_name(word) for word in words)
    # The office behind a name may have very many words.
    is_long = len(words) > 12 and not (named and len(label.partition(",")[0].split()) <= 5)
    if is_long or len(label) > 120:
        return "it is longer than a label"
    # "ME:" may be the initials of Margit Elster, "Another reporter:" asks, and "A:" answers.
    is_free = len(words) == 1 and (bare[0] in ANSWER_WORDS or (caps and len(label) == _PAIR))
    is_free |= (len(words) <= _FEW and bare[-1] in REPORTERS) or (named and begins_with_initial(words))
    begins = bare[0] in FIRST_WORDS and not (named and (bare[0] == "the" or bare[-1] in OUTLET_WORDS))
    begins |= bare[0] in FOREIGN_FIRST_WORDS and (len(words) == 1 or not all(map(can_stand_in_name, words[1:])))
    if begins and not is_free:
        return f"it begins as a sentence or a list does, with {words[0]!r}"
    if not is_free and (has_function_word(words) or any(word in FOREIGN_FUNCTION_WORDS for word in words)):
        return "it has a word that stands in sentences and in no name"
    is_field = bare[-1] in FIELD_WORDS and (bare[0] in FIELD_WORDS or bare[0] in OUTLET_WORDS)
    if len(words) <= _PAIR and (is_field or bare[0] in PUBLISHED_WORDS):
        return _FIELD
    if len(words) == 1 and not caps and bare[0] in HONORIFICS:
        return "it is an honorific without a name"
    has_digits = any(map(str.isdigit, "".join(_before_outlet(words, bare))))
    if has_digits and _without_number(bare) == bare and not _is_outlet(words, bare, caps):
        return "it has a number"
    return "it has the marks of a sentence" if _SENTENCE.search(label) else ""


def _before_outlet(words: tuple[str, ...], bare: list[str]) -> tuple[str, ...]:
    """Return the words before the comma, slash or dash, if an outlet or office follows: HEIDI MURCH, 3BW; HALIL/TV6."""
    place = next((n for n, word in enumerate(words, 1) if word[-1] in ",/-–—"), len(words))
    behind = words[place:]
    told = behind and (_is_outlet(behind, bare[place:], caps=False) or not OFFICES.isdisjoint(bare[place:]))
    return words[:place] if told else words


def _without_number(bare: list[str]) -> list[str]:
    """Return the words of a numbered role without its number: Reporter 2, SENIOR ADMINISTRATION OFFICIAL TWO."""
    role = bare[:-2] if len(bare) == 3 and bare[1].startswith(NUMBER_WORDS) else bare[:-1]
    is_numbered = role and _NUMBER.fullmatch(bare[-1]) and (role[-1] in _NUMBERED or _names_role(role, caps=False))
    return role if is_numbered else bare


def _is_outlet(words: Sequence[str], bare: Sequence[str], caps: bool) -> bool:
    if _has_outlet_word(bare):
        return bare[-1] not in _OFFICES_OF_MEDIA
    acronym = re.fullmatch(r"\d?[A-Z][A-Za-z]?[A-Z]{1,5}(?:[-+ ]?\d{1,2})?\+?", " ".join(words)) is not None
    return acronym and (not caps or len(words) == 1) and bare[0] not in _NO_OUTLETS


def _has_outlet_word(bare: Sequence[str]) -> bool:
    """Return True for words with one of outlets, with a figure or not: The Harbour Sun, TV5. Sun Wei is a person."""
    return bare[-1:] == ["sun"] or not OUTLET_WORDS.isdisjoint(
        word if word.isalpha() else word.strip("0123456789") for word in bare
    )


def _names_role(bare: list[str], caps: bool) -> bool:
    named = [part for word in bare if word not in CONNECTORS for part in word.split("-")]
    if not named or (bare[0] == "the" and not caps):
        return False
    of_roles = all(word in _WORDS_OF_ROLES for word in named)
    is_unnamed = len(named) > 1 and named[-1] in _UNNAMED and of_roles
    return is_unnamed or (named[-1] in _ROLES and (caps or named[-1] in REPORTERS or of_roles))


def _chinese_veto(core: str) -> str:
    if core in FIELD_WORDS:
        return _FIELD
    return "it says that somebody said something" if says_something(core) else ""


@lru_cache(maxsize=4_096)
def shape_of(label: str) -> Shape:
    """Read the shape of a label as printed, without its colon."""
    if bare_label := without_article(label):
        return shape_of(bare_label)
    if (quoted := _QUOTED.search(label)) and quoted["name"][0].isupper():
        name = " ".join(word[0].upper() + word[1:] for word in quoted["name"].split())
        return shape_of(label[: quoted.start()] + name)
    if nickname := _NICKNAME.search(label):
        return shape_of(label[: nickname.start()] + label[nickname.end() :])
    core = with_of(without_brackets(without_qualifiers(label)).strip(" ,") or label)
    core = _COUNTED.sub(r"\1 \2", core) if core[-1:].isdecimal() else core
    words = tuple((core.replace("/", " / ") if "/" in core else core).split())
    bare = [bare_word(word) for word in words]
    caps = _is_in_capitals(words, bare)
    named = _has_name_form(words, bare, caps)
    chinese = is_chinese(core)
    office = chinese_office(core.removesuffix("女士").removesuffix("先生")) if chinese else None
    veto = _chinese_veto(core) if chinese else _veto(core, words, bare, caps)
    head, _, tail = core.partition(",")
    is_titled = title_length(words) > 0 or leads_an_office(words) or label.startswith("Anf. ")
    is_outlet = _is_outlet(words, bare, caps) or (chinese and is_chinese_outlet(core))
    return Shape(
        words=words,
        caps=caps,
        name_form=named
        or (len(words) > 1 and bare[0] == "the" and all(map(can_stand_in_name, words)))
        or (not veto and _is_office_and_name(words, bare)),
        honorific=len(words) > 1 and bare[0] in HONORIFICS and named,
        title=((is_titled or bool(office and office[1])) and named) or _is_office_before_name(words, bare),
        role=_names_role(_without_number(bare), caps) or bool(office and not office[1]),
        outlet=(named or bare[:1] == ["the"]) and is_outlet,
        acronym=not chinese and not _has_outlet_word(bare),
        initials=len(words) == 1 and caps and sum(map(str.isalpha, core)) <= 4,
        name_and_role=_is_role(head.split(), tail.split(), caps),
        name_and_lower_role=2 <= len(head.split()) <= 5
        and all(map(can_stand_in_name, head.split()))
        and not all(map(can_stand_in_name, tail.split()))
        and not veto,
        chinese=chinese,
        veto=veto,
    )


def _is_in_capitals(words: Sequence[str], bare: Sequence[str]) -> bool:
    lettered = [word for word in words if any(letter.isalpha() for letter in word)]
    if not lettered or all(map(_is_caps, lettered)):
        return bool(lettered)
    # SECRETARY LaHood: the title shows how labels are printed, the name is spelled as its bearer spells it.
    titled = len(lettered) > 1 and (bare[0] in TITLES or bare[0] in HONORIFICS) and len(bare[0]) > 1
    return titled and all(map(_is_caps, lettered[:-1])) and re.search("[a-z][A-Z]", lettered[-1]) is not None


def _has_name_form(words: Sequence[str], bare: Sequence[str], caps: bool) -> bool:
    """Return True when every word can be in a name, and the first can begin one."""
    if not words or not all(map(can_stand_in_name, words)):
        return False
    return (
        bare[0] not in _OPEN_NO_NAMES
        or begins_with_initial(words)
        or (caps and bare[0] in ("a", "for", "of"))
        or (len(words) == 2 and words[0] == "de" and words[1][0].isupper())
        # DE HAAN, Van den Berg: a particle with a capital begins a surname.
        or (len(words) > 1 and words[0][0].isupper() and bare[0] in NAME_PARTICLES and words[-1][0].isupper())
    )


def _is_role(head: Sequence[str], tail: Sequence[str], caps: bool) -> bool:
    """Return True when the words after the comma of a label are an office or an outlet."""
    bare = [bare_word(word) for word in tail]
    if not tail or len(head) > 5 or not all(map(can_stand_in_name, (*head, *tail))):
        return False
    return _is_outlet(tail, bare, caps) or not OFFICES.isdisjoint(bare)


def _is_office_and_name(words: Sequence[str], bare: Sequence[str]) -> bool:
    """Return True for an office in languages that print it without capitals, with or without a name."""
    if not (1 < len(words) <= _LONGEST_OFFICE and words[0][0].isupper()):
        return False
    # "Portavoce del ministero", or a reporter
    in_lower_case = (bare[0] in FOREIGN_TITLES and bare[0] not in TITLES) or bare[-1] in _PRESS_ALONE
    # "Fråga från Hamnbladet": who asks stands behind the word and a preposition.
    in_names = [*map(can_stand_in_name, words)]
    in_lower_case |= bare[0] in PRESS_WORDS and in_names[-1] and not in_names[1]
    return in_lower_case or _is_office_before_name(words, bare)


def _is_office_before_name(words: Sequence[str], bare: Sequence[str]) -> bool:
    """Return True for an office that goes on in lower case, and a name of two words: Minister portów RP Ilse Maren."""
    if FOREIGN_TITLES.isdisjoint(bare[:1]):
        return False
    lower = [n for n, word in enumerate(words) if not can_stand_in_name(word)]
    named = len(words) - len(lower) - sum(map(str.isupper, words[1:-2]))
    return lower == [*range(1, len(lower) + 1)] and named == 1 + 2


def names_an_office(label: str) -> bool:
    """Return True for an office with or without "the", a title or honorific before a name, or a press word."""
    shape = shape_of(label[4:] if label[:4].casefold() == "the " else label)
    return not shape.veto and (shape.role or shape.title or shape.honorific or is_press(label))
