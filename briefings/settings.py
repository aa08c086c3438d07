"""Every setting that differs from Scrapy's own, with the reason for its value.

A setting can be changed for one run with `-s NAME=VALUE`, or for one source in its `custom_settings`; those that begin
with BRIEFINGS_ also in the environment. docs/settings.md is made from this file: a comment is the meaning of the
settings right below it.
"""

from importlib.util import find_spec
from pathlib import Path


def _package(name: str) -> str:
    """Return the package `spiders` or `pipelines`: top-level in a checkout, inside `briefings` when installed.

    Other flat Scrapy projects have packages of the same names, so only one beside this package counts.
    """
    found = find_spec(name)
    beside = (
        found is not None and found.origin is not None and Path(found.origin).parents[1] == Path(__file__).parents[1]
    )
    return name if beside else f"briefings.{name}"


# The name of the project.
BOT_NAME = "briefings"
# Where the spiders are: `briefings.spiders` when installed.
SPIDER_MODULES = [_package("spiders")]
# Where `scrapy genspider` writes: into this folder in a checkout. Installed there is none, and it makes a project.
NEWSPIDER_MODULE = "spiders" if SPIDER_MODULES == ["spiders"] else None
# This project's commands. Its `scrapy crawl` sets an exit code; Scrapy's own ends with 0 for nearly everything.
COMMANDS_MODULE = "briefings.commands"

# The data folder, with a folder for each source. None: `data` beside scrapy.cfg, or in the current folder where there
# is no scrapy.cfg.
BRIEFINGS_DATA = None
# The most pages read of one briefing, since a pager may never end. The longest briefing seen has 13 pages.
BRIEFINGS_MAX_PAGES = 100
# The most list pages read in one run. 200 pages of 20 briefings cover more than ten years.
BRIEFINGS_MAX_LIST_PAGES = 200
# The most places of unexplained links that are looked at on a host in one run. What is not looked at is reported as
# "may go on at". 0 looks at nothing.
BRIEFINGS_MAX_LOOKS = 12
# The most briefings read at the same time. Their pages stay in memory until the last one arrives.
BRIEFINGS_MAX_OPEN = 8

# A complete briefing is checked for changes after this many days. While it does not change, the interval doubles up
# to 90 days, because corrections come early. 0 checks it in every run.
BRIEFINGS_LOOK_AGAIN = 1

# Known permanent gaps, which do not fail a run: a dict of briefing id to page numbers (or "all"), or a TOML
# file with lines such as `"www.example.org/41905968" = [5, 7]`. The briefing stays marked as incomplete. Another
# missing page fails the run.
BRIEFINGS_ACKNOWLEDGED = None
# What a source must deliver; a run that delivers less fails. A dict whose keys are in run-reports.md. What is not set
# is learnt from earlier runs.
BRIEFINGS_EXPECT = None

# A web or mail address where site operators can reach you. It becomes part of USER_AGENT, unless that is set.
BRIEFINGS_CONTACT = ""
# A shorter log, a quicker start, checked settings, and the contact in the user agent.
ADDONS = {
    "briefings.runs.quiet_start.QuietStart": 100,
    "briefings.runs.checked_settings.SettingsCheck": 200,
    "briefings.network.contact.Contact": 500,
}
# The crawler reads nothing that robots.txt forbids.
ROBOTSTXT_OBEY = True
# The name by which a robots.txt addresses this crawler.
ROBOTSTXT_USER_AGENT = "briefings"
# Scrapy's own parser alone misses some groups that address this crawler: see the module.
ROBOTSTXT_PARSER = "briefings.network.robots_rules.RobotsRules"
# A polite guest sends one request at a time to a host.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Seconds between two requests to a host.
DOWNLOAD_DELAY = 1
# The longest Crawl-delay that is kept, in seconds. A longer one is cut to this, with a warning.
BRIEFINGS_CRAWL_DELAY_MOST = 60
# The longest Retry-After that is waited for, in seconds. A host that asks for more gets no more requests in this run.
BRIEFINGS_RETRY_AFTER_MOST = 300
# A host gets no more requests in this run after this many answers 429 or 503 in a row. The same holds after this many
# refusals (401, 403) or missing answers if it let in no request before, else after four times as many in a row. With
# RETRY_TIMES = 3 a page is asked for four times, so eight answers 429 are two pages.
BRIEFINGS_REFUSALS_MOST = 8
# Requests for a busy host wait in the scheduler, where they do not delay other hosts.
SCHEDULER_PRIORITY_QUEUE = "briefings.network.pace.HostQueue"
# For all hosts together. The number is low because the scheduler orders waiting requests by priority, and the
# downloader does not.
CONCURRENT_REQUESTS = 8
# Stored pages must come from the host they name. A page whose certificate is not valid becomes a gap that says so.
DOWNLOAD_VERIFY_CERTIFICATES = True
# The pages are public and the same for everyone.
COOKIES_ENABLED = False
# No host is told which page named another, nor by which address a briefing was found.
REFERRER_POLICY = "no-referrer"

# Hosts in your own network that may be visited, on any port: names, addresses, networks such as 10.1.0.0/16. All
# others are refused, because a page could lead there. Hosts of addresses you give need no entry.
BRIEFINGS_PRIVATE_HOSTS: list[str] = []

