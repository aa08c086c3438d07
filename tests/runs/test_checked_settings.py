"""Our settings: from -s, a file, a source or the environment; a wrong one is named and nothing starts."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest
from scrapy.settings import BaseSettings, Settings
from scrapy.utils.project import get_project_settings

from briefings.runs.checked_settings import ENVIRONMENT, KINDS, check_settings
from tests.support import processes
from tests.support.kept_folders import copy_of
from tests.support.parts import each

if TYPE_CHECKING:
    from pathlib import Path

_SPIDER = """
from briefings.crawling.spider import BriefingSpider
class OwnSpider(BriefingSpider):
    name = "own"
    allowed_domains = ("press.varenia.example",)
    custom_settings = {"BRIEFINGS_MAX_PAGES": SETTING}
"""
_SCRIPT = """
import os
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.utils.project import get_project_settings
os.environ["BRIEFINGS_MAX_OPEN"] = "none"
process = AsyncCrawlerProcess(get_project_settings())
try:
    process.crawl("sample")
except ValueError as error:
    print(error)
"""


def _named(name: str, value: Any) -> Settings:
    return Settings({name: value})


def test_every_setting_of_ours_has_a_kind_and_a_value_of_it() -> None:
    settings = get_project_settings()
    assert {name for name in settings if name.startswith("BRIEFINGS_")} == set(KINDS)
    check_settings(settings)


@each(
    ("name", "value", "words"),
    [
        ("BRIEFINGS_MAX_PAGES", "many", "'many' must be a whole number from 1 to 1000000."),
        ("BRIEFINGS_MAX_PAGES", "0", "must be a whole number from 1"),
        ("BRIEFINGS_MAX_PAGES", 2.5, "2.5 must be a whole number"),
        ("BRIEFINGS_MAX_PAGES", True, "must be a whole number"),
        ("BRIEFINGS_MAX_PAGES", None, "must be a whole number"),
        ("BRIEFINGS_MAX_PAGES", "", "'' must be a whole number"),
        ("BRIEFINGS_RETRY_AFTER_MOST", "-1", "must be a number from 0 to 86400."),
        ("BRIEFINGS_RETRY_AFTER_MOST", "nan", "must be a number from 0"),
        ("BRIEFINGS_LOOK_AGAIN", "1e300", "must be a number from 0 to"),
        ("BRIEFINGS_LOOK_AGAIN", [1], r"\[1\] must be a number from 0 to 36500."),
        ("BRIEFINGS_PROGRESS", "no", "must be True or False."),
        ("BRIEFINGS_DATA", 7, "must be the name of a folder."),
        ("COOKIES_ENABLED", "perhaps", "'perhaps' must be True or False."),
        ("DNS_TIMEOUT", "x", "'x' must be a number."),
        ("CONCURRENT_ITEMS", "0", "'0' must be a whole number from 1"),
        ("FEED_EXPORT_ENCODING", "zlib", "'zlib' must be an encoding of texts, such as utf-8."),
        ("FEED_EXPORT_ENCODING", "idna", "'idna' must be an encoding of texts"),
        ("BRIEFINGS_CONTACT", "(hidden)", "must be an address of the web or of mail"),
        ("BRIEFINGS_CONTACT", "me", "must be an address of the web or of mail"),
        ("BRIEFINGS_EXPECT", "{", "is not valid JSON"),
        ("BRIEFINGS_ACKNOWLEDGED", {"a.example/1": "some"}, "sets a.example/1 to some"),
    ],
)
def test_a_wrong_value_is_named_with_what_is_expected(name: str, value: Any, words: str) -> None:
    with pytest.raises(ValueError, match=f"^{name}=.*{words}"):
        check_settings(_named(name, value))


@each(
    ("name", "value"),
    [
        ("BRIEFINGS_MAX_PAGES", "7"), ("BRIEFINGS_RETRY_AFTER_MOST", "0.1"), ("BRIEFINGS_LOOK_AGAIN", 0),
        ("BRIEFINGS_PROGRESS", "False"), ("BRIEFINGS_PROGRESS", 1), ("BRIEFINGS_DATA", None), ("BRIEFINGS_DATA", ""),
        ("BRIEFINGS_CONTACT", ""), ("BRIEFINGS_EXPECT", '{"speaker": 0.5}'), ("BRIEFINGS_ACKNOWLEDGED", {}),
        ("CLOSESPIDER_TIMEOUT", "0.5"), ("RETRY_PRIORITY_ADJUST", "-2"), ("FEED_EXPORT_INDENT", None),
        ("FEED_EXPORT_ENCODING", "utf-16"), ("FEED_EXPORT_ENCODING", ""),
    ],
)  # fmt: skip
def test_a_right_value_passes(name: str, value: Any) -> None:
    check_settings(_named(name, value))


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("BRIEFINGS_MAX_PAGE", "did you mean BRIEFINGS_MAX_PAGES"),
        ("BRIEFINGS_COLOUR", "there are BRIEFINGS_ACKNOWLEDGED, "),
    ],
)
def test_an_unknown_name_is_refused_with_a_hint(name: str, hint: str) -> None:
    with pytest.raises(ValueError, match=f"There is no setting {name}: {hint}"):
        check_settings(_named(name, 1))


def test_the_environment_goes_before_files_and_sources_and_behind_the_command_line(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BRIEFINGS_MAX_PAGES", "5")
    monkeypatch.setenv("BRIEFINGS_MAX_OPEN", "6")
    settings = BaseSettings({"BRIEFINGS_MAX_PAGES": 1}, priority="project")
    settings.set("BRIEFINGS_MAX_PAGES", 2, priority="spider")
    settings.set("BRIEFINGS_MAX_OPEN", "3", priority="cmdline")
    check_settings(settings)
    assert (settings.getint("BRIEFINGS_MAX_PAGES"), settings.getint("BRIEFINGS_MAX_OPEN")) == (5, 3)
    assert settings.getpriority("BRIEFINGS_MAX_PAGES") == ENVIRONMENT
    # Read anew for each crawl; an empty variable counts as unset.
    monkeypatch.setenv("BRIEFINGS_MAX_PAGES", "")
    fresh = BaseSettings({"BRIEFINGS_MAX_PAGES": 1}, priority="project")
    check_settings(fresh)
    assert fresh["BRIEFINGS_MAX_PAGES"] == 1


def test_a_wrong_value_of_the_environment_is_named_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFINGS_MAX_PAGES", "all")
    with pytest.raises(ValueError, match=r"^BRIEFINGS_MAX_PAGES='all' \(from the environment\) must be a whole number"):
        check_settings(Settings())


# -- As whoever runs it meets them


def _refused(args: tuple[str, ...], words: str, **variables: str) -> None:
    done = processes.run("-m", "scrapy", *args, env={**os.environ, **variables})
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done.err
    assert words in done.err


def test_a_crawl_keeps_its_records_where_the_environment_says_and_warns_of_unknown_names(tmp_path: Path) -> None:
    others = {"BRIEFINGS_PORT": "tcp://192.0.2.7:80", "BRIEFING_DATA": "x"}
    variables = {"BRIEFINGS_DATA": str(tmp_path / "there"), **others}
    done = processes.run(
        "-m", "scrapy", "crawl", "sample", "-a", "limit=1", env={**os.environ, **variables}, cwd=tmp_path
    )
    assert done.code == 0, done.err
    assert (tmp_path / "there" / "sample" / "turns.jsonl").exists()
    assert done.err.count("Ignored in the environment, not settings: BRIEFINGS_PORT, BRIEFING_DATA\n") == 1
    assert "192.0.2.7" not in done.err
    report = json.loads((tmp_path / "there" / "sample" / "runs" / "latest.json").read_bytes())
    assert report["settings"] == ["BRIEFINGS_DATA"]


@pytest.mark.parametrize("args", [("crawl", "sample"), ("verify",), ("reread",), ("schema",)], ids=" ".join)
def test_every_command_refuses_a_wrong_value_and_an_unknown_name(args: tuple[str, ...]) -> None:
    _refused(args, "BRIEFINGS_MAX_PAGES='x' (from the environment) must be", BRIEFINGS_MAX_PAGES="x")
    _refused((*args, "-s", "BRIEFINGS_DATE=x"), "There is no setting BRIEFINGS_DATE: did you mean BRIEFINGS_DATA?")


@pytest.mark.slow
def test_verify_takes_the_data_folder_from_the_environment(sample_data: Path, tmp_path: Path) -> None:
    data = copy_of(sample_data, tmp_path / "data").root
    variables = {"BRIEFINGS_DATA": str(data), "BRIEFINGS_SERVICE_HOST": "192.0.2.7"}
    done = processes.run("-m", "scrapy", "verify", env={**os.environ, **variables})
    assert done.code == 0, done.err
    assert done.out.endswith("nothing wrong.\n")
    assert done.err == "Ignored in the environment, not settings: BRIEFINGS_SERVICE_HOST\n"


def test_a_wrong_setting_of_a_source_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "own_spider.py"
    file.write_text(_SPIDER.replace("SETTING", '"x"'), encoding="utf-8")
    words = "BRIEFINGS_MAX_PAGES='x' must be a whole number"
    _refused(("crawl", "own", "-s", "SPIDER_MODULES=own_spider"), words, PYTHONPATH=str(tmp_path))
    _refused(("runspider", str(file), "-s", "LOG_ENABLED=0"), words)


def test_runspider_refuses_a_wrong_argument_and_a_wrong_value_of_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "own_spider.py"
    file.write_text(_SPIDER.replace("SETTING", "3"), encoding="utf-8")
    _refused(("runspider", str(file), "-a", "limit=x", "-s", "LOG_ENABLED=0"), "limit=x is not a positive number.")
    _refused(("runspider", str(file)), "BRIEFINGS_MAX_OPEN='x' (from the environment) must be", BRIEFINGS_MAX_OPEN="x")


def test_a_script_is_told_by_an_exception() -> None:
    done = processes.run("-c", _SCRIPT, env=os.environ)
    assert done.out == "BRIEFINGS_MAX_OPEN='none' (from the environment) must be a whole number from 1 to 1000000.\n"
