"""Recognise a page served in place of a transcript: a captcha, a login, "page not found" with status 200.

Taking a transcript for one of them is the worse mistake, so a page on which somebody speaks is never one, whatever is
printed there. The evidence is a title, or a short line, that begins with a phrase of such pages; a password or a
captcha to fill in; or a script that sets a cookie and loads the page again.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from lxml.etree import _Element

from briefings.reasons import Reason, ReasonKind
from briefings.transcript.languages.read_languages import expression
from briefings.transcript.page.body.tree import body_of
from briefings.transcript.page.boilerplate import boilerplate_rule, letters_of
from briefings.transcript.page.content import elements
from briefings.transcript.page.layout.lines import lines_of, squeeze, text_of
from briefings.transcript.page.page import Page
from briefings.transcript.page.page_kind import PageKind
from briefings.transcript.page.speech_signs import speech_sign
from briefings.transcript.wording.sentences import ends_sentence


def _refused(words: str) -> Reason:
    return Reason(ReasonKind.REFUSED, f"soft block: {words}")


def _no_page(words: str, kind: ReasonKind = ReasonKind.NOT_A_PAGE) -> Reason:
    return Reason(kind, f"not a page: {words}")


_CAPTCHA, _CHALLENGE = _refused("captcha"), _refused("javascript challenge")
_LOGIN, _COOKIE_WALL = _refused("login page"), _refused("cookie wall")
_REASONS = {
    "captcha": _CAPTCHA,
    "script_challenge": _CHALLENGE,
    "access_denied": _refused("access denied"),
    "login_wanted": _LOGIN,
    "soft_404": Reason(ReasonKind.SOFT_404, "soft 404"),
    "server_error": _no_page("server error", ReasonKind.SERVER_ERROR),
    "maintenance": _no_page("maintenance", ReasonKind.SERVER_ERROR),
    "parked_domain": _no_page("parked domain"),
    "default_page": _no_page("the server's default page"),
}
"""Reason for each kind of phrases that begin a title or a line of such a page, in this order."""
_NEVER_AROUND_SPEECH = ("access_denied", "soft_404", "server_error")
"""Kinds of phrases that never stand in the frame around a transcript; it may well ask for a login or for JavaScript."""
_CHALLENGE_SCRIPT = re.compile(
    r"_cf_chl_opt|/cdn-cgi/challenge-platform|__jsl_clearance|acw_sc__v2|_Incapsula_Resource|_pxAppId"
    r"|document\.cookie\s*=[\s\S]{0,2000}location(?:\.(?:reload|replace|href|assign)|\s*=)"
)
_WIDGET = (
    "//*[contains(@class, 'g-recaptcha') or contains(@class, 'h-captcha') or contains(@class, 'cf-turnstile')"
    " or contains(@class, 'geetest')] | //iframe[contains(@src, 'captcha')] | //img[contains(@src, 'captcha')]"
    " | //input[contains(@name, 'captcha')]"
)
_PROSE = 40
"""Letters of a line that is prose."""
_SAID_WITH_TITLE = 1500
"""Characters of prose up to which a title is evidence. The longest known page of that kind has 500."""
_SAID_WITH_LINE = 400
"""Characters of prose up to which a line is evidence: it may be one of a transcript."""
_NEARLY_NOTHING, _NOTHING = 200, 20
_FEW_LINES = 20
"""Lines up to which a page with a numbered pager is looked at: a site may keep its frame around a wall or an error."""
_LONGEST_LINE = 200


def soft_block(page: Page, root: _Element) -> Reason | None:
    """Return the reason why a page, with this tree, was served instead of a transcript; None when it may well be one.

    A page that the site does not want us to have is refused; a soft 404 does not exist.
    """
    in_pager = page.siblings.pages or page.siblings.listed
    if in_pager and len(page.lines) > _FEW_LINES:
        return None
    # Where a numbered pager has this page, the title is the briefing's, and only the text may be another.
    headings = () if in_pager else elements(root, "//head/title | //h1")
    titles = [text for one in headings if (text := squeeze(text_of(one)))]
    if page.kind is PageKind.LIST:
        # Of the news beside an error; each entry of a list may have a headline.
        return _begun_by(titles[:2], _NEVER_AROUND_SPEECH)
    lines = [line.text for line in page.lines if not line.within]
    plain = (line for line in page.lines if not line.is_mostly_link and boilerplate_rule(line) is None)
    said = sum(letters for line in plain if (letters := letters_of(line.text)) >= _PROSE)
    reason = _begun_by(titles, _REASONS) if said <= _SAID_WITH_TITLE else None
    if reason is None and said <= _SAID_WITH_LINE:
        # Below the end of a talk stands "Log in to view comments".
        first = [text for text in lines if ends_sentence(text)][:1] if in_pager else []
        reason = _begun_by(first or lines, _REASONS)
    if reason is None and said <= _NEARLY_NOTHING and not in_pager:
        # A short "not found" may be outside the content node.
        reason = _begun_by((line.text for line in lines_of(body_of(root))), _NEVER_AROUND_SPEECH)
    reason = reason or _by_form(root, titles, said, page) or _by_consent(root, titles, lines)
    # Asked last: few pages have a reason, and to look for speech takes far longer than to look for one.
    return None if reason and speech_sign(page.lines) else reason


@cache
def _phrases(kind: str) -> re.Pattern[str]:
    # Compiled for the first page that needs them: they are many words, and few pages do.
    return re.compile(expression(f"served_instead.{kind}"), re.IGNORECASE)


def _begun_by(texts: Iterable[str], kinds: Iterable[str]) -> Reason | None:
    """Return the reason of the first short text that begins with a phrase of one of these kinds."""
    short = [text for text in texts if len(text) <= _LONGEST_LINE]
    return next((_REASONS[kind] for text in short for kind in kinds if _phrases(kind).match(text)), None)


def _by_form(root: _Element, titles: Sequence[str], said: int, page: Page) -> Reason | None:
    """Return the reason for a password, a captcha or a script alone; beside any prose, they may be the frame's."""
    is_bare = not said and page.extent.visible_page <= _NEARLY_NOTHING
    if elements(root, "//input[@type='password']"):
        asks = any(_phrases("login").match(text) for text in titles)
        if is_bare or (asks and said <= _SAID_WITH_LINE):
            return _LOGIN
    # A page of few words and a picture is taken for a gallery, where a captcha may protect the comments.
    is_gallery = page.kind is PageKind.GALLERY and page.extent.visible_page > _NOTHING
    if is_bare and not is_gallery and elements(root, _WIDGET):
        return _CAPTCHA
    scripts = elements(root, "//script | //iframe") if is_bare else ()
    run = " ".join(f"{one.get('src', '')} {text_of(one)}" for one in scripts)
    return _CHALLENGE if _CHALLENGE_SCRIPT.search(run) else None


def _by_consent(root: _Element, titles: Sequence[str], lines: Sequence[str]) -> Reason | None:
    """Return the reason for a page about cookies, by title and most text, with a button to accept them."""
    if not any(_phrases("cookie_wall").match(text) for text in (*titles, *lines[:3])):
        return None
    buttons = elements(root, "//button | //a | //input[@type='submit' or @type='button']")
    accepts = any(_phrases("accept").fullmatch(squeeze(text_of(one) or one.get("value") or "")) for one in buttons)
    about = sum(len(text) for text in lines if _phrases("consent").search(text))
    return _COOKIE_WALL if accepts and about * 2 >= sum(map(len, lines)) else None
