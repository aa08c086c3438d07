"""The add-on that brings this project's settings to another Scrapy project."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # Scrapy takes half a second, and this is imported with every part of the package.
    from scrapy.settings import BaseSettings

_THE_PROJECTS_OWN = frozenset(("BOT_NAME", "SPIDER_MODULES", "COMMANDS_MODULE", "SPIDER_MIDDLEWARES"))


class Briefings:
    """`ADDONS = {"briefings.Briefings": 0}`: pipelines, middlewares, extensions, feeds and limits as in this project.

    Settings of the other project stay as they are. The commands, and with them the exit codes, need `COMMANDS_MODULE =
    "briefings.commands"`, which no add-on can set.
    """

    @classmethod
    def update_pre_crawler_settings(cls, settings: BaseSettings) -> None:
        """Set what briefings.settings sets, and its add-ons, unless `settings` has it with a higher priority."""
        for name, value in vars(import_module("briefings.settings")).items():
            if not name.isupper() or name in _THE_PROJECTS_OWN:
                continue
            if isinstance(value, dict):
                for part, order in value.items():
                    settings[name].set(part, order, priority="addon")
            else:
                settings.set(name, value, priority="addon")
