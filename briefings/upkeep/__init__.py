"""What keeps a data folder in order over the years: checking it, mending it, and reading it again."""

from briefings.upkeep.check_database import check_database, has_database
from briefings.upkeep.faults import Fault, Looked, Repaired, counted
from briefings.upkeep.read_archived import check_record
from briefings.upkeep.repair import asked, repair_source
from briefings.upkeep.repair_database import repair_database
from briefings.upkeep.reread import Reading, readings
from briefings.upkeep.sources_command import SourcesCommand, spider_of
from briefings.upkeep.verify import verify

__all__ = [
    "Fault",
    "Looked",
    "Reading",
    "Repaired",
    "SourcesCommand",
    "asked",
    "check_database",
    "check_record",
    "counted",
    "has_database",
    "readings",
    "repair_database",
    "repair_source",
    "spider_of",
    "verify",
]
