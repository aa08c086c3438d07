"""The folder of pages: whole, the same for the same data, safe to open; without a browser."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from parsel import Selector
from scrapy.settings import Settings
from scrapy.spiderloader import get_spider_loader

from briefings.export.formats.formats import Options
from briefings.export.rights import rights_of
from briefings.export.selection import Selection
from briefings.items import Note, NoteKind, Role
from briefings.records.jsonl import turn_line
from briefings.records.revisions import revise, turn_key
from tests.export.reading import exported
from tests.support.odd_texts import odd_corpus, write_source
from tests.support.page_pictures import BRIEFING, TEXT, text_of
from tests.support.records import briefing_line, make_briefing

if TYPE_CHECKING:
    from pathlib import Path


# A note beside the text is not part of it.
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
        id_ = page.xpath("//dt[.='Record']/following-sibling::dd[1]/bdi/text()").get()
        for turn in page.css(".turn"):
            said = ["".join(each.xpath(_SAID).getall()) for each in turn.css(".text p")]
            shown[id_, int(turn.attrib["id"][1:])] = "\n\n".join(filter(None, said))
    assert shown == {key: turn["text"] for key, turn in turns.items()}
    searched = [text for file in out.glob("briefings/*/*.js") for text in _texts(file)]
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
    """Return the cells of the table below a heading, without those that only draw."""
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
    assert _rows(glance, "shares")[0] == ["sample", *shares]
    assert _rows(glance, "years")[:2] == [
        ["sample", "2025", "3", "40", "2,640"],
        ["sample", "2026", "3", "90", "6,558"],
    ]
    asked = Counter(turn["outlet"] for turn in turns if turn["kind"] == "question")
    assert [(name, int(count)) for name, count, _ in _rows(glance, "outlets")] == sorted(
        asked.items(), key=lambda each: (-each[1], each[0])
    )
    assert _rows(glance, "complete") == [["sample", "6", "2"]]
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
    # A person of several briefings: the latest first.
    days = _only(out, "speakers/anton-keverly-*.html").css("td.dates time::attr(datetime)").getall()
    assert days == sorted({turn["date"] for turn in turns if turn["speaker"] == "Anton Keverly"}, reverse=True)
    assert len(days) > 1


def _texts(script: Path) -> list[str]:
    call = re.fullmatch(r"texts\((\"[^\"]+\"),(.*)\);\n", script.read_text(encoding="utf-8"), re.DOTALL)
    assert call
    assert script.as_posix().endswith(json.loads(call[1]))
    return list(json.loads(call[2]))


def test_the_same_data_give_the_same_bytes(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "pages"
    odd_corpus(data)
    exported(data, "html", out)
    before = _contents(out)
    exported(data, "html", out)
    assert _contents(out) == before
    # One more briefing rewrites pages that show it or count turns, but no page or texts of another.
    write_source(data, [make_briefing("7001", [("Ilka Torvane", "One more.")], source="another")], "another")
    exported(data, "html", out)
    after = _contents(out)
    changed = {name for name in before if after[name] != before[name]}
    across = {"index.html", "speakers.html", "glance.html", "feed.xml"}
    assert changed == across | {"search/turns.js", "search/words/1.js"}


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
    ours = {"../../briefing.js", "word_index.js", "excerpts.js", "search/turns.js", "search.js"}
    for file in (tmp_path / "pages").rglob("*.html"):
        page = _page(file)
        assert {script.attrib.get("src") for script in page.css("script")} <= ours
        assert not page.xpath("//img | //style | //@style | //@*[starts-with(name(), 'on')]")
        assert not page.xpath("//@href[starts-with(., 'javascript')]")
        assert "default-src 'none'" in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content").get("")
    (script,) = (tmp_path / "pages").glob("briefings/*/*.js")
    for each in (script, *(tmp_path / "pages").glob("search/**/*.js")):
        assert "<" not in each.read_text(encoding="utf-8")
    assert _texts(script) == [hostile, hostile]


def test_a_page_says_what_is_missing_and_what_was_chosen(tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "pages"
    odd_corpus(data)
    exported(data, "html", out)
    undated = _only(out, "briefings/harbour_gazette/undated-3001-*.html")
    assert "Page 2 is missing: http 500" in " ".join(_text(undated).split())
    assert "Unknown: check before you publish or pass on the texts." in _text(undated)
    copy = _only(out, "briefings/harbour_gazette/2026-03-04-9001-*.html")
    assert "2026-03-04-2001-" in copy.css(".notice a::attr(href)").get("")
    exported(data, "html", out, selection=Selection(roles=frozenset({"press"})))
    for file in out.rglob("*.html"):
        assert "only part of the collection: turns of the role press" in file.read_text(encoding="utf-8")
    exported(data, "html", out, selection=Selection(roles=frozenset({"official"})))
    assert "Only 1 of its 2 turns is on these pages." in _text(
        _only(out, "briefings/harbour_gazette/undated-3001-*.html")
    )


def test_pages_that_a_spider_read_itself_have_no_day(tmp_path: Path) -> None:
    made = make_briefing()
    for page in made.pages:
        page.fetched_at = None
    write_source(tmp_path / "data", [made])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    facts = " ".join(_text(_only(tmp_path / "pages", "briefings/*/*.html").css(".facts")[0]).split())
    assert "Complete: 1 page read, 3 turns" in facts


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


def test_a_briefing_leads_to_those_before_and_after_it_whose_turns_were_chosen(tmp_path: Path) -> None:
    made = [make_briefing(f"100{number}", [(name, "Well.")]) for number, name in enumerate(["A", "B", "A"])]
    for turn in made[1].turns:
        turn.role = Role.CHAIR
    write_source(tmp_path / "data", made)
    exported(tmp_path / "data", "html", tmp_path / "pages", selection=Selection(roles=frozenset({"official"})))
    first, last = sorted((tmp_path / "pages").glob("briefings/*/*.html"))
    assert _page(first).css("[rel=next]::attr(href)").get("").endswith(last.name)
    assert _page(last).css("[rel=prev]::attr(href)").get("").endswith(first.name)
    assert not _page(first).css("[rel=prev]")


def test_the_title_stands_on_every_page(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing()])
    exported(tmp_path / "data", "html", tmp_path / "pages", Options(title="Port & <quay>"))
    for file in (tmp_path / "pages").rglob("*.html"):
        page = _page(file)
        assert "Port & <quay>" in page.xpath("//title/text()").get("")
        assert "Port & <quay>" in page.css(".masthead .name bdi::text, .index h1 bdi::text").getall()


def test_a_row_of_the_list_says_who_spoke(tmp_path: Path) -> None:
    said = [
        (name, "word " * words) for name, words in [("Rosa Lind", 2), ("A", 9), ("B", 8), ("C", 7), ("D", 6), ("E", 5)]
    ]
    many = make_briefing("1001", [*said, ("Ersk Courier", "And who asks?")])
    many.turns[0].role = Role.CHAIR
    few = make_briefing("1002", [("Ersk Courier", "Nobody answers?")])
    write_source(tmp_path / "data", [many, few, make_briefing("1003")])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    rows = _only(tmp_path / "pages", "index.html").css(".voices bdi::text").getall()
    assert rows == ["A, B, C, D, E and 1 more", "The press", "Ilka Torvane"]


def test_the_same_name_at_two_publishers_is_told_apart(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing()], "gazette")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    assert not _only(tmp_path / "pages", "speakers.html").css("th bdi.meta")
    write_source(tmp_path / "data", [make_briefing()], "courier")
    exported(tmp_path / "data", "html", tmp_path / "pages")
    for page in ("speakers.html", "glance.html"):
        assert _only(tmp_path / "pages", page).css("th bdi.meta::text").getall() == ["courier", "gazette"]
    kickers = [_page(file).css(".kicker bdi::text").get() for file in (tmp_path / "pages").glob("speakers/*.html")]
    assert sorted(map(str, kickers)) == ["courier", "gazette"]


def test_each_turn_has_a_reference_that_holds_without_the_pages(tmp_path: Path) -> None:
    made = make_briefing(missing=[2])
    made.turns[1].outlet = "Ersk Courier of the Sea"
    write_source(tmp_path / "data", [made])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    place = "http://news.veldria.example/2026-03/05/content_1001.htm (read 5 March 2026; the copy is incomplete)."
    title = "“Harbour briefing”, harbour_gazette, 4 March 2026"
    assert _only(tmp_path / "pages", "briefings/*/*.html").css(".reference::text").getall() == [
        f"Ilka Torvane, in {title}, turn 0, {place}",
        f"Ersk Courier (Ersk Courier of the Sea), in {title}, turn 1, {place}",
        f"Ilka Torvane, in {title}, turn 2, {place}",
    ]


def test_a_chart_of_one_bar_and_columns_of_zeros_are_left_out(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing("1001", [("Ilka Torvane", "We open on Monday.")])])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    glance = _only(tmp_path / "pages", "glance.html")
    assert not glance.css(".plot, .bar")
    assert glance.css("#complete ~ p::text").getall() == ["Every page of every briefing was read."]
    assert not glance.xpath("//td[.='0' or .='0 %']")
    assert not _only(tmp_path / "pages", "speakers/*.html").css(".stems")
    assert not _only(tmp_path / "pages", "speakers.html").css(".bar")
    assert not _only(tmp_path / "pages", "briefings/*/*.html").css(".strip")


def test_the_count_of_incomplete_briefings_leads_to_their_names(tmp_path: Path) -> None:
    write_source(tmp_path / "data", [make_briefing("1001"), make_briefing("1002", missing=[2])])
    exported(tmp_path / "data", "html", tmp_path / "pages")
    link = _only(tmp_path / "pages", "index.html").css(".dek a")
    assert (link.attrib["href"], link.css("::text").get()) == ("glance.html#complete", "1 incomplete.")
    names = _only(tmp_path / "pages", "glance.html").css("[aria-labelledby=complete] li a::attr(href)").getall()
    assert len(names) == 1
    assert "-1002-" in names[0]
