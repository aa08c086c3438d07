"""The version stands twice: where pip reads it and where the crawler, run from a zip or a folder, says who it is."""

import tomllib

from briefings import __version__
from tests.support.processes import REPO


def test_crawler_calls_itself_by_the_version_that_is_packaged() -> None:
    project = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
