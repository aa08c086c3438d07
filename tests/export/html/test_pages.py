"""The folder of pages: whole, the same for the same data, safe to open; without a browser."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from parsel import Selector
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from briefings.export import Options, Selection, rights_of
from briefings.export.html import shards
from briefings.items import Note, NoteKind
from briefings.records.jsonl import turn_line
from briefings.records.revisions import revise, turn_key
from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.page_pictures import BRIEFING, TEXT, text_of
from tests.support.records import briefing_line, make_briefing, make_briefings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


# A note beside the text is no part of it.
_SAID = ".//text()[not(ancestor::span[contains(@class, 'beside')])]"


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def _page(file: Path) -> Selector:
    return Selector(text=file.read_text(encoding="utf-8"))


def _only(folder: Path, pattern: str) -> Selector:
    (file,) = folder.glob(pattern)
    return _page(file)


def _text(found: Selector) -> str:
    return found.xpath("string()").get("")


def test_the_picture_of_the_readme_is_current(sample_data: Path, tmp_path: Path) -> None:
    settings = Settings()
    settings.setmodule("briefings.settings")
    rights = partial(rights_of, get_spider_loader(settings))
    exported(sample_data, "html", tmp_path / "pages", Options(rights=rights))
    (page,) = (tmp_path / "pages").glob(BRIEFING)
    assert text_of(page) == TEXT.read_text(encoding="utf-8"), "run: python -m tests.support.page_pictures"


def test_every_turn_of_the_sample_is_on_its_page_and_in_the_search(sample_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    exported(sample_data, "html", out)
    kept = (sample_data / "sample" / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    turns = {(turn["briefing"], turn["seq"]): turn for turn in map(json.loads, kept)}
    shown = {}
    for file in out.glob("briefings/*/*.html"):
        page = _page(file)
        id_ = page.xpath("//dt[.='Known as']/following-sibling::dd[1]/bdi/text()").get()
        for turn in page.css(".turn"):
            said = ["".join(each.xpath(_SAID).getall()) for each in turn.css(".text p")]
            shown[id_, int(turn.attrib["id"][1:])] = "\n\n".join(filter(None, said))
    assert shown == {key: turn["text"] for key, turn in turns.items()}
    searched = [text for file in out.glob("search/*.js") for text in _texts(file)]
    assert sorted(searched) == sorted(turn["text"] for turn in turns.values())
    # Every link within the folder leads somewhere.
    for file in out.rglob("*.html"):
        for target in _page(file).xpath("//@href | //@src").getall():
            if not target.startswith("http"):
                name, _, anchor = target.partition("#")
                other = (file.parent / name) if name else file
                assert other.is_file(), (file, target)
                assert not anchor or f'id="{anchor}"' in other.read_text(encoding="utf-8"), (file, target)


def _rows(page: Selector, section: str) -> list[list[str]]:
    """The cells of the table below a heading, without those that only draw."""
    rows = page.xpath(f"//section[h2/@id='{section}']//table[1]/tbody/tr")
    return [[" ".join(_text(cell).split()) for cell in row.xpath("*[not(@class='wide')]")] for row in rows]


def test_the_figures_of_the_sample_are_those_of_its_turns(sample_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "pages"
    exported(sample_data, "html", out)
    kept = (sample_data / "sample" / "turns.jsonl").read_text(encoding="utf-8").splitlines()
    turns = [json.loads(line) for line in kept]
    glance = _only(out, "glance.html")
    words = {
        role: sum(turn["words"] for turn in turns if turn["role"] == role) for role in ("official", "press", "chair")
    }
    shares = [f"{round(100 * each / sum(words.values()))} %" for each in words.values()]
    assert _rows(glance, "shares")[0] == ["sample", *shares, "0 %"]
    assert _rows(glance, "years")[:2] == [
        ["sample", "2025", "3", "40", "2,640"],
        ["sample", "2026", "3", "90", "6,558"],
    ]
    asked = Counter(turn["outlet"] for turn in turns if turn["kind"] == "question")
    assert [(name, int(count)) for name, count, _ in _rows(glance, "outlets")] == sorted(
        asked.items(), key=lambda each: (-each[1], each[0])
    )
    answers = [turn["words"] for turn in turns if turn["kind"] == "answer"]
    assert sum(int(count) for _, count, _ in _rows(glance, "answers")) == len(answers)
    assert f"Half of the answers have {sorted(answers)[len(answers) // 2]} words or fewer." in _text(glance)
    assert _rows(glance, "complete") == [["sample", "6", "0", "2", "0"]]
    # A person: the turns, who was there, who asked.
    mine = [turn for turn in turns if turn["speaker"] == "Tomas Vedrin"]
    page = _only(out, "speakers/tomas-vedrin-*.html")
    assert page.css(".turns a::text").getall() == [str(turn["seq"]) for turn in mine]
    there = {turn["speaker"] for turn in turns if turn["briefing"] == mine[0]["briefing"]} - {"Tomas Vedrin", None}
    assert {name for name, _ in _rows(page, "beside")} == there
    exchanges = {turn["exchange"] for turn in mine if turn["kind"] == "answer"}
    askers = {
        turn["outlet"] for turn in turns if turn["briefing"] == mine[0]["briefing"] and turn["exchange"] in exchanges
    } - {None}
    assert {name for name, _ in _rows(page, "asked")} == askers


def _texts(shard: Path) -> list[str]:
    call = re.fullmatch(r"shard\((\"[^\"]+\"),(.*)\);\n", shard.read_text(encoding="utf-8"), re.DOTALL)
    assert call
    assert shard.as_posix().endswith(json.loads(call[1]))
    return [turn[-1] for briefing in json.loads(call[2]) for turn in briefing[4]]


def test_the_same_data_give_the_same_bytes_and_what_is_equal_stays_the_file_it_was(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "pages"
    odd_corpus(data)
    exported(data, "html", out)
    before = _contents(out)
    times = {name: (out / name).stat().st_mtime_ns for name in before}
    time.sleep(0.01)
    exported(data, "html", out)
    assert _contents(out) == before
    assert {name: (out / name).stat().st_mtime_ns for name in before} == times
    # One more briefing rewrites what shows it, and no page of another.
    write_source(data, [make_briefing("7001", [("Ilka Torvane", "One more.")], source="another")], "another")
    exported(data, "html", out)
    changed = {name for name in before if (out / name).stat().st_mtime_ns != times[name]}
    assert changed == {"index.html", "speakers.html", "glance.html", "export.json"}


def test_nothing_of_a_hostile_text_is_markup_or_script(tmp_path: Path) -> None:
    hostile = '</script><script>alert(1)</script><img src=x onerror="alert(2)"> " onclick=alert(3) \u202edesrever'
    made = make_briefing("2001", [(hostile, hostile), ("Ersk Courier", hostile)], source="gazette")
    made.title = made.summary = hostile
    made.url = "javascript:alert(4)"
    made.warnings = [hostile]
    made.notes = [Note(NoteKind.CAPTION, hostile, 0)]
    for turn in made.turns:
        turn.title, turn.url, turn.outlet, turn.position = hostile, "javascript:alert(5)", hostile, hostile
    made.turns[0].notes = [Note(NoteKind.STAGE, hostile, 3)]
    write_source(tmp_path / "data", [made], "gazette")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    ours = {"../../briefing.js", "excerpts.js", "search.js"}
    for file in (tmp_path / "pages").rglob("*.html"):
        page = _page(file)
        assert {script.attrib.get("src") for script in page.css("script")} <= ours
        assert not page.xpath("//img | //style | //@style | //@*[starts-with(name(), 'on')]")
        assert not page.xpath("//@href[starts-with(., 'javascript')]")
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content").get("")
    (shard,) = (tmp_path / "pages").glob("search/*.js")
    assert "<" not in shard.read_text(encoding="utf-8")
    assert _texts(shard) == [hostile, hostile]


def test_a_page_says_what_is_missing_and_what_was_chosen(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "pages"
    odd_corpus(data)
    exported(data, "html", out)
    undated = _only(out, "briefings/harbour_gazette/undated-3001-*.html")
    assert "Page 2 is missing: http 500" in " ".join(_text(undated).split())
    assert "Unknown: find out before you pass the texts on." in _text(undated)
    copy = _only(out, "briefings/harbour_gazette/2026-03-04-9001-*.html")
    assert "2026-03-04-2001-" in copy.css(".notice a::attr(href)").get("")
    exported(data, "html", out, selection=Selection(roles=frozenset({"press"})))
    for file in out.rglob("*.html"):
        assert "a part of what is kept: turns of the role press" in file.read_text(encoding="utf-8")


def test_a_revision_shows_what_it_changed(tmp_path: Path) -> None:
    old = make_briefing("1001", [("Ilka Torvane", "A berth costs twelve marks."), ("Ersk Courier", "Twelve?")])
    new = make_briefing("1001", [("Ilka Torvane", "A berth costs ten marks."), ("Ersk Courier", "Twelve?")])
    revise(new, old, [turn_key(turn) for turn in old.turns])
    folder = write_source(tmp_path / "data", [new])
    gone = replace(old, source="harbour_gazette")
    folder.superseded.write_text(briefing_line(gone) + "".join(map(turn_line, gone.turns)), encoding="utf-8")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    (change,) = _only(tmp_path / "pages", "briefings/*/*.html").css(".revisions .change")
    assert change.css("del, ins").css("::text").getall() == ["twelve", "ten"]
    assert change.css("a::attr(href)").get() == "#t0"


def test_a_year_of_many_turns_has_several_shards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "_MOST_TURNS", 8)  # ten thousand take a second
    write_source(tmp_path / "data", make_briefings(5))
    exported(tmp_path / "data", "html", tmp_path / "pages")
    files = sorted((tmp_path / "pages").glob("search/*.js"))
    assert [file.name for file in files] == [f"harbour_gazette-2026-{number}.js" for number in (1, 2, 3)]
    assert [len(_texts(file)) for file in files] == [8, 8, 4]
    named = _only(tmp_path / "pages", "index.html").xpath("//form/@data-shards").get("")
    assert [each["turns"] for each in json.loads(named)] == [8, 8, 4]
