"""Which packages are installed, and under which names; all else stands in pyproject.toml."""

from setuptools import find_packages, setup

# Installed, `spiders` and `pipelines` are inside `briefings`: at the top level of an environment they would shadow the
# packages of every other flat Scrapy project there.
_INSIDE = ("spiders", "pipelines")

setup(
    packages=[*find_packages(include=["briefings", "briefings.*"]), *(f"briefings.{name}" for name in _INSIDE)],
    package_dir={f"briefings.{name}": name for name in _INSIDE},
)
