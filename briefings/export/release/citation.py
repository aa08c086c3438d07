"""Citations of a release: CITATION.cff, for people, reference managers and repositories.

A repository assigns a DOI and an address when the release is made already; both are then added to this file.
"""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from briefings.export.release.releases import SUMS, digest_of
from briefings.export.replace_target import replaced
from briefings.export.rights import Rights, licence_of

CITATION = "CITATION.cff"
_IDENTIFIER = re.compile(r'^(doi|url): (".*")\n', re.MULTILINE)
_ORCID = re.compile(r"(?P<name>.*\S|)\s*\((?:https://orcid\.org/)?(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])\)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"<>]+")


class Release(Struct, frozen=True):
    """The user's details of a release."""

    version: str
    title: str
    creators: Sequence[dict[str, str]]
    """Their `name` and `orcid`, as `read_creator` returns them."""
    rights: Sequence[Rights]
    licence: str | None = None
    """Licence of the corpus as a whole, as the user states it; else the one that all sources declare."""
    description: str | None = None
    """Description in place of the sentence with counts."""
    identifiers: dict[str, str] = {}
    """A `doi` and a `url` by which it can be found."""


def read_creator(text: str) -> dict[str, str]:
    """Read "Family, Given (0000-0002-1825-0097)"; the iD is optional. Raises ValueError for no name or a wrong iD."""
    match = _ORCID.fullmatch(text.strip())
    if not re.search(r"[^\W\d_]", match["name"] if match else text):
        raise ValueError(f'{text!r} names nobody: write "Family, Given"')
    if match is None:
        if re.search(r"\d{4}-\d{4}", text):
            raise ValueError(f"{text!r} has no ORCID iD of the form (0000-0002-1825-0097)")
        return {"name": text.strip()}
    total = 0
    for digit in match["orcid"].replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    # ISO 7064, MOD 11-2, the check digit of ORCID iDs.
    if match["orcid"][-1] != "0123456789X"[(12 - total % 11) % 11]:
        raise ValueError(f"{match['orcid']} is not an ORCID iD: its last digit does not fit the others")
    return match.groupdict()


def read_identifiers(doi: str | None, url: str | None) -> dict[str, str]:
    """Read the DOI, without the resolver, and the address. Raises ValueError for an invalid one."""
    match = _DOI.fullmatch(doi.strip()) if doi else None
    if doi and match is None:
        raise ValueError(f"{doi!r} is not a DOI, such as 10.5281/zenodo.1234567")
    if url and not _URL.fullmatch(url):
        raise ValueError(f"{url!r} is not an address of the web")
    return ({"doi": match["doi"]} if match else {}) | ({"url": url} if url else {})


def citation_of(release: Release, date: str | None, summary: str) -> str:
    """Return CITATION.cff in version 1.2.0 of the format; JSON values are YAML. `date` is that of the newest page."""
    told = {
        "cff-version": "1.2.0",
        "message": "If you use this corpus, please cite it as below, and name the sources of the texts.",
        "type": "dataset",
        "title": release.title,
        "version": release.version,
        "date-released": date,
        "abstract": release.description or summary,
        "license": release.licence or licence_of(release.rights),
        # Anonymous, as the Citation File Format calls an author who is not named.
        "authors": [_author(**creator) for creator in release.creators] or [{"name": "anonymous"}],
        "keywords": ["press briefings", "press conferences", "transcripts", "corpus"],
        **release.identifiers,
    }
    return _lines({key: value for key, value in told.items() if value})


def _author(name: str, orcid: str | None = None) -> dict[str, str]:
    family, _, given = (part.strip() for part in name.partition(","))
    # The format takes no empty name.
    author = {"family-names": family, "given-names": given} if family and given else {"name": family or given}
    return author | ({"orcid": f"https://orcid.org/{orcid}"} if orcid else {})


def _lines(content: dict[str, Any]) -> str:
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in content.items())


def identifiers_of(release: Path) -> dict[str, str]:
    """Return the DOI and the address of a release, where its citation names them. Raises OSError."""
    found = _IDENTIFIER.findall((release / CITATION).read_text(encoding="utf-8"))
    return {name: json.loads(value) for name, value in found}


def add_identifiers(release: Path, given: dict[str, str]) -> None:
    """Write a DOI or an address into the citation of a release and renew its digest; its data stay as they are.

    After a kill, the same call again completes it. Raises StorageError.
    """
    with replaced(release / SUMS, release / CITATION) as (sums, citation):
        text = (release / CITATION).read_text(encoding="utf-8")
        lines = _lines(identifiers_of(release) | given)
        citation.write_text(_IDENTIFIER.sub("", text) + lines, encoding="utf-8")
        line = rf"^\w+(?=  {re.escape(CITATION)}$)"
        text = (release / SUMS).read_text(encoding="utf-8")
        sums.write_text(re.sub(line, digest_of(citation), text, flags=re.MULTILINE), encoding="utf-8")
