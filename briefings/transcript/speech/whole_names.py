"""Tell the whole name of a person from an office, an outlet or a surname alone."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import lru_cache

from briefings.transcript.page.people_line import is_name
from briefings.transcript.wording.chinese_labels import is_chinese_name
from briefings.transcript.wording.label_parts import bare_word
from briefings.transcript.wording.shapes import shape_of
from briefings.transcript.wording.vocabulary import (
    CHAIR_WORDS,
    CONNECTORS,
    FIRST_WORDS,
    NAME_PARTICLES,
    OFFICES,
    OTHER_WORDS,
    POSTS,
    SHORT_TITLES,
    TITLES,
)

_ABBREVIATED = re.compile(r"[A-Z]{1,2}[a-z]{1,2}[A-Z]|[A-Z][A-Za-z]{0,3}['’]in")
"""Short form of an office: StS, PStS, Min'in."""
_RANK = re.compile(r"[B-DF-HJ-NP-TV-XZČĎŇŘŠŤŽ]{2,4}")
"""Rank or house before a name, capitals without a vowel: MG, LTG, CPT, DPR, ČR."""
_INITIAL = re.compile(r"[^\W\d_]+\.")
"""An initial, Monsieur or an abbreviated title before a surname, which lacks the given name: M. Marsh, USEC. MARSH."""
_CYRILLIC, _PATRONYMICS = re.compile(r"[А-Яа-яЁёІіЇїЄє]"), ("ич", "на")
_IN_NO_NAMES = frozenset("of from and und et".split())
LEADING_PREPOSITIONS = frozenset("aus for of de dei degli del des dos für von from introducing the".split())
_SURNAMES_BEGIN = frozenset("da das de den der des di die dos du el il la le les ter ten van von".split())
"""Beginnings of a surname alone, or of an outlet: VON DER HALDE, Die Warte. Della and Al are given names too."""
_OFFICES = OFFICES | OTHER_WORDS
_NO_NAMES = OFFICES | POSTS
_NO_GIVEN_NAMES = SHORT_TITLES | FIRST_WORDS | POSTS
_SURNAMES = frozenset("constable general head judge justice major marshal mayor prince sergeant sheriff".split())
_LAST_OF_AN_OFFICE = (TITLES | CHAIR_WORDS | POSTS) - SHORT_TITLES - _SURNAMES
"""Words that end an office in English. Where one is a surname too, the rest of the label decides."""
PROFESSION = re.compile(
    r"[a-z]*(?:graph|log|econom|scient|keep|cast|mast|engin|special|stat|phys|techn|instruct|column)(?:er|or|ist|ian|ician|eer)",
    re.IGNORECASE,
)
"""Profession by an ending that no given name has: hydrographer, geologist, harbour master."""
_NEARLY_A_TITLE = 0.85


@lru_cache(maxsize=4_096)
def is_whole_name(name: str) -> bool:
    """Return True for the full name of a person: not a surname alone, an office or an outlet."""
    if not name.isascii() and is_chinese_name(name):
        return True
    words = [word for word in name.split() if word not in CONNECTORS]
    spelt = name.casefold().split()
    # Union of Coastal, Inland and Island Broadcasters: the comma is within a name of nobody.
    if not _IN_NO_NAMES.isdisjoint(spelt) or (spelt and spelt[0] in LEADING_PREPOSITIONS):
        return False
    if len(words) == 3 and _CYRILLIC.match(name) and not words[1].endswith(_PATRONYMICS):
        # Президент России Олег Ветров: the country comes before the name.
        return False
    a_name = is_name(name) and not shape_of(name).outlet and not is_office(name)
    # VON DER HALDE, El Faro de Maren
    begun = _SURNAMES_BEGIN.issuperset(spelt[:1]) and (len(words) == 2 or not NAME_PARTICLES.isdisjoint(spelt[1:-1]))
    return len(words) > 1 and a_name and not (begun or _leads_no_name(words))


def _leads_no_name(words: Sequence[str]) -> bool:
    """Return True for words that no full name has: a rank (MG), a misspelled title, a slash."""
    first = words[0].strip(".").casefold()
    return (
        any(_ABBREVIATED.fullmatch(word) or "/" in word for word in words)
        or any(map(_RANK.fullmatch, words[:-1]))
        or (len(words) == 2 and _INITIAL.fullmatch(words[0]) is not None)
        # Second Resident
        or (first in _NO_GIVEN_NAMES and len(first) > 1)
        # Fire Officer Jon Reed, Hydrographer Vera Tove: an office is not part of a name.
        or any(bare_word(word) in _NO_NAMES or PROFESSION.fullmatch(word) for word in words[:-2])
        # League Spokesperson, Session Chair: what somebody is.
        or words[-1].casefold() in _LAST_OF_AN_OFFICE
        # LA MINISTRE DE LA MER: an article and an office.
        or (first in CONNECTORS and bare_word(words[1]) in OFFICES)
        or bool(len(first) > 5 and get_close_matches(first, TITLES, 1, _NEARLY_A_TITLE))
    )


def is_office(name: str) -> bool:
    """Return True when a label's words are only titles and offices: Prime Minister."""
    words = {*map(bare_word, name.split())} - {"the"}
    return bool(words) and words <= _OFFICES
