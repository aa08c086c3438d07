"""The sites: 32 and 15 written down before the rules were changed, and 15 for which nothing was mended."""

from __future__ import annotations

from tests.support.made_sites.build import Builder, Spec
from tests.support.made_sites.model import MadeSite

_ALL = (3, 1, 2, 7, 1, 3)

THIRTY: tuple[Spec, ...] = (
    Spec("WordPress, page links", "wordpress", "wp", "wp", _ALL, "related neighbours tags comments share calendar"),
    Spec(
        "WordPress, one page each",
        "wordpress",
        "wp",
        "nothing",
        (1,) * 8,
        "related neighbours comments tags authors amp",
    ),
    Spec(
        "Drupal, icons", "drupal", "opaque", "icons", _ALL, "related tags breadcrumbs languages share form_and_button"
    ),
    Spec("Drupal, titles in a row", "drupal", "opaque", "tabs", _ALL, "tabs events breadcrumbs print_view authors"),
    Spec(
        "Drupal, list by icons",
        "drupal",
        "query",
        "numbers",
        (1, 3) * 6,
        "tags tabs authors calendar opaque_lists",
        "list-icons",
        4,
    ),
    Spec(
        "TYPO3, parts in words",
        "typo3",
        "words",
        "parts-in-words",
        _ALL,
        "related events languages print_view breadcrumbs",
    ),
    Spec(
        "TYPO3, one title for all",
        "typo3",
        "opaque",
        "tabs-all-linked",
        _ALL,
        "same_title related beside_pager authors events",
    ),
    Spec(
        "TYPO3, no row at all",
        "typo3",
        "opaque",
        "nothing",
        (1,) * 12,
        "same_title sisters related thirty_tags calendar",
        "older",
        4,
    ),
    Spec(
        "Joomla, contents on the first page",
        "joomla",
        "ids",
        "toc-first",
        _ALL,
        "related beside_pager tags share comments",
    ),
    Spec(
        "Joomla, several links in a row",
        "joomla",
        "opaque",
        "lone",
        _ALL,
        "several_in_a_row breadcrumbs tabs form_and_button",
    ),
    Spec("AEM, dots", "aem", "opaque", "dots", _ALL, "related languages amp events form_and_button share"),
    Spec("AEM, buttons by script", "aem", "words", "buttons", _ALL, "tabs thirty_tags authors form_and_button"),
    Spec(
        "AEM, more button",
        "aem",
        "opaque",
        "more-button",
        (3, 1, 3, 7),
        "related breadcrumbs languages form_and_button",
    ),
    Spec(
        "SharePoint, posted form",
        "aspx",
        "ids",
        "post-form",
        (3, 1, 2, 7),
        "tabs breadcrumbs calendar events",
        undecidable=True,
    ),
    Spec("SharePoint, select", "aspx", "ids", "select", _ALL, "session calendar tabs print_view"),
    Spec(
        "SharePoint, sessions in addresses",
        "aspx",
        "session",
        "read-on",
        _ALL,
        "session events authors tags neighbours",
    ),
    Spec("Tables, read on", "tables", "named", "read-on", _ALL, "related neighbours print_view share calendar"),
    Spec(
        "Tables, a total only",
        "tables",
        "opaque",
        "total",
        (3, 1, 2, 7),
        "breadcrumbs events neighbours languages",
        undecidable=True,
    ),
    Spec("Tables, sisters", "tables", "named", "nothing", (1,) * 9, "sisters neighbours print_view highlights share"),
    Spec("Hugo, Welsh", "hugo", "underscore", "welsh", _ALL, "related beside_pager tags thirty_tags amp"),
    Spec(
        "Hugo, further list in words",
        "hugo",
        "words",
        "tabs",
        (1, 2, 1, 3) * 3,
        "tags tabs authors amp neighbours opaque_lists",
        "list-more",
        4,
    ),
    Spec(
        "Hugo, lone next of one title",
        "hugo",
        "opaque",
        "lone",
        (2, 1, 2, 1),
        "same_title no_days related neighbours",
        undecidable=True,
    ),
    Spec("Plone, pictures", "plone", "opaque", "thumbs", _ALL, "related languages comments calendar thirty_tags"),
    Spec(
        "Plone, oldest first",
        "plone",
        "folder",
        "numbers",
        (1, 3) * 5,
        "oldest_first tags breadcrumbs events sisters",
        "list-numbers",
        4,
    ),
    Spec(
        "Plone, load more",
        "plone",
        "wp",
        "wp",
        (1, 3) * 4,
        "tabs sisters comments form_and_button",
        "load-more",
        4,
        undecidable=True,
    ),
    Spec(
        "Class names that change, icons",
        "modules",
        "opaque",
        "icons",
        _ALL,
        "related thirty_tags amp share form_and_button",
    ),
    Spec(
        "Class names that change, tabs", "modules", "ids", "tabs-all-linked", _ALL, "tabs sisters print_view languages"
    ),
    Spec("One page and a live menu", "drupal", "opaque", "tabs", (3,), "one_page events breadcrumbs share languages"),
    Spec(
        "One page, single",
        "wordpress",
        "wp",
        "nothing",
        (1, 1, 1, 1),
        "one_page related neighbours tags calendar comments",
    ),
    Spec("Lazy parts", "aem", "opaque", "data-more", _ALL, "related highlights beside_pager form_and_button"),
    Spec(
        "A script's pager",
        "tables",
        "underscore",
        "script",
        (3, 1, 7),
        "neighbours breadcrumbs calendar highlights",
        undecidable=True,
    ),
    Spec("List items by script", "hugo", "opaque", "list-items", _ALL, "sisters authors comments print_view"),
)

