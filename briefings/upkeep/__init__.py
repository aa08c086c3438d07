"""What keeps a data folder in order over the years: checking it, mending it, and reading it again."""

from briefings.upkeep.faults import Fault, Looked, counted
from briefings.upkeep.repair import Repaired, repair
from briefings.upkeep.reread import Reading, check_record, readings
from briefings.upkeep.sources_command import SourcesCommand, spider_of
from briefings.upkeep.verify import verify
from briefings.upkeep.verify_ledger import damage_of

__all__ = [
    "Fault",
    "Looked",
    "Reading",
    "Repaired",
    "SourcesCommand",
    "check_record",
    "counted",
    "damage_of",
    "readings",
    "repair",
    "spider_of",
    "verify",
]
