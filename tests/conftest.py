"""Fixtures for tests of several folders."""

import gc
import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from tests.support.crawls import Crawler
from tests.support.first_crawls import FirstCrawls
from tests.support.kept_folders import crawl_copies, crawl_sample
from tests.support.made_once import made_once
from tests.support.parts import SEED, draw
from tests.support.processes import STARTED, share_server
from tests.support.server import Site
from tests.support.undisturbed import Undisturbed, crawl_undisturbed

MEMORY, ROOM = Path("/dev/shm"), 4 << 30
"""The folder that Linux keeps in memory, and the free bytes it must have."""
collect_ignore = ["cases"]
"""Hundreds of folders of pages, in none of which is a test."""

# The same examples each time, without a deadline: a busy machine changes no result.
hypothesis.settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("any machine")
# A crawl waits for the disk thirty times, and so do most tests of the store. In memory nothing waits.
if "TMPDIR" not in os.environ and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
# Crawls take settings from the environment; those of the person running the tests must not reach them.
for variable in [name for name in os.environ if name.startswith("BRIEFINGS_")]:
    del os.environ[variable]


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", 0) and not hasattr(config, "workerinput"):
        share_server()
        return
    # First, as it looks through all that is imported, once for every call that is open: half a second of each worker.
    import scrapy.core.downloader.contextfactory  # noqa: F401, PLC0415


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect without Python's collector of garbage, which would scan all tests again and again, and never after that.

    A fifth of the time of each worker before its first test.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_report_header() -> str | None:
    return f"drawn by {SEED}={os.environ[SEED]}" if SEED in os.environ else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Draw before `-m` chooses by what is drawn."""
    draw(items)


@pytest.fixture
def site() -> Iterator[Site]:
    """A server that answers 404 until told otherwise."""
    with Site() as served:
        yield served


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder shared by all processes of a test run, and by no other run."""
    # The environment does not say it: a test that starts pytest hands its own down.
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def first_crawls(shared_folder: Path) -> FirstCrawls:
    """The crawls with which several tests begin."""
    return FirstCrawls(shared_folder / "first")


@pytest.fixture
def crawler(site: Site, tmp_path: Path, first_crawls: FirstCrawls) -> Crawler:
    """A runner of crawls against `site`, with a data folder of its own."""
    return Crawler(site, tmp_path / "data", firsts=first_crawls)


@pytest.fixture(scope="session")
def sample_data(shared_folder: Path) -> Path:
    """A data folder left by a crawl of the sample; read-only, see `tests.support.kept_folders.copy_of`."""

    def crawl(folder: Path) -> Path:
        done = crawl_sample(folder / "data")
        assert done.code == 0, done.err
        return folder / "data"

    return made_once(shared_folder / "sample", crawl)


@pytest.fixture(scope="session")
def undisturbed(shared_folder: Path) -> Undisturbed:
    """Data left by undisturbed crawls of the press office; copy it, as others read it too."""
    return made_once(shared_folder / "undisturbed", crawl_undisturbed)


@pytest.fixture(scope="session")
def copies_data(shared_folder: Path) -> Path:
    """A data folder with a briefing and its copy; read-only."""

    def crawl(folder: Path) -> Path:
        crawl_copies(folder / "data")
        return folder / "data"

    return made_once(shared_folder / "copies", crawl)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    """Start Chromium once: half of what its tests cost is its start."""
    from tests.support.schedule import WholeFiles  # noqa: PLC0415 - xdist is not needed by `-p no:xdist`

    return WholeFiles(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["started"] = dict(STARTED)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add up what the workers started; a crashed one cannot tell."""
    STARTED.update(getattr(node, "workeroutput", {}).get("started", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if STARTED:
        processes, seconds = STARTED["crawls"] + STARTED["others"], STARTED["CPU ms"] / 1000
        said = f"{STARTED['crawls']} crawls among {processes} processes, which took {seconds:.0f} s of CPU"
        terminalreporter.write_sep("-", said)
