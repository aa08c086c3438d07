"""Running again costs what changed: stored and not due is not requested, and nothing new is ever skipped."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.support.changed_rows import age_archive, age_briefings, change_rows
from tests.support.crawls import Crawl, Crawler
from tests.support.pages import HOST, address, briefing, briefing_page, list_page
from tests.support.parts import part_of
from tests.support.server import Site, page, tagged

SOURCE = "china_org_cn"
LIST = f"http://{HOST}/pressroom/node_8001.htm"
RUN = (SOURCE, "-a", f"lists={LIST}")
KEYS = (7009, 7008, 7007)


def _list(site: Site, *keys: int) -> None:
    site.serve(LIST, list_page([address(key) for key in keys]))


@pytest.fixture
def listed(site: Site) -> Site:
    """Three briefings of two pages on a list, all with validators."""
    for key in (*KEYS, 7010):
        for url, body in briefing(key, 2).items():
            site.serve(url, tagged(body))
    _list(site, *KEYS)
    return site


def _again(site: Site, crawler: Crawler, *args: str) -> Crawl:
    site.log.clear()
    return crawler.run(*RUN, *args)


def _pass_days(crawler: Crawler, days: float) -> None:
    """Make the records of the briefings that much older."""
    age_briefings(crawler.data, days)


@pytest.mark.further
def test_what_is_not_due_is_not_asked_for(listed: Site, crawler: Crawler) -> None:
    assert crawler.first(*RUN).code == 0
    second = _again(listed, crawler)
    assert second.code == 0, second.err
    assert "0 unchanged, 3 not due, all complete. Kept in" in second.out
    assert listed.visits() == [LIST]


def test_what_is_new_is_read_wherever_it_stands_on_the_list(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _list(listed, 7007, 7009, 7010, 7008)
    second = _again(listed, crawler)
    assert "1 new, 0 revised, 0 unchanged, 3 not due" in second.out
    assert sorted(listed.visits()) == sorted([LIST, *briefing(7010, 2)])


def test_what_is_due_is_asked_for_and_rests_longer_each_time(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _pass_days(crawler, 1)
    second = _again(listed, crawler)
    assert "0 new, 0 revised, 3 unchanged, all complete" in second.out
    assert listed.bodies() == [LIST]
    assert "3 not due" in _again(listed, crawler).out
    # Unchanged for a day, it rests for a day, then two; `is_due` is asked about longer intervals below.
    for rest in (1, 2):
        _pass_days(crawler, rest * 0.8)
        assert "3 not due" in _again(listed, crawler).out
        _pass_days(crawler, rest * 0.2)
        assert "3 unchanged" in _again(listed, crawler).out


def test_a_change_is_looked_at_again_soon(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    _pass_days(crawler, 40)
    edited = briefing(7008, 2)[address(7008)].replace(b"welcome to", b"a warm welcome to")
    listed.serve(address(7008), tagged(edited))
    assert "0 new, 1 revised, 2 unchanged" in _again(listed, crawler).out
    assert sorted(listed.bodies()) == sorted([LIST, address(7008)])
    _pass_days(crawler, 1)
    assert "0 revised, 1 unchanged, 2 not due" in _again(listed, crawler).out


@pytest.mark.parametrize(
    "days", [(b"May 17, 2024", b"May 18, 2024"), pytest.param((b"", b""), marks=pytest.mark.further)]
)
def test_another_briefing_at_the_same_address_is_told_and_both_are_kept(
    site: Site, crawler: Crawler, days: tuple[bytes, bytes]
) -> None:
    """It has another day, and may be shorter then; or, where none is shown, another headline."""
    url = "http://press.varenia.example/today.html"
    today = ("briefing", "-a", f"url={url}")
    old, new = (
        briefing_page(key, 1, 1).replace(b"May 17, 2024", day).replace(b"May 16, 2024", day)
        for key, day in zip((7008, 7010), days, strict=True)
    )
    longer = b"<p><strong>Irena Dolmatin:</strong></p><p>" + b"The lamps on the quay are lit again. " * 40 + b"</p>"
    site.serve(url, old.replace(b"<p>Follow", longer + b"<p>Follow") if days[0] else old)
    crawler.run(*today)
    site.serve(url, new)
    second = crawler.run(*today)
    assert second.code == 3, second.err
    assert (
        "0 new, 0 revised, 0 unchanged. 1 briefing in place of another: "
        "press.varenia.example/today is another one than before, which superseded.jsonl keeps."
    ) in second.out
    source = "press.varenia.example"
    assert all("7010" in turn["text"] for turn in second.turns(source))
    assert any("7008" in line.get("text", "") for line in second.lines(source, "superseded.jsonl"))
    assert crawler.run(*today).code == 0


def test_page_1_of_another_kept_briefing_replaces_nothing(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7009, 3) | briefing(7008, 1))
    _list(site, 7009, 7008)
    first = crawler.run(*RUN)
    site.serve(address(7008), briefing(7009, 3)[address(7009)])
    mixed = _again(site, crawler, "-s", "BRIEFINGS_LOOK_AGAIN=0")
    assert mixed.code == 3, mixed.err
    assert "its pages show what is stored of www.china.org.cn/7009" in mixed.err
    assert mixed.turns() == first.turns()


def test_an_address_that_is_given_is_always_asked_for(listed: Site, crawler: Crawler) -> None:
    crawler.first(*RUN)
    listed.log.clear()
    given = crawler.run(SOURCE, "-a", f"url={address(7008)}")
    assert "1 unchanged, all complete" in given.out
    assert sorted(listed.visits()) == sorted(briefing(7008, 2))


@pytest.mark.further
def test_a_limit_counts_what_is_not_due(listed: Site, crawler: Crawler) -> None:
    crawler.run(*RUN, "-a", "limit=2")
    assert "2 not due" in _again(listed, crawler, "-a", "limit=2").out
    assert listed.visits() == [LIST]


def test_only_the_missing_page_of_an_incomplete_briefing_is_asked_for(site: Site, crawler: Crawler) -> None:
    numbered, by_query = briefing(7009, 4), _by_query(briefing(7008, 4))
    site.serve_all(numbered | by_query)
    lost = [address(7009, 3), list(by_query)[2]]
    for url in lost:
        site.serve(url, page(b"busy", status=503))
    site.serve(LIST, list_page([address(7009), next(iter(by_query))]))
    run = ("briefing", "-a", f"lists={LIST}", "-a", "source=ferry")
    assert crawler.run(*run).code == 3
    site.serve_all(numbered | by_query)
    site.log.clear()
    second = crawler.run(*run)
    assert (second.code, "0 new, 2 revised, 0 unchanged, all complete" in second.out) == (0, True), second.err
    assert sorted(site.visits()) == sorted([LIST, *lost])
    for line in second.briefings("ferry"):
        assert (line["revision"], line["complete"], line["missing_pages"], line["turn_count"]) == (2, True, [], 9)
    assert len(second.turns("ferry")) == 18
    assert "2 not due" in crawler.run(*run).out


def _by_query(pages: dict[str, bytes]) -> dict[str, bytes]:
    """Return a briefing of whose addresses only those that its pager names tell the number of a page."""

    def moved(text: str) -> str:
        return re.sub(r"content_(\d+)\.htm", r"talk-\1", re.sub(r"_(\d)\.htm", r".htm?page=\1", text))

    return {moved(url): moved(body.decode()).encode() for url, body in pages.items()}


@pytest.mark.slow
def test_a_page_that_was_cut_off_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    site.serve_all(briefing(7009, 3))
    whole = briefing(7009, 3)[address(7009, 2)]
    site.serve(address(7009, 2), page(whole[: len(whole) // 2]))
    _list(site, 7009)
    first = crawler.run(*RUN)
    assert first.code == 3, first.err
    assert "7009 lacks page 2 (ends before </html>)" in first.out
    site.serve(address(7009, 2), whole)
    second = _again(site, crawler)
    assert second.code == 0, second.err
    assert site.visits() == [LIST, address(7009, 2)]
    assert len(second.turns()) == 7


@pytest.mark.slow
def test_the_pages_of_a_briefing_long_incomplete_are_revalidated(site: Site, crawler: Crawler) -> None:
    pages = briefing(7009, 4)
    for url, body in pages.items():
        site.serve(url, tagged(body))
    site.serve(address(7009, 3), page(b"busy", status=503))
    _list(site, 7009)
    assert crawler.run(*RUN).code == 3
    site.serve_all(pages)
    for number in (1, 2, 4):
        site.serve(address(7009, number), tagged(pages[address(7009, number)]))
    age_archive(crawler.data)
    second = _again(site, crawler)
    assert second.code == 0, second.err
    assert sorted(site.visits()) == sorted([LIST, *pages])
    assert sorted(site.bodies()) == sorted([LIST, address(7009, 3)])


@pytest.mark.slow
def test_a_gap_stays_said_though_the_walk_ends_before_the_list_page_that_names_it(site: Site, crawler: Crawler) -> None:
    pages = [LIST, LIST.replace(".htm", "_2.htm")]
    for number, keys in enumerate(((7009, 7008), (7007, 7006)), 1):
        site.serve(pages[number - 1], list_page([address(key) for key in keys], pages, number))
    for key in (*KEYS, 7006):
        for url, body in briefing(key, 2).items():
            site.serve(url, page(b"", status=404) if url == address(7007, 2) else tagged(body))
    assert crawler.run(*RUN).code == 3
    second = _again(site, crawler)
    assert (second.code, pages[1] in site.visits()) == (3, False)
    assert "lacks page 2" in second.out


@pytest.mark.further
def test_a_list_that_the_server_calls_unchanged_for_ever_is_asked_for_after_a_day_and_a_half(
    listed: Site, crawler: Crawler
) -> None:
    first = tagged(list_page([address(key) for key in KEYS]))
    listed.serve(LIST, first)
    crawler.run(*RUN)
    listed.serve(LIST, replace(tagged(list_page([address(key) for key in (7010, *KEYS)])), tag=first.tag))
    assert "1 new" not in _again(listed, crawler).out
    age_archive(crawler.data, 37)
    assert "1 new" in _again(listed, crawler).out


@pytest.mark.slow
def test_a_server_that_was_found_to_call_changed_pages_unchanged_is_not_believed_again(
    listed: Site, crawler: Crawler
) -> None:
    first = tagged(list_page([address(key) for key in KEYS]))
    listed.serve(LIST, first)
    crawler.run(*RUN)
    listed.serve(LIST, replace(tagged(list_page([address(key) for key in KEYS[1:]])), tag=first.tag))
    age_archive(crawler.data, 37)
    assert _again(listed, crawler).code == 0
    listed.serve(LIST, replace(tagged(list_page([address(key) for key in (7010, *KEYS)])), tag=first.tag))
    assert "1 new" in _again(listed, crawler).out


@pytest.mark.parametrize(("days", "is_seen"), part_of([(2, True), (1, False), (6, True), (8, False)], 4))
def test_a_page_that_the_server_calls_unchanged_for_ever_is_asked_for_in_its_first_week(
    listed: Site, crawler: Crawler, days: int, *, is_seen: bool
) -> None:
    crawler.first(*RUN)
    url, body = address(7008, 2), briefing(7008, 2)[address(7008, 2)]
    listed.serve(url, replace(tagged(body.replace(b"went to the", b"went back to the")), tag=tagged(body).tag))
    age_archive(crawler.data, 24 * days)
    _pass_days(crawler, days)
    assert ("1 revised" in _again(listed, crawler).out) is is_seen


@pytest.mark.slow
def test_a_list_whose_last_walk_did_not_end_is_asked_whether_it_changed(listed: Site, crawler: Crawler) -> None:
    listed.serve(LIST, tagged(list_page([address(key) for key in KEYS])))
    crawler.run(*RUN)
    change_rows(crawler.data, "UPDATE walks SET proper = 0")
    listed.log.clear()
    _again(listed, crawler)
    assert [visit.status for visit in listed.log if visit.url == LIST] == [304]


@pytest.mark.slow
def test_a_page_of_a_list_that_names_nothing_is_asked_for_again(site: Site, crawler: Crawler) -> None:
    pages = [LIST, LIST.replace(".htm", "_2.htm")]
    site.serve(pages[0], list_page([address(key) for key in KEYS], pages))
    site.serve(pages[1], list_page([], pages, 2))
    for key in KEYS:
        for url, body in briefing(key, 1).items():
            site.serve(url, tagged(body))
    for _ in range(2):
        site.log.clear()
        done = crawler.run(*RUN)
        assert (done.code, pages[1] in site.visits()) == (3, True), done.out
        assert f"{pages[1]} was not read (it lists no briefing)" in done.out
