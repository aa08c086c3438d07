"""The address of one page grows out of another's."""

from __future__ import annotations

from briefings.transcript.page.links.pagers.page_addresses import Degree, growth, is_akin, template, unnumbered
from tests.support.parts import each

HOST = "http://a.example"


@each(
    ("own", "other", "number", "degree"),
    [
        ("/quay.html", "/quay_2.html", 2, Degree.BARE),
        ("/quay.html", "/quay-2.html", 2, Degree.BARE),
        ("/quay.html", "/quay2.html", 2, Degree.BARE),
        ("/quay.html", "/quay.2.html", 2, Degree.BARE),
        ("/en/2024/db240305.doc.htm", "/en/2024/db240305-2.doc.htm", 2, Degree.BARE),
        ("/quay", "/quay_2", 2, Degree.BARE),
        ("/quay", "/quay/2", 2, Degree.BARE),
        ("/quay", "/quay/2/", 2, Degree.BARE),
        ("/quay/", "/quay/p2.html", 2, Degree.NAMED),
        ("/quay/", "/quay/index_2.html", 2, Degree.BARE),
        ("/quay/index.html", "/quay/index2.html", 2, Degree.BARE),
        ("/quay/", "/quay//p2", 2, Degree.NAMED),
        ("/quay/", "/quay/page/2/", 2, Degree.NAMED),
        ("/quay", "/quay-seite-2", 2, Degree.NAMED),
        ("/quay", "/quay-p2", 2, Degree.NAMED),
        ("/quay", "/quay?page=2", 2, Degree.NAMED),
        ("/quay?page=1", "/quay?page=2", 2, Degree.NAMED),
        ("/quay/", "/quay?page=2", 2, Degree.NAMED),  # where servers send from /quay to /quay/
        ("/quay?id=7", "/quay?id=7&start=20", 20, Degree.NAMED),
        ("/Press/Talk.aspx?ID=7", "/press/talk.aspx?id=7&page=2", 2, Degree.NAMED),
        ("/quay?id=7", "/quay?page=2&id=7", 2, Degree.NAMED),
        ("/quay?utm_source=x", "/quay?page=2", 2, Degree.NAMED),
        ("/quay.html?utm_source=rss", "/quay_2.html", 2, Degree.BARE),  # a feed says more than the page
        ("/x/list_70.html", "/x/list_70_2.html", 2, Degree.BARE),
        ("/node_5.htm", "/node_5_2.htm", 2, Degree.BARE),
        ("/quay", "/quay-2", 2, Degree.SLUG),
        ("/briefing-16", "/briefing-17", 17, Degree.SLUG),
        ("/?p=128309", "/?p=128310", 128310, Degree.SLUG),
        ("/talk?id=7", "/talk?id=8", 8, Degree.SLUG),
        ("/content_97001.htm", "/content_97002.htm", 97002, Degree.SLUG),
        ("/2026-03/05/content_9.htm", "/2026-03/06/content_9.htm", 6, Degree.SLUG),
        ("/read?3,41", "/read?3,41,page=2", 2, Degree.NAMED),
        ("/page.php?41", "/page.php?41.2", 2, Degree.BARE),
        ("/quay?talk7", "/quay?talk7&artpage=2-6", 2, Degree.NAMED),  # of six, as SPIP cuts an article
        (  # Liferay 7
            "/quay",
            "/quay?p_p_id=com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_q2K8"
            "&_com_liferay_asset_publisher_web_portlet_AssetPublisherPortlet_INSTANCE_q2K8_cur=2",
            2,
            Degree.NAMED,
        ),
        ("/quay", "/quay?page=0,,1", 1, Degree.NAMED),  # of the third list on a page of Drupal
    ],
)
def test_growth(own: str, other: str, number: int, degree: Degree) -> None:
    found = growth(HOST + own, HOST + other)
    assert found is not None
    assert found[:2] == (number, degree)


