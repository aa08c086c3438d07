"""The project runs from elsewhere: zipped, as a wheel, as an editable install, and beside another flat project."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
import yaml

from tests.support import processes, unknown_houses
from tests.support.distributions import Distributions, Environment, build_distributions, make_environment, run_scrapy
from tests.support.processes import REPO
from tests.support.server import Site

_OURS = "briefings.settings"
_FLAT = ("briefings", "spiders", "pipelines")
_CLOSING = (
    "8 briefings (156 turns): 8 new, 0 revised, 0 unchanged, 2 of them copies, all complete. Kept in data/sample."
)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Distributions:
    """The unpacked sdist, and the wheel."""
    return build_distributions(tmp_path_factory.mktemp("built"))


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    """An environment without the project."""
    return make_environment(tmp_path / "venv")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder of a flat Scrapy project with its own spider `mine`, pipeline and settings."""
    files = {
        "scrapy.cfg": "[settings]\ndefault = mysettings\n",
        "mysettings.py": 'SPIDER_MODULES = ["spiders"]\nITEM_PIPELINES = {"pipelines.mine.Mine": 1}\n',
        "spiders/__init__.py": "",
        "spiders/mine.py": (
            "import scrapy\n\n\nclass Mine(scrapy.Spider):\n    name = 'mine'\n\n"
            "    async def start(self):\n        yield {'mine': 1}\n"
        ),
        "pipelines/__init__.py": "",
        "pipelines/mine.py": (
            "class Mine:\n    def process_item(self, item):\n        print('mine came')\n        return item\n"
        ),
    }
    for name, text in files.items():
        file = tmp_path / "flat" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return tmp_path / "flat"


def _sources() -> dict[str, str]:
    """Return the files of the packages in this checkout, with their names in a wheel."""
    files = [file for package in _FLAT for file in (REPO / package).rglob("*") if file.is_file()]
    names = [file.relative_to(REPO).as_posix() for file in files if "__pycache__" not in file.parts]
    return {name: name if name.startswith("briefings/") else f"briefings/{name}" for name in names}


def _assert_both_crawl(environment: Environment, flat: Path) -> None:
    """Check that the flat project crawls with its own spider, and ours in the same folder."""
    theirs = environment.scrapy(flat, "crawl", "mine")
    assert (theirs.returncode, theirs.stdout) == (0, "mine came\n"), theirs.stderr
    ours = environment.scrapy(flat, "crawl", "sample", settings=_OURS)
    assert (ours.returncode, ours.stdout.strip()) == (0, _CLOSING), ours.stderr
    assert (flat / "data" / "sample" / "turns.jsonl").exists()


@pytest.mark.slow
def test_the_wheel_holds_the_packages_whole_and_all_of_them_inside_briefings(built: Distributions) -> None:
    names = zipfile.ZipFile(built.wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"briefings"}
    assert {name for name in names if ".dist-info/" not in name} == set(_sources().values())


def test_runspider_takes_a_source_by_its_file(tmp_path: Path) -> None:
    args = ("runspider", str(REPO / "spiders" / "sample.py"), "-a", "limit=1")
    env = {**os.environ, "PYTHONPATH": str(REPO), "SCRAPY_SETTINGS_MODULE": _OURS}
    done = processes.run("-m", "scrapy", *args, env=env, cwd=tmp_path)
    assert done.code == 0, done.err
    assert (tmp_path / "data" / "sample" / "turns.jsonl").exists()


@pytest.mark.slow
def test_the_sample_crawl_runs_from_a_zip_of_the_checkout(tmp_path: Path) -> None:
    project = tmp_path / "project.zip"
    with zipfile.ZipFile(project, "w") as archive:
        for name in _sources():
            archive.write(REPO / name, name)
    done = run_scrapy(sys.executable, tmp_path, "crawl", "sample", settings=_OURS, path=str(project))
    assert (done.returncode, done.stdout.strip()) == (0, _CLOSING), done.stderr
    assert "[pipelines.jsonl]" in done.stderr  # not those of this checkout, which are inside `briefings`


