"""File names of briefings and speakers; each depends only on what it names."""

import re
import unicodedata
from functools import lru_cache

from briefings.records.identity import short_hash

_UNFIT = re.compile(r"[^a-z0-9]+")
_UNFIT_FOLDER = re.compile(r"[^\w.-]+")
_MOST = 60  # characters of a name; some file systems allow 255 bytes, and an archive of the folder adds a path


def briefing_file(source: str, id_: str, date: str | None) -> str:
    """Return the file of a briefing, without its ending, in a folder of its source."""
    return f"{_UNFIT_FOLDER.sub('_', source)}/{date or 'undated'}-{_name(id_.partition('/')[2], source, id_)}"


@lru_cache(maxsize=10_000)
def speaker_file(speaker_id: str) -> str:
    return f"speakers/{_name(speaker_id.partition('/')[2] or speaker_id, speaker_id)}.html"


def _name(words: str, *key: str) -> str:
    """Return the words in plain letters with a hash of the key, which keeps names apart that lose letters."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return f"{_UNFIT.sub('-', plain)[:_MOST].strip('-')}-{short_hash(*key)[:8]}".lstrip("-")
