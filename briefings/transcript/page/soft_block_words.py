"""What pages say that are served in place of others. All patterns are matched from the beginning of a line."""

from __future__ import annotations

import re

from briefings.reasons import Reason, ReasonKind


def refused(what: str) -> Reason:
    """A page that the site serves to keep us out."""
    return Reason(ReasonKind.REFUSED, f"soft block: {what}")


def no_page(what: str) -> Reason:
    """What a server or a registrar serves where there is no page of the site's own."""
    return Reason(ReasonKind.NOT_A_PAGE, f"not a page: {what}")


CAPTCHA = refused("captcha")
SCRIPT_CHALLENGE = refused("javascript challenge")
ACCESS_DENIED = refused("access denied")
LOGIN_PAGE = refused("login page")
SOFT_404 = Reason(ReasonKind.SOFT_404, "soft 404")
SERVER_ERROR = no_page("server error")

_NOT_THERE = (
    r"(?:(?:was|were|is|are|could|can|can ?not|can['’]t|couldn['’]t) ?(?:not )?(?:be )?(?:found|located|available)"
    r"|not found|does(?: not|n['’]t) exist|no longer (?:exists?|available|here)|(?:is |are )no longer"
    r"|(?:has|have|was|may have) been (?:re)?moved|(?:has|have) been (?:deleted|taken down)|is(?: not|n['’]t) here)"
)
_THING = r"(?:page|article|document|file|content|resource|url|link|address|item|story)"
_CHINESE_THING = r"(?:页面|网页|文章|内容|信息|文件|稿件|地址)"
_CHINESE_GONE = r"(?:不存在|已(?:经)?(?:被)?(?:删除|移除|下线|撤稿)|找不到|无法找到|未找到|无法访问)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_CAPTCHA = _any(
    r"(?:please |first,? |to continue,? |we need to )*(?:verify|confirm|prove|make sure|check)(?: that)?"
    r" you(?:['’]re| are) (?:a )?(?:human|real|not a (?:ro)?bot)",
    r"verify(?:ing)? you are human",
    r"are you (?:a )?(?:human|robot)",
    r"i['’]?m not a robot",
    r"(?:please )?(?:complete|solve|answer) the (?:captcha|security check|puzzle|challenge)",
    r"(?:please )?(?:enter|type) the (?:characters|letters|digits|text|words|code) (?:you see|shown|below|in|from)",
    r"(?:security|human|robot|bot) (?:check|verification|challenge)\b.{0,40}$",
    r"captcha\b.{0,40}$",
    r"(?:我们|为了)?.{0,20}请(?:输入|完成|填写|通过).{0,12}验证",
    r"(?:安全|人机|身份|滑动|访问)验证",
    r"(?:请)?(?:拖动|向右滑动|滑动).{0,12}(?:验证|滑块)",
)
_CHALLENGE = _any(
    r"just a moment",
    r"(?:please wait\W+)?(?:we are |we['’]re )?checking (?:your|the) browser",
    r"one moment,? please",
    r"(?:please )?(?:enable|turn on|activate) (?:java ?script|cookies)\b.{0,60}$",
    r"(?:this (?:page|site|website) (?:requires|needs) )?(?:java ?script|cookies?)(?: and cookies)?"
    r" (?:is|are|must be|to be)?\s?(?:required|disabled|enabled|not enabled|not supported)\b.{0,60}$",
    r"ddos[- ](?:guard|protection)",
    r"请(?:先)?(?:启用|开启|打开|允许).{0,10}(?:javascript|cookie)",
    r"(?:正在)?(?:检查|验证|检测)(?:您|你)?的?浏览器",
)
_DENIED = _any(
    r"(?:error\W*)?(?:403\W*)?access (?:to this (?:page|resource|site|website) )?(?:is |has been |was )?denied\b",
    r"(?:error\W*)?403\W+forbidden|forbidden\W*$",
    r"(?:sorry,? )?you (?:have been|are|were) (?:temporarily |permanently )?blocked",
    r"(?:your |the |this )?(?:request|access|ip(?: address)?|visit|connection) (?:has been|was|is|are)"
    r" (?:temporarily )?(?:blocked|denied|rejected|refused|limited|restricted)",
    r"you (?:do not|don['’]t) have (?:permission|access|authori[sz]ation)",
    r"attention required",
    r"pardon our interruption",
    r"request (?:blocked|rejected|unsuccessful|denied)",
    r"(?:we|our systems?) (?:have )?detected unusual (?:traffic|activity)|unusual (?:traffic|activity)\b.{0,60}$",
    r"too many requests",
    r"(?:抱歉|对不起|很抱歉)?\W*(?:您的?|你的?)?(?:本次)?(?:访问|请求|IP).{0,12}(?:被(?:拒绝|拦截|阻断|禁止|限制|屏蔽)|过于频繁|太频繁)",
    r".{0,20}(?:疑似(?:黑客)?攻击|网站防火墙|访问被拒绝|拒绝访问|没有权限访问|无权访问)",
)
LOGIN = _any(
    r"(?:please |you must |you need to |to continue,? )*(?:log|sign)[ -]?(?:in|on)\b.{0,60}$",
    r"login\b.{0,40}$",
    r"(?:members?|users?|accounts?|subscribers?|staff|client)['’]?s? (?:log|sign)[ -]?(?:in|on)\b",
    r"(?:用户|会员|账号|帐号|统一)?(?:身份)?登[录陆陸錄]",
)
_LOGIN_WANTED = _any(
    r"(?:please )?(?:log|sign)[ -]?in to (?:continue|read|view|see|access)\b",
    r"you (?:must|need to|have to) (?:be )?(?:log(?:ged)?|sign(?:ed)?)[ -]?in\b",
    r"(?:this|the) (?:page|article|content|document) is (?:only )?(?:for|available to|restricted to) (?:our )?"
    r"(?:subscribers|members|registered)",
    r"(?:您|你)?(?:需要|必须|尚未|还没有|没有)登[录陆]|请(?:您)?(?:先)?登[录陆]",
)
_NOT_FOUND = _any(
    r"(?:http )?(?:error\W*)?404\W*(?:$|(?:page |file )?not found|error|page|错误|页面|[|–—-])",
    rf"(?:sorry\W+|oops\W+|error\W+|unfortunately\W+|we['’]re sorry\W+)*{_THING}s? {_NOT_THERE}",
    rf"(?:sorry\W+|oops\W+|unfortunately\W+|we['’]re sorry\W+)*(?:but )?(?:the|this|that|your) (?:requested |web ?)?"
    rf"{_THING}\b.{{0,80}}\b{_NOT_THERE}",
    rf"(?:sorry\W+|oops\W+|unfortunately\W+)*we (?:can['’]?t|can ?not|could not|couldn['’]t|were unable to)"
    rf" (?:seem to )?find (?:the|that|this) {_THING}",
    rf"nothing (?:was )?found\W*$|no such {_THING}",
    rf"(?:抱歉|对不起|很抱歉|很遗憾)?\W*(?:您|你)?(?:要|所|想|正在)?(?:访问|查找|查看|浏览|请求|寻找)?的?(?:该|此)?"
    rf"{_CHINESE_THING}{_CHINESE_GONE}",
    rf"(?:抱歉|对不起|很抱歉)\W*(?:没有)?{_CHINESE_GONE}.{{0,10}}{_CHINESE_THING}|找不到.{{0,6}}{_CHINESE_THING}",
)
_SERVER_ERROR = _any(
    r"(?:http )?(?:error\W*)?5\d\d\b\W{0,3}(?:$|error|bad gateway|service (?:temporarily )?unavailable|gateway"
    r" time-?out"
    r"|internal server error|web server is down|origin is unreachable|a timeout occurred|[|–—-])",
    r"(?:error\W+)?(?:bad gateway|gateway time-?out|internal server error|service (?:temporarily"
    r" )?unavailable)\b.{0,60}$",
    r"(?:the )?(?:proxy|web|origin|upstream|application) (?:server )?(?:error|received an invalid response|is"
    r" down|is (?:not"
    r" responding|unavailable|unreachable)|could not|did not respond|connect error)",
    r"error establishing a database connection",
    r"(?:an?|some) (?:unexpected |unhandled |application |server |internal |technical )*error (?:has )?occurred",
    r"(?:server error in ['‘’\"]|runtime error\W*$|fatal error: |uncaught \w*(?:exception|error)\b|traceback"
    r" \(most recent)",
    r"(?:we are|we['’]re) (?:currently )?(?:experiencing|having) (?:some )?(?:technical|server) (?:difficult"
    r"|problem|issue)",
    r"technical difficulties\W*$|something went wrong\b.{0,60}$|(?:this|the) (?:site|page|website) can(?:['’]t"
    r"|not) be reached",
    r"error: the requested url could not be retrieved|squid error|cache access denied",
    r"(?:invalid|unknown) (?:host|hostname|virtual ?host)\b.{0,40}$",
    r"(?:服务器|系统|网关)(?:内部)?(?:错误|异常|繁忙|超时|出错)|(?:服务|网站|页面)?暂时(?:无法访问|不可用)",
)
_AWAY = _any(
    r"(?:we['’]?ll|we will|will) be (?:right |online |up )?(?:back|again)(?: (?:soon|shortly|later|online|in|at"
    r"|on)\b.{0,60})?\W*$",
    r"(?:be )?back (?:soon|shortly|online)\b.{0,60}$",
    r"(?:(?:our|the|this) (?:site|website|server|page|service) )?(?:is )?(?:currently |temporarily |now |briefly )*"
    r"(?:down for|undergoing|under|closed for|offline for|in) (?:\w+ )?(?:maintenance|construction"
    r"|repairs?)\b.{0,80}$",
    r"(?:scheduled |planned |site |system |website )+maintenance\b.{0,60}$|maintenance(?: mode| page| in"
    r" progress)?\W*$",
    r"(?:our|the|this) (?:site|website) (?:is|will be) (?:currently |temporarily )?(?:unavailable|offline|down"
    r"|closed)\b",
    r"(?:coming soon|under construction)\W*$|(?:our|the) (?:new )?(?:site|website) is coming soon",
    r"(?:网站|系统|服务器|本站|页面)(?:正在|目前|暂时)?(?:进行)?(?:系统)?(?:维护|升级|建设)(?:中|之中|改造)?.{0,20}$",
)
_PARKED = _any(
    r"(?:the |this |buy )?(?:domain(?: name)?s?\b.{0,60}\b)(?:is|may be|are|for) (?:for |available for )?sale\b",
    r"(?:buy|get|own) this domain\b|this domain (?:name )?(?:has (?:been )?(?:expired|registered|parked)|is"
    r" parked|may be for)",
    r".{0,80}\bis (?:for sale|parked free|available for purchase)\b",
    r"(?:this )?(?:web ?page|site|domain) is parked\b|parked (?:domain|page)\b.{0,40}$|domain parking\b.{0,40}$",
    r"(?:this |your )?(?:account|site|website|web ?page) (?:has been|is) (?:suspended|disabled|deactivated)\b",
    r"(?:该|此|本)?域名.{0,12}(?:出售|转让|停放|到期|过期)",
)
_DEFAULT_PAGE = _any(
    r"welcome to (?:nginx|apache|openresty|caddy|tengine|iis|centos|ubuntu|your new)\b",
    r"(?:apache2? (?:\w+ )?(?:default|test) page|(?:default|test) (?:web ?)?(?:site )?page\b|it works!?\W*$)",
    r"iis windows(?: server)?\W*$|plesk\b.{0,40}default|(?:no web ?site|nothing) (?:is )?(?:configured|here yet)",
    r"index of /",
    r"(?:there is|you have) no(?:thing| web ?site)? (?:here|configured)\b.{0,40}$",
)
# reason, what a title or a line of such a page begins with; in this order
PHRASES: tuple[tuple[Reason, re.Pattern[str]], ...] = (
    (CAPTCHA, _CAPTCHA),
    (SCRIPT_CHALLENGE, _CHALLENGE),
    (ACCESS_DENIED, _DENIED),
    (LOGIN_PAGE, _LOGIN_WANTED),
    (SOFT_404, _NOT_FOUND),
    (SERVER_ERROR, _SERVER_ERROR),
    (no_page("maintenance"), _AWAY),
    (no_page("parked domain"), _PARKED),
    (no_page("the server's default page"), _DEFAULT_PAGE),
)
PHRASES_OF_NO_FRAME = ((ACCESS_DENIED, _DENIED), (SOFT_404, _NOT_FOUND), (SERVER_ERROR, _SERVER_ERROR))
"""Those that the frame around a transcript never says; it may well ask for a login, or for JavaScript."""