@pytest.mark.slow
def test_the_sample_crawl_runs_from_the_wheel_as_a_zip_as_scrapyd_does(
    built: Distributions, environment: Environment, tmp_path: Path
) -> None:
    done = run_scrapy(environment.python, tmp_path, "crawl", "sample", settings=_OURS, path=str(built.wheel))
    assert (done.returncode, done.stdout.strip()) == (0, _CLOSING), done.stderr


@pytest.mark.slow
def test_a_flat_project_and_ours_work_in_one_environment(
    built: Distributions, environment: Environment, elsewhere: Path
) -> None:
    environment.install(str(built.wheel))
    _assert_both_crawl(environment, elsewhere)


@pytest.mark.slow
def test_the_command_of_the_wheel_makes_a_project_that_every_command_knows(
    built: Distributions, environment: Environment, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.install(str(built.wheel))
    monkeypatch.setenv("http_proxy", site.proxy)
    monkeypatch.setenv("PYTHONPATH", "")
    site.serve_all(unknown_houses.council())
    folder = tmp_path / "corpus"
    folder.mkdir()
    installed = environment.python.with_name("briefings")
    args = ["genspider", "-t", "briefing", "council", unknown_houses.LISTS["council"], "-s", "DOWNLOAD_DELAY=0"]
    made = subprocess.run([installed, *args], cwd=folder, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert {file.name for file in folder.iterdir()} == {"scrapy.cfg", "house_settings.py", "spiders", "cases"}
    crawled = environment.scrapy(folder, "crawl", "council", "-s", "DOWNLOAD_DELAY=0")
    assert (crawled.returncode, "all complete. Kept in data/council." in crawled.stdout) == (0, True), crawled.stderr
    assert {"council", "sample"} <= set(environment.scrapy(folder, "list").stdout.split())
    for command in (
        ["export", "csv"],
        ["verify"],
        ["show", "--site", "council"],
        ["genspider", "-t", "blank", "bare", "http://bare.example/"],
    ):
        done = environment.scrapy(folder, *command)
        assert done.returncode == 0, done.stderr
    bare = tmp_path / "bare"
    bare.mkdir()
    stock = subprocess.run([installed, "genspider", "-t", "basic", "plain", "plain.example"], cwd=bare, check=False)
    assert (stock.returncode, [file.name for file in bare.iterdir()]) == (0, ["plain.py"]), "as Scrapy's own does"
    again = subprocess.run([installed, *args], cwd=folder, capture_output=True, text=True, check=False)
    assert again.returncode == 2
    assert "council.py is there already; --force writes the spider anew" in again.stderr


@pytest.mark.slow
def test_a_flat_project_and_an_editable_install_of_ours_work_in_one_environment(
    built: Distributions, environment: Environment, elsewhere: Path
) -> None:
    environment.install("--editable", str(built.unpacked))
    _assert_both_crawl(environment, elsewhere)


@pytest.mark.slow
def test_the_sdist_holds_what_a_checkout_has_and_its_tests_run(built: Distributions) -> None:
    for name in ("docs", "deploy", "bench", ".ci", ".github", "tests/cases"):
        there = {file.relative_to(REPO) for file in (REPO / name).rglob("*") if "__pycache__" not in file.parts}
        assert there
        assert {file.relative_to(built.unpacked) for file in (built.unpacked / name).rglob("*")} == there
    tests = ["tests/test_deploy.py", "tests/test_address.py"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", *tests],
        cwd=built.unpacked,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    where = [sys.executable, "-c", "import briefings; print(briefings.__file__)"]
    found = subprocess.run(where, cwd=built.unpacked, capture_output=True, text=True, check=True)
    assert found.stdout.startswith(str(built.unpacked))


def test_every_python_that_is_named_is_tried_by_ci() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {name.rpartition(" ")[2] for name in project["classifiers"] if "Python :: 3." in name}
    ci = yaml.safe_load((REPO / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8"))["jobs"]["check"]
    assert named <= set(ci["strategy"]["matrix"]["python"])
    assert ".ci/run" in [step.get("run") for step in ci["steps"]]


@pytest.mark.slow
def test_the_wheel_brings_all_that_it_needs(built: Distributions, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", built.wheel], check=True)
    done = run_scrapy(python, tmp_path, "crawl", "sample", settings=_OURS)
    assert (done.returncode, done.stdout.strip()) == (0, _CLOSING), done.stderr
