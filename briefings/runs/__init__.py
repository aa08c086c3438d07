"""Runs: settings, commands, the account and report of each run, and what earlier runs lead the next to expect."""

from briefings.runs.account import RunAccount, account_of
from briefings.runs.checked_command import (
    CheckedCommand,
    DataCommand,
    OwnCommand,
    refusal,
    while_somebody_reads,
)
from briefings.runs.checked_settings import check_settings, require_settings
from briefings.runs.component import Component
from briefings.runs.estimate import Estimate
from briefings.runs.metrics import metrics_of
from briefings.runs.open_store import (
    AS_KEPT,
    FETCHED_AT,
    WARC,
    RunEnding,
    ask_kept,
    ask_store,
    is_ending,
    not_kept,
    open_store,
    store_of,
    while_storing,
)
from briefings.runs.quality import BriefingQuality
from briefings.runs.reading_key import reader_version, reading_key, wants_items
from briefings.runs.reporter import RunReporter
from briefings.runs.source_status import SourceStatus, status_of
from briefings.runs.stats import Stat
from briefings.runs.trial_command import TrialCommand
from briefings.runs.trial_crawl import TrialCrawl
from briefings.runs.verdict import WORST_FIRST, Code, Verdict, read_verdict

__all__ = [
    "AS_KEPT",
    "FETCHED_AT",
    "WARC",
    "WORST_FIRST",
    "BriefingQuality",
    "CheckedCommand",
    "Code",
    "Component",
    "DataCommand",
    "Estimate",
    "OwnCommand",
    "RunAccount",
    "RunEnding",
    "RunReporter",
    "SourceStatus",
    "Stat",
    "TrialCommand",
    "TrialCrawl",
    "Verdict",
    "account_of",
    "ask_kept",
    "ask_store",
    "check_settings",
    "is_ending",
    "metrics_of",
    "not_kept",
    "open_store",
    "read_verdict",
    "reader_version",
    "reading_key",
    "refusal",
    "require_settings",
    "status_of",
    "store_of",
    "wants_items",
    "while_somebody_reads",
    "while_storing",
]