@each(
    ("own", "other"),
    [
        ("/quay", "/salt"),
        ("/quay", "/quay"),
        ("/quay?id=7", "/quay?page=2"),
        ("/quay?id=7", "/quay?id=8&page=2"),
        ("/quay?id=12-5", "/quay?id=12-6"),
        ("/a/quay_2.html", "/b/quay_3.html"),
        ("/2026/03/quay.html", "/2026/04/quay_2.html"),
        ("/quay", "http://b.example/quay/2"),
    ],
)
def test_no_growth(own: str, other: str) -> None:
    assert growth(HOST + own, other if other.startswith("http") else HOST + other) is None


def test_the_host_is_one_however_it_is_spelt() -> None:
    assert growth("http://A.example:80/quay", "http://a.example./quay/2") is not None


@each(
    ("own", "other", "akin"),
    [
        ("/no.html", "/no-continued.html", True),
        ("/no.html", "/no-end.html", True),
        ("/quay.html", "/quay/two.html", True),
        ("/quay,1", "/quay,1,nPack,2", True),
        ("/rede", "/rede-id-233002", True),
        ("/rede?utm_source=rss", "/rede/ende", True),
        ("/rede?id=7", "/rede/ende", False),
        ("/briefing", "/briefing-2", False),
        ("/briefing", "/briefing-march-5", False),
        ("/briefing", "/briefing-2026-03-05", False),
        ("/briefing", "/briefing-on-the-salt-tax", False),
        ("/brief", "/briefing", False),
        ("/", "/anything", False),
        ("/quay.html", "/quay.pdf", False),
        ("/quay", "/salt/quay-end", False),
    ],
)
def test_kin(own: str, other: str, akin: bool) -> None:
    assert is_akin(HOST + own, HOST + other) is akin


def test_a_template_is_made_of_two_addresses() -> None:
    at = template({1: "/q.html", 2: "/q_2.html", 5: "/q_5.html"})
    assert at is not None
    assert at(4) == "/q_4.html"
    zero_based = template({2: "/q?page=1", 3: "/q?page=2"})
    assert zero_based is not None
    assert zero_based(7) == "/q?page=6"
    padded = template({2: "/q_02.html", 9: "/q_09.html"})
    assert padded is not None
    assert padded(10) == "/q_10.html"
    strange = {2: "/a_2", 3: "/b_3"}, {2: "/q_3", 3: "/q_2"}, {2: "/q_7", 3: "/q_8", 4: "/q_1"}
    days = {42: "/talks/2026/11/07/", 44: "/talks/2026/11/25/"}
    for none in ({2: "/a"}, *strange, days):
        assert template(none) is None


def test_how_many_entries_a_page_shows_is_no_page_number() -> None:
    assert growth(f"{HOST}/list?page=2", f"{HOST}/list?page=2&limit=50") is None
    assert growth(f"{HOST}/list?limit=10", f"{HOST}/list?limit=10&page=2") == (2, Degree.NAMED, None)


@each(
    ("url", "first"),
    [
        ("/quay?page=3", "/quay"),
        ("/t?id=7&start=40", "/t?id=7"),
        ("/i.php?view=a&limitstart=2", "/i.php?view=a"),
        ("/talk/page/3/", "/talk/"),
        ("/talk/quay/p/3/", "/talk/quay/"),
        ("/quay-p3.html", "/quay.html"),
        ("/rede/quay-seite-3.html", "/rede/quay.html"),
        ("/quay_3.html", "/quay.html"),
        ("/quay-3.html", "/quay.html"),
        ("/quay.3.html", "/quay.html"),
        ("/quay(3).html", "/quay.html"),
        ("/quay/3", "/quay"),
        ("/quay/3/", "/quay/"),
        ("/talk/p3.html", "/talk/"),
        ("/talk;page=3", "/talk"),
        ("/talk/(page)/3", "/talk"),
        ("/talk/page:3", "/talk"),
        # An id, a day, a second briefing of the same name, page 1 itself.
        ("/briefing-16", None),
        ("/node/123", None),
        ("/2026/03/05", None),
        ("/2026/3/5", None),
        ("/t?id=7", None),
        ("/?p=128309", None),
        ("/quay?page=1&page=2", None),
        ("/quay/1", None),
        ("/quay", None),
        ("/3", None),
    ],
)
def test_the_address_without_its_page_number_may_be_that_of_page_1(url: str, first: str | None) -> None:
    assert unnumbered(HOST + url) == (first and HOST + first)
