"""Replicas of the sites of ten houses, in their own markup and invented words, one row of the table for each.

They show only what the source file of a house gives as verified.
"""

from __future__ import annotations

from tests.support.house_site import HouseSite, drupal, folders, wordpress

_OBAMA = "http://obamawhitehouse.archives.gov"
_TRUMP = "http://trumpwhitehouse.archives.gov/briefings-statements/"
_BIDEN = "http://bidenwhitehouse.archives.gov/briefing-room/press-briefings/"
_STATE = "http://2021-2025.state.gov/"
_MFA = "http://www.fmprc.gov.cn/eng/xw/fyrbt/lxjzh/"
_MND = "http://www.mod.gov.cn/gfbw/xwfyr/lxjzh_246940/"
_MEA = "http://www.mea.gov.in/"
_MEXICO = "http://lopezobrador.org.mx/"
_UCSB = "http://www.presidency.ucsb.edu/documents"
_KREMLIN = "http://en.kremlin.ru/events/president/transcripts"


def _chain(number: int, last: int) -> str:
    return f"<div class='pager'><a href='{_KREMLIN}/page/{number + 1}'>Next</a></div>" if number < last else ""


SITES: dict[str, HouseSite] = {
    "white_house_2009": HouseSite(
        list_url=lambda n: f"{_OBAMA}/briefing-room/press-briefings{f'?page={n - 1}' if n > 1 else ''}",
        row="<div class='view-content'><div class='views-row'><div class='views-field-created'>"
        "<span class='field-content'>"
        "$day</span></div><h3 class='field-content'><a href='$url'>Press Briefing on the $topic</a></h3></div></div>",
        pager=drupal("/briefing-room/press-briefings", "?page=", "��"),
        url=f"{_OBAMA}/the-press-office/$path/$slug",
        page="<div class='panel-pane pane-node-title'><h1>Press Briefing on the $topic</h1></div><div class="
        "'field-name-field-forall-body'><div class='field-items'><div class='field-item even'><p class='rtecenter'>"
        "Press Briefing Room</p><p>12:48 P.M. EDT</p><p>${said}END 1:10 P.M. EDT</p></div></div></div>",
        labels=("Q&nbsp;&nbsp;&nbsp;", "MR. VASK:&nbsp;"),
        turn="{label} {text}<br><br>",
    ),
    "white_house_2017": HouseSite(
        list_url=folders(_TRUMP),
        row="<article class='briefing-statement'><p class='meta__date'><time>$day</time></p><h2 class="
        "'briefing-statement__title'><a href='$url'>Press Briefing on the $topic</a></h2></article>",
        pager=wordpress(_TRUMP),
        url=f"{_TRUMP}$slug/",
        page="<h1 class='page-header__title'>Press Briefing on the $topic</h1><p class='meta__date'>Issued on: "
        "<time>$day"
        "</time></p><div class='page-content__content editor'><aside class='editor__module-share'>Share:</aside>"
        "<p>Press Briefing Room</p>$said<p>END</p></div>",
        labels=("Q&nbsp;&nbsp;", "MS. DOLMATIN:&nbsp;"),
        others="<article class='briefing-statement'><h2 class='briefing-statement__title'>"
        f"<a href='{_TRUMP}presidential-message-$page/'>A message on a day of the year</a></h2></article>",
    ),
    "white_house_2021": HouseSite(
        list_url=folders(_BIDEN),
        row="<article class='news-item'><h2 class='news-item__title-container'>"
        "<a href='$url'>Press Briefing on the $topic"
        "</a></h2><div class='news-item__meta shared-meta'><time datetime='$iso'>$day</time></div></article>",
        pager=wordpress(_BIDEN),
        url=f"{_BIDEN}$path/$slug/",
        page="<h1>Press Briefing on the $topic</h1><time datetime='$iso'>$day</time><section class='body-content'>"
        "<p>1:02 P.M. EDT</p>$said<p>1:30 P.M. EDT</p></section>",
        labels=("Q&nbsp;", "MS. KESTREL:&nbsp;"),
    ),
    "state_2021": HouseSite(
        list_url=folders(f"{_STATE}department-press-briefings/"),
        row="<li class='collection-result'><p class='collection-result__date'>Department Press Briefing</p><a class="
        "'collection-result__link' href='$url'>Department Press Briefing – $day</a>"
        "<div class='collection-result-meta'>"
        "<span dir='ltr'>$day</span></div></li>",
        pager=wordpress(f"{_STATE}department-press-briefings/"),
        url=f"{_STATE}briefings/department-$slug/",
        page="<article><h1>Department Press Briefing – $day</h1><p class='article-meta__publish-date'>$day</p>"
        "<div class='entry-content'><p><strong>1:16 p.m. EDT</strong></p>$said</div></article>",
        labels=("<strong>QUESTION:</strong>", "<strong>MR VASK:</strong>"),
    ),
    "mfa_cn": HouseSite(
        list_url=lambda n: _MFA if n == 1 else f"{_MFA}index_{n - 1}.html",
        row="<ul class='list1'><li>"
        "<a href='./$ym/t${ymd}_12034$nnn.html'>Foreign Ministry Spokesperson Xu Lan’s Regular"
        " Press Conference on $day</a></li></ul>",
        pager=lambda n, last: (
            f"<div id='pages'></div><script>var currentPage = {n - 1};var countPage = {last};</script>"
        ),
        url=f"{_MFA}$ym/t${{ymd}}_12034$nnn.html",
        page="<div class='news_header_title'>Foreign Ministry Spokesperson Xu Lan’s Regular Press Conference on $day"
        "</div><div class='xltime'>Updated: $day 19:10</div><div class='content_text'><p>$said</p></div>",
        labels=("Varenia Radio:", "Xu Lan:"),
        turn="{label} {text}<br><br>",
    ),
    "mnd_cn": HouseSite(
        list_url=lambda n: f"{_MND}index{f'_{n - 1}' if n > 1 else ''}.html",
        row="<ul id='main-news-list'><li><a href='$url'>国防部${month}月例行记者会文字实录$n <small>"
        "$iso 17:10</small></a></li></ul>",
        # One page more than it says.
        pager=lambda _n, last: (
            f"<div id='page'></div><script>createPageHTML('{last - 1}','1','index','html');</script>"
        ),
        url=f"{_MND}1637$nnn.html",
        page="<div class='article-header'><h1>国防部${month}月例行记者会文字实录$n</h1></div>"
        "<div class='info'>发布：$iso 17:10</div><div id='article-content'>$said</div>"
        "<script>createManuscriptPageHTML('7', '$part', 'a', 'html');</script>",
        labels=("<strong>记者：</strong>", "<strong>秦山：</strong>"),
        turn="<p>{label}{text}</p>",
        also="http://eng.mod.gov.cn/2025xb/P/D_251802/index.html",
        each=1,
        parts=7,
    ),
    "mea_in": HouseSite(
        list_url=lambda n: (
            f"{_MEA}FrontEnd/FetchPublicationListingData?publicationId=49&SortBy=new&page={n}&PageSize=50&PLngId=1"
        ),
        row="<div class='pressRelesastBox'><span class='date'>$dmy</span><h3 class='pressTitle'>"
        "<a href='$url'>Transcript of"
        " Weekly Media Briefing ($day)</a></h3></div>",
        pager=lambda _n, _last: "",
        url=f"{_MEA}media-briefings?dtl/41$nnn/Transcript_of_Weekly_Media_Briefing",
        served_at=f"{_MEA}FrontEnd/FetchPublicationDetailData?pkid=41$nnn&languageId=1",
        page="<h2 class='titleText'>Transcript of Weekly Media Briefing ($day)</h2>"
        "<div class='description'>$said</div>",
        labels=(
            "<span class='fw-bold'>Ada Lorn, Varenia Radio:</span>",
            "<span class='fw-bold'>Shri Pavo Kestrel, Official Spokesperson:</span>",
        ),
        past_end=b"<div class='noRecord'></div>",
    ),
    "mexico_2018": HouseSite(
        list_url=folders(f"{_MEXICO}transcripciones/"),
        row="<article class='post'><h2 class='entry-title'>"
        "<a href='$url'>Versión estenográfica de la conferencia de prensa"
        " matutina $n</a></h2><div class='entry-date'><a href='$url'>$dia</a></div></article>",
        pager=wordpress(f"{_MEXICO}transcripciones/"),
        url=f"{_MEXICO}$path/version-estenografica-de-la-conferencia-de-prensa-$n/",
        page="<h1 class='entry-title'>Versión estenográfica de la conferencia de prensa $n</h1>"
        "<div class='entry-date'>$dia"
        "</div><div class='entry-content'>$said</div>",
        labels=("<strong>PREGUNTA:</strong>", "<strong>PRESIDENTE TOMÁS VARGA:</strong>"),
        others="<article class='post'><h2 class='entry-title'>"
        f""
        f"<a href='{_MEXICO}2024/09/0$page/version-estenografica-inauguracion-del-puente/'>Inauguración del puente</a>"
        "</h2></article>",
    ),
    "ucsb": HouseSite(
        list_url=lambda n: (
            f"{_UCSB}/app-categories/press/press-briefings?items_per_page=60{f'&page={n - 1}' if n > 1 else ''}"
        ),
        row="<div class='view-content'><div class='views-row'><div class='col-sm-8'><div class='field-title'>"
        "<p><a href="
        "'$url'>Press Briefing on the $topic</a></p></div></div><div class='col-sm-4'>"
        "<span class='date-display-single'"
        " content='${iso}T00:00:00+00:00'>$day</span></div></div></div>",
        pager=drupal(f"{_UCSB}/app-categories/press/press-briefings", "?items_per_page=60&amp;page=", "next ›"),
        url=f"{_UCSB}/$slug",
        page="<h3 class='diet-title'><a href='/people/x'>Tolmer Vask</a></h3><div class='field-ds-doc-title'>"
        "<h1>Press"
        " Briefing on the $topic</h1></div><div class='field-docs-start-date-time'><span class='date-display-single'"
        " content='${iso}T00:00:00+00:00'>$day</span></div><div class='field-docs-content'>$said</div>",
        labels=("<i>Q.</i>", "<i>The President.</i>"),
        also=f"{_UCSB}/app-categories/presidential/news-conferences?items_per_page=60",
    ),
    "kremlin": HouseSite(
        list_url=lambda n: _KREMLIN if n == 1 else f"{_KREMLIN}/page/{n}",
        row="<div class='hentry'><h3 class='hentry__title'><a href='$url'>News conference on the $topic <time class="
        "'published' datetime='$iso'>$day</time></a></h3></div>",
        pager=_chain,
        url=f"{_KREMLIN}/75$nnn",
        page="<h1 class='entry-title'>News conference on the $topic</h1>"
        "<time class='read__published' datetime='$iso'>$day"
        "</time><div itemprop='articleBody' class='entry-content'>$said</div>",
        labels=("<b>Question:</b>", "<b>Acting Governor of the Bay Pavo Kestrel:</b>"),
    ),
}
"""Replicas by the name of the spider."""
