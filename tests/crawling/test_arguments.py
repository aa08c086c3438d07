"""Arguments of the command line: those accepted, and the sentence for those refused."""

import re
from pathlib import Path
from typing import Any

import pytest

from briefings.crawling import BriefingSpider
from briefings.crawling.arguments import Arguments, checked_address, read_arguments, refuse_outside
from tests.support.parts import each

ONE, TWO = "http://press.varenia.example/content_1.htm", "https://press.varenia.example/content_2_3.htm"


def test_addresses_may_come_with_commas_and_blanks() -> None:
    assert read_arguments(url=f"{ONE}, {TWO},").entries == (ONE, TWO)
    assert read_arguments(url=f"{ONE},{TWO},").entries == (ONE, TWO)
    within = "http://press.varenia.example/talks/page,1,2,410-quay.html"
    assert read_arguments(url=f"{within},{ONE}").entries == (within, ONE)


def test_file_of_addresses_may_have_comments_and_blank_lines(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(f"\ufeff# ferries\n\n{ONE}#top\n  {TWO}  # asked for twice\n", encoding="utf-8")
    assert read_arguments(urls=str(file)).entries == (ONE, TWO)


def test_nothing_is_an_argument_too_and_so_is_what_a_scheduler_adds() -> None:
    assert read_arguments(_job="6487ec79947edab326d6db28a2d86511e8247444") == Arguments()


@pytest.mark.parametrize("value", ["2", "yes", "", "-1"])
def test_a_dry_run_is_switched_on_by_1_alone(value: str) -> None:
    assert [read_arguments(dry_run=one).dry_run for one in (None, "0", "1")] == [False, False, True]
    with pytest.raises(ValueError, match=f"dry_run={value} is neither 0 nor 1"):
        read_arguments(dry_run=value)


@pytest.mark.parametrize("limit", ["0", "-1", "ten", "1.5", ""])
def test_limit_is_a_positive_number(limit: str) -> None:
    with pytest.raises(ValueError, match=f"limit={limit} is not a positive number"):
        read_arguments(limit=limit)


@pytest.mark.parametrize(
    "url", ["content_1.htm", "ftp://press.varenia.example/", "http://", "//varenia.example/", "http://[::1/"]
)
def test_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"url: {url} is not an absolute http or https address")):
        read_arguments(url=url)


@pytest.mark.parametrize("host", ["exa mple.org", "a..b.example", ".example.org", "example.org:99999"])
def test_a_host_that_cannot_be_is_named_before_anything_is_asked_for(host: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"http or https address: there can be no host {host}.")):
        read_arguments(url=f"http://{host}/talk")


def test_the_second_of_two_addresses_may_lack_its_scheme_and_is_named() -> None:
    with pytest.raises(ValueError, match=re.escape("url: www.varenia.example/talk is not an absolute http or https")):
        read_arguments(url=f"{ONE},www.varenia.example/talk")


def test_an_address_in_other_letters_is_the_one_that_is_asked_for() -> None:
    assert read_arguments(url="http://www.b\u00fccher.example/talk").entries == (
        "http://www.xn--bcher-kva.example/talk",
    )


def test_address_with_a_password_is_refused_without_showing_it() -> None:
    with pytest.raises(ValueError, match=r"an address on press\.varenia\.example holds a name or password") as caught:
        read_arguments(url="https://anna:moonlight@press.varenia.example/content_1.htm")
    assert "moonlight" not in str(caught.value)


def test_bad_line_of_a_file_is_named_with_its_number(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text(f"{ONE}\n\nnot an address\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"urls\.txt, line 3: not an address is not"):
        read_arguments(urls=str(file))


def test_file_that_is_missing_or_a_folder_or_empty_or_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "empty").write_text("# nothing yet\n", encoding="utf-8")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00h")
    for name, reason in {
        "missing": "No such file or directory",
        ".": "Is a directory",
        "empty": "names none",
        "binary": "not UTF-8",
    }.items():
        with pytest.raises(ValueError, match=reason) as caught:
            read_arguments(urls=str(tmp_path / name))
        assert str(tmp_path / name) in str(caught.value)


@pytest.mark.parametrize("blank", ["{day}", "{}", "{years}"])
def test_what_no_list_address_fills_in_is_named(blank: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"has {blank}: only {{year}}, and {{month}} beside it")):
        read_arguments(lists=f"http://press.varenia.example/{{year}}/{blank}/")


