"""Recognise pages in place of a transcript where nobody speaks, by phrases, a form, a script, a request for consent.

A separate module, imported for the first page that needs it: it has many words, and few pages do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml.etree import _Element

from briefings.reasons import Reason, ReasonKind
from briefings.transcript.languages import expression
from briefings.transcript.page.content import body_of, elements, text_of
from briefings.transcript.page.encoding import decode
from briefings.transcript.page.lines import lines_of, squeeze
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.tree import parse


def refused(what: str) -> Reason:
    """Return the reason for a page that the site serves to keep us out."""
    return Reason(ReasonKind.REFUSED, f"soft block: {what}")


def no_page(what: str) -> Reason:
    """Return the reason for a page of a server or a registrar in place of the site's own."""
    return Reason(ReasonKind.NOT_A_PAGE, f"not a page: {what}")


CAPTCHA = refused("captcha")
SCRIPT_CHALLENGE = refused("javascript challenge")
ACCESS_DENIED = refused("access denied")
LOGIN_PAGE = refused("login page")
SOFT_404 = Reason(ReasonKind.SOFT_404, "soft 404")
SERVER_ERROR = no_page("server error")


def _phrases(key: str) -> re.Pattern[str]:
    return re.compile(expression(f"served_instead.{key}"), re.IGNORECASE)


# reason, beginning of a title or a line of such a page; in this order
PHRASES: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (CAPTCHA, _phrases("captcha")),
    (SCRIPT_CHALLENGE, _phrases("script_challenge")),
    (ACCESS_DENIED, _phrases("access_denied")),
    (LOGIN_PAGE, _phrases("login_wanted")),
    (SOFT_404, _phrases("soft_404")),
    (SERVER_ERROR, _phrases("server_error")),
    (no_page("maintenance"), _phrases("maintenance")),
    (no_page("parked domain"), _phrases("parked_domain")),
    (no_page("the server's default page"), _phrases("default_page")),
)
PHRASES_OF_NO_FRAME = tuple(row for row in PHRASES if row[0] in (ACCESS_DENIED, SOFT_404, SERVER_ERROR))
"""Phrases that the frame around a transcript never has; it may well ask for a login, or for JavaScript."""
LOGIN = _phrases("login")
COOKIE_WALL = _phrases("cookie_wall")
CONSENT = _phrases("consent")
ACCEPT = _phrases("accept")
CHALLENGE_SCRIPT = re.compile(
    r"_cf_chl_opt|/cdn-cgi/challenge-platform|__jsl_clearance|acw_sc__v2|_Incapsula_Resource|_pxAppId"
    r"|document\.cookie\s*=[\s\S]{0,2000}location(?:\.(?:reload|replace|href|assign)|\s*=)"
)


_SAID_WITH_TITLE = 1500
"""Characters of prose up to which a title is evidence. The longest known page of that kind has 500."""
_SAID_WITH_LINE = 400
"""Characters of prose up to which a line is evidence: it may be one of a transcript."""
_NEARLY_NOTHING, _NOTHING = 200, 20
_LONGEST_LINE = 200
_WIDGET = (
    "//*[contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha') or contains(@class, 'cf-turnstile')"
    " or contains(@class, 'geetest')] | //iframe[contains(@src, 'captcha')] | //img[contains(@src, 'captcha')]"
    " | //input[contains(@name, 'captcha')]"
)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """Evidence of a page on which nobody speaks."""

    root: _Element
    titles: list[str]
    lines: list[str]
    said: int
    """Number of characters of prose in its content."""


def served_instead(page: Page, html: bytes, encoding: str | None, said: int) -> Reason | None:
    """Return the reason why a page without speech is no transcript, by its evidence; None without evidence.

    `said` is the number of characters of prose in its content; the rest is as for `soft_block`.
    """
    root, _ = parse(decode(html, encoding).text)
    seen = _Evidence(root, _titles(root), [line.text for line in page.lines if not line.within], said)
    return _by_phrase(seen) or _by_form(seen, page) or _by_script(seen, page) or _by_consent(seen)


def _by_phrase(seen: _Evidence) -> Reason | None:
    reason = _first_match(seen.titles, PHRASES) if seen.said <= _SAID_WITH_TITLE else None
    if reason or seen.said > _SAID_WITH_LINE:
        return reason
    # A short "not found" may be outside the content node; nothing in the frame of a page says that.
    around = [line.text for line in lines_of(body_of(seen.root))] if seen.said <= _NEARLY_NOTHING else []
    return _first_match(seen.lines, PHRASES) or _first_match(around, PHRASES_OF_NO_FRAME)


def _first_match(texts: Iterable[str], phrases: Iterable[tuple[Reason, re.Pattern[str]]]) -> Reason | None:
    short = [text for text in texts if len(text) <= _LONGEST_LINE]
    return next((reason for text in short for reason, pattern in phrases if pattern.match(text)), None)


def _by_form(seen: _Evidence, page: Page) -> Reason | None:
    """Return the reason for a password or captcha to fill in; on a page with any prose, it may belong to the frame."""
    if elements(seen.root, "//input[@type='password']"):
        asks = any(LOGIN.match(text) for text in seen.titles)
        if (asks and seen.said <= _SAID_WITH_LINE) or (not seen.said and page.extent.visible_page <= _NEARLY_NOTHING):
            return LOGIN_PAGE
    # A page of few words and a picture is taken for a gallery, where a captcha may protect the comments.
    most = _NEARLY_NOTHING if page.kind is not PageKind.GALLERY else _NOTHING
    if not seen.said and page.extent.visible_page <= most and elements(seen.root, _WIDGET):
        return CAPTCHA
    return None


def _by_script(seen: _Evidence, page: Page) -> Reason | None:
    """Return the reason for a page with nothing but a script that sets a cookie and loads it again."""
    if page.extent.visible_page > _NEARLY_NOTHING:
        return None
    scripts = " ".join(text_of(script) for script in elements(seen.root, "//script"))
    return SCRIPT_CHALLENGE if CHALLENGE_SCRIPT.search(scripts) else None


def _by_consent(seen: _Evidence) -> Reason | None:
    """Return the reason for a page about cookies, by title and most text, with a button to accept them."""
    if not any(COOKIE_WALL.match(text) for text in (*seen.titles, *seen.lines[:3])):
        return None
    buttons = elements(seen.root, "//button | //a | //input[@type='submit' or @type='button']")
    if not any(ACCEPT.fullmatch(squeeze(text_of(one) or one.get("value") or "")) for one in buttons):
        return None
    about = sum(len(text) for text in seen.lines if CONSENT.search(text))
    return refused("cookie wall") if about * 2 >= sum(map(len, seen.lines)) else None


def _titles(root: _Element) -> list[str]:
    found = [squeeze(text_of(one)) for one in elements(root, "//head/title | //h1")]
    return [text for text in found if text]
