"""The Atom feed of new briefings: valid, with stable ids, and harmless whatever the texts are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import feedparser  # type: ignore[import-untyped]
from lxml import etree

from briefings.export.formats.formats import Options
from tests.export.reading import exported
from tests.support.hostile_pages import hostile_corpus
from tests.support.odd_texts import write_source
from tests.support.records import make_briefing, redated

if TYPE_CHECKING:
    from pathlib import Path


def _feed(folder: Path) -> feedparser.FeedParserDict:
    headers = {"content-location": "http://desk.example/", "content-type": "application/atom+xml"}
    found = feedparser.parse((folder / "feed.xml").read_bytes(), response_headers=headers)
    assert not found.bozo
    assert found.version == "atom10"
    return found


def test_new_briefings_come_first_and_keep_their_ids(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "pages"
    made = [make_briefing(str(1001 + number)) for number in range(3)]
    for number, each in enumerate(made):
        redated(each, f"2026-03-0{number + 1}", each.date_basis)
    write_source(data, made[:2])
    exported(data, "html", out, Options(title="Port desk & quay"))
    before = _feed(out)
    assert before.feed.title == "Port desk & quay"
    assert [entry.summary[:13] for entry in before.entries] == ["2 March 2026,", "1 March 2026,"]
    assert before.entries[0].summary.endswith("Ilka Torvane. 3 turns, 25 words.")
    assert before.entries[0].updated == before.feed.updated == "2026-03-05T08:00:00Z"
    write_source(data, made)
    exported(data, "html", out, Options(title="Port desk & quay"))
    after = _feed(out)
    assert [entry.id for entry in after.entries[1:]] == [entry.id for entry in before.entries]
    assert after.feed.id == before.feed.id
    for entry in after.entries:
        assert entry.id.startswith("urn:uuid:")
        assert (out / entry.link.removeprefix("http://desk.example/")).is_file()


def test_a_hostile_text_is_text_in_the_feed(tmp_path: Path) -> None:
    hostile_corpus(tmp_path / "data")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    assert len(_feed(tmp_path / "pages").entries) == 3
    root = etree.parse(tmp_path / "pages" / "feed.xml").getroot()
    assert {str(each.tag).partition("}")[2] for each in root.iter("*")} == {
        "feed", "id", "title", "updated", "author", "name", "generator", "link", "entry", "category", "summary",
    }  # fmt: skip
    links = [str(link.attrib["href"]) for link in root.iter("{*}link")]
    assert not [href for href in links if ":" in href and not href.startswith("http://news.veldria.example/")]
