"""The names of pages and of parts of the search; each depends only on what it is the name of."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefings.records import short_hash

_UNFIT = re.compile(r"[^a-z0-9]+")
_UNFIT_FOLDER = re.compile(r"[^\w.-]+")
_MOST = 60  # characters of a name; some file systems take 255 bytes, and an archive of the folder has a path before it


def briefing_file(source: str, id_: str, date: str | None) -> str:
    """The page of a briefing."""
    return f"briefings/{_folder(source)}/{date or 'undated'}-{_name(id_.partition('/')[2], source, id_)}.html"


@lru_cache(maxsize=10_000)
def speaker_file(speaker_id: str) -> str:
    """The page of a speaker."""
    return f"speakers/{_name(speaker_id.partition('/')[2] or speaker_id, speaker_id)}.html"


def texts_file(source: str, year: str, number: int) -> str:
    """A part of the texts of turns."""
    return f"search/{_folder(source)}-{year}-{number}.js"


def words_file(number: int) -> str:
    """A part of the index of words."""
    return f"search/words/{number}.js"


def _folder(source: str) -> str:
    return _UNFIT_FOLDER.sub("_", source)


def _name(words: str, *key: str) -> str:
    """The words in plain letters, with a hash of the key: letters that are left out make no two names one."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return f"{_UNFIT.sub('-', plain)[:_MOST].strip('-')}-{short_hash(*key)[:8]}".lstrip("-")
