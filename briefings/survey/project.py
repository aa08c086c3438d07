"""A small Scrapy project for users who installed `briefings`: three files and a folder for their sources."""

from importlib.util import find_spec
from pathlib import Path

from briefings.store.errors import storage
from briefings.store.files import replace_file

_SETTINGS = '''"""The settings of this project: those of briefings, and sources of its own in the folder spiders."""

from briefings.settings import *  # noqa: F403
from briefings.settings import SPIDER_MODULES as _SOURCES

SPIDER_MODULES = [*_SOURCES, "spiders"]
NEWSPIDER_MODULE = "spiders"
# An address where site operators can reach you; it becomes part of the user agent.
# BRIEFINGS_CONTACT = "https://your.site/about"
'''
_FILES = {
    "spiders/__init__.py": '"""Sources, one file each."""\n',
    "house_settings.py": _SETTINGS,
    # The last file: it makes the folder a project.
    "scrapy.cfg": "[settings]\ndefault = house_settings\n",
}


def refuse_new_project(folder: Path) -> None:
    """Raise ValueError, with what to do, if a project in `folder` would not work."""
    if there := next((name for name in ("spiders", *_FILES) if (folder / name).exists()), None):
        raise ValueError(f"{folder / there} is there already: run this in an empty folder, or in that of a scrapy.cfg.")
    if (found := find_spec("spiders")) is not None:
        raise ValueError(
            f"A package spiders of this environment, {found.origin}, would win over a folder of that name."
        )


def new_project(folder: Path) -> None:
    """Write the files of a project. Raises StorageError."""
    for name, content in _FILES.items():
        with storage(folder / name):
            (folder / name).parent.mkdir(exist_ok=True)
        replace_file(folder / name, [content.encode()])
