"""`scrapy release`: freeze what is kept as a corpus that can be cited."""

from __future__ import annotations

import argparse

from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from briefings.export import (
    UNKNOWN,
    Corpus,
    CorpusCommand,
    NothingChosenError,
    Release,
    ReleasedError,
    make_release,
    require,
    rights_of,
)
from briefings.runs import Code
from briefings.upkeep import counted


class Command(CorpusCommand):
    """Write a release of what is kept to releases/VERSION in the data folder."""

    arguments = "VERSION"
    summary = "Freeze what is kept as a corpus that can be cited"
    description = (
        "Write releases/VERSION in the data folder: both tables as CSV and Parquet, a codebook, a datasheet,"
        " rights, digests, how to cite it, and what changed since the release before. The same kept data give"
        " the same bytes; a version that is released already is never changed. Exit codes: 0 done, 2 bad usage"
        " or pyarrow is missing, 4 nothing is kept, 8 the data is damaged or the release could not be written."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--source", metavar="SOURCE", action="append", help="only this source; may be repeated")
        parser.add_argument("--title", default="Press briefings", help="the title of the corpus")
        parser.add_argument(
            "--creator", metavar="NAME", action="append", help='who is cited, as "Family, Given"; may be repeated'
        )
        self.add_people_option(parser)

    def treat(self, args: list[str], opts: argparse.Namespace) -> int:
        """Make the release, and say what is to be seen to before it is given away."""
        if len(args) != 1:
            raise UsageError("Name one version, such as 1.0.")
        require("pyarrow", "A release")
        loader = get_spider_loader(self.settings)
        people = self.people(opts.people)
        with self.kept(opts.source or ()) as (kept, sources):
            corpus = Corpus(kept, sources, people=people)
            rights = [rights_of(loader, source) for source in sources]
            release = Release(args[0], opts.title, opts.creator or (), rights)
            with self.progress(f"Writing release {args[0]}", corpus):
                try:
                    folder, before = make_release(self.data, corpus, release)
                except ValueError as error:
                    raise UsageError(f"{error}.") from error
                except ReleasedError as error:
                    raise UsageError(
                        f"Release {args[0]} exists with other content and stays as it is: name another version."
                    ) from error
                except NothingChosenError:
                    print("Nothing is kept, so nothing was released.")
                    return Code.NOTHING
        since = f", compared with {before.name}" if before else ", the first release"
        written = f"{counted(corpus.turns, 'turn')} of {counted(corpus.briefings - corpus.copies, 'briefing')}"
        print(f"{folder}: {written}{since}.")
        unknown = [each.source for each in rights if each.rights == UNKNOWN]
        if unknown:
            print(f"The rights in {', '.join(unknown)} are unknown: find out before you pass the texts on.")
        if not opts.creator:
            print('Nobody is named as creator: --creator "Family, Given".')
        return Code.COMPLETE
