"""Where known press rooms keep the transcript, as CSS selectors.

First choices only: a selector is believed when it matches one element that holds most of the page's prose, and the
page is read without it otherwise. From public descriptions of these sites; see docs/reading.md.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Markup:
    """Where a site keeps things, as CSS selectors; "" where it is not known."""

    title: str = ""
    body: str = ""
    byline: str = ""
    summary: str = ""
    pager: str = ""
    entries: str = ""


CHINA_ORG_CN = Markup(
    title=".wrapper #title",
    body="#container_txt",
    byline=".wrapper #guild > dd",
    pager="#autopage > center",
    entries=".columns1 > ul > li > a",
)

HOUSES: tuple[Markup, ...] = (
    CHINA_ORG_CN,
    Markup(
        title="div.panel-pane.pane-node-title h1",
        body="div.field-name-field-forall-body > .field-items > .field-item",
    ),
    Markup(title="h1.page-header__title", body="div.page-content__content.editor", byline=".meta__date time"),
    Markup(body="article .entry-content", byline="time[datetime]"),
    Markup(title="div.news-title h1", body="#News_Body_Txt_A", byline="#News_Body_Time"),
    Markup(title=".news_header_title", body=".content_text", byline=".xltime"),
    Markup(title="div.article-header h1", body="div#article-content"),
)