@pytest.mark.parametrize("name", ["pages", "name", "start_urls"])
def test_unknown_argument_is_named_with_those_there_are(name: str) -> None:
    with pytest.raises(
        ValueError, match=f"Unknown argument {name}: .* url, urls, lists, limit, since, until, allow, deny"
    ):
        read_arguments(**{name: "1"})


@pytest.mark.parametrize("argument", ["url", "lists"])
def test_empty_argument_is_named(argument: str) -> None:
    with pytest.raises(ValueError, match=f"The argument {argument} is empty"):
        read_arguments(**{argument: " "})


def test_endless_address_is_refused() -> None:
    with pytest.raises(ValueError, match="longer than 2000 characters"):
        read_arguments(url="http://press.varenia.example/" + "a" * 2000)


def test_source_before_an_at_sign_is_not_the_host() -> None:
    with pytest.raises(ValueError, match=r"an address on press\.example"):
        read_arguments(url="http://china.org.cn@press.example/content_1.htm")


@pytest.mark.parametrize(
    "url", ["http://china.org.cn.press.example/content_1.htm", "http://notchina.org.cn/content_1.htm"]
)
def test_clone_of_a_source_is_outside_it(url: str) -> None:
    with pytest.raises(ValueError, match="outside the source china_org_cn, which reads"):
        refuse_outside(read_arguments(url=url), "china_org_cn", ["china.org.cn"])


def test_host_below_a_domain_is_inside() -> None:
    refuse_outside(read_arguments(url="http://www.china.org.cn/content_1.htm"), "china_org_cn", ["china.org.cn"])


def test_a_source_may_forget_a_comma_and_not_a_scheme() -> None:
    said = {"name": "own", "lists": ONE, "allowed_domains": "http://press.varenia.example:80/"}
    Own: Any = type("Own", (BriefingSpider,), said)  # noqa: N806
    assert (Own.lists, Own.allowed_domains) == ((ONE,), ["press.varenia.example"])
    Own.check_arguments()
    Own.lists = ("press.varenia.example/talks",)
    with pytest.raises(ValueError, match=r"lists of own: press\.varenia\.example/talks is not an absolute http"):
        Own.check_arguments()
    Own.lists = ("http://other.example/",)
    with pytest.raises(ValueError, match=r"http://other\.example/ is outside the source own"):
        Own.check_arguments()


@pytest.mark.parametrize("name", ["markup", "canary"])
def test_what_a_source_says_in_a_dict_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=rf"{name} of FerrySpider must be a {name.title()}: {name} = "):
        type("FerrySpider", (BriefingSpider,), {"name": "ferry", name: {"body": "div.talk"}})


def test_all_bad_lines_of_a_file_are_named_and_a_missing_scheme_gets_a_hint(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("example.org/talk\nhttp://www.example.org/2\n/3\nftp://example.org/4\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1") as refused:
        read_arguments(urls=str(file))
    assert str(refused.value).splitlines() == [
        f"{file}, line 1: example.org/talk is not an absolute http or https address; write https://example.org/talk.",
        f"{file}, line 3: /3 is not an absolute http or https address.",
        f"{file}, line 4: ftp://example.org/4 is not an absolute http or https address.",
    ]


def test_of_very_many_bad_lines_the_first_are_named_and_the_others_counted(tmp_path: Path) -> None:
    file = tmp_path / "urls.txt"
    file.write_text("bad\n" * 100, encoding="utf-8")
    with pytest.raises(ValueError, match=r"line 20: .*\nand 80 more such lines\.$"):
        read_arguments(urls=str(file))


@each(
    ("url", "hint"),
    [
        ("www.example.org", "; write https://www.example.org"),
        ("example.org:8080/a?b", "; write https://example.org:8080/a?b"),
        ("talks/a.htm", ""),
        ("localhost", ""),
        ("ftp://example.org/", ""),
        ("2026.05", ""),
    ],
)
def test_what_is_hinted_at(url: str, hint: str) -> None:
    with pytest.raises(ValueError, match="is not an absolute http or https address") as caught:
        checked_address(url, "url")
    assert str(caught.value).endswith(f" address{hint}.")
