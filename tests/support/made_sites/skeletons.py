"""Frames around the content of a page, as printed by content systems."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Skeleton:
    """The frame of a page: `{menu}`, `{title}`, `{day}`, `{main}`, `{above}`, `{below}`, `{aside}`, `{footer}`."""

    page: str
    listed: str
    """Row of a list: `{url}`, `{title}`, `{day}`, `{beside}`."""
    rows: str = "<ul>{rows}</ul>"
    menu: str = '<li><a href="{url}">{text}</a></li>'


_HEAD = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | {site}</title>{head}</head>'

SKELETONS: dict[str, Skeleton] = {
    "wordpress": Skeleton(
        _HEAD + '<body class="single"><header id="masthead" class="site-header"><nav id="site-navigation" class='
        '"main-navigation"><ul id="primary-menu" class="menu">{menu}</ul></nav></header><div id="content" class='
        '"site-content"><main id="primary" class="site-main"><article class="post type-post hentry"><header class='
        '"entry-header"><h1 class="entry-title">{title}</h1><div class="entry-meta"><time>{day}</time></div></header>'
        '{above}<div class="entry-content">{main}</div>{below}</article></main><aside id="secondary" class='
        '"widget-area">{aside}</aside></div><footer id="colophon" class="site-footer">{footer}</footer></body></html>',
        '<article class="post hentry"><h2 class="entry-title"><a href="{url}" rel="bookmark">{title}</a></h2><div '
        'class="entry-meta">{day}</div>{beside}</article>',
        "{rows}",
        '<li class="menu-item menu-item-type-post_type"><a href="{url}">{text}</a></li>',
    ),
    "drupal": Skeleton(
        _HEAD + '<body class="path-node"><div class="dialog-off-canvas-main-canvas"><header class="region '
        'region-header"><nav role="navigation" class="block block-menu menu--main"><ul class="menu">{menu}</ul></nav>'
        '</header><main role="main"><div class="layout-content"><div class="region region-content"><h1 class='
        '"page-title"><span>{title}</span></h1><div class="field field--name-field-date">{day}</div>{above}<div '
        'class="field field--name-body">{main}</div>{below}</div></div><aside class="layout-sidebar-second">{aside}'
        '</aside></main><footer role="contentinfo" class="region region-footer">{footer}</footer></div></body></html>',
        '<div class="views-row"><div class="views-field views-field-title"><span class="field-content"><a href='
        '"{url}">{title}</a></span></div><div class="views-field views-field-created">{day}</div>{beside}</div>',
        '<div class="view-content">{rows}</div>',
        '<li class="menu-item"><a href="{url}" data-drupal-link-system-path="node">{text}</a></li>',
    ),
    "typo3": Skeleton(
        _HEAD + '<body id="p214"><div class="frame-header"><nav class="mainnav"><ul>{menu}</ul></nav></div><div '
        'class="content-main" id="content"><div class="news news-single"><div class="article"><h1>{title}</h1><p '
        'class="news-date">{day}</p>{above}<div class="news-text-wrap">{main}</div>{below}</div></div></div><div '
        'class="content-right">{aside}</div><div class="page-footer">{footer}</div></body></html>',
        '<div class="article articletype-0"><h3><a title="{title}" href="{url}"><span>{title}</span></a></h3><span '
        'class="news-list-date">{day}</span>{beside}</div>',
        '<div class="news-list-view">{rows}</div>',
    ),
    "joomla": Skeleton(
        _HEAD + '<body><div id="top-menu"><ul class="nav menu mod-list">{menu}</ul></div><div id="component"><div '
        'class="item-page"><h2 itemprop="headline">{title}</h2><dl class="article-info"><dd class="published">{day}'
        '</dd></dl>{above}<div itemprop="articleBody">{main}</div>{below}</div></div><div id="sidebar-right">{aside}'
        '</div><div id="foot">{footer}</div></body></html>',
        '<tr class="cat-list-row0"><td class="list-title"><a href="{url}">{title}</a></td><td class="list-date">{day}'
        "</td><td>{beside}</td></tr>",
        '<table class="category table">{rows}</table>',
        '<li class="item-101"><a href="{url}">{text}</a></li>',
    ),
    "aem": Skeleton(
        _HEAD + '<body class="page basicpage"><div class="root responsivegrid"><div class="aem-Grid aem-Grid--12">'
        '<div class="experiencefragment"><div class="cmp-navigation"><ul class="cmp-navigation__group">{menu}</ul>'
        '</div></div><div class="container responsivegrid"><div class="cmp-title"><h1 class="cmp-title__text">{title}'
        '</h1></div><div class="cmp-date">{day}</div>{above}<div class="cmp-text">{main}</div>{below}</div><div '
        'class="container side">{aside}</div><div class="cmp-footer">{footer}</div></div></div></body></html>',
        '<li class="cmp-list__item"><a class="cmp-list__item-link" href="{url}"><span class="cmp-list__item-title">'
        '{title}</span><span class="cmp-list__item-date">{day}</span></a>{beside}</li>',
        '<ul class="cmp-list">{rows}</ul>',
        '<li class="cmp-navigation__item"><a class="cmp-navigation__item-link" href="{url}">{text}</a></li>',
    ),
    "aspx": Skeleton(
        _HEAD + '<body><div id="ctl00_hdr"><div class="ms-topnav"><table><tr><td>{menu}</td></tr></table></div></div>'
        '<div id="ctl00_PlaceHolderMain"><h1 class="ms-title">{title}</h1><span id="ctl00_lblDate">{day}</span>{above}'
        '<div id="ctl00_RichHtml" class="ms-rtestate-field">{main}</div>{below}</div><div id="ctl00_right">{aside}'
        '</div><div id="s4-foot">{footer}</div></body></html>',
        '<tr><td class="ms-vb"><span>{day}</span></td><td class="ms-vb2"><a href="{url}">{title}</a></td><td>{beside}'
        "</td></tr>",
        '<table class="ms-listviewtable">{rows}</table>',
        '<a class="ms-nav" href="{url}">{text}</a> | ',
    ),
    "tables": Skeleton(
        _HEAD + '<body bgcolor="#fff"><table width="760"><tr><td colspan="2" class="bar">{menu}</td></tr><tr><td '
        'class="txt"><h1>{title}</h1><p><i>{day}</i></p>{above}{main}{below}</td><td width="180" class="rt">{aside}'
        '</td></tr><tr><td colspan="2" class="ft">{footer}</td></tr></table></body></html>',
        '<p class="row"><a href="{url}">{title}</a><br>{day} {beside}</p>',
        "{rows}",
        '<a href="{url}">{text}</a> &nbsp; ',
    ),
    "hugo": Skeleton(
        _HEAD + '<body><header><nav class="navbar"><div class="navbar-links">{menu}</div></nav></header><section '
        'class="wrapper"><h1>{title}</h1><p class="meta">{day}</p>{above}<div class="prose">{main}</div>{below}'
        '</section><div class="rail">{aside}</div><footer class="foot-wrap">{footer}</footer></body></html>',
        '<li class="post-item"><a href="{url}"><h3>{title}</h3></a><small>{day}</small>{beside}</li>',
        '<ol class="post-list">{rows}</ol>',
        '<a class="navbar-link" href="{url}">{text}</a>',
    ),
    "plone": Skeleton(
        _HEAD + '<body class="template-document_view"><div id="portal-globalnav-wrapper"><ul id="portal-globalnav">'
        '{menu}</ul></div><div id="portal-column-content"><article id="content"><header><h1 class='
        '"documentFirstHeading">{title}</h1><div class="documentByLine">{day}</div></header>{above}<div '
        'id="content-core"><div id="parent-fieldname-text">{main}</div></div>{below}</article></div><div '
        'id="portal-column-two">{aside}</div><div id="portal-footer">{footer}</div></body></html>',
        '<article class="entry"><header class="tileHeader"><span class="summary"><a class="url" href="{url}">{title}'
        '</a></span><div class="documentByLine">{day}</div></header>{beside}</article>',
        '<div class="entries">{rows}</div>',
        '<li id="portaltab-n" class="plain"><a href="{url}">{text}</a></li>',
    ),
    "modules": Skeleton(  # class names made by a build: the part after the underscores differs on every page
        _HEAD + '<body><div class="Header_bar__{hash}"><div class="Header_links__{hash}">{menu}</div></div><main '
        'class="Story_main__{hash}"><h1 class="Story_title__{hash}">{title}</h1><div class="Story_date__{hash}">{day}'
        '</div>{above}<div class="Story_text__{hash}">{main}</div>{below}</main><div class="Rail_box__{hash}">{aside}'
        '</div><div class="Footer_box__{hash}">{footer}</div></body></html>',
        '<div class="Card_row__{hash}"><a class="Card_link__{hash}" href="{url}">{title}</a><span '
        'class="Card_date__{hash}">{day}</span>{beside}</div>',
        "{rows}",
        '<a class="Header_link__{hash}" href="{url}">{text}</a>',
    ),
}
