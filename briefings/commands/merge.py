"""`scrapy merge`: join the data folders of other machines into that of the project."""

import argparse
from pathlib import Path

from scrapy.exceptions import UsageError

from briefings.counted import counted
from briefings.runs.checked_command import DataCommand
from briefings.runs.verdict import Code
from briefings.safe_to_show import shown
from briefings.store.folder import database_in
from briefings.upkeep.merge import merge

_WORDS = {
    "new": "new briefing",
    "joined": "joined briefing",
    "forgotten": "forgotten briefing",
    "files": "archive file",
    "reports": "report",
    "left": "older or poorer revision left there",
}


class Command(DataCommand):
    """Join other data folders into this one."""

    arguments = "FOLDER ..."
    description = (
        "Join data folders into that of the project: a source that is not here comes whole; of one that is here too,"
        " new briefings and later readings are taken, as a crawl would. Copies are found across all of them, and what"
        " was forgotten in one folder is forgotten. The folders that are named stay as they are, but for the log of a"
        " killed run, which goes into their database. After a kill, run the same command again; done again, it changes"
        " nothing. Exit codes: 0 done, 2 no such data folder, 3 older or poorer revisions were left there, 7"
        " interrupted, 8 a crawl is on in one of the folders, or one is damaged or of another version: the others are"
        " joined."
    )

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Join the folders one after the other. Raises UsageError, StorageError."""
        if not args:
            raise UsageError("Name the data folder to join, or several.")
        folders = [Path(arg).expanduser() for arg in args]
        for folder in folders:
            if not database_in(folder).is_file():
                raise UsageError(f"{folder} is not a data folder: no {database_in(folder).name}. Nothing was done.")
            if folder.resolve() == self.data.resolve():
                raise UsageError(f"{folder} is the data folder of the project itself. Nothing was done.")
        for folder in folders:
            with self.going_on():
                for source, found in merge(self.data, folder):
                    done = ", ".join(counted(found[name], words) for name, words in _WORDS.items() if found[name])
                    print(shown(f"{folder}: {source}: {done or 'nothing that is not here already'}."), flush=True)
                    self.exitcode = max(self.exitcode, Code.INCOMPLETE if found["left"] else Code.COMPLETE)
