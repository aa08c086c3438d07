"""The State Department of 2021 to 2025, as its archive keeps the daily press briefings."""

from briefings.crawling import BriefingSpider
from briefings.transcript import Markup


class State2021Spider(BriefingSpider):
    """Department press briefings, about 510 on 105 list pages.

    Years: 2021 to 2025
    Languages: English
    Verified: public collectors read lists and articles of this theme with these selectors; the archive answers directly
    Open: everything else; robots.txt of the present site asks for five seconds, which is obeyed where it stands
    """

    name = "state_2021"
    allowed_domains = ("2021-2025.state.gov",)
    lists = ("https://2021-2025.state.gov/department-press-briefings/",)
    markup = Markup(
        byline="p.article-meta__publish-date",
        entries="a.collection-result__link",
        article_pages=False,
    )
