"""Pages made to choke a reader take memory and time in proportion, and unread parts are reported."""

from __future__ import annotations

import subprocess
import sys

import pytest

from briefings.transcript import BriefingKind, Page, kind_of, read_page, read_transcript
from tests.support.processes import REPO

_READ = """
import re, resource
from pathlib import Path
from briefings.transcript import kind_of, read_page, read_transcript
part, count = {part!r}, {count}
end = "<p>MR. SORELL: Good morning to you all.</p><p>Q: Why did the mill stop?</p>"
html = "<html><body><h1>Talk</h1>" + "".join(part.replace("N", str(n)) for n in range(count)) + end + "</body></html>"
page = read_page(html.encode(), "http://www.varenia.example/talks/mill")
if page.kind == "transcript":
    read_transcript([page])
used = resource.getrusage(resource.RUSAGE_SELF)
# Not ru_maxrss: a child begins with what its parent had.
most = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]
print(int(most) // 1024, int(used.ru_utime + used.ru_stime), page.extent.unread)
"""
_ATTRIBUTES = "<p " + " ".join(f"a{number}=1" for number in range(1_000)) + ">x</p>"
PARTS = {
    "lines of one letter": ("a<br>", 300_000),
    "table rows": ("<tr><td>Field</td><td>value here</td></tr>", 100_000),
    "openings like labels": ("<p>Name SurnameN: yes</p>", 50_000),
    "labels that ask": ("<p>Ann Lo: I say yes N?</p>", 50_000),
    "signs": ("A: b<br>", 200_000),
    "bold words": ("<b>A B</b> c<br>", 100_000),
    "attributes": (_ATTRIBUTES, 1_000),
}
_MOST_MB, _MOST_SECONDS = 250, 120


def _measured(part: str, count: int) -> tuple[int, int, str]:
    """Return the megabytes and CPU seconds of a child that reads such a page, and the part it did not read."""
    code = _READ.format(part=part, count=count)
    done = subprocess.run([sys.executable, "-c", code], cwd=REPO, capture_output=True, text=True, check=True)
    megabytes, seconds, unread = done.stdout.strip("\n").split(" ", 2)
    return int(megabytes), int(seconds), unread


@pytest.mark.slow
@pytest.mark.parametrize("name", ["attributes", "lines of one letter"])
def test_a_tenth_of_them_takes_little(name: str) -> None:
    part, count = PARTS[name]
    megabytes, _, unread = _measured(part, count // 10)
    assert (megabytes < 120, unread) == (True, "")


@pytest.mark.slow
@pytest.mark.parametrize("name", PARTS)
def test_a_page_takes_little_whatever_it_is_made_of(name: str) -> None:
    megabytes, seconds, _ = _measured(*PARTS[name])
    assert (megabytes < _MOST_MB, seconds < _MOST_SECONDS) == (True, True), (megabytes, seconds)


@pytest.mark.slow
def test_a_hundred_thousand_turns_are_all_read() -> None:
    part = "<p>MR. SORELL: Good morning, we say N.</p><p>Q    Why N?</p>"
    megabytes, _, unread = _measured(part, 50_000)
    assert (megabytes < 350, unread) == (True, "")


@pytest.fixture(scope="module")
def endless() -> Page:
    """A page of more lines than are read."""
    html = "<html><body><h1>Talk</h1>" + "a<br>" * 60_000 + "<p>the end</p></body></html>"
    return read_page(html.encode(), "http://www.varenia.example/talks/mill")


@pytest.mark.slow
def test_lines_beyond_those_that_are_read_are_told(endless: Page) -> None:
    assert endless.extent.unread == "what follows line 57501"


@pytest.mark.slow
def test_what_is_not_read_is_missing_and_makes_no_article(endless: Page) -> None:
    read = read_transcript([endless])
    assert (kind_of(read), list(read.missing), read.coverage) == (BriefingKind.UNCLEAR, [1], 1.0)
