"""Copies and other versions of the same event, recognised in whatever order they come."""

from __future__ import annotations

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.store.copies import NO_RANK, Version, host_rank, relations, same_event
from tests.support.parts import each


def _account(id_: str, texts: str, rank: int = 0, *, complete: bool = True) -> Version:
    return Version("gazette", id_, f"http://{id_}/", complete, rank, _texts(texts))


def _texts(names: str) -> Counter[bytes]:
    return Counter(name.encode() for name in names.split())


def _found(*versions: Version) -> dict[str, tuple[str | None, str | None]]:
    return {version.id: marks for version, marks in relations(versions)}


@each(
    ("one", "other", "same"),
    [
        ("a b c d", "a b c e", True),
        ("a b c d", "a b c e f g h i", True),  # three of four
        ("a b c d e f g", "a b c h i j k", False),  # three of seven
        ("a b", "a b c d", False),  # too few
        ("a b", "b a", True),  # all the same
        ("a a a b", "a a a c", True),  # repeats count
        ("a a a b", "a c d e", False),
        ("", "", False),
    ],
)
def test_the_same_event(one: str, other: str, *, same: bool) -> None:
    assert same_event(_texts(one), _texts(other)) is same
    assert same_event(_texts(other), _texts(one)) is same


@pytest.mark.parametrize(
    ("url", "rank"),
    [
        ("http://a.example/x", 0),
        ("http://www.a.example:8080/x", 0),
        ("http://b.example/x", 1),
        ("http://nota.example/", NO_RANK),
        ("file.htm", NO_RANK),
    ],
)
def test_the_rank_of_a_host(url: str, rank: int) -> None:
    assert host_rank(url, ("a.example", "b.example")) == rank


def test_a_copy_names_the_first_that_has_all_its_texts() -> None:
    assert _found(_account("p", "a b c d"), _account("q", "a b c d", 1), _account("r", "a b c", 0)) == {
        "p": (None, None),
        "q": ("p", None),
        "r": ("p", None),
    }
    assert _found(_account("p", "a b c d"), _account("q", "a b c c", 1)) == {"p": (None, None), "q": (None, "p")}


def test_an_incomplete_one_suppresses_nothing() -> None:
    assert _found(_account("p", "a b c d e", complete=False), _account("q", "a b c", 1)) == {
        "q": (None, None),
        "p": (None, "q"),
    }
    assert _found(_account("p", "a b c", complete=False), _account("q", "a b c", 1, complete=False)) == {
        "p": (None, None),
        "q": (None, "p"),
    }
    assert _found(_account("p", "a b c", complete=False), _account("q", "a b c d", 1))["p"] == ("q", None)


_ACCOUNTS = st.lists(
    st.builds(
        _account,
        st.sampled_from("pqrstu"),
        st.lists(st.sampled_from("abcdef"), max_size=6).map(" ".join),
        st.integers(0, 2),
        complete=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda version: version.id,
)


@pytest.mark.further
@given(_ACCOUNTS)
def test_the_order_does_not_matter_and_no_text_is_lost(versions: list[Version]) -> None:
    found = _found(*versions)
    for order in permutations(versions):
        assert _found(*order) == found
    by_id = {version.id: version for version in versions}
    for id_, (copy_of, event) in found.items():
        assert copy_of is None or event is None
        if copy_of is not None:
            assert by_id[copy_of].complete
            assert found[copy_of][0] is None
            assert by_id[id_].texts <= by_id[copy_of].texts
        if event is not None:
            assert found[event][0] is None
