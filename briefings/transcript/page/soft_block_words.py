"""Phrases of pages that are served in place of others. All patterns match from the beginning of a line."""

from __future__ import annotations

import re

from briefings.reasons import Reason, ReasonKind
from briefings.transcript.languages import expression


def refused(what: str) -> Reason:
    """A page that the site serves to keep us out."""
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


# reason, the beginning of a title or a line of such a page; in this order
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
"""Those that the frame around a transcript never says; it may well ask for a login, or for JavaScript."""
LOGIN = _phrases("login")
COOKIE_WALL = _phrases("cookie_wall")
CONSENT = _phrases("consent")
ACCEPT = _phrases("accept")
CHALLENGE_SCRIPT = re.compile(
    r"_cf_chl_opt|/cdn-cgi/challenge-platform|__jsl_clearance|acw_sc__v2|_Incapsula_Resource|_pxAppId"
    r"|document\.cookie\s*=[\s\S]{0,2000}location(?:\.(?:reload|replace|href|assign)|\s*=)"
)
