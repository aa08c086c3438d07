"""Every setting that differs from Scrapy's own, with the reason for its value.

A setting can be changed for one run with `-s NAME=VALUE`, or for one source in its `custom_settings`; those that begin
with BRIEFINGS_ also in the environment. docs/settings.md is made from this file: a comment is the meaning of the
settings right below it.
"""

from importlib.util import find_spec
from pathlib import Path


def _package(name: str) -> str:
    """Where `spiders` or `pipelines` is imported from: at the top level in a checkout, inside `briefings` installed.

    Another flat Scrapy project has packages of the same names, so only one that stands beside this one counts.
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
# `scrapy crawl` here ends with a verdict and an exit code; stock Scrapy ends 0 for nearly everything.
COMMANDS_MODULE = "briefings.commands"

# The data folder, with a folder for each source. None: `data` beside scrapy.cfg, so that the same command finds it
# again from any folder of the project; in the current folder where there is no scrapy.cfg.
BRIEFINGS_DATA = None
# How many pages of a briefing are read at most, as a pager may never end. The longest briefing seen has 13 pages.
BRIEFINGS_MAX_PAGES = 100
# How many list pages are read at most in a run. 200 pages of 20 briefings are more than ten years.
BRIEFINGS_MAX_LIST_PAGES = 200
# How many briefings are read at the same time. Their pages are held in memory until the last one is in.
BRIEFINGS_MAX_OPEN = 8

# After how many days a complete briefing is looked at again, when a list page names it; then after twice, four, eight
# times as many while it does not change, as corrections come early. 0 looks at it in every run.
BRIEFINGS_LOOK_AGAIN = 1
# After how many days it is looked at again at the latest.
BRIEFINGS_LOOK_AGAIN_MOST = 90
# For how many hours pages in the archive are used again after a killed run, and for a briefing that lacks other pages.
BRIEFINGS_REUSE_HOURS = 24

# Gaps that are known to stay, so that they fail no run: a dict of briefing id to page numbers (or "all", for a briefing
# that cannot be read), or a file with lines such as `www.example.org/41905968: 5, 7`. Such a briefing stays marked as
# incomplete. One more missing page fails the run again, and a page that is no longer missing is reported.
BRIEFINGS_ACKNOWLEDGED = None
# What a source has to give, so that a run that gives less fails: a dict, its keys in run-reports.md. What is not set is
# learnt from earlier runs.
BRIEFINGS_EXPECT = None
# A command that is run when the report of a run is written, with the path of the report as its last argument: it can
# notify somebody. It is run without a shell, may take five minutes, and what it prints goes to stderr.
BRIEFINGS_ON_END = None

# A web or mail address at which whoever is visited can reach you. It becomes part of USER_AGENT, which is not set here
# because one that is set anywhere stays.
BRIEFINGS_CONTACT = ""
# Less log, checked settings, and the contact in the user agent.
ADDONS = {
    "briefings.runs.logs.QuietLog": 100,
    "briefings.runs.checked_settings.CheckedSettings": 200,
    "briefings.network.contact.Contact": 500,
}
# Nothing is read that robots.txt forbids.
ROBOTSTXT_OBEY = True
# The group of robots.txt that is meant for us.
ROBOTSTXT_USER_AGENT = "briefings"
# Scrapy's own misses groups that are meant for us: see the module.
ROBOTSTXT_PARSER = "briefings.network.robots_rules.RobotsRules"
# A polite guest sends one request at a time to a host.
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# Seconds between two requests to a host.
DOWNLOAD_DELAY = 1
# How many seconds between requests a host may ask for with Crawl-delay. A longer one is cut to this, with a warning: a
# run limited to one request an hour would never finish.
BRIEFINGS_CRAWL_DELAY_MOST = 60
# How many seconds a host is left alone after a 429 or 503 without Retry-After; then twice, four, eight times as many.
BRIEFINGS_BACK_OFF = 2
# How many seconds it is left alone at most in that way.
BRIEFINGS_BACK_OFF_MOST = 60
# How many seconds Retry-After may ask for. A host that asks for more is given up for this run.
BRIEFINGS_RETRY_AFTER_MOST = 300
# After how many answers of 429 or 503 in a row a host is given up for this run. With RETRY_TIMES 3 eight of them are
# two pages, not one bad page.
BRIEFINGS_REFUSALS_MOST = 8
# Requests of a host that has no room for more wait in the scheduler, where they keep nobody else waiting.
SCHEDULER_PRIORITY_QUEUE = "briefings.network.host_queue.HostQueue"
# To all hosts together. Few, because the scheduler keeps what waits in order of priority and a queue in the downloader
# does not.
CONCURRENT_REQUESTS = 8
# What is kept must come from whom it names. A source whose certificate does not hold is a gap that says so.
DOWNLOAD_VERIFY_CERTIFICATES = True
# The pages are public and the same for everyone.
COOKIES_ENABLED = False

# Hosts inside your own network that may be asked, at any port: names, addresses, networks such as 10.1.0.0/16. All
# others are refused, as a page could make this machine ask its neighbours. Hosts of your own addresses need no entry.
BRIEFINGS_PRIVATE_HOSTS: list[str] = []

# Bounds on everything. A page of a transcript has 20 to 300 KB; Scrapy's bound of 1 GB lets one page end the run.
DOWNLOAD_MAXSIZE = 16 * 1024 * 1024
# No transcript has so much: the page deserves a look.
DOWNLOAD_WARNSIZE = 4 * 1024 * 1024
# Bounds the headers of a response, as DOWNLOAD_MAXSIZE is for the body alone.
DOWNLOAD_HANDLERS = dict.fromkeys(("http", "https"), "briefings.network.bounded_headers.BoundedHeadersHandler")
# Seconds for all of a page, so one that comes a byte a second ends as well.
DOWNLOAD_TIMEOUT = 60
# Seconds to find a host; of the minute that a page has.
DNS_TIMEOUT = 20
# How often a page that failed is asked for again: an overloaded server may need a while.
RETRY_TIMES = 3
# A page given up becomes a gap, and the gap is a warning that names it: saying it twice helps nobody.
RETRY_GIVE_UP_LOG_LEVEL = "DEBUG"
# As many as RFC 9309 wants to be followed for robots.txt; whatever goes on longer goes round in circles.
REDIRECT_MAX_TIMES = 5
# A page that moved says so within seconds; one that reloads itself every minute, as live pages do, is the page.
METAREFRESH_MAXDELAY = 10
# A list page may stand as deep as it likes: what bounds them is BRIEFINGS_MAX_LIST_PAGES.
DEPTH_LIMIT = 0

# Scrapy starts this many tasks for every response, and a page here gives a handful of requests or one briefing.
CONCURRENT_ITEMS = 8

# Nothing may listen or be steered from outside in an unattended run.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Lines that carry ids and counts, never a transcript: DEBUG prints whole items, and so does Scrapy's own formatter.
LOG_LEVEL = "INFO"
LOG_FORMATTER = "briefings.runs.logs.LogFormatter"
# What tells of the program and not of the run is left out; -L DEBUG brings it back, -s STATS_DUMP=1 the counts.
LOG_VERSIONS: list[str] = []
STATS_DUMP = False
# Seconds between the lines that say that the run goes on; what it does is logged briefing by briefing.
LOGSTATS_INTERVAL = 300

# Whether text in which nobody is named as speaking is kept, as one turn without a speaker: for houses that print
# reported speech. Otherwise such a text is an article, which is counted and left out. A source may set this for itself.
BRIEFINGS_UNLABELLED = False

# Whether a line on the terminal says how far the crawl is. Pipes and files never get it.
BRIEFINGS_PROGRESS = True

# Politeness, the archive and whole bodies, in the order that is explained there.
DOWNLOADER_MIDDLEWARES = {
    # Page requests bypass the duplicate filter, and Scrapy's own offsite filter lets every such request pass.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "briefings.network.same_source.SameSourceMiddleware": 50,
    # Before anything that names the address of a request.
    "briefings.network.without_user.WithoutUserMiddleware": 40,
    # In place of Scrapy's, which takes a robots.txt it cannot get for one that allows everything.
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "briefings.network.robots.RobotsMiddleware": 100,
    # After the proxy is chosen (750), which is not looked at.
    "briefings.network.only_internet.OnlyInternetMiddleware": 760,
    # The decompression stands at 590 and takes a torn stream for a whole one; these two see the bytes before it.
    "briefings.network.plain_body.PlainBodyMiddleware": 592,
    "briefings.network.intact_body.IntactBodyMiddleware": 595,
    # Keeps what came, as it came: only Scrapy's own count of what came over the line (850) stands between.
    "briefings.network.http_archive.ArchiveMiddleware": 840,
    # What the archive answers need not wait for its turn.
    "briefings.network.pace.PaceMiddleware": 845,
}

# The account of a run, which counts what Scrapy does not, and the report and verdict made of it.
EXTENSIONS = {
    "briefings.runs.account.RunAccount": 100,
    "briefings.runs.reporter.RunReporter": 500,
    "briefings.runs.progress_display.ProgressDisplay": 500,
}

# In this order: a record that breaks its schema goes no further, a copy is not written twice, the rest is committed.
_PIPELINES = _package("pipelines")
ITEM_PIPELINES = {
    f"{_PIPELINES}.forgotten.ForgottenPipeline": 50,
    f"{_PIPELINES}.validate.ValidatePipeline": 100,
    f"{_PIPELINES}.dedupe.DedupePipeline": 200,
    f"{_PIPELINES}.jsonl.JsonlPipeline": 300,
}

# A feed gets a row a turn; one item here is a whole briefing.
FEED_EXPORTERS = {
    "jsonl": "briefings.records.exporters.TurnLinesExporter",
    "jsonlines": "briefings.records.exporters.TurnLinesExporter",
    "jl": "briefings.records.exporters.TurnLinesExporter",
    "json": "briefings.records.exporters.TurnJsonExporter",
    "csv": "briefings.records.exporters.TurnCsvExporter",
    "parquet": "briefings.export.parquet_feed.TurnParquetExporter",
    "xml": "briefings.records.exporters.TurnXmlExporter",
    "pickle": "briefings.records.exporters.TurnPickleExporter",
    "marshal": "briefings.records.exporters.TurnMarshalExporter",
}
# Scrapy's default would write every letter that is not ASCII as an escape.
FEED_EXPORT_ENCODING = "utf-8"
# A run that found nothing must not empty the feed of the run before.
FEED_STORE_EMPTY = False
