"""Pages served in place of transcripts are recognised, and no transcript is taken for one."""

import re

import pytest

from briefings.transcript import read_page
from tests.support.casebook import Case, all_cases
from tests.support.pages import briefing_page, document, gallery, list_page, notice
from tests.support.parts import each, some_or_all

URL = "http://press.varenia.example/2024-05/17/content_7001_3.htm"


def judge(html: str | bytes, url: str = URL) -> str | None:
    """Return the reason for which a page counts as no transcript; None for a transcript."""
    raw = html.encode() if isinstance(html, str) else html
    reason = read_page(raw, url).origin.in_place
    return reason.words if reason else None


def bare(title: str, body: str, head: str = "") -> str:
    """Return a page without the frame of a site."""
    return f"<html><head><title>{title}</title>{head}</head><body>{body}</body></html>"


def framed(title: str, body: str) -> str:
    """Return a page with links, a search box and a footer around it."""
    links = "".join(
        f'<li><a href="/{word}/">{word}</a></li>' for word in "News Speeches Calendar Archive Ministers Visits".split()
    )
    return bare(
        f"{title} | Press Office of Varenia",
        f'<div id="nav"><ul>{links}</ul><form><input name="q"><button>Search</button></form></div>'
        f"<div id='main'><h1>{title}</h1>{body}</div>"
        "<div id='footer'><p>Press Office of Varenia, 4 Quay Street, Lindmark. Tel: 555 0100</p><p>Copyright</p></div>",
    )


BLOCKS = {
    "captcha, a page of its own": (
        "soft block: captcha",
        bare("Security check", "<h1>One more step</h1><p>Please complete the security check to go on to the page.</p>"
             '<div class="g-recaptcha"></div><p>Reference: 8f3a</p>'),
    ),
    "captcha in a frame": ("soft block: captcha", framed("Verify that you are human", '<div class="h-captcha"></div>')),
    "captcha without words": (
        "soft block: captcha",
        bare("", '<form><img src="/captcha.jsp?1"><input name="captcha_answer"><button>OK</button></form>'),
    ),
    "captcha in Chinese": (
        "soft block: captcha",
        bare("安全验证", "<p>为了您的访问安全，请完成以下验证后继续访问。</p><div id='slide'>请向右滑动滑块</div>"),
    ),
    "challenge with words": (
        "soft block: javascript challenge",
        bare("Just a moment...", "<h1>press.varenia.example</h1><p>Checking the site connection. This may take some"
             " seconds, and the page goes on by itself.</p><p>Ray ID: 7a1b</p>"),
    ),
    "challenge by a script alone": (
        "soft block: javascript challenge",
        bare("", "", "<script>document.cookie='k='+(6*7);setTimeout(function(){location.reload()},9)</script>"),
    ),
    "challenge that wants JavaScript": (
        "soft block: javascript challenge",
        bare("press.varenia.example", "<p>Please enable JavaScript and cookies to continue</p>"),
    ),
    "challenge that wants JS": (
        "soft block: javascript challenge",
        bare("press.varenia.example", "<p>Please enable JS and disable any ad blocker</p><script src='c.js'></script>"),
    ),
    "challenge in a frame": (
        "soft block: javascript challenge",
        bare("", "<iframe src='/_Incapsula_Resource?incident_id=1-2'>Request unsuccessful. Incident 1-2</iframe>"),
    ),
    "challenge at length": (
        "soft block: javascript challenge",
        bare("Making sure you&#39;re not a bot!", "<h1>Making sure you&#39;re not a bot!</h1><p>Loading...</p>"
             "<p>You see this because those who look after this site put a guard before it, which has your browser work"
             " for a moment before it lets you in.</p>"),
    ),
    "denied": (
        "soft block: access denied",
        bare("Access Denied", "<h1>Access Denied</h1><p>You don't have permission to access this page on this server."
             "</p><p>Reference: 18.2f</p>"),
    ),
    "denied at length": (
        "soft block: access denied",
        bare("Attention Required! | Shield", "<h1>Sorry, you have been blocked</h1><h2>Why is that so?</h2><p>" +
             "The site has a service that looks after it, and what you did made it shut the door. " * 6 + "</p>"),
    ),
    "denied in Chinese": ("soft block: access denied", bare("提示", "<p>抱歉，您的访问过于频繁，请稍后再试。</p>")),
    "login": (
        "soft block: login page",
        framed("Log in", "<form><p>Username:</p><input name='u'><p>Password:</p><input type='password'>"
               "<button>Log in</button></form><p>Forgot your password?</p>"),
    ),
    "login wanted": (
        "soft block: login page",
        framed("Members", "<p>You must be logged in to view this page.</p><p><a href='/login'>Log in</a></p>"),
    ),
    "login in Chinese": (
        "soft block: login page",
        bare("用户登录", "<h1>用户登录</h1><form>用户名：<input name='u'><br>密码：<input type='password'></form>"),
    ),
    "cookie wall": (
        "soft block: cookie wall",
        bare("Before you continue", "<h1>Before you continue</h1><p>We use cookies to measure how the site is used and"
             " to show advertising that fits.</p><p>If you agree, we and our partners store cookies on your device."
             "</p><p>More on this is in our privacy policy.</p><button>Accept all</button><button>Reject</button>"),
    ),
    "not found": ("soft 404", framed("Page not found", "<p>The page you are looking for may have been moved.</p>")),
    "not found, said in the text only": (
        "soft 404",
        framed("Press Office", "<p>Sorry, the page you requested could not be found. Use the search above.</p>"),
    ),
    "removed": ("soft 404", framed("Press Office", "<p>This article has been removed.</p>")),
    "404 as a title": ("soft 404", bare("404", "<p>Back to the <a href='/'>home page</a></p>")),
    "not found in Chinese": ("soft 404", bare("提示信息", "<p>抱歉，您访问的页面不存在或已删除！</p><p>返回首页</p>")),
    "not found, above the news": (
        "soft 404",
        bare("Press Office", "<h1>Page not found</h1>" + "".join(
            f"<li>{n} May 2026 <a href='/news/{n}'>The ferry to Tolm sails again, part {n}</a></li>"
            for n in range(1, 7))),
    ),
    "not found in the markup of the source": (
        "soft 404", document("", "<p>The page you are looking for does not exist.</p>").decode()
    ),
}  # fmt: skip


