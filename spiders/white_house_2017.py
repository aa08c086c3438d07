"""The White House of 2017 to 2021, as its archive keeps briefings among statements and remarks."""

from briefings.crawling import BriefingSpider, Canary
from briefings.transcript import Markup

_TASK_FORCE = "remarks-president-trump-vice-president-pence-members-coronavirus-task-force-press-briefing"


class WhiteHouse2017Spider(BriefingSpider):
    """Briefings, press conferences and gaggles of the White House, by the words of their addresses.

    Years: 2017 to 2021
    Languages: English
    Verified: 33 whole pages of 2020 as a public repository keeps them; collectors name the list's selectors
    Open: whether the archive kept the addresses; statements on its 670 list pages are not asked for
    """

    name = "white_house_2017"
    allowed_domains = ("trumpwhitehouse.archives.gov",)
    lists = ("https://trumpwhitehouse.archives.gov/briefings-statements/",)
    markup = Markup(
        entries="h2.briefing-statement__title",
        entry_urls=r"/briefings-statements/[^/]*(?:briefing|gaggle|press-conference|press-availability|departure|q-and-a)",
        article_pages=False,
    )
    custom_settings = {"BRIEFINGS_MAX_LIST_PAGES": 900}  # noqa: RUF012 - Scrapy's own type
    canary = Canary(f"{lists[0]}{_TASK_FORCE}/", pages=1, turns=95, label="Q")
