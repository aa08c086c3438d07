"""Write the folder: the pages of briefings as they come, then the pages that look across them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from contextlib import closing
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from briefings import __version__
from briefings.export.formats.options import Options
from briefings.export.html import glance, speaker_page
from briefings.export.html.briefing_page import blocks_of, strip_of
from briefings.export.html.citation import BASIS, day
from briefings.export.html.file_names import briefing_file
from briefings.export.html.revisions import RevisionChange, changes_of
from briefings.export.html.safe_text import clean, undirected, web_address
from briefings.export.html.tally import Tally
from briefings.export.html.texts import Texts
from briefings.export.html.word_index import WordIndex
from briefings.export.rows import Rows
from briefings.export.selection import Corpus, Selection
from briefings.store import Place

_LISTED = "SELECT * FROM briefing ORDER BY year DESC, date DESC, source, n"
_MOST_NAMES = 2_000  # offered while a name is typed; others are found too
_NAMES = """
SELECT coalesce(name, outlet) AS name FROM turn WHERE coalesce(name, outlet) IS NOT NULL
GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT :most"""
_ROLE_WORDS = {"official": "Officials", "press": "Press", "chair": "Chair", "other": "Others"}
_FED = 50
"""Number of briefings in the feed, the latest: a busy month of a few publishers."""


class Neighbour(NamedTuple):
    """The previous or next briefing of the same source."""

    file: str
    date: str | None


def write_html(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write the pages of briefings, speakers and the corpus, the texts to search, and what they need."""
    with closing(Tally()) as tally, closing(WordIndex()) as words:
        site = _Site(corpus, options, folder, tally, words)
        for rows in corpus:
            site.add(rows)
        site.finish()


class _Site:
    def __init__(self, corpus: Corpus, options: Options, folder: Path, tally: Tally, words: WordIndex) -> None:
        self._folder = folder
        self._tally = tally
        self._words = words
        self._texts = Texts(self._write)
        self._about = {
            "site": options.title or "Press briefings",
            "made_by": f"briefings {__version__}",
            "chosen": _in_words(corpus.selection),
        }
        self._kept = corpus.kept
        self._rights = {source: options.rights(source) for source in corpus.sources}
        self._files: dict[str, str] = {}
        """Files of the briefings that have turns, by id."""
        self._earlier: dict[str, Neighbour] = {}
        self._later: dict[str, Neighbour] = {}
        """Next briefings of the same source, by file; `_earlier` has the previous ones."""
        if not corpus.selection.by_turn:  # with a choice of turns nobody knows yet which briefings have any
            self._look_ahead([place for place in corpus.places() if place.turn_count])

    def _look_ahead(self, places: Sequence[Place]) -> None:
        """Learn the files of the briefings, and which follows which."""
        found = [Neighbour(briefing_file(place.source, place.id, place.date), place.date) for place in places]
        self._files = {place.id: each.file for place, each in zip(places, found, strict=True)}
        for (place, before), (of_next, after) in pairwise(zip(places, found, strict=True)):
            if place.source == of_next.source:
                self._later[before.file], self._earlier[after.file] = after, before

    def add(self, rows: Rows) -> None:
        """Write the page of a briefing."""
        briefing, turns = rows.briefing, rows.turns
        file = briefing_file(briefing["source"], briefing["id"], briefing["date"])
        whole = len(turns) == briefing["turn_count"]
        self._tally.add(briefing, turns, file)
        if turns:
            self._words.add(briefing, turns, file, self._texts.add(briefing, turns))
        self._render(
            file,
            "briefing.html",
            briefing=briefing,
            rights=self._rights[briefing["source"]],
            blocks=list(blocks_of(briefing, turns, briefing["notes"] if whole else [])),
            late_notes=_late_notes(rows) if whole else briefing["notes"],
            strip=strip_of(turns),
            roles={turn["role"] or "other" for turn in turns},
            turns=turns,
            whole=whole,
            revisions=self._changes(briefing) if whole and briefing["revision"] > 1 else [],
            other_files=self._files,
            earlier=self._earlier.get(file),
            later=self._later.get(file),
        )

    def finish(self) -> None:
        """Write the pages that look across briefings, and what all pages need."""
        self._texts.flush()
        self._words.write(self._write)
        self._tally.settle()
        listed = list(self._tally.rows(_LISTED))
        years = list(dict.fromkeys(row["year"] for row in listed))
        self._render(
            "index.html",
            "index.html",
            briefings=listed,
            years=years,
            sources=glance.sources_in(self._tally),
            names=[row["name"] for row in self._tally.rows(_NAMES, most=_MOST_NAMES)],
            turns=sum(row["turns"] for row in listed),
        )
        self._render("feed.xml", "feed.xml", briefings=[row for row in listed if not row["copy"]][:_FED])
        speakers = speaker_page.speakers_in(self._tally)
        self._render("speakers.html", "speakers.html", speakers=speakers)
        for speaker in speakers:
            context = speaker_page.page_of(self._tally, speaker["speaker"])
            self._render(speaker["file"], "speaker.html", speaker=speaker, **context)
        self._render("glance.html", "glance.html", rights=self._rights, **glance.page_of(self._tally, speakers))
        for each in files("briefings.export.html").joinpath("static").iterdir():
            (self._folder / each.name).write_bytes(each.read_bytes())

    def _render(self, file: str, template: str, **context: Any) -> None:
        root = "../" * file.count("/")
        page = _templates().get_template(template)
        self._write(file, page.render(self._about, root=root, file=file, **context))

    def _write(self, file: str, text: str) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        # As bytes, so that line ends inside a text stay unchanged.
        path.write_bytes(clean(text).encode())

    def _changes(self, briefing: dict[str, Any]) -> list[RevisionChange]:
        revisions = self._kept.revisions(briefing["source"], briefing["id"])
        return changes_of([revision.as_printed() for revision in revisions])


def _late_notes(rows: Rows) -> list[dict[str, Any]]:
    """Return the notes of a briefing after its last turn."""
    start = sum(len(turn["text"]) for turn in rows.turns[:-1])
    return [note for note in rows.briefing["notes"] if note["at"] > start or not rows.turns]


def _in_words(chosen: Selection) -> str:
    """Return the selection in words; empty when everything is exported."""
    parts = [
        f"since {day(chosen.since)}" if chosen.since else "",
        f"until {day(chosen.until)}" if chosen.until else "",
        f"turns of the role {' or '.join(sorted(chosen.roles))}" if chosen.roles else "",
        f"turns of {' or '.join(sorted(chosen.speakers))}" if chosen.speakers else "",
    ]
    return ", ".join(part for part in parts if part)


def _urn(*parts: str) -> str:
    """Return a name for a feed or an entry that is the same in every export."""
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("briefings.export.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(day=day, web=web_address, undirected=undirected, number=lambda value: f"{value or 0:,}")
    made.globals.update(basis=BASIS, role_words=_ROLE_WORDS, urn=_urn)
    return made
