"""`scrapy release`: freeze the stored records as a corpus that can be cited."""

import argparse

from msgspec.structs import replace
from scrapy.exceptions import UsageError

from briefings.export.corpus_command import CorpusCommand, require
from briefings.export.formats.formats import NothingChosenError
from briefings.export.release.citation import Release, add_identifiers, read_creator, read_identifiers
from briefings.export.release.release import ReleasedError, make_release
from briefings.export.release.releases import is_released, release_folder, releases_in
from briefings.export.rights import UNKNOWN, is_spdx, rights_of
from briefings.export.selection import Corpus
from briefings.runs.verdict import Code


class Command(CorpusCommand):
    """Freeze what is kept as a corpus that can be cited."""

    arguments = "VERSION"
    description = (
        "Write releases/VERSION in the data folder: both tables as CSV and Parquet, a codebook, a datasheet,"
        " rights, digests, how to cite it, and what changed since the release before. The same kept data give"
        " the same bytes; a version that is released already is never changed. Exit codes: 0 done, 2 bad usage"
        " or pyarrow is missing, 4 nothing is kept, 8 the data is damaged or the release could not be written."
    )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--title", default="Press briefings", help="the title of the corpus")
        parser.add_argument(
            "--creator", metavar="NAME", action="append", default=[],
            help='who is cited, as "Family, Given" or "Family, Given (ORCID iD)"; may be repeated',
        )  # fmt: skip
        parser.add_argument("--description", metavar="TEXT", help="what the corpus is, in place of its counts")
        parser.add_argument("--license", metavar="SPDX", help="the licence of the corpus, such as CC-BY-4.0")
        parser.add_argument("--doi", help="its DOI; can be added to a release that is there, and its data stay")
        parser.add_argument("--url", metavar="ADDRESS", help="where it can be had; can be added later too")
        self.add_corpus_options(parser)

    def treat(self, args: list[str], opts: argparse.Namespace) -> None:
        """Make the release, or add a DOI or address to an existing one."""
        if len(args) != 1:
            raise UsageError("Name one version, such as 1.0.")
        try:
            folder = release_folder(self.data, args[0])
            identifiers = read_identifiers(opts.doi, opts.url)
            creators = [read_creator(name) for name in opts.creator if name.strip()]
            if opts.license and not is_spdx(opts.license):
                raise ValueError(f"{opts.license!r} is not an SPDX id of a licence, such as CC-BY-4.0")
        except ValueError as error:
            raise UsageError(f"{error}.") from error
        if is_released(folder) and (opts.doi or opts.url):
            add_identifiers(folder, identifiers)
            names = " and ".join(filter(None, (opts.doi, opts.url)))
            print(f"{folder}: its citation names {names} now; all else stays as released.")
            return
        release = Release(args[0], opts.title, creators, (), opts.license, opts.description, identifiers)
        self._make(release, opts)

    def _make(self, release: Release, opts: argparse.Namespace) -> None:
        """Make a release, and say what to settle before giving it away."""
        require("pyarrow", "A release")
        loader = self.spiders()
        people = self.people(opts.people)
        with self.kept(opts.source or ()) as (kept, sources):
            corpus = Corpus(kept, sources, people=people)
            release = replace(release, rights=[rights_of(loader, source) for source in sources if kept.places[source]])
            self.show_progress(f"Writing release {release.version}", corpus)
            try:
                folder, before = make_release(self.data, corpus, release)
            except ReleasedError as error:
                raise UsageError(
                    f"Release {release.version} exists with other content and stays as it is: name another version, or"
                    f" delete {release_folder(self.data, release.version)} if nobody has it yet."
                ) from error
            except NothingChosenError:
                print("Nothing is kept, so nothing was released.")
                self.exitcode = Code.NOTHING
                return
        since = "; the first release" if len(releases_in(self.data)) == 1 else "; no lower version to compare with"
        since = f"; compared with {before.name}" if before else since
        print(f"{folder}: {corpus.in_words()}{since}.")
        unknown = [each.source for each in release.rights if each.rights == UNKNOWN]
        if unknown:
            print(f"The rights in {', '.join(unknown)} are unknown: find out before you pass the texts on.")
        if not release.creators:
            print(f'Nobody is named as creator: delete {folder} and run again with --creator "Family, Given".')
