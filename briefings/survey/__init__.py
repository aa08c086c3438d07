"""A first look at a site, and what is written from it: a source, its frozen briefings, a project for them."""

from briefings.survey.frozen import as_lines, cases_of, changed_cases, freeze, row_of
from briefings.survey.project import new_project, refuse_new_project
from briefings.survey.propose import Proposal, propose
from briefings.survey.source_file import described, fields_of, open_questions, source_of
from briefings.survey.survey import Survey

__all__ = [
    "Proposal",
    "Survey",
    "as_lines",
    "cases_of",
    "changed_cases",
    "described",
    "fields_of",
    "freeze",
    "new_project",
    "open_questions",
    "propose",
    "refuse_new_project",
    "row_of",
    "source_of",
]
