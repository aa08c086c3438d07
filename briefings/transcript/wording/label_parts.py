"""The parts of a label: "SECRETARY JOHN F. KIRBY", "Premier Li", "Maren, Harbour TV", "A reporter from the Gazette"."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from briefings.transcript.languages.read_languages import expression
from briefings.transcript.wording.chinese_labels import (
    chinese_office,
    closed_up,
    is_chinese_name,
    without_space_in_name,
)
from briefings.transcript.wording.label_keys import without_qualifiers
from briefings.transcript.wording.vocabulary import (
    ARTICLES_BEFORE_REPORTERS,
    CHAIR_WORDS,
    CONNECTORS,
    FOREIGN_TITLES,
    HONORIFICS,
    NAME_PARTICLES,
    OF_SOMETHING,
    OFFICES,
    OUTLET_WORDS,
    POST_NOMINALS,
    REPORTERS,
    ROLE_WORDS,
    TITLES,
)

_TITLES = OFFICES | CHAIR_WORDS
_BEFORE_RANKS = frozenset("wing flight group squadron fleet".split())
NUMBER_WORDS = "n", "н", "№", "न", "सं"
"""How words for a number begin (nº, nr, номер, नंबर, संख्या): Question no. 2, Frage Nr. 2."""


_COMPOUNDED = tuple(sorted((title for title in FOREIGN_TITLES if len(title) > 6), key=len, reverse=True))
"""Offices that others end in, as German, Nordic and Finnish compounds do; shorter ones end other words, too."""
_LEAST_BEFORE = 3
"""Minimum number of letters before it: "sub", "vice"; fewer are a word by chance, such as "administer"."""
_HYPHENED = OFFICES.union("ex co vize wice oud loco вице экс віце прем'єр прем’єр віцепрем'єр віцепрем’єр".split())
"""What an office has before a hyphen; Vera Nowak-Marszałek only has the surname of a marshal."""


@lru_cache(maxsize=4_096)
def bare_word(word: str) -> str:
    """Return a word without the punctuation around it, in small letters; İ gets no dot of its own.

    Of a compound office it is the last part: "ministerin" of Verkehrsministerin.
    """
    bare = word.strip(".,:'’\"()[]-–—").replace("İ", "i").casefold()
    if bare.endswith(_COMPOUNDED) and ("-" not in bare or bare.rpartition("-")[0] in _HYPHENED):
        office = next(office for office in _COMPOUNDED if bare.endswith(office))
        return office if len(bare) - len(office) >= _LEAST_BEFORE else bare
    return bare


def _is_title(word: str) -> bool:
    """Return True for a title, or several with hyphens: porte-parole, secretary-general."""
    return word in _TITLES or ("-" in word and all(part in _TITLES for part in word.split("-")))


def title_length(words: Sequence[str]) -> int:
    """Count the words of a label's title, before one to four words of a name; 0 if it has none.

    The title may begin with an organisation (PENTAGON PRESS SECRETARY JOHN F. KIRBY). Its end is unknown if "of" leads
    on to other words (Minister of Foreign Affairs Wang Yi).
    """
    bare = [bare_word(word) for word in words]
    if bare[:1] and bare[0] in _BEFORE_RANKS and len(bare) > 2 and _is_title(bare[1]):
        # Wing Commander: a title only with its second word.
        bare = [bare[1], *bare[1:]]
    end = max((n + 1 for n, word in enumerate(bare[:-1]) if _is_title(word)), default=0)
    begin = next((n for n, word in enumerate(bare) if _is_title(word)), 0)
    name = [word for word in bare[end:] if word not in NAME_PARTICLES]
    # Minister Anna Post: of the name, only the surname is a word of outlets.
    may_be = name[:-1] if len(name) > 1 and not ROLE_WORDS.isdisjoint(bare[begin:end]) else name
    if not end or not 1 <= len(name) <= 4 or words[end].isdigit() or not OUTLET_WORDS.isdisjoint(may_be):
        return 0
    if begin and not any(word in ROLE_WORDS for word in bare[begin:end]):
        return 0
    # The Prime Minister is an office and has no name.
    return 0 if bare[end] == "of" or all(_is_title(word) for word in bare[end:]) else end


def leads_an_office(words: Sequence[str]) -> bool:
    """Return True when a label begins with an office of something, named or not: President of Ruritania Ana Marsh."""
    bare = [bare_word(word) for word in words]
    of = next((n for n, word in enumerate(bare) if word in OF_SOMETHING), 0)
    return 0 < of < len(bare) - 1 and (bare[0] in FOREIGN_TITLES or all(word in TITLES for word in bare[:of]))


_BEFORE_REPORTER = re.compile(
    rf"(?:{ARTICLES_BEFORE_REPORTERS}) (?=(?:female |male )?(?:{'|'.join(sorted(REPORTERS))})s?\b)"
    r"|(?:an?|another|some|several) (?=(?:hon(?:\.|ou?rable)? |opposition |government )?members?$)",
    re.IGNORECASE,
)
"""Article before reporters or members: "A reporter from the Gazette" is read like "Reporter from the Gazette"."""
_BEFORE_OFFICE = re.compile(
    rf"(?:{expression('articles_before_offices')})(?:(?<=['’])|\s)(?=(?P<office>[^\W\d_]{{1,30}}))", re.IGNORECASE
)
_OFFICES = CHAIR_WORDS | FOREIGN_TITLES


def without_article(label: str) -> str | None:
    """Return a label without its article, before a reporter, member, or foreign honorific or office; None for others.

    Nor has it spaces between single characters. English offices with "the" have rules of their own.
    """
    if (closed := closed_up(label)) != label:
        return closed
    article = _BEFORE_REPORTER.match(label) or _before_office(label)
    # "Some hon. members" have no name; they are printed as if they had one elsewhere.
    return label[article.end()].upper() + label[article.end() + 1 :].replace(" member", " Member") if article else None


def _before_office(label: str) -> re.Match[str] | None:
    article = _BEFORE_OFFICE.match(label)
    if article is None:
        return None
    office = bare_word(article["office"])
    # De Heer alone is a surname.
    return article if office in _OFFICES or (office in HONORIFICS and " " in label[article.end() :]) else None


_BREAK = re.compile(r"[,，]|(?<!\s)\s++(?:--|[-–—―|/])\s+")
BEFORE_NAMES = HONORIFICS | {"the"}
_OFFICES_AFTER_OF = frozenset(("defence", "defense", "staff", "state", "the"))
_BEFORE_A_PROFESSION = frozenset("acting assistant associate chief deputy executive lead principal senior vice".split())
_PROFESSION = re.compile(r"[a-z]{4,}(?:er|or|ist|ian|ant)")
"""A profession (Chief Hydrographer) or a given name (Chief Alexander): the ending does not tell which."""


_TO = re.compile(r"\b(?:to|TO)(?= the | [A-Z])")
"""The word between an office and the one it serves; "to ask" belongs to a sentence."""


def with_of(label: str) -> str:
    """Return a label with "of" for the "to" of an office, which is in no name: Ambassador to the United Nations."""
    found = _TO.search(label)
    if found is None or OFFICES.isdisjoint(map(bare_word, label[: found.start()].split())):
        return label
    return f"{label[: found.start()]}{'OF' if found[0] == 'TO' else 'of'}{label[found.end() :]}"


_KOREAN = (
    r"(?P<name>[가-힣]{2,4}) "
    r"(?P<title>(?:[가-힣]{2,12} ){0,2}[가-힣]{0,10}(?:[장관]|대변인|대통령|총리|의원|교수|대사|이사))"
)
"""A Korean name, which comes before its title: 이서연 청장."""
_HAN_HONORIFIC = r"(?P<rest>[\u3400-\u9fff（）()]{2,30})(?P<honorific>先生|女士|小姐|(?<=[\u3400-\u9fff]{3})[君氏])"
"""An honorific behind a name: 渡辺守君. Behind fewer letters 君 may be the last of a given name: 王丽君."""


class LabelParts(NamedTuple):
    """Parts of a label as printed. `name` is "" if it is unknown at which word it begins."""

    honorific: str | None
    title: str | None
    name: str
    after_comma: str | None


@lru_cache(maxsize=4_096)
def without_brackets(label: str) -> str:
    """Return a label without words in brackets: "(ph)", "(through translator)", "(of the United States)"."""
    return re.sub(r"\s*[\[(（].*?[\])）]\s*", " ", label).strip() or label


@lru_cache(maxsize=4_096)
def head_and_tail(label: str) -> tuple[str, str]:
    """Split a label at its first comma or dash."""
    head, *tail = _BREAK.split(label, maxsplit=1)
    return head, tail[0] if tail else ""


def _ends_a_name(head: str) -> bool:
    """Return True for 君 or 氏 as the last letter of a name, as in 发言人王丽君 and 欧阳丽君, unlike in 渡辺守君."""
    if not head.endswith(("君", "氏")):
        return False
    return bool(chinese_office(head)) or not (chinese_office(head[:-1]) or is_chinese_name(head[:4]))


@lru_cache(maxsize=4_096)
def split_label(label: str) -> LabelParts:
    """Split a label into its parts. A label that is only a name is returned as its name."""
    label = without_space_in_name(closed_up(label))
    label = label[-len(without_article(label) or label) :]
    head, tail = head_and_tail(without_brackets(without_qualifiers(label)))
    # Ilse Maren, PhD; Ilse Maren MP
    tail = "" if all(map(_is_post_nominal, tail.split())) else tail
    words = head.split()
    while len(words) > 2 and words[-1].isupper() and _is_post_nominal(words[-1]):
        words.pop()
    spaced = head.isascii()
    if not spaced and (korean := re.fullmatch(_KOREAN, head)):
        return LabelParts(None, korean["title"], korean["name"], tail.strip() or None)
    behind_name = None if spaced else re.fullmatch(_HAN_HONORIFIC, head)
    rest, polite = behind_name.groups() if behind_name and not _ends_a_name(head) else (head, None)
    if office := chinese_office(rest):
        return LabelParts(polite, *office, tail.strip() or None)
    if polite and is_chinese_name(rest):
        return LabelParts(polite, None, rest, tail.strip() or None)
    before, words = _honorifics(words)
    length = title_length(words)
    if not length and leads_an_office(words):
        return LabelParts(None, None, "", tail.strip() or None)
    title, words = words[:length], words[length:]
    behind, words = _honorifics(words)
    honorific = " ".join(before + behind) or None
    lower = max((n + 1 for n, word in enumerate(words) if word[0].islower() and word not in CONNECTORS), default=0)
    if title and lower and len(words) - lower > 1:
        # Rzecznik rządu Adam Kowalt: words in lower case continue the office.
        title, words = [*title, *words[:lower]], words[lower:]
    bare = [bare_word(word) for word in title]
    unclear = "of" in bare and not set(bare[bare.index("of") + 1 :]) <= _OFFICES_AFTER_OF
    if bare and bare[-1] in _BEFORE_A_PROFESSION and len(words) > 1:
        # Chief Executive Officer
        unclear |= _PROFESSION.fullmatch(bare_word(words[0])) is not None or bare_word(words[-1]) in ROLE_WORDS
    return LabelParts(honorific, " ".join(title) or None, "" if unclear else " ".join(words), tail.strip() or None)


def _is_post_nominal(word: str) -> bool:
    return word.strip(",").replace(".", "").casefold() in POST_NOMINALS


def _honorifics(words: list[str]) -> tuple[list[str], list[str]]:
    """Split words into the honorifics they begin with (Frau Dr.) and the rest, at least one word."""
    rest, found = list(words), list[str]()
    while len(rest) > 1 and bare_word(rest[0]) in BEFORE_NAMES:
        word = rest.pop(0)
        found += [word] if bare_word(word) != "the" else []
    return found, rest


def begins_with_initial(words: Sequence[str]) -> bool:
    """Return True for "A. Holm" and "I. Maren", which no article and no pronoun begins."""
    return len(words) > 1 and words[0][0].isupper() and words[0][1:] == "."
