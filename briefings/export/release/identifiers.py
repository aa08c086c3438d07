"""The DOI and the address of a release, assigned by a repository after the release was made."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefings.export.release.releases import SUMS, digest_of
from briefings.export.replace_target import replaced_files

_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:)?(?P<doi>10\.\d{4,9}/\S+)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s\"<>]+")
_OURS = re.compile(r"^(?:doi|url): .*\n", re.MULTILINE)
CITATION, ZENODO = "CITATION.cff", ".zenodo.json"


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Identifiers by which a release can be found; each may be unknown."""

    doi: str | None = None
    """DOI without the resolver: 10.5281/zenodo.1234567."""
    url: str | None = None

    def in_citation(self, text: str) -> str:
        """Return CITATION.cff with these identifiers in place of its own."""
        lines = [f"{name}: {json.dumps(value)}\n" for name, value in (("doi", self.doi), ("url", self.url)) if value]
        return _OURS.sub("", text).replace("authors:\n", "".join(lines) + "authors:\n", 1)

    def in_zenodo(self, text: str) -> str:
        """Return .zenodo.json with these identifiers in place of its own."""
        content: dict[str, Any] = json.loads(text)
        content.pop("doi", None)
        content.pop("related_identifiers", None)
        if self.doi:
            content["doi"] = self.doi
        if self.url:
            content["related_identifiers"] = [{"relation": "isIdenticalTo", "identifier": self.url}]
        return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def read_identifiers(doi: str | None, url: str | None) -> Identifiers:
    """Read the user's identifiers. Raises ValueError for an invalid DOI or address."""
    match = _DOI.fullmatch(doi.strip()) if doi else None
    if doi and match is None:
        raise ValueError(f"{doi!r} is no DOI, such as 10.5281/zenodo.1234567")
    if url and not _URL.fullmatch(url):
        raise ValueError(f"{url!r} is no address of the web")
    return Identifiers(match and match["doi"], url)


def identifiers_of(release: Path) -> Identifiers:
    """Return the identifiers in the citation of a release; empty ones without a citation. Raises OSError."""
    file = release / CITATION
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    found = dict(re.findall(r"^(doi|url): (\".*\")$", text, re.MULTILINE))
    return Identifiers(**{name: json.loads(value) for name, value in found.items()})


def add_identifiers(release: Path, given: Identifiers) -> None:
    """Write identifiers into the citation of an existing release and renew its digests; its data stay as they are.

    After a kill, the same call again completes it. Raises StorageError.
    """
    sums, citation, zenodo = release / SUMS, release / CITATION, release / ZENODO
    with replaced_files(sums, citation, zenodo) as (new_sums, new_citation, new_zenodo):
        old = identifiers_of(release)
        every = Identifiers(given.doi or old.doi, given.url or old.url)
        new_citation.write_text(every.in_citation(citation.read_text(encoding="utf-8")), encoding="utf-8")
        new_zenodo.write_text(every.in_zenodo(zenodo.read_text(encoding="utf-8")), encoding="utf-8")
        changed = {CITATION: digest_of(new_citation), ZENODO: digest_of(new_zenodo)}
        lines = (line.partition("  ") for line in sums.read_text(encoding="utf-8").splitlines())
        text = "".join(f"{changed.get(name, digest)}  {name}\n" for digest, _, name in lines)
        new_sums.write_text(text, encoding="utf-8")
