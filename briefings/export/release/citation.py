"""The citation of a release: CITATION.cff for people and reference managers, .zenodo.json for a deposit."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefings import __version__

ANONYMOUS = "anonymous"
"""The name that the Citation File Format has for an author who is not named."""
_KEYWORDS = ["press briefings", "press conferences", "transcripts", "corpus"]


@dataclass(frozen=True, slots=True)
class Citation:
    """The particulars of a release that a citation gives."""

    title: str
    version: str
    date: str | None
    """The day of the newest page in it."""
    creators: Sequence[str]
    """As `Family, Given`, or a name as it is."""
    licence: str | None
    summary: str


def citation_cff(citation: Citation) -> str:
    """CITATION.cff, version 1.2.0 of the format. JSON strings are YAML strings."""
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this corpus, please cite it as below, and name the sources of the texts."',
        "type: dataset",
        f"title: {_quoted(citation.title)}",
        f"version: {_quoted(citation.version)}",
        *([f"date-released: {citation.date}"] if citation.date else []),
        f"abstract: {_quoted(citation.summary)}",
        *([f"license: {citation.licence}"] if citation.licence else []),
        "authors:",
    ]
    for creator in citation.creators or [ANONYMOUS]:
        family, comma, given = (part.strip() for part in creator.partition(","))
        lines.append(f"  - family-names: {_quoted(family)}" if comma else f"  - name: {_quoted(creator)}")
        if comma:
            lines.append(f"    given-names: {_quoted(given)}")
    lines += ["keywords:", *(f"  - {_quoted(word)}" for word in _KEYWORDS)]
    return "\n".join(lines) + "\n"


def zenodo_json(citation: Citation) -> str:
    """.zenodo.json. Without a licence for everything the deposit is restricted: nobody may give what is not theirs."""
    access: dict[str, Any] = {
        "access_right": "restricted",
        "access_conditions": "The rights in the texts (rights.csv) do not allow open access to all of them.",
    }
    if citation.licence:
        access = {"access_right": "open", "license": citation.licence}
    content = {
        "upload_type": "dataset",
        "title": citation.title,
        "version": citation.version,
        **({"publication_date": citation.date} if citation.date else {}),
        "creators": [{"name": creator} for creator in citation.creators or [ANONYMOUS]],
        "description": f"<p>{citation.summary}</p>",
        "keywords": _KEYWORDS,
        **access,
        "notes": f"Made by briefings {__version__}.",
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