@each("name", BLOCKS)
def test_pages_that_are_no_transcript_are_told(name: str) -> None:
    reason, html = BLOCKS[name]
    assert judge(html) == reason


# -- No transcript is taken for one

LOGIN_BOX = '<div class="top"><form>Log in <input name="u"><input type="password"><button>Log in</button></form></div>'
BANNER = (
    "<div id='cookies'><h2>We use cookies</h2><p>We use cookies. Our partners too.</p><button>Accept</button></div>"
)
COMMENTS = '<form id="c"><p>Please enter the characters you see:</p><div class="g-recaptcha"></div></form>'
SCRIPT = (
    "<script>document.cookie='seen=1';if(0){location.reload()}</script><script src='/cdn-cgi/challenge-platform/x'>"
)
NOSCRIPT = "</script><noscript>Please enable JavaScript</noscript>"
FRAME = (LOGIN_BOX + BANNER, COMMENTS + SCRIPT + NOSCRIPT)


def _with_frame(html: bytes) -> bytes:
    before, after = (part.encode("ascii") for part in FRAME)
    html = re.sub(rb"<body[^>]*>", lambda found: found[0] + before, html, count=1, flags=re.IGNORECASE)
    head, end, tail = html.rpartition(b"</body>")
    return head + after + end + tail if end else html + after


