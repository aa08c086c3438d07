"""The command `briefings`: `scrapy` with the settings of this package unless a project has its own."""

import os

from scrapy.cmdline import execute
from scrapy.utils.conf import closest_scrapy_cfg


def main() -> None:
    """Run a command of Scrapy's or of ours."""
    # In the environment, since with execute(settings=...) alone Scrapy sees no project and refuses to crawl.
    if not (os.environ.get("SCRAPY_SETTINGS_MODULE") or closest_scrapy_cfg()):
        os.environ["SCRAPY_SETTINGS_MODULE"] = "briefings.settings"
    execute()