# The largest response, in bytes. A transcript page has 20 to 300 KB; Scrapy's limit of 1 GB lets one page end the run.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
# Limits the size of response headers; DOWNLOAD_MAXSIZE limits only the body.
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "briefings.network.bounded_headers.BoundedHeadersHandler")
# The most seconds for a whole response, so that one that sends a byte a second ends too.
DOWNLOAD_TIMEOUT = 60
# The most seconds to resolve a host name; they count towards DOWNLOAD_TIMEOUT.
DNS_TIMEOUT = 20
# How many times a failed page is requested again: an overloaded server may need a while.
RETRY_TIMES = 3
# Answers after which a page is requested again: Scrapy's, and those of Cloudflare for a server that it cannot reach.
RETRY_HTTP_CODES = [408, 429, 500, 502, 503, 504, *range(520, 528), 530]
# A page that failed for good becomes a gap, which is logged as a warning.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# RFC 9309 wants at least five redirects followed for robots.txt; a longer chain is taken for a loop.
REDIRECT_MAX_TIMES = 5
# Scrapy would drop a request for an address over 2,083 characters without a word; over 8,000 is a gap that says so.
URLLENGTH_LIMIT = 0
# A meta refresh within ten seconds is a redirect; a page that reloads itself later, as live pages do, is the page.
METAREFRESH_MAXDELAY = 10

# Scrapy starts this many tasks for every response, and a page here yields a handful of requests or one briefing, which
# is checked and kept without waiting.
CONCURRENT_ITEMS = 1

# Scrapy parses the source of a callback at every answer, for a warning that mypy gives once.
WARN_ON_GENERATOR_RETURN_VALUE = False

# An unattended run opens no port and takes no commands.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# The log has ids and counts, never a transcript.
LOG_LEVEL = "INFO"
# The log leaves out messages about the program; -L DEBUG brings them back, -s STATS_DUMP=1 adds all counts.
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
# Seconds between two progress lines in the log, beside the line for each briefing.
LOGSTATS_INTERVAL = 300

# Whether a text that names no speakers is kept as one turn without a speaker, for houses that print reported speech.
# Otherwise it is an article, which is counted and left out.
BRIEFINGS_UNLABELLED = False

# Whether a terminal shows a line of progress. Pipes and files never get it.
BRIEFINGS_PROGRESS = True

# Politeness, the archive and complete bodies; the comments explain the order.
DOWNLOADER_MIDDLEWARES = {
    # Page requests bypass the duplicate filter, and Scrapy's own offsite filter lets every such request pass.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    # Its own comes before anything that names the address of a request.
    "briefings.network.same_source.SameSourceMiddleware": 50,
    # In place of Scrapy's, which takes a robots.txt it cannot get for one that allows everything.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "briefings.network.robots.RobotsMiddleware": 100,
    # After the proxy is chosen (750), which itself is not checked.
    "briefings.network.only_internet.OnlyInternetMiddleware": 760,
    # In place of Scrapy's decompression, which takes a torn stream for a whole one.
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "briefings.network.intact_body.IntactBodyMiddleware": 590,
    # Keeps what came, as it came: only Scrapy's own count of what came over the line (850) is in between.
    "briefings.network.http_archive.ArchiveMiddleware": 840,
    # A request that the archive answers need not wait for its turn.
    "briefings.network.pace.PaceMiddleware": 845,
}

# Nothing here asks for depth, first requests or copied meta, and every answer would pass through them.
SPIDER_MIDDLEWARES: dict[str, None] = {
    f"scrapy.spidermiddlewares.{unused}": None
    for unused in ("start.StartSpiderMiddleware", "depth.DepthMiddleware", "metacopy.MetaCopyDetectionMiddleware")
}

# The account of a run, its report and verdict, and the line of progress.
EXTENSIONS = {
    "briefings.runs.account.RunAccount": 100,
    "briefings.runs.reporter.RunReporter": 500,
    "briefings.runs.progress_display.ProgressDisplay": 500,
}

# In this order: forgotten and invalid records are dropped, the others are compared with the stored ones and written.
_PIPELINES = _package("pipelines")
ITEM_PIPELINES = {
    f"{_PIPELINES}.forgotten.ForgottenPipeline": 50,
    f"{_PIPELINES}.validate.ValidatePipeline": 100,
    f"{_PIPELINES}.dedupe.DedupePipeline": 200,
    f"{_PIPELINES}.jsonl.JsonlPipeline": 300,
}

# A feed has a row for each turn, although an item is a whole briefing.
FEED_EXPORTERS = {
    **dict.fromkeys(("jsonl", "jsonlines", "jl"), "briefings.records.exporters.TurnLinesExporter"),
    "json": "briefings.records.exporters.TurnJsonExporter",
    "csv": "briefings.records.exporters.TurnCsvExporter",
    # Scrapy's own would write how Python prints our classes, and end with 0; None is refused as bad usage.
    **dict.fromkeys(("xml", "pickle", "marshal")),
}
# Scrapy's default would escape every character that is not ASCII.
FEED_EXPORT_ENCODING = "utf-8"
# A run that finds nothing must not empty the feed of the run before.
FEED_STORE_EMPTY = False
