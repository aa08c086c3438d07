"""Keep a data folder in order over the years: check it, repair it, read it again."""

from briefings.upkeep.check_database import Fault, check_database, has_database
from briefings.upkeep.check_records import CheckedCounts, whole_briefing
from briefings.upkeep.merge import merge
from briefings.upkeep.repair import asked, repair
from briefings.upkeep.reread import readings
from briefings.upkeep.verify import verify
from briefings.upkeep.workers import Workers, WorkersGoneError, WorkersRefusedError, dask_workers, processes

__all__ = [
    "CheckedCounts",
    "Fault",
    "Workers",
    "WorkersGoneError",
    "WorkersRefusedError",
    "asked",
    "check_database",
    "dask_workers",
    "has_database",
    "merge",
    "processes",
    "readings",
    "repair",
    "verify",
    "whole_briefing",
]