COOKIE_WALL = _any(
    r"(?:we|this (?:site|website)|our (?:site|website|partners)) (?:and our partners )?uses? cookies",
    r"before you continue",
    r"(?:cookies?|privacy|consent)\b.{0,40}(?:polic|consent|settings?|preferences?|notice|choices?|wall|cookies)",
    r"(?:we |about )?(?:value|respect|care about|protect)?\s?your privacy",
    r"(?:manage|accept) (?:your )?(?:cookies?|consent|privacy)",
    r"(?:本网站|我们)使用.{0,4}cookie",
)
CONSENT = re.compile(r"cookie|consent|privacy|personal data|our partners|advertis|隐私|同意", re.IGNORECASE)
ACCEPT = re.compile(
    r"(?:i )?(?:accept|agree|allow|consent)(?: (?:all|and continue|& continue|cookies|all cookies|and close|to all))*"
    r"|ok(?:ay)?|got it|同意|接受|全部接受|我同意",
    re.IGNORECASE,
)
CHALLENGE_SCRIPT = re.compile(
    r"_cf_chl_opt|/cdn-cgi/challenge-platform|__jsl_clearance|acw_sc__v2|_Incapsula_Resource|_pxAppId"
    r"|document\.cookie\s*=[\s\S]{0,2000}location(?:\.(?:reload|replace|href|assign)|\s*=)"
)
