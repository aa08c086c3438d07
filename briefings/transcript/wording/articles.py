"""Labels that begin with an article: "A reporter from the Gazette", "Le directeur des écluses"."""

from __future__ import annotations

import re

from briefings.transcript.wording.vocabulary import (
    ARTICLES_BEFORE_OFFICES,
    ARTICLES_BEFORE_REPORTERS,
    CHAIR_WORDS,
    ENGLISH_OFFICES,
    FOREIGN_TITLES,
    REPORTERS,
)

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
