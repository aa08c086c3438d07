"""The beginning of a label: an article ("A reporter from the Gazette", "Le directeur des écluses"), a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.transcript.wording.vocabulary import (
    ARTICLES_BEFORE_OFFICES,
    ARTICLES_BEFORE_REPORTERS,
    CHAIR_WORDS,
    ENGLISH_OFFICES,
    FOREIGN_TITLES,
    OUTLET_WORDS,
    REPORTERS,
    ROLE_WORDS,
    TITLES,
)

_COMPOUND_TITLE = re.compile(
    r"(?:under|vice|deputy|ex|co|lieutenant|major|brigadier|attorney|director|secretary|inspector|surgeon)-?"
    r"(?:secretary|general|minister|president|governor|admiral|colonel|director|commander)"
)


_BEFORE_RANKS = frozenset("wing flight group squadron fleet".split())


def bare_word(word: str) -> str:
    """A word without the punctuation around it, in small letters."""
    return word.strip(".,'’\"()[]").casefold()


def _is_title(word: str) -> bool:
    return (
        word in TITLES or word in FOREIGN_TITLES or word in CHAIR_WORDS or _COMPOUND_TITLE.fullmatch(word) is not None
    )


def title_length(words: Sequence[str]) -> int:
    """Count the words of a label's title, before one to four words of a name; 0 when it has none.

    The title may begin with an organisation (PENTAGON PRESS SECRETARY JOHN F. KIRBY). Its end cannot be told where "of"
    leads on to other words (Minister of Foreign Affairs Wang Yi).
    """
    bare = [bare_word(word) for word in words]
    if bare[:1] and bare[0] in _BEFORE_RANKS and len(bare) > 2 and _is_title(bare[1]):
        # Wing Commander: a title only with its second word.
        bare = [bare[1], *bare[1:]]
    end = max((n + 1 for n, word in enumerate(bare[:-1]) if _is_title(word)), default=0)
    begin = next((n for n, word in enumerate(bare) if _is_title(word)), 0)
    if (
        not end
        or not 1 <= len(words) - end <= 4
        or words[end].isdigit()
        or any(word in OUTLET_WORDS for word in bare[end:])
    ):
        return 0
    if begin and not any(word in ROLE_WORDS for word in bare[begin:end]):
        return 0
    # The Prime Minister is an office and has no name.
    return 0 if bare[end] == "of" or all(_is_title(word) for word in bare[end:]) else end


def leads_an_office(words: Sequence[str]) -> bool:
    """Return True when a label begins with an office of something, a name behind it or not: President of Ruritania Ana
    Marsh."""
    bare = [bare_word(word) for word in words]
    of = bare.index("of") if "of" in bare else 0
    return 0 < of < len(bare) - 1 and all(word in TITLES for word in bare[:of])


_BEFORE_REPORTER = re.compile(
    rf"(?:{ARTICLES_BEFORE_REPORTERS}) (?=(?:female |male )?(?:{'|'.join(sorted(REPORTERS))})s?\b)", re.IGNORECASE
)
"""Before reporters: "A reporter from the Gazette" is read as "Reporter from the Gazette" is."""
_BEFORE_OFFICE = re.compile(
    rf"(?:{ARTICLES_BEFORE_OFFICES})(?:(?<=['’])|\s)(?=(?P<office>[^\W\d_]{{1,30}}))", re.IGNORECASE
)
_OFFICES = CHAIR_WORDS | FOREIGN_TITLES
_ENGLISH = frozenset(("a", "o", "die"))
"""Articles that are English words too: they are left out, as "a minister" is prose."""


def is_reporter_with_article(label: str) -> bool:
    """Return True for a word for a reporter behind an article."""
    return _BEFORE_REPORTER.match(label) is not None


def without_article(label: str) -> str | None:
    """Return a label without its article, before a reporter or an office in a language other than English; else None.

    English offices with "the" have rules of their own.
    """
    article = _BEFORE_REPORTER.match(label) or _before_office(label)
    return label[article.end()].upper() + label[article.end() + 1 :] if article else None


def _before_office(label: str) -> re.Match[str] | None:
    article = _BEFORE_OFFICE.match(label)
    if article is None or (office := article["office"].casefold()) not in _OFFICES:
        return None
    english = article[0].strip().casefold() in _ENGLISH and office in ENGLISH_OFFICES
    return None if english else article
