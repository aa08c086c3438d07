"""Write the folder of pages, from both tables and the revisions that are kept."""

import uuid
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from briefings import __version__
from briefings.export.columns import Table
from briefings.export.file_names import speaker_file
from briefings.export.formats.formats import Options
from briefings.export.html.blocks import answerers, asker, blocks_of
from briefings.export.html.citation import BASIS, citation, day
from briefings.export.html.figures import NAMES, SOURCES, SPEAKERS, Figures
from briefings.export.html.revisions import changes_of
from briefings.export.html.safe_text import address_of_text, clean, opening, undirected, web_address
from briefings.export.html.search import write_search
from briefings.export.html.strip import strip_of
from briefings.export.notes import paragraphs, place_notes
from briefings.export.selection import Corpus, Selection
from briefings.export.tables import fill, row_of, temporary_database
from briefings.store.records import Key

_BRIEFINGS = "SELECT b.*, file FROM briefings b JOIN briefing USING (n) ORDER BY n"
_FILES = "SELECT id, file FROM briefing WHERE turns ORDER BY n"
_TURNS = "SELECT * FROM turns WHERE briefing_n = ? ORDER BY seq"
_ROLE_WORDS = {"official": "Officials", "press": "Press", "chair": "Chair", "other": "Others"}
_FED = 50
"""Number of briefings in the feed, the latest: a busy month of a few publishers."""


def write_html(corpus: Corpus, options: Options, folder: Path) -> None:
    """Write the pages of briefings, speakers and the corpus, the texts to search, and what they need."""
    with closing(temporary_database()) as database:
        fill(database, corpus)
        figures = Figures(database)
        neighbours = figures.neighbours()
        site = _Site(corpus, options, folder, dict(database.execute(_FILES)))
        for row in database.execute(_BRIEFINGS):
            turns = [row_of(Table.TURNS, turn) for turn in database.execute(_TURNS, [row["n"]])]
            site.write_briefing(row_of(Table.BRIEFINGS, row), turns, neighbours.get(row["n"]))
        write_search(database, site.write)
        site.write_lists(figures)
    for each in files("briefings.export.html").joinpath("static").iterdir():
        (folder / each.name).write_bytes(each.read_bytes())


class _Site:
    """Writer of the pages."""

    def __init__(self, corpus: Corpus, options: Options, folder: Path, files_by_id: dict[str, str]) -> None:
        self._folder = folder
        self._kept = corpus.kept
        self._about = {
            "site": options.title or "Press briefings",
            "made_by": f"briefings {__version__}",
            "chosen": _in_words(corpus.selection),
            "rights": {source: options.rights(source) for source in corpus.sources},
            "files_by_id": files_by_id,
        }

    def write(self, file: str, text: str) -> None:
        path = self._folder / file
        path.parent.mkdir(parents=True, exist_ok=True)
        # As bytes, so that line ends inside a text stay unchanged.
        path.write_bytes(clean(text).encode())

    def write_briefing(
        self, briefing: dict[str, Any], turns: list[dict[str, Any]], neighbours: dict[str, Any] | None
    ) -> None:
        whole = len(turns) == briefing["turn_count"]
        late_notes = place_notes(turns, briefing["notes"] if whole else [])
        revisions = []
        if whole and briefing["revision"] > 1:
            kept = self._kept.records.all_of(Key(briefing["source"], briefing["id"]))
            revisions = changes_of([revision.as_printed() for revision in kept])
        self._render(
            briefing["file"],
            "briefing.html",
            briefing=briefing,
            turns=turns,
            blocks=blocks_of(turns),
            late_notes=late_notes if whole else briefing["notes"],
            whole=whole,
            strip=strip_of(turns),
            roles={turn["role"] or "other" for turn in turns},
            revisions=revisions,
            neighbours=neighbours,
        )

    def write_lists(self, figures: Figures) -> None:
        """Write the pages that look across briefings, and the feed."""
        listed, sources, speakers = figures.listed(), figures.rows(SOURCES), figures.rows(SPEAKERS)
        self._render("index.html", briefings=listed, sources=sources, names=figures.rows(NAMES))
        self._render("feed.xml", briefings=[row for row in listed if not row["repeats"]][:_FED])
        self._render("speakers.html", sources=sources, speakers=speakers)
        for speaker in speakers:
            context = figures.of_speaker(speaker["speaker"])
            self._render(speaker["file"], "speaker.html", sources=sources, speaker=speaker, **context)
        self._render("glance.html", sources=sources, speakers=speakers, **figures.at_a_glance(sources))

    def _render(self, file: str, template: str | None = None, **context: Any) -> None:
        page = _templates().get_template(template or file)
        self.write(file, page.render(self._about, root="../" * file.count("/"), file=file, **context))


def _in_words(chosen: Selection) -> str:
    """Return the selection in words; empty when everything is exported."""
    parts = [
        *(f"{name} {day(str(end))}" for name in ("since", "until") if (end := getattr(chosen.window, name))),
        f"turns of the role {' or '.join(sorted(chosen.roles))}" if chosen.roles else "",
        f"turns of {' or '.join(sorted(chosen.speakers))}" if chosen.speakers else "",
    ]
    return ", ".join(part for part in parts if part)


def percent(part: int, whole: int) -> str:
    """Return a share in words: `7 %`, or `<1 %` for a smaller one above zero."""
    share = round(100 * part / max(whole, 1))
    return "<1 %" if part and not share else f"{share} %"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=PackageLoader("briefings.export.html"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(
        number=lambda value: f"{value or 0:,}", percent=percent, day=day, web=web_address, undirected=undirected,
        opening=opening, paragraphs=paragraphs, citation=citation, asker=asker, answerers=answerers,
        page_of=speaker_file, address_of_text=address_of_text,
    )  # fmt: skip
    # The name of a feed or an entry is the same in every export.
    made.globals["urn"] = lambda *parts: uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(parts)).urn
    made.globals.update(basis=BASIS, role_words=_ROLE_WORDS)
    return made
