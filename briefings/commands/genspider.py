"""`scrapy genspider`, which can also write a source of this project from a look at its site."""

from __future__ import annotations

import argparse
import keyword
import os
import shutil
import sys
import tempfile
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import genspider
from scrapy.utils.conf import closest_scrapy_cfg

from briefings.runs.checked_command import OwnCommand, refusal
from briefings.runs.trials import TrialCrawl
from briefings.runs.verdict import Code, Verdict
from briefings.safe_to_show import shown
from briefings.store.errors import StorageError
from briefings.store.files import replace_file
from briefings.store.folder import SourceFolder

if TYPE_CHECKING:
    from briefings.survey.propose import Proposal
    from briefings.survey.survey import Survey

_OURS = Path(__file__).parent / "templates" / "spiders"
_ASKING = "briefing"
_BRIEFINGS = "3"
_FOR_A_LOOK = {"BRIEFINGS_MAX_LIST_PAGES": 2, "BRIEFINGS_EXPECT": None}
"""Settings of a first look, which does not walk the whole list and has no expectations to meet."""
_NOTHING_TO_WRITE = (Code.CRASH, Code.STORAGE, Code.INTERRUPTED)


class Command(OwnCommand, genspider.Command):
    """Write a source from a look at its site, or a spider from a template."""

    arguments = "NAME ADDRESS"
    description = (
        "Write spiders/NAME.py. The template briefing, the default, asks politely for the list at ADDRESS"
        " and three of its briefings, or for the one briefing that stands there, and fills in what it finds; cases/NAME"
        " keeps them with what was read, to be reviewed. The template blank asks for nothing. Exit codes: 0 written,"
        " all complete, 2 bad usage, 3 written, but a briefing is incomplete, 4 no briefing was found, 6 blocked, 7"
        " interrupted, 8 it could not be written; nothing is written with 2, 4 and 7."
    )

    _proposal: Proposal | None = None

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.set_defaults(template=_ASKING)

    def check(self, args: list[str], opts: argparse.Namespace) -> None:
        """Refuse arguments for which no source can be written."""
        if not (opts.list or opts.dump) and len(args) == 2 and self._find_template(opts.template).parent == _OURS:
            self._check(*args, force=opts.force)
            self.requires_crawler_process = opts.template == _ASKING

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the spider; for the template `briefing`, after a look at the site."""
        if not self.requires_crawler_process:
            super().run(args, opts)
            return
        from briefings.survey.propose import propose

        with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
            verdict, survey = self._look(args[0], args[1], Path(folder))
            self._proposal = propose(survey)
            if not self._proposal.survey.has_briefings(self._proposal.markup):
                print(shown(f"{verdict.sentence} Nothing was written; -t blank asks for nothing."), file=sys.stderr)
                self.exitcode = verdict.code or Code.NOTHING
                return
            super().run(args, opts)
        is_whole = all(briefing.complete for briefing in self._proposal.survey.briefings)
        code = Code.BLOCKED if verdict.code is Code.BLOCKED else Code.COMPLETE if is_whole else Code.INCOMPLETE
        self.exitcode = self.exitcode or code

    def _check(self, name: str, address: str, *, force: bool) -> None:
        """Raise ValueError with a sentence if the source cannot be written."""
        from briefings.crawling import SurveySpider
        from briefings.survey.frozen import cases_of
        from briefings.survey.project import refuse_new_project

        if not name.isidentifier() or keyword.iskeyword(name):
            raise ValueError(
                f"{name} is not the name of a Python module: write letters, digits and _, as in harbour_office."
            )
        if name == self.settings["BOT_NAME"]:
            raise ValueError(f"{name} is the name of this project: give the source one of its own.")
        try:
            SurveySpider.check_arguments(lists=address)
        except ValueError as error:
            raise ValueError(str(error).removeprefix("lists: ")) from None
        if force:
            return
        for path in (self._folder() / f"{name}.py", Path(f"{name}.py"), cases_of(name)):
            if path.exists():
                raise ValueError(f"{path} is there already; --force writes the spider anew and keeps its cases.")
        if name in (loader := self.spiders()).list():
            where = loader.load(name).__module__
            raise ValueError(f"There is a spider {name} already, in {where}: name this one otherwise.")
        if not self.settings["NEWSPIDER_MODULE"]:
            if closest_scrapy_cfg():
                raise ValueError(
                    "Say in the settings of this project in which package your sources are: NEWSPIDER_MODULE."
                )
            refuse_new_project(Path.cwd())

    def _look(self, name: str, address: str, data: Path) -> tuple[Verdict, Survey]:
        """Crawl an address into a folder as any source does; return the verdict and the survey."""
        from briefings.crawling import SurveySpider
        from briefings.survey.survey import Survey

        assert self.crawler_process
        spider = type("FirstLook", (SurveySpider,), {"name": name})
        crawl = TrialCrawl(self.crawler_process, spider, data, _FOR_A_LOOK, lists=address, limit=_BRIEFINGS)
        print(f"Asking for {shown(address)} ...", flush=True)
        self.crawler_process.start()
        verdict = crawl.verdict()
        archive = SourceFolder(data, name).archive
        if verdict.code in _NOTHING_TO_WRITE or not isinstance(crawl.crawler.spider, SurveySpider):
            return verdict, Survey(address, (), archive)
        return verdict, Survey.of_crawl(crawl.crawler.spider, crawl.briefings, archive)

    def _folder(self) -> Path:
        """Return the folder of the sources; without a project, that of the one to be made."""
        module = self.settings["NEWSPIDER_MODULE"]
        return Path(str(import_module(module).__file__)).parent if module else Path.cwd() / "spiders"

    # -- Methods that Scrapy's own command calls

    def _find_template(self, template: str) -> Path:
        """Return the template of this project, else Scrapy's own. Raises UsageError."""
        name = template if template.endswith(".tmpl") else f"{template}.tmpl"
        found = (folder / name for folder in (Path(), _OURS, Path(self.templates_dir)) if (folder / name).is_file())
        if file := next(found, None):
            return file
        raise refusal(f"There is no template {template}; scrapy genspider --list names them.")

    def _list_templates(self) -> None:
        files = [file for folder in (_OURS, Path(self.templates_dir)) for file in sorted(folder.glob("*.tmpl"))]
        print("Available templates:", *(f"  {file.stem}" for file in files), sep="\n")

    def _genspider(self, module: str, name: str, url: str, template_name: str, template_file: Any) -> Path:
        """Write the spider and, for a source, its cases and a missing project."""
        if template_file.parent != _OURS:
            return super()._genspider(module, name, url, template_name, template_file)
        from briefings.survey.frozen import cases_of, freeze
        from briefings.survey.project import new_project
        from briefings.survey.source_file import fields_of, source_of

        file, cases = self._folder() / f"{name}.py", cases_of(name)
        source = source_of(template_file.read_text(encoding="utf-8"), fields_of(name, url, self._proposal))
        are_new = self._proposal is not None and not cases.exists()
        try:
            if not self.settings["NEWSPIDER_MODULE"]:
                new_project(Path.cwd())
            if self._proposal is not None and are_new:
                freeze(cases, self._proposal.survey)
            replace_file(file, [source])
        except StorageError as error:
            if are_new:
                shutil.rmtree(cases, ignore_errors=True)
            print(shown(f"{error.file} could not be written: {error.what}."), file=sys.stderr)
            self.exitcode = Code.STORAGE
            return file
        if self._proposal is not None:
            _tell(self._proposal)
        print(f"Created spider {name!r} using template {template_name!r} in {os.path.relpath(file)}")
        if self._proposal is not None:
            start = "" if self._proposal.survey.list_page else f" -a url={url}"
            print(f"Next: review it{f' and {os.path.relpath(cases)}' if cases.exists() else ''}, then")
            print(f"  scrapy crawl {name}{start}\n  scrapy check {name}")
        return file


def _tell(proposal: Proposal) -> None:
    """Print the findings and the open questions."""
    from briefings.survey.source_file import described, open_questions

    for line in described(proposal):
        print(shown(line))
    print("Open:")
    for question in (*open_questions(proposal), "rights: what the site says of the rights in its texts"):
        print(shown(f"  {question}"))
