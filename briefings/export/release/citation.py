"""The citation of a release: CITATION.cff for people and reference managers, .zenodo.json for a deposit."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from briefings import __version__

ANONYMOUS = "anonymous"
"""The Citation File Format's name for an author who is not named."""
_ORCID = re.compile(r"(?P<name>.*\S|)\s*\((?:https://orcid\.org/)?(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])\)")
_KEYWORDS = ["press briefings", "press conferences", "transcripts", "corpus"]


@dataclass(frozen=True, slots=True)
class Creator:
    """A person or institution to cite."""

    name: str
    """`Family, Given`, or a name as it is."""
    orcid: str | None = None


def read_creator(text: str) -> Creator:
    """Read "Family, Given (0000-0002-1825-0097)"; the ORCID iD is optional. Raises ValueError for an invalid one."""
    match = _ORCID.fullmatch(text.strip())
    if match is None:
        if re.search(r"\d{4}-\d{4}", text):
            raise ValueError(f"{text!r} has no ORCID iD of the form (0000-0002-1825-0097)")
        return Creator(text.strip())
    total = 0
    for digit in match["orcid"].replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    # ISO 7064, MOD 11-2, the check digit of ORCID iDs.
    if match["orcid"][-1] != "0123456789X"[(12 - total % 11) % 11]:
        raise ValueError(f"{match['orcid']} is no ORCID iD: its last digit does not fit the others")
    return Creator(match["name"], match["orcid"])


@dataclass(frozen=True, slots=True)
class Citation:
    """The facts about a release that a citation gives."""

    title: str
    version: str
    date: str | None
    """Day of the newest page in it."""
    creators: Sequence[Creator]
    licence: str | None
    summary: str


def citation_cff(citation: Citation) -> str:
    """Return CITATION.cff in version 1.2.0 of the format; JSON strings are YAML strings."""
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
    for creator in citation.creators or [Creator(ANONYMOUS)]:
        family, comma, given = (part.strip() for part in creator.name.partition(","))
        lines.append(f"  - family-names: {_quoted(family)}" if comma else f"  - name: {_quoted(creator.name)}")
        if comma:
            lines.append(f"    given-names: {_quoted(given)}")
        if creator.orcid:
            lines.append(f"    orcid: {_quoted(f'https://orcid.org/{creator.orcid}')}")
    lines += ["keywords:", *(f"  - {_quoted(word)}" for word in _KEYWORDS)]
    return "\n".join(lines) + "\n"


def zenodo_json(citation: Citation) -> str:
    """Return .zenodo.json; without a licence for everything the deposit is restricted: the texts belong to others."""
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
        "creators": [
            {"name": creator.name, **({"orcid": creator.orcid} if creator.orcid else {})}
            for creator in citation.creators or [Creator(ANONYMOUS)]
        ],
        "description": f"<p>{citation.summary}</p>",
        "keywords": _KEYWORDS,
        **access,
        "notes": f"Made by briefings {__version__}.",
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
