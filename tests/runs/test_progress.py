"""What the line on the terminal says, and what it leaves out."""

from briefings.runs.progress import Progress

STATS = {
    "briefings/found": 120,
    "briefings/left": 80,
    "briefings/lists_ahead": False,
    "briefings/not_due": 20,
    "briefings/incomplete": 2,
    "briefings/unread": 1,
    "response_received_count": 61,
    "robotstxt/response_count": 1,
}


def _sentence(elapsed: float = 100, **stats: object) -> str:
    progress = Progress(STATS | {f"briefings/{name}": value for name, value in stats.items()})
    assert progress.has_begun
    return progress.sentence(elapsed, pages_a_minute=36)


def test_all_is_said_where_there_is_room() -> None:
    # 20 briefings took 100 seconds, those that are not due took none.
    assert _sentence() == (
        "40 of 120 briefings, 2 incomplete, 1 not read, about 6:40 left, 60 pages, 36 a minute"
    )  # fmt: skip


def test_nothing_is_promised_while_list_pages_are_left() -> None:
    sentence = _sentence(lists_ahead=True)
    assert sentence.startswith("40 of at least 120 briefings")
    assert ", ? left, " in sentence


def test_no_time_is_named_before_a_briefing_is_read() -> None:
    assert _sentence(left=100, incomplete=0, unread=0).startswith("20 of 120 briefings, ? left")
    assert ", ? left, " in _sentence(left=100)


def test_hours_are_told_as_hours() -> None:
    assert "about 4:26:40 left" in _sentence(elapsed=4000)


def test_a_crawl_that_asks_for_no_briefings_has_no_progress() -> None:
    assert not Progress({"response_received_count": 3}).has_begun