@pytest.mark.parametrize("cases", some_or_all(all_cases(), 12))
def test_no_page_of_a_case_is_taken_for_a_block(cases: list[Case]) -> None:
    for case in cases:
        files = sorted(case.folder.glob("page-*.html"), key=lambda file: int(file.stem.rpartition("-")[2]))
        for file, page in zip(files, case.pages(), strict=True):
            for html in (file.read_bytes(), _with_frame(file.read_bytes())):
                told = case.told.get("encoding")
                read = read_page(html, page.address.url, encoding=told, markup=case.markup)
                assert read.origin.in_place is None, case.name


SAID = [
    "Page not found. That is what the citizens of Lindmark read when they tried to pay the salt tax.",
    "Access denied was the title of the report, and I have read it.",
    "Please log in to the portal of the ministry, and you see every measurement of the river.",
    "We use cookies on the portal of the ministry. We value your privacy.",
    "Just a moment. Verify that you are human, said the gate, and the ferry left.",
    "抱歉，您访问的页面不存在。这是市民看到的提示。",
]


@each("said", SAID)
def test_what_is_said_in_a_briefing_is_no_evidence(said: str) -> None:
    for label in ("Irena Dolmatin", "Q", "MR. KESTREL"):
        page = framed(
            "Press briefing on the portal", f"<p>{label}: {said}</p><p><b>Pavo Kestrel:</b> {said} Thank you.</p>"
        )
        assert judge(page) is None
    own_line = document(
        "Briefing on the portal", f"<p><strong>Irena Dolmatin:</strong></p><p>{said} Thank you.</p>"
    ).decode()
    assert judge(own_line) is None
    # The rest of an answer, on a page without a label.
    rest = (
        f"<p>So much for the portal. It was tested in spring by four hundred citizens of the harbour.</p><p>{said}</p>"
    )
    rest += f"<p>{'And so on, until the end. ' * 20}</p>"
    assert judge(framed("Press briefing on the portal", LOGIN_BOX + rest)) is None


@each(
    ("below", "around"),
    [
        ("Subscribe to read our daily letter.", ""),
        (
            "Log in to view comments.",
            "<nav class='pager'><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a></nav>",
        ),
    ],
)
def test_an_invitation_below_a_short_text_is_no_wall(below: str, around: str) -> None:
    text = f"<p>The crane was sold in spring, and the quay was let to four crews.</p><p>{below}</p>{around}"
    assert judge(framed("Talk about the quay", text), "http://a.example/talk?page=2") is None


def test_the_frame_of_a_page_in_a_pager_is_no_evidence() -> None:
    row = "<nav class='pager'><a href='?page=1'>1</a> <b>2</b> <a href='?page=3'>3</a></nav>"
    page = framed("Talk about the quay", f"<p>The crane was sold in spring.</p>{row}")
    assert judge(page + "<p>An error occurred. Please try again.</p>", "http://a.example/talk?page=2") is None


@pytest.mark.parametrize(
    "title",
    ["Briefing on the page that was not found", "Minister: access denied to the harbour", "404 Squadron returns"],
)
def test_a_title_about_such_a_page_is_no_evidence(title: str) -> None:
    assert judge(framed(title, "<p>The minister received the crew on Monday.</p>")) is None


def test_other_pages_of_a_site_stay_what_they_are() -> None:
    for number in (1, 2):
        assert judge(_with_frame(briefing_page(7001, number, 2))) is None
    for other in (gallery(8100), notice()):
        assert judge(_with_frame(other)) is None
    listed = list_page([f"http://press.varenia.example/2024-05/17/content_{key}.htm" for key in (7002, 7003, 7004)])
    about = listed.replace(b"<li>", b"<li><h1>The file on the quay was found</h1>")
    for one in (listed, about):
        assert judge(_with_frame(one), "http://press.varenia.example/node_1.htm") is None


@pytest.mark.parametrize("html", ["", "<html><body></body></html>", "<p>Thank you.</p>", "\x00" * 50, "<form>" * 300])
def test_a_page_with_next_to_nothing_on_it_is_no_block(html: str) -> None:
    assert judge(html) is None
