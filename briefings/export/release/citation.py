"""How a release is cited: .zenodo.json for a deposit, and CITATION.cff, made of it, for people and reference managers.

A repository assigns a DOI and an address when the release is made already; both are then added to these two files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from briefings import __version__
from briefings.export.release.releases import SUMS, digest_of
from briefings.export.replace_target import replaced

CITATION, DEPOSIT = "CITATION.cff", ".zenodo.json"
_ANONYMOUS = {"name": "anonymous"}  # as the Citation File Format calls an author who is not named
_KEYWORDS = ["press briefings", "press conferences", "transcripts", "corpus"]
_ORCID = re.compile(r"(?P<name>.*\S|)\s*\((?:https://orcid\.org/)?(?P<orcid>\d{4}-\d{4}-\d{4}-\d{3}[\dX])\)")
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"<>]+")


def read_creator(text: str) -> dict[str, str]:
    """Read "Family, Given (0000-0002-1825-0097)"; the ORCID iD is optional. Raises ValueError for an invalid one."""
    match = _ORCID.fullmatch(text.strip())
    if match is None:
        if re.search(r"\d{4}-\d{4}", text):
            raise ValueError(f"{text!r} has no ORCID iD of the form (0000-0002-1825-0097)")
        return {"name": text.strip()}
    total = 0
    for digit in match["orcid"].replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    # ISO 7064, MOD 11-2, the check digit of ORCID iDs.
    if match["orcid"][-1] != "0123456789X"[(12 - total % 11) % 11]:
        raise ValueError(f"{match['orcid']} is no ORCID iD: its last digit does not fit the others")
    return match.groupdict()


def read_identifiers(doi: str | None, url: str | None) -> dict[str, str]:
    """Read the DOI, without the resolver, and the address. Raises ValueError for an invalid one."""
    match = _DOI.fullmatch(doi.strip()) if doi else None
    if doi and match is None:
        raise ValueError(f"{doi!r} is no DOI, such as 10.5281/zenodo.1234567")
    if url and not _URL.fullmatch(url):
        raise ValueError(f"{url!r} is no address of the web")
    return ({"doi": match["doi"]} if match else {}) | ({"url": url} if url else {})


def deposit(
    title: str, version: str, date: str | None, creators: Sequence[dict[str, str]], licence: str | None, summary: str
) -> dict[str, Any]:
    """Return the metadata of a deposit; `date` is the day of the newest page.

    Without a licence for everything the deposit is restricted: the texts belong to others.
    """
    access = {
        "access_right": "restricted",
        "access_conditions": "The rights in the texts (rights.csv) do not allow open access to all of them.",
    }
    return {
        "upload_type": "dataset",
        "title": title,
        "version": version,
        **({"publication_date": date} if date else {}),
        "creators": creators or [_ANONYMOUS],
        "description": f"<p>{summary}</p>",
        "keywords": _KEYWORDS,
        **({"access_right": "open", "license": licence} if licence else access),
        "notes": f"Made by briefings {__version__}.",
    }


def identifiers_of(release: Path) -> dict[str, str]:
    """Return the DOI and the address of a release; neither where it has no metadata. Raises OSError."""
    file = release / DEPOSIT
    about = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    url = about.get("related_identifiers", [{}])[0].get("identifier")
    found = {"doi": about.get("doi"), "url": url}
    return {name: value for name, value in found.items() if value}


def write_citation(citation: Path, file: Path, about: dict[str, Any], identifiers: dict[str, str]) -> None:
    """Write CITATION.cff and .zenodo.json to two places. Raises OSError."""
    doi, url = identifiers.get("doi"), identifiers.get("url")
    about = {name: value for name, value in about.items() if name not in {"doi", "related_identifiers"}}
    about |= {"doi": doi} if doi else {}
    about |= {"related_identifiers": [{"relation": "isIdenticalTo", "identifier": url}]} if url else {}
    file.write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    citation.write_text(_citation_cff(about, identifiers), encoding="utf-8")


def _citation_cff(about: dict[str, Any], identifiers: dict[str, str]) -> str:
    """Return CITATION.cff in version 1.2.0 of the format; JSON strings are YAML strings."""
    told = {
        "title": _quoted(about["title"]),
        "version": _quoted(about["version"]),
        "date-released": about.get("publication_date"),
        "abstract": _quoted(about["description"].removeprefix("<p>").removesuffix("</p>")),
        "license": about.get("license"),
        **{name: _quoted(value) for name, value in identifiers.items()},
    }
    lines = [
        "cff-version: 1.2.0",
        'message: "If you use this corpus, please cite it as below, and name the sources of the texts."',
        "type: dataset",
        *(f"{name}: {value}" for name, value in told.items() if value),
        "authors:",
    ]
    for creator in about["creators"]:
        family, comma, given = (part.strip() for part in creator["name"].partition(","))
        lines.append(f"  - family-names: {_quoted(family)}" if comma else f"  - name: {_quoted(creator['name'])}")
        if comma:
            lines.append(f"    given-names: {_quoted(given)}")
        if "orcid" in creator:
            lines.append(f"    orcid: {_quoted('https://orcid.org/' + creator['orcid'])}")
    lines += ["keywords:", *(f"  - {_quoted(word)}" for word in about["keywords"])]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def add_identifiers(release: Path, given: dict[str, str]) -> None:
    """Write a DOI or an address into the citation of a release and renew its digests; its data stay as they are.

    After a kill, the same call again completes it. Raises StorageError.
    """
    with replaced(release / SUMS, release / CITATION, release / DEPOSIT) as (sums, citation, file):
        about = json.loads((release / DEPOSIT).read_text(encoding="utf-8"))
        write_citation(citation, file, about, identifiers_of(release) | given)
        text = (release / SUMS).read_text(encoding="utf-8")
        for name, new in ((CITATION, citation), (DEPOSIT, file)):
            text = re.sub(rf"^\w+(?=  {re.escape(name)}$)", digest_of(new), text, flags=re.MULTILINE)
        sums.write_text(text, encoding="utf-8")
