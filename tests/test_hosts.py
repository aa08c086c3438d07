"""Hosts of the public internet."""

import pytest

from briefings.hosts import address_in, is_on_domain, is_public_address, is_public_name, plain_host, read_named_hosts
from tests.support.parts import each

INSIDE = {
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fd00::1", "fec0::1"],
    "link-local": ["169.254.1.1", "fe80::1", "fe80::1%eth0"],
    "metadata": ["169.254.169.254", "168.63.129.16", "192.0.0.192", "100.100.100.200", "fd00:ec2::254"],
    "this machine": ["0.0.0.0", "0.1.2.3", "::"],
    "shared": ["100.64.0.1", "198.18.0.1"],
    "nobody's": ["240.0.0.1", "255.255.255.255", "192.0.2.1", "2001:db8::1"],
    "many": ["224.0.0.1", "239.255.255.250", "ff02::1"],
    "in another spelling": ["127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.1"],
    "IPv4 in IPv6": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "::7f00:1"],
    "as an address of the web has it": ["[::1]", "127.0.0.1.", "127%2E0.0.1", "①②⑦.0.0.1"],
}


@each("host", [host for hosts in INSIDE.values() for host in hosts])
def test_an_address_is_inside(host: str) -> None:
    address = address_in(plain_host(host))
    assert address is not None
    assert not is_public_address(address)


@each("host", ["8.8.8.8", "1.1.1.1", "134744072", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_an_address_is_public(host: str) -> None:
    address = address_in(plain_host(host))
    assert address is not None
    assert is_public_address(address)


@each(
    ("name", "public"),
    [
        ("www.example.org", True),
        ("localhost.example.org", True),
        ("localhost", False),
        ("LOCALHOST.", False),
        ("a.localhost", False),
        ("intranet", False),
        ("printer.local", False),
        ("metadata.google.internal", False),
        ("nas.home.arpa", False),
        ("", False),
    ],
)
def test_a_name_is_public(name: str, public: bool) -> None:
    assert address_in(plain_host(name)) is None
    assert is_public_name(plain_host(name)) is public


@each(
    ("entry", "host", "covered"),
    [
        ("intranet", "intranet", True),
        ("Intranet.", "intranet", True),
        ("intranet", "other", False),
        ("press.local", "www.press.local", False),
        ("10.1.2.3", "10.1.2.3", True),
        ("10.1.2.3", "0x0a010203", True),
        ("10.1.0.0/16", "10.1.2.3", True),
        ("10.1.0.0/16", "10.2.2.3", False),
        ("[::1]", "::1", True),
        ("fd00::/8", "fd12::1", True),
        ("fd00::/8", "10.1.2.3", False),
    ],
)
def test_what_is_named_is_covered(entry: str, host: str, covered: bool) -> None:
    assert read_named_hosts([entry]).covers(host) is covered


def test_several_are_named_by_a_list_or_with_commas() -> None:
    assert read_named_hosts("intranet, 10.1.0.0/16,") == read_named_hosts(["intranet", "10.1.0.0/16"])
    assert read_named_hosts("") == read_named_hosts(None) == read_named_hosts([])


@each("entry", ["http://intranet/", "10.1.0.0/99", "10.1.2.3/16", "a b", "intranet:8080", "127.1"])
def test_what_names_no_host_is_refused(entry: str) -> None:
    with pytest.raises(ValueError, match="is not a host name, an address or a network"):
        read_named_hosts(["good.example", entry])


@pytest.mark.parametrize(
    ("url", "domain", "is_on"),
    [
        ("http://www.b\u00fccher.example/", "xn--bcher-kva.example", True),
        ("http://xn--bcher-kva.example/", "B\u00fccher.example", True),
        ("http://[::1]:8080/talk", "::1", True),
        ("http://pexample.org/", "example.org", False),
        ("https://example.org:8443/talk", "www.example.org", True),
        ("https://films.example.org/talk", "www.example.org", False),
        ("https://org/talk", "www.example.org", False),
    ],
)
def test_a_host_is_on_a_domain_in_any_spelling(url: str, domain: str, is_on: bool) -> None:
    assert is_on_domain(url, [domain]) is is_on
