from briefings.transcript.wording import vocabulary as words


def test_no_list_of_words_is_so_long_that_it_stands_in_for_a_rule() -> None:
    unions = {"PERSON_LABELS", "TITLES"}
    lists = {name: len(value) for name, value in vars(words).items() if isinstance(value, frozenset)}
    assert len(lists) > 10
    assert {name: length for name, length in lists.items() if length > 64 and name not in unions} == {}
    assert len(words.TITLES - words.SHORT_TITLES) <= 64