FIFTEEN: tuple[Spec, ...] = (
    Spec("Counted arrows", "joomla", "opaque", "next-counted", _ALL, "related sisters tags amp comments"),
    Spec(
        "Joomla, tabs and tags", "joomla", "words", "tabs", (2, 1, 5, 1, 4), "beside_pager thirty_tags languages share"
    ),
    Spec("Plone, icons, same title", "plone", "opaque", "icons", (2, 3, 1, 4), "same_title neighbours related events"),
    Spec("WordPress, dots", "wordpress", "ids", "dots", (4, 1, 1, 2, 6), "sisters print_view highlights authors"),
    Spec(
        "WordPress, list in words",
        "wordpress",
        "wp",
        "wp",
        (1, 2) * 6,
        "tags tabs calendar neighbours opaque_lists",
        "list-more",
        3,
    ),
    Spec(
        "Tables, pictures, one title",
        "tables",
        "opaque",
        "thumbs",
        (3, 3, 1, 2),
        "same_title comments breadcrumbs share",
    ),
    Spec("SharePoint, parts in words", "aspx", "ids", "parts-in-words", _ALL, "beside_pager authors calendar amp"),
    Spec("SharePoint, one page each", "aspx", "ids", "nothing", (1,) * 7, "related neighbours sisters thirty_tags"),
    Spec("Modules, buttons", "modules", "opaque", "buttons", (2, 1, 3), "comments tabs events print_view"),
    Spec("Modules, contents first", "modules", "ids", "toc-first", (3, 1, 4, 1), "related tags languages"),
    Spec("AEM, contents, one title", "aem", "opaque", "toc-first", (3, 1, 2), "same_title related neighbours amp"),
    Spec("Hugo, total only", "hugo", "ids", "total", (2, 1, 3), "related tags languages", undecidable=True),
    Spec("One page of seven", "plone", "opaque", "tabs-all-linked", (7,), "one_page related events neighbours"),
    Spec(
        "Drupal, folders, one page each", "drupal", "folder", "nothing", (1,) * 5, "comments highlights languages share"
    ),
    Spec("TYPO3, posted form", "typo3", "ids", "post-form", (3, 1), "form_and_button authors tags", undecidable=True),
)

FRESH: tuple[Spec, ...] = (
    Spec("Fresh: AEM, numbers, tags", "aem", "underscore", "numbers", (2, 5, 1, 3), "thirty_tags tabs share calendar"),
    Spec("Fresh: AEM, pictures", "aem", "ids", "thumbs", (3, 1, 4, 1), "related print_view languages authors"),
    Spec("Fresh: Drupal, read on", "drupal", "words", "read-on", (3, 1, 4), "neighbours tags comments amp"),
    Spec("Fresh: Drupal, select, sisters", "drupal", "ids", "select", (3, 2, 1, 1), "sisters events breadcrumbs"),
    Spec("Fresh: Joomla, Welsh", "joomla", "opaque", "welsh", (4, 1, 3), "related authors tabs share"),
    Spec(
        "Fresh: Joomla, one page each", "joomla", "ids", "nothing", (1,) * 6, "beside_pager languages comments events"
    ),
    Spec("Fresh: Hugo, dots, one title", "hugo", "ids", "dots", (3, 1, 5), "same_title tags neighbours print_view"),
    Spec("Fresh: Hugo, one known page", "hugo", "words", "icons", (4,), "one_page related tags form_and_button"),
    Spec("Fresh: modules, pictures", "modules", "words", "thumbs", (3, 1, 3), "authors calendar neighbours amp"),
    Spec("Fresh: Plone, buttons", "plone", "opaque", "buttons", (3, 4, 1), "tabs languages share breadcrumbs"),
    Spec(
        "Fresh: SharePoint, more button", "aspx", "opaque", "more-button", (3, 1, 2), "related tags", undecidable=True
    ),
    Spec(
        "Fresh: SharePoint, list by icons",
        "aspx",
        "ids",
        "tabs",
        (2, 1, 3) * 3,
        "tags authors opaque_lists",
        "list-icons",
        3,
    ),
    Spec("Fresh: tables, icons", "tables", "ids", "icons", (3, 1, 5), "events calendar tags comments"),
    Spec("Fresh: TYPO3, tabs and a session", "typo3", "session", "tabs", (3, 1, 4), "session neighbours languages amp"),
    Spec(
        "Fresh: WordPress, list items", "wordpress", "opaque", "list-items", (3, 2, 1), "related thirty_tags comments"
    ),
)
"""Sites written down after the last rule, and measured once."""


def made(spec: Spec) -> MadeSite:
    """Return the site of a spec, or of one with the same name and other traps."""
    names = [one.name for one in (*THIRTY, *FIFTEEN, *FRESH)]
    return Builder(spec, 1 + names.index(spec.name)).build()
