"""The version is where pip, the crawler (run from a zip or a folder) and a citation read it."""

import tomllib

import yaml

from briefings import __version__
from tests.support.processes import REPO


def test_pip_the_crawler_and_the_citation_name_the_same_version() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    citation = yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == str(citation["version"]) == __version__
